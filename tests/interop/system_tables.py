# SPDX-License-Identifier: MIT
"""Writes a ledger as the tables of each system that import knows, and compares what came in with it.

    system_tables.py write BOOKS WITHOUT FOLDER
    system_tables.py compare BOOKS FOLDER

BOOKS is what `lets export json` says of the ledger. Each system gets a folder of its own below FOLDER:

    members.csv       its accounts, with balances where it has any
    part.csv all.csv  its transfers without one, the first, middle or last as WITHOUT says, and whole
    members.args ..   the options for the members, for the transfers and for --check, a line each
    unit              unit and decimals of the ledger that it goes into

FOLDER/SYSTEM/new.jsonl is what `lets export json` says of that ledger afterwards.
"""

import collections
import csv
import datetime
import html
import json
import os
import sys
import zoneinfo
from decimal import Decimal

NAMES = ["Ann Archer", "Okafor, Bob", "Cleo O'Brien", 'Zoë "Z" Müller', "Jan & Co", "李小龍", "a | b", "=1+1"]
LINES = ["", "\n- atlas", "\r\n\r\nthe second  line", "\n\tand a tab"]
MADRID = zoneinfo.ZoneInfo("Europe/Madrid")

Payment = collections.namedtuple("Payment", "n day payer payee minor text")


def entries(path):
    with open(path, encoding="utf-8") as file:
        return [(line["kind"], line["entry"]) for line in map(json.loads, file)]


class Books:
    """A ledger: its accounts in their order, its payments, and their balances in minor units."""

    def __init__(self, path):
        self.payments = []
        ids = []
        for kind, entry in entries(path):
            if kind == "ledger":
                self.decimals = entry["decimals"]
            elif kind in ("member", "central"):
                ids.append(entry[kind])
            elif kind == "transfer":
                minor = int(Decimal(entry["amount"]).scaleb(self.decimals))
                day = datetime.date.fromisoformat(entry["date"])
                self.payments.append(Payment(entry["transfer"], day, entry["from"], entry["to"], minor,
                                             entry["for"] or ""))
        self.numbers = {account: n for n, account in enumerate(ids, 1)}
        self.balances = dict.fromkeys(ids, 0)
        for payment in self.payments:
            self.balances[payment.payer] -= payment.minor
            self.balances[payment.payee] += payment.minor

    def name(self, account):
        """No two have the same."""
        n = self.numbers[account]
        return f"{NAMES[n % len(NAMES)]} {n}"

    def email(self, account):
        return f"m{self.numbers[account]}@example.org"

    def amount(self, minor, mark=".", group="", places=None):
        """As a number; more places are zeros."""
        places = self.decimals if places is None else max(places, self.decimals)
        digits = f"{abs(minor):0{self.decimals + 1}d}"
        whole, rest = digits[:len(digits) - self.decimals], digits[len(digits) - self.decimals:]
        grouped = f"{int(whole):,}".replace(",", group)
        tail = mark + rest.ljust(places, "0") if places > 0 else ""
        return ("-" if minor < 0 else "") + grouped + tail


def instant(payment):
    """A moment of its day in Madrid, be it the one before in UTC."""
    local = datetime.datetime.combine(payment.day, datetime.time(payment.n % 24, payment.n % 60, 7), MADRID)
    return local.astimezone(datetime.timezone.utc)


def clock(payment):
    return f"{payment.n % 24:02d}:{payment.n % 60:02d}:07"


def of_lines(payment):
    """Texts that people typed into a large field."""
    return payment.text + LINES[payment.n % len(LINES)] if payment.text else ""


class System:
    """What import needs to be told; the tables are made by members and transfers."""

    members_args = ()
    args = ()
    check = "members.csv"  # None: it has no balances
    minutes = False
    has_days = True

    def code(self, books, account):
        """The id of an account in the new ledger."""
        return account

    def members(self, books):
        yield "account", "name", "balance"
        for account, balance in books.balances.items():
            yield self.code(books, account), books.name(account), books.amount(balance)

    def moved(self, books, payments):
        """What the new ledger must have recorded."""
        for p in payments:
            yield str(p.day), self.code(books, p.payer), self.code(books, p.payee), p.minor


class Numbered(System):
    """Accounts are numbers there."""

    def code(self, books, account):
        return str(books.numbers[account])


class Own(System):
    """A table of our own columns, whose members are opened by it too."""

    check = None

    def members(self, books):
        yield "account", "name"
        for account in books.balances:
            yield account, books.name(account)

    def transfers(self, books, payments):
        yield "date", "from", "to", "amount", "for", "ref"
        for p in payments:
            yield p.day, p.payer, p.payee, books.amount(p.minor), p.text, f"r/{p.n}"


class Spreadsheet(Own):
    """Told by hand."""

    args = ("--map", "date=Wann,from=Wer,to=Wem,amount=Wieviel", "--map", "for=Wofür", "--dates", "dmy",
            "--decimal-mark", ",", "--ref-prefix", "s", "--party", "Bank=0001")

    def transfers(self, books, payments):
        yield "Wann", "Wer", "Wem", "Wieviel", "Wofür", "Zeile"
        for p in payments:
            sides = ["Bank" if side == "0001" else side for side in (p.payer, p.payee)]
            yield p.day.strftime("%a, %-d.%-m.%Y"), *sides, books.amount(p.minor, ",", ".") + " LINK", p.text, p.n


class Komunitin(System):
    args = ("--zone", "Europe/Madrid")

    def members(self, books):
        yield "id", "created", "updated", "code", "status", "balance", "creditLimit", "maximumBalance"
        for account, balance in books.balances.items():
            yield (f"u{books.numbers[account]}", "2025-12-01T08:12:44.120Z", "2026-03-30T19:40:02.511Z", account, "active",
                   books.amount(balance), "", "")

    def transfers(self, books, payments):
        yield "id", "created", "updated", "state", "amount", "description", "payer.code", "payee.code"
        for p in payments:
            moment = instant(p).isoformat().replace("+00:00", ".000Z")
            before = "2025-12-31T00:00:00.000Z"
            yield f"u-{p.n}", before, moment, "committed", books.amount(p.minor), of_lines(p), p.payer, p.payee
            yield f"p-{p.n}", moment, moment, "pending", "9", "never", p.payer, p.payee


class KomunitinImport(Own):
    args = ("--date", "2026-11-30", "--ref-prefix", "k")
    has_days = False

    def transfers(self, books, payments):
        yield "Source", "Destination", "Amount", "Description"
        for p in payments:
            yield p.payer, p.payee, books.amount(p.minor), p.text


class TimeOverflow(Numbered):
    args = ("--zone", "Europe/Madrid", "--ref-prefix", "t")
    minutes = True
    header = "Date", "From", "To", "Post", "Quantity"

    def members(self, books):
        yield "N", "Name", "Email", "Phone", "Alternative Phone", "Created", "Last login", "Locale", "Balance"
        for account, balance in books.balances.items():
            yield (books.numbers[account], html.escape(books.name(account)), books.email(account), "", "",
                   "2025-12-01 09:12:33 UTC", "", "en", balance * 60)

    def transfers(self, books, payments):
        yield self.header
        for p in reversed(payments):
            sides = (f"{html.escape(books.name(side))} ({books.numbers[side]})" for side in (p.payer, p.payee))
            yield (instant(p).strftime("%Y-%m-%d %H:%M:%S UTC"), *sides, html.escape(p.text),
                   f"{p.minor // 60}:{p.minor % 60:02d}")


class TimeOverflowSpanish(TimeOverflow):
    header = "Fecha", "Origen", "Destino", "Anuncio", "Cantidad"


class TimeOverflowCatalan(TimeOverflow):
    header = "Data", "Origen", "Destí", "Anunci", "Quantitat"


class Cyclos(System):
    def members(self, books):
        yield "Id", "Member login", "Full name", "E-Mail", "Group", "Balance"
        for account, balance in books.balances.items():
            yield (books.numbers[account], account, books.name(account), books.email(account), "Members",
                   books.amount(balance, ",", "."))

    def transfers(self, books, payments):
        yield ("Member login", "Full name", "Account", "Transaction type", "Date", "Amount", "From / to", "From / to",
               "Transaction number", "Description")
        for p in payments:
            for own, other, sign in ((p.payer, p.payee, -1), (p.payee, p.payer, 1)):
                yield (own, books.name(own), "Member account", "Trade", f"{p.day:%d/%m/%Y} {clock(p)}",
                       books.amount(sign * p.minor, ",", "."), other, books.name(other), f"T{p.n}", of_lines(p))


class CyclosAccount(Cyclos):
    """The lines of one account; so only what it took part in comes in."""

    args = ("--account", "0001")
    check = None

    def transfers(self, books, payments):
        yield "Date", "Transaction type", "Amount", "From / to", "From / to - Full name", "Description", "Transaction number"
        for p in self.own(payments):
            other = p.payee if p.payer == "0001" else p.payer
            sign = -1 if p.payer == "0001" else 1
            yield (f"{p.day:%d/%m/%Y} {clock(p)}", "Trade", books.amount(sign * p.minor, ",", "."), other,
                   books.name(other), of_lines(p), f"T{p.n}")

    def own(self, payments):
        return [p for p in payments if "0001" in (p.payer, p.payee)]

    def moved(self, books, payments):
        return super().moved(books, self.own(payments))


class LocalExchange(System):
    def members(self, books):
        yield "member_id", "member_role", "status", "join_date", "account_type", "balance"
        for account, balance in books.balances.items():
            yield account, 0, "A", "2025-12-01", "S", books.amount(balance)

    def transfers(self, books, payments):
        yield "trade_id", "trade_date", "status", "member_id_from", "member_id_to", "amount", "category", "description", "type"
        for p in payments:
            payer, payee, minor = (p.payee, p.payer, -p.minor) if p.n % 3 == 0 else (p.payer, p.payee, p.minor)
            yield (p.n, f"{p.day} {clock(p)}", "VR"[p.n % 2], payer, payee, books.amount(minor), 7, of_lines(p),
                   "TR"[p.n % 3 == 0])


class Drupal(Numbered):
    members_args = ("--zone", "Europe/Madrid")

    def members(self, books):
        yield "uid", "name", "mail", "created", "status", "balance"
        for account, balance in books.balances.items():
            yield (books.numbers[account], books.name(account), books.email(account), 1764580000, 1,
                   books.amount(balance))

    def seconds(self, payment):
        return int(instant(payment).timestamp())


class Drupal6(Drupal):
    args = ("--zone", "Europe/Madrid")

    def transfers(self, books, payments):
        yield "xid", "payer", "payee", "quantity", "created", "type", "state", "description"
        for p in payments:
            yield (p.n, books.email(p.payer), books.email(p.payee), books.amount(p.minor), self.seconds(p), "1stparty", 1,
                   of_lines(p))


class Drupal7(Drupal):
    args = ("--zone", "Europe/Madrid", "--only", "currcode=LINK")

    def transfers(self, books, payments):
        yield "xid", "serial", "payer", "payee", "quantity", "currcode", "type", "state", "creator", "created", "description"
        for p in payments:
            sides = books.numbers[p.payer], books.numbers[p.payee]
            tail = "default", 1, 3, self.seconds(p)
            yield (p.n, p.n // 2, *sides, books.amount(p.minor), "LINK", *tail, of_lines(p))
            yield (10000 + p.n, p.n // 2, *sides, "9", "hours", *tail, "another currency")
            yield (20000 + p.n, p.n // 2, *sides, "9", "LINK", "default", -1, 3, self.seconds(p), "undone")


class Drupal7Form(Drupal):
    args = ("--ref-prefix", "f")

    def transfers(self, books, payments):
        yield "payer", "payee", "quantity", "created", "state", "type", "description", "offers_wants_categories"
        for p in payments:
            yield (books.numbers[p.payer], books.numbers[p.payee], books.amount(p.minor), f"{p.day} {clock(p)[:5]}", 1,
                   "default", p.text, "Health, Wellbeing")


class Drupal8(Drupal):
    """Amounts in minor units, whatever these are."""

    def transfers(self, books, payments):
        self.args = ("--zone", "Europe/Madrid", "--divide", str(10 ** books.decimals))
        yield "xid", "serial", "wallet_id", "partner_id", "state", "type", "created", "diff", "curr_id"
        for p in payments:
            for own, other, sign in ((p.payer, p.payee, -1), (p.payee, p.payer, 1)):
                yield (p.n, p.n, books.numbers[own], books.numbers[other], "done", "default", self.seconds(p),
                       sign * p.minor, "LINK")


class Drupal8View(Drupal):
    args = ("--ref-prefix", "v")

    def transfers(self, books, payments):
        yield "Serial", "Payer", "Payee", "Description", "Worth", "Created", "Type", "State"
        for p in payments:
            yield (p.n // 2, books.name(p.payer), books.name(p.payee), p.text, books.amount(p.minor) + " LINK",
                   f"{p.day:%a, %m/%d/%Y} - {clock(p)[:5]}", "Default", "Done")
            yield (p.n // 2, books.name(p.payer), books.name(p.payee), p.text, "9", f"{p.day:%a, %m/%d/%Y} - 09:00",
                   "Default", "Pending")


class Ces(System):
    """Levies of both sides are in the row."""

    args = ("--ref-prefix", "c", "--levy", "levy", "--date", "2026-11-30")

    def levies(self, payment):
        return payment.n % 3, payment.n % 2

    def members(self, books):
        balances = dict(books.balances)
        for p in books.payments:
            from_levy, to_levy = self.levies(p)
            balances[p.payer] -= from_levy
            balances[p.payee] -= to_levy
        yield ("UID", "UserType", "Firstname", "Surname", "Address1", "Address2", "Address3", "Postcode", "SubArea", "PhoneH",
               "PhoneM", "Email", "Created", "DebLimit", "CredLimit", "Closed", "Balance")
        for account, balance in balances.items():
            yield (account, "ind", books.name(account), "", "", "", "", "", "", "", "", "", "2025-12-01 00:00:00", 0, 0, 0,
                   books.amount(balance))

    def transfers(self, books, payments):
        yield ("type", "seller", "buyer", "seller_amount", "buyer_amount", "seller_levy", "buyer_levy", "description",
               "date_entered")
        for p in payments:
            worth = books.amount(p.minor, places=4)
            from_levy, to_levy = (books.amount(levy, places=4) for levy in self.levies(p))
            yield "sess", p.payee, p.payer, worth, worth, to_levy, from_levy, of_lines(p), f"{p.day} {clock(p)}"

    def moved(self, books, payments):
        yield from super().moved(books, payments)
        for p in payments:
            for side, levy in zip((p.payer, p.payee), self.levies(p)):
                if levy > 0:
                    yield str(p.day), side, "levy", levy


class Eland(System):
    args = ("--ids", "members.csv:id=letscode")

    def members(self, books):
        yield "id", "letscode", "fullname", "saldo", "minlimit", "maxlimit"
        for account, balance in books.balances.items():
            yield 100 + books.numbers[account], account, books.name(account), books.amount(balance), "", ""

    def transfers(self, books, payments):
        yield ("id", "amount", "description", "id_from", "id_to", "real_from", "real_to", "transid", "creator", "cdate",
               "created_at", "last_edit_at", "edit_count")
        for p in payments:
            moment = f"{p.day} {clock(p)}"
            yield (p.n, books.amount(p.minor), of_lines(p), 100 + books.numbers[p.payer], 100 + books.numbers[p.payee], "",
                   "", f"aa{p.n}", 7, moment, moment, "", 0)


class Elas(Eland):
    args = ("--ref-prefix", "e")

    def transfers(self, books, payments):
        yield "Datum", "Van", "Aan", "Bedrag", "Dienst"
        for p in payments:
            sides = (f"{html.escape(books.name(side))} ({side})" for side in (p.payer, p.payee))
            yield (p.day, *sides, books.amount(p.minor), html.escape(p.text))


SYSTEMS = [Own, Spreadsheet, Komunitin, KomunitinImport, TimeOverflow, TimeOverflowSpanish, TimeOverflowCatalan, Cyclos,
           CyclosAccount, LocalExchange, Drupal6, Drupal7, Drupal7Form, Drupal8, Drupal8View, Ces, Eland, Elas]


def without(payments, where):
    at = {"top": 0, "middle": len(payments) // 2, "bottom": len(payments) - 1}[where]
    return payments[:at] + payments[at + 1:]


def write(books_path, where, folder):
    books = Books(books_path)
    for form in SYSTEMS:
        system = form()
        place = os.path.join(folder, form.__name__)
        os.makedirs(place)

        def put(name, rows):
            with open(os.path.join(place, name), "w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\r\n" if form is Elas else "\n").writerows(rows)

        def note(name, words):
            with open(os.path.join(place, name), "w", encoding="utf-8") as file:
                file.writelines(f"{word}\n" for word in words)

        payments = books.payments if form is not CyclosAccount else system.own(books.payments)
        put("members.csv", system.members(books))
        put("part.csv", system.transfers(books, without(payments, where)))
        put("all.csv", system.transfers(books, payments))
        note("members.args", ["--members", "members.csv", *system.members_args])
        note("args", system.args)
        note("check.args", ["--check", system.check] if system.check else [])
        note("unit", ["minute", "0"] if system.minutes else ["LINK", str(books.decimals)])


def compare(books_path, folder):
    books = Books(books_path)
    for form in SYSTEMS:
        system = form()
        wanted = collections.Counter(system.moved(books, books.payments))
        found = collections.Counter()
        for kind, entry in entries(os.path.join(folder, form.__name__, "new.jsonl")):
            if kind == "transfer":
                minor = int(Decimal(entry["amount"]).scaleb(0 if system.minutes else books.decimals))
                found[entry["date"], entry["from"], entry["to"], minor] += 1
        if not system.has_days:
            wanted, found = (collections.Counter(key[1:] for key in n.elements()) for n in (wanted, found))
        if wanted != found:
            sys.exit(f"{form.__name__}: lost {sorted((wanted - found).elements())[:3]}, "
                     f"gained {sorted((found - wanted).elements())[:3]}")


if __name__ == "__main__":
    {"write": write, "compare": compare}[sys.argv[1]](*sys.argv[2:])
