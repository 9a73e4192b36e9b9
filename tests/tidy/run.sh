#!/bin/sh
# The house's own rules, by grep: who may include whom, which calls are banned, that every command has its
# table row, its page and its test, and that clang-format has nothing to change.
# usage: sh run.sh SOURCE_FOLDER
# shellcheck disable=SC2046 # the files of this house have names without blanks
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
# The C files of folders, all of them or but those of a pattern.
sources() {
    find "$@" -name '*.[ch]' | sort
}
but() {
    pattern=$1
    shift
    sources "$@" | grep -vE "$pattern"
}

# Rooms, from the ground up: floors.sh says what holds of them.
sh tests/tidy/floors.sh lib base values store entries people pieces ledger journal views audit exchange ||
    complain 'lib: see above'
sh tests/tidy/floors.sh cmd base words output line session writing statement report paper tables desk web commands ||
    complain 'cmd: see above'
sh tests/tidy/wrong.sh || complain 'tests/tidy/floors.sh: see above'

none 'banned call' '\b(strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|strtod|gmtime|alloca|gets)\(' $(sources lib cmd)
none 'setlocale outside main.c' '\bsetlocale\(' $(sources lib) $(but cmd/main.c cmd)
none 'allocation outside mem' '\b(malloc|calloc|realloc|strdup|free)\(' $(but 'lib/base/mem\.' lib)
none 'printing in the library' '\b(printf|fprintf|puts|putchar|perror|exit|abort)\(' $(but include/lets.h lib)
none 'yaml.h outside its modules' '<yaml\.h>' $(but 'entries/yaml_(mapping|scan)\.c' lib cmd)
none 'utf8proc.h outside its module' '<utf8proc\.h>' $(but 'values/spelling.c|base/invisible.c' lib cmd)
none 'csv.h outside its module' '<csv\.h>' $(but exchange/csv.c lib cmd)
none 'histedit.h outside its module' '<histedit\.h>' $(but desk/prompt.c lib cmd)
none 'clock or environment outside main.c' '\b(time|clock_gettime|getenv|localtime_r)\(' $(sources lib) \
    $(but cmd/main.c cmd)
none 'floating point in the library' '\b(float|double)\b [a-z_]+ *[=;,)]' $(sources lib)
none 'default in a switch of ours' '^ *default:' $(sources lib)
none 'a comment of the other kind' '(^|[^:"])//' $(sources lib cmd)

for file in cmd/commands/cmd_*.c; do
    command=$(basename "$file" .c | sed 's/^cmd_//; s/_/-/g')
    grep -q "&cmd_$(echo "$command" | tr - _)," cmd/command_table.c ||
        complain "$command is not in cmd/command_table.c"
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
