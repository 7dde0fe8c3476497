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

// What comes after the panel was closed is another class.
void bring_file(ClassView&, std::string_view name, std::string_view text);

void draw_class_panel(Frame&, ClassView&);

}  // namespace lab::ui
