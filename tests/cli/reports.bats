# SPDX-License-Identifier: MIT
# How the scheme stands.

load helpers

# moved: books that were taken over on 2026-01-01, with soft limits and trades in three months.
#   0001 Ann (Brixton), 0002 Bob, 0003 Cleo (Brixton, debit limit 50.00); plug is the opening account
moved() {
    books
    done_ set-policy --limits soft
    done_ add-central plug --purpose opening --debit-limit none --credit-limit none --opened 2026-01-01
    done_ transfer plug 1 40 --date 2026-01-04 --override 'opening balance'
    done_ transfer 2 plug 10 --date 2026-01-05 --override 'opening balance'
    done_ transfer 3 2 30 --date 2026-01-20 --category food
    done_ transfer 3 1 25 --date 2026-01-21
    done_ transfer 1 3 2 --date 2026-02-03 --category plumbing
    done_ transfer 2 1 7 --date 2026-02-04 --category food
    done_ reverse 9 --reason wrong --date 2026-02-20
    done_ add-member 0004 --joined 2026-02-15
    done_ close-account 4 --reason gone
}

@test "report counts trades between members, and central accounts apart" {
    moved
    done_ report -O csv
    # Transfers 4 and 5 are of an opening; 9 was reversed by 10, so neither is a trade.
    answer <<'EOT'
begin,end,trades,volume,central_trades,central_volume,active,opened,closed,credit_outstanding,largest_credit,largest_debit,over_limit,without_trade
2026-01-01,2026-01-31,4,75.50,0,0.00,3,3,0,77.00,52.50,47.00,0,0
2026-02-01,2026-02-28,1,2.00,1,2.00,2,1,0,75.00,50.50,47.00,0,2
2026-03-01,2026-03-01,0,0.00,0,0.00,0,0,1,75.00,50.50,47.00,0,3
EOT
}

@test "report divides a period by month, quarter or year, cut at its ends" {
    moved
    rows() { done_ report -O csv "$@" && sed 1d "$OUT" | cut -d, -f1-3 | tr '\n' ' '; }
    [ "$(rows -p 2026-01-10..2026-02-03)" = '2026-01-10,2026-01-31,3 2026-02-01,2026-02-03,1 ' ]
    [ "$(rows --every quarter)" = '2026-01-01,2026-03-01,5 ' ]
    [ "$(rows --every year -p 2025-07..2026)" = '2025-07-01,2025-12-31,0 2026-01-01,2026-12-31,5 ' ]
    [ "$(rows --every month -p 2026)" = '2026-01-01,2026-01-31,4 2026-02-01,2026-02-28,1 2026-03-01,2026-03-31,0 ' ]
    [ "$(rows -p 2026-02..)" = '2026-02-01,2026-02-28,1 2026-03-01,2026-03-01,0 ' ]
    [ "$(rows -p ..2026-01-20)" = '2026-01-01,2026-01-20,3 ' ]
    [ "$(rows -p 2027)" = '' ]
    done_ report -p 2027
    answers 'no part of that period has begun'
}

@test "report goes by the limits and the status of each day" {
    moved
    done_ change-account 3 --debit-limit 20 --date 2026-02-10
    over() { done_ report -O csv -p 2026 "$@" && sed 1d "$OUT" | cut -d, -f13 | tr '\n' ' '; }
    [ "$(over)" = '0 1 1 ' ]
    done_ report -p 2026 -O json
    answers '"members_over_limit": [{"account": "0003", "name": "Cleo Patel", "balance": "-47.00", "debit_limit": "20.00", "credit_limit": null, "since": "2026-02-10"}]'
    done_ report -p 2026-01 -O json
    answers '"members_over_limit": []'
    done_ transfer 1 3 30 --date 2026-02-12
    done_ transfer 3 2 40 --date 2026-02-14
    done_ report -p 2026 -O json
    answers '"balance": "-57.00", "debit_limit": "20.00", "credit_limit": null, "since": "2026-02-14"}]'
    done_ set-policy --credit-limit 30
    done_ report -p 2026 -O json
    answers '"debit_limit": null, "credit_limit": "30.00", "since": "2026-03-01"}'
    # What is over today is what balance and audit say is over.
    done_ balance --over-limit --kind member -O csv
    sed 1d "$OUT" | cut -d, -f1 > "$BOX/over"
    done_ report -p 2026
    sed -n '/^Members over/,/^$/p' "$OUT" | sed '1,2d;$d' | cut -c1-4 | diff - "$BOX/over"
}

@test "report adds categories, central accounts and the spread of balances" {
    moved
    done_ report -p 2026 -O json
    python3 - "$OUT" <<'EOT'
import json, sys
report = json.load(open(sys.argv[1], encoding="utf-8"))
assert report["every"] == "month" and report["locality"] is None
assert report["categories"] == [
    {"category": "food", "trades": 2, "volume": "38.00"},
    {"category": None, "trades": 1, "volume": "25.00"},
    {"category": "plumbing", "trades": 2, "volume": "14.50"}], report["categories"]
central = {row["account"]: row for row in report["central_accounts"]}
assert list(central) == ["admin", "leavers", "plug"]
assert (central["admin"]["in"], central["admin"]["out"], central["admin"]["balance"]) == ("2.00", "0.00", "2.00")
# Turnover has the transfers of an opening.
assert (central["plug"]["in"], central["plug"]["out"], central["plug"]["balance"]) == ("10.00", "40.00", "-30.00")
assert central["plug"]["debit_limit"] == "none" and not central["plug"]["over_limit"]
bins = report["distribution"]
assert sum(row["members"] for row in bins) == 3
assert {"from": "0.00", "to": "0.00", "members": 0} in bins
assert {"from": "-50.00", "to": "-40.00", "members": 1} in bins, bins
assert {"from": "50.00", "to": "60.00", "members": 1} in bins, bins
assert list(report["periods"][0]) == ("begin,end,trades,volume,central_trades,central_volume,active,opened,closed,"
    "credit_outstanding,largest_credit,largest_debit,over_limit,without_trade").split(",")
assert report["periods"][0]["trades"] == 4 and report["periods"][0]["volume"] == "75.50"
EOT
}

@test "report of a locality counts its members and their transfers" {
    moved
    done_ report -p 2026-02 --locality Brixton -O csv
    sed 1d "$OUT" | grep -qx '2026-02-01,2026-02-28,1,2.00,1,2.00,2,0,0,50.50,50.50,47.00,0,0'
    done_ report -p 2026-01 --locality Camden -O csv
    sed 1d "$OUT" | grep -qx '2026-01-01,2026-01-31,0,0.00,0,0.00,0,0,0,0.00,0.00,0.00,0,0'
    done_ report --locality Brixton
    answers 'members of Brixton only, and transfers of theirs; central accounts are counted only where it says so'
}

@test "report as text has tables with bars, in any width" {
    moved
    done_ report -p 2026-Q1
    answers 'London LETS, 2026-Q1, in LINK'
    answers 'central accounts are counted only where it says so'
    answers '2026-01      4          3  75.50 ████████████████████'
    answers '2026-02      1          2   2.00 ▌'
    answers '(none given)'
    done_ report
    answers '2026-03 part      0'
    done_ report -p 2026-Q1
    answers "after transfer 10"
    done_ report -p 2026-Q1 -q
    lacks 'head' "$OUT"
}

@test "report names its rows by month, quarter or year, and marks those that are cut" {
    moved
    names() { done_ report "$@" && sed -n '/^Trades between/,/^$/p' "$OUT" | sed '1,2d;$d' | cut -d' ' -f1,2 | tr '\n' ';'; }
    [ "$(names -p 2026-02..2026-03-15)" = '2026-02 ;2026-03 part;' ]
    [ "$(names -p 2025-Q4..2026-Q1 --every quarter)" = '2025-Q4 ;2026-Q1 ;' ]
    [ "$(names -p 2025-Q4..2026-Q4 --every year)" = '2025 part;2026 ;' ]
}

@test "report of books without categories, and of accounts beyond their limits" {
    books
    done_ set-policy --limits soft
    done_ transfer 1 2 5 --date 2026-02-10
    done_ transfer 2 1 5 --date 2026-02-10
    done_ transfer 3 2 1 --category roof --date 2026-02-11
    done_ transfer 3 2 1 --category door --date 2026-02-11
    done_ transfer leavers 1 300 --date 2026-02-12
    done_ change-account leavers --debit-limit 100 --date 2026-02-13
    done_ report -p 2026-02
    # The same volume goes by name.
    [ "$(grep -nE '^(door|roof|.none given.)' "$OUT" | cut -d: -f2 | cut -d' ' -f1 | tr '\n' ' ')" = '(none door roof ' ]
    answers '100.00         none over limit'
    grep -qE '^0001 +Ann Archer +287.50 250.00 2026-02-12$' "$OUT" || fail 'Ann is over her limit'
    answers '250.00 300.00       1 '
    done_ report -p 2026-02-01..2026-02-10
    answers '2026-02 part      2          2'
    rewritten -e '/category/d'
    done_ report -p 2026-01 --accept-cut
    answers '(none given)'
    done_ report -p 2026-01-02 --accept-cut
    lacks 'category' "$OUT"
}

@test "report shows hostile texts harmlessly" {
    books
    done_ transfer 1 2 5 --category '=HYPERLINK("http://example.org")' --date 2026-02-10
    done_ transfer 1 2 4 --category '<script>alert(1)</script>' --date 2026-02-10
    done_ transfer 1 2 3 --category 'تعليم' --date 2026-02-10
    done_ transfer 1 2 2 --category '课程' --date 2026-02-10
    done_ report -p 2026-02
    answers '=HYPERLINK("http://example.org")'
    answers '<script>alert(1)</script>'
    answers 'تعليم'
    LC_ALL=C grep -q "$(printf '[\001-\011\013-\037\177]')" "$OUT" && false
    done_ report -p 2026-02 -O json
    python3 -c 'import json, sys; assert json.load(open(sys.argv[1]))["categories"][1]["category"] == "<script>alert(1)</script>"' "$OUT"
}

@test "report refuses what makes no sense" {
    books
    refused 2 bad-word report --every week
    refused 2 bad-date report -p soon
    refused 2 bad-usage report 0001
}

@test "a purpose that is set later takes nothing out of past reports" {
    moved
    done_ transfer admin 1 3 --date 2026-02-10
    done_ report -O csv
    cp "$OUT" "$BOX/before"
    done_ change-account admin --purpose opening
    done_ change-account plug --purpose other
    done_ report -O csv
    cmp "$OUT" "$BOX/before"
}

@test "a locality that nobody has is told, by report and trading sheet too" {
    books
    done_ report --locality Nowhere
    complains "no member has the locality 'Nowhere'; there are: Brixton"
    done_ print-trading-sheet --locality Nowhere
    complains "no member has the locality 'Nowhere'; there are: Brixton"
    done_ report --locality Brixton
    [ "$(grep -c 'has the locality' "$ERR")" -eq 0 ]
}

# floats PERIOD: of each, what was printed, is out, redeemed, taken back, expired and worth.
floats() {
    done_ report -p "$1" -O json
    jq -r '.floats[] | [.account, .printed, .out, .redeemed, .taken_back, .expired, .value] | @tsv' "$OUT" |
        tr '\t\n' ' ;'
}

@test "report counts the vouchers of each float by the dates of what moved them" {
    vouchers
    [ "$(floats 2026-01)" = '' ]
    [ "$(floats 2026-02-01)" = 'fete 16 0 0 0 0 0.00;desk 5 0 0 0 0 0.00;' ]
    [ "$(floats 2026-02)" = 'fete 16 9 0 0 0 33.00;desk 5 2 0 0 0 5.00;' ]
    # A redemption and a sale were reversed on 5 March; a sale came and went on the 6th.
    [ "$(floats 2026-01..2026-03-05)" = 'fete 16 2 3 0 0 10.00;desk 5 2 0 0 0 5.00;' ]
    # Taken back on 10 March, reversed on the 11th, and half of it taken back again.
    [ "$(floats 2026-01..2026-03-10)" = 'fete 16 5 3 0 0 13.00;desk 5 0 0 2 0 0.00;' ]
    [ "$(floats 2026-01..2026-03-11)" = 'fete 16 5 3 0 0 13.00;desk 5 0 1 1 0 0.00;' ]
    # The last day is 30 June: 1004 and 1010 are out the day after, of which one is honoured.
    [ "$(floats 2026-01..2026-06-30)" = 'fete 16 5 4 0 0 13.00;desk 5 0 1 1 0 0.00;' ]
    [ "$(floats 2026-01..2026-07-01)" = 'fete 16 3 6 0 1 7.00;desk 5 0 1 1 0 0.00;' ]
    [ "$(floats 2026)" = 'fete 16 0 6 3 0 0.00;desk 5 0 1 1 0 0.00;' ]
    # fete was closed on 2 July, and nothing was in or out of it in August.
    LETS_NOW=2026-08-30T10:00:00+00:00
    [ "$(floats 2026-08)" = 'desk 5 0 1 1 0 0.00;' ]
}

@test "report as text has a table of vouchers where there are any" {
    vouchers
    done_ report -p 2026-01..2026-07-01
    sed -n '/^Vouchers$/,/^$/p' "$OUT" | sed '$d' > "$BOX/table"
    diff -u - "$BOX/table" <<'EOT' || fail 'another table'
Vouchers
account name                 printed out redeemed taken back expired value out
fete    Summer fete               16   3        6          0       1      7.00
desk    Vouchers of the desk       5   0        1          1       0      0.00
EOT
    rm journal.yaml
    books
    done_ report -p 2026
    lacks '^Vouchers' "$OUT"
    done_ report -p 2026 -O json
    answers '"floats": []'
}
