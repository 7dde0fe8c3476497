// On the neurons of the diagram what they give for the point that is followed, what comes back to them, and how far they let it
// through.
#include <algorithm>
#include <cmath>

#include "app/figures.h"
#include "app/lessons.h"
#include "ui/look/valve.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr float kLine = 13;
constexpr float kLeastForTwo = 30;  // side of a neuron that has room for two numbers
constexpr float kLeastForOne = 16;
constexpr float kOverhang = 8;

// As exactly as there is room for; it may stand out a little at both sides.
std::string number_in(const Frame& f, const TextStyle& style, double value, float width) {
  const std::string ways[] = {app::short_text(value), i18n::fixed(value, 2), i18n::fixed(value, 1)};
  for (const std::string& text : ways)
    if (text_size(f, style, text).x <= width) return text;
  return std::fabs(value) >= 10 ? i18n::number(value, 2) : "";
}

void draw_number(const Frame& f, const Rect& rect, double value, ImU32 colour) {
  const TextStyle style{kSmall, Weight::semibold, colour};
  const std::string text = number_in(f, style, value, rect.w + kOverhang);
  if (text.empty()) return;
  const float width = text_size(f, style, text).x + 4;
  const Rect plate{centre(rect).x - width / 2, rect.y, width, rect.h};
  ImGui::GetWindowDrawList()->AddRectFilled(top_left(plate), bottom_right(plate),
                                            with_alpha(f.theme.card, 0.88F), 3);
  draw_text(f, plate, style, text, Align::middle);
}

// Two plates at its right that leave as much of its height open as the slope lets through.
void draw_gate(const Frame& f, const Rect& tile, double slope) {
  const double share = std::isfinite(slope) ? std::clamp(std::fabs(slope), 0.0, 1.0) : 0;
  const float half = tile.h / 2 * static_cast<float>(share);
  const float y = centre(tile).y, x = right(tile) - 1;
  const ImU32 colour = std::fabs(slope) < kNearlyShut ? f.theme.warning : f.theme.ink;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled({x, tile.y - 2}, {x + 4, y - half}, colour, 1);
  draw->AddRectFilled({x, y + half}, {x + 4, bottom(tile) + 2}, colour, 1);
}

void mark(const Frame& f, const app::Traced& traced, const Rect& tile, int layer, std::size_t unit) {
  const nn::LayerTrace& numbers = traced.trace.layers[static_cast<std::size_t>(layer) - 1];
  if (tile.w < kLeastForOne) return;
  const bool has_two = tile.w >= kLeastForTwo;
  const float inner = tile.w - 2;
  if (app::is_forward_known(traced, layer))
    draw_number(f, {tile.x + 1, has_two ? tile.y + 1 : centre(tile).y - kLine / 2, inner, kLine},
                numbers.output[unit], f.theme.ink);
  if (!app::is_back_known(traced, layer)) return;
  if (layer < traced.layers) draw_gate(f, tile, numbers.slope[unit]);  // the output is linear
  if (has_two)
    draw_number(f, {tile.x + 1, bottom(tile) - kLine - 1, inner, kLine}, numbers.delta[unit], f.theme.accent);
}

}  // namespace

// "a 0.62, δ −0.23, 61 % open"
std::string traced_text(const Frame& f, const TrainView& state, Neuron neuron) {
  if (!state.trace.reading || neuron.layer < 1 || neuron.layer > state.trace.reading->layers) return "";
  if (app::is_veiled(f.app, "neurons") || app::is_veiled(f.app, "numbers")) return "";
  const app::Traced& traced = *state.trace.reading;
  const nn::LayerTrace& layer = traced.trace.layers[static_cast<std::size_t>(neuron.layer) - 1];
  const auto unit = static_cast<std::size_t>(neuron.unit);
  if (unit >= layer.output.size() || !app::is_forward_known(traced, neuron.layer)) return "";
  std::string text = "a " + app::short_text(layer.output[unit]);
  if (app::is_back_known(traced, neuron.layer))
    text += ", δ " + app::short_text(layer.delta[unit]) + ", " + opening_text(f, layer.slope[unit]);
  return text;
}

void draw_trace_marks(Frame& f, TrainView& state, const Diagram& g) {
  if (!state.trace.reading || app::is_veiled(f.app, "neurons") || app::is_veiled(f.app, "numbers")) return;
  const app::Traced& traced = *state.trace.reading;
  if (traced.layers + 1 != static_cast<int>(g.columns.size())) return;  // what is seen is about to change
  for (int unit = 0; unit < g.columns.front().units; ++unit) {
    const Rect tile = tile_rect(g, 0, unit);
    if (tile.w >= kLeastForTwo)
      draw_number(f, {tile.x + 1, bottom(tile) - kLine - 1, tile.w - 2, kLine},
                  unit == 0 ? traced.place.x1 : traced.place.x2, f.theme.ink);
  }
  for (int layer = 1; layer <= traced.layers; ++layer) {
    const auto count = static_cast<std::size_t>(g.columns[static_cast<std::size_t>(layer)].units);
    for (std::size_t unit = 0;
         unit < count && unit < traced.trace.layers[static_cast<std::size_t>(layer) - 1].output.size();
         ++unit)
      mark(f, traced, tile_rect(g, layer, static_cast<int>(unit)), layer, unit);
  }
}

}  // namespace lab::ui
