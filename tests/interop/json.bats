# SPDX-License-Identifier: MIT
# What export json writes, import --json takes back: the same entries, the same balances, new seals.

load helpers

PEER=json

# entries FILE: the journal without its seals and remarks.
entries() {
    grep -vE '^(- seal|  by|  entries|  sha256|  reason: .*clock|#)' "$1"
}

@test "random books come back entry by entry" {
    for seed in 1 2 3 4 5 6; do
        random_books $seed
        done_ export json --names -o all.jsonl
        done_ -f new.yaml import --json all.jsonl
        diff <(entries journal.yaml) <(entries new.yaml) >&2 || fail "seed $seed: other entries"
        done_ -f new.yaml audit
        for file in journal.yaml new.yaml; do
            done_ -f $file --ids balance -O csv
            cp "$OUT" $file.balances
        done
        cmp journal.yaml.balances new.yaml.balances
        rm -rf ./*.yaml ./*.jsonl state
    done
}

@test "what came back goes out again as the same lines but for seals and places" {
    random_books 7
    done_ export json -o one.jsonl
    done_ -f new.yaml import --json one.jsonl
    done_ -f new.yaml export json -o two.jsonl
    for file in one two; do
        grep -v '"kind":"seal"' $file.jsonl | sed 's/^.*"kind":/"kind":/' > $file.entries
    done
    cmp one.entries two.entries
}

@test "the journals of the conformance tests come back entry by entry, vouchers too" {
    export LETS_NOW=2026-12-01T10:00:00+00:00
    for file in "${BATS_TEST_DIRNAME}"/../conformance/*.yaml; do
        cp "$file" journal.yaml
        chmod u+w journal.yaml
        done_ export json -o all.jsonl
        if grep -q '^  signature: ' journal.yaml; then # what is signed is for that ledger alone
            ended 1 -f new.yaml import --json all.jsonl
            complains "[signed]"
            rm -rf ./*.yaml ./*.jsonl state
            continue
        fi
        done_ -f new.yaml import --json all.jsonl
        done_ -f journal.yaml export json
        sed -n 's/^.*"kind":/"kind":/p' "$OUT" | grep -v '^"kind":"seal"' > old.entries
        done_ -f new.yaml export json
        sed -n 's/^.*"kind":/"kind":/p' "$OUT" | grep -v '^"kind":"seal"' > new.entries
        cmp old.entries new.entries || fail "$file: other entries"
        # Remarks aside, it is the same journal, seals and their times, clerks and reasons included.
        cmp <(grep -v '^ *#\|^ *$\|^  sha256: ' journal.yaml) <(grep -v '^  sha256: ' new.yaml) || fail "$file: another journal"
        done_ -f new.yaml audit
        done_ -f new.yaml export json -o all.jsonl
        done_ -f again.yaml import --json all.jsonl
        cmp new.yaml again.yaml
        rm -rf ./*.yaml ./*.jsonl ./*.entries state
    done
}
