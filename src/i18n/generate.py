#!/usr/bin/env python3
"""Turn the catalogues into i18n_table.cpp, the tables that text.h declares.

Usage: generate.py CATALOGUE.json … out.cpp [--without PREFIX,…] [--later FOLDER]. Stops with a sentence when the languages
disagree. Ids that begin with one of the prefixes are left out: the page has no use for the texts of the command line. With a
folder the tables hold English alone without its explanations, and of the other languages their own names; the rest of each is
<tag>.txt there, for i18n::add_texts().
"""
import argparse
import json
import os
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


NAMES = "language."  # what a language is offered by, before it is there
EXPLANATIONS = (".body", ".body.all", ".help", ".note", ".text")  # ends of the ids of what nobody reads before having done something …
FIRST = ("diagnosis.start.body",)  # … but these


def is_linked(tag, key):
    """Whether a page has this text from the first on, and not <tag>.txt."""
    if tag == catalogue.ENGLISH:
        return key in FIRST or not key.endswith(EXPLANATIONS)
    return key.startswith(NAMES)


def ids_of(catalogues, without):
    return [key for key in sorted(catalogues[catalogue.ENGLISH]) if not key.startswith(without)]


def table(catalogues, without=(), is_here=lambda tag, key: True):
    """The C++ source: the languages, the texts of each id in all of them, the ids."""
    languages = "".join(
        f"    {{Language{{{place}}}, {cpp_string(tag)}, {'true' if catalogue.needs_cjk(texts) else 'false'}}},\n"
        for place, (tag, texts) in enumerate(catalogues.items()))
    ids = ids_of(catalogues, without)
    texts = "".join(
        f"    {{{', '.join(cpp_string(texts[key] if is_here(tag, key) else '') for tag, texts in catalogues.items())}}},\n"
        for key in ids)
    rows = "".join(f"    {{{cpp_string(key)}, kTexts[{place}]}},\n" for place, key in enumerate(ids))
    return ('#include "i18n/text.h"\n\nnamespace lab::i18n {\n\n'
            f"extern const LanguageRow kLanguages[] = {{\n{languages}}};\n"
            f"extern const std::size_t kLanguageCount = {len(catalogues)};\n\n"
            f"static constexpr std::string_view kTexts[][{len(catalogues)}] = {{\n{texts}}};\n\n"
            f"extern const TextRow kTextRows[] = {{\n{rows}}};\n"
            f"extern const std::size_t kTextRowCount = {len(ids)};\n\n"
            "}  // namespace lab::i18n\n")


def write_later(catalogues, without, folder):
    """One file a language: its texts in the order of the ids, each ended by a zero byte; empty is what English has linked."""
    os.makedirs(folder, exist_ok=True)
    for tag, texts in catalogues.items():
        is_there = tag == catalogue.ENGLISH and is_linked
        with open(os.path.join(folder, f"{tag}.txt"), "w", encoding="utf-8") as out:
            out.write("".join(("" if is_there and is_there(tag, key) else texts[key]) + "\0"
                              for key in ids_of(catalogues, without)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--without", default=None)
    parser.add_argument("--later")
    arguments = parser.parse_args()
    *paths, out_path = arguments.paths
    without = tuple(arguments.without.split(",")) if arguments.without else ()
    catalogues = catalogue.load_all(paths)
    found = disagreements(catalogues)
    if found:
        sys.exit("The catalogues disagree:\n  " + "\n  ".join(found))
    if arguments.later:
        write_later(catalogues, without, arguments.later)
        source = table(catalogues, without, is_linked)
    else:
        source = table(catalogues, without)
    with open(out_path, "w", encoding="utf-8") as out:
        out.write(source)


if __name__ == "__main__":
    main()
