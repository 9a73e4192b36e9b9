# SPDX-License-Identifier: MIT
"""A folder of books, which is put back before each case and compared after it; and calling lets in it."""

import hashlib
import os
import subprocess

HAS_SHIM = bool(os.environ.get("SHIM"))
SEAL = b"  sha256: "


class Failed(Exception):
    """What a case found."""


class Box:
    def __init__(self, folder, program, fixtures):
        self.folder = folder
        self.program = program
        self.fixtures = fixtures
        self.environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": folder,
            "XDG_STATE_HOME": os.path.join(folder, "state"),
            "LETS_CLERK": "treasurer",
            "LETS_NOW": "2026-03-01T10:00:00+00:00",
            "TZ": "UTC",
            "TERM": "dumb",
            "ASAN_OPTIONS": "detect_leaks=0",
        }
        if HAS_SHIM:  # so that what is random is the same in every run
            self.environment |= {"LD_PRELOAD": os.path.abspath(os.environ["SHIM"]), "LETS_SHIM_RANDOM": "1"}

    def path(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        try:
            with open(self.path(name), "rb") as file:
                return file.read()
        except FileNotFoundError:
            return None

    def write(self, name, content, mode=0o644):
        with open(self.path(name), "wb") as file:
            file.write(content)
        os.chmod(self.path(name), mode)

    def append(self, name, content):
        with open(self.path(name), "ab") as file:
            file.write(content)

    def replace(self, name, change):
        self.write(name, change(self.read(name)))

    def remove(self, name):
        os.unlink(self.path(name))

    def clear(self):
        for folder, folders, files in os.walk(self.folder, topdown=False):
            for name in files:
                os.unlink(os.path.join(folder, name))
            for name in folders:
                os.rmdir(os.path.join(folder, name))

    def fill(self):
        """The sample books."""
        self.clear()
        for name, mode in (("books.yaml", 0o640), ("books.directory.yaml", 0o600)):
            with open(os.path.join(self.fixtures, name), "rb") as file:
                self.write(name.replace("books", "journal"), file.read(), mode)

    def files(self):
        """Every file: its name, content and mode."""
        found = {}
        for folder, _, files in os.walk(self.folder):
            for name in files:
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    found[os.path.relpath(path, self.folder)] = (file.read(), os.stat(path).st_mode & 0o7777)
        return found

    def put(self, files):
        """Makes the folder hold these files and no others."""
        self.clear()
        for name, (content, mode) in files.items():
            os.makedirs(os.path.dirname(self.path(name)), mode=0o700, exist_ok=True)
            self.write(name, content, mode)

    def run(self, words, before=(), **more):
        """Runs lets, behind the words of another program if any; its exit status, answer and complaints."""
        done = subprocess.run([*before, self.program, *words], cwd=self.folder, env=self.environment,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=120, **more)
        return done.returncode, done.stdout, done.stderr


def check_seals(journal):
    """Every seal is the hash of its piece, without lets; how many there are."""
    pieces, piece = 0, b""
    for line in journal.splitlines(keepends=True):
        if line.startswith(SEAL):
            if line != SEAL + hashlib.sha256(piece).hexdigest().encode() + b"\n":
                raise Failed(f"seal {pieces + 1} does not match")
            pieces, piece = pieces + 1, b""
        piece += line
    return pieces
