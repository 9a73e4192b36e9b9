# SPDX-License-Identifier: MIT
# What is shown of funds: audit, exceptions, statements, reports, balances; central accounts with a locality.

load helpers

KEY1="ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAxkm5ymhlEkWqXYlUaoBEfZxlh97QoYuonkuLh6j/79"
KEY2="ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKaPs+cMeGQ2tbDONZGDrgHjQ5mjFVJov5IMEHS23Oky"

# riverbank: a journal with a fund, hall, from its first charter to the end of its last; and the clock behind it.
riverbank() {
    rm -rf "$XDG_STATE_HOME" journal.directory.yaml
    cp "$FIXTURES/../../conformance/funds.yaml" journal.yaml
    chmod u+w journal.yaml
}

# charter [NAME=VALUE]..: the entry of a charter for hall: 100.00 from February to June 2026, at most 60.00 at a
# time, petty 10.00, 2 of 0001, 0002, 0003; but what is given.
charter() {
    local fund=hall date=2026-02-01 begins=2026-02-01 ends=2026-06-30 budget=100.00 ceiling=60.00 petty=10.00
    local quorum=2 residue=admin one=none two=none three=none proposal="" given
    for given in "$@"; do
        local "$given"
    done
    cat << END
- charter: $fund
  date: $date
  begins: $begins
  ends: $ends
  budget: $budget
  ceiling: $ceiling
  petty: $petty
  quorum: $quorum
  residue-to: $residue
  approvers:
    "0001": $one
    "0002": $two
    "0003": $three
  reason: general meeting
END
}

# hall [NAME=VALUE]..: the sample books with the central account hall, which 0001 gave 8.00, and a charter for it.
hall() {
    rm -rf "$XDG_STATE_HOME"
    books
    typed << END
- central: hall
  purpose: project
  title: Hall roof
  opened: 2026-01-15
  debit-limit: 100.00
  credit-limit: none
  locality: Brixton
- transfer: 4
  date: 2026-02-01
  from: "0001"
  to: hall
  amount: 8.00
  for: a gift
$(charter "$@")
END
}

# proposed N AMOUNT ANSWER..: types proposal N of hall for that, on $DAY, and how 0001, 0002, .. answer it.
proposed() {
    local number=$1 amount=$2 by=0 answer
    shift 2
    typed << END
- proposal: $number
  date: ${DAY:-2026-02-02}
  fund: hall
  amount: $amount
  for: slates
$(for answer in "$@"; do
        by=$((by + 1))
        printf -- '- vote: %s\n  date: %s\n  by: "000%s"\n  answer: %s\n' "$number" "${DAY:-2026-02-03}" "$by" "$answer"
    done)
END
}

# paid N TO AMOUNT [PROPOSAL [DATE]]: types transfer N from hall.
paid() {
    typed << END
- transfer: $1
  date: ${5:-2026-02-10}
  from: hall
  to: $2
  amount: $3
  for: slates
${4:+  proposal: $4}
END
}

# notes: the names of what the audit notes, and nothing else is found.
notes() {
    done_ audit -O json
    [ "$(jq -r '[.findings[].name] | join(" ")' "$OUT")" = "$1" ] || fail "not the notes $1"
}

# ---------------------------------------------------------------- audit

@test "what funds spent is worked out anew" {
    riverbank
    done_ audit
    answers "sums     ok     all balances add up to 0.00 LINK, and did at every seal; 1 close worked out anew, 1 fund too"
    answers "standing ok     limits, cheques, charters, no directory"
    hall
    done_ audit
    answers "sums     ok     all balances add up to 0.00 LINK, and did at every seal; 1 fund worked out anew"
}

@test "a fund past its days with a balance is noted, by today" {
    hall
    notes exceptions
    done_ --today 2026-06-30 audit
    answers "0 errors, 1 note"
    done_ --today 2026-07-01 audit
    answers "lets: journal.yaml: note: 'hall' (Hall roof) stands at 8.00, and its charter ended on 2026-06-30; what is left goes to 'admin' [fund-ended]"
    answers "standing 1 note limits, cheques, charters, 3 directory entries"
    paid 5 admin 8.00
    done_ --today 2026-07-01 audit
    lacks fund-ended "$OUT"
}

@test "a quorum that is out of reach is noted" {
    hall quorum=3
    notes exceptions
    done_ close-account 3 --residue-to admin --reason "moved away"
    done_ audit
    answers "note: 'hall' (Hall roof) has 2 approvers whose account is open, and its charter asks for 3 [quorum-out-of-reach]"
    hall
    done_ close-account 3 --residue-to admin --reason "moved away"
    notes exceptions
}

@test "keys that bind nobody are noted, and a key of two approvers" {
    hall one="$KEY1"
    done_ audit
    answers "note: the keys of the charter of 'hall' (Hall roof) bind nobody: 2 approvers without a key can approve, and 2 are enough [keys-bind-nobody]"
    hall one="$KEY1" two="$KEY2"
    notes exceptions
    done_ add-central kiosk --purpose project --debit-limit 10 --credit-limit none
    { charter fund=kiosk one="$KEY1" three="$KEY2"; } | typed
    done_ audit
    answers "note: '0003' (Cleo Patel) has the key in the charter of 'kiosk' that '0002' has in that of 'hall': who signs with it is two approvers [key-shared]"
    answers "0 errors, 2 notes"
}

# ---------------------------------------------------------------- exceptions

# what [ARGUMENT..]: of the exceptions, number of the transfer and sentence.
what() {
    done_ log --exceptions -O json "$@"
    jq -r '.entries[] | "\(.transfer // "-") \(.text)"' "$OUT" > "$BOX/what"
    mv "$BOX/what" "$OUT"
}

@test "charters are exceptions, with what they let through; payments without a proposal, and withdrawn proposals" {
    hall
    proposed 1 70.00 approve approve
    paid 5 '"0003"' 55.00 1
    paid 6 '"0002"' 9.00
    charter date=2026-02-20 ceiling=90.00 petty=9.00 quorum=1 | typed
    proposed 2 20.00 approve
    paid 7 '"0003"' 15.00 1
    paid 8 '"0003"' 16.00 2
    printf -- '- proposal: 2\n  date: 2026-02-21\n  withdrawn: enough\n' | typed
    what --kind charter,proposal,transfer
    answer << 'END'
- Hall roof: charter from 2026-02-01 to 2026-06-30, budget 100.00, at most 60.00 at a time, without a proposal 10.00 a month, 2 of Ann Archer, Bob Jones and Cleo Patel approve, what is left goes to Administration; general meeting
6 Hall roof paid Bob Jones 9.00 LINK for slates; without a proposal
- Hall roof: charter from 2026-02-01 to 2026-06-30, budget 100.00, at most 90.00 at a time, without a proposal 9.00 a month, 1 of Ann Archer, Bob Jones and Cleo Patel approves, what is left goes to Administration; general meeting; quorum lowered while a proposal is open; let through transfer 8
- proposal 2 withdrawn; enough
END
    done_ audit
    answers "2 charters set or withdrawn, 1 proposal withdrawn, 1 payment of a fund without proposal, 1 quorum lowered while a proposal is open; 1 transfer was let through so"
}

@test "what a charter lets through: days, ceiling, budget, petty cash; a later one that says the same hides it not" {
    hall begins=2026-02-15 budget=30.00 ceiling=20.00 petty=5.00
    charter begins=2026-02-05 budget=90.00 ceiling=30.00 petty=25.00 | typed
    charter begins=2026-02-05 budget=90.00 ceiling=30.00 petty=25.00 | typed
    DAY=2026-02-15 proposed 1 60.00 approve approve
    paid 5 '"0003"' 5.00 "" 2026-02-20
    paid 6 '"0003"' 10.00 "" 2026-02-20
    paid 7 '"0003"' 5.00 1 2026-02-14
    paid 8 '"0003"' 21.00 1 2026-02-16
    paid 9 '"0003"' 1.00 1 2026-02-17
    what --kind charter
    answers "let through transfers 6, 7, 8 and 9"
    [ "$(grep -c "let through" "$OUT")" -eq 1 ]
    tail -n 1 "$OUT" > "$BOX/last"
    lacks "let through" "$BOX/last"
}

@test "a charter that begins later makes room in the budget, and that is let through" {
    hall
    proposed 1 100.00 approve approve
    paid 5 '"0003"' 50.00 1 2026-02-05
    charter date=2026-02-06 begins=2026-02-06 | typed
    DAY=2026-02-07 proposed 2 100.00 approve approve
    paid 6 '"0003"' 40.00 2
    what --kind charter
    lacks "let through" "$OUT"
    paid 7 '"0003"' 11.00 2
    what --kind charter
    answers "let through transfer 7"
}

@test "what a withdrawn charter lets through ends with the next charter" {
    hall
    printf -- '- charter: hall\n  date: 2026-02-09\n  withdrawn: done\n' | typed
    paid 5 '"0002"' 1.00
    paid 6 '"0002"' 2.00
    charter | typed
    paid 7 '"0002"' 3.00
    what --kind charter,transfer
    answers "- Hall roof: charter withdrawn; done; let through transfers 5 and 6"
    answers "7 Hall roof paid Bob Jones 3.00 LINK for slates; without a proposal"
    lacks '^[56] ' "$OUT"
}

@test "petty payments that add up past the ceiling are told" {
    hall ceiling=12.00
    paid 5 admin 2.00
    paid 6 '"0002"' 8.00 "" 2026-02-11
    export LETS_NOW=2026-04-02T10:00:00+00:00
    paid 7 '"0002"' 4.00 "" 2026-03-10
    paid 8 '"0002"' 0.50 "" 2026-03-11
    done_ reverse 8 --reason "came twice" --date 2026-03-12
    paid 10 '"0002"' 0.50 "" 2026-04-01
    what --kind transfer
    answer << 'END'
5 Hall roof paid Administration 2.00 LINK for slates; without a proposal
6 Hall roof paid Bob Jones 8.00 LINK for slates; without a proposal
7 Hall roof paid Bob Jones 4.00 LINK for slates; without a proposal
8 Hall roof paid Bob Jones 0.50 LINK for slates; without a proposal; such payments add up past the ceiling
9 Bob Jones gave back to Hall roof 0.50 LINK, reversing 8: came twice
10 Hall roof paid Bob Jones 0.50 LINK for slates; without a proposal; such payments add up past the ceiling
END
    done_ audit
    answers "2 petty payments past the ceiling in all"
}

@test "a lower quorum is told only while a proposal is open" {
    hall
    proposed 1 20.00 approve approve
    paid 5 '"0003"' 20.00 1
    charter quorum=1 | typed
    what --kind charter
    lacks "quorum lowered" "$OUT"
    charter | typed
    done_ reverse 5 --reason "came twice"
    printf -- '- charter: hall\n  date: 2026-02-19\n  withdrawn: done\n' | typed
    charter quorum=1 | typed
    what --kind charter
    [ "$(grep -c "quorum lowered while a proposal is open" "$OUT")" -eq 1 ]
}

# by_turns N: types N payments of hall, each with a charter behind it that says the same.
by_turns() {
    charter quorum=1 petty=60.00 > "$BOX/charter"
    awk -v n="$1" -v file="$BOX/charter" 'BEGIN {
        while ((getline line < file) > 0) {
            charter = charter line "\n"
        }
        for (i = 5; i < n + 5; i++) {
            printf "- transfer: %d\n  date: 2026-02-10\n  from: hall\n  to: \"0002\"\n  amount: 0.01\n%s", i, charter
        }
    }' | typed
}

@test "charters and payments by turns in thousands are soon told" {
    hall petty=60.00
    by_turns 4000
    timeout 30 "$LETS" audit > "$OUT" 2> "$ERR" || fail "too slow"
    answers "4001 charters set or withdrawn, 4000 payments of a fund without proposal"
}

# ---------------------------------------------------------------- statements

# meeting: hall, with four proposals: paid in part, half approved, withdrawn, approved.
meeting() {
    hall
    proposed 1 70.00 approve approve none
    paid 5 '"0003"' 55.00 1
    paid 6 '"0002"' 9.00
    proposed 2 20.00 approve decline
    proposed 3 5.00 decline
    proposed 4 10.00 approve decline approve
    printf -- '- proposal: 3\n  date: 2026-02-21\n  withdrawn: too small\n' | typed
}

@test "the statement of a fund: budget, spent, committed, left, each proposal with its votes, whose it is" {
    meeting
    done_ statement hall -p 2026-02
    answer << 'END'
London LETS

Statement for Hall roof (hall), of the members of Brixton
2026-02-01 to 2026-02-28, in LINK; provisional, the period is not closed

date        with whom, and for what                       earned  spent  balance
2026-02-01  brought forward                                                 0.00
2026-02-01  Ann Archer: a gift                              8.00            8.00
            transfer 4
2026-02-10  Cleo Patel: slates                                    55.00   -47.00
            transfer 5, proposal 1
2026-02-10  Bob Jones: slates                                      9.00   -56.00
            transfer 6
2026-02-28  carried forward                                 8.00  64.00   -56.00

turnover 72.00; debit limit 100.00, credit limit none
left to spend: 44.00

Charter from 2026-02-01 to 2026-06-30
  budget      100.00
  spent        64.00
  committed    25.00  approved and not yet paid
  left         11.00  of the budget, less spent and committed
  ceiling      60.00  of one payment
  petty        10.00  a month, without a proposal
  petty left    1.00  of that, in 2026-02
2 of Ann Archer, Bob Jones and Cleo Patel approve; what is left in the end goes
to Administration
proposal 1 of 2026-02-02: 70.00 for slates; approved by Ann Archer, Bob Jones;
paid 55.00, left 15.00
proposal 2 of 2026-02-02: 20.00 for slates; approved by Ann Archer; declined by
Bob Jones; 1 approval is missing; paid 0.00, left 20.00
proposal 3 of 2026-02-02: 5.00 for slates; declined by Ann Archer; withdrawn:
too small
proposal 4 of 2026-02-02: 10.00 for slates; approved by Ann Archer, Cleo Patel;
declined by Bob Jones; paid 0.00, left 10.00

head d997 554b ba1d b04a ba9c 6164 fb2d 832a after transfer 6
Keep this: with these digits, lets audit --witness shows to anyone who has the
books that nothing recorded by then was changed or taken out since.
END
    done_ statement hall -p 2026-02 -O csv
    [ "$(head -n 1 "$OUT")" = \
        "account,name,begin,end,line,transfer,date,written,cheque,party,party_name,for,earned,spent,balance" ]
    [ "$(wc -l < "$OUT")" -eq 6 ]
}

@test "the statement of a fund as JSON, and of others no key more" {
    meeting
    done_ statement hall -p 2026-02 -O json
    [ "$(jq -c '.statements[0] | [.locality, .charter.begins, .charter.ends, .charter.budget, .charter.spent,
        .charter.committed, .charter.left, .charter.ceiling, .charter.petty, .charter.month, .charter.petty_paid,
        .charter.quorum, .charter.residue_to, .charter.proposal]' "$OUT")" = \
        '["Brixton","2026-02-01","2026-06-30","100.00","64.00","25.00","11.00","60.00","10.00","2026-02","9.00",2,"admin",null]' ]
    [ "$(jq -c '.statements[0].charter.approvers[1]' "$OUT")" = '{"account":"0002","name":"Bob Jones","signs":false}' ]
    [ "$(jq -c '.statements[0].proposals[1]' "$OUT")" = \
        '{"proposal":2,"date":"2026-02-02","to":null,"amount":"20.00","for":"slates","approved_by":["0001"],"declined_by":["0002"],"missing":1,"paid":"0.00","left":"20.00","withdrawn":null}' ]
    [ "$(jq -c '[.statements[0].proposals[] | .missing]' "$OUT")" = '[0,1,null,0]' ]
    done_ statement 1 admin -p 2026-02 -O json
    [ "$(jq -c '[.statements[] | has("charter"), has("proposals"), has("locality")] | any' "$OUT")" = false ]
}

@test "the statement of a closed period has the charter as it stood when the period was closed" {
    hall
    proposed 1 70.00 approve approve
    done_ close-period 2026-02
    done_ statement hall -p 2026-02 -o before.txt
    grep -q "committed    70.00" before.txt
    grep -q "approved by Ann Archer, Bob Jones;" before.txt
    export LETS_NOW=2026-03-05T10:00:00+00:00
    paid 5 '"0003"' 55.00 1 2026-03-02
    charter date=2026-03-03 budget=500.00 | typed
    done_ vote 1 decline --by 1
    done_ statement hall -p 2026-02 -o after.txt
    cmp before.txt after.txt || fail "another statement of the closed period"
    done_ statement hall -p 2026-03
    answers "spent        55.00"
    answers "committed     0.00"
    answers "proposal 1 of 2026-02-02: 70.00 for slates; approved by Bob Jones; declined by"
    answers "Ann Archer; 1 approval is missing; paid 55.00, left 15.00"
}

@test "a fund that promised more than its budget holds says so; a new charter says which proposal set it" {
    hall one="$KEY1"
    proposed 1 100.00
    typed <<'END'
- vote: 1
  date: 2026-02-05
  by: "0002"
  answer: approve
- vote: 1
  date: 2026-02-05
  by: "0003"
  answer: approve
- proposal: 2
  date: 2026-02-05
  fund: hall
  to: "0001"
  amount: 90.00
  for: bricks
- vote: 2
  date: 2026-02-05
  by: "0002"
  answer: approve
- vote: 2
  date: 2026-02-05
  by: "0003"
  answer: approve
END
    done_ statement hall -p 2026-02
    answers "  left        -90.00  more was approved than the budget holds"
    answers "2 of Ann Archer (signs), Bob Jones and Cleo Patel approve; what is left in the"
    answers "proposal 2 of 2026-02-05: 90.00 to Ann Archer for bricks; approved by Bob Jones,"
    riverbank
    done_ --accept-cut statement hall -p 2026-02
    lacks "Charter" "$OUT"
    done_ --at 2026-02-05T20:00:00+00:00 statement hall -p 2026-02
    answers "proposal 5 of 2026-02-02: a charter, the board of February; it is this charter"
}

@test "the charter in the letter, on as many pages as it takes; and in the mail" {
    meeting
    done_ statement hall -p 2026-02 -O pdf -o hall.pdf
    shows hall.pdf "of the members of Brixton" "Charter from 2026-02-01 to 2026-06-30" "committed" \
        "of the budget, less spent and committed" "proposal 2 of 2026-02-02: 20.00 for slates" "head d997 554b"
    [ "$(pages hall.pdf)" = 1 ]
    within hall.pdf
    for i in $(seq 5 80); do
        printf -- '- proposal: %s\n  date: 2026-02-22\n  fund: hall\n  amount: 1.00\n  for: slates, load %s\n' "$i" "$i"
    done | typed
    done_ statement hall -p 2026-02 -O pdf -o hall.pdf
    shows hall.pdf "slates, load 80" "page 3 of 3"
    within hall.pdf
    done_ statement 1 -p 2026-02 -O pdf -o ann.pdf
    shows ann.pdf "Ann Archer"
    lacks "Charter|of the members" "$BOX/shown"
}

# ---------------------------------------------------------------- reports, balances, trading days

# kiosk: a second fund, of no locality, whose budget is spent.
kiosk() {
    typed << END
- central: kiosk
  purpose: project
  opened: 2026-02-01
  debit-limit: 100.00
  credit-limit: none
$(charter fund=kiosk ends=2026-04-30 budget=20.00 ceiling=20.00 petty=20.00)
- transfer: 7
  date: 2026-02-11
  from: kiosk
  to: "0002"
  amount: 20.00
  for: shelves
END
}

@test "a report has a table of funds, and one by locality" {
    meeting
    kiosk
    done_ report -p 2026-02
    sed -n '/^Funds, as/,/^How members/p' "$OUT" | sed '$d' > "$BOX/funds"
    mv "$BOX/funds" "$OUT"
    answer << 'END'
Funds, as their charters stand
account name      locality from       to         budget spent committed  left balance
hall    Hall roof Brixton  2026-02-01 2026-06-30 100.00 64.00     25.00 11.00  -56.00
kiosk                      2026-02-01 2026-04-30  20.00 20.00      0.00  0.00  -20.00

Funds by locality
locality funds budget spent committed  left balance
Brixton      1 100.00 64.00     25.00 11.00  -56.00

END
    done_ report -p 2026-02 -O json
    [ "$(jq -c '.funds[0]' "$OUT")" = \
        '{"account":"hall","name":"Hall roof","locality":"Brixton","begins":"2026-02-01","ends":"2026-06-30","budget":"100.00","spent":"64.00","committed":"25.00","left":"11.00","balance":"-56.00"}' ]
    [ "$(jq -c '.funds[1] | [.account, .locality]' "$OUT")" = '["kiosk",null]' ]
    [ "$(jq -c '.localities' "$OUT")" = \
        '[{"locality":"Brixton","funds":1,"budget":"100.00","spent":"64.00","committed":"25.00","left":"11.00","balance":"-56.00"}]' ]
    done_ report -p 2026-02 -O csv
    [ "$(wc -l < "$OUT")" -eq 2 ]
    done_ report -p 2026-02 -O html
    answers "Funds, as their charters stand"
    answers "Funds by locality"
    done_ report -p 2026-02 -O pdf -o report.pdf
    shows report.pdf "Funds, as their charters stand" "Funds by locality" "committed" kiosk
    within report.pdf
}

@test "the report of a locality shows its funds, and of a scheme without funds no table" {
    meeting
    kiosk
    done_ change-account kiosk --locality Camden
    done_ report --locality Brixton -O json
    [ "$(jq -c '[.funds[].account]' "$OUT")" = '["hall"]' ]
    done_ report --locality Camden -O json
    [ "$(jq -c '[.funds[].account, .localities[].locality]' "$OUT")" = '["kiosk","Camden"]' ]
    rm -r state
    books
    done_ report -p 2026-02
    lacks '^Funds' "$OUT"
    done_ report -p 2026-02 -O html
    lacks 'Funds' "$OUT"
}

@test "balance shows what is left of a fund, where one is shown" {
    meeting
    kiosk
    done_ balance --purpose project
    answer << 'END'
account name      balance earned spent available  left
hall    Hall roof  -56.00   8.00 64.00     44.00 11.00
kiosk              -20.00   0.00 20.00     80.00  0.00

total of what is shown: -76.00 LINK
total of all 7 accounts: 0.00 LINK, zero as it must be
head da70 3088 755e 4116 6a3e 56b6 5740 1354 after transfer 7
END
    done_ balance --purpose project -O csv
    [ "$(head -n 1 "$OUT")" = \
        "account,kind,purpose,name,locality,balance,earned,spent,turnover,debit_limit,credit_limit,available,status,over_limit" ]
    done_ balance 1
    lacks "left" "$OUT"
}

@test "the trading sheet has a line for each fund that has something left" {
    meeting
    kiosk
    done_ print-trading-sheet
    sed -n 3,8p "$OUT" > "$BOX/sheet"
    mv "$BOX/sheet" "$OUT"
    answer << 'END'
account name       balance can spend
0001    Ann Archer  -20.50     79.50
0002    Bob Jones    33.50    133.50
0003    Cleo Patel   61.00    111.00
hall    Hall roof   -56.00     11.00 of its budget

END
    done_ print-trading-sheet -O csv
    answers "hall,Hall roof,Brixton,-56.00,11.00,active"
    lacks kiosk "$OUT"
    done_ print-trading-sheet --locality Camden -O csv
    lacks hall "$OUT"
    done_ print-trading-sheet --date 2026-07-01 -O csv
    lacks hall "$OUT"
    done_ print-trading-sheet -O pdf -o sheet.pdf
    shows sheet.pdf "Hall roof" "11.00 left"
    within sheet.pdf
}

# ---------------------------------------------------------------- a locality can be a fund

@test "the statement of a locality's fund says whose it is, with or without a charter" {
    books
    done_ add-central brixton --purpose locality --title "Brixton fund" --debit-limit 50 --credit-limit none \
        --locality Brixton
    done_ statement brixton -p 2026-03
    answers "Statement for Brixton fund (brixton), of the members of Brixton"
    lacks "Charter" "$OUT"
    done_ statement brixton -p 2026-03 -O pdf -o fund.pdf
    shows fund.pdf "Brixton fund" "of the members of Brixton"
    done_ statement 1 -p 2026-03
    lacks "of the members" "$OUT"
}
