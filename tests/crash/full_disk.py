# SPDX-License-Identifier: MIT
"""Room that runs out, really: a limit on the size of a file lets a write stop short at any byte (full_disk.py
limit), and a small file system of its own fills up (full_disk.py disk; skipped where nothing may be mounted).
The checks are those of matrix.py, for every command of its table.

usage: full_disk.py limit|disk PROGRAM SOURCE_FOLDER
"""

import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from box import Failed  # noqa: E402
from commands import ROWS  # noqa: E402
from matrix import IS_FULL, Row, check_case, open_box  # noqa: E402

PAGE = 4096
SKIPPED = 77
LIMITS_A_ROW = 12


def check(row, box, done, what, failures):
    try:
        row.has_lost_stderr = False
        check_case(row, box, done, False)
        return done[0] != row.status
    except Failed as failed:
        failures.append(f"{row.name}: {what}: {failed}")
        return True


def limits_of(row):
    """Sizes at which a file may not grow further: around those the files had and will have, and between."""
    sizes = {len(content) for state in (row.before, row.after) for content, _ in state.values()}
    if IS_FULL:
        return range(max(sizes) + 2)
    low, high = len(row.before.get("journal.yaml", (b"",))[0]), len(row.after["journal.yaml"][0])
    near = sorted({max(size + step, 0) for size in sizes for step in (-1, 0, 1)})
    step = -(-len(near) // LIMITS_A_ROW)
    return sorted({*near[::step], *(low + (high - low) * i // 8 for i in range(8))})


def run_limit(box, failures):
    n_cases = n_refused = 0
    for row in (Row(box, *row) for row in ROWS):
        for limit in limits_of(row):
            box.put(row.before)
            done = box.run(row.words, ["prlimit", f"--fsize={limit}", "--"])
            n_refused += check(row, box, done, f"no file over {limit} bytes", failures)
            n_cases += 1
    return n_cases, n_refused


def pad(files):
    """The files, the journal with remarks up to the end of a page, so that a commit needs a new one."""
    if "journal.yaml" not in files:
        return files
    content, mode = files["journal.yaml"]
    if not content.endswith(b"\n") or content.startswith(b"\xef") or b"- transfer: 4" in content:
        return files  # something stands behind the last seal
    padding = b"#" * (PAGE - 1 - len(content) % PAGE) + b"\n"
    return {**files, "journal.yaml": (content + padding, mode)}


def fill_up(box, n_free_pages):
    """Takes the room that is left but for so many pages."""
    path = box.path("filler")
    room = os.statvfs(box.folder).f_bfree - n_free_pages
    with open(path, "wb") as file:
        file.write(b"x" * PAGE * max(room, 0))


def run_disk(box, failures):
    n_cases = n_refused = 0
    for row in (Row(box, *row) for row in ROWS):
        row.before = pad(row.before)
        box.put(row.before)
        if box.run(row.words)[0] != row.status:
            raise Failed(f"{row.name}: fails on an empty disk")
        row.after = box.files()
        for n_free in range(6):
            box.put(row.before)
            fill_up(box, n_free)
            done = box.run(row.words)
            box.remove("filler")
            n_refused += check(row, box, done, f"{n_free} pages free", failures)
            n_cases += 1
    return n_cases, n_refused


def main():
    failures = []
    with tempfile.TemporaryDirectory(prefix="lets-disk-") as folder:
        is_disk = sys.argv[1] == "disk"
        if is_disk:
            mount = ["mount", "-t", "tmpfs", "-o", "size=128k,mode=0700", "lets", folder]
            if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
                print("SKIPPED, NOT TESTED: a full disk, for nothing may be mounted here; run as root to test it")
                return SKIPPED
        try:
            box = open_box(folder, sys.argv[2], sys.argv[3])
            n_cases, n_refused = (run_disk if is_disk else run_limit)(box, failures)
            box.clear()
        finally:
            if is_disk:
                subprocess.run(["umount", folder], check=True)
    print(f"{n_cases} cases, {n_refused} ended without success, {len(failures)} not held")
    for failure in failures[:100]:
        print(failure)
    return 1 if failures or n_refused == 0 or n_refused == n_cases else 0


if __name__ == "__main__":
    sys.exit(main())
