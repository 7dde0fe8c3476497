#include "formula/built.h"

#include <algorithm>
#include <array>

namespace lab::formula {

namespace {

constexpr std::string_view kClamp = "min(max(a,b),c)";
constexpr std::string_view kChoice = "a?b:c";
// a over b, or b over a, whichever is at most 1: no branch has a hole where another begins.
constexpr std::string_view kAngle =
    "abs(a)<=abs(b)?(b<0?(a<0?atan(a/b)-pi:atan(a/b)+pi):atan(a/b)):sign(a)*pi/2-atan(b/a)";
constexpr std::string_view kModulo = "a-b*floor(a/b)";
// The roots apart: a² would overflow, and lose the digits of a − 1.
constexpr std::string_view kAcosh = "asinh(sqrt(a-1)*sqrt(a+1))";
constexpr std::string_view kAtanh = "(log1p(a)-log1p(-a))/2";

constexpr std::array kBuilt = {
    BuiltFunction{"acosh", 1, kAcosh},
    BuiltFunction{"acot", 1, "pi/2-atan(a)"},
    BuiltFunction{"arccosh", 1, kAcosh},
    BuiltFunction{"arccot", 1, "pi/2-atan(a)"},
    BuiltFunction{"arcosh", 1, kAcosh},
    BuiltFunction{"arctan2", 2, kAngle},
    BuiltFunction{"arctanh", 1, kAtanh},
    BuiltFunction{"artanh", 1, kAtanh},
    BuiltFunction{"atan2", 2, kAngle},
    BuiltFunction{"atanh", 1, kAtanh},
    BuiltFunction{"cbrt", 1, "a^(1/3)"},
    BuiltFunction{"ceil", 1, "-floor(-a)"},
    BuiltFunction{"clamp", 3, kClamp},
    BuiltFunction{"clip", 3, kClamp},
    BuiltFunction{"cot", 1, "cos(a)/sin(a)"},
    BuiltFunction{"coth", 1, "1/tanh(a)"},
    BuiltFunction{"csc", 1, "1/sin(a)"},
    BuiltFunction{"csch", 1, "1/sinh(a)"},
    BuiltFunction{"elu", 1, "a>0?a:expm1(a)"},
    BuiltFunction{"exp2", 1, "2^a"},
    BuiltFunction{"fmod", 2, "a-b*(sign(a/b)*floor(abs(a/b)))"},
    BuiltFunction{"gelu", 1, "a/2*erfc(-a/sqrt(2))"},
    BuiltFunction{"heaviside", 1, "step(a)"},
    BuiltFunction{"heaviside", 2, "a<0?0:a>0?1:b"},
    BuiltFunction{"hypot", 2, "sqrt(a^2+b^2)"},
    BuiltFunction{"if", 3, kChoice},
    BuiltFunction{"log", 2, "log(a)/log(b)"},
    BuiltFunction{"log10", 1, "log(a)/log(10)"},
    BuiltFunction{"log2", 1, "log(a)/log(2)"},
    BuiltFunction{"logsigmoid", 1, "log(sigmoid(a))"},
    BuiltFunction{"mish", 1, "a*tanh(softplus(a))"},
    BuiltFunction{"mod", 2, kModulo},
    BuiltFunction{"pow", 2, "a^b"},
    BuiltFunction{"power", 2, "a^b"},
    BuiltFunction{"relu6", 1, "min(max(0,a),6)"},
    BuiltFunction{"remainder", 2, kModulo},
    BuiltFunction{"root", 2, "a^(1/b)"},
    BuiltFunction{"round", 1, "sign(a)*floor(abs(a)+1/2)"},
    BuiltFunction{"sec", 1, "1/cos(a)"},
    BuiltFunction{"sech", 1, "1/cosh(a)"},
    BuiltFunction{"silu", 1, "a*sigmoid(a)"},
    BuiltFunction{"softsign", 1, "a/(1+abs(a))"},
    BuiltFunction{"square", 1, "a^2"},
    BuiltFunction{"swish", 1, "a*sigmoid(a)"},
    BuiltFunction{"trunc", 1, "sign(a)*floor(abs(a))"},
    BuiltFunction{"where", 3, kChoice},
};

}  // namespace

const BuiltFunction* find_built(std::string_view name, int argument_count) {
  const auto* found = std::find_if(kBuilt.begin(), kBuilt.end(), [&](const BuiltFunction& candidate) {
    return candidate.name == name && (argument_count == 0 || candidate.argument_count == argument_count);
  });
  return found == kBuilt.end() ? nullptr : found;
}

const BuiltFunction* find_built(std::string_view name) { return find_built(name, 0); }

}  // namespace lab::formula
