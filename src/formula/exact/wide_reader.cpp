#include "formula/exact/wide_reader.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "formula/evaluate.h"

namespace lab::formula {

namespace {

using Number = Bounded<Wide>;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kVanishes = 1.0 / 32;
constexpr double kRests = 1e-6;
constexpr double kGrows = 1.5;
constexpr double kNothing = 0x1p-20;
constexpr double kBeside =
    1e-4;  // nearer to a number, a slope is told apart from it in more digits than a double has
// Steps of differences, as powers of two of the scale of x. 384 bits have room for the square of the nearer one beside what a
// formula itself cancels.
constexpr std::int64_t kFar = -26, kNear = -60;

double to_double(const Number& a) {
  if (is_none(a.value)) return kNaN;
  return a.may_be_zero() && is_finite(a.value) ? 0 : to_double(a.value);
}

double log10_of(const Wide& a) {
  return (std::log2(leading_digits(a)) + static_cast<double>(a.exponent)) * 0.30102999566398120;
}

// 2^power of the scale of x.
Wide distance(double x, std::int64_t power) {
  const double scale = x == 0 ? 1.0 / 64 : std::max(std::abs(x), 0x1p-100);
  return scaled(Wide(scale), power);
}

bool is_near(double a, double b) { return std::abs(a - b) <= kRests * std::abs(b); }

// What is seen at two distances from a place, far and near: NaN where there is nothing.
struct Approach {
  double far = kNaN, near = kNaN;

  bool exists() const { return std::isfinite(far) && std::isfinite(near); }
  // What halves again and again on the way from far to near is nothing in the end.
  bool vanishes() const { return std::abs(near) <= kVanishes * std::abs(far); }
  bool comes_to_rest() const { return is_near(far, near) || vanishes(); }
  double end() const { return vanishes() ? 0 : near; }
};

}  // namespace

// f at x − 2h, x − h, x + h and x + 2h.
struct WideReader::Differences {
  std::array<Number, 4> f;
  Number step;

  double left() const { return to_double((f[1] - f[0]) / step); }
  double right() const { return to_double((f[3] - f[2]) / step); }
  // Errs by h⁴·f⁽⁵⁾/30.
  double slope() const { return to_double(wide_slope()); }
  Number wide_slope() const { return (Number(8.0) * (f[2] - f[1]) - (f[3] - f[0])) / (Number(12.0) * step); }
  // Errs by 5h²·f⁗/12.
  double curvature() const { return to_double((f[3] - f[2] - (f[1] - f[0])) / (Number(3.0) * step * step)); }
};

WideReader::WideReader(const Program& program, const std::array<double, kMaxParameters>& params)
    : program_(program), params_(params), evaluate_(program, params_) {}

bool WideReader::has_value(double x) { return is_finite(value_at(Wide(x)).value); }

double WideReader::value(double x) {
  const Number f = value_at(Wide(x));
  if (f.has_none()) return kNaN;
  return is_none(f.value) ? limit(x) : to_double(f);
}

double WideReader::limit(double x) {
  ++limits_;
  const auto beside = [&](double side, std::int64_t power) {
    return to_double(value_at(Wide(x) + Wide(side) * distance(x, power)));
  };
  const Approach left{beside(-1, -30), beside(-1, -45)}, right{beside(1, -30), beside(1, -45)};
  if (!left.exists() || !right.exists()) {
    const Approach& side = left.exists() ? left : right;
    return side.exists() && side.comes_to_rest() ? side.end() : kNaN;
  }
  const Approach middle{(left.far + right.far) / 2, (left.near + right.near) / 2};
  const Approach gap{left.far - right.far, left.near - right.near};
  return gap.vanishes() && middle.comes_to_rest() ? middle.end() : kNaN;
}

WideReader::Differences WideReader::differences(double x, const Wide& step) {
  const Wide at(x), twice = scaled(step, 1);
  return {{value_at(at - twice), value_at(at - step), value_at(at + step), value_at(at + twice)},
          Number(step, {})};
}

// To the side that `step` points to.
double WideReader::slope_beside(double x, const Wide& step) {
  const Wide at(x);
  return to_double((value_at(at + scaled(step, 1)) - value_at(at + step)) / Number(step, {}));
}

// At an end of the domain: ±∞ where it grows and grows.
double WideReader::slope_of_one_side(double x, double side) {
  const Approach slope{slope_beside(x, Wide(side) * distance(x, kFar)),
                       slope_beside(x, Wide(side) * distance(x, kNear))};
  if (!slope.exists()) return kNaN;
  if (slope.comes_to_rest()) return slope.end();
  return std::abs(slope.near) > std::abs(slope.far) ? std::copysign(HUGE_VAL, slope.near) : kNaN;
}

// The side that training takes.
double WideReader::slope_of_kink(double x, const Differences& around) {
  const std::array<float, kMaxParameters> params = {
      static_cast<float>(params_[0]), static_cast<float>(params_[1]), static_cast<float>(params_[2])};
  const double trained = static_cast<double>(read_at(program_, params, static_cast<float>(x)).slope);
  const double left = around.left(), right = around.right();
  return std::abs(trained - left) < std::abs(trained - right) ? left : right;
}

double WideReader::read(Order order, double x) {
  const double f = value(x);
  if (order == Order::value || std::isnan(f)) return f;
  const Differences around = differences(x, distance(x, kNear));
  const double left = around.left(), right = around.right();
  if (std::isnan(left) && std::isnan(right)) return kNaN;
  if (std::isnan(left) || std::isnan(right)) {
    return order == Order::slope ? slope_of_one_side(x, std::isnan(left) ? 1 : -1) : kNaN;
  }
  const double left_far = slope_beside(x, -distance(x, kFar)), right_far = slope_beside(x, distance(x, kFar));
  if (std::abs(left) > kGrows * std::abs(left_far) && std::abs(right) > kGrows * std::abs(right_far)) {
    return order == Order::slope && left * right > 0 ? std::copysign(HUGE_VAL, left) : kNaN;
  }
  const double size = std::max(std::abs(left), std::abs(right));
  const bool is_smooth =
      is_near(left, right) || std::abs(right - left) <= kVanishes * std::abs(right_far - left_far);
  if (!is_smooth) return order == Order::slope ? slope_of_kink(x, around) : kNaN;
  // Where a flat piece begins without a corner.
  const bool is_flat = left == 0 || right == 0;
  const bool vanishes = is_flat && size <= kNothing * std::max(std::abs(left_far), std::abs(right_far));
  if (order == Order::slope && vanishes) return 0;
  return order == Order::slope ? around.slope() : around.curvature();
}

// Of a slope or curvature. At a corner the differences do not say what is read there.
Deviation WideReader::deviation_of_derivative(Order order, double x, double from) {
  using Kind = Deviation::Kind;
  const double apart = read(order, x) - from;
  if (std::isnan(apart)) return {};
  if (order == Order::slope && std::abs(apart) < kBeside) {
    const Number wide = differences(x, distance(x, kNear)).wide_slope() - Number(from);
    const bool is_told = !is_none(wide.value) && !wide.may_be_zero() && std::abs(to_double(wide)) < kBeside;
    if (is_told) return {wide.value.is_negative ? Kind::negative : Kind::positive, log10_of(wide.value)};
  }
  return apart == 0 ? Deviation{Kind::exact}
                    : Deviation{apart < 0 ? Kind::negative : Kind::positive, std::log10(std::abs(apart))};
}

Deviation WideReader::deviation(Order order, double x, double from) {
  using Kind = Deviation::Kind;
  if (order != Order::value) return deviation_of_derivative(order, x, from);
  const Number apart = value_at(Wide(x)) - Number(from);
  if (is_none(apart.value)) return {};
  if (!apart.may_be_zero())
    return {apart.value.is_negative ? Kind::negative : Kind::positive, log10_of(apart.value)};
  if (apart.bound == Size()) return {Kind::exact};
  // Hit, as by x² at 2, or for some way: then it is a limit that is nearly reached.
  const Number apart_beside = value_at(Wide(x) + distance(x, -20)) - Number(from);
  return {apart_beside.may_be_zero() ? Kind::untold : Kind::exact};
}

}  // namespace lab::formula
