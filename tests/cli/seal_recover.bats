# SPDX-License-Identifier: MIT
# What follows the last good seal: entries typed by hand, the remains of a crash, damage, marks of an editor, and
# journals that lack what was seen here before.

load helpers

TRANSFER='- transfer: 4
  date: 2026-02-20
  from: "0001"
  to: "0002"
  amount: 1
'

# as_sealed: the journal is what it was before the tail.
as_sealed() {
    cmp journal.yaml "$FIXTURES/books.yaml"
}

# ---- entries typed by hand

@test "entries typed by hand count for nothing, and every reader says where they are" {
    tail_of <<< "# typed"$'\n'"$TRANSFER"
    local view
    for view in balance register members log; do
        done_ "$view" -O csv
        complaint <<'END'
lets: warning: journal.yaml:81: entries typed by hand follow the last seal and count for nothing; run 'lets seal'
END
    done
    done_ balance 1 -O csv
    answers "0001,member,,Ann Archer,Brixton,-12.50,"
    ended 1 audit
    answers "lets: journal.yaml:81: 82 bytes of unsealed entries follow the last seal: they count for nothing [open-tail]"
    answers "'lets seal' checks and seals what was typed by hand"
}

@test "no writer appends while there is an open tail, and it says what to do" {
    tail_of <<< "# typed"$'\n'"$TRANSFER"
    refused 1 open-tail transfer 1 2 1
    complains "lets seal"
    refused 1 open-tail add-member 0004
    refused 1 open-tail set-policy --limits soft
    books
    printf '%s' "$TRANSFER" >> journal.yaml
    refused 1 open-tail transfer 1 2 1
    complains "lets recover"
}

@test "seal asks before it seals, and without a terminal it refuses" {
    tail_of <<< "# typed"$'\n'"${TRANSFER%$'\n'}"
    refused 1 not-confirmed seal
    complaint <<'END'
lets: without a terminal nobody can be asked 'seal 1 entry, transfers of 1.00 LINK in all?'; --yes answers it [not-confirmed]
END
}

@test "seal --yes seals typed entries as they stand, with count and total" {
    tail_of <<< "# typed by the deputy"$'\n'"${TRANSFER%$'\n'}"
    done_ seal --yes
    answer <<'END'
transfer 4, dated 2026-02-20: Ann Archer paid Bob Jones 1.00 LINK
account name       balance
0001    Ann Archer  -13.50
0002    Bob Jones     5.50
1 entry, transfers of 1.00 LINK in all
head 3aa3 b4d4 1cb0 66e2 162b 36fd b275 1bec after transfer 4
END
    since 81 > "$OUT"
    answer <<'END'
# typed by the deputy
- transfer: 4
  date: 2026-02-20
  from: "0001"
  to: "0002"
  amount: 1
- seal: 2026-03-01T10:00:00+00:00
  by: treasurer
  entries: 1
  sha256: #
END
    done_ audit
}

@test "any lawful spelling of YAML can be typed" {
    tail_of <<'END'
# typed
- {transfer: 4, to: '0002', from: "0001", # flow style
   date: 2026-02-20, amount: 1.5}

- transfer: 5
  for: >-
    two words
    folded
  amount: 0.50
  date: 2026-02-20
  from: "0002"
  to: "0001"
END
    done_ seal --yes
    answers "transfer 5, dated 2026-02-20: Bob Jones paid Ann Archer 0.50 LINK for two words folded"
    done_ audit
    answers "note: "
}

@test "seal checks typed entries by the rules, and tells the place" {
    tail_of <<< "# typed"$'\n'"${TRANSFER/4/5}"
    refused 1 transfer-number seal --yes
    complaint <<'END'
lets: journal.yaml:82:13: transfer 5 is not the next, which is 4 [transfer-number]
  - transfer: 5
              ^
END
    tail_of <<< "# typed"$'\n'"${TRANSFER/amount: 1/amount: 1000}"
    refused 1 over-debit-limit seal --yes
    complains "journal.yaml:86:11: '0001' would go to -1012.50"
}

@test "seal refuses typed entries out of form, and tells the place" {
    tail_of <<< "# typed"$'\n'"${TRANSFER/amount: 1/amount: 1,5}"
    refused 3 bad-amount seal --yes
    complaint <<'END'
lets: journal.yaml:86:11: amount: '1,5' is no amount: write it with a point, without commas [bad-amount]
    amount: 1,5
            ^
END
    tail_of <<< "# typed"$'\n'rubbish
    refused 3 bad-line seal --yes
}

@test "seal tells every fault of what was typed, each with its place" {
    tail_of <<'END'
# typed
- transfer: 4
  date: 2026-02-20
  from: 9
  to: "0002"
  amount: 1
- transfer: 5
  date: 2026-02-20
  from: "0001"
  to: "0002"
  amount: 1,50
- transfer: 6
  date: 2026-02-20
  from: "0001"
  to: "0002"
  amount: 1.50
- transfer: 8
  date: 2026-02-20
  from: "0001"
  to: "0002"
  amount: 1.50
- transfer: 9
  date: 2026-02-20
  from: "0001"
  to: "0002"
  amount: 1.50
- transfer: 10
  date: 2026-02-20
  from: "0001"
  to: "0002"
  amount: 1000
END
    refused 1 unknown-account seal --yes
    complaint <<'END'
lets: journal.yaml:84:9: there is no account '9' [unknown-account]
    from: 9
          ^
lets: journal.yaml:91:11: amount: '1,50' is no amount: write it with a point, without commas [bad-amount]
    amount: 1,50
            ^
lets: journal.yaml:97:13: transfer 8 is not the next, which is 7 [transfer-number]
  - transfer: 8
              ^
lets: journal.yaml:111:11: '0001' would go to -1015.50, below the debit limit of 100.00 [over-debit-limit]
    amount: 1000
            ^
0001 is Ann Archer
END
    refused 1 unknown-account seal --dry-run
}

@test "an id without its zeros, and a colon without quotes, are told how to be written" {
    tail_of <<< "# typed"$'\n'"${TRANSFER/\"0001\"/1}"
    refused 1 unknown-account seal --yes
    complains "did you mean '0001'? In a journal ids stand as they were given out"
    tail_of <<< "# typed"$'\n'"$TRANSFER  for: jam: strawberry"
    refused 3 bad-yaml seal --yes
    complains "mapping values are not allowed in this context [bad-yaml]"
    complains "a text in which ': ' stands must be in double quotes"
}

@test "a line that is nearly '# typed' is told from the remains of a crash" {
    local mark
    for mark in "#typed" "# Typed" "#  typed" " # typed"; do
        tail_of <<< "$mark"$'\n'"$TRANSFER"
        done_ balance -q
        complains "journal.yaml:81: entries typed by hand follow the last seal"
        refused 1 open-tail seal --yes
        complaint <<'END' || return 1
lets: journal.yaml:81: this is not quite the line '# typed' that stands before entries typed by hand [open-tail]
begin line 81 with '# typed', letter for letter, and 'lets seal' takes up what was typed by hand; 'lets recover' would cut it off
END
    done
}

@test "a last line without its line feed is told from the remains of a crash" {
    books
    printf '# typed\n%s' "${TRANSFER%$'\n'}" >> journal.yaml
    refused 1 open-tail seal --yes
    complaint <<'END'
lets: journal.yaml:81: what was typed by hand does not end in a line feed: the last line may not be finished [open-tail]
end the last line with a line feed, and 'lets seal' takes up what was typed by hand; 'lets recover' would cut it off
END
    echo >> journal.yaml
    done_ seal --yes
}

@test "seal is all or nothing" {
    tail_of <<< "# typed"$'\n'"$TRANSFER${TRANSFER/4/6}"
    refused 1 transfer-number seal --yes
}

@test "seal -n shows what the seal would say, and seals nothing" {
    tail_of <<< "# typed"$'\n'"$TRANSFER"
    keep
    done_ seal -n --yes
    answers "transfer 4, dated 2026-02-20: Ann Archer paid Bob Jones 1.00 LINK"
    answers "1 entry, transfers of 1.00 LINK in all"
    unchanged
}

@test "seal -n ends as the real run would" {
    tail_of <<< "# typed"$'\n'"$TRANSFER"
    refused 1 not-confirmed seal -n
    refused 1 not-confirmed seal
    tail_of <<< "# typed"$'\n'"${TRANSFER/4/5}"
    refused 1 transfer-number seal -n --yes
}

@test "a cheque book, a stop, a return and a close can be typed" {
    books
    typed <<'END'
- cheques: "0002"
  date: 2026-02-20
  first: 401
  last: 410
- cheque: 402
  date: 2026-02-21
  status: stopped
  reason: lost
- cheque: 403
  date: 2026-02-21
  status: returned
  to: "0001"
  amount: 500.00
  reason: over the limit
- close: 2026-01-31
  balances:
    "0001": -12.50
    "0002": 4.50
    "0003": 8.00
END
    done_ audit
    done_ log --last 5
    answers "cheques 401-410 issued to Bob Jones"
    done_ transfer 2 1 1 --cheque 401
}

@test "remarks are no open tail: the next commit covers them" {
    tail_of <<< $'\n# the AGM is on 3 April\n'
    done_ balance
    quiet
    done_ audit
    refused 1 nothing-to-seal seal --yes
    done_ transfer 1 2 1
    sed -n 82p journal.yaml > "$OUT"
    answer <<'END'
# the AGM is on 3 April
END
    done_ audit
}

@test "seal with nothing to seal says so" {
    books
    refused 1 nothing-to-seal seal --yes
}

# ---- the remains of a crash

@test "entries without the line '# typed' are taken for the remains of a crash" {
    tail_of <<< "$TRANSFER"
    done_ balance 1
    complaint <<'END'
lets: warning: journal.yaml:81: remains of an unfinished commit follow the last seal and count for nothing; run 'lets recover'
END
    refused 1 open-tail seal --yes
    complains "lets recover"
    ended 1 audit
    answers "'lets recover' copies them to a file beside the journal and cuts them off"
}

@test "a line '# typed' behind the first entry, or a last line that is not whole, does not help" {
    tail_of <<< "$TRANSFER# typed"
    refused 1 open-tail seal --yes
    books
    printf '# typed\n%s' "${TRANSFER%$'\n'}" >> journal.yaml
    refused 1 open-tail seal --yes
    books
    printf '#typed\n%s' "$TRANSFER" >> journal.yaml
    refused 1 open-tail seal --yes
}

@test "a commit behind a left-over '# typed' ends its power: torn anywhere, it is not taken for typed" {
    local mark size line
    for mark in "# typed" "#typed by Ann"; do
        books
        printf '%s\n\n# a remark\n' "$mark" >> journal.yaml
        printf 'date,from,to,amount\n2026-03-01,1,2,1\n2026-03-01,1,2,2\n2026-03-01,1,2,3\n' > t.csv
        line=$(wc -l < journal.yaml)
        done_ import t.csv --ref-prefix market
        [ "$(sed -n "$((line + 1))p" journal.yaml)" = "# recorded by lets" ]
        done_ audit
        cp journal.yaml whole.yaml
        rm -r state
        size=$(wc -l < whole.yaml)
        for line in $(seq $((line + 2)) $((size - 1))); do
            head -n "$line" whole.yaml > journal.yaml
            refused 1 open-tail seal --yes || return 1
            complains "'lets recover' copies them"
        done
        done_ recover --yes
        done_ transfer 1 2 1
        rm -rf journal.* whole.yaml state
    done
}

@test "entries typed behind a commit that ended the power of a remark need one of their own" {
    tail_of <<< $'# typed\n# recorded by lets\n'"$TRANSFER"
    refused 1 open-tail seal --yes
    complains "put a line '# typed' before the first"
    tail_of <<< $'# typed\n# recorded by lets\n# typed\n'"$TRANSFER"
    done_ seal --yes
    rm -r state
    books
    printf '# nothing yet\n' >> journal.yaml
    done_ transfer 1 2 1
    run ! grep -q '^# recorded by lets' journal.yaml
    printf '# typed\n' >> journal.yaml
    done_ transfer 1 2 1
    done_ transfer 1 2 1
    [ "$(grep -c '^# recorded by lets' journal.yaml)" -eq 1 ]
    done_ audit
}

@test "typed entries behind which a seal was torn off are what a crash left behind" {
    tail_of <<< "# typed"$'\n'"$TRANSFER- seal: 2026-03-01T10:00:00+00:00"
    done_ balance -q
    complains "run 'lets recover'"
    refused 1 open-tail seal --yes
    complains "'lets recover' copies them"
}

@test "recover saves the tail beside the journal, byte for byte, and cuts it off" {
    tail_of <<< "$TRANSFER"
    tail -n +81 journal.yaml > "$BOX/tail"
    done_ recover
    answer <<'END'
saved 74 bytes in journal.yaml.tail-1, and cut them off the journal
head 0d05 eae7 d260 9daa a493 b95f 810b 8359 after transfer 3
END
    cmp journal.yaml.tail-1 "$BOX/tail"
    as_sealed
    done_ transfer 1 2 1
}

@test "recover never writes over what an earlier one saved" {
    tail_of <<< "- first"
    done_ recover
    printf -- '- second\n' >> journal.yaml
    done_ recover
    cat journal.yaml.tail-1 journal.yaml.tail-2 > "$OUT"
    answer <<'END'
- first
- second
END
}

@test "recover -n says what it would do and does nothing" {
    tail_of <<< "$TRANSFER"
    keep
    done_ recover -n
    answers "would be saved and cut off"
    unchanged
}

@test "recover answers in JSON" {
    tail_of <<< "$TRANSFER"
    done_ recover -O json
    jq -e . "$OUT" > /dev/null
}

@test "recover with nothing to recover says so" {
    books
    refused 1 nothing-to-recover recover
    refused 1 nothing-to-recover recover --damaged
}

@test "a commit cut off at any byte is an open tail, never a balance, never sealed" {
    books
    done_ balance -O csv --at 92ad9f5739cb
    cp "$OUT" "$BOX/before"
    local at size
    size=$(stat -c %s journal.yaml)
    for ((at = 1489; at < size; at += 11)); do
        rm -rf state
        head -c "$at" "$FIXTURES/books.yaml" > journal.yaml
        done_ balance -O csv
        cmp "$OUT" "$BOX/before" || fail "another balance after $at bytes" || return 1
        refused 1 open-tail seal --yes || return 1
        refused 1 open-tail transfer 1 2 1 || return 1
    done
    done_ recover
    done_ audit
}

@test "a tail can be recovered once more after the next crash" {
    books
    head -c -30 "$FIXTURES/books.yaml" > journal.yaml
    done_ recover
    done_ transfer 1 2 1
    rm -rf state
    truncate -s -10 journal.yaml
    done_ recover
    done_ transfer 1 2 1
    done_ audit
}

@test "an empty file, as a crash in init leaves it, is told of and moved aside" {
    : > journal.yaml
    refused 3 not-a-journal balance
    complains "'lets recover' moves it aside"
    refused 1 file-exists init Brook --unit U --debit-limit 1 --credit-limit 1
    complains "'lets recover' moves it aside"
    keep
    done_ recover -n
    answers "the file would be moved aside"
    unchanged
    done_ recover
    answers "moved the file to journal.yaml.tail-1: nothing in it was sealed"
    done_ init Brook --unit U --debit-limit 1 --credit-limit 1
    refused 1 file-exists init Brook --unit U --debit-limit 1 --credit-limit 1
    lacks recover "$ERR"
}

# ---- damage

@test "recover leaves altered history alone, damaged or not" {
    books
    sed -i 's/^  amount: 12.50/  amount: 13.50/' journal.yaml
    refused 3 damaged recover
    refused 3 damaged recover --damaged
    complaint <<'END'
lets: journal.yaml:48: sealed bytes were altered, and good seals follow: cutting them off would lose history [damaged]
put back a copy, or compare copies with 'lets audit --witness FILE'
END
}

@test "recover --damaged moves a damaged end aside where no later seal is sound" {
    books
    sed -i '76s/levy/levi/' journal.yaml
    tail -n +70 journal.yaml > "$BOX/tail"
    refused 3 damaged balance
    refused 3 damaged recover
    complains "'lets recover --damaged'"
    done_ recover --damaged
    cmp journal.yaml.tail-1 "$BOX/tail"
    head -n 69 "$FIXTURES/books.yaml" | cmp - journal.yaml
    done_ balance
}

@test "a hole of NULs left by a power cut is damage, and is moved aside" {
    books
    head -c 200 /dev/zero >> journal.yaml
    refused 3 damaged balance
    done_ recover --damaged
    as_sealed
    done_ audit
}

@test "a line that begins like a seal makes a tail damage" {
    tail_of <<< "# typed"$'\n'"$TRANSFER- seal: whenever"
    refused 3 damaged balance
    refused 3 damaged seal --yes
    tail_of <<< "# typed"$'\n'"$TRANSFER  sha256: 00"
    refused 3 damaged balance
}

@test "a last line that cannot become a seal's makes a tail damage, and one that can does not" {
    local part seal="- seal: 2026-03-01T10:00:00+00:00"
    for part in "- seal: 2x" "- seal: whenever" "$seal+" "$seal"$'\n  by: x\n  entries: x' "$seal"$'\n  entries'; do
        books
        printf '%s' "$TRANSFER$part" >> journal.yaml
        refused 3 damaged balance
    done
    for part in "- seal:" "- seal: 2026" "$seal" "$seal"$'\n  b' "$seal"$'\n  by: x\n  entries: 12'; do
        books
        printf '%s' "$TRANSFER$part" >> journal.yaml
        done_ balance
        complains "run 'lets recover'"
    done
}

@test "a byte order mark and carriage returns that an editor added are taken out again" {
    books
    { printf '\357\273\277' && sed 's/$/\r/' "$FIXTURES/books.yaml"; } > journal.yaml
    cp journal.yaml "$BOX/edited"
    refused 3 damaged balance
    complaint <<'END'
lets: journal.yaml:1: an editor added a byte order mark or carriage returns to the sealed lines; without them every seal matches [damaged]
'lets recover' takes exactly these out again
END
    refused 3 damaged transfer 1 2 1
    ended 1 audit
    done_ recover
    answers "took out 83 bytes that an editor had added; the journal as it was is journal.yaml.tail-1"
    as_sealed
    cmp journal.yaml.tail-1 "$BOX/edited"
    done_ transfer 1 2 1
}

@test "one carriage return is enough, and a byte order mark alone" {
    books
    sed '5s/$/\r/' "$FIXTURES/books.yaml" > journal.yaml
    refused 3 damaged balance
    done_ recover
    as_sealed
    { printf '\357\273\277' && cat "$FIXTURES/books.yaml"; } > journal.yaml
    refused 3 damaged balance
    done_ recover
    as_sealed
}

@test "carriage returns and an altered byte are damage that recover leaves alone" {
    books
    sed 's/$/\r/; s/12.50/13.50/' "$FIXTURES/books.yaml" > journal.yaml
    refused 3 damaged balance
    refused 3 damaged recover
    refused 3 damaged recover --damaged
}

@test "a file without any good seal is all tail, and recover moves it aside" {
    books
    head -n 9 "$FIXTURES/books.yaml" > journal.yaml
    refused 3 not-a-journal balance
    complains "lets recover"
    refused 3 not-a-journal transfer 1 2 1
    refused 3 not-a-journal seal --yes
    done_ recover
    answers "moved the file to journal.yaml.tail-1: nothing in it was sealed"
    head -n 9 "$FIXTURES/books.yaml" | cmp - journal.yaml.tail-1
    done_ init "London LETS" --unit LINK --debit-limit 1 --credit-limit 1
}

# ---- the newest head seen here

@test "an old copy that was put back is refused until --accept-cut" {
    books
    done_ balance
    head -n 69 "$FIXTURES/books.yaml" > journal.yaml
    refused 3 journal-cut balance
    complaint <<'END'
lets: journal.yaml: the newest commit that was seen here, 0d05eae7d2609daa.., is not in this journal: it was cut off, or an old copy was put back [journal-cut]
it was seen in this file at 2026-03-01T10:00:00+00:00: put the newest copy back; or, where nothing newer should be, go on with --accept-cut
END
    refused 3 journal-cut transfer 1 2 1
    refused 3 journal-cut register
    refused 3 journal-cut log
    refused 3 journal-cut members
    ended 1 audit
    answers "[journal-cut]"
    answers "it was seen in this file at 2026-03-01T10:00:00+00:00"
    done_ balance --accept-cut
    complaint <<END
lets: warning: the newest commit that was seen here, 0d05eae7d2609daa.. at 2026-03-01T10:00:00+00:00 in $BOX/books/journal.yaml, is given up in this answer, and still missed by the next command: only one that writes accepts the journal without it
END
    refused 3 journal-cut balance
    done_ audit --accept-cut
    complains "is given up in this answer"
    refused 3 journal-cut transfer 1 2 1
    ended 0 transfer 1 2 1 --accept-cut --dry-run
    refused 3 journal-cut balance
    done_ transfer 1 2 1 --accept-cut
    complains "is given up, and all that followed the last one that both have"
    done_ balance
    quiet
}

@test "--accept-cut says nothing where nothing was cut" {
    books
    done_ balance
    done_ balance --accept-cut
    quiet
}

@test "nobody waits for the memory of heads: the answer comes first, then a warning" {
    books
    done_ balance
    flock state/lets sleep 6 3>&- &
    local holder=$! began=$SECONDS
    sleep 0.3
    done_ transfer 1 2 1
    answers "transfer 4: Ann Archer paid Bob Jones 1.00 LINK"
    complains "warning: the newest seal cannot be remembered: another program holds the lock of '$BOX/books/state/lets'"
    done_ balance
    [ $((SECONDS - began)) -lt 6 ] || fail "waited $((SECONDS - began)) s"
    wait "$holder"
    done_ balance
    quiet
    cp "$FIXTURES/books.yaml" journal.yaml
    refused 3 journal-cut balance
}

@test "an empty or damaged memory is warned of, and made anew" {
    books
    local damage memory
    for damage in : "echo nonsense" "head -c 30 /dev/zero"; do
        done_ balance
        memory=$(ls -d state/lets/*)
        eval "$damage" > "$memory"
        done_ balance
        complaint <<END
lets: warning: what was remembered of this journal, in '$BOX/books/$memory', is empty or damaged: whether something was cut off the journal cannot be told this time
END
        done_ balance
        quiet
    done
}

@test "a journal that was emptied is known by its place, and its copy is asked for" {
    books
    done_ transfer 1 2 1
    local command
    for command in balance "transfer 1 2 1" "audit" "init X --unit U --debit-limit 1 --credit-limit 1" seal; do
        : > journal.yaml
        # shellcheck disable=SC2086 # words of a command line
        call $command
        [ "$status" -ne 0 ]
        cat "$OUT" >> "$ERR"
        complains "a journal of 6 commits was seen here at 2026-03-01T10:00:00+00:00: put back a copy"
        lacks "left behind|interrupted" "$ERR"
    done
    done_ recover
    complains "a journal of 6 commits was seen here at 2026-03-01T10:00:00+00:00: put back a copy"
    refused 4 no-such-file balance
    complains "a journal of 6 commits was seen here at 2026-03-01T10:00:00+00:00: put back a copy"
    printf -- '- ledger: X\n' > other.yaml
    ended 3 -f other.yaml balance
    complains "if it was left behind by a crash in 'lets init', 'lets recover' moves it aside"
}

@test "one begun in the place of an emptied journal, and interrupted, is told how to go on" {
    books
    done_ export json -o all.jsonl
    done_ balance
    local command
    for command in "import --json all.jsonl" "init X --unit U --debit-limit 1 --credit-limit 1"; do
        : > journal.yaml
        # shellcheck disable=SC2086 # words of a command line
        call $command --accept-cut
        [ "$status" -ne 0 ]
        complains "put back a copy; or, to begin another one in its place, 'lets recover' moves this file aside"
        done_ recover
        # shellcheck disable=SC2086 # words of a command line
        done_ $command --accept-cut
    done
}

@test "a count of commits that is no number is not told" {
    books
    done_ balance
    sed -i '3s/.*/5x/' state/lets/*
    : > journal.yaml
    ended 3 balance
    complains "a journal was seen here at 2026-03-01T10:00:00+00:00: put back a copy"
}

@test "a writer with --accept-cut goes on from the old copy" {
    books
    done_ balance
    head -n 69 "$FIXTURES/books.yaml" > journal.yaml
    done_ transfer 1 2 1 --accept-cut
    done_ balance
    done_ audit
}

@test "a rewritten history is noticed by the head that was seen" {
    books
    done_ balance
    sed 's/^  amount: 12.50/  amount: 13.50/' "$FIXTURES/books.yaml" | reseal > journal.yaml
    refused 3 journal-cut balance
}

@test "the head that a writer made counts as seen" {
    books
    done_ transfer 1 2 1
    cp "$FIXTURES/books.yaml" journal.yaml
    refused 3 journal-cut balance
}

@test "what was tried on a copy is told from an old copy put back" {
    books
    mkdir play
    cp journal.yaml play/
    done_ transfer 1 2 1 -f play/journal.yaml
    refused 3 journal-cut balance
    complains "it was seen in $BOX/books/play/journal.yaml at 2026-03-01T10:00:00+00:00: if that is the newest copy, put it here; if you only tried things on it, go on here with --accept-cut"
    done_ transfer 1 2 1 --accept-cut
    done_ balance
    quiet
}

@test "a head that was remembered without its place is still missed" {
    books
    done_ balance
    sed -i 2d state/lets/*
    head -n 69 "$FIXTURES/books.yaml" > journal.yaml
    refused 3 journal-cut balance
    complains "put the newest copy back; or, where nothing newer should be, go on with --accept-cut"
}

@test "what lies in the way of the memory's new file is survived, and left alone" {
    local memory way
    for way in file folder link loop both; do
        rm -rf state journal.*
        books
        done_ balance
        memory=$(ls -d state/lets/*)
        echo kept > kept
        case $way in
        file) echo kept | tee "$memory.new" > "$memory.new-1" ;;
        folder) mkdir -p "$memory.new/inside" "$memory.new-1/inside" ;;
        link) ln -s "$PWD/kept" "$memory.new-1" ;;
        loop) ln -s "$memory.new-1" "$memory.new-1" ;;
        both) echo kept > "$memory.new-1" && mkdir "$memory.new-2" && ln -s nowhere "$memory.new-3" ;;
        esac
        (cd state/lets && find . -path './*.new*' -printf '%p %y %l\n' | sort) > "$BOX/before"
        done_ transfer 1 2 1
        [ "$(grep -c 'cannot be remembered' "$ERR")" -eq 0 ] || fail "$way: not remembered"
        [ "$(head -n 1 "$memory")" = "$(sed -n 's/^  sha256: //p' journal.yaml | tail -n 1)" ] || fail "$way: another head"
        (cd state/lets && find . -path './*.new*' -printf '%p %y %l\n' | sort) > "$BOX/after"
        diff "$BOX/before" "$BOX/after" || fail "$way: what lay in the way is not as it was"
        [ "$(cat kept)" = kept ]
        cp "$FIXTURES/books.yaml" journal.yaml
        refused 3 journal-cut balance
    done
}

@test "a copy with a memory of its own leaves the books alone" {
    books
    mkdir play
    cp journal.yaml play/
    XDG_STATE_HOME=$PWD/play done_ transfer 1 2 1 -f play/journal.yaml
    done_ balance
    quiet
}

@test "heads are remembered per ledger, wherever its file lies" {
    books
    done_ balance
    mkdir away
    head -n 69 "$FIXTURES/books.yaml" > away/copy.yaml
    refused 3 journal-cut balance -f away/copy.yaml
    done_ init "Another" --unit LINK --debit-limit 1 --credit-limit 1 -f other.yaml
    done_ balance -f other.yaml
}

@test "a look at an older state by --at does not forget the newest head" {
    books
    done_ balance
    done_ balance --at 92ad9f5739cb
    head -n 69 "$FIXTURES/books.yaml" > journal.yaml
    refused 3 journal-cut balance
}

@test "without a place for the state the books still work, and it is said" {
    books
    export XDG_STATE_HOME=/proc/nowhere
    done_ balance
    complains "warning: the newest seal cannot be remembered"
    done_ balance --quiet
    complains "warning: the newest seal cannot be remembered"
    unset XDG_STATE_HOME HOME
    done_ balance
}

@test "recover -n ends as the run would, whatever the matter is" {
    local edit
    for edit in "s/^  amount: 12.50/  amount: 13.50/" "1s/^/x/" "76s/levy/levi/" '5,$d' '20s/$/\r/' '20s/$/\r/;$s/./x/' \
        '$d' '79d' "\$a- member: x" "\$a# typed" '$a  sha256: 00' 's/$/\r/' 's/$/\r/;76s/levy/levi/'; do
        for damaged in "" --damaged; do
            rm -f journal.yaml.tail-1
            books
            sed -i "$edit" journal.yaml
            keep
            # shellcheck disable=SC2086
            call recover -n $damaged
            unchanged
            # shellcheck disable=SC2086
            ended "$status" recover $damaged
        done
    done
}
