# SPDX-License-Identifier: MIT
# audit: clean books, altered bytes, breaches of form and rules, and witnesses.

load helpers

# finding WANTED: the audit's only error is that one, "name line column entry".
finding() {
    ended 1 audit -O json
    [ "$(jq -r '[.findings[] | select(.severity == "error") | "\(.name) \(.line) \(.column) \(.entry)"] | join("; ")' \
        "$OUT")" = "$1" ] || fail "not the finding $1"
}

@test "audit of clean books says what was covered, and that all is well" {
    books
    done_ audit
    answer <<'END'
check    result covered
bytes    ok     5 seals, 1 739 bytes, head 0d05 eae7 d260 9daa a493 b95f 810b 8359 after transfer 3
form     ok     10 entries, all in canonical form
rules    ok     5 accounts, 3 transfers of 22.50 LINK in all
sums     ok     all balances add up to 0.00 LINK, and did at every seal
standing ok     limits, cheques, 3 directory entries

0 errors, 0 notes
END
    quiet
}

@test "audit in JSON has exactly the keys of the manual" {
    books
    done_ audit -O json
    [ "$(jq -c keys_unsorted "$OUT")" = \
        '["ok","ledger","n_entries","n_transfers","n_seals","head","n_accounts","total","volume","findings"]' ]
    [ "$(jq -c '[.ok, .ledger, .n_entries, .n_transfers, .n_seals, .n_accounts, .total, .volume, .findings]' "$OUT")" = \
        '[true,"London LETS",10,3,5,5,"0.00","22.50",[]]' ]
    [ "$(jq -r .head "$OUT")" = "$(head_of journal.yaml)" ]
}

@test "a finding in JSON has exactly the keys of the manual" {
    rewritten 's/^  amount: 12.50/  amount: 112.50/'
    ended 1 audit -O json
    [ "$(jq -c .findings[0] "$OUT")" = \
        '{"name":"over-debit-limit","severity":"error","line":53,"column":11,"entry":"transfer 1","message":"'"'0001'"' would go to -112.50, below the debit limit of 100.00"}' ]
    [ "$(jq -c .ok "$OUT")" = false ]
}

@test "audit -q says nothing where there is nothing to say" {
    books
    done_ audit -q
    answer < /dev/null
}

@test "a changed byte in sealed lines is found, with how far the journal is sound" {
    books
    sed -i 's/^  amount: 12.50/  amount: 13.50/' journal.yaml
    keep
    ended 1 audit
    answer <<'END'
check    result  covered
bytes    1 error 3 seals, 1 066 bytes, sound up to seal 3, line 47, 2026-01-04; head 2a57 a35c 2d80 9e90 acad 8697 f54e cc4b before the first transfer
form     ok      7 entries, all in canonical form
rules    ok      5 accounts, 0 transfers of 0.00 LINK in all
sums     ok      all balances add up to 0.00 LINK, and did at every seal
standing ok      limits, cheques, the directory not compared while there are errors

lets: journal.yaml:48: lines 48 to 69 are not as they were sealed; sound up to seal 3, line 47, of 2026-01-04 [damaged]
put back a copy that is whole; 'lets audit --witness FILE' compares it with this journal
1 error, 0 notes
END
    unchanged
}

@test "no command but audit, recover and help works on altered bytes" {
    books
    sed -i 's/^  amount: 12.50/  amount: 13.50/' journal.yaml
    refused 3 damaged balance
    complaint <<'END'
lets: journal.yaml:48: lines 48 to 69 are not as they were sealed; sound up to seal 3, line 47, of 2026-01-04 [damaged]
'lets audit' says more; put back a copy, or compare copies with 'lets audit --witness FILE'
END
    refused 3 damaged register
    refused 3 damaged log
    refused 3 damaged members
    refused 3 damaged transfer 1 2 1
    refused 3 damaged reverse 1 --reason x
    refused 3 damaged correct 1 --amount 1 --reason x
    refused 3 damaged add-member 0004
    refused 3 damaged add-central c --purpose other --debit-limit 1 --credit-limit 1
    refused 3 damaged change-account 1 --suspend
    refused 3 damaged close-account leavers
    refused 3 damaged reopen-account leavers
    refused 3 damaged set-policy --limits soft
    refused 3 damaged forget-member 1 --yes
    refused 3 damaged seal --yes
    done_ help balance
}

@test "every kind of altered byte is found: name, clerk, time, count, hash, comment, blank" {
    local change
    for change in '1s/London/Lundon/' '2s/1/2/' '11s/treasurer/Treasurer/' '10s/09:00/09:01/' '12s/1/2/' \
        '13s/a/b/' '30s/typed/Typed/' '31s/"0001"/0001/' '66s/11:00/11:01/' '79s/1/1 /' '80s/./&/4;80s/0/1/'; do
        books
        sed -i "$change" journal.yaml
        ended 1 audit -O json
        [ "$(jq -c '.ok' "$OUT")" = false ] || fail "not found: $change" || return 1
    done
}

@test "lines that were cut out, doubled or put in another order are found" {
    books
    sed -i '48,69d' journal.yaml
    ended 1 audit
    answers "[damaged]"
    books
    sed -i '70,80{p}' journal.yaml
    ended 1 audit
    books
    { head -n 47 "$FIXTURES/books.yaml" && sed -n 70,80p "$FIXTURES/books.yaml" &&
        sed -n 48,69p "$FIXTURES/books.yaml"; } > journal.yaml
    ended 1 audit
    answers "[damaged]"
}

@test "a breach of a rule in good seals is found with its place" {
    rewritten 's/^  cheque: 301/  cheque: 311/'
    ended 1 audit
    answers "lets: journal.yaml:55:11: cheque 311 is in no book [cheque-unknown]
    cheque: 311
            ^"
    refused 1 cheque-unknown balance
    refused 1 cheque-unknown transfer 1 2 1
}

@test "a transfer that is refused does not make the later ones wrong" {
    rewritten 's/^  cheque: 301/  cheque: 311/'
    finding "cheque-unknown 55 11 transfer 1"
}

@test "all findings are told in one run" {
    rewritten 's/^  date: 2026-01-09/  date: 2026-13-09/; s/^  amount: 2.00/  amount: 2,00/'
    finding "bad-date 59 9 null; bad-amount 74 11 null"
}

@test "a seal that miscounts its entries is found" {
    rewritten '46s/4/5/'
    finding "seal-count 46 12 seal"
    [ "$(jq -c '[.n_seals, .n_entries]' "$OUT")" = '[5,10]' ]
}

@test "a seal that goes back in time without a reason is found" {
    rewritten '77s/2026-02-02/2026-01-02/; 71s/2026-02-01/2026-01-05/'
    ended 1 audit
    answers "journal.yaml:77:9: 2026-01-02T10:00:00+00:00 is earlier than the last seal, 2026-01-10T11:00:00+00:00"
    answers "[clock-behind]"
}

@test "a date after the day of its seal is found" {
    rewritten '71s/2026-02-01/2026-02-03/'
    ended 1 audit
    answers "[date-after-seal]"
}

@test "a close that does not match the transfers is found" {
    books
    keep
    { echo "# typed" && cat; } >> journal.yaml <<'END'
- close: 2026-01-31
  balances:
    "0001": -12.50
    "0002": 4.50
    "0003": 8.50
END
    ended 1 seal --yes
    complains "[close-balances]"
}

@test "an unknown kind, key or word is found with its place" {
    rewritten 's/^- transfer: 3/- voucher: 3/'
    finding "unknown-kind 70 3 null"
    rewritten 's/^  category: levy/  colour: red/'
    finding "unknown-key 76 3 null"
    rewritten 's/^  limits: hard/  limits: firm/'
    ended 1 audit
    answers "journal.yaml:8:11:"
    answers "[bad-word]"
}

@test "a journal of a later format is told before anything else of it is judged" {
    rewritten '2s/1/2/; 3s/unit/vnit/'
    refused 3 format-too-new balance
    complaint <<'END'
lets: journal.yaml:2:11: format 2 is needed from here on, and this version knows format 1: use a newer version of lets [format-too-new]
    format: 2
            ^
END
    finding "format-too-new 2 11 null"
}

@test "entries out of canonical form are a note" {
    rewritten 's/^  amount: 2.00/  amount: "2.0"/'
    done_ audit
    answers "lets: journal.yaml:70: note: 1 entry is not in canonical form, the first here: that is allowed [not-canonical]"
    done_ audit -O json
    [ "$(jq -c '[.ok, [.findings[] | [.name, .severity]]]' "$OUT")" = '[true,[["not-canonical","note"]]]' ]
}

@test "accounts over their limit, since when, are notes" {
    books
    done_ transfer 1 2 90 --date 2026-02-10 --override "agreed"
    done_ audit
    answers "note: '0001' (Ann Archer) stands at -102.50, beyond its debit limit of 100.00, since 2026-02-10 [over-debit-limit]"
    done_ transfer admin 2 240 --date 2026-02-11 --override "agreed"
    done_ audit
    answers "note: '0002' (Bob Jones) stands at 334.50, beyond its credit limit of 250.00, since 2026-02-11 [over-credit-limit]"
}

@test "cheques skipped below the highest one used are notes" {
    books
    done_ transfer 1 2 1 --cheque 304
    done_ audit
    answers "note: 2 cheques of '0001' (Ann Archer) have not come in, though cheque 304 has: the first is 302 [cheques-missing]"
}

@test "directory entries without an account, and the reverse, are notes" {
    books
    done_ add-member 0004
    printf -- '- member: "0099"\n  name: Old Friend\n' >> journal.directory.yaml
    done_ audit -O json
    [ "$(jq -c '[.findings[] | [.name, .severity]] | sort' "$OUT")" = \
        '[["account-without-directory-entry","note"],["directory-without-account","note"]]' ]
}

@test "audit --ids does not read the directory" {
    books
    echo "no directory" > journal.directory.yaml
    done_ audit --ids
    done_ balance --ids
}

# ---- witnesses

@test "a head from a paper is answered with its seal, its time and its last transfer" {
    books
    done_ audit --witness "92ad 9f57 39cb c1e7 b329 206c b829 cbed"
    answers "witness 92ad 9f57 39cb c1e7 b329 206c b829 cbed: yes, nothing recorded by then was changed or taken out since: seal 4 of 2026-01-10T11:00:00+00:00, after transfer 2"
    done_ audit --witness 92ad9f5739cbc1e7b329206cb829cbeda59237779e3a8ab2e0922b97824b3b19
    answers ": seal 4 of 2026-01-10T11:00:00+00:00, after transfer 2"
    done_ audit --witness "AFFE FF61 5894 EBB9 E805 9B43 4256 AD95"
    answers ": seal 1 of 2026-01-01T09:00:00+00:00, before the first transfer"
}

@test "a head that is none of this journal's is an error" {
    books
    ended 1 audit --witness "92ad 9f57 39cb c1e7 b329 206c b829 ccef"
    answers "witness 92ad 9f57 39cb c1e7 b329 206c b829 ccef: no seal of this journal"
    answers "[unknown-seal]"
}

@test "a digit that was copied wrongly is answered by its place" {
    books
    ended 1 audit --witness "92ad 9f57 39cb c1e7 b329 206c b829 cbee"
    answers "witness 92ad 9f57 39cb c1e7 b329 206c b829 cbee: no seal of this journal; seal 4 has all of its digits but digit 32"
    answers "no seal of this journal begins with '92ad9f5739cbc1e7b329206cb829cbee'; seal 4 of 2026-01-10 has 31 of these 32 digits: digit 32 is 'd' there, not 'e' [unknown-seal]"
    answers "look at digit 32 on the paper again: was it copied wrongly?"
    ended 1 audit --witness "head 92ad 9f57 39cb c1e7 b329 2O6c b829 cbed after transfer 2"
    answers "digit 22 is '0' there, not 'o'"
    ended 1 audit --witness "92ad 9f57 39cb c1e7 b329 206c b829 cbee" -O json
    [ "$(jq -c '.witnesses[0] | [.held, .near_seal, .near_digit]' "$OUT")" = '[false,4,32]' ]
}

@test "a head is taken as people copy it" {
    books
    for copied in "> head 92ad 9f57 39cb c1e7 b329 206c b829 cbed after transfer 2." \
        "92ad-9f57-39cb-c1e7-b329-206c-b829-cbed" \
        $'Head 92ad\u00a09f57\u00a039cb\u00a0c1e7\n> b329 206c b829 cbed after\n> transfer 2' \
        '"HEAD: 92AD.9F57.39CB.C1E7.B329.206C.B829.CBED, after transfer 2"' \
        "head 92ad9f5739cbc1e7b329206cb829cbed"; do
        done_ audit --witness "$copied"
        answers "witness 92ad 9f57 39cb c1e7 b329 206c b829 cbed: yes, nothing recorded by then was changed or taken out since: seal 4 of 2026-01-10T11:00:00+00:00, after transfer 2"
        [ "$(grep -c 'but what you gave' "$OUT")" -eq 0 ]
    done
    ended 4 audit --witness 2026-01
    ended 4 audit --witness dead.beef
}

@test "a paper whose number differs from that of its head is told so" {
    books
    done_ audit --witness "head 92ad 9f57 39cb c1e7 b329 206c b829 cbed after transfer 79"
    answers "after transfer 2; but what you gave says after transfer 79: look at the paper again"
    done_ audit --witness "head 92ad 9f57 39cb c1e7 b329 206c b829 cbed before the first transfer"
    answers "after transfer 2; but what you gave says before the first transfer"
    done_ audit -O json --witness "head 92ad 9f57 39cb c1e7 b329 206c b829 cbed after transfer 79"
    [ "$(jq -c '.witnesses[0] | [.held, .last_transfer, .stated_transfer]' "$OUT")" = '[true,2,79]' ]
}

@test "an id of the directory is found without its zeros" {
    books
    sed -i 's/^- member: "0001"/- member: 1/; s/^- member: "0002"/- member: "02"/' journal.directory.yaml
    done_ audit
    answers "standing ok "
    done_ balance 1
    answers "Ann Archer"
    done_ change-account 1 --phone "020 1"
    [ "$(grep -c '^- member: "1"' journal.directory.yaml)" -eq 1 ]
    [ "$(grep -c '0001' journal.directory.yaml)" -eq 0 ]
    printf -- '- member: "0002"\n  name: Bob Jones\n' >> journal.directory.yaml
    ended 1 audit
    answers "'0002' stands in the directory a second time [bad-directory]"
}

@test "a malformed directory is a finding, and hides none of the journal's" {
    books
    printf '%s\n' '- member: "0001"' '  name: Ann Archer' '  delivery: post' > journal.directory.yaml
    ended 1 audit
    answers "rules    ok "
    answers "standing 1 error limits, cheques, the directory not read"
    answers "lets: journal.directory.yaml:3:13: 'post' is none of paper, email or none [bad-directory]"
    answers "1 error, "
    ended 1 audit -O json
    [ "$(jq -c '[.ok, (.findings[] | select(.severity == "error") | .name, .line, .column)]' "$OUT")" = \
        '[false,"bad-directory",3,13]' ]
    done_ audit --ids
    sed -i 's/^  amount: 12.50/  amount: 13.50/' journal.yaml
    ended 1 audit
    answers "[damaged]"
    answers "[bad-directory]"
    answers "2 errors, "
    echo "no directory" > journal.directory.yaml
    ended 1 audit
    answers "[bad-directory]"
}

@test "fewer than 32 digits are answered as weak" {
    books
    done_ audit --witness "92ad 9f57 39cb c1e7"
    answers "witness 92ad 9f57 39cb c1e7: weak: not proof; seal 4 of 2026-01-10T11:00:00+00:00, after transfer 2"
    done_ audit --witness 92ad9f5739cbc1e7b329206cb829cbe
    answers "weak: not proof"
    ended 1 audit --witness "92ad 9f57 39cb c1e8"
    answers "weak: not proof; no seal of this journal"
}

@test "a witness that disagrees keeps no note of the same run back" {
    books
    printf '%s\n' '- member: "0099"' '  name: Zed Zander' >> journal.directory.yaml
    ended 1 audit --witness ffffffffffffffffffffffffffffffff
    answers "[unknown-seal]"
    answers "the directory has an entry for '0099', which is no member's account [directory-without-account]"
    answers "1 error, "
    sed -i 's/^  amount: 12.50/  amount: 13.50/' journal.yaml
    ended 1 audit
    answers "[damaged]"
    answers "the directory not compared while there are errors"
}

@test "an older copy is a part of this journal, and this one of a newer" {
    books
    head -n 69 journal.yaml > older.yaml
    done_ audit --witness older.yaml
    answers "witness older.yaml: yes, a part of this journal, up to seal 4 of 2026-01-10T11:00:00+00:00, after transfer 2; nothing recorded by then was changed or taken out since; 1 commit more here"
    done_ audit --witness journal.yaml
    answers "witness journal.yaml: yes, the same, up to seal 5 of 2026-02-02T10:00:00+00:00, after transfer 3; nothing recorded by then was changed or taken out since"
    done_ -f older.yaml audit --witness journal.yaml --accept-cut
    sed -n '/^witness/,$p' "$OUT" > "$BOX/part" && mv "$BOX/part" "$OUT"
    answer <<'END'
witness journal.yaml: this journal is older, and a part of it, up to seal 4 of 2026-01-10T11:00:00+00:00, after transfer 2; it goes on with 1 commit
since then in journal.yaml:
seal recorded                  by        no. what
   5 2026-02-02T10:00:00+00:00 treasurer   3 0003 paid Administration 2.00 LINK for February levy, category levy
to audit the newer one, with this one as its witness: lets -f journal.yaml audit --witness older.yaml
0 errors, 0 notes
END
}

@test "a journal that is older than its witness, which has the newest commit seen, is told to be" {
    books
    head -n 69 journal.yaml > 'older copy.yaml'
    done_ balance
    ended 1 -f 'older copy.yaml' audit --witness journal.yaml
    answers "bytes    1 error 4 seals"
    answers "copy     ok      1 other journal"
    answers "witness journal.yaml: this journal is older, and a part of it, up to seal 4"
    sed -n '/^since/,$p' "$OUT" > "$BOX/part" && mv "$BOX/part" "$OUT"
    answer <<'END'
since then in journal.yaml:
seal recorded                  by        no. what
   5 2026-02-02T10:00:00+00:00 treasurer   3 0003 paid Administration 2.00 LINK for February levy, category levy
lets: older copy.yaml: this journal is older than 'journal.yaml', which goes on to the newest commit that was seen here [journal-cut]
audit the newer one, with this one as its witness: lets -f journal.yaml audit --witness 'older copy.yaml'
1 error, 0 notes
END
    done_ -f journal.yaml audit --witness 'older copy.yaml'
    cp journal.yaml newer.yaml
    done_ transfer 1 2 1
    ended 1 -f 'older copy.yaml' audit --witness newer.yaml
    answers "it was seen in $PWD/journal.yaml at 2026-03-01T10:00:00+00:00"
    ended 1 -f 'older copy.yaml' audit --witness journal.yaml -O json
    [ "$(jq -c '.witnesses[0].since_there | map(.entries | length)' "$OUT")" = '[1,1]' ]
}

@test "copies that part are told with the commits of each since" {
    books
    head -n 69 journal.yaml > other.yaml
    done_ -f other.yaml transfer 1 2 3
    done_ -f other.yaml transfer 2 1 1
    rm -r state
    ended 1 audit --witness other.yaml
    sed -n '/^witness/,$p' "$OUT" > "$BOX/part" && mv "$BOX/part" "$OUT"
    answer <<'END'
witness other.yaml: they part after seal 4 of 2026-01-10T11:00:00+00:00, after transfer 2
since then in journal.yaml:
seal recorded                  by        no. what
   5 2026-02-02T10:00:00+00:00 treasurer   3 Cleo Patel paid Administration 2.00 LINK for February levy, category levy
since then in other.yaml:
seal recorded                  by        no. what
   5 2026-03-01T10:00:00+00:00 treasurer   3 Ann Archer paid Bob Jones 3.00 LINK
   6 2026-03-01T10:00:00+00:00 treasurer   4 Bob Jones paid Ann Archer 1.00 LINK
lets: journal.yaml: this journal and 'other.yaml' part after seal 4: commits that follow here: 1, there: 2 [history-parts]
one of the two was written anew from there on, or clerks wrote to both: keep both, and find out which is right
1 error, 0 notes
END
}

# parted: another copy, other.yaml, which went its own way from the books' head on.
parted() {
    books
    cp journal.yaml other.yaml
    LETS_NOW=2026-03-01T09:00:00+00:00 done_ transfer 1 2 3 --for "both did"
    rm -r state
    done_ -f other.yaml transfer 1 2 3 --for "both did"
    done_ -f other.yaml transfer 1 2 4 --cheque 302 --written 2026-02-28 --for '=evil, "x"'
    done_ -f other.yaml transfer 1 2 80 --override AGM
    done_ -f other.yaml transfer 2 3 1 --ref till/7 --category food
    done_ -f other.yaml reverse 7 --reason slip
    done_ -f other.yaml add-member 0009
    done_ -f other.yaml transfer 2 1 1
    done_ -f other.yaml transfer 2 1 1
    rm -r state
}

@test "what another copy has and this one lacks becomes a table that import reads" {
    parted
    ended 1 audit --witness other.yaml --lost lost.csv
    sed -n '/^lost.csv/,/^lets/p' "$OUT" | sed '$d' > "$BOX/said"
    diff - "$BOX/said" <<'END'
lost.csv: 4 transfers of other.yaml that this journal lacks; 'lets import lost.csv' records them again
what says the same here, and is not in the table; if it is another one, record it with 'lets transfer':
  line 81: taken for transfer 4 here: Ann Archer paid Bob Jones 3.00 LINK for both did
what a table cannot carry of other.yaml, to be looked at by hand:
  line 135: 0009 joined on 2026-03-01
taken back in other.yaml, nothing to record:
  line 113: Bob Jones paid Cleo Patel 1.00 LINK, category food, ref till/7
  line 124: Cleo Patel gave back to Bob Jones 1.00 LINK, reversing 7: slip
END
    sed -E 's/lost-[0-9a-f]{16}/lost-#/' lost.csv > "$BOX/lost"
    diff - "$BOX/lost" <<'END'
date,from,to,amount,for,cheque,written,category,ref,override
2026-03-01,0001,0002,4.00,"'=evil, ""x""",302,2026-02-28,,lost-#,
2026-03-01,0001,0002,80.00,,,,,lost-#,AGM
2026-03-01,0002,0001,1.00,,,,,lost-#,
2026-03-01,0002,0001,1.00,,,,,lost-#,
END
    [ "$(cut -d, -f9 lost.csv | sort -u | wc -l)" -eq 5 ]
    done_ import lost.csv
    grep -q '^  for: "=evil, \\"x\\""$' journal.yaml
    grep -q '^  cheque: 302$' journal.yaml
    grep -q '^  written: 2026-02-28$' journal.yaml
    grep -q '^  override: AGM$' journal.yaml
    done_ import lost.csv
    answers '4 rows: 0 new, 4 known before, 0 rejected'
    ended 1 audit --witness other.yaml --lost again.csv
    answers "other.yaml has no standing transfer that this journal lacks: again.csv is not written"
    [ ! -e again.csv ]
}

@test "audit --lost as JSON, and of a copy that only goes on" {
    parted
    ended 1 audit --witness other.yaml --lost lost.csv -O json
    [ "$(jq -c '[.lost.file, .lost.n_transfers, (.lost.taken_for, .lost.left_out, .lost.taken_back | length)]' "$OUT")" = '["lost.csv",4,1,1,2]' ]
    [ "$(jq -c '.witnesses[0].since_there[0].entries' "$OUT")" = '["Ann Archer paid Bob Jones 3.00 LINK for both did"]' ]
    cp "$FIXTURES/books.yaml" older.yaml
    done_ -f older.yaml audit --witness other.yaml --lost rest.csv
    [ "$(wc -l < rest.csv)" -eq 6 ]
}

@test "audit --lost gives back no correction beside what it corrects" {
    books
    cp journal.yaml other.yaml
    LETS_NOW=2026-03-01T09:00:00+00:00 done_ transfer 1 2 3
    rm -r state
    done_ -f other.yaml correct 2 --amount 25.00 --for "Bob's eggs" --reason misread
    done_ -f other.yaml transfer 1 2 40
    done_ -f other.yaml correct 6 --to 3 --reason slip
    done_ -f other.yaml reverse 3 --reason twice
    rm -r state
    ended 1 audit --witness other.yaml --lost lost.csv
    [ "$(cut -d, -f1-4 lost.csv | sed 1d)" = 2026-03-01,0001,0003,40.00 ] || fail "other rows: $(cat lost.csv)"
    sed -n '/^what a table/,/^lets/p' "$OUT" | sed '$d' > "$BOX/left"
    diff - "$BOX/left" <<'END'
what a table cannot carry of other.yaml, to be looked at by hand:
  line 88: Bob Jones paid Cleo Patel 25.00 LINK for Bob's eggs, category food, correcting 2: lets correct 2 --amount 25.00 --for 'Bob'\''s eggs' --category 'food' --date 2026-03-01 --reason 'misread'
  line 126: Administration gave back to Cleo Patel 2.00 LINK, reversing 3: twice: lets reverse 3 --date 2026-03-01 --reason 'twice'
taken back in other.yaml, nothing to record:
  line 100: Ann Archer paid Bob Jones 40.00 LINK
  line 109: Bob Jones gave back to Ann Archer 40.00 LINK, reversing 6: slip
END
    done_ import lost.csv
    records_left
    nothing_lost
}

# records_left: runs the commands that stand in the list of what is left, $BOX/left.
records_left() {
    sed -n 's/^  line .*: \(lets [cr].*\)/\1/p' "$BOX/left" | sed 's/^lets/"$LETS"/' > "$BOX/commands"
    sh -e "$BOX/commands" > "$BOX/done" 2>&1 || fail "a command that was given fails: $(cat "$BOX/commands" "$BOX/done")"
}

# nothing_lost: now the books have whatever stands in other.yaml.
nothing_lost() {
    ended 1 audit --witness other.yaml --lost again.csv
    answers "other.yaml has no standing transfer that this journal lacks: again.csv is not written"
    if grep 'looked at by hand' "$OUT"; then fail "all of it was recorded"; fi
}

@test "audit --lost follows what was corrected more than once, and what was taken back in the end" {
    books
    cp journal.yaml other.yaml
    LETS_NOW=2026-03-01T09:00:00+00:00 done_ transfer 1 2 3
    rm -r state
    done_ -f other.yaml correct 1 --amount 2 --reason misread
    done_ -f other.yaml correct 5 --to 3 --reason again
    done_ -f other.yaml transfer 1 2 7 --ref till/9
    done_ -f other.yaml correct 8 --amount 8 --reason typed
    done_ -f other.yaml correct 2 --amount 9 --reason misread
    done_ -f other.yaml reverse 12 --reason never
    rm -r state
    ended 1 audit --witness other.yaml --lost lost.csv
    [ "$(cut -d, -f1-4,9 lost.csv | sed 1d)" = 2026-03-01,0001,0002,8.00,till/9 ] || fail "other rows: $(cat lost.csv)"
    sed -n '/^what a table/,/^taken/p' "$OUT" > "$BOX/left"
    grep -o ': lets .*' "$BOX/left" > "$BOX/said"
    diff - "$BOX/said" <<'END'
: lets correct 1 --from 0001 --to 0003 --amount 2.00 --for 'kitchen tap' --category 'plumbing' --date 2026-03-01 --reason 'again'
: lets reverse 2 --date 2026-03-01 --reason 'misread'
END
    done_ import lost.csv
    records_left
    nothing_lost
    done_ reverse 4 --reason "not there" # only here
    done_ balance --ids -O json && jq '.accounts' "$OUT" > "$BOX/here"
    done_ -f other.yaml balance --ids -O json --accept-cut && jq '.accounts' "$OUT" > "$BOX/there"
    diff "$BOX/here" "$BOX/there" > "$BOX/differ" || fail "other balances: $(cat "$BOX/differ")"
}

@test "audit --lost answers what stands with what stands" {
    books
    cp journal.yaml other.yaml
    LETS_NOW=2026-03-01T09:00:00+00:00 done_ transfer 1 2 3
    rm -r state
    done_ -f other.yaml transfer 1 2 3
    done_ -f other.yaml reverse 4 --reason twice
    done_ -f other.yaml transfer 1 2 3
    rm -r state
    ended 1 audit --witness other.yaml --lost lost.csv
    answers "other.yaml has no standing transfer that this journal lacks"
    answers "taken back in other.yaml, nothing to record:"
    if grep 'looked at by hand' "$OUT"; then fail "one of them stands here"; fi
}

@test "audit --lost answers a correction with what stands here without its reference" {
    books
    cp journal.yaml other.yaml
    LETS_NOW=2026-03-01T09:00:00+00:00 done_ transfer 1 2 8
    rm -r state
    done_ -f other.yaml transfer 1 2 7 --ref till/9
    done_ -f other.yaml correct 4 --amount 8 --reason typed
    rm -r state
    nothing_lost
    answers "taken back in other.yaml, nothing to record:"
}

@test "audit --lost shows the command that reads its file as a shell takes it" {
    parted
    ended 1 audit --witness other.yaml --lost "it's lost.csv"
    answers "'lets import 'it'\\''s lost.csv'' records them again"
}

@test "what a witness has besides is cut, with how much that was; JSON has all of those commits" {
    books
    cp journal.yaml older.yaml
    { echo date,from,to,amount; yes 2026-02-03,1,2,0.01 | head -n 600; } > many.csv
    done_ import many.csv --ref-prefix m
    ended 1 -f older.yaml audit --witness journal.yaml
    [ "$(grep -c '0001 paid 0002 0.01' "$OUT")" -eq 500 ]
    answers "and 100 entries more: lets -f journal.yaml log"
    lacks 'commits? more' "$OUT"
    ended 1 -f older.yaml audit --witness journal.yaml --lost lost.csv
    answers "and 100 entries more: lets -f journal.yaml log"
    [ "$(wc -l < lost.csv)" -eq 601 ]
    ended 1 -f older.yaml audit --witness journal.yaml -O json
    [ "$(jq '.witnesses[0].since_there[0].entries | length' "$OUT")" -eq 600 ]
}

@test "a journal from a stream is named in no command" {
    books
    head -n 69 journal.yaml > older.yaml
    status=0
    "$LETS" -f - audit --witness journal.yaml < older.yaml > "$OUT" 2> "$ERR" || status=$?
    answers "witness journal.yaml: this journal is older, and a part of it, up to seal 4"
    lacks 'lets -f' "$OUT"
}

@test "of a hundred commits and one the last is counted, not shown" {
    books
    cp journal.yaml older.yaml
    local n
    for ((n = 0; n < 101; n++)); do
        done_ transfer 1 2 0.01 -q
    done
    ended 1 -f older.yaml audit --witness journal.yaml
    [ "$(grep -c '0001 paid 0002 0.01' "$OUT")" -eq 100 ]
    grep -qx 'and 1 commit more: lets -f journal.yaml log' "$OUT"
}

@test "a command that has no room in the advice is left out, not cut" {
    local long
    long=$(printf 'a long name %.0s' {1..20})
    books
    mkdir -p "$long/$long"
    head -n 69 journal.yaml > "$long/$long/older.yaml"
    cp journal.yaml "$long/$long/newer.yaml"
    done_ balance
    ended 1 -f "$long/$long/older.yaml" audit --witness "$long/$long/newer.yaml"
    grep -qx 'audit the newer one, with this one as its witness' "$OUT" || fail "no advice, or half a command"
    done_ -f "$long/$long/newer.yaml" transfer 1 2 1
    ended 1 audit
    answers "if that is the newest copy, put it here; if you only tried things on it, go on here with --accept-cut (lets(1), FILES, says how to try things on a copy)"
}

@test "audit --lost tells what it takes for a transfer here, and not what a reference proves" {
    books
    cp journal.yaml other.yaml
    LETS_NOW=2026-03-01T09:00:00+00:00 done_ transfer 1 2 3 --for lift
    done_ transfer 1 2 4 --for eggs --ref till/5
    done_ transfer 1 2 5 --for bread
    done_ reverse 6 --reason "not there"
    rm -r state
    done_ -f other.yaml transfer 1 2 3 --for lift
    done_ -f other.yaml transfer 1 2 4 --for eggs --ref till/5
    done_ -f other.yaml transfer 1 2 5 --for bread
    rm -r state
    ended 1 audit --witness other.yaml --lost lost.csv
    answers "other.yaml has no standing transfer that this journal lacks"
    grep -o 'taken for.*' "$OUT" > "$BOX/said"
    diff - "$BOX/said" <<'END'
taken for transfer 4 here: Ann Archer paid Bob Jones 3.00 LINK for lift
taken for transfer 6 here, which was taken back: Ann Archer paid Bob Jones 5.00 LINK for bread
END
}

@test "audit --lost wants one other journal, and a file that is not there" {
    parted
    refused 2 bad-usage audit --lost lost.csv
    refused 2 bad-usage audit --lost lost.csv --witness "92ad 9f57 39cb c1e7 b329 206c b829 cbed"
    refused 2 bad-usage audit --lost - --witness other.yaml
    refused 2 bad-usage audit --lost x.csv -o x.csv --witness other.yaml
    echo kept > lost.csv
    refused 1 file-exists audit --lost lost.csv --witness other.yaml
    [ "$(cat lost.csv)" = kept ]
    refused 2 bad-usage import other.csv --ref-prefix lost
}

@test "a journal that was rewritten whole is betrayed by a witness only" {
    rewritten 's/^  amount: 12.50/  amount: 13.50/'
    done_ audit
    ended 1 audit --witness "92ad 9f57 39cb c1e7 b329 206c b829 cbed"
    answers "[unknown-seal]"
    cp "$FIXTURES/books.yaml" kept.yaml
    ended 1 audit --witness kept.yaml
    answers "witness kept.yaml: they part after seal 3 of 2026-01-04T10:00:00+00:00, before the first transfer"
}

@test "several witnesses are all answered" {
    books
    head -n 69 journal.yaml > older.yaml
    ended 1 audit --witness older.yaml --witness "92ad 9f57 39cb c1e7 b329 206c b829 cbed" --witness 1234567890
    answers "bytes    ok      5 seals"
    answers "head     1 error 2 heads that were given"
    answers "copy     ok      1 other journal"
    answers "witness older.yaml: yes, a part of this journal, up to seal 4"
    answers "witness 92ad 9f57 39cb c1e7 b329 206c b829 cbed: yes, nothing recorded by then was changed or taken out since: seal 4"
    answers "witness 1234 5678 90: weak: not proof"
}

@test "a damaged copy is no witness, and a damaged journal is compared as far as it is sound" {
    books
    sed 's/12.50/12.51/' journal.yaml > bad.yaml
    ended 1 audit --witness bad.yaml
    answers "bytes    ok      5 seals"
    answers "copy     1 error 1 other journal"
    answers "witness bad.yaml: damaged itself; the same up to seal 3"
    cp journal.yaml good.yaml
    cp bad.yaml journal.yaml
    ended 1 audit --witness good.yaml
    answers "witness good.yaml: what is sound of this journal is a part of it, up to seal 3"
}

@test "a witness that is no journal, or no file, is said to be so" {
    books
    ended 1 audit --witness journal.directory.yaml
    answers "is no journal [not-a-journal]"
    ended 4 audit --witness nosuch.yaml
    complains "[no-such-file]"
    refused 2 bad-usage audit --witness ""
}

@test "audit never changes a file" {
    books
    keep
    done_ audit
    done_ audit -O json --witness 92ad9f5739cb
    unchanged
}

@test "audit finds every single byte of the last commit changed" {
    books
    cp journal.yaml whole.yaml
    local size at
    size=$(stat -c %s whole.yaml)
    for ((at = 1489; at < size; at += 7)); do
        cp whole.yaml journal.yaml
        printf '\001' | dd of=journal.yaml bs=1 seek="$at" conv=notrunc status=none
        ended 1 audit -q || fail "byte $at" || return 1
    done
}

@test "--witness takes a head as the line that is printed" {
    books
    done_ audit --witness "head 0d05 eae7 d260 9daa a493 b95f 810b 8359 after transfer 3"
    answers "witness 0d05 eae7 d260 9daa a493 b95f 810b 8359: yes, nothing recorded by then was changed or taken out since: seal 5 of 2026-02-02T10:00:00+00:00, after transfer 3"
    done_ audit --witness "head affe ff61 5894 ebb9 e805 9b43 4256 ad95 before the first transfer"
    answers "seal 1 of 2026-01-01T09:00:00+00:00, before the first transfer"
    refused 2 bad-usage audit --witness affe ff61
    complains "words that belong together are put in quotes"
    ended 4 audit --witness "head of the family"
}

@test "transfers between nobody are found, and a close after them is reckoned" {
    reseal > journal.yaml <<'END'
- ledger: T
  format: 1
  unit: L
  decimals: 2
  opened: 2026-01-01
  debit-limit: none
  credit-limit: none
  limits: hard
  cheques-valid: none
- transfer: 1
  date: 2026-01-01
  from: a
  to: b
  amount: 5.00
- transfer: 2
  date: 2026-01-01
  from: a
  to: b
  amount: 5.00
- seal: 2026-01-01T09:00:00+00:00
  by: x
  entries: 3
  sha256: 0000000000000000000000000000000000000000000000000000000000000000
- close: 2026-01-01
  balances: {}
- seal: 2026-01-02T09:00:00+00:00
  by: x
  entries: 1
  sha256: 0000000000000000000000000000000000000000000000000000000000000000
END
    ended 1 audit -O json
    [ "$(jq -r '[.findings[] | select(.severity == "error") | "\(.name) \(.line)"] | join("; ")' "$OUT")" = \
        "unknown-account 12; unknown-account 17" ]
}

@test "runs of rules are worked out anew, and one that is wrong counts among the sums" {
    cp "$BATS_TEST_DIRNAME/../conformance/rules.yaml" journal.yaml
    done_ audit
    answers "; 3 closes worked out anew, 12 runs of rules too"
    reseal < <(sed 's/^  amount: 1.81$/  amount: 1.80/' "$BATS_TEST_DIRNAME/../conformance/rules.yaml") > journal.yaml
    ended 1 audit --accept-cut
    answers "in entry 1 of the run 'amount' must be '1.81', not '1.80' [run-differs]"
    answers "the run lacks what is due for '0001' [run-count]"
    grep -qE '^sums +[0-9]+ errors' "$OUT"
}
