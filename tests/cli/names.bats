#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Names as people see them: what looks alike is told apart by ids, and what is one text is found however it is
# encoded.

load helpers

# basic: members 0001..0004 named "Member 1..4", a central account without title.
basic() {
    done_ init basic --unit U --debit-limit 500 --credit-limit none
    for i in 1 2 3 4; do
        done_ add-member "000$i" --name "Member $i"
    done
    done_ add-central admin --purpose administration --debit-limit 500 --credit-limit none
}

@test "a title that looks like a member's name is warned of, and both are shown with their ids" {
    basic
    done_ add-central fund --title 'Member 1' --purpose other --debit-limit 500 --credit-limit none
    complains "warning: 0001 has the name Member 1 too; their ids will be shown beside it"
    answers "Member 1 (fund) was opened"
    done_ transfer 1 2 12 --for oil
    answers "transfer 1: Member 1 (0001) paid Member 2 12.00 U for oil"
    done_ transfer fund 2 3 --for wax
    answers "transfer 2: Member 1 (fund) paid Member 2 3.00 U for wax"
    done_ register
    answers "Member 1 (0001) Member 2"
    answers "Member 1 (fund) Member 2"
    done_ statement 2 -p 2026-03
    answers "Member 1 (0001): oil"
    answers "Member 1 (fund): wax"
    done_ log --kind transfer
    answers "Member 1 (fund) paid Member 2 3.00 U for wax"
    # Called otherwise, nothing is to be told apart any more, but by what is shown of that time.
    done_ change-account fund --title Fund
    quiet
    done_ register
    lacks 'Member 1 \(' "$OUT"
    done_ log --kind transfer
    answers "Member 1 (fund) paid Member 2 3.00 U for wax"
}

@test "the statement of a closed period tells apart who had one name then" {
    basic
    done_ add-central fund --title 'Member 1' --purpose other --opened 2026-03-01 --debit-limit 500 --credit-limit none
    done_ transfer 1 2 12 --for oil
    LETS_NOW=2026-04-02T10:00:00+00:00 done_ close-period 2026-03 --yes
    LETS_NOW=2026-04-02T10:00:00+00:00 done_ change-account fund --title Fund
    LETS_NOW=2026-04-02T10:00:00+00:00 done_ add-central late --title 'Member 2' --purpose other --debit-limit 1 --credit-limit none
    done_ statement 2 -p 2026-03
    answers "Member 1 (0001): oil"
    done_ statement 1 -p 2026-03
    answers "Member 2: oil"
}

@test "names that differ in case, blanks, encoding or what nobody sees look alike" {
    basic
    done_ change-account 1 --name 'Zoë Fox'
    for name in 'ZOË FOX' 'Zoë  Fox' $'Zoe\u0308 Fox' $'Zoë\u00a0Fox'; do
        done_ change-account 2 --name "$name"
        complains "0001 has the name $name too"
        done_ transfer 1 2 1
        answers "Zoë Fox (0001) paid $name (0002)"
    done
    sed -i $'s/^  name: .*Zo.*Fox.*/  name: Zo\u200bë Fox/' journal.directory.yaml
    done_ transfer 1 2 1
    answers "(0001) paid"
    done_ change-account 2 --name 'Zoe Fox'
    done_ change-account 1 --name 'Zoë Fox'
    done_ transfer 1 2 1
    answers "Zoë Fox paid Zoe Fox"
    # An account without name or title is shown by its id.
    done_ add-central fund --title ADMIN --purpose other --debit-limit 5 --credit-limit none
    complains "admin has the name ADMIN too"
    answers "ADMIN (fund) was opened"
}

@test "a name that reads as an id, or ends in one, is shown with its own" {
    basic
    done_ add-member 0005
    done_ add-central f3 --title 0005 --purpose other --debit-limit 500 --credit-limit none
    done_ add-central f4 --title 'Member 1 (0001)' --purpose other --debit-limit 500 --credit-limit none
    done_ transfer f3 5 1
    answers "0005 (f3) paid 0005 1.00 U"
    done_ transfer f4 1 1
    answers "Member 1 (0001) (f4) paid Member 1 1.00 U"
    done_ change-account 2 --name 'Bob (who mends bicycles)'
    done_ transfer 2 1 1
    answers "Bob (who mends bicycles) paid Member 1 1.00 U"
}

@test "a directory edited by hand cannot hide that two names look alike, and audit notes it" {
    basic
    local mark
    for mark in $'\u200b' $'\ufff9' $'\ufffb' $'\u2060'; do
        sed -i "/0002/{n;s/.*/  name: Mem${mark}ber 1/}" journal.directory.yaml
        done_ transfer 1 2 1
        answers "Member 1 (0001) paid"
        answers "(0002) 1.00 U"
        done_ audit
        answers "note: the name of '0002' (Mem${mark}ber 1) in the directory holds U+"
    done
    refused 2 bad-character change-account 2 --name $'Mem\ufff9ber 1'
}

@test "import --members warns of names that look alike, in the table and in the books" {
    basic
    printf 'account,name\n0005,MEMBER 1\n0006,Dee Ford\n0007,dee  ford\n' > members.csv
    done_ import --members members.csv
    complains "0001 has the name MEMBER 1 too"
    complains "0007 has the name Dee Ford too"
    complains "0006 has the name dee ford too"
}

@test "what is compared is one text however it is encoded: references, localities, categories, searches" {
    basic
    local composed=$'caf\u00e9' parted=$'cafe\u0301'
    done_ transfer 1 2 5 --ref "$composed/1" --category "$composed"
    cp journal.yaml before.yaml
    done_ transfer 1 2 5 --ref "$parted/1"
    answers "already recorded as transfer 1"
    cmp journal.yaml before.yaml
    refused 1 ref-differs transfer 1 2 6 --ref "$parted/1"
    printf -- '- transfer: 2\n  date: 2026-03-01\n  from: "0001"\n  to: "0002"\n  amount: 1\n  ref: %s/1\n' "$parted" > typed
    cp journal.yaml kept.yaml
    { echo '# typed'; cat typed; } >> journal.yaml
    refused 1 ref-used seal --yes
    mv kept.yaml journal.yaml
    done_ transfer 1 2 5 --category "$parted"
    done_ register --category "$parted" -O csv
    [ "$(wc -l < "$OUT")" = 3 ]
    done_ log --ref "$parted/1" -O csv
    [ "$(wc -l < "$OUT")" = 2 ]
    done_ report -p 2026-03 -O json
    [ "$(jq '.categories | length' "$OUT")" = 1 ]
    done_ add-member 5 --name "Rene$(printf '\314\201')" --locality "$parted"
    done_ members $'REN\u00c9'
    grep -q '^5 ' "$OUT"
    done_ balance --locality "$composed" -O csv
    answers "5,member"
    done_ report -p 2026-03 --locality "$composed" -O csv
    [ "$(tail -n 1 "$OUT" | cut -d, -f8)" = 1 ]
}

@test "what nobody sees is refused on the command line" {
    basic
    local word
    for word in $'An\u200bn' $'Ann\u00ad' $'\u200eAnn' $'An\u2060n' $'A\u200dnn'; do
        refused 2 bad-character add-member 5 --name "$word" || return 1
        refused 2 bad-character add-member 5 --locality "$word" || return 1
        refused 2 bad-character change-account 1 --name "$word" || return 1
        refused 2 bad-character change-account admin --title "$word" || return 1
        refused 2 bad-character add-central x --purpose other --debit-limit 1 --credit-limit 1 --title "$word" || return 1
        refused 2 bad-character transfer 1 2 1 --ref "$word" || return 1
        refused 2 bad-character transfer 1 2 1 --category "$word" || return 1
        refused 2 bad-id add-member "$word" || return 1
        refused 2 bad-character transfer 1 2 1 --clerk "$word" || return 1
    done
    refused 2 bad-character add-member 5 --name $'An\u200bn'
    complains "holds U+200B, which nobody sees, as its character 3"
    # Scripts that are spelt with such characters keep them.
    done_ add-member 5 --name $'\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645'
}

@test "a blank at an end that is no space is refused by its name, taken out of tables, and found as a space" {
    basic
    local word blank
    for blank in $'\u00a0' $'\u2003' $'\u3000' $'\u2800'; do
        for word in "Ann$blank" "${blank}Ann" "Ann$blank$blank"; do
            refused 2 bad-character add-member 5 --name "$word" || return 1
            refused 2 bad-character add-member 5 --name Ann --phone "$word" || return 1
            refused 2 bad-character add-member 5 --name Ann --email "a@b.org$blank" || return 1
            refused 2 bad-character add-member 5 --locality "$word" || return 1
            refused 2 bad-character change-account admin --title "$word" || return 1
            refused 2 bad-character transfer 1 2 1 --for "$word" || return 1
            refused 2 bad-character transfer 1 2 1 --ref "$word" || return 1
        done
    done
    refused 2 bad-character transfer 1 2 1 --for $'bread\u00a0'
    complains $'lets: --for: \'bread\u00a0\' begins or ends with a blank (U+00A0 at the end) [bad-character]'
    done_ transfer 1 2 1 --for $'two\u00a0loaves'
    done_ log --search 'TWO LOAVES'
    answers "two"
    done_ members $'MEMBER\u00a01'
    answers "Member 1"
    printf 'cheque,from,to,amount,for\n,1,2\u00a0,7\u2003,\u00a0 oil\u3000\n' > pile.csv
    done_ record-cheques pile.csv
    complains "pile.csv: characters that nobody sees were taken out of 1 row, first U+00A0 of row 1"
    grep -qx '  for: oil' journal.yaml
    printf 'account,name\n0005,Dee Ford\u2003\n' > members.csv
    done_ import --members members.csv
    complains "members.csv: characters that nobody sees were taken out of 1 row, first U+2003 of row 1"
    grep -qx '  name: Dee Ford' journal.directory.yaml
    sed -i $'s/^  name: Dee Ford$/  name: "Dee Ford\u00a0"/' journal.directory.yaml
    done_ audit
    answers "in the directory holds U+00A0, which nobody sees"
}

@test "what nobody sees is taken out of tables, and said" {
    basic
    printf 'account,name,locality\n0005\u200b,De\u00ade Ford,Hove\n0006,Eve Gold,Ho\u200bve\n' > members.csv
    done_ import --members members.csv
    complains "members.csv: characters that nobody sees were taken out of 2 rows, first U+200B of row 1"
    grep -qx '  name: Dee Ford' journal.directory.yaml
    [ "$(grep -c '^  locality: Hove$' journal.yaml)" = 2 ]
    printf 'date,from,to,amount,ref,category\n2026-03-01,0001,\u200b0002,5\u200b,a\u200b1,oil\u00ad\n2026-03-01,1,9,5,b\u200b2,\n' > t.csv
    ended 1 import t.csv --rejects rest.csv
    complains "taken out of 2 rows"
    grep -qx '  ref: a1' journal.yaml
    grep -qx '  category: oil' journal.yaml
    grep -q '^2026-03-01,1,9,5,b2,' rest.csv
    printf 'cheque,from,to,amount\n,1,2\u200b,7\n' > pile.csv
    done_ record-cheques pile.csv
    complains "pile.csv: characters that nobody sees were taken out of 1 row, first U+200B of row 1"
}

@test "of a refusal the names are left out where the remedy would have no room" {
    local id name
    id=$(printf 'a%.0s' {1..31})
    name=$(printf 'Å%.0s' {1..250})
    books
    done_ add-member "$id" --name "$name"
    refused 1 over-debit-limit transfer "$id" 2 300
    tail -n 1 "$ERR" > "$BOX/hint"
    diff - "$BOX/hint" <<END
--override REASON records it all the same; 'lets change-account $id --debit-limit AMOUNT' changes the limit
END
    done_ change-account "$id" --name "Ann"
    refused 1 over-debit-limit transfer "$id" 2 300
    complains "$id is Ann; --override REASON records it all the same"
}
