#!/bin/sh
# SPDX-License-Identifier: MIT
# The manual and the completion promise what the program takes, no more and no less.
#
#     synopsis.sh LETS_BINARY MAN_FOLDER COMPLETION_FILE
#
# The program's own help, which is made from the tables that its parser reads, is the measure. For every
# command the page's SYNOPSIS must be its usage and the page's OPTIONS must list its arguments and options;
# bash must complete the commands and the long options. All of it holds in both directions.
set -eu

[ $# -eq 3 ] || {
    echo "usage: synopsis.sh LETS_BINARY MAN_FOLDER COMPLETION_FILE" >&2
    exit 2
}
lets=$1
man=$2
completion=$3

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
backspace=$(printf '\b')
LC_ALL=C
export LC_ALL

n_checks=0
n_wrong=0

# Compares two lists of words, a line each, in any order: NAME, and the files with what the help says and with
# what the other says.
check() {
    n_checks=$((n_checks + 1))
    sort -u "$2" >"$work/said"
    sort -u "$3" >"$work/found"
    if ! cmp -s "$work/said" "$work/found"; then
        n_wrong=$((n_wrong + 1))
        diff -u --label "$1, by the program's help" --label "$1" "$work/said" "$work/found" || :
    fi
}

# ---------------------------------------------------------------- what the help says

# The usage in one line.
usage() {
    sed -n '/^usage: /,/^$/p' "$1" | tr -s ' \n' ' ' | sed 's/^usage: //; s/ *$//'
    echo
}

# Arguments and options, as a page lists them: ID, -p, --period.
rows() {
    sed -n 's/^  \([A-Z][A-Z]*\)\(\.\.\)*\( .*\)*$/\1/p
        s/^      \(--[a-z-]*\).*/\1/p
        /^  -., --/s/^  \(-.\), .*/\1/p' "$1"
    sed -n 's/^  -., \(--[a-z-]*\).*/\1/p' "$1"
}

# ---------------------------------------------------------------- what a page says

# The SYNOPSIS in one line, as it is rendered.
synopsis() {
    mandoc -Tascii -O width=900 "$1" | sed "s/.$backspace//g" |
        sed -n '/^SYNOPSIS$/,/^DESCRIPTION$/p' | sed '1d;$d' | tr -s ' \n' ' ' | sed 's/^ //; s/ *$//'
    echo
}

# Arguments and options with an entry of their own in OPTIONS.
entries() {
    sed -n '/^\.Sh OPTIONS$/,/^\.Sh /s/^\.It //p' "$1" | awk '{
        for (i = 1; i < NF; i++) {
            if ($i == "Fl") {
                print "-" $(i + 1)
            } else if ($i == "Ar" && i == 1) {
                print $(i + 1)
            }
        }
    }'
}

# ---------------------------------------------------------------- what bash completes

# The words that may follow "lets" and the arguments, the last of which is being typed.
completed() {
    bash -c '. "$1"
        shift
        COMP_WORDS=(lets "$@")
        COMP_CWORD=$#
        _lets
        printf "%s\n" "${COMPREPLY[@]}"' bash "$completion" "$@"
}

# ---------------------------------------------------------------- every command

"$lets" help >"$work/overview"
sed -n '/^options/q; s/^  \([a-z][a-z-]*\) .*/\1/p' "$work/overview" >"$work/commands"
[ -s "$work/commands" ] || {
    echo "synopsis.sh: 'lets help' lists no command" >&2
    exit 1
}

for page in "$man"/lets-*.1; do
    page=${page##*/lets-}
    echo "${page%.1}"
done >"$work/list"
check 'pages of commands' "$work/commands" "$work/list"
sed -n '/^\.Ss Commands$/,/^\.El$/s/^\.It Cm //p' "$man/lets.1" >"$work/list"
check 'commands in lets(1)' "$work/commands" "$work/list"
completed '' >"$work/list"
check 'commands that bash completes' "$work/commands" "$work/list"

usage "$work/overview" >"$work/help"
synopsis "$man/lets.1" >"$work/list"
check 'SYNOPSIS of lets(1)' "$work/help" "$work/list"
sed -n '/^options/,$p' "$work/overview" >"$work/globals"
rows "$work/globals" >"$work/help"
entries "$man/lets.1" >"$work/list"
check 'OPTIONS of lets(1)' "$work/help" "$work/list"
grep '^--' "$work/help" >"$work/globals"
completed -- >"$work/list"
check 'options that bash completes before a command' "$work/globals" "$work/list"

while read -r command; do
    page=$man/lets-$command.1
    [ -f "$page" ] || continue
    "$lets" help "$command" >"$work/help"
    usage "$work/help" >"$work/usage"
    synopsis "$page" >"$work/list"
    check "SYNOPSIS of lets-$command(1)" "$work/usage" "$work/list"
    rows "$work/help" >"$work/rows"
    # A page may say what a global option means to its command, unless that has one of its own by that name.
    grep -vxFf "$work/rows" "$work/globals" >"$work/passed" || :
    entries "$page" | grep -vxFf "$work/passed" >"$work/list" || :
    check "OPTIONS of lets-$command(1)" "$work/rows" "$work/list"
    grep '^--' "$work/rows" | cat - "$work/globals" >"$work/help" || :
    completed "$command" -- >"$work/list"
    check "options that bash completes for $command" "$work/help" "$work/list"
done <"$work/commands"

echo "$n_checks checks, $n_wrong of them wrong"
[ "$n_wrong" -eq 0 ]
