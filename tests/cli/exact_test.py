#!/usr/bin/env python3
"""What is drawn and read of formulas as people type them is the truth, as mpmath knows it: exact_test.py PROGRAM… [--report] [--every=N]"""
import re
import subprocess
import sys

import mpmath

from typed_formulas import FORMULAS

PROGRAM = [word for word in sys.argv[1:] if not word.startswith("--")]
EVERY = next((int(word[8:]) for word in sys.argv[1:] if word.startswith("--every=")), 1)
# Floats: what float32 makes of them is its own doing.
POINTS = (-100, -88.75, -71.25, -50, -33.25, -20.75, -12.5, -8, -5, -2.5, -1.125, -0.3125, -0.0078125, 0.0068359375, 0.5, 1.875,
          4, 7.25, 11, 17.625, 25, 44.5, 60, 90, 100)
LEAST, MOST = 1e-38, 3.4e38  # what is smaller counts as 0, what is larger is not asked for
TOLERANCE = 1e-6
FLOAT32_TOLERANCE = 1e-5  # a hundred roundings
NUMBER = re.compile(r"(?<![\w.])(\d+\.?\d*)")
NAMES = {name: getattr(mpmath, name) for name in
         "exp log sqrt sin cos tan asin acos atan sinh cosh tanh erf erfc sign pi".split()} | {"abs": abs, "max": max, "min": min}


def truth(formula):
    """[(f, f′)] at the points."""
    code = compile(NUMBER.sub(r'mpf("\1")', formula.replace("^", "**")), formula, "eval")

    def f(x):
        return eval(code, {"mpf": mpmath.mpf, "x": x, **NAMES})  # pylint: disable=eval-used
    return [(f(mpmath.mpf(x)), mpmath.diff(f, mpmath.mpf(x))) for x in POINTS]


def computed(formula, *options):
    command = [*PROGRAM, "curve", "--formula=" + formula, "--x=" + ",".join(map(str, POINTS)), *options]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[1:]
    return [tuple(map(float, line.split(",")[1:])) for line in lines]


def is_right(number, true, tolerance):
    if abs(true) > MOST:
        return True
    if abs(true) < LEAST:
        return abs(number) <= LEAST
    return abs(number - true) <= tolerance * abs(true)


def wrong_places(numbers, truths, tolerance=TOLERANCE):
    return [(x, name, got, mpmath.nstr(true, 12)) for x, pair, pair_of_truth in zip(POINTS, numbers, truths)
            for name, got, true in zip(("f", "f′"), pair, pair_of_truth) if not is_right(got, true, tolerance)]


def main():
    mpmath.mp.dps = 150
    wrong_in_float32 = 0
    problems = []
    for formula in FORMULAS[::EVERY]:
        truths = truth(formula)
        for x, name, got, true in wrong_places(computed(formula), truths):
            problems.append(f"{formula} at {x}: {name} = {got}, and not {true}")
        if "--report" in sys.argv:
            places = wrong_places(computed(formula, "--float32"), truths, FLOAT32_TOLERANCE)
            wrong_in_float32 += bool(places)
            print("float32", "wrong" if places else "right", formula, *places[:1])
    print("\n".join(problems))
    print(f"{len(FORMULAS[::EVERY])} formulas at {len(POINTS)} places: {len(problems)} wrong")
    if "--report" in sys.argv:
        print(f"in float32 {wrong_in_float32} formulas are wrong somewhere")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
