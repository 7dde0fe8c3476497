#!/usr/bin/env python3
"""Pack scikit-learn's handwritten digits into what digits.h reads.

Usage: pack_digits.py digits.csv.gz --out DIR. A line of the table is a picture: 64 values from 0 to 16, row by row, then the
digit. Writes into DIR:
  digits.bin    the asset "digits"
  builtin.cpp   the same, linked into programs that download nothing

The file: "digits", then a byte each for the version, the side, the kinds and the largest value; how many pictures there are of
each kind, two bytes each, the low one first; then pixel 0 of every picture, pixel 1 of every picture, … The pictures are in the
order of their kinds, and those of a kind in the order of the table. So brotli makes 32 kB of it; picture after picture it would be
39 kB, and without the order of kinds 36 kB.
"""
import argparse
import gzip
import os
import sys

SIDE, KINDS, LARGEST = 8, 10, 16
HEAD = b"digits" + bytes((1, SIDE, KINDS, LARGEST))


def read_table(path):
    """[(pixels, kind)] in the order of the table."""
    rows = []
    with gzip.open(path, "rt", encoding="ascii") as table:
        for number, line in enumerate(table, 1):
            words = line.strip().split(",")
            values = [int(word) if word.isdecimal() else -1 for word in words]
            pixels, kind = values[:-1], values[-1]
            if len(pixels) != SIDE * SIDE or not all(0 <= value <= LARGEST for value in pixels):
                sys.exit(f"{path}, line {number}: not {SIDE * SIDE} values from 0 to {LARGEST} and a digit.")
            if not 0 <= kind < KINDS:
                sys.exit(f"{path}, line {number}: {words[-1]} is no digit.")
            rows.append((pixels, kind))
    return rows


def pack(rows):
    counts = [sum(kind == wanted for _, kind in rows) for wanted in range(KINDS)]
    by_kind = [pixels for pixels, _ in sorted(rows, key=lambda row: row[1])]  # which keeps the order inside a kind
    planes = (bytes(pixels[place] for pixels in by_kind) for place in range(SIDE * SIDE))
    return HEAD + b"".join(count.to_bytes(2, "little") for count in counts) + b"".join(planes)


def source(packed):
    lines = "".join(f"    {','.join(map(str, packed[at:at + 40]))},\n" for at in range(0, len(packed), 40))
    return ('#include "data/digits.h"\n\nnamespace lab::data {\n\n'
            f"static constexpr unsigned char kBytes[] = {{\n{lines}}};\n\n"
            "std::span<const unsigned char> builtin_digits() { return kBytes; }\n\n}  // namespace lab::data\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("table")
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    packed = pack(read_table(arguments.table))
    os.makedirs(arguments.out, exist_ok=True)
    with open(os.path.join(arguments.out, "digits.bin"), "wb") as out:
        out.write(packed)
    with open(os.path.join(arguments.out, "builtin.cpp"), "w", encoding="ascii", newline="") as out:
        out.write(source(packed))


if __name__ == "__main__":
    main()
