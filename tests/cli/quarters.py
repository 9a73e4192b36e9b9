# SPDX-License-Identifier: MIT
# Statements by another hand: reads a canonical journal by its lines, makes every account's statement of
# every quarter itself, and compares it with what lets says.
#
#     quarters.py LETS JOURNAL        prints how many statements and lines were compared
import datetime, json, subprocess, sys
from decimal import Decimal

lets, path = sys.argv[1:]


def value(text):
    if text.startswith('"'):
        return text[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return text


entries, commit = [], []
for line in open(path, encoding="utf-8"):
    line = line.rstrip("\n")
    if line.startswith("- "):
        key, text = line[2:].split(": ", 1)
        commit.append({"kind": key, key: value(text)})
    elif line.startswith("  ") and not line.startswith("   ") and ": " in line:
        key, text = line.strip().split(": ", 1)
        commit[-1][key] = value(text)
        if key == "sha256":
            entries.append(commit)
            commit = []


def stand(end):
    """How many commits count for a period that ends on that day, and whether it is closed."""
    closes, counted = [], None
    for n, commit in enumerate(entries, 1):
        for entry in commit:
            if entry["kind"] == "close":
                closes.append(entry["close"])
            elif entry["kind"] == "reopen":
                closes.pop()
                if not any(day >= end for day in closes):
                    counted = None
        if counted is None and any(day >= end for day in closes):
            counted = n
    return (counted, True) if counted is not None else (len(entries), False)


def statements(begin, end):
    n, is_closed = stand(end)
    commits = entries[:n]
    accounts = [e[e["kind"]] for c in commits for e in c if e["kind"] in ("member", "central")]
    transfers = {int(e["transfer"]): e for c in commits for e in c if e["kind"] == "transfer"}
    undone = {int(e["reverses"]): k for k, e in transfers.items() if "reverses" in e}
    made = {}
    for account in accounts:
        balance, brought, lines = Decimal(0), Decimal(0), []
        for number, e in sorted(transfers.items(), key=lambda item: (item[1]["date"], item[0])):
            if account not in (e["from"], e["to"]) or e["date"] > end:
                continue
            is_payer = e["from"] == account
            amount = Decimal(e["amount"])
            balance += -amount if is_payer else amount
            if e["date"] < begin:
                brought = balance
                continue
            is_earned = is_payer == ("reverses" in e)
            shown = str(-amount if "reverses" in e else amount)
            lines.append((number, e["date"], e.get("written"), int(e.get("cheque", 0)) or None,
                          e["to"] if is_payer else e["from"], e.get("for"), shown if is_earned else None,
                          None if is_earned else shown, str(balance), undone.get(number)))
        made[account] = (is_closed, str(brought), lines, str(balance), str(commits[-1][-1]["sha256"]))
    return made


first = datetime.date.fromisoformat(entries[0][0]["opened"])
last = datetime.date.fromisoformat(entries[-1][-1]["seal"][:10])
n_statements = n_lines = 0
carried = {}
for year in range(first.year, last.year + 1):
    for quarter in range(1, 5):
        begin = f"{year}-{quarter * 3 - 2:02}-01"
        end = str(datetime.date(year + quarter // 4, quarter % 4 * 3 + 1, 1) - datetime.timedelta(1))
        answer = subprocess.run([lets, "-f", path, "--ids", "-q", "statement", "--all", "-p", f"{year}-Q{quarter}",
                                 "-O", "json"], stdout=subprocess.PIPE, check=True).stdout
        found = json.loads(answer)
        made = statements(begin, end)
        for one in found["statements"]:
            is_closed, brought, lines, balance, head = made.pop(one["account"])
            assert (one["begin"], one["end"], one["closed"], found["head"]) == (begin, end, is_closed, head), one
            keys = ("transfer date written cheque party for earned spent balance reversed_by").split()
            says = [tuple(line[key] for key in keys) for line in one["lines"]]
            zero = Decimal(0)
            assert says == lines, (one["account"], says, lines)
            assert Decimal(one["brought_forward"]) == Decimal(brought) == carried.get(one["account"], zero)
            assert Decimal(one["carried_forward"]) == Decimal(balance)
            carried[one["account"]] = Decimal(balance)
            n_statements += 1
            n_lines += len(lines)
        # Who has no statement was not there, and has nothing to state.
        for account, (_, brought, lines, balance, _) in made.items():
            assert not lines and Decimal(brought) == Decimal(balance) == 0, account
assert n_lines > 0
print(n_statements, "statements,", n_lines, "lines")
