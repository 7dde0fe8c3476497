// The computed properties of all 81 functions against the reference catalogue, whose figures were computed
// with 40 to 60 digits, independently of this program.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "act/activation.h"
#include "act/study/properties.h"
#include "json_reader.h"

using namespace lab;
using act::FarOut;
using act::Monotonic;
using act::Symmetry;
using test::Json;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double number_of(const Json& json) {
  if (json.kind == Json::Kind::number) return json.number;
  REQUIRE(json.kind == Json::Kind::text);
  if (json.text == "inf") return kInfinity;
  if (json.text == "-inf") return -kInfinity;
  char* end = nullptr;
  const double value = std::strtod(json.text.c_str(), &end);
  REQUIRE(*end == '\0');
  return value;
}

void check_close(double found, double expected, double relative) {
  if (std::isinf(expected)) {
    CHECK(found == expected);
  } else {
    CHECK(std::fabs(found - expected) <= relative * std::max(1.0, std::fabs(expected)));
  }
}

void check_end(FarOut found, double found_limit, const std::string& saturates, const Json& limit) {
  if (limit.text.rfind("oscillates", 0) == 0) {
    CHECK(found == FarOut::oscillates);
    return;
  }
  const std::map<std::string, std::vector<FarOut>> kinds = {{"no", {FarOut::unbounded}},
                                                            {"soft (asymptotic)", {FarOut::soft}},
                                                            {"hard (exactly constant)", {FarOut::hard}}};
  const std::vector<FarOut>& allowed = kinds.at(saturates);
  CHECK(std::find(allowed.begin(), allowed.end(), found) != allowed.end());
  check_close(found_limit, number_of(limit), 1e-6);  // what far_out.h counts as having a limit
}

std::vector<double> positions(const Json& entry, const std::string& kind) {
  std::vector<double> x;
  for (const Json& kink : entry["kinks"].list) {
    if (kink["class"].text == kind) x.push_back(kink["x"].number);
  }
  return x;
}

void check_slopes_beside(const act::Properties& found, const Json& entry) {
  for (const Json& kink : entry["kinks"].list) {
    const double left = kink["df_left"].number;
    const double right = kink["df_right"].number;
    if (std::fabs(left - right) < 1e-3) continue;  // smoother than a kink
    const auto at = std::find_if(found.slope_jumps.begin(), found.slope_jumps.end(),
                                 [&](const act::Jump& jump) { return jump.x == kink["x"].number; });
    CAPTURE(kink["x"].number);
    REQUIRE(at != found.slope_jumps.end());
    // Read |x|·2⁻²⁰ to either side, where a slope that changes by 2 per unit is off by 6e-6 at x = 3.
    check_close(at->left, left, 1e-5);
    check_close(at->right, right, 1e-5);
    check_close(at->at, kink["df_used"].number, 1e-6);
  }
}

act::Properties properties_of(const Json& entry) {
  const act::ActivationRow* row = act::find_activation(entry["id"].text);
  REQUIRE(row != nullptr);
  return act::properties(act::bind(*row, act::default_params(*row)));
}

const Json& reference() {
  static const Json json = test::read_json_file(test::golden_path("catalogue.json"));
  return json;
}

}  // namespace

TEST_CASE("range, monotony and symmetry of all functions are those of the reference") {
  const std::map<std::string, Monotonic> monotony = {
      {"strictly increasing", Monotonic::strictly_increasing},
      {"non-decreasing", Monotonic::increasing},
      {"non-decreasing (f'=0 at isolated points) -> strictly increasing", Monotonic::strictly_increasing},
      {"no", Monotonic::no}};
  const std::map<std::string, Symmetry> symmetries = {
      {"odd", Symmetry::odd}, {"even", Symmetry::even}, {"none", Symmetry::none}};
  for (const Json& entry : reference()["scalar"].list) {
    CAPTURE(entry["id"].text);
    const act::Properties found = properties_of(entry);
    // Values are float32: a handful of roundings of 6e-8, relative to 1.
    check_close(found.lowest.value, number_of(entry["inf"]), 1e-6);
    check_close(found.highest.value, number_of(entry["sup"]), 1e-6);
    CHECK(found.lowest.is_attained == (entry["inf_attained"].number != 0));
    CHECK(found.highest.is_attained == (entry["sup_attained"].number != 0));
    CHECK(found.monotonic == monotony.at(entry["monotonic"].text));
    CHECK(found.symmetry == symmetries.at(entry["parity"].text));
  }
}

TEST_CASE("limits and saturation of all functions are those of the reference") {
  for (const Json& entry : reference()["scalar"].list) {
    CAPTURE(entry["id"].text);
    const act::Properties found = properties_of(entry);
    check_end(found.left, found.left_limit, entry["saturates_left"].text, entry["limit_left"]);
    check_end(found.right, found.right_limit, entry["saturates_right"].text, entry["limit_right"]);
  }
}

TEST_CASE("jumps and kinks of all functions lie where the reference has them, with its slopes beside them") {
  for (const Json& entry : reference()["scalar"].list) {
    CAPTURE(entry["id"].text);
    const act::Properties found = properties_of(entry);
    CHECK(found.jumps == positions(entry, "discontinuous"));
    CHECK(found.kinks == positions(entry, "C0"));
    check_slopes_beside(found, entry);
  }
}

TEST_CASE("values at 0, greatest slopes and gains of all functions are those of the reference") {
  for (const Json& entry : reference()["scalar"].list) {
    CAPTURE(entry["id"].text);
    const act::Properties found = properties_of(entry);
    // Values and slopes are float32, as above.
    check_close(found.at_zero, entry["f0"].number, 1e-6);
    check_close(found.slope_at_zero, entry["df0"].number, 1e-6);
    check_close(found.steepest.value, number_of(entry["max_abs_df"]), 1e-6);
    // The midpoint rule errs by h²/24 = 6e-7 times what the slope of f² or f′² jumps by, up to 4, times the
    // density 0.4; the expectations are 0.05 and more.
    const Json& gaussian = entry["gaussian"];
    check_close(found.variance_gain, gaussian["gain_forward"].number, 1e-5);
    if (gaussian["gain_backward"].kind == Json::Kind::null) {
      CHECK(std::isinf(found.gradient_gain));
    } else {
      check_close(found.gradient_gain, gaussian["gain_backward"].number, 1e-5);
    }
  }
}
