# SPDX-License-Identifier: MIT
"""Tables for the tests of import.

    tables.py damage FILE ROW COLUMN       the table with that cell (from 1) made unreadable
    tables.py grow FILE HOW                with a row more (top, middle, bottom): the first one again, a day on
    tables.py random FORMAT SEED FOLDER    a random ledger's payments as FORMAT writes them: members.csv,
                                           payments.csv, balances.csv
"""

import csv
import datetime
import html
import io
import random
import sys


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(rows, path=None):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    if path is None:
        sys.stdout.write(text.getvalue())
    else:
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text.getvalue())


def damage(path, row, column):
    rows = read(path)
    rows[int(row)][int(column) - 1] = "?\u0001?"
    write(rows)


def grow(path, how):
    rows = read(path)
    more = list(rows[1])
    more = [cell.replace("2026-01-05", "2026-01-06") for cell in more]
    at = {"top": 1, "middle": 1 + len(rows) // 2, "bottom": len(rows)}[how]
    rows.insert(at, more)
    write(rows)


NAMES = ["Ann Archer", "Okafor, Bob", "Cleo O'Brien", "Zo\u00eb \"Z\" M\u00fcller", "Jan & Co", "Li Wei"]
TEXTS = ["Bread", "Eggs, honey \"and\" bread", "", "Caf\u00e9 & tea", "two  blanks", "books:\n- atlas", "007", "=1+1"]


def cents(amount, mark=".", group=""):
    whole, rest = divmod(abs(amount), 100)
    grouped = f"{whole:,}".replace(",", group)
    return f"{'-' if amount < 0 else ''}{grouped}{mark}{rest:02d}"


class Books:
    """Who paid whom; levies where the format has them."""

    def __init__(self, seed, has_levies):
        roll = random.Random(seed)
        self.members = [f"{n:04d}" for n in range(1, 1 + roll.randint(2, len(NAMES)))]
        self.balances = dict.fromkeys(self.members, 0)
        self.payments = []
        start = datetime.datetime(2026, 1, 5, 8)
        for n in range(roll.randint(1, 40)):
            payer, payee = roll.sample(self.members, 2)
            amount = roll.choice([1, 50, 1250, 125000, roll.randint(1, 9999)])
            levies = (roll.randint(0, 25), roll.randint(0, 25)) if has_levies else (0, 0)
            when = start + datetime.timedelta(hours=roll.randint(0, 60))
            self.payments.append((n + 1, when, payer, payee, amount, roll.choice(TEXTS), levies))
            self.balances[payer] -= amount + levies[0]
            self.balances[payee] += amount - levies[1]

    def name(self, member):
        return NAMES[int(member) - 1]


def komunitin(books):
    yield ["id", "created", "updated", "state", "amount", "description", "payer.code", "payee.code"]
    for n, when, payer, payee, amount, text, _ in books.payments:
        moment = when.isoformat() + ".000Z"
        yield [f"u-{n}", "2025-01-01T00:00:00.000Z", moment, "committed", cents(amount), text, payer, payee]
        yield [f"p-{n}", moment, moment, "pending", "9.99", "never", payer, payee]


def timeoverflow(books):
    yield ["Date", "From", "To", "Post", "Quantity"]
    for _, when, payer, payee, amount, text, _ in reversed(books.payments):
        sides = [f"{html.escape(books.name(m))} ({int(m)})" for m in (payer, payee)]
        time = f"{amount // 60}:{amount % 60:02d}"
        yield [f"{when} UTC", *sides, html.escape(text), time]


def cyclos(books):
    yield ["Member login", "Full name", "Account", "Transaction type", "Date", "Amount", "From / to", "From / to",
           "Transaction number", "Description"]
    for n, when, payer, payee, amount, text, _ in books.payments:
        for own, other, sign in ((payer, payee, -1), (payee, payer, 1)):
            yield [own, books.name(own), "account", "Trade", when.strftime("%d/%m/%Y %H:%M:%S"),
                   cents(sign * amount, ",", "."), other, books.name(other), f"T{n}", text]


def leuk(books):
    yield ["trade_id", "trade_date", "status", "member_id_from", "member_id_to", "amount", "category", "description",
           "type"]
    for n, when, payer, payee, amount, text, _ in books.payments:
        if n % 3 == 0:
            payer, payee, amount = payee, payer, -amount
        yield [n, when, "V", payer, payee, cents(amount), 7, text, "T"]


def drupal7(books):
    yield ["xid", "serial", "payer", "payee", "quantity", "currcode", "type", "state", "creator", "created", "description"]
    zone = datetime.timezone.utc
    for n, when, payer, payee, amount, text, _ in books.payments:
        moment = int(when.replace(tzinfo=zone).timestamp())
        yield [n, n // 2, int(payer), int(payee), cents(amount), "cc", "default", 1, 3, moment, text]
        yield [1000 + n, n // 2, int(payer), int(payee), "9.99", "cc", "default", -1, 3, moment, text]


def drupal8(books):
    yield ["xid", "serial", "wallet_id", "partner_id", "state", "created", "diff", "curr_id"]
    zone = datetime.timezone.utc
    for n, when, payer, payee, amount, _, _ in books.payments:
        moment = int(when.replace(tzinfo=zone).timestamp())
        yield [n, n, int(payer), int(payee), "done", moment, -amount, "cc"]
        yield [n, n, int(payee), int(payer), "done", moment, amount, "cc"]


def ces(books):
    yield ["type", "seller", "buyer", "seller_amount", "buyer_amount", "seller_levy", "buyer_levy", "description",
           "date_entered"]
    for _, when, payer, payee, amount, text, (from_levy, to_levy) in books.payments:
        yield ["sess", payee, payer, cents(amount) + "00", cents(amount) + "00", cents(to_levy) + "00",
               cents(from_levy) + "00", text, when]


def elas(books):
    yield ["Datum", "Van", "Aan", "Bedrag", "Dienst"]
    for _, when, payer, payee, amount, text, _ in books.payments:
        sides = [f"{html.escape(books.name(m))} ({m})" for m in (payer, payee)]
        yield [when.date(), *sides, cents(amount), html.escape(text)]


FORMATS = [komunitin, timeoverflow, cyclos, leuk, drupal7, drupal8, ces, elas]


def make(name, seed, folder):
    form = {form.__name__: form for form in FORMATS}[name]
    books = Books(seed, form is ces)
    write([["account", "name"]] + [[m, books.name(m)] for m in books.members], f"{folder}/members.csv")
    amount = str if form is timeoverflow else cents
    write([["account", "balance"]] + [[m, amount(b)] for m, b in books.balances.items()], f"{folder}/balances.csv")
    write(list(form(books)), f"{folder}/payments.csv")


if __name__ == "__main__":
    {"damage": damage, "grow": grow, "random": make}[sys.argv[1]](*sys.argv[2:])
