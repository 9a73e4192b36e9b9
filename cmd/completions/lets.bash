# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# Completion of lets(1) for bash: commands, options, the words that an option takes, and the ids of the
# accounts, which are read from the journal that the command line names. An option that takes a value ends
# in '=' in the tables below; it may be given as '--option value' and as '--option=value'.

_lets_commands='init set-policy add-member add-central change-account forget-member close-account
    reopen-account members transfer reverse correct issue-cheques withdraw-cheques
    record-cheques return-cheque stop-cheque release-cheque cheques
    print-cheques issue-vouchers sell-vouchers take-back-vouchers vouchers print-vouchers print-trading-sheet
    set-charter withdraw-charter propose withdraw-proposal vote proposals
    set-rule withdraw-rule rules run levy
    balance register log
    statement report
    audit export import
    close-period reopen-period
    seal recover help'

_lets_globals='--journal= --format= --output= --dry-run --clerk= --today= --clock-reason= --at= --ids --yes
    --accept-cut --color= --quiet --help --version'

_lets_periods='this-month last-month this-year last-year'

# Prints the options of a command, those of every command left out.
_lets_options() {
    local person='--name= --email= --phone= --address= --delivery='
    case $1 in
    init)
        echo --unit= --debit-limit= --credit-limit= --decimals= --limits= --cheques-valid= --opened= \
            --contact=
        ;;
    set-policy) echo --debit-limit= --credit-limit= --limits= --cheques-valid= --contact= --agreement= \
        --agreement-file= --reason= ;;
    add-member) echo "$person" --joined= --debit-limit= --credit-limit= --locality= --agreed= ;;
    add-central) echo --purpose= --debit-limit= --credit-limit= --title= --locality= --opened= ;;
    change-account)
        echo "$person" --joined= --opened= --purpose= --title= --debit-limit= --credit-limit= --locality= \
            --all-members --agreed= --suspend --resume --reason= --date=
        ;;
    close-account) echo --residue-to= --stop-cheques --reason= ;;
    reopen-account | reopen-period) echo --reason= ;;
    members) echo --status= --locality= --all --not-agreed ;;
    transfer) echo --for= --date= --category= --ref= --cheque= --written= --proposal= --override= ;;
    reverse) echo --reason= --date= --proposal= ;;
    correct) echo --amount= --from= --to= --for= --category= --date= --proposal= --reason= --override= ;;
    issue-cheques) echo --count= --date= ;;
    withdraw-cheques) echo --reason= --date= ;;
    record-cheques) echo --date= --count= --total= --rejects= --return-refused --again ;;
    return-cheque) echo --to= --amount= --reason= ;;
    stop-cheque) echo --reason= ;;
    release-cheque) echo --reason= ;;
    cheques) echo --outstanding --missing --returned --stopped ;;
    print-cheques) echo --paper= ;;
    issue-vouchers) echo --value= --count= --expires= --date= ;;
    sell-vouchers) echo --date= --proposal= --override= ;;
    take-back-vouchers) echo --expired --to= --reason= ;;
    vouchers) echo --printed --out --expired --check= ;;
    print-vouchers) echo --register --paper= ;;
    print-trading-sheet) echo --date= --locality= --paper= ;;
    set-charter)
        echo --begins= --ends= --budget= --ceiling= --petty= --quorum= --residue-to= --approver= --reason= --date= \
            --proposal=
        ;;
    withdraw-charter) echo --reason= --date= --proposal= ;;
    propose) echo --for= --to= --date= ;;
    withdraw-proposal) echo --reason= --date= ;;
    vote) echo --by= --date= --signature= --to-sign= ;;
    proposals) echo --open ;;
    set-rule)
        echo --of= --above= --percent= --flat= --step= --floor= --cap= --after= --locality= --to= --sets= --own= \
            --date= --reason=
        ;;
    withdraw-rule) echo --reason= --date= ;;
    levy) echo --to= --for= --except= --date= --override= ;;
    balance) echo --on= --locality= --kind= --purpose= --over-limit --all ;;
    register) echo --period= --category= ;;
    export) echo --split= --names ;;
    import)
        echo --members= --books= --opening= --check= --json= --list --plug= --date= --map= --only= --states= --account= \
            --dates= --zone= --decimal-mark= --divide= --hours --negative= --zero= --no-limit= --entities --long-texts= \
            --party= --ids= --external= --levy= --ref-prefix= --again --rejects= --override=
        ;;
    log)
        echo --period= --kind= --transfer= --cheque= --ref= --clerk= --search= --last= --exceptions
        ;;
    statement) echo --all --period= --delivery= --split= --from= --paper= ;;
    report) echo --period= --every= --locality= --paper= ;;
    audit) echo --witness= --lost= ;;
    recover) echo --damaged ;;
    esac
}

# Whether an option of a command takes a value from the next word.
_lets_takes_value() {
    local option
    for option in $_lets_globals $(_lets_options "$2"); do
        [[ $option == "$1=" ]] && return 0
    done
    return 1
}

# Fills COMPREPLY with the words, given as one string, that begin with $cur.
_lets_offer() {
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
}

_lets_offer_files() {
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
}

_lets_offer_folders() {
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -d -- "$cur")
}

# What stands first in the rows of a view of the journal that was named. Whatever is no id is dropped: what
# compgen is given, it expands.
_lets_offer_first() {
    local program=${COMP_WORDS[0]/#\~/$HOME} arguments=("$1" --format=csv --ids --quiet)
    shift
    [[ $journal == - ]] && return
    [[ -n $journal ]] && arguments+=("--journal=${journal/#\~/$HOME}")
    _lets_offer "$("$program" "${arguments[@]}" "$@" </dev/null 2>/dev/null |
        LC_ALL=C sed -n '1d; s/^\([A-Za-z0-9][A-Za-z0-9._-]*\),.*/\1/p')"
}

_lets_offer_ids() {
    _lets_offer_first balance "$@"
}

# One of a list of words parted by commas.
_lets_offer_list() {
    local begun=''
    [[ $cur == *,* ]] && begun=${cur%,*},
    local words=() word
    for word in $1; do
        [[ ,$begun == *,$word,* ]] || words+=("$begun$word")
    done
    compopt -o nospace 2>/dev/null
    _lets_offer "${words[*]}"
}

_lets_offer_limit() {
    case $command in
    init | set-policy | add-member | add-central) _lets_offer none ;;
    change-account) _lets_offer 'none default' ;;
    esac
}

_lets_offer_kinds() {
    case $command in
    balance) _lets_offer 'member central' ;;
    log)
        _lets_offer_list 'ledger format policy member central change transfer cheques cheque close reopen charter \
            proposal vote rule run seal'
        ;;
    esac
}

_lets_offer_formats() {
    case $command in
    print-cheques | print-vouchers | print-trading-sheet) _lets_offer 'text csv json pdf' ;;
    statement) _lets_offer 'text csv json pdf eml' ;;
    report) _lets_offer 'text csv json html pdf' ;;
    *) _lets_offer 'text csv json' ;;
    esac
}

# What an option takes; nothing where that is up to the user.
_lets_value() {
    case $1 in
    --journal | --output | --witness | --rejects | -f | -o) _lets_offer_files ;;
    --members | --books | --opening | --check | --json | --signature | --to-sign) _lets_offer_files ;;
    --dates) _lets_offer 'iso dmy mdy' ;;
    --negative) _lets_offer swap ;;
    --zero) _lets_offer skip ;;
    --long-texts) _lets_offer cut ;;
    --format | -O) _lets_offer_formats ;;
    --paper) _lets_offer 'a4 letter' ;;
    --color) _lets_offer 'auto always never' ;;
    --split) _lets_offer_folders ;;
    --period | -p) _lets_offer "$_lets_periods" ;;
    --limits) _lets_offer 'hard soft' ;;
    --delivery) _lets_offer 'paper email none' ;;
    --status) _lets_offer 'active suspended closed' ;;
    --purpose)
        _lets_offer 'administration levy leavers external project locality vouchers opening other'
        ;;
    --every) _lets_offer 'month quarter year' ;;
    --decimals) _lets_offer '0 1 2 3 4 5 6' ;;
    --cheques-valid) _lets_offer none ;;
    --locality) [[ $command == change-account ]] && _lets_offer none ;;
    --debit-limit | --credit-limit) _lets_offer_limit ;;
    --kind) _lets_offer_kinds ;;
    --of) _lets_offer 'turnover earned spent credit debt months nothing' ;;
    --sets) _lets_offer 'debit-limit credit-limit' ;;
    --agreed) [[ $command == change-account ]] && _lets_offer none ;;
    --agreement-file) _lets_offer_files ;;
    --except | --approver | --by) _lets_offer_ids --kind=member ;;
    --plug | --external | --levy | --account | --residue-to | --from | --to) _lets_offer_ids ;;
    esac
}

# What stands at the place of an argument, $1 of which stand before it.
_lets_argument() {
    case $command in
    '') _lets_offer "$_lets_commands" ;;
    record-cheques | import) [[ $1 -eq 0 ]] && _lets_offer_files ;;
    help) [[ $1 -eq 0 ]] && _lets_offer "$_lets_commands" ;;
    balance | statement) _lets_offer_ids ;;
    export) [[ $1 -eq 0 ]] && _lets_offer 'ledger hledger beancount json csv' ;;
    transfer) [[ $1 -lt 2 ]] && _lets_offer_ids ;;
    issue-vouchers | take-back-vouchers | vouchers) [[ $1 -eq 0 ]] && _lets_offer_ids --purpose=vouchers ;;
    close-period) [[ $1 -eq 0 ]] && _lets_offer "$_lets_periods" ;;
    set-charter | withdraw-charter | propose | proposals) [[ $1 -eq 0 ]] && _lets_offer_ids --kind=central ;;
    vote) [[ $1 -eq 1 ]] && _lets_offer 'approve decline none' ;;
    set-rule | withdraw-rule | run) [[ $1 -eq 0 ]] && _lets_offer_first rules ;;
    change-account) _lets_offer_ids ;;
    forget-member) [[ $1 -eq 0 ]] && _lets_offer_ids --kind=member ;;
    close-account | reopen-account | issue-cheques | withdraw-cheques | cheques | \
        print-cheques | sell-vouchers | register | log)
        [[ $1 -eq 0 ]] && _lets_offer_ids
        ;;
    esac
}

# The words of the line up to the cursor, into $words, with what bash parts at '=' put together again.
_lets_join_words() {
    local i word glue=''
    words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ $word == = && ${words[-1]} == --* ]]; then
            words[-1]+='='
            glue=yes
        elif [[ $glue == yes ]]; then
            words[-1]+=$word
            glue=''
        else
            words+=("$word")
        fi
    done
}

# A cluster of short options, without its dash: the last of them may wait for its value in the next word.
_lets_short() {
    local letters=$1
    while [[ -n $letters ]]; do
        case ${letters:0:1} in
        f | O | o | p)
            [[ $letters == f?* ]] && journal=${letters:1}
            [[ ${#letters} -eq 1 ]] && pending=-$letters
            return
            ;;
        esac
        letters=${letters:1}
    done
}

# One word before the cursor; sets $pending to an option whose value comes next.
_lets_read_word() {
    if [[ -n $pending ]]; then
        [[ $pending == --journal || $pending == -f ]] && journal=$1
        pending=''
    elif [[ $has_ended == no && $1 == -- ]]; then
        has_ended=yes
    elif [[ $has_ended == no && $1 == --*=* ]]; then
        [[ $1 == --journal=* ]] && journal=${1#*=}
    elif [[ $has_ended == no && $1 == --* ]]; then
        _lets_takes_value "$1" "$command" && pending=$1
    elif [[ $has_ended == no && $1 == -[!0-9.]* ]]; then
        _lets_short "${1#-}"
    elif [[ -z $command ]]; then
        command=$1
    else
        n_arguments=$((n_arguments + 1))
    fi
}

_lets() {
    local words=() word command='' journal='' pending='' has_ended=no n_arguments=0 prefix='' cur
    COMPREPLY=()
    _lets_join_words
    for word in "${words[@]:1:${#words[@]}-2}"; do
        _lets_read_word "$word"
    done
    journal=${journal//[\"\'\\]/}
    cur=${words[-1]}
    if [[ -n $pending ]]; then
        _lets_value "$pending"
    elif [[ $has_ended == no && $cur == --*=* ]]; then
        local option=${cur%%=*}
        [[ $COMP_WORDBREAKS == *=* ]] || prefix=$option=
        cur=${cur#*=}
        _lets_value "$option"
        COMPREPLY=("${COMPREPLY[@]/#/$prefix}")
    elif [[ $has_ended == no && $cur == -* ]]; then
        local options
        options="$_lets_globals $(_lets_options "$command")"
        _lets_offer "${options//=/}"
    else
        _lets_argument "$n_arguments"
    fi
}

complete -F _lets lets
