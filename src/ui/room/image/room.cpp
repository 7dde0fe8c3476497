#include "ui/room/image/room.h"
namespace lab::ui {
void draw_image_room(Frame&, ImageView&, const Rect&) {}
bool is_image_room_busy(const ImageView&) { return false; }
std::string image_sentence(const Frame&, const ImageView&) { return ""; }
}  // namespace lab::ui
