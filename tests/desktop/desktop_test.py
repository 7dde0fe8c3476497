#!/usr/bin/env python3
"""Claims about the desktop program as a person starts it. Usage: desktop_test.py PROGRAM, with a screen ($DISPLAY)."""
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop()
GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "golden"


def run(*arguments, **environment):
    known = {**os.environ, "LANG": "C.UTF-8", **environment}
    known.pop("LC_ALL", None)
    # Longer than anything below takes; a program that hangs fails instead of holding up everything.
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=60,
                          env={key: value for key, value in known.items() if value is not None})


def report(*arguments):
    result = run(*arguments, "--report")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


class Screenshots(unittest.TestCase):
    def picture(self, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "picture.png"
            result = run(*arguments, "--screenshot", str(path))
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            return path.read_bytes()

    def test_a_screenshot_has_exactly_the_size_asked_for_and_shows_something(self):
        for width, height in ((1280, 720), (480, 360), (391, 843)):
            png = self.picture("--size", f"{width}x{height}")
            self.assertEqual(struct.unpack(">II", png[16:24]), (width, height))
            # One colour of that size compresses to less than 1 per cent of this.
            self.assertGreater(len(png), width * height / 40)

    def test_rooms_themes_and_languages_look_different(self):
        links = ("view=train", "view=curves", "view=train&theme=dark", "view=train&lang=zh")
        self.assertEqual(len({self.picture(link) for link in links}), len(links))

    def test_a_picture_that_cannot_be_written_is_a_sentence(self):
        result = run("--screenshot", "/no/such/folder/picture.png")
        self.assertEqual(result.returncode, 1)
        self.assertIn("/no/such/folder/picture.png", result.stderr)


class Training(unittest.TestCase):
    def test_500_steps_give_the_golden_weights(self):
        golden = (GOLDEN / "weights_hash.txt").read_text().strip()
        state = report("steps=500", "--frames", "10")
        self.assertEqual((state["step"], state["weights_hash"]), (500, golden))

    def test_tanh_learns_the_spiral_within_ten_seconds_of_play(self):
        state = report("view=train&data=spiral&act=tanh&net=8-8&noise=0&seed=1&play=1&speed=1000", "--seconds", "10")
        self.assertGreaterEqual(state["test"]["accuracy"], 0.97, f"after {state['step']} steps")

    def test_counted_frames_train_the_same_steps_however_fast_the_machine_is(self):
        arguments = ("data=moons&play=1&speed=1000", "--frames", "20")
        first, second = report(*arguments), report(*arguments)
        self.assertGreater(first["step"], 0)
        self.assertEqual((first["step"], first["weights_hash"]), (second["step"], second["weights_hash"]))

    def test_a_resting_window_draws_no_frames(self):
        # Layout settles and a tooltip may come; two seconds of drawing all the time would be a hundred frames.
        self.assertLess(report("view=train", "--seconds", "2")["frames"], 20)


class CommandLine(unittest.TestCase):
    def test_without_a_screen_it_says_so_in_the_language_of_the_system(self):
        result = run(DISPLAY=None, WAYLAND_DISPLAY=None)
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stderr, "no screen.*activation-lab-cli")
        self.assertIn("屏幕", run(DISPLAY=None, WAYLAND_DISPLAY=None, LANG="zh_CN.UTF-8").stderr)

    def test_bad_arguments_are_named(self):
        for arguments, named in ((("--colour",), "--colour"), (("--size", "12"), "12"), (("--size", "0x9"), "0x9"),
                                 (("--frames", "-3"), "-3"), (("--seconds", "soon"), "soon"),
                                 (("--size", "99999x99999"), "99999x99999"), (("--screenshot",), "--screenshot"),
                                 (("act=relu", "act=tanh"), "act=tanh")):
            result = run(*arguments)
            self.assertEqual(result.returncode, 2, arguments)
            self.assertIn(named, result.stderr)

    def test_help_and_version_need_no_screen(self):
        usage = run("--help", DISPLAY=None)
        self.assertEqual(usage.returncode, 0)
        for option in ("--screenshot", "--size", "--frames", "--seconds", "--report", "--lang", "--version"):
            self.assertIn(option, usage.stdout)
        self.assertRegex(run("--version", DISPLAY=None).stdout, r"\d+\.\d+\.\d+")

    def test_lang_chooses_the_language(self):
        self.assertEqual(report("--lang", "zh", "--frames", "3")["language"], "zh")

    def test_a_bad_value_in_the_link_is_a_notice_and_the_rest_applies(self):
        state = report("act=rulu&seed=5", "--frames", "3")
        self.assertIn("seed=5", state["link"])
        self.assertTrue(any("rulu" in notice["text"] for notice in state["notices"]), state["notices"])


if __name__ == "__main__":
    unittest.main()
