# SPDX-License-Identifier: MIT
# What a system writes of a ledger, import takes back: the same payments and balances, whatever stands in the texts.

load helpers

TABLES=$BATS_TEST_DIRNAME/system_tables.py
SYSTEMS=$(sed -n '/^SYSTEMS = /,/]/p' "$TABLES" | sed 's/^SYSTEMS = //' | tr -d '[],')

# fresh UNIT DECIMALS: a journal without limits, with an account for levies.
fresh() {
    done_ init Test --unit "$1" --decimals "$2" --debit-limit none --credit-limit none --opened 2025-01-01 || return 1
    done_ add-central levy --purpose other --debit-limit none --credit-limit none --opened 2025-01-01
}

# comes_in SYSTEM: its table without a row, then whole, then again.
comes_in() {
    local members args check unit
    mapfile -t members < members.args
    mapfile -t args < args
    mapfile -t check < check.args
    mapfile -t unit < unit
    fresh "${unit[@]}" || return 1
    done_ import "${members[@]}" part.csv "${args[@]}" || return 1
    cat "$ERR" >> "$BOX/told"
    done_ import all.csv "${args[@]}" "${check[@]}" || return 1
    answers ': 1 new, ' || return 1
    keep
    done_ import all.csv "${args[@]}" "${check[@]}" || return 1
    answers ': 0 new, ' || return 1
    unchanged || return 1
    done_ export json -o new.jsonl
}

# come_in SEED WITHOUT: the tables of all systems, made of random books.
come_in() {
    local system
    random_books "$1" || return 1
    done_ export json -o books.jsonl || return 1
    python3 "$TABLES" write books.jsonl "$2" systems || return 1
    for system in $SYSTEMS; do
        cd "systems/$system" || return 1
        comes_in || fail "$system" || return 1
        cd ../..
    done
    python3 "$TABLES" compare books.jsonl systems
}

@test "random books come in from the tables of every system, and a row more at the top" {
    local format
    come_in 1 top
    done_ import --list -O csv
    tail -n +2 "$OUT" | cut -d, -f1 | sort -u > formats
    while read -r format; do
        grep -qF "read as $format" "$BOX/told" || fail "no table was $format" || return 1
    done < formats
}

@test "random books come in from the tables of every system, and a row more in the middle" {
    come_in 2 middle
}

@test "random books come in from the tables of every system, and a row more at the bottom" {
    come_in 3 bottom
}
