# SPDX-License-Identifier: MIT
# What export writes, and where; tests/interop reads it with the programs that it is for.

load helpers

# closed_books: the sample books with a correction, an override, a closed month, and an account that was closed.
closed_books() {
    books
    done_ correct 2 --amount 7.50 --reason "misread"
    done_ transfer 3 1 60 --override "agreed by the AGM" --for 'rent; kind: levy'
    typed <<'END'
- close: 2026-01-31
  balances:
    "0001": -12.50
    "0002": 4.50
    "0003": 8.00
END
    done_ close-account 2 --residue-to leavers --reason moved
}

@test "a transfer for hledger has its code, its text, its tags and two postings" {
    closed_books
    done_ export hledger
    sed -n '/(T1)/,/^$/p' "$OUT" > found
    cp found "$OUT"
    answer <<'END'
2026-01-10 * (T1) kitchen tap
    ; transfer: T1
    ; kind: cheque
    ; cheque: 301
    ; written: 2026-01-08
    ; category: plumbing
    ; recorded: 2026-01-10T11:00:00+00:00
    ; clerk: clerk-2
    Members:0001  -12.50 "LINK"
    Members:0002  12.50 "LINK"

END
}

@test "a close, and the end of the books, are asserted of every account" {
    closed_books
    done_ export ledger
    sed -n '/balances at the end/,$p' "$OUT" | grep -v '^2026\|^    ;' | grep -v '(T' | head -9 > found
    cp found "$OUT"
    answer <<'END'
    Members:admin  0.00 "LINK" = 0.00 "LINK"
    Members:leavers  0.00 "LINK" = 0.00 "LINK"
    Members:0001  0.00 "LINK" = -12.50 "LINK"
    Members:0002  0.00 "LINK" = 4.50 "LINK"
    Members:0003  0.00 "LINK" = 8.00 "LINK"

    Members:0003  -2.00 "LINK"
    Members:admin  2.00 "LINK"

END
}

@test "a close that was reopened is not asserted" {
    closed_books
    typed <<'END'
- reopen: 2026-01-31
  reason: a pile came late
END
    done_ export ledger
    lacks 'end of 2026-01-31' "$OUT"
    answers 'balances at the end of the books'
}

@test "beancount gets metadata, links and the status of a closed account" {
    closed_books
    done_ export beancount --names
    answers '  name: "Bob Jones"'
    answers '  status: "closed"'
    answers '2026-03-01 * "Bob Jones" "misread" ^T4 ^T2'
    answers '2026-03-01 * "Cleo Patel" "two loaves" ^T5 ^T2'
    answers '  override: "agreed by the AGM"'
    answers '2026-02-01 balance Equity:Members:M0002  4.50 ~ 0 LINK'
}

@test "no text of a member becomes a tag, a comment or a posting" {
    closed_books
    done_ export hledger
    answers '2026-03-01 * (T6) rent, kind: levy'
    lacks ';.*; ' "$OUT"
}

@test "ids only, unless names are asked for" {
    closed_books
    for program in ledger hledger beancount json; do
        done_ export "$program"
        lacks 'Archer|Jones|Patel' "$OUT"
        done_ export "$program" --names
        answers 'Ann Archer'
    done
    done_ export csv --split ids
    done_ export csv --split names --names
    ! grep -rE 'Archer|Jones|Patel' ids
    grep -q '^31,3,.*,0001,2026-01-04,,,Brixton,,,Ann Archer$' names/member.csv
    grep -q ',Ann Archer,Bob Jones$' names/transfer.csv
}

@test "without names, a directory that cannot be read is no obstacle" {
    closed_books
    echo 'no directory' > journal.directory.yaml
    done_ export hledger
    ended 3 export hledger --names
    complains '[bad-directory]'
}

@test "what holds names can be read by its owner only" {
    closed_books
    umask 022
    done_ export hledger --names -o books.hledger
    done_ export csv --names --split books
    [ "$(stat -c %a books.hledger books books/transfer.csv | tr '\n' ' ')" = "600 700 600 " ]
    done_ export hledger -o ids.hledger
    [ "$(stat -c %a ids.hledger)" = 644 ]
}

@test "json is a line for every entry, with its place, seal and clerk" {
    books
    done_ export json
    [ "$(wc -l < "$OUT")" -eq "$(grep -c '^- ' journal.yaml)" ]
    grep '"kind":"transfer"' "$OUT" | head -1 > found
    cp found "$OUT"
    answer <<'END'
{"line":49,"seal":4,"recorded":"2026-01-10T11:00:00+00:00","clerk":"clerk-2","kind":"transfer","entry":{"transfer":1,"date":"2026-01-10","from":"0001","to":"0002","amount":"12.50","for":"kitchen tap","cheque":301,"written":"2026-01-08","first":null,"last":null,"category":"plumbing","ref":null,"reverses":null,"corrects":null,"proposal":null,"override":null,"note":null}}
END
}

@test "csv is a file for each kind, with every entry of it" {
    closed_books
    done_ export csv --split books
    [ "$(cd books && echo *)" = "central.csv change.csv charter.csv cheque.csv cheques.csv close.csv format.csv ledger.csv member.csv policy.csv proposal.csv reopen.csv rule.csv run.csv seal.csv transfer.csv vote.csv" ]
    for kind in ledger member central change transfer cheques seal; do
        [ $(($(wc -l < books/$kind.csv) - 1)) -eq "$(grep -c "^- $kind:" journal.yaml)" ]
    done
    cp books/close.csv "$OUT"
    answer <<'END'
line,seal,recorded,clerk,date,account,balance,note
112,8,2026-03-01T10:00:00+00:00,treasurer,2026-01-31,0001,-12.50,
112,8,2026-03-01T10:00:00+00:00,treasurer,2026-01-31,0002,4.50,
112,8,2026-03-01T10:00:00+00:00,treasurer,2026-01-31,0003,8.00,
END
    grep -q '^.*,5,2026-03-01,0002,0003,7.50,two loaves,,,,,food,,,2,,,$' books/transfer.csv
    head -n 1 books/policy.csv > "$OUT"
    answer <<'END'
line,seal,recorded,clerk,date,name,unit,contact,debit_limit,credit_limit,limits,cheques_valid,agreement,digest,reason,note
END
}

@test "csv of a text that a spreadsheet would run has an apostrophe" {
    books
    done_ transfer 1 2 1 --for "=HYPERLINK(1)"
    done_ export csv --split books
    grep -q "'=HYPERLINK(1)" books/transfer.csv
}

@test "the books as they stood at a seal" {
    closed_books
    done_ export json --at 2026-01-04T12:00:00+00:00
    [ "$(wc -l < "$OUT")" -eq 10 ]
    done_ export hledger --at 2026-01-04T12:00:00+00:00
    lacks '\(T' "$OUT"
}

@test "a journal on standard input" {
    closed_books
    for program in ledger json; do
        done_ export $program -o file
        fed -f - export $program < journal.yaml
        cmp file "$OUT"
    done
}

@test "nothing is written of a damaged journal" {
    closed_books
    sed -i 's/kitchen tap/kitchen sink/' journal.yaml
    for program in ledger hledger beancount json; do
        refused 3 damaged export $program
        refused 3 damaged export $program -o file
    done
    refused 3 damaged export csv --split books
    [ ! -e books ]
}

@test "what does not fit together is refused" {
    books
    refused 2 bad-usage export
    refused 2 bad-usage export gnucash
    refused 2 bad-usage export csv
    refused 2 bad-usage export json --split books
    refused 2 bad-usage export csv --split books -o books.csv
    refused 2 bad-usage export json -O json
    cp journal.yaml transfer.csv
    refused 2 bad-usage export csv --split . -f transfer.csv
    refused 2 bad-usage export json --names --ids
}

@test "a folder that cannot be made is named" {
    books
    touch file
    ended 4 export csv --split file/books
    complains 'lets: file/books: cannot make the folder'
    ended 4 export csv --split file
    complains 'lets: file: cannot make the folder: Not a directory'
}

@test "a full disk is an error" {
    books
    status=0
    "$LETS" export hledger > /dev/full 2> "$ERR" || status=$?
    [ "$status" -eq 4 ]
    complains '[disk-full]'
}

@test "what a transfer moved of vouchers is in every export, and of each batch its value, last day and digest" {
    vouchers
    done_ export ledger
    answers '    ; first: 1009'
    answers '    ; last: 1013'
    done_ export hledger
    answers '    ; last: 1013'
    done_ export beancount
    answers '  first: "1009"'
    done_ export json
    answers '"cheque":null,"written":null,"first":1009,"last":1013,'
    answers '"entry":{"cheques":"fete","date":"2026-02-01","first":1001,"last":1010,"value":"5.00","expires":"2026-06-30","digest":"5947d7c33d783f94b3b4c1a96ebc8991ed28f1b069b71e03376cba8caa98a720","withdrawn":null,"note":null}}'
    done_ export csv --split books
    grep -q ',2,2026-02-10,0002,fete,13.00,vouchers,,,1009,1013,' books/transfer.csv || fail 'no vouchers in transfer.csv'
    grep -q ',fete,2026-02-01,1011,1020,1.00,,,,without end$' books/cheques.csv || fail 'no batch in cheques.csv'
}
