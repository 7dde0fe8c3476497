#pragma once
#include "ui/frame.h"
namespace lab::ui {
struct ImageView {};
[[gnu::used, gnu::noinline]] void draw_image_room(Frame&, ImageView&, const Rect&);
bool is_image_room_busy(const ImageView&);
[[gnu::used, gnu::noinline]] std::string image_sentence(const Frame&, const ImageView&);
}  // namespace lab::ui
