# SPDX-License-Identifier: MIT
# transfer, reverse, correct: what is recorded, what is said, and what is refused.

load helpers

@test "a transfer that says the same as one of that day is noted, and recorded" {
    books
    done_ transfer 1 2 1.50 --for bread
    quiet
    done_ transfer 1 2 1.50 --for bread
    complaint <<'END'
lets: transfer 5 says the same as transfer 4, 2026-03-01: Ann Archer paid Bob Jones 1.50 LINK for bread; where it is not another, 'lets reverse 5 --reason TEXT' takes it back
END
    answers "transfer 5: Ann Archer paid Bob Jones 1.50 LINK for bread"
    done_ transfer 1 2 1.50 --for milk
    quiet
    done_ transfer 1 2 1.50 --for bread --date 2026-02-28
    quiet
    done_ transfer 1 2 1.50 --for bread --dry-run
    complains "this would say the same as transfer 4, 2026-03-01"
    "$LETS" transfer 1 2 1.50 --for bread > "$BOX/both" 2>&1
    [ "$(tail -n 2 "$BOX/both" | cut -d ' ' -f 1)" = "head
lets:" ]
    done_ reverse 4-5 --reason twice
    done_ reverse 8 --reason twice
    done_ transfer 1 2 1.50 --for bread
    quiet
}

@test "transfer says who paid whom, both balances and the head" {
    books
    done_ transfer 0002 0001 5 --for "mending; bike"
    answer <<'END'
transfer 4: Bob Jones paid Ann Archer 5.00 LINK for mending; bike
account name       balance
0002    Bob Jones    -0.50
0001    Ann Archer   -7.50
head beea 9312 9636 844b 71e8 6463 9cb9 1c36 after transfer 4
END
    quiet
}

@test "transfer appends one canonical entry and one seal" {
    books
    done_ transfer 0002 0001 5 --for "12 eggs: brown" --date 2026-02-20 --category food --written 2026-02-19 \
        --ref bank/7
    cmp -n "$(stat -c %s "$FIXTURES/books.yaml")" journal.yaml "$FIXTURES/books.yaml"
    since 81 > "$OUT"
    answer <<'END'
- transfer: 4
  date: 2026-02-20
  from: "0002"
  to: "0001"
  amount: 5.00
  for: "12 eggs: brown"
  written: 2026-02-19
  category: food
  ref: bank/7
- seal: 2026-03-01T10:00:00+00:00
  by: treasurer
  entries: 1
  sha256: #
END
    done_ audit
}

@test "transfer finds ids without regard to case and leading zeros" {
    books
    done_ transfer 1 ADMIN 1
    answers "transfer 4: Ann Archer paid Administration 1.00 LINK"
    done_ transfer 00003 02 1
    answers "transfer 5: Cleo Patel paid Bob Jones 1.00 LINK"
}

@test "transfer answers in JSON what it appended" {
    books
    done_ transfer 1 2 10 --cheque 302 --written 2026-02-01 -O json
    [ "$(jq -c '[keys_unsorted, (.appended | length), .skipped, .rejected]' "$OUT")" = \
        '[["appended","skipped","rejected","head"],1,0,[]]' ]
    [ "$(jq -c '.appended[0] | with_entries(select(.value != null))' "$OUT")" = \
        '{"transfer":4,"date":"2026-03-01","from":"0001","to":"0002","amount":"10.00","cheque":302,"written":"2026-02-01"}' ]
    [ "$(jq -r .head "$OUT")" = "$(head_of journal.yaml)" ]
}

@test "transfer answers in CSV what it appended" {
    books
    done_ transfer 2 1 1.5 -O csv
    answer <<'END'
kind,transfer,date,from,to,amount,for,cheque,written,first,last,category,ref,reverses,corrects,proposal,override,note
transfer,4,2026-03-01,0002,0001,1.50,,,,,,,,,,,,
END
}

@test "transfer --date counts the transfer on that day" {
    books
    done_ transfer 2 1 1 --date 2026-01-20
    done_ register 1 -O csv
    answer <<'END'
transfer,date,from,to,amount,for,cheque,written,category,ref,reverses,reversed_by,override,recorded,clerk,balance
1,2026-01-10,0001,0002,12.50,kitchen tap,301,2026-01-08,plumbing,,,,,2026-01-10T11:00:00+00:00,clerk-2,-12.50
4,2026-01-20,0002,0001,1.00,,,,,,,,,2026-03-01T10:00:00+00:00,treasurer,-11.50
END
}

@test "refuses a date after the day of the seal" {
    books
    refused 1 date-after-seal transfer 1 2 1 --date 2026-03-02
    complaint <<'END'
lets: 2026-03-02 is after 2026-03-01, the day of the seal [date-after-seal]
END
    done_ transfer 1 2 1 --date 2026-03-01
}

@test "refuses a date before either account was opened" {
    books
    done_ add-member 0004 --joined 2026-02-10
    refused 1 date-before-opening transfer 4 2 1 --date 2026-02-09
    refused 1 date-before-opening transfer 2 4 1 --date 2026-02-09
    done_ transfer 2 4 1 --date 2026-02-10
}

@test "refuses a date before the ledger was opened" {
    books
    done_ change-account 1 --joined 2025-06-01
    done_ change-account 2 --joined 2025-06-01
    refused 1 date-before-ledger transfer 1 2 1 --date 2025-12-31
    done_ transfer 1 2 1 --date 2026-01-01
}

@test "refuses an unknown payer and an unknown payee" {
    books
    refused 1 unknown-account transfer 9 1 1
    complaint <<'END'
lets: no account '9' [unknown-account]
'lets balance --all' lists every account
END
    refused 1 unknown-account transfer 1 nobody 1
    complains "'nobody'"
}

@test "an account that there is not is proposed by name or by a near word, never by a near number" {
    books
    refused 1 unknown-account transfer Ann 2 1
    complains "did you mean Ann Archer (0001)?"
    refused 1 unknown-account transfer 2 LEAVER 1
    complains "did you mean leavers?"
    refused 1 unknown-account transfer 0013 2 1
    lacks "did you mean" "$ERR"
    refused 1 unknown-account transfer J 2 1
    complains "did you mean Bob Jones (0002)?"
    refused 1 unknown-account transfer e 2 1
    complains "did you mean leavers or Ann Archer (0001) or Bob Jones (0002)?"
    refused 2 bad-id transfer "Ann Archer" 2 1
    complains "'lets members TEXT' finds the id of a name"
}

@test "refuses a transfer from an account to itself" {
    books
    refused 1 same-account transfer 1 0001 1
    refused 1 same-account transfer 1 1 1 --override "let me"
}

@test "refuses a transfer of nothing" {
    books
    refused 1 zero-amount transfer 1 2 0
    refused 1 zero-amount transfer 1 2 0.00
    done_ transfer 1 2 0.01
}

@test "malformed amounts are a wrong command line" {
    books
    local amount
    for amount in 12,50 1.234 01.00 1e3 .5 5. "" +5 -5 " 5" 10000000000000001 ten; do
        refused 2 bad-amount transfer 1 2 "$amount" || refused 2 empty-value transfer 1 2 "$amount" || return 1
    done
    refused 2 bad-amount transfer 1 2 12,50
    complaint <<'END'
lets: AMOUNT: '12,50' is no amount: write it with a point, without commas [bad-amount]
try 'lets help transfer'
END
}

@test "a malformed amount is told how to write it" {
    books
    local amount remedy
    while IFS=' ' read -r amount remedy; do
        refused 2 bad-amount transfer 1 2 "$amount"
        complains "lets: AMOUNT: '$amount' is no amount: $remedy [bad-amount]" || return 1
    done <<'END'
-5 write it without a sign
£5.50 write digits only, with or without a point
.5 write a digit before the point, such as 0.50
5. write digits behind the point, or leave it out
05 write it without zeros in front
1.234 at most 2 digits behind the point
1.23456789 at most 2 digits behind the point
END
    refused 2 bad-amount transfer 1 2 10000000000000000.01
    complains "'10000000000000000.01' is too large: the most is 10000000000000000.00 [bad-amount]"
    refused 2 bad-amount change-account 1 --debit-limit -60
    complains "--debit-limit: '-60' is no amount: write it without a sign, or 'none', or 'default'"
}

@test "malformed dates are a wrong command line" {
    books
    local date
    for date in 28/10/2026 2026-02-30 2026-2-3 26-01-01 1899-12-31 3000-01-01 tomorrow; do
        refused 2 bad-date transfer 1 2 1 --date "$date"
        refused 2 bad-date transfer 1 2 1 --written "$date"
    done
    complains "write it as 2026-10-28"
    refused 2 bad-date transfer 1 2 1 --date 2026-02-30
    complains "--date: the calendar has no day '2026-02-30' [bad-date]"
}

@test "malformed ids are a wrong command line" {
    books
    refused 2 bad-id transfer "a b" 2 1
    refused 2 bad-id transfer 1 "" 1
    refused 2 bad-id transfer 1 aaaaaaaaaabbbbbbbbbbccccccccccdd 1
}

@test "malformed cheque numbers are a wrong command line" {
    books
    local number
    for number in 0 -1 0301 3.0 1000000000 cheque; do
        refused 2 bad-number transfer 1 2 1 --cheque "$number"
    done
}

@test "texts that are empty, spaced or of two lines are a wrong command line" {
    books
    refused 2 empty-value transfer 1 2 1 --for ""
    refused 2 bad-text transfer 1 2 1 --for " tap"
    refused 2 bad-text transfer 1 2 1 --for "tap "
    refused 2 bad-text transfer 1 2 1 --for $'kitchen\ntap'
    refused 2 bad-text transfer 1 2 1 --category "$(printf 'x%.0s' {1..501})"
    done_ transfer 1 2 1 --category "$(printf 'x%.0s' {1..500})"
}

@test "missing and surplus arguments are a wrong command line" {
    books
    refused 2 bad-usage transfer 1 2
    complaint <<'END'
lets: AMOUNT is missing [bad-usage]
try 'lets help transfer'
END
    refused 2 bad-usage transfer 1 2 3 4
    complaint <<'END'
lets: '4' is one argument too many [bad-usage]
words that belong together are put in quotes; see 'lets help transfer'
END
    refused 2 bad-usage transfer 1 2 5 for eggs
    complaint <<'END'
lets: 'for' is one argument too many [bad-usage]
did you mean --for? See 'lets help transfer'
END
    refused 2 bad-amount transfer 1 2 12345678901234567
    complains "lets: AMOUNT: '12345678901234567' is too large: the most is 10000000000000000.00 [bad-amount]"
}

@test "refuses a transfer below the payer's debit limit" {
    books
    refused 1 over-debit-limit transfer 1 2 87.51
    complaint <<'END'
lets: '0001' would go to -100.01, below the debit limit of 100.00 [over-debit-limit]
0001 is Ann Archer; --override REASON records it all the same; 'lets change-account 0001 --debit-limit AMOUNT' changes the limit
END
    done_ transfer 1 2 87.50
    answers "0001    Ann Archer -100.00"
}

@test "refuses a transfer above the payee's credit limit" {
    books
    refused 1 over-credit-limit transfer admin 2 245.51
    complaint <<'END'
lets: '0002' would go to 250.01, above the credit limit of 250.00 [over-credit-limit]
0002 is Bob Jones; --override REASON records it all the same; 'lets change-account 0002 --credit-limit AMOUNT' changes the limit
END
    done_ transfer admin 2 245.50
}

@test "an account's own debit limit goes before the policy's" {
    books
    refused 1 over-debit-limit transfer 3 2 56.01
    done_ transfer 3 2 56
}

@test "an override lets a transfer go over a limit, and marks who is over" {
    books
    done_ transfer 1 2 90 --override "AGM of 3 January"
    answer <<'END'
transfer 4: Ann Archer paid Bob Jones 90.00 LINK; override: AGM of 3 January
account name       balance over limit
0001    Ann Archer -102.50 yes
0002    Bob Jones    94.50
head 57c3 61c1 a1d6 306f f7e3 0f70 a060 86fa after transfer 4
END
    refused 1 over-debit-limit transfer 1 2 0.01
}

@test "under soft limits a transfer goes over, and is shown" {
    books
    done_ set-policy --limits soft
    done_ transfer 1 2 90
    answers "0001    Ann Archer -102.50 yes"
    done_ balance --over-limit -O csv
    answer <<'END'
account,kind,purpose,name,locality,balance,earned,spent,turnover,debit_limit,credit_limit,available,status,over_limit
0001,member,,Ann Archer,Brixton,-102.50,0.00,102.50,102.50,100.00,250.00,-2.50,active,yes
END
}

@test "a suspended account is paid, and pays only by override" {
    books
    done_ change-account 1 --suspend
    refused 1 account-suspended transfer 1 2 1
    complaint <<'END'
lets: the account '0001' is suspended: it receives, but does not pay [account-suspended]
0001 is Ann Archer; --override REASON records it all the same; 'lets change-account 0001 --resume' lets it pay again
END
    done_ transfer 2 1 1
    done_ transfer 1 2 1 --override "agreed"
}

@test "a closed account neither pays nor is paid, whatever the override" {
    books
    done_ close-account leavers
    refused 1 account-closed transfer leavers 2 1 --override "agreed"
    refused 1 account-closed transfer 2 leavers 1 --override "agreed"
}

@test "of several faults the first in the documented order is told" {
    books
    done_ change-account 1 --suspend
    refused 1 same-account transfer 1 1 1000 --cheque 999 --date 2026-01-01
    refused 1 date-before-opening transfer 1 3 1000 --cheque 999 --date 2026-01-01
    refused 1 cheque-unknown transfer 1 3 1000 --cheque 999 --written 2026-03-02
    refused 1 written-later transfer 1 3 1000 --cheque 302 --written 2026-03-02
    refused 1 cheque-stale transfer 1 3 1000 --cheque 302 --written 2025-06-01
    refused 1 account-suspended transfer 1 3 1000 --cheque 302 --written 2026-02-01
    done_ change-account 1 --resume
    refused 1 over-debit-limit transfer 1 3 1000 --cheque 302 --written 2026-02-01
    done_ transfer 1 3 50 --cheque 302 --written 2026-02-01
}

@test "transfer --cheque uses the payer's cheque up" {
    books
    done_ transfer 1 2 1 --cheque 302
    answers "transfer 4: Ann Archer paid Bob Jones 1.00 LINK, cheque 302"
    refused 1 cheque-used transfer 1 2 1 --cheque 302
    complaint <<'END'
lets: cheque 302 was recorded as transfer 4 [cheque-used]
END
}

@test "refuses another account's cheque and one that is in no book" {
    books
    refused 1 cheque-foreign transfer 2 1 1 --cheque 303
    complaint <<'END'
lets: cheque 303 is in a book of '0001' [cheque-foreign]
0001 is Ann Archer
END
    refused 1 cheque-unknown transfer 1 2 1 --cheque 311
    refused 1 cheque-unknown transfer 1 2 1 --cheque 300
    done_ transfer 1 2 1 --cheque 310
}

@test "refuses a cheque on the day after its last valid day" {
    books
    refused 1 cheque-stale transfer 1 2 1 --cheque 303 --written 2025-08-31
    complaint <<'END'
lets: cheque 303, written on 2025-08-31, was valid up to 2026-02-28 [cheque-stale]
--override REASON records it all the same
END
    done_ transfer 1 2 1 --cheque 303 --written 2025-09-01
}

@test "an override accepts a stale cheque" {
    books
    done_ transfer 1 2 1 --cheque 303 --written 2025-01-01 --override "was ill"
    answers "cheque 303, written 2025-01-01; override: was ill"
}

@test "refuses a stopped cheque, override or not" {
    books
    typed <<'END'
- cheque: 304
  date: 2026-03-01
  status: stopped
  reason: lost
END
    refused 1 cheque-stopped transfer 1 2 1 --cheque 304 --override "found"
}

@test "a returned cheque can be presented again" {
    books
    typed <<'END'
- cheque: 304
  date: 2026-03-01
  status: returned
  to: "0002"
  amount: 400.00
  reason: over the limit
END
    done_ transfer 1 2 1 --cheque 304
}

@test "refuses a day on the paper after the day of the transfer, cheque or not" {
    books
    refused 1 written-later transfer 1 2 1 --cheque 305 --written 2026-02-02 --date 2026-02-01
    refused 1 written-later transfer 1 2 1 --written 2026-02-02 --date 2026-02-01
    done_ transfer 1 2 1 --written 2026-02-01 --date 2026-02-01
}

@test "transfer --ref a second time prints the earlier number and adds nothing" {
    books
    done_ transfer 1 2 3 --ref "bank 17"
    keep
    done_ transfer 1 2 3.00 --ref "bank 17"
    answer <<'END'
already recorded as transfer 4: 2026-03-01: Ann Archer paid Bob Jones 3.00 LINK
head 7dea f8ee a2c4 3224 fa82 7d8d f013 6b83 after transfer 4
END
    unchanged
}

@test "transfer --ref a second time counts as skipped in JSON" {
    books
    keep
    done_ transfer 2 3 8 --ref till/1 --date 2026-01-09 -O json
    [ "$(jq -c '[.appended, .skipped, .rejected, .head]' "$OUT")" = "[[],1,[],\"$(head_of journal.yaml)\"]" ]
    unchanged
}

@test "refuses a known ref with another date, payer, payee or amount, and shows both" {
    books
    refused 1 ref-differs transfer 2 3 8 --ref till/1
    complaint <<'END'
lets: the reference 'till/1' belongs to transfer 2, 2026-01-09: Bob Jones paid Cleo Patel 8.00 LINK; this one is 2026-03-01: Bob Jones paid Cleo Patel 8.00 LINK [ref-differs]
without --date it counts today: to run it again on another day, give --date 2026-01-09
END
    refused 1 ref-differs transfer 1 3 8 --ref till/1 --date 2026-01-09
    refused 1 ref-differs transfer 2 1 8 --ref till/1 --date 2026-01-09
    refused 1 ref-differs transfer 2 3 8.01 --ref till/1 --date 2026-01-09
}

@test "a known ref on another day hints at --date where none was given" {
    books
    done_ transfer 1 2 1 --ref bank/1
    export LETS_NOW=2026-03-02T10:00:00+00:00
    refused 1 ref-differs transfer 1 2 1 --ref bank/1
    complains "without --date it counts today: to run it again on another day, give --date 2026-03-01"
    done_ transfer 1 2 1 --ref bank/1 --date 2026-03-01
    answers "already recorded as transfer 4"
    refused 1 ref-differs transfer 1 2 1 --ref bank/1 --date 2026-03-02
    lacks "without --date" "$ERR"
}

@test "refuses the ref of a transfer since reversed" {
    books
    done_ reverse 2 --reason "not delivered"
    refused 1 ref-reversed transfer 2 3 8 --ref till/1 --date 2026-01-09
    complaint <<'END'
lets: the reference 'till/1' belongs to transfer 2, which was reversed by 4 [ref-reversed]
END
}

@test "an e-mail address or a phone number in a sealed text is warned of" {
    books
    done_ transfer 1 2 1 --for "write to ann@example.org"
    complaint <<'END'
lets: warning: 'for' looks as if it held an e-mail address; what is sealed can never be erased
END
    done_ transfer 1 2 1 --for "ring 020 7946 0000"
    complaint <<'END'
lets: warning: 'for' looks as if it held a phone number; what is sealed can never be erased
END
}

@test "the sum of all amounts ever transferred stays within 10^18 minor units" {
    books
    typed <<'END'
- central: big
  purpose: other
  opened: 2026-03-01
  debit-limit: none
  credit-limit: none
END
    done_ transfer big leavers 9999999999999977.50
    refused 1 volume-too-large transfer leavers big 0.01 --override "more"
    done_ audit
    done_ reverse 4 --reason "too much"
    refused 1 volume-too-large transfer leavers big 0.01 --override "more"
    done_ audit
}

@test "a reversal frees a cheque for good only where it came in in time" {
    books
    done_ transfer 1 2 5 --cheque 303 --written 2025-01-01 --override "found behind a drawer"
    done_ reverse 4 --reason "wrong payee"
    refused 1 cheque-stale transfer 1 3 5 --cheque 303 --written 2025-01-01
    done_ transfer 1 3 5 --cheque 303 --written 2025-01-01 --override "found behind a drawer"
    done_ transfer 1 2 5 --cheque 304 --written 2026-02-01
    done_ reverse 7 --reason "wrong payee"
    LETS_NOW=2027-03-01T10:00:00+00:00 done_ transfer 1 3 5 --cheque 304 --written 2026-02-01
    done_ audit
}

@test "reverse gives back, and reversals count against earned and spent" {
    books
    done_ reverse 1 --reason "typed twice"
    answer <<'END'
transfer 4: Bob Jones gave back to Ann Archer 12.50 LINK, reversing 1: typed twice
account name       balance
0002    Bob Jones    -8.00
0001    Ann Archer    0.00
head a40f f69f 7271 8ace 9344 347c 753f c56d after transfer 4
END
    since 81 > "$OUT"
    answer <<'END'
- transfer: 4
  date: 2026-03-01
  from: "0002"
  to: "0001"
  amount: 12.50
  for: typed twice
  reverses: 1
- seal: 2026-03-01T10:00:00+00:00
  by: treasurer
  entries: 1
  sha256: #
END
    done_ balance 1 2 -O csv
    answer <<'END'
account,kind,purpose,name,locality,balance,earned,spent,turnover,debit_limit,credit_limit,available,status,over_limit
0001,member,,Ann Archer,Brixton,0.00,0.00,0.00,0.00,100.00,250.00,100.00,active,
0002,member,,Bob Jones,,-8.00,0.00,8.00,8.00,100.00,250.00,92.00,active,
END
}

@test "reverse takes numbers and ranges, in one commit" {
    books
    done_ reverse 1-2 3 --reason "all of them" -O json
    [ "$(jq -c '[.appended[] | [.transfer, .reverses]]' "$OUT")" = '[[4,1],[5,2],[6,3]]' ]
    [ "$(grep -c '^- seal:' journal.yaml)" -eq 6 ]
    [ "$(tail -n 2 journal.yaml | head -n 1)" = "  entries: 3" ]
    done_ balance -O json
    [ "$(jq -c '[.accounts[].balance] | unique' "$OUT")" = '["0.00"]' ]
}

@test "reverse takes all of its transfers back or none" {
    books
    done_ reverse 2 --reason "not delivered"
    refused 1 already-reversed reverse 1-3 --reason "all of them"
    complaint <<'END'
lets: transfer 2 was reversed already, by 4 [already-reversed]
END
}

@test "refuses to reverse a reversal, and a transfer that there is not" {
    books
    done_ reverse 2 --reason "not delivered"
    refused 1 reverses-reversal reverse 4 --reason "was delivered"
    complaint <<'END'
lets: transfer 4 is itself a reversal, of 2 [reverses-reversal]
END
    refused 1 unknown-transfer reverse 5 --reason "no such"
}

@test "a reversal is dated no earlier than what it reverses, and no later than the seal" {
    books
    refused 1 reversal-early reverse 2 --reason x --date 2026-01-08
    refused 1 date-after-seal reverse 2 --reason x --date 2026-03-02
    done_ reverse 2 --reason x --date 2026-01-09
}

@test "a reversal ignores suspension and limits" {
    books
    done_ transfer 1 2 87.50
    done_ transfer 2 admin 190 --override "levy"
    done_ change-account 2 --suspend
    done_ reverse 4 --reason "typed twice"
    answers "0002    Bob Jones  -185.50 yes"
}

@test "a reversal sets the cheque free, and it is never stale then" {
    books
    done_ reverse 1 --reason "wrong payee"
    export LETS_NOW=2027-03-01T10:00:00+00:00
    done_ transfer 1 3 12.50 --cheque 301 --written 2026-01-08
    complains "days"
}

@test "reverse says how ranges and lists are written" {
    books
    refused 2 bad-number reverse 1..2 --reason x
    complains "a range is written 8-10, and numbers stand apart: 8 9"
    refused 2 bad-number reverse 1,2 --reason x
    complains "a range is written 8-10, and numbers stand apart: 8 9"
    refused 2 bad-number reverse first --reason x
    lacks "a range" "$ERR"
}

@test "reverse needs numbers and a reason" {
    books
    refused 2 bad-usage reverse 2
    complaint <<'END'
lets: option '--reason TEXT' is needed [bad-usage]
try 'lets help reverse'
END
    refused 2 bad-usage reverse --reason x
    refused 2 bad-usage reverse 3-1 --reason x
    refused 2 bad-number reverse 1-x --reason x
    refused 2 bad-number reverse 0 --reason x
    refused 2 bad-number reverse 1-4294967296 --reason x
    refused 2 bad-usage reverse 2 1-3 --reason x
    refused 2 bad-usage reverse 1-999999999 --reason x
}

@test "correct reverses the wrong transfer and records the right one, with its cheque" {
    books
    done_ correct 1 --amount 13 --reason misread
    answer <<'END'
transfer 4: Bob Jones gave back to Ann Archer 12.50 LINK, reversing 1: misread
transfer 5: Ann Archer paid Bob Jones 13.00 LINK for kitchen tap, cheque 301, written 2026-01-08, category plumbing, correcting 1
account name       balance
0002    Bob Jones     5.00
0001    Ann Archer  -13.00
head 439f 085b c56f 6739 d3d7 3df0 044b 2fc1 after transfer 5
END
    since 81 > "$OUT"
    answer <<'END'
- transfer: 4
  date: 2026-03-01
  from: "0002"
  to: "0001"
  amount: 12.50
  for: misread
  reverses: 1
- transfer: 5
  date: 2026-03-01
  from: "0001"
  to: "0002"
  amount: 13.00
  for: kitchen tap
  cheque: 301
  written: 2026-01-08
  category: plumbing
  corrects: 1
- seal: 2026-03-01T10:00:00+00:00
  by: treasurer
  entries: 2
  sha256: #
END
}

@test "correct changes what it is given, and leaves the ref with the wrong transfer" {
    books
    done_ correct 2 --from 1 --to 2 --for "three loaves" --category bread --reason "wrong accounts"
    since 88 > "$OUT"
    answer <<'END'
- transfer: 5
  date: 2026-03-01
  from: "0001"
  to: "0002"
  amount: 8.00
  for: three loaves
  category: bread
  corrects: 2
- seal: 2026-03-01T10:00:00+00:00
  by: treasurer
  entries: 2
  sha256: #
END
    refused 1 ref-reversed transfer 2 3 8 --ref till/1 --date 2026-01-09
}

@test "correct --date can move a transfer to an earlier day" {
    books
    done_ correct 3 --date 2026-01-20 --reason "wrong day"
    done_ register 3 -p 2026-01-20 -O csv
    answers "5,2026-01-20,0003,admin,2.00,February levy,,,levy,"
}

@test "correct is all or nothing" {
    books
    refused 1 over-debit-limit correct 1 --amount 100.01 --reason misread
    refused 1 cheque-foreign correct 1 --from 2 --to 1 --reason "wrong way"
    refused 1 same-account correct 1 --to 1 --reason "wrong payee"
    refused 1 unknown-account correct 1 --to 9 --reason "wrong payee"
    done_ correct 1 --amount 100 --reason misread
}

@test "correct of a member beyond a limit needs an override, and keeps the one there was" {
    books
    done_ set-policy --debit-limit 5
    refused 1 over-debit-limit correct 1 --amount 9 --reason misread
    complains "--override REASON"
    done_ correct 1 --amount 9 --reason misread --override "was there before the limit"
    answers "correcting 1; override: was there before the limit"
    done_ correct 5 --for bread --reason misread
    answers "Ann Archer paid Bob Jones 9.00 LINK for bread, cheque 301, written 2026-01-08, category plumbing, correcting 5; override: was there before the limit"
    done_ correct 7 --override "AGM" --reason "a better reason"
    answers "correcting 7; override: AGM"
    done_ audit
}

@test "refuses to correct a reversal, a reversed transfer, and one that there is not" {
    books
    done_ reverse 2 --reason "not delivered"
    refused 1 reverses-reversal correct 4 --amount 1 --reason x
    refused 1 already-reversed correct 2 --amount 1 --reason x
    refused 1 unknown-transfer correct 9 --amount 1 --reason x
}

@test "what was corrected is told by its correction, and what to do" {
    books
    done_ correct 1 --amount 5 --reason "slip says 5"
    refused 1 already-reversed correct 1 --amount 12.50 --reason "no, it was right"
    complaint <<'END'
lets: transfer 1 was reversed already, by 4, and corrected by 5 [already-reversed]
transfer 5 stands in its place: 'lets correct 5 --reason TEXT', with what is to change
END
    refused 1 already-reversed reverse 1 --reason x
    complaint <<'END'
lets: transfer 1 was reversed already, by 4, and corrected by 5 [already-reversed]
transfer 5 stands in its place: 'lets reverse 5 --reason TEXT'
END
    done_ correct 5 --amount 6 --reason "slip says 6"
    refused 1 already-reversed correct 1 --amount 7 --reason y
    complains "transfer 7 stands in its place: 'lets correct 7 --reason TEXT', with what is to change"
    done_ reverse 7 --reason "all wrong"
    refused 1 already-reversed correct 1 --amount 7 --reason y
    complains 'transfer 7, which stood in its place, was reversed by 8'
}

@test "correct needs a reason and something to correct" {
    books
    refused 2 bad-usage correct 2 --amount 9
    refused 2 bad-usage correct 2 --reason x
    complaint <<'END'
lets: nothing to correct is given [bad-usage]
try 'lets help correct'
END
    refused 2 bad-amount correct 2 --amount 9,00 --reason x
}

@test "correct keeps an override for what it was given for and no more" {
    books
    done_ transfer 1 2 300 --override 'committee: 300 for the roof'
    refused 1 over-debit-limit correct 4 --amount 100000 --reason x
    complains "the override of transfer 4 is not kept, for the amount is larger"
    refused 1 over-debit-limit correct 4 --to 3 --reason x
    complains "the override of transfer 4 is not kept, for another account is paid"
    refused 1 over-debit-limit correct 4 --from 3 --reason x
    complains "the override of transfer 4 is not kept, for another account pays"
    done_ correct 4 --amount 299 --for "the roof" --reason x
    answers "correcting 4; override: committee: 300 for the roof"
    answers "the override of transfer 4 is kept, though it is for something else now: committee: 300 for the roof"
    refused 1 over-debit-limit correct 6 --amount 300 --reason x
    done_ correct 6 --amount 301 --reason x --override "committee: one more"
    answers "correcting 6; override: committee: one more"
    done_ correct 8 --to 3 --amount 20 --reason x
    answers "the override of transfer 8 is not kept, for another account is paid"
    run ! grep -q "override" <(tail -n 16 journal.yaml)
    done_ audit
}

@test "correct does not make a cheque that came in too late come in later" {
    books
    done_ transfer 1 2 5 --cheque 303 --written 2025-01-01 --date 2026-02-20 --override "found behind a drawer"
    refused 1 cheque-stale correct 4 --for bread --reason x
    complains "the override of transfer 4 is not kept, for the cheque would come in later still"
    done_ correct 4 --for bread --reason x --date 2026-02-20
    answers "override: found behind a drawer"
    done_ transfer 1 2 500 --cheque 304 --written 2026-01-01 --override "the roof"
    LETS_NOW=2027-03-01T10:00:00+00:00 done_ correct 7 --for roof --reason x
    answers "override: the roof"
    done_ audit
}

@test "accounts that are refused are called by their names, once" {
    books
    done_ close-account 2 --residue-to 1 --reason moved
    refused 1 account-closed transfer 1 2 5
    complaint <<'END'
lets: the account '0002' is closed [account-closed]
0002 is Bob Jones; 'lets reopen-account 0002' opens it again
END
    refused 1 book-overlap issue-cheques 3 299 310
    complains "0001 is Ann Archer"
}

@test "a transfer in a closed period is refused until the period is reopened" {
    books
    typed <<'END'
- close: 2026-01-31
  balances:
    "0001": -12.50
    "0002": 4.50
    "0003": 8.00
END
    refused 1 date-closed transfer 1 2 1 --date 2026-01-31
    complains "'lets reopen-period 2026-01-31 --reason TEXT'"
    refused 1 date-closed reverse 2 --reason x --date 2026-01-31
    done_ transfer 1 2 1 --date 2026-02-01
    typed <<'END'
- reopen: 2026-01-31
  reason: a slip turned up
END
    done_ transfer 1 2 1 --date 2026-01-31
}

@test "a clock that stands before the last seal is refused until a reason is given" {
    books
    export LETS_NOW=2026-02-01T10:00:00+00:00
    refused 1 clock-behind transfer 1 2 1 -n
    refused 1 clock-behind transfer 1 2 1
    complaint <<'END'
lets: 2026-02-01T10:00:00+00:00 is earlier than the last seal, 2026-02-02T10:00:00+00:00, and no reason is given [clock-behind]
where the clock is right now, say why with --clock-reason TEXT
END
    done_ transfer 1 2 1 --clock-reason "it ran ahead by a day"
    grep -q '^  reason: it ran ahead by a day$' journal.yaml
    done_ log --exceptions
    answers "it ran ahead by a day"
    done_ audit
}

@test "a clock more than 100 days past the last seal is warned of, with --quiet too" {
    books
    LETS_NOW=2026-05-13T10:00:00+00:00 done_ transfer 1 2 1 -n
    [ "$(grep -c 'past the last seal' "$ERR")" -eq 0 ]
    LETS_NOW=2026-05-14T10:00:00+00:00 done_ transfer 1 2 1 -q
    grep -qx 'lets: warning: the clock is 101 days past the last seal; is it right?' "$ERR"
    grep -q '^- seal: 2026-05-14T10:00:00+00:00$' journal.yaml
}

@test "one account on both sides is refused, and named once" {
    books
    refused 1 same-account transfer 2 2 5
    [ "$(grep -o 'is Bob Jones' "$ERR" | wc -l)" -eq 1 ]
}
