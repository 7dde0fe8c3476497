#!/usr/bin/env python3
"""Every string a person sees comes from the catalogues by id, every id in the code exists, every id is used."""
import json
import re
import sys

import source_tree

# Where people's words may not be written.
SPOKEN = ("src/app", "src/cli", "src/ui", "src/main")
# Literals that look like words but are not for reading, and what they are.
ALLOWED = {
    "Activation Lab": "the name of the program, before a language is known",
}
# Names of controls that look like ids of texts; those of what is only read begin with "text.".
CONTROLS = {"map.other_order", "conv.more", "conv.fewer", "conv.text", "conv.add", "conv.drop", "ladder.off", "ladder.on", "draw.x", "draw.y", "draw.pen", "map.picture", "draw.clear", "sample.before", "sample.next", "map.before", "map.after", "image.scroll", "ca.defaults", "act.l", "act.open", "copy.latex", "copy.pytorch", "copy.x", "cursor.x", "formula.type", "keys.open", "net.fewer", "net.fewer.l", "dismiss.0", "diagnosis.open", "diagnosis.panel", "dismiss.all", "net.more", "net.more.l", "notices.more", "settings.panel",
            "settings.scroll", "stars.first", "train.scroll", "view.curve", "view.to_train", "glossary.close", "act.chip.identity", "twin.open", "output.2", "export.of", "export.open", "export.close", "heading.act", "x.zoom_in", "x.zoom_out", "y.fit", "copy.iframe", "open.first", "view.start", "heading.home", "learn.show", "learn.again", "learn.commit", "learn.next", "learn.steps", "learn.fold", "heading.learn", "learn.back", "lesson.free", "lesson.all", "learn.scroll", "lesson.come_back", "learn.sheet", "learn.choices", "learn.number", "learn.order", "heading.learn.step", "lesson.of_term", "learn.choice.1", "learn.down.1", "learn.sketch.1"}
CONTROLS |= {"view.open", "view.list", "back.title", "look.title", "net.one", "net.open", "net.three", "net.two", "neuron.scroll", "plane.title", "w.move", "w.turn"}
CONTROLS |= {"w.editor", "w.close", "w.open", "w.open.layer", "w.matrix", "w.zero", "w.value", "w.slide", "w.cells", "w.layers", "w.layer", "w.scroll", "w.all", "w.noise", "freeze.here", "new_weights.all", "reset.all"}
CONTROLS |= {"runs.copy", "runs.print", "runs.csv", "runs.clear", "runs.close", "runs.open", "runs.panel", "runs.run", "runs.scroll", "runs.present", "class.close", "class.scroll", "learn.hand_in", "learn.name", "open.hand_ins"}
CONTROLS |= {"w.type", "trace.open", "trace.steps", "trace.curve", "trace.valve", "trace.close", "trace.title", "trace.card", "trace.scroll"}
ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
FILE_NAME = re.compile(r".*\.(glsl|vert|frag|otf|html|png|json|csv|svg|py|onnx|md|txt|h|cpp|wasm|mjs)")
WORDS = re.compile(r"[A-Za-z]{2,}[,.:;]? [A-Za-z]|[A-Za-z][,.:;]? [A-Za-z]{2,}|^[A-Z][a-z]+|[\u3400-\u9fff]")


def looks_spoken(literal):
    return literal not in ALLOWED and WORDS.search(literal) is not None


def uses(texts):
    """Of {path: C++ text}: the ids that stand whole in it, the beginnings and ends of composed ids, and plain words."""
    whole, starts, ends, words = {}, set(), set(), set()
    for path, text in texts.items():
        for line, literal in source_tree.literals(text):
            if ID.fullmatch(literal) and not FILE_NAME.fullmatch(literal) and literal not in CONTROLS \
                    and not literal.startswith("text."):
                whole.setdefault(literal, f"{path}:{line}")
            elif re.fullmatch(r"[a-z][a-z0-9_.]*\.", literal):
                starts.add(literal)
            elif re.fullmatch(r"\.[a-z0-9_.]+", literal):
                ends.add(literal)
            elif re.fullmatch(r"[a-z0-9][a-z0-9_]*", literal):
                words.add(literal)
    return whole, starts, ends, words


def is_on_page(key, page_text):
    """Whether the page names the id: 'page.title', {{page.title}}, {{*:page.title}}, or `page.${part}.title`, also
    written 'page.' + part + '.title', with any part."""
    if re.search(r"[\"'`:{]%s[\"'`}]" % re.escape(key), page_text):
        return True
    templates = re.findall(r"`([a-z0-9_.]+\.)\$\{\w+\}((?:\.[a-z0-9_.]+)?)`", page_text)
    templates += re.findall(r"'([a-z0-9_.]+\.)' \+ \w+ \+ '(\.[a-z0-9_.]+)'", page_text)
    return any(key.startswith(start) and key.endswith(end) for start, end in templates)


def problems_of(texts, page_text, catalogue):
    """Sentences about the C++ texts {path: text}, the page's text and the ids of the catalogue."""
    found = []
    for path, text in texts.items():
        if path.startswith(SPOKEN):
            found += [f"{path}:{line}: \"{literal}\" belongs into the catalogues" for line, literal in
                      source_tree.literals(text) if looks_spoken(literal)]
    whole, starts, ends, words = uses(texts)
    found += [f'{where}: the id "{key}" is in no catalogue' for key, where in whole.items() if key not in catalogue]
    for key in sorted(catalogue):
        composed = key.startswith(tuple(starts)) or any(key.endswith(end) and key[:-len(end)] in whole for end in ends)
        from_table = all(part in words for part in key.split("."))  # "opt" + "." + the optimizer's id
        if not (key in whole or composed or from_table or is_on_page(key, page_text)):
            found.append(f'en.json: nothing uses the id "{key}"')
    return found


def check(root=source_tree.ROOT):
    texts = {path: source_tree.read(path, root) for path in source_tree.files("src", root=root)}
    page = source_tree.files("web", endings=(".html", ".js", ".mjs"), root=root)
    catalogue = json.loads(source_tree.read("src/i18n/en.json", root))
    return problems_of(texts, "\n".join(source_tree.read(path, root) for path in page), catalogue)


if __name__ == "__main__":
    sys.exit(source_tree.report(check(), "texts"))
