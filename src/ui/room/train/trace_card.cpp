// The point that is followed at one neuron: what it is given, what it gives, what comes back to it and what that makes of its
// weights.
#include <algorithm>
#include <cmath>
#include <utility>

#include "app/figures.h"
#include "app/lessons.h"
#include "ui/control/keyboard.h"
#include "ui/control/place.h"
#include "ui/control/widgets.h"
#include "ui/look/points.h"
#include "ui/look/valve.h"
#include "ui/room/train/room.h"
#include "ui/room/train/trace_numbers.h"

namespace lab::ui {

namespace {

using app::short_text;

constexpr float kLine = 20;
constexpr float kPlot = 104;
constexpr float kStrip = 26;
constexpr float kEndless = 1e5F;

void look_at_worst(Frame& f, bool goes_on) {
  const std::size_t at = app::worst_point(f.app);
  const data::PointSet& points = f.run->plan.points;
  look_at_place(f, static_cast<double>(points.x1[at]), static_cast<double>(points.x2[at]), goes_on);
}

void read(Frame& f, TraceView& view) {
  if (std::exchange(view.begins, false)) look_at_worst(f, true);
  const app::PlanePlace chosen = app::chosen_place(f.app);
  const Pointed at = view.pointed.value_or(Pointed{chosen.x1, chosen.x2});
  if (view.reading && view.version == f.app.version && view.at == at) return;
  view.version = f.app.version;
  view.at = at;
  view.reading = app::read_trace(f.app, app::place_at(f.app, at.x1, at.x2));
}

// Whether what was read is of the network that is seen.
bool is_of_this(const Frame& f, const TraceView& view) {
  const auto& hidden = f.run->seen.snapshot.network.hidden;
  return view.reading && view.reading->trace.layers.size() == hidden.size() + 1 &&
         std::equal(hidden.begin(), hidden.end(), view.reading->trace.layers.begin(),
                    [](const nn::HiddenLayer& layer, const nn::LayerTrace& numbers) {
                      return static_cast<std::size_t>(layer.units) == numbers.output.size();
                    });
}

// The one that is looked at; else, on the way, the first of the layer that it has come to.
Neuron neuron_of(const Frame& f, TrainView& state) {
  const app::Traced& traced = *state.trace.reading;
  const app::Stage stage = app::stage_at(traced.stage, traced.layers);
  const Neuron looked_at = shown_neuron(f, state);
  const bool is_chosen = looked_at == state.pinned || looked_at == state.hovered;
  if (looked_at.layer > 0 && (is_chosen || traced.stage == app::stage_count(traced.layers))) return looked_at;
  return {stage.layer, 0};
}

TracedNeuron shown_of(const Frame& f, TrainView& state) {
  const app::Traced& traced = *state.trace.reading;
  const Neuron neuron = neuron_of(f, state);
  const auto l = static_cast<std::size_t>(neuron.layer) - 1;
  TracedNeuron s{neuron,
                 neuron_name(f, neuron),
                 traced,
                 traced.trace.layers[l],
                 nn::layer_shapes(f.run->seen.snapshot.network)[l],
                 static_cast<std::size_t>(neuron.unit),
                 {}};
  s.below =
      l == 0 ? std::vector<double>{traced.place.x1, traced.place.x2} : traced.trace.layers[l - 1].output;
  return s;
}

void step_to(Frame& f, TrainView& state, int stage) {
  const app::Traced& traced = *state.trace.reading;
  const int count = app::stage_count(traced.layers);
  app::Scenario next = f.app.shown;
  next.trace = stage < 1 ? count : stage > count ? 1 : stage;
  const app::Stage to = app::stage_at(next.trace, traced.layers);
  if (state.pinned.layer != to.layer) state.pinned = {};
  change(f, next);
}

std::string stage_text(const Frame& f, const app::Traced& traced) {
  const app::Stage stage = app::stage_at(traced.stage, traced.layers);
  if (stage.way == app::Stage::Way::loss) return tr(f, "trace.loss");
  const std::string layer = stage.layer == traced.layers
                                ? tr(f, "train.output")
                                : i18n::format(f.language, "train.layer", {std::to_string(stage.layer)});
  return i18n::format(f.language, stage.way == app::Stage::Way::forward ? "trace.forward" : "trace.back",
                      {layer});
}

// How far the point has come: back and on, and all the way on a track.
void draw_stepper(Frame& f, TrainView& state, Rect row) {
  const app::Traced& traced = *state.trace.reading;
  const Group steps(f, {"trace.steps", base::Role::toolbar, tr(f, "field.trace"), row});
  const int count = app::stage_count(traced.layers);
  const std::string stage = stage_text(f, traced);
  const auto square = [&](Rect r) { return Rect{r.x, centre(r).y - kMinTarget / 2, kMinTarget, kMinTarget}; };
  if (icon_button(f, square(cut_left(row, kMinTarget, 4)), "trace.before", Icon::before,
                  tr(f, "trace.before")))
    step_to(f, state, traced.stage - 1);
  if (icon_button(f, square(cut_right(row, kMinTarget, 4)), "trace.next", Icon::next, tr(f, "trace.next")))
    step_to(f, state, traced.stage + 1);
  Rect words = cut_top(row, 18);
  draw_text(f, words, value_text(f), stage, Align::middle);
  base::Element element =
      field_element(f, base::Role::slider, "trace", {row.x + 8, row.y, row.w - 16, row.h});
  element.value = std::to_string(traced.stage);
  element.value_text = stage;
  double value = traced.stage;
  const Drag drag = slider_track(f, std::move(element), value, {1, static_cast<double>(count), 1});
  if (drag != Drag::none) step_to(f, state, static_cast<int>(std::lround(value)));
}

// Where it is, what is wanted there and what comes out.
void draw_place(Frame& f, const app::Traced& traced, Rect& rest) {
  Rect line = cut_top(rest, kLine);
  const Rect whole{line.x, line.y, line.w, 2 * kLine};
  const app::PlanePlace& place = traced.place;
  draw_point(f, centre(cut_left(line, 12, 6)), 5, place.is_class1, false);
  const std::string where = "x₁ " + i18n::fixed(place.x1, 2) + ", x₂ " + i18n::fixed(place.x2, 2);
  const std::string wanted =
      i18n::format(f.language, place.is_at_point ? "neuron.wanted" : "neuron.wanted_near",
                   {i18n::number(place.wanted, 3)});
  draw_text(f, line, body(f), where + " · " + wanted);
  std::string all = where + " · " + wanted;
  line = cut_top(rest, kLine, 4);
  if (app::is_loss_known(traced)) {
    const std::string found = tr(f, "train.output") + " " + short_text(traced.trace.layers.back().output[0]) +
                              " · " + tr(f, "neuron.loss") + " " + short_text(traced.trace.loss);
    draw_text(f, line, value_text(f), found);
    all += " · " + found;
  }
  add_text(f, "text.trace.place", whole, all);
}

void draw_sums(Frame& f, const TracedNeuron& s, Rect& rest) {
  const Rect whole{rest.x, rest.y, rest.w, 3 * kLine};
  std::string all = s.name;
  draw_text(f, cut_top(rest, kLine), large_text(f), s.name);
  const auto line = [&](const std::string& text) {
    draw_text(f, cut_top(rest, kLine), body(f), text);
    all += "; " + text;
  };
  if (app::is_forward_known(s.traced, s.neuron.layer)) {
    const std::string z = short_text(s.layer.sum[s.unit]);
    line("z = " + sum_of(products(f, s)) + " = " + z);
    const bool is_normalised = s.shape.norm != nullptr;
    const std::string given = short_text(s.layer.input[s.unit]);
    std::string text = s.shape.activation == nullptr
                           ? "a = z = "
                           : "a = " + activation_label(f, s.shape.activation->row->id) + "(" + given + ") = ";
    text += short_text(s.layer.output[s.unit]);
    if (is_normalised) text = tr(f, "field.norm") + ": " + given + ", " + text;
    line(text);
  } else {
    cut_top(rest, 2 * kLine);
  }
  cut_top(rest, 4);
  add_text(f, "text.trace.neuron", whole, all);
}

// f and f′ with the sums of the layer below them, and where this sum is.
void draw_curve(Frame& f, TraceView& view, const TracedNeuron& s, Rect& rest) {
  if (s.shape.activation == nullptr) return;
  Rect area = cut_top(rest, kPlot + kStrip, 8);
  const FunctionCurve& curve = function_curve(*s.shape.activation, view.curve);
  const Rect whole = area;
  base::Element picture{
      "trace.curve", base::Role::picture,
      i18n::format(f.language, "hero.picture", {activation_label(f, s.shape.activation->row->id)}), whole};
  const double z = s.layer.input[s.unit];
  picture.value_text = "z = " + short_text(z) + ", f′(z) = " + short_text(s.layer.slope[s.unit]);
  add_picture(f, std::move(picture), {});
  const Plot plot = function_plot(cut_top(area, kPlot), curve);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRect(top_left(whole), bottom_right(whole), f.theme.line, 4);
  draw_function_curves(f, plot, curve);
  draw_strip(f, plot, area, static_cast<std::size_t>(s.neuron.layer) - 1);
  if (!app::is_forward_known(s.traced, s.neuron.layer) || !std::isfinite(z)) return;
  const float x = std::clamp(px_from_x(plot, z), whole.x + 1, right(whole) - 1);
  const ImVec2 line[] = {{x, whole.y}, {x, bottom(whole)}};
  draw_run(draw, line, {f.theme.ink, 1.5F, Dash::dashed, 0.7F});
  draw->PushClipRect(top_left(whole), bottom_right(whole), true);
  draw->AddCircleFilled({x, px_from_y(plot, s.layer.output[s.unit])}, 4.5F, f.theme.accent);
  draw->AddCircle({x, px_from_y(plot, s.layer.slope[s.unit])}, 4, f.theme.accent, 0, 1.5F);
  draw->PopClipRect();
}

void draw_way_back(Frame& f, const TracedNeuron& s, Rect& rest) {
  if (!app::is_back_known(s.traced, s.neuron.layer)) return;
  const Valve valve{s.layer.arriving[s.unit], s.layer.slope[s.unit], s.layer.passed[s.unit]};
  const bool is_last = s.neuron.layer == s.traced.layers;
  const std::string arrives =
      is_last ? "∂L/∂a = " + short_text(valve.arriving)
              : "∂L/∂a = Σ w·δ = " + sum_of(returns(f, s)) + " = " + short_text(valve.arriving);
  const Rect line = cut_top(rest, kLine, 2);
  draw_text(f, line, body(f), arrives);
  add_text(f, "text.trace.arrives", line, arrives);
  const Rect pipe = cut_top(rest, kValveHeight - 40, 6);
  base::Element picture{"trace.valve", base::Role::picture, tr(f, "neuron.back"), pipe};
  picture.value_text = valve_sentence(f, valve);
  add_picture(f, std::move(picture), {});
  draw_valve(f, pipe, valve);
  const float height = draw_verdict(f, valve, {rest.x, rest.y, rest.w, 200});
  cut_top(rest, height, kUnit);
}

void draw_head(Frame& f, Rect row) {
  if (icon_button(f, centred_square(cut_right(row, kMinTarget, 4)), "trace.close", Icon::close,
                  tr(f, "train.close"), Look::plain)) {
    app::Scenario next = f.app.shown;
    next.trace = 0;
    change(f, next);
  }
  const std::string worst = tr(f, "trace.worst");
  const std::string title = tr(f, "neuron.back");
  const float width = button_width(f, worst);
  const bool fits = row.w >= text_size(f, title_text(f), title).x + width + kUnit;
  if (fits && is_shown(f, "x1") && button(f, cut_right(row, width, kUnit), "trace.worst", worst))
    look_at_worst(f, false);
  draw_heading(f, row, "trace.title", title);
}

void draw_rows(Frame& f, TrainView& state, Rect& rest) {
  const TracedNeuron s = shown_of(f, state);
  draw_place(f, s.traced, rest);
  draw_sums(f, s, rest);
  draw_curve(f, state.trace, s, rest);
  draw_way_back(f, s, rest);
  draw_trace_table(f, s, rest);
}

}  // namespace

void draw_trace_card(Frame& f, TrainView& state, const Rect& rect) {
  card(f, rect);
  const Group group(f, {"trace.card", base::Role::region, tr(f, "neuron.back"), rect});
  Rect rest = inset(rect, kCardPadding, kUnit);
  draw_head(f, cut_top(rest, 28, 4));
  read(f, state.trace);
  if (!is_of_this(f, state.trace)) return;
  draw_stepper(f, state, cut_top(rest, 18 + kMinTarget, 6));
  if (app::is_veiled(f.app, "numbers")) return;
  const auto draw_all = [&](Rect inside) {
    const float top = inside.y;
    draw_rows(f, state, inside);
    const float height = rest.y - rect.y + inside.y - top + kUnit;
    if (std::fabs(height - state.trace.height) > 0.5F) {
      f.due_in_s = 0;  // it is laid out anew
      state.trace.height = height;
    }
    return inside.y - top;
  };
  if (rect.h >= state.trace.height) {
    draw_all({rest.x, rest.y, rest.w, kEndless});
    return;
  }
  ImGui::SetCursorScreenPos(top_left(rest));
  if (ImGui::BeginChild("trace.scroll", {rest.w, rest.h})) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = draw_all({at.x, at.y, ImGui::GetContentRegionAvail().x, kEndless});
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({1, height});
    scroll_by_touch(f);
  }
  ImGui::EndChild();
}

}  // namespace lab::ui
