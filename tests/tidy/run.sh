#!/bin/sh
# The house's own rules, by grep: who may include whom, which calls are banned, that every command has its
# table row, its page and its test, and that clang-format has nothing to change.
# usage: sh run.sh SOURCE_FOLDER
# shellcheck disable=SC2010,SC2013,SC2046 # the files of this house have names without blanks
set -u
cd "$1" || exit 2
failed=0
complain() {
    echo "$1" >&2
    failed=1
}
# none 'what is wrong' PATTERN FILE..
none() {
    what=$1
    pattern=$2
    shift 2
    found=$(grep -nE "$pattern" "$@" /dev/null) && complain "$what:
$found"
}

# Layers: a module includes only its own layer or lower ones.
layer_of() {
    case $1 in
    error | mem | octets | text) echo 1 ;;
    amount | date | period | ident | word | map | lock | file) echo 2 ;;
    entry | entry_equal | entry_writer | yaml_mapping | yaml_reader | yaml_run | yaml_scan | line_ahead | line_balances | line_reader | line_transfer | line_values | seal | store | cutter | ahead_batch | read_ahead) echo 3 ;;
    cheque_books | ledger | ledger_accounts | ledger_cheques | ledger_ids | ledger_periods | ledger_transfers) echo 4 ;;
    journal | replay | replay_entry | replay_next | replay_search | tail | commit | adopt | recover) echo 5 ;;
    balances | register | statement | statements | report | report_figures | report_sweep) echo 6 ;;
    audit | audit_sums | audit_witness | directory | csv_header | csv) echo 6 ;;
    exporter | export_beancount | export_hledger) echo 6 ;;
    *) echo "none: $1" ;;
    esac
}
for file in lib/*.c lib/*.h; do
    own=$(layer_of "$(basename "${file%.*}")")
    case $own in none*) complain "$file is in no layer of tests/tidy/run.sh" ;; esac
    for header in $(sed -n 's/^#include "\(.*\)\.h"$/\1/p' "$file"); do
        other=$(layer_of "$header")
        [ "$other" -le "$own" ] 2>/dev/null || complain "$file (layer $own) includes $header.h ($other)"
    done
done

none 'banned call' '\b(strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|strtod|gmtime|alloca|gets)\(' lib/*.c cmd/*.c
none 'setlocale outside main.c' '\bsetlocale\(' lib/*.c $(ls cmd/*.c | grep -v main.c)
none 'allocation outside mem' '\b(malloc|calloc|realloc|strdup|free)\(' $(ls lib/*.c | grep -v '/mem.c')
none 'printing in the library' '\b(printf|fprintf|puts|putchar|perror|exit|abort)\(' lib/*.c
none 'yaml.h outside its modules' '<yaml\.h>' $(ls lib/*.c lib/*.h | grep -vE 'yaml_(mapping|scan)\.c') cmd/*.c
none 'csv.h outside its module' '<csv\.h>' $(ls lib/*.c lib/*.h | grep -v '/csv.c') cmd/*.c
none 'histedit.h outside its module' '<histedit\.h>' $(ls cmd/*.c cmd/*.h | grep -v '/prompt.c')
none 'clock or environment outside main.c' '\b(time|clock_gettime|getenv|localtime_r)\(' lib/*.c \
    $(ls cmd/*.c | grep -v main.c)
none 'floating point in the library' '\b(float|double)\b [a-z_]+ *[=;,)]' lib/*.c lib/*.h
none 'private header in the program' '#include "(error|mem|text|entry|ledger|journal|store)\.h"' cmd/*.c cmd/*.h
none 'default in a switch of ours' '^ *default:' lib/*.c
none 'a comment of the other kind' '(^|[^:"])//' lib/*.c lib/*.h cmd/*.c cmd/*.h

for file in cmd/cmd_*.c; do
    command=$(basename "$file" .c | sed 's/^cmd_//; s/_/-/g')
    grep -q "&cmd_$(echo "$command" | tr - _)," cmd/main.c || complain "$command is not in cmd/main.c"
    [ -f "man/lets-$command.1" ] || complain "$command has no page"
    grep -qE "(lets|LETS\"?|done_|call|ended [0-9]|refused [0-9] [a-z-]+) ([^|;]* )?$command\b" tests/cli/*.bats ||
        complain "$command has no test in tests/cli"
done

for file in $(git ls-files '*.c' '*.h' 2>/dev/null); do
    head -n 1 "$file" | grep -q 'SPDX-License-Identifier: MIT' || complain "$file has no licence line"
done
if command -v clang-format >/dev/null 2>&1; then
    # shellcheck disable=SC2046 # a list of names
    clang-format --dry-run -Werror $(git ls-files '*.c' '*.h') || complain 'clang-format would change something'
fi
exit $failed
