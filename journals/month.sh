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
# are left alone, and no message is sent twice. $SENDMAIL names another mailer, or one that asks first;
# $PAPER=txt makes text for the printer where no PDF can be made.
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
"$lets" statement --all -p "$period" -O eml --from "$from" --split "$folder/mail" --quiet
"$lets" report -p "..$last" -o "$folder/report.html"

sent=0
for message in "$folder"/mail/*.eml; do
    [ -e "$message" ] || continue
    [ ! -e "$message.sent" ] || continue
    # shellcheck disable=SC2086 # a command and its options
    $sendmail <"$message"
    : >"$message.sent"
    sent=$((sent + 1))
done
printed="to print: $folder/paper.$paper"
[ -e "$folder/paper.$paper" ] || printed='nothing to print'
echo "$name: $sent messages sent; $printed"
