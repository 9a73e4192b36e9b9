#!/bin/sh
# SPDX-License-Identifier: MIT
# What a scheme does when a month is over, for cron: closes the month, prints what goes out on paper, mails
# what goes out by e-mail, and reports to the committee.
#
#     month.sh JOURNAL FOLDER ADDRESS [MONTH]
#
# FOLDER gets a folder for the month; ADDRESS is the sender of the messages; MONTH is last-month where none is
# named. An hour past midnight on the second of each month, in a crontab:
#
#     0 1 2 * *   /usr/share/doc/lets/month.sh /home/lets/journal.yaml /home/lets/months books@example.org
#
# Run it again after an interruption, or by mistake: what is closed stays closed, files that are there already
# are left alone, and no message is sent twice. One that the mailer refuses is kept, with the reason beside it; the
# others go out all the same, the run ends with 1, and the next one tries again what is kept. $SENDMAIL names another
# mailer, or one that asks first; $PAPER=txt makes text for the printer where no PDF can be made.
set -eu

if [ $# -lt 3 ] || [ $# -gt 4 ]; then
    echo "usage: month.sh JOURNAL FOLDER ADDRESS [MONTH]" >&2
    exit 2
fi
LETS_JOURNAL=$1
LETS_CLERK=${LETS_CLERK:-month.sh}
export LETS_JOURNAL LETS_CLERK
months=$2
from=$3
period=${4:-last-month}
lets=${LETS:-lets}
sendmail=${SENDMAIL:-/usr/sbin/sendmail -t -i}
paper=${PAPER:-pdf}

# Nothing is made of books that are not sound.
findings=$("$lets" audit) || {
    printf '%s\n' "$findings" >&2
    exit 1
}
"$lets" close-period "$period" --quiet --yes

# The month by its name, which is the one that its files have, and its last day.
umask 077
mkdir -p "$months"
row=$("$lets" report -p "$period" -O csv | sed -n '2s/,/ /gp')
first=${row%% *}
row=${row#* }
last=${row%% *}
name=${first%-*}
folder=$months/$name
mkdir -p "$folder"

# One document for the printer, a file for each account to keep, a message for each who gets e-mail.
format=$paper
[ "$paper" != txt ] || format=text
"$lets" statement --all -p "$period" --delivery paper -O "$format" -o "$folder/paper.$paper" --quiet
"$lets" statement --all -p "$period" --split "$folder/statements" --quiet
# What was kept is made anew: the address may have been put right since, or paper be wanted.
for message in "$folder"/mail/*.eml; do
    [ -e "$message.sent" ] || rm -f "$message" "$message.kept"
done
"$lets" statement --all -p "$period" -O eml --from "$from" --split "$folder/mail" --quiet
"$lets" report -p "..$last" -o "$folder/report.html"

sent=0
kept=0
for message in "$folder"/mail/*.eml; do
    [ -e "$message" ] || continue
    [ ! -e "$message.sent" ] || continue
    status=0
    # shellcheck disable=SC2086 # a command and its options
    $sendmail <"$message" >"$message.kept" 2>&1 || status=$?
    if [ "$status" -eq 0 ]; then
        mv "$message.kept" "$message.sent"
        sent=$((sent + 1))
    else
        reason=$(tail -n 1 "$message.kept")
        echo "month.sh: $message is kept: ${reason:-the mailer says nothing} (exit status $status)" >&2
        kept=$((kept + 1))
    fi
done
printed="to print: $folder/paper.$paper"
[ -e "$folder/paper.$paper" ] || printed='nothing to print'
echo "$name: $sent messages sent, $kept kept; $printed"
[ "$kept" -eq 0 ] || exit 1
