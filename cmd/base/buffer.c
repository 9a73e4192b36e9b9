/* SPDX-License-Identifier: MIT */
/*
 * Growing texts and arrays, and the one place where the program meets the end of memory. Everything
 * that lasts (a commit, a directory, a file of -o) is written by one atomic call of the library, so
 * ending at once leaves nothing half done; that spares every caller a path that no one would ever
 * see. A guard puts the end off to where a status can be returned, in the way of a stream's error:
 * it sticks, and is asked for once.
 */

#include "base/buffer.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/failure.h"

#define NO_MORE_MEMORY "the system gave no more memory"

static const char *lasting_hint;                     /* NULL: nothing lasts yet */
static _Thread_local struct memory_guard *innermost; /* NULL: a failure ends the program */

void memory_note_lasting(const char *hint)
{
    lasting_hint = lasting_hint == NULL ? hint : lasting_hint;
}

_Noreturn void memory_end(void)
{
    fputs("lets: " NO_MORE_MEMORY " [out-of-memory]\n", stderr);
    if (lasting_hint != NULL) {
        fprintf(stderr, "%s\n", lasting_hint);
    }
    exit(lets_status_exit(LETS_OUT_OF_MEMORY));
}

void memory_check(bool is_done)
{
    if (!is_done) {
        memory_end();
    }
}

void *memory_array(size_t n, size_t size)
{
    void *items = calloc(n > 0 ? n : 1, size > 0 ? size : 1);

    if (items == NULL) {
        memory_end();
    }
    return items;
}

/* NULL where there is no room: items and *capacity are as they were. */
static void *grow(void *items, size_t *capacity, size_t needed, size_t size)
{
    size_t wanted = *capacity < SIZE_MAX / 2 ? *capacity * 2 : SIZE_MAX;
    if (wanted < needed) {
        wanted = needed;
    }
    void *grown = wanted <= SIZE_MAX / size ? realloc(items, wanted * size) : NULL;
    if (grown != NULL) {
        *capacity = wanted;
    }
    return grown;
}

void *memory_grow(void *items, size_t *capacity, size_t needed, size_t size)
{
    if (needed <= *capacity) {
        return items;
    }
    void *grown = grow(items, capacity, needed, size);
    memory_check(grown != NULL);
    return grown;
}

char *memory_copy(struct lets_span span)
{
    char *copy = memory_array(span.size + 1, 1);

    if (span.size > 0) {
        memcpy(copy, span.bytes, span.size);
    }
    return copy;
}

void memory_free(void *bytes)
{
    free(bytes);
}

/* ---------------------------------------------------------------- guards */

void memory_guard_begin(struct memory_guard *guard, struct buffer *out)
{
    *guard =
        (struct memory_guard){.outer = innermost, .out = out, .size = out == NULL ? 0 : out->size};
    innermost = guard;
}

enum lets_status memory_guard_end(struct memory_guard *guard, struct lets_error *err)
{
    assert(innermost == guard);
    innermost = guard->outer;
    if (!guard->is_short) {
        return LETS_OK;
    }
    if (guard->outer != NULL) {
        guard->outer->is_short = true;
    }
    if (guard->out != NULL && guard->out->bytes != NULL) {
        guard->out->size = guard->size;
        guard->out->bytes[guard->size] = '\0';
    }
    return failure_set(err, LETS_OUT_OF_MEMORY, NO_MORE_MEMORY);
}

bool memory_is_short(void)
{
    return innermost != NULL && innermost->is_short;
}

bool memory_try_check(bool is_done)
{
    if (is_done) {
        return true;
    }
    if (innermost == NULL) {
        memory_end();
    }
    innermost->is_short = true;
    return false;
}

void *memory_try(size_t n, size_t size)
{
    void *items = memory_is_short() ? NULL : calloc(n > 0 ? n : 1, size > 0 ? size : 1);

    (void)memory_try_check(items != NULL);
    return items;
}

/* ---------------------------------------------------------------- texts */

void buffer_release(struct buffer *buffer)
{
    free(buffer->bytes);
    *buffer = (struct buffer){0};
}

void buffer_clear(struct buffer *buffer)
{
    buffer->size = 0;
    if (buffer->bytes != NULL) {
        buffer->bytes[0] = '\0';
    }
}

/* False under a guard that is short of memory. */
static bool make_room(struct buffer *buffer, size_t size)
{
    bool is_possible = size < SIZE_MAX - buffer->size && !memory_is_short();
    char *grown =
        is_possible ? grow(buffer->bytes, &buffer->capacity, buffer->size + size + 1, 1) : NULL;

    if (grown != NULL) {
        buffer->bytes = grown;
    }
    return memory_try_check(grown != NULL);
}

static bool has_room(struct buffer *buffer, size_t size)
{
    /* Its size is below its capacity, or both are 0. */
    return size < buffer->capacity - buffer->size || make_room(buffer, size);
}

char *buffer_room(struct buffer *buffer, size_t size)
{
    return has_room(buffer, size) ? buffer->bytes + buffer->size : NULL;
}

void buffer_add(struct buffer *buffer, struct lets_span span)
{
    if (!has_room(buffer, span.size)) {
        return;
    }
    if (span.size > 0) {
        memcpy(buffer->bytes + buffer->size, span.bytes, span.size);
    }
    buffer->size += span.size;
    buffer->bytes[buffer->size] = '\0';
}

void buffer_add_string(struct buffer *buffer, const char *string)
{
    buffer_add(buffer, lets_span_of(string));
}

void buffer_add_format(struct buffer *buffer, const char *format, va_list arguments)
{
    enum { USUAL = 120 }; /* bytes: most texts fit, and are made once */
    va_list again;
    va_copy(again, arguments);
    char *at = buffer_room(buffer, USUAL);
    int size = at == NULL ? 0 : vsnprintf(at, USUAL + 1, format, again);
    va_end(again);

    assert(size >= 0);
    if (size > USUAL) {
        at[0] = '\0'; /* in case there is no room */
        at = buffer_room(buffer, (size_t)size);
        size = at == NULL ? 0 : vsnprintf(at, (size_t)size + 1, format, arguments);
    }
    buffer->size += (size_t)size;
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    buffer_add_format(buffer, format, arguments);
    va_end(arguments);
}

struct lets_span buffer_span(const struct buffer *buffer)
{
    return (struct lets_span){.bytes = buffer->bytes, .size = buffer->size};
}

const char *buffer_string(const struct buffer *buffer)
{
    return buffer->bytes == NULL ? "" : buffer->bytes;
}
