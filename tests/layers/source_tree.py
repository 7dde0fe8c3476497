"""What the checks of the source tree share: its files, and the literals in a C++ text."""
import os
import re

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/'  # comments
    r'|R"(?P<delimiter>[^()\s\\]*)\((?P<raw>.*?)\)(?P=delimiter)"'
    r'|"(?P<string>(?:[^"\\\n]|\\.)*)"'
    r"|(?<![0-9A-Fa-f])'(?:[^'\\\n]|\\.)+'",  # a character, but not the ' in 1'000
    re.DOTALL)


def files(*folders, endings=(".h", ".cpp"), root=ROOT):
    """Paths relative to the root, sorted, of the files below these folders (or of a file named itself)."""
    found = []
    for folder in folders:
        start = os.path.join(root, folder)
        if os.path.isfile(start):
            found.append(folder)
        for path, subfolders, names in os.walk(start):
            subfolders[:] = [name for name in subfolders if name not in ("node_modules", "__pycache__")]
            found += [os.path.relpath(os.path.join(path, name), root) for name in names if name.endswith(endings)]
    return sorted(found)


def read(path, root=ROOT):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        return file.read()


def literals(text):
    """(line, value) of every string literal of a C++ text, without those of #include lines and assertions."""
    for match in TOKEN.finditer(text):
        value = match.group("string") if match.group("string") is not None else match.group("raw")
        if value is None:
            continue
        line_start = text.rfind("\n", 0, match.start()) + 1
        before = text[line_start:match.start()]
        if re.match(r"\s*#\s*include", before) or re.search(r"\b(static_)?assert\s*\(", before):
            continue
        if match.group("string") is not None:
            value = re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code.group(1), 16)), value)
            value = value.replace(r"\"", '"').replace(r"\n", "\n").replace(r"\t", "\t").replace(r"\\", "\\")
        yield text.count("\n", 0, match.start()) + 1, value


def report(problems, what):
    """Print the problems and return the exit status."""
    for problem in problems:
        print(problem)
    print(f"{what}: {len(problems)} problem(s)")
    return 1 if problems else 0
