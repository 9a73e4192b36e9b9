#!/bin/sh
# The manual pages are silent under both formatters' checks; lets-errors(7) has a row for every status of the
# header, in its order and with its exit status; lets-journal(5) has every kind and key of the table.
# usage: sh man_lint.sh MAN_FOLDER HEADER
set -u
man=$1
header=$2
failed=0
for page in "$man"/*.[1-8]; do
    said=$(mandoc -Tlint -Wwarning "$page" 2>&1; groff -mdoc -ww -z "$page" 2>&1)
    [ -z "$said" ] || { echo "$page: $said" >&2; failed=1; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The last macro of a row may stand on a line of its own.
tr '\n' ' ' <"$header" | grep -o 'X([A-Z_]*, *"[a-z-]*", *[0-9]' | sed 's/.*"\(.*\)", *\(.\)/\1 \2/' >"$work/header"
sed -n 's/^\.It Sy \([a-z-]*\) Pq exit status \(.\).*/\1 \2/p' "$man/lets-errors.7" >"$work/page"
diff "$work/header" "$work/page" >&2 || failed=1
keys=$(sed -n 's/^ *KEY("\([a-z0-9-]*\)".*/\1/p' "$(dirname "$header")/../entries/entry.c" | sort -u)
for key in $keys; do
    grep -q "^\.It Cm $key" "$man/lets-journal.5" || { echo "lets-journal(5) lacks '$key'" >&2; failed=1; }
done
exit $failed
