#include "gpu/heatmap.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "formula/program.h"
#include "gpu/gl.h"
#include "pictures.h"

using namespace lab;
using gpu_test::make_request;
using gpu_test::make_snapshot;
using gpu_test::Picture;
using gpu_test::pixel;
using gpu_test::read_picture;

namespace {

// No hidden layer: the output is w1·x1 + w2·x2 + bias.
nn::Snapshot make_line(float w1, float w2, float bias) {
  nn::Snapshot snapshot;
  snapshot.params = {w1, w2, bias};
  return snapshot;
}

float output_at(const nn::Snapshot& snapshot, float x1, float x2) {
  nn::Workspace workspace;
  float output = 0;
  const std::array<float, 2> x = {x1, x2};
  nn::predict(snapshot.network, snapshot.params, nn::view_inputs(x, 2), {&output, 1}, workspace);
  return output;
}

// The same with another bias of the output, so that 0 is halfway between its extremes on the plane.
nn::Snapshot with_boundary(nn::Snapshot snapshot) {
  float least = output_at(snapshot, 0, 0), most = least;
  for (float x1 = -3; x1 <= 3; x1 += 0.25F) {
    for (float x2 = -3; x2 <= 3; x2 += 0.25F) {
      least = std::min(least, output_at(snapshot, x1, x2));
      most = std::max(most, output_at(snapshot, x1, x2));
    }
  }
  snapshot.params.back() -= 0.5F * (least + most);
  return snapshot;
}

bool is_close(std::array<std::uint8_t, 4> colour, int red, int green, int blue) {
  const int tolerance = 2;  // of 255: rounding to bytes, and the last bits of exp
  return std::abs(colour[0] - red) <= tolerance && std::abs(colour[1] - green) <= tolerance &&
         std::abs(colour[2] - blue) <= tolerance && colour[3] == 255;
}

bool is_dark(std::array<std::uint8_t, 4> colour) { return colour[0] + colour[1] + colour[2] < 200; }

// The pixel of a tile at `across`, `down` of its side.
std::array<std::uint8_t, 4> tile_pixel(const Picture& picture, const gpu::Tile& tile, float across,
                                       float down) {
  const float x = (tile.u0 + (tile.u1 - tile.u0) * across) * static_cast<float>(picture.width);
  const float y = (1.0F - tile.v0 + (tile.v0 - tile.v1) * down) * static_cast<float>(picture.height);
  return pixel(picture, static_cast<int>(x), static_cast<int>(y));
}

}  // namespace

TEST_CASE("colours run from negative through zero to positive, x1 to the right and x2 upwards") {
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  const nn::Snapshot to_the_right = make_line(1.0F / 3.0F, 0, 0);
  gpu::HeatmapRequest request = make_request(to_the_right);
  request.boundary_px = 0;
  request.output_is_logit = false;
  REQUIRE(heatmap.paint(request));
  Picture picture = read_picture(heatmap.output_texture());
  REQUIRE(picture.width == 96);
  const int edge = 255 / (2 * 96);  // the outermost pixel's centre is half a pixel inside the plane
  CHECK(is_close(pixel(picture, 0, 50), edge, edge, 255));
  CHECK(is_close(pixel(picture, 95, 50), 255, edge, edge));
  CHECK(is_close(pixel(picture, 24, 50), 130, 130, 255));  // value (24.5 / 48) − 1

  const nn::Snapshot upwards = make_line(0, 1.0F / 3.0F, 0);
  request.snapshot = &upwards;
  REQUIRE(heatmap.paint(request));
  picture = read_picture(heatmap.output_texture());
  CHECK(is_close(pixel(picture, 50, 0), 255, edge, edge));
  CHECK(is_close(pixel(picture, 50, 95), edge, edge, 255));
}

TEST_CASE("a logit is coloured by twice its probability minus one") {
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  const nn::Snapshot snapshot = make_line(0, 0, 1.0F);
  gpu::HeatmapRequest request = make_request(snapshot);
  REQUIRE(heatmap.paint(request));
  const int rest = static_cast<int>(std::lround(255.0 * (1.0 - std::tanh(0.5))));
  CHECK(is_close(pixel(read_picture(heatmap.output_texture()), 48, 48), 255, rest, rest));
  request.output_is_logit = false;
  REQUIRE(heatmap.paint(request));
  CHECK(is_close(pixel(read_picture(heatmap.output_texture()), 48, 48), 255, 0, 0));
}

TEST_CASE("the boundary is drawn where the core's output changes sign, and nowhere else") {
  for (const std::string_view activation : {"tanh", "relu", "step"}) {
    CAPTURE(std::string(activation));
    const nn::Snapshot snapshot = with_boundary(make_snapshot({8, 8}, activation, 4));
    gpu::ProgramCache programs;
    gpu::Heatmap heatmap(programs);
    gpu::HeatmapRequest request = make_request(snapshot);
    request.colours.negative = request.colours.positive = {1, 1, 1};  // only the line is dark
    REQUIRE(heatmap.paint(request));
    const Picture picture = read_picture(heatmap.output_texture());
    const int side = request.output_px;
    const auto sign_at = [&](int x, int y) {
      const float x1 = -3.0F + 6.0F * (static_cast<float>(x) + 0.5F) / static_cast<float>(side);
      const float x2 = 3.0F - 6.0F * (static_cast<float>(y) + 0.5F) / static_cast<float>(side);
      return output_at(snapshot, x1, x2) > 0.0F;
    };
    int crossings = 0, undrawn = 0, stray = 0;
    for (int y = 2; y + 2 < side; ++y) {
      for (int x = 2; x + 2 < side; ++x) {
        if (sign_at(x, y) != sign_at(x + 1, y)) {
          ++crossings;
          if (!is_dark(pixel(picture, x, y)) && !is_dark(pixel(picture, x + 1, y))) ++undrawn;
        }
        bool has_both_signs = false;
        for (int i = 0; i < 25; ++i) {
          has_both_signs = has_both_signs || sign_at(x - 2 + i % 5, y - 2 + i / 5) != sign_at(x, y);
        }
        if (is_dark(pixel(picture, x, y)) && !has_both_signs) ++stray;
      }
    }
    CHECK(crossings > 20);
    // None of a smooth function;
    // of a step function perhaps where the corner of two steps lies between samples.
    CHECK(undrawn <= (activation == "step" ? crossings / 50 : 0));
    // A line of two pixels reaches no further than two pixels;
    // where the output only grazes 0 it may be drawn.
    CHECK(stray <= crossings / 20);
  }
}

TEST_CASE("every unit has its tile, and a tile is the large picture in small") {
  const nn::Snapshot snapshot = make_snapshot({3, 20, 5}, "tanh", 6);
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  gpu::HeatmapRequest request = make_request(snapshot);
  request.boundary_px = 0;
  const std::vector<int> units{2, 3, 20, 5, 1};
  for (int layer = 0; layer < 5; ++layer) {
    for (int unit = 0; unit < units[static_cast<std::size_t>(layer)]; ++unit) {
      CAPTURE(layer);
      CAPTURE(unit);
      request.layer = layer;
      request.unit = unit;
      REQUIRE(heatmap.paint(request));
      const Picture large = read_picture(heatmap.output_texture());
      const Picture tiles = read_picture(heatmap.tiles_texture());
      const gpu::Tile tile = heatmap.tile(layer, unit);
      for (const auto& [x, y] : {std::pair{4, 6}, std::pair{20, 3}, std::pair{12, 12}, std::pair{2, 21}}) {
        const auto across = (static_cast<float>(x) + 0.5F) / 24.0F,
                   down = (static_cast<float>(y) + 0.5F) / 24.0F;
        const auto small = tile_pixel(tiles, tile, across, down);
        const auto big = pixel(large, 4 * x + 2, 4 * y + 2);
        // One tile pixel is four large ones wide:
        // the slopes of these networks change a colour by up to 25 in it.
        for (std::size_t channel = 0; channel < 3; ++channel) {
          CHECK(std::abs(small[channel] - big[channel]) <= 25);
        }
      }
    }
  }
  CHECK(heatmap.tile(1, 3).u1 == 0.0F);
  CHECK(heatmap.tile(5, 0).u1 == 0.0F);
}

TEST_CASE("the input tiles show x1 and x2 whatever the plane") {
  nn::Snapshot snapshot = make_snapshot({2}, "tanh", 1);
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  gpu::HeatmapRequest request = make_request(snapshot);
  request.plane = {-0.5F, 1.5F};
  REQUIRE(heatmap.paint(request));
  const Picture tiles = read_picture(heatmap.tiles_texture());
  const auto right = tile_pixel(tiles, heatmap.tile(0, 0), 0.97F, 0.5F);
  const auto left = tile_pixel(tiles, heatmap.tile(0, 0), 0.03F, 0.5F);
  const auto top = tile_pixel(tiles, heatmap.tile(0, 1), 0.5F, 0.03F);
  CHECK(right[0] == 255);
  CHECK(right[2] < 20);
  CHECK(left[2] == 255);
  CHECK(left[0] < 20);
  CHECK(top[0] == 255);
  CHECK(top[2] < 20);
}

TEST_CASE("a paint without a change paints nothing, and any change paints") {
  nn::Snapshot snapshot = make_snapshot({4, 2}, "tanh", 2);
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  gpu::HeatmapRequest request = make_request(snapshot);
  REQUIRE(heatmap.paint(request));
  const Picture painted = read_picture(heatmap.output_texture());
  const auto wipe = [&] {
    const gpu::KeptState kept;
    GLuint name = 0;
    glGenFramebuffers(1, &name);
    const gpu::Framebuffer framebuffer(name);
    glBindFramebuffer(GL_FRAMEBUFFER, name);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, heatmap.output_texture(), 0);
    glClearColor(0, 1, 0, 1);
    glClear(GL_COLOR_BUFFER_BIT);
  };
  const auto is_wiped = [&] { return pixel(read_picture(heatmap.output_texture()), 5, 5)[1] == 255; };
  wipe();
  REQUIRE(is_wiped());
  REQUIRE(heatmap.paint(request));
  CHECK(is_wiped());

  request.colours.zero = {0.9F, 0.9F, 0.9F};
  REQUIRE(heatmap.paint(request));
  CHECK_FALSE(is_wiped());
  wipe();
  snapshot.params[0] += 0.5F;
  REQUIRE(heatmap.paint(request));
  CHECK_FALSE(is_wiped());
  wipe();
  request.output_px = 64;
  REQUIRE(heatmap.paint(request));
  CHECK(read_picture(heatmap.output_texture()).width == 64);
  snapshot.params[0] -= 0.5F;
  request = make_request(snapshot);
  REQUIRE(heatmap.paint(request));
  CHECK(gpu_test::difference(read_picture(heatmap.output_texture()), painted) == 0);
}

TEST_CASE("a shader that does not compile keeps the previous picture and its tiles, and says why") {
  const nn::Snapshot good = make_snapshot({4}, "tanh", 2);
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  REQUIRE(heatmap.paint(make_request(good)));
  const Picture output = read_picture(heatmap.output_texture());
  const Picture tiles = read_picture(heatmap.tiles_texture());
  const gpu::Tile tile = heatmap.tile(1, 3);

  // A number no GLSL compiler knows.
  formula::Program broken;
  broken.instructions.push_back({formula::Op::number, {}, std::numeric_limits<double>::infinity(), false});
  act::ActivationRow row = *act::find_activation("tanh");
  row.formula = "broken";
  nn::Snapshot bad = make_snapshot({2, 2}, "tanh", 2);
  bad.network.hidden[1].activation = {&row, &broken, {}};
  for (int attempt = 0; attempt < 2; ++attempt) {
    CHECK_FALSE(heatmap.paint(make_request(bad)));
    CHECK_FALSE(heatmap.log().empty());
    CHECK(gpu_test::difference(read_picture(heatmap.output_texture()), output) == 0);
    CHECK(gpu_test::difference(read_picture(heatmap.tiles_texture()), tiles) == 0);
    CHECK(heatmap.tile(1, 3).u1 == tile.u1);
  }
  REQUIRE(heatmap.paint(make_request(good)));
  CHECK(heatmap.log().empty());
}

TEST_CASE("after forget() the next paint restores the same picture") {
  const nn::Snapshot snapshot = make_snapshot({4, 3}, "gelu", 9);
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  REQUIRE(heatmap.paint(make_request(snapshot)));
  const Picture output = read_picture(heatmap.output_texture());
  const Picture tiles = read_picture(heatmap.tiles_texture());
  heatmap.forget();
  programs.forget();
  CHECK(heatmap.output_texture() == 0);
  REQUIRE(heatmap.paint(make_request(snapshot)));
  CHECK(gpu_test::difference(read_picture(heatmap.output_texture()), output) == 0);
  CHECK(gpu_test::difference(read_picture(heatmap.tiles_texture()), tiles) == 0);
}

TEST_CASE("networks of one to eight layers and up to 32 units paint at any size asked for") {
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  for (const int units : {1, 5, 8, 32}) {
    for (const std::size_t layers : {1U, 4U, 8U}) {
      CAPTURE(units);
      CAPTURE(layers);
      const nn::Snapshot snapshot = make_snapshot(std::vector<int>(layers, units), "relu", 1);
      gpu::HeatmapRequest request = make_request(snapshot);
      request.output_px = 40;
      request.tile_px = units == 32 && layers == 8 ? 200 : 12;
      CHECK(heatmap.paint(request));
      CHECK(heatmap.log().empty());
      CHECK(glGetError() == GL_NO_ERROR);
      CHECK(heatmap.tile(static_cast<int>(layers), units - 1).u1 > 0.0F);
    }
  }
}

TEST_CASE("weights that are infinite or not numbers paint without an error") {
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  for (const float value :
       {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN(), 3e38F}) {
    nn::Snapshot snapshot = make_snapshot({3, 2}, "relu", 3);
    snapshot.params.assign(snapshot.params.size(), value);
    CHECK(heatmap.paint(make_request(snapshot)));
    CHECK(glGetError() == GL_NO_ERROR);
  }
}

TEST_CASE("with hardly any time the raster is coarse and the picture is still the same one") {
  const nn::Snapshot snapshot = make_snapshot({8, 8, 8}, "tanh", 8);
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  gpu::HeatmapRequest request = make_request(snapshot);
  request.output_px = 256;
  request.boundary_px = 0;
  REQUIRE(heatmap.paint(request));
  CHECK(heatmap.output_samples() == 257);
  const Picture fine = read_picture(heatmap.output_texture());
  gpu::Heatmap hurried(programs);
  nn::Snapshot before = snapshot;
  before.params[0] += 0.5F;
  request.snapshot = &before;
  request.budget_ms = 1e-6F;
  REQUIRE(hurried.paint(request));
  CHECK(hurried.output_samples() ==
        256 / 3 + 1);  // nothing is known of the device, and nobody waits to know it
  request.snapshot = &snapshot;
  REQUIRE(hurried.paint(request));
  CHECK(hurried.output_samples() == 256 / 8 + 1);
  const Picture coarse = read_picture(hurried.output_texture());
  REQUIRE(coarse.width == 128);
  double sum = 0;
  for (int y = 0; y < 128; ++y) {
    for (int x = 0; x < 128; ++x) {
      sum += std::abs(pixel(coarse, x, y)[1] - pixel(fine, 2 * x + 1, 2 * y + 1)[1]);
    }
  }
  CHECK(sum / (128 * 128) < 4.0);  // of 255: linear interpolation over cells of 8 pixels
  request.budget_ms = 1e6F;
  REQUIRE(hurried.paint(request));
  CHECK(hurried.output_samples() == 257);
}

TEST_CASE("a resting picture is always the fine one, however slow the device") {
  nn::Snapshot snapshot = make_snapshot({8, 8, 8}, "tanh", 8);
  gpu::ProgramCache programs;
  gpu::Heatmap at_leisure(programs);
  gpu::HeatmapRequest request = make_request(snapshot);
  request.output_px = 256;
  REQUIRE(at_leisure.paint(request));
  const Picture fine = read_picture(at_leisure.output_texture());

  gpu::Heatmap heatmap(programs);
  request.budget_ms = 1e-6F;
  request.is_resting = true;
  REQUIRE(heatmap.paint(request));  // a change is shown at once, as fine as there is time for …
  CHECK(heatmap.is_coarse());
  REQUIRE(heatmap.paint(request));  // … and then in full detail
  CHECK_FALSE(heatmap.is_coarse());
  CHECK(gpu_test::difference(read_picture(heatmap.output_texture()), fine) == 0);

  request.is_resting = false;  // nothing has changed: what is fine stays
  REQUIRE(heatmap.paint(request));
  CHECK_FALSE(heatmap.is_coarse());
  snapshot.params[0] += 0.5F;
  REQUIRE(heatmap.paint(request));
  CHECK(heatmap.is_coarse());
}

TEST_CASE("the picture of a network that has diverged comes to rest, too") {
  nn::Snapshot snapshot = make_snapshot({8, 8, 8}, "tanh", 8);
  for (float& param : snapshot.params) param = std::numeric_limits<float>::quiet_NaN();
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  gpu::HeatmapRequest request = make_request(snapshot);
  request.output_px = 256;
  request.budget_ms = 1e-6F;
  request.is_resting = true;
  REQUIRE(heatmap.paint(request));
  REQUIRE(heatmap.paint(request));
  CHECK_FALSE(heatmap.is_coarse());
}

TEST_CASE("painting leaves the state of OpenGL as it was") {
  const nn::Snapshot snapshot = make_snapshot({4}, "tanh", 2);
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  const gpu::VertexArray vertex_array = gpu::make_vertex_array();
  const gpu::Image image = gpu::make_image(gpu::Texels::rgba8, 8, 8);
  glBindVertexArray(vertex_array.name());
  gpu::bind_image(image, 1);
  glBindFramebuffer(GL_FRAMEBUFFER, image.framebuffer.name());
  glViewport(1, 2, 3, 4);
  glEnable(GL_BLEND);
  glEnable(GL_SCISSOR_TEST);
  REQUIRE(heatmap.paint(make_request(snapshot)));

  const auto integer = [](GLenum name) {
    GLint value = 0;
    glGetIntegerv(name, &value);
    return static_cast<GLuint>(value);
  };
  std::array<GLint, 4> viewport{};
  glGetIntegerv(GL_VIEWPORT, viewport.data());
  CHECK(viewport == std::array<GLint, 4>{1, 2, 3, 4});
  CHECK(integer(GL_VERTEX_ARRAY_BINDING) == vertex_array.name());
  CHECK(integer(GL_FRAMEBUFFER_BINDING) == image.framebuffer.name());
  CHECK(integer(GL_ACTIVE_TEXTURE) == GL_TEXTURE1);
  CHECK(integer(GL_TEXTURE_BINDING_2D) == image.texture.name());
  CHECK(integer(GL_CURRENT_PROGRAM) == 0);
  CHECK(glIsEnabled(GL_BLEND) == GL_TRUE);
  CHECK(glIsEnabled(GL_SCISSOR_TEST) == GL_TRUE);
  CHECK(glGetError() == GL_NO_ERROR);
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
  glBindVertexArray(0);
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
}
