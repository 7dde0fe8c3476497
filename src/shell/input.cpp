#include "shell/input.h"

#include <algorithm>
#include <cfloat>

#include "imgui.h"

namespace lab::shell {

namespace {

constexpr float kPointsPerWheelUnit = 100;  // Dear ImGui counts in notches of the wheel
constexpr float kPinchGain = 7;  // two fingers on a touchpad arrive as a wheel of a few points with ctrl

float notches(const platform::Event& event, float points) {
  const float gained =
      event.ctrl ? std::clamp(points * kPinchGain, -kPointsPerWheelUnit, kPointsPerWheelUnit) : points;
  return -gained / kPointsPerWheelUnit;
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

// Their own ends are not told; each key says which are down.
void release_modifiers(ImGuiIO& io) {
  io.AddKeyEvent(ImGuiMod_Ctrl, false);
  io.AddKeyEvent(ImGuiMod_Shift, false);
}

// A shortcut is a stroke, whatever is let go first: on a Mac the letter's own end is never told while Cmd is down.
void feed_stroke(ImGuiIO& io, const platform::Event& event, bool is_down) {
  const ImGuiKey letter = letter_key(event.text);
  if (!is_down || letter == ImGuiKey_None) return;
  io.AddKeyEvent(ImGuiMod_Ctrl, event.ctrl);
  io.AddKeyEvent(ImGuiMod_Shift, event.shift);
  io.AddKeyEvent(letter, true);
  io.AddKeyEvent(letter, false);
  release_modifiers(io);
}

void feed_key(ImGuiIO& io, const platform::Event& event, bool is_down) {
  if (event.key == platform::Key::character) return feed_stroke(io, event, is_down);
  io.AddKeyEvent(ImGuiMod_Ctrl, event.ctrl);
  io.AddKeyEvent(ImGuiMod_Shift, event.shift);
  for (const KeyRow& row : kKeys) {
    if (row.key == event.key) io.AddKeyEvent(row.imgui, is_down);
  }
  if (!is_down) release_modifiers(io);
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
    case Kind::key_down:
      return feed_key(io, event, true);
    case Kind::key_up:
      return feed_key(io, event, false);
    case Kind::text:
      return io.AddInputCharactersUTF8(event.text.c_str());
    case Kind::blur:
      return io.ClearInputKeys();
    case Kind::element_press:
    case Kind::element_value:
    case Kind::element_entered:
    case Kind::element_focus:
    case Kind::link_changed:
    case Kind::link_revisited:
    case Kind::theme_changed:
    case Kind::context_lost:
    case Kind::context_restored:
      return;
  }
}

}  // namespace lab::shell
