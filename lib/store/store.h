/* SPDX-License-Identifier: MIT */
#ifndef LETS_STORE_H
#define LETS_STORE_H

/*
 * Where a journal's bytes are: lock, read from an offset, append and sync. Nothing of YAML in it; a
 * shared store can stand behind the same functions.
 */

#include "base/error.h"

struct store;

/* See lets_journal_open. LETS_CREATE: nothing is there until store_append. */
enum lets_status store_open(const char *path, enum lets_access access, unsigned wait_ms,
                            struct store **out, struct lets_error *err);

/* Bytes in memory, copied; for reading only. LETS_OUT_OF_MEMORY. */
enum lets_status store_parse(const void *bytes, size_t size, struct store **out,
                             struct lets_error *err);

/* The same borrowed: they must outlive it. */
enum lets_status store_lend(struct lets_span bytes, struct store **out, struct lets_error *err);
void store_close(struct store *store);

/* How it was opened. */
enum lets_access store_access(const struct store *store);

/* The size now. LETS_INPUT_OUTPUT. */
enum lets_status store_measure(struct store *store, uint64_t *size, struct lets_error *err);

/* Reads `size` bytes from an offset. LETS_INPUT_OUTPUT, also where there are fewer. */
enum lets_status store_read(struct store *store, uint64_t offset, char *out, size_t size,
                            struct lets_error *err);

/* The bytes [at, end) of a store, chunk by chunk. */
struct store_walk {
    struct store *store;
    uint64_t at;
    uint64_t end;
    char chunk[64 * 1024];
};

/* The next bytes into *out, borrowed until the next call; empty at the end. LETS_INPUT_OUTPUT. */
enum lets_status store_walk_next(struct store_walk *walk, struct lets_span *out,
                                 struct lets_error *err);

/* Whether another program holds the lock at this moment: a reader then takes unsealed bytes at the
 * end for a commit that is being written. */
bool store_is_being_written(struct store *store);

/* Whether another file stands in its place since it was opened. */
bool store_is_replaced(const struct store *store);

/*
 * Writes bytes behind `size`, which must be the size still, with one write and one data sync, and
 * reads them back. Failed, the file is cut back to that size; where even that fails, the message
 * says so. Needs LETS_WRITE or LETS_CREATE. LETS_DISK_FULL, LETS_INPUT_OUTPUT,
 * LETS_JOURNAL_REPLACED, LETS_FILE_EXISTS.
 */
enum lets_status store_append(struct store *store, uint64_t size, struct lets_span bytes,
                              struct lets_error *err);

/* Copies the bytes from `offset` to the end, synced, to a new file PATH.tail-N, whose name goes to
 * saved. */
enum lets_status store_save_tail(struct store *store, uint64_t offset, char *saved,
                                 size_t saved_size, struct lets_error *err);

/* Makes the file shorter, synced. */
enum lets_status store_cut(struct store *store, uint64_t size, struct lets_error *err);

/* Moves the whole file aside, to a new name PATH.tail-N. */
enum lets_status store_move_aside(struct store *store, char *saved, size_t saved_size,
                                  struct lets_error *err);

/* Puts other bytes in the place of the whole file, atomically, after it was saved as PATH.tail-N.
 */
enum lets_status store_replace(struct store *store, struct lets_span bytes, char *saved,
                               size_t saved_size, struct lets_error *err);

#endif
