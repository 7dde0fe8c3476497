// A formula in LaTeX's mathematics mode, for amsmath, KaTeX and MathJax alike.
#pragma once

#include <span>
#include <string>

#include "formula/program.h"

namespace lab::formula {

// The right-hand side: "x \cdot \sigma(b x)", "\frac{x}{1 + |x|}",
// "\begin{cases} x & x > 0 \\ a x & x \le 0 \end{cases}".
std::string latex(const Program& program);

// "f(x) = …", and the values of the parameters it uses behind it: "f(x) = \ldots,\quad a = 0.01".
std::string latex_definition(const Program& program, std::span<const float> params);

}  // namespace lab::formula
