#!/usr/bin/env python3
"""Put the page together: web/ and the built program become the site folder, file names carrying their content's hash.

Usage: make_site.py --page web --program DIR --fonts DIR --out DIR. A name with a hash may be cached for ever, so every
quoted reference to a file ("style.css", './activation-lab.mjs', "fonts/chinese-regular.otf") in the texts of the site is
rewritten to the hashed name. Pages keep their names, and so does what is listed in KEEP.
"""
import argparse
import hashlib
import os
import re
import shutil
import sys

TEXT = (".html", ".css", ".js", ".mjs", ".json", ".webmanifest", ".svg")
KEEP = re.compile(r"(\.html|^sw\.js|^manifest\.webmanifest|^favicon\.\w+|^robots\.txt)$")


def collect(arguments):
    """What goes into the site: {path inside it: path of the source file}."""
    files = {}
    for folder, _, names in os.walk(arguments.page):
        for name in names:
            path = os.path.join(folder, name)
            files[os.path.relpath(path, arguments.page).replace(os.sep, "/")] = path
    for name in ("activation-lab.mjs", "activation-lab.wasm"):
        files[name] = os.path.join(arguments.program, name)
    for name in ("chinese-regular.otf", "chinese-semibold.otf"):
        files[f"fonts/{name}"] = os.path.join(arguments.fonts, name)
    return files


def reference(name):
    """A pattern for quoted references to a file, with or without a leading "./"."""
    return re.compile(r"""(["'`(](?:\./)?)%s(?=["'`)?#])""" % re.escape(name))


def hashed_name(name, content):
    stem, extension = os.path.splitext(name)
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{extension}"


def build(files):
    """{name in the site: content}, each text after the files it refers to, so that its hash covers theirs."""
    contents, renamed, in_progress = {}, {}, set()
    for name, path in files.items():
        with open(path, "rb") as file:
            contents[name] = file.read()

    def finish(name):
        if name in renamed:
            return renamed[name]
        if name in in_progress:
            sys.exit(f"{name} refers to itself through other files; one of them has to keep its name (KEEP).")
        in_progress.add(name)
        content = contents[name]
        if name.endswith(TEXT):
            text = content.decode("utf-8")
            for other in files:
                pattern = reference(other)
                if other != name and not KEEP.search(other) and pattern.search(text):
                    target = finish(other)
                    text = pattern.sub(lambda match: match.group(1) + target, text)
            content = contents[name] = text.encode("utf-8")
        renamed[name] = name if KEEP.search(name) else hashed_name(name, content)
        return renamed[name]

    return {finish(name): contents[name] for name in files}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("page", "program", "fonts", "out"):
        parser.add_argument(f"--{name}", required=True)
    arguments = parser.parse_args()
    site = build(collect(arguments))
    shutil.rmtree(arguments.out, ignore_errors=True)
    for name, content in site.items():
        path = os.path.join(arguments.out, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as out:
            out.write(content)


if __name__ == "__main__":
    main()
