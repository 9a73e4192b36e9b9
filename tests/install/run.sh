#!/bin/sh
# Installs the build into an empty folder and builds a stranger's program against it, by find_package and by
# pkg-config; checks that manuals and completions are there too.
# usage: sh run.sh BUILD_FOLDER JOURNAL COMPILER [C_FLAGS]
set -eu
build=$1
journal=$2
compiler=$3
flags=${4:-}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake --install "$build" --prefix "$work/usr" >"$work/log"
libdir=$(dirname "$(find "$work/usr" -name 'liblets.[as]*' | head -n 1)")

cmake -S "$here" -B "$work/cmake" -DCMAKE_PREFIX_PATH="$work/usr" -DCMAKE_C_COMPILER="$compiler" -DCMAKE_C_FLAGS="$flags" >"$work/log"
cmake --build "$work/cmake" >"$work/log"
"$work/cmake/stranger" "$journal"

PKG_CONFIG_PATH="$libdir/pkgconfig"
export PKG_CONFIG_PATH
# shellcheck disable=SC2046,SC2086 # lists of options
"$compiler" -std=c17 $flags $(pkg-config --cflags lets) "$here/stranger.c" $(pkg-config --static --libs lets) -o "$work/stranger"
"$work/stranger" "$journal"

"$work/usr/bin/lets" --version
version=$("$work/usr/bin/lets" --version | cut -d" " -f2)
[ "$version" = "$(pkg-config --modversion lets)" ] || { echo "pkg-config has another version" >&2; exit 1; }
XDG_STATE_HOME=$work/state "$work/usr/bin/lets" -f "$journal" print-trading-sheet -o "$work/sheet.pdf"
grep -q '^%PDF-' "$work/sheet.pdf" || { echo 'the installed program does not find what draws' >&2; exit 1; }
for file in share/man/man1/lets.1 share/man/man5/lets-journal.5 share/man/man7/lets-errors.7 \
    share/man/man3/liblets.3 share/bash-completion/completions/lets share/zsh/site-functions/_lets \
    share/fish/vendor_completions.d/lets.fish include/lets.h share/doc/lets/examples/riverbank.yaml; do
    [ -f "$work/usr/$file" ] || { echo "not installed: $file" >&2; exit 1; }
done
