// What is added to plain training, at a glance.
#include "app/offered.h"
#include "app/refinements.h"
#include "ui/control/popup.h"
#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr float kRowHeight = 24;
constexpr float kLowestRow = 18;
constexpr float kTitleHeight = 20;
constexpr float kTitleGap = 6;
constexpr float kPanelWidth = 348;
constexpr const char* kPanel = "training_panel";

struct Reading {
  std::string label, value;
  bool is_added;
};

std::vector<Reading> readings(const Frame& f) {
  std::vector<Reading> out;
  for (const app::Field* refinement : shown_refinements(f)) {
    if (app::is_detail(*refinement)) continue;
    out.push_back({tr(f, "field." + std::string(refinement->key)),
                   app::reading(f.app.shown, f.language, *refinement),
                   app::is_added(f.app.shown, *refinement)});
  }
  return out;
}

void draw_reading(const Frame& f, const Rect& row, const Reading& reading) {
  const TextStyle on = with_colour(value_text(f), f.theme.accent);
  const TextStyle off = with_colour(body(f), f.theme.muted);
  Rect rest = row;
  const TextStyle& style = reading.is_added ? on : off;
  draw_text(f, cut_right(rest, text_size(f, style, reading.value).x + 1, 6), style, reading.value,
            Align::right);
  draw_text(f, rest, label_text(f), reading.label);
}

void draw_title(const Frame& f, Rect& line, std::string_view title) {
  draw_icon(Icon::chevron_down, centre(cut_right(line, 8, 6)), 8, f.theme.muted);
  cut_left(line, draw_text(f, line, title_text(f), title), kUnit);
}

// Those that are on, and in one line that all else is off. False: there is no room for them.
bool draw_rows(const Frame& f, const Rect& rect, std::string_view title) {
  Rect rest = rect;
  Rect line = cut_top(rest, kTitleHeight, kTitleGap);
  const auto fits = [&](const std::vector<Reading>& shown) {
    return static_cast<float>(shown.size()) * kLowestRow <= rest.h;
  };
  std::vector<Reading> shown = readings(f);
  const std::size_t all = shown.size();
  std::erase_if(shown, [](const Reading& reading) { return !reading.is_added; });
  if (shown.size() < all)
    shown.push_back({tr(f, shown.empty() ? "train.all_off" : "train.all_else_off"), "", false});
  if (!fits(shown)) return false;
  draw_title(f, line, title);
  const float height = std::min(kRowHeight, rest.h / static_cast<float>(shown.size()));
  for (const Reading& reading : shown) draw_reading(f, cut_top(rest, height), reading);
  return true;
}

void draw_one_line(const Frame& f, Rect line, std::string_view title) {
  draw_title(f, line, title);
  const TextStyle on = with_colour(value_text(f), f.theme.accent);
  const TextStyle off = with_colour(body(f), f.theme.muted);
  const std::string added = added_text(f, on, line.w);
  draw_text(f, line, added.empty() ? off : on, added.empty() ? tr(f, "train.off") : added, Align::right);
}

// To the right of the column that `anchor` stands in, from the height of `top` on, so that rows keep their
// places when others join them.
void draw_panel(Frame& f, const Rect& anchor, float top) {
  if (!ImGui::IsPopupOpen(kPanel)) return;
  const float width = std::min(kPanelWidth, right(f.view) - right(anchor) - 2 * kGap);
  const float inner = width - 2 * kCardPadding;
  const float content = training_settings_height(f, inner);
  const float height = std::min(content + 2 * kCardPadding, bottom(f.view) - kGap - top);
  const Rect panel{right(anchor) + kGap, top, width, height};
  if (!begin_panel(f, kPanel, panel, tr(f, "train.training"))) return;
  ImGui::SetCursorScreenPos(top_left(panel));
  if (ImGui::BeginChild("rows", {panel.w, panel.h})) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_training_settings(f, {at.x + kCardPadding, at.y + kCardPadding, inner, content});
    ImGui::SetCursorScreenPos({at.x, at.y + kCardPadding + content});
    ImGui::Dummy({1, kCardPadding});
    scroll_by_touch(f);
  }
  ImGui::EndChild();
  end_panel(f);
}

std::vector<std::string> added(const Frame& f) {
  std::vector<std::string> out;
  for (const Reading& reading : readings(f)) {
    if (reading.is_added) out.push_back(reading.label + " " + reading.value);
  }
  return out;
}

// The first ones, and how many more there are.
std::string joined(const std::vector<std::string>& all, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : " · ") + all[i];
  return count < all.size() ? text + " +" + std::to_string(all.size() - count) : text;
}

}  // namespace

std::string added_text(const Frame& f) { return joined(added(f), added(f).size()); }

std::string added_text(const Frame& f, const TextStyle& style, float width) {
  const std::vector<std::string> all = added(f);
  std::size_t count = all.size();
  while (count > 1 && text_size(f, style, joined(all, count)).x > width) --count;
  return joined(all, count);
}

void draw_training_card(Frame& f, const Rect& rect, float panel_top) {
  card(f, rect);
  const std::string title = tr(f, "train.training");
  const std::string all_added = added_text(f);
  const std::string state = all_added.empty() ? tr(f, "train.off") : all_added;
  const std::string name = i18n::format(f.language, "reading", {title, state});
  const Press press = pressable(f, {"training", base::Role::list, name, rect});
  if (press.is_hovered || press.is_focused) {
    const Rect fill = inset(rect, 1, 1);
    ImGui::GetWindowDrawList()->AddRectFilled(top_left(fill), bottom_right(fill), f.theme.hover_fill,
                                              kCardRadius);
  }
  if (press.is_pressed) ImGui::OpenPopup(kPanel);

  const Rect inside = inset(rect, kCardPadding, 0);
  if (!draw_rows(f, inset(inside, 0, kCardPadding), title)) draw_one_line(f, inside, title);
  draw_panel(f, rect, panel_top);
}

}  // namespace lab::ui
