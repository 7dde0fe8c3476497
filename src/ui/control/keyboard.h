// Who has the keyboard. One list of elements in reading order serves all: on the desktop the Tab key goes along it; on a page
// each element has a twin in the mirror, the browser moves the focus, and we follow. Arrow keys go between what stands in one
// toolbar or list, Enter and space press, Escape closes what is open over the room, and the keyboard goes back to what opened it.
#pragma once

#include <optional>
#include <string_view>

#include "ui/frame.h"

namespace lab::ui {

// Around all that is drawn in a frame. The first follows keys, pointer and page, the second what was drawn: it says who has the
// keyboard now, and draws the ring.
void begin_keyboard(Frame&);
void end_keyboard(Frame&);

// Everything added while it lives stands inside the container.
class Group {
 public:
  Group(Frame&, base::Element container);
  ~Group();
  Group(const Group&) = delete;
  Group& operator=(const Group&) = delete;

 private:
  Frame& frame_;
};

// The same for what lies over the room: layers of their own, read behind it.
void begin_layer(Frame&, base::Element container);
void end_layer(Frame&);

// Whether the element has the keyboard and the keyboard was used last.
bool has_keyboard(const Frame&, std::string_view id);

// Of the item before, which is the element's: scrolls to it when the keyboard has come to it, and notes a press of the pointer.
void follow_item(Frame&, std::string_view id);

// Brings the keyboard, where it is used or the element is there to type in, to one that is there now or in the next frame.
void send_keyboard(Frame&, std::string_view id);
bool is_escape_pressed(const Frame&);  // and nothing lies over the room, which it would close

// The keyboard goes on from here, where the pointer has pressed something that stands for it.
void note_pointer(Frame&, std::string_view id);

// Enter or space in this frame, or the press of its twin.
bool is_pressed_by_key(const Frame&, std::string_view id);
// What its twin was set to in this frame.
std::optional<std::string_view> value_from_page(const Frame&, std::string_view id);

// By how many steps keys move the number that has the keyboard: arrows ±1, with PageUp and PageDown ±10; Home and End as far as
// it goes (infinite).
double steps_by_key(const Frame&, std::string_view id);
// Which way Shift with an arrow points while the element has the keyboard; {0, 0}: none. Up is positive.
ImVec2 shift_by_key(const Frame&, std::string_view id);

// A number of a picture that the pointer sets elsewhere in it: a slider for keyboard and page alone, which goes from one multiple
// of the step to the next. Adds the element, with its range, and returns what the number is now.
double value_by_key(Frame&, base::Element, double value, double step);
double round_step(double span);  // 1, 2 or 5 · 10ⁿ, about a sixtieth of it

// Whether what changes the element now goes on with its change before, to be undone with it.
bool goes_on_changing(Frame&, std::string_view id);

}  // namespace lab::ui
