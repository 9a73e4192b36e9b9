# SPDX-License-Identifier: MIT
# Statements as PDF: letters for an envelope with a window. That they look well was judged by eye.

load helpers

# busy N: transfers of the first days of February between Ann and Cleo, N of them.
busy() {
    local i
    for ((i = 0; i < $1; i++)); do
        printf -- '- transfer: %d\n  date: 2026-02-%02d\n  from: "0003"\n  to: "0001"\n  amount: 1.25\n' \
            $((i + 4)) $((i % 20 + 1))
        printf '  for: errand no. %d\n  override: test\n' "$i"
    done | typed
}

# word_at FILE WORD: left and upper edge of its first occurrence on the first page, in whole millimetres.
word_at() {
    pdftotext -bbox -f 1 -l 1 "$1" - | sed -n "s/.*xMin=\"\([0-9.]*\)\" yMin=\"\([0-9.]*\)\".*>$2<.*/\1 \2/p" |
        awk 'NR == 1 { printf "%.0f %.0f\n", $1 * 25.4 / 72, $2 * 25.4 / 72 }'
}

@test "a letter: who, when, sums, each line with both dates and its cheque, limits, and how to check it" {
    books
    done_ statement 1 -p 2026-01 -O pdf
    cp "$OUT" ann.pdf
    [ "$(pages ann.pdf)" = 1 ]
    shows ann.pdf "London LETS" "Ann Archer" "1 Acre Lane" "London SW2" "Statement, 2026-01-01 to 2026-01-31" \
        "provisional" "brought forward" "left to spend" "87.50" "carried forward" "Bob Jones" "kitchen tap" \
        "Turnover in this period: 12.50" "Limits: debit limit 100.00, credit limit 250.00." \
        "head 0d05 eae7 d260 9daa a493 b95f 810b 8359 after transfer 3" \
        "Keep this: with these digits, lets audit --witness shows" "page 1 of 1"
    grep -qE '^ *1 +2026-01-10 +2026-01-08 +301 +Bob Jones +12\.50 +-12\.50$' "$BOX/shown" ||
        fail "the line of the cheque is another"
    within ann.pdf
    done_ statement 2 -p 2026-01 -O pdf -o bob.pdf
    shows bob.pdf "written" "cheque"
    done_ statement 3 -p 2026-01 -O pdf -o cleo.pdf
    shows cleo.pdf "Limits: debit limit 50.00"
    lacks 'written|cheque' "$BOX/shown"
    done_ statement leavers -p 2026-01 -O pdf -o leavers.pdf
    shows leavers.pdf "no limit" "credit limit none"
}

@test "a statement of a closed period is not provisional, and a reversal names what it reverses" {
    books
    done_ reverse 2 --reason "wrong baker" --date 2026-02-01
    done_ close-period 2026-01
    done_ statement 2 -p 2026-01 -O pdf -o bob.pdf
    shows bob.pdf "reversed by 4"
    lacks provisional "$BOX/shown"
    done_ statement 2 -p 2026-02 -O pdf -o bob.pdf
    shows bob.pdf "reverses 2" "wrong baker" provisional
}

@test "the address stands where the window of an envelope is, on both sizes of paper" {
    books
    done_ statement 1 -p 2026-01 -O pdf -o a4.pdf
    done_ statement 1 -p 2026-01 -O pdf --paper letter -o letter.pdf
    [ "$(size a4.pdf)" = "595.276 x 841.89 pts (A4)" ]
    [ "$(size letter.pdf)" = "612 x 792 pts (letter)" ]
    # DIN 5008, form B: the address field is 85 by 45 mm, 20 from the left, 45 from the top.
    local x y
    for word in Ann SW2; do
        read -r x y < <(word_at a4.pdf $word)
        [ "$x" -ge 20 ] && [ "$x" -le 105 ] && [ "$y" -ge 45 ] && [ "$y" -le 86 ] || fail "$word stands at $x,$y"
        read -r x y < <(word_at letter.pdf $word)
        [ "$x" -ge 22 ] && [ "$x" -le 130 ] && [ "$y" -ge 52 ] && [ "$y" -le 76 ] || fail "$word stands at $x,$y"
    done
}

@test "pages: none, one and two hundred lines, each page with its number, the end with the last rows" {
    books
    done_ statement leavers -p 2026-02 -O pdf -o none.pdf
    [ "$(pages none.pdf)" = 1 ]
    busy 200
    done_ statement 3 -p 2026-02 -O pdf -o many.pdf
    n=$(pages many.pdf)
    [ "$n" -ge 6 ] && [ "$n" -le 10 ]
    for ((page = 1; page <= n; page++)); do
        pdftotext -layout -f "$page" -l "$page" many.pdf "$BOX/page"
        grep -q "page $page of $n" "$BOX/page" || fail "page $page does not say so"
        grep -q "with whom" "$BOX/page" || fail "page $page has no headings"
        grep -q "2026-02-[0-9]* .*1\.25" "$BOX/page" || fail "page $page has no line"
    done
    grep -q "carried forward" "$BOX/page"
    grep -q "Keep this" "$BOX/page"
    [ "$(times many.pdf "errand no.")" -eq 200 ]
}

@test "many statements are one document, in the order of opening, each counting its own pages" {
    books
    done_ statement --all -p 2026-01 -O pdf -o all.pdf
    [ "$(pages all.pdf)" = 5 ]
    [ "$(times all.pdf "page 1 of 1")" -eq 5 ]
    pdftotext -f 4 -l 4 all.pdf - | grep -q "Bob Jones"
    done_ statement --all -p 2026-01 --delivery email -O pdf -o mail.pdf
    [ "$(pages mail.pdf)" = 1 ]
    shows mail.pdf "Bob Jones"
    echo mine > nobody.pdf
    done_ statement --all -p 2026-01 --delivery none -O pdf -o nobody.pdf
    complains 'there is no statement to draw: nothing is written'
    grep -qx mine nobody.pdf
}

@test "the same books give the same bytes, together and one by one, and what is there is left alone" {
    books
    done_ statement --all -p 2026-01 -O pdf -o one.pdf
    LETS_NOW=2026-03-07T08:00:00+05:00 TZ=Asia/Tokyo LC_ALL=C done_ statement --all -p 2026-01 -O pdf -o two.pdf
    cmp one.pdf two.pdf
    done_ statement --all -p 2026-01 -O pdf --split made
    complains "5 files written to 'made', 0 there already"
    [ "$(cd made && echo *)" = '2026-01_0001.pdf 2026-01_0002.pdf 2026-01_0003.pdf 2026-01_admin.pdf 2026-01_leavers.pdf' ]
    done_ statement --all -p 2026-01 -O pdf --split made
    complains "0 files written to 'made', 5 there already"
    done_ statement 2 -p 2026-01 -O pdf
    cmp "$OUT" made/2026-01_0002.pdf
}

@test "a message carries the statement as PDF, byte for byte, and as text alone without the module" {
    books
    done_ statement 2 -p 2026-01 -O pdf -o bob.pdf
    done_ statement 2 -p 2026-01 -O eml --from books@example.org
    python3 - "$OUT" <<'EOT'
import sys, email, email.policy
message = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
assert not message.defects, message.defects
text, pdf = message.iter_parts()
assert text.get_content_type() == "text/plain"
assert pdf.get_content_type() == "application/pdf"
assert pdf.get_filename() == "2026-01_0002.pdf"
assert pdf.get_payload(decode=True) == open("bob.pdf", "rb").read()
EOT
    mkdir -p "$BOX/other/bin"
    cp "$LETS" "$BOX/other/bin/lets"
    LETS=$BOX/other/bin/lets done_ statement 2 -p 2026-01 -O eml --from books@example.org
    lacks 'application/pdf|multipart' "$OUT"
    answers "Content-Type: text/plain"
}

@test "names and texts in any script, long ones and hostile ones, come out as they are" {
    books
    done_ change-account 1 --name "Bartholomew Featherstonehaugh-Cholmondeley of Little Snoring X" \
        --address "The Old Rectory, 12 Very Long Street, Little Snoring, Fakenham, Norfolk, England"
    done_ change-account 2 --name "سعاد الحكيم"
    done_ change-account 3 --name "柳小雨"
    done_ transfer 1 2 1 --date 2026-02-10 --for '<script>alert(1)</script> & "quoted" %d \n'
    done_ transfer 1 3 2 --date 2026-02-11 --for '=HYPERLINK("http://example.org","click")'
    done_ statement 1 -p 2026-02 -O pdf -o ann.pdf
    quiet
    shows ann.pdf "Bartholomew" "The Old Rectory" "12 Very Long Street" "Fakenham, Norfolk, England" \
        '<script>alert(1)</script> & "quoted" %d \n' '=HYPERLINK("http://example.org","click")' "柳小雨"
    tr -d ' ' < "$BOX/shown" | grep -qF "سعادالحكيم" || fail "the Arabic name is not there"
    lacks '/JavaScript|/URI|/Launch' ann.pdf
}

@test "amounts are never cut, however large" {
    books
    done_ set-policy --debit-limit none --credit-limit none -q
    done_ transfer 1 2 8999999999999999.99 --date 2026-02-10
    done_ statement 1 -p 2026-02 -O pdf -o ann.pdf
    shows ann.pdf "-9000000000000012.49"
    [ "$(times ann.pdf "9000000000000012.49")" -eq 3 ]
    [ "$(times ann.pdf "8999999999999999.99")" -ge 3 ]
    within ann.pdf
}
