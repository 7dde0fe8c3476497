// What pointer and keys do, for whoever draws something that is operated by more than a press. Nothing outside ui/control
// reads them in another way.
#pragma once

#include <optional>

#include "ui/frame.h"

namespace lab::ui {

// The pointer in this frame, wherever it is. Points.
struct Pointer {
  ImVec2 at;
  bool is_down = false;          // its primary button, or a finger
  bool has_moved = false;        // or was just pressed
  bool is_double_click = false;  // in this frame
  float notches = 0;             // of the wheel, up is positive
};
Pointer pointer();

// While the pointer is over the item before, the wheel is the item's: the list around it does not scroll.
void take_wheel();

// What a finger that moves up or down from there would do, in the words of Ui::wheel_use.
std::string_view touch_use(ImVec2 at);

// Of a window that scrolls: what turning the wheel over it would do, in the same words.
std::string_view scroll_use(float scroll, float scroll_max);

// Characters typed in this frame that belong to no text, unless single keys are switched off.
std::string typed_characters(const Frame&);

// What is pressed in this frame and belongs to no text that is typed and no control that has the keyboard.
enum class Shortcut { play, undo, redo };
std::optional<Shortcut> shortcut(const Frame&);

}  // namespace lab::ui
