#!/usr/bin/env python3
"""The folders of src/ are the architecture: fails on every include that the table below does not allow."""
import os
import re
import sys

import source_tree

CORE = ("base", "i18n", "formula", "data", "act", "nn", "run", "lesson", "app", "export")
ALL = CORE + ("oracle", "gpu", "ui", "shell", "platform", "cli")
# A folder may include itself and what its row names.
ALLOWED = {
    "base": (),
    "i18n": ("base",),
    "formula": ("base",),
    "data": ("base", "formula"),
    "act": ("base", "formula"),
    "nn": ("base", "formula", "data", "act"),
    "oracle": ("base", "formula", "data", "act", "nn"),
    "run": ("base", "formula", "data", "act", "nn"),
    "lesson": ("base", "nn", "run"),
    "app": ("base", "i18n", "formula", "data", "act", "nn", "run", "lesson"),
    "export": ("base", "i18n", "formula", "data", "act", "nn", "run", "lesson", "app"),
    "gpu": ("base", "formula", "act", "nn"),
    "ui": CORE + ("gpu",),
    "shell": CORE + ("gpu", "ui", "platform"),
    "platform": ("base",),
    "cli": CORE + ("oracle",),
    "main": ALL,  # main.cpp
}
# Inside ui: what draws, then what a person operates, then rooms, which do not know each other; the screen knows all.
UI_PARTS = {
    "look": (),
    "control": ("look",),
    "room": ("look", "control"),
}
UI_SHARED = ("ui/frame.h", "ui/rooms.h")
# Libraries that draw or know the platform, and who may see them; lab_core is free of all of them.
LIBRARIES = (
    (re.compile(r"(backends/)?imgui|imstb"), ("ui", "shell", "platform")),
    (re.compile(r"LAB_GL_HEADER|epoxy/|GL/|GLES|EGL/"), ("gpu", "platform")),
    (re.compile(r"GLFW/"), ("platform",)),
    (re.compile(r"emscripten"), ("platform",)),
    (re.compile(r"png\.h"), ("platform",)),
)
# Only ui/control reads pointer and keys; everyone else asks its gestures.
INPUT = re.compile(r"\bMouse(Pos|Wheel|Delta|Down|Clicked)|\bIsMouse\w+|\bGetMouse(Pos|Drag)\w*|\bIsKey\w+|\bSetKeyOwner|\bSetItemKeyOwner|"
                   r"\bInputQueueCharacters|\bKey(Ctrl|Shift|Alt)\b|\bImGuiKey_\w+")
READS_INPUT = ("src/ui/control/", "src/shell/", "src/platform/", "src/ui/metrics_window.cpp")
GENERATED = {"shaders.h": "gpu", "assets.h": "platform"}  # headers in the build folder, and the folder they count as
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>|(\w+))', re.MULTILINE)


def layer_of(first):
    """The layer of a path in src/ by its first part: a folder, or "main" for main.cpp."""
    return "main" if first == "main.cpp" else first


def crosses_ui(path, name):
    """Whether a file inside src/ui/look, control or a room includes one of another part that it may not know."""
    place, target = path.split("/")[1:], name.split("/")
    if place[0] != "ui" or target[0] != "ui" or place[1] not in UI_PARTS or name in UI_SHARED:
        return False
    if target[1] == place[1]:
        return place[1] == "room" and target[2] != place[2]
    return target[1] not in UI_PARTS[place[1]]


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
            elif match.group(1) and crosses_ui(path, name):
                found.append(f"{where}: {os.path.dirname(path)} may not include {name}")
        elif match.group(1):
            found.append(f'{where}: "{name}" is not written from src/')
    if not path.startswith(READS_INPUT):
        for match in INPUT.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{path}:{line}: only src/ui/control reads pointer and keys ({match.group(0)}); see its gesture.h")
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
