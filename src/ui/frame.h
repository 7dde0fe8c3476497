// What every part of the screen is given to draw itself: the state to read, and the lists it adds to.
#pragma once

#include <cmath>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/app.h"
#include "app/fields.h"
#include "base/element.h"
#include "gpu/heatmap.h"
#include "gpu/pixel_sheet.h"
#include "i18n/text.h"
#include "ui/look/fonts.h"
#include "ui/look/markers.h"
#include "ui/look/rect.h"
#include "ui/look/theme.h"

namespace lab::ui {

// A plot or picture that is wanted outside of the program.
struct Exported {
  enum class To { clipboard, file, printer };  // the last on a page alone, of a text: a table, cells by tabs
  std::string picture;                         // an id of exports::picture_ids()
  To to{};
  int scale = 0;                      // of a PNG: pixels for each point; 0: SVG
  std::string text{};                 // of a file that is no picture, which is its name then
  std::string_view ending = ".json";  // of that file
};

// What the page's mirror, which has a twin of each element, was asked to do.
struct MirrorInput {
  enum class Kind {
    press,
    value,    // text: what it is set to; of a text input what it holds now
    entered,  // the same, when Enter was pressed in a text input
    focus     // it has the keyboard; id empty: none has
  };
  Kind kind{};
  std::string id, text;
};

// An element that can have the keyboard, as it was drawn.
struct Stop {
  std::string id;
  base::Role role{};
  Rect rect;        // all of it, also what is scrolled out of view
  int toolbar = 0;  // number of the innermost toolbar, grid or list that it stands in; 0: none
  bool is_in_grid = false;
  int layer = 0;
  std::size_t element = 0;  // of Frame::elements, while the frame is drawn
  bool is_pressed = false;  // the present one of several
  bool is_disabled = false;
  bool is_tab_stop = false;
};

// Who has the keyboard; see control/keyboard.h.
struct Keyboard {
  std::string focus;                 // id of the element that has it; empty: none
  bool is_seen = false;              // it was used last, not the pointer: the ring is drawn
  Rect ring{};                       // around more than its element, round at its ends; empty: around that
  bool is_new = false;               // it has come to this element since the last frame
  std::string view;                  // the room in the last frame
  std::string wanted;                // the element that it is to come to, as soon as that is there
  bool is_moved_by_us = false;       // in this frame, not by page or pointer: the page has to follow
  std::string moved_from;            // and if so from which element
  std::string changing;              // the element whose number is being changed by keys …
  std::uint64_t version = 0;         // … the version of the App in the last frame, …
  bool has_changed = false;          // … and whether it was that which changed it
  std::vector<Stop> stops;           // of the last frame, in reading order
  std::vector<Stop> drawn;           // of this one so far
  std::vector<std::string> openers;  // of each layer that is open: what had the keyboard before
};

// The options of the lists, as they read in a language, kept from frame to frame.
struct OptionLists {
  i18n::Language language = i18n::Language::english;
  std::map<std::string_view, std::shared_ptr<const std::vector<base::Option>>> by_key;  // of the field
};

enum class Shape {
  wide,     // three columns
  compact,  // a short frame: the picture, one row of transport, the rest in a drawer
  tall,     // a phone: cards below each other
  beside,   // a page that is zoomed: the picture stays, all else scrolls beside it
};

Shape shape_of(float width, float height);

struct Frame {
  const app::App& app;
  std::deque<gpu::Heatmap>& heatmaps;  // of each run
  gpu::PixelSheet& pixels;             // of what is no function of the plane: pictures, maps, kernels
  const Theme& theme;
  const Fonts& fonts;
  const Markers& markers;
  OptionLists& options;
  i18n::Language language;
  Shape shape;
  Rect view;              // the whole window
  float pixel_ratio = 1;  // device pixels per point
  Keyboard& keyboard;
  bool has_mirror =
      false;  // whether a page has a twin of each element, and real <input> elements over text inputs
  std::span<const MirrorInput> mirror_input{};
  // The run that is drawn, see look_at().
  std::size_t side = 0;
  const run::Run* run = &app.runs.front();
  const run::ImageRun* image_run =
      app.image_runs.empty() ? nullptr : &app.image_runs.front();  // in place of that one
  const app::Diagnosis* diagnosis = &app.diagnoses.front();
  gpu::Heatmap* heatmap = &heatmaps.front();
  std::string_view page{};                // its address without a link; empty on the desktop
  bool is_still = false;                  // nothing moves by itself
  bool has_all_parts = true;              // of the program; see has_part()
  bool is_cancelled = false;              // what the pointer was dragging is taken back
  std::vector<app::Command> commands{};   // what the person asked for in this frame
  std::vector<base::Element> elements{};  // what is on the screen, in reading order
  std::size_t room_begins = 0;            // the element from which on the room's own follow
  std::string remark{};  // worth hearing, when it has stood for a moment: an error, what is found
  int depth = 0;         // of the element that is added next
  int layer = 0;         // and its layer
  int layers = 0;        // that are open so far
  struct Toolbar {
    int number = 0;
    bool is_grid = false;
  };
  std::vector<Toolbar> toolbars{};  // for each container around what is drawn: the toolbar it is in
  int toolbar_count = 0;
  struct Below {
    int depth, layer;
  };
  std::vector<Below> below{};   // what the layers that are being drawn lie over
  std::string copied{};         // text for the clipboard, if any
  std::string copied_notice{};  // id of the sentence that says so, {0}: the text
  bool copies_link = false;     // the text is a link: what is copied is the address with it
  std::optional<Exported> exported{};
  bool chooses_files = false;    // somebody wants to bring some
  bool wants_all_parts = false;  // something in sight is of those that are not here yet
  bool explains = false;         // something in sight is one of the explanations, see i18n::has_all_texts()
  // What turning the wheel would do where the pointer is: "none" (the page may scroll), "zoom", or "scroll" a list or
  // panel, "scroll_down" or "scroll_up" where it stands at its other end.
  std::string_view wheel_use = "none";
  double now_s = 0;            // that passes while nothing is drawn, too; Dear ImGui's own does not
  double due_in_s = HUGE_VAL;  // what is drawn wants another frame then, although nothing happens
};

// Whether what platform/later.txt names can be called; where it cannot, it is asked for.
bool has_part(Frame&);

void look_at(Frame&, std::size_t side);  // what is drawn next is of this run

// An id that the other side has too: "output" of the first run, "output.2" of the second.
std::string on_side(const Frame&, std::string_view id);

// Whether the reader may see, and whether she may not change, what a word of app/access.h stands for. An element obeys the
// word before the first point of its id.
bool is_shown(const Frame&, std::string_view word);
bool is_locked(const Frame&, std::string_view word);
inline std::string_view word_of(std::string_view element_id) {
  return element_id.substr(0, element_id.find('.'));
}

inline std::string tr(const Frame& f, std::string_view id) { return std::string(i18n::tr(f.language, id)); }

// Puts text on the clipboard after this frame; `notice` is the sentence that says so, {0}: the text.
inline void copy(Frame& f, std::string text, std::string_view notice) {
  f.copied = std::move(text);
  f.copied_notice = notice;
}

// Adds to f.elements, with what of its rectangle is visible inside the current clip rectangle; as hidden when too little
// is, or when it lies beneath an open popup.
void add_element(Frame&, base::Element);

// What is only read there.
void add_text(Frame&, std::string_view id, const Rect&, std::string text);
// A plot or heatmap, what a sighted person sees first in it, and the table of its numbers (app/tables.h), if any.
void add_picture(Frame&, base::Element, std::string_view table_id);

void ask(Frame&, app::Command);

// What is shown becomes `next`. All changes asked for in a frame are one, undone in one step, together with what came
// before where the change goes on.
void change(Frame&, const app::Scenario& next, bool goes_on = false);

void go_to_room(Frame&, std::string_view id);
void open_link(Frame&, std::string_view link);  // what is the reader's own stays, and what binds her

// The same by one field of the table, for what knows no more of it than its row.
void change_number(Frame&, const app::Field&, double number, bool goes_on = false);

}  // namespace lab::ui
