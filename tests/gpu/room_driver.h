// The screen without a window: frames are built by Dear ImGui and thrown away, pointer and keys are fed in,
// and free text is typed as a page's <input> elements send it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/app.h"
#include "imgui.h"
#include "ui/screen.h"

namespace lab::gpu_test {

struct RoomDriver {
  RoomDriver(std::string_view link, float width, float height);
  ~RoomDriver();
  RoomDriver(const RoomDriver&) = delete;
  RoomDriver& operator=(const RoomDriver&) = delete;

  ImGuiContext* imgui = nullptr;
  app::App app;
  ui::Ui ui;
  float width = 0, height = 0;
  ui::Drawn drawn;     // by the last frame
  std::string copied;  // last, by any frame
};

void draw_frame(RoomDriver&);
void settle(RoomDriver&);  // frames until nothing is computed any more

// nullptr when the last frame had no such control.
const base::Element* find_control(const RoomDriver&, std::string_view id);

void move_pointer(RoomDriver&, ImVec2);
void click(RoomDriver&, ImVec2);
void press(RoomDriver&, std::string_view id);  // in the middle of the control, which must be there
void press_key(RoomDriver&, ImGuiKey, bool with_shift = false);
void type_character(RoomDriver&, char);
void type_into(RoomDriver&, std::string_view field_id, std::string_view text);  // all of its text at once

}  // namespace lab::gpu_test
