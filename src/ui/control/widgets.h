// The controls of the program. Each draws itself in the rectangle it is given, lists itself in
// Frame::elements and answers with what the person did. Those that belong to a field of the table are named
// after it.
#pragma once

#include <span>
#include <string_view>

#include "app/fields.h"
#include "ui/frame.h"
#include "ui/look/icons.h"
#include "ui/look/text.h"

namespace lab::ui {

enum class Look {
  plain,    // text alone; a fill appears under the pointer
  outline,  // a hairline around it
  filled,   // the one primary action of a room
  chosen,   // the chosen one of several
};

// What the pointer and keyboard do at a rectangle.
struct Press {
  bool is_pressed = false;  // released inside: the action
  bool is_hovered = false;
  bool is_held = false;
  bool is_focused = false;  // has the keyboard: its ring is drawn at the end of the frame
};
Press pressable(Frame&, base::Element);  // at its rectangle
Press pressable(Frame&, std::string_view id, std::string_view label, const Rect&,
                bool enabled = true);  // a button

// What the table says of a field: label, value, range, options, help.
base::Element field_element(const Frame&, base::Role, std::string_view key, const Rect&);

// A finger that is moving scrolls; it does not press what it lies on.
bool is_finger_moving();
bool is_finger_scrolling();  // up or down rather than along a slider

// Lets a finger scroll the current child window. Call inside it, after its content.
void scroll_by_touch(Frame&);

void card(const Frame&, const Rect&);  // background and hairline border

bool button(Frame&, const Rect&, std::string_view id, std::string_view text, Look = Look::outline,
            bool enabled = true, base::Role = base::Role::button);
float button_width(const Frame&, std::string_view text);  // that fits the text

// Opens a list: the text, then ▾. `is_on`: something has been chosen in it.
bool menu_button(Frame&, const Rect&, std::string_view id, std::string_view text, bool is_on);
float menu_button_width(const Frame&, std::string_view text);

// `label` is what it does, for a tooltip and for assistive technology.
bool icon_button(Frame&, const Rect&, std::string_view id, Icon, std::string_view label, Look = Look::outline,
                 bool enabled = true, base::Role = base::Role::button);

// The title of a card, which assistive technology jumps to. Returns the width drawn.
float draw_heading(Frame&, const Rect&, std::string_view id, std::string_view text);

// Label left, value right, track below; kSliderHeight high. Changes the field while it is dragged.
void field_slider(Frame&, const Rect&, std::string_view key);
inline constexpr float kSliderHeight = 36;

// The same for a number that is not a field on its own (a parameter with its row's range).
enum class Drag {
  none,     // the value is as it was
  begins,   // the first change since the pointer went down
  goes_on,  // a further one: undone together with the first
};
Drag slider(Frame&, base::Element, double& value, const app::Limits&);  // label and value_text are drawn
// Of the item before, whose press this is: what the pointer changes now by dragging it. Undoes it where the drag is taken back.
Drag drag_item(Frame&, const Press&, bool changes);
Drag slider_track(Frame&, base::Element, double& value, const app::Limits&);  // its track alone

// Where the sentence about a field stands.
enum class Help {
  tooltip,  // at the pointer
  caption,  // below label and value, which share a line; the rectangle is captioned_height() high
};
float captioned_height(const Frame&, std::string_view key, float width);

// The face of a drop-down list: label above, value with ▾ below, or both in one line. Whether it was pressed.
bool dropdown_face(Frame&, const Rect&, std::string_view key, Help = Help::tooltip);

float dropdown_width(const Frame&, std::string_view key);  // of label and value in one line

// The same with the list of the field's words, or of the presets of a number and its present value.
void field_dropdown(Frame&, const Rect&, std::string_view key, Help = Help::tooltip);

// Label, then − value +: for whole numbers that are counted rather than measured. 24 to 32 points high.
void field_stepper(Frame&, const Rect&, std::string_view key);

// Label and value of a field that is only read (the step).
void readout(Frame&, const Rect&, std::string_view id, std::string_view label, std::string_view value);
float readout_width(const Frame&, std::string_view label, std::string_view value);

// A field that is on or off, as a small switch with its label.
void field_switch(Frame&, const Rect&, std::string_view key);

Rect last_item();
// Below what it is about, or where it has room; never over it.
void tooltip(const Frame&, std::string_view text, const Rect& about = last_item());

}  // namespace lab::ui
