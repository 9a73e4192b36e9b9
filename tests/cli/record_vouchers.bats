# SPDX-License-Identifier: MIT
# Vouchers in a pile: lodged like cheques, with a check code, by table and at the prompt.

load helpers

# market: the sample books, twenty vouchers of 5.00 and four of them sold to 0001.
market() {
    books
    done_ add-central fete --purpose vouchers --title "Summer fete" --debit-limit 0 --credit-limit none
    done_ issue-vouchers fete --value 5 4001 4020 --expires 2026-06-30
    done_ sell-vouchers 1 4001 4004 --yes
    key=$(sed -n 's/^  key: //p' journal.keys.yaml | tr -d '"')
}

# code N: the check code of a voucher, as lets-journal(5) says that anybody can reckon it.
code() {
    printf '%s:%s' "$key" "$1" | sha256sum | cut -c1-8
}

@test "vouchers and cheques lie in one pile; a voucher's amount may be left out, its code may not" {
    market
    printf 'cheque,to,amount,for,code\n4001,3,,cake,%s\n302,2,12.50,tap,\n4002,3,5,,%s\n' "$(code 4001)" "$(code 4002)" > pile.csv
    done_ record-cheques pile.csv --count 3 --total 22.50
    done_ vouchers --out -O csv
    [ "$(cut -d, -f1 "$OUT" | tr '\n' ' ')" = "number 4003 4004 " ] || fail "$(cat "$OUT")"
    grep -A6 '^- transfer: 5' journal.yaml | grep -q 'cheque: 4001'
    printf 'cheque,to,amount,code\n4003,3,,\n4004,3,,00000000\n302,2,1,%s\n' "$(code 302)" > pile.csv
    refused 1 voucher-code record-cheques pile.csv
    complains "row 1, cheque 4003, code: voucher 4003 has a check code, which is missing"
    complains "row 2, cheque 4004, code: '00000000' is not the check code of voucher 4004"
    complains "row 3, cheque 302, code: 302 is a cheque, and has no code"
}

@test "two piles with the same voucher, one unsold, one expired, one honoured by override" {
    market
    printf 'cheque,to,amount,code\n4001,3,,%s\n' "$(code 4001)" > pile.csv
    done_ record-cheques pile.csv
    refused 1 cheque-used record-cheques pile.csv
    complains "voucher 4001 was recorded as transfer 5"
    printf 'cheque,to,amount,code\n4009,3,,%s\n' "$(code 4009)" > pile.csv
    refused 1 voucher-not-sold record-cheques pile.csv
    export LETS_NOW=2026-07-02T10:00:00+00:00
    printf 'cheque,to,amount,code\n4002,3,,%s\n' "$(code 4002)" > pile.csv
    refused 1 voucher-expired record-cheques pile.csv
    printf 'cheque,to,amount,override\n4002,3,,"a week late, honoured"\n' > pile.csv
    done_ record-cheques pile.csv
    done_ log --exceptions
    answers "a week late, honoured"
}

@test "a key file that is lost stops the check of codes, and an override records the voucher all the same" {
    market
    right=$(code 4001)
    mv journal.keys.yaml elsewhere
    printf 'cheque,to,amount,code\n4001,3,,%s\n' "$right" > pile.csv
    refused 1 key-missing record-cheques pile.csv
    printf 'cheque,to,amount,code,override\n4001,3,,%s,"the key is in the other office"\n' "$right" > pile.csv
    done_ record-cheques pile.csv
}

@test "at the prompt a voucher is known by its number: the value is there, the code is asked for" {
    market
    command -v expect > "$BOX/which" || skip "expect is not installed"
    printf '%s\n' 4001 00000000 "$(code 4001)" 3 cake 4002 '' 3 '' s 4001 s 5 end 3 15 > "$BOX/lines"
    export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
    status=0
    expect -f "${BATS_TEST_DIRNAME}/talk.exp" "$BOX/log" "$BOX/lines" "$LETS" record-cheques 2> "$ERR" 3>&- < /dev/null || status=$?
    tr -d '\r\007' < "$BOX/log" | sed 's/\x1b\[[0-9;?]*[A-Za-z]//g; s/ *\x08//g; s/ *$//' > "$OUT"
    answers "      a voucher of 5.00"
    answers "'00000000' is not the check code of voucher 4001"
    answers "4001  Summer fete pays Cleo Patel 5.00 for cake"
    answers "refused: code: voucher 4002 has a check code, which is missing"
    answers "voucher 4001 is in this pile already"
    done_ vouchers --out -O csv
    [ "$(cut -d, -f1 "$OUT" | tr '\n' ' ')" = "number 4002 4003 4004 " ] || fail "$(cat "$OUT")"
}

@test "a wrong code that an override lets through is told" {
    market
    printf 'cheque,to,amount,code,override\n4001,3,,00000000,over the limit\n4002,3,,%s,over the limit\n' "$(code 4002)" > pile.csv
    done_ record-cheques pile.csv
    complains "warning: row 1: '00000000' is not the check code of voucher 4001"
    lacks 'row 2' "$ERR"
}

@test "a batch that is issued where the keys of others are lost says so" {
    market
    mv journal.keys.yaml elsewhere
    done_ issue-vouchers fete --value 5 5001 5002
    complains "warning: the keys of 1 other batch are not beside the journal"
    cat elsewhere >> journal.keys.yaml
    done_ issue-vouchers fete --value 5 5003 5004
    quiet
    done_ vouchers --check 4001 "$(code 4001)"
}
