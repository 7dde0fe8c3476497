// activation-lab-cli check-activations: the catalogue against a file of reference values.
#include <algorithm>
#include <cmath>
#include <fstream>

#include "base/hash.h"
#include "base/text.h"
#include "cli/command.h"
#include "oracle/golden.h"

namespace lab::cli {

namespace {

constexpr std::size_t kMaxListed = 20;  // failures told one by one; the first ones say enough

std::string_view text_id(oracle::GoldenFault fault) {
  constexpr std::string_view kIds[] = {"cli.check.wrong_columns", "cli.check.unknown_activation",
                                       "cli.check.wrong_parameters", "cli.check.bad_number"};
  return kIds[static_cast<std::size_t>(fault)];
}

// "mish, x = -3, f′ (formula): -0.1 instead of -0.2, 130 % of what is allowed"
std::string sentence_of(const oracle::GoldenReading& reading, i18n::Language language) {
  const std::string function = reading.params.empty() ? reading.id : reading.id + " (" + reading.params + ")";
  const std::string share = std::isfinite(reading.share) ? base::rounded(100 * reading.share, 3) : "∞";
  return i18n::format(
      language, "cli.check.reading",
      {std::to_string(reading.line), function, reading.x, reading.is_slope ? "f′" : "f",
       std::string(i18n::tr(language, reading.is_program ? "cli.check.by_formula" : "cli.check.by_kernel")),
       base::shortest(reading.got), base::shortest(reading.wanted), share});
}

void print_problems(const oracle::GoldenReport& report, i18n::Language language) {
  std::size_t listed = 0;
  for (const oracle::GoldenProblem& problem : report.problems) {
    if (listed++ == kMaxListed) return;
    fail(language, kBadInput, text_id(problem.fault), {std::to_string(problem.line), problem.token});
  }
}

void print_failures(const oracle::GoldenReport& report, i18n::Language language) {
  std::size_t listed = 0;
  for (const oracle::GoldenReading& reading : report.failed) {
    if (listed++ == kMaxListed) return;
    print(sentence_of(reading, language) + "\n");
  }
}

}  // namespace

int run_check_activations(const Arguments& arguments, i18n::Language language) {
  const std::string& path = arguments.words.front();
  std::ifstream file(path);
  if (!file.good()) return fail(language, kBadInput, "cli.check.no_file", {path});
  const oracle::GoldenReport report = oracle::check_golden(file);
  print_problems(report, language);
  print_failures(report, language);
  if (report.rows == 0) return fail(language, kBadInput, "cli.check.no_rows", {path});
  print(i18n::format(language, "cli.check.passed",
                     {std::to_string(report.passed), std::to_string(report.rows)}) +
        "\n");
  if (report.worst.line != 0) {
    print(i18n::format(language, "cli.check.worst", {sentence_of(report.worst, language)}) + "\n");
  }
  print(i18n::format(language, "cli.check.bits", {base::hex(report.bits)}) + "\n");
  return report.passed == report.rows ? kSuccess : kBadInput;
}

}  // namespace lab::cli
