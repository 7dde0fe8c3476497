// The parts of the Image room; room.cpp arranges them by the shape of the window.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/image_reading.h"
#include "gpu/pixel_sheet.h"
#include "ui/control/function_curve.h"
#include "ui/control/plot.h"
#include "ui/control/widgets.h"

namespace lab::ui {

// Where the pictures of the moment are on the sheet.
struct Maps {
  gpu::SheetPlace picture;
  std::vector<gpu::SheetPlace> inputs;   // of the block that is looked at: the picture, or the maps before
  std::vector<gpu::SheetPlace> kernels;  // [channel out]: its slice for the map below that counts most
  std::vector<gpu::SheetPlace> before, after, pooled;  // [channel]
  std::vector<gpu::SheetPlace> last;                   // what the classes are told from
  std::vector<gpu::SheetPlace> worst;                  // mistakes
};

// A pen that keys move, in half pixels.
struct Pen {
  int x = app::kDots / 2, y = app::kDots / 2;
  bool is_down = false;
};

// What the Image room remembers from frame to frame that is not worth a link.
struct ImageView {
  std::optional<app::ImageReading> reading;  // of this version of the App
  app::Confusion confusion;
  std::uint64_t version = 0;
  bool is_dark = false;
  Maps maps;
  std::optional<nn::Pixel> hovered;  // of the map before f, in the last frame
  std::optional<nn::Pixel> hovered_now;
  std::optional<app::PixelReading> pixel;
  FunctionCurve curve;
  std::string searched;  // in the list of activations that is open
  bool draws = false;    // the pointer draws on the picture
  Pen pen;               // of who draws by keys
  std::size_t from = 0;  // the map below whose kernel is shown
};

[[gnu::used, gnu::noinline]] void draw_image_room(Frame&, ImageView&, const Rect&);
bool is_image_room_busy(const ImageView&);
[[gnu::used, gnu::noinline]] std::string image_sentence(const Frame&, const ImageView&);

// All below are drawn where there is a reading.

std::string kind_name(const Frame&, std::size_t kind);                                // "circle"
void draw_kind(const Frame&, ImVec2 at, float size, std::size_t kind, ImU32 colour);  // as a sign
std::string sized(const nn::ImageSize&);                                              // "28×28×8", "28×28"
std::string activation_of_block(const Frame&, const ImageView&);                      // its short name
const std::vector<float>& params_of(const Frame&);  // of the run that is looked at

// ---- Pictures ----

void fill_sheet(Frame&, ImageView&);
void draw_map(Frame&, const Rect&, const gpu::SheetPlace&, bool is_chosen = false);
Rect pixel_rect(const Rect& map, const nn::ImageSize&, int row, int column, int rows = 1, int columns = 1);

// ---- Cards ----

void draw_pipeline(Frame&, ImageView&, const Rect&);
void draw_channels(Frame&, ImageView&, const Rect&);  // a row of kernels and their maps
void draw_curve(Frame&, ImageView&, const Rect&);     // f, and where the sums of this map lie
void draw_classes(Frame&, ImageView&, Rect);          // a bar for each kind
void use_map(Frame&, ImageView&, const Rect& map);    // pointer and keys choose a value of the map before f
void draw_map_before(Frame&, ImageView&, const Rect&);
void draw_map_after(Frame&, ImageView&, const Rect&);

void draw_picture_pad(Frame&, ImageView&, const Rect& square);  // the picture, which can be drawn on
void draw_picture_buttons(Frame&, ImageView&, Rect row);
float picture_buttons_height(const Frame&, float width);

void draw_pixel_card(Frame&, ImageView&, const Rect&);
inline constexpr float kPixelCard = 560;  // its height where it is narrow

void draw_results_card(Frame&, ImageView&, const Rect&);
inline constexpr float kResultsCard = 400;  // its height where it is narrow

}  // namespace lab::ui
