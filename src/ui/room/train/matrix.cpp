// The weights of a layer as a grid, a row for each unit, its bias last; and what can be done to all of them.
#include <algorithm>
#include <cmath>

#include "app/plan.h"
#include "ui/control/keyboard.h"
#include "ui/control/popup.h"
#include "ui/control/weight_change.h"
#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr float kWidest = 620;
constexpr float kLeastPanel = 340;  // heights of it
constexpr float kMostPanel = 560;
constexpr float kWideCell = 64;  // with its number
constexpr float kLeastNumber = 46;
constexpr float kCellHeight = 28;
constexpr float kRowName = 30;
constexpr float kHead = 22;
constexpr float kPerturbation = 0.1F;  // standard deviation

struct Grid {
  Rect area;      // that is seen
  ImVec2 origin;  // of the first cell, as it is scrolled
  float w = 0, h = 0;
  nn::LayerShape shape;
  int layer = 1;
  float largest = 0;
};

Rect cell_rect(const Grid& g, int unit, int column) {
  return {g.origin.x + static_cast<float>(column) * g.w, g.origin.y + static_cast<float>(unit) * g.h, g.w,
          g.h};
}

void draw_cell(Frame& f, WeightHand& hand, const Grid& g, int unit, int column) {
  const bool is_bias = column == g.shape.in;
  const app::WeightPlace place{g.layer, unit + 1, is_bias ? 0 : column + 1};
  const Rect rect = inset(cell_rect(g, unit, column), 1, 1);
  const float value = weight_at(f, place);
  const bool frozen = is_frozen(f, place);
  base::Element element{weight_id(place), base::Role::choice, place_name(f, place), rect};
  element.is_pressed = place == hand.place;
  const std::string number = i18n::number(static_cast<double>(value), 2);
  element.value_text = frozen ? i18n::format(f.language, "weights.frozen", {number}) : number;
  const Press press = pressable(f, std::move(element));
  if (press.is_focused || press.is_pressed) hand.place = place;
  if (press.is_pressed) send_keyboard(f, "w.value");
  const float share = std::isfinite(value) ? std::min(std::abs(value) / g.largest, 1.0F) : 0;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImU32 fill = mix(f.theme.page, value < 0 ? f.theme.negative : f.theme.positive, 0.7F * share);
  draw->AddRectFilled(top_left(rect), bottom_right(rect), fill, 4);
  if (g.w >= kLeastNumber) {
    const TextStyle style{kSmall, Weight::semibold, f.theme.ink};
    draw_text(f, inset(rect, 2, 0), style,
              i18n::fixed(static_cast<double>(value), std::abs(value) < 100 ? 2 : 0), Align::middle);
  }
  if (frozen) draw_icon(Icon::frozen, {right(rect) - 7, rect.y + 7}, 9, f.theme.ink);
  if (press.is_hovered) tooltip(f, i18n::format(f.language, "reading", {place_name(f, place), number}), rect);
  if (place == hand.place || press.is_hovered)
    draw->AddRect(top_left(rect), bottom_right(rect), f.theme.accent, 4, 0, 2);
}

// Names of rows and columns stay while the cells between them scroll.
void draw_names(const Frame& f, const Grid& g) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const TextStyle style = label_text(f);
  draw->PushClipRect({g.area.x, g.area.y - kHead}, {right(g.area), g.area.y}, true);
  for (int column = 0; column <= g.shape.in; ++column) {
    const Rect rect = cell_rect(g, 0, column);
    const bool is_bias = column == g.shape.in;
    const std::string name = is_bias        ? "b"
                             : g.layer == 1 ? (column == 0 ? "x₁" : "x₂")
                                            : std::to_string(column + 1);
    draw_text(f, {rect.x, g.area.y - kHead, rect.w, kHead}, style, name, Align::middle);
  }
  draw->PopClipRect();
  draw->PushClipRect({g.area.x - kRowName, g.area.y}, {g.area.x, bottom(g.area)}, true);
  for (int unit = 0; unit < g.shape.out; ++unit) {
    const Rect rect = cell_rect(g, unit, 0);
    draw_text(f, {g.area.x - kRowName, rect.y, kRowName - 8, rect.h}, style, std::to_string(unit + 1),
              Align::right);
  }
  draw->PopClipRect();
}

// Only cells in sight and those next to them are made: arrow keys go on from one to the other.
void draw_cells(Frame& f, WeightHand& hand, Grid& g) {
  const auto first = [](float away, float size) { return static_cast<int>(std::floor(away / size)) - 1; };
  const int top = std::max(first(g.area.y - g.origin.y, g.h), 0);
  const int left = std::max(first(g.area.x - g.origin.x, g.w), 0);
  const int last_row = std::min(first(bottom(g.area) - g.origin.y, g.h) + 2, g.shape.out - 1);
  const int last_column = std::min(first(right(g.area) - g.origin.x, g.w) + 2, g.shape.in);
  const Group cells(f, {"w.cells", base::Role::grid, tr(f, "weights.title"), g.area});
  for (int unit = top; unit <= last_row; ++unit)
    for (int column = left; column <= last_column; ++column) draw_cell(f, hand, g, unit, column);
}

void draw_grid_of(Frame& f, WeightHand& hand, Rect rest) {
  const nn::Snapshot& seen = f.run->seen.snapshot;
  Grid g;
  g.layer = hand.place.layer;
  g.shape = nn::layer_shapes(seen.network)[static_cast<std::size_t>(g.layer) - 1];
  cut_top(rest, kHead);
  cut_left(rest, kRowName);
  const auto columns = static_cast<float>(g.shape.in + 1);
  g.w = std::clamp(rest.w / columns, kMinTarget + 2, kWideCell);
  if (g.w < kLeastNumber) g.w = kMinTarget + 2;
  g.h = g.w < kLeastNumber ? kMinTarget + 2 : kCellHeight;
  const auto count = static_cast<std::size_t>(g.shape.in * g.shape.out);
  for (std::size_t i = 0; i < count; ++i)
    g.largest = std::max(g.largest, std::abs(seen.params[g.shape.weights + i]));
  g.largest = std::isfinite(g.largest) ? std::max(g.largest, 0.5F) : 1;
  g.area = rest;
  ImGui::SetCursorScreenPos(top_left(rest));
  if (ImGui::BeginChild("w.scroll", {rest.w, rest.h}, 0, ImGuiWindowFlags_HorizontalScrollbar)) {
    g.origin = ImGui::GetCursorScreenPos();
    draw_cells(f, hand, g);
    ImGui::SetCursorScreenPos(g.origin);
    ImGui::Dummy({columns * g.w, static_cast<float>(g.shape.out) * g.h});
    scroll_by_touch(f);
  }
  ImGui::EndChild();
  draw_names(f, g);
}

void draw_layer_tabs(Frame& f, WeightHand& hand, Rect row) {
  const Group tabs(f, {"w.layers", base::Role::toolbar, tr(f, "train.layers"), row});
  const int layers = static_cast<int>(f.run->seen.snapshot.network.hidden.size()) + 1;
  const float widest = row.w / static_cast<float>(layers) - 4;
  for (int layer = 1; layer <= layers; ++layer) {
    const std::string number = std::to_string(layer);
    std::string name =
        layer == layers ? tr(f, "train.output") : i18n::format(f.language, "train.layer", {number});
    if (button_width(f, name) > widest && layer < layers) name = number;
    const Look look = layer == hand.place.layer ? Look::chosen : Look::plain;
    const Rect place = cut_left(row, std::min(button_width(f, name), widest), 4);
    if (button(f, place, "w.layer." + number, name, look, true, base::Role::tab)) hand.place = {layer, 1, 1};
  }
}

// What is done to all of them, each something else than the others.
void draw_actions(Frame& f, Rect rest, bool is_narrow) {
  const auto set = [&](const app::HandWeights& w) {
    app::Scenario next = f.app.shown;
    next.w = w;
    change(f, next);
  };
  const float gap = kUnit;
  const float width = is_narrow ? (rest.w - gap) / 2 : (rest.w - 3 * gap) / 4;
  Rect row = cut_top(rest, 28, gap);
  int placed = 0;
  const auto one = [&](std::string_view id, std::string_view text) {
    if (!is_shown(f, word_of(id))) return false;
    if (is_narrow && placed++ == 2) row = cut_top(rest, 28);
    return button(f, cut_left(row, width, gap), id, tr(f, text));
  };
  if (one("new_weights.all", "weights.new")) ask(f, app::NewWeights{});
  if (one("reset.all", "weights.same")) ask(f, app::Reset{});
  if (one("w.all", "weights.all_zero")) set({0.0F, {}, {}});
  if (one("w.noise", "weights.perturb")) {
    app::HandWeights w = f.app.shown.w;
    w.noise = std::hypot(w.noise.value_or(0), kPerturbation);  // once more is a little more
    set(w);
  }
}

}  // namespace

void draw_weight_matrix(Frame& f, WeightHand& hand) {
  if (!ImGui::IsPopupOpen("w.matrix")) return;
  const Rect room = inset(f.view, kUnit, kUnit);
  const bool is_narrow = room.w < 520, is_low = room.h < 420;
  const float below_height = kWeightEditor + (is_narrow ? 92.0F : 60.0F);
  const Rect rect = [&] {
    const auto rows = static_cast<float>(
        nn::layer_shapes(f.run->seen.snapshot.network)[static_cast<std::size_t>(hand.place.layer) - 1].out);
    const float wanted =
        2 * kCardPadding + 28 + kUnit + kHead + rows * kCellHeight + kGap + below_height + kUnit;
    const float w = std::min(room.w, kWidest),
                h = std::min(room.h, std::clamp(wanted, kLeastPanel, kMostPanel));
    return Rect{centre(room).x - w / 2, centre(room).y - h / 2, w, h};
  }();
  if (!begin_panel(f, "w.matrix", rect, tr(f, "weights.title"))) return;
  Rect rest = inset(rect, kCardPadding, kCardPadding);
  Rect head = cut_top(rest, 28, kUnit);
  if (icon_button(f, centred_square(cut_right(head, 28, 4)), "w.close", Icon::close, tr(f, "train.close"),
                  Look::plain))
    ImGui::CloseCurrentPopup();
  const float used = draw_heading(f, head, "w", tr(f, "weights.title"));
  cut_left(head, used, kGap);
  draw_layer_tabs(f, hand, head);
  Rect below = is_low ? cut_right(rest, 210, kGap) : cut_bottom(rest, below_height, kUnit);
  draw_grid_of(f, hand, rest);
  const Rect name = cut_top(below, 20, 4);
  draw_text(f, name, value_text(f), place_name(f, hand.place));
  draw_weight_editor(f, hand, cut_top(below, kWeightEditor, is_low ? 0 : 4));
  draw_actions(f, below, is_narrow || is_low);
  end_panel(f);
}

}  // namespace lab::ui
