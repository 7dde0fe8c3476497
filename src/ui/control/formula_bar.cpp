#include "ui/control/formula_bar.h"

#include <algorithm>
#include <optional>

#include "app/activations.h"
#include "base/text.h"
#include "formula/parse.h"
#include "imgui_internal.h"
#include "ui/control/text_input.h"
#include "ui/control/widgets.h"
#include "ui/look/text.h"

namespace lab::ui {

namespace {

constexpr float kErrorWidth = 420;  // at most
constexpr float kErrorPadding = 8;

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

std::optional<app::Notice> apply_draft(Frame& f, FormulaDraft& draft) {
  read(draft);
  if (!draft.formula) return draft.error;
  const std::string text(draft.formula->text());
  if (text == draft.applied) return std::nullopt;
  app::Scenario changed = f.app.shown;
  if (!app::type_formula(changed, draft.use, *draft.formula)) {
    return app::Notice{"formula.no_room", {std::to_string(app::kMaxFormulas)}};
  }
  change(f, changed, draft.has_begun);
  draft.about = app::chosen(changed, draft.use).front();
  draft.applied = text;
  draft.has_begun = true;
  return std::nullopt;
}

// Over what lies below, so that nothing moves while one types.
void draw_error(Frame& f, const Rect& bar, const std::string& sentence) {
  const float width = std::min(kErrorWidth, std::max(bar.w, 240.0F));
  const float inner = width - 2 * kErrorPadding;
  const float height = paragraph_size(f, body(f), sentence, inner).y + 2 * kErrorPadding;
  const float x = std::clamp(bar.x, f.view.x + 4, std::max(right(f.view) - 4 - width, f.view.x + 4));
  const Rect rect{x, bottom(bar) + 4, width, height};
  const Rect window = inset(rect, -1, -1);  // with its outline
  ImGui::SetNextWindowPos(top_left(window));
  ImGui::SetNextWindowSize({window.w, window.h});
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoInputs |
                                      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                                      ImGuiWindowFlags_NoFocusOnAppearing;
  if (ImGui::Begin("formula_error", nullptr, kFlags)) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(top_left(rect), bottom_right(rect), f.theme.card, kControlRadius);
    draw->AddRect(top_left(rect), bottom_right(rect), f.theme.warning, kControlRadius);
    draw_paragraph(f, inset(rect, kErrorPadding, kErrorPadding), body(f), sentence);
    add_text(f, "text.formula_error", rect, sentence);
  }
  // Where the bar lies on a panel, above it.
  if (ImGui::GetCurrentContext()->BeginPopupStack.Size > 0)
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  ImGui::End();
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

}  // namespace

bool draw_formula_bar(Frame& f, FormulaDraft& draft, const Rect& rect) {
  follow(f, draft);
  Rect rest = rect;
  const std::string name = "f(x) =";
  const TextStyle style = value_text(f);
  draw_text(f, cut_left(rest, text_size(f, style, name).x, kUnit), style, name);
  draw_another(f, draft.use, cut_right(rest, kMinTarget + 4, 4));
  read(draft);
  const Typed typed = text_input(f, rest,
                                 {"formula", tr(f, "formula.label"), draft.text, tr(f, "formula.hint"),
                                  !draft.formula, draft.formula ? std::string() : sentence(f, draft.error)});
  if (typed.text) draft.text = *typed.text;
  const auto error = apply_draft(f, draft);
  if (typed.is_entered) draft.has_begun = false;
  if (error) {
    f.remark = sentence(f, *error);
    draw_error(f, rest, f.remark);
  }
  return typed.is_entered && !error;
}

}  // namespace lab::ui
