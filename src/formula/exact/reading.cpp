#include "formula/exact/reading.h"

#include <cassert>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "base/text.h"
#include "formula/exact/bounded.h"
#include "formula/exact/jet.h"

namespace lab::formula {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kEnough = 1e-9;    // relative
constexpr double kNothing = 1e-46;  // less than the smallest float32

template <typename V>
struct Reading {
  Bounded<V> value;
  Bounded<V> wanted;  // the value, or a derivative

  bool has_value() const { return !is_none(value.value); }
};

template <typename V>
class Evaluator {
 public:
  Evaluator(const Program& program, const std::array<double, kMaxParameters>& params)
      : evaluate_(program, params) {}

  Reading<V> operator()(Order order, const V& x) {
    Jet<Bounded<V>> place(Bounded<V>(x, {}));
    place.first = Bounded<V>(1.0);
    place.order = static_cast<int>(order);
    const Jet<Bounded<V>>& read = evaluate_(place);
    // What does not depend on x has order 0, and derivatives that are 0.
    return {read.value, order == Order::value   ? read.value
                        : order == Order::slope ? read.first
                                                : read.second};
  }

 private:
  ScalarEvaluator<Jet<Bounded<V>>> evaluate_;
};

double to_double(const Bounded<Wide>& a) {
  return a.may_be_zero() && is_finite(a.value) ? 0 : to_double(a.value);
}

double log10_of(const Wide& a) {
  return (std::log2(leading_digits(a)) + static_cast<double>(a.exponent)) * 0.30102999566398120;
}

bool is_infinite(const Bounded<Wide>& a) { return a.value.kind == Wide::Kind::infinite; }

class Reader {
 public:
  Reader(const Program& program, std::span<const float> params)
      : params_(as_meant(program, params)), program_(program), in_double_(program, params_) {}

  double read(Order order, double x, double seen) {
    if (!std::isfinite(x)) return kNaN;
    const Reading<double> first = in_double_(order, x);
    if (first.value.has_none()) return kNaN;
    if (first.value.is_finite() && is_enough(first.wanted, seen)) return first.wanted.value;
    return is_unseen(first.wanted, seen) ? unseen_value(order, x, seen) : read_in_wide(order, x);
  }

  struct ValueAndSlope {
    double value = kNaN, slope = kNaN;
    bool is_limit = false;
  };
  ValueAndSlope read_both(double x, double seen) {
    const Reading<double> first = in_double_(Order::slope, x);
    if (first.value.has_none()) return {};
    count_of_limits_ = 0;
    const bool is_known = is_enough(first.value, seen);
    const double value = is_known                       ? first.value.value
                         : is_unseen(first.value, seen) ? unseen_value(Order::value, x, seen)
                                                        : read_in_wide(Order::value, x);
    if (std::isnan(value)) return {};
    const bool is_limit = count_of_limits_ > 0;
    if (is_enough(first.wanted, seen)) return {value, first.wanted.value, is_limit};
    const bool is_unseen_slope = is_unseen(first.wanted, seen);
    return {value, is_unseen_slope ? unseen_value(Order::slope, x, seen) : read_in_wide(Order::slope, x),
            is_limit};
  }

  Deviation deviation(Order order, double x, double from) {
    const Bounded<Wide> apart = wide(order, Wide(x)).wanted - Bounded<Wide>(from);
    if (is_none(apart.value)) return {};
    using Kind = Deviation::Kind;
    if (!apart.may_be_zero())
      return {apart.value.is_negative ? Kind::negative : Kind::positive, log10_of(apart.value)};
    if (apart.bound == Size()) return {Kind::exact};
    // Hit, as by x² at 2, or for some way: then it is a limit that is nearly reached.
    const Wide beside = Wide(x) + Wide(std::max(1.0, std::abs(x)) * 0x1p-20);
    const Bounded<Wide> apart_beside = wide(order, beside).wanted - Bounded<Wide>(from);
    return {apart_beside.may_be_zero() ? Kind::untold : Kind::exact};
  }

  bool has_value(double x) {
    const Reading<Wide> reading = wide(Order::value, Wide(x));
    return reading.has_value() && is_finite(reading.value.value);
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
    if (last.places_left == 0) last = {read_in_wide(order, x), kPlaces};
    if (!(std::abs(last.value) <= seen)) last.places_left = 1;
    --last.places_left;
    return last.value;
  }

  Reading<Wide> wide(Order order, const Wide& x) {
    if (!in_wide_) in_wide_.emplace(program_, params_);
    return (*in_wide_)(order, x);
  }

  double read_in_wide(Order order, double x) {
    const Reading<Wide> reading = wide(order, Wide(x));
    if (reading.value.has_none()) return kNaN;
    // What is infinite has no slope but an infinite one.
    if (is_infinite(reading.value) && order != Order::value && !is_infinite(reading.wanted)) return kNaN;
    if (reading.has_value() && !is_none(reading.wanted.value)) return to_double(reading.wanted);
    return limit(order, x);
  }

  // At two distances from x, to one side: NaN where there is nothing.
  struct Approach {
    double far = kNaN, near = kNaN;

    bool exists() const { return std::isfinite(far) && std::isfinite(near); }
    // What halves again and again on the way from far to near is nothing in the end.
    double end() const { return std::abs(near) <= kVanishes * std::abs(far) ? 0 : near; }
  };
  static constexpr double kVanishes = 1.0 / 32;
  static constexpr std::int64_t kFar = -30, kNear = -45;  // powers of two, of the scale of x

  double beside(Order order, double x, double side, std::int64_t distance) {
    const Wide scale(std::max(std::abs(x), 1.0 / 64) * side);
    const Reading<Wide> reading = wide(order, Wide(x) + scaled(scale, distance));
    return reading.has_value() ? to_double(reading.wanted) : kNaN;
  }
  Approach approach(Order order, double x, double side) {
    return {beside(order, x, side, kFar), beside(order, x, side, kNear)};
  }

  double limit(Order order, double x) {
    ++count_of_limits_;
    const Approach left = approach(order, x, -1);
    const Approach right = approach(order, x, 1);
    if (!left.exists() && !right.exists()) return kNaN;
    if (!left.exists() || !right.exists()) {
      const Approach& side = left.exists() ? left : right;
      const bool rests = std::abs(side.near - side.far) <= 1e-6 * std::abs(side.near);
      return rests ? side.near : side.end() == 0 ? 0 : kNaN;
    }
    const double gap_far = std::abs(left.far - right.far), gap_near = std::abs(left.near - right.near);
    const Approach middle{(left.far + right.far) / 2, (left.near + right.near) / 2};
    const bool rests = std::abs(middle.near - middle.far) <= 1e-6 * std::abs(middle.near);
    if (gap_near > kVanishes * gap_far || !(rests || middle.end() == 0)) return kNaN;
    return middle.end();
  }

  struct Unseen {
    double value = 0;
    int places_left = 0;
  };
  std::array<Unseen, 3> unseen_{};
  int count_of_limits_ = 0;  // taken since a place was begun
  std::array<double, kMaxParameters> params_;
  const Program& program_;
  Evaluator<double> in_double_;
  std::optional<Evaluator<Wide>> in_wide_;  // once it is needed
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
  return Reader(program, params).deviation(order, x, from);
}

bool has_value(const Program& program, std::span<const float> params, double x) {
  return Reader(program, params).has_value(x);
}

}  // namespace lab::formula
