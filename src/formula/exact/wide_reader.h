// The part of reading.h that computes in 384 bits: values; limits, where there is no value; and derivatives, as quotients of
// differences, for which 384 bits have room.
#pragma once

#include <array>

#include "formula/exact/bounded.h"
#include "formula/exact/reading.h"

namespace lab::formula {

class WideReader {
 public:
  WideReader(const Program& program, const std::array<double, kMaxParameters>& params);

  double read(Order order, double x);
  Deviation deviation(Order order, double x, double from);
  bool has_value(double x);
  int limits() const { return limits_; }  // taken so far

 private:
  struct Differences;

  Bounded<Wide> value_at(const Wide& x) { return evaluate_(Bounded<Wide>(x, {})); }
  Deviation deviation_of_derivative(Order order, double x, double from);
  double value(double x);
  double limit(double x);
  Differences differences(double x, const Wide& step);
  double slope_beside(double x, const Wide& step);
  double slope_of_one_side(double x, double side);
  double slope_of_kink(double x, const Differences&);

  const Program& program_;
  std::array<double, kMaxParameters> params_;
  ScalarEvaluator<Bounded<Wide>> evaluate_;
  int limits_ = 0;
};

}  // namespace lab::formula
