// Claims about all rows of the catalogue and all readings of their formulas.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "act/activation.h"
#include "base/simd.h"
#include "base/text.h"
#include "formula/derive.h"
#include "formula/evaluate.h"
#include "formula/print.h"
#include "formula/scalar.h"
#include "function_setup.h"
#include "json_reader.h"
#include "oracle/golden.h"

using namespace lab;
using base::AlignedFloats;
using test::program_of;

namespace {

// Irregular, so that no kink or round number is hit: x and −x from 1e-3 to 8.
std::vector<double> places_between_kinks() {
  std::vector<double> x;
  for (double at = 0.00113; at < 8; at += 0.0731) {
    x.push_back(at);
    x.push_back(-at);
  }
  return x;
}

// The same floats bit by bit, with places where rows change their form and where they saturate.
AlignedFloats lane_inputs() {
  AlignedFloats x;
  for (const double at : places_between_kinks()) x.push_back(static_cast<float>(at));
  for (const float at :
       {0.0F, 0.25F, 0.5F, 0.8F, 1.0F, 2.0F, 3.0F, 6.0F, 30.0F, 1e-30F, 100.0F, 1e6F, 1e20F, 3e38F}) {
    x.push_back(at);
    x.push_back(-at);
  }
  x.resize(base::padded(x.size()));
  return x;
}

bool is_same(const AlignedFloats& a, const AlignedFloats& b) {
  return std::equal(a.begin(), a.end(), b.begin(),
                    [](float p, float q) { return p == q || (std::isnan(p) && std::isnan(q)); });
}

void check_prints_to_the_same(const formula::Program& program, const act::ActivationParams& params) {
  const std::string printed = formula::text(program);
  CAPTURE(printed);
  const formula::Program again = *formula::parse(printed, formula::Forms::named);
  CHECK(formula::text(again) == printed);
  const AlignedFloats x = lane_inputs();
  AlignedFloats f(x.size()), df(x.size()), f_again(x.size()), df_again(x.size());
  formula::value_and_slope(program, params, x.data(), f.data(), df.data(), x.size());
  formula::value_and_slope(again, params, x.data(), f_again.data(), df_again.data(), x.size());
  CHECK(is_same(f, f_again));
  CHECK(is_same(df, df_again));
}

void check_golden_file(std::string_view name, std::size_t rows) {
  std::ifstream file(test::golden_path(name));
  REQUIRE(file.good());
  const oracle::GoldenReport report = oracle::check_golden(file);
  CHECK(report.problems.empty());
  CHECK(report.rows == rows);
  for (const oracle::GoldenReading& reading : report.failed) {
    CAPTURE(reading.line);
    CAPTURE(reading.id);
    CAPTURE(reading.x);
    CAPTURE(reading.got);
    CAPTURE(reading.wanted);
    CHECK(reading.share <= 1);
  }
  CHECK(report.passed == rows);
}

}  // namespace

TEST_CASE("all golden rows pass, as trained and from the formula") {
  check_golden_file("activations_golden.csv", 10800);
}

TEST_CASE("more parameters, extremes and the places where rows change their form pass, too") {
  check_golden_file("activations_extra.csv", 1905);
}

TEST_CASE("the catalogue has the functions of the reference, with its parameters and their defaults") {
  const test::Json reference = test::read_json_file(test::golden_path("catalogue.json"));
  std::set<std::string_view> seen;
  for (const test::Json& entry : reference["scalar"].list) {
    CAPTURE(entry["id"].text);
    const act::ActivationRow* row = act::find_activation(entry["id"].text);
    REQUIRE(row != nullptr);
    seen.insert(row->id);
    const std::vector<test::Json>& params = entry["params"].list;
    REQUIRE(row->params.size() == params.size());
    for (std::size_t i = 0; i < params.size(); ++i) {
      CHECK(row->params[i].default_value == params[i]["default"].number);
    }
  }
  CHECK(seen.size() == act::activations().size());
}

TEST_CASE("rows of a family stand together") {
  std::vector<act::Family> order;
  for (const act::ActivationRow& row : act::activations()) {
    if (order.empty() || order.back() != row.family) order.push_back(row.family);
  }
  CHECK(order.size() == act::kFamilyCount);
}

TEST_CASE("the stable form of a formula is the same function as its definition") {
  int rows = 0;
  for (const act::ActivationRow& row : act::activations()) {
    if (row.definition.empty()) continue;
    ++rows;
    CAPTURE(row.id);
    const formula::Program stable = program_of(row.formula);
    const formula::Program definition = program_of(row.definition);
    CHECK(formula::used_parameters(stable) == formula::used_parameters(definition));
    const act::ActivationParams params = act::default_params(row);
    for (const double x : places_between_kinks()) {
      const double expected = formula::evaluate_scalar(definition, params, x);
      CAPTURE(x);
      // In double both are good to 1e-12 here; the series of sinc and tanhshrink end at 1e-8.
      CHECK(std::fabs(formula::evaluate_scalar(stable, params, x) - expected) <=
            1e-8 * std::max(1.0, std::fabs(expected)));
    }
  }
  CHECK(rows >= 30);
}

TEST_CASE("every row and its derivative print to a text that evaluates to the same bits") {
  for (const act::ActivationRow& row : act::activations()) {
    CAPTURE(row.id);
    const act::ActivationParams params = act::default_params(row);
    const formula::Program program = program_of(row.formula);
    check_prints_to_the_same(program, params);
    const auto derived = formula::derive(program);
    REQUIRE(derived.has_value());
    check_prints_to_the_same(*derived, params);
    check_prints_to_the_same(program_of(act::shown_formula(row)), params);
  }
}

TEST_CASE("the symbolic derivative of every row equals that of dual numbers") {
  for (const act::ActivationRow& row : act::activations()) {
    CAPTURE(row.id);
    const act::ActivationParams params = act::default_params(row);
    for (const std::string_view text : {row.formula, act::shown_formula(row)}) {
      const formula::Program program = program_of(text);
      const auto derived = formula::derive(program);
      REQUIRE(derived.has_value());
      for (const double x : places_between_kinks()) {
        const double exact = formula::evaluate_scalar(program, params, formula::variable(x)).slope;
        CAPTURE(x);
        // Doubles in a different order: some hundred roundings of 1e-16,
        // times terms of up to 1e3 that cancel.
        CHECK(std::fabs(formula::evaluate_scalar(*derived, params, x) - exact) <=
              1e-11 * std::max(1.0, std::fabs(exact)));
      }
    }
  }
}

namespace {

// A row of the golden file.
struct GoldenSlope {
  const act::ActivationRow* row = nullptr;
  act::ActivationParams params{};
  float x = 0;
  double df = 0;
  bool is_huge_angle = false;
};

std::vector<GoldenSlope> golden_slopes() {
  std::ifstream file(test::golden_path("activations_golden.csv"));
  REQUIRE(file.good());
  std::vector<GoldenSlope> rows;
  for (std::string line; std::getline(file, line);) {
    const std::vector<std::string_view> cells = base::split(line, ',');
    if (cells.size() != 9 || cells[0] == "id") continue;
    GoldenSlope row;
    row.row = act::find_activation(cells[0]);
    REQUIRE(row.row != nullptr);
    row.params = act::default_params(*row.row);
    std::size_t i = 0;
    for (const std::string_view piece : base::split(cells[1], ';')) {
      if (!piece.empty())
        row.params[i++] = static_cast<float>(*base::parse_number(piece.substr(piece.find('=') + 1)));
    }
    row.x = std::strtof(std::string(cells[2]).c_str(), nullptr);
    row.df = std::strtod(std::string(cells[5]).c_str(), nullptr);
    row.is_huge_angle = cells[8].find("+huge") != std::string_view::npos;
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

TEST_CASE("the symbolic derivative of every row gives the golden slopes, kinks included") {
  std::map<const act::ActivationRow*, formula::Program> derivatives;
  for (const act::ActivationRow& row : act::activations()) {
    derivatives[&row] = *formula::derive(program_of(row.formula));
  }
  for (const GoldenSlope& golden : golden_slopes()) {
    const float slope = formula::read_at(derivatives.at(golden.row), golden.params, golden.x).value;
    CAPTURE(golden.row->id);
    CAPTURE(golden.params[0]);
    CAPTURE(golden.x);
    CAPTURE(slope);
    CAPTURE(golden.df);
    CHECK_FALSE(std::isnan(slope));
    if (golden.is_huge_angle) continue;
    if (std::fabs(golden.df) > 3.4e38) {  // beyond float32
      CHECK(std::isinf(slope));
      continue;
    }
    const double argument =
        golden.row->family == act::Family::periodic ? std::fabs(static_cast<double>(golden.x)) : 0;
    const double frequency = golden.row->params.empty() ? 1 : static_cast<double>(golden.params[0]);
    // Written to be read: 1 − tanh² is off by 3 ulp of 1, times an inner slope of up to 8.
    const double allowed =
        2.5e-6 * std::max(1.0, std::fabs(golden.df)) + argument * frequency * frequency * 0x1p-23;
    CHECK(std::fabs(static_cast<double>(slope) - golden.df) <= allowed);
  }
}
