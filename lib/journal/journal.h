/* SPDX-License-Identifier: MIT */
#ifndef LETS_JOURNAL_H
#define LETS_JOURNAL_H

/* What is behind struct lets_journal, shared by replay, commits and recovery. */

#include "entries/yaml_reader.h"
#include "pieces/cutter.h"
#include "store/store.h"

/* The entry that was read back last, see lets_journal_entry. */
struct read_back {
    struct text bytes;
    struct yaml_reader *reader; /* owned; NULL until one is needed */
    struct lets_entry entry;
};

struct lets_journal {
    struct store *store;
    uint64_t size;         /* of the file, when the last replay began */
    uint64_t sealed;       /* where the last good seal ends (G in journal.md); 0: there is none */
    uint64_t next_line;    /* the number of the line behind it */
    struct lets_hash head; /* of that seal; empty where the last replay failed */
    struct lets_tail tail;
    struct read_back read_back;
};

/* The end of the last line, up to the offset `behind`, that is spelt as only a seal's is; 0: there
 * is none. */
enum lets_status journal_find_seal(struct lets_journal *journal, uint64_t behind, uint64_t *end,
                                   struct lets_error *err);

/* Hashes the bytes [from, to). */
enum lets_status journal_hash(struct lets_journal *journal, uint64_t from, uint64_t to,
                              struct seal_hasher *hasher, struct lets_error *err);

/* Measures the file and finds the end of the last line that is spelt as only a seal's is; 0: there
 * is none. */
enum lets_status journal_measure(struct lets_journal *journal, uint64_t *limit,
                                 struct lets_error *err);

#endif
