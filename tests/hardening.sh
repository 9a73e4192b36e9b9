#!/bin/sh
# What the release preset promises of the program and its modules, read from the files themselves: what an
# attacker who found a fault would meet. usage: sh hardening.sh FILE..
set -u
failed=0
need() { # need 'what' PATTERN TEXT
    printf '%s\n' "$3" | grep -qE "$2" || { echo "$file: $1" >&2; failed=1; }
}
for file in "$@"; do
    need 'is at a fixed address (no PIE)' 'Type: +DYN' "$(readelf -hW "$file")"
    segments=$(readelf -lW "$file")
    need 'its relocations stay writable (no relro)' 'GNU_RELRO' "$segments"
    need 'its stack is executable' 'GNU_STACK .* RW +0x' "$segments"
    need 'its symbols are bound late (no now)' '(BIND_NOW|FLAGS.* NOW)' "$(readelf -dW "$file")"
    symbols=$(readelf --dyn-syms -W "$file")
    need 'has no stack protector' '__stack_chk_fail' "$symbols"
    need 'has no checked functions (no FORTIFY)' '__[a-z]+_chk' "$symbols"
    # The mark of it in the file's notes is lost to the start files of Debian 12, which do not bear it; the code
    # that was compiled here does.
    if [ "$(uname -m)" = x86_64 ] && [ "$(objdump -d "$file" | grep -c endbr64)" -lt 10 ]; then
        echo "$file: its jumps are not tracked (no cf-protection)" >&2
        failed=1
    fi
    case $segments in
    *RWE*) echo "$file: holds memory that is writable and executable" >&2 && failed=1 ;;
    esac
done
exit $failed
