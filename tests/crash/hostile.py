# SPDX-License-Identifier: MIT
"""Files made to do harm by their size or their shape: each is read or refused with a name, in memory and
processor time that are limited, and never by a crash.

usage: hostile.py PROGRAM SOURCE_FOLDER
LETS_CRASH=full: files ten times as large.
"""

import hashlib
import os
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from matrix import IS_FULL, open_box  # noqa: E402

MIB = 1 << 20
SCALE = 10 if IS_FULL else 1
CPU_SECONDS = 60 * SCALE

OPENING = (b"- ledger: Hostile\n  format: 1\n  unit: U\n  decimals: 2\n  opened: 2026-01-01\n  debit-limit: none\n"
           b"  credit-limit: none\n  limits: hard\n  cheques-valid: none\n- member: a\n  joined: 2026-01-01\n"
           b"- member: b\n  joined: 2026-01-01\n")


def sealed(entries, n_entries):
    """A journal of one commit."""
    text = OPENING + entries + b"- seal: 2026-01-02T09:00:00+00:00\n  by: x\n  entries: %d\n" % (n_entries + 3)
    return text + b"  sha256: " + hashlib.sha256(text).hexdigest().encode() + b"\n"


def entry_of(value):
    return b"- transfer: 1\n  date: 2026-01-01\n  from: a\n  to: b\n  amount: 1.00\n  for: " + value + b"\n"


BOMB = b"- &a0 [x, x, x, x, x, x, x, x, x]\n" + b"".join(
    b"- &a%d [%s]\n" % (i, b", ".join([b"*a%d" % (i - 1)] * 9)) for i in range(1, 12))
KEYS = b"".join(b"  k%d: v\n" % i for i in range(100_000 * SCALE))
MANY = 1_000_000


def journals():
    """(what, content, exit statuses that will do)"""
    refused, tail = {3}, {0}
    for bracket in (b"[", b"{", b"- ", b"? ", b"[{a: "):
        nest = bracket * (60_000 // len(bracket))
        yield f"60 KB of {bracket.decode()!r} in a sealed entry", sealed(entry_of(nest), 1), refused
        yield f"1 MB of {bracket.decode()!r} in a sealed entry", sealed(entry_of(nest * 17), 1), refused
        yield f"1 MB of {bracket.decode()!r} and nothing else", nest * 17, refused
        yield f"1 MB of {bracket.decode()!r} behind a seal", sealed(b"", 0) + entry_of(nest * 17), tail
    yield "a giant scalar, sealed", sealed(entry_of(b"x" * (20 * MIB * SCALE)), 1), refused
    yield "a giant quoted scalar, sealed", sealed(entry_of(b'"' + b"x" * (20 * MIB * SCALE) + b'"'), 1), refused
    yield "a giant folded scalar, sealed", sealed(entry_of(b">-\n" + b"    word\n" * (MIB * SCALE)), 1), refused
    yield "a million keys, sealed", sealed(b"- member: c\n" + KEYS, 1), refused
    yield "an alias bomb, sealed", sealed(BOMB, 12), refused
    yield "an alias bomb behind a seal", sealed(b"", 0) + BOMB, tail
    yield "a line of NULs", b"\0" * (100 * MIB * SCALE), refused
    yield "a long line", b"x" * (100 * MIB * SCALE), refused
    yield "a long line behind a seal", sealed(b"", 0) + b"- x" * (30 * MIB * SCALE), tail
    yield "a long remark between entries", sealed(b"# " + b"x" * (20 * MIB) + b"\n" + entry_of(b"y"), 1), refused
    yield "a million remarks", sealed(b"# x\n" * MANY + entry_of(b"y"), 1), refused
    yield "a million empty lines", sealed(b"\n" * MANY + entry_of(b"y"), 1), refused
    yield "a million remarks behind a seal", sealed(b"", 0) + b"# x\n" * MANY, {0, 3}
    yield "a million lines that look like seals", b"  sha256: " + b"0" * 64 + b"\n" * MANY, refused
    for number in (b"9" * 17, b"9" * 30_000, b"1e999999999", b"0x10", b"-1", b"1" * 15 + b".00", b"NaN", b".inf"):
        text = entry_of(b"x").replace(b"amount: 1.00", b"amount: " + number)
        yield f"amount {number[:12].decode()}", sealed(text, 1), {0, 1, 3}
        text = entry_of(b"x").replace(b"transfer: 1", b"transfer: " + number)
        yield f"transfer {number[:12].decode()}", sealed(text, 1), {1, 3}
    yield "an amount that overflows", sealed(b"".join(
        entry_of(b"x").replace(b"r: 1\n", b"r: %d\n" % (i + 1)).replace(b"1.00", b"9" * 15 + b".00")
        for i in range(20)), 20), {1}


def directories():
    person = b'- member: "0001"\n  name: '
    for bracket in (b"[", b"{", b"- ", b"? "):
        yield f"1 MB of {bracket.decode()!r}", bracket * (MIB // len(bracket)), {3}
    yield "a giant scalar", person + b"x" * (20 * MIB) + b"\n", {3}
    yield "a million keys", person + b"A\n" + KEYS, {3}
    yield "an alias bomb", BOMB, {3}
    yield "a line of NULs", b"\0" * (20 * MIB), {3}
    yield "a hundred thousand persons", b"".join(b"- member: m%d\n  name: N%d\n" % (i, i) for i in range(100_000)), {0}


def tables():
    head = b"cheque,written,to,amount,for\n"
    row = b"302,2026-02-20,0002,3.00,eggs\n"
    yield "a million columns", b"," * MANY + b"\n", {1, 2, 3}
    yield "a million cells", head + b"," * MANY + b"\n", {1, 3}
    yield "a quote that never ends", head + b'302,2026-02-20,0002,3.00,"' + b"x\n" * (5 * MIB), {1, 3}
    yield "a cell of 20 MB", head + b"302,2026-02-20,0002,3.00," + b"x" * (20 * MIB) + b"\n", {1, 3}
    yield "ten thousand times the same cheque", head + row * 10_000, {1}
    yield "a line of NULs", b"\0" * (20 * MIB), {1, 2, 3}


def accounts(n):
    entries = b"".join(b"- member: m%d\n  joined: 2026-01-01\n" % i for i in range(n))
    return sealed(entries, n)


class Hostile:
    def __init__(self, box):
        self.box = box
        self.failures = []
        self.n_cases = 0

    def run(self, what, words, wanted, memory):
        """One run, which gets so much memory and no more."""
        self.n_cases += 1
        limits = ["prlimit", f"--cpu={CPU_SECONDS}", f"--data={memory}", "--core=0", "--"]
        began = time.monotonic()
        status, _, complaints = self.box.run(words, limits)
        if status not in wanted:
            self.failures.append(f"{what}: {words[0]} ended with {status}: {complaints[:300].decode(errors='replace')}")
        elif status != 0 and words[0] != "audit" and b"[" not in complaints:
            self.failures.append(f"{what}: {words[0]} did not name the error")
        if os.environ.get("LETS_VERBOSE"):
            print(f"{what:45} {words[0]:15} {status} {time.monotonic() - began:6.2f} s", flush=True)


def main():
    shared = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="lets-hostile-", dir=shared) as folder:
        hostile = Hostile(open_box(folder, sys.argv[1], sys.argv[2]))
        box = hostile.box
        for what, content, wanted in journals():
            box.clear()
            box.write("journal.yaml", content)
            hostile.run(what, ["balance", "-q"], wanted, 8 * MIB)
            hostile.run(what, ["audit", "-q"], {0, 1}, 16 * MIB)
        for n in (MANY // 10, MANY):
            box.clear()
            box.write("journal.yaml", accounts(n))
            hostile.run(f"{n} accounts", ["balance", "-O", "csv"], {0}, 16 * MIB + n * 512)
        for what, content, wanted in directories():
            box.fill()
            box.write("journal.directory.yaml", content)
            # What stands in the file is kept beside what it says, so that a rewrite keeps the remarks.
            hostile.run(what + " as directory", ["members", "-q"], wanted, 16 * MIB + 20 * len(content))
        box.fill()
        books = hashlib.sha256(box.read("journal.yaml")).digest()
        for what, content, wanted in tables():
            box.fill()
            box.write("pile.csv", content)
            hostile.run(what + " as a pile", ["record-cheques", "pile.csv"], wanted, 16 * MIB + 8 * len(content))
            if hashlib.sha256(box.read("journal.yaml")).digest() != books:
                hostile.failures.append(f"{what}: the journal was changed")
        box.clear()
    print(f"{hostile.n_cases} cases, {len(hostile.failures)} not held")
    for failure in hostile.failures[:50]:
        print(failure)
    return 1 if hostile.failures else 0


if __name__ == "__main__":
    sys.exit(main())
