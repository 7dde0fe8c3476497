// One value of the map before f in all its parts: what the window sees, the kernel, their products, the sum, f of it, where it is
// pooled; and what came back to it.
#include <algorithm>
#include <cmath>

#include "app/figures.h"
#include "ui/room/image/room.h"

namespace lab::ui {

namespace {

constexpr float kTitle = 26;
constexpr float kGridHead = 20;
constexpr float kSign = 18;  // between two grids
constexpr float kLine = 27;
constexpr float kWideFrom = 640;

using app::short_text;

// A grid of numbers, as coloured squares.
struct NumberGrid {
  std::string name;
  std::vector<double> values;
  bool is_picture = false;  // grey; else by sign
  int columns = 1, rows = 1;
};

ImU32 colour_of(const Frame& f, const NumberGrid& grid, double value, double most) {
  if (grid.is_picture) return mix(f.theme.card, f.theme.ink, static_cast<float>(std::clamp(value, 0.0, 1.0)));
  const float strength = static_cast<float>(std::min(std::abs(value) / most, 1.0));
  return mix(f.theme.card, value < 0 ? f.theme.negative : f.theme.positive, 0.8F * strength);
}

void draw_numbers(Frame& f, const Rect& rect, const NumberGrid& grid) {
  Rect rest = rect;
  draw_text(f, cut_top(rest, kGridHead), label_text(f), grid.name, Align::middle);
  const Rect square = centred_square({rest.x, rest.y, rest.w, std::min(rest.h, rest.w)});
  double most = 1e-12;
  for (const double value : grid.values) most = std::max(most, std::abs(value));
  const float cell = square.w / static_cast<float>(grid.columns);
  const TextStyle style{std::min(kSmall, cell * 0.36F), Weight::regular, f.theme.ink};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  for (std::size_t i = 0; i < grid.values.size(); ++i) {
    const auto column = static_cast<float>(static_cast<int>(i) % grid.columns);
    const auto row = static_cast<float>(static_cast<int>(i) / grid.columns);
    const Rect at = inset({square.x + cell * column, square.y + cell * row, cell, cell}, 0.75F, 0.75F);
    const double value = grid.values[i];
    draw->AddRectFilled(top_left(at), bottom_right(at), colour_of(f, grid, value, most), 3);
    const bool is_strong = grid.is_picture && value > 0.55;
    if (cell >= 21)
      draw_text(f, at, with_colour(style, is_strong ? f.theme.card : f.theme.ink), i18n::fixed(value, 2),
                Align::middle);
  }
  draw->AddRect(top_left(square), bottom_right(square), f.theme.line, 4);
}

// The window's values in the map below that counts most, what they are weighed with, and the products.
std::vector<NumberGrid> grids_of(const Frame& f, const ImageView& view) {
  const nn::PlannedLayer& conv = app::convolution_of(*view.reading);
  const nn::Window& window = conv.spec.window;
  const bool is_picture = view.reading->block == 0;
  const std::string below =
      is_picture ? tr(f, "image.under_window")
                 : i18n::format(f.language, "image.map_under_window", {std::to_string(view.from + 1)});
  std::vector<NumberGrid> grids = {{below, {}, is_picture, window.width, window.height},
                                   {tr(f, "image.kernel"), {}, false, window.width, window.height},
                                   {tr(f, "image.products"), {}, false, window.width, window.height}};
  for (const nn::WindowTerm& term : view.pixel->sum.window) {
    if (static_cast<std::size_t>(term.from.channel) != view.from) continue;
    grids[0].values.push_back(term.value);
    grids[1].values.push_back(term.weight);
    grids[2].values.push_back(term.product);
  }
  return grids;
}

struct Line {
  std::string name, value;
  bool is_result = false, has_rule = false;
};

std::vector<Line> lines_of(const Frame& f, const ImageView& view) {
  const app::PixelReading& p = *view.pixel;
  const app::ImageReading& reading = *view.reading;
  const auto number = [](double value) { return i18n::fixed(value, 3); };
  std::vector<Line> lines;
  lines.push_back({i18n::format(f.language, "image.sum", {std::to_string(p.sum.window.size())}),
                   number(p.sum.sum - p.sum.bias)});
  lines.push_back({tr(f, "image.bias"), number(p.sum.bias)});
  lines.push_back({"z", number(p.sum.sum), false, true});
  const app::BlockLayers& block = app::shown_block(reading);
  const bool is_pooled_first = block.activation != block.convolution;
  const Line of_function{"f(z) = " + activation_of_block(f, view) + "(" + number(p.function_in) + ")",
                         number(p.function_out), true};
  const Line of_pool{block.pooling ? tr(f, "image.pooled." + f.app.shown.pool) : "",
                     p.pooled ? number(p.pooled_value) : tr(f, "image.not_pooled")};
  if (is_pooled_first) lines.push_back(of_pool);
  lines.push_back(of_function);
  if (block.pooling && !is_pooled_first) lines.push_back(of_pool);
  if (reading.loss) {
    lines.push_back({tr(f, "image.arriving"), short_text(p.arriving), false, true});
    lines.push_back(
        {i18n::format(f.language, "image.times_slope", {short_text(p.slope)}), short_text(p.delta)});
  } else {
    lines.push_back({tr(f, "image.no_way_back"), "", false, true});
  }
  return lines;
}

void draw_lines(Frame& f, const ImageView& view, Rect rest) {
  const std::vector<Line> lines = lines_of(f, view);
  const float height = std::min(kLine, rest.h / static_cast<float>(lines.size()));
  const Rect whole{rest.x, rest.y, rest.w, height * static_cast<float>(lines.size())};
  std::string told;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  for (const Line& line : lines) {
    Rect row = cut_top(rest, height);
    if (line.has_rule) draw->AddLine(top_left(row), {right(row), row.y}, f.theme.line);
    told += (told.empty() ? "" : "; ") +
            (line.value.empty() ? line.name : i18n::format(f.language, "reading", {line.name, line.value}));
    const TextStyle style =
        line.is_result ? TextStyle{kLarge, Weight::semibold, f.theme.accent} : value_text(f);
    const float width = text_size(f, style, line.value).x + 2;
    draw_text(f, cut_right(row, width, kUnit), style, line.value, Align::right);
    draw_text(f, row, with_colour(body(f), f.theme.muted), line.name);
  }
  add_text(f, "text.pixel", whole, told);
}

void draw_sign(const Frame& f, const Rect& rect, std::string_view sign) {
  draw_text(f, rect, {kLarge, Weight::regular, f.theme.muted}, sign, Align::middle);
}

void draw_grids(Frame& f, const ImageView& view, Rect rest) {
  const std::vector<NumberGrid> grids = grids_of(f, view);
  const float side = std::min((rest.w - 2 * kSign) / 3, rest.h - kGridHead);
  for (std::size_t i = 0; i < grids.size(); ++i) {
    if (i > 0) {
      const Rect sign = cut_left(rest, kSign);
      draw_sign(f, {sign.x, sign.y + kGridHead, sign.w, side}, i == 1 ? "×" : "=");
    }
    draw_numbers(f, cut_left(rest, side), grids[i]);
  }
}

void draw_grids_narrow(Frame& f, const ImageView& view, Rect rest) {
  const std::vector<NumberGrid> grids = grids_of(f, view);
  const float side = (rest.w - kSign) / 2;
  Rect top = cut_top(rest, side + kGridHead, 4);
  draw_numbers(f, cut_left(top, side), grids[0]);
  draw_sign(f, {top.x, top.y + kGridHead, kSign, side}, "×");
  cut_left(top, kSign);
  draw_numbers(f, top, grids[1]);
  cut_left(rest, side / 2 + kSign / 2);
  draw_sign(f, {rest.x - kSign, rest.y + kGridHead, kSign, side}, "=");
  draw_numbers(f, {rest.x, rest.y, side, side + kGridHead}, grids[2]);
}

}  // namespace

void draw_pixel_card(Frame& f, ImageView& view, const Rect& rect) {
  card(f, rect);
  Rect rest = inset(rect, kCardPadding, kCardPadding);
  Rect title = cut_top(rest, 18, kTitle - 18);
  const float used = draw_heading(f, title, "pixel", tr(f, "image.pixel"));
  cut_left(title, used, kGap);
  const nn::Pixel& at = view.pixel->at;
  std::string where =
      i18n::format(f.language, "image.pixel_at", {std::to_string(at.row + 1), std::to_string(at.column + 1)});
  if (view.pixel->from_channels.size() > 1) {
    const double rest_of_them =
        view.pixel->sum.sum - view.pixel->sum.bias - view.pixel->from_channels[view.from];
    where +=
        " " + i18n::format(f.language, "image.pixel_maps",
                           {std::to_string(view.from + 1), std::to_string(view.pixel->from_channels.size()),
                            i18n::fixed(rest_of_them, 3)});
  } else {
    where += " " + tr(f, "image.pixel_hint");
  }
  add_text(f, "text.pixel_at", title, where);
  draw_text(f, title, label_text(f), where);
  if (rest.w >= kWideFrom) {
    Rect lines = cut_right(rest, std::min(236.0F, rest.w * 0.3F), kGap);
    draw_grids(f, view, rest);
    return draw_lines(f, view, inset(lines, 0, 4));
  }
  const float grids = 2 * ((rest.w - kSign) / 2 + kGridHead) + 4;
  draw_grids_narrow(f, view, cut_top(rest, std::min(grids, rest.h * 0.66F), kUnit));
  draw_lines(f, view, rest);
}

}  // namespace lab::ui
