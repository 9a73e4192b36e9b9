/* SPDX-License-Identifier: MIT */
#ifndef BUFFER_H
#define BUFFER_H

/*
 * Memory for the program: growing texts, and arrays. Where the system gives no more, the program
 * says so and ends with exit status 4: the only lasting things it does are single atomic calls of
 * the library, so nothing is left half done, and no command needs a path for it. What is made
 * under a guard, such as a page, fails alone.
 */

#include <stdarg.h>

#include <lets.h>

/* An owned, growing text; bytes is NULL or ended by a NUL that size does not count. {0} is empty.
 */
struct buffer {
    char *bytes;
    size_t size;
    size_t capacity;
};

void buffer_release(struct buffer *buffer);
void buffer_clear(struct buffer *buffer);
void buffer_add(struct buffer *buffer, struct lets_span span);
void buffer_add_string(struct buffer *buffer, const char *string);
void buffer_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void buffer_add_format(struct buffer *buffer, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* Where up to `size` bytes more, and a NUL, can be written: they count once buffer->size does. NULL
 * under a guard that is short of memory. */
char *buffer_room(struct buffer *buffer, size_t size);

/* The content, borrowed until the buffer changes. */
struct lets_span buffer_span(const struct buffer *buffer);
const char *buffer_string(const struct buffer *buffer);

/* The two arguments of "%.*s" for a span. */
#define SHOW(span) (int)(span).size, ((span).bytes == NULL ? "" : (span).bytes)

/* Ends the program because there is no memory left: exit status 4. */
_Noreturn void memory_end(void);

/* memory_end, unless a library got what it needed. */
void memory_check(bool is_done);

/* From here on the end of memory loses only an answer: memory_end says so, by one of the two that
 * follow; the first that is noted stands. */
void memory_note_lasting(const char *hint);

/* What a failure is told with after the commit, and after a file was written. */
#define ONLY_ANSWER_LOST "only the answer is lost: see 'lets log --last 2'"
#define ONLY_ANSWER_LOST_OF_FILE "only the answer is lost: the file is whole"

/* n zeroed items of `size` bytes; never NULL. */
void *memory_array(size_t n, size_t size);

/* Gives an array room for `needed` items, doubling *capacity as it must; new ones hold anything. */
#define memory_make_room(items, capacity, needed)                                                  \
    ((void)((items) = memory_grow((items), (capacity), (needed), sizeof *(items))))

/* What memory_make_room makes it with: the array, at its new place. */
void *memory_grow(void *items, size_t *capacity, size_t needed, size_t size);

/* A copy of span with a NUL behind it. */
char *memory_copy(struct lets_span span);

void memory_free(void *bytes);

/* ---- going on without memory */

/*
 * From memory_guard_begin to memory_guard_end an allocation that fails does not end the program: it
 * is noted, and so fails everything that was made meanwhile. Until then buffers that cannot grow
 * stay as they are, and memory_try gives NULL, so that what is being made runs to its end, and
 * releases what it has, without asking after each step. Guards nest, each thread has its own, and
 * what an inner one noted fails the outer one too.
 *
 *   struct memory_guard guard;
 *   memory_guard_begin(&guard, out);
 *   buffer_format(out, ..);
 *   return memory_guard_end(&guard, err);
 */
struct memory_guard {
    struct memory_guard *outer;
    struct buffer *out;
    size_t size; /* of out, before */
    bool is_short;
};

/* out: what is added to, which a failure leaves as it was; or NULL. */
void memory_guard_begin(struct memory_guard *guard, struct buffer *out);

/* LETS_OUT_OF_MEMORY where an allocation failed. */
enum lets_status memory_guard_end(struct memory_guard *guard, struct lets_error *err);

/* Whether one has failed under the guard at hand: what is being made is to be thrown away. */
bool memory_is_short(void);

/* memory_array, and memory_check, for what goes on under a guard: NULL, and false, only there. */
void *memory_try(size_t n, size_t size);
bool memory_try_check(bool is_done);

#endif
