// Lists and panels that open over the room and close when the pointer goes down elsewhere.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ui/frame.h"

namespace lab::ui {

struct ListItem {
  std::string id;     // for Frame::elements
  std::string label;  // what is read
};

// A list that opens over the room.
struct PopupList {
  const char* id;     // of its popup
  std::string label;  // what is chosen from it
  Rect anchor;        // it hangs below or above this
};

// Drawn while its popup is open (ImGui::OpenPopup(id)).
// Returns the index of the item chosen in this frame.
// With `words` there is a line to search in above the items, which the caller has chosen by those words.
std::optional<int> popup_list(Frame&, const PopupList&, std::span<const ListItem>, int current,
                              std::string* words = nullptr);

// The same with a mark at every checked item; it stays open, so that several can be changed. Returns the
// index of the item pressed in this frame.
std::optional<int> popup_checklist(Frame&, const PopupList&, std::span<const ListItem>,
                                   const std::vector<bool>& checked);

// Opens a panel over `rect` while the popup `id` is open; draw its content and call end_panel() when this is
// true.
bool begin_panel(Frame&, const char* id, const Rect& rect, std::string_view label);
void end_panel(Frame&);

}  // namespace lab::ui
