// The whole screen: the top bar, one room below it, notices over it.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "app/app.h"
#include "gpu/heatmap.h"
#include "ui/class_panel.h"
#include "ui/frame.h"
#include "ui/lesson/lesson.h"
#include "ui/look/fonts.h"
#include "ui/rooms.h"

namespace lab::ui {

struct Ui {
  Fonts fonts;
  Markers markers;
  gpu::ProgramCache programs;
  std::deque<gpu::Heatmap> heatmaps;  // one a run
  gpu::PixelSheet pixels;
  OptionLists options;
  RoomViews rooms = make_room_views();
  bool has_mirror = false;               // whether a page has a twin of each element
  std::deque<MirrorInput> mirror_input;  // what was done there and is not drawn yet
  bool is_cancelled = false;             // the drag that goes on is to be taken back
  Keyboard keyboard;
  std::string page;           // its address without a link; empty on the desktop
  bool has_all_parts = true;  // of the program
  bool is_still = false;      // the person prefers that nothing moves by itself
  // What turning the wheel would do where the pointer is: "none" (the page may scroll), "zoom", or "scroll" a list or
  // panel, "scroll_down" or "scroll_up" where it stands at its other end.
  std::string_view wheel_use = "none";
  LessonView lesson;
  double now_s = 0;  // by a monotonic clock
  ClassView hand_ins;
  std::string open_term;  // in the glossary
  std::string picture_to_export;
  bool is_metrics_open = false;  // see metrics.h
};

struct Drawn {
  std::vector<app::Command> commands;
  std::vector<base::Element> elements;
  std::string copied;         // for the clipboard; empty: nothing
  std::string copied_notice;  // id of the sentence that says so, {0}: the text
  bool copies_link = false;   // the text is a link: what is copied is the address with it
  std::optional<Exported> exported;
  bool chooses_files = false;
  bool wants_all_parts = false;
  bool explains = false;      // something in sight is one of the explanations, see i18n::has_all_texts()
  double due_in_s = 0;        // when another frame is wanted, 0 while something is computed over several
  std::string sentence;       // what there is to see in the room
  i18n::Language language{};  // of the texts: English while that of the App is not here yet
  std::string_view view{};    // the room, which a command of this frame may have left
  std::string remark;         // worth hearing when it has stood for a moment
};

// Builds one Dear ImGui frame (between NewFrame and Render).
Drawn draw(Ui&, const app::App&, float width, float height, float pixel_ratio);

// The parts beside the room, each in a file of its own.
void draw_top_bar(Frame&, const Rect&);
void draw_notices(Frame&, const Rect& room);
void draw_keys_sheet(Frame&);  // while it is open
void open_keys_sheet();
void draw_export_panel(Frame&, std::string& picture);  // while it is open; which one is chosen
void open_export_panel();
void draw_glossary(Frame&, std::string& open_term);  // what is open, from frame to frame

}  // namespace lab::ui
