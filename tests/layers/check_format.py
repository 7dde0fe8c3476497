#!/usr/bin/env python3
"""Fails when clang-format 14 would change a C++ file. ./lab format changes them."""
import shutil
import subprocess
import sys

import source_tree


def main():
    formatter = shutil.which("clang-format-14") or shutil.which("clang-format")
    if formatter is None:
        sys.exit("clang-format is not installed (Debian package clang-format).")
    paths = source_tree.files("src", "tests")
    done = subprocess.run([formatter, "--dry-run", "-Werror", "--ferror-limit=1", *paths], cwd=source_tree.ROOT,
                          capture_output=True, text=True, check=False)
    problems = sorted({line for line in done.stderr.splitlines() if "error:" in line})
    if done.returncode != 0 and not problems:
        problems = [done.stderr]
    return source_tree.report(problems, "format (./lab format repairs it)")


if __name__ == "__main__":
    sys.exit(main())
