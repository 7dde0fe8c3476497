// activation-lab-cli curve: values and slopes of an activation or a formula as CSV.
#include <algorithm>
#include <cmath>
#include <vector>

#include "act/typed_activation.h"
#include "base/simd.h"
#include "base/text.h"
#include "cli/command.h"
#include "formula/exact/reading.h"

namespace lab::cli {

namespace {

constexpr double kMaxPoints = 10'000'000;

// One piece of --x: a number, or "from:to:count" with both ends included. False when it is neither.
bool append_points(std::string_view piece, std::vector<double>& points) {
  const std::vector<std::string_view> parts = base::split(piece, ':');
  if (parts.size() == 1) {
    const auto number = base::parse_number(base::trim(piece));
    if (!number) return false;
    points.push_back(*number);
    return true;
  }
  if (parts.size() != 3) return false;
  const auto from = base::parse_number(parts[0]);
  const auto to = base::parse_number(parts[1]);
  const auto count = base::parse_number(parts[2]);
  if (!from || !to || !count || *count < 2 || *count > kMaxPoints || *count != std::floor(*count))
    return false;
  const auto last = static_cast<std::size_t>(*count) - 1;
  for (std::size_t i = 0; i <= last; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(last);
    points.push_back(*from + share * (*to - *from));
  }
  return true;
}

// --a, --b, --c over the defaults. Returns the exit status.
int read_params(const Arguments& arguments, i18n::Language language, act::Activation& activation) {
  constexpr std::string_view kNames[] = {"--a", "--b", "--c"};
  for (std::size_t i = 0; i < activation.params.size(); ++i) {
    if (!has_option(arguments, kNames[i])) continue;
    if (i >= activation.row->params.size())
      return fail(language, kBadInput, "cli.error.no_such_parameter", {std::string(kNames[i])});
    const std::string text(option(arguments, kNames[i]));
    const auto number = base::parse_number(text);
    if (!number) return fail(language, kBadInput, "cli.error.not_a_number", {std::string(kNames[i]), text});
    activation.params[i] = static_cast<float>(*number);
  }
  return kSuccess;
}

void print_row(const std::string& x, const std::string& f, const std::string& df) {
  print(x + "," + f + "," + df + "\n");
}

void print_exact_rows(const act::Activation& activation, const std::vector<double>& x) {
  std::vector<double> f(x.size()), df(x.size());
  formula::read_values_and_slopes_exactly(*activation.program, activation.params, x, f, df);
  for (std::size_t i = 0; i < x.size(); ++i) {
    print_row(base::shortest(x[i]), base::shortest(f[i]), base::shortest(df[i]));
  }
}

// As networks compute it.
void print_float32_rows(const act::Activation& activation, const std::vector<double>& points) {
  base::AlignedFloats x(base::padded(points.size()), 0.0F), f(x.size()), df(x.size());
  std::transform(points.begin(), points.end(), x.begin(), [](double at) { return static_cast<float>(at); });
  act::apply(activation, x.data(), f.data(), df.data(), x.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    print_row(base::shortest(x[i]), base::shortest(f[i]), base::shortest(df[i]));
  }
}

// The function asked for with --act or --formula. Returns the exit status.
int read_activation(const Arguments& arguments, i18n::Language language, act::Activation& activation) {
  if (!has_option(arguments, "--formula")) {
    const std::string id(option(arguments, "--act"));
    const act::ActivationRow* row = act::find_activation(id);
    if (row == nullptr) return fail(language, kBadInput, "cli.error.unknown_activation", {id});
    activation = act::bind(*row, act::default_params(*row));
    return kSuccess;
  }
  const auto typed = act::typed_activation("formula", option(arguments, "--formula"));
  if (!typed.ok()) {
    const auto& error = typed.error();
    return fail(language, kBadInput, formula::text_id(error.code), formula::text_args(error));
  }
  activation = *typed;
  return kSuccess;
}

}  // namespace

int run_curve(const Arguments& arguments, i18n::Language language) {
  if (has_option(arguments, "--act") == has_option(arguments, "--formula")) {
    return fail(language, kBadUsage, "cli.error.act_or_formula");
  }
  if (!has_option(arguments, "--x")) return fail(language, kBadUsage, "cli.error.x_is_missing");
  std::vector<double> points;
  for (const std::string_view piece : base::split(option(arguments, "--x"), ',')) {
    if (!append_points(piece, points))
      return fail(language, kBadInput, "cli.error.bad_points", {std::string(piece)});
  }
  act::Activation activation;
  if (const int status = read_activation(arguments, language, activation); status != kSuccess) return status;
  if (const int status = read_params(arguments, language, activation); status != kSuccess) return status;
  print("x,f,df\n");
  has_option(arguments, "--float32") ? print_float32_rows(activation, points)
                                     : print_exact_rows(activation, points);
  return kSuccess;
}

}  // namespace lab::cli
