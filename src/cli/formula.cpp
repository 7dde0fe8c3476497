// activation-lab-cli formula: what can be read off a formula: its derivatives, and it or them in other
// notations.
#include "cli/command.h"
#include "formula/derive.h"
#include "formula/glsl.h"
#include "formula/latex.h"
#include "formula/parse.h"
#include "formula/print.h"
#include "formula/pytorch.h"

namespace lab::cli {

namespace {

constexpr float kUnit[] = {1, 1, 1};  // parameters, as in "curve"

struct Notation {
  std::string_view option;
  std::string (*write)(const formula::Program&);
};

// Without any of them: the text that can be typed again.
constexpr Notation kNotations[] = {
    {"--pretty", [](const formula::Program& p) { return formula::pretty_text(p) + "\n"; }},
    {"--latex", [](const formula::Program& p) { return formula::latex(p) + "\n"; }},
    {"--pytorch",
     [](const formula::Program& p) {
       return std::string(formula::kPytorchImports) + "\n\n" + formula::pytorch_function(p, "f", kUnit);
     }},
    {"--glsl", [](const formula::Program& p) { return formula::glsl_function(p, "f"); }},
};

std::string plain(const formula::Program& program) { return formula::text(program) + "\n"; }

// How often to derive. The derivative is what is asked for without options; a notation alone shows the
// formula itself.
int order_of(const Arguments& arguments, bool has_notation) {
  if (has_option(arguments, "--second")) return 2;
  return has_option(arguments, "--first") || !has_notation ? 1 : 0;
}

}  // namespace

int run_formula(const Arguments& arguments, i18n::Language language) {
  auto program = formula::parse(arguments.words.front());
  if (!program.ok()) {
    const auto& error = program.error();
    return fail(language, kBadInput, formula::text_id(error.code),
                {std::to_string(error.column), error.token});
  }
  bool has_notation = false;
  for (const Notation& notation : kNotations) has_notation |= has_option(arguments, notation.option);
  formula::Program shown = *program;
  for (int i = order_of(arguments, has_notation); i > 0; --i) {
    const auto derivative = formula::derive(shown);
    if (!derivative) return fail(language, kBadInput, "cli.error.derivative_too_large");
    shown = *derivative;
  }
  if (!has_notation) print(plain(shown));
  for (const Notation& notation : kNotations) {
    if (has_option(arguments, notation.option)) print(notation.write(shown));
  }
  return kSuccess;
}

}  // namespace lab::cli
