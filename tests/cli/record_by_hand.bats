# SPDX-License-Identifier: MIT
# record-cheques on a real terminal: a pile typed slip by slip, interrupted, resumed, and posted once.

load helpers

# typing STATUS ARGUMENT.. < LINES: types them at lets record-cheques, which must end with that status. What the
# terminal showed is in $OUT, without what moves its cursor, and without lines that are only an echo: what is
# typed ahead is echoed twice.
typing() {
    local wanted=$1
    shift
    command -v expect > "$BOX/which" || skip "expect is not installed"
    cat > "$BOX/lines"
    rm -f "$BOX/log"
    # libedit never gives back the names of the functions that are added to it.
    export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
    status=0
    expect -f "${BATS_TEST_DIRNAME}/talk.exp" "$BOX/log" "$BOX/lines" "$LETS" record-cheques "$@" 2> "$ERR" 3>&- < /dev/null ||
        status=$?
    tr -d '\r\007' < "$BOX/log" | sed 's/\x1b\[[0-9;?]*[A-Za-z]//g; s/ *\x08//g; s/ *$//' |
        grep -v 'because of \$LETS_NOW$' | grep -vxFf "$BOX/lines" > "$OUT"
    [ "$status" -eq "$wanted" ] || fail "lets record-cheques ended with $status, not $wanted"
}

# desk: the sample books with a second book of 0001, 401-430, and one of 0002, 501-530.
desk() {
    books
    done_ issue-cheques 1 401 430
    done_ issue-cheques 2 501 530
}

@test "by hand: the number names the drawer, each slip is told in a sentence, Enter takes payee and date" {
    desk
    typing 0 <<'END'
0302
jon
12.5
kitchen tap
8 feb
303

5
bread

end
2
17.50
END
    answer <<'END'
London LETS: cheques that count on 2026-03-01. 'help' tells what can be typed.
cheque: 0302
      Ann Archer (0001)
  to: jon
      Bob Jones (0002)
  amount: 12.5
  for: kitchen tap
  written [no date]: 8 feb
0302  Ann Archer pays Bob Jones 12.50 for kitchen tap
1 slip, 12.50 LINK; cheque: 303
      Ann Archer (0001)
  to [Bob Jones]:
      Bob Jones (0002)
  amount: 5
  for: bread
  written [2026-02-08]:
0303  Ann Archer pays Bob Jones 5.00 for bread
2 slips, 17.50 LINK; cheque: end
slips, counted by hand [not counted]: 2
total, added up by hand [not added up]: 17.50
no. cheque from       to        amount
  4    302 Ann Archer Bob Jones  12.50
  5    303 Ann Archer Bob Jones   5.00
account name       balance
0001    Ann Archer  -30.00
0002    Bob Jones    22.00
2 in the pile, 17.50 LINK = 2 posted, 17.50 LINK + 0 returned + 0 rejected
head 8954 2f37 efe8 244e a5dd 2787 29c2 b712 after transfer 5
END
    [ "$(grep -c '^  written: 2026-02-08$' journal.yaml)" -eq 2 ]
    [ ! -e journal.draft-treasurer.csv ]
    done_ audit
}

@test "by hand: a pile of twenty with two mistakes, interrupted after the twelfth, resumed and posted once" {
    desk
    local i
    keep
    {
        printf '%s\n' 401 bob 1.00 "loaf 1" "2026-02-10"
        for ((i = 2; i <= 4; i++)); do echo "$((400 + i)) 1.00 loaf $i"; done
        # The wrong amount, noticed at once; the wrong payee, noticed two slips later.
        printf '%s\n' "405 10.00 loaf 5" undo "405 1.00 loaf 5"
        printf '%s\n' 501 cleo 2.00 "eggs 6" "" 502 ann 2.00 "eggs 7" "" 503 ann 2.00 "eggs 8" "" "drop 6"
        printf '%s\n' 501 ann 2.00 "eggs 6" ""
        for ((i = 9; i <= 12; i++)); do echo "$((495 + i)) 2.00 eggs $i"; done
        echo "^C"
    } > "$BOX/first"
    typing 1 < "$BOX/first"
    answers "12 slips, 19.00 LINK; cheque:"
    answers "nothing was recorded; the pile is kept in 'journal.draft-treasurer.csv', and offered again"
    cp journal.yaml "$BOX/now.yaml"
    cmp "$BOX/kept/journal.yaml" "$BOX/now.yaml"
    [ "$(wc -l < journal.draft-treasurer.csv)" -eq 13 ]
    [ "$(stat -c %a journal.draft-treasurer.csv)" = 600 ]
    {
        echo y
        for ((i = 13; i <= 20; i++)); do echo "$((495 + i)) 2.00 eggs $i"; done
        printf '%s\n' end 20 35
    } > "$BOX/second"
    typing 0 < "$BOX/second"
    answers "A pile was left unfinished: 12 slips, 19.00 LINK, in journal.draft-treasurer.csv."
    answers "20 in the pile, 35.00 LINK = 20 posted, 35.00 LINK + 0 returned + 0 rejected"
    [ "$(grep -c '^- transfer' journal.yaml)" -eq 23 ]
    [ ! -e journal.draft-treasurer.csv ]
    [ "$(grep -c '^  date: 2026-03-01' journal.yaml)" -eq 22 ]
    done_ register -O csv
    [ "$(grep -c ',0002,0001,2.00,eggs ' "$OUT")" -eq 15 ]
    [ "$(grep -c ',0001,0002,1.00,loaf ' "$OUT")" -eq 5 ]
    done_ audit
}

@test "by hand: the draft is a table that record-cheques reads" {
    desk
    typing 1 <<'END'
302
bob
12.50
"kitchen" tap; old
8 feb
from cleo
"
3
=1+1

^C
END
    cp journal.draft-treasurer.csv "$OUT"
    answer <<'END'
cheque,written,to,amount,for,from,category,proposal,override,code,reason
302,2026-02-08,0002,12.50,"""kitchen"" tap; old",,,,,,
,2026-02-08,0002,3,'=1+1,0003,,,,,
END
    done_ record-cheques journal.draft-treasurer.csv --count 2 --total 15.50
    done_ register 2 -O csv
    answers "4,2026-03-01,0001,0002,12.50,\"\"\"kitchen\"\" tap; old\",302"
}

@test "by hand: a slip may be returned, skipped, or stand for a reason; the pile counts them all" {
    desk
    done_ stop-cheque 410 --reason lost
    typing 1 --count 5 --total 1015 <<'END'
410
s
4
302
bob
500
roof
8 feb
r
403 500 boat
s
404 10 old
405 1 tea
end
END
    answers "      cheque 410 is stopped"
    answers "      refused: '0001' would go to -512.50, below the debit limit of 100.00"
    answers "  r returns, s skips, o overrides, Enter types it anew: r"
    answers "send back to Bob Jones: cheque 302 over 500.00 LINK; '0001' would go to -512.50, below the debit limit of 100.00"
    answers "5 in the pile, 1015.00 LINK = 2 posted, 11.00 LINK + 1 returned, 500.00 LINK + 2 rejected, 504.00 LINK"
    done_ cheques 1 --returned -O csv
    [ "$(sed -n 2p "$OUT" | cut -d, -f1-9)" = "302,0001,Ann Archer,2026-01-04,returned,,2026-03-01,0002,500.00" ]
    done_ audit
}

@test "by hand: a stale cheque and a limit are overridden with a reason" {
    desk
    typing 0 <<'END'
302
bob
20
old
8 jun 2025
o

the core group agreed
end


END
    answers "      refused: cheque 302, written on 2025-06-08, was valid up to 2025-12-08"
    answers "      a reason is needed"
    grep -q '^  override: the core group agreed$' journal.yaml
    done_ audit
}

@test "by hand: a number used before is answered with what it was used for, in the books or in the pile" {
    desk
    typing 0 <<'END'
301

302
bob
1
tea

302

end


END
    answers "      cheque 301 was recorded as transfer 1, 2026-01-10: Ann Archer paid Bob Jones 12.50 LINK"
    answers "      cheque 302 is in this pile already: Ann Archer pays Bob Jones 1.00 LINK"
    [ "$(grep -c '^- transfer' journal.yaml)" -eq 4 ]
}

@test "by hand: amounts and dates as people write them; what can be read in two ways is refused" {
    desk
    typing 0 <<'END'
302
bob
12,50
12.5
tap
8/1
31 feb
yesterday
303
"
"
"
jan 8
304
cleo
bob
1
x
28 dec
305 1,5 x
305 1.5 x
end


END
    answers "'12,50' is no amount: write it with a point, without commas"
    answers "'8/1' is no date: write 8 jan, 2026-01-08, today or yesterday"
    answers "'31 feb' is no date"
    answers "'1,5' is no amount"
    grep '^  written' journal.yaml | tail -n 4 > "$OUT"
    answer <<'END'
  written: 2026-02-28
  written: 2026-01-08
  written: 2025-12-28
  written: 2025-12-28
END
}

@test "by hand: control totals that differ post nothing, and the pile can be mended" {
    desk
    typing 0 <<'END'
302
bob
12.50
tap

303 5 bread
end
2
18.50
list
drop 2
303 6 bread
end
2
18.50
END
    answers "the pile's total is 17.50 LINK and not 18.50 LINK: 1.00 LINK too little"
    answers "   2  0303  Ann Archer pays Bob Jones 5.00 for bread"
    answers "2 in the pile, 18.50 LINK = 2 posted"
}

@test "by hand: a closed terminal keeps the pile and posts nothing, even with the right totals given" {
    desk
    keep
    typing 0 --count 1 --total 12.50 <<'END'
302
bob
12.50
tap

HANGUP
END
    cmp "$BOX/kept/journal.yaml" journal.yaml
    [ "$(wc -l < journal.draft-treasurer.csv)" -eq 2 ]
}

@test "by hand: end of input within a slip or at the totals posts nothing" {
    desk
    keep
    typing 1 <<'END'
302
bob
12.50
tap

^D
^D
END
    cmp "$BOX/kept/journal.yaml" journal.yaml
    typing 1 <<'END'
y
303
^D
END
    cmp "$BOX/kept/journal.yaml" journal.yaml
    [ "$(wc -l < journal.draft-treasurer.csv)" -eq 2 ]
}

@test "by hand: another clerk has a draft of his own, and a draft can be put aside" {
    desk
    typing 1 <<'END'
302
bob
12.50
tap

quit
END
    typing 0 --clerk "Eve O'Hara" <<'END'
end
END
    typing 0 <<'END'
n
end
END
    answers "put aside as journal.draft-treasurer.1.csv"
    [ -e journal.draft-treasurer.1.csv ]
    [ ! -e journal.draft-treasurer.csv ]
}

@test "by hand: what another clerk recorded meanwhile is found when the pile is posted" {
    desk
    typing 1 <<'END'
302
bob
12.50
tap

303 1 tea
quit
END
    done_ transfer 1 3 7 --cheque 302
    typing 0 <<'END'
y

304 2 jam
end


END
    answers "      refused: cheque 302 was recorded as transfer 4, 2026-03-01: Ann Archer paid Cleo Patel 7.00 LINK"
    answers "2 in the pile, 3.00 LINK = 2 posted"
    done_ audit
}

@test "by hand: a draft left behind by a crash after the posting is recognised" {
    desk
    typing 1 <<'END'
from cleo
bob
1.50
tea

302 5 bread
quit
END
    cp -p journal.draft-treasurer.csv "$BOX/draft"
    typing 0 <<'END'
y
end


END
    cp -p "$BOX/draft" journal.draft-treasurer.csv
    keep
    typing 0 <<'END'
y
END
    answers "The same slips stand in the books, as a pile of 2026-03-01, from transfer 4 on, recorded after the draft was last changed."
    answers "put aside as journal.draft-treasurer.1.csv"
    [ ! -e journal.draft-treasurer.csv ]
    cmp "$BOX/draft" journal.draft-treasurer.1.csv
    cmp "$BOX/kept/journal.yaml" journal.yaml
    # Written after that, or for something else, it is another pile.
    cp "$BOX/draft" journal.draft-treasurer.csv
    touch -d 2026-03-01T10:00:01Z journal.draft-treasurer.csv
    typing 1 <<'END'
^D
END
    lacks 'The same slips' "$OUT"
    sed 's/bread/wood/' "$BOX/draft" > journal.draft-treasurer.csv
    touch -r "$BOX/draft" journal.draft-treasurer.csv
    typing 1 <<'END'
^D
END
    lacks 'The same slips' "$OUT"
}

@test "by hand: a draft that is being typed in another terminal is left to it" {
    desk
    flock journal.draft-treasurer.csv.lock sleep 4 3>&- &
    local holder=$!
    sleep 0.3
    : > "$BOX/lines"
    typing 4 < /dev/null
    answers "journal.draft-treasurer.csv: a pile is being typed in another terminal under the same name [locked]"
    wait "$holder"
    # What a run that was killed has left is nobody's.
    typing 0 <<'END'
^D
END
    [ ! -e journal.draft-treasurer.csv.lock ]
    echo 'nothing of a slip' > journal.draft-treasurer.csv
    typing 1 < /dev/null
    answers "lets: journal.draft-treasurer.csv:"
}

@test "by hand: names of several are listed, a piece of one will do, ids that look like numbers say from" {
    desk
    typing 0 <<'END'
302
a
pat<TAB>
1
x

from 2
1
2
y

303
no such
cl
3
z

end


END
    answers "      'a' may be"
    answers "        Cleo Patel (0003)"
    answers "0302  Ann Archer pays Cleo Patel 1.00 for x"
    answers "      nobody is called 'no such'"
    answers "0303  Ann Archer pays Cleo Patel 3.00 for z"
    answers "      without number: Bob Jones (0002)"
    answers " --   Bob Jones pays Ann Archer 2.00 for y"
}

@test "by hand: names of any script are found by a piece and shown" {
    desk
    done_ add-member 9 --name "柳小雨"
    done_ add-member 10 --name "Оксана Гай"
    export LANG=C.UTF-8 COLUMNS=60
    typing 0 <<'END'
302
小
1
茶

303
Гай
2
чай

end


END
    answers "0302  Ann Archer pays 柳小雨 1.00 for 茶"
    answers "0303  Ann Archer pays Оксана Гай 2.00 for чай"
    done_ audit
}

@test "by hand: Tab behind letters of any script takes what it shows" {
    desk
    done_ add-member 11 --name "Ζωή Παπαδοπούλου"
    local locale
    for locale in C.UTF-8 C; do
        export LC_ALL=$locale
        typing 0 <<'END'
302
Ζω<TAB>
1

2026-02-08
undo
end
END
        answers "      Ζωή Παπαδοπούλου (11)"
        if grep 'nobody is called' "$OUT"; then fail "with LC_ALL=$locale another name was taken"; fi
    done
}

@test "by hand: what is typed where a number is refused is the next slip, or a command" {
    desk
    typing 0 <<'END'
302
bob
5
lift

302
303 7 bread
302
list
302
undo
302
end


END
    answers "0303  Ann Archer pays Bob Jones 7.00 for bread"
    answers "   2  0303  Ann Archer pays Bob Jones 7.00 for bread"
    answers "      taken out: 0303  Ann Archer pays Bob Jones 7.00 for bread"
    answers "1 in the pile, 5.00 LINK = 1 posted, 5.00 LINK + 0 returned + 0 rejected"
}

@test "by hand: a pile that was emptied leaves no draft, and one without slips is not offered" {
    desk
    typing 0 <<'END'
302
bob
5
x

undo
end
END
    [ ! -e journal.draft-treasurer.csv ]
    typing 0 <<'END'
302
bob
5
x

undo
303
bob
6
y

drop 1
quit
END
    [ ! -e journal.draft-treasurer.csv ]
    echo 'cheque,from,to,amount,written,for,category,override,reason' > journal.draft-treasurer.csv
    typing 0 <<< quit
    if grep 'left unfinished' "$OUT"; then fail "a pile of nothing is offered"; fi
    [ ! -e journal.draft-treasurer.csv ]
}

@test "by hand: the pile of the tutorial is typed as lets-tutorial(7) shows it" {
    local page=$BATS_TEST_DIRNAME/../../man/lets-tutorial.7
    export LETS_NOW=2026-04-02T10:00:00+00:00
    mkdir "$BOX/bin"
    ln -s "$LETS" "$BOX/bin/lets"
    sed -n '/^.Sh BY HAND/q; s/^\$ //p' "$page" > "$BOX/commands"
    [ "$(wc -l < "$BOX/commands")" -gt 15 ]
    PATH=$BOX/bin:$PATH sh "$BOX/commands" > "$BOX/answers" 2>&1 < /dev/null 3>&-
    sed -n '/^.\\" dialogue/,/^\.Ed/p' "$page" | sed '1,2d; $d' > "$BOX/shown"
    # What stands behind a question.
    sed -n '/^no\. /q; s/^\(.*; \)*cheque:  *//p; s/^  \(to\|amount\|for\|written\)[^:]*:  *//p
        s/^\(slips\|total\), [^:]*:  *//p; s/^  s skips.*:$//p' "$BOX/shown" > "$BOX/keys"
    typing 0 < "$BOX/keys"
    grep -v '^head ' "$OUT" | grep . > "$BOX/typed"
    grep . "$BOX/shown" | diff -u - "$BOX/typed" >&2
}

@test "by hand: no answer is written over a draft" {
    desk
    typing 1 <<'END'
302
bob
12.50
tap

quit
END
    refused 2 bad-usage cheques -O csv -o journal.draft-treasurer.csv
    refused 2 bad-usage cheques -O csv -o ./journal.draft-somebody.csv
    refused 2 bad-usage cheques -O csv -o "$PWD/journal.draft-treasurer.csv"
    refused 2 bad-usage cheques -f other.yml -O csv -o other.draft-somebody.csv
    refused 2 bad-usage cheques -O csv -o journal.drafts.csv
}

@test "by hand: a slip without a number that says what stands in the books is asked about" {
    desk
    done_ transfer 1 2 1.50 --for bread
    typing 0 <<'END'
1
2
1.50
bread

end


n
drop 1
^D
END
    answers "slip 1 stands in the books as transfer 4, 2026-03-01: Ann Archer paid Bob Jones 1.50 LINK for bread"
    answers "nothing was posted: 'list' shows the slips"
    [ ! -e journal.draft-treasurer.csv ]
    typing 0 <<'END'
1
2
1.50
bread

end


y
END
    answers "1 in the pile, 1.50 LINK = 1 posted"
}

@test "by hand: slips of a pile that say the same are asked about before they are posted" {
    desk
    typing 0 --count 2 --total 3 <<'END'
1
2
1.50
bread

1

1.50
bread

end
y
END
    answers "slip 2 says the same as slip 1: Ann Archer pays Bob Jones 1.50 LINK for bread"
    answers "Are they others, to be posted too? [y/N]"
    answers "2 in the pile, 3.00 LINK = 2 posted"
}

@test "by hand: a draft that is put aside is no other clerk's, and long names of clerks have drafts too" {
    desk
    local a b
    a=$(printf 'Архивариус%.0s' 1 2 3 4 5 6 7 8)
    b=${a}а
    for clerk in "$a" "$b"; do
        typing 1 --clerk "$clerk" <<'END'
302
jon
12.50
bread
8 feb
quit
END
        lacks 'File name too long' "$OUT"
    done
    set -- journal.draft-*.csv
    [ $# -eq 2 ] || fail "$*"
    [[ $1 =~ ^journal\.draft-[0-9a-f_]{1,80}__[0-9a-f]{16}\.csv$ ]] || fail "$1"
}
