# SPDX-License-Identifier: MIT
# The report to be looked at: a page of HTML, and PDF. That they look well, in light, in dark and printed, was
# judged by eye.

load helpers

# year: a year of trades, some with names and categories that mean harm.
year() {
    books
    done_ change-account 1 --name '<img src=x onerror=alert(1)>'
    done_ change-account 2 --name 'Bartholomew Featherstonehaugh-Cholmondeley of Little Snoring X'
    done_ set-policy --limits soft -q
    awk 'BEGIN {
        n = split("food;<script>alert(1)</script>;\"onmouseover=alert(1) x=;a & b;lessons", c, ";")
        for (i = 4; i < 124; i++) {
            printf "- transfer: %d\n  date: 2026-02-%02d\n  from: \"0003\"\n  to: \"000%d\"\n", i, i % 28 + 1, i % 2 + 1
            printf "  amount: %d.50\n", i
            k = c[i % n + 1]
            gsub(/"/, "\\\"", k)
            printf "  category: \"%s\"\n", k
        }
    }' | typed
}

# checked FILE CODE: reads the page as a browser does, and runs CODE with page, a list of (tag, attributes,
# text) in the order of the page.
checked() {
    python3 - "$@" <<'EOT'
import sys, re
from html.parser import HTMLParser
class Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.page, self.open = [], []
    def handle_starttag(self, tag, attributes):
        self.page.append([tag, dict(attributes), ""])
        if tag not in ("meta", "rect", "line"):
            self.open.append(self.page[-1])
    def handle_endtag(self, tag):
        if tag in ("rect", "line"):
            return
        assert self.open and self.open[-1][0] == tag, (tag, self.open[-1:])
        self.open.pop()
    def handle_data(self, data):
        for element in self.open:
            element[2] += data
reader = Reader()
text = open(sys.argv[1], encoding="utf-8").read()
reader.feed(text)
reader.close()
assert not reader.open, reader.open
page = reader.page
def all_of(tag):
    return [element for element in page if element[0] == tag]
exec(sys.argv[2])
EOT
}

@test "the page holds nothing but itself, and what members wrote is text in it" {
    year
    done_ report -p 2026 -O html -o report.html
    quiet
    checked report.html '
assert {element[0] for element in page} <= set("""html head meta title style body header h1 p main dl div dt dd
    section h2 figure figcaption svg rect line text table caption thead tbody tr th td bdi footer""".split())
for tag, attributes, _ in page:
    assert not [name for name in attributes if name.startswith("on")], attributes
    assert not {"src", "href", "style", "xlink:href"} & set(attributes), attributes
assert "url(" not in text and "@import" not in text and "http:" not in text and "https:" not in text
policy = [element[1]["content"] for element in all_of("meta") if "http-equiv" in element[1]]
assert policy == ["default-src \u0027none\u0027; style-src \u0027unsafe-inline\u0027"], policy
assert "<img src=x onerror=alert(1)>" in [element[2] for element in all_of("bdi")]
assert "<script>alert(1)</script>" in [element[2] for element in all_of("bdi")]
assert "\"onmouseover=alert(1) x=" in [element[2] for element in all_of("bdi")]'
}

@test "the page can be heard: a language, headings in order, charts with words, tables with heads" {
    year
    done_ report -p 2026 -O html -o report.html
    checked report.html '
assert all_of("html")[0][1]["lang"] == "en"
assert [element[2] for element in all_of("h1")] == ["London LETS: how it stands"]
assert [element[2] for element in all_of("h2")] == ["Trade", "Members", "Over a limit", "Central accounts"]
for svg in all_of("svg"):
    assert svg[1]["role"] == "img" and "its figures are in the table" in svg[1]["aria-label"]
assert len(all_of("svg")) == 4
assert len(all_of("table")) == len(all_of("caption")) == 6
for th in all_of("th"):
    assert th[1]["scope"] in ("col", "row")
assert "prefers-color-scheme: dark" in text and "@media print" in text and "name=\"viewport\"" in text'
}

@test "tables and charts say what the CSV says" {
    year
    done_ report -p 2026 -O csv
    cp "$OUT" report.csv
    done_ report -p 2026 -O html -o report.html
    checked report.html '
import csv
rows = list(csv.DictReader(open("report.csv")))
cells = [element[2] for element in page if element[0] in ("th", "td")]
for row in rows:
    begin = row["begin"][:7]
    at = [i for i, cell in enumerate(cells) if cell.startswith(begin)][0]
    assert cells[at + 1:at + 7] == [row["trades"], row["volume"], row["central_trades"], row["central_volume"],
                                    row["credit_outstanding"], row["largest_credit"]], (row, cells[at:at + 8])
    assert cells[at + 7].lstrip("-") == row["largest_debit"]
said = [element[2] for element in all_of("text") if element[1]["class"] == "said"]
for row in rows:
    assert row["trades"] in said and row["over_limit"] in said
bars = [element for element in all_of("rect") if element[1]["class"] == "bar"]
assert len(bars) >= 3 * len(rows)
heights = [float(bar[1]["height"]) for bar in bars[:len(rows)]]
trades = [int(row["trades"]) for row in rows]
for height, n in zip(heights, trades):
    assert abs(height / max(heights) - n / max(trades)) < 0.01'
}

@test "ticks are round, begin at zero and reach over the highest column" {
    year
    for amount in 0.01 7 1234.56 987654321; do
        done_ transfer 1 2 "$amount" --date 2026-02-28 --override test
        done_ report -p 2026 -O html -o report.html
        checked report.html '
from decimal import Decimal
for svg in range(2):
    start = [i for i, element in enumerate(page) if element[0] == "svg"][svg]
    ticks = []
    for element in page[start + 1:]:
        if element[0] == "svg":
            break
        if element[0] == "text" and element[1]["text-anchor"] == "end":
            ticks.append(Decimal(element[2]))
    assert ticks[0] == 0 and 2 <= len(ticks) <= 6, ticks
    step = ticks[1]
    assert [step * i for i in range(len(ticks))] == ticks
    assert str(step.normalize().as_tuple().digits) in ("(1,)", "(2,)", "(5,)"), step
    assert all(0 <= float(rect[1]["y"]) for rect in all_of("rect"))'
    done
}

@test "an empty scheme, and a period that has not begun, make a page without charts" {
    done_ init Brook --unit HOUR --debit-limit 20 --credit-limit none -q
    done_ report -O html -o report.html
    checked report.html 'assert "There was no trade." in text and "No member is over a limit." in text'
    done_ report -p 2027 -O html -o report.html
    checked report.html 'assert "no part of the period has begun" in text and not all_of("rect")'
    done_ report -p 2027 -O pdf -o report.pdf
    shows report.pdf "no part of the" "has begun" "page 1 of 1"
}

@test "on paper: the same figures, page numbers, two sizes, the same bytes again" {
    year
    done_ report -p 2026 -O pdf -o report.pdf
    quiet
    n=$(pages report.pdf)
    [ "$n" -ge 2 ]
    shows report.pdf "London LETS" "How it stands" "Trades a month" "Volume a month, in LINK" "trades" "122" \
        "How many members have which balance" "Members over a limit" "<script>alert(1)</script>" \
        "<img src=x onerror=alert(1)>" "Administration" "page 1 of $n" "page $n of $n" "after transfer 123"
    [ "$(size report.pdf)" = "595.276 x 841.89 pts (A4)" ]
    LETS_NOW=2026-03-01T22:00:00-03:00 TZ=Asia/Tokyo LC_ALL=C done_ report -p 2026 -o again.pdf
    cmp report.pdf again.pdf
    done_ report -p 2026 -O html -o report.html
    LC_ALL=C done_ report -p 2026 -o again.html
    cmp report.html again.html
    done_ report -p 2026 --paper letter -O pdf -o letter.pdf
    [ "$(size letter.pdf)" = "612 x 792 pts (letter)" ]
}

@test "locality and quarters are named, and names are left out with --ids" {
    year
    done_ report -p 2026 --every quarter --locality Brixton -O html -o report.html
    checked report.html '
assert "by quarter, members of Brixton" in text and "Trades a quarter" in text
assert [element[2] for element in all_of("text")].count("Q1") == 3'
    done_ report -p 2026 --ids -O html -o report.html
    lacks 'Bartholomew|onerror' report.html
}

@test "large amounts are made to fit on paper, not cut" {
    books
    done_ set-policy --debit-limit none --credit-limit none -q
    done_ transfer 1 2 8999999999999999.99 --date 2026-02-10
    done_ report -p 2026 -O pdf -o report.pdf
    within report.pdf
    shows report.pdf "9000000000000020.49" "-9000000000000012.49"
}

@test "the page and the PDF have a table of vouchers where there are any" {
    vouchers
    done_ report -p 2026-01..2026-07-01 -O html -o report.html
    checked report.html '
caption = [element[2] for element in all_of("caption")]
assert caption[-1] == "Vouchers, at the end", caption
cells = [element[2] for element in page if element[0] in ("th", "td")]
assert cells[-16:] == ["fete", "Summer fete", "16", "3", "6", "0", "1", "7.00",
                       "desk", "Vouchers of the desk", "5", "0", "1", "1", "0", "0.00"], cells[-16:]'
    done_ report -p 2026-01..2026-07-01 -O pdf -o report.pdf
    pdftotext -layout report.pdf report.txt
    grep -A3 'Vouchers, at the end' report.txt | grep -qE 'fete +Summer fete +16 +3 +6 +0 +1 +7.00' ||
        fail 'no vouchers in the PDF'
    rm journal.yaml
    books
    done_ report -p 2026 -O html -o none.html
    lacks 'Vouchers' none.html
    done_ report -p 2026 -O pdf -o none.pdf
    pdftotext none.pdf - > none.txt
    lacks 'Vouchers' none.txt
}
