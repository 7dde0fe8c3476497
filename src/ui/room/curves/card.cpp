// The card of the first function: what it is, its sliders, what was measured.
#include <algorithm>
#include <cmath>

#include "app/activations.h"
#include "app/fields.h"
#include "base/text.h"
#include "formula/latex.h"
#include "formula/print.h"
#include "formula/pytorch.h"
#include "formula/readings.h"
#include "formula/typeset.h"
#include "ui/control/term.h"
#include "ui/control/widgets.h"
#include "ui/look/text.h"
#include "ui/room/curves/facts.h"
#include "ui/room/curves/formula.h"
#include "ui/room/curves/room.h"

namespace lab::ui {

namespace {

constexpr float kTitleHeight = 24;
constexpr float kButtonHeight = 28;
constexpr std::size_t kMostSymbols = 160;  // of a formula that can still be read on the card
constexpr float kFactHeight = 26;
constexpr float kSourceHeight = 18;
constexpr float kSliderRow = kSliderHeight + 12;
constexpr double kLogarithmicFrom = 20;  // a slider whose ends are this many times apart is logarithmic
constexpr std::string_view kOwnName = "activation";  // of a typed function, in Python

std::optional<formula::Box> set_if_short(const std::optional<formula::Program>& program) {
  if (!program) return std::nullopt;
  formula::Box box = formula::typeset(*program);
  if (formula::symbol_count(box) > kMostSymbols) return std::nullopt;
  return box;
}

// The formulas change with the function alone, what is measured with every move of a slider.
void refresh(CurveFacts& facts, const act::Activation& activation) {
  const bool is_other = facts.id != activation.row->id || facts.text != formula_of(activation);
  if (!is_other && facts.params == activation.params) return;
  facts.params = activation.params;
  facts.properties = act::properties(activation);
  if (!is_other) return;
  facts.id = activation.row->id;
  facts.text = formula_of(activation);
  facts.readings = *formula::readings_of(act::shown_formula(*activation.row));  // a test parses every row
  facts.formula = formula::typeset(facts.readings.written);
  facts.slope = set_if_short(facts.readings.slope);
  facts.curvature = set_if_short(facts.readings.curvature);
  facts.read_aloud = "f(x) = " + formula::pretty_text(facts.readings.written);
  if (facts.slope) facts.read_aloud += "; f′(x) = " + formula::pretty_text(*facts.readings.slope);
  if (facts.curvature) facts.read_aloud += "; f″(x) = " + formula::pretty_text(*facts.readings.curvature);
}

bool has_own_params(const Frame& f) {
  const auto is_set = [&](std::size_t i) {
    return app::chosen_param(f.app.shown, app::Use::curves, i).has_value();
  };
  return is_set(0) || is_set(1) || is_set(2);
}

void draw_title(Frame& f, const Rect& rect, const act::Activation& activation) {
  Rect rest = rect;
  if (has_own_params(f) && !activation.row->params.empty() && is_shown(f, "ca")) {
    const std::string label = tr(f, "curves.defaults");
    if (button(f, cut_right(rest, button_width(f, label)), "ca.defaults", label, Look::plain)) {
      app::Scenario next = f.app.shown;
      for (std::size_t i = 0; i < 3; ++i) app::set_param(next, app::Use::curves, i, std::nullopt);
      change(f, next);
    }
  }
  const std::string id(activation.row->id);
  if (!app::formula_index(id) && is_shown(f, "stars")) {
    const bool is_starred = has_star(f, id);
    const std::string label =
        i18n::format(f.language, is_starred ? "gallery.unstar" : "gallery.star", {short_name(f, id)});
    if (icon_button(f, centred_square(cut_right(rest, rest.h, 4)), "stars.first",
                    is_starred ? Icon::star_filled : Icon::star, label, Look::plain)) {
      toggle_star(f, id);
    }
  }
  draw_heading(f, rest, "function", full_name(f, id));
}

// f, f′ and, when it is drawn too, f″.
float draw_formulas(Frame& f, const Rect& space, const CurveFacts& facts) {
  Rect rest = space;
  add_text(f, "text.formulas", {space.x, space.y, space.w, 18}, facts.read_aloud);
  cut_top(rest, draw_formula(f, rest, {18, Weight::regular, f.theme.ink}, "f", facts.formula) + 4);
  const TextStyle style{14, Weight::regular, f.theme.muted};
  const auto add = [&](const char* name, const std::optional<formula::Box>& box) {
    if (box) {
      cut_top(rest, draw_formula(f, rest, style, name, *box) + 4);
    } else {
      const std::string sentence = i18n::format(f.language, "curves.too_long", {name});
      cut_top(rest, draw_paragraph(f, rest, with_colour(body(f), f.theme.muted), sentence) + 4);
    }
  };
  add("f′", facts.slope);
  if (f.app.shown.curvature) add("f″", facts.curvature);
  return rest.y - space.y;
}

// The formula as others write it, for the clipboard.
float draw_copy_buttons(Frame& f, const Rect& space, const act::Activation& activation,
                        const CurveFacts& facts) {
  if (!is_shown(f, "copy")) return 0;
  Rect line{space.x, space.y, space.w, kButtonHeight};
  const std::string latex = tr(f, "curves.copy_latex");
  const std::string pytorch = tr(f, "curves.copy_pytorch");
  if (button(f, cut_left(line, button_width(f, latex), kUnit), "copy.latex", latex)) {
    copy(f, formula::latex_definition(facts.readings.written, activation.params), "notice.copied_latex");
  }
  if (button(f, cut_left(line, button_width(f, pytorch)), "copy.pytorch", pytorch)) {
    const formula::Program& program = formula::form_to_run(facts.readings, activation.params);
    const std::string name(app::formula_index(activation.row->id) ? kOwnName : activation.row->id);
    copy(f, formula::pytorch_file(program, name, activation.params), "notice.copied_pytorch");
  }
  return kButtonHeight;
}

bool has_slider(const Frame& f, const act::Activation& activation, std::size_t param) {
  const auto used = formula::used_parameters(*activation.program);  // c alone: the row has a and b too
  return used[param] && is_shown(f, app::param_key(app::Use::curves, param));
}

app::Limits limits_of(const act::ActivationParam& param) {
  app::Limits limits{param.min, param.max, 0.01};
  if (param.min > 0 && param.max / param.min >= kLogarithmicFrom) {
    limits.logarithmic = true;
    limits.step = 0;  // two significant digits instead
  }
  return limits;
}

float draw_facts(Frame& f, const Rect& space, const std::vector<Fact>& facts) {
  float y = space.y;
  const TextStyle muted = with_colour(body(f), f.theme.muted);
  for (const Fact& fact : facts) {
    const Rect row{space.x, y, space.w, kFactHeight};
    add_text(f, "text.fact." + std::to_string(&fact - facts.data()), row,
             i18n::format(f.language, "reading", {fact.label, fact.value}));
    const float label_width = draw_term(f, row, muted, fact.label, fact.term);
    draw_text(f, {row.x + label_width + 8, row.y, row.w - label_width - 8, row.h}, value_text(f), fact.value,
              Align::right);
    y += kFactHeight;
  }
  return y - space.y;
}

// One work a line.
float draw_source(Frame& f, const Rect& space, std::string_view source) {
  if (source.empty()) return 0;
  add_text(f, "text.source", {space.x, space.y, space.w, kFactHeight},
           i18n::format(f.language, "reading", {tr(f, "curves.source"), std::string(source)}));
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

float sliders_height(const Frame& f, const act::Activation& activation) {
  float height = 0;
  for (std::size_t i = 0; i < activation.row->params.size(); ++i)
    height += has_slider(f, activation, i) ? kSliderRow : 0;
  return height;
}

float draw_sliders(Frame& f, const Rect& space, const act::Activation& activation) {
  Rect rest = space;
  for (std::size_t i = 0; i < activation.row->params.size(); ++i) {
    if (!has_slider(f, activation, i)) continue;
    const Rect row = cut_top(rest, kSliderRow);
    const std::string key(app::param_key(app::Use::curves, i));
    const act::ActivationParam& param = activation.row->params[i];
    const std::string letter(app::param_key(app::Use::network, i));
    const std::string label = i18n::format(f.language, "curves.parameter",
                                           {letter, tr(f, "act.param." + std::string(param.meaning))});
    double value = base::parse_number(base::shortest(activation.params[i])).value_or(param.default_value);
    base::Element element{key, base::Role::slider, label, {row.x, row.y, row.w, kSliderHeight}};
    element.value = base::shortest(value);
    element.value_text = i18n::number(value, 4);
    const Drag drag = slider(f, std::move(element), value, limits_of(param));
    if (drag == Drag::none) continue;
    app::Scenario next = f.app.shown;
    app::set_param(next, app::Use::curves, i, value);
    change(f, next, drag == Drag::goes_on);
  }
  return rest.y - space.y;
}

float draw_function_card(Frame& f, CurvesView& view, const Rect& space) {
  const act::Activation activation = chosen_curves(f).front().activation;
  refresh(view.facts, activation);
  Rect rest = space;
  const auto take = [&rest](float height) { cut_top(rest, height); };
  draw_title(f, cut_top(rest, kTitleHeight, 4), activation);
  take(draw_formulas(f, rest, view.facts) + 4);
  take(draw_copy_buttons(f, rest, activation, view.facts) + 12);
  take(draw_sliders(f, rest, activation));
  take(draw_facts(f, rest, facts_of(f, view.facts.properties)));
  take(draw_source(f, rest, activation.row->source) + 6);
  const std::string id(activation.row->id);
  const std::string note = tr(f, app::formula_index(id) ? "curves.own_note" : "act." + id + ".note");
  f.explains = true;
  const float note_height = draw_paragraph(f, rest, with_colour(body(f), f.theme.muted), note);
  add_text(f, "text.note", {rest.x, rest.y, rest.w, note_height}, note);
  take(note_height);
  return rest.y - space.y;
}

}  // namespace lab::ui
