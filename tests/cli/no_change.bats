# SPDX-License-Identifier: MIT
# What would change nothing is not sealed: the clerk hears that it was done before.

load helpers

@test "a limit that the account has already is no change" {
    books
    refused 1 no-change change-account 3 --debit-limit 50
    complaint <<'END'
lets: all of that is so already of '0003' [no-change]
0003 is Cleo Patel
END
    refused 1 no-change change-account 1 --debit-limit default --credit-limit default
    refused 1 no-change change-account admin --credit-limit none
    done_ change-account 3 --debit-limit 50.01
    refused 1 no-change change-account 3 --debit-limit 50.01
}

@test "locality, purpose, title and personal details that are so already are no change" {
    books
    refused 1 no-change change-account 1 --locality Brixton
    refused 1 no-change change-account 2 --locality none
    refused 1 no-change change-account admin --title Administration --purpose administration
    refused 1 no-change change-account 1 --name "Ann Archer"
    refused 1 no-change change-account 2 --phone none --delivery email
}

@test "only what changes of several things is sealed" {
    books
    done_ change-account 3 --debit-limit 50 --credit-limit 80 --locality Brixton
    answers "Cleo Patel: credit limit 80.00, was default"
    lacks "debit|locality" "$OUT"
    done_ set-policy --debit-limit 100 --limits soft
    answers "policy: limits soft, was hard"
}

@test "a policy that is in force already is no change" {
    books
    refused 1 no-change set-policy --limits hard
    complaint <<'END'
lets: all of that is the policy already [no-change]
END
    refused 1 no-change set-policy --debit-limit 100 --credit-limit 250.00 --cheques-valid "6 months"
    done_ set-policy --contact "The Boathouse" --reason AGM
    refused 1 no-change set-policy --contact "The Boathouse" --reason AGM
}

@test "a correction that says the same is no change" {
    books
    refused 1 no-change correct 1 --amount 12.5 --for "kitchen tap" --reason misread
    complaint <<'END'
lets: transfer 1 says all of that already [no-change]
END
    refused 1 no-change correct 1 --from 1 --to 0002 --category plumbing --date 2026-01-10 --reason misread
    done_ correct 1 --date 2026-01-11 --reason misread
}

@test "none clears an e-mail address, a phone number and an address" {
    books
    done_ change-account 1 --email none --phone none --address none
    sed -n '/"0001"/,/"0002"/p' journal.directory.yaml > "$OUT"
    answer <<'END'
- member: "0001"
  name: Ann Archer
  delivery: paper
- member: "0002"
END
    done_ add-member 0004 --name "Dora Dale" --phone none
    done_ members 4 -O csv
    answers "0004,Dora Dale,,,,,active"
}
