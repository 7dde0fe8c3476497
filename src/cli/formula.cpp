// activation-lab-cli formula: the exact derivative of a formula, as text that can be typed again.
#include "cli/command.h"
#include "formula/derive.h"
#include "formula/parse.h"
#include "formula/print.h"

namespace lab::cli {

int run_formula(const Arguments& arguments, i18n::Language language) {
  const auto program = formula::parse(arguments.words.front());
  if (!program.ok()) {
    const auto& error = program.error();
    return fail(language, kBadInput, formula::text_id(error.code),
                {std::to_string(error.column), error.token});
  }
  const auto derivative = formula::derive(*program);
  if (!derivative) return fail(language, kBadInput, "cli.error.derivative_too_large");
  print(formula::text(*derivative) + "\n");
  return kSuccess;
}

}  // namespace lab::cli
