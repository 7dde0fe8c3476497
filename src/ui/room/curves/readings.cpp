// The numbers at the cursor: x and what every function, its slope and its curvature are there. Press one to
// copy it with all the digits it has.
#include <algorithm>
#include <cmath>

#include "act/study/float32.h"
#include "app/reading_text.h"
#include "base/text.h"
#include "ui/control/widgets.h"
#include "ui/look/text.h"
#include "ui/room/curves/room.h"

namespace lab::ui {

namespace {

constexpr float kLine = 26;
constexpr float kSwatch = 12;
constexpr float kLeastName = 44;
constexpr float kShortName = 80;  // where one more column is worth it
constexpr float kMostName = 140;
constexpr float kBetween = 8;  // numbers of one function

// One "name = value", or "name" and that there is none; the name muted, the value strong.
struct Number {
  std::string control;  // its id
  std::string name;
  std::string shown;
  std::string exact;  // for the clipboard
  bool is_defined = true;
  std::string spoken{};  // its name out of context, where that is another
};

TextStyle name_style(const Frame& f) { return with_colour(body(f), f.theme.muted); }

std::string lead_of(const Number& number) { return number.name + (number.is_defined ? " = " : " "); }

float width_of(const Frame& f, const Number& number) {
  return text_size(f, name_style(f), lead_of(number)).x + text_size(f, value_text(f), number.shown).x;
}

// Wide enough for any ordinary number, so that columns stay where they are while the cursor moves.
float usual_width(const Frame& f, const std::string& name) {
  const float ordinary = width_of(f, {{}, name, i18n::fixed(-8.8888, 4), {}});
  return std::max(ordinary, width_of(f, {{}, name, i18n::power_of_ten(-8.88e-8, 3), {}}));
}

void draw_number(Frame& f, const Rect& rect, const Number& number) {
  const float width = std::min(width_of(f, number) + 2, rect.w);
  const Rect place{rect.x, rect.y, width, rect.h};
  const std::string& spoken = number.spoken.empty() ? number.name : number.spoken;
  const std::string label = number.is_defined
                                ? i18n::format(f.language, "curves.copy_value", {spoken, number.exact})
                                : spoken + " " + tr(f, "curves.undefined_here");
  const bool can_copy = is_shown(f, "copy");
  const Press press = can_copy ? pressable(f, number.control, label, place) : Press{};
  if (!can_copy) add_text(f, "text." + number.control, place, lead_of(number) + number.shown);
  if (can_copy && ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) tooltip(f, label);
  if (press.is_hovered || press.is_focused) {
    const Rect fill = inset(place, -4, 1);
    ImGui::GetWindowDrawList()->AddRectFilled(top_left(fill), bottom_right(fill),
                                              press.is_focused ? f.theme.active_fill : f.theme.hover_fill, 6);
  }
  Rect rest = place;
  const std::string lead = lead_of(number);
  draw_text(f, cut_left(rest, text_size(f, name_style(f), lead).x + 1), name_style(f), lead);
  draw_text(f, rest, value_text(f), number.shown);
  if (press.is_pressed) copy(f, number.exact, "notice.copied_value");
}

Number number_of_x(const Frame& f, double x) {
  const double x_per_point = span_of(f.app.shown.x) / 700;
  const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(x_per_point))) + 1, 0, 7);
  return {"copy.x", "x", i18n::fixed(x, decimals), base::shortest(static_cast<float>(x))};
}

// "f(x)" where one function is read, "f" in a table of several.
std::string name_of(const CurveReading& reading, bool is_alone) {
  return "f" + std::string(reading.mark) + (is_alone ? "(x)" : "");
}

std::vector<Number> numbers_of(const Frame& f, const ChosenCurve& curve, double x, bool is_alone) {
  std::vector<Number> numbers;
  for (const CurveReading& reading : shown_readings(f)) {
    const double y = act::read(curve.activation, reading.reading, x);
    const bool is_defined = !std::isnan(y);
    const std::string undefined = is_alone ? tr(f, "curves.undefined_here") : "–";  // short, in a table
    numbers.push_back({"copy." + curve.id + "." + std::string(reading.id), name_of(reading, is_alone),
                       is_defined ? app::reading_text(curve.activation, reading.reading, x, y) : undefined,
                       base::shortest(y), is_defined,
                       is_alone ? std::string() : curve.name + std::string(reading.mark) + "(x)"});
    if (!is_alone || reading.reading != act::Reading::value) continue;
    if (const auto trained = act::float32_reading(curve.activation, x)) {
      numbers.push_back({"copy." + curve.id + ".float32", tr(f, "curves.float32"),
                         i18n::power_of_ten(*trained, 4), base::shortest(static_cast<float>(*trained))});
    }
  }
  return numbers;
}

void draw_swatch(Rect& rest, const ChosenCurve& curve) {
  const Rect swatch = cut_left(rest, kSwatch, 6);
  const float y = centre(swatch).y;
  ImGui::GetWindowDrawList()->AddLine({swatch.x, y}, {right(swatch), y}, curve.colour, 3);
}

// Where the functions of a table stand.
struct Table {
  float name = 0;  // widths; 0: there is no room for names, the colour has to do
  float number = 0;
  float cell = 0;
  int columns = 1;
  int lines = 1;
};

// As many columns as there is room for when names are shortened a little.
Table table_for(const Frame& f, const std::vector<ChosenCurve>& curves, float width) {
  Table table;
  table.number = usual_width(f, "f″") + 2 + kBetween;
  float longest = 0;
  for (const ChosenCurve& curve : curves)
    longest = std::max(longest, text_size(f, body(f), curve.name).x + 2);
  const auto numbers = static_cast<float>(shown_readings(f).size()) * table.number + kSwatch + 6 + 8;
  const int count = static_cast<int>(curves.size());
  const float least_cell = numbers + std::min(longest, kShortName);
  table.columns = std::clamp(static_cast<int>((width + kGap) / (least_cell + kGap)), 1, count);
  table.lines = (count + table.columns - 1) / table.columns;
  const float room = (width + kGap) / static_cast<float>(table.columns) - kGap - numbers;
  table.name = room < kLeastName ? 0 : std::min({longest, kMostName, room});
  table.cell = table.name + numbers;
  return table;
}

float x_column_width(const Frame& f) {
  const app::Interval& x = f.app.shown.x;
  return std::max(width_of(f, number_of_x(f, x.min)), width_of(f, number_of_x(f, x.max))) + 2 * kGap;
}

void draw_table(Frame& f, const CurvesView& view, const Rect& space, const std::vector<ChosenCurve>& curves) {
  const Table table = table_for(f, curves, space.w);
  for (int i = 0; i < static_cast<int>(curves.size()); ++i) {
    const ChosenCurve& curve = curves[static_cast<std::size_t>(i)];
    Rect cell{space.x + static_cast<float>(i / table.lines) * (table.cell + kGap),
              space.y + static_cast<float>(i % table.lines) * kLine, table.cell, kLine};
    draw_swatch(cell, curve);
    if (table.name > 0) draw_text(f, cut_left(cell, table.name, 8), body(f), curve.name);
    for (const Number& number : numbers_of(f, curve, view.cursor_x, false)) {
      draw_number(f, cut_left(cell, table.number - kBetween, kBetween), number);
    }
  }
}

float table_height(const Frame& f, const std::vector<ChosenCurve>& curves, float width) {
  return kLine * static_cast<float>(table_for(f, curves, width).lines);
}

// Whether x stands left of the table instead of above it: where that makes it no higher.
bool has_x_beside(const Frame& f, const std::vector<ChosenCurve>& curves, float width) {
  return table_height(f, curves, width - x_column_width(f)) <= kLine + table_height(f, curves, width);
}

float draw_alone(Frame& f, const CurvesView& view, const Rect& space, const ChosenCurve& curve) {
  std::vector<Number> numbers = numbers_of(f, curve, view.cursor_x, true);
  numbers.insert(numbers.begin(), number_of_x(f, view.cursor_x));
  Rect line{space.x, space.y, space.w, kLine};
  float height = kLine;
  for (const Number& number : numbers) {
    const float width = std::max(width_of(f, number), &number == &numbers[0] ? 0 : usual_width(f, "f″(x)"));
    if (line.w < width && line.x > space.x) {
      line = {space.x, line.y + kLine, space.w, kLine};
      height += kLine;
    }
    draw_number(f, cut_left(line, width + 2, kGap), number);
  }
  return height;
}

}  // namespace

float readings_height(const Frame& f, float width) {
  const std::vector<ChosenCurve> curves = chosen_curves(f);
  if (curves.size() == 1) return kLine;
  const bool is_beside = has_x_beside(f, curves, width);
  return is_beside ? table_height(f, curves, width - x_column_width(f))
                   : kLine + table_height(f, curves, width);
}

float draw_curves_readings(Frame& f, const CurvesView& view, const Rect& space) {
  const std::vector<ChosenCurve> curves = chosen_curves(f);
  if (curves.size() == 1) return draw_alone(f, view, space, curves[0]);
  Rect rest = space;
  if (has_x_beside(f, curves, space.w)) {
    const Rect column = cut_left(rest, x_column_width(f));
    draw_number(f, {column.x, column.y, column.w, kLine}, number_of_x(f, view.cursor_x));
  } else {
    draw_number(f, cut_top(rest, kLine), number_of_x(f, view.cursor_x));
  }
  draw_table(f, view, rest, curves);
  return readings_height(f, space.w);
}

void draw_short_readings(Frame& f, const CurvesView& view, const Rect& rect) {
  Rect rest = rect;
  const Number x = number_of_x(f, view.cursor_x);
  draw_number(f, cut_left(rest, width_of(f, x) + 2, kBetween), x);
  const std::vector<ChosenCurve> curves = chosen_curves(f);
  const bool is_alone = curves.size() == 1;
  for (const ChosenCurve& curve : curves) {
    const std::vector<Number> numbers = numbers_of(f, curve, view.cursor_x, is_alone);
    float wanted = is_alone ? 0 : kSwatch + 6;
    for (const Number& number : numbers) wanted += width_of(f, number) + 2 + kBetween;
    const bool is_first = &curve == &curves.front();
    if (wanted - kBetween > rest.w && !is_first) return;
    if (!is_alone) draw_swatch(rest, curve);
    for (const Number& number : numbers) {
      const float width = width_of(f, number) + 2;
      if (width <= rest.w) draw_number(f, cut_left(rest, width, kBetween), number);
    }
  }
}

}  // namespace lab::ui
