"""The catalogues as the build reads them: one JSON file a language, {id: text}, named by the language's tag.

English defines the ids and is what is shown where no other language fits; so it comes first. Adding a language is adding
its file: fonts, table, page and links follow from the files there are.
"""
import json
import os
import re
import sys

ENGLISH = "en"
TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")  # BCP 47, as far as we need it
# What only the CJK faces draw: radicals, kana, ideographs, Hangul, full-width forms.
CJK = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")


def load(path):
    """The texts of a file as a dict; an id given twice, or a text that is not a string, is an error."""
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


def load_all(paths):
    """{tag: texts} of these files, English first, then by tag."""
    catalogues = {}
    for path in paths:
        tag = os.path.splitext(os.path.basename(path))[0]
        if not TAG.fullmatch(tag):
            sys.exit(f'{path}: "{tag}" is no language tag such as "de" or "pt-BR".')
        catalogues[tag] = load(path)
    if ENGLISH not in catalogues:
        sys.exit(f"{ENGLISH}.json is missing: it defines the ids.")
    return {tag: catalogues[tag] for tag in sorted(catalogues, key=lambda tag: (tag != ENGLISH, tag))}


def load_lessons(paths):
    """{tag: text} of all lessons <id>.<tag>.md in each language."""
    lessons = {}
    for path in sorted(paths):
        with open(path, encoding="utf-8") as file:
            tag = os.path.basename(path).split(".")[-2]
            lessons[tag] = lessons.get(tag, "") + file.read()
    return lessons


def needs_cjk(texts):
    """Whether a text of the language holds a character that only the CJK faces have."""
    return any(map(CJK.search, texts.values()))
