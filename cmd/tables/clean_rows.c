/* SPDX-License-Identifier: MIT */
/*
 * Rows without what nobody sees. Nearly every row is handed on as it is; one that holds such a
 * character is made anew, whole, so that what is refused of it is kept as it was judged.
 */

#include "tables/clean_rows.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/harmless.h"
#include "session/talk.h"

/* The length of the character at the start of a text: there is one, for lets_csv lets no text pass
 * that is not UTF-8. */
static size_t step(struct lets_span text, uint32_t *code)
{
    size_t size = harmless_decode(text, code);

    assert(size > 0);
    return size;
}

static bool is_seen(char c)
{
    return c > ' ' && c <= '~';
}

/* The first blank at the ends of a text that is no space; 0: none. */
static uint32_t odd_blank(struct lets_span text)
{
    if (text.size == 0 || (is_seen(text.bytes[0]) && is_seen(text.bytes[text.size - 1]))) {
        return 0; /* as nearly every one */
    }
    struct lets_span seen = lets_text_trim(text);
    uint32_t code = 0;

    for (size_t at = 0; at < text.size;) {
        if (text.bytes + at == seen.bytes) {
            at += seen.size;
            continue;
        }
        at += step((struct lets_span){text.bytes + at, text.size - at}, &code);
        if (code != ' ') {
            return code;
        }
    }
    return 0;
}

/* Adds text without what nobody sees, blanks at its ends among that, and spaces that stood behind
 * such a character; how many bytes were added. The first such character into *code, if it is 0. */
static size_t add_clean(struct buffer *out, struct lets_span text, uint32_t *code)
{
    struct buffer seen = {0};

    for (size_t at = 0; at < text.size;) {
        struct lets_span rest = {.bytes = text.bytes + at, .size = text.size - at};
        uint32_t here = 0;
        size_t size = lets_text_invisible(rest, &here);
        buffer_add(&seen, (struct lets_span){.bytes = rest.bytes, .size = size});
        at += size;
        if (at < text.size) {
            *code = *code == 0 ? here : *code;
            at += step((struct lets_span){rest.bytes + size, rest.size - size}, &here);
        }
    }
    struct lets_span clean = {.bytes = buffer_string(&seen), .size = seen.size};
    uint32_t blank = odd_blank(clean);
    if (clean.size < text.size || blank != 0) {
        *code = *code == 0 ? blank : *code;
        clean = lets_text_trim(clean);
    }
    buffer_add(out, clean);
    buffer_release(&seen);
    return clean.size;
}

static bool is_clean(const struct lets_csv_row *row)
{
    uint32_t code = 0;

    for (size_t i = 0; i < row->n_all; i++) {
        if (lets_text_invisible(row->all[i], &code) < row->all[i].size ||
            odd_blank(row->all[i]) != 0) {
            return false;
        }
    }
    return true;
}

/* Makes the cells anew. A wanted one is the end of one that stands in the file, before which may
 * have stood an apostrophe. */
static void make_clean(struct clean_rows *clean, const struct lets_csv_row *row, size_t n_columns)
{
    uint32_t code = 0;

    memory_free(clean->all);
    memory_free(clean->cells);
    clean->all = memory_array(row->n_all, sizeof *clean->all);
    clean->cells = memory_array(n_columns, sizeof *clean->cells);
    buffer_clear(&clean->bytes);
    for (size_t i = 0; i < row->n_all; i++) {
        clean->all[i].size = add_clean(&clean->bytes, row->all[i], &code);
    }
    const char *at = buffer_string(&clean->bytes);
    for (size_t i = 0; i < row->n_all; i++) {
        struct lets_span cell = row->all[i];
        clean->all[i].bytes = at;
        at += clean->all[i].size;
        for (size_t wanted = 0; wanted < n_columns; wanted++) {
            struct lets_span part = row->cells[wanted];
            if (part.size > 0 && cell.size > 0 && part.bytes >= cell.bytes &&
                part.bytes + part.size == cell.bytes + cell.size) {
                size_t before = part.size < cell.size && clean->all[i].size > 0 ? 1 : 0;
                clean->cells[wanted] = (struct lets_span){.bytes = clean->all[i].bytes + before,
                                                          .size = clean->all[i].size - before};
            }
        }
    }
    if (clean->n_rows++ == 0) {
        clean->first_row = row->row;
        clean->first_code = code;
    }
}

enum lets_status clean_rows_next(struct clean_rows *clean, struct lets_csv *csv, size_t n_columns,
                                 const struct lets_csv_row **row, struct lets_error *err)
{
    enum lets_status status = lets_csv_next(csv, row, err);

    if (status != LETS_OK || *row == NULL || (*row)->fault != NULL || is_clean(*row)) {
        return status;
    }
    make_clean(clean, *row, n_columns);
    clean->row = **row;
    clean->row.cells = clean->cells;
    clean->row.all = clean->all;
    *row = &clean->row;
    return LETS_OK;
}

void clean_rows_tell(const struct clean_rows *clean, const struct session *session,
                     const char *name)
{
    if (clean->n_rows > 0) {
        session_warn(
            session,
            "%s: characters that nobody sees were taken out of %zu row%s, first U+%04" PRIX32
            " of row %" PRIu64,
            name, clean->n_rows, clean->n_rows == 1 ? "" : "s", clean->first_code,
            clean->first_row);
    }
}

void clean_rows_release(struct clean_rows *clean)
{
    buffer_release(&clean->bytes);
    memory_free(clean->all);
    memory_free(clean->cells);
    *clean = (struct clean_rows){0};
}
