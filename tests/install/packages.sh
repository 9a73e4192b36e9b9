#!/bin/sh
# SPDX-License-Identifier: MIT
# Makes the Debian packages, has lintian look at them, and installs and runs them in a system with nothing else
# in it, which debootstrap makes. Asked for by 'ctest --preset release -C packages -R packages'; takes minutes, a
# network, root, and the packages debootstrap and lintian.
# usage: sh packages.sh SOURCE_FOLDER
set -eu
sources=$(cd "$1" && pwd)
work=$(mktemp -d)
root=$work/root
finish() {
    umount "$root/proc" 2>/dev/null || :
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

cmake -S "$sources" -B "$work/build" -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF >"$work/log"
cmake --build "$work/build" -j "${JOBS:-2}" >"$work/log" || { cat "$work/log" >&2; exit 1; }
(cd "$work/build" && cpack -G DEB) >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
lintian --allow-root --fail-on error "$work"/build/*.deb

# The same release and archive as this system's own.
# shellcheck source=/dev/null
. /etc/os-release
# shellcheck disable=SC2016 # the names are of apt-get
archive=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(COMPONENT)' |
    awk -v release="$VERSION_CODENAME" '$2 == release && $3 == "main" {print $1; exit}')
debootstrap --variant=minbase --include=ca-certificates "$VERSION_CODENAME" "$root" "$archive" >"$work/log" ||
    { tail -n 20 "$work/log" >&2; exit 1; }
mount -t proc proc "$root/proc" 2>/dev/null || :
cp "$work"/build/*.deb "$root/root"
for file in /etc/resolv.conf /etc/hosts; do
    [ ! -f "$file" ] || cp "$file" "$root$file"
done
[ ! -d /etc/apt/apt.conf.d ] || cp -R /etc/apt/apt.conf.d "$root/etc/apt"

inside() {
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
        TZ=UTC LETS_CLERK=treasurer "$@"
}
inside apt-get update -qq
inside sh -c 'apt-get install -y -qq --no-install-recommends /root/lets_*.deb' >"$work/log" 2>&1 ||
    { tail -n 20 "$work/log" >&2; exit 1; }

inside lets --version
inside sh -c 'cp /usr/share/doc/lets/examples/riverbank*.yaml /root && cd /root && lets -f riverbank.yaml audit'
inside sh -c 'cd /root && lets init "Clean LETS" --unit LINK --debit-limit 100 --credit-limit 250 &&
    lets add-member 1 --name "Ann Archer" && lets add-member 2 --name "Bob Jones" &&
    lets transfer 1 2 12.50 --for soup && lets print-trading-sheet -o sheet.pdf && lets balance' >"$work/said"
grep -q 'Ann Archer paid Bob Jones 12.50 LINK for soup' "$work/said"
grep -q 'zero as it must be' "$work/said"

inside sh -c 'apt-get install -y -qq --no-install-recommends gcc pkg-config /root/liblets-dev_*.deb' >"$work/log" 2>&1 ||
    { tail -n 20 "$work/log" >&2; exit 1; }
cp "$sources/tests/install/stranger.c" "$root/root"
# shellcheck disable=SC2016 # expanded inside
inside sh -c 'cd /root && gcc -std=c17 stranger.c $(pkg-config --cflags --static --libs lets) -o stranger &&
    ./stranger riverbank.yaml'

inside sh -c 'dpkg -r liblets-dev lets' >"$work/log"
inside sh -c '! command -v lets' || { echo 'the program stayed behind' >&2; exit 1; }
