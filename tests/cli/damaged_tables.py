# SPDX-License-Identifier: MIT
"""Damages every cell of a row in turn, and tells what import does not refuse as it should.

    damaged_tables.py LETS [SYSTEM]

The tables are those of tests/migrate, and each comes into a ledger of its own below the folder at hand. Of each column it
is known what it holds; so each damage is either refused, told with its row and column and nothing recorded, or taken
on purpose.
"""

import csv
import io
import os
import re
import subprocess
import sys

MIGRATE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "migrate")
UNSEEN = "a\u0001b"  # no text may hold it

# What a column holds: what is refused of it, and what is taken.
REFUSED = {
    "iso": ["", "soon", "2026-01-32", "2026-13-01", "32/01/2026"],
    "dmy": ["", "soon", "32/01/2026", "05/13/2026", "2026-01-05"],
    "mdy": ["", "soon", "01/32/2026", "13/05/2026"],
    "unix": ["", "soon", "17676072x0", "1767607200000"],
    "joined": ["soon", "2026-01-32"],
    "amount": ["", "lots", "1.2.3", "1O.00", "10.00 pigs", "0"],
    "worth": ["", "lots", "1.2.3", "1O.00", "10.00 pigs"],
    "comma": ["", "lots", "1,2,3", "10.00", "10,00 pigs", "0"],
    "cents": ["", "lots", "1.2.3", "0"],
    "hours": ["", "lots", "1:75", "1.5", "0:00"],
    "levy": ["lots", "1.2.3"],
    "party": ["", "Nobody at all"],
    "ref": ["", UNSEEN],
    "id": ["", "no id!"],
    "name": ["", UNSEEN],
    "email": ["no address"],
    "limit": ["lots", "1.2.3"],
    "balance": ["", "lots"],
    "text": [UNSEEN],
    "state": ["", "Strange"],
    "status": ["", "Strange"],
    "currency": ["Strange"],
    "number": ["", "many", "1.5"],
    "word": ["Strange"],
    "nothing": [],
}
TAKEN = {
    "joined": [""],
    "levy": [""],
    "limit": [""],
    "email": [""],
    "name": ["other words", "=1+1"],
    "text": ["", "other words", "'", "=1+1"],
    "word": [""],
    "nothing": ["", "other words", "99"],
}
# Told of the table, with the column and the word: which of its rows is wrong, nobody knows.
OF_TABLES = {"state": "unknown-state", "status": "unknown-state", "currency": "several-currencies"}


class Sample:
    """A table, the unit of the ledger, what was brought in before, and what its columns hold by their headings, where
    they are read at all. Rows are damaged in their turn; only those in `kept` are in the table, if that is given."""

    def __init__(self, file, unit, before, holds, *args, rows=(1,), kept=None):
        self.file, self.unit, self.before, self.holds, self.args = file, unit, before, holds, args
        self.rows, self.kept = rows, kept


DRUPAL = ("--members", "users.csv")
BOTH = ("--members", "TABLE", "--check", "TABLE")
SAMPLES = [
    Sample("komunitin/transfers.csv", "H 3", ("--members", "komunitin/accounts.csv"),
           {"id": "ref", "updated": "iso", "state": "state", "amount": "amount", "description": "text",
            "payer.code": "party", "payee.code": "party"}, "TABLE", "--party", "NET20005=external", rows=(1, 2)),
    Sample("komunitin/accounts.csv", "H 3", (),
           {"code": "id", "created": "joined", "status": "status", "creditLimit": "limit", "maximumBalance": "limit"},
           "--members", "TABLE"),
    Sample("timeoverflow/transfers.csv", "minute 0", ("--members", "timeoverflow/members.csv"),
           {"Date": "iso", "From": "party", "To": "party", "Post": "text", "Quantity": "hours"}, "TABLE", "--ref-prefix", "t",
           "--party", "The user isn't active=external", "--party", "Banc del Temps de Sarrià=external", rows=(1, 2)),
    Sample("timeoverflow/members.csv", "minute 0", (),
           {"N": "id", "Name": "name", "Email": "email", "Phone": "text", "Alternative Phone": "text", "Created": "joined"},
           "--members", "TABLE", rows=(3,)),
    Sample("ces/trades.csv", "H 2", (),
           {"seller": "party", "buyer": "party", "seller_amount": "worth", "buyer_amount": "worth",
            "seller_levy": "levy", "buyer_levy": "levy", "description": "text", "date_entered": "iso"},
           "--members", "ces/users.csv", "TABLE", "--ref-prefix", "c", "--levy", "levy", kept=(1,)),
    Sample("ces/users.csv", "H 2", (),
           {"UID": "id", "Firstname": "text", "Surname": "text", "Address1": "text", "Address2": "text", "Address3": "text",
            "Postcode": "text", "SubArea": "text", "PhoneH": "text", "PhoneM": "text", "Email": "email",
            "Created": "joined", "CredLimit": "limit", "DebLimit": "limit", "Closed": "status"},
           "--members", "TABLE", rows=(2,)),
    Sample("leuk/trades.csv", "H 2", (),
           {"trade_id": "ref", "trade_date": "iso", "status": "state", "member_id_from": "party", "member_id_to": "party",
            "amount": "amount", "category": "text", "description": "text"}, "--members", "leuk/member.csv", "TABLE",
           rows=(1, 3)),
    Sample("leuk/member.csv", "H 2", (),
           {"member_id": "id", "join_date": "joined", "status": "status"}, "--members", "TABLE", rows=(3,)),
    Sample("drupal/d6_query.csv", "credunit 2", DRUPAL,
           {"xid": "ref", "payer": "party", "payee": "party", "quantity": "amount", "created": "unix", "state": "state",
            "description": "text"}, "TABLE"),
    Sample("drupal/d7_cluster.csv", "credunit 2", DRUPAL,
           {"xid": "ref", "payer": "party", "payee": "party", "quantity": "amount", "currcode": "currency",
            "created": "unix", "state": "state", "description": "text"}, "TABLE", kept=(1, 2, 3)),
    Sample("drupal/d7_import_form.csv", "credunit 2", DRUPAL,
           {"payer": "party", "payee": "party", "quantity": "amount", "created": "iso", "state": "state",
            "description": "text"}, "TABLE", "--ref-prefix", "f", kept=(1,)),
    Sample("drupal/d8_mcapi_transactions_index.csv", "cc 2", DRUPAL,
           {"xid": "ref", "wallet_id": "party", "partner_id": "party", "diff": "cents", "created": "unix",
            "state": "state", "curr_id": "currency"}, "TABLE"),
    Sample("drupal/d8_view.csv", "cc 2", DRUPAL,
           {"Payer": "party", "Payee": "party", "Worth": "amount", "Created": "mdy", "State": "state",
            "Description": "text"}, "TABLE", "--ref-prefix", "v", "--party", "Ann's wallet=3"),
    Sample("cyclos/report.csv", "H 2", ("--members", "cyclos/members.csv"),
           {"Member login": "party", "Date": "dmy", "Amount": "comma", "From / to": "party",
            "Transaction number": "ref", "Description": "text"}, "TABLE"),
    Sample("cyclos/members.csv", "H 2", (), {"Member login": "id", "Full name": "name", "E-Mail": "email"},
           "--members", "TABLE"),
    Sample("eland/transactions.csv", "H 2", ("--members", "eland/users.csv"),
           {"id": "ref", "amount": "amount", "description": "text", "id_from": "party", "id_to": "party",
            "created_at": "iso"}, "TABLE", "--ids", "eland/users.csv:id=letscode"),
    Sample("eland/users.csv", "H 2", (),
           {"letscode": "id", "fullname": "text", "minlimit": "limit", "maxlimit": "limit"}, "--members", "TABLE"),
    Sample("spreadsheet/sheet.csv", "H 2", ("--members", "spreadsheet/members.csv"),
           {"When": "dmy", "Who paid": "party", "Whom": "party", "How much": "comma", "What for": "text"}, "TABLE",
           "--map", "date=When,from=Who paid,to=Whom,amount=How much,for=What for", "--dates", "dmy",
           "--decimal-mark", ",", "--ref-prefix", "s", kept=range(1, 4)),
    Sample("spreadsheet/balances.csv", "H 2", ("--members", "spreadsheet/members.csv"),
           {"account": "party", "balance": "balance"}, "--opening", "TABLE", "--plug", "plug"),
    Sample("paper/balances.csv", "H 2", ("--members", "paper/members.csv"),
           {"account": "party", "balance": "balance", "earned": "balance", "spent": "balance"},
           "--opening", "TABLE", "--plug", "plug"),
    Sample("paper/books.csv", "H 2", ("--members", "paper/members.csv"),
           {"account": "party", "first": "number", "last": "number"}, "--books", "TABLE"),
    Sample("paper/members.csv", "H 2", (),
           {"account": "id", "name": "name", "email": "email", "phone": "text", "address": "text", "delivery": "word",
            "joined": "joined", "locality": "text"}, "--members", "TABLE"),
]


def call(lets, *args):
    return subprocess.run([lets, *args], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, check=False)


def must(lets, *args):
    ended = call(lets, *args)
    if ended.returncode != 0:
        sys.exit(f"lets {' '.join(args)}: {ended.stderr}")


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        sample = file.read()
    return list(csv.reader(io.StringIO(sample), delimiter=";" if ";" in sample.split("\n", 1)[0] else ","))


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def journal():
    with open("journal.yaml", "rb") as file:
        return file.read()


def prepare(lets, sample):
    """A new ledger in a new folder, and who is to be there."""
    place = os.path.abspath(sample.file.replace("/", "-"))
    os.mkdir(place)
    os.chdir(place)
    none = "--debit-limit", "none", "--credit-limit", "none", "--opened", "2010-01-01"
    unit, decimals = sample.unit.split()
    must(lets, "init", "Test", "--unit", unit, "--decimals", decimals, *none)
    for account in ("external", "levy", "plug"):
        must(lets, "add-central", account, "--purpose", "other", *none)
    write("users.csv", [["uid", "name", "mail"]] + [[n, name, f"{name.lower()}@example.org"] for n, name in
                                                    ((2, "Admin"), (3, "Ann"), (5, "Bob"), (6, "Cleo"))])
    if sample.before:
        option, file = sample.before
        must(lets, "import", option, file if file == "users.csv" else os.path.join(MIGRATE, file))


def arguments(sample, table):
    for arg in sample.args:
        yield table if arg == "TABLE" else os.path.join(MIGRATE, arg) if ".csv" in arg else arg


def try_cell(lets, sample, rows, row, column, holds, value):
    """What is wrong with what import makes of a damaged cell; None: nothing."""
    heading = rows[0][column]
    damaged = [list(cells) for cells in rows]
    damaged[row][column] = value
    write("bad.csv", damaged)
    if value in TAKEN.get(holds, []):
        ended = call(lets, "import", *arguments(sample, "bad.csv"), "--dry-run")
        return None if ended.returncode == 0 else f"was not taken: {ended.stderr}"
    before = journal()
    ended = call(lets, "import", *arguments(sample, "bad.csv"))
    if journal() != before or ended.returncode != 1:
        return f"ended with {ended.returncode}: {ended.stderr}"
    told = rf"^lets: bad\.csv:\d+: row {row}, ([^:]*\+)?{re.escape(heading)}(\+[^:]*)?: "
    if holds in OF_TABLES and re.search(rf"'{re.escape(heading)}' .*'{value}' .*\[{OF_TABLES[holds]}\]", ended.stderr):
        return None
    return None if re.search(told, ended.stderr, re.M) else f"was told otherwise: {ended.stderr}"


def damage(lets, sample):
    """How many cells were damaged; what is wrong is printed."""
    rows = read(os.path.join(MIGRATE, sample.file))
    rows = [cells for n, cells in enumerate(rows) if sample.kept is None or n == 0 or n in sample.kept]
    n, n_wrong = 0, 0
    prepare(lets, sample)
    write("sound.csv", rows)
    must(lets, "import", *arguments(sample, "sound.csv"), "--dry-run")
    for row in sample.rows:
        for column, heading in enumerate(rows[0]):
            is_again = heading in rows[0][:column]
            holds = "nothing" if is_again else sample.holds.get(heading, "nothing")
            for value in REFUSED[holds] + TAKEN.get(holds, []):
                why = try_cell(lets, sample, rows, row, column, holds, value)
                n += 1
                if why is not None:
                    n_wrong += 1
                    print(f"{sample.file}: row {row}, {heading}, which holds {holds}: {value!r} {why}")
    os.chdir("..")
    return n, n_wrong


def main(lets, system=""):
    sums = [damage(lets, sample) for sample in SAMPLES if sample.file.startswith(system)]
    print(f"{sum(n for n, _ in sums)} cells damaged")
    sys.exit(1 if any(n_wrong for _, n_wrong in sums) else 0)


main(*sys.argv[1:])
