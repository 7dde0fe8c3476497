"""As much of PyTorch as formulas use, on one number: value and slope by forward differentiation.

It stands in for PyTorch where that is not installed, follows its rules for gradients at kinks, and multiplies the
gradient of a branch that torch.where does not take by 0, as autograd does: 0·inf is NaN there too.
"""
import math
import types

dtype = float


class Condition:
    def __init__(self, holds):
        self.holds = holds

    def to(self, _dtype):
        return Tensor(1.0 if self.holds else 0.0)


class Tensor:
    dtype = float

    def __init__(self, value, slope=0.0):
        self.value, self.slope = float(value), float(slope)

    def __neg__(self):
        return Tensor(-self.value, -self.slope)

    def __add__(self, other):
        other = as_tensor(other)
        return Tensor(self.value + other.value, self.slope + other.slope)

    def __sub__(self, other):
        return self + -as_tensor(other)

    def __mul__(self, other):
        other = as_tensor(other)
        return Tensor(self.value * other.value, self.slope * other.value + self.value * other.slope)

    def __truediv__(self, other):
        other = as_tensor(other)
        quotient = divided(self.value, other.value)
        return Tensor(quotient, divided(self.slope - quotient * other.slope, other.value))

    def __pow__(self, other):
        other = as_tensor(other)
        slope = 0.0
        if self.slope != 0:
            slope += other.value * raised(self.value, other.value - 1) * self.slope
        if other.slope != 0:
            slope += raised(self.value, other.value) * log(self).value * other.slope
        return Tensor(raised(self.value, other.value), slope)

    def __radd__(self, other):
        return as_tensor(other) + self

    def __rsub__(self, other):
        return as_tensor(other) - self

    def __rmul__(self, other):
        return as_tensor(other) * self

    def __rtruediv__(self, other):
        return as_tensor(other) / self

    def __rpow__(self, other):
        return as_tensor(other) ** self

    def __lt__(self, other):
        return Condition(self.value < as_tensor(other).value)

    def __le__(self, other):
        return Condition(self.value <= as_tensor(other).value)

    def __gt__(self, other):
        return Condition(self.value > as_tensor(other).value)

    def __ge__(self, other):
        return Condition(self.value >= as_tensor(other).value)

    def __eq__(self, other):
        return Condition(self.value == as_tensor(other).value)

    def __ne__(self, other):
        return Condition(self.value != as_tensor(other).value)


def divided(a, b):
    if b == 0:
        return math.nan if a == 0 or math.isnan(a) else math.copysign(math.inf, a)
    return a / b


def raised(base, exponent):
    try:
        power = base ** exponent
    except ZeroDivisionError:
        return math.inf
    except OverflowError:
        return math.inf
    return math.nan if isinstance(power, complex) else power


def tensor(value, dtype=float):  # pylint: disable=unused-argument,redefined-outer-name
    return Tensor(value)


def as_tensor(value, dtype=float):  # pylint: disable=unused-argument,redefined-outer-name
    return value if isinstance(value, Tensor) else Tensor(value)


def zeros_like(_x):
    return Tensor(0.0)


def ge(x, bound):
    return x >= bound


def where(condition, yes, no):
    yes, no = as_tensor(yes), as_tensor(no)
    taken, left = (yes, no) if condition.holds else (no, yes)
    return Tensor(taken.value, taken.slope + 0.0 * left.slope)


def clamp(x, min=-math.inf, max=math.inf):  # pylint: disable=redefined-builtin
    low, high = as_tensor(min).value, as_tensor(max).value
    inside = low <= x.value <= high
    return Tensor(sorted((low, x.value, high))[1], x.slope if inside else 0.0)


def function(value, slope):
    """From f(x) and f′(x, f(x)); beyond a domain both are NaN, beyond the largest number infinite."""
    def apply(x):
        try:
            f = value(x.value)
            df = slope(x.value, f)
        except OverflowError:
            f = df = math.inf
        except (ValueError, ZeroDivisionError):
            f = df = math.nan
        return Tensor(f, df * x.slope)
    return apply


def sign_of(x):
    return (x > 0) - (x < 0)


def sinc_of(x):  # of πx
    return 1.0 if x == 0 else math.sin(math.pi * x) / (math.pi * x)


def logistic(x):
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


TWO_OVER_SQRT_PI = 2 / math.sqrt(math.pi)
abs = function(abs, lambda x, f: sign_of(x))  # pylint: disable=redefined-builtin
sign = function(sign_of, lambda x, f: 0.0)
floor = function(math.floor, lambda x, f: 0.0)
relu = function(lambda x: max(x, 0.0), lambda x, f: float(x > 0))
exp = function(math.exp, lambda x, f: f)
expm1 = function(math.expm1, lambda x, f: f + 1)
log = function(math.log, lambda x, f: 1 / x)
log1p = function(math.log1p, lambda x, f: 1 / (1 + x))
sqrt = function(math.sqrt, lambda x, f: 0.5 / f)
square = function(lambda x: x * x, lambda x, f: 2 * x)
sin = function(math.sin, lambda x, f: math.cos(x))
cos = function(math.cos, lambda x, f: -math.sin(x))
tan = function(math.tan, lambda x, f: 1 + f * f)
sinc = function(sinc_of, lambda x, f: 0.0 if x == 0 else (math.cos(math.pi * x) - f) / x)
asin = function(math.asin, lambda x, f: 1 / math.sqrt(1 - x * x))
acos = function(math.acos, lambda x, f: -1 / math.sqrt(1 - x * x))
atan = function(math.atan, lambda x, f: 1 / (1 + x * x))
sinh = function(math.sinh, lambda x, f: math.cosh(x))
cosh = function(math.cosh, lambda x, f: math.sinh(x))
tanh = function(math.tanh, lambda x, f: 1 - f * f)
asinh = function(math.asinh, lambda x, f: 1 / math.sqrt(1 + x * x))
sigmoid = function(logistic, lambda x, f: f * logistic(-x))
erf = function(math.erf, lambda x, f: TWO_OVER_SQRT_PI * math.exp(-x * x))
erfc = function(math.erfc, lambda x, f: -TWO_OVER_SQRT_PI * math.exp(-x * x))

functional = types.SimpleNamespace(
    softplus=function(lambda x: x + math.log1p(math.exp(-x)) if x > 0 else math.log1p(math.exp(x)),
                      lambda x, f: logistic(x)))
