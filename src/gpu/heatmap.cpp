#include "gpu/heatmap.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include "gpu/network_pass.h"
#include "gpu/raster_budget.h"

namespace lab::gpu {

namespace {

constexpr int kMaxOutputPx = 2048;
constexpr int kMinSamples = 2;
constexpr int kMinTileSamples = 17;
constexpr int kMaxRasterTexels = 2 * 1024 * 1024;  // 32 MiB of four values each
constexpr int kMaxRasterLines = 4096;              // what practically every device allows
constexpr int kValuesUnit = 1;
constexpr std::string_view kColourKey = "colours";

enum class Kind { input, activation, logit };  // as shaders/heatmap.frag knows them

// What the pictures show, all of it: a paint with an equal Shown paints nothing.
struct Shown {
  nn::NetworkSpec network;
  std::vector<float> params;
  HeatmapRequest request;
  int divisor = 1;  // device pixels per sample
};

bool is_same(const nn::NetworkSpec& a, const nn::NetworkSpec& b) {
  const auto is_same_layer = [](const nn::HiddenLayer& p, const nn::HiddenLayer& q) {
    return p.units == q.units && p.norm == q.norm && p.activation.params == q.activation.params &&
           layer_key(&p.activation) == layer_key(&q.activation);
  };
  return a.inputs == b.inputs && a.outputs == b.outputs && a.hidden.size() == b.hidden.size() &&
         std::equal(a.hidden.begin(), a.hidden.end(), b.hidden.begin(), is_same_layer);
}

// To the bit: a network that has diverged holds NaN, which equals nothing, and its picture comes to rest all the same.
bool is_same(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

bool has_same_values(const Shown& a, const Shown& b) {
  const HeatmapRequest &p = a.request, &q = b.request;
  return p.plane.min == q.plane.min && p.plane.max == q.plane.max && p.output_px == q.output_px &&
         p.tile_px == q.tile_px && p.layer == q.layer && is_same(a.params, b.params) &&
         is_same(a.network, b.network);
}

bool has_same_colours(const HeatmapRequest& a, const HeatmapRequest& b) {
  return a.colours == b.colours && a.output_is_logit == b.output_is_logit && a.unit == b.unit &&
         a.boundary_px == b.boundary_px;
}

// The outermost samples lie on the plane's edges.
Raster raster_of(const data::PlaneRange& plane, int samples) {
  return {samples, plane.min, (plane.max - plane.min) / static_cast<float>(samples - 1)};
}

int last_layer(const nn::NetworkSpec& spec) { return static_cast<int>(spec.hidden.size()) + 1; }

int widest_block(const nn::NetworkSpec& spec) {
  int units = spec.outputs;
  for (const nn::HiddenLayer& layer : spec.hidden) units = std::max(units, layer.units);
  return blocks_of_four(units);
}

// The request with every number in its range, and the layer it means.
HeatmapRequest within_bounds(HeatmapRequest request) {
  request.output_px = std::clamp(request.output_px, 1, kMaxOutputPx);
  request.tile_px = std::clamp(request.tile_px, 1, kMaxTilePx);
  const int last = last_layer(request.snapshot->network);
  if (request.layer < 0 || request.layer > last) request.layer = last;
  return request;
}

// One sample more than cells, so that every pixel lies between four samples.
int output_samples_of(const Shown& shown) {
  const int blocks = widest_block(shown.network);
  const int samples = shown.request.output_px / shown.divisor + 1;
  const int most = static_cast<int>(std::sqrt(kMaxRasterTexels / blocks));
  return std::clamp(samples, kMinSamples, std::min(most, kMaxRasterLines / blocks));
}

// On a device that is too slow for a sample per pixel, colouring every pixel costs as much as the network
// does: half the pixels along either side are painted then, and whoever draws the texture smooths it.
int side_px_of(int wanted_px, const Shown& shown) {
  return shown.divisor == 1 ? wanted_px : std::max(1, (wanted_px + 1) / 2);
}

int tile_samples_of(const Shown& shown) {
  return std::max(shown.request.tile_px / shown.divisor + 1,
                  std::min(kMinTileSamples, shown.request.tile_px + 1));
}

// Where in a target the pictures of units go, and which they are.
struct Panes {
  int left_px = 0, lower_px = 0, width_px = 0, height_px = 0;
  int side_px = 0, gutter_px = 0, columns = 1;
  int first_unit = 0, units = 1;
  Kind kind = Kind::activation;
  float boundary_px = 0.0F;
};

}  // namespace

struct Heatmap::Impl {
  explicit Impl(Programs& programs) : pass{programs, {}} {}

  NetworkPass pass;
  RasterBudget budget;
  std::string budget_key;  // the network that was measured, whatever its numbers
  Image output, tiles;
  std::array<Image, 2> output_values;             // the layers of the large raster, by turns
  std::array<Image, nn::kMaxLayers> tile_values;  // every layer of the small raster
  Image output_sums, tile_sums;                   // scratch of either raster, see draw_layer()
  const Image* shown_values = nullptr;            // the one of output_values that holds what is shown
  TileLayout layout;
  std::optional<Shown> shown;
  std::uint64_t files_stamp = 0;  // of the shader files that it was painted with
  std::string log;

  const Program* prepare(const nn::NetworkSpec&, bool& ok);
  const Image& draw_output_values(const nn::NetworkSpec&, int layer, const Raster&, const Program* whole);
  void draw_tile_values(const Shown&);
  void draw_large(const Shown&, const Program* whole);
  void draw_values(const Shown&, const Program* whole);
  void measure(const Shown&, const Program* whole);
  void draw_panes(const Image& target, const Image& values, int samples, const HeatmapColours&, const Panes&);
  void draw_colours(const Shown&);
};

// Null and ok: the network goes layer after layer.
const Program* Heatmap::Impl::prepare(const nn::NetworkSpec& spec, bool& ok) {
  Programs& programs = pass.programs;
  begin_paint(programs);
  const std::string colour_key(kColourKey);
  ok = (find_program(programs, colour_key) ||
        build_program(programs, colour_key, heatmap_source(present_glsl()), log)) &&
       prepare_layers(programs, spec, log);
  return ok ? prepare_whole_network(programs, spec, log) : nullptr;
}

// `layer` counts as in Heatmap::tile() and is not the inputs.
const Image& Heatmap::Impl::draw_output_values(const nn::NetworkSpec& spec, int layer, const Raster& raster,
                                               const Program* whole) {
  if (whole && layer == last_layer(spec)) {
    draw_whole_network(pass, spec, *whole, raster, output_values[0]);
    return output_values[0];
  }
  const Image* previous = nullptr;
  for (int l = 0; l < layer; ++l) {
    Image& target = output_values[static_cast<std::size_t>(l % 2)];
    draw_layer(pass, spec, l, raster, previous, output_sums, target);
    previous = &target;
  }
  return *previous;
}

void Heatmap::Impl::draw_tile_values(const Shown& next) {
  const Raster raster = raster_of(next.request.plane, tile_samples_of(next));
  const Image* previous = nullptr;
  for (int l = 0; l < last_layer(next.network); ++l) {
    Image& target = tile_values[static_cast<std::size_t>(l)];
    draw_layer(pass, next.network, l, raster, previous, tile_sums, target);
    previous = &target;
  }
}

void Heatmap::Impl::draw_large(const Shown& next, const Program* whole) {
  const Raster raster = raster_of(next.request.plane, output_samples_of(next));
  shown_values = &draw_output_values(next.network, next.request.layer, raster, whole);
}

void Heatmap::Impl::draw_values(const Shown& next, const Program* whole) {
  upload(pass, next.network, next.params);
  draw_tile_values(next);
  shown_values = nullptr;
  if (next.request.layer != 0) draw_large(next, whole);
}

// Draws the picture once more, by the clock, when it is time to.
void Heatmap::Impl::measure(const Shown& next, const Program* whole) {
  if (!shown_values || !(next.request.budget_ms > 0.0F) || !is_due(budget)) return;
  const double samples = output_samples_of(next);
  time_drawing(budget, shown_values->framebuffer, samples * samples, [&] { draw_large(next, whole); });
}

void Heatmap::Impl::draw_panes(const Image& target, const Image& values, int samples,
                               const HeatmapColours& colours, const Panes& panes) {
  const Program& program = *find_program(pass.programs, std::string(kColourKey));
  glBindVertexArray(pass.programs.vertex_array.name());
  glBindFramebuffer(GL_FRAMEBUFFER, target.framebuffer.name());
  glViewport(panes.left_px, panes.lower_px, panes.width_px, panes.height_px);
  glUseProgram(program.name());
  bind_image(values, kValuesUnit);
  program.set("u_values", kValuesUnit);
  program.set("u_raster", samples);
  program.set("u_origin", static_cast<float>(panes.left_px), static_cast<float>(panes.lower_px));
  program.set("u_side_px", static_cast<float>(panes.side_px));
  program.set("u_gutter_px", static_cast<float>(panes.gutter_px));
  program.set("u_columns", static_cast<float>(panes.columns));
  program.set("u_first_unit", static_cast<float>(panes.first_unit));
  program.set("u_end_unit", static_cast<float>(panes.first_unit + panes.units));
  program.set("u_kind", static_cast<int>(panes.kind));
  program.set("u_boundary_px", panes.boundary_px);
  program.set("u_negative", colours.negative);
  program.set("u_zero", colours.zero);
  program.set("u_positive", colours.positive);
  program.set("u_boundary", colours.boundary);
  glDrawArrays(GL_TRIANGLES, 0, 3);
}

void Heatmap::Impl::draw_colours(const Shown& next) {
  const HeatmapRequest& request = next.request;
  const int last = last_layer(next.network);
  const Kind output_kind = request.output_is_logit ? Kind::logit : Kind::activation;
  const auto kind_of = [&](int layer) {
    return layer == 0 ? Kind::input : layer == last ? output_kind : Kind::activation;
  };

  layout = tile_layout(next.network, side_px_of(request.tile_px, next));
  fit_image(tiles, Texels::rgba8, layout.width_px, layout.height_px);
  const int pitch = layout.side_px + 2 * kTileGutterPx;
  for (int layer = 0; layer <= last; ++layer) {
    const TileRow& row = layout.rows[static_cast<std::size_t>(layer)];
    const Image& values = tile_values[static_cast<std::size_t>(std::max(layer - 1, 0))];
    draw_panes(tiles, values, tile_samples_of(next), request.colours,
               {0, row.first_line * pitch, layout.width_px, row.lines * pitch, layout.side_px, kTileGutterPx,
                layout.columns, 0, row.units, kind_of(layer), 0.0F});
  }

  const int side = side_px_of(request.output_px, next);
  const float boundary_px =
      request.boundary_px * static_cast<float>(side) / static_cast<float>(request.output_px);
  fit_image(output, Texels::rgba8, side, side);
  const Image& values = shown_values ? *shown_values : tile_values[0];
  draw_panes(output, values, output_samples_of(next), request.colours,
             {0, 0, side, side, side, 0, 1, request.unit, 1, kind_of(request.layer), boundary_px});
}

ProgramCache::ProgramCache() : programs_(std::make_unique<Programs>()) {}
ProgramCache::~ProgramCache() = default;
void ProgramCache::forget() { gpu::forget(*programs_); }
int ProgramCache::compiles() const { return programs_->compiles; }

Heatmap::Heatmap(ProgramCache& cache) : impl_(std::make_unique<Impl>(*cache.programs_)) {
  ++impl_->pass.programs.users;
}

Heatmap::~Heatmap() { --impl_->pass.programs.users; }

bool Heatmap::paint(const HeatmapRequest& wanted) {
  Impl& m = *impl_;
  m.log.clear();
  drop_outdated(m.pass.programs);
  Shown next{wanted.snapshot->network, wanted.snapshot->params, within_bounds(wanted)};
  if (const std::string key = whole_network_key(next.network); key != m.budget_key) {
    restart(m.budget);
    m.budget_key = key;
  }
  next.divisor = divisor_of(m.budget, next.request.output_px, next.request.budget_ms);
  const bool is_valid = m.shown && m.files_stamp == m.pass.programs.files_stamp;
  const bool is_same_picture = is_valid && has_same_values(*m.shown, next);
  if (is_same_picture) next.divisor = wanted.is_resting ? 1 : std::min(next.divisor, m.shown->divisor);
  const bool has_values = is_same_picture && next.divisor == m.shown->divisor;
  if (has_values && has_same_colours(m.shown->request, next.request)) return true;

  const KeptState kept;
  bool ok = false;
  const Program* whole = m.prepare(next.network, ok);
  if (!ok) return false;
  if (!has_values) {
    m.draw_values(next, whole);
    const bool is_final = is_same_picture && wanted.is_resting;
    if (!is_final) {
      m.measure(next, whole);
      const int divisor = divisor_of(m.budget, next.request.output_px, next.request.budget_ms);
      if (std::exchange(next.divisor, divisor) != divisor) m.draw_values(next, whole);
    }
  }
  m.draw_colours(next);
  m.shown = std::move(next);
  m.files_stamp = m.pass.programs.files_stamp;
  m.shown->request.snapshot = nullptr;  // not ours to keep
  return true;
}

std::uint32_t Heatmap::output_texture() const { return impl_->output.texture.name(); }
std::uint32_t Heatmap::tiles_texture() const { return impl_->tiles.texture.name(); }
Tile Heatmap::tile(int layer, int unit) const { return tile_of(impl_->layout, layer, unit); }
const std::string& Heatmap::log() const { return impl_->log; }
bool Heatmap::is_coarse() const { return impl_->shown && impl_->shown->divisor > 1; }
int Heatmap::output_samples() const { return impl_->shown ? output_samples_of(*impl_->shown) : 0; }

void Heatmap::forget() {
  Impl& m = *impl_;
  m.pass.weights.forget();
  m.output.forget();
  m.tiles.forget();
  for (Image& image : m.output_values) image.forget();
  for (Image& image : m.tile_values) image.forget();
  m.output_sums.forget();
  m.tile_sums.forget();
  impl_ = std::make_unique<Impl>(m.pass.programs);
}

std::vector<float> Heatmap::read_values(const HeatmapRequest& wanted, int layer, int unit, int grid) {
  Impl& m = *impl_;
  const nn::NetworkSpec& spec = wanted.snapshot->network;
  if (layer < 1 || layer > last_layer(spec) || unit < 0 || grid < 1) return {};
  const int units =
      layer == last_layer(spec) ? spec.outputs : spec.hidden[static_cast<std::size_t>(layer - 1)].units;
  if (unit >= units) return {};

  const KeptState kept;
  m.log.clear();
  drop_outdated(m.pass.programs);
  bool ok = false;
  const Program* whole = m.prepare(spec, ok);
  if (!ok) return {};
  const float step = (wanted.plane.max - wanted.plane.min) / static_cast<float>(grid);
  upload(m.pass, spec, wanted.snapshot->params);
  m.shown.reset();  // the large raster is about to be overwritten
  const Image& image = m.draw_output_values(spec, layer, {grid, wanted.plane.min + 0.5F * step, step},
                                            unit == 0 ? whole : nullptr);

  const auto side = static_cast<std::size_t>(grid);
  std::vector<std::array<std::uint32_t, 4>> texels(side * side);
  glBindFramebuffer(GL_FRAMEBUFFER, image.framebuffer.name());
  glReadPixels(0, grid * (unit / 4), grid, grid, GL_RGBA_INTEGER, GL_UNSIGNED_INT, texels.data());
  std::vector<float> values(side * side);
  for (std::size_t row = 0; row < side; ++row) {
    for (std::size_t column = 0; column < side; ++column) {
      const std::uint32_t bits = texels[(side - 1 - row) * side + column][static_cast<std::size_t>(unit % 4)];
      std::memcpy(&values[row * side + column], &bits, sizeof bits);
    }
  }
  return values;
}

}  // namespace lab::gpu
