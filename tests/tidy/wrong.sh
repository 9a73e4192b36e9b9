#!/bin/sh
# The rules of the rooms are rules: a tree that breaks one of them is refused, and named. Each case is a small tree
# of two rooms, low < high, that is right but for one line.
# usage: sh wrong.sh    in the source folder
set -u
floors=$PWD/tests/tidy/floors.sh
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
failed=0

# Makes the tree as it should be.
right() {
    rm -rf tree
    mkdir -p tree/low tree/high
    printf 'int stone(void);\n' >tree/low/stone.h
    printf '#include "low/stone.h"\n\nint stone(void)\n{\n    return 1;\n}\n' >tree/low/stone.c
    printf '#include "low/stone.h"\nint brick(void);\n' >tree/low/brick.h
    printf '#include "low/stone.h"\nint roof(void);\n' >tree/high/roof.h
    printf '#include "high/roof.h"\n\nint roof(void)\n{\n    return stone();\n}\n' >tree/high/roof.c
    printf '#include "high/roof.h"\n' >tree/main.c
}
# refuses WHAT 'what it says': the tree at hand
refuses() {
    if said=$(sh "$floors" tree low high 2>&1); then
        echo "floors.sh took $1" >&2
        failed=1
    elif ! printf '%s\n' "$said" | grep -qF "$2"; then
        printf 'floors.sh refused %s, but said: %s\n' "$1" "$said" >&2
        failed=1
    fi
}

right
sh "$floors" tree low high || {
    echo 'floors.sh refused what is right' >&2
    failed=1
}
right
sed -i '1i #include "high/roof.h"' tree/low/stone.c
refuses 'an include upwards' 'tree/low/stone.c includes "high/roof.h", which is on a floor above it'
right
sed -i '1i #include "low/brick.h"' tree/low/stone.h
refuses 'a circle within a room' 'in a circle'
right
mkdir tree/cellar && mv tree/low/brick.h tree/cellar
refuses 'a room that nobody named' "'cellar' is none of the rooms"
right
sed -i '1i #include "low/mortar.h"' tree/high/roof.c
refuses 'a header that is not there' 'which is not in tree'
right
printf 'int roof(void);\nint chimney(void);\n' >tree/high/roof.h
printf '#include "high/roof.h"\n\nint chimney(void)\n{\n    return 2;\n}\n' >tree/high/chimney.c
refuses 'a header of two modules' 'defines chimney, which tree/high/chimney.h does not declare'
right
for header in low/brick high/roof; do
    sed -i '1i #ifndef BRICK_H\n#define BRICK_H' "tree/$header.h" && echo '#endif' >>"tree/$header.h"
done
refuses 'two headers with one guard' 'tree/low/brick.h has the guard of tree/high/roof.h, BRICK_H'
exit $failed
