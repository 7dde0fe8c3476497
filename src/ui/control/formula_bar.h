// The line in which a person types a function: f(x) = … . It shows the formula of the first chosen function;
// a change of it is a change of what is chosen at once, see app::type_formula().
#pragma once

#include <optional>
#include <string>

#include "act/typed_activation.h"
#include "app/activations.h"
#include "app/notice.h"
#include "ui/control/text_input.h"
#include "ui/frame.h"

namespace lab::ui {

// What is being typed, which need not be a formula yet.
struct FormulaDraft {
  explicit FormulaDraft(app::Use whose = app::Use::network) : use(whose) {}

  app::Use use;
  std::string about;       // the id of the function
  std::string applied;     // its formula when it was last read or changed
  std::string text;        // as typed
  bool has_begun = false;  // a change was made since the person began: further ones are undone with it
  // What `text` was read as, once: a formula or the sentence that says why it is none.
  std::optional<std::string> read_text;
  std::optional<act::TypedFormula> formula;
  app::Notice error;      // of `text`, or that there is no room for one more
  Complaint complaint{};  // about it
};

// With the sentence below it that says why what is typed is no formula, if that is to be said.
float formula_bar_height(const Frame&, const FormulaDraft&, float width);

// Whether Enter was pressed on a formula.
bool draw_formula_bar(Frame&, FormulaDraft&, const Rect&);

}  // namespace lab::ui
