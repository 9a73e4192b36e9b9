# SPDX-License-Identifier: MIT
# init, and what makes a journal a journal: seals that anyone can check without this program.

load helpers

@test "init makes a journal of one canonical entry and one seal" {
    done_ init "London LETS" --unit LINK --debit-limit 200 --credit-limit 500
    cp journal.yaml "$OUT"
    answer <<'END'
- ledger: London LETS
  format: 1
  unit: LINK
  decimals: 2
  opened: 2026-03-01
  debit-limit: 200.00
  credit-limit: 500.00
  limits: hard
  cheques-valid: 6 months
- seal: 2026-03-01T10:00:00+00:00
  by: treasurer
  entries: 1
  sha256: 9442d462fa4a9d2772661f75eeab33981f6c4136ba5d53e9c2715a4bdeda3d96
END
}

@test "init says what it did, the next two commands and the head" {
    done_ init "London LETS" --unit LINK --debit-limit 200 --credit-limit 500
    answer <<'END'
London LETS was opened on 2026-03-01, unit LINK, debit limit 200.00, credit limit 500.00, limits hard, cheques valid 6 months
next, for example; ids, names and limits are yours to choose:
  lets add-central admin --purpose administration --title Administration --debit-limit 500 --credit-limit none
  lets add-member 0001 --name 'Ann Archer'
head 9442 d462 fa4a 9d27 7266 1f75 eeab 3398 before the first transfer
END
    quiet
}

@test "the next commands that init prints work as they stand" {
    done_ init "London LETS" --unit LINK --debit-limit 200 --credit-limit 500 -f scheme.yaml
    grep '^  lets ' "$OUT" | sed "s|^  lets|\"$LETS\"|" > "$BOX/next.sh"
    [ "$(wc -l < "$BOX/next.sh")" -eq 2 ]
    sh -e "$BOX/next.sh" > /dev/null 2>&1
    done_ -f scheme.yaml balance -O json
    [ "$(jq -c '[.accounts[].account]' "$OUT")" = '["admin","0001"]' ]
}

@test "init takes every option of the ledger's entry" {
    done_ init "no" --unit "1h" --debit-limit none --credit-limit 5 --decimals 3 --limits soft \
        --cheques-valid none --opened 1999-12-31 --contact "hall: Mondays"
    head -n 10 journal.yaml > "$OUT"
    answer <<'END'
- ledger: "no"
  format: 1
  unit: "1h"
  decimals: 3
  opened: 1999-12-31
  debit-limit: none
  credit-limit: 5.000
  limits: soft
  cheques-valid: none
  contact: "hall: Mondays"
END
    done_ audit
}

@test "both limits must be said: no default is unlimited credit" {
    refused 2 bad-usage init "London LETS" --unit LINK
    refused 2 bad-usage init "London LETS" --unit LINK --debit-limit 100
    refused 2 bad-usage init "London LETS" --unit LINK --credit-limit 100
    refused 2 bad-usage init "London LETS" --debit-limit 100 --credit-limit 100
    refused 2 bad-usage init --unit LINK --debit-limit 100 --credit-limit 100
}

@test "refuses values that are none of the format's" {
    init_with() {
        local name=$1
        shift
        refused 2 "$name" init "London LETS" --unit LINK --debit-limit none --credit-limit none "$@"
    }
    init_with bad-number --decimals 7
    init_with bad-number --decimals -1
    init_with bad-word --limits firm
    init_with bad-word --cheques-valid "0 months"
    init_with bad-word --cheques-valid 6
    init_with bad-date --opened 2026-02-29
    refused 2 bad-amount init "London LETS" --unit LINK --debit-limit 1.5 --credit-limit none --decimals 0
    refused 2 empty-value init "" --unit LINK --debit-limit none --credit-limit none
    refused 1 date-after-seal init "London LETS" --unit LINK --debit-limit none --credit-limit none \
        --opened 2026-03-02
}

@test "refuses a file that exists, whatever it is" {
    local file
    books
    : > empty.yaml
    mkdir folder
    ln -s nowhere link.yaml
    for file in journal.yaml empty.yaml folder link.yaml; do
        refused 1 file-exists init "London LETS" --unit LINK --debit-limit 1 --credit-limit 1 -f "$file"
    done
    [ ! -e nowhere ]
}

@test "a folder that there is not is a failure of the system" {
    refused 4 no-such-file init "London LETS" --unit LINK --debit-limit 1 --credit-limit 1 -f no/such.yaml
}

@test "the journal is named by -f, else LETS_JOURNAL, else journal.yaml" {
    export LETS_JOURNAL=second.yaml
    done_ init "One" --unit LINK --debit-limit 1 --credit-limit 1 -f first.yaml
    done_ init "Two" --unit LINK --debit-limit 1 --credit-limit 1
    unset LETS_JOURNAL
    done_ init "Three" --unit LINK --debit-limit 1 --credit-limit 1
    grep -qx -e "- ledger: One" first.yaml
    grep -qx -e "- ledger: Two" second.yaml
    grep -qx -e "- ledger: Three" journal.yaml
}

@test "the directory stands beside the journal under its name" {
    done_ init "One" --unit LINK --debit-limit 1 --credit-limit 1 -f scheme.yaml
    done_ -f scheme.yaml add-member 0001 --name "Ann Archer"
    [ -f scheme.directory.yaml ]
    [ ! -e journal.directory.yaml ]
}

@test "anyone can check every seal without this program" {
    books
    done_ transfer 1 2 5
    done_ reverse 4 --reason "typed twice"
    printf '# a remark\n' >> journal.yaml
    done_ transfer 2 1 1
    mkdir "$BOX/empty"
    cp journal.yaml "$BOX/journal.yaml"
    cd "$BOX/empty"
    csplit -s -z -n 9 -f piece- ../journal.yaml '/^  sha256: /' '{*}'
    find . -name 'piece-*' | sort | xargs sha256sum | sed '$d' | cut -c1-64 > ../reckoned
    sed -n 's/^  sha256: //p' ../journal.yaml > ../written
    cmp ../reckoned ../written
    [ "$(wc -l < ../written)" -eq 8 ]
}

@test "a name without its quotes is told from an argument too many" {
    refused 2 bad-usage init Hazel Lane LETS --unit LINK --debit-limit 1 --credit-limit 1
    complains "words that belong together are put in quotes"
    refused 2 bad-usage help transfar
    complains "did you mean 'transfer'?"
}

@test "init where a journal vanished says what was seen there, and begins another only with --accept-cut" {
    done_ init Brook --unit U --debit-limit 1 --credit-limit 1
    done_ add-central admin --purpose administration --title Administration --debit-limit 1 --credit-limit 1
    rm journal.yaml
    refused 3 journal-cut init Brook --unit U --debit-limit 1 --credit-limit 1
    complains "lets: journal.yaml: a journal of 2 commits was seen here at 2026-03-01T10:00:00+00:00, and is gone [journal-cut]"
    [ ! -e journal.yaml ]
    done_ init Brook --unit V --debit-limit 1 --credit-limit 1 --accept-cut
    complains "a journal of 2 commits was seen here at 2026-03-01T10:00:00+00:00; another one is begun in its place"
    done_ balance
    # Of two ledgers in one place the later one is told, whatever order their memories lie in.
    LETS_NOW=2026-03-02T10:00:00+00:00 done_ add-central admin --purpose administration --title A \
        --debit-limit 1 --credit-limit 1
    rm journal.yaml
    refused 3 journal-cut init Brook --unit U --debit-limit 1 --credit-limit 1
    complains "a journal of 2 commits was seen here at 2026-03-02T10:00:00+00:00, and is gone"
    # Elsewhere nothing was seen.
    done_ init Brook --unit U --debit-limit 1 --credit-limit 1 -f other.yaml
}
