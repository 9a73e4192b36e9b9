/* SPDX-License-Identifier: MIT */
/*
 * Rows as text. A row that is changed is gone through line by line where each of its lines is one
 * key and one value, as this program writes them, so that a remark behind a value stays behind it;
 * a row in any other spelling is written anew, with its remarks, wherever they stood, above it.
 */

#include "people/row_text.h"

#include <assert.h>
#include <string.h>

#include "entries/entry_writer.h"
#include "people/remarks.h"

enum { FIELDS_MAX = 32, INDENT = 2 };

/* ---------------------------------------------------------------- lines */

/* The first line of bytes, with its LF, if it has one. */
static struct lets_span first_line(struct lets_span bytes)
{
    const char *end = bytes.size == 0 ? NULL : memchr(bytes.bytes, '\n', bytes.size);
    if (end != NULL) {
        bytes.size = (size_t)(end - bytes.bytes) + 1;
    }
    return bytes;
}

static struct lets_span without(struct lets_span bytes, size_t n)
{
    assert(n <= bytes.size);
    return (struct lets_span){.bytes = bytes.bytes + n, .size = bytes.size - n};
}

static size_t count_blanks(struct lets_span text)
{
    size_t n = 0;
    while (n < text.size && strchr(" \t\r\n", text.bytes[n]) != NULL) {
        n++;
    }
    return n;
}

static bool is_blank(struct lets_span line)
{
    return count_blanks(line) == line.size;
}

/* Whether a line says nothing: a remark, or blank. */
static bool is_silent(struct lets_span line)
{
    size_t n = count_blanks(line);
    return n == line.size || line.bytes[n] == '#';
}

static enum lets_status add_line(struct text *out, struct lets_span line, struct lets_error *err)
{
    enum lets_status status = text_add(out, line, err);
    bool is_ended = line.size > 0 && line.bytes[line.size - 1] == '\n';
    return status == LETS_OK && !is_ended ? text_add_string(out, "\n", err) : status;
}

/* ---------------------------------------------------------------- cutting */

/* Cuts what stands between the beginnings of two rows: the lines of the first, and what stands
 * above the second. Indented remarks belong to the row that they are in. */
static size_t find_gap(struct lets_span bytes)
{
    size_t gap = 0;
    for (size_t at = 0; at < bytes.size;) {
        struct lets_span line = first_line(without(bytes, at));
        at += line.size;
        if (!is_blank(line) && line.bytes[0] != '#') {
            gap = at;
        }
    }
    return gap;
}

/* Where, of what stands above a row, the remarks begin that are right above it. */
static size_t find_above(struct lets_span gap)
{
    size_t above = 0;
    for (size_t at = 0; at < gap.size;) {
        struct lets_span line = first_line(without(gap, at));
        at += line.size;
        if (line.bytes[0] != '#') {
            above = at;
        }
    }
    return above;
}

bool row_text_cut(struct lets_span bytes, const uint64_t *first_lines, size_t n_rows,
                  struct row_text *rows, struct row_remarks *remarks)
{
    struct lets_span rest = bytes;
    uint64_t line = 1;
    for (size_t i = 0; i <= n_rows; i++) {
        /* What stands up to the beginning of row i: of the first nothing but its gap. */
        size_t size = 0;
        while (i < n_rows && line < first_lines[i] && size < rest.size) {
            size += first_line(without(rest, size)).size;
            line++;
        }
        size = i < n_rows ? size : rest.size;
        struct lets_span begun = without(rest, size);
        if (i < n_rows && (begun.size < INDENT || memcmp(begun.bytes, "- ", INDENT) != 0)) {
            return false;
        }
        struct lets_span before = {.bytes = rest.bytes, .size = size};
        size_t n_lines = i == 0 ? 0 : find_gap(before);
        struct lets_span gap = without(before, n_lines);
        size_t n_loose = i < n_rows ? find_above(gap) : gap.size;
        if (i > 0) {
            rows[i - 1].lines = (struct lets_span){.bytes = before.bytes, .size = n_lines};
        }
        if (i < n_rows) {
            rows[i].above = without(gap, n_loose);
        }
        remarks[i] = (struct row_remarks){
            .text = {.bytes = gap.bytes, .size = n_loose},
            .row = i,
        };
        rest = begun;
    }
    return true;
}

/* ---------------------------------------------------------------- one line of a row */

struct row_line {
    struct lets_span key;
    struct lets_span tail; /* the remark behind the value, with the blanks before it; or empty */
};

/* The end of a value that begins at text; false where it does not end in this line. */
static bool find_end(struct lets_span text, size_t *end)
{
    char quote = text.bytes[0];
    if (strchr("|>&*!{[%@`", quote) != NULL) {
        return false;
    }
    if (quote != '"' && quote != '\'') {
        size_t n = 0;
        while (n < text.size &&
               !(text.bytes[n] == '#' && n > 0 && strchr(" \t", text.bytes[n - 1]) != NULL)) {
            n++;
        }
        *end = n;
        return true;
    }
    for (size_t n = 1; n < text.size; n++) {
        bool is_next_quote = n + 1 < text.size && text.bytes[n + 1] == quote;
        if (quote == '"' && text.bytes[n] == '\\') {
            n++;
        } else if (text.bytes[n] == quote && quote == '\'' && is_next_quote) {
            n++;
        } else if (text.bytes[n] == quote) {
            *end = n + 1;
            return true;
        }
    }
    return false;
}

/* Reads "- key: value" or "  key: value", with or without a remark behind it. */
static bool read_line(struct lets_span line, bool is_first, struct row_line *out)
{
    size_t end = 0;
    if (line.size < INDENT || memcmp(line.bytes, is_first ? "- " : "  ", INDENT) != 0) {
        return false;
    }
    struct lets_span rest = without(line, INDENT);
    size_t n = 0;
    while (n < rest.size &&
           ((rest.bytes[n] >= 'a' && rest.bytes[n] <= 'z') || rest.bytes[n] == '-')) {
        n++;
    }
    if (n == 0 || n + 2 > rest.size || rest.bytes[n] != ':' || rest.bytes[n + 1] != ' ') {
        return false;
    }
    out->key = (struct lets_span){.bytes = rest.bytes, .size = n};
    rest = without(rest, n + 1);
    rest = without(rest, count_blanks(rest));
    if (rest.size == 0 || !find_end(rest, &end)) {
        return false;
    }
    struct lets_span behind = without(rest, end);
    size_t n_blanks = count_blanks(behind);
    if (n_blanks < behind.size && behind.bytes[n_blanks] != '#') {
        return false;
    }
    out->tail = (struct lets_span){.bytes = behind.bytes, .size = 0};
    if (n_blanks < behind.size) {
        /* A plain value ends where its remark begins: the blanks before are part of neither. */
        while (out->tail.bytes > rest.bytes && strchr(" \t", out->tail.bytes[-1]) != NULL) {
            out->tail.bytes--;
        }
        out->tail.size = (size_t)(line.bytes + line.size - out->tail.bytes);
    }
    return true;
}

/* Whether every line break is one that ends a line here too. */
static bool has_plain_breaks(struct lets_span lines)
{
    for (size_t at = 0; at < lines.size; at++) {
        size_t size = remarks_break_size(without(lines, at));
        if (size > 0 && lines.bytes[at + size - 1] != '\n') {
            return false;
        }
    }
    return true;
}

static bool is_plain(struct lets_span lines)
{
    bool is_first = true;
    if (!has_plain_breaks(lines)) {
        return false;
    }
    while (lines.size > 0) {
        struct lets_span line = first_line(lines);
        struct row_line unused;
        if (!is_silent(line) && !read_line(line, is_first, &unused)) {
            return false;
        }
        is_first = is_first && is_silent(line);
        lines = without(lines, line.size);
    }
    return true;
}

/* ---------------------------------------------------------------- writing */

/* A row on its way out: which of its fields stand there already. */
struct writer {
    struct text *out;
    const struct row_field *fields;
    size_t n_fields;
    bool is_written[FIELDS_MAX];
    bool is_begun;
};

static enum lets_status write_field(struct writer *writer, size_t i, struct lets_span tail,
                                    struct lets_error *err)
{
    const struct row_field *field = &writer->fields[i];
    enum lets_status status =
        text_add_format(writer->out, err, "%s%s: ", writer->is_begun ? "  " : "- ", field->key);
    if (status == LETS_OK) {
        status = scalar_write(writer->out, field->value, err);
    }
    writer->is_written[i] = true;
    writer->is_begun = true;
    return status == LETS_OK ? add_line(writer->out, tail, err) : status;
}

/* A line of the row: the same key with what it says now, or, where it says nothing any more, the
 * remark that stood behind it. */
static enum lets_status rewrite_line(struct writer *writer, const struct row_line *line,
                                     struct lets_error *err)
{
    for (size_t i = 0; i < writer->n_fields; i++) {
        const struct row_field *field = &writer->fields[i];
        if (lets_span_equal(line->key, lets_span_of(field->key)) && field->value.size > 0) {
            return write_field(writer, i, line->tail, err);
        }
    }
    if (line->tail.size == 0) {
        return LETS_OK;
    }
    enum lets_status status = text_add_string(writer->out, "  ", err);
    struct lets_span remark = without(line->tail, count_blanks(line->tail));
    return status == LETS_OK ? add_line(writer->out, remark, err) : status;
}

static enum lets_status rewrite(struct writer *writer, struct lets_span lines,
                                struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    for (bool is_first = true; lines.size > 0 && status == LETS_OK;) {
        struct lets_span line = first_line(lines);
        struct row_line read;
        if (is_silent(line)) {
            status = add_line(writer->out, line, err);
        } else {
            (void)read_line(line, is_first, &read);
            status = rewrite_line(writer, &read, err);
            is_first = false;
        }
        lines = without(lines, line.size);
    }
    return status;
}

enum lets_status row_text_write_remarks(struct text *out, struct lets_span bytes,
                                        struct lets_error *err)
{
    struct remarks remarks = {.rest = bytes};
    struct lets_span remark = {0};
    enum lets_status status = LETS_OK;
    while (status == LETS_OK && remarks_next(&remarks, &remark)) {
        status = add_line(out, remark, err);
    }
    return status;
}

enum lets_status row_text_write(struct text *out, const struct row_text *row,
                                const struct row_field *fields, size_t n_fields,
                                struct lets_error *err)
{
    struct writer writer = {.out = out, .fields = fields, .n_fields = n_fields};
    enum lets_status status = text_add(out, row->above, err);
    assert(n_fields <= FIELDS_MAX);
    if (status == LETS_OK && row->lines.size > 0 && !row->is_changed) {
        return add_line(out, row->lines, err);
    }
    if (status == LETS_OK) {
        status = is_plain(row->lines) ? rewrite(&writer, row->lines, err)
                                      : row_text_write_remarks(out, row->lines, err);
    }
    for (size_t i = 0; status == LETS_OK && i < n_fields; i++) {
        if (!writer.is_written[i] && fields[i].value.size > 0) {
            status = write_field(&writer, i, (struct lets_span){.bytes = "", .size = 0}, err);
        }
    }
    return status;
}
