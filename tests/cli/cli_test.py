#!/usr/bin/env python3
"""Claims about activation-lab-cli. Usage: cli_test.py COMMAND…, for example "cli_test.py node activation-lab-cli.js"."""
import json
import math
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest

COMMAND = []
GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "golden"
LANGUAGES = sorted(path.stem for path in (GOLDEN / "../../src/i18n").glob("*.json"))


def run(*arguments, language="C"):
    environment = dict(os.environ, LC_ALL=language)
    return subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, timeout=120, env=environment,
                          encoding="utf-8")


def fnv(octets):
    """FNV-1a 64."""
    value = 0xCBF29CE484222325
    for byte in octets:
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return f"{value:016x}"


def weights_hash(weights):
    """Over the little-endian float32 bytes."""
    return fnv(b"".join(struct.pack("<f", weight) for weight in weights))


def hand_in(name, steps):
    """A file of {step: (tries, link, hash)}, a try being (answer, whether it is right)."""
    def record(tries, link, weights):
        return {"tries": [{"answer": answer, "right": right, "score": int(right)} for answer, right in tries],
                "answered": bool(tries), "shown": False, "done": True, "seen": 0, "link": link, "hash": weights}
    body = {"activation-lab": "hand-in", "v": 1, "name": name, "lesson": "squeezing",
            "steps": {step: record(*row) for step, row in sorted(steps.items())}}
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return text[:-1] + ',"check":"' + fnv(text[:-1].encode()) + '"}'


class Curve(unittest.TestCase):
    def rows(self, *arguments):
        result = run("curve", *arguments)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        header, *lines = result.stdout.splitlines()
        self.assertEqual(header, "x,f,df")
        return [tuple(float(cell) for cell in line.split(",")) for line in lines]

    def assert_rows(self, actual, expected, tolerance=1e-9):
        self.assertEqual(len(actual), len(expected))
        for got, wanted in zip(actual, expected):
            for number, reference in zip(got, wanted):
                self.assertLessEqual(abs(number - reference), tolerance * abs(reference))

    def test_gelu_and_its_slope_are_the_exact_ones(self):
        def gelu(x):
            share = 0.5 * math.erfc(-x / math.sqrt(2))
            return x, x * share, share + x * math.exp(-x * x / 2) / math.sqrt(2 * math.pi)

        self.assert_rows(self.rows("--act", "gelu", "--x", "-3,0,3"), [gelu(-3), gelu(0), gelu(3)])

    def test_float32_is_what_networks_compute_with(self):
        self.assert_rows(self.rows("--act", "sigmoid", "--x", "0.1"), [(0.1, 1 / (1 + math.exp(-0.1)), 0.2493760401)])
        rows = self.rows("--act", "sigmoid", "--x", "0.1", "--float32")
        self.assert_rows(rows, [(0.1, 1 / (1 + math.exp(-0.1)), 0.2493760401)], 5e-7)
        [(_, f, df)] = self.rows("--formula", "exp(exp(x))", "--x", "5", "--float32")
        self.assertEqual((f, df), (math.inf, math.inf))

    def test_a_range_has_both_its_ends(self):
        self.assert_rows(self.rows("--act=square", "--x=-2:2:5"), [(x, x * x, 2 * x) for x in (-2, -1, 0, 1, 2)])

    def test_a_parameter_changes_the_function(self):
        self.assert_rows(self.rows("--act", "leaky_relu", "--a", "0.2", "--x", "-5"), [(-5, -1, 0.2)])

    def test_a_formula_is_evaluated_with_its_parameters(self):
        self.assert_rows(self.rows("--formula", "a*x^2 + b", "--a", "3", "--b", "-1", "--x", "2"), [(2, 11, 12)])


class CheckTraces(unittest.TestCase):
    def test_all_golden_traces_pass(self):
        traces = json.loads((GOLDEN / "training_golden.json").read_text())["traces"]
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "traces.json"
            path.write_text(json.dumps({"traces": traces}))
            result = run("check-traces", str(path))
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            self.assertEqual(result.stdout.splitlines()[0], f"{len(traces)} of {len(traces)} traces passed")
            traces[3]["checkpoints"]["10"]["W"][0][0][0] += 1e-3
            traces[4]["loss"] = "no such loss"
            path.write_text(json.dumps({"traces": traces}))
            result = run("check-traces", str(path))
            self.assertEqual(result.returncode, 1)
            self.assertIn(f"{len(traces) - 2} of {len(traces)} traces passed", result.stdout)
            self.assertIn(traces[3]["name"], result.stdout)
            self.assertIn(traces[4]["name"], result.stderr)

    def test_what_is_no_file_of_traces_is_said(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "traces.json"
            for content, words in (("{", "line 1"), ("{}", "no traces")):
                path.write_text(content)
                result = run("check-traces", str(path))
                self.assertEqual(result.returncode, 1)
                self.assertIn(words, result.stderr)
            self.assertIn("cannot be read", run("check-traces", str(path) + "x").stderr)


class Train(unittest.TestCase):
    def result(self, *arguments):
        result = run("train", *arguments, "--json")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return json.loads(result.stdout)

    def test_500_steps_of_the_default_run_give_the_golden_weights(self):
        golden = (GOLDEN / "weights_hash.txt").read_text().strip()
        result = self.result("--steps", "500")
        self.assertEqual(result["step"], 500)
        self.assertEqual(result["weights_hash"], golden)

    def test_varied_runs_and_one_with_ten_changes_by_hand_give_the_golden_weights(self):
        runs = json.loads((GOLDEN / "runs.json").read_text())
        self.assertEqual(len(runs), 11)
        for run in runs:
            with self.subTest(link=run["link"]):
                result = self.result(run["link"], "--steps", str(run["steps"]))
                self.assertEqual((result["step"], result["weights_hash"]), (run["steps"], run["weights_hash"]))

    def test_the_hash_is_that_of_the_weights_that_are_printed(self):
        result = self.result("act=relu&net=5-3", "--steps", "20")
        self.assertEqual(len(result["weights"]), (2 * 5 + 5) + (5 * 3 + 3) + (3 + 1))
        self.assertEqual(weights_hash(result["weights"]), result["weights_hash"])

    def test_tanh_learns_the_spiral_and_identity_does_not(self):
        link = "view=train&data=spiral&net=8-8&noise=0&seed=1"
        self.assertGreaterEqual(self.result(link + "&act=tanh", "--steps", "10000")["test"]["accuracy"], 0.97)
        self.assertLess(self.result(link + "&act=identity", "--steps", "10000")["test"]["accuracy"], 0.7)

    def test_four_relu_units_solve_xor(self):
        result = self.result("data=xor&act=relu&net=4", "--steps", "10000")
        self.assertEqual((result["train"]["accuracy"], result["test"]["accuracy"]), (1, 1))

    def test_an_exact_table_has_no_held_out_points(self):
        self.assertIsNone(self.result("data=xor_table", "--steps", "1")["test"])

    def test_steps_of_the_link_count_when_none_are_given(self):
        self.assertEqual(self.result("steps=7")["step"], 7)
        self.assertEqual(self.result("steps=7&play=1", "--steps", "3")["step"], 3)

    def test_a_bad_value_is_named_and_the_rest_applies(self):
        result = run("train", "act=nothing&net=3&bogus=1", "--steps", "1", "--json")
        self.assertEqual(result.returncode, 0)
        self.assertIn("nothing", result.stderr)
        self.assertIn("bogus", result.stderr)
        self.assertEqual(len(json.loads(result.stdout)["weights"]), 2 * 3 + 3 + 3 + 1)

    def test_divergence_is_told_and_the_result_is_still_json(self):
        result = run("train", "loss=mse&opt=sgd&act=relu&lr=10", "--steps", "1000", "--json")
        self.assertEqual(result.returncode, 0)
        state = json.loads(result.stdout)
        self.assertTrue(state["diverged"])
        self.assertLess(state["step"], 1000)
        self.assertIn(str(state["step"]), result.stderr)


class Image(unittest.TestCase):
    LINK = "n=60&conv=2-3&kernel=3&seed=4"

    def result(self, command, *arguments):
        result = run(command, *arguments, "--json")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return json.loads(result.stdout)

    def test_a_link_without_a_room_means_pictures_and_trains_as_the_command_train_does(self):
        trained = self.result("train", "view=image&" + self.LINK, "--steps", "30")
        for link in (self.LINK, "data=shapes&" + self.LINK, "view=image&" + self.LINK, self.LINK + "&steps=30"):
            steps = () if "steps" in link else ("--steps", "30")
            self.assertEqual(self.result("image", link, *steps), trained)
        self.assertEqual(self.result("train", "data=shapes&" + self.LINK, "--steps", "30"), trained)
        self.assertEqual(set(trained), set(self.result("train", "n=60", "--steps", "1")))
        self.assertEqual((trained["step"], trained["diverged"]), (30, False))

    def test_the_hash_is_that_of_the_weights_that_are_printed(self):
        result = self.result("image", self.LINK, "--steps", "5")
        self.assertEqual(len(result["weights"]), (2 * 9 + 2) + (3 * 2 * 9 + 3) + (4 * 3 * 7 * 7 + 4))
        self.assertEqual(weights_hash(result["weights"]), result["weights_hash"])

    def test_relu_learns_the_shapes_and_identity_does_not(self):
        relu, identity = (self.result("image", f"act={act}&seed=1", "--steps", "800") for act in ("relu", "identity"))
        self.assertGreater(relu["test"]["accuracy"], 0.85)
        self.assertLess(identity["test"]["accuracy"], 0.55)

    def test_the_result_is_said_in_words_too(self):
        result = run("image", self.LINK, "--steps", "5")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertRegex(result.stdout, r"step 5\b")
        self.assertIn(self.result("image", self.LINK, "--steps", "5")["weights_hash"], result.stdout)

    def test_a_room_without_pictures_is_refused_by_name(self):
        for room in ("train", "neuron", "curves"):
            result = run("image", f"view={room}&{self.LINK}")
            self.assertEqual((result.returncode, result.stdout), (1, ""))
            self.assertIn(f"“{room}”", result.stderr)

    def test_points_are_named_and_left_out(self):
        result = run("image", "data=xor&" + self.LINK, "--steps", "5", "--json")
        self.assertEqual(result.returncode, 0)
        self.assertEqual(len(result.stderr.splitlines()), 1)
        self.assertIn("data=xor", result.stderr)
        self.assertEqual(json.loads(result.stdout), self.result("image", self.LINK, "--steps", "5"))

    def test_what_does_not_fit_is_said_with_block_kernel_and_size(self):
        for command, link in (("image", ""), ("train", "view=image&"), ("image", "twin=identity&")):
            result = run(command, link + "n=60&conv=2-2-2&kernel=7&stride=3&pad=none", "--steps", "5")
            self.assertEqual((result.returncode, result.stdout), (1, ""))
            self.assertEqual(len(result.stderr.splitlines()), 1)
            for part in ("Block 3", "7×7", "1×1"):
                self.assertIn(part, result.stderr)

    def test_changes_during_the_run_of_a_link_are_made_also_those_of_single_blocks(self):
        plain, changed = (self.result("image", self.LINK + edits, "--steps", "20")
                          for edits in ("", "&edits=10:lr:0.02;10:act:relu%253Bl2:tanh"))
        self.assertNotEqual(plain["weights_hash"], changed["weights_hash"])


class List(unittest.TestCase):
    def test_every_list_names_the_same_rows_as_text_and_as_json(self):
        for name, key in (("activations", "id"), ("data", "id"), ("fields", "key"), ("requests", "verb")):
            rows = json.loads(run("list", name, "--json").stdout)
            lines = run("list", name).stdout.splitlines()
            self.assertEqual([row[key] for row in rows], [line.split()[0] for line in lines])
            for row in rows:  # a text that is missing shows its id
                self.assertNotRegex(row.get("name", row.get("meaning")), r"^[a-z_]+(\.[a-z0-9_]+)+$")

    def test_every_activation_is_listed_with_its_definition_and_what_it_is_good_and_bad_for(self):
        for language in LANGUAGES:
            rows = json.loads(run("list", "activations", "--json", "--lang", language).stdout)
            self.assertEqual(len(rows), 81)
            self.assertEqual(len({row["name"] for row in rows}), 81)
            self.assertEqual(len({row["note"] for row in rows}), 81)
            self.assertTrue(all(row["note"][-1] in ".。" for row in rows))
        definition = {row["id"]: row["definition"] for row in rows}
        self.assertEqual(definition["softplus"], "log(1 + exp(a*x))/a")
        self.assertEqual(definition["relu"], "max(0, x)")


class CheckActivations(unittest.TestCase):
    def check(self, *lines):
        with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
            file.write("\n".join(lines))
            file.flush()
            return run("check-activations", file.name)

    def test_all_golden_rows_pass_with_the_same_bits_everywhere(self):
        result = run("check-activations", str(GOLDEN / "activations_golden.csv"))
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertIn("10800 of 10800", result.stdout)
        self.assertIn((GOLDEN / "activations_hash.txt").read_text().strip(), result.stdout)

    def test_a_wrong_value_fails_and_is_the_worst(self):
        result = self.check("relu,,0x1p+1,2,2,1,2,1,special", "relu,,0x1p+0,1,1,1.5,1,1.5,special")
        self.assertEqual((result.returncode, result.stderr), (1, ""))
        self.assertIn("1 of 2", result.stdout)
        self.assertRegex(result.stdout, "Worst: line 2: relu.*1.5")

    def test_what_is_no_row_is_named_by_its_line_and_fails(self):
        result = self.check("# comment", "relo,,0x1p+1,2,2,1,2,1,special", "relu,,0x1p+1,2,2,1,2,1,special", "junk")
        self.assertEqual(result.returncode, 1)
        self.assertIn("1 of 3", result.stdout)
        first, second = result.stderr.splitlines()
        self.assertIn("2", first)
        self.assertIn("relo", first)
        self.assertIn("4", second)

    def test_a_file_without_rows_and_a_missing_file_fail(self):
        self.assertEqual(self.check("# nothing").returncode, 1)
        missing = run("check-activations", "nowhere.csv")
        self.assertEqual(missing.returncode, 1)
        self.assertIn("nowhere.csv", missing.stderr)


class Formula(unittest.TestCase):
    def test_the_derivative_can_be_typed_again_and_agrees_with_the_slope(self):
        for text in ("x*sigmoid(x)", "-x^2", "max(0,x)", "x<0 ? a*x : x", "log(1+exp(x))", "sin(x)/x"):
            derivative = run("formula", text)
            self.assertEqual((derivative.returncode, derivative.stderr), (0, ""))
            points = ("--x", "-2,0.5,3", "--a", "0.3")
            slopes = run("curve", "--formula", text, *points).stdout.splitlines()[1:]
            values = run("curve", "--formula", derivative.stdout.strip(), *points).stdout.splitlines()[1:]
            for slope, value in zip(slopes, values):
                expected = float(slope.split(",")[2])
                # Float32 in another order: a dozen roundings of 6e-8, some of them doubled; measured 0.
                self.assertAlmostEqual(float(value.split(",")[1]), expected, delta=2e-6 * max(1, abs(expected)))

    def test_a_mistake_is_told_with_its_column(self):
        result = run("formula", "x+*2")
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn("3", result.stderr)


LESSON = """---
lesson: mine
number: 0
title: Mine
---

## one
title: One
does: read
link: view=train&colour=red
show: act=rellu
goal: beauty > 3
terms: wisdom

Two plus two is four.

task: Train.
done: Trained.

## two
title: Two
link: view=train
ask: choice

It is four.

? Why?
- [ ] this | No.
- [x] that | No.
"""


class Lessons(unittest.TestCase):
    def check(self, **files):
        """Lines of --check about files with these texts, without their folder, and the exit status."""
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for name, text in files.items():
                paths.append(pathlib.Path(folder) / f"{name.replace('_', '.')}.md")
                paths[-1].write_text(text, encoding="utf-8")
            result = run("lessons", "--check", *map(str, paths))
            self.assertEqual(result.stderr, "")
            return result.stdout.replace(folder + os.sep, "").splitlines(), result.returncode

    def test_the_built_in_lessons_have_nothing_wrong(self):
        result = run("lessons", "--check")
        self.assertEqual((result.returncode, result.stderr), (0, ""), result.stdout)
        files = len(list((GOLDEN / "../../src/lesson").glob("*.*.md")))
        self.assertEqual(result.stdout, f"{files} files, nothing to complain about.\n")

    def test_a_mistake_of_the_format_is_told_with_file_and_line(self):
        self.assertEqual(self.check(mine_en=LESSON.replace("ask: choice", "ask: nicely")), ([
            'mine.en.md:23: "ask" is none of choice, number, order, sketch: "nicely"'], 1))

    def test_what_the_program_does_not_know_and_what_teaches_badly_is_told(self):
        said, status = self.check(mine_en=LESSON)
        self.assertEqual(status, 1)
        for sentence in ('mine.en.md:7: the lesson has 1 kinds of "does", fewer than 4',
                         'mine.en.md:20: an explanation is there twice, so it cannot be that of one mistake: "No."',
                         'mine.en.md:7: the goal of the step "one" asks for "beauty", which the program does not know.',
                         'mine.en.md:7: the step "one" names the term "wisdom", which is not in the glossary.'):
            self.assertIn(sentence, said)
        self.assertEqual([line for line in said if "colour" in line or "rellu" in line],
                         [line for line in said if line.startswith('mine.en.md:7: a link of the step "one": ')])
        self.assertEqual(len([line for line in said if "a link of the step" in line]), 2)

    def test_two_languages_are_compared_by_their_files_names(self):
        same = LESSON.replace("title: Mine", "title: 我的")
        differ = "languages differ"
        self.assertFalse([line for line in self.check(mine_en=LESSON, mine_zh=same)[0] if differ in line])
        other = same.replace("- [ ] this", "- [x] this", 1).replace("- [x] that", "- [ ] that", 1)
        self.assertEqual([line for line in self.check(mine_en=LESSON, mine_zh=other)[0] if differ in line],
                         ['mine.zh.md:20: in the step "two" the languages differ in choices'])
        self.assertFalse([line for line in self.check(mine_en=LESSON, yours_zh=other)[0] if differ in line])

    def test_they_are_listed_by_number_with_title_and_steps(self):
        listed = json.loads(run("lessons", "--json").stdout)
        self.assertEqual(sorted(listed, key=lambda row: row["number"]), listed)
        lines = run("lessons").stdout.splitlines()
        self.assertEqual(len(lines), len(listed))
        for row, line in zip(listed, lines):
            self.assertEqual(line.split()[:2], [str(row["number"]), row["id"]])
            self.assertIn(f'{row["title"]} ({len(row["steps"])} steps)', line)
        titles = [row["title"] for row in json.loads(run("lessons", "--json", "--lang", "zh").stdout)]
        self.assertEqual(len(titles), len(listed))
        self.assertTrue(all(any(c >= "\u4e00" for c in title) for title in titles))

    def test_each_built_in_lesson_waits_for_answers_and_reaches_its_goals(self):
        result = run("lessons", "--play")
        self.assertEqual((result.returncode, result.stderr), (0, ""), result.stdout)
        steps = sum(len(row["steps"]) for row in json.loads(run("lessons", "--json").stdout))
        self.assertEqual(len(result.stdout.splitlines()), 2 * steps)  # in both languages

    def test_a_goal_that_is_met_at_the_start_or_never_reached_is_told(self):
        start = "---\nlesson: mine\nnumber: 0\ntitle: Mine\n---\n\n## one\ntitle: One\ndoes: set\nlink: view=train&act=tanh\n"
        for keys, told in (("goal: act is tanh\nshow: act=relu\n", "its goal is met at the start"),
                           ("goal: act is sin\nshow: act=relu\n", "its goal is not reached"),
                           ("goal: act is relu\nshow: act=relu\n", None)):
            with tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder) / "mine.en.md"
                path.write_text(start + keys + "\nRead.\n\ntask: Do.\ndone: Done.\n", encoding="utf-8")
                result = run("lessons", "--play", str(path))
            self.assertEqual(result.returncode, 1 if told else 0, result.stdout)
            if told:
                self.assertIn(told, result.stdout)

    def test_a_file_that_is_not_there_is_named(self):
        result = run("lessons", "--check", "nowhere.en.md")
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn("nowhere.en.md", result.stderr)


class Class(unittest.TestCase):
    LINK = "view=train&data=xor&act=relu&net=4&steps=60"

    def read(self, *words, **files):
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for name, text in files.items():
                paths.append(pathlib.Path(folder) / f"{name}.json")
                paths[-1].write_text(text, encoding="utf-8")
            return run("class", *map(str, paths), *words)

    def weights(self, link):
        return json.loads(run("train", link, "--json").stdout)["weights_hash"]

    def test_a_class_is_a_table_by_step_and_by_learner_and_its_runs_are_replayed(self):
        lesson = next(row for row in json.loads(run("lessons", "--json").stdout) if row["id"] == "squeezing")
        steps = {row["id"]: row["title"] for row in lesson["steps"]}
        first = next(iter(steps))
        real = self.weights(self.LINK)
        files = {f"n{i}": hand_in(f"Learner {i}", {
            f"squeezing/{first}": ([("1", False), ("2", True)] if i else [("2", True)], self.LINK, real)}) for i in range(4)}
        told = json.loads(self.read("--json", **files).stdout)
        self.assertEqual([row["title"] for row in told["steps"]], list(steps.values()))
        row = told["steps"][0]
        self.assertEqual([row[key] for key in ("done", "answered", "right_at_once", "right_in_the_end", "wrong_count")],
                         [4, 4, 1, 4, 3])
        self.assertEqual([(learner["name"], learner["flags"]) for learner in told["learners"]],
                         [(f"Learner {i}", []) for i in range(4)])
        self.assertEqual([(one["link"], one["is"], one["hash"]) for one in told["runs"]],
                         [(self.LINK, "replayed", real)])
        result = self.read(**files)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertIn("Hand-ins: 4, runs replayed: 1 of 1", result.stdout)
        self.assertIn("it proves no authorship", result.stdout)
        self.assertIn("Learner 3: ", result.stdout)

    def test_what_is_damaged_does_not_replay_or_is_no_hand_in_is_flagged_with_status_1(self):
        good = hand_in("Ada", {"mine/a": ([], self.LINK, self.weights(self.LINK))})
        for flag, text in (("Damaged: this is not what was saved.", good.replace("Ada", "Eve")),
                           ("Replays to other weights: mine/a\n", hand_in("Ada", {"mine/a": ([], self.LINK, "0" * 16)})),
                           ("Cannot be replayed: mine/a\n", hand_in("Ada", {"mine/a": ([], "act=rellu", "0" * 16)})),
                           ("Too many steps to replay: mine/a\n", hand_in("Ada", {"mine/a": ([], "steps=100001", "")})),
                           ("bad.json: This is no hand-in file.", "[]")):
            result = self.read(good=good, bad=text)
            self.assertEqual((result.returncode, result.stderr), (1, ""))
            self.assertIn(flag, result.stdout)
        self.assertEqual(self.read(good=good).returncode, 0)
        result = run("class", "nowhere.json")
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn("nowhere.json", result.stderr)

    def test_thirty_files_of_five_runs_are_replayed(self):
        def files(weights):
            return {f"n{i}": hand_in(f"Learner {i}", {f"mine/{k}": ([], link, weights.get(link, "")) for k, link in (
                (k, f"view=train&data=moons&net=4&seed={5 * i + k}&steps=40") for k in range(5))}) for i in range(30)}
        unknown = self.read("--json", **files({}))
        self.assertEqual(unknown.returncode, 1)
        runs = {one["link"]: one["hash"] for one in json.loads(unknown.stdout)["runs"]}
        self.assertEqual(len(set(runs.values())), 150)
        for link in list(runs)[::50]:
            self.assertEqual(runs[link], self.weights(link))
        result = self.read(**files(runs))
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertIn("Hand-ins: 30, runs replayed: 150 of 150", result.stdout)


class Usage(unittest.TestCase):
    def test_help_is_printed_for_the_program_and_every_command(self):
        for words in ((), ("curve",), ("train",), ("image",), ("formula",), ("list",), ("lessons",), ("class",), ("check-activations",)):
            result = run(*words, "--help")
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            self.assertIn("activation-lab-cli", result.stdout)

    def test_the_version_is_a_line_with_a_number(self):
        self.assertRegex(run("--version").stdout, r"^activation-lab-cli \d+\.\d+\.\d+\n$")

    def test_exit_status_2_and_a_sentence_for_a_wrong_command_line(self):
        for words, name in (((), "--help"), (("nothing",), "nothing"), (("curve", "--bogus"), "--bogus"),
                            (("--bogus",), "--bogus"), (("curve", "--act"), "--act"), (("list",), "list"),
                            (("curve", "--act", "relu"), "--x"), (("train", "a", "b"), "b"),
                            (("train", "--json=1"), "--json"), (("image", "a", "b"), "b"), (("curve", "--x", "1"), "--act"),
                            (("list", "data", "--lang", "fr"), "fr")):
            result = run(*words)
            self.assertEqual((result.returncode, result.stdout), (2, ""), words)
            self.assertIn(name, result.stderr)
            self.assertNotIn("cli.error", result.stderr)

    def test_exit_status_1_and_a_sentence_for_wrong_input(self):
        for words, name in ((("curve", "--act", "foo", "--x", "1"), "foo"), (("list", "foo"), "foo"),
                            (("curve", "--act", "relu", "--x", "1,zwei"), "zwei"),
                            (("curve", "--act", "relu", "--x", "0:1:1"), "0:1:1"),
                            (("curve", "--act", "relu", "--a", "1", "--x", "1"), "--a"),
                            (("curve", "--act", "elu", "--a", "one", "--x", "1"), "one"),
                            (("train", "--steps", "many"), "many")):
            result = run(*words)
            self.assertEqual((result.returncode, result.stdout), (1, ""), words)
            self.assertIn(name, result.stderr)
            self.assertNotIn("cli.error", result.stderr)

    def test_messages_are_chinese_when_asked_for(self):
        self.assertIn("用法", run("--lang", "zh", "--help").stdout)
        self.assertIn("用法", run("curve", "--help", "--lang=zh").stdout)

    def test_every_catalogue_is_a_language_of_messages_and_of_links(self):
        self.assertIn(": en, ", run("--help").stdout)
        for language in LANGUAGES:
            self.assertEqual(run("--help", "--lang", language).returncode, 0, language)
        field = next(row for row in json.loads(run("list", "fields", "--json").stdout) if row["key"] == "lang")
        self.assertEqual(sorted(field["choices"]), sorted(["auto", *LANGUAGES]))
        self.assertEqual(run("list", "fields", "--lang", "xx").returncode, 2)


if __name__ == "__main__":
    COMMAND = sys.argv[1:]
    unittest.main(argv=sys.argv[:1])
