#!/bin/sh
# SPDX-License-Identifier: MIT
# The examples in the manual pages of the commands are true: each is run, and must answer what the page says.
#
#     examples.sh LETS_BINARY MAN_FOLDER JOURNALS_FOLDER [--update]
#
# Of every lets*.1 the literal displays in EXAMPLES are taken, and all of lets-handover(7), lets-vouchers(7), lets-funds(7), whose
# keys are those of tests/funds, and of lets-tutorial(7), which begins with an empty folder. A line that begins with "$ " is a command; what follows, up to the next one or the end of the display, is its answer, standard error included. The commands
# of one page are run in order in a fresh folder, which holds the sample journal as journal.yaml, on a fixed
# day. lets-migrate(7) is held to the same, with a fresh folder for each section FROM .., which holds the sample
# tables of tests/migrate. The page is then written anew with the answers of today, and compared with the page as it is; with
# --update it takes its place.
set -eu

[ $# -ge 3 ] || {
    echo "usage: examples.sh LETS_BINARY MAN_FOLDER JOURNALS_FOLDER [--update]" >&2
    exit 2
}
lets=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
man=$(cd "$2" && pwd)
journals=$(cd "$3" && pwd)
samples=$(cd "$(dirname "$0")/migrate" && pwd)
keys=$(cd "$(dirname "$0")/funds" && pwd)
is_update=no
[ "${4:-}" != --update ] || is_update=yes

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

mkdir "$work/bin"
ln -s "$lets" "$work/bin/lets"
unset LETS_JOURNAL LETS_TODAY TERM
PATH=$work/bin:$PATH
HOME=$work/home
LETS_CLERK=treasurer
LETS_NOW=2026-04-02T10:00:00+00:00
COLUMNS=80
TZ=UTC0
LC_ALL=C.UTF-8
export PATH HOME LETS_CLERK LETS_NOW COLUMNS TZ LC_ALL

# What a line of the source shows, for the escapes that a command line needs.
render() {
    printf '%s\n' "$1" | sed -e "s/\\\\(aq/'/g" -e 's/\\(dq/"/g' -e 's/\\(ga/`/g' -e 's/\\(ha/^/g' \
        -e 's/\\(ti/~/g' -e 's/\\-/-/g' -e 's/\\&//g' -e 's/\\e/\\/g'
}

# Writes text as the source that shows it. All of it is ASCII, for groff reads no UTF-8 by itself.
escape() {
    LC_ALL=C awk '
        BEGIN {
            for (i = 128; i < 256; i++) {
                code[sprintf("%c", i)] = i
            }
        }
        {
            out = ""
            for (i = 1; i <= length($0); i++) {
                c = substr($0, i, 1)
                if (c == "\\") {
                    c = "\\e"
                } else if (c in code) {
                    n = code[c] >= 240 ? 3 : code[c] >= 224 ? 2 : 1
                    u = code[c] % (n == 1 ? 32 : n == 2 ? 16 : 8)
                    while (n-- > 0) {
                        u = u * 64 + code[substr($0, ++i, 1)] % 64
                    }
                    c = sprintf("\\[u%04X]", u)
                }
                out = out c
            }
            print (out ~ /^[.\047]/ ? "\\&" : "") out
        }'
}

# Runs a command of a page in the folder of the page. That the time is not the clock's is not told.
answer() (
    cd "$work/folder"
    sh -c "$1" </dev/null 2>&1 | sed '/^lets: warning: sealing at /d'
)

# An empty folder, and nothing remembered of another.
begin() {
    rm -rf "${work:?}/folder" "${work:?}/home" "${work:?}/state"
    mkdir "$work/folder" "$work/home"
}

# The page as it would be with the answers of today. The journal is made new where a page begins.
rewrite() {
    begin
    is_whole=no
    case $1 in *-tutorial.7 | *-handover.7 | *-vouchers.7 | *-funds.7) is_whole=yes ;; esac
    if [ "${1%-tutorial.7}" = "$1" ]; then
        cp "$journals/riverbank.yaml" "$work/folder/journal.yaml"
        cp "$journals/riverbank.directory.yaml" "$work/folder/journal.directory.yaml"
    fi
    if [ "${1%-funds.7}" != "$1" ]; then
        cp "$keys"/* "$work/folder"
        chmod 600 "$work/folder"/*
    fi

    is_example=no
    is_literal=no
    is_answer=no
    while IFS= read -r line; do
        case $line in
            '.Sh EXAMPLES') is_example=yes ;;
            '.Sh FROM '*)
                is_example=yes
                begin
                cp "$samples/$(echo "${line##* }" | tr '[:upper:]' '[:lower:]')"/* "$work/folder"
                ;;
            '.Sh '*) is_example=$is_whole ;;
            '.Bd -literal'*) is_literal=$is_example ;;
            '.Ed')
                is_literal=no
                is_answer=no
                ;;
        esac
        case $is_literal,$line in
            yes,'$ '*)
                is_answer=yes
                printf '%s\n' "$line"
                line=$(render "$line")
                answer "${line#\$ }" | escape
                ;;
            *) [ $is_answer = yes ] || printf '%s\n' "$line" ;;
        esac
    done <"$1"
}

XDG_STATE_HOME=$work/state
export XDG_STATE_HOME

n_pages=0
n_wrong=0
for page in "$man"/lets*.1 "$man/lets-funds.7" "$man/lets-handover.7" "$man/lets-migrate.7" "$man/lets-tutorial.7" "$man/lets-vouchers.7"; do
    n_pages=$((n_pages + 1))
    name=$(basename "$page")
    rewrite "$page" >"$work/page"
    if ! grep -q '^\$ ' "$work/page"; then
        echo "$name: there is no example"
        n_wrong=$((n_wrong + 1))
    elif cmp -s "$page" "$work/page"; then
        :
    elif [ $is_update = yes ]; then
        cat "$work/page" >"$page"
        echo "$name: updated"
    else
        diff -u --label "$name, as it is" --label "$name, as lets answers" "$page" "$work/page" || :
        n_wrong=$((n_wrong + 1))
    fi
done

echo "$n_pages pages, $n_wrong of them wrong"
[ "$n_wrong" -eq 0 ] && [ "$n_pages" -gt 0 ]
