#!/usr/bin/env python3
"""SVGs of plots and pictures parse, their text is text, and their numbers are the core's: picture_test.py PROGRAM…"""
import re
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ElementTree

PROGRAM = sys.argv[1:]
SVG = "{http://www.w3.org/2000/svg}"
MOVES = re.compile(r"([MLHV])([-\d.]+)(?: ([-\d.]+))?")


def run(*words):
    return subprocess.run([*PROGRAM, *words], capture_output=True, text=True, check=False)


def picture(link, *options):
    done = run("picture", link, *options)
    assert done.returncode == 0, done.stderr
    return ElementTree.fromstring(done.stdout)


def points_of(d):
    """The places of a path, part by part."""
    parts, x, y = [], 0.0, 0.0
    for kind, first, second in MOVES.findall(d):
        x = float(first) if kind in "MLH" else x
        y = float(first) if kind == "V" else float(second) if kind in "ML" else y
        if kind == "M":
            parts.append([])
        parts[-1].append((x, y))
    return parts


class Panel:
    """A plot of a picture, its places as numbers."""

    def __init__(self, element):
        self.element = element
        self.box = [float(element.get(name)) for name in ("x", "y", "width", "height")]
        self.scales = [[float(word) for word in element.get(name).split()] for name in ("data-x", "data-y")]

    def numbers(self, x, y):
        (left, top, width, height), ((x0, x1), (y0, y1)) = self.box, self.scales
        return x0 + (x1 - x0) * (x - left) / width, y1 - (y1 - y0) * (y - top) / height

    def line(self, width):
        paths = [p for p in self.element.iter(SVG + "path") if p.get("fill") == "none" and p.get("stroke-width") == width]
        return [[self.numbers(*at) for at in part] for path in paths for part in points_of(path.get("d"))]


def panels(root):
    return [Panel(element) for element in root.iter(SVG + "svg") if element.get("data-x")]


def texts(root):
    return [element.text for element in root.iter(SVG + "text")]


class Pictures(unittest.TestCase):
    def test_a_plot_holds_the_values_that_the_command_line_computes(self):
        for name in ("tanh", "sigmoid", "elu", "softsign", "mish"):
            (panel,) = panels(picture(f"view=curves&curves={name}&x=-5:5&y=-1.5:2&slope=0"))
            places = [at for part in panel.line("2.25") for at in part if -1.49 < at[1] < 1.99]
            self.assertGreater(len(places), 50, name)
            rows = run("curve", "--act=" + name, "--x=" + ",".join(repr(x) for x, _ in places)).stdout.splitlines()[1:]
            for (x, y), row in zip(places, rows):
                # A hundredth of a point each way: 5e-5 of data across, 1e-4 up and down.
                self.assertAlmostEqual(y, float(row.split(",")[1]), delta=2e-4, msg=f"{name} at {x}")

    def test_a_function_that_jumps_is_drawn_in_pieces_with_a_dot_at_each_end(self):
        (panel,) = panels(picture("view=curves&curves=step&slope=0"))
        self.assertEqual(len(panel.line("2.25")), 2)
        self.assertEqual(len(panel.element.findall(SVG + "circle")), 2)

    def test_names_are_texts_in_both_languages_also_those_that_need_escaping(self):
        formula = "formula=x<0 ? 0.1*x : x&act=own1&view=curves"
        self.assertTrue(any("<" in text for text in texts(picture(formula))))
        self.assertIn("class 0", texts(picture("view=train")))
        self.assertIn("层", "".join(texts(picture("view=train&lang=zh", "--of=hero"))))

    def test_a_loss_chart_ends_where_training_has_come_to(self):
        link = "data=xor&act=relu&split=0.5&seed=3"
        loss, accuracy = panels(picture(link, "--of=loss_chart", "--steps=400"))
        told = run("train", link, "--steps=400").stdout
        train = re.search(r"training: loss ([\d.]+), accuracy ([\d.]+)", told)
        self.assertAlmostEqual(loss.line("1.75")[-1][-1][1], float(train[1]), delta=1e-3)
        self.assertAlmostEqual(accuracy.line("1.75")[-1][-1][1], float(train[2]) / 100, delta=1e-3)
        self.assertEqual(loss.line("1.75")[0][0][0], 0)
        self.assertAlmostEqual(loss.line("1.75")[-1][-1][0], 400, delta=0.1)

    def test_the_link_in_a_picture_opens_it_again(self):
        root = picture("data=spiral&act=gelu&net=6-6", "--steps=50")
        link = root.find(SVG + "desc").text
        self.assertIn("steps=50", link)
        again = picture(link)
        self.assertEqual(ElementTree.tostring(root), ElementTree.tostring(again))

    def test_nothing_in_a_picture_has_an_id_that_another_one_on_the_same_page_could_have(self):
        for of in ("output", "hero", "loss_chart"):
            self.assertEqual([e for e in picture("view=train", "--of=" + of).iter() if e.get("id")], [])

    def test_what_cannot_be_drawn_is_named(self):
        done = run("picture", "view=curves", "--of=output")
        self.assertEqual(done.returncode, 1)
        self.assertIn('"output"', done.stderr)
        self.assertIn("plot", done.stderr)


unittest.main(argv=sys.argv[:1])
