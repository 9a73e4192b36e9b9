#!/bin/sh
# The format grows at the places that CONTRIBUTING names, and nowhere else: to a copy of the library are added one
# key (weather, of transfer), types of mapping and one kind (ticket) with its file of rules; a program then holds
# both readers, the writer, JSON and the rules to them.
# usage: sh run.sh SOURCE BUILD COMPILER FLAGS..
# shellcheck disable=SC1003 # sed reads both backslashes
set -eu
source=$1
build=$2
compiler=$3
shift 3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$source/lib" "$work/lib"
grown=$source/tests/grow
cd "$work/lib"

# Adds a line before the one that begins so, which must be there once.
put_before() {
    [ "$(grep -c "^ *$2" "$1")" -eq 1 ] || { echo "$1: not one line begins with '$2'" >&2; exit 1; }
    sed -i "s/^ *$2/$3\\n&/" "$1"
}

# A key: a member, where none fits, and a row.
put_before include/lets.h 'X(struct lets_span, category)' 'X(struct lets_span, weather) \\'
put_before entries/key_table.h 'KEY("override", override_reason' 'KEY("weather", weather, TEXT, OPTIONAL) \\'

# Types that are mappings: a row each, and a member each.
put_before include/lets.h 'X(BALANCES, ID, BALANCE' 'X(DUES, ID, LIMIT, "ID: AMOUNT", "account", "due") \\\
    X(SCALES, AMOUNT, AMOUNT, "AMOUNT: AMOUNT", "step", "due") \\\
    X(WORDS, ID, TEXT, "ID: TEXT", "account", "word") \\\
    X(FRIENDS, ID, ID, "ID: ID", "account", "friend") \\\
    X(SEATS, NUMBER, DATE, "NUMBER: DATE", "seat", "day") \\'
put_before include/lets.h 'X(struct lets_span, category)' 'X(struct lets_pairs, dues) \\\
    X(struct lets_pairs, scales) \\\
    X(struct lets_pairs, words) \\\
    X(struct lets_pairs, friends) \\\
    X(struct lets_pairs, seats) \\'

# A kind: its word, its keys, its rules.
put_before include/lets.h 'X(SEAL, seal)' 'X(TICKET, ticket) \\'
put_before entries/key_table.h '#endif' '#define TICKET_KEYS(KEY, word) \\\
    KEY(word, number, NUMBER, REQUIRED) \\\
    KEY("date", date, DATE, REQUIRED) \\\
    KEY("amount", amount, AMOUNT, REQUIRED) \\\
    KEY("dues", dues, DUES, OPTIONAL) \\\
    KEY("scales", scales, SCALES, OPTIONAL) \\\
    KEY("words", words, WORDS, OPTIONAL) \\\
    KEY("friends", friends, FRIENDS, OPTIONAL) \\\
    KEY("seats", seats, SEATS, OPTIONAL) \\\
    KEY("weather", weather, TEXT, OPTIONAL) \\\
    KEY("note", note, TEXT, OPTIONAL)\n'
cp "$grown/ledger_tickets.c" "$grown/ledger_tickets.h" ledger/
put_before ledger/apply.c '#include "ledger\/ledger_transfers.h"' '#include "ledger\/ledger_tickets.h"'
put_before views/loosened.c 'case LETS_KIND_FORMAT:' 'case LETS_KIND_TICKET:'

# The library's files, and those of the program that write and read an entry as JSON.
{
    find . -name '*.c'
    for file in base/buffer base/failure base/harmless output/json tables/json_entry; do
        echo "$source/cmd/$file.c"
    done
    echo "$grown/grow.c"
} >"$work/files"
cat >"$work/compile.sh" <<END
#!/bin/sh
object=$work/\$(basename "\$1" .c).o
case \$1 in
"$source/cmd"/*) rooms="-I$source/cmd" ;;
"$grown"/*) rooms="-I$work/lib -I$source/cmd" ;;
*) rooms="-I$work/lib" ;;
esac
# shellcheck disable=SC2086 # several words
exec $compiler $* -UNDEBUG -std=c17 -D_XOPEN_SOURCE=700 -DLETS_VERSION='"0"' -DLETS_STATIC_DEFINE \$rooms -I$work/lib/include \
    -I$build/lib/include $(pkg-config --cflags yaml-0.1 libcrypto libutf8proc jansson) -c -o "\$object" "\$1"
END
xargs -P 2 -n 1 sh "$work/compile.sh" <"$work/files"
# shellcheck disable=SC2046 # several words
"$compiler" "$@" -o "$work/grow" "$work"/*.o $(pkg-config --libs yaml-0.1 libcrypto libutf8proc jansson) -lcsv -lpthread
"$work/grow"
