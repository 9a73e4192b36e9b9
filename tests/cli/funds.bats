# SPDX-License-Identifier: MIT
# Funds: charters, proposals, votes with real signatures, and what is paid under them.

load helpers

KEYS=$BATS_TEST_DIRNAME/../funds

# garden: the sample books, with a fund that has no charter yet.
garden() {
    books
    done_ add-central garden --purpose project --title 'Common garden' --debit-limit 200 --credit-limit none --opened 2026-01-15
}

# charter ARGUMENT..: sets one for it, of 100.00 for the year.
charter() {
    done_ set-charter garden --begins 2026-02-01 --ends 2026-12-31 --budget 100 --ceiling 50 --petty 5 --quorum 2 \
        --residue-to leavers --reason AGM "$@"
}

# a_fund: with a charter without keys; Ann, Bob and Cleo approve.
a_fund() {
    garden
    charter --approver 1 --approver 2 --approver 3
}

# keys: those of Ann and Bob lie in the folder; the third is nobody's.
keys() {
    cp "$KEYS/hilda" ann && cp "$KEYS/hilda.pub" ann.pub
    cp "$KEYS/chidi" bob && cp "$KEYS/chidi.pub" bob.pub
    chmod 600 ann bob
}

# a_signed_fund: Ann and Bob sign, Cleo does not.
a_signed_fund() {
    garden
    keys
    charter --approver 1=ann.pub --approver 2=bob.pub --approver 3
}

# name_space: what signatures of this ledger are for.
name_space() {
    sed -n 's/^  sha256: \(.\{32\}\).*/lets-\1/p' journal.yaml | head -n 1
}

# sign KEY FILE: as an approver does.
sign() {
    rm -f "$2.sig"
    ssh-keygen -q -Y sign -n "$(name_space)" -f "$1" "$2" 2> "$ERR" < /dev/null || fail "ssh-keygen did not sign"
}

# signed_vote N ANSWER ID KEY: asks for what is to be signed, signs it, records it.
signed_vote() {
    done_ vote "$1" "$2" --by "$3" --to-sign paper
    sign "$4" paper
    done_ vote "$1" "$2" --by "$3" --signature paper.sig
    rm paper paper.sig
}

# said: standard output without the heads.
said() {
    diff -u - <(grep -v '^head ' "$OUT") >&2 || fail "another answer than wanted (-)"
}

@test "a charter is said in words, and what one clerk alone can still pay" {
    garden
    charter --approver 1 --approver 2 --approver 3
    said << 'END'
Common garden: charter from 2026-02-01 to 2026-12-31, budget 100.00, at most 50.00 at a time, without a proposal 5.00 a month, 2 of Ann Archer, Bob Jones and Cleo Patel approve, what is left goes to leavers; AGM
nobody signs: votes are what the clerk records
END
    since "$(($(wc -l < journal.yaml) - 18))" | diff -u - <(
        cat << 'END'
  sha256: #
- charter: garden
  date: 2026-03-01
  begins: 2026-02-01
  ends: 2026-12-31
  budget: 100.00
  ceiling: 50.00
  petty: 5.00
  quorum: 2
  residue-to: leavers
  approvers:
    "0001": none
    "0002": none
    "0003": none
  reason: AGM
- seal: 2026-03-01T10:00:00+00:00
  by: treasurer
  entries: 1
  sha256: #
END
    ) >&2 || fail "another entry than wanted"
    done_ set-charter garden --begins 2026-03-01 --ends 2026-12-31 --budget 120 --ceiling 50 --petty 0 --quorum 1 \
        --residue-to admin --approver 2 --approver 1 --reason SGM
    answers "changed: begins 2026-03-01, was 2026-02-01; budget 120.00, was 100.00; petty 0.00, was 5.00; quorum 1, was 2; what is left goes to Administration, was leavers; Cleo Patel approves no more"
    done_ withdraw-charter garden --reason 'the garden is done'
    said << 'END'
Common garden: charter withdrawn; the garden is done
the account pays as any other now, within its limits
END
    refused 1 charter-missing withdraw-charter garden --reason again
    done_ audit
}

@test "set-charter: a wrong command line, and what the rules refuse" {
    garden
    keys
    local good=(--begins 2026-02-01 --ends 2026-12-31 --budget 100 --ceiling 50 --petty 5 --quorum 1 --residue-to leavers
        --approver 1 --reason AGM)
    refused 2 bad-usage set-charter garden
    complains "what is missing: --begins DATE, --ends DATE, --budget AMOUNT, --ceiling AMOUNT"
    refused 2 bad-usage set-charter garden "${good[@]:2}"
    refused 2 bad-usage set-charter garden --proposal 1 --reason AGM
    refused 2 bad-usage set-charter garden "${good[@]}" --approver 1
    refused 2 bad-usage set-charter garden "${good[@]}" --approver '=ann.pub'
    refused 2 bad-usage set-charter garden "${good[@]}" --approver '2='
    refused 4 no-such-file set-charter garden "${good[@]}" --approver 2=nobody.pub
    refused 3 bad-key set-charter garden "${good[@]}" --approver 2=ann
    complains "private key"
    refused 1 unknown-account set-charter garden "${good[@]}" --approver 9
    refused 1 wrong-kind set-charter garden "${good[@]}" --approver admin
    refused 1 wrong-kind set-charter 1 "${good[@]}"
    refused 1 charter-quorum set-charter garden --begins 2026-02-01 --ends 2026-12-31 --budget 100 --ceiling 50 --petty 5 \
        --quorum 2 --residue-to leavers --approver 1 --reason AGM
    refused 1 charter-approvers set-charter garden "${good[@]}" --approver 2=ann.pub --approver 3=ann.pub
    refused 1 same-account set-charter garden --begins 2026-02-01 --ends 2026-12-31 --budget 100 --ceiling 50 --petty 5 \
        --quorum 1 --residue-to garden --approver 1 --reason AGM
    refused 1 charter-amounts set-charter garden --begins 2026-02-01 --ends 2026-12-31 --budget 10 --ceiling 50 --petty 5 \
        --quorum 1 --residue-to leavers --approver 1 --reason AGM
    refused 1 date-before-ledger set-charter garden --begins 2020-01-01 --ends 2020-12-31 --budget 10 --ceiling 5 --petty 5 \
        --quorum 1 --residue-to leavers --approver 1 --reason AGM
    refused 1 charter-days set-charter garden --begins 2026-02-02 --ends 2026-02-01 --budget 10 --ceiling 5 --petty 5 \
        --quorum 1 --residue-to leavers --approver 1 --reason AGM
}

@test "proposed, voted on, paid: and no further than was approved" {
    a_fund
    done_ propose garden 40 --to 3 --for 'a cold frame'
    said << 'END'
proposal 1: Common garden pays Cleo Patel 40.00 LINK for a cold frame
needs 2 of: Ann Archer (0001); Bob Jones (0002)
lets vote 1 approve --by ID
END
    done_ vote 1 approve --by 1
    answers "1 of 2 approve it"
    done_ vote 1 approve --by 3
    answers "who is to be paid does not count"
    answers "1 of 2 approve it"
    refused 1 not-approved transfer garden 3 40 --proposal 1
    done_ vote 1 approve --by 2
    answers "it is approved, 2 of 2: lets transfer garden TO AMOUNT --proposal 1"
    refused 1 vote-repeated vote 1 approve --by 2
    refused 1 vote-early vote 1 decline --by 2 --date 2026-02-28
    refused 1 no-approver vote 1 approve --by admin
    refused 1 unknown-proposal vote 2 approve --by 1
    refused 2 bad-word vote 1 perhaps --by 1
    refused 1 proposal-differs transfer garden 2 10 --proposal 1
    refused 1 proposal-differs transfer 1 2 1 --proposal 1
    refused 1 unknown-proposal transfer garden 3 10 --proposal 2
    done_ transfer garden 3 30 --proposal 1 --for wood
    answers "transfer 4: Common garden paid Cleo Patel 30.00 LINK for wood, proposal 1"
    refused 1 over-proposal transfer garden 3 10.01 --proposal 1
    complains "proposal 1 is for 40.00, of which 30.00 were paid"
    refused 1 over-ceiling transfer garden 3 51 --proposal 1
    done_ transfer garden 2 5 --for string
    refused 1 proposal-missing transfer garden 2 0.01 --for string
    refused 1 charter-ended transfer garden 2 1 --for string --date 2026-01-31
    refused 1 over-budget propose garden 100.01 --for all
    done_ proposals
    said << 'END'
no. fund          to         amount for          date       status   approved by           missing  paid  left
  1 Common garden Cleo Patel  40.00 a cold frame 2026-03-01 approved Ann Archer, Bob Jones       0 30.00 10.00

1 proposal
END
    done_ proposals -O csv
    answer << 'END'
proposal,fund,to,amount,for,date,status,approved_by,declined_by,missing,paid,left
1,garden,0003,40.00,a cold frame,2026-03-01,approved,0001 0002,,0,30.00,10.00
END
    done_ correct 4 --amount 35 --reason misread
    answers "Common garden paid Cleo Patel 35.00 LINK for wood, correcting 4, proposal 1"
    done_ proposals -O json
    [ "$(jq -r '.proposals[0] | .paid + " " + .left' "$OUT")" = '35.00 5.00' ]
    done_ reverse 7 --reason 'it fell over'
    done_ withdraw-proposal 1 --reason 'too dear'
    said << 'END'
proposal 1 withdrawn; too dear
END
    refused 1 proposal-withdrawn transfer garden 3 1 --proposal 1
    refused 1 proposal-withdrawn vote 1 none --by 1
    done_ proposals --open
    said << 'END'
0 proposals
END
    done_ log garden --kind proposal,vote,charter
    answers "proposal 1: Ann Archer approves"
    done_ audit
}

@test "piles and tables have a column 'proposal'; what a charter refuses can be returned" {
    a_fund
    done_ issue-cheques garden 501 510
    done_ propose garden 45 --for 'the planting day'
    done_ vote 1 approve --by 1
    done_ vote 1 approve --by 2
    cat > pile.csv << 'END'
cheque,written,to,amount,for,proposal
501,2026-02-20,0003,20.00,wages,1
502,2026-02-20,0003,30.00,wages,1
503,2026-02-20,0003,4.00,string,
504,2026-02-20,0003,4.00,more string,x
END
    refused 1 over-proposal record-cheques pile.csv
    complains "row 4, cheque 504, proposal: 'x' is no number"
    ended 1 record-cheques pile.csv --rejects bad.csv --return-refused
    answers "Common garden"
    done_ cheques garden --returned -O csv
    answers "502,garden,Common garden,"
    cat > fair.csv << 'END'
date,from,to,amount,for,proposal,ref
2026-03-01,garden,0003,19.00,wages,1,a
2026-03-01,garden,0003,19.00,wages,1,b
END
    ended 1 import fair.csv --rejects worse.csv
    complains "over-proposal"
    done_ proposals -O json
    [ "$(jq -r '.proposals[0] | .paid + " " + .left' "$OUT")" = '39.00 6.00' ]
    done_ audit
}

@test "a vote of who has a key is signed, by ssh-keygen and by an agent, and nothing else is taken for it" {
    a_signed_fund
    answers "one clerk alone can pay 5.00 a month, and after 2026-12-31 what is left to leavers"
    done_ propose garden 40 --for wages
    done_ propose garden 40 --for wages
    refused 1 bad-signature vote 1 approve --by 1
    complains "'lets vote .. --to-sign FILE' writes what they sign, and says how"
    done_ vote 1 approve --by 1 --to-sign paper
    answer << END
Ann Archer (0001) approves on 2026-03-01:
proposal 1 of 2026-03-01: Common garden (garden) pays 40.00 LINK, in one payment or in several, for wages

where the approver's key is, which makes paper.sig:
  ssh-keygen -Y sign -n $(name_space) -f KEYFILE paper
then, here:
  lets vote 1 approve --by 0001 --date 2026-03-01 --signature paper.sig
END
    diff -u - paper << 'END'
- proposal: 1
  date: 2026-03-01
  fund: garden
  amount: 40.00
  for: wages
- vote: 1
  date: 2026-03-01
  by: "0001"
  answer: approve
END
    sign ann paper
    refused 1 bad-signature vote 2 approve --by 1 --signature paper.sig
    refused 1 bad-signature vote 1 decline --by 1 --signature paper.sig
    refused 1 bad-signature vote 1 approve --by 1 --signature paper.sig --date 2026-02-28
    refused 1 bad-signature vote 1 approve --by 2 --signature paper.sig
    refused 1 bad-signature vote 1 approve --by 3 --signature paper.sig
    refused 1 bad-signature vote 1 approve --by 1 --signature paper
    refused 4 no-such-file vote 1 approve --by 1 --signature nothing.sig
    refused 2 bad-usage vote 1 approve --by 1 --signature paper.sig --to-sign paper
    sign bob paper
    refused 1 bad-signature vote 1 approve --by 1 --signature paper.sig
    rm paper.sig
    ssh-keygen -q -Y sign -n lets-another -f ann paper 2> "$ERR" < /dev/null
    refused 1 bad-signature vote 1 approve --by 1 --signature paper.sig
    rm paper.sig
    ssh-keygen -q -Y sign -O hashalg=sha256 -n "$(name_space)" -f ann paper 2> "$ERR" < /dev/null
    refused 1 bad-signature vote 1 approve --by 1 --signature paper.sig
    sign ann paper
    done_ vote 1 approve --by 1 --signature paper.sig
    answers "proposal 1: Ann Archer approves, signed"
    cp paper taken
    signed_vote 1 none 1 ann
    mv taken paper
    sign ann paper
    refused 1 vote-repeated vote 1 approve --by 1 --signature paper.sig

    # by an agent, which alone has the private key
    eval "$(ssh-agent -s)" > /dev/null
    ssh-add -q bob 2> "$ERR"
    mv bob elsewhere
    done_ vote 1 approve --by 2 --to-sign paper
    sign bob.pub paper
    ssh-agent -k > /dev/null
    done_ vote 1 approve --by 2 --signature paper.sig

    done_ vote 1 approve --by 3
    refused 1 not-approved transfer garden 2 20 --proposal 1
    complains "proposal 1 has 1 of the 2 approvals that it needs, the vote of '0002' apart, who is paid"
    done_ transfer garden admin 20 --proposal 1
    done_ audit
}

@test "--to-sign: JSON, a dry run, and no paper for what would be refused" {
    a_signed_fund
    done_ propose garden 40 --for wages
    done_ vote 1 approve --by 1 --to-sign paper -O json
    [ "$(jq -r '.namespace + " " + .file + " " + .by + " " + .answer' "$OUT")" = "$(name_space) paper 0001 approve" ]
    rm paper
    done_ vote 1 approve --by 1 --to-sign paper -n
    [ ! -e paper ]
    done_ vote 1 approve --by 1 --to-sign paper
    done_ vote 1 decline --by 1 --to-sign paper
    refused 1 file-exists vote 1 approve --by 1 --to-sign ann
    refused 1 file-exists vote 1 approve --by 1 --to-sign ann.pub
    refused 2 bad-usage vote 1 approve --by 1 --to-sign -
    rm paper
    refused 1 unknown-proposal vote 2 approve --by 1 --to-sign paper
    refused 1 no-approver vote 1 approve --by admin --to-sign paper
    refused 1 bad-signature vote 1 approve --by 3 --to-sign paper
    complains "recorded without a signature"
    refused 2 bad-usage vote 1 approve --by 1 --to-sign journal.yaml
    refused 2 bad-usage vote 1 approve --by 1 --to-sign journal.directory.yaml
}

@test "a charter with keys is replaced and withdrawn by its approvers alone: approved, its file goes; a file that was altered is no charter" {
    a_signed_fund
    done_ propose garden 40 --for wages
    done_ vote 1 approve --by 3
    signed_vote 1 approve 2 bob
    refused 1 charter-amounts set-charter garden --begins 2026-02-01 --ends 2026-12-31 --budget 10 --ceiling 50 --petty 5 \
        --quorum 1 --residue-to leavers --approver 3 --reason SGM
    charter --approver 1=ann.pub --approver 3
    answers "journal.charter-2.yaml holds it until then: whoever votes can read it"
    answers "when its approvers have approved this, 'lets set-charter garden --proposal 2' records it"
    [ "$(sed -n 's/^  charter: //p' journal.yaml)" = "$(sha256sum < journal.charter-2.yaml | cut -c 1-64)" ]
    refused 1 charter-not-approved set-charter garden --proposal 2
    complains "proposal 2 has 0 of the 2 approvals that it needs"
    refused 1 charter-not-approved set-charter garden --proposal 1
    refused 1 unknown-proposal set-charter garden --proposal 3
    done_ vote 2 approve --by 3
    signed_vote 2 approve 1 ann
    answers "it is approved, 2 of 2: lets set-charter garden --proposal 2"
    cp journal.charter-2.yaml good
    sed -i 's/budget: 100.00/budget: 900.00/' journal.charter-2.yaml
    refused 1 charter-not-approved set-charter garden --proposal 2
    rm journal.charter-2.yaml
    refused 4 no-such-file set-charter garden --proposal 2
    call vote 2 none --by 1 --to-sign paper
    complains "is not beside the journal"
    cp good journal.charter-2.yaml
    done_ set-charter garden --proposal 2 --dry-run
    [ -e journal.charter-2.yaml ]
    done_ set-charter garden --proposal 2
    answers "changed: Bob Jones approves no more"
    answers "proposal 1 has its quorum no more, 1 of 2: Common garden pays 40.00 LINK for wages"
    [ ! -e journal.charter-2.yaml ]
    refused 1 no-change set-charter garden --proposal 2
    refused 1 not-approved transfer garden 3 10 --proposal 1

    done_ withdraw-charter garden --reason grown
    answers "proposal 3: Common garden, charter of SHA-256 "
    diff -u - journal.charter-3.yaml << 'END'
- charter: garden
  date: 2026-03-01
  withdrawn: grown
END
    refused 2 bad-usage withdraw-charter garden
    done_ vote 3 approve --by 3
    signed_vote 3 approve 1 ann
    done_ withdraw-charter garden --proposal 3
    answers "Common garden: charter withdrawn, by proposal 3; grown"
    done_ proposals -O csv
    answers "2,garden,,,AGM,2026-03-01,"
    done_ audit
}

@test "who signs a charter sees what it changes, another key too; what lapses is told" {
    a_signed_fund
    done_ propose garden 40 --for wages
    done_ set-charter garden --begins 2026-03-02 --ends 2026-12-31 --budget 120 --ceiling 50 --petty 5 --quorum 2 \
        --residue-to leavers --reason SGM --approver 1=bob.pub --approver 3
    done_ vote 2 approve --by 2 --to-sign paper
    answers "its reason: SGM"
    answers "against the charter that stands: begins 2026-03-02, was 2026-02-01; budget 120.00, was 100.00; Ann Archer signs with another key; Bob Jones approves no more"
    answers "2 of Ann Archer (signs, key ..$(cut -d ' ' -f 2 bob.pub | tail -c 13)) and Cleo Patel approve"
    sign bob paper
    done_ vote 2 approve --by 2 --signature paper.sig
    done_ vote 2 approve --by 3
    done_ set-charter garden --proposal 2
    answers "proposal 1 lapses: Common garden pays 40.00 LINK for wages"
    done_ propose garden 10 --for seeds
    complains "the days of the charter begin on 2026-03-02"
}

@test "correct: under another proposal, and what was paid into a fund with keys" {
    a_signed_fund
    done_ propose garden 10 --for seeds
    done_ propose garden 10 --for soil
    for n in 1 2; do
        done_ vote "$n" approve --by 3
        signed_vote "$n" approve 1 ann
    done
    done_ transfer garden admin 4 --proposal 1
    done_ correct 4 --proposal 2 --reason 'it was soil'
    answers "Common garden paid Administration 4.00 LINK, correcting 4, proposal 2"
    done_ proposals -O json
    [ "$(jq -c '[.proposals[].paid]' "$OUT")" = '["0.00","4.00"]' ]
    done_ transfer 2 garden 3 --for gift
    refused 1 proposal-missing correct 7 --amount 2 --reason misread
    done_ correct 7 --amount 2 --proposal 1 --reason misread
    answers "Common garden gave back to Bob Jones 3.00 LINK, reversing 7: misread, proposal 1"
    answers "Bob Jones paid Common garden 2.00 LINK for gift, correcting 7"
    done_ audit
}

@test "the keys bind nobody where those without one are enough, and that is said" {
    garden
    keys
    done_ set-charter garden --begins 2026-02-01 --ends 2026-12-31 --budget 100 --ceiling 50 --petty 5 --quorum 2 \
        --residue-to leavers --reason AGM --approver 1=ann.pub --approver 2 --approver 3
    answers "the keys bind nobody: 2 without a key can approve, by what the clerk records"
}

@test "what was paid in goes back from a fund with keys only under a proposal" {
    a_signed_fund
    done_ transfer 2 garden 10 --for 'a gift'
    refused 1 proposal-missing reverse 4 --reason mistake
    refused 1 proposal-missing correct 4 --amount 5 --reason mistake
    done_ propose garden 10 --to 2 --for 'the gift, given back'
    done_ vote 1 approve --by 3
    refused 1 not-approved reverse 4 --reason mistake --proposal 1
    signed_vote 1 approve 1 ann
    done_ reverse 4 --reason mistake --proposal 1
    answers "Common garden gave back to Bob Jones 10.00 LINK, reversing 4: mistake, proposal 1"
    refused 1 reversal-keys reverse 1 --reason mistake --proposal 1
    done_ audit
}

@test "signed votes are exported, and stay in their file" {
    a_signed_fund
    done_ propose garden 10 --for wages
    signed_vote 1 decline 1 ann
    done_ export csv --split out
    grep -q '^line,seal,recorded,clerk,vote,date,by,answer,signature$' out/vote.csv
    grep -q 'approver,key,reason' out/charter.csv
    done_ export json -o all.jsonl
    mkdir other
    cd other || return 1
    ended 1 import --json ../all.jsonl
    complains "[signed]"
    [ ! -e journal.yaml ]
}

@test "a fund is of a locality, which is changed and cleared" {
    books
    done_ add-central south --purpose locality --title 'South side' --locality Brixton --debit-limit 100 --credit-limit none
    answers "South side (south) was opened for locality on 2026-03-01, locality Brixton, debit limit 100.00"
    done_ balance --locality brixton -O csv
    answers "south,central,locality,South side,Brixton,0.00"
    refused 1 no-change change-account south --locality Brixton
    done_ change-account south --locality Camden
    answers "South side: locality Camden, was Brixton"
    done_ change-account south --locality none
    answers "South side: locality none, was Camden"
    refused 2 bad-word add-central north --purpose locality --locality none --debit-limit 1 --credit-limit none
}

@test "vouchers are bought with a fund's money under a proposal" {
    a_fund
    done_ add-central fete --purpose vouchers --debit-limit 0 --credit-limit none --opened 2026-02-01
    done_ issue-vouchers fete --value 5 4001 4010
    refused 1 proposal-missing sell-vouchers garden 4001 4004 --yes
    done_ propose garden 20 --for 'vouchers for helpers'
    done_ vote 1 approve --by 1
    done_ vote 1 approve --by 2
    done_ sell-vouchers garden 4001 4004 --proposal 1 --yes
    answers "Summer fete" || answers "fete sold Common garden 4 vouchers 4001-4004"
    refused 1 voucher-float issue-vouchers garden --value 5 5001 5002
    done_ audit
}

@test "report, balance and the trading sheet show what a fund has left" {
    a_fund
    done_ change-account garden --locality Brixton
    done_ propose garden 40 --for wages
    done_ vote 1 approve --by 1
    done_ vote 1 approve --by 2
    done_ transfer garden admin 15 --proposal 1
    done_ transfer garden admin 5 --for string
    done_ report
    answers "Funds, as their charters stand"
    grep -qE '^garden +Common garden +Brixton +2026-02-01 +2026-12-31 +100.00 +20.00 +25.00 +55.00 +-20.00$' "$OUT" ||
        fail "no row of the fund"
    done_ report -O json --locality Brixton
    [ "$(jq -c '.funds[] | [.account, .locality, .budget, .spent, .committed, .left, .balance]' "$OUT")" = \
        '["garden","Brixton","100.00","20.00","25.00","55.00","-20.00"]' ]
    done_ report -O json --locality Camden
    [ "$(jq -c .funds "$OUT")" = '[]' ]
    done_ balance --purpose project
    grep -qE '^garden +Common garden +-20.00 +0.00 +20.00 +180.00 +55.00$' "$OUT" || fail "no figure of what is left"
    done_ balance 1
    lacks left "$OUT"
    done_ print-trading-sheet
    grep -qE '^garden +Common garden +-20.00 +55.00 of its budget$' "$OUT" || fail "the sheet lacks the fund"
    done_ print-trading-sheet --locality Camden
    lacks garden "$OUT"
    done_ print-trading-sheet --date 2027-01-01
    lacks garden "$OUT"
}
