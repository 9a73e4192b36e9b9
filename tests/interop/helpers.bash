# SPDX-License-Identifier: MIT
# Helpers of the tests that export to other programs; $PEER is ledger, hledger or beancount.

load ../cli/helpers

PEER_PY=${BASH_SOURCE[0]%/*}/peer.py

# beancount is a library of the Python that bean-check runs under, which need not be the first of $PATH.
python() {
    local program=python3
    [ "$PEER" != beancount ] || program=$(sed -n '1s/^#!//p' "$(command -v bean-check)")
    "$program" "$@"
}

# accepts FILE: whether $PEER takes a file at its strictest.
accepts() {
    case $PEER in
    ledger) ledger --args-only --pedantic -f "$1" balance ;;
    hledger) hledger -f "$1" check -s ordereddates uniqueleafnames ;;
    beancount) bean-check -C "$1" ;;
    *) fail "PEER must name a program" ;;
    esac
}

# random_books SEED [UNIT]: random books of seven months, and a directory in which everybody has a hostile name.
random_books() {
    local names id n=0
    names=('Ann  Archer' 'Bob; evil: tag' '[2020-01-01] Cleo' '(virtual)' 'Zoë:sub:account' 'a | b' '"quoted" \ back'
        'end  Members:0001  5.00 LINK' '李小龍' "O'Brien = 5" 'Dan, kind: levy' '{curly} @ 5' '; assert 1==0')
    "$RANDOM_BOOKS" "$1" "${2:-LINK}" journal.yaml > "$BOX/made" || return 1
    for id in $(sed -n 's/^- member: //p' journal.yaml); do
        printf -- '- member: %s\n  name: "%s"\n' "$id" \
            "$(printf '%s' "${names[n++ % ${#names[@]}]}" | sed 's/["\\]/\\&/g')"
    done > journal.directory.yaml
    export LETS_NOW=2026-12-01T10:00:00+00:00
}

# exported ARGUMENT..: exports the books to $PEER; that program must accept them.
exported() {
    done_ export "$PEER" "$@" || return 1
    cp "$OUT" books
    accepts books > "$BOX/said" 2>&1 || fail "$PEER refused: $(head -5 "$BOX/said")"
}

# agrees DAY: $PEER finds the balances by the end of that day that lets does.
agrees() {
    python "$PEER_PY" balances lets journal.yaml "$1" > "$BOX/wanted" &&
        python "$PEER_PY" balances "$PEER" books "$1" > "$BOX/found" &&
        diff -u <(sort "$BOX/wanted") <(sort "$BOX/found") >&2
}

# check_random_books SEED: accepted with and without names, and the same balances on every month's end.
check_random_books() {
    local day n_days=0
    random_books "$1" || return 1
    exported || return 1
    lacks 'Archer|Cleo|李小龍' books || return 1
    for day in 2026-0{1,3,5,7}-31 2026-0{4,6}-30 2026-02-28; do
        agrees "$day" || fail "other balances on $day" || return 1
        [ ! -s "$BOX/wanted" ] || n_days=$((n_days + 1))
    done
    [ "$n_days" -ge 6 ] || fail "books with so few balances test nothing" || return 1
    exported --names || return 1
    agrees 2026-07-31 || fail "other balances with names"
}

# check_alterations: an export with the smallest change is refused.
check_alterations() {
    local how
    random_books "$1" || return 1
    exported || return 1
    cp books whole
    for how in one both assertion drop; do
        python "$PEER_PY" alter "$how" whole > books || return 1
        ! cmp -s whole books || fail "nothing was altered" || return 1
        ! accepts books > "$BOX/said" 2>&1 || fail "$PEER accepted books with another $how" || return 1
    done
}

# check_units: any unit may stand in a journal.
check_units() {
    local unit
    for unit in s 'Green Hour 2' 'É;"=' true "$(printf '時%.0s' {1..160})"; do
        rm -f journal.yaml journal.directory.yaml
        random_books 7 "$unit" || return 1
        exported || fail "the unit was $unit" || return 1
        agrees 2026-07-31 || fail "the unit was $unit" || return 1
    done
}

# check_empty: books without any transfer, and without any account.
check_empty() {
    export LETS_NOW=2026-03-01T10:00:00+00:00
    done_ init Empty --unit LINK --debit-limit 1 --credit-limit 1 --opened 2026-01-01 || return 1
    exported || return 1
    done_ add-member 1 --joined 2026-02-01 || return 1
    exported
}

# check_hostile_texts SEED: texts of every kind leave no trace but themselves: no tag that is not lets' own, and the
# same balances.
check_hostile_texts() {
    local day
    export LETS_NOW=2026-04-02T10:00:00+00:00
    python3 "${PEER_PY%/*}/hostile_tables.py" "$1" || return 1
    done_ init 'A; [2020-13-45] "x" \ ::' --unit LINK --debit-limit none --credit-limit none --opened 2026-01-01 || return 1
    done_ import --members members.csv || return 1
    done_ import transfers.csv || return 1
    for names in '' --names; do
        exported $names || return 1
        for day in 2026-01-31 2026-02-28 2026-03-31; do
            agrees "$day" || fail "other balances on $day" || return 1
        done
        case $PEER in
        ledger) ledger --args-only -f books tags > "$BOX/tags" ;;
        hledger) hledger -f books tags > "$BOX/tags" ;;
        *) : > "$BOX/tags" ;;
        esac
        [ "$PEER" = beancount ] || grep -qx category "$BOX/tags" || fail 'there are no tags' || return 1
        lacks '^(date|date2|UUID|Payee|type|a|b|Value|x)$' "$BOX/tags" || return 1
        [ "$(wc -l < "$BOX/tags")" -le 12 ] || fail "tags were made: $(tr '\n' ' ' < "$BOX/tags")" || return 1
    done
}
