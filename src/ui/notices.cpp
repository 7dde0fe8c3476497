// Notices lie over the bottom edge of the room, which stays usable: one card with the newest. Where there are more, a button on it
// opens them all, in a panel that scrolls.
#include <algorithm>
#include <cmath>

#include "imgui_internal.h"
#include "ui/control/keyboard.h"
#include "ui/control/popup.h"
#include "ui/control/widgets.h"
#include "ui/screen.h"

namespace lab::ui {

namespace {

constexpr const char* kPanel = "notices_panel";
constexpr float kMaxWidth = 560;
constexpr float kPaddingX = 14;
constexpr float kPaddingY = 10;
constexpr float kCrossSpace = 40;
constexpr float kLowest = 40;
constexpr float kTitleHeight = 32;

float notice_height(const Frame& f, const app::Notice& notice, float width) {
  const float text_width = width - kCrossSpace - kPaddingX;
  const float text_height = paragraph_size(f, body(f), sentence(f, notice), text_width).y;
  return std::max(std::ceil(text_height) + 2 * kPaddingY, kLowest);  // whole points: a window is cut to them
}

// Its sentence, and left of its right edge room for a cross. Returns the place of the cross.
Rect draw_sentence(Frame& f, const Rect& rect, const app::Notice& notice, std::size_t index) {
  Rect rest = inset(rect, 0, kPaddingY);
  cut_left(rest, 0, kPaddingX);
  cut_right(rest, kCrossSpace);
  draw_paragraph(f, rest, body(f), sentence(f, notice));
  add_text(f, "text.notice." + std::to_string(index), rect, sentence(f, notice));
  return {right(rect) - 36, rect.y + (rect.h - kMinTarget) / 2, kMinTarget, kMinTarget};
}

bool draw_cross(Frame& f, const Rect& place, const std::string& id, std::string_view label_id) {
  return icon_button(f, place, id, Icon::close, tr(f, label_id), Look::plain);
}

void draw_card(const Frame& f, const Rect& rect, bool is_news) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(top_left(rect), bottom_right(rect), f.theme.card, kControlRadius);
  draw->AddRect(top_left(rect), bottom_right(rect), is_news ? f.theme.accent : f.theme.warning,
                kControlRadius);
}

// In a small window of its own, so that what lies beneath is not pressed through it. Whether all are asked for.
bool draw_newest(Frame& f, const Rect& rect) {
  const std::vector<app::Notice>& notices = f.app.notices;
  const std::size_t newest = notices.size() - 1;
  bool asks_for_all = false;
  ImGui::SetNextWindowPos(top_left(rect));
  ImGui::SetNextWindowSize({rect.w, rect.h});
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                                      ImGuiWindowFlags_NoFocusOnAppearing;
  if (ImGui::Begin("notice", nullptr, kFlags)) {
    draw_card(f, rect, notices[newest].is_news);
    Rect sentence_place = rect;
    if (newest == 0) {
      const Rect cross = draw_sentence(f, sentence_place, notices[newest], newest);
      if (draw_cross(f, cross, "dismiss.0", "notice.dismiss")) ask(f, app::Dismiss{newest});
    } else {
      const Rect row = inset(cut_bottom(sentence_place, kMinTarget + kUnit / 2), kUnit / 2, kUnit / 4);
      const Rect cross = draw_sentence(f, sentence_place, notices[newest], newest);
      const std::string more = i18n::format(f.language, "notice.more", {std::to_string(newest)});
      const Rect place{row.x, row.y, std::min(button_width(f, more), row.w), row.h};
      asks_for_all = button(f, place, "notices.more", more, Look::plain, true, base::Role::list);
      if (draw_cross(f, cross, "dismiss.all", "notice.dismiss_all")) {
        for (std::size_t i = notices.size(); i-- > 0;) ask(f, app::Dismiss{i});
      }
    }
  }
  // An open list must stay above a notice, or it could not be operated.
  const bool is_popup_open = ImGui::GetCurrentContext()->OpenPopupStack.Size > 0;
  if (!is_popup_open) ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  ImGui::End();
  return asks_for_all;
}

// What lies beneath a notice cannot be pressed. A text input stays: someone may be typing in it.
void hide_covered(Frame& f, const Rect& notice) {
  for (base::Element& element : f.elements) {
    if (element.role == base::Role::text_input || element.layer > 0) continue;
    const Rect shared = intersection(element.rect, notice);
    if (shared.w > 0 && shared.h > 0) element.is_hidden = true;
  }
}

// At the foot of the room, or above what stands there: never over the transport, nor over what was pressed last, which
// it is likely about.
float place_newest(const Frame& f, const Rect& room, Rect rect) {
  for (int pass = 0; pass < 2; ++pass) {  // above one it may have come over the other
    for (const base::Element& element : f.elements) {
      const Rect shared = intersection(rect, element.rect);
      const bool is_kept = element.id == "transport" || element.id == f.keyboard.focus;
      const float above = element.rect.y - kUnit - rect.h;
      if (is_kept && shared.w > 0 && shared.h > 0 && above >= room.y) rect.y = above;
    }
  }
  return rect.y;
}

void draw_rows(Frame& f, const Rect& place, float width) {
  if (!ImGui::BeginChild("rows", {place.w, place.h})) return ImGui::EndChild();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  Rect list{at.x, at.y, width, 1e4F};
  for (std::size_t i = 0; i < f.app.notices.size(); ++i) {
    const app::Notice& notice = f.app.notices[i];
    const Rect row = cut_top(list, notice_height(f, notice, width));
    if (i > 0) ImGui::GetWindowDrawList()->AddLine(top_left(row), {right(row), row.y}, f.theme.line);
    const Rect cross = draw_sentence(f, row, notice, i);
    if (draw_cross(f, cross, "dismiss." + std::to_string(i), "notice.dismiss")) ask(f, app::Dismiss{i});
  }
  ImGui::SetCursorScreenPos({at.x, list.y});
  ImGui::Dummy({1, 1});
  scroll_by_touch(f);
  ImGui::EndChild();
}

void draw_panel(Frame& f, float width) {
  if (!ImGui::IsPopupOpen(kPanel)) return;
  float height = kTitleHeight + 2 * kUnit;
  for (const app::Notice& notice : f.app.notices) height += notice_height(f, notice, width - 2 * kUnit);
  height = std::min(height + kUnit, f.view.h - 2 * kUnit);
  const Rect panel{(f.view.w - width) / 2, bottom(f.view) - kUnit - height, width, height};
  if (!begin_panel(f, kPanel, panel, tr(f, "notice.title"))) return;
  if (f.app.notices.empty()) ImGui::CloseCurrentPopup();
  Rect rest = inset(panel, kUnit, kUnit);
  Rect title = cut_top(rest, kTitleHeight);
  if (draw_cross(f, cut_right(title, kMinTarget, kUnit / 2), "close", "train.close"))
    ImGui::CloseCurrentPopup();
  draw_heading(f, inset(title, kPaddingX, 0), "notices", tr(f, "notice.title"));
  draw_rows(f, rest, rest.w);
  end_panel(f);
}

}  // namespace

void draw_notices(Frame& f, const Rect& room) {
  const float width = std::min(kMaxWidth, room.w - 2 * kUnit);
  if (!f.app.notices.empty()) {
    const Group group(f, {"notices", base::Role::region, tr(f, "notice.title"), room});
    const float more = f.app.notices.size() > 1 ? kMinTarget + kUnit / 2 : 0;
    const float height = std::min(notice_height(f, f.app.notices.back(), width) + more, room.h - 2 * kUnit);
    Rect rect{room.x + (room.w - width) / 2, bottom(room) - kUnit - height, width, height};
    rect.y = place_newest(f, room, rect);
    hide_covered(f, rect);
    if (draw_newest(f, rect)) ImGui::OpenPopup(kPanel);
  }
  draw_panel(f, width);
}

}  // namespace lab::ui
