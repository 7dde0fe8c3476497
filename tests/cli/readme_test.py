#!/usr/bin/env python3
"""The tables of README.md say what the program says of itself. Usage: readme_test.py COMMAND…"""
import json
import pathlib
import re
import subprocess
import sys
import unittest

COMMAND = []
README = pathlib.Path(__file__).resolve().parent.parent.parent / "README.md"


def listed(name):
    return json.loads(subprocess.run([*COMMAND, "list", name, "--json", "--lang", "en"], capture_output=True, text=True,
                                     check=True, encoding="utf-8").stdout)


def table(head):
    """The cells of the table below this header row, row by row."""
    text = README.read_text(encoding="utf-8")
    body = text[text.index(head) + len(head):].splitlines()[2:]
    rows = []
    for line in body:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split(" | ")])
    return rows


def words(cell):
    return re.findall(r"`([^`]+)`", cell)


class Readme(unittest.TestCase):
    def test_the_table_of_links_names_every_field_once(self):
        keys = [key for row in table("| key | values (default first) | what it is |") for key in words(row[0])]
        self.assertEqual(sorted(keys), sorted(field["key"] for field in listed("fields")))

    def test_it_names_every_word_a_field_takes_unless_that_are_the_functions(self):
        fields = {field["key"]: field for field in listed("fields")}
        for row in table("| key | values (default first) | what it is |"):
            keys = words(row[0])
            for key in keys:
                choices = fields[key].get("choices", [])
                if key in ("act", "curves", "twin", "stars"):
                    continue
                if key in ("hide", "lock"):  # fields by their keys, and what the section about them lists
                    choices = [word for word in choices if word not in fields and word != "all"]
                    self.assertEqual([word for word in choices if f"`{word}`" not in README.read_text()], [])
                    continue
                for choice in choices:
                    base = choice.removesuffix("_normal")  # "each also with `_normal`"
                    self.assertTrue(choice in row[1] or base in words(row[1]), f"{key}={choice} is not in {row[1]}")

    def test_it_begins_with_the_default_of_a_field_that_stands_alone(self):
        fields = {field["key"]: field for field in listed("fields")}
        for row in table("| key | values (default first) | what it is |"):
            keys = words(row[0])
            default = fields[keys[0]]["default"]
            if len(keys) == 1 and default and keys[0] not in ("edits",):
                self.assertEqual(words(row[1])[0], default, keys[0])

    def test_the_table_of_requests_is_the_program_s_own(self):
        rows = [(words(row[0])[0], row[1]) for row in table("| request | what it does |")]
        own = [(" ".join(filter(None, (row["verb"], row["argument"]))), row["meaning"]) for row in listed("requests")]
        self.assertEqual(rows, own)


if __name__ == "__main__":
    COMMAND = sys.argv[1:]
    unittest.main(argv=sys.argv[:1])
