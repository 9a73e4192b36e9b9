# SPDX-License-Identifier: MIT
# record-cheques from a table: one commit or none, every fault in one run, and what becomes of the rest.

load helpers

# sheet DATE..: a sheet of three slips without a number, recorded on that day.
sheet() {
    printf 'cheque,from,to,amount,for\n,1,2,1.50,bread\n,1,2,1.50,bread\n,2,1,0.50,milk\n' > sheet.csv
}

@test "a sheet that is recorded again is refused, on the same day and on the next, and posted with --again" {
    books
    sheet
    done_ record-cheques sheet.csv
    refused 1 equal-row record-cheques sheet.csv
    complains "sheet.csv: row 1 stands in the books as transfer 4, 2026-03-01: Ann Archer paid Bob Jones 1.50 LINK for bread"
    complains "sheet.csv: row 2 stands in the books as transfer 5, 2026-03-01: Ann Archer paid Bob Jones 1.50 LINK for bread"
    complains "3 of 3 slips without a number stand in the books already: nothing was recorded"
    LETS_NOW=2026-03-02T10:00:00+00:00 refused 1 equal-row record-cheques sheet.csv
    complains "3 of 3"
    # One slip of another day is no pile.
    printf 'cheque,from,to,amount,for\n,1,2,1.50,bread\n' > one.csv
    LETS_NOW=2026-03-02T10:00:00+00:00 done_ record-cheques one.csv
    LETS_NOW=2026-03-02T10:00:00+00:00 done_ record-cheques sheet.csv --again
    done_ audit
}

@test "two slips of a pile that say the same are told, and recorded" {
    books
    printf 'cheque,written,from,to,amount,for\n,,1,2,1.50,bread\n,,1,2,1.50,milk\n,,1,2,1.50,bread\n' > sheet.csv
    printf ',2026-02-01,1,2,1.50,bread\n,2026-02-02,1,2,1.50,bread\n' >> sheet.csv
    done_ record-cheques sheet.csv
    complaint <<'END'
lets: warning: sheet.csv: row 3 says the same as row 1: Ann Archer pays Bob Jones 1.50 LINK for bread
lets: warning: sheet.csv: row 4 says the same as row 1: Ann Archer pays Bob Jones 1.50 LINK for bread
lets: warning: sheet.csv: row 5 says the same as row 1: Ann Archer pays Bob Jones 1.50 LINK for bread
END
    answers "5 in the pile, 7.50 LINK = 5 posted"
    printf 'cheque,written,to,amount,for\n302,,2,1.50,oil\n303,,2,1.50,oil\n' > numbered.csv
    done_ record-cheques numbered.csv
    quiet
}

@test "of many slips that say the same the first twenty are told each, and how many more there are" {
    local n
    books
    for n in 21 22 43; do
        { echo cheque,from,to,amount,for; yes ',1,2,0.10,bread' | head -n "$n"; } > "$n.csv"
    done
    done_ record-cheques 21.csv
    [ "$(grep -c "says the same as row 1: Ann" "$ERR")" -eq 20 ]
    lacks "more row" "$ERR"
    done_ record-cheques 22.csv --again
    [ "$(grep -c "says the same as row 1: Ann" "$ERR")" -eq 20 ]
    complains "lets: warning: 22.csv: 1 more row says the same as one before"
    refused 1 equal-row record-cheques 43.csv
    [ "$(grep -c "says the same as row 1: Ann" "$ERR")" -eq 20 ]
    complains "lets: warning: 43.csv: 22 more rows say the same as one before"
    [ "$(grep -c "stands in the books as transfer" "$ERR")" -eq 20 ]
    complains "row 20 stands in the books as transfer 23"
    complains "lets: warning: 43.csv: so do 23 more rows"
    complains "43 of 43 slips without a number stand in the books already"
}

@test "a slip with the same day on its paper is found before one without" {
    books
    printf 'cheque,written,from,to,amount,for\n,2026-02-01,1,2,1.50,bread\n,2026-02-02,1,2,1.50,bread\n' > a.csv
    done_ record-cheques a.csv
    printf 'cheque,written,from,to,amount,for\n,,1,2,1.50,bread\n,2026-02-01,1,2,1.50,bread\n,,2,1,1,x\n' > b.csv
    refused 1 equal-row record-cheques b.csv
    complains "b.csv: row 1 stands in the books as transfer 5"
    complains "b.csv: row 2 stands in the books as transfer 4"
    complains "2 of 3 slips without a number stand in the books already"
}

@test "with --rejects a slip that stands in the books is one of them, and the others are posted" {
    books
    printf 'cheque,from,to,amount,for\n,1,2,1.50,bread\n' > one.csv
    done_ record-cheques one.csv
    printf 'cheque,from,to,amount,for\n302,,2,1,oil\n,1,2,1.50,bread\n,1,2,1.50,bread\n,1,9,1,x\n,2,1,2,tea\n' > pile.csv
    ended 1 record-cheques pile.csv --rejects rest.csv -O json
    complains "pile.csv:3: row 2: stands in the books as transfer 4, 2026-03-01: Ann Archer paid Bob Jones 1.50 LINK for bread [equal-row]"
    complains "if it is another that says the same, record it with --again"
    complains "pile.csv: row 3 says the same as row 2"
    complains "pile.csv:5: row 4, to: no account '9'"
    [ "$(jq -c '[.appended | map(.for)[]]' "$OUT")" = '["oil","bread","tea"]' ]
    [ "$(jq -c '[.rejected[] | [.row, .name]]' "$OUT")" = '[[2,"equal-row"],[4,"unknown-account"]]' ]
    [ "$(jq -c '.pile | [.n_rows, .n_posted, .n_rejected]' "$OUT")" = '[5,3,2]' ]
    [ "$(sed -n 2p rest.csv)" = ',1,2,1.50,bread,"stands in the books as transfer 4, 2026-03-01: Ann Archer paid Bob Jones 1.50 LINK for bread"' ]
    # All that are left stand in the books now: nothing is posted twice.
    sed -i '/,9,/d' rest.csv
    ended 1 record-cheques rest.csv --rejects rest2.csv
    answers "1 in the pile, 1.50 LINK = 0 posted + 0 returned + 1 rejected, 1.50 LINK"
    done_ record-cheques rest.csv --rejects rest3.csv --again
    answers "1 posted"
    # A whole pile of another day is refused as before.
    printf 'cheque,from,to,amount,for\n,1,2,3,a\n,1,2,3,b\n' > day.csv
    done_ record-cheques day.csv
    LETS_NOW=2026-03-02T10:00:00+00:00 refused 1 equal-row record-cheques day.csv --rejects rest4.csv
    complains "2 of 2 slips without a number stand in the books already: nothing was recorded"
}

@test "an amount whose decimals became the text behind it is warned of" {
    books
    printf 'cheque,to,amount,for\n302,2,12,50\n303,2,1.50,50\n304,2,3,5\n305,2,3,fifty\n' > pile.csv
    done_ record-cheques pile.csv
    complaint <<'END'
lets: warning: pile.csv:2: row 1: the amount 12 is followed by '50': was it 12,50? Then write 12.50
END
    { echo 'cheque;from;to;amount;for'; echo ';1;2;12;50'; } > pile.csv
    done_ record-cheques pile.csv
    lacks "is followed by" "$ERR"
    { echo 'cheque,from,to,amount,for'; for i in $(seq 12); do echo ",1,2,1,$((10 + i))"; done; } > pile.csv
    done_ record-cheques pile.csv -n
    complains "pile.csv: so it is in 2 more rows"
}

@test "what was reversed may be recorded again, and what has other days on its papers" {
    books
    sheet
    done_ record-cheques sheet.csv
    done_ reverse 4-6 --reason "the wrong sheet"
    done_ record-cheques sheet.csv
    printf 'cheque,written,from,to,amount,for\n,2026-02-01,1,2,2,veg\n,2026-02-02,1,2,2,veg\n' > written.csv
    done_ record-cheques written.csv
    printf 'cheque,written,from,to,amount,for\n,2026-02-03,1,2,2,veg\n' > written.csv
    done_ record-cheques written.csv
    LETS_NOW=2026-03-05T10:00:00+00:00 refused 1 equal-row record-cheques written.csv
}

# pile ROW..: a table of that name with the usual columns.
pile() {
    { echo "cheque,written,to,amount,for"; printf '%s\n' "$@"; } > "$BOX/pile.csv"
}

# desk: the sample books with a book for each member: 301-310 and 401-430 of 0001, 501-530 of 0002, 601-630
# of 0003.
desk() {
    books
    done_ issue-cheques 1 401 430
    done_ issue-cheques 2 501 530
    done_ issue-cheques 3 601 630
}

# sixty: a pile of sixty cheques of half a LINK each, twenty of each member.
sixty() {
    local i
    for ((i = 1; i <= 20; i++)); do
        echo "$((400 + i)),2026-02-$((i + 1)),2,0.50,loaf $i"
        echo "$((500 + i)),2026-02-$((i + 1)),3,0.50,\"eggs, box $i\""
        echo "$((600 + i)),2026-02-$((i + 1)),admin,0.50,fee"
    done | sed 's/-\([1-9]\),/-0\1,/'
}

@test "record-cheques posts a pile as one commit and prints the slip to staple to it" {
    books
    pile "0302,2026-02-01,2,12.50,kitchen tap" ",,,," "303,,0003,7,"
    done_ record-cheques "$BOX/pile.csv" --count 2 --total 19.50
    answer <<'END'
no. cheque from       to         amount
  4    302 Ann Archer Bob Jones   12.50
  5    303 Ann Archer Cleo Patel   7.00

account name       balance
0001    Ann Archer  -32.00
0002    Bob Jones    17.00
0003    Cleo Patel   13.00
2 in the pile, 19.50 LINK = 2 posted, 19.50 LINK + 0 returned + 0 rejected
head 7790 1906 2fdb 9769 d061 7d8b 2a73 e42f after transfer 5
END
    quiet
    since 81 > "$OUT"
    answer <<'END'
- transfer: 4
  date: 2026-03-01
  from: "0001"
  to: "0002"
  amount: 12.50
  for: kitchen tap
  cheque: 302
  written: 2026-02-01
- transfer: 5
  date: 2026-03-01
  from: "0001"
  to: "0003"
  amount: 7.00
  cheque: 303
- seal: 2026-03-01T10:00:00+00:00
  by: treasurer
  entries: 2
  sha256: #
END
    done_ audit
}

@test "record-cheques tells all four bad ones of sixty in one run and posts nothing; mended, they post" {
    desk
    { echo "cheque,written,to,amount,for"; sixty; } > "$BOX/pile.csv"
    sed -i -e 's/^405,\([^,]*\),2,0.50/405,\1,2,"0,50"/' -e 's/^510,2026-02-11/510,11\/2\/2026/' \
        -e 's/^615,/614,/' -e 's/^620,\(.*\),admin,/620,\1,admni,/' "$BOX/pile.csv"
    refused 1 bad-amount record-cheques "$BOX/pile.csv"
    complaint <<END
lets: $BOX/pile.csv:14: row 13, cheque 405, amount: '0,50' is no amount: write it with a point, without commas [bad-amount]
lets: $BOX/pile.csv:30: row 29, cheque 510, written: '11/2/2026' is no day of 1900 to 2999: write it as 2026-10-28 [bad-date]
lets: $BOX/pile.csv:46: row 45: cheque 614 stands in row 42 too: Cleo Patel pays Administration 0.50 LINK [cheque-used]
lets: $BOX/pile.csv:61: row 60, cheque 620, to: no account 'admni' [unknown-account]
did you mean Administration (admin)?
lets: nothing was recorded: 4 of 60 slips are refused
END
    ended 1 record-cheques "$BOX/pile.csv" --rejects "$BOX/rest.csv"
    answers "60 in the pile, 29.50 LINK (1 amount unreadable) = 56 posted, 28.00 LINK + 0 returned + 4 rejected, 1.50 LINK (1 amount unreadable)"
    [ "$(grep -c '^- transfer' journal.yaml)" -eq 59 ]
    cp "$BOX/rest.csv" "$OUT"
    answer <<'END'
cheque,written,to,amount,for,reason
405,2026-02-06,2,"0,50",loaf 5,"amount: '0,50' is no amount: write it with a point, without commas"
510,11/2/2026,3,0.50,"eggs, box 10",written: '11/2/2026' is no day of 1900 to 2999: write it as 2026-10-28
614,2026-02-16,admin,0.50,fee,cheque 614 stands in row 42 too: Cleo Patel pays Administration 0.50 LINK
620,2026-02-21,admni,0.50,fee,to: no account 'admni'
END
    sed -i -e 's/"0,50"/0.50/' -e 's|11/2/2026|2026-02-11|' -e 's/^614/615/' -e 's/admni/admin/' "$BOX/rest.csv"
    done_ record-cheques "$BOX/rest.csv" --count 4 --total 2
    answers "4 in the pile, 2.00 LINK = 4 posted, 2.00 LINK + 0 returned + 0 rejected"
    done_ cheques --missing
    answers "0 cheques missing"
    done_ audit
}

@test "record-cheques answers a number used before with the earlier transfer" {
    books
    pile "301,2026-02-01,3,1.00,again"
    refused 1 cheque-used record-cheques "$BOX/pile.csv"
    complains "row 1: cheque 301 was recorded as transfer 1, 2026-01-10: Ann Archer paid Bob Jones 12.50 LINK"
}

@test "record-cheques refuses a cheque that is stopped, stale, foreign, in no book, or written later" {
    desk
    done_ stop-cheque 402 --reason lost
    {
        echo "cheque,date,from,to,amount"
        printf '%s\n' "402,2026-02-01,,2,1" "403,2025-08-30,,2,1" "404,2026-02-01,3,2,1" "999,2026-02-01,,2,1" \
            "405,2026-03-02,,2,1" "406,2026-02-01,1,1,1" "407,2026-02-01,,2,0" "408,2026-02-30,,2,1" ",2026-02-01,,2,1"
    } > "$BOX/pile.csv"
    refused 1 cheque-stopped record-cheques "$BOX/pile.csv"
    grep -o '\[[a-z-]*\]$' "$ERR" > "$OUT"
    answer <<'END'
[cheque-stopped]
[cheque-stale]
[cheque-foreign]
[cheque-unknown]
[written-later]
[same-account]
[zero-amount]
[bad-date]
[empty-value]
END
}

@test "record-cheques counts control totals over all rows, bad ones too" {
    books
    pile "302,2026-02-01,2,10.00,tap" "302,2026-02-01,2,5.00,tap"
    refused 1 totals-differ record-cheques "$BOX/pile.csv" --count 3 --total 17 --rejects "$BOX/rest.csv"
    complains "the pile has 2 slips and not 3: 1 too few; its total is 15.00 LINK and not 17.00 LINK: 2.00 LINK too little [totals-differ]"
    complains "[cheque-used]"
    [ ! -e "$BOX/rest.csv" ]
    refused 1 totals-differ record-cheques "$BOX/pile.csv" --count 1
    complains "the pile has 2 slips and not 1: 1 too many"
    refused 1 totals-differ record-cheques "$BOX/pile.csv" --total 10
    complains "the pile's total is 15.00 LINK and not 10.00 LINK: 5.00 LINK too much"
    ended 1 record-cheques "$BOX/pile.csv" --count 2 --total 15 --rejects "$BOX/rest.csv"
    answers "2 in the pile, 15.00 LINK = 1 posted, 10.00 LINK + 0 returned + 1 rejected, 5.00 LINK"
}

@test "record-cheques tries what a limit refused once more after the last row" {
    desk
    # Cleo stands at 6.00 and may go to -50.00: the first row has room only once the last has come in.
    pile "601,2026-02-01,2,60.00,roof" "602,2026-02-01,2,1.00,tea" "401,2026-02-01,3,10.00,coat"
    done_ record-cheques "$BOX/pile.csv"
    answer <<'END'
no. cheque from       to         amount
  4    602 Cleo Patel Bob Jones    1.00
  5    401 Ann Archer Cleo Patel  10.00
  6    601 Cleo Patel Bob Jones   60.00

account name       balance
0003    Cleo Patel  -45.00
0002    Bob Jones    65.50
0001    Ann Archer  -22.50
3 in the pile, 71.00 LINK = 3 posted, 71.00 LINK + 0 returned + 0 rejected
head 0934 3ca7 fec1 d19b 202e 9327 7a6b f9db after transfer 6
END
    done_ audit
}

@test "record-cheques --return-refused notes what a limit or a suspension refuses, and what to send back" {
    desk
    done_ change-account 2 --suspend --reason abroad
    {
        echo "cheque,written,to,amount,for,from"
        printf '%s\n' "601,2026-02-01,2,60.00,roof," "602,2026-02-01,2,1.00,tea," "501,2026-02-01,3,1.00,cake," \
            ",2026-02-01,1,70.00,slip,3"
    } > "$BOX/pile.csv"
    ended 1 record-cheques "$BOX/pile.csv" --rejects "$BOX/rest.csv" --return-refused
    grep -v '^head \|^the rejected slips are in ' "$OUT" > "$BOX/answer"
    mv "$BOX/answer" "$OUT"
    answer <<'END'
no. cheque from       to        amount
  4    602 Cleo Patel Bob Jones   1.00

account name       balance
0003    Cleo Patel    5.00
0002    Bob Jones     5.50
send back to Bob Jones: cheque 601 over 60.00 LINK; '0003' would go to -55.00, below the debit limit of 50.00
send back to Cleo Patel: cheque 501 over 1.00 LINK; the account '0002' is suspended: it receives, but does not pay
4 in the pile, 132.00 LINK = 1 posted, 1.00 LINK + 2 returned, 61.00 LINK + 1 rejected, 70.00 LINK
END
}

@test "record-cheques --return-refused leaves slips without number among the rejects" {
    desk
    {
        echo "cheque,written,to,amount,for,from"
        printf '%s\n' "601,2026-02-01,2,60.00,roof," ",2026-02-01,1,70.00,slip,3"
    } > "$BOX/pile.csv"
    ended 1 record-cheques "$BOX/pile.csv" --rejects "$BOX/rest.csv" --return-refused
    [ "$(sed -n 2p "$BOX/rest.csv")" = ",2026-02-01,1,70.00,slip,3,\"'0003' would go to -64.00, below the debit limit of 50.00\"" ]
    done_ cheques --returned -O csv
    [ "$(sed -n 2p "$OUT")" = "601,0003,Cleo Patel,2026-03-01,returned,,2026-03-01,0002,60.00,\"'0003' would go to -54.00, below the debit limit of 50.00\"" ]
    done_ change-account 3 --debit-limit 100
    pile "601,2026-02-01,2,60.00,roof"
    done_ record-cheques "$BOX/pile.csv"
    done_ audit
}

@test "record-cheques takes a slip without number, whose payer it names" {
    books
    printf '%s\n' "cheque;date;from;to;amount;for" ";2026-02-01;2;1;5.00;\"mending; bike\"" > "$BOX/pile.csv"
    done_ record-cheques "$BOX/pile.csv"
    complaint <<END
lets: $BOX/pile.csv: the columns are separated by ';'
END
    done_ register 2 -O csv
    answers "4,2026-03-01,0002,0001,5.00,mending; bike,,2026-02-01"
}

@test "record-cheques reads what spreadsheets write: BOM, CRLF, tabs, quoted newlines" {
    books
    printf '\357\273\277cheque\twritten\tto\tamount\tfor\r\n302\t2026-02-01\t0002\t1.00\t"a ""b"""\r\n' > "$BOX/pile.csv"
    done_ record-cheques "$BOX/pile.csv"
    done_ register -O csv
    answers '4,2026-03-01,0001,0002,1.00,"a ""b""",302'
    pile '303,2026-02-01,2,1.00,"two' 'lines"' '304,2026-02-01,2,1,5'
    refused 1 bad-text record-cheques "$BOX/pile.csv"
    complains "pile.csv:2: row 1, cheque 303, for: a text is more than one line [bad-text]"
    lacks 'row 2' "$ERR"
}

@test "record-cheques refuses a table that it cannot read for certain, with the place" {
    books
    printf 'cheque,to,amount,colour\n' > "$BOX/pile.csv"
    refused 1 unknown-column record-cheques "$BOX/pile.csv"
    complains "pile.csv:1: no column is called 'colour'"
    printf 'cheque,to\n302,2\n' > "$BOX/pile.csv"
    refused 1 missing-column record-cheques "$BOX/pile.csv"
    printf 'cheque,to,amount\n302,2,1\n303,caf\351,1\n' > "$BOX/pile.csv"
    refused 1 bad-csv record-cheques "$BOX/pile.csv"
    complains "pile.csv:3: row 2, cheque 303: the column 'to' is not UTF-8"
    printf 'cheque,to,amount\n302,2,"1\n' > "$BOX/pile.csv"
    refused 1 bad-csv record-cheques "$BOX/pile.csv"
    complains "no other row was judged"
    pile "302,2026-02-01,2,1,a, b" "303,2026-02-01,2" "304,2026-02-01,2,1,c"
    refused 1 bad-csv record-cheques "$BOX/pile.csv"
    complains "pile.csv:2: row 1, cheque 302: the row has 6 cells, the header 5 [bad-csv]"
    complains "pile.csv:3: row 2, cheque 303: the row has 3 cells, the header 5 [bad-csv]"
    complains "2 of 3 slips are refused"
    ended 1 record-cheques "$BOX/pile.csv" --rejects "$BOX/rest.csv"
    ended 1 record-cheques "$BOX/rest.csv"
    [ "$(grep -c '\[bad-csv\]' "$ERR")" -eq 2 ]
    : > "$BOX/pile.csv"
    refused 1 bad-csv record-cheques "$BOX/pile.csv"
    refused 4 no-such-file record-cheques nowhere.csv
}

@test "record-cheques posts the slips around one that is in another encoding" {
    desk
    printf 'cheque,to,amount,for\n302,2,1,a\n303,2,2,caf\351\n304,2,3,b\n305,2,4,"na\357ve"\n' > "$BOX/pile.csv"
    refused 1 bad-csv record-cheques "$BOX/pile.csv"
    complains "row 2, cheque 303: the column 'for' is not UTF-8"
    complains "row 4, cheque 305: the column 'for' is not UTF-8"
    ended 1 record-cheques "$BOX/pile.csv" --rejects "$BOX/rest.csv"
    answers "2 posted"
    ended 1 record-cheques "$BOX/rest.csv"
    iconv -f ISO-8859-1 -t UTF-8 "$BOX/rest.csv" > "$BOX/mended.csv"
    done_ record-cheques "$BOX/mended.csv"
    grep -q '^  for: café$' journal.yaml
}

@test "record-cheques refuses a row with more cells than the header, empty ones too" {
    desk
    printf 'cheque,to,amount,for\n302,2,12,50,\n303,2,1,a\n' > "$BOX/pile.csv"
    refused 1 bad-csv record-cheques "$BOX/pile.csv"
    complains "pile.csv:2: row 1, cheque 302: the row has 5 cells, the header 4 [bad-csv]"
    complains "an amount is written 12.50, or '12,50' in quotes; so is a text with a ',' in it"
    ended 1 record-cheques "$BOX/pile.csv" --rejects "$BOX/rest.csv"
    refused 1 bad-csv record-cheques "$BOX/rest.csv"
    printf 'cheque;to;amount\n304;2;1;\n' > "$BOX/pile.csv"
    refused 1 bad-csv record-cheques "$BOX/pile.csv"
}

@test "record-cheques: rejects of rejects keep their cells, and no reason becomes a text" {
    desk
    printf 'cheque,to,amount,for\n302,2,5.00\n303\n' > "$BOX/pile.csv"
    ended 1 record-cheques "$BOX/pile.csv" --rejects "$BOX/rest.csv"
    complains "row 1, cheque 302: the row has 3 cells, the header 4 [bad-csv]"
    complains "the column 'for' is the first without a cell"
    complains 'the row has 1 cell, the header 4'
    cp "$BOX/rest.csv" "$OUT"
    answer <<'END'
cheque,to,amount,for,reason
302,2,5.00,"the row has 3 cells, the header 4"
303,"the row has 1 cell, the header 4"
END
    ended 1 record-cheques "$BOX/rest.csv" --rejects "$BOX/rest2.csv"
    cmp "$BOX/rest.csv" "$BOX/rest2.csv"
    refused 1 bad-csv record-cheques "$BOX/rest2.csv"
    printf 'cheque,to,amount,for,reason\n302,2,5.00,"the row has 3 cells, the header 4",\n' > "$BOX/rest2.csv"
    refused 1 bad-csv record-cheques "$BOX/rest2.csv"
    complains "why it was refused stands in the column 'for'"
    ended 1 record-cheques "$BOX/rest2.csv" --rejects "$BOX/rest3.csv"
    refused 1 bad-csv record-cheques "$BOX/rest3.csv"
}

@test "record-cheques takes empty cells at the end where the header has them too" {
    desk
    printf 'cheque,to,amount,,\n302,2,"1,5",,\n303,2,1\n304,2,1,,\n' > "$BOX/pile.csv"
    ended 1 record-cheques "$BOX/pile.csv" --rejects "$BOX/rest.csv"
    answers "2 posted"
    sed -i 's/"1,5"/1.5/' "$BOX/rest.csv"
    done_ record-cheques "$BOX/rest.csv"
    printf 'cheque,to,amount,,\n305,2,1,,,\n306,2,1,,x\n' > "$BOX/pile.csv"
    refused 1 bad-csv record-cheques "$BOX/pile.csv"
    complains "row 1, cheque 305: the row has 6 cells, the header 3"
    complains "row 2, cheque 306: the row has 5 cells, the header 3"
}

@test "record-cheques reads standard input" {
    books
    fed record-cheques - < <(printf 'cheque,to,amount\n302,2,1\n')
    [ "$status" -eq 0 ] || fail "ended with $status"
    answers "  4    302 Ann Archer Bob Jones   1.00"
    fed record-cheques - < <(printf 'cheque,to,amount\n302,2,1\n')
    [ "$status" -eq 1 ]
    complains "standard input:2: row 1: cheque 302 was recorded"
}

@test "record-cheques without file and without terminal, and other wrong command lines" {
    books
    pile "302,2026-02-01,2,1,tap"
    refused 2 bad-usage record-cheques
    refused 2 bad-usage record-cheques "$BOX/pile.csv" --return-refused
    refused 2 bad-amount record-cheques "$BOX/pile.csv" --total 1,5
    refused 2 bad-date record-cheques "$BOX/pile.csv" --date 1/2/2026
    : > "$BOX/rest.csv"
    refused 1 file-exists record-cheques "$BOX/pile.csv" --rejects "$BOX/rest.csv"
    refused 2 bad-usage record-cheques "$BOX/pile.csv" -o "$BOX/pile.csv"
    refused 2 bad-usage record-cheques "$BOX/pile.csv" -o "$BOX/new.csv" --rejects "$BOX/new.csv"
    [ -s "$BOX/pile.csv" ]
}

@test "record-cheques --date is the day on which all count, and on which age is judged" {
    books
    pile "302,2026-02-01,2,1.00,tap" "303,,2,1.00,tap"
    export LETS_NOW=2026-08-20T10:00:00+00:00
    refused 1 cheque-stale record-cheques "$BOX/pile.csv"
    done_ record-cheques "$BOX/pile.csv" --date 2026-07-31
    [ "$(grep -c '  date: 2026-07-31' journal.yaml)" -eq 2 ]
    pile "304,2026-07-31,2,1.00,tap"
    refused 1 date-after-seal record-cheques "$BOX/pile.csv" --date 2026-08-21
}

@test "record-cheques takes a stale cheque with a reason in its row" {
    books
    printf '%s\n' "cheque,written,to,amount,override" "302,2025-01-01,2,1,agreed by the core group" > "$BOX/pile.csv"
    done_ record-cheques "$BOX/pile.csv"
    answers "302 Ann Archer Bob Jones   1.00"
    done_ audit
}

@test "record-cheques --dry-run prints the entries, writes nothing, and exits as the real run would" {
    books
    pile "302,2026-02-01,2,1.00,tap" "302,2026-02-01,2,2.00,tap"
    keep
    ended 1 record-cheques "$BOX/pile.csv" --dry-run --rejects "$BOX/rest.csv"
    unchanged
    answers "- transfer: 4"
    [ ! -e "$BOX/rest.csv" ]
    ended 1 record-cheques "$BOX/pile.csv" --dry-run
    unchanged
}

@test "record-cheques answers in JSON what was appended, returned and rejected" {
    desk
    pile "302,2026-02-01,2,1.00,\"tap \"\"new\"\"\"" "302,2026-02-01,2,2.00,tap" "601,2026-02-01,2,60.00,roof"
    ended 1 record-cheques "$BOX/pile.csv" -O json
    [ "$(jq -c '[(.appended | length), .skipped, [.rejected[] | [.row, .line, .column, .name]], .head != null]' "$OUT")" = \
        '[0,0,[[2,3,null,"cheque-used"],[3,4,null,"over-debit-limit"]],true]' ]
    ended 1 record-cheques "$BOX/pile.csv" -O json --rejects "$BOX/rest.csv" --return-refused
    [ "$(jq -c '[.appended[] | [.transfer, .cheque, .for, .status]]' "$OUT")" = \
        '[[4,302,"tap \"new\"",null],[null,601,null,"returned"]]' ]
    [ "$(jq -c '[.rejected[] | [.row, .cheque, .to, .amount, .for, .from]]' "$OUT")" = '[[2,"302","2","2.00","tap",null]]' ]
    [ "$(jq -c '[.returned[] | [.row, .cheque, .name]]' "$OUT")" = '[[3,"601","over-debit-limit"]]' ]
    [ "$(jq -c .pile "$OUT")" = '{"n_rows":3,"total":"63.00","n_posted":1,"total_posted":"1.00","n_returned":1,"total_returned":"60.00","n_rejected":1,"total_rejected":"2.00"}' ]
    [ "$(jq -r .head "$OUT")" = "$(head_of journal.yaml)" ]
}

@test "record-cheques answers in CSV with the posting list" {
    books
    pile "302,2026-02-01,2,1.00,tap"
    done_ record-cheques "$BOX/pile.csv" -O csv
    answer <<'END'
transfer,cheque,from,from_name,to,to_name,amount
4,302,0001,Ann Archer,0002,Bob Jones,1.00
END
}

@test "record-cheques records soft limits as they are, and shows who is over" {
    books
    done_ set-policy --limits soft
    pile "302,2026-02-01,2,200.00,roof"
    done_ record-cheques "$BOX/pile.csv"
    answers "0001    Ann Archer -212.50 yes"
}

@test "record-cheques writes a whole pile with one write and one data sync" {
    strace -o "$BOX/trace" true 2> "$BOX/why" || skip "strace cannot trace here: $(cat "$BOX/why")"
    desk
    { echo "cheque,written,to,amount,for"; sixty; } > "$BOX/pile.csv"
    export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
    strace -f -y -e trace=write,pwrite64,writev,fsync,fdatasync -o "$BOX/trace" "$LETS" record-cheques "$BOX/pile.csv" \
        > "$OUT" 2> "$ERR" 3>&-
    [ "$(grep -cE 'write(64|v)?\([0-9]+<[^>]*/journal.yaml>' "$BOX/trace")" -eq 1 ]
    [ "$(grep -cE '(fsync|fdatasync)\([0-9]+<[^>]*/journal.yaml>' "$BOX/trace")" -eq 1 ]
    grep -q 'fdatasync([0-9]*<[^>]*/journal.yaml>) *= 0' "$BOX/trace"
}

@test "record-cheques: a failed append leaves neither half a pile nor a file of rejects" {
    strace -o "$BOX/trace" true 2> "$BOX/why" || skip "strace cannot trace here: $(cat "$BOX/why")"
    books
    pile "302,2026-02-01,2,1.00,tap" "302,2026-02-01,2,2.00,tap"
    keep
    export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
    status=0
    strace -f -o "$BOX/trace" -e inject=fdatasync:error=EIO "$LETS" record-cheques "$BOX/pile.csv" --rejects "$BOX/rest.csv" \
        > "$OUT" 2> "$ERR" 3>&- || status=$?
    [ "$status" -eq 4 ] || fail "ended with $status"
    [ ! -e "$BOX/rest.csv" ]
    unchanged
}
