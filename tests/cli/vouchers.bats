#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Vouchers: made, sold, taken back, listed, checked and printed; and their keys. Keys are random: what a test needs of
# them it reads from the file, and heads of books that hold a digest are not compared.
load helpers

# a_float: the sample books, with a central account that may sell vouchers.
a_float() {
    books
    done_ add-central fete --purpose vouchers --title 'Summer fete' --debit-limit 0 --credit-limit none --opened 2026-02-01
}

# a_batch: vouchers 4001 to 4020 of 5.00 each, good up to 2026-12-31; 4001 to 4010 are sold to Ann Archer.
a_batch() {
    a_float
    done_ issue-vouchers fete --value 5 4001 4020 --expires 2026-12-31
    done_ sell-vouchers 1 4001 4010 --yes
}

# code N [KEY]: the check code of a voucher, as anybody makes it, of the first key or this one.
code() {
    printf '%s:%s' "${2:-$(sed -n 's/^  key: //p' journal.keys.yaml | head -n 1)}" "$1" | sha256sum | cut -c 1-8
}

# said: standard output without the heads.
said() {
    diff -u - <(grep -v '^head ' "$OUT") >&2 || fail "another answer than wanted (-)"
}

@test "issue-vouchers makes a batch, and its key before it" {
    a_float
    done_ issue-vouchers fete --value 5 4001 4020 --expires 2026-12-31
    said << 'END'
vouchers 4001-4020, 5.00 LINK each, printed for Summer fete, good up to 2026-12-31
20 vouchers, worth 100.00 LINK when they are sold
print them: lets print-vouchers 4001 4020 -o FILE.pdf
END
    [ "$(stat -c %a journal.keys.yaml)" = 600 ]
    [ "$(wc -l < journal.keys.yaml)" -eq 2 ]
    grep -qxE '  key: [0-9a-f]{32}' journal.keys.yaml
    digest=$(sed -n 's/^  key: //p' journal.keys.yaml | tr -d '\n' | sha256sum | cut -c 1-64)
    grep -qx -- "- digest: $digest" journal.keys.yaml
    grep -qx "  digest: $digest" journal.yaml
    tail -n 11 journal.yaml | head -n 7 | diff -u - <(
        cat << END
- cheques: fete
  date: 2026-03-01
  first: 4001
  last: 4020
  value: 5.00
  expires: 2026-12-31
  digest: $digest
END
    )
    done_ audit
}

@test "issue-vouchers: the next numbers, behind those of cheques; another key; remarks stay" {
    a_float
    done_ issue-vouchers fete --value 0.50 --count 3
    said << 'END'
vouchers 311-313, 0.50 LINK each, printed for Summer fete
3 vouchers, worth 1.50 LINK when they are sold
print them: lets print-vouchers 311 313 -o FILE.pdf
END
    printf '# the copy is in the safe' >> journal.keys.yaml
    cp journal.keys.yaml "$BOX/keys"
    done_ issue-vouchers fete --value 1 --count 1 --date 2026-02-28
    said << 'END'
voucher 314, 1.00 LINK, printed for Summer fete; dated 2026-02-28
1 voucher, worth 1.00 LINK when they are sold
print them: lets print-vouchers 314 314 -o FILE.pdf
END
    echo >> "$BOX/keys"
    head -n 3 journal.keys.yaml | cmp - "$BOX/keys"
    [ "$(grep -c '^  key: ' journal.keys.yaml)" -eq 2 ]
    [ "$(sort -u journal.keys.yaml | wc -l)" -eq 5 ]
}

@test "issue-vouchers: what cannot be is refused, and makes no key" {
    a_float
    refused 1 voucher-float issue-vouchers admin --value 5 4001 4010
    refused 1 voucher-float issue-vouchers 1 --value 5 4001 4010
    refused 1 book-overlap issue-vouchers fete --value 5 310 320
    refused 1 book-range issue-vouchers fete --value 5 4010 4001
    refused 1 zero-amount issue-vouchers fete --value 0 4001 4010
    refused 1 voucher-expired issue-vouchers fete --value 5 4001 4010 --expires 2026-02-28
    refused 2 bad-amount issue-vouchers fete --value 5,00 4001 4010
    refused 2 bad-usage issue-vouchers fete --value 5
    refused 2 bad-usage issue-vouchers fete --value 5 4001
    refused 2 bad-usage issue-vouchers fete --value 5 4001 4010 --count 3
    refused 2 bad-usage issue-vouchers fete 4001 4010
    keep
    done_ issue-vouchers fete --value 5 4001 4010 -n
    answers "value: 5.00"
    unchanged
}

@test "issue-vouchers: without a place for the key nothing is recorded" {
    a_float
    mkdir journal.keys.yaml
    cp journal.yaml "$BOX/was"
    call issue-vouchers fete --value 5 4001 4010
    [ "$status" -eq 4 ] || fail "ended with $status"
    complains "journal.keys.yaml"
    cmp journal.yaml "$BOX/was"
    call issue-vouchers fete --value 5 4001 4010 -n
    [ "$status" -eq 4 ] || fail "a rehearsal ended with $status"
}

@test "no answer goes onto the keys" {
    a_batch
    cp journal.keys.yaml other
    for file in journal.keys.yaml x.keys.yaml; do
        cp other "$file"
        refused 2 bad-usage balance -o "$file"
        refused 2 bad-usage print-vouchers 4011 4012 -o "$file"
    done
    refused 2 bad-usage balance -o other
    cp journal.keys.yaml "$BOX/keys"
    status=0
    "$LETS" balance >> journal.keys.yaml 2> "$ERR" || status=$?
    [ "$status" -eq 2 ]
    cmp journal.keys.yaml "$BOX/keys"
}

@test "sell-vouchers works out what they are worth, and asks" {
    a_float
    done_ issue-vouchers fete --value 5 4001 4020 --expires 2026-12-31
    done_ issue-vouchers fete --value 1 4021 4030
    refused 1 not-confirmed sell-vouchers 1 4001 4010
    complains "sell 10 vouchers 4001-4010 to Ann Archer (0001) for 50.00 LINK?"
    done_ sell-vouchers 1 4001 4010 --yes
    said << 'END'
transfer 4: Summer fete sold Ann Archer 10 vouchers 4001-4010, 5.00 each: 50.00 LINK
account name        balance
0001    Ann Archer   -62.50
fete    Summer fete   50.00
END
    done_ sell-vouchers 2 4020 4022 --yes -q --date 2026-02-20
    said << 'END'
transfer 5, dated 2026-02-20: Summer fete sold Bob Jones 3 vouchers 4020-4022: 7.00 LINK
END
    done_ sell-vouchers 2 4023 4023 --yes -q
    said << 'END'
transfer 6: Summer fete sold Bob Jones voucher 4023: 1.00 LINK
END
}

@test "sell-vouchers: what cannot be sold is refused" {
    a_batch
    done_ add-central desk --purpose vouchers --debit-limit 0 --credit-limit none
    done_ issue-vouchers desk --value 1 4021 4030
    refused 1 voucher-sold sell-vouchers 2 4010 4011 --yes
    complains "voucher 4010 was sold by transfer 4"
    refused 1 cheque-unknown sell-vouchers 2 4031 4032 --yes
    refused 1 cheque-foreign sell-vouchers 2 302 303 --yes
    refused 1 cheque-foreign sell-vouchers 2 4020 4021 --yes
    refused 1 book-range sell-vouchers 2 4012 4011 --yes
    done_ issue-vouchers fete --value 100 4101 4101
    refused 1 over-debit-limit sell-vouchers 3 4101 4101 --yes
    done_ sell-vouchers 3 4101 4101 --yes --override 'pays on Monday'
    answers "override: pays on Monday"
    export LETS_NOW=2027-01-01T10:00:00+00:00
    done_ issue-vouchers desk --value 1 5001 5002 --expires 2026-12-31 --date 2026-12-01
    refused 1 voucher-expired sell-vouchers 2 5001 5002 --yes --override 'all the same'
}

@test "vouchers lists what became of each, folded as text" {
    a_batch
    done_ transfer fete 2 5 --cheque 4003 --override 'no code'
    refused 1 voucher-not-sold stop-cheque 4006 4011 --reason stolen
    complains "'lets stop-cheque 4006 --reason TEXT' does so with the others"
    done_ stop-cheque 4005-4006 --reason stolen
    answers "vouchers 4005-4006 of Summer fete stopped; stolen"
    done_ withdraw-cheques fete 4019 4020 --reason misprinted
    answers "vouchers 4019-4020 withdrawn from Summer fete; misprinted"
    done_ vouchers
    answer << 'END'
   number float value expires    status    sold in buyer      no. date       payee     reason
4001-4002 fete   5.00 2026-12-31 out             4 Ann Archer     2026-03-01
     4003 fete   5.00 2026-12-31 redeemed        4 Ann Archer   5 2026-03-01 Bob Jones no code
     4004 fete   5.00 2026-12-31 out             4 Ann Archer     2026-03-01
4005-4006 fete   5.00 2026-12-31 stopped         4 Ann Archer     2026-03-01           stolen
4007-4010 fete   5.00 2026-12-31 out             4 Ann Archer     2026-03-01
4011-4018 fete   5.00 2026-12-31 printed                          2026-03-01
4019-4020 fete   5.00 2026-12-31 withdrawn                        2026-03-01           misprinted

20 vouchers: 8 printed, 7 out, 2 stopped, 1 redeemed, 2 withdrawn; 45.00 LINK may still come in
END
    done_ vouchers fete -O csv
    [ "$(wc -l < "$OUT")" -eq 21 ]
    sed -n '1p;4p;6p;12p;20p' "$OUT" | diff -u - <(
        cat << 'END'
number,float,value,expires,status,sold_in,buyer,transfer,date,payee,reason
4003,fete,5.00,2026-12-31,redeemed,4,0001,5,2026-03-01,0002,no code
4005,fete,5.00,2026-12-31,stopped,4,0001,,2026-03-01,,stolen
4011,fete,5.00,2026-12-31,printed,,,,2026-03-01,,
4019,fete,5.00,2026-12-31,withdrawn,,,,2026-03-01,,misprinted
END
    )
    done_ vouchers --out -O json
    [ "$(jq -r '[.vouchers[] | .value | tonumber] | add' "$OUT")" = 45 ]
    [ "$(jq -c '.vouchers[0]' "$OUT")" = '{"number":4001,"float":"fete","value":"5.00","expires":"2026-12-31","status":"out","sold_in":4,"buyer":"0001","transfer":null,"date":"2026-03-01","payee":null,"reason":null}' ]
    done_ vouchers --printed -O csv
    [ "$(wc -l < "$OUT")" -eq 9 ]
    done_ vouchers --expired -O csv
    [ "$(wc -l < "$OUT")" -eq 1 ]
    refused 2 bad-usage vouchers --out --printed
    refused 1 unknown-account vouchers fetes
    done_ cheques -O csv
    [ "$(cut -d, -f2 "$OUT" | sort -u | tr '\n' ' ')" = "0001 account " ]
}

@test "vouchers --check says whether one is good, and if not, why" {
    a_batch
    done_ vouchers --check 4001 "$(code 4001)"
    answer << 'END'
voucher 4001 is good: 5.00 LINK of Summer fete, sold on 2026-03-01, good up to 2026-12-31
END
    done_ vouchers --check 4001 "$(code 4001 | tr a-f A-F | sed 's/..../& /')"
    ended 1 vouchers --check 4001 "$(code 4002)"
    answer << 'END'
voucher 4001 is not good: its code is another, so it is a forgery or was read wrongly
END
    ended 1 vouchers --check 4001 "$(code 4001 | cut -c 1-7)"
    ended 1 vouchers --check 4001 "$(code 4001)0"
    ended 1 vouchers --check 4011 "$(code 4011)"
    answer << 'END'
voucher 4011 is not good: it was printed, and never sold
END
    ended 1 vouchers --check 302 "$(code 302)"
    answers "no voucher has that number"
    done_ stop-cheque 4002 --reason lost
    ended 1 vouchers --check 4002 "$(code 4002)"
    answers "it was stopped"
    done_ transfer fete 2 5 --cheque 4003 --override 'no code'
    ended 1 vouchers --check 4003 "$(code 4003)"
    answer << 'END'
voucher 4003 is not good: it was lodged before, by transfer 5 of 2026-03-01, by Bob Jones (0002); it had been sold to Ann Archer (0001)
END
    done_ take-back-vouchers fete 4004 4004 --to admin --reason torn --yes
    ended 1 vouchers --check 4004 "$(code 4004)"
    answers "it was taken back for good, by transfer 6 of 2026-03-01, for Administration (admin)"
    ended 1 vouchers --check 4005 "$(code 4005)" --today 2027-01-01
    answer << 'END'
voucher 4005 is not good: it was good up to 2026-12-31
END
    done_ vouchers --check 4005 "$(code 4005)" --today 2026-12-31
    done_ vouchers --check 4005 "$(code 4005)" -O csv
    answer << 'END'
number,good,value,status,text
4005,yes,5.00,out,"5.00 LINK of Summer fete, sold on 2026-03-01, good up to 2026-12-31"
END
    ended 1 vouchers --check 4005 0 -O json
    [ "$(jq -c '.checked[0].good' "$OUT")" = false ]
    refused 2 bad-usage vouchers --check 4005
    refused 2 bad-usage vouchers --check 4005 "$(code 4005)" --out
}

@test "a key is found in any spelling of the file, and missed where it is not there" {
    a_batch
    key=$(sed -n 's/^  key: //p' journal.keys.yaml)
    printf '[{key: "%s", # of the fete\n digest: whatever}]\n' "$key" > journal.keys.yaml
    done_ vouchers --check 4001 "$(code 4001 "$key")"
    printf -- '- digest: a\n  key: %s0\n' "$key" > journal.keys.yaml
    refused 4 key-missing vouchers --check 4001 "$(code 4001 "$key")"
    rm journal.keys.yaml
    refused 4 key-missing vouchers --check 4001 "$(code 4001 "$key")"
    refused 4 key-missing print-vouchers 4011 4012
    fed vouchers -f - --check 4001 00000000 < journal.yaml
    [ "$status" -eq 4 ]
}

@test "a batch without a key has no codes" {
    a_float
    typed << 'END'
- cheques: fete
  date: 2026-03-01
  first: 4001
  last: 4002
  value: 5.00
END
    done_ sell-vouchers 1 4001 4001 --yes
    done_ vouchers --check 4001 00000000
    answer << 'END'
voucher 4001 is good: 5.00 LINK of Summer fete, sold on 2026-03-01, but its batch has no code to compare
END
    ended 1 vouchers --check 4002 00000000
    answers "voucher 4002 is not good: it was printed, and never sold"
    printf 'cheque,to,amount,code\n4001,2,,00000000\n' > pile.csv
    refused 1 voucher-code record-cheques pile.csv
    complains "row 1, cheque 4001, code: voucher 4001 has no code: its batch was made without"
    done_ transfer fete 2 5 --cheque 4001
    done_ reverse 5 --reason 'by the pile'
    printf 'cheque,to,amount,code\n4001,2,,\n' > pile.csv
    done_ record-cheques pile.csv
    done_ print-vouchers 4002 4002
    complains "1 of them have no check code"
}

@test "vouchers --check: what the desk would refuse is not good" {
    a_batch
    done_ change-account fete --suspend
    ended 1 vouchers --check 4001 "$(code 4001)"
    answer << 'END'
voucher 4001 is not good: Summer fete (fete), which sold it, is suspended and pays nothing
END
    printf 'cheque,to,amount,code\n4001,2,,%s\n' "$(code 4001)" > pile.csv
    refused 1 account-suspended record-cheques pile.csv
    done_ change-account fete --resume
    done_ vouchers --check 4001 "$(code 4001)"
    ended 1 vouchers --check 4001 "$(code 4001)" --today 2026-02-28
    answers "voucher 4001 is not good: it counts as sold only from 2026-03-01"
    refused 1 voucher-early record-cheques pile.csv --date 2026-02-28
}

@test "the keys are their owner's alone again when one is added, and who reads them hears where they are not" {
    a_batch
    lacks 'others than its owner' "$ERR"
    for mode in 644 640 604 620; do
        chmod "$mode" journal.keys.yaml
        done_ vouchers --check 4001 "$(code 4001)"
        complains "warning: others than its owner may read 'journal.keys.yaml', and make codes from it: 'chmod go= journal.keys.yaml' shuts it"
        done_ print-vouchers 4011 4011 -O csv
        complains "'chmod go= journal.keys.yaml' shuts it"
        printf 'cheque,to,amount,code\n4001,2,,%s\n' "$(code 4001)" > pile.csv
        done_ record-cheques pile.csv -n
        complains "'chmod go= journal.keys.yaml' shuts it"
        [ "$(stat -c %a journal.keys.yaml)" = "$mode" ]
        done_ issue-vouchers fete --value 5 --count 2
        complains "warning: others than its owner could read 'journal.keys.yaml', and make codes from it: from now on they cannot"
        [ "$(grep -c 'others than its owner' "$ERR")" -eq 1 ]
        [ "$(stat -c %a journal.keys.yaml)" = 600 ]
        done_ issue-vouchers fete --value 5 --count 2
        lacks 'others than its owner' "$ERR"
    done
    [ "$(grep -c '^  key: ' journal.keys.yaml)" -eq 9 ]
}

@test "transfer lodges a voucher that has a code only with an override" {
    a_batch
    refused 1 voucher-code transfer fete 2 5 --cheque 4003
    complaint << 'END'
lets: voucher 4003 has a check code, which is not compared here [voucher-code]
'lets record-cheques' asks for the code; --override REASON records it all the same
END
    refused 1 voucher-code transfer fete 2 5 --cheque 4003 -n
    refused 1 cheque-foreign transfer 1 2 5 --cheque 4003
    refused 1 voucher-not-sold transfer fete 2 5 --cheque 4013
    done_ transfer fete 2 5 --cheque 4003 --override 'the code is torn off' --ref a
    done_ log --exceptions
    answers "override: the code is torn off"
    done_ transfer fete 2 5 --cheque 4003 --override 'the code is torn off' --ref a
    answers "already recorded as transfer 5"
    refused 1 cheque-used transfer fete 2 5 --cheque 4003
}

@test "a table of transfers lodges a voucher that has a code only with the row's override" {
    a_batch
    printf 'date,from,to,amount,cheque,ref,override\n2026-03-01,fete,2,5,4003,a,\n' > t.csv
    printf '2026-03-01,fete,2,5,4004,b,the code is torn off\n2026-03-01,1,2,5,,c,\n' >> t.csv
    refused 1 voucher-code import t.csv
    complains "t.csv:2: row 1, cheque: voucher 4003 has a check code, which is not compared here [voucher-code]"
    complains "a row with a reason in its column 'override' is recorded all the same"
    refused 1 voucher-code import t.csv --override 'of the table'
    ended 1 import t.csv --rejects bad.csv
    grep -q '^2026-03-01,fete,2,5,4003,a,.*check code' bad.csv || fail "$(cat bad.csv)"
    [ "$(wc -l < bad.csv)" -eq 2 ]
    done_ vouchers --out -O csv
    [ "$(grep -c ',out,' "$OUT")" -eq 9 ]
    sed -i 's/,a,$/,a,lost/' t.csv
    done_ import t.csv
    done_ log --exceptions
    answers "override: lost"
    sed -i 's/,a,lost$/,a,/' t.csv
    done_ import t.csv
}

@test "a sale is reversed behind what came in of it, and is told how" {
    a_batch
    done_ transfer fete 2 5 --cheque 4002 --override 'no code'
    done_ transfer fete 2 5 --cheque 4005 --override 'no code'
    done_ take-back-vouchers fete 4006 4008 --to admin --reason torn --yes
    done_ transfer 1 2 1
    done_ transfer fete 3 5 --cheque 4009 --override 'no code'
    refused 1 voucher-used reverse 4-9 --reason 'not sold'
    complains "reverse 5-7, 9 first, or name them before it: 'lets reverse 5-7 9 4 --reason TEXT'"
    refused 1 voucher-used correct 4 --from 2 --reason 'it was Bob'
    complains "reverse 5-7, 9 first: 'lets reverse 5-7 9 --reason TEXT'"
    done_ stop-cheque 4001 --reason lost
    refused 1 voucher-used reverse 5-7 9 4 --reason 'not sold'
    lacks 'lets reverse' "$ERR"
    done_ release-cheque 4001 --reason found
    done_ reverse 5-7 9 4 --reason 'not sold'
    done_ vouchers --printed -O csv
    [ "$(wc -l < "$OUT")" -eq 21 ]
}

@test "a sale of which too much came in for one line is told where to look" {
    a_float
    done_ issue-vouchers fete --value 0.01 5001 5600
    done_ sell-vouchers 1 5001 5600 --yes
    for n in $(seq 5001 5600); do
        echo "2026-03-01,fete,2,0.01,$n,$n,x"
        echo "2026-03-01,2,3,0.01,,b$n,"
    done | sed '1i date,from,to,amount,cheque,ref,override' > t.csv
    done_ import t.csv
    refused 1 voucher-used reverse 4 --reason 'not sold'
    complains "'lets vouchers' lists by which transfers its vouchers came in: reverse those first"
}

@test "take-back-vouchers: a range, with an override while they are good" {
    a_batch
    done_ transfer fete 2 5 --cheque 4003 --override 'no code'
    done_ stop-cheque 4005 --reason stolen
    refused 1 not-confirmed take-back-vouchers fete 4001 4015 --to admin --reason 'no fete'
    complains "take back 9 vouchers for good, though they are not all expired: 4001-4002, 4004-4010; 45.00 LINK to Administration (admin)?"
    done_ take-back-vouchers fete 4001 4015 --to admin --reason 'no fete' --yes
    said << 'END'
transfer 6: Summer fete took back 9 vouchers 4001-4015, 5.00 each: 45.00 LINK to Administration; override: no fete
account name           balance
fete    Summer fete       0.00
admin   Administration   47.00
END
    done_ log --exceptions
    answers "override: no fete"
    done_ reverse 6 --reason 'there is one'
    done_ vouchers --out -O csv
    [ "$(grep -c ,out, "$OUT")" -eq 8 ]
    grep -qx '4005,fete,5.00,2026-12-31,stopped,4,0001,,2026-03-01,,stolen' "$OUT"
    refused 1 voucher-not-sold take-back-vouchers fete 4011 4020 --to admin --reason 'no fete' --yes
    refused 1 voucher-not-sold take-back-vouchers fete --expired --to admin --reason 'no fete' --yes
    refused 1 voucher-float take-back-vouchers admin 4001 4020 --to 1 --reason 'no fete' --yes
    refused 1 book-range take-back-vouchers fete 4020 4001 --to admin --reason 'no fete' --yes
    refused 2 bad-usage take-back-vouchers fete --to admin --reason 'no fete' --yes
    refused 2 bad-usage take-back-vouchers fete 4001 --to admin --reason 'no fete' --yes
    refused 2 bad-usage take-back-vouchers fete 4001 4002 --expired --to admin --reason 'no fete' --yes
}

@test "take-back-vouchers --expired: as many transfers as needed, one commit" {
    a_float
    done_ issue-vouchers fete --value 5 4001 4004 --expires 2026-06-30
    done_ issue-vouchers fete --value 2 4005 4006 --expires 2027-06-30
    done_ issue-vouchers fete --value 1 4007 4008 --expires 2026-06-30
    done_ sell-vouchers 1 4001 4008 --yes
    done_ transfer fete 2 5 --cheque 4002 --override 'no code'
    done_ transfer fete 2 5 --cheque 4003 --override 'no code'
    done_ reverse 6 --reason 'another one was meant'
    export LETS_NOW=2026-07-01T10:00:00+00:00
    done_ vouchers --expired -O csv
    [ "$(cut -d, -f1 "$OUT" | tr '\n' ' ')" = "number 4001 4004 4007 4008 " ]
    done_ take-back-vouchers fete --expired --to admin --reason 'never brought' --yes
    said << 'END'
transfer 8: Summer fete took back voucher 4001: 5.00 LINK to Administration for never brought
transfer 9: Summer fete took back voucher 4004: 5.00 LINK to Administration for never brought
transfer 10: Summer fete took back 2 vouchers 4007-4008, 1.00 each: 2.00 LINK to Administration for never brought
account name           balance
fete    Summer fete       9.00
admin   Administration   14.00
END
    [ "$(tail -n 4 journal.yaml | sed -n 's/^  entries: //p')" = 3 ]
    done_ transfer fete 2 5 --cheque 4003 --override 'no code'
    done_ audit
}

@test "log tells of vouchers, and finds all of one" {
    a_batch
    done_ transfer fete 2 5 --cheque 4003 --override 'no code'
    done_ take-back-vouchers fete 4001 4004 --to admin --reason torn --yes
    done_ reverse 5 --reason 'was not his'
    done_ return-cheque 4003 --reason 'the code is another'
    done_ log --cheque 4003 -O csv
    [ "$(cut -d, -f8 "$OUT" | tr '\n' ' ')" = "date 2026-03-01 2026-03-01 2026-03-01 2026-03-01 2026-03-01 " ] || fail "other entries"
    cut -d, -f9- "$OUT" | diff -u - <(
        cat << 'END'
text
"vouchers 4001-4020, 5.00 LINK each, printed for Summer fete, good up to 2026-12-31"
"Summer fete sold Ann Archer 10 vouchers 4001-4010, 5.00 each: 50.00 LINK"
Summer fete redeemed voucher 4003 of Bob Jones: 5.00 LINK; override: no code
"Bob Jones gave back to Summer fete 5.00 LINK, reversing 5: was not his"
voucher 4003 of Summer fete returned; the code is another
END
    )
    done_ log --cheque 4004 -O csv
    answers "took back 3 vouchers 4001-4004"
    done_ reverse 6 --reason mended
    done_ log --cheque 4004 -O csv
    answers "reversing 6: mended"
    done_ log --cheque 4005 -O csv
    [ "$(wc -l < "$OUT")" -eq 3 ]
}

@test "correct: the numbers stay, and the amount with them" {
    a_batch
    refused 1 voucher-amount correct 4 --amount 45 --reason 'nine only'
    complains "transfer 4 moved vouchers worth 50.00 LINK: the amount of it stands"
    refused 1 cheque-foreign correct 4 --to admin --reason wrong ||
        grep -q voucher-float "$ERR"
    done_ correct 4 --from 2 --reason 'it was Bob' -q
    said << 'END'
transfer 5: Summer fete gave back to Ann Archer 50.00 LINK, reversing 4: it was Bob
transfer 6: Summer fete sold Bob Jones 10 vouchers 4001-4010, 5.00 each: 50.00 LINK, correcting 4
END
    done_ transfer fete 2 5 --cheque 4003 --override 'no code'
    done_ correct 7 --to 3 --reason 'it was Cleo' -q
    answers "transfer 9: Summer fete redeemed voucher 4003 of Cleo Patel: 5.00 LINK, correcting 7"
    refused 1 voucher-amount correct 9 --amount 4 --reason 'a part of it'
    refused 1 voucher-used reverse 6 --reason 'not sold'
    done_ take-back-vouchers fete 4001 4002 --to admin --reason torn --yes
    done_ correct 10 --for 'what was torn' --reason forgotten -q
    answers "took back 2 vouchers 4001-4002, 5.00 each: 10.00 LINK to Administration for what was torn"
}

@test "withdraw-cheques takes back what was not sold" {
    a_batch
    refused 1 voucher-sold withdraw-cheques fete 4009 4012 --reason misprinted
    done_ withdraw-cheques fete 4011 4011 --reason misprinted
    answers "voucher 4011 withdrawn from Summer fete; misprinted"
    done_ issue-cheques 2 4011 4011
    done_ cheques 2 -O csv
    answers "4011,0002,Bob Jones,2026-03-01,outstanding,,,,,"
    done_ vouchers -O csv
    ! grep -q '^4011,' "$OUT"
}

@test "an account with vouchers out cannot be closed" {
    a_batch
    done_ transfer fete 2 5 --cheque 4003 --override 'no code'
    refused 1 balance-not-zero close-account fete --residue-to leavers --reason over
    complaint << 'END'
lets: vouchers of 'fete' worth 45.00 LINK are out: 4001-4002, 4004-4010 [balance-not-zero]
fete is Summer fete; redeem what is brought; the rest: 'lets take-back-vouchers fete FIRST LAST --to ACCOUNT --reason TEXT'
END
    done_ take-back-vouchers fete 4001 4010 --to admin --reason over --yes
    done_ close-account fete
    refused 1 account-closed sell-vouchers 1 4011 4012 --yes
    done_ change-account fete --title 'Fete of 2026'
}

@test "print-vouchers: text, rows and the register" {
    a_batch
    done_ print-vouchers 4011 4011
    answer << END
London LETS


VOUCHER TO BEARER
5.00 LINK
five LINK

number 4011   check code $(code 4011 | sed 's/..../& /; s/ $//')
good up to and including 2026-12-31

- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -
END
    done_ print-vouchers 4011 4012 -O csv
    answer << END
number,float,value,code,expires,scheme,contact,unit
4011,fete,5.00,$(code 4011),2026-12-31,London LETS,,LINK
4012,fete,5.00,$(code 4012),2026-12-31,London LETS,,LINK
END
    done_ print-vouchers 4010 4011 --register
    answer << END
number float value code     expires
  4010 fete   5.00 $(code 4010) 2026-12-31
  4011 fete   5.00 $(code 4011) 2026-12-31
END
    refused 1 voucher-sold print-vouchers 4010 4011
    refused 1 cheque-unknown print-vouchers 4020 4021
    refused 1 cheque-foreign print-vouchers 302 302
    refused 1 cheque-foreign print-cheques fete 4011 4012
    complains "4011 is a voucher: 'lets print-vouchers' prints it"
    refused 1 book-range print-vouchers 4012 4011
    refused 1 book-range print-vouchers 1 20000
    done_ print-vouchers 4011 4012 --today 2027-01-01
    complains "the last day of 2 of them has passed"
}

@test "print-vouchers: codes are their owner's alone" {
    a_batch
    umask 000
    done_ print-vouchers 4011 4012 --ids -o vouchers.txt
    [ "$(stat -c %a vouchers.txt)" = 600 ]
    done_ print-vouchers 4011 4012 -o vouchers.txt
    chmod 640 vouchers.txt
    refused 2 bad-usage print-vouchers 4011 4012 -o vouchers.txt
    complains "others may open it"
}

@test "print-vouchers: amounts in full" {
    a_float
    done_ issue-vouchers fete --value 12.50 --count 1
    done_ issue-vouchers fete --value 0.05 --count 1
    done_ issue-vouchers fete --value 1000001 --count 1
    done_ issue-vouchers fete --value 342815.00 --count 1
    done_ issue-vouchers fete --value 119.99 --count 1
    done_ print-vouchers 311 315
    sed -n '6~11p' "$OUT" | diff -u - <(
        cat << 'END'
twelve and 50/100 LINK
zero and 05/100 LINK
one million and one LINK
three hundred and forty-two thousand eight hundred and fifteen LINK
one hundred and nineteen and 99/100 LINK
END
    )
}

@test "print-vouchers: a PDF of ten a page, and of the register" {
    command -v pdftotext > /dev/null || skip "needs pdftotext"
    a_batch
    done_ issue-vouchers fete --value 123456.78 4021 4032
    call print-vouchers 4011 4032 -o vouchers.pdf
    [ "$status" -ne 4 ] || skip "no PDF is made here"
    [ "$(stat -c %a vouchers.pdf)" = 600 ]
    pdftotext -layout vouchers.pdf - > text
    [ "$(grep -o 'VOUCHER TO BEARER' text | wc -l)" -eq 22 ]
    [ "$(tr -cd '\f' < text | wc -c)" -eq 3 ]
    grep -qF "$(code 4011 | sed 's/..../& /; s/ $//')" text
    tr '\n' ' ' < text | grep -qE '78/100'
    done_ print-vouchers 4001 4032 --register -o register.pdf
    pdftotext -layout register.pdf - | grep -qE "^ *4001 +5.00 +$(code 4001) +2026-12-31"
}

@test "audit --lost: a sale is no row of a table, and is told" {
    a_float
    done_ issue-vouchers fete --value 5 4001 4020
    cp journal.yaml other.yaml
    done_ -f other.yaml sell-vouchers 1 4001 4010 --yes
    done_ -f other.yaml transfer fete 2 5 --cheque 4003 --override 'no code'
    rm -r state
    done_ transfer 1 2 1
    ended 1 audit --witness other.yaml --lost lost.csv
    answers "lost.csv: 1 transfer of other.yaml"
    answers ": Summer fete sold Ann Archer 10 vouchers 4001-4010, 5.00 each: 50.00 LINK"
    [ "$(cut -d, -f1-6 lost.csv | sed 1d)" = 2026-03-01,fete,0002,5.00,,4003 ]
}
