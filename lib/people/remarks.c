/* SPDX-License-Identifier: MIT */
/*
 * Goes through YAML that was read already, so nothing in it is malformed: what begins a value, and
 * where it ends, is all that has to be known to tell a remark from a '#' in a value.
 */

#include "people/remarks.h"

#include <string.h>

size_t remarks_break_size(struct lets_span bytes)
{
    static const char *const breaks[] = {"\r\n",     "\n",           "\r",
                                         "\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9"};
    for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++) {
        size_t size = strlen(breaks[i]);
        if (bytes.size >= size && memcmp(bytes.bytes, breaks[i], size) == 0) {
            return size;
        }
    }
    return 0;
}

static void advance(struct remarks *remarks, size_t n)
{
    n = n < remarks->rest.size ? n : remarks->rest.size;
    remarks->rest.bytes += n;
    remarks->rest.size -= n;
    remarks->column += n;
}

static char byte_at(const struct remarks *remarks, size_t i)
{
    return i < remarks->rest.size ? remarks->rest.bytes[i] : '\n';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Whether a value or a key ends before byte i. */
static bool is_apart(const struct remarks *remarks, size_t i)
{
    struct lets_span rest = remarks->rest;
    if (i >= rest.size || is_blank(rest.bytes[i])) {
        return true;
    }
    return remarks_break_size((struct lets_span){rest.bytes + i, rest.size - i}) > 0;
}

static size_t count_spaces(const struct remarks *remarks)
{
    size_t n = 0;
    while (byte_at(remarks, n) == ' ') {
        n++;
    }
    return n;
}

static void skip_line(struct remarks *remarks)
{
    while (remarks->rest.size > 0 && remarks_break_size(remarks->rest) == 0) {
        advance(remarks, 1);
    }
}

/* Behind a break: a value without quotation marks goes on in a line that is deeper than its key. */
static void begin_line(struct remarks *remarks)
{
    advance(remarks, remarks_break_size(remarks->rest));
    remarks->column = 0;
    remarks->is_indented = false;
    remarks->is_behind = false;
    if (remarks->depth == 0 && !is_apart(remarks, count_spaces(remarks))) {
        remarks->is_within = remarks->is_within && count_spaces(remarks) > remarks->key;
    }
}

/* Behind a value in quotation marks, which may take several lines. */
static void skip_quoted(struct remarks *remarks)
{
    char quote = byte_at(remarks, 0);
    advance(remarks, 1);
    while (remarks->rest.size > 0 && byte_at(remarks, 0) != quote) {
        advance(remarks, quote == '"' && byte_at(remarks, 0) == '\\' ? 2 : 1);
        if (quote == '\'' && byte_at(remarks, 0) == quote && byte_at(remarks, 1) == quote) {
            advance(remarks, 2);
        }
    }
    advance(remarks, 1);
    remarks->is_behind = true;
}

/* Behind the lines of a | or >, from the end of the line in which that stands: as deep as the
 * first, or as is said there. */
static void skip_block(struct remarks *remarks, size_t deep)
{
    while (remarks->rest.size > 0) {
        struct remarks line = *remarks;
        begin_line(&line);
        size_t n = count_spaces(&line);
        struct lets_span behind = {line.rest.bytes + n, line.rest.size - n};
        bool is_empty = behind.size == 0 || remarks_break_size(behind) > 0;
        deep = deep == 0 && !is_empty && n > remarks->key ? n : deep;
        if (!is_empty && (deep == 0 || n < deep)) {
            return;
        }
        *remarks = line;
        skip_line(remarks);
    }
}

static bool take_remark(struct remarks *remarks, struct lets_span *out)
{
    out->bytes = remarks->rest.bytes;
    skip_line(remarks);
    out->size = (size_t)(remarks->rest.bytes - out->bytes);
    return true;
}

/* A | or > and what stands in its line; true with the remark there. */
static bool take_block(struct remarks *remarks, struct lets_span *out)
{
    size_t deep = 0;
    bool has_remark = false;
    while (!has_remark && remarks->rest.size > 0 && remarks_break_size(remarks->rest) == 0) {
        char c = byte_at(remarks, 0);
        deep = c >= '1' && c <= '9' ? remarks->key + (size_t)(c - '0') : deep;
        has_remark = c == '#' && take_remark(remarks, out);
        if (!has_remark) {
            advance(remarks, 1);
        }
    }
    skip_block(remarks, deep);
    return has_remark;
}

/* One byte of anything but a remark, quotation marks and a block. */
static void step(struct remarks *remarks)
{
    char c = byte_at(remarks, 0);
    bool is_fresh = !remarks->is_within && !remarks->is_behind;
    bool ends_key =
        c == ':' && (is_apart(remarks, 1) || (remarks->is_behind && remarks->depth > 0));
    if (ends_key || (c == ',' && remarks->depth > 0)) {
        remarks->is_within = false;
        remarks->is_behind = false;
    } else if ((c == '{' || c == '[') && (is_fresh || remarks->depth > 0)) {
        remarks->depth++;
        remarks->is_within = false;
    } else if ((c == '}' || c == ']') && remarks->depth > 0) {
        remarks->depth--;
        remarks->is_within = false;
        remarks->is_behind = true;
    } else if (is_fresh && !((c == '-' || c == '?') && is_apart(remarks, 1))) {
        remarks->is_within = true;
    }
    advance(remarks, 1);
}

bool remarks_next(struct remarks *remarks, struct lets_span *out)
{
    bool is_apart_here = remarks->column == 0;
    while (remarks->rest.size > 0) {
        char c = byte_at(remarks, 0);
        bool is_fresh = !remarks->is_within && !remarks->is_behind;
        bool is_mark = (c == '-' || c == '?') && is_apart(remarks, 1);
        if (remarks_break_size(remarks->rest) > 0) {
            begin_line(remarks);
            is_apart_here = true;
            continue;
        }
        if (is_blank(c)) {
            advance(remarks, 1);
            is_apart_here = true;
            continue;
        }
        if (c == '#' && is_apart_here) {
            return take_remark(remarks, out);
        }
        is_apart_here = false;
        if (is_fresh && !remarks->is_indented && !is_mark && remarks->depth == 0) {
            remarks->is_indented = true;
            remarks->key = remarks->column;
        }
        if (is_fresh && (c == '"' || c == '\'')) {
            skip_quoted(remarks);
        } else if (is_fresh && (c == '|' || c == '>') && remarks->depth == 0) {
            if (take_block(remarks, out)) {
                return true;
            }
        } else {
            step(remarks);
        }
    }
    return false;
}
