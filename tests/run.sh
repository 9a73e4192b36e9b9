#!/bin/sh
# Installs what is missing, builds with the address and undefined sanitizers under gcc and clang, and runs every test
# under gcc, and under clang those that may hang on the compiler; clang-tidy reads the sources once. Faults and crowds
# run under the release preset, which can be traced; LETS_CRASH=full in the environment makes that complete, and long.
# Ends with ctest's own summary. Leaks are looked for under gcc only (CMakePresets.json): what leaks does not depend on
# the compiler, and looking takes half of a short command's time.
set -eu
cd "$(dirname "$0")/.."
PATH=/usr/bin:/bin:$PATH # Debian's programs, whatever wrappers of them come first
export PATH

packages='bats beancount binutils check clang clang-format clang-tidy cmake dpkg-dev expect file fish fonts-dejavu-core fonts-droid-fallback
    gcc g++ git groff hledger jq ledger libc6-dev
    libclang-rt-14-dev libcsv-dev libedit-dev libjansson-dev libpango1.0-dev libsmartcols-dev libssl-dev libutf8proc-dev libyaml-dev llvm make mandoc ninja-build pkg-config
    openssh-client poppler-utils python3 shellcheck strace zsh'
# shellcheck disable=SC2086 # a list of names
sh tests/packages.sh $packages

shellcheck tests/*.sh tests/*/*.sh journals/*.sh cmd/completions/lets.bash
for preset in gcc-san san release; do
    cmake --preset "$preset" -G Ninja
    cmake --build --preset "$preset" -j "${JOBS:-2}"
done
# What it says of findings goes to standard output; the other stream only counts what it did not show.
find lib cmd -name '*.c' -print0 | xargs -0 -P "${JOBS:-2}" -n 8 clang-tidy -p .build/san --quiet 2>/dev/null
ctest --preset gcc-san -j "${JOBS:-2}"
ctest --preset san -j "${JOBS:-2}"
ctest --preset release -L crash
