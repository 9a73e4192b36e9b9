#!/bin/sh
# Holds that a tree of rooms has floors and no circle. A file includes only its own folder and folders named
# before it; no chain of includes leads back to where it began; no two modules share a header: what X.c defines
# for others is declared in X.h (or in the public header); no two headers have one guard, for the second that a
# file includes would be empty.
# usage: sh floors.sh TREE FOLDER..    in the folder above TREE; the folders from the ground up
set -u
tree=$1
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# shellcheck disable=SC2046 # the files of this house have names without blanks
awk -v tree="$tree" -v floors="$*" -v arrows="$folder/arrows" '
# The floor of a file of the tree: 0 for a room that nobody named; files in no room (main.c) are above all.
function floor_of(inside) {
    return index(inside, "/") == 0 ? n_floors + 1 : floor[substr(inside, 1, index(inside, "/") - 1)] + 0
}
function complain(text) {
    print text
    failed = 1
}
BEGIN {
    n_floors = split(floors, names, " ")
    for (i = 1; i <= n_floors; i++) {
        floor[names[i]] = i
    }
}
FNR == 1 {
    files[FILENAME] = 1
    is_header = FILENAME ~ /\.h$/
}
is_header && /^#ifndef / && !(FILENAME in guards) {
    guards[FILENAME] = $2
    if ($2 in guarded) {
        complain(FILENAME " has the guard of " guarded[$2] ", " $2)
    }
    guarded[$2] = FILENAME
}
/^#include "/ && FILENAME !~ /\/include\// {
    includes[++n_includes] = FILENAME " " substr($2, 2, length($2) - 2)
}
is_header {
    text[FILENAME] = text[FILENAME] "\n" $0
    next
}
# A definition for others begins in the first column, is not static, and ends in no semicolon: clang-format sees
# to the rest.
/^[a-z][A-Za-z0-9_ *]*[ *][a-z0-9_]+\(/ && !/;$/ && !/^(static|typedef|extern)/ {
    name = $0
    sub(/\(.*/, "", name)
    sub(/.*[ *]/, "", name)
    definitions[++n_definitions] = FILENAME " " name
}
END {
    for (file in files) {
        inside = substr(file, length(tree) + 2)
        if (file ~ /\/include\//) {
            public = public text[file]
        } else if (floor_of(inside) == 0) {
            complain(file ": \047" substr(inside, 1, index(inside, "/") - 1) "\047 is none of the rooms (" floors ")")
        }
    }
    for (i = 1; i <= n_includes; i++) {
        split(includes[i], part, " ")
        from = substr(part[1], length(tree) + 2)
        if (!((tree "/" part[2]) in files)) {
            complain(part[1] " includes \"" part[2] "\", which is not in " tree)
        } else if (floor_of(part[2]) == 0 || floor_of(part[2]) > floor_of(from)) {
            complain(part[1] " includes \"" part[2] "\", which is on a floor above it")
        }
        sub(/\.[ch]$/, "", from)
        sub(/\.h$/, "", part[2])
        if (from != part[2]) {
            print from, part[2] >arrows
        }
    }
    for (i = 1; i <= n_definitions; i++) {
        split(definitions[i], part, " ")
        own = part[1]
        sub(/\.c$/, ".h", own)
        if (part[1] !~ /\/(main|sanitized)\.c$/ && (text[own] public) !~ ("[^a-z0-9_]" part[2] "\\(")) {
            complain(part[1] " defines " part[2] ", which " own " does not declare")
        }
    }
    exit failed
}' $(find "$tree" -name '*.[ch]' | sort) >&2
failed=$?

# A module is a .c and the .h of its name; tsort names those that stand in a circle.
[ ! -f "$folder/arrows" ] || circle=$(sort -u "$folder/arrows" | tsort 2>&1 >/dev/null | sed -n 's/^tsort: \([^ ]*\)$/\1/p')
if [ -n "${circle:-}" ]; then
    printf '%s: these modules include each other in a circle:\n%s\n' "$tree" "$circle" >&2
    failed=1
fi
exit "$failed"
