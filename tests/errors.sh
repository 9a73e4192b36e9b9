#!/bin/sh
# Every status of lets.h has one journal in journals/errors, and that journal provokes it. Its second line,
# `# provoke: COMMAND`, is run as a shell command in a fresh folder that holds a copy of the journal;
# the first error that it prints must end in [name], its exit status must be the one in lets.h, and the copy
# must be as it was. `none` is for what no journal can provoke: then the journal must pass lets audit. A third
# line `# needs: X` names a program that the command needs, or `plain build`; where that is not to be had, the
# journal is skipped, and that is said.
#
# usage: sh tests/errors.sh LETS_BINARY HEADER_FILE JOURNALS_ERRORS_DIR
set -u
export LC_ALL=C

[ $# -eq 3 ] || {
    echo 'usage: sh tests/errors.sh LETS_BINARY HEADER_FILE JOURNALS_ERRORS_DIR' >&2
    exit 2
}
binary=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
header=$2
journals=$(cd "$3" && pwd)
longest=60 # seconds that a command may take

top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
trap 'exit 1' HUP INT TERM
mkdir "$top/bin"
ln -s "$binary" "$top/bin/lets"

n_failed=0
n_passed=0
n_skipped=0

fail()
{
    echo "FAILED $1: $2"
    n_failed=$((n_failed + 1))
}

skip()
{
    echo "skipped $1: $2"
    n_skipped=$((n_skipped + 1))
}

# Rows "name exit-status" from the list in the header.
list_statuses()
{
    sed -n 's/^ *X([A-Z0-9_]*, "\([a-z0-9-]*\)", \([0-9]\),.*/\1 \2/p' "$header"
}

# What a line of a journal, by its number, says after "# KEY: "; nothing where it says something else.
directive()
{
    sed -n "$2s/^# $3: //p" "$1"
}

# Whether what a journal needs is there; a program must not only be there but work.
has_needed()
{
    case $1 in
        'plain build') ! grep -q '__asan_init\|__msan_init\|__tsan_init' "$binary" ;;
        strace) strace -o "$top/trace" -e inject=fdatasync:error=EIO true 2>"$top/why" ;;
        *) command -v "$1" >"$top/why" ;;
    esac
}

# Runs a command on a copy of a journal as journal.yaml in a fresh folder; what it prints on standard error is
# printed. A pipe, for the command may forbid large files. The leak sanitizer cannot run under strace.
run()
{
    rm -rf "$top/work"
    mkdir -p "$top/work/state"
    cp "$1" "$top/work/journal.yaml"
    leaks=1
    [ "$3" != strace ] || leaks=0
    (
        cd "$top/work" || exit 99
        unset LETS_JOURNAL LETS_TODAY
        ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=$leaks
        LETS_CLERK=treasurer
        LETS_NOW=2026-03-01T10:00:00+00:00
        XDG_STATE_HOME=$top/work/state
        HOME=$top/work/state
        PATH=$top/bin:$PATH
        export ASAN_OPTIONS LETS_CLERK LETS_NOW XDG_STATE_HOME HOME PATH
        timeout "$longest" sh -c "$2" 2>&1 >/dev/null </dev/null
    )
}

# The name in brackets of the first error among what was printed: warnings and notes are none.
name_printed()
{
    printf '%s\n' "$1" | sed -n '/: note: /d; s/^lets: .* \[\([a-z0-9-]*\)\]$/\1/p' | head -n 1
}

check()
{
    name=$1
    journal=$journals/$name.yaml
    command=$(directive "$journal" 2 provoke)
    needed=$(directive "$journal" 3 needs)
    wanted=$2
    wanted_name=$name

    case $(sed -n 1p "$journal") in
        '# '*) ;;
        *) fail "$name" 'line 1 does not say what is wrong'; return ;;
    esac
    if [ -z "$command" ]; then
        fail "$name" "line 2 is no '# provoke: COMMAND'"
        return
    elif [ "$command" = none ]; then
        command='lets audit'
        wanted=0
        wanted_name=''
    fi
    if [ -n "$needed" ] && ! has_needed "$needed"; then
        skip "$name" "needs $needed"
        return
    fi
    printed=$(run "$journal" "$command" "$needed")
    status=$?
    printed_name=$(name_printed "$printed")
    if [ "$printed_name" != "$wanted_name" ]; then
        fail "$name" "printed [$printed_name]: $(printf '%s\n' "$printed" | tail -n 4 | tr '\n' ' ')"
    elif [ "$status" -ne "$wanted" ]; then
        fail "$name" "exit status $status, not $wanted"
    elif ! cmp -s "$journal" "$top/work/journal.yaml"; then
        fail "$name" 'the journal was changed'
    else
        n_passed=$((n_passed + 1))
    fi
}

list_statuses >"$top/statuses"
[ -s "$top/statuses" ] || fail "$header" 'no statuses found'
while read -r name status; do
    if [ -f "$journals/$name.yaml" ]; then
        check "$name" "$status" </dev/null
    else
        fail "$name" "there is no $name.yaml"
    fi
done <"$top/statuses"
for journal in "$journals"/*; do
    name=$(basename "$journal" .yaml)
    if [ "$journal" != "$journals/$name.yaml" ] || ! grep -q "^$name " "$top/statuses"; then
        fail "$name" "$(basename "$journal") belongs to no status"
    fi
done
echo "$n_passed passed, $n_failed failed, $n_skipped skipped"
[ "$n_failed" -eq 0 ]
