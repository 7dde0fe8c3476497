// Notices lie over the bottom edge of the room, newest last, each with a cross to dismiss it; the room stays
// usable.
#include <algorithm>
#include <cmath>

#include "imgui_internal.h"
#include "ui/control/keyboard.h"
#include "ui/control/widgets.h"
#include "ui/screen.h"

namespace lab::ui {

namespace {

constexpr float kMaxWidth = 560;
constexpr float kPaddingX = 14;
constexpr float kPaddingY = 10;
constexpr float kCrossSpace = 40;

// Its own small window, so that what lies beneath is not pressed through it.
void draw_notice(Frame& f, const app::Notice& notice, int index, const Rect& rect) {
  ImGui::SetNextWindowPos(top_left(rect));
  ImGui::SetNextWindowSize({rect.w, rect.h});
  const std::string id = "notice." + std::to_string(index);
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                                      ImGuiWindowFlags_NoFocusOnAppearing;
  if (ImGui::Begin(id.c_str(), nullptr, kFlags)) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(top_left(rect), bottom_right(rect), f.theme.card, kControlRadius);
    draw->AddRect(top_left(rect), bottom_right(rect), notice.is_news ? f.theme.accent : f.theme.warning,
                  kControlRadius);
    draw_paragraph(f, inset({rect.x, rect.y, rect.w - kCrossSpace, rect.h}, kPaddingX, kPaddingY), body(f),
                   sentence(f, notice));
    add_text(f, "text.notice." + std::to_string(index), rect, sentence(f, notice));
    const Rect cross{right(rect) - 36, rect.y + (rect.h - 28) / 2, 28, 28};
    const std::string cross_id = "dismiss." + std::to_string(index);
    if (icon_button(f, cross, cross_id, Icon::close, tr(f, "notice.dismiss"), Look::plain)) {
      ask(f, app::Dismiss{static_cast<std::size_t>(index)});
    }
  }
  // An open list must stay above a notice, or it could not be operated.
  const bool is_popup_open = ImGui::GetCurrentContext()->OpenPopupStack.Size > 0;
  if (!is_popup_open) ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  ImGui::End();
}

float notice_height(const Frame& f, const app::Notice& notice, float width) {
  const std::string text = sentence(f, notice);
  const float text_width = width - kCrossSpace - 2 * kPaddingX;
  const float wanted = std::ceil(paragraph_size(f, body(f), text, text_width).y) + 2 * kPaddingY;
  return std::max(wanted, 40.0F);  // whole points: a window is cut to them
}

// What lies beneath a notice cannot be pressed. A text input stays: someone may be typing in it.
void hide_covered(Frame& f, const Rect& notice) {
  for (base::Element& element : f.elements) {
    if (element.role == base::Role::text_input || element.layer > 0) continue;
    const Rect shared = intersection(element.rect, notice);
    if (shared.w > 0 && shared.h > 0) element.is_hidden = true;
  }
}

}  // namespace

void draw_notices(Frame& f, const Rect& room) {
  if (f.app.notices.empty()) return;
  const Group group(f, {"notices", base::Role::region, tr(f, "notice.title"), room});
  const float width = std::min(kMaxWidth, room.w - 2 * kUnit);
  float y = bottom(room) - kUnit;
  for (std::size_t i = f.app.notices.size(); i-- > 0;) {
    const app::Notice& notice = f.app.notices[i];
    const float height = notice_height(f, notice, width);
    y -= height;
    const Rect rect{room.x + (room.w - width) / 2, y, width, height};
    y -= kUnit;
    if (rect.y < room.y) return;
    hide_covered(f, rect);
    draw_notice(f, notice, static_cast<int>(i), rect);
  }
}

}  // namespace lab::ui
