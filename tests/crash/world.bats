# SPDX-License-Identifier: MIT
# Other programs at the worst moment, and file systems that lie: by strace, which holds a call back or counts, and by
# a C library that misbehaves (shim.c, in $SHIM).

load ../cli/helpers

MARK='# another program was here'

# held CALL N COMMAND ARGUMENT..: runs lets, held back for a while before its Nth such call, while COMMAND, a
# function, does something else. Write 1 is the warning about the clock.
held() {
    local call=$1 n=$2 meanwhile=$3
    shift 3
    strace -qq -o /dev/null -e trace="$call" -e inject="$call":delay_enter=700000:when="$n" \
        "$LETS" "$@" > "$OUT" 2> "$ERR" < /dev/null 3>&- &
    local pid=$!
    sleep 0.35
    "$meanwhile"
    status=0
    wait "$pid" || status=$?
}

replaced() {
    cp journal.yaml journal.yaml~
    mv journal.yaml~ journal.yaml
}
appended() {
    echo "$MARK" >> journal.yaml
}
head_is_unchanged() {
    head -c 1739 journal.yaml | cmp - "$FIXTURES/books.yaml"
}

@test "an editor that replaces the file while the lock is waited for is noticed: the new file is written" {
    books
    ln journal.yaml before.yaml
    flock journal.yaml sleep 2 3>&- &
    sleep 0.2
    "$LETS" transfer 1 2 1 > "$OUT" 2> "$ERR" < /dev/null 3>&- &
    local pid=$!
    sleep 1 # by then it has opened the file for good
    replaced
    wait "$pid"
    cmp before.yaml "$FIXTURES/books.yaml"
    grep -q '^- transfer: 4' journal.yaml
    done_ audit
}

@test "an editor that replaces the file once it is locked is noticed before success is told" {
    books
    ln journal.yaml before.yaml
    held flock 1 replaced transfer 1 2 1
    # flock is what is held back: the file that is locked then is no longer the one that bears the name.
    [ "$status" -eq 0 ]
    cmp before.yaml "$FIXTURES/books.yaml"
    grep -q '^- transfer: 4' journal.yaml
}

@test "an editor that replaces the file before the write is noticed, and both files are whole" {
    books
    ln journal.yaml before.yaml
    held write 3 replaced add-member 0004 --name "Dee Ford"
    [ "$status" -eq 4 ] || fail "ended with $status"
    complains "[journal-replaced]"
    [ ! -s "$OUT" ]
    cmp before.yaml "$FIXTURES/books.yaml"
    cmp journal.yaml "$FIXTURES/books.yaml"
    cmp journal.directory.yaml "$FIXTURES/books.directory.yaml"
    done_ add-member 0004 --name "Dee Ford"
    done_ audit
}

@test "an editor that saves what it had over a commit in the making is noticed before success is told" {
    books
    ln journal.yaml before.yaml
    saved() { cp "$FIXTURES/books.yaml" editor && mv editor journal.yaml; }
    held fdatasync 1 saved add-member 0004 --name "Dee Ford"
    [ "$status" -eq 4 ] || fail "ended with $status"
    complains "[journal-replaced]"
    [ ! -s "$OUT" ]
    cmp before.yaml "$FIXTURES/books.yaml"
    cmp journal.yaml "$FIXTURES/books.yaml"
    cmp journal.directory.yaml "$FIXTURES/books.directory.yaml"
    done_ add-member 0004 --name "Dee Ford"
    done_ audit
}

@test "a file that takes the place of the journal and holds the commit has it: success is told" {
    books
    held fdatasync 1 replaced add-member 0004 --name "Dee Ford"
    [ "$status" -eq 0 ] || fail "ended with $status"
    grep -q '^- member: "0004"' journal.yaml
    grep -q 'Dee Ford' journal.directory.yaml
    done_ audit
}

@test "what another run changed in the directory meanwhile stays, beside what this one changes" {
    books
    cp journal.yaml journal.yml
    other() { XDG_STATE_HOME=$BOX/state "$LETS" -f journal.yml add-member 0005 --name "Eve Gray" > "$BOX/other" 2>&1; }
    # The second lock is that of the folder.
    held flock 2 other add-member 0004 --name "Dee Ford"
    [ "$status" -eq 0 ] || fail "ended with $status"
    grep -q "Eve Gray" journal.directory.yaml
    grep -q "Dee Ford" journal.directory.yaml
    done_ audit
}

@test "an old copy that is saved over the journal after a command is noticed by the next one" {
    books
    cp journal.yaml old.yaml
    done_ transfer 1 2 1
    cp old.yaml journal.yaml
    refused 3 journal-cut balance
    refused 3 journal-cut transfer 1 2 1
}

@test "what a program that ignores the lock adds before a commit stops it, and stays" {
    books
    held flock 1 appended transfer 1 2 1
    [ "$status" -eq 0 ]
    books
    rm -r state
    held fsync 1 appended add-member 0004 --name "Dee Ford"
    [ "$status" -eq 4 ] || fail "ended with $status"
    complains "[journal-replaced]"
    cmp journal.directory.yaml "$FIXTURES/books.directory.yaml"
    [ "$(tail -n 1 journal.yaml)" = "$MARK" ]
    head_is_unchanged
    done_ add-member 0004 --name "Dee Ford"
    done_ audit
}

@test "what it adds during the write stays too, and the commit is taken back" {
    books
    held write 2 appended transfer 1 2 1
    [ "$status" -eq 4 ] || fail "ended with $status"
    complains "what was written does not stand at the end of the journal"
    [ "$(tail -n 1 journal.yaml)" = "$MARK" ]
    lacks '^- transfer: 4' journal.yaml
    done_ transfer 1 2 1
    done_ audit
}

@test "what it adds behind a commit stays, and the commit stands" {
    books
    held fdatasync 1 appended transfer 1 2 1
    [ "$status" -eq 0 ] || fail "ended with $status"
    [ "$(tail -n 1 journal.yaml)" = "$MARK" ]
    grep -q '^- transfer: 4' journal.yaml
    done_ audit
    done_ transfer 1 2 1
    done_ audit
}

@test "on a file system that ignores O_APPEND a commit still goes to the end" {
    books
    LD_PRELOAD=$SHIM LETS_SHIM_NO_APPEND=1 done_ transfer 1 2 1
    head_is_unchanged
    LD_PRELOAD=$SHIM LETS_SHIM_NO_APPEND=1 done_ transfer 1 2 1
    done_ audit
    printf -- '- transfer: 9' >> journal.yaml
    LD_PRELOAD=$SHIM LETS_SHIM_NO_APPEND=1 done_ recover
    done_ audit
}

@test "writes that stop short are gone on with" {
    books
    LD_PRELOAD=$SHIM LETS_SHIM_SHORT_WRITE=1 done_ add-member 0004 --name "Dee Ford" -o answer.csv
    grep -q "Dee Ford" journal.directory.yaml
    cp journal.yaml "$BOX/short.yaml"
    books
    rm -rf state
    done_ add-member 0004 --name "Dee Ford" -o answer.csv
    cmp journal.yaml "$BOX/short.yaml"
}

@test "a commit is one write and one sync of the journal" {
    books
    strace -qq -y -o "$BOX/calls" -e trace=write,pwrite64,writev,fdatasync,fsync,sync,sync_file_range,ftruncate \
        "$LETS" correct 1 --amount 11.50 --reason misread > "$OUT" 2> "$ERR"
    [ "$(grep 'journal.yaml>' "$BOX/calls" | cut -d'(' -f1 | tr '\n' ' ')" = "write fdatasync " ] ||
        fail "$(grep 'journal.yaml>' "$BOX/calls")"
}

@test "a sync that failed is never tried again: it is a failure, and the commit is taken back" {
    books
    status=0
    strace -qq -o "$BOX/calls" -e trace=fdatasync,ftruncate,write -e inject=fdatasync:error=EIO:when=1 \
        "$LETS" transfer 1 2 1 > "$OUT" 2> "$ERR" || status=$?
    [ "$status" -eq 4 ]
    complains "cannot sync the journal"
    [ ! -s "$OUT" ]
    cmp journal.yaml "$FIXTURES/books.yaml"
    [ "$(grep -v '^write(2' "$BOX/calls" | cut -d'(' -f1 | tr '\n' ' ')" = "write fdatasync ftruncate fdatasync " ]
}

@test "lets runs no other program and opens no connection" {
    books
    strace -qq -f -o "$BOX/calls" -e trace=execve,fork,vfork,clone,clone3,socket,connect,setuid,setresuid \
        "$LETS" add-member 0004 --name "Dee Ford" > "$OUT" 2> "$ERR"
    [ "$(cut -d' ' -f2- "$BOX/calls" | grep -c execve)" -eq 1 ]
    lacks 'socket|connect|fork|uid' "$BOX/calls"
}

@test "the journal is never mapped into memory" {
    books
    strace -qq -y -o "$BOX/calls" -e trace=mmap "$LETS" audit > "$OUT" 2> "$ERR"
    lacks 'journal\.yaml>' "$BOX/calls"
}

@test "a journal that is cut short while it is read is told of, and kills nobody" {
    books
    cut() { truncate -s 100 journal.yaml; }
    held pread64 1 cut balance
    [ "$status" -eq 4 ] || [ "$status" -eq 3 ] || fail "ended with $status"
    grep -qE '\[(input-output|damaged|not-a-journal)\]' "$ERR" || fail "no reason"
}

@test "a clock that stands in no year of the format is refused, not sealed" {
    books
    unset LETS_NOW
    local seconds
    for seconds in -9223372036854775807 -3000000000 32503680000 9223372036854775807; do
        LD_PRELOAD=$SHIM LETS_SHIM_TIME=$seconds refused 2 bad-usage transfer 1 2 1 || return 1
        complains "LETS_NOW"
    done
    LD_PRELOAD=$SHIM LETS_SHIM_TIME=1767744000 refused 1 clock-behind transfer 1 2 1
}
