#!/bin/sh
# Measures lets beside ledger, hledger and beancount on the same transfers: installs what is missing, builds
# the release preset, makes the journals, compares the answers of all programs, and only then the times. From
# a clean clone: sh tests/bench/run.sh. No part of any test: machines differ, and nothing here fails for time.
#
# usage: sh tests/bench/run.sh [TRANSFERS [LARGEST]]
#   TRANSFERS  of the comparison (1000000)
#   LARGEST    of the scaling table, from 10000 in steps of ten (10000000, which takes 5 GB of disk)
# $BENCH_DIR keeps the journals; else they go.
set -eu
cd "$(dirname "$0")/../.."

packages='beancount cmake g++ gcc hledger hyperfine ledger libc6-dev libcairo2-dev libcsv-dev libedit-dev libjansson-dev
    libpango1.0-dev libsmartcols-dev libssl-dev libutf8proc-dev libyaml-dev make ninja-build pkg-config python3 strace valgrind'
# shellcheck disable=SC2086 # a list of names
sh tests/packages.sh $packages

cmake --preset release -G Ninja -DBUILD_TESTING=OFF -B .build/bench >/dev/null
cmake --build .build/bench -j 2 >/dev/null
cc -O2 -std=c17 -D_XOPEN_SOURCE=700 -o .build/bench/generate tests/bench/generate*.c -lcrypto

work=${BENCH_DIR:-}
if [ -z "$work" ]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    trap 'exit 1' HUP INT TERM
fi
mkdir -p "$work"
python3 tests/bench/measure.py .build/bench/cmd/lets .build/bench/generate "$work" "${1:-1000000}" "${2:-10000000}"
