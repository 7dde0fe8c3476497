// The slow, obvious reading of a program, templated on the scalar: float, double, or Dual of them. It is the
// oracle of the lane kernels and of the symbolic derivative, and shares no code with either. Uses libm, so
// its last bits differ between machines.
#pragma once

#include <array>
#include <cmath>
#include <vector>

#include "formula/dual.h"
#include "formula/program.h"

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

template <typename T>
T truth(bool holds) {
  return T(holds ? 1.0 : 0.0);
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

// sin(x)/x and 1 at 0: near it the power series, whose derivatives do not cancel.
template <typename T>
T sinc(T x) {
  if (x > T(1.0) || x < T(-1.0)) return sin(x) / x;
  T term(1.0);
  T sum(1.0);
  for (int n = 2; n <= 20; n += 2) {
    term = term * (x * x) * T(-1.0 / (n * (n + 1)));
    sum = sum + term;
  }
  return sum;
}

template <typename T>
T integer_power(T x, int n) {
  T result(1.0);
  for (int i = 0; i < std::abs(n); ++i) result = result * x;
  return n < 0 ? T(1.0) / result : result;
}

// On a tie the constant operand counts, else the first: the slopes of the kernels.
template <typename T>
T extremum(bool first_wins, T a, T b) {
  if (a == b) return is_constant(b) ? b : a;
  return first_wins ? a : b;
}

template <typename T>
struct Row {
  Op op;
  T (*value)(T a, T b, T c);
};

template <typename T>
constexpr std::array<Row<T>, kOpCount> kRows = {{
    {Op::number, nullptr},
    {Op::x, nullptr},
    {Op::parameter, nullptr},
    {Op::negate, [](T a, T, T) -> T { return -a; }},
    {Op::add, [](T a, T b, T) -> T { return a + b; }},
    {Op::subtract, [](T a, T b, T) -> T { return a - b; }},
    {Op::multiply, [](T a, T b, T) -> T { return a * b; }},
    {Op::divide, [](T a, T b, T) -> T { return a / b; }},
    {Op::integer_power, nullptr},
    {Op::power, [](T a, T b, T) -> T { return pow(a, b); }},
    {Op::less, [](T a, T b, T) -> T { return truth<T>(a < b); }},
    {Op::less_equal, [](T a, T b, T) -> T { return truth<T>(a <= b); }},
    {Op::greater, [](T a, T b, T) -> T { return truth<T>(a > b); }},
    {Op::greater_equal, [](T a, T b, T) -> T { return truth<T>(a >= b); }},
    {Op::equal, [](T a, T b, T) -> T { return truth<T>(a == b); }},
    {Op::not_equal, [](T a, T b, T) -> T { return truth<T>(a != b); }},
    {Op::select, [](T a, T b, T c) -> T { return a != T(0.0) ? b : c; }},
    {Op::min, [](T a, T b, T) -> T { return extremum(a < b, a, b); }},
    {Op::max, [](T a, T b, T) -> T { return extremum(a > b, a, b); }},
    {Op::abs, [](T a, T, T) -> T { return a > T(0.0)   ? a
                                          : a < T(0.0) ? -a
                                                       : T(0.0); }},
    {Op::sign, [](T a, T, T) -> T { return T(a > T(0.0)   ? 1.0
                                             : a < T(0.0) ? -1.0
                                                          : 0.0); }},
    {Op::floor, [](T a, T, T) -> T { return floor(a); }},
    {Op::step, [](T a, T, T) -> T { return truth<T>(a >= T(0.0)); }},
    {Op::relu, [](T a, T, T) -> T { return a > T(0.0) ? a : T(0.0); }},
    {Op::exp, [](T a, T, T) -> T { return exp(a); }},
    {Op::expm1, [](T a, T, T) -> T { return expm1(a); }},
    {Op::log, [](T a, T, T) -> T { return log(a); }},
    {Op::log1p, [](T a, T, T) -> T { return log1p(a); }},
    {Op::sqrt, [](T a, T, T) -> T { return sqrt(a); }},
    {Op::sin, [](T a, T, T) -> T { return sin(a); }},
    {Op::cos, [](T a, T, T) -> T { return cos(a); }},
    {Op::tan, [](T a, T, T) -> T { return tan(a); }},
    {Op::sinc, [](T a, T, T) -> T { return sinc(a); }},
    {Op::asin, [](T a, T, T) -> T { return asin(a); }},
    {Op::acos, [](T a, T, T) -> T { return acos(a); }},
    {Op::atan, [](T a, T, T) -> T { return atan(a); }},
    {Op::sinh, [](T a, T, T) -> T { return sinh(a); }},
    {Op::cosh, [](T a, T, T) -> T { return cosh(a); }},
    {Op::tanh, [](T a, T, T) -> T { return tanh(a); }},
    {Op::asinh, [](T a, T, T) -> T { return asinh(a); }},
    {Op::sigmoid, [](T a, T, T) -> T { return sigmoid(a); }},
    {Op::softplus, [](T a, T, T) -> T { return softplus(a); }},
    {Op::erf, [](T a, T, T) -> T { return erf(a); }},
    {Op::erfc, [](T a, T, T) -> T { return erfc(a); }},
    {Op::gauss, [](T a, T, T) -> T { return exp(-(a * a)); }},
}};

}  // namespace scalar

// `params` is anything indexable whose elements convert to T; at least used_parameters() of them.
template <typename T, typename Params>
T evaluate_scalar(const Program& program, const Params& params, T x) {
  std::vector<T> values;
  values.reserve(program.instructions.size());
  for (const Instruction& instruction : program.instructions) {
    const auto operand = [&](std::size_t i) {
      return values.empty() ? T(0.0) : values[instruction.operands[i]];
    };
    if (instruction.op == Op::number) {
      values.push_back(T(instruction.number));
    } else if (instruction.op == Op::x) {
      values.push_back(x);
    } else if (instruction.op == Op::parameter) {
      values.push_back(T(params[static_cast<std::size_t>(instruction.number)]));
    } else if (instruction.op == Op::integer_power) {
      values.push_back(scalar::integer_power(operand(0), static_cast<int>(instruction.number)));
    } else {
      const auto& row = scalar::kRows<T>[static_cast<std::size_t>(instruction.op)];
      values.push_back(row.value(operand(0), operand(1), operand(2)));
    }
  }
  return values.back();
}

}  // namespace lab::formula
