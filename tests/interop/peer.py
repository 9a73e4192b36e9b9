#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the programs that read exports make of them, in one form.

    peer.py balances PROGRAM FILE DAY     the balances by the end of that day: an id and an amount a line
    peer.py alter HOW FILE                the export with a small change, on standard output

PROGRAM is lets, ledger, hledger or beancount; $LETS names lets. HOW is one (of the two postings of a transfer, by
the smallest amount there is), both, assertion, or drop (a transfer).
"""
import csv
import datetime
import decimal
import io
import json
import os
import re
import subprocess
import sys


def output_of(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def account_of(name):
    """The id in 'Members:0001 Ann Archer'; nothing for the parent."""
    return name.removeprefix("Members:").split(" ")[0] if ":" in name else None


def lets_balances(path, day):
    accounts = json.loads(output_of(os.environ["LETS"], "-f", path, "balance", "--all", "--on", day, "-O", "json"))
    return {row["account"]: row["balance"] for row in accounts["accounts"]}


def next_day(day):
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()


def ledger_balances(path, day):
    text = output_of("ledger", "--args-only", "-f", path, "balance", "--flat", "--no-total", "-e", next_day(day),
                     "--balance-format", "%(account)\t%(quantity(display_total))\n")
    return dict(line.split("\t") for line in text.splitlines())


def hledger_balances(path, day):
    text = output_of("hledger", "-f", path, "balance", "--flat", "-N", "-e", next_day(day), "-O", "csv")
    return {name: amount.split(" ")[0] for name, amount in list(csv.reader(io.StringIO(text)))[1:]}


def beancount_balances(path, day):
    from beancount import loader
    from beancount.core import data

    entries, errors, _ = loader.load_file(path)
    if errors:
        sys.exit(str(errors[0]))
    accounts = {entry.account: entry.meta.get("account") for entry in entries if isinstance(entry, data.Open)}
    found = {}
    for entry in entries:
        if isinstance(entry, data.Transaction) and entry.date.isoformat() <= day:
            for posting in entry.postings:
                name = accounts[posting.account]
                found[name] = found.get(name, 0) + posting.units.number
    return found


def balances(program, path, day):
    found = globals()[program + "_balances"](path, day)
    for name in sorted(found):
        amount = decimal.Decimal(found[name])
        account = account_of(name) if program in ("ledger", "hledger") else name
        if amount != 0 and account:
            print(account, format(amount.normalize(), "f"))


POSTING = re.compile(r'^( +(?:Members|Equity:Members):.*?  )(-?)([0-9.]+)( (?:"[^"]*"|[A-Z0-9-]+))$')
ASSERTION = re.compile(r"^((?! *;).* (?:=|balance \S+) +)(-?)([0-9.]+)( .*)$")


def more(match):
    """The same line with an amount whose last digit is one more."""
    digits = len(match[3].partition(".")[2])
    amount = decimal.Decimal(match[3]) + decimal.Decimal(1).scaleb(-digits)
    return f"{match[1]}{match[2]}{amount:f}{match[4]}"


def alter(how, path):
    lines = open(path, encoding="utf-8").read().split("\n")
    postings = [i for i, line in enumerate(lines) if POSTING.match(line) and POSTING.match(lines[i + 1])]
    at = postings[len(postings) // 2]
    if how in ("one", "both"):
        lines[at] = more(POSTING.match(lines[at]))
    if how == "both":
        lines[at + 1] = more(POSTING.match(lines[at + 1]))
    if how == "drop":
        begin = max(i for i in range(at) if lines[i] == "")
        del lines[begin + 1 : at + 2]
    if how == "assertion":
        asserted = [i for i, line in enumerate(lines) if ASSERTION.match(line)]
        at = asserted[len(asserted) // 2]
        lines[at] = more(ASSERTION.match(lines[at]))
    sys.stdout.write("\n".join(lines))


if __name__ == "__main__":
    if sys.argv[1] == "balances":
        balances(*sys.argv[2:])
    else:
        alter(*sys.argv[2:])
