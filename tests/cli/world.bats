# SPDX-License-Identifier: MIT
# The world around the program: clocks, time zones and locales, links, folders and devices, modes, names that look
# like something else, streams that are closed or full, other programs on the same files.

load helpers

# as_nobody ARGUMENT..: runs lets as a user for whom permissions count.
as_nobody() {
    local before=()
    if [ "$(id -u)" -eq 0 ]; then
        chmod a+rx "$BOX" "$BATS_RUN_TMPDIR" "$BATS_SUITE_TMPDIR" "$BATS_FILE_TMPDIR" # not what a test made unreadable
        chown -R nobody "$BOX"
        cp "$LETS" "$BOX/lets"
        before=(setpriv --reuid nobody --clear-groups)
        status=0
        "${before[@]}" "$BOX/lets" "$@" > "$OUT" 2> "$ERR" < /dev/null 3>&- || status=$?
        return
    fi
    call "$@"
}

# as_clerk USER GROUPS ARGUMENT..: runs lets as a user of these numbers, in a folder that the group 3000 shares.
as_clerk() {
    local user=$1 groups=$2
    shift 2
    [ "$(id -u)" -eq 0 ] || skip "only root can be other users"
    chmod a+rX "$BATS_RUN_TMPDIR" "$BATS_SUITE_TMPDIR" "$BATS_FILE_TMPDIR" "$BOX"
    cp "$LETS" "$BOX/lets"
    status=0
    HOME=$BOX/$user XDG_STATE_HOME=$BOX/state setpriv --reuid "$user" --regid "$user" --groups "$groups" \
        "$BOX/lets" "$@" > "$OUT" 2> "$ERR" < /dev/null 3>&- || status=$?
    [ "$status" -eq 0 ] || fail "clerk $user: lets $* ended with $status"
}

# shared: the sample books, of clerk 2001, in a folder of the group 3000.
shared() {
    [ "$(id -u)" -eq 0 ] || skip "only root can be other users"
    books
    mkdir "$BOX/state"
    chmod 1777 "$BOX/state"
    chown 2001:3000 . journal.yaml journal.directory.yaml
    chmod 2770 .
    chmod 660 journal.yaml journal.directory.yaml
}

# ---- files that are replaced

@test "a memory of heads that may not be read is told from a damaged one, and made anew" {
    books
    as_nobody balance
    local memory
    memory=$(ls -d state/lets/*)
    chmod 0 "$memory"
    as_nobody balance
    complaint <<END
lets: warning: what was remembered of this journal, in '$BOX/books/$memory', cannot be read: Permission denied: whether something was cut off the journal cannot be told this time
END
    [ "$(stat -c %a "$memory")" = 600 ]
    as_nobody balance
    quiet
}

@test "a directory that clerks share keeps its group and its mode, whoever replaces it" {
    shared
    chmod g-s . # a new file has its maker's group
    as_clerk 2002 3000 change-account 1 --phone 123
    [ "$(stat -c '%g %a' journal.directory.yaml)" = "3000 660" ] || fail "$(stat -c '%U:%g %a' journal.directory.yaml)"
    lacks 'could not' "$ERR"
    as_clerk 2001 3000 change-account 1 --phone 124
    [ "$(stat -c '%g %a' journal.directory.yaml)" = "3000 660" ]
    grep -q '"124"' journal.directory.yaml
}

@test "where the group cannot be kept, the other one gets nothing, and it is said" {
    shared
    chmod g-s,a+rwx .
    chmod 666 journal.yaml
    chmod 664 journal.directory.yaml
    as_clerk 2003 2003 change-account 1 --phone 123
    [ "$(stat -c '%g %a' journal.directory.yaml)" = "2003 604" ] || fail "$(stat -c '%g %a' journal.directory.yaml)"
    complains "warning: 'journal.directory.yaml' could not keep its group"
}

@test "an owner who cannot be kept and may then do less is said" {
    shared
    chmod 640 journal.directory.yaml
    as_clerk 2002 3000 change-account 1 --phone 123
    complains "warning: 'journal.directory.yaml' could not keep its owner, who may now do less with it"
    # One who is known to the system, and in no such group.
    id nobody > "$BOX/nobody" || skip "there is no user called nobody"
    chmod 660 journal.directory.yaml
    chown nobody:3000 journal.directory.yaml
    as_clerk 2002 3000 change-account 1 --phone 124
    complains "warning: 'journal.directory.yaml' could not keep its owner, who may now do less with it"
}

@test "an answer of -o keeps the group and the mode of the file that it replaces" {
    shared
    echo old > out.csv
    chown 2001:3000 out.csv
    chmod 640 out.csv
    as_clerk 2002 3000 balance -o out.csv
    [ "$(stat -c '%g %a' out.csv)" = "3000 640" ]
    [ "$(head -c 7 out.csv)" = account ]
}

# list FILE: its access control list, as the system keeps it; list FILE HEX sets it.
list() {
    python3 - "$@" <<'END'
import os, sys
name = "system.posix_acl_access"
if len(sys.argv) > 2:
    os.setxattr(sys.argv[1], name, bytes.fromhex(sys.argv[2]))
else:
    print(os.getxattr(sys.argv[1], name).hex())
END
}

@test "an access control list is kept, and the group in it closed where the group is not" {
    shared
    chmod g-s,a+rwx .
    # user rw, user 2003 rw, group r, mask rw, other none
    local entries=02000000
    entries+=01000600ffffffff02000600d307000004000400ffffffff10000600ffffffff20000000ffffffff
    list journal.directory.yaml "$entries" 2> /dev/null || skip "no access control lists here"
    list journal.directory.yaml > "$BOX/before"
    done_ change-account 1 --phone 123
    list journal.directory.yaml > "$BOX/after"
    cmp "$BOX/before" "$BOX/after"
    chmod 666 journal.yaml
    list journal.directory.yaml "$entries"
    as_clerk 2003 2003 change-account 1 --phone 124
    complains "could not keep its group"
    [ "$(list journal.directory.yaml)" = "${entries/04000400/04000000}" ] || fail "$(list journal.directory.yaml)"
}

@test "remarks written into the directory by hand survive what is changed" {
    books
    sed -i -e '1i # ask Eve before you change this\n' -e 's/^  name: Bob Jones$/& # plays the fiddle/' journal.directory.yaml
    done_ change-account 2 --phone 123
    done_ add-member 0009 --name Dora
    done_ forget-member 1 --yes
    [ "$(head -n 1 journal.directory.yaml)" = "# ask Eve before you change this" ]
    grep -qx '  name: Bob Jones # plays the fiddle' journal.directory.yaml
    grep -q Dora journal.directory.yaml
}

# ---- clocks, time zones, locales

@test "a clock that runs backwards is refused until it is said why" {
    books
    done_ transfer 1 2 1
    LETS_NOW=2026-03-01T09:58:59+00:00 refused 1 clock-behind transfer 1 2 1
    LETS_NOW=2026-03-01T09:58:59+00:00 done_ transfer 1 2 1 --clock-reason "the battery was flat"
    grep -qx '  reason: the battery was flat' journal.yaml
    done_ audit
}

@test "a clock up to a minute behind seals at the time of the last seal" {
    books
    done_ transfer 1 2 1
    LETS_NOW=2026-03-01T09:59:00+00:00 done_ transfer 1 2 2
    [ "$(grep -c '^- seal: 2026-03-01T10:00:00+00:00$' journal.yaml)" -eq 2 ]
    LETS_NOW=2026-03-01T10:59:30+01:00 done_ transfer 1 2 3
    grep -qx -e '- seal: 2026-03-01T11:00:00+01:00' journal.yaml
    LETS_NOW=2026-03-01T23:59:58+00:00 done_ transfer 1 2 4
    LETS_NOW=2026-03-02T00:59:40+01:00 done_ transfer 1 2 5
    grep -qx -e '- seal: 2026-03-02T00:59:58+01:00' journal.yaml
    [ "$(grep -c '^  reason: ' journal.yaml)" -eq 0 ]
    done_ audit
}

@test "a clock that stands still, and one in another zone, are no clock that runs backwards" {
    books
    done_ transfer 1 2 1
    done_ transfer 1 2 1
    LETS_NOW=2026-03-01T05:00:00-05:00 done_ transfer 1 2 1
    LETS_NOW=2026-03-01T10:58:59+01:00 refused 1 clock-behind transfer 1 2 1
    done_ audit
}

@test "--zone counts the days of a table, and leaves today and the seal to the clerk's zone" {
    books
    unset LETS_NOW
    printf 'date,from,to,amount\n2026-02-01T23:30:00Z,1,2,7.00\n' > t.csv
    TZ=XXX+12 done_ import t.csv --ref-prefix t --zone Pacific/Kiritimati
    [ "$(grep -c '^  date: 2026-02-02$' journal.yaml)" -eq 1 ] || fail "not the day of the zone: $(tail -9 journal.yaml)"
    grep '^- seal:' journal.yaml | tail -1 | grep -q -- '-12:00$' || fail "not the clerk's zone: $(tail -4 journal.yaml)"
}

@test "every time zone seals in its own time, or in UTC where there is none such" {
    books
    unset LETS_NOW
    local zone
    for zone in UTC Asia/Kathmandu America/St_Johns XXX-14 XXX+12 XXX24 XXX-24:59:59 bogus :/etc/passwd ""; do
        TZ=$zone done_ transfer 1 2 0.01 || return 1
        grep '^- seal: ' journal.yaml | tail -n 1 > "$BOX/seal"
        grep -qE '^- seal: [0-9-]{10}T[0-9:]{8}[+-][0-9]{2}:[0-9]{2}$' "$BOX/seal" || fail "$zone: $(cat "$BOX/seal")"
    done
    done_ audit
}

@test "no locale changes a number, a byte or an order" {
    books
    done_ balance
    cp "$OUT" "$BOX/plain"
    local locale
    for locale in C POSIX C.UTF-8 de_DE.UTF-8 tr_TR.UTF-8 ar_EG.UTF-8 ja_JP.SJIS nonsense; do
        LC_ALL=$locale LANG=$locale done_ balance
        cmp "$OUT" "$BOX/plain" || fail "$locale changes the answer" || return 1
    done
    for locale in C de_DE.UTF-8 tr_TR.UTF-8; do
        LC_ALL=$locale done_ transfer 1 2 0.01 --for "Büro, Ähren: çay" || return 1
        answers "0.01 LINK for Büro, Ähren: çay"
    done
    done_ audit
}

# ---- what a name leads to

@test "a symbolic link to a journal is followed, and stays" {
    books
    mkdir away
    mv journal.yaml journal.directory.yaml away
    ln -s away/journal.yaml journal.yaml
    done_ transfer 1 2 1
    answers "Ann Archer paid Bob Jones 1.00 LINK"
    done_ add-member 0004 --name "Dee Ford"
    [ -L journal.yaml ]
    grep -q "Dee Ford" away/journal.directory.yaml
    [ ! -e journal.directory.yaml ]
    printf -- '- transfer: 9' >> away/journal.yaml
    done_ recover
    [ -L journal.yaml ]
    [ -s away/journal.yaml.tail-1 ]
    done_ audit
}

@test "a directory file that is a symbolic link stays one" {
    books
    mv journal.directory.yaml people.yaml
    ln -s people.yaml journal.directory.yaml
    done_ add-member 0004 --name "Dee Ford"
    [ -L journal.directory.yaml ]
    grep -q "Dee Ford" people.yaml
}

@test "a folder, a pipe, a device and a loop of links are no journals, and nothing waits for them" {
    mkdir folder.yaml
    mkfifo pipe.yaml
    ln -s loop-b.yaml loop-a.yaml
    ln -s loop-a.yaml loop-b.yaml
    ended 3 balance -f folder.yaml
    ended 3 balance -f pipe.yaml
    ended 3 transfer 1 2 1 -f pipe.yaml
    ended 3 balance -f /dev/zero
    ended 4 balance -f loop-a.yaml
    ended 4 balance -f nowhere.yaml
    ended 4 balance -f nowhere/journal.yaml
    books
    rm journal.directory.yaml
    mkfifo journal.directory.yaml
    ended 4 balance
    ended 4 add-member 0004 --name "Dee Ford"
    done_ balance --ids
}

@test "an answer never goes onto a file of the books, by whatever name" {
    books
    ln journal.yaml hard.csv
    ln -s journal.yaml soft.csv
    ln -s journal.directory.yaml people.csv
    local name
    for name in journal.yaml ./journal.yaml ../books/journal.yaml hard.csv soft.csv journal.directory.yaml people.csv; do
        refused 2 bad-usage balance -o "$name" || return 1
        refused 2 bad-usage transfer 1 2 1 -o "$name" || return 1
    done
    rm hard.csv soft.csv people.csv journal.directory.yaml
    refused 2 bad-usage balance -o ./journal.directory.yaml
    refused 2 bad-usage add-member 0004 --name "Dee Ford" -o journal.directory.yaml
}

@test "names that look like options, paths or formats are names" {
    books
    cp journal.yaml ./-x.yaml
    done_ balance --journal=-x.yaml
    done_ balance -f ./-x.yaml
    rm ./-x.yaml
    done_ add-member 0004 --name=--help --address="../../etc/passwd" --phone='%s%n%n'
    done_ members 0004 -O csv
    answers "0004,'--help,,%s%n%n,../../etc/passwd,"
    done_ transfer 1 4 0.01 --for '$(touch owned) `touch owned` ; touch owned'
    done_ transfer 1 4 0.01 --for=--dry-run
    [ ! -e owned ]
    refused 2 bad-id add-member ../0005 --name x
    refused 2 bad-id add-member .. --name x
    refused 2 bad-id add-member -- -5
    refused 2 bad-id add-member -5
    done_ audit
}

@test "a file's name with control characters does not reach the terminal" {
    local name=$'evil\033]0;x\a\033[31m.yaml'
    ended 4 balance -f "$name"
    lacks $'[\001-\010\013-\037]' "$ERR"
    cp "$FIXTURES/books.yaml" "$name"
    printf -- '- transfer: 9' >> "$name"
    done_ balance -f "$name"
    lacks $'[\001-\010\013-\037]' "$ERR"
    lacks $'[\001-\010\013-\037]' "$OUT"
}

# ---- modes and permissions

@test "new files with personal data are the owner's alone whatever the umask says, others go by it" {
    umask 000
    done_ init Brook --unit U --debit-limit 9 --credit-limit 9
    [ "$(stat -c %a journal.yaml)" = 666 ]
    done_ add-member 0001 --name "Ann Archer"
    [ "$(stat -c %a journal.directory.yaml)" = 600 ]
    [ "$(stat -c %a state/lets)" = 700 ]
    [ "$(stat -c %a state/lets/*)" = 600 ]
    umask 077
    done_ init Brook --unit U --debit-limit 9 --credit-limit 9 -f other.yaml
    [ "$(stat -c %a other.yaml)" = 600 ]
}

@test "every file that is written again keeps its mode, and what recovery saves has the journal's" {
    books
    chmod 640 journal.yaml
    chmod 604 journal.directory.yaml
    echo old > answer.csv
    chmod 664 answer.csv
    done_ add-member 0004 --name "Dee Ford" -o answer.csv
    [ "$(stat -c %a journal.yaml journal.directory.yaml answer.csv | tr '\n' ' ')" = "640 604 664 " ]
    printf -- '- transfer: 9' >> journal.yaml
    done_ recover
    [ "$(stat -c %a journal.yaml journal.yaml.tail-1 | tr '\n' ' ')" = "640 640 " ]
}

@test "in a folder that may not be written to, the journal can be, and its directory cannot" {
    books
    mkdir -p state/lets
    as_nobody balance
    chmod 555 .
    as_nobody transfer 1 2 1
    [ "$status" -eq 0 ] || fail "the transfer ended with $status"
    cp -p journal.yaml journal.directory.yaml "$BOX"
    as_nobody add-member 0004 --name "Dee Ford"
    [ "$status" -eq 4 ] || fail "add-member ended with $status"
    complains "[no-permission]"
    cmp journal.yaml "$BOX/journal.yaml"
    cmp journal.directory.yaml "$BOX/journal.directory.yaml"
    as_nobody init Brook --unit U --debit-limit 9 --credit-limit 9 -f new.yaml
    [ "$status" -eq 4 ] || fail "init ended with $status"
    chmod 755 .
    chmod 444 journal.yaml
    as_nobody transfer 1 2 1
    [ "$status" -eq 4 ] || fail "a journal that may not be written to ended with $status"
    complains "[no-permission]"
    as_nobody balance
    [ "$status" -eq 0 ]
}

# ---- streams

@test "an answer to a full disk is a failure, and of a writer says that only the answer is lost" {
    books
    status=0
    "$LETS" balance > /dev/full 2> "$ERR" || status=$?
    [ "$status" -eq 4 ]
    complains "[disk-full]"
    keep
    status=0
    "$LETS" transfer 1 2 1 > /dev/full 2> "$ERR" || status=$?
    [ "$status" -eq 4 ]
    complains "only the answer is lost: see 'lets log --last 2'"
    done_ log --last 2
    answers "Ann Archer paid Bob Jones 1.00 LINK"
    status=0
    "$LETS" transfer -n 1 2 1 > /dev/full 2> "$ERR" || status=$?
    [ "$status" -eq 4 ]
    lacks "only the answer" "$ERR"
    done_ audit
    status=0
    "$LETS" transfer 1 2 1 > /dev/full 2> "$ERR" || status=$?
    [ "$status" -eq 4 ]
    complains "transfer 5 says the same as transfer 4"
}

@test "a reader that closes the pipe early has had what it wanted" {
    books
    ( "$LETS" log; echo $? > "$BOX/status" ) 2> "$ERR" | true
    [ "$(cat "$BOX/status")" -eq 0 ]
    [ ! -s "$ERR" ]
    ( "$LETS" transfer 1 2 1 -q; echo $? > "$BOX/status" ) 2> "$ERR" | true
    [ "$(cat "$BOX/status")" -eq 0 ]
    done_ log --last 2
    answers "Ann Archer paid Bob Jones 1.00 LINK"
}

@test "streams that are closed are not taken for files of the books" {
    books
    status=0
    "$LETS" transfer 1 2 1 >&- 2>&- <&- || status=$?
    "$LETS" transfer 1 2 2 <&- > "$OUT" 2>&-
    "$LETS" balance >&- 2> /dev/null || true
    done_ audit
    done_ log --last 2
    answers "Ann Archer paid Bob Jones 2.00 LINK"
}

# ---- other programs

@test "whoever waits for the lock is told who holds it, and goes on when it is free" {
    books
    flock journal.yaml sleep 1.5 3>&- &
    sleep 0.3
    done_ transfer 1 2 1
    grep -qE '^lets: journal.yaml: process [0-9]+ \((flock|sleep)\) is writing to the journal; waited 0\.[0-9] seconds; waiting$' \
        "$ERR" || fail "the holder of the lock was not named"
    wait
    done_ audit
}

@test "a lock that is held for too long is a failure of the system, and readers never wait" {
    books
    flock journal.yaml sleep 20 3>&- &
    local holder=$!
    sleep 0.3
    done_ balance
    refused 4 locked transfer 1 2 1
    pkill -P "$holder"
    wait "$holder" || true
}

@test "a part of a commit that is still being written is no open tail to a reader" {
    books
    # shellcheck disable=SC2016 # for the inner shell
    flock journal.yaml sh -c 'printf -- "- transfer: 4" >> journal.yaml && "$LETS" balance' > "$OUT" 2> "$ERR"
    quiet
    done_ balance
    complains "remains of an unfinished commit"
}

@test "what a reader sees of a commit that is still being written is not remembered" {
    books
    # shellcheck disable=SC2016 # for the inner shell
    flock journal.yaml sh -c '"$LETS" balance' > "$OUT"
    [ ! -e state/lets ] || [ -z "$(ls state/lets)" ]
    done_ balance
    [ -n "$(ls state/lets)" ]
}

# is_kept ID JOURNAL COMPLAINTS: the member is in the journal and in the directory, or in neither and it was said.
is_kept() {
    local -i n
    n=$(grep -cx -- "- member: \"$1\"" "$2" || true)
    n+=$(grep -c "name: Person $1\$" journal.directory.yaml || true)
    case $n in
    0) grep -qF "[journal-replaced]" "$3" ;;
    2) ! grep -qF "[journal-replaced]" "$3" ;;
    *) false ;;
    esac || { echo "$1 is lost: $n" >&2 && cat "$3" >&2 && return 1; }
}

@test "two journals with one directory file lose nothing of each other's" {
    books
    cp journal.yaml journal.yml
    local i
    for i in 11 12 13 14 15 16; do
        "$LETS" add-member "$i" --name "Person $i" > /dev/null 2> "$BOX/a$i" &
        XDG_STATE_HOME=$BOX/other "$LETS" -f journal.yml add-member "2$i" --name "Person 2$i" > /dev/null 2> "$BOX/b$i" || true
        wait $! || true
    done
    for i in 11 12 13 14 15 16; do
        is_kept "$i" journal.yaml "$BOX/a$i" && is_kept "2$i" journal.yml "$BOX/b$i" || return 1
    done
}

@test "what cannot be seen in a refused value is named" {
    books
    refused 2 bad-id transfer $'0001\u00a0' 2 5
    complains "a letter or digit first (U+00A0 at the end)"
    refused 2 bad-amount transfer 1 2 $'\u200b5'
    complains "with or without a point (U+200B at the start)"
    refused 2 bad-word balance --kind $'mem\u00adber'
    complains "is neither 'member' nor 'central' (U+00AD inside)"
    refused 2 bad-usage log $'--last\u00a0' 3
    complains "(U+00A0 at the end)"
    printf 'cheque,to,amount\n301,1,5\u202f000\n' > pile.csv
    refused 1 bad-amount record-cheques pile.csv
    complains "with or without a point (U+202F inside)"
    printf 'cheque\u00a0,to,amount\n301,1,5\n' > pile.csv
    refused 1 unknown-column record-cheques pile.csv
    complains "(U+00A0 at the end)"
    # Behind one that stands by right, the next is named; blanks of other scripts, and tags, are seen through too.
    refused 2 bad-id transfer $'\u0645\u200c\u06cc\u00a0' 2 5
    complains "(U+00A0 at the end)"
    refused 2 bad-id transfer $'k\u200cl01\u00a0' 2 5
    complains "(U+200C inside)"
    refused 2 bad-amount transfer 1 2 $'5\u2800'
    complains "(U+2800 at the end)"
    refused 2 bad-amount transfer 1 2 $'\uffa05'
    complains "(U+FFA0 at the start)"
    refused 2 bad-amount transfer 1 2 $'5\u180b'
    complains "(U+180B at the end)"
    refused 2 bad-amount transfer 1 2 $'5\U000e0041'
    complains "(U+E0041 at the end)"
    refused 2 bad-amount transfer 1 2 "5 "
    [ "$(grep -c 'U+' "$ERR")" -eq 0 ]
}

@test "today alone does not move the clock, and says so" {
    books
    LETS_TODAY=2026-02-28 done_ transfer 1 2 1
    grep -q 'today counts as 2026-02-28 because of $LETS_TODAY$' "$ERR"
    unset LETS_NOW
    LETS_TODAY=2026-02-28 call transfer 1 2 1 -n
    grep -q 'today counts as 2026-02-28 because of $LETS_TODAY; the seal goes by the clock all the same: to rehearse other days, set $LETS_NOW$' "$ERR"
}
