// The hand-ins of a class over the room, from when they come until the panel is closed.
#pragma once

#include "app/class_table.h"
#include "ui/frame.h"

namespace lab::ui {

struct ClassView {
  app::Classroom room;
  bool is_wanted = false;  // files have come that are not shown yet
  bool is_open = false;
};

// What is used and noinline is called only once a file has come: the page fetches it then, see platform/later.txt.

// What comes after the panel was closed is another class.
[[gnu::used, gnu::noinline]] void bring_file(ClassView&, std::string_view name, std::string_view text);

// While something has been brought, or it is open.
[[gnu::used, gnu::noinline]] void draw_class_panel(Frame&, ClassView&);

}  // namespace lab::ui
