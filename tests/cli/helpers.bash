# SPDX-License-Identifier: MIT
# Helpers of the command-line tests. Each test runs in a folder of its own, with a clock that stands still, no
# terminal, and the books of fixtures/ where it asks for them. What a command says is compared byte for byte;
# what is refused must leave journal and directory as they were.

bats_require_minimum_version 1.5.0

FIXTURES=$(cd "${BASH_SOURCE[0]%/*}" && pwd)/fixtures

setup() {
    if [ -z "${LETS:-}" ]; then
        echo "LETS must name the program to test" >&2
        return 1
    fi
    BOX=$BATS_TEST_TMPDIR
    OUT=$BOX/stdout
    ERR=$BOX/stderr
    unset LETS_JOURNAL LETS_TODAY NO_COLOR
    export LETS HOME=$BOX/books XDG_STATE_HOME=$BOX/books/state TZ=UTC TERM=dumb
    export LC_ALL=C.UTF-8 FONTCONFIG_FILE=$FIXTURES/fonts.conf
    export LETS_CLERK=treasurer LETS_NOW=2026-03-01T10:00:00+00:00
    mkdir "$BOX/books"
    cd "$BOX/books" || return 1
}

# books: puts the sample books into the folder. Accounts 0001 Ann Archer (Brixton, cheques 301-310), 0002 Bob
# Jones, 0003 Cleo Patel (Brixton, debit limit 50.00), admin, leavers; transfers 1 to 3.
books() {
    cp "$FIXTURES/books.yaml" journal.yaml
    cp "$FIXTURES/books.directory.yaml" journal.directory.yaml
    chmod u+w journal.yaml journal.directory.yaml
}

# vouchers: puts a scheme with vouchers into the folder, and the clock behind its last seal. fete and desk sell
# them: 1001-1016 and 2001-2005; transfers 1 to 34.
vouchers() {
    cp "$FIXTURES/../../conformance/vouchers.yaml" journal.yaml
    chmod u+w journal.yaml
    export LETS_NOW=2026-07-02T21:00:00+00:00
}

# typed < ENTRIES: types them by hand at the journal's end, and has them sealed.
typed() {
    { echo "# typed"; cat; } >> journal.yaml
    done_ seal --yes
}

# reseal < JOURNAL > JOURNAL: reckons every seal's hash anew, as one would who rewrites a journal whole.
reseal() {
    local line hash piece=$BOX/piece
    : > "$piece"
    while IFS= read -r line; do
        case $line in
        "  sha256: "*)
            hash=$(sha256sum < "$piece")
            cat "$piece"
            printf '  sha256: %s\n' "${hash%% *}" > "$piece"
            ;;
        *)
            printf '%s\n' "$line" >> "$piece"
            ;;
        esac
    done
    cat "$piece"
}

# rewritten SED-ARGUMENT..: the sample books, edited and sealed anew.
rewritten() {
    books
    sed "$@" "$FIXTURES/books.yaml" | reseal > journal.yaml
}

# tail_of < BYTES: the sample books, with an open tail.
tail_of() {
    books
    cat >> journal.yaml
}

# call ARGUMENT..: runs lets; what it wrote is in $OUT and $ERR, its exit status in $status.
call() {
    status=0
    "$LETS" "$@" > "$OUT" 2> "$ERR" < /dev/null 3>&- || status=$?
}

# fed ARGUMENT.. < BYTES: the same, reading standard input.
fed() {
    status=0
    "$LETS" "$@" > "$OUT" 2> "$ERR" 3>&- || status=$?
}

# fail SENTENCE: ends the test, showing what the last command wrote.
fail() {
    {
        echo "$1"
        echo "--- standard output"
        head -c 4000 "$OUT"
        echo "--- standard error"
        head -c 4000 "$ERR"
    } >&2
    return 1
}

# done_ ARGUMENT..: runs lets, which must succeed.
done_() {
    call "$@"
    [ "$status" -eq 0 ] || fail "lets $* ended with $status"
}

# ended STATUS ARGUMENT..: runs lets, which must end with that status.
ended() {
    local wanted=$1
    shift
    call "$@"
    [ "$status" -eq "$wanted" ] || fail "lets $* ended with $status, not $wanted"
}

# keep: remembers every file of the books, for unchanged.
keep() {
    rm -rf "$BOX/kept"
    mkdir "$BOX/kept"
    find . -maxdepth 1 -type f -exec cp -p {} "$BOX/kept/" \;
}

# unchanged: the files of the books are those that were kept, byte for byte, none more and none less.
unchanged() {
    local file
    [ "$(find . -maxdepth 1 -type f | sort)" = "$(cd "$BOX/kept" && find . -maxdepth 1 -type f | sort)" ] ||
        fail "files came or went: $(find . -maxdepth 1 -type f | sort | tr '\n' ' ')" || return 1
    for file in "$BOX/kept"/*; do
        [ -e "$file" ] || continue
        cmp "$file" "${file##*/}" || fail "${file##*/} was changed" || return 1
    done
}

# refused STATUS NAME ARGUMENT..: runs lets, which must end with that status and error name, answer nothing, and
# change no file.
refused() {
    local wanted=$1 name=$2
    shift 2
    keep
    call "$@"
    [ "$status" -eq "$wanted" ] || fail "lets $* ended with $status, not $wanted" || return 1
    grep -qF "[$name]" "$ERR" || fail "lets $* did not say [$name]" || return 1
    [ ! -s "$OUT" ] || fail "lets $* answered although it was refused" || return 1
    unchanged
}

# answer < TEXT: standard output is exactly that.
answer() {
    diff -u - "$OUT" >&2 || fail "another answer than wanted (-)"
}

# complaint < TEXT: standard error is exactly that, but for the line about the clock that stands still.
complaint() {
    diff -u - <(grep -v 'because of \$LETS_NOW$' "$ERR") >&2 || fail "another complaint than wanted (-)"
}

# answers TEXT, complains TEXT: it occurs there.
answers() {
    grep -qF -- "$1" "$OUT" || fail "standard output lacks: $1"
}
complains() {
    grep -qF -- "$1" "$ERR" || fail "standard error lacks: $1"
}

# lacks PATTERN FILE: no line of the file has the extended regular expression.
lacks() {
    if grep -nE -- "$1" "$2" >&2; then
        echo "$2 holds what it must not: $1" >&2
        return 1
    fi
}

# quiet: nothing on standard error but the line about the clock that stands still.
quiet() {
    complaint < /dev/null
}

# head_of FILE: the newest seal's hash.
head_of() {
    sed -n 's/^  sha256: //p' "$1" | tail -n 1
}

# since LINE: the journal from that line on, seals' hashes left out.
since() {
    tail -n "+$1" journal.yaml | sed 's/^  sha256: .*/  sha256: #/'
}

# ---- PDFs, read back by poppler

# pages FILE: how many the PDF has.
pages() {
    pdfinfo "$1" | sed -n 's/^Pages: *//p'
}

# size FILE: of its pages, in points.
size() {
    pdfinfo "$1" | sed -n 's/^Page size: *//p'
}

# shows FILE TEXT..: each occurs in the text of the PDF, in one line.
shows() {
    local file=$1 text
    shift
    pdftotext -layout "$file" "$BOX/shown"
    for text in "$@"; do
        grep -qF -- "$text" "$BOX/shown" || {
            cat "$BOX/shown" >&2
            fail "$file does not show: $text" || return 1
        }
    done
}

# times FILE TEXT: how often it occurs in the text of the PDF, over the ends of lines too.
times() {
    pdftotext "$1" - | tr '\n' ' ' | grep -oF -- "$2" | wc -l
}

# within FILE: every word of the PDF stands on its page, and none is cut. What an ellipsis stands for is still
# there for pdftotext, as text that is not drawn.
within() {
    pdftotext -bbox "$1" - | awk -F'"' '/<page / { width = $2; height = $4 }
        /<word / && ($2 < 0 || $4 < 0 || $6 > width || $8 > height) { print; wrong = 1 }
        END { exit wrong }' || fail "words of $1 leave the page" || return 1
    python3 - "$1" <<'EOT' || fail "words of $1 are cut"
import re, sys, zlib
cut = []
for stream in re.findall(rb"stream\r?\n(.*?)endstream", open(sys.argv[1], "rb").read(), re.S):
    try:
        drawn = zlib.decompress(stream.rstrip(b"\r\n"))
    except zlib.error:
        continue
    cut += re.findall(rb"/ActualText <([^>]*)>", drawn)
texts = [bytes.fromhex(text.decode())[2:].decode("utf-16-be").strip() for text in cut]
# Letters that a font joins are kept in the same way.
texts = [text for text in texts if text not in ("", "ff", "fi", "fl", "ffi", "ffl")]
print(texts, file=sys.stderr)
sys.exit(len(texts))
EOT
}
