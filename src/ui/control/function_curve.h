// The curve of an activation, worked out once a function, and how it is drawn over an axis of sums.
#pragma once

#include <string>
#include <vector>

#include "act/activation.h"
#include "nn/diagnostics.h"
#include "ui/control/plot.h"

namespace lab::ui {

struct FunctionCurve {
  act::Activation activation;
  std::string formula;                    // "f(z) = tanh z"
  std::vector<double> z{}, f{}, slope{};  // at evenly spread sums between −nn::kSumsEnd and nn::kSumsEnd
};

bool is_same(const act::Activation&, const act::Activation&);  // one function with the same parameters
const FunctionCurve& function_curve(const act::Activation&, FunctionCurve& kept);
Plot function_plot(const Rect& area, const FunctionCurve&);  // with axes that suit the function
void draw_function_curves(const Frame&, const Plot&, const FunctionCurve&);
void draw_function(const Frame&, const Rect&, const act::Activation&,
                   FunctionCurve& kept);  // f and f′ in a frame

}  // namespace lab::ui
