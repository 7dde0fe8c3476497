"""Formulas as people type them: each function in several spellings, most of which lose digits or overflow in short numbers."""

SIGMOID = ("1/(1+exp(-x))", "exp(x)/(1+exp(x))", "(1+tanh(x/2))/2", "1-1/(1+exp(x))", "exp(x/2)/(exp(x/2)+exp(-x/2))",
           "1/2+tanh(x/2)/2", "1/2+sinh(x/2)/(2*cosh(x/2))", "exp(-log(1+exp(-x)))")
TANH = ("(exp(x)-exp(-x))/(exp(x)+exp(-x))", "(exp(2*x)-1)/(exp(2*x)+1)", "1-2/(exp(2*x)+1)", "2/(1+exp(-2*x))-1",
        "sinh(x)/cosh(x)", "(1-exp(-2*x))/(1+exp(-2*x))", "sinh(2*x)/(1+cosh(2*x))", "(cosh(2*x)-1)/sinh(2*x)")
SOFTPLUS = ("log(1+exp(x))", "log(exp(x)+1)", "x+log(1+exp(-x))", "-log(1/(1+exp(x)))", "x/2+log(2*cosh(x/2))",
            "max(0,x)+log(1+exp(-abs(x)))", "x-log(1-1/(1+exp(-x)))-log(exp(x))", "-log(1-exp(x)/(1+exp(x)))")


def within(pattern, spellings, count=8):
    return tuple(pattern.replace("@", "(" + spelling + ")") for spelling in spellings[:count])


FORMULAS = (
    # Sigmoids, tanh, softplus and what is built of them.
    *SIGMOID, *TANH, *SOFTPLUS,
    *within("x*@", SIGMOID), *within("@*(1-@)", SIGMOID), *within("1-@", SIGMOID), *within("@^2", SIGMOID),
    *within("log(@)", SIGMOID), *within("@-0.5", SIGMOID, 5), *within("@*(1-@)*(1-2*@)", SIGMOID, 5),
    *within("1-@^2", TANH), *within("x*@", TANH), *within("x-@", TANH), *within("(1+@)/2", TANH), *within("1-@", TANH),
    *within("@/x", TANH, 5), *within("-2*@*(1-@^2)", TANH, 5), *within("1-abs(@)", TANH, 5),
    *within("@-log(2)", SOFTPLUS), *within("@-max(0,x)", SOFTPLUS), *within("@-x", SOFTPLUS), *within("1-exp(-@)", SOFTPLUS),
    # Gated units.
    *within("x*tanh@", SOFTPLUS), "x*((1+exp(x))^2-1)/((1+exp(x))^2+1)", "x*(exp(2*x)+2*exp(x))/(exp(2*x)+2*exp(x)+2)",
    "x-2*x/((1+exp(x))^2+1)", "x*(1-2/((1+exp(x))^2+1))",
    "x*(1+erf(x/sqrt(2)))/2", "x/2*(1+erf(x/sqrt(2)))", "x-x*(1-erf(x/sqrt(2)))/2", "x/2*erfc(-x/sqrt(2))",
    "x*(1-erfc(x/sqrt(2))/2)", "(1+erf(x/sqrt(2)))/2", "1-erf(x)", "1+erf(x)", "1-erf(x)^2", "erf(x)/x",
    "x/2*(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))", "0.5*x*(1+tanh(0.7978845608*(x+0.044715*x^3)))",
    "x/(1+exp(-2*sqrt(2/pi)*(x+0.044715*x^3)))", "x*exp(1.702*x)/(1+exp(1.702*x))", "x*tanh(exp(x))",
    "x*(1-2/(exp(2*exp(x))+1))", "x*erf(log(1+exp(x)))", "x*log(1+exp(tanh(x)))", "x/(1+exp(-x))-x", "x/(1+exp(x))",
    # Exponential units.
    "max(0,x)+min(0,exp(x)-1)", "exp(x)-1", "1-exp(-x)", "(exp(x)-1)/x", "(1-exp(-x))/x", "x/(exp(x)-1)", "x/(1-exp(-x))",
    "(exp(x)-1-x)/x^2", "(exp(x)-1-x)/x", "exp(x)-exp(-x)", "exp(x)+exp(-x)-2", "exp(exp(x)-1)-1", "exp(-exp(-x))",
    "1-exp(-exp(x))", "1-exp(-x^2)", "(1-exp(-x^2))/x", "(1-exp(-x^2))/x^2", "exp(-x^2)", "1/exp(x^2)", "exp(-x)^x", "x*exp(-x^2/2)",
    # Quotients and products of what overflows or vanishes.
    "exp(2*x)/exp(x)", "exp(x)*exp(-x)", "exp(x)/exp(x-1)", "exp(3*x)*exp(-2*x)", "exp(x)^2/exp(x)", "cosh(x)*exp(-abs(x))",
    "sinh(x)*exp(-abs(x))", "cosh(2*x)/cosh(x)^2", "sinh(2*x)/(2*sinh(x))", "cosh(x)^2-sinh(x)^2", "cosh(x)-sinh(x)",
    "cosh(x)-abs(sinh(x))", "exp(x)/(exp(x)+exp(-x))", "1/(exp(x)+exp(-x))", "1/cosh(x)", "1/cosh(x)^2", "2/(exp(x)+exp(-x))^2",
    "exp(x)/(1+exp(x))^2", "exp(-x)/(1+exp(-x))^2", "1/(2+exp(x)+exp(-x))", "exp(x^2)/(1+exp(x^2))", "exp(x^2)*exp(-x^2)",
    "exp(x^2)/(exp(x^2)+exp(x))", "exp(x^2)*exp(-x^2-x)", "1/(1+exp(x)^2)", "exp(x)^3/(1+exp(x)^3)",
    "(exp(x)-1)/(exp(x)+1)", "(exp(x)-exp(-x))/2", "(exp(x)+exp(-x))/2", "tanh(x)*exp(x)/exp(x)",
    # Logarithms of sums.
    "log(cosh(x))", "log((exp(x)+exp(-x))/2)", "log(cosh(x))-abs(x)", "log(2*cosh(x))-abs(x)", "log(cosh(x))/x", "log(exp(x))",
    "log(exp(x)+exp(-x))", "log(exp(x)+exp(2*x))", "log(1+exp(x)+exp(2*x))", "log(2+exp(x))", "log(1+exp(x))-log(1+exp(-x))",
    "log((1+exp(x))/(1+exp(-x)))", "log((1+exp(x))/(1+exp(x-1)))", "log(1+exp(x))-log(1+exp(x-1))", "log(1+exp(2*x))/2",
    "log(1+exp(x^2))-x^2", "log(1+exp(10*x))/10", "log(1+exp(1-x))", "log(exp(x)-exp(-x)+exp(-x))", "log(1+x^2)", "log(sqrt(1+x^2))",
    "log(x+sqrt(x^2+1))", "log(sqrt(x^2+1)+x)", "-log(sqrt(x^2+1)-x)", "log(abs(x)+sqrt(x^2+1))*sign(x)", "log(sqrt(x^2+1)-x)",
    "log(1+abs(x))*sign(x)", "log(1+1/x^2)", "x^2*log(1+1/x^2)", "log((x^2+2)/(x^2+1))",
    # Roots and quotients.
    "sqrt(x^2+1)-abs(x)", "sqrt(x^2+1)-x", "(sqrt(x^2+1)-1)/2+x", "sqrt(x^2+1)-1", "(x+sqrt(x^2+4))/2", "(sqrt(x^2+4)-2)/x",
    "x/sqrt(1+x^2)", "1-x/sqrt(1+x^2)", "1-abs(x)/sqrt(1+x^2)", "x/(1+abs(x))", "1-abs(x)/(1+abs(x))", "sqrt(x^2+2)-sqrt(x^2+1)",
    "sqrt(x^4+1)-x^2", "1/(x^2+1)-1/(x^2+2)", "(x+1)^2-x^2-2*x", "(x+1)^3-x^3-3*x^2-3*x", "1/(1-x)-2/(1-x^2)", "x^2/(1+x^2)-1",
    "(x^2-1)/(x-1)", "(x^3-8)/(x-2)", "(sqrt(x^2+1)-1)/x^2", "1/x-1/(x+1)", "x^7/x^6", "(x+0.1)-x",
    # Sines.
    "sin(x)/x", "(1-cos(x))/x", "(1-cos(x))/x^2", "(x-sin(x))/x^3", "sin(x)^2+cos(x)^2", "1-sin(x)^2", "1-cos(x)^2", "sin(2*x)/(2*sin(x))",
    "cos(x)^2-sin(x)^2", "tan(x)*cos(x)", "(tan(x)-x)/x^3", "x+sin(x)^2", "x+(1-cos(2*x))/2", "sin(x)*exp(-x^2/2)",
    "atan(x)+atan(1/x)", "1-2*atan(exp(x))/pi", "2*atan(tanh(x/2))", "2*atan(exp(x))-pi/2", "atan(x+1)-atan(x)", "pi/2-atan(x)",
    "acos(x/sqrt(1+x^2))", "asin(x/sqrt(1+x^2))", "1/tanh(x)-1/x", "cosh(x)/sinh(x)-1/x", "1/x-1/sinh(x)", "1/x^2-1/sinh(x)^2",
    "x/sinh(x)", "x/tanh(x)", "x^2/(cosh(x)-1)", "(cosh(x)-1)/x^2", "(sinh(x)-x)/x^3", "(1-tanh(x)/x)/x^2",
    "tanh(x+1)-tanh(x-1)", "tanh(x)^2-tanh(x/2)^2", "tanh(x)*(1-tanh(x))", "1-tanh(x)^4", "tanh(abs(x))-1", "exp(-2*log(cosh(x)))",
)
