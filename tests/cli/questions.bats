# SPDX-License-Identifier: MIT
# Questions and other writers: a command that stands at its question keeps nobody waiting, and what it was told
# yes to is what it does.

load helpers

# Every command that asks something on a terminal.
ASKING="forget-member seal record-cheques close-period sell-vouchers take-back-vouchers run"

# held ANSWERS OTHER ARGUMENT..: runs lets on a terminal of its own; while it stands at its first question OTHER, a
# shell command, is run and must succeed. What was seen on the terminal is in $BOX/log.
held() {
    command -v expect > "$BOX/which" || skip "expect is not installed"
    local answers=$1 other=$2
    shift 2
    # libedit keeps some bytes until the program ends.
    export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
    rm -f "$BOX/log"
    status=0
    expect -f "${BATS_TEST_DIRNAME}/held.exp" "$BOX/log" "$answers" "$other" "$LETS" "$@" > "$OUT" 2> "$ERR" \
        3>&- < /dev/null || status=$?
    [ "$status" -ne 96 ] || fail "the other writer failed"
}

saw() {
    tr -d '\r' < "$BOX/log" | grep -qF -- "$1" || {
        cat "$BOX/log" >&2
        return 1
    }
}

asked() {
    tr -d '\r' < "$BOX/log" | grep -cF -- "$1"
}

@test "every command that asks is in the list above" {
    local file command
    for file in $(grep -lE 'session_confirm\(|prompt_read\(' "$BATS_TEST_DIRNAME"/../../cmd/*/cmd_*.c); do
        command=$(basename "$file" .c | sed 's/^cmd_//; s/_/-/g')
        case " $ASKING " in
        *" $command "*) ;;
        *) echo "$command asks, and is not tried" >&2 && return 1 ;;
        esac
    done
}

@test "forget-member asks without the lock, and asks again where somebody recorded meanwhile" {
    books
    held "y|y" "$LETS transfer 1 2 1 --date 2026-03-01" forget-member 2
    [ "$status" -eq 0 ] || fail "forget-member ended with $status"
    saw "erased from the directory: 0002"
    saw "what you were asked about has changed meanwhile; once more:"
    [ "$(asked 'erase 0002: Bob Jones')" -eq 2 ]
    lacks 'Bob Jones' journal.directory.yaml
    done_ audit
}

@test "forget-member says everything once where nobody came between" {
    books
    held y true forget-member 2
    [ "$status" -eq 0 ]
    [ "$(asked 'erase 0002: Bob Jones')" -eq 1 ]
    [ "$(asked 'the account of 0002 is open')" -eq 1 ]
    [ "$(asked 'because of $LETS_NOW')" -eq 1 ]
    lacks 'Bob Jones' journal.directory.yaml
}

@test "a no is a no, and nothing is changed" {
    books
    keep
    held n true forget-member 2
    [ "$status" -eq 1 ]
    saw "not confirmed; nothing was changed"
    find . -path ./state -prune -o -type f -print > "$BOX/files"
    cmp journal.directory.yaml "$FIXTURES/books.directory.yaml"
    cmp journal.yaml "$FIXTURES/books.yaml"
}

@test "a member whose details another clerk changed while forget-member asked is asked about anew" {
    books
    held "y|y" "$LETS change-account 2 --email bob@new.example" forget-member 2
    [ "$status" -eq 0 ] || fail "ended with $status"
    saw "bob@new.example"
    [ "$(asked 'erase 0002: Bob Jones')" -eq 2 ]
    lacks 'Bob Jones' journal.directory.yaml
}

@test "seal asks without the lock, and about what stands there: another tail is asked about anew" {
    books
    printf '# typed\n- transfer: 4\n  date: 2026-02-20\n  from: "0001"\n  to: "0002"\n  amount: 1\n' >> journal.yaml
    held "y|y" "sed -i '81,\$s/\"0002\"/\"0003\"/' journal.yaml" seal
    [ "$status" -eq 0 ] || fail "seal ended with $status"
    [ "$(asked 'seal 1 entry, transfers of 1.00 LINK in all?')" -eq 2 ]
    saw "Ann Archer paid Bob Jones 1.00 LINK"
    saw "Ann Archer paid Cleo Patel 1.00 LINK"
    tail -n 5 journal.yaml | grep -q sha256
    done_ register -O csv
    answers '4,2026-02-20,0001,0003,1.00'
}

@test "close-period asks without the lock, and not again where another seal has shown that the clock is right" {
    books
    export LETS_NOW=2027-09-10T10:00:00+00:00
    held "y" "$LETS transfer 1 2 1" close-period 2027-08
    [ "$status" -eq 0 ] || fail "close-period ended with $status"
    [ "$(asked 'Close every day up to 2027-08-31?')" -eq 1 ]
    saw "closed up to 2027-08-31"
    done_ register -O csv
    answers '4,2027-09-10,0001,0002,1.00'
    held "n" true close-period 2027-08
    saw "2027-08 is closed already"
}

@test "close-period is not done without a yes" {
    books
    export LETS_NOW=2027-09-10T10:00:00+00:00
    keep
    held "n" true close-period 2027-08
    [ "$status" -eq 1 ]
    saw "not confirmed; nothing was changed"
    unchanged
}

@test "a sale of vouchers and their taking back are asked, and asked again where somebody recorded meanwhile" {
    books
    done_ add-central fete --purpose vouchers --debit-limit 0 --credit-limit none
    done_ issue-vouchers fete --value 5 4001 4010
    cp journal.yaml "$BOX/was"
    held "n" true sell-vouchers 1 4001 4004
    [ "$status" -eq 1 ]
    cmp journal.yaml "$BOX/was"
    held "y|y" "$LETS transfer 1 2 1" sell-vouchers 1 4001 4004
    [ "$status" -eq 0 ] || fail "sell-vouchers ended with $status"
    [ "$(asked 'sell 4 vouchers 4001-4004 to Ann Archer (0001) for 20.00 LINK?')" -eq 2 ]
    held "y|y" "$LETS transfer fete 2 5 --cheque 4002 --override code" take-back-vouchers fete 4001 4010 --to admin --reason torn
    [ "$status" -eq 0 ] || fail "take-back-vouchers ended with $status"
    saw "take back 4 vouchers for good, though they are not all expired: 4001-4004; 20.00 LINK to Administration (admin)?"
    saw "take back 3 vouchers for good, though they are not all expired: 4001, 4003-4004; 15.00 LINK to Administration (admin)?"
    done_ vouchers --out -O csv
    [ "$(wc -l < "$OUT")" -eq 1 ]
    done_ audit
}

@test "seal lets others see and wait for nothing" {
    books
    printf '# typed\n- transfer: 4\n  date: 2026-02-20\n  from: "0001"\n  to: "0002"\n  amount: 1\n' >> journal.yaml
    held y "$LETS balance > /dev/null && flock -n journal.yaml true" seal
    [ "$status" -eq 0 ] || fail "seal ended with $status"
    [ "$(asked 'seal 1 entry, transfers of 1.00 LINK in all?')" -eq 1 ]
    [ "$(asked 'Ann Archer paid Bob Jones 1.00 LINK')" -eq 1 ]
    done_ audit
}

@test "a pile that is typed is sealed when it is posted, and not when it was begun" {
    books
    unset LETS_NOW
    held "302|2|1|tap|2026-11-30|end|1|1" "sleep 2; $LETS transfer 1 2 1" record-cheques
    [ "$status" -eq 0 ] || { cat "$BOX/log"; fail "record-cheques ended with $status"; }
    lacks 'clock-behind' "$BOX/log"
    done_ audit
    done_ register -O csv
    answers '301'
}

@test "a writer that waited for the lock seals at the time at which it got it" {
    books
    unset LETS_NOW
    flock journal.yaml sleep 2 3>&- &
    local holder=$!
    sleep 0.3
    local began
    began=$(date +%s)
    done_ transfer 1 2 1 3>&-
    wait "$holder"
    local sealed
    sealed=$(date -d "$(sed -n 's/^- seal: //p' journal.yaml | tail -n 1)" +%s)
    [ "$sealed" -gt "$began" ] || fail "sealed at $sealed, begun at $began"
}

@test "a table that comes slowly keeps nobody waiting" {
    books
    { printf 'date,from,to,amount,ref\n'; sleep 2; printf '2026-03-01,1,2,2,late/1\n'; } | "$LETS" import - > "$OUT" 2> "$ERR" 3>&- &
    local slow=$!
    sleep 0.7
    flock -n journal.yaml true || fail "the lock is held while the table is waited for"
    "$LETS" transfer 1 2 1 > "$BOX/other" 2>&1 3>&-
    wait "$slow"
    done_ audit
}

@test "run shows the table once above its question, and works anew what changed meanwhile" {
    books
    done_ set-rule fee --of nothing --flat 2 --to admin --reason AGM
    done_ close-period 2026-02
    held y true run fee
    [ "$status" -eq 0 ] || fail "run ended with $status"
    [ "$(asked '0001    Ann Archer 2.00  -14.50')" -eq 1 ] || fail "the table was not shown once"
    saw "take by 'fee' from 3 members together 6.00 LINK? [y/N]"
    saw "it is taken back by: lets reverse 4-6 --reason TEXT"
    done_ reverse 4-6 --reason again
    held "y|y" "$LETS add-member 0004 --joined 2026-02-03" run fee
    [ "$status" -eq 0 ] || fail "run ended with $status"
    saw "what you were asked about has changed meanwhile; once more:"
    saw "take by 'fee' from 4 members together 8.00 LINK? [y/N]"
    saw "it is taken back by: lets reverse 10-13 --reason TEXT"
    done_ set-rule trust --of nothing --flat 70 --sets debit-limit --reason AGM
    held n true run trust
    [ "$status" -eq 1 ] || fail "run ended with $status"
    saw "set by 'trust' the debit limit of 4 members? [y/N]"
    saw "set by hand since the last run:"
    done_ audit
}
