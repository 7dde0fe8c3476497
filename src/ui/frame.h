// What every part of the screen is given to draw itself: the state to read, and the lists it adds to.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/app.h"
#include "app/fields.h"
#include "gpu/heatmap.h"
#include "i18n/text.h"
#include "ui/look/fonts.h"
#include "ui/look/markers.h"
#include "ui/look/rect.h"
#include "ui/look/theme.h"

namespace lab::ui {

// One thing a person can operate, as it stands on the screen.
struct Control {
  std::string id;     // a field's key, a command, or a key with its choice: "play", "lr", "data.spiral"
  std::string label;  // in the language of the moment
  Rect rect;          // in points, the part that is visible
  bool enabled = true;
};

// A line of text that the page lays over the canvas as a real <input> element; see text_input.h.
struct PageField {
  std::string id, label, text, hint;
  Rect rect;
  bool is_invalid = false;

  bool operator==(const PageField&) const = default;
};

// What a person typed there since the last frame.
struct PageTyping {
  std::string id, text;
  bool is_entered = false;  // Enter was pressed
};

enum class Shape {
  wide,     // three columns
  compact,  // a short frame: the picture, one row of transport, the rest in a drawer
  tall,     // a phone: cards below each other
};

Shape shape_of(float width, float height);

struct Frame {
  const app::App& app;
  const run::Run& run;              // the one that is drawn
  const app::Diagnosis& diagnosis;  // of it
  const Theme& theme;
  const Fonts& fonts;
  const Markers& markers;
  gpu::Heatmap& heatmap;
  i18n::Language language;
  Shape shape;
  Rect view;                     // the whole window
  float pixel_ratio = 1;         // device pixels per point
  bool has_page_fields = false;  // whether the page takes page_fields
  std::span<const PageTyping> page_typing{};
  std::vector<app::Command> commands{};  // what the person asked for in this frame
  std::vector<Control> controls{};       // what can be operated, in reading order
  std::vector<PageField> page_fields{};
  std::string copied{};         // text for the clipboard, if any
  std::string copied_notice{};  // id of the sentence that says so, {0}: the text
  bool copies_link = false;     // the text is a link: what is copied is the address with it
  // What turning the wheel would do where the pointer is: "none" (the page may scroll), "scroll" or "zoom".
  std::string_view wheel_use = "none";
};

inline std::string tr(const Frame& f, std::string_view id) { return std::string(i18n::tr(f.language, id)); }

// Puts text on the clipboard after this frame; `notice` is the sentence that says so, {0}: the text.
inline void copy(Frame& f, std::string text, std::string_view notice) {
  f.copied = std::move(text);
  f.copied_notice = notice;
}

// Adds to f.controls what of `rect` is visible inside the current clip rectangle; nothing when too little is,
// or when it lies beneath an open popup.
void add_control(Frame&, std::string_view id, std::string_view label, const Rect&, bool enabled = true);

void ask(Frame&, app::Command);

// What is shown becomes `next`. All changes asked for in a frame are one, undone in one step, together with what came
// before where the change goes on.
void change(Frame&, const app::Scenario& next, bool goes_on = false);

void go_to_room(Frame&, std::string_view id);

// The same by one field of the table, for what knows no more of it than its row.
void change_number(Frame&, const app::Field&, double number, bool goes_on = false);

}  // namespace lab::ui
