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

@test "-o -, devices and pipes are written through, and nothing is replaced" {
    books
    done_ balance -O csv
    mv "$OUT" "$BOX/plain"
    done_ balance -O csv -o -
    cmp "$OUT" "$BOX/plain"
    [ ! -e ./- ]
    done_ balance -O csv -o /dev/stdout
    cmp "$OUT" "$BOX/plain"
    done_ transfer 1 2 3 -o /dev/null
    [ -c /dev/null ]

    echo first > log
    inode=$(stat -c %i log)
    for name in /dev/stdout /dev/fd/1 /proc/self/fd/1; do
        "$LETS" balance -O csv -o "$name" >> log
    done
    "$LETS" balance -O csv -o /dev/fd/7 7>> log
    "$LETS" balance -O csv -o /dev/stderr 2>> log
    [ "$(stat -c %i log)" = "$inode" ]
    done_ balance -O csv
    { echo first; for i in 1 2 3 4 5; do cat "$OUT"; done; } | cmp - log

    mkfifo pipe
    cat pipe > read &
    "$LETS" balance -O csv -o pipe
    wait $!
    cmp read "$OUT"
    [ -p pipe ]
}

@test "a closed standard output is an error, and a writer then changes nothing" {
    books
    keep
    run -4 bash -c '"$0" balance 2>&1 >&-' "$LETS"
    [[ $output == *"cannot write to standard output: it is closed [input-output]"* ]]
    run -4 bash -c '"$0" transfer 1 2 3 2>&1 >&-' "$LETS"
    run -4 bash -c '"$0" transfer 1 2 3 -o /dev/fd/1 2>&1 >&-' "$LETS"
    unchanged
    bash -c '"$0" balance -o answer >&-' "$LETS"
    [ -s answer ]
}

@test "an answer never goes onto what keeps another ledger" {
    books
    done_ init Brook --unit U --debit-limit 1 --credit-limit 1 -f other.yaml
    cp journal.directory.yaml people
    cp other.yaml elsewhere.txt
    printf -- '- digest: 0123\n  key: 4567\n' > keys
    printf '# by hand\n\n- next: 14\n' > wanted
    printf '\357\273\277---\n# moved\n- "ledger": Brook\n' > edited
    echo remains > journal.yaml.tail-1
    mkdir away
    echo remains > away/brook.yml.tail-12
    for name in other.yaml other.csv other.listings.yaml other.keys.yaml journal.html people elsewhere.txt keys \
        wanted edited journal.yaml.tail-1 away/brook.yml.tail-12 "$XDG_STATE_HOME/lets/memory" \
        "$(find "$XDG_STATE_HOME/lets" -type f | head -n 1)"; do
        refused 2 bad-usage balance -o "$name" || return 1
        refused 2 bad-usage transfer 1 2 3 -o "$name" || return 1
    done
    complains "name another file: answers never replace it"
    refused 2 bad-usage init Third --unit U --debit-limit 1 --credit-limit 1 -f third.yaml -o third.csv
    cp other.yaml transfer.yaml
    refused 2 bad-usage export csv --split .
    complains "--split: './transfer.csv' has a name of those that lie beside a journal"
    done_ balance -o others.csv
    done_ balance -o others.csv
}

@test "an empty text names neither file nor folder" {
    books
    printf 'date,from,to,amount,ref\n2026-02-01,1,2,1,a\n' > t.csv
    refused 2 empty-value statement 1 -p 2026-02 --split ''
    complains "lets: --split: an empty text is no name: give one, or leave it out"
    refused 2 empty-value export csv --split ''
    refused 2 empty-value balance -o ''
    refused 2 empty-value balance -f ''
    refused 2 empty-value import t.csv --rejects ''
    refused 2 empty-value import --json ''
    refused 2 empty-value record-cheques ''
    refused 2 empty-value audit --lost ''
    refused 2 bad-usage import ''
    refused 2 bad-usage import --members ''
}

@test "--rejects names a file, and none that keeps something" {
    books
    printf 'date,from,to,amount\n2026-02-01,1,9,1\n' > t.csv
    for name in - /dev/stdout /dev/null journal.rest.csv; do
        refused 2 bad-usage import t.csv --rejects "$name" || return 1
    done
    ln -s nowhere rest.csv
    refused 1 file-exists import t.csv --rejects rest.csv
    refused 2 bad-usage import t.csv --rejects a.csv -o ./a.csv
}

@test "where all may write, no link that somebody else made is followed" {
    [ "$(id -u)" = 0 ] || skip "makes links of another user"
    books
    mkdir -m 1777 "$BOX/all" target
    ln -s "$PWD/target/answer" "$BOX/all/answer.csv"
    ln -s "$PWD/target" "$BOX/all/folder"
    done_ balance -o "$BOX/all/answer.csv"
    rm -f target/answer "$BOX/all/answer.csv"
    : > target/answer
    ln -s "$PWD/target/answer" "$BOX/all/answer.csv"
    chown -h nobody "$BOX/all/answer.csv" "$BOX/all/folder"
    refused 2 bad-usage balance -o "$BOX/all/answer.csv"
    refused 2 bad-usage statement 1 -p 2026-01 --split "$BOX/all/folder/"
    [ "$(find target -type f -size +0)" = "" ]
}

@test "an answer that nobody reads as yet keeps nobody else from writing" {
    books
    mkfifo pipe
    "$LETS" transfer 1 2 6 -o pipe 2> "$ERR" 3>&- &
    local writer=$!
    for _ in $(seq 100); do
        [ "$(grep -c '^- transfer: ' journal.yaml)" -eq 4 ] && break
        sleep 0.1
    done
    done_ transfer 1 2 7
    answers "transfer 5: Ann Archer paid Bob Jones 7.00 LINK"
    cat pipe > read
    wait "$writer"
    grep -q "^transfer 4: Ann Archer paid Bob Jones 6.00 LINK" read
    done_ balance
    quiet
    # Both heads were remembered.
    cp "$FIXTURES/books.yaml" journal.yaml
    refused 3 journal-cut balance
}

# onto FILE COMMAND..: that command of bash, in which $0 is lets, is refused, and leaves the file as it was.
onto() {
    local file=$1
    shift
    cp "$file" "$BOX/before"
    run -2 bash -c "$1" "$LETS"
    cmp "$file" "$BOX/before"
    [[ $output == *"[bad-usage]"* ]] || fail "$output"
}

@test "no answer goes through an open file onto what keeps a ledger" {
    books
    done_ init Brook --unit U --debit-limit 1 --credit-limit 1 -f other.yaml
    cp journal.yaml elsewhere.txt
    echo cheque > journal.draft-treasurer.csv
    onto journal.yaml '"$0" balance >> journal.yaml'
    onto journal.yaml '"$0" balance -o - >> journal.yaml'
    onto journal.yaml '"$0" balance -O csv -o /dev/fd/9 9<> journal.yaml'
    onto journal.yaml '"$0" balance -O csv -o /dev/stdout >> journal.yaml'
    onto journal.yaml 'exec 9>> journal.yaml; "$0" balance -O csv -o /proc/$$/fd/9'
    onto journal.yaml '"$0" transfer 1 2 3 >> journal.yaml'
    onto journal.directory.yaml '"$0" balance >> journal.directory.yaml'
    onto journal.draft-treasurer.csv '"$0" balance >> journal.draft-treasurer.csv'
    onto other.yaml '"$0" balance >> other.yaml'
    onto elsewhere.txt '"$0" balance -O csv -o /dev/fd/9 9>> elsewhere.txt'
    run -2 bash -c '"$0" balance >> journal.yaml' "$LETS"
    [[ $output == "lets: standard output: '/dev/stdout' is the journal [bad-usage]"* ]] || fail "$output"
}

@test "a journal is known however its first key is spelled" {
    books
    local key
    for key in '- ? ledger' '- "\x6cedger":' "- ! 'ledger':" '- !!str ledger:'; do
        sed "1,/^- ledger/s/^- ledger:.*/${key//\\/\\\\}/" "$FIXTURES/books.yaml" > elsewhere.txt
        grep -qF -- "$key" elsewhere.txt
        cp elsewhere.txt "$BOX/before"
        refused 2 bad-usage balance -O csv -o elsewhere.txt
        cmp elsewhere.txt "$BOX/before"
    done
}
