#include "ui/control/formula_bar.h"

#include <optional>

#include "app/activations.h"
#include "base/text.h"
#include "formula/parse.h"
#include "ui/control/widgets.h"
#include "ui/look/text.h"

namespace lab::ui {

namespace {

constexpr float kErrorGap = 4;
constexpr std::string_view kName = "f(x) =";

// Back to the formula of the function when another one is shown, or when it was changed elsewhere.
void follow(const Frame& f, FormulaDraft& draft) {
  const std::string& id = app::chosen(f.app.shown, draft.use).front();
  const std::string formula(act::shown_formula(*app::activation_of(f.app.shown, id).row));
  if (draft.about == id && draft.applied == formula) return;
  draft = FormulaDraft(draft.use);
  draft.about = id;
  draft.applied = draft.text = formula;
}

void read(FormulaDraft& draft) {
  if (draft.read_text == draft.text) return;
  draft.read_text = draft.text;
  draft.formula.reset();
  const auto formula = act::read_formula({}, base::trim(draft.text));
  if (formula.ok()) {
    draft.formula = *formula;
  } else {
    draft.error = {std::string(formula::text_id(formula.error().code)), formula::text_args(formula.error())};
  }
}

// Whether it is a formula and has its place.
bool apply_draft(Frame& f, FormulaDraft& draft) {
  read(draft);
  if (!draft.formula) return false;
  const std::string text(draft.formula->text());
  if (text == draft.applied) return true;
  app::Scenario changed = f.app.shown;
  if (!app::type_formula(changed, draft.use, *draft.formula)) {
    draft.error = {"formula.no_room", {std::to_string(app::kMaxFormulas)}};
    return false;
  }
  change(f, changed, draft.has_begun);
  draft.about = app::chosen(changed, draft.use).front();
  draft.applied = text;
  draft.has_begun = true;
  return true;
}

// One more formula, a copy of this one to vary, drawn over it.
void draw_another(Frame& f, app::Use use, const Rect& place) {
  const app::Scenario& shown = f.app.shown;
  std::vector<std::string> ids = app::chosen(shown, use);
  const bool is_beside = use == app::Use::curves;  // the network has one at a time
  const bool is_possible = app::has_room_for_formula(shown) && (!is_beside || ids.size() < app::kMaxCurves);
  const std::string label = tr(f, "formula.another");
  if (!icon_button(f, centred_square(place), "formula.another", Icon::plus, label, Look::plain, is_possible))
    return;
  const auto formula = act::read_formula({}, act::shown_formula(*app::activation_of(shown, ids.front()).row));
  if (!formula.ok()) return;
  app::Scenario changed = shown;
  if (is_beside) {
    ids.insert(ids.begin(), ids.front());  // with its parameters; gives way to the new one
    app::choose(changed, use, std::move(ids));
  }
  app::add_formula(changed, *formula, use);
  change(f, changed);
}

// Where the line to type in begins.
float indent_of(const Frame& f) { return text_size(f, value_text(f), kName).x + kUnit; }

}  // namespace

float formula_bar_height(const Frame& f, const FormulaDraft& draft, float width) {
  if (!draft.complaint.is_told) return kTextInputHeight;
  const float inner = width - indent_of(f);
  return kTextInputHeight + kErrorGap + paragraph_size(f, body(f), sentence(f, draft.error), inner).y;
}

bool draw_formula_bar(Frame& f, FormulaDraft& draft, const Rect& rect) {
  follow(f, draft);
  Rect below = rect;
  Rect rest = cut_top(below, kTextInputHeight, kErrorGap);
  draw_text(f, cut_left(rest, indent_of(f)), value_text(f), kName);
  draw_another(f, draft.use, cut_right(rest, kMinTarget + 4, 4));
  const bool is_told = draft.complaint.is_told;
  const std::string why = is_told ? sentence(f, draft.error) : "";
  const Typed typed = text_input(
      f, rest, {"formula", tr(f, "formula.label"), draft.text, tr(f, "formula.hint"), is_told, why});
  if (typed.text) draft.text = *typed.text;
  const bool is_formula = apply_draft(f, draft);
  if (typed.is_entered) draft.has_begun = false;
  follow_typing(f, draft.complaint, typed, draft.text, is_formula);
  if (!is_formula) f.remark = sentence(f, draft.error);
  if (!is_told) return typed.is_entered && is_formula;
  cut_left(below, indent_of(f));
  add_text(f, "text.formula_error", below, why);
  draw_paragraph(f, below, with_colour(body(f), f.theme.warning), why);
  return typed.is_entered && is_formula;
}

}  // namespace lab::ui
