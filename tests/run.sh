#!/bin/sh
# Installs what is missing, builds with the address and undefined sanitizers under gcc and clang, and runs
# every test. Ends with ctest's own summary.
set -eu
cd "$(dirname "$0")/.."

packages='gcc g++ clang libclang-rt-14-dev cmake make pkg-config check libjansson-dev libsmartcols-dev libssl-dev libyaml-dev'
missing=''
for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
if [ -n "$missing" ]; then
    echo "installing:$missing"
    as_root=''
    [ "$(id -u)" -eq 0 ] || as_root=sudo
    $as_root apt-get update -qq
    # shellcheck disable=SC2086 # a list of names
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
fi

for compiler in gcc clang; do
    build=".build/san-$compiler"
    cmake -S . -B "$build" -DCMAKE_C_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=Debug \
        -DCMAKE_C_FLAGS='-Wall -Wextra -Wconversion -Wshadow -Werror -fsanitize=address,undefined -fno-sanitize-recover=all'
    cmake --build "$build" -j "${JOBS:-2}"
    ctest --test-dir "$build" --output-on-failure
done
