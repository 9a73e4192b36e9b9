#!/bin/sh
# Holds that a tree of rooms has floors: a file includes only its own folder and folders named before it.
# usage: sh floors.sh TREE FOLDER..    in the folder above TREE; the folders from the ground up
# shellcheck disable=SC2013,SC2015 # the files of this house have names without blanks; complain ends well
set -u
tree=$1
shift
floors=$*
failed=0
complain() {
    echo "$1" >&2
    failed=1
}
floor_of() {
    n=1
    for floor in $floors; do
        [ "$floor" = "$1" ] && echo "$n" && return
        n=$((n + 1))
    done
    echo 0
}
# Files that stand in no room are above all of them: main.c, command_table.c.
for file in $(find "$tree" -name '*.[ch]' ! -path '*/include/*' | sort); do
    inside=${file#"$tree"/}
    case $inside in
    */*) own=$(floor_of "${inside%%/*}") ;;
    *) own=99 ;;
    esac
    [ "$own" -gt 0 ] || complain "$file: '${inside%%/*}' is none of the rooms ($floors)"
    for header in $(sed -n 's/^#include "\(.*\)"$/\1/p' "$file"); do
        [ -f "$tree/$header" ] || complain "$file includes \"$header\", which is not in $tree"
        case $header in
        */*) other=$(floor_of "${header%%/*}") ;;
        *) other=99 ;;
        esac
        [ "$other" -gt 0 ] && [ "$other" -le "$own" ] ||
            complain "$file includes \"$header\", which is on a floor above it"
    done
done
exit $failed
