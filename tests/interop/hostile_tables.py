#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tables for import whose texts are made of what means something to other programs.

    hostile_tables.py SEED     writes members.csv and transfers.csv
"""
import csv
import random
import sys

PIECES = list(";:,|*!()[]{}=@~#%^&\"'\\/<>-+_.?$`01AZ") + [
    "  ", ":: ", "date:", "date2:", "[2020-01-01]", "[=2020-01-01]", "[2020-13-45]", "(x)", "UUID: 1", "Payee: x", "type:A",
    ":a:b:", "assert", "\u00a0\u00a0", "\u3000", "\u200b", "\u200d", "\u202f", "é", "日本", "🙂", "12.50 LINK", "Members:0001",
    "end", "comment", "include", "=*", " = 5", "%(x)", "{{", "}}", "^T1", "#tag", "2026-01-01", "apply account", "Value: 1",
]


def text():
    made = "".join(random.choice(PIECES) for _ in range(random.randint(1, 12)))
    return made.strip().lstrip("'") or "x"


def write(path, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for row in rows:
            writer.writerow(["'" + cell if cell[:1] in ("=", "+", "-", "@") else cell for cell in row])


def transfer(i):
    payer, payee = random.sample(range(1, 31), 2)
    day = f"2026-0{random.randint(1, 3)}-{random.randint(1, 28):02}"
    amount = f"{random.randint(1, 9999) / 100:.2f}"
    return [day, str(payer), str(payee), amount, text(), random.choice([text(), ""]), f"{text()}/{i}"]


random.seed(int(sys.argv[1]))
write("members.csv", ["account", "name", "locality", "joined"],
      [[f"{i:04}", text(), text(), "2026-01-01"] for i in range(1, 31)])
write("transfers.csv", ["date", "from", "to", "amount", "for", "category", "ref"], [transfer(i) for i in range(1000)])
