# SPDX-License-Identifier: MIT
# What is shown: members, balance, register, log, in text, CSV and JSON, and the options of every view.

load helpers

# stream ARGUMENT..: a view of the journal on standard input.
stream() {
    fed -f - "$@" < journal.yaml
    [ "$status" -eq 0 ] || fail "lets -f - $* ended with $status"
}

# ---- members

@test "members lists who is in the directory, with columns only where there is something" {
    books
    done_ members
    answer <<'END'
account name       e-mail          phone         address                 delivery status joined     locality
0001    Ann Archer ann@example.org 020 7946 0000 1 Acre Lane, London SW2 paper    active 2026-01-04 Brixton
0002    Bob Jones  bob@example.org                                       email    active 2026-01-04
0003    Cleo Patel                                                                active 2026-01-04 Brixton

3 members
head 0d05 eae7 d260 9daa a493 b95f 810b 8359 after transfer 3
END
    quiet
}

@test "members in CSV" {
    books
    done_ members -O csv
    answer <<'END'
account,name,email,phone,address,delivery,status,joined,locality,agreed
0001,Ann Archer,ann@example.org,020 7946 0000,"1 Acre Lane, London SW2",paper,active,2026-01-04,Brixton,
0002,Bob Jones,bob@example.org,,,email,active,2026-01-04,,
0003,Cleo Patel,,,,,active,2026-01-04,Brixton,
END
}

@test "members in JSON" {
    books
    done_ members -O json
    [ "$(jq -c '[keys_unsorted, .ledger, .unit, .decimals, .last_transfer]' "$OUT")" = \
        '[["ledger","unit","decimals","head","last_transfer","members"],"London LETS","LINK",2,3]' ]
    [ "$(jq -r .head "$OUT")" = "$(head_of journal.yaml)" ]
    [ "$(jq -c '.members[1]' "$OUT")" = \
        '{"account":"0002","name":"Bob Jones","email":"bob@example.org","phone":null,"address":null,"delivery":"email","status":"active","joined":"2026-01-04","locality":null,"agreed":null}' ]
}

@test "members finds by any part of name, e-mail or phone, whatever the case" {
    books
    local wanted
    for wanted in archer "ANN A" ann@EXAMPLE 7946; do
        done_ members "$wanted" -O csv
        [ "$(cut -d, -f1 "$OUT" | tr '\n' ' ')" = "account 0001 " ] || fail "members $wanted"
    done
    done_ members example.org -O json
    [ "$(jq -c '[.members[].account]' "$OUT")" = '["0001","0002"]' ]
    done_ members zzz
    answer <<'END'
0 members
head 0d05 eae7 d260 9daa a493 b95f 810b 8359 after transfer 3
END
}

@test "members --status and --locality" {
    books
    done_ change-account 1 --suspend
    done_ close-account 3 --residue-to leavers --reason "moved away"
    done_ members --status suspended -O json
    [ "$(jq -c '[.members[].account]' "$OUT")" = '["0001"]' ]
    done_ members --status active -O json
    [ "$(jq -c '[.members[].account]' "$OUT")" = '["0002"]' ]
    done_ members --status closed
    answers "Cleo Patel"
    done_ members --locality Brixton -O json
    [ "$(jq -c '[.members[].account]' "$OUT")" = '["0001","0003"]' ]
    refused 2 bad-word members --status dead
}

@test "members leaves closed ones out of text only, and says so" {
    books
    done_ close-account 3 --residue-to leavers --reason "moved away"
    done_ members --ids
    answer <<'END'
account status joined     locality
0001    active 2026-01-04 Brixton
0002    active 2026-01-04

2 members
1 closed is not shown (--all)
head 6a54 e797 ee6c 0f4b 9245 5bc5 d253 2b73 after transfer 4
END
    done_ members --ids --all
    answers "0003    closed 2026-01-04 Brixton"
    done_ members -O csv
    answers "0003,Cleo Patel,,,,,closed,2026-01-04,Brixton"
}

@test "members lists an account without a directory entry by its id" {
    books
    rm journal.directory.yaml
    done_ members -O csv
    answers "0001,,,,,,active,2026-01-04,Brixton"
}

# ---- balance

@test "balance shows all accounts in the order of opening, and that they add up to zero" {
    books
    done_ balance
    answer <<'END'
account name           balance earned spent available
admin   Administration    2.00   2.00  0.00    502.00
leavers                   0.00   0.00  0.00
0001    Ann Archer      -12.50   0.00 12.50     87.50
0002    Bob Jones         4.50  12.50  8.00    104.50
0003    Cleo Patel        6.00   8.00  2.00     56.00

total of all 5 accounts: 0.00 LINK, zero as it must be
head 0d05 eae7 d260 9daa a493 b95f 810b 8359 after transfer 3
END
    quiet
}

@test "balance in CSV" {
    books
    done_ balance -O csv
    answer <<'END'
account,kind,purpose,name,locality,balance,earned,spent,turnover,debit_limit,credit_limit,available,status,over_limit
admin,central,administration,Administration,,2.00,2.00,0.00,2.00,500.00,none,502.00,active,
leavers,central,leavers,,,0.00,0.00,0.00,0.00,none,none,,active,
0001,member,,Ann Archer,Brixton,-12.50,0.00,12.50,12.50,100.00,250.00,87.50,active,
0002,member,,Bob Jones,,4.50,12.50,8.00,20.50,100.00,250.00,104.50,active,
0003,member,,Cleo Patel,Brixton,6.00,8.00,2.00,10.00,50.00,250.00,56.00,active,
END
}

@test "balance in JSON has the columns of the CSV, on and total" {
    books
    done_ balance -O json
    [ "$(jq -c 'keys_unsorted - ["accounts"]' "$OUT")" = \
        '["ledger","unit","decimals","head","last_transfer","on","total","total_all"]' ]
    [ "$(jq -c '[.on, .total, (.accounts | length)]' "$OUT")" = '[null,"0.00",5]' ]
    [ "$(jq -c '.accounts[2]' "$OUT")" = \
        '{"account":"0001","kind":"member","purpose":null,"name":"Ann Archer","locality":"Brixton","balance":"-12.50","earned":"0.00","spent":"12.50","turnover":"12.50","debit_limit":"100.00","credit_limit":"250.00","available":"87.50","status":"active","over_limit":false}' ]
    done_ balance -O csv
    head -n 1 "$OUT" | tr , '\n' > "$BOX/csv"
    done_ balance -O json
    jq -r '.accounts[0] | keys_unsorted[]' "$OUT" | cmp - "$BOX/csv"
}

@test "balance of some accounts ends with their total and that of all" {
    books
    done_ balance 1 0003
    answer <<'END'
account name       balance earned spent available
0001    Ann Archer  -12.50   0.00 12.50     87.50
0003    Cleo Patel    6.00   8.00  2.00     56.00

total of what is shown: -6.50 LINK
total of all 5 accounts: 0.00 LINK, zero as it must be
head 0d05 eae7 d260 9daa a493 b95f 810b 8359 after transfer 3
END
    done_ balance 3 1 1 -O json
    [ "$(jq -c '[.total, .total_all, [.accounts[].account]]' "$OUT")" = '["-6.50","0.00",["0001","0003"]]' ]
    refused 1 unknown-account balance 1 9
}

@test "balance --on shows the figures by the end of a day, limits and status as of now" {
    books
    done_ change-account 2 --suspend --debit-limit 70
    done_ balance --on 2026-01-09 -O csv
    answer <<'END'
account,kind,purpose,name,locality,balance,earned,spent,turnover,debit_limit,credit_limit,available,status,over_limit
admin,central,administration,Administration,,0.00,0.00,0.00,0.00,500.00,none,500.00,active,
leavers,central,leavers,,,0.00,0.00,0.00,0.00,none,none,,active,
0001,member,,Ann Archer,Brixton,0.00,0.00,0.00,0.00,100.00,250.00,100.00,active,
0002,member,,Bob Jones,,-8.00,0.00,8.00,8.00,70.00,250.00,62.00,suspended,
0003,member,,Cleo Patel,Brixton,8.00,8.00,0.00,8.00,50.00,250.00,58.00,active,
END
    done_ balance --on 2026-01-09
    answers "total of all 5 accounts by the end of 2026-01-09: 0.00 LINK, zero as it must be"
    done_ balance --on 2026-01-09 -O json
    [ "$(jq -r .on "$OUT")" = 2026-01-09 ]
    refused 2 bad-date balance --on 2026-13-01
}

@test "balance --on goes by the date of a reversal" {
    books
    done_ reverse 1 --reason "typed twice" --date 2026-02-10
    done_ balance 1 --on 2026-02-09 -O csv
    answers "0001,member,,Ann Archer,Brixton,-12.50,0.00,12.50,12.50,"
    done_ balance 1 --on 2026-02-10 -O csv
    answers "0001,member,,Ann Archer,Brixton,0.00,0.00,0.00,0.00,"
}

@test "balance --locality, --kind and --purpose" {
    books
    done_ balance --locality Brixton -O json
    [ "$(jq -c '[.accounts[].account]' "$OUT")" = '["0001","0003"]' ]
    done_ balance --kind member -O json
    [ "$(jq -c '[.accounts[].account]' "$OUT")" = '["0001","0002","0003"]' ]
    done_ balance --kind central -O json
    [ "$(jq -c '[.accounts[].account]' "$OUT")" = '["admin","leavers"]' ]
    done_ balance --purpose leavers -O json
    [ "$(jq -c '[.accounts[].account]' "$OUT")" = '["leavers"]' ]
    refused 2 bad-word balance --kind person
    refused 2 bad-word balance --purpose leaving
}

@test "filters never change the exit status" {
    books
    done_ balance --locality Nowhere
    done_ register --category nothing
    done_ log --search nothing
    done_ members nothing
    done_ balance --over-limit -O csv
}

@test "balance --over-limit shows who is beyond a limit on either side" {
    books
    done_ transfer 1 2 90 --override "agreed"
    done_ transfer admin 3 245 --override "agreed"
    done_ balance --over-limit -O csv
    answer <<'END'
account,kind,purpose,name,locality,balance,earned,spent,turnover,debit_limit,credit_limit,available,status,over_limit
0001,member,,Ann Archer,Brixton,-102.50,0.00,102.50,102.50,100.00,250.00,-2.50,active,yes
0003,member,,Cleo Patel,Brixton,251.00,253.00,2.00,255.00,50.00,250.00,301.00,active,yes
END
}

@test "balance leaves closed accounts out of text only, and says how many" {
    books
    done_ close-account 3 --residue-to leavers --reason "moved away"
    done_ balance
    answer <<'END'
account name           balance earned spent available
admin   Administration    2.00   2.00  0.00    502.00
leavers                   6.00   6.00  0.00
0001    Ann Archer      -12.50   0.00 12.50     87.50
0002    Bob Jones         4.50  12.50  8.00    104.50

total of what is shown: 0.00 LINK
total of all 5 accounts: 0.00 LINK, zero as it must be
1 closed account is not shown (--all)
head 6a54 e797 ee6c 0f4b 9245 5bc5 d253 2b73 after transfer 4
END
    done_ balance --all
    answers "0003    Cleo Patel        0.00   8.00  8.00           closed"
    done_ balance -O csv
    answers "0003,member,,Cleo Patel,Brixton,0.00,8.00,8.00,16.00,50.00,250.00,50.00,closed,"
    done_ balance -O json
    [ "$(jq -c '.accounts[4].status' "$OUT")" = '"closed"' ]
}

@test "an amount has all its decimals, or none where the ledger has none" {
    done_ init Hours --unit H --decimals 0 --debit-limit 5 --credit-limit none
    done_ add-member a
    done_ add-member b
    done_ transfer a b 3
    done_ balance -O csv
    answers "a,member,,,,-3,0,3,3,5,none,2,active,"
    refused 2 bad-amount transfer a b 3.0
}

# ---- register

@test "register lists transfers by date, then number" {
    books
    done_ register
    answer <<'END'
no. date       from       to             amount for           remark
  2 2026-01-09 Bob Jones  Cleo Patel       8.00 two loaves    food; ref till/1
  1 2026-01-10 Ann Archer Bob Jones       12.50 kitchen tap   cheque 301, written 2026-01-08; plumbing
  3 2026-02-01 Cleo Patel Administration   2.00 February levy levy

3 transfers
head 0d05 eae7 d260 9daa a493 b95f 810b 8359 after transfer 3
END
    quiet
}

@test "register in CSV" {
    books
    done_ reverse 2 --reason "not delivered"
    done_ register -O csv
    answer <<'END'
transfer,date,from,to,amount,for,cheque,written,category,ref,reverses,reversed_by,override,recorded,clerk
2,2026-01-09,0002,0003,8.00,two loaves,,,food,till/1,,4,,2026-01-10T11:00:00+00:00,clerk-2
1,2026-01-10,0001,0002,12.50,kitchen tap,301,2026-01-08,plumbing,,,,,2026-01-10T11:00:00+00:00,clerk-2
3,2026-02-01,0003,admin,2.00,February levy,,,levy,,,,,2026-02-02T10:00:00+00:00,treasurer
4,2026-03-01,0003,0002,8.00,not delivered,,,,,2,,,2026-03-01T10:00:00+00:00,treasurer
END
}

@test "register in JSON" {
    books
    done_ register -O json
    [ "$(jq -c keys_unsorted "$OUT")" = '["ledger","unit","decimals","head","last_transfer","transfers"]' ]
    [ "$(jq -c '.transfers[1]' "$OUT")" = \
        '{"transfer":1,"date":"2026-01-10","from":"0001","to":"0002","amount":"12.50","for":"kitchen tap","cheque":301,"written":"2026-01-08","category":"plumbing","ref":null,"reverses":null,"reversed_by":null,"override":null,"recorded":"2026-01-10T11:00:00+00:00","clerk":"clerk-2"}' ]
}

@test "register of one account has its running balance, by date" {
    books
    done_ register 0002
    answer <<'END'
Bob Jones (0002)

no. date       from       to         amount balance for         remark
  2 2026-01-09 Bob Jones  Cleo Patel   8.00   -8.00 two loaves  food; ref till/1
  1 2026-01-10 Ann Archer Bob Jones   12.50    4.50 kitchen tap cheque 301, written 2026-01-08; plumbing

2 transfers
head 0d05 eae7 d260 9daa a493 b95f 810b 8359 after transfer 3
END
    done_ register 2 -p 2026-01-10 -O csv
    answer <<'END'
transfer,date,from,to,amount,for,cheque,written,category,ref,reverses,reversed_by,override,recorded,clerk,balance
1,2026-01-10,0001,0002,12.50,kitchen tap,301,2026-01-08,plumbing,,,,,2026-01-10T11:00:00+00:00,clerk-2,4.50
END
    refused 1 unknown-account register 9
}

@test "register --period takes every form, both ends included" {
    books
    local period
    numbers() {
        done_ register -p "$1" -O json && [ "$(jq -c '[.transfers[].transfer]' "$OUT")" = "$2" ] ||
            fail "register -p $1: not $2"
    }
    for period in 2026 2026-Q1 2026-01-09..2026-02-01 2026-01-09.. ..2026-02-01 this-year; do
        numbers "$period" '[2,1,3]'
    done
    for period in 2026-01 2026-01-09..2026-01-10 ..2026-01-31 2025-12-31..2026-01-31; do
        numbers "$period" '[2,1]'
    done
    numbers 2026-01-10.. '[1,3]'
    numbers 2026-02-01 '[3]'
    numbers last-month '[3]'
    for period in this-month last-year 2026-Q2 2025 ..2026-01-08 2026-02-02..; do
        numbers "$period" '[]'
    done
}

@test "this-month and last-month go by today" {
    books
    done_ register -p this-month --today 2026-01-31 -O json
    [ "$(jq -c '[.transfers[].transfer]' "$OUT")" = '[2,1]' ]
    LETS_TODAY=2026-02-28 done_ register -p this-month -O json
    [ "$(jq -c '[.transfers[].transfer]' "$OUT")" = '[3]' ]
    done_ register -p last-year --today 2027-06-01 -O json
    [ "$(jq -c '[.transfers[].transfer]' "$OUT")" = '[2,1,3]' ]
}

@test "malformed periods are a wrong command line" {
    books
    local period
    for period in 2026-W3 2026-Q5 2026-13 2026-02-30 2026-02-02..2026-02-01 .. yesterday "" 26; do
        refused 2 bad-date register -p "$period"
    done
    complains "write 2026, 2026-Q3, 2026-10"
}

@test "register --category shows that trade only" {
    books
    done_ register --category food -O json
    [ "$(jq -c '[.transfers[].transfer]' "$OUT")" = '[2]' ]
    done_ register 3 --category levy -O json
    [ "$(jq -c '[.transfers[] | [.transfer, .balance]]' "$OUT")" = '[[3,"6.00"]]' ]
}

# ---- log

@test "log tells every entry in the order of recording, a sentence each" {
    books
    done_ log
    answer <<'END'
line recorded   by        no. date       what
   1 2026-01-01 treasurer     2026-01-01 London LETS was opened on 2026-01-01, unit LINK, debit limit 100.00, credit limit 250.00, limits hard, cheques valid 6 months
  15 2026-01-01 treasurer     2026-01-01 Administration (admin) was opened for administration on 2026-01-01, debit limit 500.00, credit limit none
  21 2026-01-01 treasurer     2026-01-01 leavers was opened for leavers on 2026-01-01, debit limit none, credit limit none
  31 2026-01-04 treasurer     2026-01-04 Ann Archer (0001) joined on 2026-01-04, locality Brixton
  34 2026-01-04 treasurer     2026-01-04 Bob Jones (0002) joined on 2026-01-04
  36 2026-01-04 treasurer     2026-01-04 Cleo Patel (0003) joined on 2026-01-04, locality Brixton, debit limit 50.00
  40 2026-01-04 treasurer     2026-01-04 cheques 301-310 issued to Ann Archer
  49 2026-01-10 clerk-2     1 2026-01-10 Ann Archer paid Bob Jones 12.50 LINK for kitchen tap, cheque 301, written 2026-01-08, category plumbing
  58 2026-01-10 clerk-2     2 2026-01-09 Bob Jones paid Cleo Patel 8.00 LINK for two loaves, category food, ref till/1
  70 2026-02-02 treasurer   3 2026-02-01 Cleo Patel paid Administration 2.00 LINK for February levy, category levy

10 entries
5 seals are not shown (--kind seal)
head 0d05 eae7 d260 9daa a493 b95f 810b 8359 after transfer 3
END
    quiet
}

@test "log in CSV and JSON has line, time, clerk, seal, kind, account, transfer, date and text" {
    books
    done_ log --last 3 -O csv
    answer <<'END'
line,recorded,clerk,seal,kind,account,transfer,date,text
66,2026-01-10T11:00:00+00:00,clerk-2,4,seal,,,,"sealed by clerk-2, 2 entries"
70,2026-02-02T10:00:00+00:00,treasurer,5,transfer,,3,2026-02-01,"Cleo Patel paid Administration 2.00 LINK for February levy, category levy"
77,2026-02-02T10:00:00+00:00,treasurer,5,seal,,,,"sealed by treasurer, 1 entry"
END
    done_ log --last 2 -O json
    [ "$(jq -c keys_unsorted "$OUT")" = '["ledger","unit","decimals","head","last_transfer","entries"]' ]
    [ "$(jq -c '.entries[0]' "$OUT")" = \
        '{"line":70,"recorded":"2026-02-02T10:00:00+00:00","clerk":"treasurer","seal":5,"kind":"transfer","account":null,"transfer":3,"date":"2026-02-01","text":"Cleo Patel paid Administration 2.00 LINK for February levy, category levy"}' ]
}

# lines WANTED ARGUMENT..: the lines of the journal that log shows.
lines() {
    local wanted=$1
    shift
    done_ log "$@" -O json
    [ "$(jq -c '[.entries[].line]' "$OUT")" = "$wanted" ] || fail "log $*: not the lines $wanted"
}

@test "log of one account shows what concerns it" {
    books
    lines '[31,40,49]' 1
    lines '[15,70]' admin
    refused 1 unknown-account log 9
}

@test "log --period goes by the day of recording" {
    books
    lines '[49,58,66]' -p 2026-01-10
    lines '[70,77]' -p 2026-02
    lines '[]' -p 2026-02-01
}

@test "log --kind takes one kind or several" {
    books
    lines '[49,58,70]' --kind transfer
    lines '[31,34,36,40]' --kind member,cheques
    lines '[1]' --kind ledger
    lines '[10,26,44,66,77]' --kind seal
    refused 2 bad-usage log --kind transfers
}

@test "log --transfer shows the transfer, its reversal and its correction" {
    books
    done_ correct 1 --amount 13 --reason misread
    lines '[49,81,88]' --transfer 1
    lines '[58]' --transfer 2
    lines '[]' --transfer 99
}

@test "log --cheque shows its book, its transfers and its events" {
    books
    typed <<'END'
- cheque: 302
  date: 2026-03-01
  status: stopped
  reason: lost
END
    lines '[40,49]' --cheque 301
    lines '[40,82]' --cheque 302
    lines '[]' --cheque 999
}

@test "log --ref shows the transfer of that reference and its reversal" {
    books
    done_ reverse 2 --reason "not delivered"
    lines '[58,81]' --ref till/1
    lines '[]' --ref till/2
}

@test "log takes one of --transfer, --cheque and --ref" {
    books
    refused 2 bad-usage log --transfer 1 --cheque 301
    refused 2 bad-usage log --transfer 1 --ref till/1
}

@test "log --clerk shows what that clerk recorded" {
    books
    lines '[49,58,66]' --clerk clerk-2
    lines '[]' --clerk clerk-3
}

@test "log --search finds a text in the sentences, whatever the case" {
    books
    lines '[58]' --search LOAVES
    lines '[49]' --search "kitchen tap"
}

@test "log --last shows the last so many of what the other options leave" {
    books
    lines '[70,77]' --last 2
    lines '[58,70]' --kind transfer --last 2
    lines '[1,10,15,21,26,31,34,36,40,44,49,58,66,70,77]' --last 999999999
    refused 2 bad-number log --last 0
}

@test "log --exceptions shows overrides, reversals and loosened limits, and central accounts" {
    books
    done_ change-account 3 --debit-limit 60 --reason "AGM 4"
    done_ change-account 2 --debit-limit 90 --reason "tighter: no exception"
    done_ change-account 3 --locality Camden
    done_ transfer 1 2 90 --override "AGM 5"
    done_ set-policy --credit-limit 300
    done_ set-policy --contact "the hall"
    done_ reverse 2 --reason "not delivered"
    done_ log --exceptions
    answer <<'END'
line recorded   by        no. date       what
  15 2026-01-01 treasurer     2026-01-01 Administration (admin) was opened for administration on 2026-01-01, debit limit 500.00, credit limit none
  21 2026-01-01 treasurer     2026-01-01 leavers was opened for leavers on 2026-01-01, debit limit none, credit limit none
  81 2026-03-01 treasurer     2026-03-01 Cleo Patel: debit limit 60.00, was 50.00; AGM 4
 104 2026-03-01 treasurer   4 2026-03-01 Ann Archer paid Bob Jones 90.00 LINK; override: AGM 5
 114 2026-03-01 treasurer     2026-03-01 policy: credit limit 300.00, was 250.00
 126 2026-03-01 treasurer   5 2026-03-01 Cleo Patel gave back to Bob Jones 8.00 LINK, reversing 2: not delivered

4 entries loosened a rule or stepped past one
2 central accounts that let nothing through are not counted
head 2caa f410 ad38 b0db 6216 236b 2218 cae5 after transfer 5
END
}

@test "log --exceptions shows reopened accounts and periods, and seals that go back in time" {
    books
    done_ close-account leavers
    done_ reopen-account leavers
    lines '[15,21,88]' --exceptions
    typed <<'END'
- close: 2026-01-31
  balances:
    "0001": -12.50
    "0002": 4.50
    "0003": 8.00
END
    typed <<'END'
- reopen: 2026-01-31
  reason: a slip turned up
END
    lines '[15,21,88,106]' --exceptions
    export LETS_NOW=2026-02-20T10:00:00+00:00
    done_ add-member 0004 --clock-reason "the battery was flat"
    lines '[15,21,88,106,114]' --exceptions
    answers "the battery was flat"
}

@test "log --exceptions shows transfers recorded more than 31 days after their date" {
    books
    done_ transfer 1 2 1 --date 2026-01-29
    lines '[15,21]' --exceptions
    done_ transfer 1 2 1 --date 2026-01-28
    lines '[15,21,90]' --exceptions
}

# ---- options of every view

@test "--at HEX shows the books as they stood at that seal" {
    books
    done_ balance --at 92ad9f5739cbc1e7b329206cb829cbeda59237779e3a8ab2e0922b97824b3b19
    answer <<'END'
account name           balance earned spent available
admin   Administration    0.00   0.00  0.00    500.00
leavers                   0.00   0.00  0.00
0001    Ann Archer      -12.50   0.00 12.50     87.50
0002    Bob Jones         4.50  12.50  8.00    104.50
0003    Cleo Patel        8.00   8.00  0.00     58.00

total of all 5 accounts: 0.00 LINK, zero as it must be
head 92ad 9f57 39cb c1e7 b329 206c b829 cbed after transfer 2
END
    cp "$OUT" "$BOX/full"
    done_ balance --at "92ad 9f57 39cb c1e7 b329 206c b829 cbed"
    cmp "$OUT" "$BOX/full"
    done_ balance --at 92AD9F5739CB
    cmp "$OUT" "$BOX/full"
}

@test "--at TIME shows the books as they stood at the last seal up to then" {
    books
    done_ register --at 2026-01-10T11:00:00+00:00 -O json
    [ "$(jq -c '[.last_transfer, [.transfers[].transfer]]' "$OUT")" = '[2,[2,1]]' ]
    done_ register --at 2026-01-10T10:59:59+00:00 -O json
    [ "$(jq -c '[.last_transfer, [.transfers[].transfer]]' "$OUT")" = '[null,[]]' ]
    done_ register --at 2026-01-10T12:00:00+01:00 -O json
    [ "$(jq -c '.last_transfer' "$OUT")" = 2 ]
    done_ members --at 2026-01-03T00:00:00+00:00
    answers "0 members"
    done_ log --at 2026-01-03T00:00:00+00:00 -O json
    [ "$(jq -c '[.entries[].line]' "$OUT")" = '[1,10,15,21,26]' ]
}

@test "--at a seal or a time that there is not is refused" {
    books
    refused 1 unknown-seal balance --at deadbeefdeadbeef
    refused 1 unknown-seal balance --at 2025-12-31T00:00:00+00:00
    refused 2 bad-usage balance --at 92ad
    refused 2 bad-usage balance --at "once upon a time"
}

@test "--at does not show a later reversal" {
    books
    done_ reverse 1 --reason "typed twice"
    done_ register --at 92ad9f5739cb -O csv
    answers "1,2026-01-10,0001,0002,12.50,kitchen tap,301,2026-01-08,plumbing,,,,,"
    done_ register -O csv
    answers "1,2026-01-10,0001,0002,12.50,kitchen tap,301,2026-01-08,plumbing,,,4,,"
}

@test "--ids shows no name, and does not read the directory" {
    books
    echo "no directory" > journal.directory.yaml
    ended 3 balance
    complains "[bad-directory]"
    complains "--ids"
    done_ balance --ids
    answer <<'END'
account balance earned spent available
admin      2.00   2.00  0.00    502.00
leavers    0.00   0.00  0.00
0001     -12.50   0.00 12.50     87.50
0002       4.50  12.50  8.00    104.50
0003       6.00   8.00  2.00     56.00

total of all 5 accounts: 0.00 LINK, zero as it must be
head 0d05 eae7 d260 9daa a493 b95f 810b 8359 after transfer 3
END
    done_ log --ids --kind transfer -O json
    [ "$(jq -r '.entries[0].text' "$OUT")" = "0001 paid 0002 12.50 LINK for kitchen tap, cheque 301, written 2026-01-08, category plumbing" ]
    done_ register --ids
    answers "  2 2026-01-09 0002 0003    8.00 two loaves"
    done_ members --ids -O csv
    answers "0001,,,,,,active,2026-01-04,Brixton"
}

@test "-f - reads a journal from standard input" {
    books
    done_ balance --ids -O csv
    cp "$OUT" "$BOX/file"
    stream balance --ids -O csv
    cmp "$OUT" "$BOX/file"
    stream register -O csv
    answers "1,2026-01-10,0001,0002,12.50,kitchen tap,301,2026-01-08,plumbing,,,,,"
    stream audit
    stream log --last 1 -O csv
}

@test "-f - shows central accounts by their titles, which are in the journal" {
    books
    stream balance admin -O csv
    answers "admin,central,administration,Administration,"
}

@test "-f - is for views only" {
    books
    fed -f - transfer 1 2 1 < journal.yaml
    [ "$status" -eq 2 ]
    complains "[bad-usage]"
}

@test "text columns follow the width of characters, not of bytes" {
    books
    done_ change-account 1 --name "Zoë Müller-Łódź"
    done_ change-account 2 --name "山田太郎"
    done_ balance 1 2 --kind member
    head -n 3 "$OUT" > "$BOX/first" && mv "$BOX/first" "$OUT"
    answer <<'END'
account name            balance earned spent available
0001    Zoë Müller-Łódź  -12.50   0.00 12.50     87.50
0002    山田太郎           4.50  12.50  8.00    104.50
END
}

@test "columns are as wide as their widest amount of either sign, measured or held" {
    books
    done_ change-account 2 --name "山田太郎"
    done_ transfer 3 1 123456.78 --override "to be seen"
    done_ transfer 2 3 9999.99 --override "to be seen"
    done_ balance -q
    cp "$OUT" "$BOX/measured"
    answer <<'END'
account name              balance    earned     spent  available
admin   Administration       2.00      2.00      0.00     502.00
leavers                      0.00      0.00      0.00
0001    Ann Archer      123444.28 123456.78     12.50  123544.28 over limit
0002    山田太郎         -9995.49     12.50  10007.99   -9895.49 over limit
0003    Cleo Patel     -113450.79  10007.99 123458.78 -113400.79 over limit
END
    done_ balance -q --color always # lays out all rows at once
    sed "s/$(printf '\033')\\[[0-9;]*m//g; s/ *\$//" "$OUT" > "$BOX/held"
    cmp "$BOX/measured" "$BOX/held"
}

@test "formats: what a command does not make is refused, by option and by file name" {
    books
    refused 2 bad-usage balance -O pdf
    complaint <<'EOT'
lets: --format: 'pdf' is none of text, csv, json [bad-usage]
try 'lets help balance'
EOT
    refused 2 bad-usage balance -O yaml
    refused 2 bad-usage balance -o balances.pdf
    complaint <<'EOT'
lets: --output: 'pdf' is none of text, csv, json [bad-usage]
try 'lets help balance'
EOT
}

@test "searching ignores the case of letters in every script" {
    books
    done_ change-account 1 --name "Жанна ÉLISE Ωμέγα"
    local part
    for part in ЖАННА жанна élise Élise ΩΜΈΓΑ; do
        done_ members "$part" -O csv
        answers "0001,Жанна ÉLISE Ωμέγα" || return 1
        done_ log --kind member --search "$part" -O csv
        answers "Жанна ÉLISE Ωμέγα (0001) joined" || return 1
    done
    done_ members нет
    answers "0 members"
}

@test "--locality ignores case, and says which localities there are where none has that name" {
    books
    done_ members --locality BRIXTON -O csv
    answers "0001,Ann Archer"
    done_ balance --locality brixton
    answers "total of what is shown: -6.50 LINK"
    quiet
    done_ balance --locality Peckham
    complaint <<'END'
lets: warning: no member has the locality 'Peckham'; there are: Brixton
END
    done_ members --locality Peckham -O json
    complains "there are: Brixton"
    done_ members --locality Brixton --status closed
    quiet
}

@test "log in text shows seals only where --kind names them, and --last counts what is shown" {
    books
    done_ log --last 2
    lacks "sealed by" "$OUT"
    answers "two loaves"
    answers "February levy"
    answers "2 entries"
    answers "2 seals are not shown (--kind seal)"
    done_ log --kind seal --last 2
    [ "$(grep -c "sealed by" "$OUT")" -eq 2 ]
    lacks "not shown" "$OUT"
    done_ log --kind transfer
    lacks "not shown" "$OUT"
    done_ log -O csv
    [ "$(grep -c ",seal,," "$OUT")" -eq 5 ]
}

@test "register remarks which transfer one corrects" {
    books
    done_ correct 2 --amount 9 --reason misread
    done_ register 3
    answers "food; corrects 2"
}

@test "members says where names should be, when there are none" {
    books
    rm journal.directory.yaml
    done_ members
    answers "no names are known: there is nothing in 'journal.directory.yaml'"
    done_ members --ids
    lacks "no names" "$OUT"
}

@test "--at a day says what to write instead, and a time in UTC may end in Z" {
    books
    refused 2 bad-usage balance --at 2026-01-09
    complains "--at 2026-01-09T23:59:59Z"
    complains "'lets balance --on 2026-01-09'"
    done_ balance --at 2026-01-09T23:59:59Z
    answers "before the first transfer"
}

@test "a period that ends before it begins is told so" {
    books
    refused 2 bad-date register -p 2026-03-01..2026-02-01
    complains "--period: the period '2026-03-01..2026-02-01' ends before it begins [bad-date]"
}

@test "register names the vouchers that a transfer moved" {
    vouchers
    done_ register fete
    answers '  1 2026-02-10 0001        Summer fete  20.00   20.00 vouchers                        vouchers 1001-1004'
    answers 'voucher 1001; reversed by 8'
    answers 'cheque 1020, written 2026-03-05; voucher 1014; reversed by 14'
    answers 'vouchers 1001-1010; corrects 31'
    answers 'voucher 1010; override: a day late, honoured'
    # The rows are as they were: what a redemption names is in the column cheque.
    done_ register fete -O csv
    grep -q '^6,2026-03-04,fete,0003,5.00,,1002,,' "$OUT" || fail 'no voucher in the column of cheques'
}
