#!/usr/bin/env python3
"""Split the page's program in two: what the first view needs, and what is fetched when a lesson, a file or a class asks for it.

Usage: split_program.py PROGRAM.wasm --later LATER.wasm --entries FILE --wasm-split TOOL --wasm-opt TOOL

PROGRAM.wasm has the names of its functions. Each line of FILE is a regular expression for the names of functions that are called
only once the second part is there; at least one function has to match each. They are exported, which is what keeps optimisers from
putting them into their callers. With them goes whatever can be reached by no other way. Both parts are written without names.
"""
import argparse
import re
import subprocess
import sys
import tempfile

CODE, EXPORT, START, ELEMENT, IMPORT, CUSTOM = 10, 7, 8, 9, 2, 0


class Reader:
    def __init__(self, data, at=0):
        self.data, self.at = data, at

    def byte(self):
        self.at += 1
        return self.data[self.at - 1]

    def leb(self):
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def skip(self, count):
        self.at += count

    def text(self):
        length = self.leb()
        self.skip(length)
        return self.data[self.at - length:self.at].decode()


def sections(data):
    reader = Reader(data, 8)
    while reader.at < len(data):
        kind, size = reader.byte(), reader.leb()
        yield kind, Reader(data, reader.at), reader.at + size
        reader.skip(size)


NO_IMMEDIATE = set([0x00, 0x01, 0x05, 0x0B, 0x0F, 0x1A, 0x1B] + list(range(0x45, 0xC5)))
ONE_LEB = {0x0C, 0x0D, 0x20, 0x21, 0x22, 0x23, 0x24, 0x3F, 0x40, 0x41, 0x42, 0x02, 0x03, 0x04}
LANES = set(range(0x15, 0x23))  # extract_lane and replace_lane


def read_simd(reader):
    code = reader.leb()
    if code <= 0x0B or code in (0x5C, 0x5D):  # loads and stores
        reader.leb(), reader.leb()
    elif code in (0x0C, 0x0D):  # a constant, a shuffle
        reader.skip(16)
    elif code in LANES:
        reader.skip(1)
    elif 0x54 <= code <= 0x5B:  # of one lane
        reader.leb(), reader.leb()
        reader.skip(1)


def read_prefixed(reader):
    code = reader.leb()
    if code in (8, 10, 12, 14):  # memory.init, memory.copy, table.init, table.copy
        reader.leb(), reader.leb()
    elif code in (9, 11, 13, 15, 16, 17):
        reader.leb()


def calls_of(data, at, end):
    """The functions that the body between these places calls."""
    reader = Reader(data, at)
    for _ in range(reader.leb()):  # locals
        reader.leb(), reader.byte()
    found = set()
    while reader.at < end:
        code = reader.byte()
        if code == 0x10:
            found.add(reader.leb())
        elif code == 0x11:  # indirect
            reader.leb(), reader.leb()
        elif code in ONE_LEB:
            reader.leb()
        elif 0x28 <= code <= 0x3E:  # loads and stores
            reader.leb(), reader.leb()
        elif code == 0x0E:  # br_table
            for _ in range(reader.leb() + 1):
                reader.leb()
        elif code == 0x43:
            reader.skip(4)
        elif code == 0x44:
            reader.skip(8)
        elif code == 0xFC:
            read_prefixed(reader)
        elif code == 0xFD:
            read_simd(reader)
        elif code not in NO_IMMEDIATE:
            sys.exit(f"instruction 0x{code:02x} at {reader.at} is not known here")
    return found


def read_imports(reader):
    """How many of the imports are functions."""
    functions = 0
    for _ in range(reader.leb()):
        reader.text(), reader.text()
        kind = reader.byte()
        if kind == 0:
            functions += 1
            reader.leb()
        elif kind == 3:
            reader.skip(2)
        else:  # a table or a memory
            if kind == 1:
                reader.byte()
            has_most = reader.leb() & 1
            reader.leb()
            if has_most:
                reader.leb()
    return functions


def read_names(reader, end):
    if reader.text() != "name":
        return {}
    while reader.at < end:
        kind, size = reader.byte(), reader.leb()
        if kind == 1:
            return {reader.leb(): reader.text() for _ in range(reader.leb())}
        reader.skip(size)
    return {}


def read_elements(reader):
    """The functions that stand in the table: anything may call them."""
    found = set()
    for _ in range(reader.leb()):
        if reader.leb() != 0:
            sys.exit("an element segment is of a kind that is not known here")
        while reader.byte() != 0x0B:  # where it begins, a constant
            pass
        found.update(reader.leb() for _ in range(reader.leb()))
    return found


def read_program(data):
    """(calls of each function, names, those that are exported, those that stand in the table)"""
    imported, names, exported, in_table, calls = 0, {}, set(), set(), {}
    for kind, reader, end in sections(data):
        if kind == IMPORT:
            imported = read_imports(reader)
        elif kind == EXPORT:
            for _ in range(reader.leb()):
                reader.text()
                if reader.byte() == 0:
                    exported.add(reader.leb())
                else:
                    reader.leb()
        elif kind == START:
            exported.add(reader.leb())
        elif kind == ELEMENT:
            in_table |= read_elements(reader)
        elif kind == CODE:
            for i in range(reader.leb()):
                size = reader.leb()
                calls[imported + i] = calls_of(data, reader.at, reader.at + size)
                reader.skip(size)
        elif kind == CUSTOM:
            names.update(read_names(reader, end))
    return calls, names, exported, in_table


def reachable(calls, start, without=frozenset()):
    found, todo = set(), [f for f in start if f not in without]
    while todo:
        function = todo.pop()
        if function in found:
            continue
        found.add(function)
        todo.extend(f for f in calls.get(function, ()) if f not in without)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    for option in ("--later", "--entries", "--wasm-split", "--wasm-opt"):
        parser.add_argument(option, required=True)
    arguments = parser.parse_args()
    with open(arguments.program, "rb") as file:
        calls, names, exported, in_table = read_program(file.read())
    entries = set()
    with open(arguments.entries, encoding="utf-8") as file:
        patterns = [line.strip() for line in file if line.strip() and not line.startswith("#")]
    for pattern in patterns:
        matching = {f for f, name in names.items() if f in calls and re.match(pattern, name)}
        if not matching:
            sys.exit(f"{arguments.entries}: no function of the program is called {pattern}; was it inlined?")
        if matching & in_table:
            sys.exit(f"{arguments.entries}: {pattern} is called through the table, and has to stay")
        entries |= matching
    at_first = reachable(calls, exported | in_table, entries)
    later = (reachable(calls, entries) - at_first) & calls.keys()
    flags = ["--enable-simd", "--enable-bulk-memory", "--enable-sign-ext", "--enable-nontrapping-float-to-int",
             "--enable-mutable-globals"]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed, tempfile.NamedTemporaryFile(suffix=".wasm") as bare:
        # Without names, functions are called by their numbers, imported ones not counted.
        first = min(calls)
        listed.write("\n".join(str(function - first) for function in sorted(later)))
        listed.flush()
        subprocess.run([arguments.wasm_opt, *flags, "--strip-debug", arguments.program, "-o", bare.name], check=True)
        subprocess.run([arguments.wasm_split, *flags, f"--split-funcs=@{listed.name}", bare.name,
                        "-o1", arguments.program, "-o2", arguments.later], check=True)
    # What names had kept apart.
    for part in (arguments.program, arguments.later):
        subprocess.run([arguments.wasm_opt, *flags, "-Oz", "--converge", part, "-o", part], check=True)


if __name__ == "__main__":
    main()
