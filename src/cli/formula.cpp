// activation-lab-cli formula: what can be read off a formula: its derivatives,
// and it or them in other notations.
#include "cli/command.h"
#include "formula/derive.h"
#include "formula/glsl.h"
#include "formula/latex.h"
#include "formula/print.h"
#include "formula/pytorch.h"
#include "formula/readings.h"

namespace lab::cli {

namespace {

constexpr float kUnit[] = {1, 1, 1};  // parameters, as in "curve"

struct Notation {
  std::string_view option;
  std::string (*write)(const formula::Program&);
  bool is_run = false;  // by a machine, in float32
};

// Without any of them: the text that can be typed again.
constexpr Notation kNotations[] = {
    {"--pretty", [](const formula::Program& p) { return formula::pretty_text(p) + "\n"; }},
    {"--latex", [](const formula::Program& p) { return formula::latex(p) + "\n"; }},
    {"--pytorch", [](const formula::Program& p) { return formula::pytorch_file(p, "f", kUnit); }, true},
    {"--glsl", [](const formula::Program& p) { return formula::glsl_function(p, "f"); }, true},
};

std::string plain(const formula::Program& program) { return formula::text(program) + "\n"; }

// How often to derive. The derivative is what is asked for without options;
// a notation alone shows the formula itself.
int order_of(const Arguments& arguments, bool has_notation) {
  if (has_option(arguments, "--second")) return 2;
  return has_option(arguments, "--first") || !has_notation ? 1 : 0;
}

std::optional<formula::Program> program_to_read(const formula::Readings& readings, int order) {
  if (order == 0) return readings.written;
  return order == 1 ? readings.slope : readings.curvature;
}

std::optional<formula::Program> program_to_run(const formula::Readings& readings, int order) {
  if (order == 0) return formula::form_to_run(readings, kUnit);
  std::optional<formula::Program> program = readings.stable;
  for (int i = 0; i < order && program; ++i) program = formula::derive(*program);
  return program;
}

}  // namespace

int run_formula(const Arguments& arguments, i18n::Language language) {
  const auto readings = formula::readings_of(arguments.words.front());
  if (!readings.ok()) {
    const auto& error = readings.error();
    return fail(language, kBadInput, formula::text_id(error.code), formula::text_args(error));
  }
  bool has_notation = false;
  for (const Notation& notation : kNotations) has_notation |= has_option(arguments, notation.option);
  const int order = order_of(arguments, has_notation);
  const std::optional<formula::Program> to_read = program_to_read(*readings, order);
  const std::optional<formula::Program> to_run = program_to_run(*readings, order);
  if (!to_read || !to_run) return fail(language, kBadInput, "cli.error.derivative_too_large");
  if (!has_notation) print(plain(*to_run));
  for (const Notation& notation : kNotations) {
    if (has_option(arguments, notation.option)) print(notation.write(notation.is_run ? *to_run : *to_read));
  }
  return kSuccess;
}

}  // namespace lab::cli
