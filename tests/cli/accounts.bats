# SPDX-License-Identifier: MIT
# Who is in the books, and under which limits: add-member, add-central, change-account, forget-member,
# close-account, reopen-account, set-policy.

load helpers

# What the directory holds, for comparisons.
directory() {
    cp journal.directory.yaml "$OUT"
    answer
}

@test "add-member opens an account at zero and puts the person into the directory" {
    books
    done_ add-member 0004 --name "Dee Ford" --email dee@example.org --phone "020 7946 0001" \
        --address "2 Acre Lane, London" --delivery email --joined 2026-02-01 --debit-limit 20 \
        --credit-limit none --locality Camden
    answer <<'END'
Dee Ford (0004) joined on 2026-02-01, locality Camden, debit limit 20.00, credit limit none
head 4e86 01f6 738f dcec 1ed1 3e29 bb71 35f4 after transfer 3
END
    quiet
    since 81 > "$OUT"
    answer <<'END'
- member: "0004"
  joined: 2026-02-01
  debit-limit: 20.00
  credit-limit: none
  locality: Camden
- seal: 2026-03-01T10:00:00+00:00
  by: treasurer
  entries: 1
  sha256: #
END
    tail -n 6 journal.directory.yaml > "$OUT"
    answer <<'END'
- member: "0004"
  name: Dee Ford
  email: dee@example.org
  phone: "020 7946 0001"
  address: "2 Acre Lane, London"
  delivery: email
END
}

@test "no personal datum of add-member is sealed" {
    books
    done_ add-member 0004 --name "Dee Ford" --email dee@example.org --phone "020 7946 0001" --address "2 Acre Lane"
    lacks 'Dee|example.org|7946|Acre' journal.yaml
}

@test "a new directory is readable by its owner only, and an existing one keeps its mode" {
    books
    rm journal.directory.yaml
    done_ add-member 0004 --name "Dee Ford"
    [ "$(stat -c %a journal.directory.yaml)" = 600 ]
    chmod 640 journal.directory.yaml
    done_ add-member 0005 --name "Eve Gray"
    [ "$(stat -c %a journal.directory.yaml)" = 640 ]
}

@test "add-member needs no name, and leaves the directory alone then" {
    books
    done_ add-member 0004
    answers "0004 joined on 2026-03-01"
    cmp journal.directory.yaml "$FIXTURES/books.directory.yaml"
}

@test "refuses contact details without a name" {
    books
    refused 2 bad-usage add-member 0004 --email dee@example.org
}

@test "refuses an id given out before, or one that differs in case or leading zeros" {
    books
    refused 1 account-exists add-member 0001
    complaint <<'END'
lets: the id '0001' was given out before, and ids are never used again [account-exists]
0001 is Ann Archer
END
    refused 1 account-exists add-member 1 --name "Dee Ford"
    complaint <<'END'
lets: the id '1' differs from '0001' only in case or leading zeros [account-exists]
0001 is Ann Archer
END
    refused 1 account-exists add-member Admin
    refused 1 account-exists add-central LEAVERS --purpose other --debit-limit none --credit-limit none
    done_ add-member 11
}

@test "a closed account's id is not given out again" {
    books
    done_ close-account leavers
    refused 1 account-exists add-central leavers --purpose leavers --debit-limit none --credit-limit none
}

@test "refuses malformed ids and takes those of the format" {
    books
    local id
    for id in "a b" _x .x a/b "é" "" "$(printf 'x%.0s' {1..32})"; do
        refused 2 bad-id add-member "$id"
    done
    refused 2 bad-id add-member -- -x
    for id in no "1e3" bob.jones a_b-c "$(printf 'x%.0s' {1..31})"; do
        done_ add-member "$id"
    done
    done_ audit
}

@test "ids that YAML would misread are quoted" {
    books
    done_ add-member no
    done_ add-member 1e3
    grep -qxF -e '- member: "no"' journal.yaml
    grep -qxF -e '- member: "1e3"' journal.yaml
}

@test "a member can have joined before the ledger was opened, and not after today" {
    books
    done_ add-member 0004 --joined 1990-05-01
    refused 1 date-after-seal add-member 0005 --joined 2026-03-02
    refused 2 bad-date add-member 0005 --joined 2026-02-29
}

@test "malformed limits, delivery and locality of a member are a wrong command line" {
    books
    refused 2 bad-amount add-member 0004 --debit-limit default
    refused 2 bad-amount add-member 0004 --debit-limit ten
    refused 2 bad-amount add-member 0004 --credit-limit 1.234
    refused 2 bad-word add-member 0004 --name "Dee Ford" --delivery pigeon
    refused 2 bad-word add-member 0004 --locality none
}

@test "add-central opens an account with the limits that are said" {
    books
    done_ add-central roof --purpose project --title "Hall roof" --debit-limit 1000 --credit-limit none \
        --opened 2026-02-01
    answers "Hall roof (roof) was opened for project on 2026-02-01, debit limit 1000.00, credit limit none"
    since 81 > "$OUT"
    answer <<'END'
- central: roof
  purpose: project
  title: Hall roof
  opened: 2026-02-01
  debit-limit: 1000.00
  credit-limit: none
- seal: 2026-03-01T10:00:00+00:00
  by: treasurer
  entries: 1
  sha256: #
END
}

@test "a central account's purpose and both limits must be said, and are never the policy's" {
    books
    refused 2 bad-usage add-central roof --purpose project --debit-limit 1000
    refused 2 bad-usage add-central roof --purpose project --credit-limit 1000
    refused 2 bad-usage add-central roof --debit-limit 1 --credit-limit 1
    refused 2 bad-amount add-central roof --purpose project --debit-limit default --credit-limit 1
    refused 2 bad-word add-central roof --purpose roofs --debit-limit 1 --credit-limit 1
}

@test "every purpose of the format is taken" {
    books
    local purpose
    for purpose in administration levy leavers external project locality vouchers opening other; do
        done_ add-central "c-$purpose" --purpose "$purpose" --debit-limit none --credit-limit none
    done
    done_ audit
}

@test "change-account says what was and what is" {
    books
    done_ change-account 1 --debit-limit 150 --reason "AGM 2026"
    answer <<'END'
Ann Archer: debit limit 150.00, was default; AGM 2026
head 2be2 601d 5be7 2a7e b74f 70d2 fc1c 5bcb after transfer 3
END
    since 81 > "$OUT"
    answer <<'END'
- change: "0001"
  date: 2026-03-01
  debit-limit: 150.00
  reason: AGM 2026
- seal: 2026-03-01T10:00:00+00:00
  by: treasurer
  entries: 1
  sha256: #
END
    refused 1 over-debit-limit transfer 1 2 137.51
    done_ transfer 1 2 137.50
}

@test "default gives a limit back to the policy, but not a central account's" {
    books
    done_ change-account 3 --debit-limit default
    answers "Cleo Patel: debit limit default (100.00), was 50.00"
    done_ transfer 3 2 106
    refused 1 limit-missing change-account admin --debit-limit default
    refused 1 limit-missing change-account admin --credit-limit default
    done_ change-account admin --debit-limit none
}

@test "locality none clears it" {
    books
    done_ change-account 1 --locality none
    answers "Ann Archer: locality none, was Brixton"
    done_ members 1 -O csv
    answers "0001,Ann Archer,ann@example.org,020 7946 0000,\"1 Acre Lane, London SW2\",paper,active,2026-01-04,"
    done_ change-account 1 --locality Camden
    answers "Ann Archer: locality Camden, was none"
}

@test "change-account --suspend and --resume, each once" {
    books
    done_ change-account 1 --suspend --reason "asked to"
    answers "Ann Archer: suspended, was active; asked to"
    refused 1 no-change change-account 1 --suspend
    done_ change-account 1 --resume
    answers "Ann Archer: active, was suspended"
    refused 1 no-change change-account 1 --resume
    refused 2 bad-usage change-account 1 --suspend --resume
}

@test "a day of joining can only become an earlier one" {
    books
    refused 1 joined-later change-account 1 --joined 2026-01-05
    refused 1 joined-later change-account 1 --joined 2026-01-04
    done_ change-account 1 --joined 2026-01-03
    answers "Ann Archer: joined 2026-01-03, was 2026-01-04"
    done_ transfer 1 admin 1 --date 2026-01-03
}

@test "purpose and title belong to central accounts, names to members" {
    books
    refused 1 wrong-kind change-account 1 --purpose levy
    refused 1 wrong-kind change-account 1 --title Levy
    refused 1 wrong-kind change-account admin --name "Ann Archer"
    done_ change-account admin --title "Fees in" --purpose levy
    answers "Fees in: purpose levy, was administration; title Fees in, was Administration"
}

@test "change-account changes the directory without a seal" {
    books
    cp journal.yaml before
    done_ change-account 2 --email robert@example.org --delivery none
    answers "directory: 0002: Bob Jones, robert@example.org, delivery none"
    cmp journal.yaml before
    directory <<'END'
- member: "0001"
  name: Ann Archer
  email: ann@example.org
  phone: "020 7946 0000"
  address: "1 Acre Lane, London SW2"
  delivery: paper
- member: "0002"
  name: Bob Jones
  email: robert@example.org
  delivery: none
- member: "0003"
  name: Cleo Patel
END
}

@test "an empty value takes a contact detail out of the directory" {
    books
    done_ change-account 1 --email "" --phone ""
    head -n 4 journal.directory.yaml > "$OUT"
    answer <<'END'
- member: "0001"
  name: Ann Archer
  address: "1 Acre Lane, London SW2"
  delivery: paper
END
}

@test "change-account changes journal and directory at once" {
    books
    done_ change-account 1 --name "Anna Archer" --credit-limit 300
    answers "Anna Archer: credit limit 300.00, was default"
    answers "directory: 0001: Anna Archer, "
    [ "$(grep -c '^- seal:' journal.yaml)" -eq 6 ]
}

@test "a refused change leaves the directory as it was" {
    books
    refused 1 joined-later change-account 1 --name "Anna Archer" --joined 2026-02-01
    refused 1 account-exists add-member 1 --name "Dee Ford"
}

@test "change-account needs something to change, of an account that exists" {
    books
    refused 2 bad-usage change-account 1
    complaint <<'END'
lets: nothing to change is given [bad-usage]
try 'lets help change-account'
END
    refused 2 bad-usage change-account 1 --reason "just so"
    refused 1 unknown-account change-account 9 --suspend
    refused 1 date-after-seal change-account 1 --suspend --date 2026-03-02
}

@test "the help of change-account marks what is sealed for ever" {
    done_ help change-account
    [ "$(grep -c '(not sealed)' "$OUT")" -eq 5 ]
    [ "$(grep -c '(sealed)' "$OUT")" -ge 8 ]
}

@test "a directory behind a byte order mark is read" {
    books
    { printf '\357\273\277' && cat "$FIXTURES/books.directory.yaml"; } > journal.directory.yaml
    done_ members ann
    answers "Ann Archer"
}

@test "forget-member without a terminal asks nothing and erases nothing" {
    books
    refused 1 not-confirmed forget-member 2
    complains "--yes"
    refused 1 not-confirmed forget-member 2 -n
    keep
    done_ forget-member 2 -n --yes
    answers "would be erased from the directory: 0002"
    unchanged
}

@test "forget-member --yes erases the directory's entry and nothing else" {
    books
    cp journal.yaml before
    done_ forget-member 2 --yes
    answers "erased from the directory: 0002"
    cmp journal.yaml before
    directory <<'END'
- member: "0001"
  name: Ann Archer
  email: ann@example.org
  phone: "020 7946 0000"
  address: "1 Acre Lane, London SW2"
  delivery: paper
- member: "0003"
  name: Cleo Patel
END
    done_ members 2 -O csv
    answers "0002,,,,,,active,2026-01-04,"
    refused 1 no-change forget-member 2 --yes
}

@test "forget-member lists the sealed texts that name the member" {
    books
    done_ transfer 2 3 1 --for "bread for Ann Archer"
    done_ transfer 2 3 1 --for "call 020 7946 0000"
    done_ change-account 3 --suspend --reason "see ann@example.org"
    done_ forget-member 1 --yes
    head -n 5 "$OUT" > "$BOX/first" && mv "$BOX/first" "$OUT"
    answer <<'END'
erased from the directory: 0001
what is sealed stays, and names the member here:
  line 81, transfer 4, for: bread for Ann Archer
  line 91, transfer 5, for: call 020 7946 0000
  line 101, change 0003, reason: see ann@example.org
END
}

@test "forget-member refuses an account that there is not, or that is not in the directory" {
    books
    refused 1 unknown-account forget-member 9 --yes
    refused 1 no-change forget-member admin --yes
}

@test "close-account refuses a balance that is not zero" {
    books
    refused 1 balance-not-zero close-account 2
    complaint <<'END'
lets: the balance of '0002' is 4.50 LINK; it must be zero, or go elsewhere: --residue-to [balance-not-zero]
0002 is Bob Jones
END
    done_ transfer 2 3 4.50
    done_ close-account 2
    answer <<'END'
Bob Jones: closed, was active
head 8e18 a032 b9ce b468 c480 6351 b541 a748 after transfer 4
END
}

@test "close-account --residue-to moves the balance in the same commit, and needs a reason" {
    books
    refused 1 reason-missing close-account 2 --residue-to leavers
    done_ close-account 2 --residue-to leavers --reason "moved away"
    since 81 > "$OUT"
    answer <<'END'
- transfer: 4
  date: 2026-03-01
  from: "0002"
  to: leavers
  amount: 4.50
  for: residue of a closed account
  override: moved away
- change: "0002"
  date: 2026-03-01
  status: closed
  reason: moved away
- seal: 2026-03-01T10:00:00+00:00
  by: treasurer
  entries: 2
  sha256: #
END
}

@test "close-account --residue-to moves a balance below zero the other way" {
    books
    done_ transfer 1 2 1
    done_ transfer 2 1 1
    done_ close-account 1 --residue-to leavers --stop-cheques --reason "moved away"
    answers "transfer 6: leavers paid Ann Archer 12.50 LINK for residue of a closed account; override: moved away"
    done_ audit
}

@test "close-account names outstanding cheques and stops them only when told to" {
    books
    done_ reverse 1 --reason "typed twice"
    refused 1 cheques-outstanding close-account 1
    complaint <<'END'
lets: cheques of '0001' could still come in: 301-310; see --stop-cheques [cheques-outstanding]
0001 is Ann Archer
END
    done_ close-account 1 --stop-cheques
    answers "cheques stopped: 301-310"
    [ "$(grep -c '^  status: stopped' journal.yaml)" -eq 10 ]
    refused 1 no-change close-account 1
    done_ reopen-account 1
    refused 1 cheque-stopped transfer 1 2 1 --cheque 305
}

@test "close-account refuses itself and an unknown account as heir" {
    books
    refused 1 same-account close-account 3 --residue-to 3 --reason "moved away"
    refused 1 unknown-account close-account 3 --residue-to 9 --reason "moved away"
    refused 1 unknown-account close-account 9
}

@test "reopen-account opens a closed account again, and no other" {
    books
    done_ close-account leavers
    done_ reopen-account leavers --reason "closed in error"
    answers "leavers: active, was closed; closed in error"
    refused 1 no-change reopen-account leavers
    refused 1 unknown-account reopen-account 9
    done_ transfer 2 leavers 1
}

@test "a closed account can be opened again with its books and its limits" {
    books
    done_ close-account 3 --residue-to leavers --reason "moved away"
    done_ reopen-account 3
    done_ balance 3 -O csv
    answers "0003,member,,Cleo Patel,Brixton,0.00,8.00,8.00,16.00,50.00,250.00,50.00,active,"
}

@test "set-policy says to whom a limit applies, who has one of his own, and who is over now" {
    books
    done_ set-policy --debit-limit 10 --reason "AGM 2026"
    answer <<'END'
policy: debit limit 10.00, was 100.00; AGM 2026
the debit limit applies to 2 accounts
debit limits of their own: Administration (admin), leavers, Cleo Patel (0003)
over a limit now: Ann Archer (0001)
head 3319 566a 9e07 09da ca4e 42be 46b5 6596 after transfer 3
END
    since 81 > "$OUT"
    answer <<'END'
- policy: 2026-03-01
  debit-limit: 10.00
  reason: AGM 2026
- seal: 2026-03-01T10:00:00+00:00
  by: treasurer
  entries: 1
  sha256: #
END
    refused 1 over-debit-limit transfer 1 2 0.01
    done_ transfer 3 2 56
}

@test "set-policy changes the kind of limits, the life of cheques and the contact" {
    books
    done_ set-policy --limits soft --cheques-valid "30 days" --contact "the hall, Mondays"
    answers "policy: contact the hall, Mondays, was none; limits soft, was hard; cheques valid 30 days, was 6 months"
    refused 1 cheque-stale transfer 1 2 1 --cheque 302 --written 2026-01-29
    done_ transfer 1 2 1 --cheque 302 --written 2026-01-30
    done_ set-policy --cheques-valid none
    done_ transfer 1 2 1 --cheque 303 --written 2016-01-30
}

@test "set-policy refuses values that are none of the format's" {
    books
    refused 2 bad-word set-policy --limits firm
    refused 2 bad-word set-policy --cheques-valid "6 weeks"
    refused 2 bad-word set-policy --cheques-valid "121 months"
    refused 2 bad-word set-policy --cheques-valid "0 days"
    refused 2 bad-amount set-policy --debit-limit default
    refused 2 bad-amount set-policy --credit-limit -1
    done_ set-policy --cheques-valid "1 months"
    done_ set-policy --cheques-valid "3660 days"
}

@test "set-policy and change-account with nothing to change are alike a wrong command line" {
    books
    refused 2 bad-usage set-policy
    refused 2 bad-usage set-policy --reason "just so"
}

@test "set-policy counts by the limit that changes" {
    books
    done_ set-policy --credit-limit 300
    answers 'the credit limit applies to 3 accounts'
    answers 'credit limits of their own: Administration (admin), leavers'
    [ "$(grep -c 'debit limit' "$OUT")" -eq 0 ]
    done_ set-policy --credit-limit 310 -O json
    [ "$(jq -c '[.n_applies_to, .own_limits]' "$OUT")" = '[3,["admin","leavers"]]' ]
    done_ set-policy --debit-limit 300 -O json
    [ "$(jq -c '[.n_applies_to, .own_limits]' "$OUT")" = '[2,["admin","leavers","0003"]]' ]
    done_ set-policy --debit-limit 310 --credit-limit 320
    answers 'the debit limit applies to 2 accounts'
    answers 'the credit limit applies to 3 accounts'
}

@test "a limit as large as can be is a limit, on every paper" {
    books
    done_ set-policy --debit-limit 9999999999999999.99
    done_ balance 1 -O csv
    answers '0001,member,,Ann Archer,Brixton,-12.50,0.00,12.50,12.50,9999999999999999.99,250.00,9999999999999987.49,active,'
    done_ statement 1 -p 2026-01
    answers 'debit limit 9999999999999999.99'
    answers 'left to spend: 9999999999999987.49'
    done_ print-trading-sheet
    answers '9999999999999987.49'
}

@test "an account that is suspended and over its limit shows both" {
    books
    done_ change-account 1 --suspend --reason away --debit-limit 1
    done_ balance 1
    answers 'suspended, over limit'
    done_ change-account 1 --resume
    done_ balance 1
    grep -q '[0-9] over limit$' "$OUT"
}

@test "limits do not bind backwards: what stands over a new limit is a note of the audit" {
    books
    done_ set-policy --debit-limit 10
    done_ audit
    answers "note: '0001' (Ann Archer) stands at -12.50, beyond its debit limit of 10.00"
}

@test "reopen-account names what took the balance, and how it is taken back" {
    books
    done_ close-account 2 --residue-to leavers --reason "moved away"
    done_ reopen-account 2
    answers "the balance was settled by transfer 4, of 4.50 LINK from Bob Jones to leavers: 'lets reverse 4 --reason TEXT' takes that back"
    done_ reverse 4 --reason "came back"
    done_ transfer 2 1 4.50 --for "residue of a closed account"
    done_ close-account 2
    done_ reopen-account 2 -O json
    [ "$(jq .residue_transfer "$OUT")" = null ]
    done_ close-account leavers
    done_ reopen-account leavers
    [ "$(grep -c settled "$OUT")" -eq 0 ]
}
