# SPDX-License-Identifier: MIT
# Tables of other programs, as they write them: tests/migrate holds one of each with invented rows.

load helpers

MIGRATE=$(cd "$BATS_TEST_DIRNAME/../migrate" && pwd)
TABLES=$BATS_TEST_DIRNAME/tables.py

# fresh UNIT DECIMALS: a journal without limits, with accounts for the rest, levies and the plug.
fresh() {
    export LETS_NOW=2026-04-02T10:00:00+00:00
    done_ init Test --unit "$1" --decimals "$2" --debit-limit none --credit-limit none --opened 2010-01-01
    for account in external levy plug; do
        done_ add-central "$account" --purpose other --debit-limit none --credit-limit none --opened 2010-01-01
    done
}

# fresh_uids: the users 2, 3, 5 and 6 of a Drupal site.
fresh_uids() {
    fresh cc 2
    printf 'uid,name,mail,status\n2,Admin,admin@example.org,1\n3,Ann,ann@example.org,1\n%s\n%s\n' \
        '5,Bob,bob@example.org,1' '6,Cleo,cleo@example.org,1' > users.csv
    done_ import --members users.csv
    complains "read as Drupal's users"
}

# comes_in ARGUMENT..: an import that records something the first time, and nothing the second.
comes_in() {
    done_ import "$@"
    keep
    done_ import "$@"
    answers ' 0 new, ' || return 1
    unchanged
}

@test "Komunitin: money moves when it was updated, and counts where it was committed" {
    fresh H 3
    cp "$MIGRATE"/komunitin/* .
    comes_in --members accounts.csv transfers.csv --zone Europe/Madrid --external external --check accounts.csv
    complains "transfers.csv: left out by 'state': 'pending' (1 row), 'rejected' (1 row)"
    complains "put down to external: 'NET20005' (1 row)"
    answers 'NET10002: was 6.004 H, is 6.004 H'
    grep -q '^  for: "Second-hand books: / - atlas / - dictionary"$' journal.yaml
    grep -q '^  date: 2026-03-04$' journal.yaml
    done_ audit
    grep -q '^  credit-limit: none$' journal.yaml
}

@test "TimeOverflow: minutes, names with numbers, entities" {
    fresh minute 0
    cp "$MIGRATE"/timeoverflow/* .
    comes_in --members members.csv transfers.csv --zone Europe/Madrid --ref-prefix to --external external \
        --check members.csv
    answers 'Patel, Gita (7): was 210 minute, is 210 minute'
    grep -q "^  for: The user isn't active" journal.yaml
    sed '2,$!d' transfers.csv | sed '1!G;h;$!d' > rows
    { head -n 1 transfers.csv; cat rows; } > turned.csv
    rm rows
    keep
    done_ import turned.csv --zone Pacific/Auckland --ref-prefix to --external external
    answers '4 rows: 0 new, 4 known before'
    unchanged
}

@test "TimeOverflow: what a member did who has left since is no new payment of those who left" {
    fresh minute 0
    done_ add-central gone --purpose leavers --debit-limit none --credit-limit none --opened 2010-01-01
    cp "$MIGRATE"/timeoverflow/* .
    gone="The user isn't active=gone"
    done_ import --members members.csv transfers.csv --ref-prefix to --external external --party "$gone"
    sed -i "s/Bob Evans (32)/The user isn't active/" transfers.csv
    sed -i '/^32/d' members.csv
    refused 1 equal-row import --members members.csv transfers.csv --ref-prefix to --external external --party "$gone"
    complains 'transfers.csv:3: row 2: the same as transfer 2, 2026-03-18: Patel, Gita paid Bob Evans 60 minute, but for one side; its reference is not in this table [equal-row]'
    complains 'if a member left, and is called otherwise since, take the row out'
    lacks 'no longer in this table' "$ERR"
    done_ import --members members.csv transfers.csv --ref-prefix to --external external --party "$gone" --again
    complains 'transfers.csv: transfer 2 is in the books and no longer in this table: 2026-03-18: Patel, Gita paid Bob Evans 60 minute'
    answers '1 new, 3 known before'
}

@test "TimeOverflow in Catalan and Spanish" {
    fresh minute 0
    cp "$MIGRATE"/timeoverflow/* .
    done_ import --members members.csv
    printf 'Data,Origen,Destí,Anunci,Quantitat\n2026-01-05 10:00:00 UTC,Bob Evans (32),"Patel, Gita (7)",Pa,1:30\n' > ca.csv
    printf 'Fecha,Origen,Destino,Anuncio,Cantidad\n2026-01-06 10:00:00 UTC,Bob Evans (32),"Patel, Gita (7)",Pan,1:30\n' > es.csv
    comes_in ca.csv --ref-prefix ca
    comes_in es.csv --ref-prefix es
    answers ' 0 new'
    [ "$(grep -c '^  amount: 90$' journal.yaml)" -eq 2 ]
}

@test "CES: three transfers of a trade with levies; a closed member keeps his past" {
    fresh H 2
    cp "$MIGRATE"/ces/* .
    printf 'account,balance\nHORA0000,0\nHORA0001,8.17\nHORA0002,-12.75\n' > old.csv
    ended 1 import --members users.csv trades.csv --ref-prefix ces --external external
    complains 'there is a levy, and no account for it'
    complains '--levy ACCOUNT'
    comes_in --members users.csv trades.csv --ref-prefix ces --external external --levy levy --check old.csv
    answers 'not in the old balances: external is 4.00 H'
    [ "$(grep -c '/from-levy$' journal.yaml)" -eq 2 ]
    [ "$(grep -c '/to-levy$' journal.yaml)" -eq 1 ]
    grep -q '^  status: suspended$' journal.yaml
}

@test "CES: a closed member one of whose rows is refused stays open for it" {
    for damage in 's/12.5000,12.5000/12.5o,12.5o/' 's/,Bread/,Bread, and butter/' 's/,Bread//'; do
        rm -rf -- *
        fresh H 2
        cp "$MIGRATE"/ces/* .
        sed "$damage" trades.csv > damaged.csv
        ended 1 import --members users.csv damaged.csv --ref-prefix ces --external external --levy levy --rejects r.csv
        complains "HORA0002 stays open, for a row that names it was refused; when that is recorded: 'lets close-account HORA0002'"
        lacks 'status: closed' journal.yaml
        { head -n 1 r.csv; sed -n 2p trades.csv | sed 's/$/,,/'; } > mended.csv
        done_ import mended.csv --ref-prefix ces --external external --levy levy
        answers '1 row: 1 new'
        done_ import trades.csv --ref-prefix ces --external external --levy levy
        answers '0 new, 2 known before'
    done
}

@test "a suspended member one of whose rows is refused stays open for it; others do not" {
    fresh H 2
    printf 'account,name,joined,status\n1,Ann,2026-01-01,suspended\n2,Bob,2026-01-01,active\n3,Cleo,2026-01-01,suspended\n' > m.csv
    printf 'account,balance\n1,x\n3,5\n' > o.csv
    done_ add-central old --purpose opening --debit-limit none --credit-limit none --opened 2026-01-01
    ended 1 import --members m.csv --opening o.csv --plug old --rejects r.csv
    complains "1 stays open, for a row that names it was refused; when that is recorded: 'lets change-account 1 --suspend'"
    [ "$(grep -c '^  status: suspended$' journal.yaml)" -eq 1 ]
    sed -i 's/x/7/' r.csv
    done_ import --opening r.csv --plug old
}

@test "Local Exchange UK: a negative amount moves back" {
    fresh H 2
    cp "$MIGRATE"/leuk/* .
    comes_in --members member.csv trades.csv --check member.csv
    complains 'trades.csv: 1 negative amount was swapped'
    answers 'ann: was -11.00 H, is -11.00 H'
}

@test "Drupal 6: payers are e-mail addresses" {
    fresh_uids
    comes_in "$MIGRATE"/drupal/d6_query.csv --zone Europe/Madrid
    grep -q '^  date: 2014-04-01$' journal.yaml
}

@test "Drupal 7: clusters, states and currencies" {
    fresh_uids
    ended 1 import "$MIGRATE"/drupal/d7_cluster.csv
    complains "'hours' (1 row)"
    complains '[several-currencies]'
    comes_in "$MIGRATE"/drupal/d7_cluster.csv --only currcode=credunit
    answers '6 rows: 0 new, 3 known before, 0 rejected, 3 left out'
    refused 1 missing-column import "$MIGRATE"/drupal/d7_mcapi_transactions.csv
    keep
    ended 1 import "$MIGRATE"/drupal/d7_import_form.csv --ref-prefix f
    complains "row 2, created: '5 January 2026' is no day"
    unchanged
}

@test "Drupal 8: minor units, and every payment from both sides" {
    fresh_uids
    comes_in "$MIGRATE"/drupal/d8_mcapi_transactions_index.csv
    complains '1 row is the other side of another one'
    [ "$(grep -c '^  amount: 10.00$' journal.yaml)" -eq 1 ]
    ended 1 import "$MIGRATE"/drupal/d8_view.csv --ref-prefix v --party "Ann's wallet=3"
    complains '[equal-row]'
    comes_in "$MIGRATE"/drupal/d8_view.csv --ref-prefix v --party "Ann's wallet=3" --again
}

@test "Cyclos: signed amounts of one side, commas, the report from both sides" {
    fresh H 2
    cp "$MIGRATE"/cyclos/* .
    comes_in --members members.csv report.csv --check members.csv
    answers '2 joined with their other side'
    cat > ann.csv <<'CSV'
"Date","Transaction type","Amount","From / to","From / to - Full name","Description","Transaction number"
"05/01/2026 10:20:31","Trade","-1.250,00","bob","Okafor, Bob","A boat, second-hand","T1"
"20/02/2026 10:20:31","Trade","2,50","cleo","Cleo Patel","Eggs","T3"
CSV
    refused 2 bad-usage import ann.csv
    comes_in ann.csv --account ann
    answers '2 rows: 0 new, 2 known before'
}

@test "eLAND: row numbers of another table" {
    fresh H 2
    cp "$MIGRATE"/eland/* .
    comes_in --members users.csv transactions.csv --ids users.csv:id=letscode --check users.csv
    echo '7,A003,Twice,0,,' >> users.csv
    ended 1 import transactions.csv --ids users.csv:id=letscode
    complains "the key '7' stands here twice"
}

@test "the known tables are listed" {
    done_ import --list
    answers "Komunitin's transfers"
    answers 'by hand: --account ID: whose lines these are'
    done_ import --list -O json
}

@test "a table that grew adds what is new, wherever it grew" {
    for how in top middle bottom; do
        mkdir "$how"
        cd "$how"
        fresh H 2
        printf 'account,name\n1,Ann\n2,Bob\n' > m.csv
        printf 'date,from,to,amount,for\n2026-01-05,1,2,1.50,a\n2026-01-05,1,2,1.50,b\n2026-01-04,2,1,1,\n' > t.csv
        done_ import --members m.csv t.csv --ref-prefix p
        python3 "$TABLES" grow t.csv "$how" > grown.csv
        done_ import grown.csv --ref-prefix p
        answers '4 rows: 1 new, 3 known before'
        cd ..
    done
}

@test "any one cell that is damaged is told with row and column, and nothing is recorded" {
    export LETS_NOW=2026-04-02T10:00:00+00:00
    python3 "$BATS_TEST_DIRNAME/damaged_tables.py" "$LETS" >&2
}

@test "a negative amount that moves back is told, and joined, by the side that it is of" {
    fresh H 2
    printf 'account,name\n1,Ann\n2,Bob\n' > m.csv
    done_ import --members m.csv
    printf 'date,from,to,amount,ref\n2026-01-05,9,2,-1,a\n' > t.csv
    ended 1 import t.csv --negative swap
    complains 't.csv:2: row 1, from: '
    printf 'day,own,other,out,in\n2026-01-05,1,2,-5,\n2026-01-05,2,1,5,\n' > t.csv
    set -- t.csv --map date=day,account=own,other=other,paid=out,earned=in --negative swap --ref-prefix p
    comes_in "$@"
    answers '1 joined with their other side'
    [ "$(grep -c '^  amount: 5.00$' journal.yaml)" -eq 1 ]
    sed -i 's/,1,2,-5/,1,9,-6/' t.csv
    ended 1 import "$@"
    complains 't.csv:2: row 1, other: '
}

@test "a row moves something where only the payee's side does" {
    fresh H 2
    printf 'account,name\n1,Ann\n' > m.csv
    done_ import --members m.csv
    printf 'date,from,to,a,b\n2026-01-05,elsewhere,1,0,3\n2026-01-05,elsewhere,1,0,0\n' > t.csv
    set -- t.csv --map date=date,from=from,to=to,from-amount=a,to-amount=b --ref-prefix p --external external
    ended 1 import "$@"
    complains 't.csv:3: row 2, a: nothing is paid'
    comes_in "$@" --zero skip
    grep -q '^  amount: 3.00$' journal.yaml
    complains '1 row of 0 was left out'
}

@test "a fault of joined columns names all of them" {
    fresh H 2
    printf 'account,name\n1,Ann\n2,Bob\n' > m.csv
    done_ import --members m.csv
    printf 'day,time,from,to,amount\n2026-01-05,25:00,1,2,3\n' > t.csv
    keep
    ended 1 import t.csv --map date=day+time,from=from,to=to,amount=amount --ref-prefix p
    complains "t.csv:2: row 1, day+time: '2026-01-05 25:00' is no day"
    unchanged
}

@test "what is corrected here is known as it was, and as it is now" {
    fresh H 2
    printf 'account,name\n1,Ann\n2,Bob\n' > m.csv
    printf 'date,from,to,amount,for,ref\n2026-01-05,1,2,7,bread,r1\n' > t.csv
    done_ import --members m.csv t.csv
    done_ correct 1 --amount 8 --reason misread
    done_ import t.csv
    answers '1 row: 0 new, 1 known before'
    sed -i 's/,7,/,8,/' t.csv
    done_ import t.csv
    answers '1 row: 0 new, 1 known before'
    sed -i 's/,8,bread/,8,soup/' t.csv
    refused 1 ref-differs import t.csv
    sed -i 's/,8,soup/,9,bread/' t.csv
    refused 1 ref-differs import t.csv
}

@test "what is rejected is mended and comes in, and the whole table afterwards adds nothing" {
    fresh minute 0
    cp "$MIGRATE"/timeoverflow/* .
    done_ import --members members.csv
    sed 's/^2026-03-18 /2026-13-18 /' transfers.csv > t.csv
    ended 1 import t.csv --ref-prefix to --party "The user isn't active=external" --rejects bad.csv
    head -n 1 bad.csv > "$OUT"
    answer <<'CSV'
Date,From,To,Post,Quantity,ref,reason
CSV
    sed -i 's/2026-13-18/2026-03-18/g; s/^\([^,]*,\)Banc[^,]*,/\1external,/' bad.csv
    done_ import bad.csv --ref-prefix to
    answers '2 rows: 2 new'
    keep
    done_ import transfers.csv --ref-prefix to --party "The user isn't active=external" \
        --party 'Banc del Temps de Sarrià=external'
    answers '4 rows: 0 new, 4 known before'
    unchanged
}

@test "days, amounts and parties by hand" {
    fresh H 2
    printf 'account,name\n1,"Archer, Ann"\n2,Bob\n' > m.csv
    cat > t.csv <<'CSV'
Wann;Wer;Wem;Wieviel;Wofür;Stand
Mo, 5.1.2026 10:20;Ann Archer;ARCHER,  ANN;1,00;x;offen
5.1.2026;"Archer, Ann";Bob (2);1.250,50 H;Brot  und Käse;ok
6.1.2026;bob;1;-2,00;Lift;ok
7.1.2026;1;2;0;;ok
CSV
    set -- t.csv --map date=Wann,from=Wer,to=Wem,amount=Wieviel --map for=Wofür,state=Stand --states ok --dates dmy \
        --decimal-mark , --negative swap --zero skip --ref-prefix h
    comes_in --members m.csv "$@"
    grep -q '^  amount: 1250.50$' journal.yaml
    grep -q '^  for: Brot und Käse$' journal.yaml
    complains 't.csv: 1 negative amount was swapped'
    complains "left out by 'Stand': 'offen' (1 row)"
    for amount in 1.25 1.2500,00 '1,00 Taler' 1,005 1,00,0 --1 ''; do
        printf 'Wann;Wer;Wem;Wieviel;Wofür;Stand\n5.1.2026;1;2;%s;;ok\n' "$amount" > t.csv
        keep
        ended 1 import "$@"
        complains 't.csv:2: row 1, Wieviel: ' || return 1
        unchanged
    done
}
