#include "formula/exact/reading.h"

#include <cassert>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "base/text.h"
#include "formula/exact/bounded.h"
#include "formula/exact/jet.h"
#include "formula/exact/wide_reader.h"

namespace lab::formula {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kEnough = 1e-9;    // relative
constexpr double kNothing = 1e-46;  // less than the smallest float32

struct Reading {
  Bounded<double> value;
  Bounded<double> wanted;  // the value, or a derivative
};

class Reader {
 public:
  Reader(const Program& program, std::span<const float> params)
      : params_(as_meant(program, params)), program_(program), evaluate_(program, params_) {}

  double read(Order order, double x, double seen) {
    if (!std::isfinite(x)) return kNaN;
    const Reading first = read_in_double(order, x);
    if (first.value.has_none()) return kNaN;
    if (first.value.is_finite() && is_enough(first.wanted, seen)) return first.wanted.value;
    return is_unseen(first.wanted, seen) ? unseen_value(order, x, seen) : wide().read(order, x);
  }

  struct ValueAndSlope {
    double value = kNaN, slope = kNaN;
    bool is_limit = false;
  };
  ValueAndSlope read_both(double x, double seen) {
    const Reading first = read_in_double(Order::slope, x);
    if (first.value.has_none()) return {};
    const int limits_before = in_wide_ ? in_wide_->limits() : 0;
    const bool is_known = is_enough(first.value, seen);
    const double value = is_known                       ? first.value.value
                         : is_unseen(first.value, seen) ? unseen_value(Order::value, x, seen)
                                                        : wide().read(Order::value, x);
    if (std::isnan(value)) return {};
    const bool is_limit = in_wide_ && in_wide_->limits() > limits_before;
    if (is_enough(first.wanted, seen)) return {value, first.wanted.value, is_limit};
    const bool is_unseen_slope = is_unseen(first.wanted, seen);
    return {value, is_unseen_slope ? unseen_value(Order::slope, x, seen) : wide().read(Order::slope, x),
            is_limit};
  }

  WideReader& wide() {
    if (!in_wide_) in_wide_.emplace(program_, params_);
    return *in_wide_;
  }

 private:
  // An exact 0 is said only where it is certain.
  static bool is_enough(const Bounded<double>& number, double seen) {
    if (!number.is_finite() || number.bound == 0) return number.is_finite();
    const double size = std::fabs(number.value);
    return number.bound <= kEnough * size || number.bound <= kNothing || (size > 0 && number.bound <= seen);
  }

  // Perhaps 0, and nothing that is seen.
  static bool is_unseen(const Bounded<double>& number, double seen) {
    return number.value == 0 && number.bound <= seen;
  }

  // What is not seen anyway need not be read at every place, as long as it is known whether it is 0.
  double unseen_value(Order order, double x, double seen) {
    constexpr int kPlaces = 64;
    Unseen& last = unseen_[static_cast<std::size_t>(order)];
    if (last.places_left == 0) last = {wide().read(order, x), kPlaces};
    if (!(std::abs(last.value) <= seen)) last.places_left = 1;
    --last.places_left;
    return last.value;
  }

  Reading read_in_double(Order order, double x) {
    Jet<Bounded<double>> place{Bounded<double>(x)};
    place.first = 1.0;
    place.order = static_cast<int>(order);
    const Jet<Bounded<double>>& read = evaluate_(place);
    // What does not depend on x has order 0, and derivatives that are 0.
    return {read.value, order == Order::value   ? read.value
                        : order == Order::slope ? read.first
                                                : read.second};
  }

  struct Unseen {
    double value = 0;
    int places_left = 0;
  };
  std::array<Unseen, 3> unseen_{};
  std::array<double, kMaxParameters> params_;
  const Program& program_;
  ScalarEvaluator<Jet<Bounded<double>>> evaluate_;
  std::optional<WideReader> in_wide_;  // once it is needed
};

}  // namespace

std::array<double, kMaxParameters> as_meant(const Program& program, std::span<const float> params) {
  std::array<double, kMaxParameters> meant{};
  const auto used = used_parameters(program);
  for (std::size_t i = 0; i < meant.size() && i < params.size(); ++i) {
    if (used[i]) meant[i] = base::parse_number(base::shortest(params[i])).value_or(params[i]);
  }
  return meant;
}

void read_exactly(const Program& program, std::span<const float> params, Order order,
                  std::span<const double> x, std::span<double> y, double seen) {
  assert(x.size() == y.size());
  Reader reader(program, params);
  for (std::size_t i = 0; i < x.size(); ++i) y[i] = reader.read(order, x[i], seen);
}

std::vector<std::size_t> read_values_and_slopes_exactly(const Program& program, std::span<const float> params,
                                                        std::span<const double> x, std::span<double> f,
                                                        std::span<double> df, double seen) {
  assert(x.size() == f.size() && x.size() == df.size());
  Reader reader(program, params);
  std::vector<std::size_t> limits;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto [value, slope, is_limit] = reader.read_both(x[i], seen);
    f[i] = value;
    df[i] = slope;
    if (is_limit) limits.push_back(i);
  }
  return limits;
}

Deviation deviation(const Program& program, std::span<const float> params, Order order, double x,
                    double from) {
  return WideReader(program, as_meant(program, params)).deviation(order, x, from);
}

bool has_value(const Program& program, std::span<const float> params, double x) {
  return WideReader(program, as_meant(program, params)).has_value(x);
}

}  // namespace lab::formula
