#!/usr/bin/env python3
"""A new field takes a member, a row and its texts, and is then in links, undo, requests and lists.

Usage: add_field_test.py BUILD, a build folder with compile_commands.json, src/liblab_core.a and the generated texts. Only
what knows Scenario is compiled anew, from a copy with the field added.
"""
import concurrent.futures
import json
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = pathlib.Path()

MEMBER = ("double noise = 0.0;", "double noise = 0.0;\n  double tempo = 0.5;")
ROW = ("const std::array kFields = {", """const std::array kFields = {
    Field{.key = "tempo", .effect = Effect::live, .member = &S::tempo, .limits = {0, 1, 0.1}, .reads = Reads::share,
          .is_off_at_zero = true, .presets = kDropouts},""")
TEXTS = {"field.tempo": "Tempo", "field.tempo.help": "How fast"}

CLAIMS = r"""
#include <cstdio>
#include <string>

#include "app/link.h"
#include "app/offered.h"
#include "app/requests.h"

using namespace lab;

int failures = 0;

void check(bool holds, const char* claim) {
  if (!holds) std::printf("not so: %s\n", claim);
  failures += holds ? 0 : 1;
}

int main() {
  const app::Field& tempo = *app::find_field("tempo");
  check(app::encode(app::decode("tempo=0.3").scenario) == "tempo=0.3", "a link takes it and gives it back");
  check(app::encode(app::decode("tempo=0.5").scenario).empty(), "its default is left out");
  check(app::decode("tempo=7").notices.at(0).text_id == "notice.out_of_range", "out of range is a notice");
  app::App a = app::make_app("data=moons", {});
  check(app::answer(a, "change tempo=0.3", 0).find("tempo=0.3") != std::string::npos, "a request changes it");
  check(app::reading(a.shown, i18n::Language::english, tempo) == i18n::percent(0.3, 0), "it reads as its row says");
  check(app::offered(a.shown, tempo).size() == 7, "a list offers its presets");
  app::apply(a, app::Undo{});
  check(a.shown.tempo == 0.5, "undo takes it back");
  app::answer(a, "step 10", 0);
  app::answer(a, "change tempo=0", 0);
  check(a.scenario.edits.size() == 1 && app::shown_at(a.scenario, 10).tempo == 0, "a change during a run is an edit");
  check(app::decode(app::encode(a.scenario)).scenario == a.scenario, "and a link replays it");
  check(i18n::tr(i18n::Language::english, "field.tempo.help") == "How fast", "its texts are there");
  return failures == 0 ? 0 : 1;
}
"""


def edit(path, change):
    before, after = change
    text = path.read_text(encoding="utf-8")
    assert before in text, f"{path} does not hold {before!r}"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def compile_command(folder, source, out):
    """How the build compiles src/app/fields.cpp, for another source, unoptimised, with `folder` before src/. Headers that are
    precompiled for optimised code are read as they are then."""
    rows = json.loads((BUILD / "compile_commands.json").read_text(encoding="utf-8"))
    words = shlex.split(next(row["command"] for row in rows if row["file"].endswith("/src/app/fields.cpp")))
    words = words[next(i for i, word in enumerate(words) if re.search(r"(g|clang)\+\+[-\d.]*$", word)):]
    kept = [word for word in words[1:] if not re.search(r"^-O\d|\.cpp(\.o)?(\.d)?$|^-(MD|MT|MF|o|c)$", word)]
    return [words[0], f"-I{folder}", *kept, "-O0", "-Wno-invalid-pch", "-c", str(source), "-o", str(out)]


class AddField(unittest.TestCase):
    def test_a_member_a_row_and_texts_are_all_that_a_field_takes(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            shutil.copytree(ROOT / "src/app", folder / "app")
            shutil.copytree(ROOT / "src/i18n", folder / "i18n")
            edit(folder / "app/scenario.h", MEMBER)
            edit(folder / "app/fields.cpp", ROW)
            for catalogue in (folder / "i18n").glob("*.json"):
                texts = json.loads(catalogue.read_text(encoding="utf-8"))
                catalogue.write_text(json.dumps({**texts, **TEXTS}), encoding="utf-8")
            subprocess.run([sys.executable, folder / "i18n/generate.py", *sorted((folder / "i18n").glob("*.json")),
                            folder / "texts.cpp"], check=True)
            (folder / "claims.cpp").write_text('#include "app/plan.h"\n' + CLAIMS, encoding="utf-8")
            sources = [*(folder / "app").glob("*.cpp"), folder / "texts.cpp", folder / "claims.cpp"]
            objects = [folder / f"{source.stem}.o" for source in sources]
            with concurrent.futures.ThreadPoolExecutor(2) as pool:
                list(pool.map(lambda pair: subprocess.run(compile_command(folder, *pair), check=True, cwd=BUILD),
                              zip(sources, objects)))
            program = folder / "claims"
            compiler = compile_command(folder, "", "")[0]
            subprocess.run([compiler, *objects, BUILD / "src/liblab_core.a", "-lhwy", "-o", program], check=True)
            done = subprocess.run([program], capture_output=True, text=True, check=False)
            self.assertEqual((done.returncode, done.stdout), (0, ""))


if __name__ == "__main__":
    BUILD = pathlib.Path(sys.argv[1]).resolve()
    unittest.main(argv=sys.argv[:1])
