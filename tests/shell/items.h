// What Dear ImGui is asked to operate: every item of a frame, told by Dear ImGui itself through the hooks of its test engine.
#pragma once

#include <string>
#include <vector>

namespace lab::shell_test {

struct Item {
  unsigned id = 0;
  std::string
      label;  // as the program names it; empty: clipped, or a scrollbar or the like, which names itself
  bool is_window = false;
  bool is_clipped = false;  // scrolled out of view
  float x = 0, y = 0, w = 0, h = 0;
};

std::vector<Item>& items();  // since it was last cleared; none are added unless listening
void listen_to_items(bool);  // in the present Dear ImGui context

}  // namespace lab::shell_test
