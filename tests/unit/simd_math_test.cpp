#include "base/simd_math.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <vector>

#include "base/hash.h"
#include "base/math.h"

namespace lab::base {

namespace {

float from_pattern(std::uint32_t bits) {
  float value = 0;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

// |got − exact| in units of the last place of the exact value. 0 where both overflow alike, and where the
// exact value is subnormal and the result flushed to 0.
double ulps(float got, double exact) {
  constexpr double kHuge = 1e9;
  if (std::isnan(exact) || std::isnan(got)) return std::isnan(exact) && std::isnan(got) ? 0 : kHuge;
  constexpr double kOverflow = 0x1.ffffffp127;
  if (std::fabs(exact) >= kOverflow) return std::isinf(got) && (got > 0) == (exact > 0) ? 0 : kHuge;
  if (std::isinf(got)) return kHuge;
  if (std::fabs(exact) < 0x1p-126 && std::fabs(got) <= 0x1p-126F) return 0;
  int exponent = 0;
  std::frexp(exact, &exponent);
  return std::fabs(static_cast<double>(got) - exact) / std::ldexp(1.0, std::max(exponent, -125) - 24);
}

struct Worst {
  double error = 0;
  float x = 0;
};

using LaneFunction = Lanes (*)(Lanes);
using Exact = double (*)(double);

// Over every `stride`-th bit pattern there is: all exponents, both signs, subnormals, infinities and NaN.
Worst worst_ulps(LaneFunction function, Exact exact, std::uint32_t stride = 1999) {
  Worst worst;
  HWY_ALIGN float x[kLanes];
  HWY_ALIGN float y[kLanes];
  for (std::uint64_t first = 0; first < (std::uint64_t{1} << 32); first += kLanes * stride) {
    for (std::size_t i = 0; i < kLanes; ++i)
      x[i] = from_pattern(static_cast<std::uint32_t>(first + i * stride));
    store(function(load(x)), y);
    for (std::size_t i = 0; i < kLanes; ++i) {
      const double error = ulps(y[i], exact(static_cast<double>(x[i])));
      if (error > worst.error) worst = {error, x[i]};
    }
  }
  return worst;
}

double exact_sigmoid(double x) { return 1 / (1 + std::exp(-x)); }
double exact_softplus(double x) { return x > 40 ? x : std::log1p(std::exp(x)); }
double exact_gauss(double x) { return std::exp(-x * x); }

struct UlpRow {
  const char* name;
  LaneFunction function;
  Exact exact;
  double limit;  // measured over every 251st float, rounded up
};

const UlpRow kUlpRows[] = {
    {"exp", exp, std::exp, 1.0},
    {"expm1", expm1, std::expm1, 1.7},
    {"log", log, std::log, 0.9},
    {"log1p", log1p, std::log1p, 0.9},
    {"tanh", tanh, std::tanh, 3.0},
    {"sigmoid", sigmoid, exact_sigmoid, 2.4},
    {"softplus", softplus, exact_softplus, 1.6},
    {"erf", erf, std::erf, 3.2},
    {"erfc", erfc, std::erfc, 5.0},
    {"gauss", gauss, exact_gauss, 2.0},
    {"sinh", sinh, std::sinh, 1.6},
    {"cosh", cosh, std::cosh, 1.5},
    {"asin", asin, std::asin, 2.4},
    {"acos", acos, std::acos, 1.1},
    {"atan", atan, std::atan, 1.5},
    {"sqrt", sqrt, std::sqrt, 0.5},
    {"floor", floor, std::floor, 0.0},
};

}  // namespace

TEST_CASE("elementary functions stay within their ulp over the whole float range") {
  // double libm is exact enough to judge by: its errors are below 1e-8 of a float's ulp.
  for (const UlpRow& row : kUlpRows) {
    const Worst worst = worst_ulps(row.function, row.exact);
    std::printf("  %-9s %.2f ulp at x = %.9g\n", row.name, worst.error, static_cast<double>(worst.x));
    CAPTURE(row.name);
    CAPTURE(worst.x);
    CHECK(worst.error <= row.limit);
  }
}

TEST_CASE("the slopes of sigmoid and tanh keep their precision in the tails") {
  for (float x = -43.0F; x <= 43.0F; x += 0.0371F) {
    const double e = std::exp(-std::fabs(static_cast<double>(x)));
    const float sigmoid_slope = hn::GetLane(sigmoid_with_slope(broadcast(x)).slope);
    CHECK(ulps(sigmoid_slope, e / ((1 + e) * (1 + e))) <= 5);  // four roundings and exp's own error
    const float tanh_slope = hn::GetLane(tanh_with_slope(broadcast(x)).slope);
    CHECK(ulps(tanh_slope, 4 * e * e / ((1 + e * e) * (1 + e * e))) <= 6);  // one more rounding
  }
}

TEST_CASE("sine and cosine stay within 1.2e-7 up to 102900 and in [-1, 1] beyond") {
  // Half an ulp of 1 is 3e-8; the reduction, the polynomial and the last addition add about one each.
  for (double x = -102900; x <= 102900; x += 0.737) {
    const auto point = static_cast<float>(x);
    const double exact_x = static_cast<double>(point);
    CHECK(std::fabs(static_cast<double>(sin(point)) - std::sin(exact_x)) <= 1.2e-7);
    CHECK(std::fabs(static_cast<double>(cos(point)) - std::cos(exact_x)) <= 1.2e-7);
  }
  for (const float x : {1.1e5F, -3e7F, 1e30F, -3.4e38F, kInfinity, -kInfinity}) {
    CHECK(std::fabs(sin(x)) <= 1.0F);
    CHECK(std::fabs(cos(x)) <= 1.0F);
    CHECK(std::isfinite(tan(x)));
  }
}

TEST_CASE("tangent stays within 4.5 ulp up to 8192") {
  for (double x = -8192; x <= 8192; x += 0.0613) {
    const auto point = static_cast<float>(x);
    CHECK(ulps(tan(point), std::tan(static_cast<double>(point))) <= 4.5);  // measured 4.2
  }
}

TEST_CASE("the inverse hyperbolic sine stays within 3 ulp over the whole float range") {
  // Three roundings before the logarithm, whose own error is 0.8 ulp.
  const Worst worst = worst_ulps(asinh, std::asinh);
  CAPTURE(worst.x);
  CHECK(worst.error <= 3);
  CHECK(hn::GetLane(asinh(broadcast(kInfinity))) == kInfinity);
}

TEST_CASE("sin(x)/x is smooth at 0, slope included") {
  for (double x = -40; x <= 40; x += 0.00317) {
    const auto point = static_cast<float>(x);
    const double exact_x = static_cast<double>(point);
    const Lanes lanes = broadcast(point);
    const Lanes value = sinc(lanes);
    // sin's own 1.2e-7 divided by |x| ≥ 1, or 2 ulp below; the slope divides two such errors by |x| ≥ 1.5.
    CHECK(std::fabs(static_cast<double>(hn::GetLane(value)) - std::sin(exact_x) / exact_x) <= 2e-7);
    const double slope = (std::cos(exact_x) - std::sin(exact_x) / exact_x) / exact_x;
    CHECK(std::fabs(static_cast<double>(hn::GetLane(sinc_slope(lanes, value))) - slope) <= 2.5e-7);
  }
  CHECK(hn::GetLane(sinc(zero_lanes())) == 1.0F);
  CHECK(hn::GetLane(sinc_slope(zero_lanes(), broadcast(1.0F))) == 0.0F);
}

TEST_CASE("saturating functions never leave their range and reach their limits") {
  for (float x = -200.0F; x <= 200.0F; x += 0.01F) {
    CHECK(std::fabs(tanh(x)) <= 1.0F);
    CHECK(std::fabs(erf(x)) <= 1.0F);
    CHECK(sigmoid(x) >= 0.0F);
    CHECK(sigmoid(x) <= 1.0F);
    CHECK(erfc(x) >= 0.0F);
    CHECK(erfc(x) <= 2.0F);
  }
  CHECK(tanh(kInfinity) == 1.0F);
  CHECK(tanh(-kInfinity) == -1.0F);
  CHECK(sigmoid(kInfinity) == 1.0F);
  CHECK(sigmoid(-kInfinity) == 0.0F);
  CHECK(softplus(kInfinity) == kInfinity);
  CHECK(softplus(-kInfinity) == 0.0F);
  CHECK(exp(-kInfinity) == 0.0F);
  CHECK(expm1(-kInfinity) == -1.0F);
  CHECK(erfc(-kInfinity) == 2.0F);
  CHECK(gauss(kInfinity) == 0.0F);
  CHECK(log(0.0F) == -kInfinity);
  CHECK(log1p(-1.0F) == -kInfinity);
  CHECK(std::isnan(log(-1.0F)));
  CHECK(std::isnan(asin(1.5F)));
}

TEST_CASE("NaN comes out where NaN goes in") {
  for (const UlpRow& row : kUlpRows) {
    CAPTURE(row.name);
    CHECK(std::isnan(hn::GetLane(row.function(broadcast(kNaN)))));
  }
  CHECK(std::isnan(sin(kNaN)));
  CHECK(std::isnan(cos(kNaN)));
  CHECK(std::isnan(tan(kNaN)));
  CHECK(std::isnan(sign(kNaN)));
}

TEST_CASE("the lesser and the greater are a comparison and a choice, NaN and the signs of zeros included") {
  const float values[] = {kNaN, -kInfinity, -1.0F, -0.0F, 0.0F, 1e-40F, 1.0F, kInfinity};
  const auto pattern = [](Lanes x) { return hn::GetLane(bits_of(x)); };
  for (const float a : values) {
    for (const float b : values) {
      CAPTURE(a);
      CAPTURE(b);
      CHECK(pattern(lesser(broadcast(a), broadcast(b))) == pattern(broadcast(a < b ? a : b)));
      CHECK(pattern(greater(broadcast(a), broadcast(b))) == pattern(broadcast(a > b ? a : b)));
    }
  }
}

TEST_CASE("zero_where gives 0 where its mask holds and the bits of the value elsewhere") {
  const float values[kLanes] = {-2.5F, kNaN, -0.0F, kInfinity};
  const float expected[kLanes] = {0.0F, values[1], values[2], 0.0F};
  const float marks[kLanes] = {1.0F, 0.0F, 0.0F, 1.0F};
  const LaneMask mask = hn::Gt(hn::LoadU(FloatTag(), marks), zero_lanes());
  float found[kLanes];
  hn::StoreU(zero_where(mask, hn::LoadU(FloatTag(), values)), FloatTag(), found);
  CHECK(std::memcmp(found, expected, sizeof(found)) == 0);
}

TEST_CASE("the exponential of what is not positive has the bits of the exponential") {
  bool equal = std::isnan(hn::GetLane(exp_nonpositive(broadcast(kNaN))));
  for (std::uint64_t bits = 0x80000000U; bits <= 0xff800000U; bits += 997) {
    const Lanes x = broadcast(from_pattern(static_cast<std::uint32_t>(bits)));
    equal = equal && hn::GetLane(exp_nonpositive(x)) == hn::GetLane(exp(x));
  }
  CHECK(equal);
}

TEST_CASE("no result is subnormal unless the function is nearly the identity there") {
  for (float x = -120.0F; x <= 120.0F; x += 0.001F) {
    for (const LaneFunction function : {LaneFunction{exp}, LaneFunction{sigmoid}, LaneFunction{softplus},
                                        LaneFunction{gauss}, LaneFunction{erfc}}) {
      CHECK(std::fpclassify(hn::GetLane(function(broadcast(x)))) != FP_SUBNORMAL);
    }
  }
}

TEST_CASE("pow follows its rules for zero, negative bases and infinities") {
  CHECK(pow(0.0F, 0.0F) == 1.0F);
  CHECK(pow(kNaN, 0.0F) == 1.0F);
  CHECK(pow(-2.0F, 3.0F) == -8.0F);
  CHECK(pow(-2.0F, -2.0F) == 0.25F);
  CHECK(std::isnan(pow(-2.0F, 0.5F)));
  CHECK(pow(0.0F, 0.5F) == 0.0F);
  CHECK(pow(0.0F, -1.0F) == kInfinity);
  CHECK(pow(kInfinity, -0.5F) == 0.0F);
  CHECK(pow(2.0F, kInfinity) == kInfinity);
  CHECK(pow(0.5F, kInfinity) == 0.0F);
  CHECK(pow(10.0F, 39.0F) == kInfinity);
  CHECK(pow(10.0F, -39.0F) == 0.0F);
  CHECK(std::isnan(pow(kNaN, 2.0F)));
}

TEST_CASE("pow is correctly rounded but for ties") {
  for (float x = 0.01F; x < 50.0F; x *= 1.07F) {
    for (float y = -20.0F; y <= 20.0F; y += 0.37F) {
      // 0.5 ulp is the rounding itself; the float64 in between adds less than 0.001.
      CHECK(ulps(pow(x, y), std::pow(static_cast<double>(x), static_cast<double>(y))) <= 0.501);
    }
  }
}

TEST_CASE("integer powers are products") {
  CHECK(power(3.0F, 0) == 1.0F);
  CHECK(power(-3.0F, 1) == -3.0F);
  CHECK(power(-3.0F, 5) == -243.0F);
  CHECK(power(2.0F, -3) == 0.125F);
}

TEST_CASE("tanh keeps the sign of zero") {
  CHECK_FALSE(std::signbit(hn::GetLane(tanh(broadcast(0.0F)))));
  CHECK(std::signbit(hn::GetLane(tanh(broadcast(-0.0F)))));
}

TEST_CASE("the bits of all functions are those recorded") {
  // Recorded with gcc 12; clang and WebAssembly must give the same. NaN is left out: its bits are free.
  std::uint64_t hash = kHashSeed;
  std::vector<LaneFunction> functions = {sin, cos, tan};
  for (const UlpRow& row : kUlpRows) functions.push_back(row.function);
  for (const LaneFunction function : functions) {
    for (std::uint64_t first = 0; first < (std::uint64_t{1} << 32); first += 4 * 1000003) {
      HWY_ALIGN float x[kLanes];
      HWY_ALIGN float y[kLanes];
      for (std::size_t i = 0; i < kLanes; ++i)
        x[i] = from_pattern(static_cast<std::uint32_t>(first + i * 1000003));
      store(function(load(x)), y);
      for (float& value : y) value = std::isnan(value) ? 0.0F : value;
      hash = hash_floats(y, hash);
    }
  }
  CHECK(hex(hash) == "552e4f583f8cb7d8");
}

}  // namespace lab::base
