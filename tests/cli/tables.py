# SPDX-License-Identifier: MIT
"""Tables for the tests of import.

    tables.py grow FILE HOW                with a row more (top, middle, bottom): the first one again, a day on
"""

import csv
import io
import sys


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(rows, path=None):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    if path is None:
        sys.stdout.write(text.getvalue())
    else:
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text.getvalue())


def grow(path, how):
    rows = read(path)
    more = list(rows[1])
    more = [cell.replace("2026-01-05", "2026-01-06") for cell in more]
    at = {"top": 1, "middle": 1 + len(rows) // 2, "bottom": len(rows)}[how]
    rows.insert(at, more)
    write(rows)


if __name__ == "__main__":
    {"grow": grow}[sys.argv[1]](*sys.argv[2:])
