// What a neuron does as a line of numbers: w₁·x₁ + w₂·x₂ + b = z, f(z) = a.
#include <algorithm>
#include <cmath>

#include "app/lessons.h"
#include "base/text.h"
#include "ui/control/activation_chips.h"
#include "ui/control/keyboard.h"
#include "ui/control/weight_change.h"
#include "ui/look/points.h"
#include "ui/room/neuron/room.h"

namespace lab::ui {

namespace {

constexpr float kLineHeight = 118;
constexpr float kWideLine = 800;   // of a line with all its numbers
constexpr float kRowHeight = 44;   // of one of several neurons
constexpr double kLeastReach = 4;  // of a slider to both sides
constexpr double kWeightStep = 0.05;
constexpr float kTypedWidth = 104;

constexpr const char* kIndex[] = {"", "₁", "₂", "₃"};

struct Parameter {
  app::WeightPlace place;
  std::string label;
  double value = 0;
};

app::Limits limits_of(double value) {
  const double reach = std::max(kLeastReach, std::ceil(std::fabs(value)));
  return {-reach, reach, kWeightStep};
}

base::Element weight_element(const Frame& f, const Parameter& weight, const Rect& rect) {
  base::Element element{weight_id(weight.place), base::Role::slider, weight.label, rect};
  element.value = base::shortest(weight.value);
  element.value_text = app::short_text(weight.value);
  element.help = tr(f, weight.place.input == 0 ? "neuron.bias.help" : "neuron.weight.help");
  return element;
}

void take(Frame& f, const Parameter& weight, Drag drag, double value) {
  if (drag != Drag::none) set_weight(f, weight.place, value, drag == Drag::goes_on);
}

// The number, which a press turns into a line to type it in, as long as that has the keyboard.
void draw_number(Frame& f, NeuronView& view, const Rect& rect, const Parameter& weight) {
  NumberInHand& hand = view.typed;
  const bool has_keyboard = f.keyboard.focus == "w.value";
  if (hand.place == weight.place && hand.has_begun && !has_keyboard) hand = {};
  if (hand.place == weight.place) {
    hand.has_begun = has_keyboard;
    double typed = weight.value;
    const Rect line{rect.x, rect.y, std::min(rect.w, kTypedWidth), rect.h};
    if (number_input(f, line, "w.value", weight.label, base::shortest(static_cast<float>(typed)), hand.draft,
                     typed)) {
      set_weight(f, weight.place, typed, goes_on_changing(f, "w.value"));
      hand.draft.applied = static_cast<double>(static_cast<float>(typed));
    }
    return;
  }
  const TextStyle style{20, Weight::semibold, f.theme.ink};
  const std::string number = app::short_text(weight.value);
  if (!is_shown(f, "w")) {
    draw_text(f, rect, style, number);
    return;
  }
  const Rect face{rect.x, rect.y, std::min(rect.w, text_size(f, style, number).x + 8), rect.h};
  const std::string id = "w.type" + weight_id(weight.place).substr(1);
  const Press press = pressable(f, id, i18n::format(f.language, "neuron.type", {weight.label}), face);
  if (press.is_hovered)
    ImGui::GetWindowDrawList()->AddRectFilled(top_left(face), bottom_right(face), f.theme.hover_fill, 6);
  draw_text(f, face, style, number);
  if (!press.is_pressed) return;
  hand = {weight.place, false, {}};
  send_keyboard(f, "w.value");
}

// Label, number, and a track below.
void draw_weight(Frame& f, NeuronView& view, Rect rect, const Parameter& weight) {
  draw_text(f, cut_top(rect, 18), label_text(f), weight.label);
  draw_number(f, view, cut_top(rect, 30), weight);
  if (!is_shown(f, "w")) return;
  double value = weight.value;
  const Rect track{rect.x + 6, rect.y + 4, std::min(rect.w, 124.0F) - 12, kMinTarget};
  const Drag drag = slider_track(f, weight_element(f, weight, track), value, limits_of(value));
  take(f, weight, drag, value);
}

void draw_low_weight(Frame& f, const Rect& rect, const Parameter& weight) {
  if (!is_shown(f, "w")) {
    const std::string text = weight.label + " " + app::short_text(weight.value);
    draw_text(f, rect, body(f), text);
    return;
  }
  double value = weight.value;
  const Drag drag = slider(f, weight_element(f, weight, rect), value, limits_of(value));
  take(f, weight, drag, value);
}

struct Input {
  std::string_view key;
  double value = 0, weight = 0;
  std::string product;  // "w₁x₁"; empty: it is not drawn
};

// Label, number, a track, and what it comes to when it is weighed.
void draw_input(Frame& f, Rect rect, const app::NeuronReading& reading, const Input& input) {
  const std::string key(input.key);
  const data::PlaneRange plane = f.run->plan.points.plane;
  const app::Limits limits{static_cast<double>(plane.min), static_cast<double>(plane.max), 0.05};
  base::Element element = field_element(f, base::Role::slider, key, {});
  element.value = base::shortest(input.value);
  element.value_text = app::short_text(input.value);
  draw_text(f, cut_top(rect, 18), label_text(f), element.label);
  draw_text(f, cut_top(rect, 30), {20, Weight::semibold, f.theme.ink}, app::short_text(input.value));
  const Rect place = cut_top(rect, kMinTarget + 4);
  if (is_shown(f, key)) {
    element.rect = {place.x + 6, place.y + 4, std::min(place.w, 124.0F) - 18, kMinTarget};
    double value = input.value;
    const Drag drag = slider_track(f, std::move(element), value, limits);
    const bool is_first = input.key == "x1";
    if (drag != Drag::none)
      look_at_place(f, is_first ? value : reading.x1, is_first ? reading.x2 : value, drag == Drag::goes_on);
  }
  if (input.product.empty() || app::is_veiled(f.app, "numbers")) return;
  const std::string number = " = " + app::short_text(input.weight * input.value);
  const bool is_wide = text_size(f, body(f), input.product + number).x <= rect.w;
  draw_text(f, {rect.x, rect.y, rect.w, 18}, body(f), is_wide ? input.product + number : number.substr(1));
}

void draw_sign(const Frame& f, const Rect& rect, std::string_view sign) {
  draw_text(f, {rect.x, rect.y + 18, rect.w, 30}, {kLarge, Weight::regular, f.theme.muted}, sign,
            Align::middle);
}

void draw_box(Frame& f, const Rect& rect) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float arrow = std::min(26.0F, rect.w * 0.18F);
  Rect box{rect.x + arrow, rect.y + 4, rect.w - 2 * arrow, 58};
  const float y = centre(box).y;
  draw->AddLine({rect.x, y}, {box.x, y}, f.theme.muted);
  draw->AddLine({right(box), y}, {right(rect) - 4, y}, f.theme.muted);
  draw->AddTriangleFilled({right(rect) - 8, y - 4}, {right(rect) - 8, y + 4}, {right(rect), y},
                          f.theme.muted);
  draw->AddRectFilled(top_left(box), bottom_right(box), f.theme.active_fill, kControlRadius);
  draw->AddRect(top_left(box), bottom_right(box), f.theme.accent, kControlRadius, 0, 2);
  draw_text(f, cut_bottom(box, 20), {kSmall, Weight::semibold, f.theme.ink},
            activation_label(f, neuron_activation(f).row->id), Align::middle);
  draw_small_curve(inset(box, 14, 5), neuron_activation(f), f.theme.accent);
}

std::string wanted_text(const Frame& f, const app::NeuronReading& reading) {
  return i18n::format(f.language, reading.is_at_point ? "neuron.wanted" : "neuron.wanted_near",
                      {i18n::number(reading.wanted, 3)});
}

void draw_wanted(Frame& f, const app::NeuronReading& reading, Rect rect) {
  if (app::is_veiled(f.app, "numbers")) return;
  const bool is_right = app::is_right(f.app, reading, reading.point);
  draw_text(f, cut_top(rect, 18), label_text(f), tr(f, "neuron.this_point"));
  Rect line = cut_top(rect, 30);
  const Rect mark = cut_left(line, 14, 6);
  draw_point(f, centre(mark), 6, reading.is_class1, false);
  const std::string wanted = wanted_text(f, reading);
  draw_text(f, line, value_text(f), wanted);
  const ImU32 colour = is_right ? f.theme.accent : f.theme.warning;
  Rect verdict{rect.x, rect.y + 4, rect.w, 20};
  draw_icon(is_right ? Icon::check : Icon::close, centre(cut_left(verdict, 14, 6)), 11, colour);
  const std::string side = tr(f, is_right ? "neuron.right_side" : "neuron.wrong_side");
  draw_text(f, verdict, {kBody, Weight::semibold, colour}, side);
  add_text(f, "text.wanted", rect, i18n::format(f.language, "reading", {wanted, side}));
}

void draw_result(Frame& f, Rect rect, std::string_view id, const std::string& label,
                 const std::string& number, const std::string& below, ImU32 colour) {
  if (app::is_veiled(f.app, "numbers")) {  // a question is asked about it
    draw_text(f, cut_top(rect, 18), label_text(f), label);
    draw_text(f, cut_top(rect, 30), {20, Weight::semibold, f.theme.muted}, "?");
    return;
  }
  add_text(f, id, rect, i18n::format(f.language, "reading", {label, number}));
  draw_text(f, cut_top(rect, 18), label_text(f), label);
  draw_text(f, cut_top(rect, 30), {20, Weight::semibold, colour}, number);
  draw_text(f, {rect.x, rect.y + 6, rect.w, 18}, body(f), below);
}

std::vector<Parameter> weights_of(const Frame& f, const app::UnitReading& unit, int number, bool has_output) {
  const std::string index = has_output ? kIndex[number] : "";
  std::vector<Parameter> weights = {{{1, number, 1}, tr(f, "neuron.weight") + " w₁", unit.w1},
                                    {{1, number, 2}, tr(f, "neuron.weight") + " w₂", unit.w2},
                                    {{1, number, 0}, tr(f, "neuron.bias") + " b", unit.b}};
  if (has_output) weights.push_back({{2, 1, number}, tr(f, "neuron.weight") + " v" + index, unit.v});
  return weights;
}

// One neuron in a wide card.
void draw_line_of_one(Frame& f, NeuronView& view, Rect rest) {
  const app::NeuronReading& reading = *view.reading;
  const app::UnitReading& unit = reading.units.front();
  const std::vector<Parameter> weights = weights_of(f, unit, 1, false);
  constexpr float kAll = 1104, kLast = 104;  // of all but the last column at full width, and of that
  const float s = std::min((rest.w - kLast) / kAll, 1.0F);
  draw_weight(f, view, cut_left(rest, 136 * s), weights[0]);
  draw_sign(f, cut_left(rest, 16 * s), "×");
  draw_input(f, cut_left(rest, 96 * s), reading, {"x1", reading.x1, unit.w1, "w₁x₁"});
  draw_sign(f, cut_left(rest, 36 * s), "+");
  draw_weight(f, view, cut_left(rest, 136 * s), weights[1]);
  draw_sign(f, cut_left(rest, 16 * s), "×");
  draw_input(f, cut_left(rest, 96 * s), reading, {"x2", reading.x2, unit.w2, "w₂x₂"});
  draw_sign(f, cut_left(rest, 36 * s), "+");
  draw_weight(f, view, cut_left(rest, 136 * s), weights[2]);
  draw_sign(f, cut_left(rest, 40 * s), "=");
  draw_result(f, cut_left(rest, 112 * s, 8), "text.z", tr(f, "neuron.sum"), app::short_text(unit.z),
              tr(f, unit.z > 0 ? "neuron.above" : "neuron.below"), f.theme.ink);
  draw_box(f, cut_left(rest, 130 * s, 14 * s));
  draw_result(f, cut_left(rest, 104 * s), "text.a", s < 1 ? "a = f(z)" : tr(f, "neuron.output"),
              app::short_text(unit.a), "f′(z) = " + app::short_text(unit.slope), f.theme.accent);
  draw_wanted(f, reading, inset(rest, 4, 0));
}

// One number below the other, in a column.
void draw_column_of_one(Frame& f, NeuronView& view, Rect rest) {
  const app::NeuronReading& reading = *view.reading;
  const app::UnitReading& unit = reading.units.front();
  const auto draw = [&](const Parameter& weight) {
    draw_low_weight(f, cut_top(rest, kSliderHeight, 6), weight);
  };
  const std::vector<Parameter> weights = weights_of(f, unit, 1, false);
  for (const Parameter& weight : weights) draw(weight);
  Rect inputs = cut_top(rest, 100, 4);
  draw_input(f, cut_left(inputs, inputs.w / 2), reading, {"x1", reading.x1, unit.w1, "w₁x₁"});
  draw_input(f, inputs, reading, {"x2", reading.x2, unit.w2, "w₂x₂"});
  Rect results = cut_top(rest, 72, 4);
  draw_result(f, cut_left(results, results.w / 2), "text.z", tr(f, "neuron.sum"), app::short_text(unit.z),
              tr(f, unit.z > 0 ? "neuron.above" : "neuron.below"), f.theme.ink);
  draw_result(f, results, "text.a", tr(f, "neuron.output"), app::short_text(unit.a),
              "f′(z) = " + app::short_text(unit.slope), f.theme.accent);
  draw_wanted(f, reading, cut_top(rest, 74));
}

// v₁ f(…) of a neuron of several: the row can be chosen, its way back is shown then.
void draw_unit_head(Frame& f, NeuronView& view, const Rect& rect, int number) {
  const app::UnitReading& unit = view.reading->units[static_cast<std::size_t>(number) - 1];
  const std::string name = i18n::format(f.language, "neuron.unit", {std::to_string(number)});
  base::Element element{"unit." + std::to_string(number), base::Role::choice, name, rect};
  element.is_pressed = view.unit + 1 == static_cast<std::size_t>(number);
  element.value_text = "z = " + app::short_text(unit.z) + ", a = " + app::short_text(unit.a);
  const bool is_chosen = element.is_pressed;
  const Press press = pressable(f, std::move(element));
  if (press.is_pressed) view.unit = static_cast<std::size_t>(number) - 1;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (is_chosen || press.is_hovered)
    draw->AddRectFilled(top_left(rect), bottom_right(rect),
                        is_chosen ? f.theme.active_fill : f.theme.hover_fill, 6);
  Rect rest = inset(rect, 6, 2);
  draw->AddCircleFilled(centre(cut_left(rest, 10, 6)), 4, f.theme.curves[number]);
  draw_text(f, rest, value_text(f), name);
}

std::string part_text(const Frame& f, const app::UnitReading& unit) {
  if (app::is_veiled(f.app, "numbers")) return "?";
  return "f(" + app::short_text(unit.z) + ") = " + app::short_text(unit.a) +
         "  ×v = " + app::short_text(unit.v * unit.a);
}

std::string total_text(const Frame& f, const app::NeuronReading& reading) {
  return i18n::format(f.language, "neuron.total",
                      {app::is_veiled(f.app, "numbers") ? "?" : app::short_text(reading.output)});
}

void draw_rows(Frame& f, NeuronView& view, Rect rest) {
  const app::NeuronReading& reading = *view.reading;
  const int count = static_cast<int>(reading.units.size());
  for (int number = 1; number <= count; ++number) {
    const app::UnitReading& unit = reading.units[static_cast<std::size_t>(number) - 1];
    Rect row = cut_top(rest, kRowHeight);
    draw_unit_head(f, view, inset(cut_left(row, row.w * 0.1F, 12), 0, 8), number);
    const Rect result = cut_right(row, row.w * 0.24F, 12);
    const std::vector<Parameter> weights = weights_of(f, unit, number, true);
    const float width = row.w / static_cast<float>(weights.size());
    for (const Parameter& weight : weights) draw_low_weight(f, inset(cut_left(row, width), 8, 4), weight);
    add_text(f, "text.part." + std::to_string(number), result, part_text(f, unit));
    draw_text(f, result, body(f), part_text(f, unit));
  }
  Rect row = cut_top(rest, 76);
  draw_low_weight(f, inset(cut_left(row, row.w * 0.2F, 20), 0, 4),
                  {{2, 1, 0}, tr(f, "neuron.bias") + " c", reading.c});
  const float input = std::min(row.w * 0.14F, 110.0F);
  Rect first = cut_left(row, input, 8), second = cut_left(row, input, 20);
  draw_input(f, first, reading, {"x1", reading.x1, 0, ""});
  draw_input(f, second, reading, {"x2", reading.x2, 0, ""});
  const std::string sum = total_text(f, reading);
  add_text(f, "text.a", row, sum);
  draw_text(f, cut_left(row, row.w * 0.45F, 12), {kLarge, Weight::semibold, f.theme.accent}, sum);
  if (app::is_veiled(f.app, "numbers")) return;
  const bool is_right = app::is_right(f.app, reading, reading.point);
  const std::string wanted = wanted_text(f, reading);
  add_text(f, "text.wanted", row, wanted);
  draw_icon(is_right ? Icon::check : Icon::close, centre(cut_left(row, 14, 6)), 11,
            is_right ? f.theme.accent : f.theme.warning);
  draw_text(f, row, body(f), wanted);
}

void draw_columns(Frame& f, NeuronView& view, Rect rest) {
  const app::NeuronReading& reading = *view.reading;
  const int count = static_cast<int>(reading.units.size());
  for (int number = 1; number <= count; ++number) {
    const app::UnitReading& unit = reading.units[static_cast<std::size_t>(number) - 1];
    draw_unit_head(f, view, cut_top(rest, 28, 4), number);
    const std::vector<Parameter> weights = weights_of(f, unit, number, true);
    for (std::size_t i = 0; i < weights.size(); i += 2) {
      Rect row = cut_top(rest, kSliderHeight, 6);
      draw_low_weight(f, cut_left(row, row.w / 2 - 8, 16), weights[i]);
      draw_low_weight(f, row, weights[i + 1]);
    }
    const Rect result = cut_top(rest, 20, 8);
    add_text(f, "text.part." + std::to_string(number), result, part_text(f, unit));
    draw_text(f, result, body(f), part_text(f, unit));
  }
  draw_low_weight(f, cut_top(rest, kSliderHeight, 6), {{2, 1, 0}, tr(f, "neuron.bias") + " c", reading.c});
  Rect inputs = cut_top(rest, 78, 4);
  draw_input(f, cut_left(inputs, inputs.w / 2), reading, {"x1", reading.x1, 0, ""});
  draw_input(f, inputs, reading, {"x2", reading.x2, 0, ""});
  const std::string sum = total_text(f, reading);
  const Rect last = cut_top(rest, 24);
  add_text(f, "text.a", last, sum);
  draw_text(f, last, {kLarge, Weight::semibold, f.theme.accent}, sum);
}

bool is_line(float width) { return width >= kWideLine; }

}  // namespace

float arithmetic_height(const Frame&, const NeuronView& view, float width) {
  const auto count = static_cast<float>(view.reading->units.size());
  const float around = 2 * kCardPadding;
  if (is_line(width)) return count == 1 ? kLineHeight : around + kRowHeight * count + 76;
  if (count == 1) return around + 3 * (kSliderHeight + 6) + 104 + 76 + 74;
  return around + count * (32 + 2 * (kSliderHeight + 6) + 28) + kSliderHeight + 6 + 82 + 24;
}

void draw_arithmetic(Frame& f, NeuronView& view, const Rect& rect) {
  card(f, rect);
  const Group group(f, {"arithmetic", base::Role::region, tr(f, "neuron.arithmetic"), rect});
  const Rect inner = inset(rect, kCardPadding, kCardPadding);
  const bool is_one = view.reading->units.size() == 1;
  if (is_line(rect.w)) return is_one ? draw_line_of_one(f, view, inner) : draw_rows(f, view, inner);
  return is_one ? draw_column_of_one(f, view, inner) : draw_columns(f, view, inner);
}

}  // namespace lab::ui
