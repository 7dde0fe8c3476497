// The rows of the catalogue. A row's formula is written for float32: without overflow or cancellation
// wherever x is finite, and with the side of a kink that PyTorch takes. Where that is not how the function is
// defined, the definition stands beside it, and a test proves the two the same function. Known functions come
// first in their families.
#include "act/activation.h"
#include "act/fused.h"

namespace lab::act {

namespace {

constexpr ActivationParam kLeak[] = {{0.01, 0.0, 1.0, "negative_slope"}};
constexpr ActivationParam kLearnedLeak[] = {{0.25, -1.0, 1.0, "negative_slope"}};
constexpr ActivationParam kRandomLeak[] = {{0.125, 0.0, 1.0, "lower"}, {1.0 / 3.0, 0.0, 1.0, "upper"}};
constexpr ActivationParam kCap[] = {{1.0, 0.1, 20.0, "cap"}};
constexpr ActivationParam kThreshold[] = {{1.0, -4.0, 4.0, "threshold"}, {0.0, -4.0, 4.0, "value"}};
constexpr ActivationParam kBounds[] = {{-1.0, -6.0, 0.0, "lower_bound"}, {1.0, 0.0, 6.0, "upper_bound"}};
constexpr ActivationParam kLine[] = {{0.2, 0.05, 1.0, "slope"}, {0.5, 0.0, 1.0, "offset"}};
constexpr ActivationParam kHalfWidth[] = {{1.0, 0.05, 5.0, "half_width"}};
constexpr ActivationParam kAlpha[] = {{1.0, 0.0, 3.0, "alpha"}};
constexpr ActivationParam kDepth[] = {{1.0, 0.1, 3.0, "alpha"}};  // divides: not 0
constexpr ActivationParam kBeta[] = {{1.0, 0.1, 10.0, "beta"}};
constexpr ActivationParam kGate[] = {{1.0, 0.0, 10.0, "beta"}};
constexpr ActivationParam kScale[] = {{1.25, 0.5, 2.0, "scale"}};
constexpr ActivationParam kLevel[] = {{-0.2, -1.0, 1.0, "level"}};
constexpr ActivationParam kSmoothness[] = {{4.0, 0.01, 10.0, "smoothness"}};
constexpr ActivationParam kGrowth[] = {{1.0, 0.1, 10.0, "growth"}};
constexpr ActivationParam kPenalty[] = {{0.25, 0.0, 1.0, "negative_slope"}};
constexpr ActivationParam kCurvature[] = {{1.0, 0.1, 5.0, "curvature"}};
constexpr ActivationParam kOuter[] = {{0.1, 0.0, 1.0, "outer_slope"}, {1.0, 0.1, 5.0, "half_width"}};
constexpr ActivationParam kClipping[] = {{10.0, 0.5, 50.0, "beta"}};
constexpr ActivationParam kShrink[] = {{0.5, 0.0, 3.0, "threshold"}};
constexpr ActivationParam kOmega[] = {{1.0, 0.1, 30.0, "omega"}};
constexpr ActivationParam kSnake[] = {{1.0, 0.1, 10.0, "omega"}};
constexpr ActivationParam kQuadratic[] = {
    {0.125, -2.0, 2.0, "quadratic"}, {0.5, -2.0, 2.0, "linear"}, {0.25, -2.0, 2.0, "constant"}};
constexpr ActivationParam kBend[] = {{0.5, -1.0, 1.0, "bend"}};

constexpr auto kLinear = Family::linear;
constexpr auto kThresholds = Family::threshold;
constexpr auto kRectifier = Family::rectifier;
constexpr auto kElu = Family::elu;
constexpr auto kGated = Family::gated;
constexpr auto kSigmoidal = Family::sigmoidal;
constexpr auto kHard = Family::hard;
constexpr auto kShrinkage = Family::shrink;
constexpr auto kBump = Family::bump;
constexpr auto kPeriodic = Family::periodic;
constexpr auto kPolynomial = Family::polynomial;
constexpr auto kOther = Family::other;

constexpr ActivationRow kActivations[] = {
    {"identity", "x", {}, "", fused_identity, kLinear},

    {"step", "x >= 0 ? 1 : 0", {}, "McCulloch & Pitts 1943", nullptr, kThresholds},
    {"sign", "sign(x)", {}, "Widrow & Hoff 1960", nullptr, kThresholds},

    {"relu", "max(0, x)", {}, "Fukushima 1969; Nair & Hinton 2010", fused_relu, kRectifier},
    {"leaky_relu", "x > 0 ? x : a*x", kLeak, "Maas et al. 2013", fused_leaky_relu, kRectifier},
    {"prelu", "x > 0 ? x : a*x", kLearnedLeak, "He et al. 2015", fused_leaky_relu, kRectifier},
    {"rrelu", "x > 0 ? x : (a + b)/2*x", kRandomLeak, "Xu et al. 2015", nullptr, kRectifier},
    {"relu6", "min(max(0, x), 6)", {}, "Krizhevsky 2010", nullptr, kRectifier},
    {"clipped_relu", "min(max(0, x), a)", kCap, "Hannun et al. 2014", nullptr, kRectifier},
    {"relu2", "max(0, x)^2", {}, "So et al. 2021", nullptr, kRectifier},
    {"threshold", "x > a ? x : b", kThreshold, "Konda et al. 2014", nullptr, kRectifier},
    {"abs", "abs(x)", {}, "Jarrett et al. 2009", nullptr, kRectifier},
    {"softplus", "a*x > 30 ? x : softplus(a*x)/a", kBeta, "Dugas et al. 2001", fused_softplus, kRectifier,
     "log(1 + exp(a*x))/a"},
    {"shifted_softplus",
     "x < 1 ? log1p(expm1(x)/2) : softplus(x) - log(2)",
     {},
     "Schütt et al. 2017",
     nullptr,
     kRectifier,
     "log(1 + exp(x)) - log(2)"},
    {"squareplus", "x > 1e6 ? x : x > 0 ? (x + sqrt(x^2 + a))/2 : a/2/(sqrt(x^2 + a) - x)", kSmoothness,
     "Barron 2021", nullptr, kRectifier, "(x + sqrt(x^2 + a))/2"},
    {"smelu", "x <= -a ? 0 : x >= a ? x : (x + a)^2/(4*a)", kHalfWidth, "Shamir et al. 2020", nullptr,
     kRectifier},
    {"sparse_plus", "x <= -1 ? 0 : x >= 1 ? x : (x + 1)^2/4", {}, "", nullptr, kRectifier},
    {"nlrelu", "x > 1e8 ? log(x) + log(a) : log1p(a*max(0, x))", kGrowth, "Liu et al. 2019", nullptr,
     kRectifier, "log(1 + a*max(0, x))"},

    {"elu", "x > 0 ? x : a*expm1(x)", kAlpha, "Clevert et al. 2015", fused_elu, kElu,
     "x > 0 ? x : a*(exp(x) - 1)"},
    {"selu",
     "1.0507009873554805*(x > 0 ? x : 1.6732632423543772*expm1(x))",
     {},
     "Klambauer et al. 2017",
     nullptr,
     kElu,
     "1.0507009873554805*(x > 0 ? x : 1.6732632423543772*(exp(x) - 1))"},
    {"celu", "x > 0 ? x : a*expm1(x/a)", kDepth, "Barron 2017", nullptr, kElu,
     "x > 0 ? x : a*(exp(x/a) - 1)"},
    {"elish",
     "x >= 0 ? x*sigmoid(x) : expm1(x)*sigmoid(x)",
     {},
     "Basirat & Roth 2018",
     nullptr,
     kElu,
     "x >= 0 ? x*sigmoid(x) : (exp(x) - 1)*sigmoid(x)"},
    {"hard_elish",
     "x <= -1 ? 0 : x < 0 ? expm1(x)*(x + 1)/2 : x < 1 ? x*(x + 1)/2 : x",
     {},
     "Basirat & Roth 2018",
     nullptr,
     kElu,
     "x <= -1 ? 0 : x < 0 ? (exp(x) - 1)*(x + 1)/2 : x < 1 ? x*(x + 1)/2 : x"},
    {"isrlu", "x >= -1 ? (x >= 0 ? x : x/sqrt(1 + a*x^2)) : -1/sqrt(a + x^(-2))", kCurvature,
     "Carlile et al. 2017", nullptr, kElu, "x >= 0 ? x : x/sqrt(1 + a*x^2)"},

    {"gelu",
     "0.5*x*erfc(-x/sqrt(2))",
     {},
     "Hendrycks & Gimpel 2016",
     fused_gelu,
     kGated,
     "x*(1 + erf(x/sqrt(2)))/2"},
    {"gelu_tanh",
     "x*sigmoid(2*sqrt(2/pi)*(x + 0.044715*x^3))",
     {},
     "Hendrycks & Gimpel 2016",
     nullptr,
     kGated,
     "x/2*(1 + tanh(sqrt(2/pi)*(x + 0.044715*x^3)))"},
    {"gelu_quick", "x*sigmoid(1.702*x)", {}, "Hendrycks & Gimpel 2016", nullptr, kGated},
    {"silu", "x*sigmoid(x)", {}, "Elfwing et al. 2017; Ramachandran et al. 2017", fused_silu, kGated},
    {"swish", "x*sigmoid(a*x)", kGate, "Ramachandran et al. 2017", nullptr, kGated},
    {"mish", "x*tanh(softplus(x))", {}, "Misra 2019", nullptr, kGated, "x*tanh(log(1 + exp(x)))"},
    {"eswish", "a*(x*sigmoid(x))", kScale, "Alcaide 2018", nullptr, kGated},
    {"tanhexp", "x > 20 ? x : x*tanh(exp(x))", {}, "Liu & Di 2020", nullptr, kGated, "x*tanh(exp(x))"},
    {"serf", "x*erf(softplus(x))", {}, "Nag & Bhattacharyya 2021", nullptr, kGated, "x*erf(log(1 + exp(x)))"},
    {"logish", "x*log1p(sigmoid(x))", {}, "Zhu et al. 2021", nullptr, kGated, "x*log(1 + sigmoid(x))"},
    {"smish",
     "x*tanh(log1p(sigmoid(x)))",
     {},
     "Wang et al. 2022",
     nullptr,
     kGated,
     "x*tanh(log(1 + sigmoid(x)))"},
    {"phish",
     "x*tanh(0.5*x*erfc(-x/sqrt(2)))",
     {},
     "Naveen 2021",
     nullptr,
     kGated,
     "x*tanh(x*(1 + erf(x/sqrt(2)))/2)"},
    {"lisht", "x*tanh(x)", {}, "Roy et al. 2019", nullptr, kGated},
    {"fts", "x > 0 ? x*sigmoid(x) + a : a", kLevel, "Chieng et al. 2018", nullptr, kGated},

    {"sigmoid",
     "sigmoid(x)",
     {},
     "Verhulst 1845; Rumelhart et al. 1986",
     fused_sigmoid,
     kSigmoidal,
     "1/(1 + exp(-x))"},
    {"tanh", "tanh(x)", {}, "LeCun 1989", fused_tanh, kSigmoidal},
    {"softsign", "x/(1 + abs(x))", {}, "Elliott 1993; Bergstra et al. 2009", nullptr, kSigmoidal},
    {"arctan", "atan(x)", {}, "", nullptr, kSigmoidal},
    {"erf", "erf(x)", {}, "", nullptr, kSigmoidal},
    {"gaussian_cdf", "erfc(-x/sqrt(2))/2", {}, "Bliss 1934", nullptr, kSigmoidal, "(1 + erf(x/sqrt(2)))/2"},
    {"lecun_tanh", "1.7159*tanh(2*x/3)", {}, "LeCun et al. 1998", nullptr, kSigmoidal},
    {"penalized_tanh", "x > 0 ? tanh(x) : a*tanh(x)", kPenalty, "Xu et al. 2016", nullptr, kSigmoidal},
    {"arsinh",
     "x < -1e6 ? -log(-x) - log(2) : x < 0 ? -log1p(x^2/(1 + sqrt(1 + x^2)) - x) : "
     "x < 1e6 ? log1p(x + x^2/(1 + sqrt(1 + x^2))) : log(x) + log(2)",
     {},
     "",
     nullptr,
     kSigmoidal,
     "log(x + sqrt(x^2 + 1))"},
    {"symlog",
     "x < 0 ? -log1p(-x) : log1p(x)",
     {},
     "John & Draper 1980; Hafner et al. 2023",
     nullptr,
     kSigmoidal,
     "x < 0 ? -log(1 - x) : log(1 + x)"},
    {"elliot",
     "x < 0 ? 0.5/(1 - x) : 1 - 0.5/(1 + x)",
     {},
     "Elliott 1993",
     nullptr,
     kSigmoidal,
     "0.5*x/(1 + abs(x)) + 0.5"},
    {"isru", "abs(x) <= 1 ? x/sqrt(1 + a*x^2) : sign(x)/sqrt(a + x^(-2))", kCurvature, "Carlile et al. 2017",
     nullptr, kSigmoidal, "x/sqrt(1 + a*x^2)"},
    {"sqnl", "x > 2 ? 1 : x < -2 ? -1 : x - x*abs(x)/4", {}, "Wuraola & Patel 2018", nullptr, kSigmoidal},
    {"plu", "x <= -b ? a*(x + b) - b : x >= b ? a*(x - b) + b : x", kOuter, "Nicolae 2018", nullptr,
     kSigmoidal},
    {"softclipping",
     "x < 0.5 ? log1p(-expm1(-a)*exp(a*x)*sigmoid(a*(1 - x)))/a : "
     "1 - log1p(-expm1(-a)*exp(a*(1 - x))*sigmoid(a*x))/a",
     kClipping, "Klimek & Perelstein 2018", nullptr, kSigmoidal,
     "(log(1 + exp(a*x)) - log(1 + exp(a*(x - 1))))/a"},
    {"loglog", "-expm1(-exp(x))", {}, "Gomes et al. 2011", nullptr, kSigmoidal, "1 - exp(-exp(x))"},
    {"gompertz", "exp(-exp(-x))", {}, "Gompertz 1825; Gomes et al. 2011", nullptr, kSigmoidal},
    {"dsilu",
     "sigmoid(x)*(1 + x*sigmoid(-x))",
     {},
     "Elfwing et al. 2017",
     nullptr,
     kSigmoidal,
     "sigmoid(x)*(1 + x*(1 - sigmoid(x)))"},

    {"hardtanh", "max(a, min(b, x))", kBounds, "Collobert 2004", nullptr, kHard},
    {"hardsigmoid", "x <= -3 ? 0 : x >= 3 ? 1 : (x + 3)/6", {}, "Howard et al. 2019", nullptr, kHard},
    {"hardswish", "x <= -3 ? 0 : x >= 3 ? x : x*(x + 3)/6", {}, "Howard et al. 2019", nullptr, kHard},
    {"hard_mish", "x <= -2 ? 0 : x < 0 ? x*(x + 2)/2 : x", {}, "Misra 2020", nullptr, kHard},
    {"hard_sigmoid_onnx", "x <= -b/a ? 0 : x >= (1 - b)/a ? 1 : a*x + b", kLine, "", nullptr, kHard,
     "max(0, min(1, a*x + b))"},
    {"sparse_sigmoid",
     "x <= -1 ? 0 : x >= 1 ? 1 : (x + 1)/2",
     {},
     "Martins & Astudillo 2016",
     nullptr,
     kHard},

    {"softshrink", "x > a ? x - a : x < -a ? x + a : 0", kShrink, "Donoho & Johnstone 1994", nullptr,
     kShrinkage},
    {"hardshrink", "abs(x) > a ? x : 0", kShrink, "Donoho & Johnstone 1994", nullptr, kShrinkage},
    {"tanhshrink",
     "abs(x) < 0.25 ? x^3*(1/3 - x^2*(2/15 - x^2*(17/315 - x^2*62/2835))) : x - tanh(x)",
     {},
     "Collobert et al. 2011",
     nullptr,
     kShrinkage,
     "x - tanh(x)"},

    {"gaussian", "gauss(x)", {}, "Broomhead & Lowe 1988", nullptr, kBump, "exp(-x^2)"},
    {"hat", "max(0, 1 - abs(x))", {}, "Hong et al. 2022", nullptr, kBump},
    {"sigmoid_derivative", "sigmoid(x)*sigmoid(-x)", {}, "", nullptr, kBump, "sigmoid(x)*(1 - sigmoid(x))"},

    {"sin", "sin(a*x)", kOmega, "Lapedes & Farber 1987; Sitzmann et al. 2020", nullptr, kPeriodic},
    {"cos", "cos(x)", {}, "Rahimi & Recht 2007", nullptr, kPeriodic},
    {"snake", "x + sin(a*x)^2/a", kSnake, "Ziyin et al. 2020", nullptr, kPeriodic},
    {"gcu", "x*cos(x)", {}, "Noel et al. 2021", nullptr, kPeriodic},
    {"sinc",
     "abs(x) < 0.8 ? 1 - x^2/6*(1 - x^2/20*(1 - x^2/42*(1 - x^2/72))) : sin(x)/x",
     {},
     "",
     nullptr,
     kPeriodic,
     "x == 0 ? 1 : sin(x)/x"},

    {"square", "x^2", {}, "Gilad-Bachrach et al. 2016", nullptr, kPolynomial},
    {"cube", "x^3", {}, "Chen & Manning 2014", nullptr, kPolynomial},
    {"quadratic", "(a*x + b)*x + c", kQuadratic, "Chou et al. 2018", nullptr, kPolynomial, "a*x^2 + b*x + c"},

    {"exponential", "exp(x)", {}, "", nullptr, kOther},
    {"logsigmoid", "-softplus(-x)", {}, "", nullptr, kOther, "-log(1 + exp(-x))"},
    {"bent_identity",
     "abs(x) > 1e6 ? x + abs(x)/2 - 0.5 : x + x^2/(sqrt(x^2 + 1) + 1)/2",
     {},
     "",
     nullptr,
     kOther,
     "(sqrt(x^2 + 1) - 1)/2 + x"},
    {"soft_exponential", "a > 0 ? expm1(a*x)/a + a : a < 0 ? -log1p(max(-0.9999999, -a*(x + a)))/a : x",
     kBend, "Godfrey & Gashler 2015", nullptr, kOther,
     "a > 0 ? (exp(a*x) - 1)/a + a : a < 0 ? -log(1 - a*(x + a))/a : x"},
    {"ameo",
     "x <= -3 ? -1 : x <= -1 ? x + 2 : x <= 1 ? -x : x <= 3 ? x - 2 : 1",
     {},
     "Primozic 2022",
     nullptr,
     kOther},
};

constexpr std::string_view kFamilyIds[] = {"linear", "threshold", "rectifier",  "elu",
                                           "gated",  "sigmoidal", "hard",       "shrink",
                                           "bump",   "periodic",  "polynomial", "other"};
static_assert(std::size(kFamilyIds) == kFamilyCount);

}  // namespace

std::span<const ActivationRow> activations() { return kActivations; }

std::string_view id_of(Family family) { return kFamilyIds[static_cast<std::size_t>(family)]; }

}  // namespace lab::act
