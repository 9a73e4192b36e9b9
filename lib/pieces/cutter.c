/* SPDX-License-Identifier: MIT */
/*
 * The line rules (journal.md, Lines). Bytes pass through one window, read in large chunks; they are
 * hashed as late as possible, so in long runs. The window keeps the entry at hand and nothing else,
 * and an entry has a longest size, so hostile input cannot make it grow. After a malformed line the
 * cutter is lost: it drops lines up to the next that begins an entry or ends a piece.
 */

#include "pieces/cutter.h"

#include <assert.h>
#include <string.h>

enum {
    CHUNK = 512 * 1024,
    STEP_FIRST = 32 * 1024,
    REMARKS_LONGEST = 64 * 1024,
    CLOSE_BYTES_AN_ACCOUNT = 256
};

struct cutter {
    struct store *store;
    uint64_t next; /* offset of the first byte not in the window yet */
    uint64_t to;
    struct text window;
    uint64_t base; /* offset of the window's first byte */
    size_t keep;   /* the entry at hand begins here in the window */
    size_t at;     /* the line at hand */
    size_t hashed; /* bytes of the window before this are in the hash */
    uint64_t line; /* number of the line at `at` */
    size_t longest;
    size_t chunk; /* so much is read at once */
    size_t step;  /* or less, at first: somebody else may go on soon */
    size_t remarks;
    bool is_lost;
    bool is_inside_line; /* lost, and the beginning of the line at hand was dropped */
    bool has_entry;      /* what may stand before the first entry only is over */
    bool has_directive;
    bool has_start;
    struct seal_hasher *hasher;
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
        .step = CHUNK,
        .has_entry = from > 0,
    };
    status = text_reserve(&cutter->window, CHUNK, err);
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

static void hash_up_to(struct cutter *cutter, size_t end)
{
    if (end > cutter->hashed) {
        struct lets_span bytes = {.bytes = cutter->window.bytes + cutter->hashed,
                                  .size = end - cutter->hashed};
        seal_update(cutter->hasher, bytes);
        cutter->hashed = end;
    }
}

/* Drops what is before the entry at hand. */
static void drop(struct cutter *cutter)
{
    struct text *window = &cutter->window;
    size_t keep = cutter->keep;
    hash_up_to(cutter, keep);
    memmove(window->bytes, window->bytes + keep, window->size - keep);
    window->size -= keep;
    cutter->base += keep;
    cutter->at -= keep;
    cutter->hashed -= keep;
    cutter->keep = 0;
}

/* Drops what is done with and reads on. */
static enum lets_status refill(struct cutter *cutter, struct lets_error *err)
{
    struct text *window = &cutter->window;
    uint64_t left = cutter->to - cutter->next;
    size_t most = cutter->step < cutter->chunk ? cutter->step : cutter->chunk;
    size_t size = left < most ? (size_t)left : most;
    drop(cutter);
    enum lets_status status = text_reserve(window, size, err);
    if (status == LETS_OK) {
        status = store_read(cutter->store, cutter->next, window->bytes + window->size, size, err);
    }
    if (status == LETS_OK) {
        window->size += size;
        cutter->next += size;
        cutter->step = most * 2;
    }
    return status;
}

/* The line at hand with its LF into *out; empty at the end; one that does not fit is cut short, and
 * then has no LF. Also without LF: the last line of bytes that do not end in one. */
static enum lets_status fetch_line(struct cutter *cutter, struct lets_span *out,
                                   struct lets_error *err)
{
    size_t searched = cutter->at;
    for (;;) {
        const char *from = cutter->window.bytes + cutter->at;
        size_t size = cutter->window.size - cutter->at;
        size_t skip = searched - cutter->at;
        const char *end = size > skip ? memchr(from + skip, '\n', size - skip) : NULL;
        if (end != NULL) {
            *out = (struct lets_span){.bytes = from, .size = (size_t)(end - from) + 1};
            return LETS_OK;
        }
        if (cutter->next == cutter->to ||
            cutter->window.size - cutter->keep > cutter->longest + REMARKS_LONGEST) {
            *out = (struct lets_span){.bytes = from, .size = size};
            return LETS_OK;
        }
        enum lets_status status = refill(cutter, err);
        if (status != LETS_OK) {
            return status;
        }
        searched = cutter->at + size;
    }
}

static void step(struct cutter *cutter, struct lets_span line)
{
    cutter->at += line.size;
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

static void fail_line(struct cutter *cutter, struct cut *cut, struct lets_span line,
                      enum lets_status status, uint64_t column, const char *message)
{
    cut->kind = CUT_ENTRY;
    cut->line = cutter->line;
    cut->offset = cutter->base + cutter->at;
    cut->status = lets__fail_at(&cut->why, status, cutter->line, column, "%s", message);
    lets__excerpt(&cut->why, line, cutter->line);
    cutter->is_lost = true;
}

/* Between entries: what is wrong with a line that is none of blank, comment or the beginning of an
 * entry. */
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

/* Takes a `%YAML` line or a bare `---`, each once, before the first entry. */
static bool take_prologue(struct cutter *cutter, struct lets_span line)
{
    if (cutter->has_entry || cutter->has_start) {
        return false;
    }
    if (lets_span_equal(line, lets_span_of("---\n"))) {
        cutter->has_start = true;
        return true;
    }
    if (text_begins(line, "%YAML 1.") && line.size == 10 &&
        (line.bytes[8] == '1' || line.bytes[8] == '2') && !cutter->has_directive) {
        cutter->has_directive = true;
        return true;
    }
    return false;
}

/* Steps over remarks; *line is then the first line of an entry, or empty at the end. cut->status
 * tells of a malformed line. */
static enum lets_status skip_remarks(struct cutter *cutter, struct lets_span *line, struct cut *cut,
                                     struct lets_error *err)
{
    for (;;) {
        cutter->keep = cutter->at;
        enum lets_status status = fetch_line(cutter, line, err);
        if (status != LETS_OK || line->size == 0 || text_begins(*line, "- ")) {
            if (status == LETS_OK && line->size > 0 && cutter->has_directive &&
                !cutter->has_start) {
                cutter->has_directive = false;
                fail_line(cutter, cut, *line, LETS_BAD_YAML, 1, "a line '---' must follow '%YAML'");
            }
            return status;
        }
        bool is_comment = line->bytes[0] == '#';
        bool is_remark = is_blank_line(*line) || is_comment;
        cutter->remarks += is_remark ? line->size : 0;
        if (is_remark && (cutter->remarks > REMARKS_LONGEST || !has_lf(*line))) {
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
        step(cutter, *line);
    }
}

/* After a malformed line: drops lines up to one that begins an entry or ends a piece; empty at the
 * end. */
static enum lets_status find_way(struct cutter *cutter, struct lets_span *line,
                                 struct lets_error *err)
{
    for (;;) {
        struct lets_hash hash;
        cutter->keep = cutter->at;
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
        cutter->at += line->size;
        cutter->line += cutter->is_inside_line ? 0 : 1;
    }
}

/* ---------------------------------------------------------------- an entry */

/* The line at hand is the hash of a piece: ends it. */
static void end_piece(struct cutter *cutter, struct cut *cut)
{
    cut->kind = CUT_SEAL;
    hash_up_to(cutter, cutter->at);
    struct lets_hash found = seal_finish(cutter->hasher);
    cut->is_intact = memcmp(cut->stated.hex, found.hex, LETS_HASH_SIZE) == 0;
    cut->last_line = cutter->line++;
    cutter->at += SEAL_LINE_SIZE;
    cut->end = cutter->base + cutter->at;
}

/* The entry at hand does not end soon enough: said where it begins, and dropped. */
static void fail_long(struct cutter *cutter, struct cut *cut, struct lets_span line)
{
    cut->kind = CUT_ENTRY;
    cut->status =
        lets__fail_at(&cut->why, LETS_ENTRY_TOO_LONG, cut->line, 0, "an entry is over 64 KiB long");
    struct lets_span first = {.bytes = cutter->window.bytes + cutter->keep};
    first.size = cutter->at - cutter->keep + line.size;
    lets__excerpt(&cut->why, first, cut->line);
    cutter->is_lost = true;
    cutter->is_inside_line = !has_lf(line);
    cutter->at += line.size;
    cutter->line += cutter->is_inside_line ? 0 : 1;
}

/* Whether what was taken of the entry at hand, up to its last line that is not blank, and this line
 * are too much. Blank lines behind an entry stand between two. */
static bool is_too_long(const struct cutter *cutter, struct lets_span line, size_t entry_size)
{
    size_t size = cutter->at + line.size - cutter->keep;
    return is_blank_line(line) ? size - entry_size > REMARKS_LONGEST : size > cutter->longest;
}

/* Cuts the entry that begins with the line at hand. */
static enum lets_status cut_entry(struct cutter *cutter, struct lets_span line, struct cut *cut,
                                  struct lets_error *err)
{
    size_t size = 0;
    uint64_t end_line = cutter->line;
    cut->line = cutter->line;
    cut->offset = cutter->base + cutter->keep;
    cutter->has_entry = true;
    cutter->remarks = 0;
    for (;;) {
        bool is_first = size == 0;
        bool is_more = text_begins(line, "  ");
        bool is_blank = is_blank_line(line);
        if (!is_first && !is_more && !is_blank) {
            break;
        }
        if (!is_first && seal_parse_line(line, &cut->stated)) {
            end_piece(cutter, cut);
            size = cutter->at - cutter->keep;
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
        step(cutter, line);
        if (!is_blank) {
            size = cutter->at - cutter->keep;
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
    struct lets_span bytes = {.bytes = cutter->window.bytes + cutter->keep, .size = size};
    cut->status = text_check_lines(bytes, cut->line, true, &cut->why);
    if (cut->status == LETS_OK && cut->kind == CUT_ENTRY && line.size > 0 &&
        !text_begins(line, "- ") && line.bytes[0] != '#' && !is_blank_line(line)) {
        fail_stray(cutter, cut, line);
    } else if (cut->kind == CUT_ENTRY) {
        cutter->at = cutter->keep + size;
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
        enum lets_status status = find_way(cutter, &line, err);
        if (status == LETS_OK && seal_parse_line(line, &out->stated)) {
            out->line = cutter->line;
            out->offset = cutter->base + cutter->at;
            end_piece(cutter, out);
            out->status = lets__fail_at(&out->why, LETS_BAD_SEAL, out->last_line, 1,
                                        "the seal does not begin with '- seal:'");
            cutter->remarks = 0;
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
        out->offset = cutter->base + cutter->at;
        return LETS_OK;
    }
    out->kind = CUT_ENTRY;
    return cut_entry(cutter, line, out, err);
}

/* ---------------------------------------------------------------- taken by a reader */

struct lets_span cutter_ahead(const struct cutter *cutter, bool *is_all)
{
    bool is_ready = cutter->has_entry && !cutter->is_lost;
    *is_all = cutter->next == cutter->to;
    return is_ready ? text_rest(&cutter->window, cutter->at) : (struct lets_span){0};
}

void cutter_take(struct cutter *cutter, size_t size, uint64_t n_lines,
                 const struct lets_hash *stated, struct cut *out)
{
    struct lets_span bytes = {.bytes = cutter->window.bytes + cutter->at, .size = size};
    assert(size <= cutter->window.size - cutter->at);
    out->kind = CUT_ENTRY;
    out->status = LETS_OK;
    out->bytes = bytes;
    out->line = cutter->line;
    out->offset = cutter->base + cutter->at;
    cutter->keep = cutter->at;
    cutter->remarks = 0;
    if (stated == NULL) {
        cutter->at += size;
        cutter->line += n_lines;
        return;
    }
    out->stated = *stated;
    cutter->at += size - SEAL_LINE_SIZE;
    cutter->line += n_lines - 1;
    end_piece(cutter, out);
}

/* ---------------------------------------------------------------- lent */

struct cutter_place cutter_lend(struct cutter *cutter)
{
    assert(cutter->has_entry && !cutter->is_lost);
    hash_up_to(cutter, cutter->at);
    return (struct cutter_place){
        .store = cutter->store,
        .to = cutter->to,
        .offset = cutter->base + cutter->at,
        .line = cutter->line,
        .hasher = cutter->hasher,
        .read = text_rest(&cutter->window, cutter->at),
    };
}

void cutter_go_on(struct cutter *cutter, uint64_t offset, uint64_t line)
{
    text_clear(&cutter->window);
    cutter->base = offset;
    cutter->next = offset;
    cutter->keep = 0;
    cutter->at = 0;
    cutter->hashed = 0;
    cutter->line = line;
    cutter->remarks = 0;
    cutter->step = STEP_FIRST;
}
