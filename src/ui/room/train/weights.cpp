#include "ui/room/train/weights.h"

#include <algorithm>
#include <cmath>

#include "app/lessons.h"
#include "app/plan.h"
#include "base/text.h"
#include "ui/control/gesture.h"
#include "ui/control/keyboard.h"
#include "ui/control/popup.h"
#include "ui/control/weight_change.h"
#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr float kPanelWidth = 272;
constexpr float kDotReach = 9;   // points around a bias
constexpr float kLeastDot = 36;  // side of a tile that has one, as in the diagram
constexpr double kFinest = 0.01;

app::WeightPlace place_of(const Edge& edge) { return {edge.column + 1, edge.out + 1, edge.in + 1}; }

ImVec2 bias_at(const Rect& tile) { return {tile.x + 8, bottom(tile) - 8}; }

// visit(place of the bias, where its dot is)
template <typename Visit>
void each_bias(const Diagram& g, const Visit& visit) {
  for (int column = 1; column < static_cast<int>(g.columns.size()); ++column) {
    if (g.columns[static_cast<std::size_t>(column)].tile < kLeastDot) continue;
    for (int unit = 0; unit < g.columns[static_cast<std::size_t>(column)].units; ++unit)
      visit(app::WeightPlace{column, unit + 1, 0}, bias_at(tile_rect(g, column, unit)));
  }
}

std::optional<app::WeightPlace> pointed_bias(const Diagram& g, ImVec2* where) {
  std::optional<app::WeightPlace> found;
  if (!ImGui::IsWindowHovered()) return found;
  const ImVec2 at = pointer().at;
  each_bias(g, [&](const app::WeightPlace& place, ImVec2 dot) {
    if (std::hypot(dot.x - at.x, dot.y - at.y) > kDotReach) return;
    found = place;
    *where = dot;
  });
  return found;
}

void take(WeightHand& hand, const app::WeightPlace& place, const Rect& about) {
  hand.place = place;
  hand.about = about;
  hand.opens = WeightHand::Opens::editor;
}

void turn_frozen(Frame& f, const app::WeightPlace& place) {
  app::Scenario next = f.app.shown;
  const auto at = std::lower_bound(next.freeze.begin(), next.freeze.end(), place);
  if (at != next.freeze.end() && *at == place) {
    next.freeze.erase(at);
  } else {
    next.freeze.insert(at, place);
  }
  change(f, next);
}

}  // namespace

bool has_weights(const Frame& f) {
  return is_shown(f, "w") && run::is_made(*f.run) && !app::is_veiled(f.app, "neurons");
}

bool is_frozen(const Frame& f, const app::WeightPlace& place) {
  const std::vector<app::WeightPlace>& frozen = f.app.shown.freeze;
  return std::binary_search(frozen.begin(), frozen.end(), place);
}

float weight_at(const Frame& f, const app::WeightPlace& place) {
  const nn::Snapshot& seen = f.run->seen.snapshot;
  const auto at = app::param_of(seen.network, place);
  return at ? seen.params[*at] : 0;
}

std::string place_name(const Frame& f, const app::WeightPlace& place) {
  const std::string unit = neuron_name(f, {place.layer, place.unit - 1});
  if (place.input == 0) return i18n::format(f.language, "weights.bias_of", {unit});
  return i18n::format(f.language, "weights.from_to",
                      {neuron_name(f, {place.layer - 1, place.input - 1}), unit});
}

std::string weight_text(const Frame& f, const app::WeightPlace& place) {
  const std::string value = i18n::number(static_cast<double>(weight_at(f, place)));
  const std::string_view text = !has_weights(f)       ? "weights.read"
                                : is_frozen(f, place) ? "train.weight_frozen"
                                                      : "train.weight_told";
  return i18n::format(f.language, text, {place_name(f, place), value});
}

void press_weights(Frame& f, WeightHand& hand, const Diagram& g, const std::optional<Edge>& edge) {
  if (!has_weights(f)) return;
  if (!pointer().is_down && !hand.is_held) {
    ImVec2 at = pointer().at;
    const std::optional<app::WeightPlace> bias = pointed_bias(g, &at);
    hand.pointed = bias ? bias : edge ? std::optional(place_of(*edge)) : std::nullopt;
    const float side = bias ? 2 * kDotReach : kMinTarget;
    hand.pointed_rect = {at.x - side / 2, at.y - side / 2, side, side};
  }
  hand.is_held = false;
  if (!hand.pointed) return;
  const std::string text = weight_text(f, *hand.pointed);
  const Press press = pressable(f, {weight_id(*hand.pointed), base::Role::button, text, hand.pointed_rect});
  hand.is_held = press.is_held;
  if (!press.is_held) tooltip(f, text, hand.pointed_rect);
  if (press.is_pressed) take(hand, *hand.pointed, hand.pointed_rect);
}

void draw_frozen(const Frame& f, const Diagram& g) {
  if (f.app.shown.freeze.empty() || app::is_veiled(f.app, "neurons")) return;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const auto mark = [&](ImVec2 at) {
    draw->AddCircleFilled(at, 8, f.theme.card);
    draw->AddCircle(at, 8, f.theme.line);
    draw_icon(Icon::frozen, at, 10, f.theme.ink);
  };
  for (const app::WeightPlace& place : f.app.shown.freeze) {
    const auto column = static_cast<std::size_t>(place.layer);
    if (!app::param_of(f.run->seen.snapshot.network, place)) continue;
    const Rect to = tile_rect(g, place.layer, place.unit - 1);
    if (place.input == 0) {
      if (g.columns[column].tile >= kLeastDot) mark({bias_at(to).x + 14, bias_at(to).y});
      continue;
    }
    const Rect from = tile_rect(g, place.layer - 1, place.input - 1);
    mark({(right(from) + to.x) / 2,
          (centre(from).y + centre(to).y) / 2});  // where it passes whatever its bend
  }
}

void draw_weight_editor(Frame& f, WeightHand& hand, Rect rest) {
  const app::WeightPlace place = hand.place;
  double value = static_cast<double>(weight_at(f, place));
  const std::string name = place_name(f, place);
  const std::string shown = base::shortest(static_cast<float>(value));
  hand.reach = std::max(hand.reach, std::ceil(std::abs(value)));
  if (!std::isfinite(hand.reach)) hand.reach = 2;
  Rect row = cut_top(rest, kTextInputHeight, kUnit);
  const std::string zero = tr(f, "weights.zero");
  if (button(f, cut_right(row, button_width(f, zero), kUnit), "w.zero", zero, Look::outline, value != 0))
    set_weight(f, place, 0);
  double typed = value;
  if (number_input(f, row, "w.value", name, shown, hand.draft, typed)) {
    set_weight(f, place, typed, goes_on_changing(f, "w.value"));
    hand.draft.applied = static_cast<double>(static_cast<float>(typed));  // what the network makes of it
  }
  base::Element element{"w.slide", base::Role::slider,
                        tr(f, place.input == 0 ? "table.bias" : "weights.weight"),
                        cut_top(rest, kSliderHeight, kUnit)};
  element.value = shown;
  element.value_text = i18n::number(value);
  const app::Limits limits{-hand.reach, hand.reach, kFinest};
  double moved = value;
  const Drag drag = slider(f, std::move(element), moved, limits);
  if (drag != Drag::none) set_weight(f, place, moved, drag == Drag::goes_on);
  if (!is_shown(f, "freeze")) return;
  const bool frozen = is_frozen(f, place);
  const Rect toggle = cut_top(rest, 28);
  base::Element freeze{"freeze.here", base::Role::toggle, tr(f, "weights.freeze"), toggle};
  freeze.is_pressed = frozen;
  freeze.help = tr(f, "field.freeze.help");
  const Press press = pressable(f, std::move(freeze));
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (press.is_hovered) draw->AddRectFilled(top_left(toggle), bottom_right(toggle), f.theme.hover_fill, 6);
  const Rect track{toggle.x, centre(toggle).y - 8, 28, 16};
  draw->AddRectFilled(top_left(track), bottom_right(track), frozen ? f.theme.accent : f.theme.track, 8);
  draw->AddCircleFilled({frozen ? right(track) - 8 : track.x + 8, centre(track).y}, 6, f.theme.card);
  draw_icon(Icon::frozen, {right(track) + 16, centre(toggle).y}, 13, frozen ? f.theme.ink : f.theme.muted);
  draw_text(f, {right(track) + 30, toggle.y, toggle.w - 58, toggle.h}, body(f), tr(f, "weights.freeze"));
  if (press.is_pressed) turn_frozen(f, place);
}

namespace {

void draw_editor_panel(Frame& f, WeightHand& hand) {
  if (!ImGui::IsPopupOpen("w.editor")) return;
  const float height = kWeightEditor + 2 * kCardPadding + 32;
  const Rect room = inset(f.view, kUnit, kUnit);
  const float width = std::min(kPanelWidth, room.w);
  const bool is_below = bottom(hand.about) + 4 + height <= bottom(room);
  const float y = is_below ? bottom(hand.about) + 4 : std::max(hand.about.y - 4 - height, room.y);
  const float x = std::clamp(centre(hand.about).x - width / 2, room.x, right(room) - width);
  const Rect rect{x, y, width, std::min(height, room.h)};
  if (!begin_panel(f, "w.editor", rect, place_name(f, hand.place))) return;
  Rect rest = inset(rect, kCardPadding, kCardPadding);
  Rect head = cut_top(rest, 24, kUnit);
  const std::string all = tr(f, "weights.open");
  if (icon_button(f, centred_square(cut_right(head, 24, 4)), "w.close", Icon::close, tr(f, "train.close"),
                  Look::plain))
    ImGui::CloseCurrentPopup();
  if (icon_button(f, centred_square(cut_right(head, 24, 4)), "w.open.layer", Icon::matrix, all,
                  Look::plain)) {
    hand.opens = WeightHand::Opens::matrix;
    ImGui::CloseCurrentPopup();
  }
  draw_heading(f, head, "w", place_name(f, hand.place));
  draw_weight_editor(f, hand, rest);
  end_panel(f);
}

}  // namespace

bool are_weights_open(const WeightHand& hand) {
  return hand.opens != WeightHand::Opens::nothing || ImGui::IsPopupOpen("w.matrix") ||
         ImGui::IsPopupOpen("w.editor");
}

void draw_weight_panels(Frame& f, WeightHand& hand) {
  if (!has_weights(f)) return;
  // The network may have become smaller meanwhile.
  if (!app::param_of(f.run->seen.snapshot.network, hand.place)) hand.place = {};
  const auto open = [&] {
    if (hand.opens == WeightHand::Opens::nothing) return;
    const bool is_matrix = hand.opens == WeightHand::Opens::matrix;
    hand.opens = WeightHand::Opens::nothing;
    hand.reach = 2;
    hand.draft = {};
    ImGui::OpenPopup(is_matrix ? "w.matrix" : "w.editor");
    if (is_matrix) send_keyboard(f, weight_id(hand.place));
  };
  open();
  draw_editor_panel(f, hand);
  open();  // the matrix, from there
  draw_weight_matrix(f, hand);
}

void draw_matrix_button(Frame& f, WeightHand& hand, const Rect& rect) {
  if (!icon_button(f, rect, "w.open", Icon::matrix, tr(f, "weights.open"), Look::plain)) return;
  hand.about = rect;
  hand.opens = WeightHand::Opens::matrix;
}

}  // namespace lab::ui
