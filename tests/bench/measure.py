# SPDX-License-Identifier: MIT
"""Compares the answers of lets, ledger, hledger and beancount, then their times, one round after the other.

usage: measure.py LETS GENERATE FOLDER TRANSFERS LARGEST

hyperfine times one command's runs in a block; on a machine that is not idle only programs that take turns can
be compared, so the rounds are made here: a fork, a wait, and the system's own account of time and memory.
"""
import csv
import os
import re
import shutil
import statistics
import subprocess
import sys
import time

LETS, GENERATE, FOLDER = (os.path.abspath(path) for path in sys.argv[1:4])
TRANSFERS, LARGEST = int(sys.argv[4]), int(sys.argv[5])
ROUNDS, SLOW = 5, 10.0  # a command slower than SLOW seconds runs in two rounds only
WORLD = dict(os.environ, XDG_STATE_HOME=os.path.join(FOLDER, "state"), LETS_CLERK="bench", LC_ALL="C.UTF-8")


def path(name):
    return os.path.join(FOLDER, name)


def forget():
    """What lets has seen of a journal's heads: each copy begins anew."""
    shutil.rmtree(WORLD["XDG_STATE_HOME"], ignore_errors=True)


def make(n, *options, form="lets", name=""):
    """A journal of n transfers; made once."""
    file = path(f"{n}{name}.{'yaml' if form == 'lets' else form}")
    if not os.path.exists(file):
        with open(file + ".part", "wb") as out:
            subprocess.run([GENERATE, "-n", str(n), "-f", form, *options], stdout=out, check=True)
        os.rename(file + ".part", file)
    return file


def export(n):
    """What lets itself writes for ledger: ids, cheques, who recorded what and when, and each month's assertions."""
    file = path(f"{n}.exported.ledger")
    if not os.path.exists(file):
        with open(file + ".part", "wb") as out:
            subprocess.run([LETS, "export", "ledger", "-f", make(n)], stdout=out, env=WORLD, check=True)
        os.rename(file + ".part", file)
    return file


class Run:
    """Seconds, seconds of processor time, and KiB at most, of one run of a command."""

    def __init__(self, command, directory=None):
        with open(os.devnull, "r+b") as nowhere:
            begin = time.monotonic()
            child = subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere, env=WORLD, cwd=directory)
            _, status, usage = os.wait4(child.pid, 0)
            self.seconds = time.monotonic() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        self.exit_status = child.returncode
        self.processor = usage.ru_utime + usage.ru_stime
        self.kib = usage.ru_maxrss


class Runs:
    """What all rounds of a command came to: medians, since others use the machine too."""

    def __init__(self, runs):
        self.seconds = statistics.median(run.seconds for run in runs)
        self.processor = statistics.median(run.processor for run in runs)
        self.least = min(run.seconds for run in runs)
        self.least_processor = min(run.processor for run in runs)
        self.mib = max(run.kib for run in runs) / 1024
        self.exit_status = max(run.exit_status for run in runs)


def take_turns(commands, rounds=ROUNDS):
    """{name: command} -> {name: Runs}, each round running every command once."""
    runs = {name: [] for name in commands}
    for i in range(rounds):
        for name, command in commands.items():
            if i < 2 or runs[name][0].seconds < SLOW:
                runs[name].append(Run(command))
    return {name: Runs(found) for name, found in runs.items()}


def output(command):
    return subprocess.run(command, env=WORLD, check=True, stdout=subprocess.PIPE, text=True).stdout


# -------------------------------------------------------------------- answers

def minor(text):
    """12.5 -> 1250: nothing is compared as a float."""
    found = re.fullmatch(r"\s*(-?)(\d+)(?:\.(\d{1,2}))?(?: LETS)?\s*", text)
    return int(found[1] + found[2] + (found[3] or "").ljust(2, "0"))


def without_zeros(pairs):
    return {account: balance for account, balance in pairs if balance != 0}


def answer_lets(file):
    rows = csv.DictReader(output([LETS, "balance", "-q", "-O", "csv", "-f", file]).splitlines())
    return without_zeros((row["account"], minor(row["balance"])) for row in rows)


def answer_ledger(file):
    lines = output(["ledger", "-f", file, "balance", "--flat", "--no-total", "--format",
                    "%(account)|%(quantity(scrub(display_total)))\n"]).splitlines()
    return without_zeros((line.split("|")[0].removeprefix("Members:"), minor(line.split("|")[1])) for line in lines)


def answer_hledger(file):
    rows = list(csv.reader(output(["hledger", "-f", file, "balance", "--flat", "-N", "-O", "csv"]).splitlines()))[1:]
    return without_zeros((row[0].removeprefix("Members:"), minor(row[1])) for row in rows)


def answer_beancount(file):
    query = "SELECT account, number(only('LETS', sum(position))) AS n GROUP BY account"
    rows = list(csv.reader(output(["bean-query", "-q", "-f", "csv", file, query]).splitlines()))[1:]
    return without_zeros((row[0].strip().removeprefix("Equity:Members:M"), minor(row[1] or "0")) for row in rows)


def compare_answers():
    tenth = TRANSFERS // 10
    peers = [("ledger", answer_ledger, TRANSFERS, make(TRANSFERS, form="ledger")),
             ("ledger, from the export,", answer_ledger, TRANSFERS, export(TRANSFERS)),
             ("hledger", answer_hledger, tenth, make(tenth, form="ledger")),
             ("beancount", answer_beancount, tenth, make(tenth, form="beancount"))]
    compared = [(name, answer, n, make(n), file) for name, answer, n, file in peers]
    # The same with vouchers, and with levies by rule.
    more = (("vouchers", "-v"), ("levies", "-l"))
    compared += [(f"{name}, with {what},", answer, tenth, make(tenth, option, name=what),
                  make(tenth, option, form=form, name=what))
                 for what, option in more
                 for name, answer, form in (("ledger", answer_ledger, "ledger"), ("hledger", answer_hledger, "ledger"),
                                            ("beancount", answer_beancount, "beancount"))]
    for name, answer, n, journal, file in compared:
        mine, theirs = answer_lets(journal), answer(file)
        if mine != theirs:
            differing = [account for account in set(mine) | set(theirs) if mine.get(account) != theirs.get(account)]
            sys.exit(f"lets and {name} differ on {len(differing)} accounts, such as {differing[0]}: "
                     f"{mine.get(differing[0])}, {theirs.get(differing[0])}")
        print(f"lets and {name} agree on {len(mine)} balances of {n} transfers")
    for what, option in more:
        output([LETS, "audit", "-q", "-f", make(tenth, option, name=what)])
    for kind in ("single", "spelled"):
        output([LETS, "audit", "-q", "-f", make(tenth, "-k", kind, name=kind)])
    if answer_lets(make(tenth)) != answer_lets(make(tenth, "-k", "spelled", name="spelled")):
        sys.exit("entries spelled by hand give other balances")
    print("lets gives the same balances for entries spelled by hand, and audit finds nothing wrong\n")


# -------------------------------------------------------------------- tables

def row(name, runs, per="", note=""):
    print(f"| {name:<44} | {runs.seconds:9.3f} | {runs.processor:9.3f} | {runs.mib:8.0f} | {per:<12} | {note}")


def head(title):
    print(f"\n{title}\n\n| {'':<44} | {'seconds':>9} | {'processor':>9} | {'MiB':>8} | {'':<12} |")
    print(f"|{'-' * 46}|{'-' * 11}|{'-' * 11}|{'-' * 10}|{'-' * 14}|")


def balance(file):
    return [LETS, "balance", "-q", "-f", file]


def compare_times():
    n, tenth = TRANSFERS, TRANSFERS // 10
    journal, single, spelled = make(n), make(n, "-k", "single", name="single"), make(n, "-k", "spelled", name="spelled")
    vouchers = make(n, "-v", name="vouchers")
    accounts = make(n, "-a", str(n), "-c", "2", name="accounts")
    few = n // 100  # ledger takes ten times as long for three times the accounts
    in_few = ("-a", str(few), "-c", "2")
    commands = {
        "wc": ["wc", "-l", journal],
        "openssl": ["openssl", "dgst", "-sha256", journal],
        "balance": balance(journal),
        "single": balance(single),
        "spelled": balance(spelled),
        "vouchers": balance(vouchers),
        "accounts": balance(accounts),
        "few accounts": balance(make(few, *in_few, name="accounts")),
        "few in ledger": ["ledger", "-f", make(few, *in_few, form="ledger", name="accounts"), "balance"],
        "audit": [LETS, "audit", "-q", "-f", journal],
        "ledger": ["ledger", "-f", make(n, form="ledger"), "balance"],
        "exported": ["ledger", "-f", export(n), "balance"],
        "hledger": ["hledger", "-f", make(tenth, form="ledger"), "balance"],
        "bean-check": ["bean-check", make(tenth, form="beancount")],
    }
    runs = take_turns(commands)
    ledger, floor = runs["ledger"], runs["wc"].seconds + runs["openssl"].seconds
    room = 48 * n / 2**20 + 64

    def faster(name, by, than=ledger):
        processor = than.processor / runs[name].processor
        return (f"{than.seconds / runs[name].seconds:6.1f} x",
                f"faster than ledger, {processor:.1f} x by processor time; at least {by} x is asked for")

    head(f"{n} transfers ({os.path.getsize(journal) / 1e6:.0f} MB), medians of {ROUNDS} rounds, slow ones of two")
    row("wc -l", runs["wc"])
    row("openssl dgst -sha256", runs["openssl"])
    row("lets balance", runs["balance"], *faster("balance", 100))
    row("  against wc + openssl", runs["balance"], f"{runs['balance'].seconds / floor:6.1f} x", "as long; at most 3 x")
    row("  memory", runs["balance"], f"{runs['balance'].mib:6.0f} MiB", f"at most {room:.0f} MiB")
    row("lets balance, each transfer its own commit", runs["single"], *faster("single", 100))
    row("  memory", runs["single"], f"{runs['single'].mib:6.0f} MiB", f"at most {room:.0f} MiB")
    row("lets balance, all entries spelled by hand", runs["spelled"], *faster("spelled", 10))
    row("lets balance, a tenth of it vouchers", runs["vouchers"], *faster("vouchers", 100))
    row(f"lets balance, {n} accounts", runs["accounts"])
    row("  memory", runs["accounts"], f"{runs['accounts'].mib:6.0f} MiB",
        f"{(runs['accounts'].mib - room) * 2**20 / n:.0f} bytes an account beyond what transfers may take")
    row(f"  {few} accounts, as many transfers", runs["few accounts"],
        *faster("few accounts", 100, runs["few in ledger"]))
    row("lets audit", runs["audit"], *faster("audit", 5))
    row("ledger balance", runs["ledger"])
    row(f"  {few} accounts, as many transfers", runs["few in ledger"])
    row("  of lets export ledger: the same content", runs["exported"],
        f"{runs['exported'].seconds / runs['balance'].seconds:6.1f} x", "as long as lets balance")
    row("hledger balance, a tenth", runs["hledger"])
    row("bean-check, a tenth", runs["bean-check"])


# What journals of n transfers grow in, by name: options of the generator.
KINDS = {
    "piles": lambda n: [],
    "single": lambda n: ["-k", "single"],
    "spelled": lambda n: ["-k", "spelled"],
    "accounts": lambda n: ["-a", str(n), "-c", "2"],  # as many as transfers
}


def scale(command, kind, largest):
    """The cells of one line: journals of 10000 transfers and more, each ten times the one before."""
    before, n, cells = None, 10000, []
    while n <= largest:
        file = make(n, *KINDS[kind](n), name="" if kind == "piles" else kind)
        runs = take_turns({"it": [LETS, command, "-q", "-f", file]}, 3)["it"]
        factors = ""
        if before is not None:
            factors = f" {runs.least / before.least:5.1f} x {runs.least_processor / before.least_processor:5.1f} x"
        cells.append(f"{n}: {runs.least:7.3f} s{factors} {runs.mib:5.0f} MiB")
        before, n = runs, n * 10
        if n > 10000000 and "BENCH_DIR" not in os.environ:
            os.remove(file)
    return cells


def compare_scales():
    million = min(LARGEST, 1000000)
    for command in ("balance", "audit"):
        print(f"\nlets {command}, by transfers: least seconds of 3; as many times those of a tenth, and as many times its"
              " processor time (at most 11 x); MiB\n")
        for kind in KINDS:
            is_long = command == "balance" and kind in ("piles", "single")
            print(f"  {kind:<8} " + " | ".join(scale(command, kind, LARGEST if is_long else million)))


# -------------------------------------------------------------------- writing

def write_unnumbered(members):
    """A table of 100000 payments without references, as a spreadsheet has them; returns its path."""
    table = path("unnumbered.csv")
    texts = ["bread and eggs", "gutter cleaned", "kitchen tap", '"lift to the station, twice"', "Brot und K\u00e4se"]
    with open(table, "w", encoding="utf-8") as out:
        out.write("date,from,to,amount,for\n")
        for i in range(100000):
            payer, payee = members[i % len(members)], members[(i * 13 + 5 + i // len(members)) % len(members)]
            payee = payee if payee != payer else members[(i + 1) % len(members)]
            out.write(f"2028-01-{1 + i % 2:02d},{payer},{payee},0.{1 + i % 99:02d},{texts[i % len(texts)]}\n")
    return table


def measure_writing():
    journal = path("write.yaml")
    members = [account for account in answer_lets(make(100000)) if account.isdigit()]
    rows, table = path("pile.csv"), path("table.csv")
    with open(rows, "w", encoding="utf-8") as out, open(table, "w", encoding="utf-8") as transfers:
        out.write("cheque,written,to,amount,for,from\n")
        transfers.write("date,from,to,amount,for,ref\n")
        for i in range(100000):
            payer, payee = members[i % len(members)], members[(i * 7 + 1 + i // len(members)) % len(members)]
            payee = payee if payee != payer else members[(i + 1) % len(members)]
            out.write(f",2027-12-30,{payee},0.01,bread and eggs,{payer}\n")
            transfers.write(f"2028-01-02,{payer},{payee},0.01,bread and eggs,bench/{i}\n")
    pay = [LETS, "transfer", members[0], members[1], "0.01", "--for", "bread", "-f", journal]
    record = [LETS, "record-cheques", rows, "-f", journal]
    bring = [LETS, "import", table, "-f", journal]
    made = [LETS, "import", write_unnumbered(members), "--ref-prefix", "bench", "-f", journal]
    WORLD["LETS_NOW"] = "2028-01-02T09:00:00+00:00"  # the day after its last seal
    head("writing, on 100000 transfers")
    for name, command, note in (("lets transfer", pay, "under 0.030 and the sync"),
                                ("lets record-cheques, 100000 rows", record, "300000 rows/s judged and encoded"),
                                ("lets import, 100000 rows", bring, "the same, and each reference looked up"),
                                ("  references made of their content", made, "300000 rows/s")):
        found = []
        for _ in range(ROUNDS):
            forget()
            shutil.copyfile(make(100000), journal)
            found.append(Run(command))
            if found[-1].exit_status != 0:
                sys.exit(f"{' '.join(command)}: exit status {found[-1].exit_status}")
        runs = Runs(found)
        is_table = command is not pay
        row(name, runs, f"{100000 / runs.seconds:6.0f} /s" if is_table else "", note)
    forget()
    shutil.copyfile(make(100000), journal)
    sync = take_turns({"dry": record + ["--dry-run"], "view": balance(journal)})
    row("  rehearsed, which prints it all", sync["dry"])
    row("  the replay before it", sync["view"])
    trace = subprocess.run(["strace", "-f", "-e", "trace=write,fdatasync,fsync,pwrite64", "-y", *record], env=WORLD,
                           stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True).stderr
    writes = [line for line in trace.splitlines() if "write.yaml" in line]
    forget()
    print(f"\n100000 rows: {sum('write(' in line for line in writes)} write and "
          f"{sum('sync(' in line for line in writes)} sync of the journal")


# -------------------------------------------------------------------- instructions

def instructions(n):
    """Of lets balance, but for SHA-256: callgrind's count by the object that runs them."""
    out = path("callgrind.out")
    subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", *balance(make(n, "-a", "100"))],
                   env=WORLD, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    names, objects, current, is_call = {}, {}, "", False
    with open(out, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if line.startswith(("ob=", "cob=")):
                number, _, name = line.partition("=")[2].strip().partition(" ")
                named = names.setdefault(number, name)
                current = named if line.startswith("ob=") else current
            elif line.startswith("calls="):
                is_call = True
            elif line[:1] in "+-*0123456789" and " " in line:
                count = 0 if is_call else int(line.split()[1])
                objects[current] = objects.get(current, 0) + count
                is_call = False
    return sum(count for name, count in objects.items() if "libcrypto" not in name)


# -------------------------------------------------------------------- profile

def profile(command, n_symbols=10):
    """The heaviest symbols of a run, as (share of its processor time, symbol, object); what has no name counts as one
    for each object: OpenSSL's assembler has none."""
    data = path("perf.data")
    subprocess.run(["perf", "record", "-q", "-e", "cpu-clock", "-F", "10000", "-o", data, "--", *command],
                   env=WORLD, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
    report = subprocess.run(["perf", "report", "-i", data, "--stdio", "-t", "|", "--sort", "dso,symbol"], env=WORLD,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=True).stdout
    shares = {}
    for line in report.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) >= 3 and cells[0].endswith("%"):
            symbol = cells[2].partition("] ")[2]  # behind "[k]" or "[.]"
            key = ("(no name)" if symbol.startswith("0x") else symbol, cells[1])
            shares[key] = shares.get(key, 0) + float(cells[0].rstrip("%"))
    heaviest = sorted(shares.items(), key=lambda item: -item[1])[:n_symbols]
    return [(share, symbol, dso) for (symbol, dso), share in heaviest]


def show_profile():
    print(f"\nwhere the processor time of lets balance goes, {TRANSFERS} transfers, all threads\n")
    if shutil.which("perf") is None:
        print("  not measured: perf is not installed (Debian: linux-perf)")
        return
    try:
        for share, symbol, dso in profile(balance(make(TRANSFERS))):
            print(f"  {share:5.1f} %  {symbol:<32} {dso}")
    except subprocess.CalledProcessError as failure:
        print(f"  not measured: perf cannot record here: {' '.join(failure.stderr.split())[:200]}")


def main():
    forget()
    compare_answers()
    compare_times()
    measure_writing()
    compare_scales()
    show_profile()
    small, large = instructions(10000), instructions(100000)
    print(f"\ninstructions of lets balance for each transfer more, without SHA-256: {(large - small) / 90000:.0f}")


main()
