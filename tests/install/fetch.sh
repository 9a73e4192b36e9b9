#!/bin/sh
# SPDX-License-Identifier: MIT
# A stranger's project takes lets in as a part of itself (FetchContent), and gets the library and nothing else.
# usage: sh fetch.sh SOURCE_FOLDER JOURNAL COMPILER [C_FLAGS]
set -eu
sources=$1
journal=$2
compiler=$3
flags=${4:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake -S "$sources/tests/install/fetch" -B "$work/build" -DLETS_SOURCES="$sources" -DCMAKE_C_COMPILER="$compiler" \
    -DCMAKE_C_FLAGS="$flags" >"$work/log"
cmake --build "$work/build" -j 2 >"$work/log" || { cat "$work/log" >&2; exit 1; }
"$work/build/stranger" "$journal"
[ -z "$(find "$work/build" -name lets -type f)" ] || { echo 'the program was built as well' >&2; exit 1; }
