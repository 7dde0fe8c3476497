// The point that is followed at one neuron: what it is given, what it gives, what comes back to it and what that makes of its
// weights.
#include <algorithm>
#include <cmath>

#include "app/figures.h"
#include "app/lessons.h"
#include "ui/control/keyboard.h"
#include "ui/control/place.h"
#include "ui/control/widgets.h"
#include "ui/look/points.h"
#include "ui/look/valve.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

using app::short_text;

constexpr float kLine = 20;
constexpr float kPlot = 104;
constexpr float kStrip = 26;
constexpr float kTable = 18;        // of a row
constexpr float kAllColumns = 250;  // width of a table that has them
constexpr float kEndless = 1e5F;
constexpr std::size_t kMostTerms = 3;

// The neuron that is shown, and its numbers.
struct Shown {
  Neuron neuron;
  std::string name;
  const app::Traced& traced;
  const nn::LayerTrace& layer;
  nn::LayerShape shape;
  std::size_t unit = 0;
  std::vector<double> below;  // what it is given
};

double real(float value) { return static_cast<double>(value); }

double param(const Frame& f, std::size_t at) { return real(f.run->seen.snapshot.params[at]); }

std::size_t weight_at(const Shown& s, std::size_t input) {
  return s.shape.weights + s.unit * s.below.size() + input;
}

void look_at_worst(Frame& f, bool goes_on) {
  const std::size_t at = app::worst_point(f.app);
  const data::PointSet& points = f.run->plan.points;
  look_at_place(f, real(points.x1[at]), real(points.x2[at]), goes_on);
}

void read(Frame& f, TraceView& view) {
  if (!f.app.shown.x1 || !f.app.shown.x2) look_at_worst(f, true);  // where there is something to find out
  const app::PlanePlace chosen = app::chosen_place(f.app);
  const Pointed at = view.pointed.value_or(Pointed{chosen.x1, chosen.x2});
  if (view.reading && view.version == f.app.version && view.at == at) return;
  view.version = f.app.version;
  view.at = at;
  view.reading = app::read_trace(f.app, app::place_at(f.app, at.x1, at.x2));
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

Shown shown_of(const Frame& f, TrainView& state) {
  const app::Traced& traced = *state.trace.reading;
  const Neuron neuron = neuron_of(f, state);
  const auto l = static_cast<std::size_t>(neuron.layer) - 1;
  Shown s{neuron,
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

// "0.24 − 1.28 + … + 0.40"
std::string sum_of(const std::vector<double>& terms) {
  std::string text;
  const std::size_t last = terms.size() - 1;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const bool is_left_out = terms.size() > kMostTerms + 1 && i >= kMostTerms - 1 && i < last;
    if (is_left_out) {
      if (i == kMostTerms - 1) text += " + …";
      continue;
    }
    if (text.empty()) {
      text = short_text(terms[i]);
    } else {
      text += (terms[i] < 0 ? " − " : " + ") + short_text(std::fabs(terms[i]));
    }
  }
  return text;
}

std::vector<double> products(const Frame& f, const Shown& s) {
  std::vector<double> terms;
  for (std::size_t i = 0; i < s.below.size(); ++i) terms.push_back(param(f, weight_at(s, i)) * s.below[i]);
  terms.push_back(param(f, s.shape.biases + s.unit));
  return terms;
}

// What comes back from each neuron of the layer above.
std::vector<double> returns(const Frame& f, const Shown& s) {
  std::vector<double> terms;
  const auto above = static_cast<std::size_t>(s.neuron.layer);
  const nn::LayerShape shape = nn::layer_shapes(f.run->seen.snapshot.network)[above];
  const std::vector<double>& delta = s.traced.trace.layers[above].delta;
  for (std::size_t j = 0; j < delta.size(); ++j)
    terms.push_back(delta[j] * param(f, shape.weights + j * s.layer.output.size() + s.unit));
  return terms;
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

void draw_sums(Frame& f, const Shown& s, Rect& rest) {
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
void draw_curve(Frame& f, TraceView& view, const Shown& s, Rect& rest) {
  if (s.shape.activation == nullptr) return;
  Rect area = cut_top(rest, kPlot + kStrip, 8);
  const HeroCurve& curve = hero_curve(*s.shape.activation, view.curve);
  const Rect whole = area;
  base::Element picture{
      "trace.curve", base::Role::picture,
      i18n::format(f.language, "hero.picture", {activation_label(f, s.shape.activation->row->id)}), whole};
  const double z = s.layer.input[s.unit];
  picture.value_text = "z = " + short_text(z) + ", f′(z) = " + short_text(s.layer.slope[s.unit]);
  add_picture(f, std::move(picture), {});
  const Plot plot = hero_plot(cut_top(area, kPlot), curve);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRect(top_left(whole), bottom_right(whole), f.theme.line, 4);
  draw_hero_curves(f, plot, curve);
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

void draw_way_back(Frame& f, const Shown& s, Rect& rest) {
  if (!app::is_back_known(s.traced, s.neuron.layer)) return;
  const Valve valve{s.layer.arriving[s.unit], s.layer.slope[s.unit], s.layer.passed[s.unit]};
  const bool is_last = s.neuron.layer == s.traced.layers;
  const std::string arrives =
      is_last ? "∂L/∂a = " + short_text(valve.arriving)
              : "∂L/∂a = Wᵀδ = " + sum_of(returns(f, s)) + " = " + short_text(valve.arriving);
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

struct Row {
  std::string name;
  double given = 1, weight = 0, gradient = 0, next = 0;
};

Row row_of(const Frame& f, const Shown& s, std::size_t input) {
  const bool is_bias = input == s.below.size();
  const std::size_t at = is_bias ? s.shape.biases + s.unit : weight_at(s, input);
  const int l = s.neuron.layer;
  Row row;
  row.name = is_bias  ? tr(f, "table.bias")
             : l == 1 ? (input == 0 ? "x₁" : "x₂")
                      : i18n::format(f.language, "trace.input", {std::to_string(input + 1)});
  row.given = is_bias ? 1 : s.below[input];
  row.weight = param(f, at);
  row.gradient = s.traced.trace.gradients[at];
  const app::WeightPlace place{l, static_cast<int>(s.unit) + 1, is_bias ? 0 : static_cast<int>(input) + 1};
  row.next = is_frozen(f, place) ? row.weight : row.weight - f.app.shown.lr * row.gradient;
  return row;
}

// A row for each weight: what it weighs, its product, its gradient and what one step makes of it.
void draw_table(Frame& f, const Shown& s, Rect& rest) {
  const bool has_all = rest.w >= kAllColumns;
  const float column = (rest.w - (has_all ? 62 : 50)) / (has_all ? 5 : 3);
  const bool is_back = app::is_back_known(s.traced, s.neuron.layer);
  const bool is_forward = app::is_forward_known(s.traced, s.neuron.layer);
  const auto cells = [&](const TextStyle& first, const TextStyle& style, std::span<const std::string> texts) {
    Rect line = cut_top(rest, kTable);
    for (std::size_t i = texts.size(); i-- > 1;) {
      if (!has_all && (i == 1 || i == 2)) continue;
      draw_text(f, cut_right(line, column), style, texts[i], Align::right);
    }
    draw_text(f, line, first, texts[0]);
  };
  const std::string head[] = {"", "a", "w", "w · a", "∂L/∂w", tr(f, "trace.after")};
  cells(label_text(f), label_text(f), head);
  const TextStyle style{kSmall, Weight::semibold, f.theme.ink};
  for (std::size_t i = 0; i <= s.below.size(); ++i) {
    const Row row = row_of(f, s, i);
    const auto text = [&](bool is_known, double value) {
      return is_known ? short_text(value) : std::string();
    };
    const std::string texts[] = {row.name,
                                 text(is_forward, row.given),
                                 short_text(row.weight),
                                 text(is_forward, row.given * row.weight),
                                 text(is_back, row.gradient),
                                 text(is_back, row.next)};
    std::string all = row.name + ": w " + texts[2];
    for (const auto& [name, at] : {std::pair{" · a", 1}, {" · w·a", 3}, {" · ∂L/∂w", 4}, {" → w", 5}})
      if (!texts[at].empty()) all += std::string(name) + " " + texts[at];
    add_text(f, "text.trace.row." + std::to_string(i + 1), {rest.x, rest.y, rest.w, kTable}, all);
    cells(with_colour(label_text(f), f.theme.ink), style, texts);
  }
  if (!is_back) return;
  const std::string note = i18n::format(f.language, "trace.step.note", {i18n::number(f.app.shown.lr)});
  f.explains = true;
  cut_top(rest, 4);
  const float height = draw_paragraph(f, rest, label_text(f), note);
  add_text(f, "text.trace.step", {rest.x, rest.y, rest.w, height}, note);
  cut_top(rest, height, 4);
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
  const Shown s = shown_of(f, state);
  draw_place(f, s.traced, rest);
  draw_sums(f, s, rest);
  draw_curve(f, state.trace, s, rest);
  draw_way_back(f, s, rest);
  draw_table(f, s, rest);
}

}  // namespace

void draw_trace_card(Frame& f, TrainView& state, const Rect& rect) {
  card(f, rect);
  const Group group(f, {"trace.card", base::Role::region, tr(f, "neuron.back"), rect});
  Rect rest = inset(rect, kCardPadding, kUnit);
  draw_head(f, cut_top(rest, 28, 4));
  read(f, state.trace);
  if (!state.trace.reading) return;
  draw_stepper(f, state, cut_top(rest, 18 + kMinTarget, 6));
  if (app::is_veiled(f.app, "numbers")) return;
  const auto draw_all = [&](Rect inside) {
    const float top = inside.y;
    draw_rows(f, state, inside);
    const float height = rest.y - rect.y + inside.y - top + kUnit;
    if (height != state.trace.height) f.due_in_s = 0;  // it is laid out anew
    state.trace.height = height;
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
