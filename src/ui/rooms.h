// The rooms: one row each. A room is a folder below ui/room; it sees its own view state and the frame, and nothing of
// other rooms. Adding one is a row in rooms.cpp, the folder, and its texts: the text "view.<id>" makes its word one that
// view= takes, and names it in the bar.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/frame.h"

namespace lab::ui {

struct RoomRow {
  std::string_view id;  // the word of view=
  // What the room remembers from frame to frame that is not worth a link.
  std::shared_ptr<void> (*make_view)();
  void (*draw)(Frame&, void* view, const Rect&);
  // Whether something is being computed over several frames: another one is wanted.
  bool (*is_busy)(const void* view);
  // What there is to see, for those who cannot see it.
  std::string (*sentence)(const Frame&, const void* view);
  bool is_later =
      false;  // drawn and told by a part of the program that comes when it is wanted, see has_part()
};

// The front page, to which the name of the program leads, then those with a tab in the order of the bar.
std::span<const RoomRow> rooms();
const RoomRow* find_room(std::string_view id);  // nullptr when there is none

// The views of all rooms, by row.
struct RoomViews {
  std::vector<std::shared_ptr<void>> by_row;
};
RoomViews make_room_views();
void* view_of(const RoomViews&, const RoomRow&);

}  // namespace lab::ui
