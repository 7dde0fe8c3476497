#include "shell/input.h"

#include <algorithm>
#include <cfloat>

#include "imgui.h"
#include "imgui_internal.h"

namespace lab::shell {

namespace {

constexpr float kPointsPerWheelUnit = 100;  // Dear ImGui counts in notches of the wheel
constexpr float kPinchGain = 7;  // two fingers on a touchpad arrive as a wheel of a few points with ctrl

// A notch of a wheel with ctrl is not to be gained; fingers on the screen say exactly how far they have gone, and are followed.
float notches(const platform::Event& event, float points) {
  const float gained = event.ctrl ? points * kPinchGain : points;
  const bool is_limited = event.ctrl && !event.touch;
  return -(is_limited ? std::clamp(gained, -kPointsPerWheelUnit, kPointsPerWheelUnit) : gained) /
         kPointsPerWheelUnit;
}

struct KeyRow {
  platform::Key key;
  ImGuiKey imgui;
};

constexpr KeyRow kKeys[] = {
    {platform::Key::tab, ImGuiKey_Tab},
    {platform::Key::left, ImGuiKey_LeftArrow},
    {platform::Key::right, ImGuiKey_RightArrow},
    {platform::Key::up, ImGuiKey_UpArrow},
    {platform::Key::down, ImGuiKey_DownArrow},
    {platform::Key::home, ImGuiKey_Home},
    {platform::Key::end, ImGuiKey_End},
    {platform::Key::page_up, ImGuiKey_PageUp},
    {platform::Key::page_down, ImGuiKey_PageDown},
    {platform::Key::enter, ImGuiKey_Enter},
    {platform::Key::space, ImGuiKey_Space},
    {platform::Key::escape, ImGuiKey_Escape},
    {platform::Key::backspace, ImGuiKey_Backspace},
    {platform::Key::del, ImGuiKey_Delete},
};

// The letter of a shortcut such as Ctrl+C.
ImGuiKey letter_key(const std::string& text) {
  const bool is_letter = text.size() == 1 && text[0] >= 'a' && text[0] <= 'z';
  return is_letter ? static_cast<ImGuiKey>(ImGuiKey_A + (text[0] - 'a')) : ImGuiKey_None;
}

ImGuiKey key_of(const platform::Event& event) {
  if (event.key == platform::Key::character) return letter_key(event.text);
  for (const KeyRow& row : kKeys) {
    if (row.key == event.key) return row.imgui;
  }
  return ImGuiKey_None;
}

// Whether a key that is held does more with time. Others act once, such as Enter.
bool goes_on(platform::Key key) {
  return key != platform::Key::enter && key != platform::Key::space && key != platform::Key::escape;
}

// Dear ImGui tells one change of a key a frame. What is repeated faster is left out, or it would go on after the key is let go.
bool has_caught_up() { return ImGui::GetCurrentContext()->InputEventsQueue.empty(); }

// A key is a stroke: what is let go first, and when it is told, differs from system to system, and a slow frame would make a
// held key of a short press. On a Mac a letter's own end is never told while Cmd is down.
void feed_key(ImGuiIO& io, const platform::Event& event) {
  const ImGuiKey key = key_of(event);
  if (key == ImGuiKey_None || (event.repeat && !(goes_on(event.key) && has_caught_up()))) return;
  io.AddKeyEvent(ImGuiMod_Ctrl, event.ctrl);
  io.AddKeyEvent(ImGuiMod_Shift, event.shift);
  io.AddKeyEvent(key, true);
  io.AddKeyEvent(key, false);
  io.AddKeyEvent(ImGuiMod_Ctrl, false);
  io.AddKeyEvent(ImGuiMod_Shift, false);
}

void feed_button(ImGuiIO& io, const platform::Event& event, bool is_down) {
  io.AddMouseSourceEvent(event.touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  io.AddMousePosEvent(event.x, event.y);
  io.AddMouseButtonEvent(event.button, is_down);
}

}  // namespace

void feed(ImGuiIO& io, const platform::Event& event) {
  using Kind = platform::EventKind;
  switch (event.kind) {
    case Kind::pointer_move:
      return io.AddMousePosEvent(event.x, event.y);
    case Kind::pointer_down:
      return feed_button(io, event, true);
    case Kind::pointer_up:
      return feed_button(io, event, false);
    case Kind::pointer_cancel:
      io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);  // before it is let go, so that nothing is pressed
      for (const int button : {0, 1, 2}) io.AddMouseButtonEvent(button, false);
      return;
    case Kind::pointer_leave:
      return io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
    case Kind::wheel:
      io.AddMousePosEvent(event.x, event.y);
      return io.AddMouseWheelEvent(notches(event, event.dx), notches(event, event.dy));
    case Kind::key:
      return feed_key(io, event);
    case Kind::text:
      return io.AddInputCharactersUTF8(event.text.c_str());
    case Kind::blur:
      return io.ClearInputKeys();
    case Kind::element_press:
    case Kind::element_value:
    case Kind::element_entered:
    case Kind::element_focus:
    case Kind::file:
    case Kind::link_changed:
    case Kind::link_revisited:
    case Kind::theme_changed:
    case Kind::context_lost:
    case Kind::context_restored:
      return;
  }
}

}  // namespace lab::shell
