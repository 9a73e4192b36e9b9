#!/bin/sh
# Writes the right SHA-256 into every line `  sha256:` of a journal, in order, as lets-journal(5) defines it:
# each covers the bytes from the start of the line before it (or of the file) up to its own. For journals that
# are wrong in another way and should be refused for that, and not as damaged. Nothing else is touched.
#
# usage: sh tests/reseal.sh FILE..
set -eu
export LC_ALL=C

[ $# -gt 0 ] || {
    echo 'usage: sh tests/reseal.sh FILE..' >&2
    exit 2
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM

# Prints one piece of a journal with the hash of the piece before in its first line, which the first piece of
# all does not have. A last line without its line feed is a seal cut off: it stays.
print_piece()
{
    if [ -n "$hash" ] && [ "$(head -n 1 "$1" | wc -l)" -eq 1 ]; then
        printf '  sha256: %s\n' "$hash"
        tail -n +2 "$1"
    else
        cat "$1"
    fi
}

for journal; do
    awk '/^  sha256:/ { found = 1; exit } END { exit !found }' "$journal" || continue
    rm -f "$folder"/*
    csplit -s -n 9 -f "$folder/piece-" "$journal" '/^  sha256:/' '{*}'
    hash=''
    for piece in "$folder"/piece-*; do
        print_piece "$piece" >"$folder/sealed"
        hash=$(sha256sum "$folder/sealed" | cut -c 1-64)
        cat "$folder/sealed" >>"$folder/journal"
    done
    cat "$folder/journal" >"$journal"
done
