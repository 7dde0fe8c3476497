#!/usr/bin/env python3
"""Every character that can reach the screen has a glyph. Usage: check_glyphs.py FONTS, the folder subset.py wrote."""
import os
import sys

import source_tree

sys.path.insert(0, os.path.join(source_tree.ROOT, "src/i18n"))
import catalogue

CJK = "\u3000"  # from here on code only tells characters apart, to break lines; its words are in the catalogues


def held_by(folder, font):
    with open(os.path.join(folder, f"{font}.txt"), encoding="ascii") as file:
        return {chr(int(line[2:], 16)) for line in file}


def missing(characters, *fonts):
    """The printable characters that none of the fonts holds."""
    return sorted(set(characters) - {"\n", "\t"} - set().union(*fonts))


def main():
    folder = sys.argv[1]
    paths = source_tree.files("src/i18n", endings=(".json",))
    catalogues = catalogue.load_all(os.path.join(source_tree.ROOT, path) for path in paths)
    lessons = catalogue.load_lessons(os.path.join(source_tree.ROOT, path) for path in
                                     source_tree.files("src/lesson", endings=(".md",)))
    names = "".join(text for texts in catalogues.values() for key, text in texts.items() if key.startswith("language."))
    problems = []
    for weight in ("regular", "semibold"):
        inter = held_by(folder, f"inter-{weight}") | held_by(folder, "rest")
        cjk = held_by(folder, f"cjk-{weight}")
        for tag, texts in catalogues.items():
            fonts = (inter, cjk) if catalogue.needs_cjk(texts) else (inter,)
            for name, text in ((f"{tag}.json", "".join(texts.values())), (f"a lesson in {tag}", lessons.get(tag, ""))):
                problems += [f"{name} has {c!r} (U+{ord(c):04X}), which no {weight} font has" for c in
                             missing(text, *fonts)]
        problems += [f"the name of a language has {c!r} (U+{ord(c):04X}), which is not in rest.otf" for c in
                     missing(names, inter)]
        for path in source_tree.files("src/app", "src/formula", "src/i18n", "src/act", "src/nn", "src/ui"):
            for line, literal in source_tree.literals(source_tree.read(path)):
                problems += [f"{path}:{line}: {c!r} (U+{ord(c):04X}) is not in Inter {weight}; add it to SYMBOLS of "
                             "src/ui/look/fonts/subset.py, or draw it" for c in missing(literal, inter) if " " <= c < CJK]
    return source_tree.report(problems, "glyphs")


if __name__ == "__main__":
    sys.exit(main())
