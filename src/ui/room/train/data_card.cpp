#include <algorithm>

#include "ui/control/keyboard.h"
#include "ui/control/popup.h"
#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr float kFourColumnsFrom = 230;  // points of width
constexpr float kTileGap = 8;
constexpr float kLockedVeil = 0.6F;  // over what cannot be chosen
constexpr float kTitleHeight = 26;
constexpr float kSliderGap = 8;
constexpr float kStepperHeight = 28;
constexpr int kThumbnailPoints = 120;
constexpr float kCountHeight = 28;
constexpr float kSummaryHeight = 24;
constexpr float kPanelWidth = 280;
constexpr const char* kPanel = "points_panel";
constexpr std::string_view kScatter[] = {"noise", "split"};  // not of a table

int columns_in(float width) { return width >= kFourColumnsFrom ? 4 : 3; }

float tile_side(float width) {
  const auto columns = static_cast<float>(columns_in(width));
  const float fits = (width - 2 * kCardPadding - kTileGap * (columns - 1)) / columns;
  return std::min(fits, 56.0F);
}

int tile_rows(float width) {
  const int columns = columns_in(width);
  return (static_cast<int>(data::datasets().size()) + columns - 1) / columns;
}

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

std::size_t shown_scatter(const Frame& f) {
  return static_cast<std::size_t>(std::count_if(std::begin(kScatter), std::end(kScatter),
                                                [&](std::string_view key) { return is_shown(f, key); }));
}

float scatter_height(const Frame& f) {
  return static_cast<float>(shown_scatter(f)) * (kSliderHeight + kSliderGap);
}

// All but the tiles.
float rows_height(const Frame& f) {
  return (is_shown(f, "n") ? kCountHeight + kTileGap : 0) + scatter_height(f) +
         (is_shown(f, "batch") ? kSliderHeight + kSliderGap : 0) + (is_shown(f, "seed") ? kStepperHeight : 0);
}

void draw_slider(Frame& f, Rect& rest, std::string_view key) {
  if (is_shown(f, key)) field_slider(f, cut_top(rest, kSliderHeight, kSliderGap), key);
}

void draw_rows(Frame& f, Rect rest) {
  if (is_shown(f, "n")) {
    const Rect count = cut_top(rest, kCountHeight, kTileGap);
    if (!is_table(f)) field_dropdown(f, count, "n");
  }
  if (!is_table(f)) {
    for (const std::string_view key : kScatter) draw_slider(f, rest, key);
  } else if (const float height = scatter_height(f); height > 0) {
    const Rect note = cut_top(rest, height);
    add_text(f, "text.table_note", note, tr(f, "train.table_note"));
    draw_paragraph(f, note, label_text(f), tr(f, "train.table_note"));
  }
  draw_slider(f, rest, "batch");
  if (is_shown(f, "seed")) field_stepper(f, cut_top(rest, kStepperHeight), "seed");
}

// "500 points, 50 % held out, noise 0"
std::string summary(const Frame& f) {
  const app::Scenario& shown = f.app.shown;
  if (is_table(f))
    return i18n::format(f.language, "points.summary_table",
                        {std::to_string(f.run->plan.points.label.size())});
  return i18n::format(
      f.language, "points.summary",
      {i18n::grouped(shown.points), app::percent_text(1 - shown.split), i18n::number(shown.noise, 2)});
}

void draw_rows_panel(Frame& f, const Rect& anchor) {
  if (!ImGui::IsPopupOpen(kPanel)) return;
  const float height = rows_height(f) + 2 * kCardPadding;
  const float x = right(anchor) + kCardPadding + kGap;
  const Rect panel{std::min(x, right(f.view) - kUnit - kPanelWidth), bottom(f.view) - kGap - height,
                   kPanelWidth, height};
  if (!begin_panel(f, kPanel, panel, tr(f, "points.rows"))) return;
  draw_rows(f, inset(panel, kCardPadding, kCardPadding));
  end_panel(f);
}

// The rows in one line, which opens them beside the card.
void draw_summary(Frame& f, const Rect& row) {
  const std::string text = summary(f);
  const std::string name = i18n::format(f.language, "reading", {tr(f, "points.rows"), text});
  const Press press = pressable(f, {"points", base::Role::list, name, row});
  if (press.is_hovered || press.is_focused) {
    const Rect fill = inset(row, -6, 0);
    ImGui::GetWindowDrawList()->AddRectFilled(top_left(fill), bottom_right(fill), f.theme.hover_fill, 6);
  }
  Rect rest = row;
  draw_icon(Icon::chevron_down, centre(cut_right(rest, 8, kUnit)), 8, f.theme.muted);
  draw_text(f, rest, label_text(f), text);
  if (press.is_pressed) ImGui::OpenPopup(kPanel);
  draw_rows_panel(f, row);
}

float tiles_height(const Frame& f, float width) {
  return is_shown(f, "data") ? static_cast<float>(tile_rows(width)) * (tile_side(width) + kTileGap) : 0;
}

}  // namespace

bool has_data_card(const Frame& f) { return is_shown(f, "data") || rows_height(f) > 0; }

float data_card_height(const Frame& f, float width) {
  return 2 * kCardPadding + kTitleHeight + tiles_height(f, width) + rows_height(f);
}

float lowest_data_card(const Frame& f, float width) {
  const float rows = std::min(rows_height(f), kSummaryHeight);
  return 2 * kCardPadding + kTitleHeight + tiles_height(f, width) + rows;
}

void draw_data_card(Frame& f, TrainView& state, const Rect& rect) {
  card(f, rect);
  Rect rest = inset(rect, kCardPadding, kCardPadding);
  const Rect title = cut_top(rest, 18, kTitleHeight - 18);
  draw_heading(f, title, "data", tr(f, "train.data"));
  draw_text(f, title, value_text(f), tr(f, "data." + f.app.shown.data), Align::right);
  if (is_shown(f, "data")) {
    const Group tiles(f, {"tiles", base::Role::toolbar, tr(f, "train.data"), rest});
    const int columns = columns_in(rect.w);
    const float side = tile_side(rect.w);
    const float step = (rest.w - side) / static_cast<float>(columns - 1);
    for (std::size_t i = 0; i < data::datasets().size(); ++i) {
      const int place = static_cast<int>(i);
      const Rect tile{rest.x + static_cast<float>(place % columns) * step,
                      rest.y + static_cast<float>(place / columns) * (side + kTileGap), side, side};
      draw_tile(f, state, tile, i);
    }
    cut_top(rest, tiles_height(f, rect.w));
  }
  if (rest.h >= rows_height(f)) return draw_rows(f, rest);
  draw_summary(f, cut_top(rest, kSummaryHeight));
}

}  // namespace lab::ui
