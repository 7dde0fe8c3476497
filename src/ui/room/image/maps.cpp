// Pictures, feature maps and kernels as squares of colour: grey is picture, orange and blue are sign.
#include <algorithm>
#include <cmath>

#include "app/ladder.h"
#include "ui/room/image/room.h"

namespace lab::ui {

namespace {

using Numbers = std::vector<double>;

}  // namespace

double largest_of(const Numbers& values) {
  double largest = 0;
  for (const double value : values)
    if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  return largest > 0 ? largest : 1;
}

namespace {

ImU32 signed_colour(const Frame& f, double share) {
  const float strength = static_cast<float>(std::min(std::abs(share), 1.0));
  return mix(f.theme.card, share < 0 ? f.theme.negative : f.theme.positive, strength);
}

gpu::SheetPlace add(Frame& f, const nn::ImageSize& size, const std::vector<ImU32>& colours) {
  return f.pixels.add(size.width, size.height, colours);
}

}  // namespace

gpu::SheetPlace add_picture_map(Frame& f, const nn::ImageSize& size, const Numbers& pixels) {
  std::vector<ImU32> colours;
  for (const double pixel : pixels)
    colours.push_back(mix(f.theme.card, f.theme.ink, static_cast<float>(std::clamp(pixel, 0.0, 1.0))));
  return add(f, size, colours);
}

gpu::SheetPlace add_signed_map(Frame& f, const nn::ImageSize& size, const Numbers& values, double most) {
  std::vector<ImU32> colours;
  for (const double value : values)
    colours.push_back(std::isfinite(value) ? signed_colour(f, value / most) : f.theme.warning);
  return add(f, size, colours);
}

namespace {

std::vector<gpu::SheetPlace> add_channels(Frame& f, const nn::ImageSize& size, const Numbers& map) {
  std::vector<gpu::SheetPlace> places;
  const double most = largest_of(map);
  for (int channel = 0; channel < size.channels; ++channel)
    places.push_back(
        add_signed_map(f, size, app::one_channel(map, size, static_cast<std::size_t>(channel)), most));
  return places;
}

// Of each kernel the slice for one map below.
std::vector<gpu::SheetPlace> add_kernels(Frame& f, const nn::PlannedLayer& layer,
                                         const std::vector<float>& params, std::size_t from) {
  const nn::ImageSize size{1, layer.spec.window.height, layer.spec.window.width};
  const std::size_t slice = nn::pixels_of(size);
  const std::size_t kernel = slice * static_cast<std::size_t>(layer.in.channels);
  std::vector<gpu::SheetPlace> places;
  for (int channel = 0; channel < layer.out.channels; ++channel) {
    const auto first =
        params.begin() +
        static_cast<std::ptrdiff_t>(layer.params + static_cast<std::size_t>(channel) * kernel + from * slice);
    const Numbers weights(first, first + static_cast<std::ptrdiff_t>(slice));
    places.push_back(add_signed_map(f, size, weights, largest_of(weights)));
  }
  return places;
}

}  // namespace

void fill_sheet(Frame& f, ImageView& view) {
  const app::ImageReading& reading = *view.reading;
  const app::BlockLayers& block = app::shown_block(reading);
  const auto& layers = reading.trace.layers;
  Maps& maps = view.maps;
  f.pixels.clear();
  maps = {};
  maps.picture = add_picture_map(f, reading.plan.input, reading.picture.pixels);
  if (reading.block == 0)
    maps.inputs = {maps.picture};
  else
    maps.inputs = add_channels(f, app::convolution_of(reading).in, layers[block.convolution - 1].output);
  maps.kernels = add_kernels(f, app::convolution_of(reading), params_of(f), view.from);
  maps.before = add_channels(f, app::convolution_of(reading).out, layers[block.convolution].sum);
  const nn::ImageSize size = app::size_before(reading);
  maps.after = add_channels(f, size, app::map_after(reading));
  if (block.pooling)
    maps.pooled = add_channels(
        f, reading.plan.layers[*block.pooling].out,
        block.activation == *block.pooling ? layers[*block.pooling].sum : layers[*block.pooling].output);
  const std::size_t last = reading.plan.layers.size() - 2;
  maps.last = add_channels(f, reading.plan.layers[last].out, layers[last].output);
  if (view.other_order)
    maps.difference = add_signed_map(f, view.other_order->size, view.other_order->map,
                                     app::is_none(*view.other_order) ? 1 : view.other_order->of);
  const data::ImageSet& set = f.image_run->plan.pictures;
  for (const std::size_t k : view.confusion.worst)
    maps.worst.push_back(add_picture_map(f, reading.plan.input, app::held_out_picture(set, k)));
}

void draw_map(Frame& f, const Rect& rect, const gpu::SheetPlace& place, bool is_chosen) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::uint32_t texture = f.pixels.texture();
  draw->AddRectFilled(top_left(rect), bottom_right(rect), f.theme.card);
  if (place.w > 0 && texture != 0) {
    constexpr auto kSide = static_cast<float>(gpu::kSheetSide);
    const auto x = static_cast<float>(place.x) / kSide, y = static_cast<float>(place.y) / kSide;
    draw->AddImage(static_cast<ImTextureID>(texture), top_left(rect), bottom_right(rect), {x, y},
                   {x + static_cast<float>(place.w) / kSide, y + static_cast<float>(place.h) / kSide});
  }
  draw->AddRect(top_left(rect), bottom_right(rect), is_chosen ? f.theme.accent : f.theme.line, 2, 0,
                is_chosen ? 2.0F : 1.0F);
}

Rect pixel_rect(const Rect& map, const nn::ImageSize& size, int row, int column, int rows, int columns) {
  const float w = map.w / static_cast<float>(size.width), h = map.h / static_cast<float>(size.height);
  return {map.x + w * static_cast<float>(column), map.y + h * static_cast<float>(row),
          w * static_cast<float>(columns), h * static_cast<float>(rows)};
}

}  // namespace lab::ui
