#!/usr/bin/env python3
"""Turn the catalogues into i18n_table.cpp, the tables that text.h declares.

Usage: generate.py CATALOGUE.json … out.cpp [--without PREFIX,…]. Stops with a sentence when the languages disagree. Ids that
begin with one of the prefixes are left out: the page has no use for the texts of the command line.
"""
import json
import re
import sys

import catalogue


def disagreements(catalogues):
    """Every difference to English that would show on screen, as sentences."""
    (_, english), *others = catalogues.items()
    found = []
    for tag, texts in others:
        found += [f'{tag}.json lacks "{key}".' for key in sorted(english.keys() - texts.keys())]
        found += [f'{tag}.json has "{key}", which {catalogue.ENGLISH}.json lacks.' for key in
                  sorted(texts.keys() - english.keys())]
        for key in sorted(english.keys() & texts.keys()):
            wanted, there = (sorted(re.findall(r"\{\d+\}", text[key])) for text in (english, texts))
            if wanted != there:
                found.append(f'{tag}.json has the placeholders {there} in "{key}", not {wanted}.')
    return found


def cpp_string(text):
    """A C++ literal of the text in UTF-8; JSON's escapes are C++'s for what can occur here."""
    return json.dumps(text, ensure_ascii=False)


def table(catalogues, without=()):
    """The C++ source: the languages, the texts of each id in all of them, the ids."""
    languages = "".join(
        f"    {{Language{{{place}}}, {cpp_string(tag)}, {'true' if catalogue.needs_cjk(texts) else 'false'}}},\n"
        for place, (tag, texts) in enumerate(catalogues.items()))
    ids = [key for key in sorted(catalogues[catalogue.ENGLISH]) if not key.startswith(without)]
    texts = "".join(
        f"    {{{', '.join(cpp_string(texts[key]) for texts in catalogues.values())}}},\n" for key in ids)
    rows = "".join(f"    {{{cpp_string(key)}, kTexts[{place}]}},\n" for place, key in enumerate(ids))
    return ('#include "i18n/text.h"\n\nnamespace lab::i18n {\n\n'
            f"extern const LanguageRow kLanguages[] = {{\n{languages}}};\n"
            f"extern const std::size_t kLanguageCount = {len(catalogues)};\n\n"
            f"static constexpr std::string_view kTexts[][{len(catalogues)}] = {{\n{texts}}};\n\n"
            f"extern const TextRow kTextRows[] = {{\n{rows}}};\n"
            f"extern const std::size_t kTextRowCount = {len(ids)};\n\n"
            "}  // namespace lab::i18n\n")


def main():
    arguments, without = sys.argv[1:], ()
    if "--without" in arguments:
        *arguments, _, prefixes = arguments
        without = tuple(prefixes.split(","))
    *paths, out_path = arguments
    catalogues = catalogue.load_all(paths)
    found = disagreements(catalogues)
    if found:
        sys.exit("The catalogues disagree:\n  " + "\n  ".join(found))
    with open(out_path, "w", encoding="utf-8") as out:
        out.write(table(catalogues, without))


if __name__ == "__main__":
    main()
