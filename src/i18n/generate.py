#!/usr/bin/env python3
"""Turn the catalogues en.json and zh.json into i18n_table.cpp, sorted by id, for text.h.

Usage: generate.py en.json zh.json out.cpp. Stops with a sentence when the languages disagree.
"""
import json
import re
import sys


def load(path):
    """The catalogue as a dict; an id given twice, or a text that is not a string, is an error."""
    def no_duplicates(pairs):
        seen = {}
        for key, value in pairs:
            if key in seen:
                raise ValueError(f'the id "{key}" is there twice')
            if not isinstance(value, str) or not value:
                raise ValueError(f'the text of "{key}" is not a non-empty string')
            seen[key] = value
        return seen

    with open(path, encoding="utf-8") as file:
        try:
            return json.load(file, object_pairs_hook=no_duplicates)
        except ValueError as error:
            sys.exit(f"{path}: {error}.")


def disagreements(en, zh):
    """Every difference between the two catalogues that would show on screen, as sentences."""
    found = [f'"{key}" has no Chinese text.' for key in sorted(en.keys() - zh.keys())]
    found += [f'"{key}" has no English text.' for key in sorted(zh.keys() - en.keys())]
    for key in sorted(en.keys() & zh.keys()):
        in_en, in_zh = (sorted(re.findall(r"\{\d+\}", text[key])) for text in (en, zh))
        if in_en != in_zh:
            found.append(f'"{key}" has the placeholders {in_en} in English but {in_zh} in Chinese.')
    return found


def cpp_string(text):
    """A C++ literal of the text in UTF-8; JSON's escapes are C++'s for what can occur here."""
    return json.dumps(text, ensure_ascii=False)


def main():
    en_path, zh_path, out_path = sys.argv[1:]
    en, zh = load(en_path), load(zh_path)
    found = disagreements(en, zh)
    if found:
        sys.exit("The catalogues disagree:\n  " + "\n  ".join(found))
    rows = "".join(
        f"    {{{cpp_string(key)}, {cpp_string(en[key])}, {cpp_string(zh[key])}}},\n" for key in sorted(en))
    with open(out_path, "w", encoding="utf-8") as out:
        out.write('#include "i18n/text.h"\n\nnamespace lab::i18n {\n\n'
                  f"extern const TextRow kTextRows[] = {{\n{rows}}};\n"
                  f"extern const std::size_t kTextRowCount = {len(en)};\n\n"
                  "}  // namespace lab::i18n\n")


if __name__ == "__main__":
    main()
