// What of the gradient arrives at each layer on its way back: a ribbon under the diagram's columns, as thick as it is large.
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/control/gesture.h"
#include "ui/control/term.h"
#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr float kLine = 16;
constexpr float kThickest = 26;
constexpr double kMuch = 3;  // times from layer to layer: more, or less than a third, is marked

struct Ribbon {
  std::vector<double> sizes;  // of each layer, the output's last
  double factor = 1;          // per layer, on its way back
};

Ribbon ribbon_of(const run::Run& run) {
  const nn::GradientFlow& flow = run.seen.flow;
  return {{flow.sizes.begin(), flow.sizes.begin() + static_cast<std::ptrdiff_t>(flow.layer_count)},
          nn::factor_per_layer(flow)};
}

bool is_much(double factor) { return !(factor <= kMuch && factor >= 1 / kMuch); }

std::string size_text(double size) { return i18n::number(size, 2); }
std::string times_text(double factor) { return "× " + app::factor_text(factor); }

// Its name, where it has one. What keeps a network of straight lines from learning is not its gradient.
std::string verdict(const Frame& f, const Ribbon& ribbon) {
  const bool is_line = app::is_affine(f.run->seen.snapshot.network);
  if (ribbon.sizes.size() < 2 || !is_much(ribbon.factor) || is_line) return "";
  return tr(f, ribbon.factor < 1 ? "gradient.vanishing" : "gradient.exploding");
}

// The name and by how much, or as much of it as there is room for.
std::string verdict_in(const Frame& f, const Ribbon& ribbon, float width) {
  const std::string name = verdict(f, ribbon);
  const std::string all =
      i18n::format(f.language, "gradient.verdict", {name, app::factor_text(ribbon.factor)});
  return name.empty() || text_size(f, label_text(f), all).x > width ? name : all;
}

// From the output back: "output 0.016, layer 2 0.041, layer 1 0.049; × 1.7 per layer"
std::string sentence(const Frame& f, const Ribbon& ribbon) {
  std::string text;
  for (std::size_t i = ribbon.sizes.size(); i-- > 0;) {
    const std::string name = i + 1 == ribbon.sizes.size()
                                 ? tr(f, "train.outputs")
                                 : i18n::format(f.language, "train.layer", {std::to_string(i + 1)});
    text += i18n::format(f.language, "gradient.one", {name, size_text(ribbon.sizes[i])});
  }
  const std::string told = verdict(f, ribbon);
  return text + i18n::format(f.language, "gradient.factor", {app::factor_text(ribbon.factor)}) +
         (told.empty() ? "" : " " + told);
}

float thickness(const Ribbon& ribbon, std::size_t layer) {
  const double largest = *std::max_element(ribbon.sizes.begin(), ribbon.sizes.end());
  const double size = ribbon.sizes[layer];
  if (!(size > 0) || !(largest > 0)) return 0;
  return std::isfinite(largest) ? std::max(static_cast<float>(size / largest) * kThickest, 1.0F) : kThickest;
}

// From one column to the next, smoothly.
void draw_piece(ImVec2 left, float left_size, ImVec2 right_end, float right_size, ImU32 colour) {
  constexpr int kSlices = 12;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const auto at = [&](int i) {
    const float t = static_cast<float>(i) / kSlices;
    const float s = t * t * (3 - 2 * t);
    return ImVec2{left.x + t * (right_end.x - left.x), (left_size + s * (right_size - left_size)) / 2};
  };
  const ImDrawListFlags flags =
      std::exchange(draw->Flags, draw->Flags & ~ImDrawListFlags_AntiAliasedFill);  // no seams
  for (int i = 0; i < kSlices; ++i) {
    const ImVec2 a = at(i);
    const ImVec2 b = at(i + 1);
    draw->AddQuadFilled({a.x, left.y - a.y}, {b.x, left.y - b.y}, {b.x, left.y + b.y}, {a.x, left.y + a.y},
                        colour);
  }
  draw->Flags = flags;
}

// A step from layer to layer that is part of what is named.
bool is_marked(const Frame& f, const Ribbon& ribbon, std::size_t layer) {
  return is_much(ribbon.sizes[layer] / ribbon.sizes[layer + 1]) && !verdict(f, ribbon).empty();
}

void draw_labels(const Frame& f, const Ribbon& ribbon, std::span<const float> columns, const Rect& top,
                 const Rect& below) {
  const TextStyle number{kSmall, Weight::semibold, f.theme.ink};
  float free_from = -1e9F;
  for (std::size_t i = 0; i < ribbon.sizes.size(); ++i) {
    const std::string size = size_text(ribbon.sizes[i]);
    const float width = text_size(f, number, size).x;
    const float x = std::min(columns[i + 1] - width / 2, right(below) - width);
    if (x < free_from) continue;
    draw_text(f, {x, below.y, width + 1, below.h}, number, size);
    free_from = x + width + 6;
  }
  for (std::size_t i = 0; i + 1 < ribbon.sizes.size(); ++i) {
    const double factor = ribbon.sizes[i] / ribbon.sizes[i + 1];
    const std::string text = times_text(factor);
    const float room = columns[i + 2] - columns[i + 1];
    const TextStyle style = with_colour(number, is_marked(f, ribbon, i) ? f.theme.warning : f.theme.ink);
    if (text_size(f, style, text).x > room - 4) continue;
    draw_text(f, {columns[i + 1], top.y, room, top.h}, style, text, Align::middle);
  }
}

}  // namespace

bool has_gradient(const Frame& f) { return is_shown(f, "gradient") && f.run->seen.flow.layer_count > 1; }

void draw_gradient(Frame& f, const Rect& rect, std::span<const float> columns) {
  const Ribbon ribbon = ribbon_of(*f.run);
  if (columns.size() != ribbon.sizes.size() + 1) return;  // what is seen is about to change
  base::Element picture{"gradient", base::Role::picture, tr(f, "gradient.title"), rect};
  const std::string picture_text = picture.value_text = sentence(f, ribbon);
  add_picture(f, std::move(picture), {});
  Rect rest = rect;
  const Rect top = cut_top(rest, kLine, 2);
  const Rect below = cut_bottom(rest, kLine, 2);
  const float y = centre(rest).y;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  for (std::size_t i = 0; i + 1 < ribbon.sizes.size(); ++i) {
    draw_piece({columns[i + 1], y}, thickness(ribbon, i), {columns[i + 2], y}, thickness(ribbon, i + 1),
               with_alpha(is_marked(f, ribbon, i) ? f.theme.warning : f.theme.accent, 0.4F));
  }
  for (std::size_t i = 0; i < ribbon.sizes.size(); ++i) {
    const float half = std::max(thickness(ribbon, i) / 2, 3.0F);
    draw->AddLine({columns[i + 1], y - half}, {columns[i + 1], y + half}, f.theme.accent, 1.5F);
  }
  draw_labels(f, ribbon, columns, top, below);
  const ImVec2 at = pointer().at;  // beyond the words, which say what it is
  if (at.x > columns[1] && contains(rect, at) && ImGui::IsWindowHovered())
    tooltip(f, picture_text, {at.x, rect.y, 1, rect.h});
  Rect words{rect.x, y - 17, columns[1] - rect.x - kUnit, 34};
  const std::string told = verdict_in(f, ribbon, words.w);
  std::string title = tr(f, "gradient.title");
  if (text_size(f, value_text(f), title).x > words.w) title.resize(title.rfind(' '));  // without ‖δ‖
  draw_term(f, cut_top(words, 17), value_text(f), title, "gradient");
  draw_text(f, words, told.empty() ? label_text(f) : with_colour(label_text(f), f.theme.warning),
            told.empty() ? tr(f, "gradient.back") : told);
}

}  // namespace lab::ui
