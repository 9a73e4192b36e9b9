/* SPDX-License-Identifier: MIT */
/*
 * The line rules (journal.md, Lines), applied to a read buffer, the window: the bytes [base, next)
 * of the store, which are the entry being cut and what was read behind it. A refill discards what
 * is before that entry and reads a chunk; the window grows only while an entry does not fit, and
 * entries have a longest size, so hostile input cannot make it grow further. Bytes are hashed when
 * they are discarded or a piece ends: once, in long runs. After a malformed line the cutter is
 * lost: the next call discards (and hashes) lines up to one that begins an entry or holds a hash.
 */

#include "pieces/cutter.h"

#include <assert.h>
#include <string.h>

enum { CHUNK = 512 * 1024, FIRST_READ = 32 * 1024 };
enum { REMARKS_LONGEST = 64 * 1024, CLOSE_BYTES_AN_ACCOUNT = 256 };

struct cutter {
    struct store *store;
    uint64_t next; /* offset in the store of the first byte not in the window yet */
    uint64_t to;   /* offset in the store where cutting ends */
    struct text window;
    uint64_t base;   /* offset in the store of the window's first byte */
    size_t entry_at; /* where the current entry begins in the window */
    size_t line_at;  /* where the current line, the first that was not consumed, begins there */
    size_t hashed;   /* the hasher has taken in the window's bytes before this */
    uint64_t line;   /* number of the current line */
    size_t longest;
    size_t chunk;        /* bytes per read, at most */
    size_t read_size;    /* bytes of the next read, if less: doubles, see cutter_resume */
    size_t remarks_size; /* bytes of remarks since the last entry */
    bool is_lost;        /* after a malformed line */
    bool is_inside_line; /* lost, and the current line's beginning was discarded: it was too long */
    bool has_entry;      /* an entry was cut: no %YAML and no --- may follow */
    bool has_directive;  /* %YAML was seen */
    bool has_document_start;    /* --- was seen */
    struct seal_hasher *hasher; /* of the current piece */
};

enum lets_status cutter_new(struct store *store, uint64_t from, uint64_t to, uint64_t line,
                            struct cutter **out, struct lets_error *err)
{
    void *bytes = NULL;
    enum lets_status status = mem_alloc(sizeof(struct cutter), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct cutter *cutter = bytes;
    *cutter = (struct cutter){
        .store = store,
        .next = from,
        .to = to,
        .base = from,
        .line = line,
        .longest = CUTTER_LONGEST,
        .chunk = CHUNK,
        .read_size = CHUNK,
        .has_entry = from > 0,
    };
    /* As much as will be read at once, and no more: a large block costs where little is read. */
    status =
        text_reserve(&cutter->window, to - from < CHUNK ? (size_t)(to - from) + 1 : CHUNK, err);
    if (status == LETS_OK) {
        status = seal_hasher_new(&cutter->hasher, err);
    }
    if (status != LETS_OK) {
        cutter_free(cutter);
        return status;
    }
    *out = cutter;
    return LETS_OK;
}

void cutter_free(struct cutter *cutter)
{
    if (cutter != NULL) {
        seal_hasher_free(cutter->hasher);
        text_release(&cutter->window);
        mem_free(cutter);
    }
}

size_t cutter_longest(uint64_t n_accounts)
{
    return (size_t)(CUTTER_LONGEST + CLOSE_BYTES_AN_ACCOUNT * n_accounts);
}

void cutter_set_chunk(struct cutter *cutter, size_t size)
{
    cutter->chunk = size;
}

void cutter_set_longest(struct cutter *cutter, size_t size)
{
    cutter->longest = size;
}

/* ---------------------------------------------------------------- the window */

/* Hashes the window's bytes before `end` that are not hashed yet. */
static void hash_up_to(struct cutter *cutter, size_t end)
{
    if (end > cutter->hashed) {
        struct lets_span bytes = {.bytes = cutter->window.bytes + cutter->hashed,
                                  .size = end - cutter->hashed};
        seal_update(cutter->hasher, bytes);
        cutter->hashed = end;
    }
}

/* Discards the bytes before the current entry, after hashing them. */
static void discard(struct cutter *cutter)
{
    struct text *window = &cutter->window;
    size_t before = cutter->entry_at;
    if (before == 0) {
        return;
    }
    hash_up_to(cutter, before);
    memmove(window->bytes, window->bytes + before, window->size - before);
    window->size -= before;
    cutter->base += before;
    cutter->line_at -= before;
    cutter->hashed -= before;
    cutter->entry_at = 0;
}

/* Discards what was consumed and reads the next bytes behind the window. */
static enum lets_status refill(struct cutter *cutter, struct lets_error *err)
{
    struct text *window = &cutter->window;
    uint64_t left = cutter->to - cutter->next;
    size_t most = cutter->read_size < cutter->chunk ? cutter->read_size : cutter->chunk;
    size_t size = left < most ? (size_t)left : most;
    discard(cutter);
    enum lets_status status = text_reserve(window, size, err);
    if (status == LETS_OK) {
        status = store_read(cutter->store, cutter->next, window->bytes + window->size, size, err);
    }
    if (status == LETS_OK) {
        window->size += size;
        cutter->next += size;
        cutter->read_size = most * 2;
    }
    return status;
}

/* The current line, with its LF, into *out, reading on as needed; empty at the end of the bytes. It
 * has no LF only where the bytes end without one, or where it was cut short for being too long. */
static enum lets_status fetch_line(struct cutter *cutter, struct lets_span *out,
                                   struct lets_error *err)
{
    size_t searched = cutter->line_at;
    for (;;) {
        const char *from = cutter->window.bytes + cutter->line_at;
        size_t size = cutter->window.size - cutter->line_at;
        size_t skip = searched - cutter->line_at;
        const char *end = size > skip ? memchr(from + skip, '\n', size - skip) : NULL;
        if (end != NULL) {
            *out = (struct lets_span){.bytes = from, .size = (size_t)(end - from) + 1};
            return LETS_OK;
        }
        if (cutter->next == cutter->to ||
            cutter->window.size - cutter->entry_at > cutter->longest + REMARKS_LONGEST) {
            *out = (struct lets_span){.bytes = from, .size = size};
            return LETS_OK;
        }
        enum lets_status status = refill(cutter, err);
        if (status != LETS_OK) {
            return status;
        }
        searched = cutter->line_at + size;
    }
}

/* Consumes the current line. */
static void consume_line(struct cutter *cutter, struct lets_span line)
{
    cutter->line_at += line.size;
    cutter->line++;
}

static bool has_lf(struct lets_span line)
{
    return line.size > 0 && line.bytes[line.size - 1] == '\n';
}

static bool is_blank_line(struct lets_span line)
{
    for (size_t i = 0; i < line.size; i++) {
        if (line.bytes[i] != ' ' && line.bytes[i] != '\n') {
            return false;
        }
    }
    return true;
}

/* ---------------------------------------------------------------- malformed lines */

/* Reports the current line as malformed. Does not consume it. */
static void fail_line(struct cutter *cutter, struct cut *cut, struct lets_span line,
                      enum lets_status status, uint64_t column, const char *message)
{
    cut->kind = CUT_ENTRY;
    cut->line = cutter->line;
    cut->offset = cutter->base + cutter->line_at;
    cut->status = lets__fail_at(&cut->why, status, cutter->line, column, "%s", message);
    lets__excerpt(&cut->why, line, cutter->line);
    cutter->is_lost = true;
}

/* Reports a line between entries that is none of blank, comment or the beginning of an entry. */
static void fail_stray(struct cutter *cutter, struct cut *cut, struct lets_span line)
{
    if (text_check_lines(line, cutter->line, false, &cut->why) != LETS_OK) {
        cut->kind = CUT_ENTRY;
        cut->status = cut->why.status;
        cut->line = cutter->line;
        cutter->is_lost = true;
    } else if (text_begins(line, "...") || text_begins(line, "---")) {
        fail_line(cutter, cut, line, LETS_YAML_FEATURE, 1, "a journal is one YAML document");
    } else if (text_begins(line, "%")) {
        fail_line(cutter, cut, line, LETS_YAML_FEATURE, 1, "a YAML directive is not allowed here");
    } else if (seal_claims_line(line)) {
        fail_line(cutter, cut, line, LETS_BAD_SEAL, 1, "a line 'sha256:' stands outside a seal");
    } else {
        fail_line(cutter, cut, line, LETS_BAD_LINE, 1,
                  "a line must begin with '- ' (an entry), two spaces "
                  "(the rest of it) or '#' (a remark)");
    }
}

/* ---------------------------------------------------------------- between entries */

/* Whether a line is a `%YAML` or a bare `---`, each once and in this order, before any entry. */
static bool take_prologue(struct cutter *cutter, struct lets_span line)
{
    if (cutter->has_entry || cutter->has_document_start) {
        return false;
    }
    if (lets_span_equal(line, lets_span_of("---\n"))) {
        cutter->has_document_start = true;
        return true;
    }
    if (text_begins(line, "%YAML 1.") && line.size == 10 &&
        (line.bytes[8] == '1' || line.bytes[8] == '2') && !cutter->has_directive) {
        cutter->has_directive = true;
        return true;
    }
    return false;
}

/* Consumes blank and comment lines. *line is then the first line of an entry, or empty at the end;
 * where cut->status is not LETS_OK, a malformed line was reported instead. */
static enum lets_status skip_remarks(struct cutter *cutter, struct lets_span *line, struct cut *cut,
                                     struct lets_error *err)
{
    for (;;) {
        cutter->entry_at = cutter->line_at;
        enum lets_status status = fetch_line(cutter, line, err);
        if (status != LETS_OK || line->size == 0 || text_begins(*line, "- ")) {
            if (status == LETS_OK && line->size > 0 && cutter->has_directive &&
                !cutter->has_document_start) {
                cutter->has_directive = false;
                fail_line(cutter, cut, *line, LETS_BAD_YAML, 1, "a line '---' must follow '%YAML'");
            }
            return status;
        }
        bool is_comment = line->bytes[0] == '#';
        bool is_remark = is_blank_line(*line) || is_comment;
        cutter->remarks_size += is_remark ? line->size : 0;
        if (is_remark && (cutter->remarks_size > REMARKS_LONGEST || !has_lf(*line))) {
            fail_line(cutter, cut, *line, LETS_ENTRY_TOO_LONG, 0,
                      "over 64 KiB of remarks stand here");
            return LETS_OK;
        }
        if (is_remark && text_check_lines(*line, cutter->line, is_comment, &cut->why) != LETS_OK) {
            fail_stray(cutter, cut, *line);
            return LETS_OK;
        }
        if (!is_remark && !take_prologue(cutter, *line)) {
            fail_stray(cutter, cut, *line);
            return LETS_OK;
        }
        consume_line(cutter, *line);
    }
}

/* After a malformed line: discards lines up to one that begins an entry or is a hash line, which
 * becomes *line; empty at the end, and then the cutter stays lost. */
static enum lets_status resynchronize(struct cutter *cutter, struct lets_span *line,
                                      struct lets_error *err)
{
    for (;;) {
        struct lets_hash hash;
        cutter->entry_at = cutter->line_at;
        enum lets_status status = fetch_line(cutter, line, err);
        if (status != LETS_OK || line->size == 0) {
            return status;
        }
        bool is_start = !cutter->is_inside_line;
        if (is_start && (text_begins(*line, "- ") || seal_parse_line(*line, &hash))) {
            cutter->is_lost = false;
            return LETS_OK;
        }
        cutter->is_inside_line = !has_lf(*line);
        cutter->line_at += line->size;
        cutter->line += cutter->is_inside_line ? 0 : 1;
    }
}

/* ---------------------------------------------------------------- an entry */

/* Consumes the current line, a hash line with the hash cut->stated, and judges the piece that it
 * ends. The line itself is hashed with the next piece. */
static void end_piece(struct cutter *cutter, struct cut *cut)
{
    cut->kind = CUT_SEAL;
    hash_up_to(cutter, cutter->line_at);
    struct lets_hash found = seal_finish(cutter->hasher);
    cut->is_intact = memcmp(cut->stated.hex, found.hex, LETS_HASH_SIZE) == 0;
    cut->last_line = cutter->line++;
    cutter->line_at += SEAL_LINE_SIZE;
    cut->end = cutter->base + cutter->line_at;
}

/* Reports the current entry as too long, at its first line; `line` is the one that exceeds. */
static void fail_long(struct cutter *cutter, struct cut *cut, struct lets_span line)
{
    cut->kind = CUT_ENTRY;
    cut->status =
        lets__fail_at(&cut->why, LETS_ENTRY_TOO_LONG, cut->line, 0, "an entry is over 64 KiB long");
    struct lets_span first = {.bytes = cutter->window.bytes + cutter->entry_at};
    first.size = cutter->line_at - cutter->entry_at + line.size;
    lets__excerpt(&cut->why, first, cut->line);
    cutter->is_lost = true;
    cutter->is_inside_line = !has_lf(line);
    cutter->line_at += line.size;
    cutter->line += cutter->is_inside_line ? 0 : 1;
}

/* Whether the current entry would be too long with this line. entry_size: up to the last line that
 * is not blank; blank lines behind it may stand between two entries, and are limited as remarks. */
static bool is_too_long(const struct cutter *cutter, struct lets_span line, size_t entry_size)
{
    size_t size = cutter->line_at + line.size - cutter->entry_at;
    return is_blank_line(line) ? size - entry_size > REMARKS_LONGEST : size > cutter->longest;
}

/* Cuts the entry that begins with the current line; blank lines behind it are left as remarks. */
static enum lets_status cut_entry(struct cutter *cutter, struct lets_span line, struct cut *cut,
                                  struct lets_error *err)
{
    size_t size = 0;
    uint64_t end_line = cutter->line;
    cut->line = cutter->line;
    cut->offset = cutter->base + cutter->entry_at;
    cutter->has_entry = true;
    cutter->remarks_size = 0;
    for (;;) {
        bool is_first = size == 0;
        bool is_more = text_begins(line, "  ");
        bool is_blank = is_blank_line(line);
        if (!is_first && !is_more && !is_blank) {
            break;
        }
        if (!is_first && seal_parse_line(line, &cut->stated)) {
            end_piece(cutter, cut);
            size = cutter->line_at - cutter->entry_at;
            break;
        }
        if (!is_first && seal_claims_line(line)) {
            fail_line(cutter, cut, line, LETS_BAD_SEAL, 1,
                      "a line that begins with 'sha256:' must be "
                      "'  sha256: ' and 64 digits 0-9 and a-f");
            return LETS_OK;
        }
        if (is_too_long(cutter, line, size)) {
            if (is_blank) {
                break;
            }
            fail_long(cutter, cut, line);
            return LETS_OK;
        }
        consume_line(cutter, line);
        if (!is_blank) {
            size = cutter->line_at - cutter->entry_at;
            end_line = cutter->line;
        }
        enum lets_status status = fetch_line(cutter, &line, err);
        if (status != LETS_OK) {
            return status;
        }
        if (line.size == 0) {
            break;
        }
    }
    struct lets_span bytes = {.bytes = cutter->window.bytes + cutter->entry_at, .size = size};
    cut->status = text_check_lines(bytes, cut->line, true, &cut->why);
    if (cut->status == LETS_OK && cut->kind == CUT_ENTRY && line.size > 0 &&
        !text_begins(line, "- ") && line.bytes[0] != '#' && !is_blank_line(line)) {
        fail_stray(cutter, cut, line);
    } else if (cut->kind == CUT_ENTRY) {
        cutter->line_at = cutter->entry_at + size;
        cutter->line = end_line;
    }
    cut->bytes = cut->status == LETS_OK ? bytes : (struct lets_span){0};
    return LETS_OK;
}

enum lets_status cutter_next(struct cutter *cutter, struct cut *out, struct lets_error *err)
{
    struct lets_span line = {0};
    memset(out, 0, offsetof(struct cut, why));
    if (cutter->is_lost) {
        enum lets_status status = resynchronize(cutter, &line, err);
        if (status == LETS_OK && seal_parse_line(line, &out->stated)) {
            out->line = cutter->line;
            out->offset = cutter->base + cutter->line_at;
            end_piece(cutter, out);
            out->status = lets__fail_at(&out->why, LETS_BAD_SEAL, out->last_line, 1,
                                        "the seal does not begin with '- seal:'");
            cutter->remarks_size = 0;
            return LETS_OK;
        }
        if (status != LETS_OK) {
            return status;
        }
    }
    enum lets_status status = skip_remarks(cutter, &line, out, err);
    if (status != LETS_OK || out->status != LETS_OK) {
        return status;
    }
    if (line.size == 0) {
        out->kind = CUT_END;
        out->line = cutter->line;
        out->offset = cutter->base + cutter->line_at;
        return LETS_OK;
    }
    out->kind = CUT_ENTRY;
    return cut_entry(cutter, line, out, err);
}

/* ---------------------------------------------------------------- cut by a reader */

struct lets_span cutter_peek(const struct cutter *cutter, bool *is_all)
{
    bool is_ready = cutter->has_entry && !cutter->is_lost;
    *is_all = cutter->next == cutter->to;
    return is_ready ? text_rest(&cutter->window, cutter->line_at) : (struct lets_span){0};
}

void cutter_take(struct cutter *cutter, size_t size, uint64_t n_lines,
                 const struct lets_hash *stated, struct cut *out)
{
    struct lets_span bytes = {.bytes = cutter->window.bytes + cutter->line_at, .size = size};
    assert(size <= cutter->window.size - cutter->line_at);
    out->kind = CUT_ENTRY;
    out->status = LETS_OK;
    out->bytes = bytes;
    out->line = cutter->line;
    out->offset = cutter->base + cutter->line_at;
    cutter->entry_at = cutter->line_at;
    cutter->remarks_size = 0;
    if (stated == NULL) {
        cutter->line_at += size;
        cutter->line += n_lines;
        return;
    }
    out->stated = *stated;
    cutter->line_at += size - SEAL_LINE_SIZE;
    cutter->line += n_lines - 1;
    end_piece(cutter, out);
}

/* ---------------------------------------------------------------- handed over */

struct cutter_handover cutter_hand_over(struct cutter *cutter)
{
    assert(cutter->has_entry && !cutter->is_lost);
    hash_up_to(cutter, cutter->line_at);
    return (struct cutter_handover){
        .store = cutter->store,
        .to = cutter->to,
        .offset = cutter->base + cutter->line_at,
        .line = cutter->line,
        .hasher = cutter->hasher,
        .buffered = text_rest(&cutter->window, cutter->line_at),
    };
}

void cutter_resume(struct cutter *cutter, uint64_t offset, uint64_t line)
{
    text_clear(&cutter->window);
    cutter->base = offset;
    cutter->next = offset;
    cutter->entry_at = 0;
    cutter->line_at = 0;
    cutter->hashed = 0;
    cutter->line = line;
    cutter->remarks_size = 0;
    cutter->read_size = FIRST_READ; /* to be handed over again soon: what is read now is lost */
}
