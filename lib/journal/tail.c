/* SPDX-License-Identifier: MIT */
/*
 * What follows the last good seal (journal.md, Seals): nothing, remarks, unsealed entries, or
 * damage. It is read line by line in little memory, since it may be anything at all, and a torn
 * write can look like much.
 */

#include "journal/tail.h"

#include <inttypes.h>
#include <string.h>

#include "entries/entry_writer.h"

enum { LINE_KEPT = 80, REMARKS_LONGEST = 64 * 1024, SEAL_LONGEST = 4096 };

/* The walk over the bytes of a tail. */
struct walk {
    char kept[LINE_KEPT]; /* how the line at hand begins */
    size_t line_size;
    uint64_t line_offset;
    bool is_blank; /* the line at hand, so far */
    bool has_only_remarks;
    bool has_entry;
    bool is_typed;
    uint64_t n_lines;    /* before the one at hand */
    uint64_t near_typed; /* the line, from 1, that looks like the mark; 0: none */
    bool is_damage;
    bool has_seal;
    uint64_t seal_offset;
};

static bool begins(const struct walk *walk, const char *with)
{
    return text_begins((struct lets_span){walk->kept, walk->line_size}, with);
}

/* Whether the line at hand may be meant as the mark: "#typed", "# Typed", " # typed". */
static bool is_near_typed(const struct walk *walk)
{
    static const char word[] = "typed";
    size_t at = 0;
    size_t size = walk->line_size < LINE_KEPT ? walk->line_size : LINE_KEPT;
    bool has_hash = false;
    while (at < size && (walk->kept[at] == ' ' || (walk->kept[at] == '#' && !has_hash))) {
        has_hash = has_hash || walk->kept[at] == '#';
        at++;
    }
    if (!has_hash || size - at < sizeof word - 1) {
        return false;
    }
    for (size_t i = 0; i < sizeof word - 1; i++) {
        if ((walk->kept[at + i] | 0x20) != word[i]) {
            return false;
        }
    }
    return true;
}

/* The line at hand is over. */
static void end_line(struct walk *walk)
{
    if (begins(walk, "- seal:")) {
        walk->has_seal = true;
        walk->seal_offset = walk->line_offset;
    } else if (begins(walk, "  sha256:")) {
        walk->is_damage = true;
    }
    bool is_comment = begins(walk, "#");
    walk->is_typed = walk->is_typed || (!walk->has_entry && begins(walk, "# typed"));
    walk->n_lines++;
    if (!walk->is_typed && !walk->has_entry && is_near_typed(walk)) {
        walk->near_typed = walk->n_lines;
    }
    walk->has_entry = walk->has_entry || begins(walk, "- ");
    walk->has_only_remarks = walk->has_only_remarks && (is_comment || walk->is_blank);
    walk->line_offset += walk->line_size;
    walk->line_size = 0;
    walk->is_blank = true;
}

static void take_byte(struct walk *walk, char byte)
{
    if (walk->line_size < LINE_KEPT) {
        walk->kept[walk->line_size] = byte;
    }
    walk->line_size++;
    walk->is_damage = walk->is_damage || byte == '\0';
    if (byte == '\n') {
        end_line(walk);
    } else {
        walk->is_blank = walk->is_blank && byte == ' ';
    }
}

/* ---------------------------------------------------------------- a seal cut off */

/* Whether a line without LF can be the beginning of a seal's line for that key. */
static bool may_begin(struct lets_span part, const char *key)
{
    size_t size = strlen(key);
    size_t shared = part.size < size ? part.size : size;
    return memcmp(part.bytes, key, shared) == 0;
}

static bool is_hex(struct lets_span part, size_t from)
{
    for (size_t i = from; i < part.size; i++) {
        char c = part.bytes[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            return false;
        }
    }
    return true;
}

/* Whether part begins a text of that shape: 9 stands for a digit, + for + or -. */
static bool has_shape(struct lets_span part, const char *shape)
{
    bool has = part.size <= strlen(shape);
    for (size_t i = 0; has && i < part.size; i++) {
        char c = part.bytes[i];
        has = shape[i] == '9'   ? c >= '0' && c <= '9'
              : shape[i] == '+' ? c == '+' || c == '-'
                                : c == shape[i];
    }
    return has;
}

/* The keys that may follow n whole lines, the last of which is or is not the optional reason. */
static bool may_follow(struct lets_span part, size_t n_lines, bool has_reason)
{
    static const char hash_key[] = "  sha256: ";
    if (part.size == 0) {
        return true;
    }
    if (n_lines < 3) {
        static const char *const keys[] = {"- seal: ", "  by: ", "  entries: "};
        static const char *const shapes[] = {"9999-99-99T99:99:99+99:99", NULL, "999999999"};
        size_t size = strlen(keys[n_lines]);
        bool has_value = part.size > size && shapes[n_lines] != NULL;
        return may_begin(part, keys[n_lines]) &&
               (!has_value || has_shape((struct lets_span){part.bytes + size, part.size - size},
                                        shapes[n_lines]));
    }
    bool is_hash = may_begin(part, hash_key) && part.size < SEAL_LINE_SIZE &&
                   is_hex(part, sizeof hash_key - 1);
    return is_hash || (!has_reason && may_begin(part, "  reason: "));
}

/* Whether bytes from `- seal:` to the end of the file are the beginning of a canonical seal. */
static enum lets_status is_torn_seal(struct lets_span bytes, struct yaml_reader *reader, bool *out,
                                     struct lets_error *err)
{
    struct text whole = {0};
    struct text again = {0};
    struct lets_entry entry = {0};
    size_t n_lines = 0;
    size_t size = 0;
    bool has_reason = false;
    for (size_t i = 0; i < bytes.size; i++) {
        if (bytes.bytes[i] == '\n') {
            has_reason = has_reason ||
                         may_begin((struct lets_span){bytes.bytes + size, i - size}, "  reason: ");
            n_lines++;
            size = i + 1;
        }
    }
    struct lets_span part = {.bytes = bytes.bytes + size, .size = bytes.size - size};
    if (text_first_bad(bytes) != bytes.size || n_lines > 4 ||
        !may_follow(part, n_lines, has_reason)) {
        *out = false;
        return LETS_OK;
    }
    /* Whole lines are judged by making a seal of them: it must come out of the writer as it went
     * in. */
    static const char *const rest[] = {"- seal: 2026-01-01T00:00:00+00:00\n", "  by: x\n",
                                       "  entries: 1\n"};
    enum lets_status status = text_add(&whole, (struct lets_span){bytes.bytes, size}, err);
    for (size_t i = n_lines; status == LETS_OK && i < 3; i++) {
        status = text_add_string(&whole, rest[i], err);
    }
    if (status == LETS_OK) {
        status = text_add_format(&whole, err, "  sha256: %064d\n", 0);
    }
    if (status == LETS_OK) {
        enum lets_status read = yaml_reader_read(reader, text_span(&whole), 1, 0, &entry, NULL);
        *out = read == LETS_OK && entry.kind == LETS_KIND_SEAL;
        status = read == LETS_OUT_OF_MEMORY ? lets__fail(err, read, "out of memory") : LETS_OK;
    }
    if (status == LETS_OK && *out) {
        status = entry_write(&again, &entry, 0, err);
        *out = lets_span_equal(text_span(&again), text_span(&whole));
    }
    text_release(&whole);
    text_release(&again);
    return status;
}

/* ---------------------------------------------------------------- the verdict */

static enum lets_status judge_seal(struct lets_journal *journal, uint64_t offset,
                                   struct yaml_reader *reader, bool *is_torn,
                                   struct lets_error *err)
{
    char bytes[SEAL_LONGEST];
    uint64_t size = journal->size - offset;
    *is_torn = false;
    if (size > sizeof bytes) {
        return LETS_OK;
    }
    enum lets_status status = store_read(journal->store, offset, bytes, (size_t)size, err);
    return status == LETS_OK
               ? is_torn_seal((struct lets_span){bytes, (size_t)size}, reader, is_torn, err)
               : status;
}

/* Whether remarks hold only what a journal may hold, and are not too many. */
static enum lets_status are_good_remarks(struct lets_journal *journal, bool *out,
                                         struct lets_error *err)
{
    struct text bytes = {0};
    uint64_t size = journal->size - journal->sealed;
    *out = false;
    if (size > REMARKS_LONGEST) {
        return LETS_OK;
    }
    enum lets_status status = text_reserve(&bytes, (size_t)size, err);
    if (status == LETS_OK) {
        status = store_read(journal->store, journal->sealed, bytes.bytes, (size_t)size, err);
    }
    if (status == LETS_OK) {
        bytes.size = (size_t)size;
        *out = text_first_bad(text_span(&bytes)) == bytes.size;
    }
    text_release(&bytes);
    return status;
}

/* Whether what is still to come cannot alter the verdict. */
static bool is_judged(const struct walk *walk)
{
    return walk->has_seal || walk->is_damage;
}

static enum lets_status walk_tail(struct lets_journal *journal, struct walk *walk,
                                  struct lets_error *err)
{
    struct store_walk bytes = {
        .store = journal->store, .at = journal->sealed, .end = journal->size};
    struct lets_span part = {0};
    enum lets_status status = LETS_OK;
    do {
        status = store_walk_next(&bytes, &part, err);
        for (size_t i = 0; status == LETS_OK && i < part.size && !is_judged(walk); i++) {
            take_byte(walk, part.bytes[i]);
        }
    } while (status == LETS_OK && part.size > 0 && !is_judged(walk));
    return status;
}

/* Puts together what the walk saw. */
static enum lets_status conclude(struct lets_journal *journal, struct walk *walk,
                                 struct yaml_reader *reader, struct lets_error *err)
{
    struct lets_tail *tail = &journal->tail;
    bool ends_in_lf = walk->line_size == 0;
    enum lets_status status = LETS_OK;
    if (!ends_in_lf && !walk->has_seal && !walk->is_damage) {
        walk->has_only_remarks = false;
        /* The last line has no LF: it can still be a seal, cut off within its first or its last
         * line. */
        walk->has_seal = begins(walk, "- seal:");
        walk->seal_offset = walk->line_offset;
        walk->is_damage = begins(walk, "  sha256:");
        walk->has_entry = walk->has_entry || begins(walk, "- ");
    }
    bool is_torn = true;
    if (walk->has_seal && !walk->is_damage) {
        status = judge_seal(journal, walk->seal_offset, reader, &is_torn, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    if (walk->is_damage || !is_torn) {
        tail->kind = LETS_TAIL_DAMAGE;
        return LETS_OK;
    }
    tail->kind = LETS_TAIL_OPEN;
    if (walk->has_only_remarks && !walk->has_seal) {
        bool is_good = false;
        status = are_good_remarks(journal, &is_good, err);
        tail->kind = is_good ? LETS_TAIL_REMARKS : LETS_TAIL_OPEN;
    }
    /* What ends in a part of a seal was not left so by a hand, whatever came before. */
    bool is_open = tail->kind == LETS_TAIL_OPEN && !walk->has_seal;
    tail->is_typed = is_open && walk->is_typed && ends_in_lf;
    tail->is_unended = is_open && walk->is_typed && !ends_in_lf;
    tail->is_torn = tail->kind == LETS_TAIL_OPEN && walk->has_seal;
    if (is_open && !walk->is_typed && walk->near_typed > 0) {
        tail->near_typed = tail->line + walk->near_typed - 1;
    }
    return status;
}

enum lets_status tail_classify(struct lets_journal *journal, struct yaml_reader *reader,
                               struct lets_error *err)
{
    struct walk walk = {.line_offset = journal->sealed, .is_blank = true, .has_only_remarks = true};
    journal->tail = (struct lets_tail){
        .kind = LETS_TAIL_NOTHING,
        .line = journal->next_line,
        .offset = journal->sealed,
        .size = journal->size - journal->sealed,
    };
    if (journal->tail.size == 0) {
        return LETS_OK;
    }
    enum lets_status status = walk_tail(journal, &walk, err);
    return status == LETS_OK ? conclude(journal, &walk, reader, err) : status;
}

void tail_hint(const struct lets_tail *tail, struct lets_error *err)
{
    static const char recover[] =
        "'lets recover' copies them to a file beside the journal and cuts them off";
    if (tail->is_typed) {
        lets__hint(err, "'lets seal' checks and seals what was typed by hand, and 'lets seal "
                        "--dry-run' only checks it");
    } else if (tail->is_unended) {
        lets__hint(err, "end the last line with a line feed, and 'lets seal' takes up what was "
                        "typed by hand; 'lets recover' would cut it off");
    } else if (tail->near_typed > 0) {
        lets__hint(err,
                   "begin line %" PRIu64 " with '# typed', letter for letter, and 'lets seal' "
                   "takes up what was typed by hand; 'lets recover' would cut it off",
                   tail->near_typed);
    } else if (tail->is_torn) {
        lets__hint(err, "%s", recover);
    } else {
        lets__hint(err,
                   "%s; if they were typed by hand, put a line '# typed' before the first, and "
                   "'lets seal' takes them up",
                   recover);
    }
}
