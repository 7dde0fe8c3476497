#!/usr/bin/env python3
"""The checks of the source tree see what they are there to forbid, and nothing else."""
import os
import subprocess
import sys
import tempfile
import unittest

import check_layers
import check_texts
import check_types
import source_tree

GENERATE = os.path.join(source_tree.ROOT, "src/i18n/generate.py")

# Every language with a text of its own, then the languages of the tags on the command line.
PRINT_LANGUAGES = r"""
#include <cstdio>
#include "i18n/text.h"
using namespace lab::i18n;
int main(int argc, char** argv) {
  for (const LanguageRow& row : languages()) {
    const std::string text = format(row.language, "a.b", {"x"});
    std::printf("%s %s: %s\n", row.tag.data(), needs_cjk(row.language) ? "cjk" : "latin", text.c_str());
  }
  for (int i = 1; i < argc; ++i) std::puts(tag(language_of(argv[i])).data());
}
"""


class Layers(unittest.TestCase):
    def test_a_layer_may_not_include_one_above_it(self):
        found = check_layers.problems_of("src/nn/network.h", '#pragma once\n#include "app/scenario.h"\n')
        self.assertEqual(found, ["src/nn/network.h:2: src/nn may not include src/app (app/scenario.h)"])

    def test_the_core_may_not_include_opengl_or_dear_imgui(self):
        for name in ("<imgui.h>", '"imgui.h"', "<epoxy/gl.h>", "LAB_GL_HEADER", "<emscripten.h>"):
            self.assertEqual(len(check_layers.problems_of("src/app/app.cpp", f"#include {name}\n")), 1, name)

    def test_an_include_is_written_from_src(self):
        self.assertEqual(len(check_layers.problems_of("src/nn/loss.cpp", '#include "loss.h"\n')), 1)

    def test_emscripten_is_named_in_one_file_only(self):
        text = "#ifdef __EMSCRIPTEN__\n#endif\n"
        self.assertEqual(len(check_layers.problems_of("src/ui/theme.cpp", text)), 1)
        self.assertEqual(check_layers.problems_of("src/platform/platform_web.cpp", text), [])

    def test_what_draws_does_not_know_what_is_operated_and_rooms_do_not_know_each_other(self):
        for path, name in (("src/ui/look/text.cpp", "ui/control/widgets.h"), ("src/ui/control/popup.cpp", "ui/room/train/room.h"),
                           ("src/ui/room/train/room.cpp", "ui/room/curves/room.h"), ("src/ui/room/train/room.cpp", "ui/screen.h")):
            self.assertEqual(len(check_layers.problems_of(path, f'#include "{name}"\n')), 1, path)
        for path, name in (("src/ui/look/text.cpp", "ui/frame.h"), ("src/ui/room/train/room.cpp", "ui/room/train/room.h"),
                           ("src/ui/room/train/room.cpp", "ui/control/plot.h"), ("src/ui/screen.cpp", "ui/room/train/room.h")):
            self.assertEqual(check_layers.problems_of(path, f'#include "{name}"\n'), [], path)

    def test_only_controls_read_pointer_and_keys(self):
        for text in ("ImGui::GetIO().MousePos", "ImGui::IsKeyPressed(ImGuiKey_Space)", "ImGui::IsMouseDown(0)", "io.KeyShift"):
            self.assertGreater(len(check_layers.problems_of("src/ui/room/train/room.cpp", f"const auto a = {text};\n")), 0, text)
            self.assertEqual(check_layers.problems_of("src/ui/control/gesture.cpp", f"const auto a = {text};\n"), [], text)

    def test_what_the_table_allows_passes(self):
        text = '#include <vector>\n#include "nn/loss.h"\n#include "base/rng.h"\n#include "data/points.h"\n'
        self.assertEqual(check_layers.problems_of("src/nn/loss.cpp", text), [])

    def test_a_bad_include_anywhere_in_a_tree_is_found(self):
        with tempfile.TemporaryDirectory() as root:
            os.makedirs(os.path.join(root, "src/base"))
            with open(os.path.join(root, "src/base/rng.cpp"), "w", encoding="utf-8") as file:
                file.write('#include "nn/network.h"\n')
            self.assertEqual(len(check_layers.check(root)), 1)


class Types(unittest.TestCase):
    HEADER = "namespace lab::{} {{\n\nstruct Window {{\n  int width = 1;\n}};\n\n}}  // namespace lab::{}\n"

    def test_one_name_for_two_types_is_found(self):
        headers = {path: self.HEADER.format("nn", "nn") for path in ("src/nn/image.h", "src/nn/sampling.h")}
        self.assertEqual(check_types.problems_of(headers),
                         ["src/nn/sampling.h:3: src/nn/image.h:3 defines a lab::nn::Window too"])

    def test_two_namespaces_and_a_declaration_pass(self):
        others = "enum class Kind { max };\nenum class Side { left };\nstruct Window;\n"
        headers = {"src/nn/image.h": self.HEADER.format("nn", "nn"), "src/ui/window.h": self.HEADER.format("ui", "ui"),
                   "src/nn/pool.h": f"namespace lab::nn {{\n{others}}}  // namespace lab::nn\n"}
        self.assertEqual(check_types.problems_of(headers), [])


class Texts(unittest.TestCase):
    def test_words_in_interface_code_are_found(self):
        for literal in ("Play", "learning rate", "steps per second", "播放"):
            text = f'void f() {{ button("{literal}"); }}\n'
            self.assertEqual(len(check_texts.problems_of({"src/ui/bar.cpp": text}, "", {})), 1, literal)

    def test_symbols_keys_and_formats_pass(self):
        for literal in ("f′", "%.3g", "xor", "learning_rate", "##plot", "x, y", "\\u2212"):
            text = f'void f() {{ g("{literal}"); }}\n'
            self.assertEqual(check_texts.problems_of({"src/ui/bar.cpp": text}, "", {}), [], literal)

    def test_comments_and_assertions_are_not_texts(self):
        text = '// It "Plays" a song\nstatic_assert(true, "Must be so");\n/* "Hello there" */\n'
        self.assertEqual(check_texts.problems_of({"src/ui/bar.cpp": text}, "", {}), [])

    def test_an_id_that_does_not_exist_is_found(self):
        text = 'auto a = tr(language, "train.plya");\n'
        self.assertEqual(check_texts.problems_of({"src/ui/bar.cpp": text}, "", {"train.play": "Play"}),
                         ['src/ui/bar.cpp:1: the id "train.plya" is in no catalogue',
                          'en.json: nothing uses the id "train.play"'])

    def test_the_page_uses_ids_too(self):
        page = ("<title>{{page.title}}</title> <p>{{*:page.afresh}}</p> "
                "text(language, `page.failure.${kind}.text`); text(language, 'page.retry'); text('page.late.' + kind + '.title')")
        ids = ("page.title", "page.afresh", "page.failure.wasm.text", "page.retry", "page.late.wasm.title")
        catalogue = dict.fromkeys(ids, "x")
        self.assertEqual(check_texts.problems_of({}, page, catalogue), [])
        self.assertEqual(len(check_texts.problems_of({}, page, {"page.failure.wasm.title": "x"})), 1)

    def test_ids_may_be_composed_of_a_prefix_or_a_suffix(self):
        text = 'auto a = tr(l, "act." + id); auto b = tr(l, std::string("field.lr") + ".help");\n'
        catalogue = {"act.relu": "ReLU", "field.lr": "Learning rate", "field.lr.help": "How far a step goes"}
        self.assertEqual(check_texts.problems_of({"src/ui/bar.cpp": text}, "", catalogue), [])


class Catalogues(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.table = os.path.join(self.folder, "table.cpp")

    def generate(self, **texts):
        """The exit status and the words of the generator for these catalogues, {tag: text of the file}."""
        paths = [os.path.join(self.folder, f"{tag}.json") for tag in texts]
        for path, text in zip(paths, texts.values()):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        done = subprocess.run([sys.executable, GENERATE, *paths, self.table], capture_output=True, text=True, check=False)
        return done.returncode, done.stderr

    def test_a_text_without_its_translation_stops_the_build(self):
        status, message = self.generate(en='{"a.b": "x"}', de='{"a.b": "x"}', zh="{}")
        self.assertEqual(status, 1)
        self.assertIn('zh.json lacks "a.b".', message)

    def test_a_translation_of_nothing_stops_the_build(self):
        status, message = self.generate(en='{"a.b": "x"}', zh='{"a.b": "x", "a.c": "y"}')
        self.assertEqual(status, 1)
        self.assertIn('zh.json has "a.c", which en.json lacks.', message)

    def test_different_placeholders_stop_the_build(self):
        status, message = self.generate(en='{"a.b": "{0} of {1}"}', zh='{"a.b": "{0}"}')
        self.assertEqual(status, 1)
        self.assertIn("placeholders", message)

    def test_an_id_given_twice_stops_the_build(self):
        self.assertEqual(self.generate(en='{"a.b": "x", "a.b": "y"}', zh='{"a.b": "x"}')[0], 1)

    def test_without_english_or_with_a_name_that_is_no_tag_there_is_no_table(self):
        self.assertIn("en.json is missing", self.generate(zh='{"a.b": "x"}')[1])
        self.assertIn('"notes" is no language tag', self.generate(en='{"a.b": "x"}', notes='{"a.b": "x"}')[1])

    def test_a_catalogue_more_is_a_language_more(self):
        self.assertEqual(self.generate(zh='{"a.b": "{0}。"}', en='{"a.b": "{0}"}', de='{"a.b": "„{0}“"}'), (0, ""))
        program = os.path.join(self.folder, "languages")
        main = os.path.join(self.folder, "main.cpp")
        with open(main, "w", encoding="utf-8") as file:
            file.write(PRINT_LANGUAGES)
        source = os.path.join(source_tree.ROOT, "src")
        compiler = os.environ.get("CXX", "c++")
        subprocess.run([compiler, "-std=c++20", "-I", source, main, self.table, os.path.join(source, "i18n/text.cpp"),
                        "-o", program], check=True)
        said = subprocess.run([program, "de_AT.UTF-8", "ZH-tw", "fr"], capture_output=True, text=True, check=True).stdout
        self.assertEqual(said.splitlines(), ["en latin: x", "de latin: „x“", "zh cjk: x。", "de", "zh", "en"])


if __name__ == "__main__":
    unittest.main()
