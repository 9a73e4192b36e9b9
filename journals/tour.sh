#!/bin/sh
# SPDX-License-Identifier: MIT
# A tour of lets, for a fresh Debian 12: installs what the build needs and is missing, builds the program, and
# lives with it through the first weeks of a small scheme, in a folder of its own that is gone afterwards.
# Every command is shown with its answer, and any that goes otherwise than it must ends the tour with status 1.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
build=$root/.build/tour

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM

# ---------------------------------------------------------------- installing and building

# Runs a command without a word, unless it fails.
quietly() {
    "$@" >"$folder/log" 2>&1 </dev/null || {
        cat "$folder/log" >&2
        echo "tour: this failed: $*" >&2
        exit 1
    }
}

install_missing() {
    missing=''
    for package in gcc libc6-dev cmake make pkg-config libyaml-dev libssl-dev libcsv-dev libedit-dev libjansson-dev \
        libsmartcols-dev libutf8proc-dev libcairo2-dev libpango1.0-dev fonts-dejavu-core; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    echo "Installing:$missing"
    as_root=''
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || {
            echo "tour: this needs root, or sudo: apt-get install$missing" >&2
            exit 1
        }
        as_root=sudo
        sudo -v
    fi
    quietly $as_root apt-get update
    # shellcheck disable=SC2086 # a list of names
    quietly $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
}

install_missing
echo 'Building, which takes less than a minute ..'
quietly cmake -S "$root" -B "$build" -G 'Unix Makefiles' -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF
quietly cmake --build "$build" -j 2

# ---------------------------------------------------------------- showing

# Nothing of the user's: neither settings nor the heads that lets remembers.
unset LETS_JOURNAL LETS_TODAY
PATH=$build/cmd:$PATH
XDG_STATE_HOME=$folder/state
LETS_CLERK=treasurer
LC_ALL=C.UTF-8
export PATH XDG_STATE_HOME LETS_CLERK LC_ALL

# Says what comes next.
tell() {
    echo
    for line in "$@"; do
        echo "# $line"
    done
}

# The time at which the next commands are run. The warning that it is not the clock's is left out of what
# is shown.
clock() {
    LETS_NOW=$1
    export LETS_NOW
}

# Shows a command, runs it, shows its answer; STATUS is how it must exit.
show() {
    status=$1
    echo
    echo "\$ $2"
    is=0
    (eval "$2") >"$folder/raw" 2>&1 </dev/null || is=$?
    sed '/^lets: warning: sealing at /d' "$folder/raw" | tee "$folder/answer"
    [ "$is" -eq "$status" ] || {
        echo "tour: that should have exited with $status, and exited with $is" >&2
        exit 1
    }
    [ "$status" -eq 0 ] || echo "(exit status $status, as it must be)"
}

# What the answer just shown must contain.
must_say() {
    grep -qF -- "$1" "$folder/answer" || {
        echo "tour: that should have said '$1'" >&2
        exit 1
    }
}

# ---------------------------------------------------------------- January

mkdir "$folder/desk"
cd "$folder/desk"

tell 'New Year: Hazel Lane begins to trade. The books are one file, journal.yaml.'
clock 2026-01-01T11:00:00+00:00
show 0 "lets init 'Hazel Lane LETS' --unit NUT --debit-limit 60 --credit-limit 200"
clock 2026-01-01T11:05:00+00:00
show 0 'lets add-central admin --purpose administration --title Administration --debit-limit 100 --credit-limit none'
clock 2026-01-01T11:10:00+00:00
show 0 "lets add-member 0001 --name 'Ann Archer' --email ann@example.org --locality 'Top End'"
clock 2026-01-01T11:12:00+00:00
show 0 "lets add-member 0002 --name 'Bob Jones' --phone '01632 960202' --delivery paper"
clock 2026-01-01T11:14:00+00:00
show 0 "lets add-member 0003 --name 'Žofie Malá' --email zofie@example.org"

tell 'The first trades. Who pays goes below zero: a promise to the others.'
clock 2026-01-10T10:00:00+00:00
show 0 "lets transfer 0001 0002 12.50 --for 'kitchen tap'"
clock 2026-01-10T10:02:00+00:00
show 0 "lets transfer 2 3 8 --for 'bread, two weeks' --date 2026-01-08"
clock 2026-01-10T10:04:00+00:00
show 0 "lets transfer 3 1 32 --for 'bicycle overhauled'"

tell 'The slip said 23. What is recorded is never changed: it is reversed, and recorded anew.'
clock 2026-01-10T10:15:00+00:00
show 0 "lets correct 3 --amount 23 --reason 'slip says 23'"

tell 'Bob wants a shed for 75, and that is more than he may promise: the limit refuses it.'
clock 2026-01-17T10:00:00+00:00
show 1 "lets transfer 2 1 75 --for shed"
must_say '[over-debit-limit]'
tell 'A wrong command line is refused in other words, and with another exit status.'
show 2 "lets transfer 2 1 7,50 --for planks"

tell 'Everybody pays the membership.'
clock 2026-01-17T10:05:00+00:00
show 0 "for id in 1 2 3; do lets -q transfer \$id admin 5 --for 'membership 2026'; done"
tell 'This is how they stand. The list is pinned to the board in the hall, with the head under it.'
show 0 'lets balance | tee list.txt'
must_say 'total of all 4 accounts: 0.00 NUT'
paper=$(sed -n 's/^head \(.*\) after .*/\1/p' list.txt)

tell "Ann's account, line by line; everything in the order of recording; and the members."
show 0 'lets register 1'
show 0 'lets log --kind transfer'
show 0 'lets members'

tell 'A fortnight passes, with two more trades.'
clock 2026-01-31T10:00:00+00:00
show 0 "lets -q transfer 1 3 6.40 --for 'jam, four jars'"
show 0 "lets -q transfer 3 2 11 --for 'gutter cleared'"

tell 'Then somebody asks whether the list on the board was true.' \
    'The head on it answers: it is a state in the history of these books.'
show 0 "lets audit --witness '$paper'"
must_say 'after transfer 8'

# ---------------------------------------------------------------- paper

tell 'Ann and Bob get cheque books, and in February the box holds three slips. The pile is a table.'
clock 2026-01-31T10:10:00+00:00
show 0 'lets -q issue-cheques 1 101 125; lets -q issue-cheques 2 126 150'
clock 2026-02-07T10:00:00+00:00
cat >pile.csv <<'END'
cheque,written,to,amount,for
101,2026-02-02,3,4.50,eggs
126,2026-02-03,1,6,lift to the station
102,2026-02-05,2,2.25,seedlings
END
show 0 'cat pile.csv'
tell 'Counted by hand before: three slips, 12.75 in all. A wrong sum posts nothing.'
show 1 'lets record-cheques pile.csv --count 3 --total 12.25'
show 0 'lets record-cheques pile.csv --count 3 --total 12.75'
must_say '3 posted, 12.75 NUT'
show 0 'lets cheques --missing'

tell 'January is closed: nothing dated in it can be added, and its statements are final.'
show 0 'lets close-period 2026-01'
show 0 'lets statement 1 -p 2026-01'
must_say 'carried forward'
tell 'On paper, for those without e-mail: a file each, ready for a window envelope.'
show 0 'mkdir statements; lets statement --all -p 2026-01 --split statements -O pdf; ls statements'
must_say '2026-01_0001.pdf'
tell 'The committee sees how the scheme stands.'
show 0 'lets report'
must_say 'Trades between members'
tell 'And it can all be taken elsewhere.'
show 0 'lets export hledger | tail -n 12'

# ---------------------------------------------------------------- without lets, and against it

tell 'The books of a larger scheme, three months of them.'
cd "$root"
show 0 'lets -f journals/riverbank.yaml balance'
show 0 'lets -f journals/riverbank.yaml audit'

tell 'Its seals, checked with nothing but the programs of any Debian: each is the SHA-256 of the bytes above.'
mkdir "$folder/pieces"
cd "$folder/pieces"
cp "$root/journals/riverbank.yaml" ..
show 0 "csplit -s -z -n 9 -f piece- ../riverbank.yaml '/^  sha256: /' '{*}'"
show 0 "find . -name 'piece-*' | sort | xargs sha256sum | sed '\$d' | cut -c1-64 > computed"
show 0 "sed -n 's/^  sha256: //p' ../riverbank.yaml | cmp - computed && echo intact"
must_say intact

tell 'Now somebody changes one byte of a copy: Bob was paid 92.50 for that tap, not 12.50.'
cd "$folder/desk"
show 0 "sed 's/^  amount: 12\\.50\$/  amount: 92.50/' journal.yaml > altered.yaml"
show 1 'cmp -l journal.yaml altered.yaml'
show 1 'lets -f altered.yaml audit'
must_say '[damaged]'
tell 'And no balance is shown from altered bytes.'
show 3 'lets -f altered.yaml balance'
must_say '[damaged]'

tell 'That was the tour. The manual is in man/: man -l man/lets.1' "The program is $(
    cd "$root"
    find .build/tour/cmd -name lets -type f
)"
