# SPDX-License-Identifier: MIT
"""A crowd on one journal: eight writers, some killed at random, and eight readers.

Every success that was told must be in the journal exactly once under the number that was told, and what was
killed at most once; transfers are numbered without a gap, every seal matches, and audit is content. A reader must
never fail, never see a sum other than zero, never go back in time, and never see half a commit: the head and the
last transfer that it tells are those of one seal.

usage: crowd.py PROGRAM SOURCE_FOLDER [COMMITS_A_WRITER]
"""

import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from box import Failed, check_seals  # noqa: E402
from matrix import open_box  # noqa: E402

N_WRITERS = N_READERS = 8
KILLED_OF_100 = 20
NUMBER = re.compile(rb'"transfer": (\d+)')


class Crowd:
    def __init__(self, box, seed):
        self.box = box
        self.seed = seed
        self.lock = threading.Lock()
        self.told = {}      # mark of a commit: the numbers that were told
        self.killed = set()  # marks of commits whose process was killed
        self.seen = []      # (head, last transfer) as readers saw them
        self.problems = []
        self.n_waited = 0
        self.is_over = False

    def complain(self, problem):
        with self.lock:
            self.problems.append(problem)

    def call(self, words, kill_after=None):
        """One run of lets; killed after so many seconds if it still runs then."""
        process = subprocess.Popen([self.box.program, *words], cwd=self.box.folder, env=self.box.environment,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if kill_after is not None:
            time.sleep(kill_after)
            process.kill()
        answer, complaints = process.communicate()
        return process.returncode, answer, complaints

    def write(self, writer, n_commits):
        """Commits of one transfer and, every third, of two: a correction."""
        chance = random.Random(self.seed + writer)
        last = None
        for i in range(n_commits):
            mark = f"w{writer}/{i}."
            if last is not None and i % 3 == 2:
                words = ["correct", str(last), "--amount", "0.02", "--for", mark, "--reason", "x", "-O", "json"]
                last = None
            else:
                words = ["transfer", "1", "2", "0.01", "--for", mark, "-O", "json"]
                if writer % 2:
                    words[1:3] = ["2", "1"]
            kill_after = chance.random() * 0.08 if chance.randrange(100) < KILLED_OF_100 else None
            status, answer, complaints = self.call(words, kill_after)
            with self.lock:
                self.n_waited += b"is writing to the journal" in complaints
                if status == 0:
                    self.told[mark] = [int(number) for number in NUMBER.findall(answer)]
                elif status == -9:
                    self.killed.add(mark)
            if status == 0 and words[0] == "transfer":
                last = self.told[mark][0]
            if status not in (0, -9):
                self.complain(f"{mark} ended with {status}: {complaints.decode(errors='replace')[-300:]}")

    def look(self):
        """Reads until the writers are done."""
        last_number = 0
        while not self.is_over:
            status, answer, complaints = self.call(["balance", "-O", "json"])
            head = re.search(rb'"head": "([0-9a-f]+)"', answer)
            number = re.search(rb'"last_transfer": (\d+)', answer)
            if status != 0 or head is None or number is None or b'"total": "0.00"' not in answer:
                self.complain(f"a reader ended with {status}: {complaints.decode(errors='replace')[-300:]}")
                continue
            if complaints:
                self.complain(f"a reader complained: {complaints.decode(errors='replace')[-300:]}")
            if int(number.group(1)) < last_number:
                self.complain(f"a reader saw transfer {last_number}, and later only {number.group(1).decode()}")
            last_number = int(number.group(1))
            with self.lock:
                self.seen.append((head.group(1).decode(), last_number))


def check_journal(crowd, journal):
    """The whole history against what was told and what was seen; how many commits there are."""
    n_seals = check_seals(journal)
    text = journal.decode()
    numbers = [int(n) for n in re.findall(r"^- transfer: (\d+)$", text, re.M)]
    if numbers != list(range(1, len(numbers) + 1)):
        crowd.complain("transfers are not numbered one after the other")
    heads, commits = {}, {}
    for commit in split_commits(text):
        number = [int(n) for n in re.findall(r"^- transfer: (\d+)$", commit, re.M)]
        heads[commit[-65:-1]] = number[-1] if number else None
        for mark in re.findall(r"^  for: (\S+)$", commit, re.M)[-1:]:
            commits.setdefault(mark, []).append(number)
    for mark, told in crowd.told.items():
        if commits.get(mark) != [told]:
            crowd.complain(f"{mark} was told to be {told}, and is {commits.get(mark)}")
    for mark in crowd.killed:
        if len(commits.get(mark, [])) > 1:
            crowd.complain(f"{mark} was killed, and is there {len(commits[mark])} times")
    for head, number in set(crowd.seen):
        if heads.get(head, number) != number or head not in heads:
            crowd.complain(f"a reader saw head {head[:16]} after transfer {number}: no commit ends so")
    return n_seals


def split_commits(text):
    commits, lines = [], []
    for line in text.splitlines(keepends=True):
        lines.append(line)
        if line.startswith("  sha256: "):
            commits.append("".join(lines))
            lines = []
    return commits


def main():
    n_commits = int(sys.argv[3]) if len(sys.argv) > 3 else 500 if os.environ.get("LETS_CRASH") == "full" else 40
    seed = int(os.environ.get("LETS_SEED", time.time()))
    with tempfile.TemporaryDirectory(prefix="lets-crowd-") as folder:
        box = open_box(folder, sys.argv[1], sys.argv[2])
        box.fill()
        if box.run(["set-policy", "--limits", "soft"])[0] != 0:
            raise Failed("the policy could not be set")
        crowd = Crowd(box, seed)
        writers = [threading.Thread(target=crowd.write, args=(i, n_commits)) for i in range(N_WRITERS)]
        readers = [threading.Thread(target=crowd.look) for _ in range(N_READERS)]
        for thread in writers + readers:
            thread.start()
        for thread in writers:
            thread.join()
        crowd.is_over = True
        for thread in readers:
            thread.join()
        n_seals = check_journal(crowd, box.read("journal.yaml"))
        status, answer, complaints = box.run(["audit"])
        if status != 0:
            crowd.complain(f"audit: {(answer + complaints).decode()}")
        strays = [name for name in box.files() if not re.fullmatch(r"journal(\.directory)?\.yaml|state/lets/.*", name)]
        if strays:
            crowd.complain(f"{strays} lie about")
        box.clear()
    if len(crowd.told) < n_commits or not crowd.killed or not crowd.seen:
        crowd.complain("too little happened to prove anything")
    print(f"seed {seed}: {N_WRITERS} writers told of {len(crowd.told)} commits, {len(crowd.killed)} were killed, "
          f"{crowd.n_waited} were told to wait; {n_seals} seals; {N_READERS} readers looked {len(crowd.seen)} times; "
          f"{len(crowd.problems)} problems")
    for problem in crowd.problems[:50]:
        print(problem)
    return 1 if crowd.problems else 0


if __name__ == "__main__":
    sys.exit(main())
