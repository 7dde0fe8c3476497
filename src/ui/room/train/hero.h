// The curve of an activation, worked out once a function, and how it is drawn over an axis of sums.
#pragma once

#include <string>
#include <vector>

#include "act/activation.h"
#include "nn/diagnostics.h"
#include "ui/control/plot.h"

namespace lab::ui {

struct HeroCurve {
  act::Activation activation;
  std::string formula;                    // "f(z) = tanh z"
  std::vector<double> z{}, f{}, slope{};  // at evenly spread sums between −nn::kSumsEnd and nn::kSumsEnd
};

bool is_same(const act::Activation&, const act::Activation&);  // one function with the same parameters
const HeroCurve& hero_curve(const act::Activation&, HeroCurve& kept);
Plot hero_plot(const Rect& area, const HeroCurve&);  // with axes that suit the function
void draw_strip(const Frame&, const Plot&, const Rect&, std::size_t layer);  // how its sums are spread
void draw_hero_curves(const Frame&, const Plot&, const HeroCurve&);

}  // namespace lab::ui
