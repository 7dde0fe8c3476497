#!/usr/bin/env python3
"""Claims about "activation-lab-cli formula TEXT --pytorch": the function it writes has our values and slopes.

Usage: pytorch_test.py [--real] PROGRAM... (as for cli_test.py). PyTorch need not be installed: tiny_torch.py stands in
for it. With --real the functions run in PyTorch itself.
"""
import ast
import math
import re
import subprocess
import sys
import types
import unittest

import tiny_torch

PROGRAM = []
REAL = False

FORMULAS = (
    "x", "3", "-x^2", "x^3-2x+1", "x^-2", "x^a", "2^x", "(a*x+b)/(c-x)", "x/(1+abs(x))", "sign(x)*x^2", "max(0,x)",
    "max(x,0)", "min(max(0,x),6)", "max(a,min(x,3))", "max(2*x,x)", "min(x,2*x)", "relu(x)^2", "step(x)*x+floor(x)",
    "x<0 ? a*(exp(x)-1) : x", "x<-2 ? -1 : x<2 ? x/2 : 1", "x>0 ? log(1+x) : -log(1-x)", "exp(-x^2)", "log(2+sin(x))",
    "sqrt(x^2+1)", "tan(x/9)", "asin(x/300)+acos(x/301)", "atan(x)*x", "sinh(x/50)*cosh(x/60)", "asinh(a*x)",
    "x*tanh(softplus(x))", "x*sigmoid(b*x)", "0.5*x*erfc(-x/sqrt(2))", "x*erf(x)", "x/2*(1+tanh(sqrt(2/pi)*x))",
    "x+sin(a*x)^2/a", "sinc(x)", "(x>=1)+(x<=2)*x", "log(3)+erf(1)*x", "1<2 ? x : 0", "min(1,2)*x", "x*a<0 ? 1 : x",
    "x==0 ? 1 : exp(x/99)", "(x<1 ? x : 1)^2", "softplus(a*x)-gauss(x)",
    "abs(x)<=1 ? x/sqrt(1+a*x^2) : sign(x)/sqrt(a+x^(-2))",
)
# Kinks of the formulas among them. 200 is where a branch not taken overflows in float32.
POINTS = (-200.0, -3.0, -2.0, -0.75, 0.0, 0.5, 1.0, 2.0, 2.5, 3.0, 6.0, 200.0)
PARAMETERS = {"a": 0.5, "b": 2.0, "c": 2.25}


def written(text, *options):
    command = [*PROGRAM, "formula", *options, "--pytorch", "--", text]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def readings(text):
    """(f, df) at the points, from our own kernels."""
    names = set(re.findall(r"[a-z]+", text))
    words = [f"--{name}={value}" for name, value in PARAMETERS.items() if name in names]
    command = [*PROGRAM, "curve", "--float32", "--formula=" + text, "--x=" + ",".join(map(str, POINTS)), *words]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[1:]
    return [tuple(map(float, line.split(",")[1:])) for line in lines]


def loaded(source):
    """The function f of the source, with PyTorch or its stand-in."""
    names = {"math": math}
    body = ast.parse(source).body
    imports = [ast.unparse(node) for node in body if isinstance(node, ast.Import)]
    uses = {"import math": "math.", "import torch": "torch.", "import torch.nn.functional as F": "F."}
    head, _, function = source.partition("def ")
    assert imports == [line for line, prefix in uses.items() if prefix in function], (head, function)
    if REAL:
        import torch  # pylint: disable=import-outside-toplevel
        names |= {"torch": torch, "F": torch.nn.functional}
    else:
        names |= {"torch": tiny_torch, "F": tiny_torch.functional}
    functions = ast.Module([node for node in body if isinstance(node, ast.FunctionDef)], [])
    exec(compile(functions, "formula", "exec"), names)  # pylint: disable=exec-used
    return names["f"]


def value_and_slope(function, point):
    used = function.__code__.co_varnames[1:function.__code__.co_argcount]
    params = {name: PARAMETERS[name] for name in used}
    if not REAL:
        result = function(tiny_torch.Tensor(point, 1.0), **params)
        return result.value, result.slope
    import torch  # pylint: disable=import-outside-toplevel
    x = torch.tensor(point, requires_grad=True)
    result = function(x, **params)
    if not result.requires_grad:
        return result.item(), 0.0
    result.backward()
    return result.item(), x.grad.item()


def is_close(got, wanted, tolerance):
    if math.isnan(wanted):  # outside the domain
        return math.isnan(got)
    if math.isinf(wanted) or abs(wanted) > 3e38:
        return abs(got) > 3e38 and (got > 0) == (wanted > 0)
    return abs(got - wanted) <= tolerance * max(1.0, abs(wanted))


class Pytorch(unittest.TestCase):
    def test_values_and_slopes_are_ours(self):
        for text in FORMULAS:
            source = written(text)
            function = loaded(source)
            for point, (f, df) in zip(POINTS, readings(text)):
                with self.subTest(text=text, x=point, source=source):
                    value, slope = value_and_slope(function, point)
                    # float32 against float64 (or against other float32 kernels), a dozen operations.
                    self.assertTrue(is_close(value, f, 2e-5), (value, f))
                    self.assertTrue(is_close(slope, df, 2e-5), (slope, df))

    def test_a_derivative_is_a_function_too(self):
        for text in FORMULAS:
            function = loaded(written(text, "--first"))
            for point, (_, df) in zip(POINTS, readings(text)):
                with self.subTest(text=text, x=point):
                    value = value_and_slope(function, point)[0]
                    # Float32 loses a digit where the terms of a derivative cancel; the stand-in is off by 1.4e-7.
                    if math.isfinite(value):  # far out the written derivative may be 0·inf
                        self.assertTrue(is_close(value, df, 2e-4), (value, df))

    def test_a_large_formula_is_written_with_names_for_what_repeats(self):
        source = written("tanh(x*sigmoid(x))+tanh(x*sigmoid(x))^2")
        self.assertEqual(source.count("torch.sigmoid"), 1)
        self.assertIsInstance(loaded(source), types.FunctionType)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    REAL = "--real" in arguments
    PROGRAM = [word for word in arguments if word != "--real"]
    unittest.main(argv=sys.argv[:1])
