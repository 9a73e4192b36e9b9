# SPDX-License-Identifier: MIT
# What is printed: cheques and trading sheets, as text, rows and PDF. A PDF is read back by pdftotext; that its
# pages look well was judged by eye.

load helpers

# crowd N: opens the accounts 1001 to 1000 + N, without names.
crowd() {
    seq 1001 $((1000 + $1)) | sed 's/.*/- member: "&"\n  joined: 2026-01-04/' | typed
}

@test "cheques: a PDF of three a page, each number in three parts, with all that is known printed" {
    books
    done_ set-policy --contact "London LETS, 12 Railton Road" --cheques-valid "90 days" -q
    done_ print-cheques 1 302 305 -O pdf
    cp "$OUT" cheques.pdf
    quiet
    [ "$(pages cheques.pdf)" = 2 ]
    [ "$(size cheques.pdf)" = "841.89 x 595.276 pts (A4)" ]
    shows cheques.pdf "London LETS" "12 Railton Road" "cheque 302" "cheque 305" "Ann Archer" "account 0001" \
        "valid 90 days from its date" "pay to" "in words" "for" "date" "signed" "payer keeps this" \
        "payee keeps this" "this part goes to the bookkeeper"
    for number in 302 303 304 305; do
        [ "$(times cheques.pdf "$number")" -eq 3 ] || fail "cheque $number is not there three times"
    done
    [ "$(times cheques.pdf LINK)" -eq 8 ]
    [ "$(times cheques.pdf 306)" -eq 0 ]
}

@test "cheques: a journal gives the same bytes whenever and wherever they are made" {
    books
    done_ print-cheques 1 302 310 -O pdf -o one.pdf
    LETS_NOW=2026-03-09T23:00:00+02:00 TZ=Asia/Tokyo LC_ALL=C done_ print-cheques 1 302 310 -o two.pdf
    cmp one.pdf two.pdf
    lacks '/CreationDate \(D:2026030' one.pdf
    pdfinfo one.pdf | grep -q '^CreationDate: *Mon Feb  2 10:00:00 2026'
}

@test "cheques: letter is as large as letter" {
    books
    done_ print-cheques 1 302 302 --paper letter -o cheques.pdf
    [ "$(size cheques.pdf)" = "792 x 612 pts (letter)" ]
    refused 2 bad-word print-cheques 1 302 302 --paper a5 -O pdf
    complains "--paper: 'a5' is neither 'a4' nor 'letter'"
}

@test "cheques: used, stopped, returned, unknown and foreign numbers are refused, the first that is met" {
    books
    typed <<'EOT'
- cheque: 303
  date: 2026-02-02
  status: stopped
- cheque: 304
  date: 2026-02-02
  status: returned
- cheques: "0002"
  date: 2026-02-02
  first: 401
  last: 402
EOT
    refused 1 cheque-used print-cheques 1 301 310 -O pdf
    complaint <<'EOT'
lets: cheque 301 was used by transfer 1 [cheque-used]
'lets cheques 0001 --outstanding' lists the numbers that can be printed
EOT
    refused 1 cheque-stopped print-cheques 1 302 310
    complains "cheque 303 was stopped"
    refused 1 cheque-used print-cheques 1 304 304
    complains "cheque 304 was returned, and its paper may be presented again"
    refused 1 cheque-unknown print-cheques 1 310 311 -O csv
    complains "cheque 311 lies in no book"
    refused 1 cheque-foreign print-cheques 1 401 402
    complains "cheque 401 lies in a book of Bob Jones (0002)"
    refused 1 book-range print-cheques 1 310 302
    refused 1 book-range print-cheques 1 1 10001
    refused 1 unknown-account print-cheques 9 302 303
}

@test "cheques: what was refused leaves the file of -o as it was" {
    books
    echo mine > cheques.pdf
    refused 1 cheque-used print-cheques 1 301 303 -o cheques.pdf
}

@test "cheques: a reversed one may be printed again, one of a suspended account with a warning" {
    books
    done_ reverse 1 --reason mistake
    done_ change-account 1 --suspend
    done_ print-cheques 1 301 301 -O csv
    complains "account 0001 is suspended: its cheques are refused until it pays again"
    answer <<'EOT'
cheque,account,name,scheme,contact,unit,valid
301,0001,Ann Archer,London LETS,,LINK,valid 6 months from its date
EOT
}

@test "cheques: as text each takes 22 lines, and none is wider than a page" {
    books
    done_ print-cheques 1 302 303
    [ "$(wc -l < "$OUT")" -eq 44 ]
    [ "$(wc -L < "$OUT")" -le 80 ]
    answers "cheque 303  London LETS"
    answers "from Ann Archer (0001), valid 6 months from its date"
    answers "payer keeps this"
    answers "payee keeps this"
    [ "$(grep -c 'this part goes to the bookkeeper' "$OUT")" -eq 2 ]
    done_ print-cheques 1 302 303 --ids
    lacks Ann "$OUT"
}

@test "cheques: JSON has a row a cheque, and says where there is no limit of time" {
    books
    done_ set-policy --cheques-valid none -q
    done_ print-cheques 1 309 310 -O json
    [ "$(grep -c '"valid": "valid without limit of time"' "$OUT")" -eq 2 ]
    answers '"cheque": 310'
    answers '"contact": null'
}

@test "a PDF is not written to a terminal, and a hint says what to do" {
    books
    status=0
    script -qec "'$LETS' print-cheques 1 302 303 -O pdf" /dev/null > "$OUT" < /dev/null || status=$?
    [ "$status" -eq 2 ]
    answers "lets: a PDF is not for a terminal [bad-usage]"
    answers "write it to a file, with -o FILE.pdf"
    lacks %PDF "$OUT"
}

@test "a program without the module that draws says so, and does the rest" {
    books
    mkdir -p "$BOX/other/bin"
    cp "$LETS" "$BOX/other/bin/lets"
    LETS=$BOX/other/bin/lets
    refused 4 no-such-file print-cheques 1 302 303 -O pdf
    complains "no PDF can be made here: lets-paper.so"
    complains "build and install lets where pangocairo is, or choose another format"
    done_ print-cheques 1 302 303
}

@test "the trading sheet: open members with balances, in the order of opening, and lines" {
    books
    done_ add-member 0004 --name "Dee Gone"
    done_ close-account 4
    done_ change-account 2 --suspend
    done_ print-trading-sheet --date 2026-03-07 -O csv
    answer <<'EOT'
account,name,locality,balance,available,status
0001,Ann Archer,Brixton,-12.50,87.50,active
0002,Bob Jones,,4.50,104.50,suspended
0003,Cleo Patel,Brixton,6.00,56.00,active
EOT
    done_ print-trading-sheet --date 2026-03-07 -o sheet.pdf
    [ "$(pages sheet.pdf)" = 1 ]
    shows sheet.pdf "Trading sheet, 2026-03-07" "Ann Archer" "-12.50" "87.50" "suspended" "signed by the payer" \
        "payer, account" "page 1 of 1" "after transfer 3"
    lacks 'Dee|admin|Administration' "$BOX/shown"
    done_ print-trading-sheet --date 2026-03-07
    answers "London LETS: trading sheet, 2026-03-07"
    [ "$(grep -c '^__________ __________ __________ ____' "$OUT")" -eq 20 ]
}

@test "the trading sheet: a locality, a day that is past, and today by itself" {
    books
    done_ print-trading-sheet --date 2026-01-31 --locality Brixton -O json
    answers '"date": "2026-01-31"'
    answers '"locality": "Brixton"'
    answers '"balance": "8.00"'
    lacks '0002' "$OUT"
    done_ print-trading-sheet --locality Brixton -O pdf
    cp "$OUT" sheet.pdf
    shows sheet.pdf "Trading sheet, 2026-03-01," Brixton "Cleo Patel" "balances by the end of 2026-03-01, in LINK"
    lacks 'Bob Jones' "$BOX/shown"
    done_ print-trading-sheet --locality Nowhere -O pdf
    cp "$OUT" sheet.pdf
    [ "$(pages sheet.pdf)" = 1 ]
}

@test "the trading sheet: many members fill pages, and lines begin on one of their own" {
    books
    crowd 185
    done_ print-trading-sheet -O pdf -o sheet.pdf
    [ "$(pages sheet.pdf)" = 3 ]
    shows sheet.pdf "page 3 of 3" 1001 1185
    for page in 1 2 3; do
        pdftotext -layout -f $page -l $page sheet.pdf "$BOX/page$page"
    done
    lacks '1185|signed' "$BOX/page1"
    grep -q 1185 "$BOX/page2"
    lacks signed "$BOX/page2"
    grep -q 'signed by the payer' "$BOX/page3"
    lacks '1[01][0-9][0-9] ' "$BOX/page3"
    done_ print-trading-sheet -O pdf -o again.pdf --paper a4
    cmp sheet.pdf again.pdf
}

@test "names in any script, of sixty characters, and full of markup come out as they are" {
    books
    long="Bartholomew Featherstonehaugh-Cholmondeley of Little Snoring X"
    done_ change-account 1 --name "$long"
    done_ change-account 2 --name "<b>Bob</b> & 50% \\n {x}"
    done_ change-account 3 --name "柳小雨"
    done_ print-cheques 1 302 302 -o cheques.pdf
    quiet
    [ "$(pages cheques.pdf)" = 1 ]
    [ "$(times cheques.pdf "Bartholomew Featherstonehaugh")" -eq 3 ]
    [ "$(times cheques.pdf "Cholmondeley of Little Snoring X")" -eq 3 ]
    done_ print-trading-sheet -o sheet.pdf
    quiet
    shows sheet.pdf "<b>Bob</b> & 50% \\n {x}" "柳小雨" "Bartholomew"
    done_ change-account 3 --name "سعاد الحكيم"
    done_ print-trading-sheet -o sheet.pdf
    quiet
    # In the order of reading; where letters join, pdftotext may see a blank.
    pdftotext sheet.pdf - | tr -d ' ' | grep -qF "سعادالحكيم" || fail "the Arabic name is not there"
}

@test "long ids and large amounts are made to fit, not cut" {
    books
    done_ set-policy --debit-limit none --credit-limit none -q
    done_ add-member an-id-of.thirty-one_characters- --joined 2026-02-01
    done_ transfer 1 an-id-of.thirty-one_characters- 8999999999999999.99 --date 2026-02-10
    # A name gives way, and there is none here.
    done_ print-trading-sheet --ids -o sheet.pdf
    within sheet.pdf
    shows sheet.pdf "an-id-of.thirty-one_characters-" "8999999999999999.99" "-9000000000000012.49"
}

@test "without any font a PDF is refused, and with a few, what they lack is told" {
    books
    echo '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>' > "$BOX/none.conf"
    FONTCONFIG_FILE=$BOX/none.conf refused 4 input-output print-trading-sheet -O pdf
    complains "no font is installed here, and a PDF needs one, such as DejaVu Sans"
    done_ change-account 3 --name "柳小雨"
    mkdir "$BOX/fonts"
    cp /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf "$BOX/fonts/"
    echo '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>' \
        "<dir>$BOX/fonts</dir></fontconfig>" > "$BOX/one.conf"
    FONTCONFIG_FILE=$BOX/one.conf done_ print-trading-sheet -O pdf
    complains "lets: warning: no font here has 3 of the characters: install one that has them"
    FONTCONFIG_FILE=$BOX/one.conf done_ print-trading-sheet -O pdf --locality Nowhere
    complaint <<'END'
lets: warning: no member has the locality 'Nowhere'; there are: Brixton
END
}

@test "cheques: vouchers are none, be they printed, out or redeemed" {
    vouchers
    refused 1 cheque-foreign print-cheques fete 1004 1004 -O pdf
    refused 1 cheque-foreign print-cheques fete 1001 1001 -O csv
    refused 1 cheque-foreign print-cheques desk 2003 2005
    complains "2003 is a voucher: 'lets print-vouchers' prints it"
    complains "'desk' sells vouchers, and has no cheques"
}
