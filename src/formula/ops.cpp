#include "formula/ops.h"

#include <array>

namespace lab::formula {

namespace {

constexpr std::array<OpRow, kOpCount> kRows = {{
    {Op::number, 0, "", "", Binding::atom, ""},
    {Op::x, 0, "x", "x", Binding::atom, ""},
    {Op::parameter, 0, "", "", Binding::atom, ""},
    {Op::negate, 1, "-", "\u2212", Binding::sign, "-$0"},
    {Op::add, 2, "+", " + ", Binding::sum, "$0 + $1"},
    {Op::subtract, 2, "-", " \u2212 ", Binding::sum, "$0 - $1"},
    {Op::multiply, 2, "*", "\u00b7", Binding::product, "lab_multiply($0, $1)"},
    {Op::divide, 2, "/", "/", Binding::product, "lab_divide($0, $1)"},
    {Op::integer_power, 1, "^", "^", Binding::power, "lab_integer_power($0, $n)"},
    {Op::power, 2, "^", "^", Binding::power, "lab_pow($0, $1)"},
    {Op::less, 2, "<", " < ", Binding::comparison, "$0 < $1 ? 1.0 : 0.0"},
    {Op::less_equal, 2, "<=", " \u2264 ", Binding::comparison, "$0 <= $1 ? 1.0 : 0.0"},
    {Op::greater, 2, ">", " > ", Binding::comparison, "$0 > $1 ? 1.0 : 0.0"},
    {Op::greater_equal, 2, ">=", " \u2265 ", Binding::comparison, "$0 >= $1 ? 1.0 : 0.0"},
    {Op::equal, 2, "==", " = ", Binding::comparison, "$0 == $1 ? 1.0 : 0.0"},
    {Op::not_equal, 2, "!=", " \u2260 ", Binding::comparison, "$0 != $1 ? 1.0 : 0.0"},
    {Op::select, 3, "?", "?", Binding::conditional, "$0 != 0.0 ? $1 : $2"},
    {Op::min, 2, "min", "min", Binding::atom, "min($0, $1)"},
    {Op::max, 2, "max", "max", Binding::atom, "max($0, $1)"},
    {Op::abs, 1, "abs", "|", Binding::atom, "abs($0)"},
    {Op::sign, 1, "sign", "sign", Binding::atom, "sign($0)"},
    {Op::floor, 1, "floor", "floor", Binding::atom, "floor($0)"},
    {Op::step, 1, "step", "step", Binding::atom, "$0 >= 0.0 ? 1.0 : 0.0"},
    {Op::relu, 1, "relu", "relu", Binding::atom, "max(0.0, $0)"},
    {Op::exp, 1, "exp", "exp", Binding::atom, "lab_exp($0)"},
    {Op::expm1, 1, "expm1", "expm1", Binding::atom, "lab_expm1($0)"},
    {Op::log, 1, "log", "ln", Binding::atom, "lab_log($0)"},
    {Op::log1p, 1, "log1p", "log1p", Binding::atom, "lab_log1p($0)"},
    {Op::sqrt, 1, "sqrt", "\u221a", Binding::atom, "lab_sqrt($0)"},
    {Op::sin, 1, "sin", "sin", Binding::atom, "lab_sin($0)"},
    {Op::cos, 1, "cos", "cos", Binding::atom, "lab_cos($0)"},
    {Op::tan, 1, "tan", "tan", Binding::atom, "lab_tan($0)"},
    {Op::sinc, 1, "sinc", "sinc", Binding::atom, "lab_sinc($0)"},
    {Op::asin, 1, "asin", "asin", Binding::atom, "lab_asin($0)"},
    {Op::acos, 1, "acos", "acos", Binding::atom, "lab_acos($0)"},
    {Op::atan, 1, "atan", "atan", Binding::atom, "lab_atan($0)"},
    {Op::sinh, 1, "sinh", "sinh", Binding::atom, "lab_sinh($0)"},
    {Op::cosh, 1, "cosh", "cosh", Binding::atom, "lab_cosh($0)"},
    {Op::tanh, 1, "tanh", "tanh", Binding::atom, "lab_tanh($0)"},
    {Op::asinh, 1, "asinh", "arsinh", Binding::atom, "lab_asinh($0)"},
    {Op::sigmoid, 1, "sigmoid", "\u03c3", Binding::atom, "lab_sigmoid($0)"},
    {Op::softplus, 1, "softplus", "softplus", Binding::atom, "lab_softplus($0)"},
    {Op::erf, 1, "erf", "erf", Binding::atom, "lab_erf($0)"},
    {Op::erfc, 1, "erfc", "erfc", Binding::atom, "lab_erfc($0)"},
    {Op::gauss, 1, "gauss", "gauss", Binding::atom, "lab_gauss($0)"},
}};

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < kOpCount; ++i) {
    if (kRows[i].op != static_cast<Op>(i)) return false;
  }
  return true;
}
static_assert(is_in_order());

struct Alias {
  std::string_view name;
  Op op;
};

constexpr std::array<Alias, 16> kAliases = {{{"ln", Op::log},
                                             {"sgn", Op::sign},
                                             {"signum", Op::sign},
                                             {"arsinh", Op::asinh},
                                             {"arcsinh", Op::asinh},
                                             {"arcsin", Op::asin},
                                             {"arccos", Op::acos},
                                             {"arctan", Op::atan},
                                             {"fabs", Op::abs},
                                             {"absolute", Op::abs},
                                             {"logistic", Op::sigmoid},
                                             {"expit", Op::sigmoid},
                                             {"maximum", Op::max},
                                             {"minimum", Op::min},
                                             {"fmax", Op::max},
                                             {"fmin", Op::min}}};

}  // namespace

const OpRow& row(Op op) { return kRows[static_cast<std::size_t>(op)]; }

const OpRow* find_function(std::string_view name) {
  for (const OpRow& candidate : kRows) {
    const bool is_function = candidate.operand_count > 0 && candidate.binding == Binding::atom;
    if (is_function && candidate.name == name) return &candidate;
  }
  for (const Alias& alias : kAliases) {
    if (alias.name == name) return &row(alias.op);
  }
  return nullptr;
}

}  // namespace lab::formula
