// The card of the first function: what it is, its sliders, what was measured.
#include <algorithm>
#include <cmath>

#include "app/fields.h"
#include "app/own.h"
#include "base/text.h"
#include "formula/derive.h"
#include "formula/typeset.h"
#include "ui/curves_facts.h"
#include "ui/curves_formula.h"
#include "ui/curves_room.h"
#include "ui/text.h"
#include "ui/widgets.h"

namespace lab::ui {

namespace {

constexpr float kTitleHeight = 24;
constexpr float kFactHeight = 26;
constexpr float kSourceHeight = 18;
constexpr double kLogarithmicFrom = 20;  // a slider whose ends are this many times apart is logarithmic
constexpr const char* kLetters[] = {"a", "b", "c"};

void refresh(CurveFacts& facts, const nn::Activation& activation) {
  if (facts.row == activation.row && facts.params == activation.params) return;
  facts.row = activation.row;
  facts.params = activation.params;
  facts.properties = nn::properties(activation);
  facts.formula = formula::typeset(*activation.program);
  const std::optional<formula::Program> derivative = formula::derive(*activation.program);
  facts.derivative.reset();
  if (derivative) facts.derivative = formula::typeset(*derivative);
}

bool has_own_params(const Frame& f) {
  return f.app.shown.a.has_value() || f.app.shown.b.has_value() || f.app.shown.c.has_value();
}

void draw_title(Frame& f, const Rect& rect, const nn::Activation& activation) {
  Rect rest = rect;
  if (has_own_params(f) && !activation.row->params.empty()) {
    const std::string label = tr(f, "curves.defaults");
    if (button(f, cut_right(rest, button_width(f, label)), "defaults", label, Look::plain)) {
      for (const char* letter : kLetters) f.commands.push_back(app::set(letter, ""));
    }
  }
  draw_text(f, rest, title_text(f), app::activation_name(f.app.shown, f.language, activation.row->id));
}

app::Limits limits_of(const nn::ActivationParam& param) {
  app::Limits limits{param.min, param.max, 0.01};
  if (param.min > 0 && param.max / param.min >= kLogarithmicFrom) {
    limits.logarithmic = true;
    limits.step = 0;  // two significant digits instead
  }
  return limits;
}

float draw_sliders(Frame& f, const Rect& space, const nn::Activation& activation) {
  float y = space.y;
  for (std::size_t i = 0; i < activation.row->params.size(); ++i) {
    const nn::ActivationParam& param = activation.row->params[i];
    const char* letter = kLetters[i];
    const std::string label = i18n::format(f.language, "curves.parameter",
                                           {letter, tr(f, "act.param." + std::string(param.meaning))});
    double value = base::parse_number(base::shortest(activation.params[i])).value_or(param.default_value);
    const Drag drag = slider(f, {space.x, y, space.w, kSliderHeight}, letter, label, i18n::number(value, 4),
                             value, limits_of(param));
    if (drag != Drag::none) {
      f.commands.push_back(app::set(letter, base::shortest(value), drag == Drag::goes_on));
    }
    y += kSliderHeight + 12;
  }
  return y - space.y;
}

float draw_facts(const Frame& f, const Rect& space, const std::vector<Fact>& facts) {
  float y = space.y;
  const TextStyle muted = with_colour(body(f), f.theme.muted);
  for (const Fact& fact : facts) {
    const Rect row{space.x, y, space.w, kFactHeight};
    const float label_width = draw_text(f, row, muted, fact.label);
    draw_text(f, {row.x + label_width + 8, row.y, row.w - label_width - 8, row.h}, value_text(f), fact.value,
              Align::right);
    y += kFactHeight;
  }
  return y - space.y;
}

// One work a line.
float draw_source(const Frame& f, const Rect& space, std::string_view source) {
  if (source.empty()) return 0;
  const TextStyle muted = with_colour(body(f), f.theme.muted);
  draw_text(f, {space.x, space.y, space.w, kFactHeight}, muted, tr(f, "curves.source"));
  float y = space.y + (kFactHeight - kSourceHeight) / 2;
  for (const std::string_view work : base::split(source, ';')) {
    draw_text(f, {space.x + 60, y, space.w - 60, kSourceHeight}, value_text(f), base::trim(work),
              Align::right);
    y += kSourceHeight;
  }
  return y + 6 - space.y;
}

}  // namespace

float draw_function_card(Frame& f, CurvesView& view, const Rect& space) {
  const nn::Activation activation = chosen_curves(f).front().activation;
  refresh(view.facts, activation);
  Rect rest = space;
  const auto take = [&rest](float height) { cut_top(rest, height); };
  draw_title(f, cut_top(rest, kTitleHeight, 4), activation);
  take(draw_formula(f, rest, {18, Weight::regular, f.theme.ink}, "f", view.facts.formula) + 4);
  if (view.facts.derivative) {
    const TextStyle style{14, Weight::regular, f.theme.muted};
    take(draw_formula(f, rest, style, "f′", *view.facts.derivative) + 4);
  }
  take(8);
  take(draw_sliders(f, rest, activation));
  take(draw_facts(f, rest, facts_of(f, view.facts.properties)));
  take(draw_source(f, rest, activation.row->source) + 6);
  const std::string about = tr(f, "curves.about." + std::string(activation.row->id));
  take(draw_paragraph(f, rest, with_colour(body(f), f.theme.muted), about));
  return rest.y - space.y;
}

}  // namespace lab::ui
