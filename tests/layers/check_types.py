#!/usr/bin/env python3
"""A type's name belongs to one header: two types of one name compile and link, and then take each other's functions."""
import re
import sys

import source_tree

LINE = re.compile(r"^(?:namespace (?P<opened>[\w:]+) \{|(?P<closed>\}  // namespace)"
                  r"|(?:struct|class|enum class|enum) (?P<type>\w+)(?!\w*<)[^;]*\{)", re.MULTILINE)


def types_of(text):
    """(qualified name, line) of every type that a header defines in a namespace."""
    namespaces = []
    for match in LINE.finditer(text):
        if match.group("opened"):
            namespaces.append(match.group("opened"))
        elif match.group("closed"):
            namespaces.pop()
        else:
            yield "::".join(namespaces + [match.group("type")]), text.count("\n", 0, match.start()) + 1


def problems_of(headers):
    """Sentences about types that two of the headers, given as {path: text}, define."""
    places, found = {}, []
    for path, text in headers.items():
        for name, line in types_of(text):
            if name in places:
                found.append(f"{path}:{line}: {places[name]} defines a {name} too")
            places.setdefault(name, f"{path}:{line}")
    return found


def check(root=source_tree.ROOT):
    paths = source_tree.files("src", endings=(".h",), root=root)
    return problems_of({path: source_tree.read(path, root) for path in paths})


if __name__ == "__main__":
    sys.exit(source_tree.report(check(), "types"))
