# SPDX-License-Identifier: MIT
# Periods closed and opened again.

load helpers

@test "close-period seals the balances by the last day" {
    books
    done_ close-period 2026-01
    answer <<EOT
closed up to 2026-01-31
head $(head_of journal.yaml | cut -c1-32 | sed 's/..../& /g; s/ $//') after transfer 3
EOT
    since 81 | diff -u - <(cat <<'EOT'
- close: 2026-01-31
  balances:
    "0001": -12.50
    "0002": 4.50
    "0003": 8.00
- seal: 2026-03-01T10:00:00+00:00
  by: treasurer
  entries: 1
  sha256: #
EOT
    )
    done_ audit
}

@test "close-period says that a period is closed already, and writes nothing" {
    books
    done_ close-period 2026-02
    keep
    done_ close-period 2026-02
    answers "2026-02 is closed already: every day up to 2026-02-28 is"
    unchanged
    done_ close-period 2026-01-15
    answers "2026-01-15 is closed already: every day up to 2026-02-28 is"
    unchanged
    done_ close-period last-month -O json
    answers '"appended": []'
    answers "\"head\": \"$(head_of journal.yaml)\""
    unchanged
}

@test "close-period refuses a period that has not ended" {
    books
    refused 1 close-date close-period 2026-03
    complains "2026-03 has not ended: its last day is 2026-03-31"
    refused 1 close-date close-period 2026-03-01
    refused 1 close-date close-period 2026-02-01..
    refused 2 bad-date close-period 2026-13
    refused 2 bad-usage close-period
}

@test "close-period --dry-run shows the balances and writes nothing" {
    books
    keep
    done_ close-period 2026-01 --dry-run
    answers '- close: 2026-01-31'
    answers '    "0002": 4.50'
    unchanged
}

@test "a closed day takes no transfer, reversal or correction any more" {
    books
    done_ close-period 2026-01
    refused 1 date-closed transfer 1 2 5 --date 2026-01-31
    refused 1 date-closed reverse 1 --reason wrong --date 2026-01-20
    refused 1 date-closed correct 1 --amount 11 --reason wrong --date 2026-01-20
    done_ transfer 1 2 5 --date 2026-02-01
    done_ reverse 1 --reason wrong
}

@test "close-period of a later month closes the ones before" {
    books
    done_ close-period 2026-02
    refused 1 date-closed transfer 1 2 5 --date 2026-01-12
}

@test "close-period asks where the clock stands more than a month after what was recorded last" {
    books
    LETS_NOW=2026-03-02T23:00:00+00:00 done_ close-period 2026-02 -n
    LETS_NOW=2026-03-03T00:00:00+00:00 refused 1 not-confirmed close-period 2026-02
    complaint <<'END'
lets: without a terminal nobody can be asked 'by the clock it is 2026-03-03; the last seal is of 2026-02-02, the last transfer of 2026-02-01. Close every day up to 2026-02-28?'; --yes answers it [not-confirmed]
END
    LETS_NOW=2026-03-03T00:00:00+00:00 done_ close-period 2026-02 --yes
    LETS_NOW=2026-05-03T00:00:00+00:00 done_ close-period 2026-02
    answers "2026-02 is closed already: every day up to 2026-02-28 is"
}

@test "a close by a clock that ran ahead is undone by one that is right" {
    books
    LETS_NOW=2027-03-01T10:00:00+00:00 done_ close-period 2027-02 --yes
    refused 1 date-closed transfer 1 2 5 --clock-reason "it ran ahead by a year"
    done_ reopen-period 2027-02-28 --reason "the clock ran ahead" --clock-reason "it ran ahead by a year"
    answers 'the close of 2027-02-28 undone; the clock ran ahead'
    done_ transfer 1 2 5
    done_ close-period 2026-02
    done_ audit
}

@test "the way out of closes by a clock that ran ahead is told whole, command by command" {
    books
    LETS_NOW=2027-03-01T10:00:00+00:00 done_ close-period 2026-12 --yes
    LETS_NOW=2027-03-01T10:00:00+00:00 done_ close-period 2027-02 --yes
    refused 1 date-closed transfer 1 2 5
    complains "days to come were closed, by a clock that ran ahead: 'lets reopen-period 2027-02-28 --reason TEXT --clock-reason TEXT' undoes the last close; then say this again"
    refused 1 reopen-date reopen-period 2026-12-31 --reason x --clock-reason y
    complains "'lets reopen-period 2027-02-28 --reason TEXT --clock-reason TEXT' undoes the last close"
    done_ reopen-period 2027-02-28 --reason TEXT --clock-reason TEXT
    refused 1 date-closed transfer 1 2 5
    complains "days to come were closed, by a clock that ran ahead: 'lets reopen-period 2026-12-31 --reason TEXT' undoes the last close; then say this again"
    done_ reopen-period 2026-12-31 --reason TEXT
    done_ transfer 1 2 5
    done_ close-period 2026-02
    refused 1 date-closed transfer 1 2 5 --date 2026-02-28
    complains "give a later --date; or 'lets reopen-period 2026-02-28 --reason TEXT' undoes the last close"
}

@test "a --today of before a close takes no close for one of days to come" {
    books
    done_ close-period 2026-02
    refused 1 date-closed transfer 1 2 5 --today 2026-02-10
    complains "give a later --date; or 'lets reopen-period 2026-02-28 --reason TEXT' undoes the last close"
    lacks 'days to come' "$ERR"
    LETS_NOW=2027-03-01T10:00:00+00:00 done_ close-period 2027-02 --yes
    refused 1 date-closed transfer 1 2 5 --today 2027-12-01 --date 2027-01-01
    complains "days to come were closed, by a clock that ran ahead"
}

@test "reopen-period undoes the last close, and only that" {
    books
    done_ close-period 2026-01
    done_ close-period 2026-02
    refused 1 reopen-date reopen-period 2026-01-31 --reason 'a box was found'
    complains 'only the last close can be undone, which is that of 2026-02-28'
    refused 2 bad-usage reopen-period 2026-02-28
    done_ reopen-period 2026-02-28 --reason 'a box was found'
    answers 'the close of 2026-02-28 undone; a box was found'
    answers 'every day up to 2026-01-31 is still closed'
    answers 'statements of the days after are provisional until they are closed again'
    done_ transfer 1 2 5 --date 2026-02-01
    refused 1 date-closed transfer 1 2 5 --date 2026-01-31
    done_ reopen-period 2026-01-31 --reason 'another one'
    answers 'no day is closed any more'
    done_ transfer 1 2 5 --date 2026-01-31
    refused 1 reopen-date reopen-period 2026-01-31 --reason x
    complains 'no period is closed'
    done_ log --exceptions
    answers 'the close of 2026-02-28 undone; a box was found'
    done_ audit
}

@test "the largest balance there can be is closed, stated, exported and taken back, whatever the decimals" {
    local decimals most format
    for decimals in 0 1 2 3 4 5 6; do
        most=1000000000000000000
        most=${most:0:19-decimals}
        rm -rf journal.* state
        done_ init Edge --unit U --decimals $decimals --opened 2026-01-01 --debit-limit none --credit-limit none
        done_ add-member 1 --joined 2026-01-01
        done_ add-member 2 --joined 2026-01-01
        done_ transfer 1 2 $most --date 2026-01-10
        refused 1 volume-too-large transfer 2 1 "$most"
        refused 1 balance-not-zero close-account 2
        done_ close-period 2026-01
        for format in text csv json; do
            done_ statement 2 -p 2026-01 -O $format
            grep -q "$most" "$OUT"
            done_ report -p 2026-01 -O $format
            grep -q "$most" "$OUT"
            done_ balance -O $format
        done
        for format in ledger hledger beancount json; do
            done_ export $format
            grep -q "$most" "$OUT"
        done
        done_ reverse 1 --reason "far too much"
        done_ close-account 2
        done_ audit
    done
}
