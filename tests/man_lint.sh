#!/bin/sh
# The manual pages are silent under both formatters' checks; lets-errors(7) has a row for every status of the
# header, in its order and with its exit status; lets-journal(5) has every kind and key of the table of keys;
# liblets(3) names every function of the header.
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
# Declarations and macros that are called.
grep -o '\(^\| [*]*\)lets_[a-z0-9_]*(' "$header" | tr -d ' *(' | sort -u >"$work/functions"
[ "$(wc -l <"$work/functions")" -gt 100 ] || { echo "$header: its functions were not understood" >&2; failed=1; }
while read -r function; do
    grep -q "Fn $function\( \|$\)" "$man/liblets.3" ||
        { echo "liblets(3), function missing: $function" >&2; failed=1; }
done <"$work/functions"
# Each kind has a section, in which each of its keys has an item.
table=$(dirname "$header")/../entries/key_table.h
sed -n 's/^ *X(\([A-Z_]*\), \([a-z]*\)).*/\1 \2/p' "$header" >"$work/kinds"
awk 'FILENAME == ARGV[1] { word[$1] = $2 }
    FILENAME == ARGV[2] && /^#define [A-Z_]*_KEYS\(/ { sub(/_KEYS.*/, "", $2); kind = word[$2] }
    FILENAME == ARGV[2] && /^ *KEY\(/ { match($0, /[a-z0-9-]+/); key = substr($0, RSTART, RLENGTH)
        wanted[kind " " (key == "word" ? kind : key)] = 1; n++ }
    FILENAME == ARGV[3] && /^\.S[sh] / { section = $2 }
    FILENAME == ARGV[3] && /^\.It Cm / { delete wanted[section " " $3] }
    END {
        if (n < 50) { print FILENAME ": the table of keys was not understood"; exit 1 }
        for (missing in wanted) { print "lets-journal(5), section and key missing: " missing; failed = 1 }
        exit failed
    }' "$work/kinds" "$table" "$man/lets-journal.5" >&2 || failed=1
exit $failed
