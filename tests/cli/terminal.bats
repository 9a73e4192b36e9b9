# SPDX-License-Identifier: MIT
# Answers on real terminals of some widths: every line fits, dates and numbers stay whole, names are cut.

load helpers

# on COLUMNS ARGUMENT..: runs lets on a terminal of that width; what it shows is in $OUT.
on() {
    local columns=$1
    shift
    TERM=xterm NO_COLOR=1 script -qc "stty cols $columns; $LETS $*" /dev/null < /dev/null 3>&- | tr -d '\r' > "$OUT"
}

# fits COLUMNS: no line is wider, but for the head, which is copied as a whole.
fits() {
    local line
    while IFS= read -r line; do
        case $line in
        "head "*) continue ;;
        esac
        [ "$(printf '%s\n' "$line" | LC_ALL=C.UTF-8 wc -L)" -le "$1" ] || fail "wider than $1: $line" || return 1
    done < "$OUT"
}

# crowd: the sample books with long, Arabic and Chinese names, long texts, and somebody over the limit.
crowd() {
    books
    done_ change-account 1 --name "Annabel Wilhelmina Featherstonehaugh-Cholmondeley of Lower Brixton" \
        --address "The Old Rectory, 14 Coldharbour Lane, London SW9"
    done_ change-account 2 --name "محمد عبد الرحمن بن علي الخوارزمي" --phone "020 7946 0011"
    done_ change-account 3 --name "歐陽子龍與司馬相如" --debit-limit 1
    done_ transfer 1 3 10 --for "help with the costumes for the school play" --written 2026-02-27 \
        --category membership
    done_ transfer 3 2 40 --override "agreed at the meeting of 26 February" --for "laptop brought back to life"
}

@test "every list fits a terminal of 60 and of 80 columns" {
    local columns command
    crowd
    for columns in 60 80; do
        for command in balance "balance --over-limit" "members --all" register "register 3" log cheques \
            "report --every quarter" report; do
            on "$columns" "$command"
            [ -s "$OUT" ] || fail "no answer of $command" || return 1
            fits "$columns" || fail "$command at $columns" || return 1
        done
    done
}

@test "dates, amounts and words stay whole however narrow the terminal" {
    local columns
    crowd
    for columns in 50 60 70 80 90 100; do
        on "$columns" register 1
        answers "2026-02-27" || return 1
        answers "membership" || return 1
        answers "-22.50" || return 1
        on "$columns" members
        answers "ann@example.org" || return 1
        answers "020 7946 0011" || return 1
    done
}

@test "at 40 columns a report leaves out its bars, and no group of the head is broken" {
    books
    on 40 report
    answers "2026-01           2          3  20.50"
    answers "plumbing      1  12.50"
    if grep '█' "$OUT"; then fail "a bar is there"; fi
    sed '/^$/d' "$OUT" | tail -n 2 > "$BOX/part" && mv "$BOX/part" "$OUT"
    answer <<'END'
head 0d05 eae7 d260 9daa a493 b95f 810b
8359 after transfer 3
END
    head=$(cat "$OUT")
    done_ audit --witness "$head"
    answers "after transfer 3"
    on 40 balance
    answers "total of all 5 accounts: 0.00 LINK, zero"
    answers "as it must be"
    on 60 report
    answers "2026-01           2          3  20.50 ████████████████████"
}

@test "what does not fit into its row stands beneath it" {
    books
    on 60 members
    answer <<'END'
account name       delivery status joined
0001    Ann Archer paper    active 2026-01-04
    e-mail ann@example.org; phone 020 7946 0000; address 1
    Acre Lane, London SW2; locality Brixton
0002    Bob Jones  email    active 2026-01-04
    e-mail bob@example.org
0003    Cleo Patel          active 2026-01-04
    locality Brixton

3 members
head 0d05 eae7 d260 9daa a493 b95f 810b 8359 after transfer 3
END
    on 60 register 1
    answer <<'END'
Ann Archer (0001)

no. date       from       to        amount balance
  1 2026-01-10 Ann Archer Bob Jones  12.50  -12.50
    for kitchen tap; cheque 301, written 2026-01-08;
    plumbing

1 transfer
head 0d05 eae7 d260 9daa a493 b95f 810b 8359 after transfer 3
END
}

@test "the notes of an audit are broken between words, but no command is" {
    local columns
    crowd
    cp journal.yaml copy.yaml
    for columns in 60 80; do
        on "$columns" audit --witness copy.yaml
        grep -qxF "'lets log --exceptions' lists them" "$OUT" || fail "a command is broken or gone"
        grep -v "^'lets" "$OUT" > "$BOX/part" && mv "$BOX/part" "$OUT"
        fits "$columns"
        answers '[exceptions]'
    done
}

@test "cheques shows names whole, beneath the row where there is no room in it" {
    books
    done_ change-account 2 --name "Bartholomew Montgomery"
    done_ return-cheque 307 --to 2 --amount 4 --reason over
    on 60 cheques 1
    sed -n '1p;/^ *307/,/reason/p' "$OUT" > "$BOX/part" && mv "$BOX/part" "$OUT"
    answer <<'END'
 cheque account name       status      no. date
    307 0001    Ann Archer returned        2026-03-01
    issued 2026-01-04; to Bartholomew Montgomery; amount
    4.00; reason over
END
}

@test "a name that is too long ends in an ellipsis, and takes one line" {
    crowd
    on 70 balance
    answers "0001    Annabel Wilhelmina …  -22.50"
    [ "$(grep -c '^0001' "$OUT")" -eq 1 ]
    on 200 balance
    answers "Annabel Wilhelmina Featherstonehaugh-Cholmondeley of Lower Brixton"
}

@test "a bar on the terminal shows what takes more than half a second, and goes away" {
    crowd
    export ASAN_OPTIONS=detect_leaks=0
    slowly() {
        TERM=xterm script -qc "strace -f -o /dev/null -e inject=fsync:delay_enter=$1 $LETS $2 --split out" \
            "$BOX/typescript" > /dev/null < /dev/null 3>&-
        tr '\r' '\n' < "$BOX/typescript" > "$OUT"
    }
    slowly 300000 "statement --all -p 2026-03"
    answers 'writing [######'
    answers '100%'
    grep -q "$(printf '^\033\\[K')" "$OUT" || fail "the bar stays"
    answers "5 files written to 'out'"
    rm -r out
    slowly 1 "statement --all -p 2026-03"
    lacks 'writing' "$OUT"
    rm -r out
    slowly 300000 "statement --all -p 2026-03 --quiet"
    lacks 'writing' "$OUT"
}

@test "seal shows what it asks about, and says it once" {
    books
    printf '# typed\n- transfer: 4\n  date: 2026-02-20\n  from: "0001"\n  to: "0002"\n  amount: 1\n' >> journal.yaml
    printf 'y\n' | TERM=xterm NO_COLOR=1 script -qc "$LETS seal" /dev/null 3>&- | tr -d '\r' > "$OUT"
    answers "transfer 4, dated 2026-02-20: Ann Archer paid Bob Jones 1.00 LINK"
    answers "seal 1 entry, transfers of 1.00 LINK in all? [y/N]"
    answers "after transfer 4"
    [ "$(grep -c "Ann Archer paid" "$OUT")" -eq 1 ]
    done_ audit
}

@test "forget-member shows the balance and what stays before it asks" {
    books
    done_ transfer 2 1 1 --for "for Ann Archer, of all people"
    printf 'n\n' | TERM=xterm NO_COLOR=1 script -qc "$LETS forget-member 1" /dev/null 3>&- | tr -d '\r' > "$OUT"
    answers "warning: the account of 0001 is open, and stands at -11.50 LINK"
    answers "what is sealed stays, and names the member here:"
    answers "for: for Ann Archer, of all people"
    [ "$(grep -n "for Ann Archer, of all" "$OUT" | cut -d: -f1)" -lt "$(grep -n "erase 0001" "$OUT" | cut -d: -f1)" ]
    answers "not confirmed; nothing was changed"
}
