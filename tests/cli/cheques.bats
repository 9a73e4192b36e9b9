# SPDX-License-Identifier: MIT
# Cheque books and single cheques: issued, taken back, returned, stopped, released, and what is told of them.

load helpers

@test "issue-cheques gives a book that says who pays" {
    books
    done_ issue-cheques 2 401 425 --date 2026-02-20
    answer <<'END'
cheques 401-425 issued to Bob Jones; dated 2026-02-20
head ea07 99e4 22ac 7739 12fc 120f 7174 ea99 after transfer 3
END
    quiet
    since 81 > "$OUT"
    answer <<'END'
- cheques: "0002"
  date: 2026-02-20
  first: 401
  last: 425
- seal: 2026-03-01T10:00:00+00:00
  by: treasurer
  entries: 1
  sha256: #
END
    done_ transfer 2 1 5 --cheque 425
    refused 1 cheque-foreign transfer 3 1 5 --cheque 424
}

@test "issue-cheques --count goes on above every number ever issued" {
    books
    done_ issue-cheques 2 --count 25
    answers "cheques 311-335 issued to Bob Jones"
    done_ withdraw-cheques 2 311 335 --reason "never printed"
    done_ issue-cheques 3 --count 1
    answers "cheques 336-336 issued to Cleo Patel"
}

@test "issue-cheques refuses numbers that are taken, backwards, too many or past the last" {
    books
    refused 1 book-overlap issue-cheques 2 310 320
    refused 1 book-range issue-cheques 2 420 401
    refused 1 book-range issue-cheques 2 --count 10001
    done_ issue-cheques 2 999999990 999999999
    refused 1 book-range issue-cheques 2 --count 1
    refused 1 unknown-account issue-cheques nobody 401 425
    refused 2 bad-usage issue-cheques 2
    refused 2 bad-usage issue-cheques 2 401
    refused 2 bad-usage issue-cheques 2 401 425 --count 25
    refused 2 bad-number issue-cheques 2 0 25
}

@test "withdraw-cheques: a book issued to the wrong member is issued right" {
    books
    done_ issue-cheques 2 401 425
    refused 1 cheque-foreign withdraw-cheques 3 401 425 --reason "meant for Ann"
    refused 1 cheque-unknown withdraw-cheques 2 401 426 --reason "meant for Ann"
    done_ withdraw-cheques 0002 401 425 --reason "meant for Ann"
    answers "cheques 401-425 taken back from Bob Jones; meant for Ann"
    refused 1 cheque-unknown transfer 2 1 5 --cheque 401
    done_ cheques 2 -O csv
    [ "$(sed -n 2p "$OUT")" = "401,0002,Bob Jones,2026-03-01,withdrawn,,2026-03-01,,,meant for Ann" ]
    [ "$(wc -l < "$OUT")" -eq 26 ]
    done_ issue-cheques 1 401 425
    done_ transfer 1 2 5 --cheque 401
    done_ cheques -O csv
    [ "$(grep -c '^4[0-9][0-9],' "$OUT")" -eq 25 ]
    [ "$(grep -c ',withdrawn,' "$OUT")" -eq 0 ]
    done_ audit
}

@test "withdraw-cheques takes no cheque that was recorded" {
    books
    refused 1 cheque-used withdraw-cheques 1 301 310 --reason "no longer wanted"
    complains "cheque 301 was recorded as transfer 1"
    done_ withdraw-cheques 1 302 310 --reason "no longer wanted"
    refused 2 bad-usage withdraw-cheques 1 301 310
}

@test "stop-cheque: forty cheques after a theft in one commit, three released when their stubs turn up" {
    books
    done_ issue-cheques 1 401 430
    done_ issue-cheques 2 501 510
    done_ stop-cheque 401-430 501-510 --reason "envelope stolen"
    answers 'cheques 401-430 of Ann Archer stopped; envelope stolen'
    answers 'cheques 501-510 of Bob Jones stopped; envelope stolen'
    [ "$(grep -c '^  status: stopped' journal.yaml)" -eq 40 ]
    [ "$(grep -c '^- seal' journal.yaml)" -eq 8 ]
    refused 1 cheque-stopped transfer 1 2 5 --cheque 405
    refused 1 cheque-stopped stop-cheque 405 --reason again
    refused 1 cheque-stopped return-cheque 405 --reason "over the limit"
    done_ release-cheque 405 410 501 --reason "the stub turned up"
    answer <<'END'
cheque 405 of Ann Archer released; the stub turned up
cheque 410 of Ann Archer released; the stub turned up
cheque 501 of Bob Jones released; the stub turned up
head c91a 9427 34fe a066 46ab 0b5a e94e 6bc7 after transfer 3
END
    done_ transfer 1 2 5 --cheque 405
    done_ cheques --stopped -O csv
    [ "$(wc -l < "$OUT")" -eq 38 ]
    done_ cheques --stopped
    answer <<'END'
 cheque account name       issued     status  date       reason
401-404 0001    Ann Archer 2026-03-01 stopped 2026-03-01 envelope stolen
406-409 0001    Ann Archer 2026-03-01 stopped 2026-03-01 envelope stolen
411-430 0001    Ann Archer 2026-03-01 stopped 2026-03-01 envelope stolen
502-510 0002    Bob Jones  2026-03-01 stopped 2026-03-01 envelope stolen

37 cheques: 37 stopped
END
    done_ audit
}

@test "what happens to cheques is told in ranges" {
    books
    done_ stop-cheque 302-304 306 --reason lost -q
    answers 'cheques 302-304 of Ann Archer stopped; lost'
    answers 'cheque 306 of Ann Archer stopped; lost'
    done_ release-cheque 303-304 --reason found
    answers 'cheques 303-304 of Ann Archer released; found'
    done_ return-cheque 307-308 --to 2 --amount 4 --reason over
    answers 'cheques 307-308 of Ann Archer to Bob Jones over 4.00 LINK returned; over'
    done_ issue-cheques 2 311 312
    done_ stop-cheque 310-311 --reason lost
    answers 'cheque 310 of Ann Archer stopped; lost'
    answers 'cheque 311 of Bob Jones stopped; lost'
    done_ stop-cheque 303-304 --reason lost -O json
    [ "$(jq '.appended | length' "$OUT")" -eq 2 ]
}

@test "of several cheques of which one is refused, the others are named" {
    books
    refused 1 cheque-used stop-cheque 301-310 --reason lost
    complaint <<'END'
lets: cheque 301 was recorded as transfer 1 [cheque-used]
'lets stop-cheque 302-310 --reason TEXT' does so with the others
END
    done_ stop-cheque 302-304 309 --reason lost
    refused 1 cheque-not-stopped release-cheque 302-309 --reason found
    complains "'lets release-cheque 302-304 309 --reason TEXT' does so with the others"
    refused 1 cheque-stopped return-cheque 305-310 --to 2 --amount 1.50 --reason over
    complains "'lets return-cheque 305-308 310 --to 2 --amount 1.50 --reason TEXT' does so with the others"
    done_ return-cheque 305-308 310 --to 2 --amount 1.50 --reason TEXT
    done_ release-cheque 302-304 309 --reason TEXT
    refused 1 cheque-used stop-cheque 301 --reason lost
    [ "$(grep -c 'the others' "$ERR")" -eq 0 ]
}

@test "a command for other cheques that has no room is not told in part" {
    books
    done_ issue-cheques 1 1001 1400
    for number in $(seq 1001 2 1399); do echo "$number"; done > odd
    # shellcheck disable=SC2046 # each is an argument
    done_ stop-cheque $(cat odd) --reason lost
    refused 1 cheque-stopped stop-cheque 1001-1400 --reason lost
    [ "$(grep -c 'the others' "$ERR")" -eq 0 ]
}

@test "stop-cheque, release-cheque and return-cheque do all or nothing" {
    books
    refused 1 cheque-used stop-cheque 305 301 --reason lost
    refused 1 cheque-unknown stop-cheque 305 311 --reason lost
    refused 1 cheque-not-stopped release-cheque 305 --reason found
    refused 1 cheque-used return-cheque 302 301 --reason "over the limit"
    refused 1 unknown-account return-cheque 302 --to nobody --reason "over the limit"
    refused 2 bad-amount return-cheque 302 --amount 1,5 --reason "over the limit"
    refused 2 bad-usage stop-cheque 305 305 --reason lost
    refused 2 bad-usage stop-cheque 305
    refused 2 bad-usage release-cheque 305
    refused 2 bad-usage return-cheque 305
}

@test "return-cheque notes payee and amount, and the cheque may come again" {
    books
    done_ return-cheque 302 --to 2 --amount 120 --reason "over the limit"
    answers "cheque 302 of Ann Archer to Bob Jones over 120.00 LINK returned; over the limit"
    done_ cheques --returned -O csv
    answer <<'END'
cheque,account,name,issued,status,transfer,date,to,amount,reason
302,0001,Ann Archer,2026-01-04,returned,,2026-03-01,0002,120.00,over the limit
END
    done_ return-cheque 302 --to 2 --amount 120 --reason "still over the limit"
    done_ transfer 1 2 20 --cheque 302
    done_ cheques --returned
    answer <<'END'
0 cheques
END
    done_ log --cheque 302
    [ "$(grep -c returned "$OUT")" -eq 2 ]
    done_ audit
}

@test "cheques: a reversed cheque is outstanding again, and may be presented however late" {
    books
    export LETS_NOW=2026-11-25T10:00:00+00:00
    refused 1 cheque-stale transfer 1 2 12.50 --cheque 302 --written 2026-01-08
    done_ reverse 1 --reason "wrong amount"
    done_ cheques 1 -O csv
    [ "$(sed -n 2p "$OUT")" = "301,0001,Ann Archer,2026-01-04,outstanding,,2026-11-25,,," ]
    done_ transfer 1 2 21.50 --cheque 301 --written 2026-01-08
    done_ cheques 1 -O csv
    [ "$(sed -n 2p "$OUT")" = "301,0001,Ann Archer,2026-01-04,used,5,2026-11-25,0002,21.50," ]
    done_ audit
}

@test "cheques --missing finds the gaps below the highest used of each book" {
    books
    done_ issue-cheques 2 401 410
    done_ transfer 1 2 1 --cheque 306
    done_ transfer 2 1 1 --cheque 402
    done_ stop-cheque 303 --reason lost
    done_ return-cheque 304 --reason "over the limit"
    done_ cheques --missing
    answer <<'END'
cheque account name       issued     status
   302 0001    Ann Archer 2026-01-04 outstanding
   305 0001    Ann Archer 2026-01-04 outstanding
   401 0002    Bob Jones  2026-03-01 outstanding

3 cheques missing
END
    done_ cheques 2 --missing -O csv
    answer <<'END'
cheque,account,name,issued,status,transfer,date,to,amount,reason
401,0002,Bob Jones,2026-03-01,outstanding,,,,,
END
    refused 2 bad-usage cheques --missing --stopped
    refused 1 unknown-account cheques nobody
}

@test "cheques answers in JSON, with absent values as null" {
    books
    done_ return-cheque 302 --to 2 --amount 120 --reason "over the limit"
    done_ cheques 1 -O json
    [ "$(jq -c '[keys_unsorted, (.cheques | length)]' "$OUT")" = \
        '[["ledger","unit","decimals","head","last_transfer","cheques"],10]' ]
    [ "$(jq -c '.cheques[1]' "$OUT")" = \
        '{"cheque":302,"account":"0001","name":"Ann Archer","issued":"2026-01-04","status":"returned","transfer":null,"date":"2026-03-01","to":"0002","amount":"120.00","reason":"over the limit"}' ]
    [ "$(jq -c '.cheques[2] | [.status, .date, .to, .amount, .reason]' "$OUT")" = '["outstanding",null,null,null,null]' ]
}

@test "cheques keeps what members wrote from terminal and spreadsheet" {
    books
    done_ stop-cheque 302 --reason '=cmd()'
    done_ cheques --stopped -O csv
    answers "2026-03-01,,,'=cmd()"
    done_ cheques --stopped --at "$(head_of journal.yaml)" --ids
    answers "302 0001    0001 2026-01-04 stopped"
}

@test "a season at the desk: theft, mis-issue, reversal, return, and all of it survives replay and audit" {
    books
    done_ issue-cheques 2 501 540
    done_ issue-cheques 3 601 625
    done_ withdraw-cheques 3 601 625 --reason "meant for Ann"
    done_ issue-cheques 1 601 625
    # A pile came in; the envelope with the others was stolen on its way.
    printf '%s\n' cheque,written,to,amount 601,2026-02-10,2,5 603,2026-02-10,2,5 606,2026-02-11,3,5 501,2026-02-11,1,5 \
        540,2026-02-12,1,5 > "$BOX/pile.csv"
    done_ record-cheques "$BOX/pile.csv" --count 5 --total 25
    done_ cheques --missing -O csv
    [ "$(grep -c '^50[2-9],\|^5[123][0-9],' "$OUT")" -eq 38 ]
    [ "$(grep -c '^60[245],' "$OUT")" -eq 3 ]
    [ "$(wc -l < "$OUT")" -eq 42 ]
    sed -n '2,$s/,.*//p' "$OUT" > "$BOX/missing"
    # shellcheck disable=SC2046 # a list of numbers
    done_ stop-cheque $(cat "$BOX/missing") --reason "envelope stolen on 12 February"
    [ "$(grep -c "^- seal" journal.yaml)" -eq 11 ]
    done_ cheques --missing
    answers "0 cheques missing"
    done_ release-cheque 502 503 604 --reason "the stub turned up"
    printf '%s\n' cheque,written,to,amount 502,2026-02-09,1,4 604,2026-02-09,2,4 605,2026-02-09,2,4 > "$BOX/stubs.csv"
    ended 1 record-cheques "$BOX/stubs.csv" --rejects "$BOX/rest.csv"
    complains "row 3: cheque 605 is stopped [cheque-stopped]"
    answers "3 in the pile, 12.00 LINK = 2 posted, 8.00 LINK + 0 returned + 1 rejected, 4.00 LINK"
    # Reversed, and presented again eight months later: it came in in time. One never presented is too old, and
    # so is one that was returned and not presented again while it was good.
    done_ reverse 4 --reason "the amount was 6.00"
    done_ return-cheque 608 609 --to 2 --amount 90 --reason "over the limit"
    printf '%s\n' cheque,written,to,amount 608,2026-02-10,2,9 > "$BOX/again.csv"
    done_ record-cheques "$BOX/again.csv"
    export LETS_NOW=2026-10-20T10:00:00+00:00
    printf '%s\n' cheque,written,to,amount 601,2026-02-10,2,6 607,2026-02-10,2,6 609,2026-02-10,2,9 604,2026-02-10,2,4 \
        504,2026-02-10,1,4 999,2026-02-10,2,1 > "$BOX/late.csv"
    ended 1 record-cheques "$BOX/late.csv" --rejects "$BOX/late-rest.csv"
    grep -o '\[[a-z-]*\]$' "$ERR" > "$BOX/names"
    [ "$(tr '\n' ' ' < "$BOX/names")" = "[cheque-stale] [cheque-stale] [cheque-used] [cheque-stopped] [cheque-unknown] " ]
    answers "6 in the pile, 30.00 LINK = 1 posted, 6.00 LINK + 0 returned + 5 rejected, 24.00 LINK"
    done_ cheques 1 -O csv
    grep '^60[1-9],' "$OUT" | cut -d, -f1,5,6 > "$BOX/states"
    cat > "$BOX/wanted" <<'END'
601,used,13
602,stopped,
603,used,5
604,used,10
605,stopped,
606,used,6
607,outstanding,
608,used,12
609,returned,
END
    diff "$BOX/wanted" "$BOX/states" >&2
    done_ audit
    answers "rules    1 note"
}
