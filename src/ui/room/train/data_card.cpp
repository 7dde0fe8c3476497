#include <algorithm>

#include "ui/control/keyboard.h"
#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr int kColumns = 3;
constexpr float kTileGap = 8;
constexpr float kLockedVeil = 0.6F;  // over what cannot be chosen
constexpr float kTitleHeight = 26;
constexpr float kSliderGap = 8;
constexpr float kStepperHeight = 28;
constexpr int kThumbnailPoints = 120;
constexpr int kCountColumns = 2;  // of tiles, that the number of points takes behind the last one
constexpr float kCountHeight = 40;
constexpr std::string_view kScatter[] = {"noise", "split"};  // not of a table

float tile_side(float width) {
  const float fits = (width - 2 * kCardPadding - kTileGap * (kColumns - 1)) / kColumns;
  return std::min(fits, 56.0F);
}

// Which tile's place is the first of those that the number of points takes: none of them in another row.
int count_place() {
  const int after = static_cast<int>(data::datasets().size());
  const int free_columns = kColumns - after % kColumns;
  return free_columns >= kCountColumns ? after : after + free_columns;
}

int tile_rows() { return count_place() / kColumns + 1; }

const data::PointSet& thumbnail(TrainView& state, std::size_t index) {
  std::vector<data::PointSet>& sets = state.thumbnails;
  if (sets.empty()) {
    data::PointRequest request;
    request.count = kThumbnailPoints;
    for (const data::DatasetRow& row : data::datasets()) sets.push_back(row.generate(request));
  }
  return sets[index];
}

void draw_points(const Frame& f, const Rect& tile, const data::PointSet& set) {
  const float span = set.plane.max - set.plane.min;
  const float radius = set.label.size() < 10 ? 4.0F : 1.75F;
  for (std::size_t i = 0; i < set.label.size(); ++i) {
    const float x = tile.x + tile.w * (set.x1[i] - set.plane.min) / span;
    const float y = bottom(tile) - tile.h * (set.x2[i] - set.plane.min) / span;
    draw_marker(f.markers, Mark::disc, {x, y}, radius,
                set.label[i] == 0 ? f.theme.negative : f.theme.positive, 0, f.pixel_ratio);
  }
}

void draw_tile(Frame& f, TrainView& state, const Rect& tile, std::size_t index) {
  const std::string_view id = data::datasets()[index].id;
  const std::string label = tr(f, "data." + std::string(id));
  const bool is_chosen = f.app.shown.data == id;
  base::Element element{"data." + std::string(id), base::Role::choice, label, tile};
  element.is_pressed = is_chosen;
  const Press press = pressable(f, std::move(element));
  if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) tooltip(f, label);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(top_left(tile), bottom_right(tile),
                      press.is_hovered ? f.theme.hover_fill : f.theme.card, 6);
  draw_points(f, inset(tile, 3, 3), thumbnail(state, index));
  draw->AddRect(top_left(tile), bottom_right(tile), is_chosen ? f.theme.accent : f.theme.line, 6, 0,
                is_chosen ? 2.0F : 1.0F);
  if (is_locked(f, "data") && !is_chosen) {
    draw->AddRectFilled(top_left(tile), bottom_right(tile), with_alpha(f.theme.card, kLockedVeil), 6);
  }
  if (!press.is_pressed) return;
  app::Scenario next = f.app.shown;
  next.data = id;
  change(f, next);
}

bool is_table(const Frame& f) { return data::find_dataset(f.app.shown.data)->is_exact_table; }

// Of the points; a table has as many as it has.
void draw_count(Frame& f, const Rect& place) {
  if (is_table(f)) return;
  field_dropdown(f, {place.x, centre(place).y - kCountHeight / 2, place.w, kCountHeight}, "n");
}

// False where there is no room left.
bool draw_slider(Frame& f, Rect& rest, std::string_view key) {
  if (!is_shown(f, key)) return true;
  if (rest.h < kSliderHeight) return false;
  field_slider(f, cut_top(rest, kSliderHeight, kSliderGap), key);
  return true;
}

std::size_t shown_scatter(const Frame& f) {
  return static_cast<std::size_t>(std::count_if(std::begin(kScatter), std::end(kScatter),
                                                [&](std::string_view key) { return is_shown(f, key); }));
}

bool draw_scatter(Frame& f, Rect& rest) {
  if (!is_table(f)) {
    return std::all_of(std::begin(kScatter), std::end(kScatter),
                       [&](std::string_view key) { return draw_slider(f, rest, key); });
  }
  const float height = static_cast<float>(shown_scatter(f)) * (kSliderHeight + kSliderGap);
  if (height == 0) return true;
  if (rest.h < height) return false;
  const Rect note = cut_top(rest, height);
  add_text(f, "text.table_note", note, tr(f, "train.table_note"));
  draw_paragraph(f, note, label_text(f), tr(f, "train.table_note"));
  return true;
}

}  // namespace

bool has_data_card(const Frame& f) {
  return is_shown(f, "data") || is_shown(f, "n") || is_shown(f, "batch") || is_shown(f, "seed") ||
         shown_scatter(f) > 0;
}

float data_card_height(const Frame& f, float width) {
  const float slider = kSliderHeight + kSliderGap;
  float height = kCardPadding * 2 + kTitleHeight + static_cast<float>(shown_scatter(f)) * slider;
  if (is_shown(f, "data")) {
    height += static_cast<float>(tile_rows()) * (tile_side(width) + kTileGap);
  } else if (is_shown(f, "n")) {
    height += kCountHeight + kTileGap;
  }
  if (is_shown(f, "batch")) height += slider;
  if (is_shown(f, "seed")) height += kStepperHeight;
  return height;
}

void draw_data_card(Frame& f, TrainView& state, const Rect& rect) {
  card(f, rect);
  Rect rest = inset(rect, kCardPadding, kCardPadding);
  const Rect title = cut_top(rest, 18, kTitleHeight - 18);
  draw_heading(f, title, "data", tr(f, "train.data"));
  draw_text(f, title, value_text(f), tr(f, "data." + f.app.shown.data), Align::right);
  const float side = tile_side(rect.w);
  const float step = (rest.w - side) / (kColumns - 1);
  const auto place_of = [&](int tile) {
    const auto column = static_cast<float>(tile % kColumns);
    const auto row = static_cast<float>(tile / kColumns);
    return Rect{rest.x + column * step, rest.y + row * (side + kTileGap), side, side};
  };
  if (is_shown(f, "data")) {
    const Group tiles(f, {"tiles", base::Role::toolbar, tr(f, "train.data"), rest});
    for (std::size_t i = 0; i < data::datasets().size(); ++i) {
      draw_tile(f, state, place_of(static_cast<int>(i)), i);
    }
  }
  if (is_shown(f, "data")) {
    const Rect count = place_of(count_place());
    if (is_shown(f, "n"))
      draw_count(f, {count.x + kTileGap / 2, count.y, right(rest) - count.x - kTileGap / 2, count.h});
    cut_top(rest, static_cast<float>(tile_rows()) * (side + kTileGap));
  } else if (is_shown(f, "n")) {
    draw_count(f, cut_top(rest, kCountHeight, kTileGap));
  }
  if (!draw_scatter(f, rest) || !draw_slider(f, rest, "batch") || !is_shown(f, "seed")) return;
  if (rest.h >= kStepperHeight) field_stepper(f, cut_top(rest, kStepperHeight), "seed");
}

}  // namespace lab::ui
