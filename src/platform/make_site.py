#!/usr/bin/env python3
"""Put the page together: web/ and the built program become the site folder, file names carrying their content's hash.

Usage: make_site.py --page web --program DIR --fonts DIR --texts CATALOGUE.json … --later DIR
--lessons <tag>.txt … --data FILE … --out DIR. The page's own texts come from
the catalogues: in a page {{page.title}} is the English text, and {{*:page.noscript}} that of every language, each in an
element of its own; the script early.js gets all ids that begin with "page.", and
its text stands in index.html, which says in its policy that this one may. A name with a hash may be cached for ever, so
every quoted reference to a file ("style.css", './activation-lab.mjs', "fonts/cjk-regular.otf") in the texts of the site is
rewritten to the hashed name. Pages keep their names, and so does what is listed in KEEP. Whatever gets smaller by it lies there
compressed, too, so that no server has to do that; texts go without their comments.
"""
import argparse
import base64
import gzip
import hashlib
import html
import json
import os
import re
import shutil
import sys

import brotli

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../i18n"))
import catalogue

TEXT = (".html", ".css", ".js", ".mjs", ".json", ".webmanifest", ".svg")
BROTLI_SETTINGS = ((20, 0), (20, 16), (22, 0), (22, 16))  # log₂ of window and block; 0: its own choice
COMPRESSIBLE = TEXT + (".wasm", ".otf", ".txt", ".bin")
KEEP = re.compile(r"(\.html|^sw\.js|^manifest\.webmanifest|^favicon\.\w+|^robots\.txt)$")


LATER = re.compile(r"(texts|lessons)/(.+)\.txt")  # what is fetched when it is asked for, as "texts-en"
ONLY_IN_PAGE = ("page.description", "page.noscript")  # no script says these


def later_texts(arguments):
    """The files that hold what of each language is not in the program."""
    return [f"{tag}.txt" for tag in catalogue.load_all(arguments.texts)]


def collect(arguments):
    """What goes into the site: {path inside it: path of the source file}."""
    files = {}
    for folder, folders, names in os.walk(arguments.page):
        if "readme" in folders:
            folders.remove("readme")  # pictures of README.md
        for name in names:
            path = os.path.join(folder, name)
            files[os.path.relpath(path, arguments.page).replace(os.sep, "/")] = path
    for name in ("activation-lab.mjs", "activation-lab.wasm", "activation-lab-later.wasm"):
        files[name] = os.path.join(arguments.program, name)
    for name in ("cjk-regular.otf", "cjk-semibold.otf"):
        files[f"fonts/{name}"] = os.path.join(arguments.fonts, name)
    for name in later_texts(arguments):
        files[f"texts/{name}"] = os.path.join(arguments.later, name)
    for path in arguments.lessons:
        files[f"lessons/{os.path.basename(path)}"] = path
    for path in arguments.data:
        files[f"data/{os.path.basename(path)}"] = path
    return files


def read_texts(paths):
    """{language: {id: text}} of the ids that begin with "page."."""
    return {language: {key: value for key, value in rows.items() if key.startswith("page.")}
            for language, rows in catalogue.load_all(paths).items()}


def fill_texts(name, text, texts, later):
    """The texts of the catalogues in their places."""
    def one(match):
        in_each, key = match.groups()
        if key not in texts[catalogue.ENGLISH]:
            sys.exit(f"{name} wants the text {key}, which the catalogues do not have.")
        if not in_each:
            return html.escape(texts[catalogue.ENGLISH][key])
        return " ".join(f'<span lang="{tag}">{html.escape(rows[key])}</span>' for tag, rows in texts.items())

    if name.endswith(".html"):
        text = re.sub(r"\{\{(\*:)?([\w.]+)\}\}", one, text)
    downloads = "".join(f"'{folder}-{tag}': './{folder}/{tag}.txt',\n" for folder, tag in later)
    text = text.replace("/* texts and lessons of the languages */\n", downloads)
    said = {tag: {key: row for key, row in rows.items() if key not in ONLY_IN_PAGE} for tag, rows in texts.items()}
    said = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")
    return text.replace("{/* page texts */}", said)


def without_comments(name, text):
    """A file as it is served: its comments, and what sets lines of scripts in, stay with the sources. No text goes over several
    lines there."""
    if name.endswith(".html"):
        return re.sub(r" *<!--.*?-->\n", "", text, flags=re.DOTALL)
    if name.endswith(".css"):
        return re.sub(r"/\*.*?\*/\n", "", text, flags=re.DOTALL)
    if name.endswith(".js"):
        text = re.sub(r"^ *//.*\n|^\n|^ +", "", text, flags=re.MULTILINE)
        return re.sub(r"  // [^'\"`\n]*$", "", text, flags=re.MULTILINE)
    return text


def imports(name, contents):
    """The modules that a module waits for, each once, those of its modules included."""
    found = []
    for other in re.findall(r"^import .*'\./([\w-]+\.js)';", contents[name].decode("utf-8"), re.MULTILINE):
        found += [module for module in [other, *imports(other, contents)] if module not in found]
    return found


def preload_modules(contents):
    """Let the page ask for all modules at once: the browser would find them one import after the other."""
    links = [f'<link rel="modulepreload" href="{module}">' for module in imports("main.js", contents)]
    contents["index.html"] = contents["index.html"].replace(b"<!-- modules -->", "\n".join(links).encode("utf-8"))


def reference(name):
    """A pattern for quoted references to a file, with or without a leading "./"."""
    return re.compile(r"""(["'`(](?:\./)?)%s(?=["'`)?#])""" % re.escape(name))


def hashed_name(name, content):
    stem, extension = os.path.splitext(name)
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{extension}"


def build(files, texts):
    """{name in the site: content}, each text after the files it refers to, so that its hash covers theirs."""
    contents, renamed, in_progress = {}, {}, set()
    later = [match.groups() for match in map(LATER.fullmatch, files) if match]
    for name, path in files.items():
        with open(path, "rb") as file:
            contents[name] = file.read()
    preload_modules(contents)

    def finish(name):
        if name in renamed:
            return renamed[name]
        if name in in_progress:
            sys.exit(f"{name} refers to itself through other files; one of them has to keep its name (KEEP).")
        in_progress.add(name)
        content = contents[name]
        if name.endswith(TEXT):
            text = content.decode("utf-8")
            text = fill_texts(name, without_comments(name, text), texts, later)
            if name == "index.html":
                finish("early.js")
                text = with_early_script(text, contents["early.js"].decode("utf-8"))
            for other in files:
                pattern = reference(other)
                if other != name and not KEEP.search(other) and pattern.search(text):
                    target = finish(other)
                    text = pattern.sub(lambda match: match.group(1) + target, text)
            content = contents[name] = text.encode("utf-8")
        renamed[name] = name if KEEP.search(name) else hashed_name(name, content)
        return renamed[name]

    return {finish(name): contents[name] for name in files}


def with_early_script(page, script):
    """The page with that script inside, which its policy allows by its hash."""
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode()
    page = page.replace("script-src 'self'", f"script-src 'self' 'sha256-{digest}'")
    return page.replace('<script src="early.js"></script>', f"<script>{script}</script>")


def smallest_brotli(content):
    """Of a few settings: which of them packs best is chance, and with any one a byte more may cost a thousand."""
    return min((brotli.compress(content, lgwin=window, lgblock=block) for window, block in BROTLI_SETTINGS), key=len)


def compressed(content):
    """{ending of the file's name: content}. Without a time in it, so that equal files are packed equally."""
    return {".br": smallest_brotli(content), ".gz": gzip.compress(content, mtime=0)}


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as out:
        out.write(content)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("page", "program", "fonts", "later", "out"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--texts", required=True, nargs="+")
    for name in ("lessons", "data"):
        parser.add_argument(f"--{name}", default=[], nargs="+")
    arguments = parser.parse_args()
    site = build(collect(arguments), read_texts(arguments.texts))
    shutil.rmtree(arguments.out, ignore_errors=True)
    for name, content in site.items():
        path = os.path.join(arguments.out, name)
        write(path, content)
        if name.endswith(COMPRESSIBLE):
            for ending, packed in compressed(content).items():
                write(path + ending, packed)


if __name__ == "__main__":
    main()
