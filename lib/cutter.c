/* SPDX-License-Identifier: MIT */
/*
 * The line rules (journal.md, Lines). Bytes pass through one window, read in large chunks; they are
 * hashed as late as possible, so in long runs. The window keeps the entry at hand and nothing else,
 * and an entry has a longest size, so hostile input cannot make it grow. After a malformed line the
 * cutter is lost: it drops lines up to the next that begins an entry or ends a piece.
 */

#include "cutter.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

enum { CHUNK = 256 * 1024, REMARKS_LONGEST = 64 * 1024, CLOSE_BYTES_AN_ACCOUNT = 256 };

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

void cutter_set_longest(struct cutter *cutter, size_t size)
{
    cutter->longest = size;
}

/* ---------------------------------------------------------------- the window */

static void hash_up_to(struct cutter *cutter, size_t end)
{
    if (end > cutter->hashed) {
        seal_update(cutter->hasher,
                    (struct lets_span){.bytes = cutter->window.bytes + cutter->hashed,
                                       .size = end - cutter->hashed});
        cutter->hashed = end;
    }
}

/* Drops what is before the entry at hand and reads on. */
static enum lets_status refill(struct cutter *cutter, struct lets_error *err)
{
    struct text *window = &cutter->window;
    size_t keep = cutter->keep;
    hash_up_to(cutter, keep);
    if (keep > 0) {
        memmove(window->bytes, window->bytes + keep, window->size - keep);
        window->size -= keep;
        cutter->base += keep;
        cutter->at -= keep;
        cutter->hashed -= keep;
        cutter->keep = 0;
    }
    uint64_t left = cutter->to - cutter->next;
    size_t size = left < CHUNK ? (size_t)left : CHUNK;
    enum lets_status status = text_reserve(window, size, err);
    if (status == LETS_OK) {
        status = store_read(cutter->store, cutter->next, window->bytes + window->size, size, err);
    }
    if (status == LETS_OK) {
        window->size += size;
        cutter->next += size;
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
        if (cutter->next == cutter->to || cutter->window.size - cutter->keep > cutter->longest) {
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

static bool begins(struct lets_span line, const char *with)
{
    size_t size = strlen(with);
    return line.size >= size && memcmp(line.bytes, with, size) == 0;
}

bool cutter_is_blank(struct lets_span line)
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

/* Finds the first bad character in whole lines of which the first has that number; TABs pass if
 * may_tab. */
static enum lets_status check_characters(struct lets_span bytes, uint64_t line, bool may_tab,
                                         struct lets_error *err)
{
    size_t bad = text_first_bad(bytes);
    const char *tab = may_tab ? NULL : memchr(bytes.bytes, '\t', bad);
    if (tab != NULL) {
        bad = (size_t)(tab - bytes.bytes);
    }
    if (bad == bytes.size) {
        return LETS_OK;
    }
    size_t start = 0;
    for (size_t i = 0; i < bad; i++) {
        if (bytes.bytes[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    struct lets_span before = {.bytes = bytes.bytes + start, .size = bad - start};
    uint64_t column = text_count(before, before.size) + 1;
    uint32_t code = 0;
    struct lets_span rest = {.bytes = bytes.bytes + bad, .size = bytes.size - bad};
    enum lets_status status = LETS_OK;
    if (text_decode(rest, &code) == 0) {
        status =
            lets__fail_at(err, LETS_BAD_UTF8, line, column, "the byte 0x%02X is not UTF-8 here",
                          (unsigned)(unsigned char)bytes.bytes[bad]);
    } else {
        status = lets__fail_at(err, LETS_BAD_CHARACTER, line, column,
                               "the character U+%04" PRIX32 " may not stand here", code);
    }
    struct lets_span shown = {.bytes = bytes.bytes + start, .size = bytes.size - start};
    lets__excerpt(err, shown, line);
    return status;
}

/* Between entries: what is wrong with a line that is none of blank, comment or the beginning of an
 * entry. */
static void fail_stray(struct cutter *cutter, struct cut *cut, struct lets_span line)
{
    if (check_characters(line, cutter->line, false, &cut->why) != LETS_OK) {
        cut->kind = CUT_ENTRY;
        cut->status = cut->why.status;
        cut->line = cutter->line;
        cutter->is_lost = true;
    } else if (begins(line, "...") || begins(line, "---")) {
        fail_line(cutter, cut, line, LETS_YAML_FEATURE, 1, "a journal is one YAML document");
    } else if (begins(line, "%")) {
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
    if (begins(line, "%YAML 1.") && line.size == 10 &&
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
        if (status != LETS_OK || line->size == 0 || begins(*line, "- ")) {
            if (status == LETS_OK && line->size > 0 && cutter->has_directive &&
                !cutter->has_start) {
                cutter->has_directive = false;
                fail_line(cutter, cut, *line, LETS_BAD_YAML, 1, "a line '---' must follow '%YAML'");
            }
            return status;
        }
        bool is_comment = line->bytes[0] == '#';
        bool is_remark = cutter_is_blank(*line) || is_comment;
        cutter->remarks += is_remark ? line->size : 0;
        if (is_remark && (cutter->remarks > REMARKS_LONGEST || !has_lf(*line))) {
            fail_line(cutter, cut, *line, LETS_ENTRY_TOO_LONG, 0,
                      "over 64 KiB of remarks stand here");
            return LETS_OK;
        }
        if (is_remark && check_characters(*line, cutter->line, is_comment, &cut->why) != LETS_OK) {
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
        if (is_start && (begins(*line, "- ") || seal_parse_line(*line, &hash))) {
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
static void end_piece(struct cutter *cutter, struct cut *cut, struct lets_span line)
{
    cut->kind = CUT_SEAL;
    hash_up_to(cutter, cutter->at);
    cut->found = seal_finish(cutter->hasher);
    cut->last_line = cutter->line;
    step(cutter, line);
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

/* Cuts the entry that begins with the line at hand. */
static enum lets_status cut_entry(struct cutter *cutter, struct lets_span line, struct cut *cut,
                                  struct lets_error *err)
{
    size_t size = 0;
    cut->line = cutter->line;
    cut->offset = cutter->base + cutter->keep;
    cutter->has_entry = true;
    cutter->remarks = 0;
    for (;;) {
        bool is_first = size == 0;
        bool is_more = begins(line, "  ");
        bool is_blank = cutter_is_blank(line);
        if (!is_first && !is_more && !is_blank) {
            break;
        }
        if (!is_first && seal_parse_line(line, &cut->stated)) {
            end_piece(cutter, cut, line);
            size = cutter->at - cutter->keep;
            break;
        }
        if (!is_first && seal_claims_line(line)) {
            fail_line(cutter, cut, line, LETS_BAD_SEAL, 1,
                      "a line that begins with 'sha256:' must be "
                      "'  sha256: ' and 64 digits 0-9 and a-f");
            return LETS_OK;
        }
        if (cutter->at + line.size - cutter->keep > cutter->longest) {
            fail_long(cutter, cut, line);
            return LETS_OK;
        }
        step(cutter, line);
        size = is_blank ? size : cutter->at - cutter->keep;
        enum lets_status status = fetch_line(cutter, &line, err);
        if (status != LETS_OK) {
            return status;
        }
        if (line.size == 0) {
            break;
        }
    }
    struct lets_span bytes = {.bytes = cutter->window.bytes + cutter->keep, .size = size};
    cut->status = check_characters(bytes, cut->line, true, &cut->why);
    if (cut->status == LETS_OK && cut->kind == CUT_ENTRY && line.size > 0 && !begins(line, "- ") &&
        line.bytes[0] != '#') {
        fail_stray(cutter, cut, line);
    }
    cut->bytes = cut->status == LETS_OK ? bytes : (struct lets_span){0};
    return LETS_OK;
}

enum lets_status cutter_next(struct cutter *cutter, struct cut *out, struct lets_error *err)
{
    struct lets_span line = {0};
    memset(out, 0, sizeof *out);
    if (cutter->is_lost) {
        enum lets_status status = find_way(cutter, &line, err);
        if (status == LETS_OK && seal_parse_line(line, &out->stated)) {
            out->line = cutter->line;
            out->offset = cutter->base + cutter->at;
            end_piece(cutter, out, line);
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
