#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Where the answer goes: -o, who may read it, and what happens where it cannot be written.

load helpers

mode_of() {
    stat -c %a "$1"
}

@test "a new file of -o is its owner's alone, and with --ids as the umask says" {
    books
    umask 022
    done_ members -o members.csv
    [ "$(mode_of members.csv)" = 600 ]
    done_ balance --ids -o ids.csv
    [ "$(mode_of ids.csv)" = 644 ]
    umask 077
    done_ balance --ids -o private.csv
    [ "$(mode_of private.csv)" = 600 ]
    chmod 640 members.csv
    done_ members -o members.csv
    [ "$(mode_of members.csv)" = 640 ]
    [ "$(find . -name '*.new-*')" = "" ]
}

@test "a writer whose answer could not be written writes nothing" {
    books
    refused 4 no-such-file transfer 1 2 3 -o nowhere/answer.json
    complains "lets: nowhere/answer.json: cannot write the file: No such file or directory"
    refused 4 no-permission transfer 1 2 3 -o /dev/null
    mkdir folder
    refused 4 no-permission transfer 1 2 3 -o folder
    refused 4 no-such-file init Brook --unit U --debit-limit 1 --credit-limit 1 -f brook.yaml -o nowhere/answer
    refused 4 no-such-file recover -o nowhere/answer
}

@test "a rehearsal ends as the run would where a file could not be made" {
    for dry in "" -n; do
        # shellcheck disable=SC2086
        refused 4 no-such-file init Brook --unit U --debit-limit 1 --credit-limit 1 -f nowhere/brook.yaml $dry
    done
}
