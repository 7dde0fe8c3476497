#!/usr/bin/env python3
"""Every character that can reach the screen has a glyph. Usage: check_glyphs.py FONTS, the folder subset.py wrote."""
import json
import os
import sys

import source_tree


CJK = "\u3000"  # from here on code only tells characters apart, to break lines; its words are in the catalogues


def held_by(folder, font):
    with open(os.path.join(folder, f"{font}.txt"), encoding="ascii") as file:
        return {chr(int(line[2:], 16)) for line in file}


def missing(characters, *fonts):
    """The printable characters that none of the fonts holds."""
    return sorted(set(characters) - {"\n", "\t"} - set().union(*fonts))


def main():
    folder = sys.argv[1]
    en, zh = ("".join(json.loads(source_tree.read(f"src/i18n/{name}.json")).values()) for name in ("en", "zh"))
    problems = []
    for weight in ("regular", "semibold"):
        inter = held_by(folder, f"inter-{weight}") | held_by(folder, "rest")
        chinese = held_by(folder, f"chinese-{weight}")
        problems += [f"en.json has {c!r} (U+{ord(c):04X}), which Inter {weight} lacks" for c in missing(en, inter)]
        problems += [f"zh.json has {c!r} (U+{ord(c):04X}), which neither Inter nor Noto Sans CJK {weight} has"
                     for c in missing(zh, inter, chinese)]
        for path in source_tree.files("src/app", "src/formula", "src/i18n", "src/act", "src/nn", "src/ui"):
            for line, literal in source_tree.literals(source_tree.read(path)):
                problems += [f"{path}:{line}: {c!r} (U+{ord(c):04X}) is not in Inter {weight}; add it to SYMBOLS of "
                             "src/ui/look/fonts/subset.py, or draw it" for c in missing(literal, inter) if " " <= c < CJK]
    return source_tree.report(problems, "glyphs")


if __name__ == "__main__":
    sys.exit(main())
