// From the picture to the classes: kernel, map before f, f with the histogram of what it is given, map after f, pooling, and what
// comes of it. One value drives everything: its window, its way through f, where it is pooled.
#include <algorithm>
#include <cmath>

#include "app/activations.h"
#include "app/offered.h"
#include "ui/control/activation_chips.h"
#include "ui/control/gesture.h"
#include "ui/control/keyboard.h"
#include "ui/room/image/room.h"

namespace lab::ui {

namespace {

constexpr float kHead = 40;
constexpr float kFoot = 26;
constexpr float kArrow = 22;
constexpr float kChannels = 76;
constexpr float kHistogram = 0.34F;  // of the curve's height
constexpr double kMostBins = 40;

enum class Part { picture, kernel, before, curve, after, pool, other_order, last, classes };

struct Column {
  Part part;
  float width;  // of a scale that is the same for all
};

// In the order of the layers.
std::vector<Column> columns_of(const app::ImageReading& reading) {
  const app::BlockLayers& block = app::shown_block(reading);
  const bool pools = block.pooling.has_value(), is_pooled_first = pools && block.activation == *block.pooling;
  std::vector<Column> columns = {{Part::picture, 168}, {Part::kernel, 60}, {Part::before, 168}};
  if (is_pooled_first) columns.push_back({Part::pool, 104});
  columns.push_back({Part::curve, 152});
  columns.push_back({Part::after, is_pooled_first ? 104.0F : 168.0F});
  if (pools && !is_pooled_first) columns.push_back({Part::pool, 104});
  if (pools) columns.push_back({Part::other_order, 76});
  const bool is_last = reading.block + 1 == reading.blocks.size();
  if (!is_last) columns.push_back({Part::last, 104});
  columns.push_back({Part::classes, 146});
  return columns;
}

struct Words {
  std::string title, below, foot;
};

std::string weights_text(const Frame& f, std::size_t count) {
  return i18n::format(f.language, "image.weights", {i18n::grouped(static_cast<long long>(count))});
}

// "below 0 is cut: 68 %": what share of this map f leaves nothing of.
std::string share_text(const Frame& f, const app::ImageReading& reading) {
  const nn::MapTrace& layer = reading.trace.layers[app::shown_block(reading).activation];
  const nn::ImageSize size = app::size_before(reading);
  const std::vector<double> slopes = app::one_channel(layer.slope, size, reading.channel);
  const auto shut = std::count_if(slopes.begin(), slopes.end(), [](double s) { return std::abs(s) < 0.01; });
  const double share = static_cast<double>(shut) / static_cast<double>(slopes.size());
  return i18n::format(f.language, "image.flat", {i18n::percent(share, 0)});
}

Words words_of(const Frame& f, const ImageView& view, Part part) {
  const app::ImageReading& reading = *view.reading;
  const app::BlockLayers& block = app::shown_block(reading);
  const nn::PlannedLayer& conv = app::convolution_of(reading);
  const auto size_of = [&](std::size_t layer) { return sized(reading.plan.layers[layer].out); };
  const std::string channel = std::to_string(reading.channel + 1);
  switch (part) {
    case Part::picture:
      if (reading.block > 0)
        return {i18n::format(f.language, "image.block", {std::to_string(reading.block)}), sized(conv.in), ""};
      return {tr(f, "image.picture"), sized(reading.plan.input), ""};
    case Part::kernel:
      return {tr(f, "field.kernel"),
              i18n::format(f.language, "image.of", {channel, std::to_string(conv.out.channels)}),
              weights_text(f, app::params_of(conv))};
    case Part::before:
      return {tr(f, "image.before_f"), "z, " + size_of(block.convolution), ""};
    case Part::curve:
      return {"f = " + activation_of_block(f, view), tr(f, "image.curve"), share_text(f, reading)};
    case Part::after:
      return {tr(f, "image.after_f"), "a = f(z), " + size_of(block.activation), ""};
    case Part::pool:
      return {app::reading(f.app.shown, f.language, *app::find_field("pool")), size_of(*block.pooling),
              tr(f, "image.pool." + f.app.shown.pool)};
    case Part::other_order:
      return {tr(f, "image.other_order"),
              tr(f, f.app.shown.order == "act_pool" ? "order.pool_act" : "order.act_pool"),
              other_order_text(f, view)};
    case Part::last: {
      const std::size_t last = reading.plan.layers.size() - 2;
      std::size_t count = 0;
      for (std::size_t l = block.convolution + 1; l <= last; ++l)
        count += app::params_of(reading.plan.layers[l]);
      return {tr(f, reading.blocks.size() - reading.block == 2 ? "image.once_more" : "image.twice_more"),
              size_of(last), weights_text(f, count)};
    }
    case Part::classes: {
      const nn::PlannedLayer& dense = reading.plan.layers.back();
      return {tr(f, "image.classes"),
              i18n::format(f.language, "image.dense",
                           {i18n::grouped(static_cast<long long>(nn::units_of(dense.in))),
                            std::to_string(dense.out.channels)}),
              weights_text(f, app::params_of(dense))};
    }
  }
  return {};
}

// Of so many maps in a square.
Rect place_in_grid(const Rect& square, std::size_t count, std::size_t at) {
  const auto columns = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(count))));
  const float step = square.w / static_cast<float>(std::max<std::size_t>(columns, 1));
  const float gap = columns > 1 ? 3 : 0;
  return {square.x + step * static_cast<float>(at % columns),
          square.y + step * static_cast<float>(at / columns), step - gap, step - gap};
}

void draw_grid_of_maps(Frame& f, const Rect& square, const std::vector<gpu::SheetPlace>& maps,
                       std::size_t chosen) {
  for (std::size_t i = 0; i < maps.size(); ++i)
    draw_map(f, place_in_grid(square, maps.size(), i), maps[i], maps.size() > 1 && i == chosen);
}

void draw_arrow(const Frame& f, ImVec2 from, float length) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 to{from.x + length, from.y};
  draw->AddLine(from, {to.x - 4, to.y}, f.theme.muted, 1.5F);
  draw->AddTriangleFilled(to, {to.x - 6, to.y - 3.5F}, {to.x - 6, to.y + 3.5F}, f.theme.muted);
}

void outline(const Frame& f, const Rect& rect, float width = 2) {
  const Rect r = rect.w < 5 ? inset(rect, -2, -2) : rect;
  ImGui::GetWindowDrawList()->AddRect(top_left(r), bottom_right(r), f.theme.accent, 1, 0, width);
}

void guide(const Frame& f, ImVec2 from, ImVec2 to) {
  ImGui::GetWindowDrawList()->AddLine(from, to, with_alpha(f.theme.accent, 0.6F), 1);
}

// Where each part was drawn; empty: it is not there.
struct Places {
  Rect picture, kernel, before, curve, after, pool;
};

// The window, the kernel's corners, the value, its pooled one.
void draw_guides(const Frame& f, const ImageView& view, const Places& at) {
  const app::ImageReading& reading = *view.reading;
  const app::PixelReading& pixel = *view.pixel;
  const nn::PlannedLayer& conv = app::convolution_of(reading);
  const nn::Window& window = conv.spec.window;
  const Rect in = place_in_grid(at.picture, view.maps.inputs.size(), view.from);
  const Rect seen = intersection(
      in, pixel_rect(in, conv.in, pixel.at.row * window.stride - window.padding,
                     pixel.at.column * window.stride - window.padding, window.height, window.width));
  const Rect value = pixel_rect(at.before, conv.out, pixel.at.row, pixel.at.column);
  outline(f, seen);
  outline(f, at.kernel);
  outline(f, value);
  guide(f, {right(seen), seen.y}, top_left(at.kernel));
  guide(f, {right(seen), bottom(seen)}, {at.kernel.x, bottom(at.kernel)});
  guide(f, {right(at.kernel), at.kernel.y}, top_left(value));
  guide(f, {right(at.kernel), bottom(at.kernel)}, {value.x, bottom(value)});
  const bool is_pooled_first = app::shown_block(reading).activation != app::shown_block(reading).convolution;
  const nn::ImageSize out = app::size_before(reading);
  if (!is_pooled_first) {
    const Rect result = pixel_rect(at.after, out, pixel.at.row, pixel.at.column);
    outline(f, result);
    if (at.pool.w > 0 && pixel.pooled) {
      const nn::ImageSize& pooled = reading.plan.layers[*app::shown_block(reading).pooling].out;
      const Rect square = pixel_rect(at.after, out, 2 * pixel.pooled->row, 2 * pixel.pooled->column, 2, 2);
      const Rect to = pixel_rect(at.pool, pooled, pixel.pooled->row, pixel.pooled->column);
      outline(f, square, 1);
      outline(f, to);
      guide(f, {right(square), square.y}, top_left(to));
      guide(f, {right(square), bottom(square)}, {to.x, bottom(to)});
    }
  } else if (pixel.pooled) {
    const Rect square =
        pixel_rect(at.before, conv.out, 2 * pixel.pooled->row, 2 * pixel.pooled->column, 2, 2);
    const Rect to = pixel_rect(at.pool, out, pixel.pooled->row, pixel.pooled->column);
    outline(f, square, 1);
    outline(f, to);
    outline(f, pixel_rect(at.after, out, pixel.pooled->row, pixel.pooled->column));
    guide(f, {right(square), square.y}, top_left(to));
    guide(f, {right(square), bottom(square)}, {to.x, bottom(to)});
  }
}

std::string map_text(const Frame& f, const ImageView& view, bool is_after) {
  const app::ImageReading& reading = *view.reading;
  const std::vector<double> values =
      is_after ? app::one_channel(app::map_after(reading), app::size_before(reading), reading.channel)
               : app::one_channel(reading.trace.layers[app::shown_block(reading).convolution].sum,
                                  app::convolution_of(reading).out, reading.channel);
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return i18n::format(f.language, "image.map_text",
                      {std::to_string(reading.channel + 1), i18n::fixed(*low, 2), i18n::fixed(*high, 2)});
}

void draw_part(Frame& f, ImageView& view, Part part, const Rect& rect, Places& at) {
  const app::ImageReading& reading = *view.reading;
  const Maps& maps = view.maps;
  switch (part) {
    case Part::picture:
      at.picture = rect;
      if (reading.block == 0) return draw_picture_pad(f, view, rect);
      return draw_grid_of_maps(f, rect, maps.inputs, view.from);
    case Part::kernel:
      at.kernel = rect;
      return draw_map(f, rect, maps.kernels[reading.channel]);
    case Part::before:
      at.before = rect;
      return draw_map_before(f, view, rect);
    case Part::curve:
      at.curve = rect;
      return draw_curve(f, view, rect);
    case Part::after:
      at.after = rect;
      return draw_map_after(f, view, rect);
    case Part::pool:
      at.pool = rect;
      return draw_map(f, rect, maps.pooled[reading.channel]);
    case Part::other_order: {
      base::Element picture{"map.other_order", base::Role::picture, tr(f, "image.other_order"), rect};
      picture.value_text = other_order_text(f, view);
      add_picture(f, std::move(picture), {});
      return draw_map(f, rect, maps.difference);
    }
    case Part::last:
      return draw_grid_of_maps(f, rect, maps.last, maps.last.size());
    case Part::classes:
      return draw_classes(f, view, rect);
  }
}

void draw_head(const Frame& f, Rect rect, const Words& words) {
  const Rect wide = inset(rect, -kArrow / 2, 0);
  draw_text(f, {wide.x, wide.y, wide.w, 18}, value_text(f), words.title, Align::middle);
  draw_text(f, {wide.x, wide.y + 19, wide.w, 15}, label_text(f), words.below, Align::middle);
}

void draw_columns(Frame& f, ImageView& view, Rect rest) {
  const std::vector<Column> columns = columns_of(*view.reading);
  float sum = 0;
  for (const Column& column : columns) sum += column.width;
  const float arrows = kArrow * static_cast<float>(columns.size() - 1);
  const float high = rest.h - kHead - kFoot;
  const float scale = std::min((rest.w - arrows) / sum, high / 168);
  const float left = rest.w - arrows - scale * sum;  // shared out between the columns
  const float arrow = kArrow + std::min(left / static_cast<float>(columns.size() - 1), 40.0F);
  const float middle = rest.y + kHead + high / 2;
  Places at;
  Rect row = rest;
  std::string told;
  for (const Column& column : columns) {
    const float width = scale * column.width;
    const Rect strip = cut_left(row, width, arrow);
    const Words words = words_of(f, view, column.part);
    draw_head(f, strip, words);
    told += (told.empty() ? "" : " → ") + words.title + " " + words.below;
    const bool is_high = column.part == Part::classes || column.part == Part::curve;
    const float height = is_high ? std::min(high, 168 * scale) : width;
    const Rect place{strip.x, middle - height / 2, width, height};
    draw_part(f, view, column.part, place, at);
    if (column.part == Part::picture && view.reading->block == 0)
      draw_picture_buttons(f, view, {strip.x, bottom(rest) - kFoot, strip.w, kFoot});
    draw_text(f, inset({strip.x, bottom(rest) - kFoot, strip.w, kFoot}, -kArrow / 2, 0), label_text(f),
              words.foot, Align::middle);
    const bool is_last = &column == &columns.back();
    const bool is_aside =
        column.part == Part::other_order || (!is_last && (&column + 1)->part == Part::other_order);
    if (!is_last && !is_aside) draw_arrow(f, {right(place) + 4, middle}, arrow - 8);
  }
  add_text(f, "text.pipeline", {rest.x, rest.y, rest.w, kHead}, told);
  draw_guides(f, view, at);
}

// Tabs of the blocks one below the other, where there are several.
void draw_blocks(Frame& f, const ImageView& view, Rect row) {
  const std::size_t count = view.reading->blocks.size();
  if (count < 2 || !is_shown(f, "block")) return;
  const Group tabs(f, {"blocks", base::Role::toolbar, tr(f, "field.block"), row});
  const float height = (row.h - 2 * static_cast<float>(count - 1)) / static_cast<float>(count);
  for (std::size_t b = 0; b < count; ++b) {
    const std::string label = i18n::format(f.language, "image.block", {std::to_string(b + 1)});
    const Rect place = cut_top(row, height, 2);
    const bool is_here = b == view.reading->block;
    if (button(f, place, "block." + std::to_string(b + 1), label, is_here ? Look::chosen : Look::plain, true,
               base::Role::choice) &&
        !is_here) {
      app::Scenario next = f.app.shown;
      next.block = static_cast<int>(b) + 1;
      next.channel = 1;
      next.row = next.column = 0;
      change(f, next);
    }
  }
}

}  // namespace

std::string other_order_text(const Frame& f, const ImageView& view) {
  if (!view.other_order) return {};
  return app::is_none(*view.other_order)
             ? tr(f, "image.order_same")
             : i18n::format(f.language, "image.order_off", {i18n::fixed(view.other_order->largest, 3)});
}

void draw_channels(Frame& f, ImageView& view, const Rect& rect) {
  const app::ImageReading& reading = *view.reading;
  const auto count = static_cast<std::size_t>(app::convolution_of(reading).out.channels);
  const Group channels(f, {"channels", base::Role::toolbar, tr(f, "field.channel"), rect});
  const float step = std::min(rect.w / static_cast<float>(count), 106.0F);
  const float beside = std::min({rect.h - 8, 48.0F, (step - 28) / 1.68F});  // a kernel
  const bool has_kernel = beside >= 30;
  const float side = has_kernel ? beside : std::min({rect.h - 8, 48.0F, step - 10});
  const float kernel = side * 0.68F;
  for (std::size_t c = 0; c < count; ++c) {
    const Rect place{rect.x + step * static_cast<float>(c), rect.y, step - 4, rect.h};
    const std::string id = "channel." + std::to_string(c + 1);
    const std::string label = i18n::format(f.language, "image.channel", {std::to_string(c + 1)});
    const bool is_here = c == reading.channel;
    Press press;
    if (is_shown(f, "channel")) {
      base::Element element{id, base::Role::choice, label, place};
      element.is_pressed = is_here;
      press = pressable(f, std::move(element));
    }
    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (is_here || press.is_hovered)
      draw->AddRectFilled(top_left(place), bottom_right(place),
                          is_here ? f.theme.active_fill : f.theme.hover_fill, kControlRadius);
    if (is_here) draw->AddRect(top_left(place), bottom_right(place), f.theme.accent, kControlRadius, 0, 2);
    const float used = has_kernel ? kernel + 18 + side : side;
    float x = place.x + (place.w - used) / 2;
    const float middle = centre(place).y;
    if (has_kernel) {
      draw_map(f, {x, middle - kernel / 2, kernel, kernel}, view.maps.kernels[c]);
      draw_arrow(f, {x + kernel + 3, middle}, 12);
      x += kernel + 18;
    }
    draw_map(f, {x, middle - side / 2, side, side}, view.maps.after[c]);
    if (!press.is_pressed || is_here) continue;
    app::Scenario next = f.app.shown;
    next.channel = static_cast<int>(c) + 1;
    change(f, next);
  }
}

void use_map(Frame& f, ImageView& view, const Rect& map) {
  const nn::ImageSize& size = app::convolution_of(*view.reading).out;
  base::Element picture{"map.before", base::Role::picture, tr(f, "image.before_f"), map};
  picture.value_text = map_text(f, view, false);
  const Press press = pressable(f, std::move(picture));
  const ImVec2 at = pointer().at;
  const auto along = [](float share, int count) {
    return std::clamp(static_cast<int>(share * static_cast<float>(count)), 0, count - 1);
  };
  const nn::Pixel here{static_cast<int>(view.reading->channel), along((at.y - map.y) / map.h, size.height),
                       along((at.x - map.x) / map.w, size.width)};
  if (press.is_hovered) view.hovered_now = here;
  const bool may_choose = is_shown(f, "row") && !is_locked(f, "row") && !is_locked(f, "column");
  const Drag drag = may_choose ? drag_item(f, press, pointer().has_moved) : Drag::none;
  app::Scenario next = f.app.shown;
  const nn::Pixel& chosen = view.pixel->at;
  if (drag != Drag::none) {
    next.row = here.row + 1;
    next.column = here.column + 1;
    change(f, next, drag == Drag::goes_on);
  }
  const auto by_key = [&](const char* key, const Rect& edge, int present, int count,
                          int app::Scenario::*member) {
    if (!is_shown(f, key)) return;
    base::Element slider = field_element(f, base::Role::slider, key, edge);
    slider.range = base::Range{1, static_cast<double>(count), 1};
    slider.value = std::to_string(present);
    slider.value_text = std::to_string(present) + ": z = " + i18n::fixed(view.pixel->sum.sum, 3);
    slider.is_disabled = is_locked(f, key);
    const bool is_open = !slider.is_disabled;
    const double moved = value_by_key(f, std::move(slider), present, 1);
    if (!is_open || moved == present) return;
    next.row = chosen.row + 1;
    next.column = chosen.column + 1;
    next.*member = static_cast<int>(moved);
    change(f, next, goes_on_changing(f, key));
  };
  Rect sides = map;
  const Rect foot = cut_bottom(sides, kMinTarget);
  by_key("row", cut_left(sides, kMinTarget), chosen.row + 1, size.height, &app::Scenario::row);
  by_key("column", foot, chosen.column + 1, size.width, &app::Scenario::column);
}

void draw_map_before(Frame& f, ImageView& view, const Rect& rect) {
  use_map(f, view, rect);
  draw_map(f, rect, view.maps.before[view.reading->channel]);
}

void draw_map_after(Frame& f, ImageView& view, const Rect& rect) {
  base::Element picture{"map.after", base::Role::picture, tr(f, "image.after_f"), rect};
  picture.value_text = map_text(f, view, true);
  add_picture(f, std::move(picture), {});
  draw_map(f, rect, view.maps.after[view.reading->channel]);
}

void draw_curve(Frame& f, ImageView& view, const Rect& rect) {
  const app::ImageReading& reading = *view.reading;
  const FunctionCurve& curve = function_curve(reading.functions[reading.block], view.curve);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(top_left(rect), bottom_right(rect), f.theme.card);
  draw->AddRect(top_left(rect), bottom_right(rect), f.theme.line, 4);
  Rect area = inset(rect, 1, 1);
  const Rect bars = cut_bottom(area, std::round(rect.h * kHistogram));
  const Plot plot = function_plot(area, curve);
  const std::vector<double> sums =
      app::one_channel(app::map_before(reading), app::size_before(reading), reading.channel);
  const int bins = static_cast<int>(std::min(static_cast<double>(area.w) / 4, kMostBins));
  std::vector<int> count(static_cast<std::size_t>(bins));
  for (const double z : sums) {
    const double share = (z - plot.x.min) / (plot.x.max - plot.x.min);
    if (!std::isfinite(share)) continue;
    ++count[static_cast<std::size_t>(std::clamp(static_cast<int>(share * bins), 0, bins - 1))];
  }
  // Of many zeros the others would not be seen: heights go by the root.
  const double most = std::sqrt(std::max(*std::max_element(count.begin(), count.end()), 1));
  const float width = area.w / static_cast<float>(bins);
  for (int i = 0; i < bins; ++i) {
    const int n = count[static_cast<std::size_t>(i)];
    if (n == 0) continue;
    const float height = std::max((bars.h - 4) * static_cast<float>(std::sqrt(n) / most), 1.0F);
    const float x = bars.x + width * static_cast<float>(i);
    draw->AddRectFilled({x + 0.5F, bars.y}, {x + width - 0.5F, bars.y + height},
                        with_alpha(2 * i + 1 < bins ? f.theme.negative : f.theme.positive, 0.7F));
  }
  draw->PushClipRect(top_left(rect), bottom_right(rect), true);
  draw_function_curves(f, plot, curve);
  draw->AddLine({area.x, bars.y}, {right(area), bars.y}, f.theme.line);
  const double z = view.pixel->function_in;
  if (std::isfinite(z)) {
    const float x = std::clamp(px_from_x(plot, z), area.x + 1, right(area) - 1);
    draw->AddLine({x, rect.y}, {x, bottom(rect)}, with_alpha(f.theme.accent, 0.8F), 1);
    const double out = view.pixel->function_out;
    if (std::isfinite(out)) draw->AddCircleFilled({x, px_from_y(plot, out)}, 4.5F, f.theme.accent);
  }
  draw->PopClipRect();
  base::Element picture{"image.curve", base::Role::picture,
                        i18n::format(f.language, "hero.picture", {activation_of_block(f, view)}), rect};
  picture.value_text = share_text(f, reading);
  add_picture(f, std::move(picture), {});
}

void draw_pipeline(Frame& f, ImageView& view, const Rect& rect) {
  card(f, rect);
  Rect rest = inset(rect, kCardPadding, 10);
  const bool has_channels = rest.h >= 260;
  if (has_channels) {
    Rect strip = cut_bottom(rest, kChannels - 8, 8);
    ImGui::GetWindowDrawList()->AddLine({strip.x, strip.y - 4}, {right(strip), strip.y - 4}, f.theme.line);
    const nn::ConvPlan& plan = view.reading->plan;
    const std::string all = i18n::format(f.language, "image.weights_in_all",
                                         {i18n::grouped(static_cast<long long>(plan.params))});
    const std::string dense =
        i18n::format(f.language, "image.dense_instead",
                     {i18n::grouped(static_cast<long long>(nn::units_of(plan.input))),
                      i18n::grouped(static_cast<long long>(nn::units_of(plan.layers.front().out))),
                      i18n::grouped(static_cast<long long>(app::dense_params(plan)))});
    const Rect words = cut_right(strip, 210, kGap);
    add_text(f, "text.weights", words, all + "; " + dense);
    draw_text(f, {words.x, words.y + 8, words.w, 18}, value_text(f), all, Align::right);
    draw_paragraph(f, {words.x, words.y + 28, words.w, 40}, label_text(f), dense);
    Rect blocks = cut_left(strip, view.reading->blocks.size() > 1 ? 84 : 0, 8);
    draw_blocks(f, view, inset(blocks, 0, 4));
    draw_channels(f, view, inset(strip, 0, 4));
  }
  draw_columns(f, view, rest);
}

}  // namespace lab::ui
