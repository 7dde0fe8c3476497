#include "room_driver.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace lab::gpu_test {

namespace {

// As a backend does that has uploaded everything.
void accept_textures() {
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status == ImTextureStatus_WantCreate) texture->SetTexID(1);
    if (texture->Status == ImTextureStatus_WantDestroy) texture->SetTexID(ImTextureID_Invalid);
    const bool is_gone = texture->Status == ImTextureStatus_WantDestroy;
    texture->SetStatus(is_gone ? ImTextureStatus_Destroyed : ImTextureStatus_OK);
  }
}

}  // namespace

RoomDriver::RoomDriver(std::string_view link, float w, float h)
    : imgui(ImGui::CreateContext()), app(app::make_app(link, {})), width(w), height(h) {
  ImGui::SetCurrentContext(imgui);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
  ui.fonts = ui::load_fonts();
  ui.markers = ui::make_markers();
  ui.has_mirror = true;
  for (int i = 0; i < 3; ++i) draw_frame(*this);
}

RoomDriver::~RoomDriver() {
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    texture->SetTexID(ImTextureID_Invalid);
    texture->SetStatus(ImTextureStatus_Destroyed);
  }
  ImGui::DestroyContext(imgui);
}

void draw_frame(RoomDriver& driver) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {driver.width, driver.height};
  io.DeltaTime = 1.0F / 60;
  ImGui::NewFrame();
  driver.drawn = ui::draw(driver.ui, driver.app, driver.width, driver.height, 1);
  ImGui::Render();
  accept_textures();
  for (const app::Command& command : driver.drawn.commands) app::apply(driver.app, command);
  if (!driver.drawn.copied.empty()) driver.copied = driver.drawn.copied;
}

void settle(RoomDriver& driver) {
  constexpr int kMostFrames = 2000;
  int frames = 0;
  do draw_frame(driver);
  while (driver.drawn.due_in_s <= 0 && ++frames < kMostFrames);
  REQUIRE(frames < kMostFrames);
  draw_frame(driver);
}

const base::Element* find_control(const RoomDriver& driver, std::string_view id) {
  return base::find_element(driver.drawn.elements, id);
}

void move_pointer(RoomDriver& driver, ImVec2 at) {
  ImGui::GetIO().AddMousePosEvent(at.x, at.y);
  draw_frame(driver);
  draw_frame(driver);
}

void click(RoomDriver& driver, ImVec2 at) {
  move_pointer(driver, at);
  ImGui::GetIO().AddMouseButtonEvent(0, true);
  draw_frame(driver);
  ImGui::GetIO().AddMouseButtonEvent(0, false);
  draw_frame(driver);
  draw_frame(driver);
}

void press(RoomDriver& driver, std::string_view id) {
  const base::Element* control = find_control(driver, id);
  REQUIRE_MESSAGE(control != nullptr, "no control ", std::string(id));
  click(driver, ui::centre(control->rect));
}

void press_key(RoomDriver& driver, ImGuiKey key, bool with_shift) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Shift, with_shift);
  io.AddKeyEvent(key, true);
  draw_frame(driver);
  draw_frame(driver);
  io.AddKeyEvent(key, false);
  io.AddKeyEvent(ImGuiMod_Shift, false);
  draw_frame(driver);
  draw_frame(driver);
}

void type_character(RoomDriver& driver, char character) {
  ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(character));
  draw_frame(driver);
  draw_frame(driver);
}

void type_into(RoomDriver& driver, std::string_view field_id, std::string_view text) {
  const base::Element* input = find_control(driver, field_id);
  const bool is_there = input != nullptr && input->role == base::Role::text_input;
  REQUIRE_MESSAGE(is_there, "no text input ", std::string(field_id));
  driver.ui.mirror_input.push_back({ui::MirrorInput::Kind::value, std::string(field_id), std::string(text)});
  draw_frame(driver);
  draw_frame(driver);
}

}  // namespace lab::gpu_test
