#include "oracle/golden.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>

#include "act/study/properties.h"
#include "base/result.h"
#include "base/simd.h"
#include "base/text.h"
#include "formula/evaluate.h"

namespace lab::oracle {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::size_t kColumns = 9;

struct GoldenRow {
  act::Activation activation;
  std::string id, params, x_text;
  float x = 0;
  double f = 0, df = 0;
  bool is_huge_angle = false;
};

// Hexadecimal and "inf" too, which base::parse_number refuses.
std::optional<double> read_number(std::string_view text) {
  const std::string copy(text);
  char* end = nullptr;
  const double value = std::strtod(copy.c_str(), &end);
  if (copy.empty() || end != copy.c_str() + copy.size() || std::isnan(value)) return std::nullopt;
  return value;
}

// "name=value;name=value" in the order of the row's parameters; those that are not named keep their defaults.
std::optional<GoldenProblem> read_params(std::string_view text, const act::ActivationRow& row,
                                         act::ActivationParams& params) {
  if (text.empty()) return std::nullopt;
  const std::vector<std::string_view> pieces = base::split(text, ';');
  if (pieces.size() > row.params.size())
    return GoldenProblem{0, GoldenFault::wrong_parameters, std::string(text)};
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const std::size_t equals = pieces[i].find('=');
    const auto value =
        equals == std::string_view::npos ? std::nullopt : read_number(pieces[i].substr(equals + 1));
    if (!value || !std::isfinite(static_cast<float>(*value)))
      return GoldenProblem{0, GoldenFault::wrong_parameters, std::string(pieces[i])};
    params[i] = static_cast<float>(*value);
  }
  return std::nullopt;
}

base::Result<GoldenRow, GoldenProblem> read_row(std::string_view line) {
  const std::vector<std::string_view> cells = base::split(line, ',');
  if (cells.size() != kColumns)
    return GoldenProblem{0, GoldenFault::wrong_columns, std::to_string(cells.size())};
  const act::ActivationRow* row = act::find_activation(cells[0]);
  if (row == nullptr) return GoldenProblem{0, GoldenFault::unknown_activation, std::string(cells[0])};
  act::ActivationParams params = default_params(*row);
  if (const auto problem = read_params(cells[1], *row, params)) return *problem;
  double numbers[3] = {};
  constexpr std::size_t kNumberCells[] = {2, 4, 5};
  for (std::size_t i = 0; i < std::size(kNumberCells); ++i) {
    const std::string_view cell = cells[kNumberCells[i]];
    const auto value = read_number(cell);
    if (!value || (i == 0 && !std::isfinite(static_cast<float>(*value))))
      return GoldenProblem{0, GoldenFault::bad_number, std::string(cell)};
    numbers[i] = *value;
  }
  GoldenRow golden{act::bind(*row, params), std::string(cells[0]), std::string(cells[1]),
                   std::string(cells[3])};
  golden.x = static_cast<float>(numbers[0]);
  golden.f = numbers[1];
  golden.df = numbers[2];
  golden.is_huge_angle = cells[8].find("+huge") != std::string_view::npos;
  return golden;
}

// Distance of neighbouring floats at `value`.
double ulp32(double value) {
  int exponent = 0;
  std::frexp(value, &exponent);
  return std::ldexp(1.0, std::max(exponent, -125) - 24);
}

// The error as a share of what the pass rule allows.
double share_of_rule(float got, double exact, double slack) {
  constexpr double kFirstOverflow = 0x1.ffffffp127;  // from here on the nearest float is infinite
  if (std::isnan(got)) return kInfinity;
  if (std::fabs(exact) >= kFirstOverflow) {
    const bool is_large = std::fabs(got) >= std::numeric_limits<float>::max();
    return is_large && (got > 0) == (exact > 0) ? 0 : kInfinity;
  }
  if (std::isinf(got)) return kInfinity;
  const double allowed = std::max(4 * ulp32(exact), 2.5e-7 * std::max(1.0, std::fabs(exact))) + slack;
  return std::fabs(static_cast<double>(got) - exact) / allowed;
}

// 0 where the value is finite and lies between the bounds, as far as a float can tell: by the rule's 2.5e-7.
double share_of_range(float got, double lowest, double highest) {
  const double tolerance = 2.5e-7 * std::max({1.0, std::isinf(lowest) ? 0 : std::fabs(lowest),
                                              std::isinf(highest) ? 0 : std::fabs(highest)});
  return std::isfinite(got) && got >= lowest - tolerance && got <= highest + tolerance ? 0 : kInfinity;
}

struct Both {
  float f = 0, df = 0;
};

Both read_activation(const act::Activation& activation, float at, bool by_program) {
  HWY_ALIGN float x[base::kLanes];
  HWY_ALIGN float f[base::kLanes];
  HWY_ALIGN float df[base::kLanes];
  std::fill(std::begin(x), std::end(x), at);
  if (by_program) {
    formula::value_and_slope(*activation.program, activation.params, x, f, df, base::kLanes);
  } else {
    apply(activation, x, f, df, base::kLanes);
  }
  return {f[0], df[0]};
}

// The worst of the four readings of a row, which join the hash `bits`.
GoldenReading check_row(const GoldenRow& golden, std::uint64_t& bits) {
  // sin(a·x): half an ulp of a·x, in f and, times a, in f′.
  const bool has_frequency =
      golden.activation.row->family == act::Family::periodic && !golden.activation.row->params.empty();
  const double frequency = has_frequency ? std::fabs(static_cast<double>(golden.activation.params[0])) : 0;
  const double slack = frequency * std::fabs(static_cast<double>(golden.x)) * 0x1p-23;
  std::optional<act::Properties> range;
  if (golden.is_huge_angle) range = properties(golden.activation);
  GoldenReading worst{0, golden.id, golden.params, golden.x_text};
  worst.share = -1;
  for (const bool is_program : {false, true}) {
    const Both got = read_activation(golden.activation, golden.x, is_program);
    const float readings[] = {got.f, got.df};
    bits = base::hash_floats(readings, bits);
    for (const bool is_slope : {false, true}) {
      const float y = is_slope ? got.df : got.f;
      const double wanted = is_slope ? golden.df : golden.f;
      const double share = !range     ? share_of_rule(y, wanted, is_slope ? slack * frequency : slack)
                           : is_slope ? share_of_range(y, -range->steepest.value, range->steepest.value)
                                      : share_of_range(y, range->lowest.value, range->highest.value);
      if (share <= worst.share) continue;
      worst.share = share;
      worst.is_program = is_program;
      worst.is_slope = is_slope;
      worst.got = y;
      worst.wanted = wanted;
    }
  }
  return worst;
}

bool is_data(std::string_view line) {
  return !line.empty() && line.front() != '#' && line.substr(0, 10) != "id,params,";
}

}  // namespace

GoldenReport check_golden(std::istream& file) {
  GoldenReport report;
  report.worst.share = -1;
  std::size_t line_number = 0;
  for (std::string text; std::getline(file, text);) {
    ++line_number;
    const std::string_view line = base::trim(text);
    if (!is_data(line)) continue;
    ++report.rows;
    const auto golden = read_row(line);
    if (!golden.ok()) {
      report.problems.push_back(golden.error());
      report.problems.back().line = line_number;
      continue;
    }
    GoldenReading reading = check_row(*golden, report.bits);
    reading.line = line_number;
    if (reading.share > report.worst.share) report.worst = reading;
    if (reading.share <= 1) {
      ++report.passed;
    } else {
      report.failed.push_back(std::move(reading));
    }
  }
  return report;
}

}  // namespace lab::oracle
