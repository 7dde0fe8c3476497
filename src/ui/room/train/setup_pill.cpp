// How training goes, at a glance: optimizer, loss, first weights, and what is added to them. Pressed it opens all of it.
#include <algorithm>

#include "app/offered.h"
#include "app/refinements.h"
#include "ui/control/popup.h"
#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr const char* kPanel = "training_panel";
constexpr float kPanelWidth = 348;
constexpr float kMark = 14;
constexpr float kFrame = 2 * kCardPadding + kMark + 8 + 2 * kUnit;  // of the pill around its text
constexpr float kHeight = 32;

std::vector<std::string> basics(const Frame& f) {
  std::vector<std::string> out;
  for (const std::string_view key : kSetupBasics) {
    if (is_shown(f, key)) out.push_back(app::reading(f.app.shown, f.language, *app::find_field(key)));
  }
  return out;
}

std::vector<std::string> added(const Frame& f) {
  std::vector<std::string> out;
  for (const app::Field* refinement : shown_refinements(f)) {
    if (app::is_detail(*refinement) || !app::is_added(f.app.shown, *refinement)) continue;
    out.push_back(tr(f, "field." + std::string(refinement->key)) + " " +
                  app::reading(f.app.shown, f.language, *refinement));
  }
  return out;
}

// The first ones, and how many more there are.
std::string joined(const std::vector<std::string>& all, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : " · ") + all[i];
  return count < all.size() ? text + " +" + std::to_string(all.size() - count) : text;
}

// As many of them as the width has room for.
std::string fitting(const Frame& f, const TextStyle& style, const std::vector<std::string>& all,
                    float width) {
  std::size_t count = all.size();
  while (count > 1 && text_size(f, style, joined(all, count)).x > width) --count;
  return joined(all, count);
}

// "Adam", "Cross-entropy", "Xavier", "all else off"
std::vector<std::string> setup_parts(const Frame& f) {
  std::vector<std::string> parts = basics(f);
  const std::vector<std::string> more = added(f);
  parts.insert(parts.end(), more.begin(), more.end());
  if (more.empty() && !shown_refinements(f).empty())
    parts.push_back(tr(f, parts.empty() ? "train.all_off" : "train.all_else_off"));
  return parts;
}

void draw_panel(Frame& f, const Rect& anchor) {
  if (!ImGui::IsPopupOpen(kPanel)) return;
  const float width = std::min(kPanelWidth, f.view.w - 2 * kUnit);
  const float inner = width - 2 * kCardPadding;
  const float content = training_settings_height(f, inner);
  const float top = bottom(anchor) + 4;
  const float height = std::min(content + 2 * kCardPadding, bottom(f.view) - kUnit - top);
  const Rect panel{std::max(right(anchor) - width, f.view.x + kUnit), top, width, height};
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

}  // namespace

std::string added_text(const Frame& f) { return joined(added(f), added(f).size()); }

std::string added_text(const Frame& f, const TextStyle& style, float width) {
  return fitting(f, style, added(f), width);
}

bool has_setup(const Frame& f) { return !basics(f).empty() || !shown_refinements(f).empty(); }

void draw_setup_pill(Frame& f, Rect& rest) {
  const std::vector<std::string> parts = setup_parts(f);
  const std::string all = joined(parts, parts.size());
  const float wanted = std::ceil(text_size(f, value_text(f), all).x) + kFrame;
  const Rect place = cut_right(rest, wanted, kGap);
  const Rect rect{place.x, centre(place).y - kHeight / 2, place.w, kHeight};
  const std::string name = i18n::format(f.language, "reading", {tr(f, "train.training"), all});
  const Press press = pressable(f, {"training", base::Role::list, name, rect});
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const bool is_looked_at = press.is_hovered || press.is_focused;
  draw->AddRectFilled(top_left(rect), bottom_right(rect), is_looked_at ? f.theme.hover_fill : f.theme.card,
                      kControlRadius);
  draw->AddRect(top_left(rect), bottom_right(rect), f.theme.line, kControlRadius);
  Rect inside = inset(rect, kCardPadding, 0);
  draw_icon(Icon::settings, centre(cut_left(inside, kMark, kUnit)), kMark, f.theme.muted);
  draw_icon(Icon::chevron_down, centre(cut_right(inside, 8, kUnit)), 8, f.theme.muted);
  draw_text(f, inside, value_text(f), place.w < wanted ? fitting(f, value_text(f), parts, inside.w) : all);
  if (press.is_pressed) ImGui::OpenPopup(kPanel);
  draw_panel(f, rect);
}

}  // namespace lab::ui
