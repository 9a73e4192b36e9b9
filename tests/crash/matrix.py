# SPDX-License-Identifier: MIT
"""The fault matrix: every system call of every command that writes is made to fail in turn, and the
process is killed before and after it.

Afterwards the journal must hold the commit whole or not at all, and whole where success was told; every other file
must be what it was or what it was to become; nothing else may lie about but what lets(1) names under FILES; and
the next command must work, or say what to do, and that must work.

usage: matrix.py PROGRAM SOURCE_FOLDER
LETS_CRASH=full: every fault at every call, the ones before the journal is opened included; else the calls that
change something get every fault, and those that read get one. JOBS: how many processes, else one a processor.
"""

import os
import re
import shlex
import signal
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from box import Box, Failed, check_seals  # noqa: E402
from commands import ROWS, WITHOUT_ROW  # noqa: E402

IS_FULL = os.environ.get("LETS_CRASH") == "full"
TRACED = ("openat,read,pread64,write,lseek,close,newfstatat,fstat,statx,flock,fdatasync,fsync,ftruncate,rename,"
          "renameat2,link,linkat,unlink,unlinkat,mkdir,rmdir,chmod,fchmod,fchown,readlink,getcwd,fcntl,poll,dup,dup3,"
          "symlink,pwrite64,writev,copy_file_range,sendfile,fallocate,getdents64,access,faccessat2,statfs,fstatfs")
CHANGING = {"write", "pwrite64", "writev", "fdatasync", "fsync", "ftruncate", "rename", "renameat2", "link", "linkat",
            "unlink", "unlinkat", "mkdir", "rmdir", "chmod", "fchmod", "fchown", "flock", "symlink", "fallocate"}
MINOR = {"flock", "mkdir", "fchmod", "fchown", "unlink"}  # which get one fault, once and from then on
FAULTS = ["EIO", "ENOSPC", "EDQUOT", "EINTR", "ESTALE"]
# What may lie about: after a kill a file that was to replace another, and of recover the copy of the tail.
AFTER_KILL = re.compile(r"^.*\.new-1$")
KEYS = "journal.keys.yaml"
SAVED_TAIL = re.compile(r"^journal\.yaml\.tail-[12]$")
CASES_A_ROW = 200
LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)$")


class Call:
    def __init__(self, name, ordinal, text, is_ours):
        self.name = name
        self.ordinal = ordinal      # among the calls of that name
        self.text = text
        self.is_ours = is_ours      # made since the journal's name was first used
        self.is_changing = name in CHANGING or (name == "openat" and "O_CREAT" in text)


class Row:
    """One command: the files before and after it, and the calls that lie between."""

    def __init__(self, box, name, arguments, preparation):
        self.name = name
        self.words = shlex.split(arguments)
        box.fill()
        for step in preparation or []:
            if callable(step):
                step(box)
            elif box.run(shlex.split(step))[0] != 0:
                raise Failed(f"{name}: the preparation '{step}' failed")
        self.before = box.files()
        self.calls = self.trace(box)
        self.status, self.answer, self.complaints = box.run(self.words)
        if self.status not in (0, 1 if "--rejects" in self.words else 0):
            raise Failed(f"{name}: ended with {self.status}: {self.complaints.decode()}")
        self.after = box.files()
        self.has_lost_stderr = False
        self.cannot_unlink = False
        check_seals(self.after["journal.yaml"][0])
        if box.run(["audit", "-q"])[0] != 0:
            raise Failed(f"{name}: audit is not content with the journal")
        self.promise = self.answer.split(b"\n")[0]

    def trace(self, box):
        log = box.folder + ".trace"
        box.run(self.words, ["strace", "-f", "-qq", "-s", "200", "-o", log, "-e", "trace=" + TRACED])
        box.put(self.before)
        calls, counts, is_main, is_ours = [], {}, False, False
        with open(log, encoding="utf-8", errors="replace") as file:
            for line in file:
                match = LINE.match(line)
                if match is None:
                    continue
                name, text = match.groups()
                counts[name] = counts.get(name, 0) + 1
                is_main = is_main or '"/dev/null"' in text
                is_ours = is_ours or '"journal.yaml"' in text
                if is_main:
                    calls.append(Call(name, counts[name], text.strip(), is_ours))
        os.unlink(log)
        return calls

    def cases(self):
        """(what is injected, a word for it) for each case."""
        previous = None
        for i, call in enumerate(self.calls):
            if not call.is_ours and not IS_FULL:
                continue
            whole = IS_FULL or (call.is_changing and call.name not in MINOR)
            for error in FAULTS if whole else [FAULTS[i % len(FAULTS)]]:
                yield call, f"error={error}:when={call.ordinal}", error
            if call.is_changing:
                yield call, f"error={FAULTS[i % 3]}:when={call.ordinal}+", f"{FAULTS[i % 3]} from then on"
            if IS_FULL or call.is_changing or (previous is not None and previous.is_changing):
                yield call, f"signal=SIGKILL:when={call.ordinal}", "SIGKILL"
            previous = call


def check_files(row, box, is_killed, is_told):
    """The state that a case left; whether the journal is as before, and a sentence where it is neither."""
    files = box.files()
    journal = files.get("journal.yaml")
    was, becomes = row.before.get("journal.yaml"), row.after["journal.yaml"]
    is_new = was is None and is_killed and journal is not None and journal[0] == b""
    if journal not in (was, becomes) and not is_new:
        if not is_told:
            raise Failed("the journal is neither as before nor as after the commit")
        check_told(row, journal, was)
    for name in files:
        known = [state[name] for state in (row.before, row.after) if name in state]
        if name == "journal.yaml" or files[name] in known:
            continue
        if name.startswith("state/lets/") and files[name][0][:64] in [content[:64] for content, _ in known]:
            continue  # the head; the rest of it is for people
        if (is_killed or row.cannot_unlink) and AFTER_KILL.match(name) and not known:
            continue
        if is_killed and name == "bad.csv" and row.after[name][0].startswith(files[name][0]):
            continue  # rejects are written before the commit: a row is in one of both at every moment
        if row.words[0] == "recover" and SAVED_TAIL.match(name):
            continue
        raise Failed(f"'{name}' is not what it was nor what it was to become" if known else f"'{name}' lies about")
    for name in row.before:
        if name not in files and name in row.after:
            raise Failed(f"'{name}' is gone")
    return files


def check_told(row, journal, was):
    """A journal that could not be cut back holds what it held, and behind that a part of the commit."""
    before, commit = b"" if was is None else was[0], row.after["journal.yaml"][0]
    if journal is None or not journal[0].startswith(before) or not commit.startswith(journal[0]):
        raise Failed("what could not be cut back is no part of the commit")


def check_answer(row, done, files, is_killed):
    status, answer, complaints = done
    is_after = files.get("journal.yaml") == row.after["journal.yaml"]
    is_before = files.get("journal.yaml") == row.before.get("journal.yaml")
    if status not in (0, 1, 2, 3, 4) and not is_killed:
        raise Failed(f"ended with {status}: {complaints.decode(errors='replace')}")
    if not is_killed and status != row.status and (b"[" not in complaints or b"lets: " not in complaints):
        if not row.has_lost_stderr:  # then the exit status has to do
            raise Failed(f"ended with {status} and no named error: {complaints!r}")
    if (status == row.status or (row.promise and row.promise in answer)) and not is_after:
        raise Failed("success was told, and is not in the journal")
    if status == row.status and any(files.get(name) != row.after[name] for name in row.after if not name.startswith("state/")):
        raise Failed("success was told, and a file is not as it should be")
    # Recovery that could not be synced is told as a failure: what it moved aside is safe, and it can be run again.
    is_excused = row.words[0] == "recover" or b"only the answer is lost" in complaints or row.has_lost_stderr
    if status != row.status and not is_killed and is_after and not is_before and not is_excused:
        raise Failed("the commit was made, and failure was told")
    is_excused = row.has_lost_stderr or b"could not be put back" in complaints
    if status != row.status and not is_killed and is_before and not is_after and not is_excused:
        for name in row.before:
            if name == KEYS and files[name][0].startswith(row.before[name][0]):
                continue  # a key stays, whatever becomes of its batch
            if files.get(name) != row.before[name] and not name.startswith("state/"):
                raise Failed(f"failure was told, and '{name}' was changed")
    if is_after and not is_before and "journal.directory.yaml" in row.after:
        if files.get("journal.directory.yaml") != row.after["journal.directory.yaml"]:
            raise Failed("the commit was made without the directory's change")
    if is_after and not is_before and KEYS in row.after and files.get(KEYS) != row.after[KEYS]:
        raise Failed("the commit was made without the key of its batch")


def check_next(row, box):
    """The next command works, or says what to do, and that works."""
    words = row.words
    for _ in range(4):
        status, _, complaints = box.run(words)
        now = box.files().get("journal.yaml")
        if b"[file-exists]" in complaints and b"name another one" in complaints:
            words = [word.replace("bad.csv", "other.csv") for word in words]
            continue
        if status == row.status:
            break
        advice = re.search(rb"'lets (recover(?: --damaged)?)'", complaints)
        if advice is None:
            break
        box.run(shlex.split(advice.group(1).decode()))
    else:
        raise Failed("the advice that is given does not help")
    status, _, complaints = box.run(["audit", "-q"])
    if status != 0:
        raise Failed(f"audit: {complaints.decode()}")
    return now


def run_case(row, box, call, injection, word):
    box.put(row.before)
    row.cannot_unlink = call.name == "unlink"
    row.has_lost_stderr = call.name == "write" and (call.text.startswith("2,") or word.endswith("on"))
    fast = [] if word == "SIGKILL" else ["-f", "--seccomp-bpf"]  # which loses injected signals
    strace = ["strace", *fast, "-qq", "-o", "/dev/null", "-e", "trace=" + call.name,
              "-e", f"inject={call.name}:{injection}"]
    done = box.run(row.words, strace)
    is_killed = done[0] in (-signal.SIGKILL, 128 + signal.SIGKILL)
    if is_killed != (word == "SIGKILL"):
        raise Failed(f"ended with {done[0]}")
    check_case(row, box, done, is_killed)


def check_case(row, box, done, is_killed):
    files = check_files(row, box, is_killed, b"could not be cut back" in done[2])
    check_answer(row, done, files, is_killed)
    was_before = files.get("journal.yaml") == row.before.get("journal.yaml")
    check_seals(b"" if files.get("journal.yaml") is None or row.words[0] == "recover" else files["journal.yaml"][0])
    now = check_next(row, box)
    if was_before and now != row.after["journal.yaml"]:
        raise Failed("the command, run again, does not do its work")


def missing_rows(source):
    """Commands that write, by the source, without a row."""
    named = {shlex.split(arguments)[0] for _, arguments, _ in ROWS} | set(WITHOUT_ROW)
    folder = os.path.join(source, "cmd", "commands")
    for file in sorted(os.listdir(folder)):
        if file.startswith("cmd_") and file.endswith(".c"):
            with open(os.path.join(folder, file), encoding="utf-8") as text:
                content = text.read()
            name = re.search(r'\.name = "([a-z-]+)"', content)
            if ".kind = COMMAND_WRITER" in content and name is not None and name.group(1) not in named:
                yield name.group(1)


def open_box(folder, program, source):
    os.makedirs(os.path.join(folder, "box"), exist_ok=True)
    return Box(os.path.join(folder, "box"), os.path.abspath(program), os.path.join(source, "tests", "cli", "fixtures"))


def chosen(row):
    """The cases of a row: all of them, or, of a command that does the same for file after file, a spread."""
    cases = list(row.cases())
    step = 1 if IS_FULL else -(-len(cases) // CASES_A_ROW)
    return cases[::step]


def run_row(box, name, arguments, preparation):
    """Prints what was done; the failures."""
    row, began, n_killed, failures = Row(box, name, arguments, preparation), time.monotonic(), 0, []
    cases = chosen(row)
    for call, injection, word in cases:
        n_killed += word == "SIGKILL"
        try:
            run_case(row, box, call, injection, word)
        except Failed as failed:
            failures.append(f"{name}: {word} at {call.name} {call.ordinal} ({call.text[:90]}): {failed}")
    print(f"{name:30} {len(row.calls):4} calls {len(cases) - n_killed:5} faults {n_killed:4} kills "
          f"{time.monotonic() - began:6.1f} s", flush=True)
    return len(cases), failures


def run_rows(folder, program, source, rows):
    """The rows one after another in a folder of their own, as a process of its own: a file with its answer."""
    answer = folder + ".answer"
    process = os.fork()
    if process == 0:
        n_cases, failures = 0, ["the process ended before its rows were done"]
        try:
            failures = []
            for row in rows:
                n, failed = run_row(open_box(folder, program, source), *row)
                n_cases, failures = n_cases + n, failures + failed
        except Exception as error:  # noqa: BLE001: whatever it is, the other process is to tell of it
            failures = [*failures, repr(error)]
        with open(answer, "w", encoding="utf-8") as file:
            file.write("\n".join([str(n_cases), *(failure.replace("\n", " ") for failure in failures)]))
        os._exit(0)
    return process, answer


def main():
    program, source, wanted = sys.argv[1], sys.argv[2], sys.argv[3:]
    failures = [f"{name}: has no row in tests/crash/commands.py" for name in missing_rows(source)]
    rows = [row for row in ROWS if not wanted or row[1].split()[0] in wanted]
    shared = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="lets-matrix-", dir=shared) as folder:
        n_workers = int(os.environ.get("JOBS", os.cpu_count() or 1))
        workers = [run_rows(os.path.join(folder, str(i)), program, source, rows[i::n_workers])
                   for i in range(n_workers)]
        total = 0
        for process, answer in workers:
            os.waitpid(process, 0)
            with open(answer, encoding="utf-8") as file:
                lines = file.read().split("\n")
            total += int(lines[0])
            failures += lines[1:]
    print(f"{total} cases, {len(failures)} not held")
    for failure in failures[:200]:
        print(failure)
    return 1 if failures or total == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
