# SPDX-License-Identifier: MIT
# Tables on their way in: transfers in every form, members, cheque books, opening balances, and exports.

load helpers

# table NAME < LINES: a file of the books' folder.
table() {
    cat > "$1"
}

# good: three transfers with references.
good() {
    table t.csv <<'END'
date,from,to,amount,for,category,ref
2026-02-01,1,2,1.50,soup,food,a/1
2026-02-02,2,3,2,"two, three",,a/2
2026-02-03,0003,0001,4.25,'=lift,,a/3
END
}

# bad: the second of three rows has three faults, the third one more.
bad() {
    table t.csv <<'END'
date,from,to,amount,for,ref
2026-02-01,1,2,1.50,soup,a/1
28/10/2026,9,3,"2,5",x,a/2
2026-03-02,3,1,1.00,tomorrow,a/3
END
}

# ---- transfers

@test "transfers are recorded as they stand in the table" {
    books
    good
    done_ import t.csv
    since 81 > "$OUT"
    answer <<'END'
- transfer: 4
  date: 2026-02-01
  from: "0001"
  to: "0002"
  amount: 1.50
  for: soup
  category: food
  ref: a/1
- transfer: 5
  date: 2026-02-02
  from: "0002"
  to: "0003"
  amount: 2.00
  for: two, three
  ref: a/2
- transfer: 6
  date: 2026-02-03
  from: "0003"
  to: "0001"
  amount: 4.25
  for: "=lift"
  ref: a/3
- seal: 2026-03-01T10:00:00+00:00
  by: treasurer
  entries: 3
  sha256: #
END
}

@test "a second run adds nothing" {
    books
    good
    done_ import t.csv
    keep
    done_ import t.csv
    answers '3 rows: 0 new, 3 known before, 0 rejected'
    unchanged
    echo '2026-02-04,1,2,1,,,a/4' >> t.csv
    done_ import t.csv -O json
    answers '"skipped": 3'
    answers '"transfer": 7'
    lacks '"transfer": [0-689]' "$OUT"
}

@test "a known reference that was reversed since is left out, and listed" {
    books
    good
    done_ import t.csv
    done_ reverse 5 --reason mistake
    done_ import t.csv
    answers "left out: the reference 'a/2' belongs to transfer 5, which was reversed by 7"
    answers '3 rows: 0 new, 3 known before, 0 rejected'
}

@test "a known reference of another transfer is an error" {
    books
    good
    done_ import t.csv
    sed -i 's/,4.25,/,4.20,/' t.csv
    keep
    ended 1 import t.csv
    complains "lets: t.csv:4: row 3, ref: the reference 'a/3' belongs to transfer 6, 2026-02-03: Cleo Patel"
    complains '[ref-differs]'
    unchanged
}

@test "all that is wrong is told in one run, and nothing is recorded" {
    books
    bad
    keep
    ended 1 import t.csv
    unchanged
    complaint <<'END'
lets: t.csv:3: row 2, date: '28/10/2026' is no day of 1900 to 2999: write it as 2026-10-28 [bad-date]
lets: t.csv:3: row 2, from: no account '9' [unknown-account]
'lets balance --all' lists every account
lets: t.csv:3: row 2, amount: '2,5' is no amount: write it with a point, without commas [bad-amount]
lets: t.csv:4: row 3, date: 2026-03-02 is after the day of this commit, 2026-03-01 [date-after-seal]
lets: nothing was recorded: 2 of 3 rows are refused
END
    [ ! -s "$OUT" ]
}

@test "what is refused is written to a file that can be read again" {
    books
    bad
    ended 1 import t.csv --rejects bad.csv
    answers '3 rows: 1 new, 0 known before, 2 rejected'
    [ "$(grep -c '^- transfer' journal.yaml)" -eq 4 ]
    head -n 1 bad.csv > "$OUT"
    answer <<'END'
date,from,to,amount,for,ref,reason
END
    grep -q '^28/10/2026,9,3,"2,5",x,a/2,"date: ' bad.csv
    sed -i 's/28.10.2026,9,3,"2,5"/2026-02-02,2,3,2.50/; s/2026-03-02/2026-03-01/' bad.csv
    done_ import bad.csv
    answers '2 rows: 2 new, 0 known before, 0 rejected'
    refused 1 file-exists import t.csv --rejects bad.csv
}

@test "of a cheque that stands twice in a table the row is named, and nothing else called recorded" {
    books
    printf 'date,from,to,amount,cheque,ref\n2026-03-01,1,2,1,305,a\n2026-03-01,1,2,2,305,b\n' > t.csv
    printf '2026-03-01,1,2,3,301,c\n' >> t.csv
    refused 1 cheque-used import t.csv
    complains "t.csv:3: row 2, cheque: cheque 305 is that of row 1 of this table as well [cheque-used]"
    complains "t.csv:4: row 3: cheque 301 was recorded as transfer 1 [cheque-used]"
}

@test "an amount whose decimals became the text behind it is warned of" {
    books
    printf 'date,from,to,amount,for,ref\n2026-03-01,1,2,12,50,a\n2026-03-01,1,2,12,5 eggs,b\n' > t.csv
    printf '2026-03-01,1,2,12.00,50,c\n' >> t.csv
    done_ import t.csv
    complaint <<'END'
lets: warning: t.csv:2: row 1: the amount 12 is followed by '50': was it 12,50? Then write 12.50
END
    tr ',' ';' < t.csv | sed 's/;[abc]$/&x/' > u.csv
    done_ import u.csv --again
    lacks "is followed by" "$ERR"
    # Of joined columns, the text that begins behind an amount is as much its decimals; an amount that is joined
    # itself has no cell behind it.
    printf 'date,from,to,amount,what,note,ref\n2026-03-01,2,1,13,50,x,d\n2026-03-01,2,1,14,a,50,e\n' > v.csv
    done_ import v.csv --map date=date,from=from,to=to,amount=amount,ref=ref,for=what+note
    [ "$(grep -c "is followed by" "$ERR")" -eq 1 ]
    complains "v.csv:2: row 1: the amount 13 is followed by '50'"
    printf 'what,note,date,from,to,out,in\n%s%s' '555555555,50,2026-03-01,0002,0001,7.50,' > w.csv
    printf '\n%s\n' '555555555,50,2026-03-01,0002,0001,8.50,' >> w.csv
    done_ import w.csv --map date=date,from=from,to=to,amount=out+in,for=what+note --ref-prefix w
    lacks "is followed by" "$ERR"
}

@test "what a limit refuses is tried once more after the last row" {
    books
    table t.csv <<'END'
date,from,to,amount,ref
2026-02-01,3,1,60.00,b/1
2026-02-01,2,3,20.00,b/2
END
    done_ import t.csv
    answers '2 rows: 2 new'
    [ "$(grep -c 'ref: b/' journal.yaml)" -eq 2 ]
}

@test "an override is recorded only where a rule would refuse" {
    books
    table t.csv <<'END'
date,from,to,amount,ref
2026-02-01,3,1,60.00,b/1
2026-02-01,2,3,2.00,b/2
END
    keep
    ended 1 import t.csv
    complains '[over-debit-limit]'
    unchanged
    done_ import t.csv --override 'taken over'
    [ "$(grep -c 'override: taken over' journal.yaml)" -eq 1 ]
}

@test "a table without references gets them by a prefix" {
    books
    table t.csv <<'END'
date,from,to,amount
2026-02-01,1,2,1.50
2026-02-01,1,2,1.50
END
    refused 2 bad-usage import t.csv
    done_ import t.csv --ref-prefix feb
    # What a reference is made of; the second of two equal rows.
    made=$(printf '2026-02-01\n1\n2\n\n1.50\n2\n' | sha256sum)
    grep -q "^  ref: feb-${made:0:16}\$" journal.yaml
    done_ import t.csv --ref-prefix feb
    answers '2 rows: 0 new, 2 known before'
}

@test "a rejected row has the reference that it would have got" {
    books
    table t.csv <<'END'
date,from,to,amount
2026-02-01,1,2,1.50
2026-02-01,1,9,1.50
2026-02-01,1,2,1.50
END
    ended 1 import t.csv --ref-prefix feb --rejects bad.csv
    cut -d, -f1-5 bad.csv > "$OUT"
    answer <<'END'
date,from,to,amount,ref
2026-02-01,1,9,1.50,feb-af4842e55d80443f
END
    done_ add-member 0009 --name 'Gus Hay' --joined 2026-01-04
    done_ import bad.csv --ref-prefix feb
    answers '1 row: 1 new'
    done_ import t.csv --ref-prefix feb
    answers '3 rows: 0 new, 3 known before'
}

@test "a row of too many or too few cells stays refused in the file of rejects until it is mended" {
    books
    table t.csv <<'END'
date,from,to,for,amount
2026-02-01,1,2,tap,7.00
2026-02-01,1,2,boat,12,50
2026-02-01,1,2,bread
END
    ended 1 import t.csv --ref-prefix feb --rejects bad.csv
    complains "t.csv:3: row 2: the row has 6 cells, the header 5 [bad-csv]"
    complains "an amount is written 12.50, or '12,50' in quotes; so is a text with a ',' in it"
    complains "t.csv:4: row 3: the row has 4 cells, the header 5 [bad-csv]"
    complains "the column 'amount' is the first without a cell"
    cp bad.csv "$OUT"
    answer <<'END'
date,from,to,for,amount,ref,reason
2026-02-01,1,2,boat,12,50,,"the row has 6 cells, the header 5"
2026-02-01,1,2,bread,,"the row has 4 cells, the header 5"
END
    keep
    ended 1 import bad.csv --ref-prefix feb --rejects "$BOX/again.csv"
    complains 'bad.csv:2: row 1: the row has 8 cells, the header 7 [bad-csv]'
    complains 'a cell before the reason is too many'
    complains 'a cell before the reason is missing'
    answers '2 rows: 0 new, 0 known before, 2 rejected'
    cmp bad.csv "$BOX/again.csv"
    unchanged
    sed -i -e 's/12,50/12.50/' -e 's/bread,/&3.00,/' "$BOX/again.csv"
    done_ import "$BOX/again.csv" --ref-prefix feb
    answers '2 rows: 2 new'
    printf '%s\n' date,from,to,for,amount 2026-02-01,1,2,tap,7.00 2026-02-01,1,2,boat,12.50 2026-02-01,1,2,bread,3 > t.csv
    done_ import t.csv --ref-prefix feb
    answers '3 rows: 0 new, 3 known before'
}

@test "a row of rejects that a spreadsheet filled up at its end is refused" {
    books
    table bad.csv <<'END'
date,from,to,amount,for,ref,reason
2026-02-01,1,2,3.00,,"the row has 4 cells, the header 5",
END
    refused 1 bad-csv import bad.csv --ref-prefix feb
    complains "row 1: why it was refused stands in the column 'ref': a cell before it is missing [bad-csv]"
    complains 'nothing was recorded: 1 of 1 row is refused'
}

@test "--check with a table of no rows proves nothing, and is refused" {
    books
    good
    printf 'account,balance\n' > old.csv
    refused 1 bad-csv import t.csv --check old.csv
    complains 'lets: old.csv: there is nothing to compare: the table has no rows [bad-csv]'
}

# dated: four rows of three days, imported with a prefix.
dated() {
    books
    table t.csv <<'END'
date,from,to,for,amount
2026-02-01,1,2,tap,7.00
2026-02-01,1,2,boat,2.50
2026-02-02,2,3,bread,1.25
2026-02-03,3,1,soup,1.75
END
    done_ import t.csv --ref-prefix feb
}

@test "a row that was changed after it came in is told with what it was" {
    dated
    lacks 'no longer in this table' "$ERR"
    sed -i 's/bread,1.25/bread,1.50/' t.csv
    done_ import t.csv --ref-prefix feb --dry-run
    complains 't.csv: transfer 6 is in the books and no longer in this table: 2026-02-02: Bob Jones paid Cleo Patel 1.25 LINK'
    done_ import t.csv --ref-prefix feb
    complains 'lets: warning: t.csv: transfer 6 is in the books and no longer in this table'
    complains "'lets reverse N --reason REASON' takes that back"
    done_ reverse 6 --reason typo
    done_ import t.csv --ref-prefix feb
    lacks 'no longer in this table' "$ERR"
    answers '4 rows: 0 new, 4 known before'
}

@test "what is not of the table's days, its prefix or its accounts is no row that is gone" {
    dated
    sed -i '2,4d' t.csv
    done_ import t.csv --ref-prefix feb
    lacks 'no longer in this table' "$ERR"
    printf 'date,from,to,for,amount\n2026-02-01,1,2,x,1.10\n2026-02-03,1,2,y,1.10\n' > u.csv
    done_ import u.csv --ref-prefix other
    lacks 'no longer in this table' "$ERR"
    printf 'date,from,to,for,amount,ref,reason\n2026-02-01,1,2,x,1.20,,\n2026-02-03,1,2,y,1.20,,\n' > r.csv
    done_ import r.csv --ref-prefix feb
    lacks 'no longer in this table' "$ERR"
    printf 'date,other,for,amount\n2026-02-01,2,x,-1.30\n2026-02-03,2,y,-1.30\n' > l.csv
    done_ import l.csv --account 1 --ref-prefix feb
    complains 'transfer 4 is in the books'
    lacks 'transfer 6 is in the books' "$ERR"
}

@test "of many rows that are gone ten are told, and how many there are" {
    books
    { echo date,from,to,for,amount; for i in $(seq 10 22); do echo "2026-02-02,1,2,n$i,0.$i"; done; } > t.csv
    done_ import t.csv --ref-prefix feb
    { sed -n 1p t.csv; echo 2026-02-01,1,2,first,1.00; echo 2026-02-03,1,2,last,1.00; } > u.csv
    done_ import u.csv --ref-prefix feb
    [ "$(grep -c 'is in the books and no longer' "$ERR")" -eq 10 ]
    complains 'u.csv: so it is with 3 more'
}

@test "what was corrected here, and then in the table, is no new payment" {
    dated
    done_ correct 4 --amount 8 --reason typo
    done_ import t.csv --ref-prefix feb
    answers '4 rows: 0 new, 4 known before'
    sed -i 's/tap,7.00/tap,8.00/' t.csv
    refused 1 equal-row import t.csv --ref-prefix feb
    complains 't.csv:2: row 1: the same as transfer 9, 2026-03-01: Ann Archer paid Bob Jones 8.00 LINK, whose reference is not in this table [equal-row]'
    complains 'it corrects transfer 4, so leave the row as it was before'
    sed -i 's/tap,8.00/tap,9.00/' t.csv
    done_ import t.csv --ref-prefix feb
    complains 't.csv: transfer 9 is in the books and no longer in this table'
}

@test "an empty reference is an error where no prefix is given" {
    books
    table t.csv <<'END'
date,from,to,amount,ref
2026-02-01,1,2,1.50,
END
    ended 1 import t.csv
    complains 'row 1, ref:'
    complains '[empty-value]'
}

@test "columns by another name are mapped" {
    books
    table t.csv <<'END'
When	Who	Whom	How much	Colour
2026-02-05 10:11	1	2	1.00	red
END
    refused 2 bad-usage import t.csv --map When --ref-prefix m
    refused 2 bad-usage import t.csv --map colour=Colour --ref-prefix m
    refused 2 bad-usage import t.csv --map date=Day --ref-prefix m
    refused 2 bad-usage import t.csv --map 'date=When,from=Who,to=Whom,amount=How much,amount=Colour' --ref-prefix m
    complains "--map: the key 'amount' is given twice for one table"
    refused 2 bad-usage import t.csv --map 'date=When,from=Who,to=Whom,amount=Colour' --map 'amount=How much' --ref-prefix m
    refused 2 bad-usage import --map amount=Colour --map 'amount=How much' t.csv --map 'date=When,from=Who,to=Whom' --ref-prefix m
    refused 2 bad-usage import t.csv --map 'state=Colour,date=When' --states ok,done,OK --ref-prefix m
    complains "--states: 'OK' is named twice"
    done_ import --map amount=Colour t.csv --map 'date=When,from=Who,to=Whom,amount=How much' --ref-prefix m --dry-run
    done_ import t.csv --map 'date=When,from=Who,to=Whom,amount=How much' --ref-prefix m
    complains 'the columns are separated by tabs'
    grep -q '^  date: 2026-02-05$' journal.yaml
}

@test "an unknown column is an error, and a missing one" {
    books
    printf 'date,from,to,amount,ref,colour\n' > t.csv
    refused 1 unknown-column import t.csv
    printf 'date,from,amount,ref\n' > t.csv
    refused 1 missing-column import t.csv
}

@test "what Komunitin exports is read, committed transfers only" {
    books
    table t.csv <<'END'
id,created,updated,state,amount,description,payer.id,payer.code,payer.name,payee.id,payee.code,payee.name
7f1,2026-02-05T10:11:12.000Z,2026-02-05,committed,4.20,massage,x,0001,Ann,y,0002,Bob
7f2,2026-02-06T10:11:12.000Z,2026-02-05,rejected,4.20,massage,x,0001,Ann,y,0002,Bob
END
    done_ import t.csv
    complains "t.csv: read as Komunitin's transfers"
    answers '2 rows: 1 new, 0 known before, 0 rejected'
    answers '1 row left out: not in a state that counts'
    grep -q '^  date: 2026-02-05$' journal.yaml
    grep -q '^  ref: "7f1"$' journal.yaml
    done_ import t.csv
    answers '2 rows: 0 new, 1 known before'
}

@test "what Komunitin imports is read, on the day given" {
    books
    printf '\357\273\277Source;Destination;Description;Amount\r\n1;2;Hello;3\r\n' > t.csv
    done_ import t.csv --ref-prefix k --date 2026-02-20
    complains "t.csv: read as Komunitin's import"
    grep -q '^  date: 2026-02-20$' journal.yaml
    refused 1 missing-column import t.csv --ref-prefix k
    keep
    done_ import t.csv --ref-prefix k --date 2026-02-22
    answers '1 row: 0 new, 1 known before'
    unchanged
}

@test "what Drupal's mutual_credit keeps is read" {
    books
    table t.csv <<'END'
xid,payer,payee,quantity,created,description,serial,state,type
1,1,2,1.00,1770000000,lift,77,done,default
2,1,2,2.00,2026-02-03,lift,77,erased,default
END
    done_ import t.csv
    complains "t.csv: read as Drupal mutual_credit 6 or 7's transactions"
    grep -q '^  date: 2026-02-02$' journal.yaml
    [ "$(grep -c '^- transfer' journal.yaml)" -eq 4 ]
    done_ import t.csv
    answers '2 rows: 0 new, 1 known before'
}

@test "a dry run shows what would be recorded, and ends as the run would" {
    books
    good
    keep
    done_ import t.csv --dry-run
    answers '  for: two, three'
    unchanged
    bad
    keep
    ended 1 import t.csv --dry-run
    ended 1 import t.csv --dry-run --rejects bad.csv
    unchanged
}

@test "a table on standard input" {
    books
    good
    fed import - < t.csv
    [ "$status" -eq 0 ]
    answers '3 rows: 3 new'
}

@test "rows of JSON answers name row, column and error" {
    books
    bad
    ended 1 import t.csv -O json
    answers '"column": "date"'
    answers '"name": "bad-date"'
    answers '"row": 2'
    answers '"appended": []'
}

# ---- members

@test "members get accounts and directory entries" {
    books
    table m.csv <<'END'
account,name,email,phone,address,delivery,status,joined,locality,debit_limit,credit_limit
0004,Dan Ode,dan@example.org,,,email,active,2025-01-01,Hove,50.00,none
0005,"Eva ""E"" Fox",,,,paper,suspended,2025-02-01,,,
0006,,,,,,,,,,
END
    done_ import --members m.csv
    since 81 > "$OUT"
    answer <<'END'
- member: "0004"
  joined: 2025-01-01
  debit-limit: 50.00
  credit-limit: none
  locality: Hove
- member: "0005"
  joined: 2025-02-01
- member: "0006"
  joined: 2026-01-01
- change: "0005"
  date: 2026-03-01
  status: suspended
- seal: 2026-03-01T10:00:00+00:00
  by: treasurer
  entries: 4
  sha256: #
END
    tail -n 8 journal.directory.yaml > "$OUT"
    answers 'name: Eva "E" Fox'
    answers 'delivery: paper'
    keep
    done_ import --members m.csv
    answers '3 rows: 0 new, 3 known before, 0 rejected'
    unchanged
}

@test "what members -O csv wrote is read again" {
    books
    done_ members -O csv -o m.csv
    done_ init Other --unit LINK --debit-limit 100 --credit-limit 250 --opened 2026-01-01 -f other.yaml
    done_ import --members m.csv -f other.yaml
    done_ -f other.yaml members -O csv
    cmp m.csv "$OUT"
    cmp journal.directory.yaml other.directory.yaml
}

@test "members that cannot be read are refused, each with its column" {
    books
    table m.csv <<'END'
account,name,email,delivery,status,joined,debit_limit
a b,Dan,,,,,
0007,,dan@example.org,,,,
0008,Dan,,pigeon,gone,yesterday,much
0002,Bob,,,,2020-01-01,
END
    keep
    ended 1 import --members m.csv
    unchanged
    for part in 'row 1, account' 'row 2, name' 'row 3, delivery' 'row 3, status' 'row 3, joined' 'row 3, debit_limit' \
        'row 4, account' '[account-exists]' '[bad-id]'; do
        complains "$part"
    done
}

# ---- books

@test "a member that stands twice is one only where both rows say the same of the person" {
    books
    printf 'account,name\n0005,Dee Ford\n0005,Eve Gold\n0006,Flo Hill\n0006,Flo Hill\n' > m.csv
    refused 1 account-exists import --members m.csv
    complaint <<'END'
lets: m.csv:3: row 2, name: row 1 of this table says something else of '0005' [account-exists]
keep the row that is right, and take the other out
lets: nothing was recorded: 1 of 4 rows is refused
END
    sed -i '/Eve/d' m.csv
    done_ import --members m.csv
    answers "3 rows: 2 new, 1 known before, 0 rejected"
    sed -i 's/Dee Ford/D. Ford/' m.csv
    done_ import --members m.csv
    answers "3 rows: 0 new, 3 known before, 0 rejected"
}

@test "a second row of a member that differs in one cell alone is refused there, opened now or before" {
    local header='account,name,email,phone,address,delivery,status,joined,locality,debit_limit,credit_limit'
    local row='0005,Dee Ford,dee@example.org,123,Hove 1,email,active,2026-02-01,Hove,50.00,none' column
    books
    printf '%s\n%s\n%s\n' "$header" "$row" "$row" > same.csv
    while IFS='|' read -r column from to; do
        printf '%s\n%s\n%s\n' "$header" "$row" "${row/"$from"/"$to"}" > "$column.csv"
        refused 1 account-exists import --members "$column.csv"
        complains "$column.csv:3: row 2, $column: row 1 of this table says something else of '0005'"
    done <<'END'
name|Dee Ford|Dee F.
email|dee@|d@
phone|123|
address|Hove 1|Hove 2
delivery|email,active|paper,active
status|active|closed
joined|2026-02-01|2026-02-02
locality|,Hove,|,Lewes,
debit_limit|50.00|
credit_limit|none|100
END
    done_ import --members same.csv
    answers "2 rows: 1 new, 1 known before, 0 rejected"
    rm journal.directory.yaml
    refused 1 account-exists import --members phone.csv
    complains "phone.csv:3: row 2, phone: row 1 of this table says something else of '0005'"
    done_ import --members same.csv
    answers "2 rows: 0 new, 2 known before, 0 rejected"
}

@test "books are issued once" {
    books
    table b.csv <<'END'
account,first,last
2,0401,425
3,426,450
END
    done_ import --books b.csv
    since 81 > "$OUT"
    answer <<'END'
- cheques: "0002"
  date: 2026-03-01
  first: 401
  last: 425
- cheques: "0003"
  date: 2026-03-01
  first: 426
  last: 450
- seal: 2026-03-01T10:00:00+00:00
  by: treasurer
  entries: 2
  sha256: #
END
    done_ import --books b.csv
    answers '2 rows: 0 new, 2 known before'
    echo '2,440,460' >> b.csv
    ended 1 import --books b.csv
    complains 'lets: b.csv:4: row 3: '
    complains '[book-overlap]'
}

# ---- opening balances

# plugged: the sample books with a plug account, and a table of opening balances.
plugged() {
    books
    done_ add-central plug --purpose opening --debit-limit none --credit-limit none --opened 2026-01-04
    table o.csv <<'END'
account,balance,earned,spent
1,500.50,1000.50,500
2,-700,,
3,0,3,3
END
}

@test "opening balances stand against the plug account, over any limit" {
    plugged
    done_ import --opening o.csv --plug plug
    answers 'plug is at 199.50 LINK: by so much the old books do not add up'
    grep -q '^  ref: opening/0001/earned$' journal.yaml
    grep -q '^  ref: opening/0001/spent$' journal.yaml
    grep -q '^  ref: opening/0002/balance$' journal.yaml
    [ "$(grep -c '^  override: opening balance$' journal.yaml)" -eq 5 ]
    done_ balance 1 2 3 -O csv
    cut -d, -f1,6,7,8 "$OUT" > found
    cp found "$OUT"
    answer <<'END'
account,balance,earned,spent
0001,488.00,1000.50,512.50
0002,-695.50,12.50,708.00
0003,6.00,11.00,5.00
END
}

@test "opening balances read twice are recorded once, on any day" {
    plugged
    done_ import --opening o.csv --plug plug
    keep
    done_ import --opening o.csv --plug plug --today 2026-03-09
    answers '3 rows: 0 new, 3 known before'
    unchanged
    refused_rows 'ref-differs' 's/,1000.50,500$/,1001.50,501/'
    refused_rows 'ref-differs' 's/,1000.50,500$/,,/'
}

# refused_rows NAME SED-SCRIPT: the altered table of balances is refused.
refused_rows() {
    sed "$2" o.csv > o2.csv
    keep
    ended 1 import --opening o2.csv --plug plug
    complains "[$1]"
    unchanged
}

@test "an account that stands twice among opening balances is no known one" {
    plugged
    printf 'account,balance\n0001,4\n0001,4\n0002,1\n0002,-1\n' > t.csv
    refused 1 ref-twice import --opening t.csv --plug plug
    complains "t.csv:3: row 2, account: the account '0001' is opened by row 1 of this table already [ref-twice]"
    complains "t.csv:5: row 4, account: the account '0002' is opened by row 3 of this table already [ref-twice]"
}

@test "an opening balance of -0.00 is nothing" {
    plugged
    sed -i 's/^2,-700/2,-0.00/' o.csv
    done_ import --opening o.csv --plug plug
    answers '3 rows: 2 new, 0 known before, 0 rejected, 1 left out'
}

@test "opening balances that do not fit together are refused" {
    plugged
    refused_rows bad-amount 's/^1,500.50/1,500.51/'
    refused_rows same-account 's/^3,/plug,/'
    refused_rows unknown-account 's/^3,/33,/'
    refused 1 unknown-account import --opening o.csv --plug plugg
    refused 2 bad-usage import --opening o.csv
}

# ---- exports

@test "what export json wrote comes back entry by entry, and commit by commit" {
    books
    done_ change-account 3 --suspend --reason 'books lost'
    done_ correct 2 --amount 7.50 --reason misread
    typed <<'END'
- close: 2026-01-31
  balances:
    "0001": -12.50
    "0002": 4.50
    "0003": 8.00
END
    done_ export json --names -o all.jsonl
    done_ import --json all.jsonl -f new.yaml
    for file in journal.yaml new.yaml; do
        grep -vE '^(- seal|  by|  entries|  sha256|#)' "$file" > "$file.entries"
    done
    cmp journal.yaml.entries new.yaml.entries
    cmp <(grep -A1 '^- seal' journal.yaml) <(grep -A1 '^- seal' new.yaml)
    done_ audit -f new.yaml
    rm -r state # the remark that is not in the export parts the two, and they are one ledger
    done_ --ids balance -O csv
    cp "$OUT" wanted
    rm -r state
    done_ --ids balance -O csv -f new.yaml
    cmp wanted "$OUT"
    refused 1 file-exists import --json all.jsonl -f new.yaml
}

@test "names come back by members" {
    books
    done_ members -O csv -o m.csv
    done_ export json -o all.jsonl
    done_ -f new.yaml import --json all.jsonl
    done_ -f new.yaml import --members m.csv
    answers '3 rows: 0 new, 3 known before'
    answers '3 names put into the directory'
    cmp journal.directory.yaml new.directory.yaml
    keep
    done_ -f new.yaml import --members m.csv
    answers '0 names put into the directory'
    unchanged
}

@test "an export goes into a journal with nothing but the same first entry" {
    books
    done_ export json -o all.jsonl
    done_ init 'London LETS' --unit LINK --debit-limit 100 --credit-limit 250 --cheques-valid '6 months' \
        --opened 2026-01-01 -f new.yaml
    done_ import --json all.jsonl -f new.yaml
    [ "$(grep -c '^- transfer' new.yaml)" -eq 3 ]
    done_ init 'Other LETS' --unit LINK --debit-limit 100 --credit-limit 250 --opened 2026-01-01 -f other.yaml
    refused 1 ledger-repeated import --json all.jsonl -f other.yaml
}

@test "an export with a bad line is refused with the line" {
    books
    done_ export json -o all.jsonl
    sed 's/"amount":"12.50"/"amount":"12,50"/; s/"kind":"member"/"kind":"person"/; $s/}$//' all.jsonl > bad.jsonl
    keep
    ended 1 import --json bad.jsonl -f new.yaml
    complains 'lets: bad.jsonl:6: '
    complains '[unknown-kind]'
    complains 'lets: bad.jsonl:11: amount: '
    complains 'lets: bad.jsonl:15:'
    unchanged
}

# exported: what export json wrote of books that the program alone wrote, in all.jsonl: six seals.
exported() {
    done_ -f plain.yaml init Plain --unit U --debit-limit 100 --credit-limit 100
    done_ -f plain.yaml add-member 0001 --name Ann
    done_ -f plain.yaml add-member 0002 --name Bob
    done_ -f plain.yaml add-member 0003 --name Cleo
    done_ -f plain.yaml transfer 1 2 5 --for eggs
    done_ -f plain.yaml transfer 2 3 7 --for bread
    done_ -f plain.yaml export json -o all.jsonl
    [ "$(grep -c '"kind":"seal"' all.jsonl)" -eq 6 ]
}

@test "what is missing of an export, or was altered, is told by its seals" {
    exported
    done_ -f whole.yaml import --json all.jsonl
    if grep 'could not be compared' "$ERR"; then fail "all of it can be"; fi
    local n
    n=$(wc -l < all.jsonl)
    sed "$((n - 1))d" all.jsonl > less.jsonl
    ended 1 -f new.yaml import --json less.jsonl
    complains "lets: less.jsonl:$((n - 1)): the seal counts 1 entry, and the file has 0 since the seal before"
    complains '[seal-count]'
    head -n -1 all.jsonl > tail.jsonl
    ended 1 -f new.yaml import --json tail.jsonl
    complains "lets: tail.jsonl:$((n - 1)): the file ends without a seal behind its last 1 entry: it was cut [open-tail]"
    sed 's/"amount":"5.00"/"amount":"50.00"/' all.jsonl > other.jsonl
    ended 1 -f new.yaml import --json other.jsonl
    complains "lets: other.jsonl:$((n - 2)): the 1 entry up to this seal is not what it sealed [damaged]"
    sed "$((n - 3)),$((n - 2))d" all.jsonl > middle.jsonl
    ended 1 -f new.yaml import --json middle.jsonl
    complains "lets: middle.jsonl:$((n - 2)): this is seal 6, and 5 of the file: lines are missing above [seal-count]"
    sed '$s/"by":"treasurer"/"by":"somebody"/' all.jsonl > clerk.jsonl
    ended 1 -f new.yaml import --json clerk.jsonl
    complains "lets: clerk.jsonl:$n: the 1 entry up to this seal is not what it sealed"
    [ ! -e new.yaml ]
}

@test "what was typed by hand in an export cannot be compared with its seal, which is said" {
    exported
    { printf '# typed\n- transfer: 3\n  date: 2026-03-01\n  from: "0001"\n  to: "0003"\n  amount: 2.00\n'; } >> plain.yaml
    done_ -f plain.yaml seal --yes
    done_ -f plain.yaml transfer 2 3 1 --for milk
    done_ -f plain.yaml export json -o more.jsonl
    done_ -f new.yaml import --json more.jsonl
    complains 'more.jsonl: 1 of 8 seals could not be compared with their entries'
    sed 's/"for":"milk"/"for":"wine"/' more.jsonl > other.jsonl
    ended 1 -f anew.yaml import --json other.jsonl
    complains '[damaged]'
}

# ---- the command line

@test "what does not go together is a wrong command line" {
    books
    good
    refused 2 bad-usage import
    refused 2 bad-usage import --members t.csv --members t.csv
    refused 2 bad-usage import --members t.csv --ref-prefix x
    refused 2 bad-usage import --members t.csv --map date=x
    refused 2 bad-usage import t.csv --dates ymd
    refused 2 bad-usage import t.csv --zone Europe/Nowhere
    refused 2 bad-usage import t.csv --zero skip --zero skip
    refused 2 bad-usage import t.csv --ref-prefix lost
    refused 2 bad-usage import --json t.csv --rejects x
    refused 2 bad-usage import t.csv -o t.csv
    refused 4 no-such-file import nowhere.csv
    refused 4 no-such-file import --json nowhere.jsonl
}

@test "any bytes as an export are refused with a line, and change nothing" {
    books
    keep
    cd "$BOX" || return 1
    printf '%065536d' 0 | tr 0 '[' > deep.jsonl
    printf '{"kind":"member","entry":{"member":"a\\u0000b"}}\n' > nul.jsonl
    printf '{"kind":"member","entry":{"member":"\377"}}\n' > utf8.jsonl
    printf '{"kind":"member","entry":{"member":"x","joined":99999999999999999999}}\n' > number.jsonl
    printf '{"kind":"member","entry":{"member":"x","member":"y"}}\n' > twice.jsonl
    printf '{"kind":"member","entry":{"member":["x"],"joined":true}}\n' > types.jsonl
    printf '{"kind":"close","entry":{"close":"2026-01-31","balances":{"a b":"1.00","c":1}}}\n' > close.jsonl
    printf '{"kind":"seal"}\n[]\n"x"\n{"entry":{}}\n' > shapes.jsonl
    printf '{"kind":"member","entry":{"member":"x","joined":"2026-01-01","colour":"red"}}\n' > key.jsonl
    { printf x; head -c 100000 /dev/urandom; } > random.jsonl # an empty first line is none
    for file in *.jsonl; do
        call -f new.yaml import --json "$file"
        [ "$status" -eq 1 ] || fail "$file: ended with $status" || return 1
        complains "lets: $file:1:"
        [ ! -s "$OUT" ] && [ ! -e new.yaml ]
    done
    : > empty.jsonl
    ended 3 -f new.yaml import --json empty.jsonl
    complains 'lets: empty.jsonl: there are no entries in it [ledger-missing]'
    [ ! -e new.yaml ]
    cd books || return 1
    unchanged
}

@test "every table refuses a row with more cells than the header, empty ones too" {
    books
    printf 'date,from,to,amount,ref\n2026-02-03,1,2,12,50,\n' > t.csv
    refused 1 bad-csv import t.csv
    complains "t.csv:2: row 1: the row has 6 cells, the header 5 [bad-csv]"
    printf 'account,name\n7,Una,\n' > t.csv
    refused 1 bad-csv import --members t.csv
    printf 'account,first,last\n1,400,410,\n' > t.csv
    refused 1 bad-csv import --books t.csv
    printf 'account,balance\n1,12,50\n2,-12.50\n' > t.csv
    refused 1 bad-csv import --opening t.csv --plug admin
    complains "row 1: the row has 3 cells, the header 2 [bad-csv]"
}

@test "a batch of vouchers is no cheque book that is known already" {
    vouchers
    printf 'account,first,last\ndesk,2001,2005\n0001,301,305\n' > books.csv
    refused 1 voucher-float import --books books.csv
}
