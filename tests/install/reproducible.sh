#!/bin/sh
# SPDX-License-Identifier: MIT
# Built twice, from copies of the sources in two folders, the program, its module and the library are the same
# bytes, and so are the packages; no path of the builder's stands in them.
# usage: sh reproducible.sh SOURCE_FOLDER [BUILD_TYPE]
set -eu
sources=$1
type=${2:-Debug}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
SOURCE_DATE_EPOCH=1767225600
export SOURCE_DATE_EPOCH

for name in one another-folder; do
    mkdir -p "$work/$name"
    cp -R "$sources/CMakeLists.txt" "$sources/LICENSE" "$sources/CHANGELOG.md" "$sources/lib" "$sources/cmd" \
        "$sources/man" "$sources/journals" "$work/$name"
    cmake -S "$work/$name" -B "$work/$name/.build" -DCMAKE_BUILD_TYPE="$type" -DBUILD_TESTING=OFF >"$work/log"
    cmake --build "$work/$name/.build" -j 2 >"$work/log" || { cat "$work/log" >&2; exit 1; }
    (cd "$work/$name/.build" && cpack -G DEB) >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
done

cd "$work/one/.build"
n_files=0
for file in cmd/lets lib/liblets.a $(find . -name lets-paper.so) *.deb; do
    cmp "$file" "$work/another-folder/.build/$file"
    n_files=$((n_files + 1))
done
[ "$n_files" -ge 4 ] || { echo "too few files were built: $n_files" >&2; exit 1; }
if grep -lF "$work" cmd/lets lib/liblets.a; then
    echo 'a path of the builder stands in it' >&2
    exit 1
fi
