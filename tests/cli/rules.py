# SPDX-License-Identifier: MIT
# Levies and limits by another hand: makes members and a year of random trade, and works out what rules come to.
#
#     rules.py members N                  a table of N members who joined on 2026-01-01
#     rules.py trade N SEED FIRST LAST    a table of random trade among them, dated FIRST..LAST
#     rules.py levy REGISTER FIRST LAST   account,due of 1.5 % of the turnover above 50.00, at most 4.00,
#                                         by the register as CSV; 0007 and 0011 are exempt
#     rules.py limits REGISTER LAST       account,limit: 10 % of the turnover up to LAST, 100 to 1,000
import csv, datetime, random, sys
from decimal import Decimal, ROUND_DOWN

CENT = Decimal("0.01")


def ident(i):
    return f"{i:04d}"


def members(n):
    print("account,name,joined")
    for i in range(1, int(n) + 1):
        print(f"{ident(i)},Member {ident(i)} of the test,2026-01-01")


def trade(n, seed, first, last):
    draw = random.Random(int(seed))
    n = int(n)
    first, last = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    print("date,from,to,amount,for")
    for _ in range(3 * n):
        payer, payee = draw.sample(range(1, n + 1), 2)
        day = first + datetime.timedelta(draw.randrange((last - first).days + 1))
        cents = draw.randint(1, 20000 if draw.random() < 0.1 else 4000)
        print(f"{day},{ident(payer)},{ident(payee)},{cents // 100}.{cents % 100:02d},trade")


def turnovers(register, first, last):
    rows = list(csv.DictReader(open(register, encoding="utf-8")))
    levied = {row["transfer"] for row in rows if row["category"] == "levy" and not row["reverses"]}
    sums = {}
    for row in rows:
        if row["transfer"] in levied or row["reverses"] in levied or not first <= row["date"] <= last:
            continue
        sign = -1 if row["reverses"] else 1
        for side in row["from"], row["to"]:
            sums[side] = sums.get(side, Decimal(0)) + sign * Decimal(row["amount"])
    return sums


def levy(register, first, last):
    for account, turnover in sorted(turnovers(register, first, last).items()):
        due = max(turnover - 50, Decimal(0)) * Decimal("0.015")
        due = min(due.quantize(CENT, ROUND_DOWN), Decimal("4.00"))
        if due > 0 and account not in ("0007", "0011") and account.isdigit():
            print(f"{account},{due}")


def limits(register, last):
    for account, turnover in sorted(turnovers(register, "0000", last).items()):
        if account.isdigit():
            limit = (turnover * Decimal("0.1")).quantize(CENT, ROUND_DOWN)
            print(f"{account},{min(max(limit, Decimal('100.00')), Decimal('1000.00'))}")


{"members": members, "trade": trade, "levy": levy, "limits": limits}[sys.argv[1]](*sys.argv[2:])
