// The slow, obvious reading of a program, templated on the scalar: double, a number with a bound on its error
// (exact/bounded.h), or Dual of them. What people see of a formula is read by it, and it is the oracle of the
// lane kernels and of the symbolic derivative, with which it shares no code. Uses libm, so its last bits differ
// between machines.
#pragma once

#include <array>
#include <cmath>
#include <vector>

#include "formula/dual.h"
#include "formula/program.h"
#include "formula/typed_number.h"

namespace lab::formula {

namespace scalar {

using std::acos;
using std::asin;
using std::asinh;
using std::atan;
using std::cos;
using std::cosh;
using std::erf;
using std::erfc;
using std::exp;
using std::expm1;
using std::floor;
using std::log;
using std::log1p;
using std::pow;
using std::sin;
using std::sinh;
using std::sqrt;
using std::tan;
using std::tanh;

inline bool is_constant(double) { return false; }
template <typename T>
bool is_constant(const Dual<T>& x) {
  return x.slope == T(0.0);
}

// Whether it is certain how two numbers compare. Not where they are known too roughly: what hangs on it is not known then.
inline bool is_decided(double, double) { return true; }
template <typename T>
bool is_decided(const Dual<T>& a, const Dual<T>& b) {
  return is_decided(a.value, b.value);
}
template <typename T>
T decided(const T& a, const T& b, T result) {
  return is_decided(a, b) ? result : T(std::nan(""));
}
template <typename T>
T truth(const T& a, const T& b, bool holds) {
  return decided(a, b, T(holds ? 1.0 : 0.0));
}

template <typename T>
T sigmoid(T x) {
  if (x >= T(0.0)) return T(1.0) / (T(1.0) + exp(-x));
  const T e = exp(x);
  return e / (T(1.0) + e);
}

template <typename T>
T softplus(T x) {
  return x > T(0.0) ? x + log1p(exp(-x)) : log1p(exp(x));
}

// Of the power series of sin(x)/x where |x| ≤ ½.
template <typename T>
constexpr int kSeriesTerms = 7;
template <typename T>
constexpr int kSeriesTerms<Dual<T>> = kSeriesTerms<T>;

// sin(x)/x and 1 at 0: near it the power series, whose derivatives do not cancel.
template <typename T>
T sinc(T x) {
  if (x > T(0.5) || x < T(-0.5)) return sin(x) / x;
  constexpr int kTerms = kSeriesTerms<T>;
  T term(1.0);
  T sum(1.0);
  for (int n = 2; n <= 2 * kTerms; n += 2) {
    term = term * (x * x) / T(-1.0 * n * (n + 1));
    sum = sum + term;
  }
  return sum;
}

template <typename T>
T integer_power(const T& x, int n) {
  if (n == 2) return x * x;
  T result(1.0);
  for (int i = 0; i < std::abs(n); ++i) result = result * x;
  return n < 0 ? T(1.0) / result : result;
}

// On a tie the constant operand counts, else the first: the slopes of the kernels.
template <typename T>
T extremum(bool first_wins, const T& a, const T& b) {
  if (a == b) return decided(a, b, is_constant(b) ? b : a);
  return decided(a, b, first_wins ? a : b);
}

template <typename T>
struct Row {
  Op op;
  T (*value)(const T& a, const T& b, const T& c);
};

template <typename T>
constexpr std::array<Row<T>, kOpCount> kRows = {{
    {Op::number, nullptr},
    {Op::x, nullptr},
    {Op::parameter, nullptr},
    {Op::negate, [](const T& a, const T&, const T&) -> T { return -a; }},
    {Op::add, [](const T& a, const T& b, const T&) -> T { return a + b; }},
    {Op::subtract, [](const T& a, const T& b, const T&) -> T { return a - b; }},
    {Op::multiply, [](const T& a, const T& b, const T&) -> T { return a * b; }},
    {Op::divide, [](const T& a, const T& b, const T&) -> T { return a / b; }},
    {Op::integer_power, nullptr},
    {Op::power, [](const T& a, const T& b, const T&) -> T { return pow(a, b); }},
    {Op::less, [](const T& a, const T& b, const T&) -> T { return truth(a, b, a < b); }},
    {Op::less_equal, [](const T& a, const T& b, const T&) -> T { return truth(a, b, a <= b); }},
    {Op::greater, [](const T& a, const T& b, const T&) -> T { return truth(a, b, a > b); }},
    {Op::greater_equal, [](const T& a, const T& b, const T&) -> T { return truth(a, b, a >= b); }},
    {Op::equal, [](const T& a, const T& b, const T&) -> T { return truth(a, b, a == b); }},
    {Op::not_equal, [](const T& a, const T& b, const T&) -> T { return truth(a, b, a != b); }},
    {Op::select,
     [](const T& a, const T& b, const T& c) -> T { return decided(a, T(0.0), a != T(0.0) ? b : c); }},
    {Op::min, [](const T& a, const T& b, const T&) -> T { return extremum(a < b, a, b); }},
    {Op::max, [](const T& a, const T& b, const T&) -> T { return extremum(a > b, a, b); }},
    {Op::abs,
     [](const T& a, const T&, const T&) -> T {
       return decided(a, T(0.0), a > T(0.0) ? a : a < T(0.0) ? -a : T(0.0));
     }},
    {Op::sign,
     [](const T& a, const T&, const T&) -> T {
       return decided(a, T(0.0), T(a > T(0.0) ? 1.0 : a < T(0.0) ? -1.0 : 0.0));
     }},
    {Op::floor, [](const T& a, const T&, const T&) -> T { return floor(a); }},
    {Op::step, [](const T& a, const T&, const T&) -> T { return truth(a, T(0.0), a >= T(0.0)); }},
    {Op::relu,
     [](const T& a, const T&, const T&) -> T { return decided(a, T(0.0), a > T(0.0) ? a : T(0.0)); }},
    {Op::exp, [](const T& a, const T&, const T&) -> T { return exp(a); }},
    {Op::expm1, [](const T& a, const T&, const T&) -> T { return expm1(a); }},
    {Op::log, [](const T& a, const T&, const T&) -> T { return log(a); }},
    {Op::log1p, [](const T& a, const T&, const T&) -> T { return log1p(a); }},
    {Op::sqrt, [](const T& a, const T&, const T&) -> T { return sqrt(a); }},
    {Op::sin, [](const T& a, const T&, const T&) -> T { return sin(a); }},
    {Op::cos, [](const T& a, const T&, const T&) -> T { return cos(a); }},
    {Op::tan, [](const T& a, const T&, const T&) -> T { return tan(a); }},
    {Op::sinc, [](const T& a, const T&, const T&) -> T { return sinc(a); }},
    {Op::asin, [](const T& a, const T&, const T&) -> T { return asin(a); }},
    {Op::acos, [](const T& a, const T&, const T&) -> T { return acos(a); }},
    {Op::atan, [](const T& a, const T&, const T&) -> T { return atan(a); }},
    {Op::sinh, [](const T& a, const T&, const T&) -> T { return sinh(a); }},
    {Op::cosh, [](const T& a, const T&, const T&) -> T { return cosh(a); }},
    {Op::tanh, [](const T& a, const T&, const T&) -> T { return tanh(a); }},
    {Op::asinh, [](const T& a, const T&, const T&) -> T { return asinh(a); }},
    {Op::sigmoid, [](const T& a, const T&, const T&) -> T { return sigmoid(a); }},
    {Op::softplus, [](const T& a, const T&, const T&) -> T { return softplus(a); }},
    {Op::erf, [](const T& a, const T&, const T&) -> T { return erf(a); }},
    {Op::erfc, [](const T& a, const T&, const T&) -> T { return erfc(a); }},
    {Op::gauss, [](const T& a, const T&, const T&) -> T { return exp(-(a * a)); }},
}};

}  // namespace scalar

// A program read at many places: what does not depend on x is computed once, and nothing is allocated any more.
template <typename T>
class ScalarEvaluator {
 public:
  // The program is kept by reference. `params` is anything indexable whose elements convert to double; at least
  // used_parameters() of them.
  template <typename Params>
  ScalarEvaluator(const Program& program, const Params& params)
      : program_(program), values_(program.instructions.size()) {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const Instruction& instruction = program.instructions[i];
      if (instruction.op == Op::parameter) {
        values_[i] =
            TypedNumber<T>::of(static_cast<double>(params[static_cast<std::size_t>(instruction.number)]));
      } else if (instruction.op == Op::number) {
        values_[i] = TypedNumber<T>::of(instruction.number);
      } else if (!instruction.depends_on_x) {
        values_[i] = computed(instruction);
      }
    }
  }

  const T& operator()(const T& x) {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const Instruction& instruction = program_.instructions[i];
      if (instruction.depends_on_x) values_[i] = instruction.op == Op::x ? x : computed(instruction);
    }
    return values_.back();
  }

 private:
  T computed(const Instruction& instruction) const {
    const auto& [a, b, c] = instruction.operands;
    if (instruction.op == Op::integer_power) {
      return scalar::integer_power(values_[a], static_cast<int>(instruction.number));
    }
    return scalar::kRows<T>[static_cast<std::size_t>(instruction.op)].value(values_[a], values_[b],
                                                                            values_[c]);
  }

  const Program& program_;
  std::vector<T> values_;
};

template <typename T, typename Params>
T evaluate_scalar(const Program& program, const Params& params, const T& x) {
  return ScalarEvaluator<T>(program, params)(x);
}

}  // namespace lab::formula
