# SPDX-License-Identifier: MIT
"""Every allocation of a command fails in turn, in whatever library it is made: once, and from then on.

The command must end with out-of-memory and change nothing, or, where the allocation was one that can be done
without, with the same answer as ever. Nothing may crash, and nobody may be told half an answer.

usage: memory.py PROGRAM SOURCE_FOLDER SHIM
LETS_CRASH=full: every allocation; else a spread of them.
"""

import os
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from box import Failed  # noqa: E402
from commands import ROWS, VIEWS  # noqa: E402
from matrix import IS_FULL, KEYS, Row, open_box  # noqa: E402

CASES_A_COMMAND = 30


class View(Row):
    def trace(self, box):
        return []


def count(box, row, shim):
    """How many allocations the command makes."""
    path = box.folder + ".count"
    box.put(row.before)
    box.run(row.words, ["env", "LD_PRELOAD=" + shim, "LETS_SHIM_COUNT=" + path])
    with open(path, encoding="ascii") as file:
        number = int(file.read())
    os.unlink(path)
    return number


def check(box, row, shim, number, is_for_good):
    box.put(row.before)
    for_good = ["LETS_SHIM_ALLOCATIONS=1"] if is_for_good else []  # first: env allocates, too
    words = ["env", "LD_PRELOAD=" + shim, *for_good, f"LETS_SHIM_ALLOCATION={number}"]
    status, answer, complaints = box.run(row.words, words)
    files = box.files()
    if status == row.status:
        others = [name for name in row.after if not name.startswith("state/") and files.get(name) != row.after[name]]
        if others or (answer != row.answer and b"out of memory" not in complaints):
            raise Failed(f"ended well with another answer or {others}: {answer.decode(errors='replace')[:300]}")
        return False
    if status != 4:
        raise Failed(f"ended with {status}: {complaints.decode(errors='replace')[-300:]}")
    if b"out-of-memory" not in complaints:
        raise Failed(f"did not say [out-of-memory]: {complaints.decode(errors='replace')[-300:]}")
    is_made = files.get("journal.yaml") == row.after["journal.yaml"] != row.before.get("journal.yaml")
    is_told = b"only the answer is lost" in complaints
    if is_made and not is_told:
        raise Failed("the commit was made, and failure was told")
    is_made = is_told
    for name in set(row.before) | set(files):
        if "--split" in row.words and files.get(name) == row.after.get(name):
            continue  # file after file, each whole
        is_kept = name == KEYS and files.get(name) == row.after.get(name) or ".tail-" in name
        if is_kept:
            continue  # as after a kill: what was moved aside is there once more, and a key stays
        if not is_made and not name.startswith("state/") and files.get(name) != row.before.get(name):
            raise Failed(f"'{name}' was changed")
    return True


def main():
    failures, n_cases, n_refused = [], 0, 0
    shim = os.path.abspath(sys.argv[3])
    shared = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="lets-memory-", dir=shared) as folder:
        box = open_box(folder, sys.argv[1], sys.argv[2])
        for row in [*ROWS, *((view, view, None) for view in VIEWS)]:
            row = View(box, *row)
            total = count(box, row, shim)
            step = 1 if IS_FULL else max(1, total // CASES_A_COMMAND)
            for number in range(1, total + 1, step):
                for is_for_good in (False, True):
                    n_cases += 1
                    try:
                        n_refused += check(box, row, shim, number, is_for_good)
                    except Failed as failed:
                        failures.append(f"{row.name}: allocation {number}{' and on' if is_for_good else ''} of "
                                        f"{total}: {failed}")
        box.clear()
    print(f"{n_cases} cases, {n_refused} ended with out-of-memory, {len(failures)} not held")
    for failure in failures[:60]:
        print(failure)
    return 1 if failures or n_refused == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
