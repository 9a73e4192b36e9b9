/* SPDX-License-Identifier: MIT */
#ifndef LETS_READ_AHEAD_H
#define LETS_READ_AHEAD_H

/*
 * A read-ahead buffer for entries that are to be read as YAML. That takes far longer than to apply
 * them: so entries are cut some way ahead of the replay, and read on two threads, that of the
 * replay, the consumer, and a worker. It is used in an audit, which has every entry read so and
 * checked, and for long runs of entries that were spelled by hand.
 *
 * What is handed out is, entry by entry, what cutter_next would cut, with what the YAML reader
 * would read. All functions are called by the consumer, on one thread.
 */

#include "entries/line_reader.h"
#include "pieces/cutter.h"

struct read_ahead;

/* One entry, borrowed until the next is asked for. */
struct ahead_entry {
    const struct cut *cut;          /* NULL: there is none for now, see read_ahead_pause */
    const struct lets_entry *entry; /* NULL: it was not to be read as YAML, since it is canonical;
                                       or it could not be, and to read it again will tell why */
    bool is_canonical; /* with checks_all, where entry is not NULL: it is what the writer writes */
};

/*
 * Starts a worker thread, or does without where that is not possible. cutter, lines: borrowed; the
 * consumer must not use the cutter while entries are ahead of it. decimals: of the ledger.
 * checks_all: every entry is read as YAML and checked to be canonical, and what both readers take
 * is asserted to be the same to them; else only what the line reader does not take is read as YAML.
 * LETS_OUT_OF_MEMORY.
 */
enum lets_status read_ahead_new(struct cutter *cutter, struct line_reader *lines, unsigned decimals,
                                bool checks_all, struct read_ahead **out, struct lets_error *err);

/* Stops the worker thread and waits until it has ended. */
void read_ahead_free(struct read_ahead *ahead);

/* The next entry into *out; not to be called behind the CUT_END. Now and then it cuts entries ahead
 * and waits until the next are read, reading some itself. n_accounts: of the ledger now, which says
 * how long a close may be. Fails as cutter_next does, or with LETS_OUT_OF_MEMORY, when all entries
 * before the failure were handed out. */
enum lets_status read_ahead_next(struct read_ahead *ahead, uint64_t n_accounts,
                                 struct ahead_entry *out, struct lets_error *err);

/* Pauses cutting. read_ahead_next hands out what was cut already, then once an entry whose cut is
 * NULL: the cutter is then behind the last entry that was handed out, and the consumer may use it.
 * The call after that resumes where the cutter is by then. */
void read_ahead_pause(struct read_ahead *ahead);

/* An entry that was read as YAML and is still to come, to prefetch what applying it will need.
 * later: 0 for the next, 1 for the one behind it, and so on. NULL where that entry is not in the
 * same batch as the last, or was not read as YAML. */
const struct lets_entry *read_ahead_peek(const struct read_ahead *ahead, size_t later);

#endif
