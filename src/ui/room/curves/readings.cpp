// The numbers at the cursor: x and what every function, its slope and its curvature are there. Press one to
// copy it with all the digits it has.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

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
constexpr float kBetween = 8;      // numbers of one function
constexpr float kSmallest = 9;     // of the text of a number
constexpr float kApart = 12;       // of one function that is read alone
constexpr float kBoxPadding = 12;  // of the number that is typed, on each side

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
  TextStyle style = value_text(f);  // smaller where the number is long, as 1 − 4.5·10⁻⁵ in a table
  style.size *= std::min(1.0F, rest.w / std::max(text_size(f, style, number.shown).x, 1.0F));
  style.size = std::max(style.size, kSmallest);
  draw_text(f, rest, style, number.shown);
  if (press.is_pressed) copy(f, number.exact, "notice.copied_value");
}

Number number_of_x(const Frame& f, double x) {
  const double x_per_point = span_of(f.app.shown.x) / 700;
  const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(x_per_point))) + 1, 0, 7);
  return {"copy.x", "x", i18n::fixed(x, decimals), base::shortest(static_cast<float>(x))};
}

float x_width(const Frame& f, double x) {
  float width = 0;
  for (const double at : {f.app.shown.x.min, f.app.shown.x.max, x})
    width = std::max(width, width_of(f, number_of_x(f, at)));
  return width + 2 * kBoxPadding;
}

// To be typed, or to be read where there is nothing to operate.
void draw_x(Frame& f, CurvesView& view, const Rect& rect) {
  const Number number = number_of_x(f, view.cursor_x);
  if (!f.app.shown.controls) return draw_number(f, rect, number);
  Rect rest = rect;
  const std::string lead = lead_of(number);
  draw_text(f, cut_left(rest, text_size(f, name_style(f), lead).x + 1), name_style(f), lead);
  const bool is_changed = number_input(f, inset(rest, 0, 1), "cursor.x", tr(f, "curves.cursor"), number.shown,
                                       view.x_draft, view.cursor_x);
  if (!is_changed) return;
  view.is_typed = true;
  bring_into_view(f, view.axes, view.cursor_x);
}

// What is wrong with the number that is typed, or nothing.
std::string x_error(const Frame& f, const CurvesView& view) {
  return view.x_draft.complaint.is_told ? sentence(f, view.x_draft.error) : std::string();
}

float x_error_height(const Frame& f, const CurvesView& view, float width) {
  const std::string error = x_error(f, view);
  return error.empty() ? 0 : paragraph_size(f, body(f), error, width).y + 4;
}

void draw_x_error(Frame& f, const CurvesView& view, const Rect& rect) {
  const std::string error = x_error(f, view);
  if (error.empty()) return;
  add_text(f, "text.x_error", rect, error);
  draw_paragraph(f, rect, with_colour(body(f), f.theme.warning), error);
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
    if (const auto trained = app::trained_reading(curve.activation, x)) {
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

float lines_height(const Frame& f, const std::vector<ChosenCurve>& curves, float width) {
  return kLine * static_cast<float>(table_for(f, curves, width).lines);
}

// Of x left of the table.
float x_column(const Frame& f, const CurvesView& view) { return x_width(f, view.cursor_x) + kGap; }

// Whether x stands left of the table instead of above it: where its numbers have room and that makes it no higher.
bool has_x_beside(const Frame& f, const CurvesView& view, const std::vector<ChosenCurve>& curves,
                  float width) {
  const float room = width - x_column(f, view);
  return table_for(f, curves, room).cell <= room &&
         lines_height(f, curves, room) <= kLine + lines_height(f, curves, width);
}

// Where x and the numbers of one function stand, in as many lines as they need. Where one does not do, a number has its usual
// width: lines do not come and go while the cursor moves.
std::vector<Rect> places_alone(const Frame& f, const CurvesView& view, const Rect& space,
                               std::span<const Number> numbers) {
  const float usual = usual_width(f, "f″(x)");
  std::vector<float> widths = {x_width(f, view.cursor_x) - 2};
  for (const Number& number : numbers) widths.push_back(std::max(width_of(f, number), usual));
  const float all =
      std::accumulate(widths.begin(), widths.end(), static_cast<float>(widths.size()) * (kApart + 2));
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (all - kApart > space.w && numbers[i].is_defined) widths[i + 1] = usual;
  }
  Rect line{space.x, space.y, space.w, kLine};
  std::vector<Rect> places;
  for (const float width : widths) {
    if (line.w < width && line.x > space.x) line = {space.x, line.y + kLine, space.w, kLine};
    places.push_back(cut_left(line, width + 2, kApart));
  }
  return places;
}

void draw_alone(Frame& f, CurvesView& view, const Rect& space, const ChosenCurve& curve) {
  const std::vector<Number> numbers = numbers_of(f, curve, view.cursor_x, true);
  const std::vector<Rect> places = places_alone(f, view, space, numbers);
  draw_x(f, view, places[0]);
  for (std::size_t i = 0; i < numbers.size(); ++i) draw_number(f, places[i + 1], numbers[i]);
}

float table_height(const Frame& f, const CurvesView& view, float width) {
  const std::vector<ChosenCurve> curves = chosen_curves(f);
  if (curves.size() == 1)
    return bottom(
        places_alone(f, view, {0, 0, width, 0}, numbers_of(f, curves[0], view.cursor_x, true)).back());
  return has_x_beside(f, view, curves, width) ? lines_height(f, curves, width - x_column(f, view))
                                              : kLine + lines_height(f, curves, width);
}

}  // namespace

float readings_height(const Frame& f, const CurvesView& view, float width) {
  return table_height(f, view, width) + x_error_height(f, view, width);
}

float draw_curves_readings(Frame& f, CurvesView& view, const Rect& space) {
  const std::vector<ChosenCurve> curves = chosen_curves(f);
  Rect rest{space.x, space.y, space.w, readings_height(f, view, space.w)};
  const Rect error = cut_bottom(rest, x_error_height(f, view, space.w));
  const float height = rest.h + error.h;
  if (curves.size() == 1) {
    draw_alone(f, view, rest, curves[0]);
  } else {
    const bool is_beside = has_x_beside(f, view, curves, space.w);
    const Rect column = is_beside ? cut_left(rest, x_column(f, view)) : cut_top(rest, kLine);
    draw_x(f, view, {column.x, column.y, x_width(f, view.cursor_x), kLine});
    draw_table(f, view, rest, curves);
  }
  draw_x_error(f, view, error);
  return height;
}

void draw_short_readings(Frame& f, CurvesView& view, const Rect& rect) {
  Rect rest = rect;
  draw_x(f, view, cut_left(rest, x_width(f, view.cursor_x), kBetween));
  if (const std::string error = x_error(f, view); !error.empty()) {
    add_text(f, "text.x_error", rest, error);
    draw_text(f, rest, with_colour(body(f), f.theme.warning), error);
    return;
  }
  const std::vector<ChosenCurve> curves = chosen_curves(f);
  const bool is_alone = curves.size() == 1;
  const auto width_of_all = [&](const std::vector<Number>& numbers) {
    float width = is_alone ? 0 : kSwatch + 6;
    for (const Number& number : numbers) width += width_of(f, number) + 2 + kBetween;
    return width - kBetween;
  };
  for (const ChosenCurve& curve : curves) {
    std::vector<Number> numbers = numbers_of(f, curve, view.cursor_x, is_alone);
    if (is_alone && width_of_all(numbers) > rest.w) numbers = numbers_of(f, curve, view.cursor_x, false);
    const bool is_first = &curve == &curves.front();
    if (width_of_all(numbers) > rest.w && !is_first) return;
    if (!is_alone) draw_swatch(rest, curve);
    for (const Number& number : numbers) {
      const float width = width_of(f, number) + 2;
      if (width <= rest.w) draw_number(f, cut_left(rest, width, kBetween), number);
    }
  }
}

}  // namespace lab::ui
