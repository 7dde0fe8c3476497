#include "functions.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "act/activation.h"
#include "base/simd.h"
#include "formula/evaluate.h"
#include "formula/parse.h"

namespace lab::bench {

namespace {

constexpr std::size_t kPoints = 4096;  // fit in the first cache with their results
constexpr int kRuns = 15;
constexpr int kRepeats = 60;

base::AlignedFloats points() {
  base::AlignedFloats x(kPoints);
  for (std::size_t i = 0; i < kPoints; ++i) x[i] = -8.0F + 16.0F * static_cast<float>(i) / kPoints;
  return x;
}

// Functions a second, in millions: the fastest of several runs, which is the one that nothing else disturbed.
template <typename Pass>
double millions_a_second(const Pass& pass) {
  using Clock = std::chrono::steady_clock;
  double best = 0;
  for (int run = 0; run < kRuns; ++run) {
    const Clock::time_point start = Clock::now();
    for (int i = 0; i < kRepeats; ++i) pass();
    const double us = std::chrono::duration<double, std::micro>(Clock::now() - start).count();
    best = std::max(best, static_cast<double>(kPoints) * kRepeats / us);
  }
  return best;
}

struct Buffers {
  base::AlignedFloats x = points();
  base::AlignedFloats f = base::AlignedFloats(kPoints);
  base::AlignedFloats df = base::AlignedFloats(kPoints);
};

volatile float sink = 0;  // keeps the results from being optimised away

template <typename Scalar>
double scalar_speed(Buffers& b, const Scalar& function) {
  return millions_a_second([&] {
    for (std::size_t i = 0; i < kPoints; ++i) b.f[i] = function(b.x[i]);
    sink = b.f[kPoints / 2];
  });
}

double activation_speed(Buffers& b, const char* id, bool has_slope) {
  const act::ActivationRow& row = *act::find_activation(id);
  const act::Activation activation = act::bind(row, act::default_params(row));
  return millions_a_second([&] {
    act::apply(activation, b.x.data(), b.f.data(), has_slope ? b.df.data() : nullptr, kPoints);
    sink = b.f[kPoints / 2];
  });
}

double formula_speed(Buffers& b, const char* text, bool has_slope) {
  const auto program = formula::parse(text);
  const float params[] = {1, 1, 1};
  return millions_a_second([&] {
    if (has_slope) {
      formula::value_and_slope(*program, params, b.x.data(), b.f.data(), b.df.data(), kPoints);
    } else {
      formula::value(*program, params, b.x.data(), b.f.data(), kPoints);
    }
    sink = b.f[kPoints / 2];
  });
}

void print_against_libm(Buffers& b, const char* id, float (*libm)(float)) {
  const double ours = activation_speed(b, id, false);
  const double with_slope = activation_speed(b, id, true);
  const double theirs = scalar_speed(b, libm);
  std::printf("%-10s %10.0f %12.0f %10.0f %8.1f\n", id, ours, with_slope, theirs, ours / theirs);
}

struct Typed {
  const char* text;
  const char* id;  // the activation it is, with a fused kernel
};

constexpr Typed kTyped[] = {
    {"x*sigmoid(b*x)", "silu"},         {"x/(1+exp(-x))", "silu"},   {"tanh(x)", "tanh"},
    {"0.5*x*erfc(-x/sqrt(2))", "gelu"}, {"x>0?x:a*expm1(x)", "elu"},
};

}  // namespace

void report_functions() {
  Buffers b;
  std::printf("\nmillions a second over %zu points; libm one by one\n", kPoints);
  std::printf("%-10s %10s %12s %10s %8s\n", "function", "lanes", "with slope", "libm", "ratio");
  print_against_libm(b, "tanh", [](float x) { return std::tanh(x); });
  print_against_libm(b, "sigmoid", [](float x) { return 1.0F / (1.0F + std::exp(-x)); });
  print_against_libm(b, "gelu", [](float x) { return 0.5F * x * std::erfc(-x * 0.707106781F); });

  std::printf("\n%-24s %-6s %10s %10s %10s %10s\n", "typed", "fused", "value", "ratio", "slope", "ratio");
  for (const Typed& typed : kTyped) {
    const double value = formula_speed(b, typed.text, false);
    const double slope = formula_speed(b, typed.text, true);
    std::printf("%-24s %-6s %10.0f %10.2f %10.0f %10.2f\n", typed.text, typed.id, value,
                value / activation_speed(b, typed.id, false), slope,
                slope / activation_speed(b, typed.id, true));
  }
}

}  // namespace lab::bench
