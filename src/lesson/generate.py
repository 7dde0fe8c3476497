#!/usr/bin/env python3
"""Put the lessons together: what builtin.h declares, and one asset a language.

Usage: generate.py LESSON.md … --out DIR. A lesson is <id>.<tag>.md. Writes into DIR:
  course.cpp   id and number of each lesson
  builtin.cpp  the assets again, linked into programs that download nothing
  <tag>.txt    the files of a language in order of their numbers, each ended by a zero byte
Only the heads are read here; what else may be wrong is said by activation-lab-cli lessons --check.
"""
import argparse
import json
import os
import re
import sys

NAME = re.compile(r"([A-Za-z0-9-]+)\.([A-Za-z0-9-]+)\.md")


def head(path):
    """(id, number) of a lesson's file."""
    with open(path, encoding="utf-8") as file:
        match = re.match(r"---\n(.*?)\n---\n", file.read(), re.DOTALL)
    rows = dict(re.findall(r"^(\w+):\s*(.*?)\s*$", match.group(1), re.MULTILINE)) if match else {}
    if rows.get("lesson") != NAME.fullmatch(os.path.basename(path)).group(1):
        sys.exit(f'{path}: "lesson" in its head is not the name of the file.')
    if not rows.get("number", "").isdecimal():
        sys.exit(f'{path}: "number" in its head is no whole number.')
    return rows["lesson"], int(rows["number"])


def by_language(paths):
    """{tag: {(number, id): path}}, the languages and the lessons in order."""
    found = {}
    for path in paths:
        name = NAME.fullmatch(os.path.basename(path))
        if not name:
            sys.exit(f"{path}: a lesson is called <id>.<language>.md.")
        lesson, number = head(path)
        found.setdefault(name.group(2), {})[number, lesson] = path
    courses = {tag: dict(sorted(found[tag].items())) for tag in sorted(found)}
    for tag, lessons in courses.items():
        if list(lessons) != list(courses["en"]):
            sys.exit(f"The lessons in {tag} and en differ: {list(lessons)} and {list(courses['en'])}.")
    return courses


def assets_of(courses):
    """{tag: text}."""
    assets = {}
    for tag, lessons in courses.items():
        texts = []
        for path in lessons.values():
            with open(path, encoding="utf-8") as file:
                texts.append(file.read() + "\0")
        assets[tag] = "".join(texts)
    return assets


def literal(text):
    """C++ literals, a line each; a zero byte ends its own, so that no digit follows it."""
    pieces = re.findall(r"[^\n\0]*[\n\0]|[^\n\0]+", text)
    return "\n".join("    " + json.dumps(piece, ensure_ascii=False).replace("\\u0000", "\\0") for piece in pieces)


def course_source(lessons):
    rows = "".join(f'    {{"{lesson}", {number}}},\n' for number, lesson in lessons)
    return ('#include "lesson/builtin.h"\n\nnamespace lab::lesson {\n\n'
            f"extern const CourseRow kCourse[] = {{\n{rows}}};\nextern const std::size_t kCourseSize = {len(lessons)};\n\n"
            "}  // namespace lab::lesson\n")


def builtin_source(assets):
    arrays = "".join(f"constexpr char k{place}[] =\n{literal(text)};\n\n" for place, text in enumerate(assets.values()))
    rows = "".join(f'  if (tag == "{tag}") return {{k{place}, sizeof k{place} - 1}};\n' for place, tag in enumerate(assets))
    return ('#include "lesson/builtin.h"\n\nnamespace lab::lesson {\n\nnamespace {\n\n'
            f"{arrays}}}  // namespace\n\nstd::string_view builtin(std::string_view tag) {{\n{rows}  return {{}};\n}}\n\n"
            "}  // namespace lab::lesson\n")


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as out:
        out.write(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    os.makedirs(arguments.out, exist_ok=True)
    courses = by_language(arguments.paths)
    assets = assets_of(courses)
    write(arguments.out, "course.cpp", course_source(courses["en"]))
    write(arguments.out, "builtin.cpp", builtin_source(assets))
    for tag, text in assets.items():
        write(arguments.out, f"{tag}.txt", text)


if __name__ == "__main__":
    main()
