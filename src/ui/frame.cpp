#include "ui/frame.h"

#include "app/fields.h"
#include "imgui_internal.h"

namespace lab::ui {

namespace {

constexpr float kWideFrom = 980;  // points: below it three columns are too narrow
constexpr float kShortBelow = 520;
constexpr float kMinVisible = 12;  // a control of which less is seen cannot be operated

}  // namespace

Shape shape_of(float width, float height) {
  if (height > width && height >= kShortBelow) return Shape::tall;
  if (width < kWideFrom || height < kShortBelow) return Shape::compact;
  return Shape::wide;
}

void add_control(Frame& f, std::string_view id, std::string_view label, const Rect& rect, bool enabled) {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  const bool is_beneath_popup = context.BeginPopupStack.Size < context.OpenPopupStack.Size;
  if (is_beneath_popup) return;
  const ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 min = draw->GetClipRectMin();
  const ImVec2 max = draw->GetClipRectMax();
  const Rect visible = intersection(rect, intersection(f.view, {min.x, min.y, max.x - min.x, max.y - min.y}));
  const bool is_usable =
      visible.w >= std::min(kMinVisible, rect.w) && visible.h >= std::min(kMinVisible, rect.h);
  if (is_usable) f.controls.push_back({std::string(id), std::string(label), visible, enabled});
}

void push_changes(Frame& f, const app::Scenario& changed, bool goes_on) {
  for (const app::Field& field : app::fields()) {
    const std::string value = app::encode_value(changed, field);
    if (value == app::encode_value(f.app.shown, field)) continue;
    f.commands.push_back(app::set(std::string(field.key), value, goes_on));
    goes_on = true;
  }
}

}  // namespace lab::ui
