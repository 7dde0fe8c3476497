#include "run/pace.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace lab;

namespace {

constexpr std::int64_t kNoLimit = 1'000'000;

// The obvious version: one piece after the other.
std::int64_t count_pieces(double each_s, double left_s) {
  std::int64_t pieces = 0;
  for (double spent_s = each_s; spent_s <= left_s; spent_s += each_s) ++pieces;
  return pieces;
}

}  // namespace

TEST_CASE("as many pieces fit as a count one by one says") {
  for (const double each_s : {0.0625, 0.5, 3.0}) {  // their sums are exact
    for (double left_s = 0; left_s < 12; left_s += 0.03125) {
      CAPTURE(each_s);
      CAPTURE(left_s);
      CHECK(run::how_many_fit(each_s, left_s, kNoLimit) == count_pieces(each_s, left_s));
    }
  }
}

TEST_CASE("one piece is tried where nothing is known, and never more than asked for") {
  CHECK(run::how_many_fit(0, 1.0, kNoLimit) == 1);
  CHECK(run::how_many_fit(0, 1.0, 0) == 0);
  CHECK(run::how_many_fit(1e-9, 1.0, 500) == 500);
  CHECK(run::how_many_fit(1e-9, -1.0, 500) == 0);
  CHECK(run::how_many_fit(1e-300, 1.0, kNoLimit) == kNoLimit);
}

TEST_CASE("a cost is learnt within a few slices, one pause counts for nothing, and two are forgotten") {
  constexpr double kStepS = 3e-7;
  run::Cost cost;
  const auto train = [&](double pause_s) {
    const std::int64_t steps = std::max<std::int64_t>(1, run::how_many_fit(cost.each_s, 0.0005, kNoLimit));
    run::learn(cost, steps, static_cast<double>(steps) * kStepS + pause_s);
  };
  for (int slice = 0; slice < 12; ++slice) train(0);
  // The first slice that is clearly longer than the clock's jumps makes the cost exact.
  CHECK(cost.each_s == doctest::Approx(kStepS).epsilon(0.01));
  train(0.02);  // the system did something else
  CHECK(cost.each_s == doctest::Approx(kStepS).epsilon(0.01));
  train(0.02);
  CHECK(cost.each_s > 5 * kStepS);
  for (int slice = 0; slice < 12; ++slice) train(0);
  CHECK(cost.each_s == doctest::Approx(kStepS).epsilon(0.01));
}

TEST_CASE("of a piece that takes now this long and now that, the longer time is reckoned with") {
  run::Cost cost;
  for (int i = 0; i < 20; ++i) run::learn(cost, 1, i % 3 == 0 ? 0.005 : 0.0026);
  CHECK(cost.each_s == 0.005);
  for (int i = 0; i < 8; ++i) run::learn(cost, 1, 0.0026);
  CHECK(cost.each_s == 0.0026);
}
