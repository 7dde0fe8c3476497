// The parts of the Image room; room.cpp arranges them by the shape of the window.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/image_reading.h"
#include "app/ladder.h"
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
  gpu::SheetPlace difference;                          // of the other order of activation and pooling
  std::vector<gpu::SheetPlace> worst;                  // mistakes
};

// A pen that keys move, in half pixels.
struct Pen {
  int x = app::kDots / 2, y = app::kDots / 2;
  bool is_down = false;
};

// What the ladder's cells show, found out anew when a run has got on, and not too often while they all do.
struct LadderView {
  std::array<std::uint64_t, 4> versions{};  // of what was seen of each rung
  double read_at_s = -1e9;
  std::optional<app::OneMap> one;
  std::optional<app::Sum> sum;
  std::vector<app::OwnMap> own;
  std::size_t own_kind = 0;
  app::Confusion mistakes;
  std::array<std::vector<gpu::SheetPlace>, 4> maps;  // of each rung
};

// What the Image room remembers from frame to frame that is not worth a link.
struct ImageView {
  std::optional<app::ImageReading> reading;  // of this version of the App
  app::Confusion confusion;
  std::uint64_t version = 0;
  bool is_dark = false;
  bool is_ladder = false;  // what is on the sheet
  Maps maps;
  std::optional<nn::Pixel> hovered;  // of the map before f, in the last frame
  std::optional<nn::Pixel> hovered_now;
  std::optional<app::PixelReading> pixel;
  std::optional<app::OrderDifference> other_order;
  FunctionCurve curve;
  std::string searched;  // in the list of activations that is open
  bool draws = false;    // the pointer draws on the picture
  LadderView ladder;
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

// On the sheet, after f.pixels.clear(): grey, or by sign with full colour at `most`.
gpu::SheetPlace add_picture_map(Frame&, const nn::ImageSize&, const std::vector<double>& pixels);
gpu::SheetPlace add_signed_map(Frame&, const nn::ImageSize&, const std::vector<double>& values, double most);
double largest_of(const std::vector<double>& values);  // away from 0; 1 where all are

void fill_sheet(Frame&, ImageView&);  // with the maps of the pipeline
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

std::string other_order_text(const Frame&,
                             const ImageView&);  // "the same", "off by 0.12"; empty without pooling

void draw_picture_pad(Frame&, ImageView&, const Rect& square);  // the picture, which can be drawn on
void draw_picture_buttons(Frame&, ImageView&, Rect row);
float picture_buttons_height(const Frame&, float width);

// The four rungs side by side, or below each other, and what they say together.
void read_ladder(Frame&, ImageView&);
void draw_ladder_wide(Frame&, ImageView&, Rect);
void draw_rung(Frame&, ImageView&, const app::Rung&, const Rect&);
float rung_height(float width);
std::string ladder_conclusion(const Frame&);

// Blocks and all else that can be chosen, but for what is drawn elsewhere, as a list; where there is room for one button alone it
// opens them.
bool has_image_settings(const Frame&,
                        std::span<const std::string_view> elsewhere = {});  // something is shown
float image_settings_height(const Frame&, std::span<const std::string_view> elsewhere = {});
void draw_image_settings(Frame&, Rect, std::span<const std::string_view> elsewhere = {});
void draw_settings_button(Frame&, const Rect&, std::span<const std::string_view> elsewhere);
void draw_choice(Frame&, const Rect&, std::string_view key);
bool has_effect_here(const Frame&, std::string_view key);  // with the network as it is

void draw_pixel_card(Frame&, ImageView&, const Rect&);
inline constexpr float kPixelCard = 560;  // its height where it is narrow

void draw_results_card(Frame&, ImageView&, const Rect&);
inline constexpr float kResultsCard = 400;  // its height where it is narrow

}  // namespace lab::ui
