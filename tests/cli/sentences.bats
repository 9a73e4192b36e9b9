# SPDX-License-Identifier: MIT
# What every writing command tells about what it did: that a slip of the hand is seen at once.

load helpers

# twins: the sample books, in which Bob Jones is called Ann Archer too.
twins() {
    books
    done_ change-account 2 --name "Ann Archer"
}

@test "a date that is not today's is said, for today's would be a slip unseen" {
    books
    done_ transfer 1 2 1 --date 2026-02-03
    answers "transfer 4, dated 2026-02-03: Ann Archer paid Bob Jones 1.00 LINK"
    done_ transfer 1 2 1 --date 2026-03-01
    answers "transfer 5: Ann Archer paid Bob Jones 1.00 LINK"
    done_ change-account 1 --debit-limit 120 --date 2026-02-03
    answers "Ann Archer: debit limit 120.00, was default; dated 2026-02-03"
}

@test "the sentence of a transfer says all that was recorded" {
    books
    done_ transfer 2 1 1 --for tea --written 2026-02-28 --category food --ref till/9
    answers "transfer 4: Bob Jones paid Ann Archer 1.00 LINK for tea, written 2026-02-28, category food, ref till/9"
    done_ log --transfer 4
    answers "Bob Jones paid Ann Archer 1.00 LINK for tea, written 2026-02-28, category food, ref till/9"
}

@test "a limit given back to the policy says how much that is" {
    books
    done_ change-account 3 --debit-limit default
    answers "Cleo Patel: debit limit default (100.00), was 50.00"
}

@test "a name that another member has is warned of" {
    books
    done_ add-member 0004 --name "Ann Archer"
    complaint <<'END'
lets: warning: 0001 has the name Ann Archer too; their ids will be shown beside it
END
    answers "Ann Archer (0004) joined on 2026-03-01"
    done_ change-account 4 --name "Anne Archer"
    quiet
    done_ change-account 4 --phone 5
    quiet
}

@test "members of one name are told apart by their ids in sentences, register and log" {
    twins
    done_ transfer 1 2 1
    answers "transfer 4: Ann Archer (0001) paid Ann Archer (0002) 1.00 LINK"
    done_ register 2
    answers "Ann Archer (0001) Ann Archer (0002)"
    done_ log --transfer 4
    answers "Ann Archer (0001) paid Ann Archer (0002) 1.00 LINK"
    done_ transfer 1 3 1
    answers "transfer 5: Ann Archer (0001) paid Cleo Patel 1.00 LINK"
    done_ statement 2 -p 2026-03
    answers "Ann Archer (0001)"
    printf 'cheque,written,to,amount,for\n303,2026-02-28,2,1,tea\n' > "$BOX/pile.csv"
    done_ record-cheques "$BOX/pile.csv" --count 1 --total 1
    answers "Ann Archer (0001) Ann Archer (0002)"
    done_ cheques 1
    answers "Ann Archer (0002)"
}

@test "a refusal says who it is about and what helps, as far as the command has it" {
    books
    done_ close-account leavers
    refused 1 account-closed transfer 1 leavers 1
    complaint <<'END'
lets: the account 'leavers' is closed [account-closed]
'lets reopen-account leavers' opens it again
END
    refused 1 limit-missing change-account admin --debit-limit default
    complains "admin is Administration; give an amount, or none"
    refused 1 cheque-stale transfer 1 2 1 --cheque 303 --written 2025-01-01
    complains "--override REASON records it all the same"
}

@test "under soft limits a commit warns of whom it leaves beyond one, with --quiet and in JSON too" {
    books
    done_ set-policy --limits soft
    done_ transfer 1 2 90 -q
    complaint <<'END'
lets: warning: Ann Archer (0001) is at -102.50, beyond the debit limit of 100.00
END
    done_ transfer admin 2 160 -O json
    complains "warning: Bob Jones (0002) is at 254.50, beyond the credit limit of 250.00"
    done_ transfer 2 1 10 --dry-run
    quiet
}

@test "a limit that leaves its account beyond it says so" {
    books
    done_ change-account 1 --debit-limit 10
    answers "Ann Archer (0001) is at -12.50, beyond the debit limit of 10.00"
    done_ change-account 1 --debit-limit 11 -O json
    [ "$(jq -c .over_limit "$OUT")" = '["0001"]' ]
    done_ change-account 1 --debit-limit 20 -O json
    [ "$(jq -c .over_limit "$OUT")" = '[]' ]
}

@test "rules, runs and agreements are said in words" {
    cp "$BATS_TEST_DIRNAME/../conformance/rules.yaml" journal.yaml
    done_ log
    answers "policy: agreement of 2026, was none; first meeting"
    answers "0003 joined on 2026-01-03, agreed of 2026"
    answers "0001: agreed of 2026, was none"
    answers "rule turnover: 3 % of the turnover above 10.00 and 0.10, to levy; general meeting"
    answers "rule 2026: 1.00, to admin; for themselves 0002 0.00, 0003 0.50; general meeting"
    answers "rule demurrage: 0.3333 % of the credit above 20.00, at least 0.02, to levy; for themselves 0003 none; general meeting"
    answers "rule overdraft: 1 % of the debt, at most 0.60, to levy; general meeting"
    answers "rule ceiling: 19.9999 % of what was spent and 390.00, as credit limit; for themselves 0003 none; general meeting"
    answers "rule steps: by the turnover: 0.05 from 10.00, 0.30 from 67.17, 1.00 from 100.00, at least 0.07, at most 0.50, to levy; general meeting"
    answers "rule brixton: 0.20, after 1 full month, in Brixton, to levy; general meeting"
    answers "rule years: 10 % of the full months since joining above 1.00, to levy; general meeting"
    answers "rule ceiling withdrawn; too many steps"
    answers "run turnover on the books closed 2026-01-31: 3 transfers, 5.42"
    answers "run overdraft on the books closed 2026-01-31: 1 transfer, 0.60"
    answers "run limits on the books closed 2026-02-28: 1 limit"
}

@test "a rule's name is no account's, though it looks like one" {
    books
    typed <<'END'
- rule: "0001"
  date: 2026-03-01
  of: nothing
  flat: 1.00
  to: admin
  own:
    "0003": none
  reason: general meeting
END
    done_ log 1
    lacks 'rule 0001' "$OUT"
    done_ log admin
    answers "rule 0001: 1.00, to Administration; for themselves Cleo Patel none; general meeting"
    done_ log 3
    answers "rule 0001: 1.00, to Administration"
    done_ log --kind rule -O csv
    answers ",rule,,"
    done_ export json --names
    [ "$(grep '"kind":"rule"' "$OUT" | jq -c '[has("name"), .to_name]')" = '[false,"Administration"]' ]
}
