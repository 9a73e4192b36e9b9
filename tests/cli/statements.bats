# SPDX-License-Identifier: MIT
# Statements of account.

load helpers

# january ARGUMENT..: the statements of that month, all of them.
january() {
    done_ statement --all -p 2026-01 "$@"
}

# widest FILE: the columns that its widest line takes on a terminal.
widest() {
    python3 - "$1" <<'EOT'
import sys, unicodedata
def width(line):
    return sum(0 if unicodedata.combining(c) or unicodedata.category(c) == "Cf" else
               2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
print(max(width(line) for line in open(sys.argv[1], encoding="utf-8").read().split("\n")))
EOT
}

# hostile: books with names and texts that are hard to print, and meant to do harm.
hostile() {
    books
    done_ add-member 0004 --name 'Maximiliana Theodora Wilhelmina von Hohenstein-Schaumburg-Li' --joined 2026-01-04
    done_ add-member 0005 --name 'محمد عبد الرحمن' --joined 2026-01-04
    done_ add-member 0006 --name '王小明' --joined 2026-01-04
    done_ add-member 0007 --name '=HYPERLINK("http://example.org","pay")' --email '=cmd@example.org' \
        --joined 2026-01-04
    done_ transfer 1 4 1 --date 2026-02-10 --for '<script>alert(1)</script> & "quoted"'
    done_ transfer 1 5 2 --date 2026-02-11 --for 'درس اللغة العربية 12.50'
    done_ transfer 1 6 3 --date 2026-02-12 --for '中文课，两个小时，在图书馆的小房间里，还有茶和点心，谢谢大家，下次再来，请带上字典和笔记本'
    done_ transfer 1 7 4 --date 2026-02-13 --for '=HYPERLINK("http://example.org/steal","click")'
    done_ transfer 7 1 1 --date 2026-02-14 --for '+1 @home -- a@example.net'
    done_ transfer 4 1 1 --date 2026-02-15 \
        --for 'donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichenverleihungsurkundendruckerei'
}

@test "a statement says what was brought forward, every line, and what is left" {
    books
    done_ close-period 2026-01
    done_ reverse 1 --reason 'wrong payee' --date 2026-02-03
    done_ statement 1 -p 2026-01
    head=$(grep '  sha256' journal.yaml | tail -n 2 | head -n 1 | cut -c11-42 | sed 's/..../& /g; s/ $//')
    answer <<EOT
London LETS

Statement for Ann Archer (0001)
2026-01-01 to 2026-01-31, in LINK

date        with whom, and for what                       earned  spent  balance
2026-01-01  brought forward                                                 0.00
2026-01-10  Bob Jones: kitchen tap                                12.50   -12.50
            cheque 301, written 2026-01-08, transfer 1
2026-01-31  carried forward                                 0.00  12.50   -12.50

turnover 12.50; debit limit 100.00, credit limit 250.00
left to spend: 87.50

head $head after transfer 3
Keep this: with these digits, lets audit --witness shows to anyone who has the
books that nothing recorded by then was changed or taken out since.
EOT
    quiet
    done_ statement 1 -p 2026-02
    answer <<EOT
London LETS

Statement for Ann Archer (0001)
2026-02-01 to 2026-02-28, in LINK; provisional, the period is not closed

date        with whom, and for what                      earned   spent  balance
2026-02-01  brought forward                                               -12.50
2026-02-03  Bob Jones: wrong payee                               -12.50     0.00
            transfer 4, reverses 1
2026-02-28  carried forward                                0.00  -12.50     0.00

turnover -12.50; debit limit 100.00, credit limit 250.00
left to spend: 100.00

head $(head_of journal.yaml | cut -c1-32 | sed 's/..../& /g; s/ $//') after transfer 4
Keep this: with these digits, lets audit --witness shows to anyone who has the
books that nothing recorded by then was changed or taken out since.
EOT
}

@test "a transfer that was reversed says by which one" {
    books
    done_ reverse 1 --reason 'wrong payee'
    done_ statement 1 -p 2026-01
    answers '            reversed by 4'
    done_ statement 1 -p 2026-01 -O json
    answers '"reverses": null, "reversed_by": 4}'
    done_ statement 2 -p 2026-03 -O json
    answers '"reverses": 1, "reversed_by": null}'
    answers '"earned": "-12.50", "spent": null'
}

@test "statements in CSV and JSON have the columns and keys of the manual" {
    books
    done_ statement 2 3 -p 2026-01 -O csv
    answer <<'EOT'
account,name,begin,end,line,transfer,date,written,cheque,party,party_name,for,earned,spent,balance
0002,Bob Jones,2026-01-01,2026-01-31,brought,,,,,,,,,,0.00
0002,Bob Jones,2026-01-01,2026-01-31,entry,2,2026-01-09,,,0003,Cleo Patel,two loaves,,8.00,-8.00
0002,Bob Jones,2026-01-01,2026-01-31,entry,1,2026-01-10,2026-01-08,301,0001,Ann Archer,kitchen tap,12.50,,4.50
0002,Bob Jones,2026-01-01,2026-01-31,carried,,,,,,,,12.50,8.00,4.50
0003,Cleo Patel,2026-01-01,2026-01-31,brought,,,,,,,,,,0.00
0003,Cleo Patel,2026-01-01,2026-01-31,entry,2,2026-01-09,,,0002,Bob Jones,two loaves,8.00,,8.00
0003,Cleo Patel,2026-01-01,2026-01-31,carried,,,,,,,,8.00,0.00,8.00
EOT
    done_ statement 3 leavers -p 2026-01 -O json
    answer <<EOT
{"ledger": "London LETS", "unit": "LINK", "decimals": 2, "head": "$(head_of journal.yaml)", "last_transfer": 3, "statements": [
{"account": "leavers", "name": null, "begin": "2026-01-01", "end": "2026-01-31", "closed": false, "brought_forward": "0.00", "lines": [], "earned": "0.00", "spent": "0.00", "turnover": "0.00", "carried_forward": "0.00", "debit_limit": "none", "credit_limit": "none", "available": null},
{"account": "0003", "name": "Cleo Patel", "begin": "2026-01-01", "end": "2026-01-31", "closed": false, "brought_forward": "0.00", "lines": [{"transfer": 2, "date": "2026-01-09", "written": null, "cheque": null, "party": "0002", "party_name": "Bob Jones", "for": "two loaves", "earned": "8.00", "spent": null, "balance": "8.00", "proposal": null, "reverses": null, "reversed_by": null}], "earned": "8.00", "spent": "0.00", "turnover": "8.00", "carried_forward": "8.00", "debit_limit": "50.00", "credit_limit": "250.00", "available": "58.00"}
]}
EOT
}

@test "the period is last month where none is named" {
    books
    done_ statement 3
    answers '2026-02-01 to 2026-02-28'
    done_ statement 3 --today 2026-04-30 -O csv
    answers '0003,Cleo Patel,2026-03-01,2026-03-31,brought'
}

@test "a closed period's statements stay the same to the byte, whatever is recorded later" {
    books
    done_ close-period 2026-01
    for format in text csv json; do
        january -O $format
        mv "$OUT" "$BOX/before.$format"
    done
    done_ reverse 1 --reason wrong
    done_ transfer 1 2 3
    done_ set-policy --debit-limit 70 --limits soft --contact 'London LETS, 2 Acre Lane'
    done_ change-account 3 --debit-limit 10 --suspend --locality none
    done_ change-account 1 --joined 2025-12-01
    done_ change-account admin --title 'The office' --purpose levy
    done_ add-member 0009 --joined 2026-01-02
    printf -- '- policy: 2026-03-01\n  name: Greater London LETS\n  unit: CROWN\n' | typed
    done_ close-period 2026-02
    for format in text csv json; do
        january -O $format
        cmp "$OUT" "$BOX/before.$format"
    done
    refused 1 unknown-account statement 9 -p 2026-01
    complains "there was no account '9' yet when the period was closed"
    done_ statement admin -p 2026-02
    answers 'Greater London LETS'
    answers 'Statement for The office (admin)'
    done_ change-account 2 --name 'Robert Jones'
    january
    answers 'Statement for Robert Jones (0002)'
}

@test "a period that was opened again is provisional, and final as at its next close" {
    books
    done_ close-period 2026-01
    january -O json
    mv "$OUT" "$BOX/before"
    done_ reopen-period 2026-01-31 --reason 'a box was found'
    done_ statement 1 -p 2026-01
    answers 'provisional'
    done_ transfer 1 2 5 --date 2026-01-20
    done_ change-account 1 --debit-limit 60
    done_ close-period 2026-02
    done_ change-account 1 --debit-limit 70
    done_ statement 1 -p 2026-01 -O json
    answers '"closed": true'
    answers '"carried_forward": "-17.50"'
    answers '"debit_limit": "60.00"'
    january -O json
    if cmp -s "$OUT" "$BOX/before"; then false; fi
}

@test "a period without end is stated up to today" {
    books
    done_ statement 3 -p 2026-02..
    answers '2026-02-01 to 2026-03-01, in LINK; provisional'
    done_ statement 3 -p 2026-02.. --split out
    [ -s out/2026-02-01..2026-03-01_0003.txt ]
    done_ statement 3 -p ..2026-02-28 --split out
    [ -s out/until-2026-02-28_0003.txt ]
}

@test "--all is every account open on a day of the period" {
    books
    done_ add-member 0004 --joined 2026-02-10
    done_ close-account 2 --residue-to leavers --stop-cheques --reason left
    ids() { done_ statement --all -p "$1" -O csv && sed -n 's/,.*,brought,.*//p' "$OUT" | tr '\n' ' '; }
    [ "$(ids 2026-01)" = 'admin leavers 0001 0002 0003 ' ]
    [ "$(ids 2026-02)" = 'admin leavers 0001 0002 0003 0004 ' ]
    [ "$(ids 2026-01-02)" = 'admin leavers ' ]
    [ "$(ids 2026-03-01)" = 'admin leavers 0001 0002 0003 0004 ' ]
    export LETS_NOW=2026-04-10T10:00:00+00:00
    [ "$(ids 2026-03-02..2026-04-05)" = 'admin leavers 0001 0003 0004 ' ]
    done_ reopen-account 2
    [ "$(ids 2026-04-10)" = 'admin leavers 0001 0002 0003 0004 ' ]
    [ "$(ids 2026-04-09)" = 'admin leavers 0001 0003 0004 ' ]
}

@test "every account is in exactly one delivery, and e-mail without an address is paper, and said" {
    books
    done_ add-member 0004 --name 'Dee Fox' --delivery email --joined 2026-01-04
    done_ add-member 0005 --name 'Eve Gold' --delivery email --email eve@example.org --joined 2026-01-04
    sed -i 's/eve@example.org/eve at example.org/' journal.directory.yaml
    done_ add-member 0006 --name 'Flo Hart' --email flo@example.org --joined 2026-01-04
    done_ add-member 0007 --name 'Gus Iver' --email gus@example.org --delivery none --joined 2026-01-04
    for way in paper email none; do
        january --delivery $way -O csv
        sed -n 's/,.*,brought,.*//p' "$OUT" > "$BOX/$way"
    done
    [ "$(tr '\n' ' ' < "$BOX/paper")" = 'admin leavers 0001 0003 0004 0005 ' ]
    [ "$(tr '\n' ' ' < "$BOX/email")" = '0002 0006 ' ]
    [ "$(tr '\n' ' ' < "$BOX/none")" = '0007 ' ]
    january -q
    complaint <<'EOT'
lets: warning: Dee Fox (0004) is to get e-mail, but has no address that mail can go to: counted as paper
lets: warning: Eve Gold (0005) is to get e-mail, but has no address that mail can go to: counted as paper
EOT
    january
    complains '9 statements of 2026-01, provisional: 6 on paper, 2 by e-mail, 1 none'
    done_ statement --all -p 2026-01 --ids
    complains '9 statements of 2026-01, provisional: 9 on paper, 0 by e-mail, 0 none'
    lacks 'Ann|Bob' "$OUT"
}

@test "--split writes a private file for each, whole, and the same ones when it is run again" {
    books
    done_ close-period 2026-01
    january --split out
    complains '5 statements of 2026-01: 4 on paper, 1 by e-mail, 0 none'
    complains "5 files written to 'out', 0 there already"
    [ ! -s "$OUT" ]
    [ "$(cd out && echo *)" = '2026-01_0001.txt 2026-01_0002.txt 2026-01_0003.txt 2026-01_admin.txt 2026-01_leavers.txt' ]
    [ "$(stat -c %a out out/* | sort -u | tr '\n' ' ')" = '600 700 ' ]
    ls -li --time-style=full-iso out > "$BOX/before"
    printf 'torn' > out/2026-01_0002.txt
    january --split out
    complains "1 file written to 'out', 4 there already"
    done_ statement 2 -p 2026-01
    cmp "$OUT" out/2026-01_0002.txt
    ls -li --time-style=full-iso out | grep -v 0002 | diff - <(grep -v 0002 "$BOX/before")
    done_ statement 1 -p 2026-Q1 -O csv --split out
    done_ statement 1 -p 2026-01-05..2026-02-03 -O json --split out
    [ -s out/2026-Q1_0001.csv ]
    [ -s out/2026-01-05..2026-02-03_0001.json ]
}

@test "several statements as text are parted by form feeds" {
    books
    january
    [ "$(tr -dc '\f' < "$OUT" | wc -c)" -eq 4 ]
    tr '\f' '\n' < "$OUT" | grep -c '^Statement for' | grep -qx 5
}

@test "a message is what mail programs read: headers, text, whole characters, short lines" {
    hostile
    done_ change-account 5 --email amal@example.org
    done_ change-account 6 --email wang@example.org
    done_ add-member 0008 --name 'محمد, "عبد الرحمن" <بن علي> الخوارزمي الأندلسي القرطبي المغربي' \
        --email far@example.org --joined 2026-01-04
    done_ statement --all -p 2026-02 -O eml --from books@example.org --split mail
    complains '5 statements of 2026-02, provisional: 0 on paper, 5 by e-mail, 0 none'
    [ "$(cd mail && echo *)" = '2026-02_0002.eml 2026-02_0005.eml 2026-02_0006.eml 2026-02_0007.eml 2026-02_0008.eml' ]
    for id in 2 5 6 7 8; do
        done_ statement $id -p 2026-02
        python3 - "mail/2026-02_000$id.eml" "$OUT" <<'EOT'
import sys, email, email.policy
from email.header import decode_header, make_header
raw = open(sys.argv[1], "rb").read()
assert b"\n" not in raw.replace(b"\r\n", b"") and raw.endswith(b"\r\n")
assert max(len(line) for line in raw.split(b"\r\n")) <= 78
raw.decode("ascii")
message = email.message_from_bytes(raw, policy=email.policy.default)
assert not message.defects, message.defects
names = {"0002": "Bob Jones", "0005": "محمد عبد الرحمن", "0006": "王小明",
         "0007": '=HYPERLINK("http://example.org","pay")',
         "0008": 'محمد, "عبد الرحمن" <بن علي> الخوارزمي الأندلسي القرطبي المغربي'}
to = message["To"].addresses
# The newer reader puts a blank between two encoded words, where RFC 2047 has none.
name = str(make_header(decode_header(email.message_from_bytes(raw)["To"].replace("\r\n", "")))).split(" <")
assert len(to) == 1 and " <".join(name[:-1]) == names[sys.argv[1][-8:-4]], (to, name)
assert to[0].addr_spec == name[-1][:-1]
assert message["From"].addresses[0].addr_spec == "books@example.org"
assert message["From"].addresses[0].display_name == "London LETS"
assert message["Subject"] == "London LETS: your statement for 2026-02 (provisional)"
assert str(message["Date"].datetime.isoformat()) == "2026-03-01T10:00:00+00:00"
assert message["Message-ID"].endswith("@example.org>")
body = message if not message.is_multipart() else next(message.iter_parts())
assert body.get_content_type() == "text/plain"
text = body.get_payload(decode=True).decode("utf-8").replace("\r\n", "\n")
assert text == open(sys.argv[2], encoding="utf-8").read()
EOT
    done
    refused 2 bad-usage statement --all -p 2026-02 -O eml --split mail
    complains 'a message needs a sender: --from ADDRESS'
    refused 2 bad-usage statement --all -p 2026-02 -O eml --split mail --from 'a@b.org, c@d.org'
    refused 2 bad-usage statement --all -p 2026-02 -O eml --split mail --from a@b.org --delivery paper
    refused 2 bad-usage statement --all -p 2026-02 -O eml --from a@b.org
    refused 2 bad-usage statement 1 -p 2026-02 --from a@b.org
    done_ statement 2 -p 2026-02 -O eml --from a@b.org
    answers 'To: Bob Jones <bob@example.org>'
    refused 2 bad-usage statement 2 3 -p 2026-02 -O eml --from a@b.org --split mail
    complains "'0003' has no address that mail can go to"
}

@test "names of any length and script, and hostile texts, are right and harmless" {
    hostile
    done_ statement --all -p 2026-02
    [ "$(widest "$OUT")" -le 80 ]
    LC_ALL=C grep -q "$(printf '[\001-\011\013\016-\037\177]')" "$OUT" && false
    answers 'Statement for Maximiliana Theodora Wilhelmina von Hohenstein-Schaumburg-Li'
    answers 'محمد عبد الرحمن'
    answers '王小明'
    answers '<script>alert(1)</script>'
    done_ statement 1 7 -p 2026-02 -O csv
    answers "'=HYPERLINK(\"\"http://example.org/steal\"\",\"\"click\"\")"
    answers "0007,\"'=HYPERLINK(\"\"http://example.org\"\",\"\"pay\"\")\""
    answers "'+1 @home -- a@example.net"
    lacks '(^|,)"?[=+@]' "$OUT"
    done_ statement 1 5 6 -p 2026-02 -O json
    python3 - "$OUT" <<'EOT'
import json, sys
books = json.load(open(sys.argv[1], encoding="utf-8"))
lines = books["statements"][0]["lines"]
assert [line["party_name"] for line in lines][1:3] == ["محمد عبد الرحمن", "王小明"]
assert lines[0]["for"] == '<script>alert(1)</script> & "quoted"'
EOT
}

@test "text right to left does not carry the figures behind it along" {
    hostile
    done_ statement 1 -p 2026-02
    # The line of Arabic begins with a mark of left-to-right text and is closed by one.
    grep -q "$(printf '2026-02-11  \342\200\216')محمد عبد الرحمن$(printf '\342\200\216'): $(printf '\342\200\216')درس اللغة العربية 12.50$(printf '\342\200\216') .* 2.00 " "$OUT"
}

@test "what makes no sense on the command line is refused" {
    books
    refused 2 bad-usage statement
    complains "whose statement? Name accounts, or give --all"
    refused 2 bad-usage statement 1 --all
    refused 2 bad-usage statement --all --split out -o file.csv
    refused 2 bad-date statement --all -p never
    refused 1 unknown-account statement 77 -p 2026-01
    refused 2 bad-usage statement --all -O pages
    refused 4 no-such-file statement --all --split no/such/folder
    complains 'lets: no/such/folder: cannot make the folder: No such file or directory [no-such-file]'
    refused 4 no-such-file statement --all --split journal.yaml
    complains 'lets: journal.yaml: cannot make the folder: Not a directory'
    mkdir -p taken/2026-01_0001.txt
    refused 4 no-permission statement 1 -p 2026-01 --split taken
    complains 'lets: taken/2026-01_0001.txt: '
}

@test "any number of statements costs one pass over the journal" {
    books
    seq 4 6003 | awk '{ printf "- transfer: %d\n  date: 2026-02-01\n  from: \"000%d\"\n  to: \"000%d\"\n" \
        "  amount: 1.00\n", $1, $1 % 2 + 1, 2 - $1 % 2 }' | typed
    export ASAN_OPTIONS=detect_leaks=0
    reads() {
        strace -f -o "$BOX/trace" -e trace=openat,read,pread64 "$LETS" "$@" > "$OUT" 2> "$ERR" ||
            fail "lets $* failed"
        awk '/openat\(.*journal\.yaml"/ { file = $NF; name = "(" file ","; n = 0; size = 0 }
            file != "" && /read|pread64/ && index($0, name) { n++; size += $NF }
            END { print n, size }' "$BOX/trace"
    }
    one=$(reads statement 1 -p 2026-02)
    all=$(reads statement --all -p 2026-02)
    echo "one: $one; all: $all; size: $(stat -c %s journal.yaml)" >&2
    [ "$one" = "$all" ]
    [ "$(reads balance)" = "$all" ]
    [ "${all#* }" -ge "$(stat -c %s journal.yaml)" ]
    # Beside that only the first 64 KiB and twice the last 64 are looked at, to know the ledger and its end.
    [ "${all#* }" -le $(($(stat -c %s journal.yaml) + 192 * 1024 + 256)) ]
}

@test "month.sh closes a month, makes what goes out, mails it once, and can be run again" {
    books
    export PAPER=txt SENDMAIL="$BOX/sendmail -t" LETS_NOW=2026-02-02T10:00:00+00:00
    printf '#!/bin/sh\n[ "$*" = -t ] || exit 1\ncat >> "%s"\n' "$BOX/sent" > "$BOX/sendmail"
    chmod +x "$BOX/sendmail"
    month() {
        sh "$BATS_TEST_DIRNAME/../../journals/month.sh" "$@" > "$OUT" 2> "$ERR" || fail "month.sh ended with $?"
    }
    month journal.yaml months books@example.org
    answer <<'EOT'
closed up to 2026-01-31
2026-01: 1 messages sent, 0 kept; to print: months/2026-01/paper.txt
EOT
    grep -q '^- close: 2026-01-31$' journal.yaml
    grep -q 'by: treasurer' journal.yaml
    [ "$(cd months/2026-01 && echo * mail/* statements/*)" = "mail paper.txt report.html statements \
mail/2026-01_0002.eml mail/2026-01_0002.eml.sent statements/2026-01_0001.txt statements/2026-01_0002.txt \
statements/2026-01_0003.txt statements/2026-01_admin.txt statements/2026-01_leavers.txt" ]
    grep -c '^Statement for' months/2026-01/paper.txt | grep -qx 4
    lacks 'Statement for Bob Jones' months/2026-01/paper.txt
    grep -q '^To: Bob Jones <bob@example.org>' "$BOX/sent"
    keep
    cp -r months "$BOX/months" && cp "$BOX/sent" "$BOX/sent.before"
    export LETS_NOW=2026-02-20T10:00:00+00:00
    month journal.yaml months books@example.org 2026-01
    answer <<'EOT'
2026-01: 0 messages sent, 0 kept; to print: months/2026-01/paper.txt
EOT
    unchanged
    diff -r months "$BOX/months"
    cmp "$BOX/sent" "$BOX/sent.before"
    unset PAPER
    rm months/2026-01/mail/*.sent
    month journal.yaml months books@example.org 2026-01
    answers '2026-01: 1 messages sent, 0 kept; to print: months/2026-01/paper.pdf'
    head -c 5 months/2026-01/paper.pdf | grep -qx '%PDF-'
    # Nothing is made of books that are not sound.
    sed -i 's/kitchen tap/kitchen sink/' journal.yaml
    run -1 sh "$BATS_TEST_DIRNAME/../../journals/month.sh" journal.yaml others books@example.org 2026-01
    [[ "$output" == *'are not as they were sealed'* ]]
    [ ! -e others ]
}

@test "month.sh: a mailbox that is refused keeps nobody else's message, and is tried again" {
    books
    done_ add-member 0004 --name 'Dee Fox' --email dee@example.org --joined 2026-01-04
    done_ add-member 0005 --name 'Eve Gold' --email eve@example.org --joined 2026-01-04
    export PAPER=txt SENDMAIL="$BOX/sendmail"
    cat > "$BOX/sendmail" <<EOT
#!/bin/sh
cat > "$BOX/message"
grep '^To: .*dee@' "$BOX/message" >/dev/null && echo 'no such mailbox' >&2 && exit 67
cat "$BOX/message" >> "$BOX/sent"
EOT
    chmod +x "$BOX/sendmail"
    month() {
        sh "$BATS_TEST_DIRNAME/../../journals/month.sh" journal.yaml months books@example.org 2026-01 2> "$ERR"
    }
    run -1 month
    [[ "$output" == *'2026-01: 2 messages sent, 1 kept; to print: months/2026-01/paper.txt' ]]
    complains 'month.sh: months/2026-01/mail/2026-01_0004.eml is kept: no such mailbox (exit status 67)'
    grep -q 'no such mailbox' months/2026-01/mail/2026-01_0004.eml.kept
    run -1 month
    [[ "$output" == '2026-01: 0 messages sent, 1 kept; '* ]]
    # The address is put right: only that message goes out.
    done_ change-account 4 --email fox@example.org
    run -0 month
    [[ "$output" == '2026-01: 1 messages sent, 0 kept; '* ]]
    [ ! -e months/2026-01/mail/2026-01_0004.eml.kept ]
    [ "$(grep -c '^To: ' "$BOX/sent")" = 3 ]
    # Where it is to be paper instead, no message is left to be tried.
    rm months/2026-01/mail/2026-01_0004.eml.sent
    done_ change-account 4 --delivery paper
    run -0 month
    [[ "$output" == '2026-01: 0 messages sent, 0 kept; '* ]]
    grep -q 'Statement for Dee Fox' months/2026-01/paper.txt
}

@test "an e-mail address is checked when it is given, and paper in its place is said" {
    books
    for address in 'ann@a.org, bob@b.org' 'ann@a.org bob@b.org' 'ann at a.org' 'Ann <ann@a.org>' ann@ @a.org \
        a..b@c.org 'ann@a.org;'; do
        refused 2 bad-text change-account 1 --email "$address" || return 1
    done
    complains "--email: 'ann@a.org;' is no e-mail address of the form name@host"
    for address in $'ann\u200b@a.org' $'ann@a.org\u00ad'; do
        refused 2 bad-character change-account 1 --email "$address" || return 1
    done
    refused 2 bad-text add-member 4 --name Dee --email a@b@c
    complains "--email: 'a@b@c' is more than one e-mail address: give one"
    printf 'account,name,email\n0004,Dee Fox,dee@fox.org dee@work.org\n' > members.csv
    refused 1 bad-text import --members members.csv
    printf 'account,name,email,delivery,joined\n0004,Dee Fox,,email,2026-01-04\n0005,Eve Gold,eve@b\303\274cher.org,,2026-01-04\n'  > members.csv
    done_ import --members members.csv
    complains "0004: there is no e-mail address, so statements go on paper"
    complains "0005: no mail can go to 'eve@bücher.org', so statements go on paper"
    done_ change-account 1 --delivery email --email none
    complains "0001: there is no e-mail address, so statements go on paper"
    done_ statement --all -p 2026-01 --delivery paper --quiet
    for id in 0001 0004 0005; do
        complains "($id) is to get e-mail, but has no address that mail can go to: counted as paper"
    done
}

@test "the statements of every quarter chain, and are what another hand makes of the journal" {
    local journal
    for journal in ../conformance/features ../conformance/month ../../journals/riverbank; do
        cp "$BATS_TEST_DIRNAME/$journal.yaml" books.yaml
        chmod u+w books.yaml
        XDG_STATE_HOME=$BOX/${journal##*/} python3 "$BATS_TEST_DIRNAME/quarters.py" "$LETS" books.yaml > "$OUT" 2> "$ERR" ||
            fail "of $journal: another answer"
        grep -qE '^[1-9][0-9]* statements, [1-9][0-9]* lines$' "$OUT" || fail "nothing was compared"
    done
}

@test "a run of --split that fails leaves whole files only, and the next one finishes it" {
    books
    export ASAN_OPTIONS=detect_leaks=0
    january --split whole
    for call in write fsync rename; do
        run -4 strace -f -o /dev/null -e inject=$call:error=ENOSPC:when=3 "$LETS" statement --all -p 2026-01 --split out
        for file in out/*; do
            [ ! -e "$file" ] || cmp "$file" "whole/${file##*/}"
        done
        [ "$(find out -type f | wc -l)" -lt 5 ]
        january --split out
        diff -r out whole
        rm -r out
    done
}

@test "a statement says that the account is suspended, or over its limit" {
    books
    done_ set-policy --limits soft
    done_ transfer 3 1 70 --date 2026-02-10
    done_ change-account 3 --suspend
    done_ statement 3 -p 2026-02
    answers 'turnover 72.00; debit limit 50.00, credit limit 250.00'
    answers 'the account is suspended; the balance is over the limit; left to spend: -14.00'
    done_ change-account 3 --resume --debit-limit none
    done_ statement 3 -p 2026-02
    answers 'turnover 72.00; debit limit none, credit limit 250.00'
    answers 'left to spend: no limit'
    lacks 'suspended|over the limit' "$OUT"
}

@test "--split never writes onto the journal or its directory" {
    books
    mkdir out
    mv journal.yaml out/2026-01_0001.txt
    mv journal.directory.yaml out/2026-01_0001.txt.directory.yaml
    cp -r out kept
    ended 2 -f out/2026-01_0001.txt statement 1 -p 2026-01 --split out
    complains "--split: 'out/2026-01_0001.txt' is the journal"
    diff -r out kept
}

@test "statement lines name the vouchers that were bought, lodged and taken back" {
    vouchers
    done_ statement 0001 -p 2026-02..2026-03
    answers '            4 vouchers 1001-1004, transfer 1'
    answers '            2 vouchers 2001-2002, transfer 3'
    answers '            vouchers 2001-2005 taken back, transfer 15,'
    answers '            transfer 16, reverses 15'
    done_ statement 0002 -p 2026-03
    answers '            voucher 1003, transfer 7'
    answers '            cheque 1020, written 2026-03-05, voucher'
    done_ statement fete -p 2026-02..2026-07
    answers '            5 vouchers 1009-1013, transfer 2, reversed'
    answers '            vouchers 1011-1016 taken back, transfer 34'
    answers 'the account is closed; left to spend: 0.00'
}

@test "rows of statements have no column for vouchers: one that was lodged stands as the cheque" {
    vouchers
    done_ statement 0003 -p 2026-03 -O csv
    sed -n 1p "$OUT" | grep -qx 'account,name,begin,end,line,transfer,date,written,cheque,party,party_name,for,earned,spent,balance' ||
        fail 'other columns'
    grep -q '^0003,,2026-03-01,2026-03-31,entry,6,2026-03-04,,1002,fete,Summer fete,,5.00,,' "$OUT" || fail 'no voucher'
    done_ statement 0003 -p 2026-03 -O json
    answers '{"transfer": 6, "date": "2026-03-04", "written": null, "cheque": 1002, "party": "fete", "party_name": "Summer fete", "for": null, "earned": "5.00", "spent": null,'
}

@test "a statement on paper names vouchers too" {
    vouchers
    done_ statement 0001 -p 2026-02..2026-03 -O pdf -o statement.pdf
    pdftotext -layout statement.pdf statement.txt
    for words in '4 vouchers 1001-1004' 'vouchers 2001-2005 taken back,' ' reversed by 16' ' 301 '; do
        grep -q "$words" statement.txt || fail "not there: $words"
    done
}
