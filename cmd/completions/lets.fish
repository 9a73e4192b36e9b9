# SPDX-License-Identifier: MIT
#
# Completion of lets(1) for fish: commands, options, the words that an option takes, and the ids of the
# accounts, which are read from the journal that the command line names.

# The words of the line before the cursor that are no options and no values of options: the command and its
# arguments.
function __lets_words
    set -l with_value --journal --format --output --clerk --today --clock-reason --at --color \
        --unit --debit-limit --credit-limit --decimals --limits --cheques-valid --opened --contact \
        --reason --name --email --phone --address --delivery --joined --locality --purpose --title \
        --of --above --percent --flat --step --floor --cap --after --sets --own --except \
        --agreement --agreement-file --agreed \
        --date --residue-to --status --for --category --ref --cheque --written --override --amount \
        --count --total --rejects --from --split --every --to --on --paper --kind --period --transfer --search --last --witness \
        --value --expires --check \
        --begins --ends --budget --ceiling --petty --quorum --approver --proposal --by --signature --to-sign
    set -l words (commandline -opc)
    set -l is_value no
    set -l has_ended no
    for word in $words[2..-1]
        if test $is_value = yes
            set is_value no
        else if test $has_ended = yes
            printf '%s\n' $word
        else if test "$word" = --
            set has_ended yes
        else if contains -- "$word" $with_value
            set is_value yes
        else if string match -qr -- '^-[A-Za-z]*[fOop]$' "$word"
            set is_value yes
        else if not string match -qr -- '^-[^0-9.]' "$word"
            printf '%s\n' $word
        end
    end
end

# Whether no command was named yet.
function __lets_needs_command
    test (count (__lets_words)) -eq 0
end

# Whether the command is one of those given.
function __lets_is
    set -l words (__lets_words)
    test (count $words) -gt 0
    and contains -- $words[1] $argv
end

# Whether the command is one of those behind the two numbers, and so many arguments stand before the cursor,
# at least and at most.
function __lets_has_arguments
    set -l n (math (count (__lets_words)) - 1)
    test $n -ge $argv[1] -a $n -le $argv[2]
    and __lets_is $argv[3..-1]
end

# The journal that the command line names; nothing for the one that lets would take.
function __lets_journal
    set -l words (commandline -opc)
    set -l is_journal no
    for word in $words[2..-1]
        if test $is_journal = yes
            printf '%s\n' $word
            return
        else if contains -- "$word" -f --journal
            set is_journal yes
        else if string match -qr -- '^(--journal=|-f.)' "$word"
            string replace -r -- '^(--journal=|-f)' '' "$word"
            return
        end
    end
end

# The ids of its accounts; arguments filter them.
function __lets_accounts
    set -l journal (__lets_journal)
    test "$journal" = -
    and return
    set -l arguments balance --format=csv --ids --quiet $argv
    if test -n "$journal"
        set -a arguments --journal=(string replace -r -- '^~' $HOME "$journal")
    end
    command lets $arguments </dev/null 2>/dev/null | tail -n +2 | string replace -r ',.*' '' |
        string match -r '^[A-Za-z0-9][A-Za-z0-9._-]*$'
end

# The names of its rules.
function __lets_rules
    set -l journal (__lets_journal)
    test "$journal" = -
    and return
    set -l arguments rules --format=csv --ids --quiet
    if test -n "$journal"
        set -a arguments --journal=(string replace -r -- '^~' $HOME "$journal")
    end
    command lets $arguments </dev/null 2>/dev/null | tail -n +2 | string replace -r ',.*' '' |
        string match -r '^[A-Za-z0-9][A-Za-z0-9._-]*$'
end

# The kinds of entry, as further words of a list parted by commas.
function __lets_kinds
    set -l begun (string match -r -- '^(?:--kind=)?(.*,)' (commandline -ct))[2]
    for kind in ledger format policy member central change transfer cheques cheque close reopen \
            charter proposal vote rule run seal
        printf '%s\n' "$begun$kind"
    end
end

set -l purposes 'administration levy leavers external project locality vouchers opening other'
set -l periods 'this-month last-month this-year last-year'

complete -c lets -f

# every command
complete -c lets -s f -l journal -r -F -d 'the journal'
complete -c lets -s O -l format -x -a 'text csv json' -d 'the form of the answer'
complete -c lets -s o -l output -r -F -d 'write the answer there'
complete -c lets -s n -l dry-run -d 'append nothing'
complete -c lets -l clerk -x -d 'who is recorded in the seal'
complete -c lets -l today -x -d 'what counts as today'
complete -c lets -l clock-reason -x -d 'why the clock stands before the last seal'
complete -c lets -l at -x -d 'the books as they stood at that seal'
complete -c lets -l ids -d 'show ids only; do not read the directory'
complete -c lets -l yes -d 'do not ask'
complete -c lets -l accept-cut -d 'go on with a journal that lacks the newest seal seen here'
complete -c lets -l color -x -a 'auto always never' -d 'when to colour'
complete -c lets -s q -l quiet -d 'no progress, no summaries'
complete -c lets -s h -l help -d 'show help'
complete -c lets -s V -l version -d 'show the version'

# commands
complete -c lets -n __lets_needs_command -a init -d 'make a journal'
complete -c lets -n __lets_needs_command -a set-policy -d 'change the limits and rules for every account'
complete -c lets -n __lets_needs_command -a add-member -d "open a member's account"
complete -c lets -n __lets_needs_command -a add-central -d 'open an account of the scheme itself'
complete -c lets -n __lets_needs_command -a change-account -d 'change what is known of an account'
complete -c lets -n __lets_needs_command -a forget-member -d 'erase a person from the directory'
complete -c lets -n __lets_needs_command -a close-account -d 'close the account of one who leaves'
complete -c lets -n __lets_needs_command -a reopen-account -d 'open a closed account again'
complete -c lets -n __lets_needs_command -a members -d 'list the members'
complete -c lets -n __lets_needs_command -a transfer -d 'record a payment from one account to another'
complete -c lets -n __lets_needs_command -a reverse -d 'take transfers back'
complete -c lets -n __lets_needs_command -a correct -d 'reverse a wrong transfer and record the right one'
complete -c lets -n __lets_needs_command -a issue-cheques -d 'give an account a book of cheques'
complete -c lets -n __lets_needs_command -a withdraw-cheques -d 'take unused cheques back from an account'
complete -c lets -n __lets_needs_command -a record-cheques -d 'record a pile of paper cheques'
complete -c lets -n __lets_needs_command -a return-cheque -d 'record that cheques were presented and refused'
complete -c lets -n __lets_needs_command -a stop-cheque -d 'stop cheques that were lost, stolen or spoiled'
complete -c lets -n __lets_needs_command -a release-cheque -d 'take back the stopping of cheques'
complete -c lets -n __lets_needs_command -a cheques -d 'list cheque books and what became of their cheques'
complete -c lets -n __lets_needs_command -a print-cheques -d 'print blank cheques with their numbers on'
complete -c lets -n __lets_needs_command -a issue-vouchers -d 'make a batch of vouchers for a central account to sell'
complete -c lets -n __lets_needs_command -a sell-vouchers -d 'sell printed vouchers to an account'
complete -c lets -n __lets_needs_command -a take-back-vouchers -d 'take back for good what was sold and is still out'
complete -c lets -n __lets_needs_command -a vouchers -d 'list vouchers and what became of them, or check one'
complete -c lets -n __lets_needs_command -a print-vouchers -d 'print vouchers to cut apart, or their register'
complete -c lets -n __lets_needs_command -a print-trading-sheet \
    -d 'print the members and lines to write trades on'
complete -c lets -n __lets_needs_command -a set-charter \
    -d 'say how a central account may be spent, and who approves it'
complete -c lets -n __lets_needs_command -a withdraw-charter -d 'take a charter back'
complete -c lets -n __lets_needs_command -a propose -d "ask a fund's approvers whether it may pay so much"
complete -c lets -n __lets_needs_command -a withdraw-proposal -d 'take a proposal back'
complete -c lets -n __lets_needs_command -a vote \
    -d 'record how an approver answers a proposal, or write what they sign'
complete -c lets -n __lets_needs_command -a proposals -d 'list proposals to funds, with their votes'
complete -c lets -n __lets_needs_command -a set-rule -d 'say what each member owes, or how far each may go'
complete -c lets -n __lets_needs_command -a withdraw-rule -d 'take a rule back'
complete -c lets -n __lets_needs_command -a rules -d 'list the rules of levies and limits'
complete -c lets -n __lets_needs_command -a run -d 'work a rule out of the closed books, and carry it out'
complete -c lets -n __lets_needs_command -a levy -d 'take the same fee from every active member'
complete -c lets -n __lets_needs_command -a balance -d 'show what every account has earned and spent'
complete -c lets -n __lets_needs_command -a register -d 'list transfers'
complete -c lets -n __lets_needs_command -a log -d 'list every entry in the order of recording'
complete -c lets -n __lets_needs_command -a statement -d 'state what happened on accounts in a period'
complete -c lets -n __lets_needs_command -a report -d 'report how the scheme stands'
complete -c lets -n __lets_needs_command -a audit -d 'check everything'
complete -c lets -n __lets_needs_command -a export -d 'write the whole journal for another program'
complete -c lets -n __lets_needs_command -a close-period -d 'close every day up to the end of a period'
complete -c lets -n __lets_needs_command -a reopen-period -d 'undo the last close of a period'
complete -c lets -n __lets_needs_command -a import -d 'take in a table of transfers, members, books or balances'
complete -c lets -n __lets_needs_command -a seal -d "seal entries typed by hand at the journal's end"
complete -c lets -n __lets_needs_command -a recover -d 'move the remains of a crash out of the way'
complete -c lets -n __lets_needs_command -a help -d 'tell what the commands do, and their options'

# arguments
complete -c lets -n '__lets_has_arguments 0 1 transfer' -a '(__lets_accounts)' -d account
complete -c lets -n '__lets_has_arguments 0 9999 balance statement' -a '(__lets_accounts)' -d account
complete -c lets -n '__lets_has_arguments 0 0 change-account close-account reopen-account register log \
        issue-cheques withdraw-cheques cheques print-cheques sell-vouchers' -a '(__lets_accounts)' -d account
complete -c lets -n '__lets_has_arguments 0 0 issue-vouchers take-back-vouchers vouchers' \
    -a '(__lets_accounts --purpose=vouchers)' -d account
complete -c lets -n '__lets_has_arguments 1 9999 change-account' -a '(__lets_accounts)' -d account
complete -c lets -n '__lets_has_arguments 0 0 set-charter withdraw-charter propose proposals' \
    -a '(__lets_accounts --kind=central)' -d fund
complete -c lets -n '__lets_has_arguments 1 1 vote' -a 'approve decline none' -d answer
complete -c lets -n '__lets_has_arguments 0 0 set-rule withdraw-rule run' -a '(__lets_rules)' -d rule
complete -c lets -n '__lets_has_arguments 0 0 close-period' -a $periods -d period
complete -c lets -n '__lets_has_arguments 0 0 forget-member' -a '(__lets_accounts --kind=member)' -d member
complete -c lets -n '__lets_has_arguments 0 0 export' -a 'ledger hledger beancount json csv' -d 'who reads it'
complete -c lets -n '__lets_has_arguments 0 0 help' \
    -a 'init set-policy add-member add-central change-account forget-member close-account reopen-account
        members transfer reverse correct issue-cheques withdraw-cheques record-cheques
        return-cheque stop-cheque release-cheque cheques
        print-cheques issue-vouchers sell-vouchers take-back-vouchers vouchers print-vouchers print-trading-sheet
        set-charter withdraw-charter propose withdraw-proposal vote proposals
        set-rule withdraw-rule rules run levy
        balance register log
        statement report
        audit export import
        close-period reopen-period
        seal recover help'

# limits and rules
complete -c lets -n '__lets_is init' -l unit -x -d 'what is moved, such as LINK'
complete -c lets -n '__lets_is init set-policy add-member add-central' -l debit-limit -x -a none \
    -d 'how far below zero an account may go'
complete -c lets -n '__lets_is init set-policy add-member add-central' -l credit-limit -x -a none \
    -d 'how far above zero an account may go'
complete -c lets -n '__lets_is change-account' -l debit-limit -x -a 'none default' \
    -d 'how far below zero it may go (sealed)'
complete -c lets -n '__lets_is change-account' -l credit-limit -x -a 'none default' \
    -d 'how far above zero it may go (sealed)'
complete -c lets -n '__lets_is init' -l decimals -x -a '0 1 2 3 4 5 6' -d 'decimals of an amount'
complete -c lets -n '__lets_is init set-policy' -l limits -x -a 'hard soft' \
    -d 'refuse what goes over a limit, or show it'
complete -c lets -n '__lets_is init set-policy' -l cheques-valid -x -a none \
    -d 'how long a cheque may be presented'
complete -c lets -n '__lets_is init set-policy' -l contact -x -d 'where the scheme is found'
complete -c lets -n '__lets_is init' -l opened -x -d 'the first day of the books'

# accounts
complete -c lets -n '__lets_is add-member change-account' -l name -x -d "the member's name (not sealed)"
complete -c lets -n '__lets_is add-member change-account' -l email -x -d 'e-mail address (not sealed)'
complete -c lets -n '__lets_is add-member change-account' -l phone -x -d 'telephone number (not sealed)'
complete -c lets -n '__lets_is add-member change-account' -l address -x -d 'postal address (not sealed)'
complete -c lets -n '__lets_is add-member change-account statement' -l delivery -x -a 'paper email none' \
    -d 'how statements go out (not sealed)'
complete -c lets -n '__lets_is add-member change-account' -l joined -x -d 'the day of joining (sealed)'
complete -c lets -n '__lets_is add-member add-central members print-trading-sheet balance report' -l locality -x -d 'the part of the area'
complete -c lets -n '__lets_is change-account' -l locality -x -a none -d 'the part of the area (sealed)'
complete -c lets -n '__lets_is add-central change-account' -l opened -x -d 'the day from which it counts'
complete -c lets -n '__lets_is add-central change-account balance' -l purpose -x -a $purposes \
    -d 'what a central account is for'
complete -c lets -n '__lets_is add-central change-account' -l title -x -d 'what a central account is called'
complete -c lets -n '__lets_is change-account' -l suspend -d 'it receives, and does not pay (sealed)'
complete -c lets -n '__lets_is change-account' -l resume -d 'it pays again (sealed)'
complete -c lets -n '__lets_is close-account' -l residue-to -x -a '(__lets_accounts)' \
    -d 'the account that takes over a balance'
complete -c lets -n '__lets_is close-account' -l stop-cheques -d 'stop the cheques that could still come in'
complete -c lets -n '__lets_is members' -l status -x -a 'active suspended closed' -d 'only those of this status'
complete -c lets -n '__lets_is report' -l every -x -a 'month quarter year' -d 'a row for each'
complete -c lets -n '__lets_is statement' -l split -r -d 'a file for each into this folder'
complete -c lets -n '__lets_is statement' -l from -x -d 'the sender of messages'
complete -c lets -n '__lets_is members balance statement' -l all -d 'closed accounts too'

# transfers
complete -c lets -n '__lets_is transfer correct' -l for -x -d 'what it was for'
complete -c lets -n '__lets_is transfer correct register' -l category -x -d 'the trade it belongs to'
complete -c lets -n '__lets_is import transfer reverse correct change-account issue-cheques withdraw-cheques record-cheques issue-vouchers sell-vouchers' -l date -x \
    -d 'the day on which it counts'
complete -c lets -n '__lets_is transfer log' -l ref -x -d "another system's identifier"
complete -c lets -n '__lets_is transfer log' -l cheque -x -d 'the number of a cheque'
complete -c lets -n '__lets_is transfer' -l written -x -d 'the day on the paper, or of the work'
complete -c lets -n '__lets_is transfer correct sell-vouchers' -l override -x -d 'why it stands although a rule forbids it'
complete -c lets -n '__lets_is correct' -l amount -x -d 'the right amount'
complete -c lets -n '__lets_is correct' -l from -x -a '(__lets_accounts)' -d 'the right payer'
complete -c lets -n '__lets_is correct' -l to -x -a '(__lets_accounts)' -d 'the right payee'
complete -c lets -n '__lets_is set-policy change-account close-account reopen-account reopen-period reverse correct \
        withdraw-cheques return-cheque stop-cheque release-cheque take-back-vouchers' -l reason -x -d why

# cheques
complete -c lets -n '__lets_is issue-cheques record-cheques issue-vouchers' -l count -x -d 'how many'
complete -c lets -n '__lets_is record-cheques' -l total -x -d 'what they add up to'
complete -c lets -n '__lets_is record-cheques import' -l rejects -r -F -d 'record the good ones, and write the others there'
complete -c lets -n '__lets_is record-cheques' -l return-refused -d 'note what a limit refuses as returned'
complete -c lets -n '__lets_is record-cheques import' -l again -d 'what says the same in the books is another'
complete -c lets -n '__lets_has_arguments 0 0 record-cheques' -F -d pile
complete -c lets -n '__lets_has_arguments 0 0 import' -F -d table
complete -c lets -n '__lets_is return-cheque' -l to -x -a '(__lets_accounts)' -d 'who presented them'
complete -c lets -n '__lets_is return-cheque' -l amount -x -d 'how much they are over'
complete -c lets -n '__lets_is cheques' -l outstanding -d 'only those that may still come in'
complete -c lets -n '__lets_is cheques' -l missing -d 'only those that were skipped'
complete -c lets -n '__lets_is cheques' -l returned -d 'only those that were refused'
complete -c lets -n '__lets_is cheques' -l stopped -d 'only those that are stopped'

# vouchers
complete -c lets -n '__lets_is issue-vouchers' -l value -x -d 'what each is worth'
complete -c lets -n '__lets_is issue-vouchers' -l expires -x -d 'the last day on which they are good'
complete -c lets -n '__lets_is take-back-vouchers' -l expired -d 'all that are out and have expired'
complete -c lets -n '__lets_is take-back-vouchers' -l to -x -a '(__lets_accounts)' -d 'who gets what they are worth'
complete -c lets -n '__lets_is vouchers' -l printed -d 'only those that were not sold'
complete -c lets -n '__lets_is vouchers' -l out -d 'only those that may still come in'
complete -c lets -n '__lets_is vouchers' -l expired -d 'only those whose last day has passed'
complete -c lets -n '__lets_is vouchers' -l check -x -d 'whether this one is good'
complete -c lets -n '__lets_is print-vouchers' -l register -d 'the list for the safe'

# funds
complete -c lets -n '__lets_is set-charter' -l begins -x -d 'the first day of payments'
complete -c lets -n '__lets_is set-charter' -l ends -x -d 'the last day'
complete -c lets -n '__lets_is set-charter' -l budget -x -d 'how much is spent in these days at most'
complete -c lets -n '__lets_is set-charter' -l ceiling -x -d 'how much is paid at a time at most'
complete -c lets -n '__lets_is set-charter' -l petty -x -d 'how much is paid in a month without a proposal'
complete -c lets -n '__lets_is set-charter' -l quorum -x -d 'how many approve a proposal'
complete -c lets -n '__lets_is set-charter' -l residue-to -x -a '(__lets_accounts --kind=central)' \
    -d 'the account that what is left goes to'
complete -c lets -n '__lets_is set-charter' -l approver -x -a '(__lets_accounts --kind=member)' \
    -d 'a member who approves, and their public key'
complete -c lets -n '__lets_is set-charter withdraw-charter' -l proposal -x -d 'record what that proposal approved'
complete -c lets -n '__lets_is transfer reverse correct sell-vouchers' -l proposal -x -d 'under which a fund pays'
complete -c lets -n '__lets_is set-charter withdraw-charter withdraw-proposal' -l reason -x -d why
complete -c lets -n '__lets_is set-charter withdraw-charter propose withdraw-proposal vote' -l date -x -d 'the day of it'
complete -c lets -n '__lets_is propose' -l for -x -d 'what it is for'
complete -c lets -n '__lets_is propose' -l to -x -a '(__lets_accounts)' -d 'the only account that is paid'
complete -c lets -n '__lets_is vote' -l by -x -a '(__lets_accounts --kind=member)' -d 'the approver who votes'
complete -c lets -n '__lets_is vote' -l signature -r -F -d 'what ssh-keygen made'
complete -c lets -n '__lets_is vote' -l to-sign -r -F -d 'write what is to be signed there'
complete -c lets -n '__lets_is proposals' -l open -d 'only those that can still be voted on or paid'

# levies and limits by rule
complete -c lets -n '__lets_is set-rule' -l of -x -a 'turnover earned spent credit debt months nothing' \
    -d 'what it reckons from'
complete -c lets -n '__lets_is set-rule' -l above -x -d 'the percentage is of what exceeds this'
complete -c lets -n '__lets_is set-rule' -l percent -x -d 'so many parts of a hundred'
complete -c lets -n '__lets_is set-rule' -l flat -x -d 'so much of everybody'
complete -c lets -n '__lets_is set-rule' -l step -x -d 'from this amount on so much'
complete -c lets -n '__lets_is set-rule' -l floor -x -d 'it is never less'
complete -c lets -n '__lets_is set-rule' -l cap -x -d 'it is never more'
complete -c lets -n '__lets_is set-rule' -l after -x -d 'only members of so many full months'
complete -c lets -n '__lets_is set-rule' -l locality -x -d 'only members of this part of the area'
complete -c lets -n '__lets_is set-rule' -l sets -x -a 'debit-limit credit-limit' -d 'the limit that it sets'
complete -c lets -n '__lets_is set-rule' -l own -x -d "a due of that member's own"
complete -c lets -n '__lets_is set-rule levy' -l to -x -a '(__lets_accounts)' -d 'the account that gets it'
complete -c lets -n '__lets_is set-rule withdraw-rule levy' -l date -x -d 'the day from which on it counts'
complete -c lets -n '__lets_is set-rule withdraw-rule' -l reason -x -d why
complete -c lets -n '__lets_is levy' -l for -x -d 'what it is for'
complete -c lets -n '__lets_is levy' -l except -x -a '(__lets_accounts --kind=member)' -d 'leave this member out'
complete -c lets -n '__lets_is levy' -l override -x -d 'take it beyond a limit too'
complete -c lets -n '__lets_is change-account' -l all-members -d 'every member whose account is not closed'
complete -c lets -n '__lets_is set-policy' -l agreement -x -d "the members' agreement in force"
complete -c lets -n '__lets_is set-policy' -l agreement-file -r -F -d 'its text'
complete -c lets -n '__lets_is add-member change-account' -l agreed -x -d "the members' agreement that was signed"
complete -c lets -n '__lets_is members' -l not-agreed -d 'only those who have not signed the agreement'

# views
complete -c lets -n '__lets_is print-cheques print-vouchers print-trading-sheet' -s O -l format -x -a pdf -d 'for the printer'
complete -c lets -n '__lets_is report' -s O -l format -x -a 'html pdf' -d 'to be looked at'
complete -c lets -n '__lets_is statement' -s O -l format -x -a 'pdf eml' -d 'for the printer, for the mailer'
complete -c lets -n '__lets_is print-cheques print-vouchers print-trading-sheet statement report' -l paper -x -a 'a4 letter' -d 'of a PDF'
complete -c lets -n '__lets_is print-trading-sheet' -l date -x -d 'the day of trading'
complete -c lets -n '__lets_is balance' -l on -x -d 'figures by the end of that day'
complete -c lets -n '__lets_is balance' -l kind -x -a 'member central' -d 'only accounts of this kind'
complete -c lets -n '__lets_is balance' -l over-limit -d 'only accounts beyond a limit'
complete -c lets -n '__lets_is register log statement report' -s p -l period -x -a $periods -d 'only this period'
complete -c lets -n '__lets_is log' -l kind -x -a '(__lets_kinds)' -d 'only entries of these kinds'
complete -c lets -n '__lets_is log' -l transfer -x -d 'what became of this transfer'
complete -c lets -n '__lets_is log' -l search -x -d 'only entries in which this occurs'
complete -c lets -n '__lets_is log' -l last -x -d 'only the last so many'
complete -c lets -n '__lets_is log' -l exceptions -d 'only what deserves a second look'
complete -c lets -n '__lets_is audit' -l witness -r -F -d 'what somebody else holds of this journal'
complete -c lets -n '__lets_is audit' -l lost -r -F -d 'write what this journal lacks of the other there'
complete -c lets -n '__lets_is recover' -l damaged -d 'move damage aside too, where no later seal is sound'

# other programs
complete -c lets -n '__lets_is export' -l split -x -a '(__fish_complete_directories)' \
    -d 'csv: the folder for its files'
complete -c lets -n '__lets_is export' -l names -d 'write names beside the ids'
complete -c lets -n '__lets_is import' -l members -r -F -d members
complete -c lets -n '__lets_is import' -l books -r -F -d 'cheque books'
complete -c lets -n '__lets_is import' -l opening -r -F -d 'opening balances'
complete -c lets -n '__lets_is import' -l json -r -F -d 'an export instead'
complete -c lets -n '__lets_is import' -l plug -x -a '(__lets_accounts)' \
    -d 'the account against which balances are opened'
complete -c lets -n '__lets_is import' -l map -x -d 'which column is which'
complete -c lets -n '__lets_is import' -l check -r -F -d 'old balances to compare'
complete -c lets -n '__lets_is import' -l list -d 'list the known tables of other programs'
complete -c lets -n '__lets_is import' -l only -x -d 'take only rows that have this there'
complete -c lets -n '__lets_is import' -l states -x -d 'words of state that count'
complete -c lets -n '__lets_is import' -l account -x -a '(__lets_accounts)' -d 'whose lines they are'
complete -c lets -n '__lets_is import' -l dates -x -a 'iso dmy mdy' -d 'how days are written'
complete -c lets -n '__lets_is import' -l zone -x -d 'where days of times are counted'
complete -c lets -n '__lets_is import' -l decimal-mark -x -a ', .' -d 'what stands before decimals'
complete -c lets -n '__lets_is import' -l divide -x -d 'amounts are such parts'
complete -c lets -n '__lets_is import' -l hours -d 'amounts are hours and minutes'
complete -c lets -n '__lets_is import' -l negative -x -a swap -d 'a negative amount moves back'
complete -c lets -n '__lets_is import' -l zero -x -a skip -d 'leave out rows of nothing'
complete -c lets -n '__lets_is import' -l no-limit -x -d 'words that mean no limit'
complete -c lets -n '__lets_is import' -l entities -d 'texts have HTML entities'
complete -c lets -n '__lets_is import' -l long-texts -x -a cut -d 'cut texts over 500 bytes'
complete -c lets -n '__lets_is import' -l party -x -d 'who is meant by a text'
complete -c lets -n '__lets_is import' -l ids -r -F -d 'whose ids belong to which text'
complete -c lets -n '__lets_is import' -l external -x -a '(__lets_accounts)' -d 'the account of all who are not known'
complete -c lets -n '__lets_is import' -l levy -x -a '(__lets_accounts)' -d 'the account of levies within rows'
complete -c lets -n '__lets_is import' -l ref-prefix -x -d 'what made references begin with'
complete -c lets -n '__lets_is import' -l again -d 'record rows equal to recorded transfers'
complete -c lets -n '__lets_is import' -l override -x -d 'record what a rule forbids'
