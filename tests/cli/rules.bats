# SPDX-License-Identifier: MIT
# Levies and limits by rule, the levy without a rule, and the members' agreement.

load helpers

RULES=$BATS_TEST_DIRNAME/rules.py

# fee ARGUMENT..: the sample books with a levy on trade from the start of the year.
fee() {
    books
    done_ set-rule fee --of turnover --percent 3 --above 1 --to admin --own 3=none --own 2=0.50 --date 2026-01-01 \
        --reason AGM
}

# scheme N: a new ledger with N members who joined on 2026-01-01, and a central account for the levy.
scheme() {
    LETS_NOW=2026-01-01T09:00:00+00:00 done_ init Moray --unit MERK --debit-limit 500 --credit-limit none --opened 2026-01-01
    LETS_NOW=2026-01-01T09:01:00+00:00 done_ add-central levy --purpose levy --debit-limit 0 --credit-limit none
    python3 "$RULES" members "$1" > members.csv
    LETS_NOW=2026-01-01T09:02:00+00:00 done_ import --members members.csv
}

# traded N SEED FIRST LAST NOW: random trade among N members, recorded then.
traded() {
    python3 "$RULES" trade "$1" "$2" "$3" "$4" > trade.csv
    LETS_NOW=$5 done_ import trade.csv --ref-prefix "trade-$2" --override test
}

# ---- set-rule, withdraw-rule, rules

@test "a rule is said in words, what it replaces too, and when it counts" {
    books
    done_ set-rule fee --of turnover --percent 1.5 --above 20 --cap 5 --to admin --date 2026-01-01 --reason AGM
    answers "rule fee: 1.5 % of the turnover above 20.00, at most 5.00, to Administration; AGM; dated 2026-01-01"
    answers "its first run counts the days from 2026-01-01 on"
    answers "lets run fee --dry-run"
    done_ set-rule FEE --of turnover --percent 2 --to admin --own 1=none --own 2=0.50 --reason SGM
    answers "rule fee: 2 % of the turnover, to Administration; for themselves Ann Archer none, Bob Jones 0.50; SGM"
    answers "it was: 1.5 % of the turnover above 20.00, at most 5.00, to Administration"
    answers "its first run counts the days from 2026-01-01 on"
    done_ audit
}

@test "a rule that stands already is no change" {
    fee
    refused 1 no-change set-rule fee --of turnover --percent 3 --above 1 --to admin --own 3=none --own 2=0.50 \
        --reason again
    done_ set-rule fee --of turnover --percent 3 --above 1 --to admin --own 3=none --reason again
    done_ set-rule trust --of months --step 0=100 --step 6=300 --sets debit-limit --after 1 --reason AGM
    refused 1 no-change set-rule trust --of months --step 0=100 --step 6=300 --sets debit-limit --after 1 --reason x
    done_ set-rule trust --of months --step 0=100 --step 6=400 --sets debit-limit --after 1 --reason x
    done_ set-rule trust --of months --step 0=100 --step 6=400 --sets credit-limit --after 1 --reason x
}

@test "parts of a rule that do not go together are told before anything is read" {
    refused 2 bad-usage set-rule fee --of spent --to admin --sets debit-limit --reason x
    refused 2 bad-usage set-rule fee --of spent --reason x
    refused 2 bad-usage set-rule fee --of spent --step 1=1 --flat 2 --to admin --reason x
    refused 2 bad-usage set-rule fee --of spent --above 2 --to admin --reason x
    refused 2 bad-usage set-rule fee --of spent --step 1 --to admin --reason x
    complains "--step takes AMOUNT=DUE, not '1'"
    refused 2 bad-usage set-rule fee --of spent --own 1= --to admin --reason x
    refused 2 bad-usage set-rule fee --of spent --own =5 --to admin --reason x
    refused 2 bad-word set-rule fee --of trade --to admin --reason x
    refused 2 bad-number set-rule fee --of spent --percent 1.50 --to admin --reason x
    refused 2 bad-word set-rule fee --of spent --flat 1 --sets limit --reason x
    refused 2 bad-id set-rule 'a fee' --of spent --flat 1 --to admin --reason x
    complains "'a fee' is no name of a rule"
}

@test "what a rule names must be there, and be what it is taken for" {
    books
    refused 1 unknown-account set-rule fee --of spent --flat 1 --to nobody --reason x
    refused 1 wrong-kind set-rule fee --of spent --flat 1 --to 1 --reason x
    refused 1 unknown-account set-rule fee --of spent --flat 1 --to admin --own 9=none --reason x
    refused 1 wrong-kind set-rule fee --of spent --flat 1 --to admin --own leavers=none --reason x
    refused 2 bad-usage set-rule fee --of spent --flat 1 --to admin --own 1=none --own 0001=2 --reason x
    complains "--own names '0001' twice"
    refused 1 rule-steps set-rule fee --of spent --step 5=1 --step 4=2 --to admin --reason x
    refused 2 bad-amount set-rule fee --of spent --step a=1 --to admin --reason x
    refused 2 bad-amount set-rule fee --of spent --flat 1.001 --to admin --reason x
}

@test "a rule is withdrawn, once" {
    fee
    done_ withdraw-rule FEE --reason SGM
    answers "rule fee withdrawn; SGM"
    answers "'lets reverse' takes that back"
    refused 1 no-change withdraw-rule fee --reason SGM
    refused 1 unknown-rule withdraw-rule toll --reason SGM
    complains "'lets rules' lists them"
    done_ close-period 2026-02
    refused 1 unknown-rule run fee --yes
    done_ set-rule trust --of turnover --flat 100 --sets credit-limit --reason AGM
    done_ withdraw-rule trust --reason SGM
    answers "'lets change-account --all-members --credit-limit default'"
}

@test "rules in text, CSV and JSON" {
    fee
    done_ set-rule trust --of turnover --step 0=10 --step 20=300 --sets debit-limit --after 2 --locality Brixton --reason SGM
    done_ withdraw-rule trust --reason no
    done_ close-period 2026-02
    done_ run fee --yes
    done_ rules -q
    answer <<'END'
rule  what is due                                                                                          set        status    last run                              reason
fee   3 % of the turnover above 1.00, to Administration; for themselves Cleo Patel none, Bob Jones 0.50    2026-01-01 standing  on 2026-02-28: 0.84 LINK of 2 members AGM
trust by the turnover: 10.00 from 0.00, 300.00 from 20.00, after 2 full months, in Brixton, as debit limit 2026-03-01 withdrawn                                       SGM
END
    done_ rules -O csv
    answer <<'END'
rule,of,above,percent,flat,steps,floor,cap,after,locality,to,sets,own,date,since,status,run_close,run_count,run_total,reason
fee,turnover,1.00,3,,,,,,,admin,,0003=none 0002=0.50,2026-01-01,2026-01-01,standing,2026-02-28,2,0.84,AGM
trust,turnover,,,,0.00=10.00 20.00=300.00,,,2,Brixton,,debit-limit,,2026-03-01,2026-03-01,withdrawn,,,,SGM
END
    done_ rules -O json
    answers '{"rule": "fee", "of": "turnover", "above": "1.00", "percent": "3", "flat": null, "steps": null,'
    answers '"status": "standing", "run_close": "2026-02-28", "run_count": 2, "run_total": "0.84", "reason": "AGM"}'
    done_ reverse 4-5 --reason wrong
    done_ rules -O csv
    answers "standing,,,,AGM"
}

# ---- run

@test "a run lists every member, and is one commit" {
    fee
    done_ close-period 2026-02
    done_ run fee --yes
    quiet
    answers "0001    Ann Archer 12.50 0.34  -12.84"
    answers "0003    Cleo Patel 10.00         6.00 yes"
    answers "of 3 members 2 pay, together 0.84 LINK, to Administration (admin), which is at 2.84 LINK then; passed over: 1"
    answers "on the books closed 2026-02-28, of the days from 2026-01-01 on"
    answers "it is taken back by: lets reverse 4-5 --reason TEXT"
    done_ log --last 3
    answers "run fee on the books closed 2026-02-28: 2 transfers, 0.84"
    tail -n 4 journal.yaml | grep -q '  entries: 3' || fail "the run is not one commit"
    done_ audit
    answers "1 run of a rule too"
}

@test "a run in CSV and JSON" {
    fee
    done_ close-period 2026-02
    done_ run fee --yes --dry-run -O csv
    answer <<'END'
account,name,base,due,balance,over_limit,passed_over,in_run
0001,Ann Archer,12.50,0.34,-12.84,,,yes
0002,Bob Jones,20.50,0.50,4.00,,,yes
0003,Cleo Patel,10.00,,6.00,,yes,
END
    done_ run fee --yes -O json
    answers '{"run": "fee", "close": "2026-02-28", "count": 2, "total": "0.84", "note": null}'
    answers '"dues": [{"account": "0001", "name": "Ann Archer", "base": "12.50", "due": "0.34", "balance": "-12.84",'
}

@test "a dry run shows what the run would, changes nothing, and ends as it would" {
    fee
    refused 1 run-close run fee --yes --dry-run
    complains "'lets close-period PERIOD' closes one"
    done_ close-period 2026-02
    keep
    done_ run fee --yes --dry-run
    unchanged
    answers "0001    Ann Archer 12.50 0.34  -12.84"
    lacks '^- run|lets reverse' "$OUT"
    refused 1 not-confirmed run fee
    refused 1 not-confirmed run fee --dry-run
    done_ run fee --yes
    refused 1 run-stands run fee --yes --dry-run
    refused 1 unknown-rule run toll --yes --dry-run
}

@test "a levy stands once on a close, and says how it is taken back, what is left of it too" {
    fee
    done_ close-period 2026-02
    done_ run fee --yes
    refused 1 run-stands run fee --yes
    complains "'lets reverse 4-5 --reason TEXT' takes it back"
    done_ reverse 5 --reason wrong
    answers "the run of 'fee' that took transfer 5 stands until all of 4-5 are reversed; to waive a due, pay it back instead"
    refused 1 run-stands run fee --yes
    complains "'lets reverse 4 --reason TEXT' takes it back"
    done_ reverse 4 --reason wrong
    lacks 'stands until' "$OUT"
    done_ run fee --yes
    answers "it is taken back by: lets reverse 8-9 --reason TEXT"
}

@test "of a run whose transfers are too many to be named no part is named" {
    scheme 400
    LETS_NOW=2026-01-01T10:00:00+00:00 done_ set-rule fee --of nothing --flat 1 --to levy --date 2026-01-01 --reason AGM
    export LETS_NOW=2026-02-02T10:00:00+00:00
    done_ close-period 2026-01 --yes
    done_ run fee --yes
    done_ reverse $(seq 2 2 400) --reason wrong
    refused 1 run-stands run fee --yes
    complains "where that one is wrong, 'lets reverse' takes it back, of all its transfers from 1 to 399 that are not reversed yet: 200, which are too many to be named here"
    lacks "lets reverse [0-9]" "$ERR"
}

@test "the run reversed, the period reopened, a trade mended, closed and run again" {
    fee
    done_ close-period 2026-02
    done_ run fee --yes
    refused 1 run-stands reopen-period 2026-02-28 --reason late
    complains "transfers 4 to 5"
    refused 1 run-corrected correct 4 --amount 0.30 --reason less
    complains "reverse the whole run, and run it again"
    done_ reverse 4-5 --reason "a trade was missing"
    done_ reopen-period 2026-02-28 --reason late
    done_ transfer 1 2 10 --date 2026-02-20
    done_ reverse 1 --reason "never happened" --date 2026-02-25
    done_ close-period 2026-02
    done_ run fee --yes
    # Ann: 12.50 + 10.00 - 12.50, of which 9.00 count.
    answers "0001    Ann Archer 10.00 0.27"
    done_ audit
}

@test "a run of which nothing is due stands all the same" {
    books
    done_ set-rule fee --of turnover --percent 3 --above 100 --to admin --reason AGM
    done_ close-period 2026-02
    done_ run fee --yes
    answers "of 3 members 0 pay, together 0.00 LINK"
    refused 1 run-stands run fee --yes
    complains "nothing was due in that one"
    done_ reopen-period 2026-02-28 --reason late
    done_ close-period 2026-02
    done_ run fee --yes
}

@test "a levy ignores limits and suspensions, and shows who is beyond one" {
    books
    done_ change-account 3 --suspend
    done_ set-rule fee --of nothing --flat 80 --to admin --reason AGM
    done_ close-period 2026-02
    done_ run fee --yes
    answers "0003    Cleo Patel 80.00  -74.00 yes"
    answers "over a limit then: 1"
    done_ audit
}

@test "a levy to an account that was closed says how to go on" {
    books
    done_ add-central toll --purpose levy --debit-limit 0 --credit-limit none
    done_ set-rule fee --of nothing --flat 1 --to toll --reason AGM
    done_ close-period 2026-02
    done_ close-account toll
    refused 1 account-closed run fee --yes
    complains "'lets reopen-account toll'"
}

@test "limits show partners, and apart what was set by hand" {
    books
    done_ change-account 2 --debit-limit 40 --reason "asked for"
    done_ set-rule trust --of turnover --step 0=10 --step 20=300 --own 1=none --sets debit-limit --reason AGM
    done_ close-period 2026-02
    done_ run trust --yes
    head -n 10 "$OUT" > "$BOX/top"
    diff -u - "$BOX/top" <<'END' || fail "another table"
account name        base    was  limit balance passed over trades most with % of turnover
0001    Ann Archer 12.50 100.00         -12.50 yes         0002             100.0
0002    Bob Jones  20.50  40.00 300.00    4.50             0001             60.9
0003    Cleo Patel 10.00  50.00  10.00    6.00             0002             80.0

set by hand since the last run:
account name       set on     by hand limit now reason
0002    Bob Jones  2026-03-01   40.00    300.00 asked for
0003    Cleo Patel 2026-01-04   50.00     10.00

END
}

@test "limits in CSV; by hand is what no run did, since the last one" {
    books
    done_ set-rule trust --of turnover --step 0=10 --step 20=300 --sets debit-limit --reason AGM
    done_ close-period 2026-02
    done_ run trust --yes -O csv
    answer <<'END'
account,name,base,was,due,balance,over_limit,passed_over,in_run,partner,share,by_hand,by_hand_date,by_hand_reason
0001,Ann Archer,12.50,100.00,10.00,-12.50,yes,,yes,0002,100.0,,,
0002,Bob Jones,20.50,100.00,300.00,4.50,,,yes,0001,60.9,,,
0003,Cleo Patel,10.00,50.00,10.00,6.00,,,yes,0002,80.0,50.00,2026-01-04,
END
    done_ run trust --yes -O csv
    lacks ',50\.00,2026-01-04' "$OUT"
    lacks ',yes,000[12],' "$OUT"
    done_ change-account 1 --debit-limit 77 --reason kindness
    done_ set-rule more --of nothing --flat 20 --sets debit-limit --reason AGM
    done_ run trust --yes -O csv --dry-run
    answers "0001,Ann Archer,12.50,77.00,10.00,-12.50,yes,,yes,0002,100.0,77.00,2026-03-01,kindness"
    done_ run more --yes
    done_ run trust --yes -O csv
    lacks kindness "$OUT"
    done_ audit
}

@test "a rule set wrong, run, and mended on the same close" {
    books
    done_ set-rule trust --of turnover --step 0=1 --step 10=3 --step 20=5 --sets debit-limit --reason AGM
    done_ close-period 2026-02
    done_ run trust --yes
    done_ set-rule trust --of turnover --step 0=100 --step 10=300 --step 20=500 --sets debit-limit --reason mended
    done_ run trust --yes -O csv
    answers "0001,Ann Archer,12.50,3.00,300.00,"
    answers "0002,Bob Jones,20.50,5.00,500.00,"
    answers "0003,Cleo Patel,10.00,3.00,300.00,"
    done_ run trust --yes
    answers "of 3 members 0 get another debit limit"
    done_ audit
    answers "3 runs of rules too"
}

@test "limits by full months of membership" {
    books
    done_ add-member 0004 --joined 2026-01-29
    done_ add-member 0005 --joined 2026-01-27
    done_ set-rule trust --of months --step 1=100 --step 2=200 --sets debit-limit --after 1 --reason AGM
    done_ close-period 2026-02
    done_ run trust --yes -O csv
    answers "0001,Ann Archer,1.00,100.00,100.00,"
    answers "0004,0004,1.00,100.00,100.00,"
    answers "0005,0005,1.00,100.00,100.00,"
    done_ add-member 0006 --joined 2026-02-10
    done_ run trust --yes -O csv
    answers "0006,0006,0.00,100.00,,0.00,,yes,"
}

@test "a levy of 1.5 % on turnover above 50, capped, with two exemptions, over 1,000 members" {
    scheme 1000
    LETS_NOW=2026-01-01T10:00:00+00:00 done_ set-rule fee --of turnover --percent 1.5 --above 50 --cap 4 --to levy \
        --own 7=none --own 11=none --reason AGM
    traded 1000 1 2026-01-01 2026-03-31 2026-04-01T10:00:00+00:00
    LETS_NOW=2026-04-01T10:30:00+00:00 done_ reverse 5-40 --reason "never happened" --date 2026-03-31
    LETS_NOW=2026-04-01T11:00:00+00:00 done_ close-period 2026-Q1
    done_ register -O csv -o register.csv
    python3 "$RULES" levy register.csv 2026-01-01 2026-03-31 > wanted
    LETS_NOW=2026-04-01T12:00:00+00:00 done_ run fee --yes -O csv
    awk -F, '$8 == "yes" { print $1 "," $4 }' "$OUT" | sort > found
    diff wanted found > "$BOX/diff" || fail "$(head -n 20 "$BOX/diff")"
    [ "$(wc -l < found)" -gt 500 ] || fail "hardly anybody pays"
    done_ audit
    # Of the next quarter only its own days count, a reversal of an earlier trade among them.
    traded 1000 2 2026-04-01 2026-06-30 2026-07-01T10:00:00+00:00
    LETS_NOW=2026-07-01T10:30:00+00:00 done_ reverse 41-60 --reason "found out late" --date 2026-06-30
    LETS_NOW=2026-07-01T11:00:00+00:00 done_ close-period 2026-Q2
    done_ register -O csv -o register.csv
    python3 "$RULES" levy register.csv 2026-04-01 2026-06-30 > wanted
    LETS_NOW=2026-07-01T12:00:00+00:00 done_ run fee --yes -O csv
    awk -F, '$8 == "yes" { print $1 "," $4 }' "$OUT" | sort > found
    diff wanted found > "$BOX/diff" || fail "$(head -n 20 "$BOX/diff")"
    done_ audit
    answers "2 runs of rules too"
}

@test "New Moray: a tenth of the turnover, 100 at least, 1,000 at most, a commit a quarter" {
    scheme 60
    LETS_NOW=2026-01-01T10:00:00+00:00 done_ set-rule trust --of turnover --percent 10 --floor 100 --cap 1000 \
        --sets debit-limit --reason "general meeting"
    local quarter=1 seals day
    for day in 2026-04-01 2026-07-01 2026-10-01 2027-01-01; do
        local first last
        first=$(date -d "$day - 3 months" +%F)
        last=$(date -d "$day - 1 day" +%F)
        traded 60 "$quarter" "$first" "$last" "${day}T10:00:00+00:00"
        LETS_NOW=${day}T11:00:00+00:00 done_ close-period "2026-Q$quarter"
        done_ register -O csv -o register.csv
        python3 "$RULES" limits register.csv "$last" > wanted
        seals=$(grep -c '^- seal:' journal.yaml)
        LETS_NOW=${day}T12:00:00+00:00 done_ run trust --yes -O csv
        [ "$(grep -c '^- seal:' journal.yaml)" -eq $((seals + 1)) ] || fail "more than one commit"
        sed 1d "$OUT" | cut -d, -f1,5 | sort > found
        diff wanted found > "$BOX/diff" || fail "quarter $quarter: $(head -n 20 "$BOX/diff")"
        done_ balance -O csv --kind member
        sed 1d "$OUT" | cut -d, -f1,10 | sort | diff wanted - > "$BOX/diff" || fail "limits in force differ"
        quarter=$((quarter + 1))
    done
    seals=$(grep -c '^- seal:' journal.yaml)
    LETS_NOW=2027-01-02T10:00:00+00:00 done_ change-account --all-members --debit-limit default --reason "meeting"
    [ "$(grep -c '^- seal:' journal.yaml)" -eq $((seals + 1)) ] || fail "more than one commit"
    done_ balance -O csv --kind member
    [ "$(sed 1d "$OUT" | cut -d, -f10 | sort -u)" = 500.00 ] || fail "not back to the policy"
    done_ audit
    answers "4 runs of rules too"
}

# ---- levy

@test "a levy takes the same of every active member, in one commit, once for its purpose" {
    books
    done_ levy 2 --to admin --for "magazine 2026" --except 3
    answers "transfer 4: Ann Archer paid Administration 2.00 LINK for magazine 2026, category levy, ref levy/admin/magazine 2026/0001"
    answers "2 members paid together 4.00 LINK"
    keep
    done_ levy 2 --to ADMIN --for "magazine 2026" --except 0003 --date 2026-02-20
    unchanged
    answers "2 had paid for it before"
    done_ levy 3 --to admin --for "magazine 2026" --date 2026-02-20
    answers "transfer 6, dated 2026-02-20: Cleo Patel paid Administration 3.00 LINK"
    answers "1 member paid together 3.00 LINK"
    done_ levy 2 --to leavers --for "magazine 2026"
    answers "3 members paid together 6.00 LINK"
    done_ audit
}

@test "a levy leaves out the suspended and those who joined later, names them, and asks nobody again" {
    books
    done_ change-account 2 --suspend
    done_ add-member 0004
    done_ levy 1 --to admin --for hall --date 2026-02-20
    answers "left out: Bob Jones (0002), who is suspended"
    answers "left out: 0004, who joined later"
    done_ reverse 4 --reason mistake
    done_ levy 1 --to admin --for hall -O json
    answers '"skipped": 2'
    done_ levy 1 --to admin --for hall
    answers "not asked again: Ann Archer (0001), whose transfer 4 for it was reversed by 6"
}

@test "whom a levy would leave beyond a limit is named, and needs an override" {
    books
    refused 1 over-debit-limit levy 60 --to admin --for hall
    complaint <<'END'
lets: warning: Cleo Patel (0003) would be at -54.00 LINK, beyond the debit limit of 50.00
lets: 1 payment of the levy would pass a limit: nothing is recorded [over-debit-limit]
--override REASON records them all the same; --except ID leaves a member out
END
    refused 1 over-debit-limit levy 60 --to admin --for hall --dry-run
    done_ levy 60 --to admin --for hall --override "general meeting"
    done_ log --exceptions
    answers "override: general meeting"
    [ "$(grep -c '^  override: general meeting' journal.yaml)" -eq 1 ] || fail "overrides that waive nothing"
    refused 1 over-debit-limit levy 60 --to leavers --for hall --except 2 --except 3
    done_ set-policy --limits soft
    done_ levy 60 --to leavers --for hall --except 2 --except 3
    complains "beyond the debit limit"
}

@test "a levy that only the payee's credit limit stops says so" {
    books
    done_ add-central hall --purpose other --debit-limit 0 --credit-limit 5
    refused 1 over-credit-limit levy 6 --to hall --for roof
    complaint <<'END'
lets: warning: hall would be beyond its credit limit by what comes from Ann Archer (0001)
lets: warning: hall would be beyond its credit limit by what comes from Bob Jones (0002)
lets: warning: hall would be beyond its credit limit by what comes from Cleo Patel (0003)
lets: 3 payments of the levy would pass a limit: nothing is recorded [over-credit-limit]
--override REASON records them all the same; --except ID leaves a member out
END
    refused 1 over-debit-limit levy 60 --to hall --for roof
    done_ levy 6 --to hall --for roof --override "general meeting"
    [ "$(grep -c '^  override: general meeting' journal.yaml)" -eq 3 ]
}

@test "a levy knows whom it leaves out, and whom it cannot ask" {
    books
    refused 1 unknown-account levy 1 --to admin --for hall --except 9
    refused 1 wrong-kind levy 1 --to admin --for hall --except leavers
    refused 1 unknown-account levy 1 --to nobody --for hall
    refused 2 bad-usage levy 1 --to admin
    refused 2 bad-usage levy 1 --to admin --for "$(printf 'x%.0s' $(seq 495))"
    refused 1 zero-amount levy 0 --to admin --for hall
    done_ levy 1 --to 1 --for cook
    answers "2 members paid together 2.00 LINK"
}

# ---- many accounts, the agreement

@test "many accounts are changed in one commit, all or none" {
    books
    done_ change-account 1 2 1 --credit-limit 80 --reason AGM
    answers "Ann Archer: credit limit 80.00, was default; AGM"
    answers "Bob Jones: credit limit 80.00, was default; AGM"
    tail -n 4 journal.yaml | grep -q '  entries: 2' || fail "not one commit"
    done_ change-account --all-members --credit-limit 80
    answers "of 2 more it was so already"
    refused 1 no-change change-account --all-members --credit-limit 80
    complains "of every one of them"
    refused 1 limit-missing change-account 1 admin --credit-limit default
    refused 1 unknown-account change-account 1 9 --credit-limit 5
    refused 2 bad-usage change-account 1 2 --phone 5
    refused 2 bad-usage change-account --all-members --joined 2026-01-01
    refused 2 bad-usage change-account 1 --all-members --suspend
    refused 2 bad-usage change-account --suspend
    done_ change-account --all-members --credit-limit default -O json
    answers '"over_limit": []'
}

@test "the members' agreement: adopted by its digest, signed, and by whom it was not" {
    books
    echo "We trade fairly." > agreement.txt
    done_ members --not-agreed
    complains "no agreement was adopted, and so nobody lacks it"
    refused 1 unknown-agreement change-account 1 --agreed 2026-1
    complains "lets set-policy --agreement"
    done_ set-policy --agreement 2026-1 --agreement-file agreement.txt --reason AGM
    answers "policy: agreement 2026-1, was none; AGM"
    answers "SHA-256 of the agreement: $(sha256sum agreement.txt | cut -c1-64)"
    answers "0 of 3 members have signed it"
    lacks 'limit' "$OUT"
    grep -q "^  digest: $(sha256sum agreement.txt | cut -c1-64)$" journal.yaml || fail "another digest"
    refused 1 no-change set-policy --agreement 2026-1 --agreement-file agreement.txt
    done_ change-account 1 2 --agreed 2026-1
    answers "Bob Jones: agreed 2026-1, was none"
    refused 1 no-change change-account 1 --agreed 2026-1
    done_ add-member 0004 --agreed 2026-1
    done_ members --not-agreed -O csv
    answer <<'END'
account,name,email,phone,address,delivery,status,joined,locality,agreed
0003,Cleo Patel,,,,,active,2026-01-04,Brixton,
END
    echo "And openly." >> agreement.txt
    refused 1 agreement-digest set-policy --agreement 2026-1 --agreement-file agreement.txt
    done_ set-policy --agreement 2027-1 --agreement-file agreement.txt
    done_ members --not-agreed -O csv
    answers "0001,Ann Archer,ann@example.org,020 7946 0000,\"1 Acre Lane, London SW2\",paper,active,2026-01-04,Brixton,2026-1"
    done_ change-account 1 --agreed none
    done_ audit
}

@test "an agreement needs its text" {
    books
    refused 2 bad-usage set-policy --agreement 2026-1
    refused 2 bad-usage set-policy --agreement-file agreement.txt
    refused 4 no-such-file set-policy --agreement 2026-1 --agreement-file agreement.txt
    : > agreement.txt
    refused 2 bad-usage set-policy --agreement 2026-1 --agreement-file agreement.txt
}

@test "a table of members says who agreed, and is read again" {
    books
    echo text > agreement.txt
    done_ set-policy --agreement A --agreement-file agreement.txt
    printf 'account,name,agreed\n0009,Zoe,A\n' > new.csv
    done_ import --members new.csv
    done_ members Zoe -O csv
    answers ",A"
    done_ members -O csv -o all.csv
    done_ import --members all.csv
}

# ---- what others show of it

@test "statements and report say what was levied by rule" {
    fee
    done_ close-period 2026-02
    done_ report -O json
    answers '"levies": []'
    done_ run fee --yes
    done_ statement 1 -p 2026-03
    answers "of what was spent, levied by rule: 0.34"
    done_ statement 3 -p 2026-03
    lacks "levied" "$OUT"
    done_ statement admin -p 2026-03
    lacks "levied" "$OUT"
    done_ report
    answers "fee  2026-02-28   admin       2   0.84"
    done_ report -O json
    answers '"levies": [{"rule": "fee", "close": "2026-02-28", "to": "admin", "members": 2, "total": "0.84"}]'
    done_ report --locality Brixton -O json
    answers '"members": 1, "total": "0.34"'
    done_ report -p 2026-02
    lacks "Levies" "$OUT"
    done_ report -O html
    answers "Levies by rule"
    done_ reverse 4 --reason wrong
    done_ report -O json
    answers '"members": 1, "total": "0.50"'
    done_ statement 1 -p 2026-03
    lacks "levied" "$OUT"
}

@test "a step that is named twice is refused, not written" {
    books
    refused 2 repeated-key set-rule t --of months --step 5=1 --step 5=2 --to admin --reason r
}
