#!/usr/bin/env python3
"""The folders of src/ are the architecture: fails on every include that the table below does not allow."""
import re
import sys

import source_tree

BELOW_APP = ("base", "i18n", "formula", "data", "nn", "lesson")
ALL = BELOW_APP + ("app", "export", "gpu", "ui", "platform", "cli")
# A folder may include itself and what its row names.
ALLOWED = {
    "base": (),
    "i18n": ("base",),
    "formula": ("base",),
    "data": ("base",),
    "nn": ("base", "formula", "data"),
    "lesson": ("base", "nn"),
    "app": BELOW_APP,
    "export": ("base", "formula", "data", "nn", "app"),
    "gpu": ("base", "formula", "nn"),
    "ui": BELOW_APP + ("app", "export", "gpu"),
    "platform": ("base",),
    "cli": BELOW_APP + ("app", "export"),
    "main": ALL,  # main.cpp and the files it is split into, main_*.cpp
}
# Libraries that draw or know the platform, and who may see them; lab_core is free of all of them.
LIBRARIES = (
    (re.compile(r"(backends/)?imgui|imstb"), ("ui", "platform", "main")),
    (re.compile(r"LAB_GL_HEADER|epoxy/|GL/|GLES|EGL/"), ("gpu", "platform")),
    (re.compile(r"GLFW/"), ("platform",)),
    (re.compile(r"emscripten"), ("platform",)),
    (re.compile(r"png\.h"), ("platform",)),
)
GENERATED = {"shaders.h": "gpu", "assets.h": "platform"}  # headers in the build folder, and the folder they count as
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>|(\w+))', re.MULTILINE)


def layer_of(first):
    """The layer of a path in src/ by its first part: a folder, or "main" for main.cpp, main_screen.h…"""
    return re.sub(r"^main(_\w+)?\.(cpp|h)$", "main", first)


def problems_of(path, text):
    """Sentences about what a file of src/ includes but may not."""
    folder = layer_of(path.split("/")[1])
    if folder not in ALLOWED:
        return [f"{path}: the architecture has no folder src/{folder}"]
    found = []
    for match in INCLUDE.finditer(text):
        name = match.group(1) or match.group(2) or match.group(3)
        where = f"{path}:{text.count(chr(10), 0, match.start(1) if match.group(1) else match.end()) + 1}"
        target = GENERATED.get(name) or layer_of(name.split("/")[0])
        library = next((users for pattern, users in LIBRARIES if pattern.match(name)), None)
        if library is not None:
            if folder not in library:
                found.append(f"{where}: src/{folder} may not include {name}")
        elif target in ALLOWED:
            if target != folder and target not in ALLOWED[folder]:
                found.append(f"{where}: src/{folder} may not include src/{target} ({name})")
        elif match.group(1):
            found.append(f'{where}: "{name}" is not written from src/')
    if "__EMSCRIPTEN__" in text and path != "src/platform/platform_web.cpp":
        found.append(f"{path}: __EMSCRIPTEN__ belongs into src/platform/platform_web.cpp and CMake")
    return found


def check(root=source_tree.ROOT):
    found = []
    for path in source_tree.files("src", root=root):
        found += problems_of(path, source_tree.read(path, root))
    for path in source_tree.files("shaders", "tests", endings=(".cpp", ".h", ".glsl", ".frag", ".vert"), root=root):
        if "__EMSCRIPTEN__" in source_tree.read(path, root):
            found.append(f"{path}: __EMSCRIPTEN__ belongs into src/platform/platform_web.cpp and CMake")
    return found


if __name__ == "__main__":
    sys.exit(source_tree.report(check(), "layers"))
