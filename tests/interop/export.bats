# SPDX-License-Identifier: MIT
# What lets exports for $PEER (ledger, hledger or beancount), read by that program at its strictest.

load helpers

@test "random books are accepted, and give the same balances on every month's end" {
    for seed in 1 2; do
        check_random_books $seed
        rm journal.yaml
    done
}

@test "books with the smallest change are refused" {
    check_alterations 4
}

@test "any unit may stand in a journal" {
    check_units
}

@test "books without transfers, and without accounts, are accepted" {
    check_empty
}

@test "the sample journals are accepted" {
    for file in "${BATS_TEST_DIRNAME}"/../../journals/*[!y].yaml "${BATS_TEST_DIRNAME}"/../conformance/*.yaml; do
        cp "$file" journal.yaml
        exported
        agrees 2026-12-31
    done
}

@test "texts made of what means something leave no trace but themselves" {
    check_hostile_texts 1
}
