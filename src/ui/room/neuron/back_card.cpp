// Forward and backward at the place that is looked at: what the loss asks, how much of it the slope lets through, and what one
// step would make of each weight.
#include <algorithm>
#include <cmath>

#include "app/lessons.h"
#include "ui/control/keyboard.h"
#include "ui/look/valve.h"
#include "ui/room/neuron/room.h"

namespace lab::ui {

namespace {

constexpr float kBoxes = 52;
constexpr float kRow = 22;

void draw_box(const Frame& f, const Rect& rect, std::string_view label, const std::string& number,
              ImU32 colour) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(top_left(rect), bottom_right(rect), f.theme.page, kControlRadius);
  draw->AddRect(top_left(rect), bottom_right(rect), f.theme.line, kControlRadius);
  Rect rest = inset(rect, 2, 5);
  draw_text(f, cut_top(rest, 16), label_text(f), label, Align::middle);
  draw_text(f, rest, {kBody, Weight::semibold, colour}, number, Align::middle);
}

void draw_forward(Frame& f, const NeuronView& view, Rect row) {
  const app::NeuronReading& reading = *view.reading;
  const app::UnitReading& unit = shown_unit(view);
  const bool is_one = reading.units.size() == 1;
  const std::pair<std::string, double> boxes[] = {
      {tr(f, "neuron.sum"), unit.z},
      {is_one ? "a = f(z)" : tr(f, "neuron.whole"), is_one ? unit.a : reading.output},
      {tr(f, is_one ? "neuron.a_minus_wanted" : "neuron.minus_wanted"), reading.output - reading.wanted},
      {tr(f, "neuron.loss"), reading.loss}};
  const float gap = 24, width = (row.w - 3 * gap) / 4;
  std::string all;
  const Rect whole = row;
  for (const auto& [label, number] : boxes) {
    const Rect box = cut_left(row, width, gap);
    draw_box(f, box, label, app::short_text(number),
             &label == &boxes[1].first ? f.theme.accent : f.theme.ink);
    all += (all.empty() ? "" : " → ") + label + " " + app::short_text(number);
    if (&label == &boxes[3].first) break;
    const float y = centre(box).y, x = right(box) + 4;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddLine({x, y}, {x + 12, y}, f.theme.muted);
    draw->AddTriangleFilled({x + 10, y - 3.5F}, {x + 10, y + 3.5F}, {x + 16, y}, f.theme.muted);
  }
  add_text(f, "text.forward", whole, all);
}

struct Row {
  std::string name, gradient_name;
  double weight = 0, gradient = 0;
  app::WeightPlace place;
};

std::vector<Row> rows_of(const NeuronView& view) {
  const app::UnitReading& unit = shown_unit(view);
  const int number = static_cast<int>(view.unit) + 1;
  std::vector<Row> rows = {{"w₁", "∂L/∂w₁ = δ · x₁", unit.w1, unit.from_w1, {1, number, 1}},
                           {"w₂", "∂L/∂w₂ = δ · x₂", unit.w2, unit.from_w2, {1, number, 2}},
                           {"b", "∂L/∂b = δ", unit.b, unit.from_b, {1, number, 0}}};
  if (view.reading->units.size() > 1) rows.push_back({"v", "∂L/∂v", unit.v, unit.from_v, {2, 1, number}});
  return rows;
}

void draw_gradients(Frame& f, const NeuronView& view, Rect rest) {
  const float rate_width = 150;
  Rect head = cut_top(rest, 20);
  draw_text(f, cut_right(head, rate_width), label_text(f),
            i18n::format(f.language, "neuron.after_step", {i18n::number(f.app.shown.lr)}), Align::right);
  draw_text(f, head, label_text(f), tr(f, "neuron.gradient"), Align::right);
  for (const Row& row : rows_of(view)) {
    Rect line = cut_top(rest, kRow);
    const bool is_frozen = std::find(f.app.shown.freeze.begin(), f.app.shown.freeze.end(), row.place) !=
                           f.app.shown.freeze.end();
    const double next = is_frozen ? row.weight : row.weight - f.app.shown.lr * row.gradient;
    const std::string step = app::short_text(row.weight) + " → " + app::short_text(next);
    add_text(f, "text.gradient." + row.name, line,
             row.gradient_name + ": " + app::short_text(row.gradient) + "; " + row.name + " " + step);
    draw_text(f, cut_right(line, rate_width), value_text(f), row.name + "  " + step, Align::right);
    draw_text(f, cut_right(line, 84), value_text(f), app::short_text(row.gradient), Align::right);
    draw_text(f, line, with_colour(body(f), f.theme.muted), row.gradient_name);
  }
}

void draw_rule(const Frame& f, const Rect& rect) {
  ImGui::GetWindowDrawList()->AddLine(top_left(rect), {right(rect), rect.y}, f.theme.line);
}

}  // namespace

void draw_back_card(Frame& f, NeuronView& view, const Rect& rect) {
  card(f, rect);
  const Group group(f, {"back", base::Role::region, tr(f, "neuron.back"), rect});
  Rect rest = inset(rect, kCardPadding, kCardPadding);
  Rect title = cut_top(rest, kMinTarget, 8);
  draw_heading(f, title, "back.title", tr(f, "neuron.back"));
  if (app::is_veiled(f.app, "numbers")) return;
  draw_forward(f, view, cut_top(rest, kBoxes, 10));
  draw_rule(f, rest);
  cut_top(rest, 8);
  const app::UnitReading& unit = shown_unit(view);
  const float gradients = 20 + kRow * static_cast<float>(rows_of(view).size()) + 6;
  const float valve = std::clamp(rest.h - gradients - 76, 96.0F, kValveHeight + 20);
  const Valve shown{unit.arriving, unit.slope, unit.delta};
  const Rect pipe = cut_top(rest, valve, 6);
  base::Element picture{"valve", base::Role::picture, tr(f, "neuron.back"), pipe};
  picture.value_text = valve_sentence(f, shown);
  add_picture(f, std::move(picture), {});
  draw_valve(f, pipe, shown);
  draw_rule(f, rest);
  draw_gradients(f, view, cut_top(rest, gradients));
  draw_rule(f, rest);
  cut_top(rest, 6);
  draw_verdict(f, shown, rest);
}

}  // namespace lab::ui
