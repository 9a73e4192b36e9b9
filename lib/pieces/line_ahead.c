/* SPDX-License-Identifier: MIT */
/*
 * A ring of batches between a worker thread and the consumer, which is the thread that applies the
 * entries. Each batch is filled (bytes read, entries parsed), then hashed, then handed out, then
 * free to be filled again. Both threads fill and hash: the worker all the time, the consumer while
 * it waits for a batch. So both are busy to the end, whatever the steps cost relative to each
 * other, and without a worker thread the consumer does it all.
 *
 * Batches go through each step in order: the nth of all is ring[n % BATCHES], and
 *
 *     n_freed <= n_handed_out <= n_hashed <= n_filled <= n_freed + BATCHES
 *
 * says where each stands. At most one thread fills and at most one hashes at any moment, since a
 * batch begins with the bytes that the one before left over, and a piece goes on from one batch to
 * the next.
 *
 * Who may touch what: the members behind `worker` only with its lock held. A batch is changed by
 * the thread that fills it, then by the one that hashes it, and then is the consumer's until freed;
 * no lock is held meanwhile, since the counters pass the batch on. The thread that fills also reads
 * what the previous batch left over, which stays until n_filled has come round the ring. next, line
 * and previous belong to the thread that has set is_filling; is_intact and the cutter's hasher to
 * the one that has set is_hashing; cutter and n_handed_out to the consumer. Everything else is
 * constant during a run, which lasts from line_ahead_begin until line_ahead_next gives no batch.
 *
 * A batch ends after LINE_BATCH_ITEMS entries, with the last whole entry of the bytes read for it,
 * or when there is no room left for entries, or in its line reader for what they borrow from it. A
 * batch without entries is the last of a run: the line reader cannot parse what comes next, there
 * is nothing more, or reading failed.
 */

#include "pieces/line_ahead.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "entries/entry_packed.h"
#include "entries/line_reader.h"
#include "pieces/worker.h"
#include "values/ident.h"

enum {
    BATCHES = 8,
    CACHE_LINE = 64,
    PACKED_SIZE = 96 * 1024 /* of a batch; the entry that exceeds it is its last */
};

/* A batch with what it is made of. */
struct ring_slot {
    struct line_batch batch;          /* what is handed out */
    char *memory;                     /* owned, of batch.packed */
    size_t capacity;                  /* of it */
    size_t packed_size;               /* of the entries there */
    struct line_reader *lines;        /* the entries borrow from it */
    struct text bytes;                /* of the entries, and what is left over behind them */
    size_t used;                      /* size of the entries in bytes */
    uint32_t seals[LINE_BATCH_ITEMS]; /* indexes of the entries that are seals */
    size_t n_seals;
    enum lets_status status; /* not LETS_OK: it has no entries, since reading failed, see why */
    struct lets_error why;
};

struct line_ahead {
    size_t chunk; /* bytes per read */
    struct ring_slot *ring[BATCHES];
    struct cutter *cutter; /* that handed over; NULL between runs */
    struct cutter_handover handover;
    uint64_t next; /* offset in the store of the first byte that was not read yet */
    uint64_t line; /* number of the first line behind the entries parsed so far */
    unsigned decimals;
    const struct ring_slot *previous; /* filled last; NULL: none. Its rest begins the next */
    bool is_intact;                   /* no piece was found damaged yet */
    size_t n_handed_out;              /* batches handed out in this run */
    struct worker worker;             /* its lock guards what follows */
    size_t n_filled;                  /* batches that were filled in this run */
    size_t n_hashed;
    size_t n_freed;
    uint64_t longest_close; /* how long a close may be, in bytes */
    bool is_filling;        /* a thread is filling the batch n_filled */
    bool is_hashing;        /* a thread is hashing the batch n_hashed */
    bool has_stopped;       /* the last batch of the run was filled, or no run has begun */
};

/* ---------------------------------------------------------------- filling */

/* Gets up to *size bytes from the offset ahead->next into `to`: what the cutter had read already
 * is copied, as far as that goes; else it is read from the store. *size: how many it got. */
static enum lets_status copy_chunk(const struct line_ahead *ahead, char *to, size_t *size,
                                   struct lets_error *err)
{
    struct lets_span buffered = ahead->handover.buffered;
    uint64_t at = ahead->next - ahead->handover.offset;
    if (at >= buffered.size) {
        return store_read(ahead->handover.store, ahead->next, to, *size, err);
    }
    *size = *size < buffered.size - at ? *size : (size_t)(buffered.size - at);
    memcpy(to, buffered.bytes + at, *size);
    return LETS_OK;
}

/* Reads a chunk behind the bytes that a batch has, or what there is up to the end. */
static enum lets_status read_chunk(struct line_ahead *ahead, struct ring_slot *slot)
{
    uint64_t left = ahead->handover.to - ahead->next;
    size_t size = left < ahead->chunk ? (size_t)left : ahead->chunk;
    enum lets_status status = text_reserve(&slot->bytes, size, &slot->why);
    if (status == LETS_OK) {
        status = copy_chunk(ahead, slot->bytes.bytes + slot->bytes.size, &size, &slot->why);
    }
    if (status == LETS_OK) {
        slot->bytes.size += size;
        ahead->next += size;
    }
    return status;
}

/* A size rounded up to whole cache lines. */
static size_t in_lines(size_t size)
{
    return (size + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
}

/* Parses entries from the bytes of a batch until it is full, the bytes end within an entry, or one
 * is not canonical. longest_close, in bytes. */
static void parse_entries(struct line_ahead *ahead, struct ring_slot *slot, uint64_t longest_close)
{
    bool is_all = ahead->next == ahead->handover.to;
    bool is_full = false;
    size_t n = 0;
    while (n < LINE_BATCH_ITEMS && !is_full) {
        uint64_t n_lines = 0;
        struct lets_span bytes = text_rest(&slot->bytes, slot->used);
        struct lets_entry *entry = (void *)(slot->batch.packed + slot->packed_size);
        size_t size =
            line_reader_read_into(slot->lines, bytes, is_all, ahead->decimals, &n_lines, entry);
        if (size == 0 ||
            size > (entry->kind == LETS_KIND_CLOSE ? longest_close : (uint64_t)CUTTER_LONGEST)) {
            break;
        }
        struct line_item *item = &slot->batch.items[n];
        item->size = (uint32_t)size;
        item->n_lines = (uint32_t)n_lines;
        bool is_transfer = entry->kind == LETS_KIND_TRANSFER;
        item->payer = is_transfer ? ident_word(entry->payer) : 0;
        item->payee = is_transfer ? ident_word(entry->payee) : 0;
        if (entry->kind == LETS_KIND_SEAL) {
            slot->seals[slot->n_seals++] = (uint32_t)n;
        }
        item->packed = slot->packed_size;
        slot->packed_size += in_lines(entry_extents[entry->kind]);
        is_full = !line_reader_keep(slot->lines) || slot->packed_size > PACKED_SIZE;
        slot->used += size;
        ahead->line += n_lines;
        n++;
    }
    slot->batch.n_items = n;
}

/* Whether a line begins in bytes, behind an LF in them, that neither continues an entry nor is
 * blank: an entry that begins before ends there. */
static bool has_entry_end(struct lets_span bytes)
{
    const char *at = bytes.bytes;
    const char *end = at + bytes.size;
    while (at < end) {
        at = memchr(at, '\n', (size_t)(end - at));
        if (at == NULL || ++at == end) {
            return false;
        }
        if (*at != ' ' && *at != '\n') {
            return true;
        }
    }
    return false;
}

/* For a batch whose first entry could not be parsed: reads on until that entry ends within the
 * bytes, is too long, or there is no more. Returns whether bytes were added, so that parsing it
 * again is worth while. A close of many accounts is long: so each byte is searched once, and the
 * entry parsed again only when it is whole. */
static bool read_whole_entry(struct line_ahead *ahead, struct ring_slot *slot,
                             uint64_t longest_close)
{
    size_t searched = 0;
    bool is_more = false;
    while (slot->status == LETS_OK && ahead->next < ahead->handover.to &&
           slot->bytes.size <= longest_close) {
        struct lets_span rest = text_rest(&slot->bytes, searched);
        if (has_entry_end(rest)) {
            break;
        }
        searched +=
            rest.size > 0 ? rest.size - 1 : 0; /* again from the last byte: it may be an LF */
        slot->status = read_chunk(ahead, slot);
        is_more = true;
    }
    return is_more;
}

/* Clears a batch to be filled again; frees what a close made large. */
static void clear_slot(const struct line_ahead *ahead, struct ring_slot *slot)
{
    enum { MANY = 8 };
    if (slot->bytes.size > MANY * ahead->chunk) {
        text_release(&slot->bytes);
    }
    text_clear(&slot->bytes);
    line_reader_forget(slot->lines);
}

/* Fills a batch: takes over the bytes that the previous batch left over, reads a chunk more, where
 * these are less than one, and parses. Called by one thread at a time, without the lock. */
static void fill(struct line_ahead *ahead, struct ring_slot *slot, uint64_t longest_close)
{
    const struct ring_slot *previous = ahead->previous;
    size_t left = previous == NULL ? 0 : previous->bytes.size - previous->used;
    slot->used = 0;
    slot->packed_size = 0;
    slot->n_seals = 0;
    slot->batch.n_items = 0;
    slot->batch.damaged_seal = LINE_BATCH_ITEMS;
    slot->batch.line = ahead->line;
    slot->batch.offset = ahead->next - left;
    clear_slot(ahead, slot);
    slot->status = LETS_OK;
    if (left > 0) {
        slot->status =
            text_add(&slot->bytes, text_rest(&previous->bytes, previous->used), &slot->why);
    }
    if (slot->status == LETS_OK && left < ahead->chunk && ahead->next < ahead->handover.to) {
        slot->status = read_chunk(ahead, slot);
    }
    if (slot->status == LETS_OK) {
        parse_entries(ahead, slot, longest_close);
    }
    if (slot->batch.n_items == 0 && read_whole_entry(ahead, slot, longest_close) &&
        slot->status == LETS_OK) {
        parse_entries(ahead, slot, longest_close);
    }
    slot->batch.bytes = slot->bytes.bytes;
    ahead->previous = slot;
}

/* ---------------------------------------------------------------- hashing */

/* Hashes the entries of a batch and judges the pieces that end in it: behind each seal's hash line
 * a new piece begins, with that line. At the first damaged piece hashing ends for good, since the
 * replay does. Called by one thread at a time, without the lock. */
static void hash(struct line_ahead *ahead, struct ring_slot *slot)
{
    struct line_batch *batch = &slot->batch;
    size_t item = 0;
    size_t at = 0;     /* where that item begins in the bytes */
    size_t hashed = 0; /* bytes hashed so far */
    for (size_t i = 0; i < slot->n_seals && ahead->is_intact; i++) {
        for (; item <= slot->seals[i]; item++) {
            at += batch->items[item].size;
        }
        size_t end = at - SEAL_LINE_SIZE;
        seal_update(ahead->handover.hasher,
                    (struct lets_span){batch->bytes + hashed, end - hashed});
        hashed = end;
        struct lets_hash found = seal_finish(ahead->handover.hasher);
        const char *stated = batch->bytes + at - LETS_HASH_SIZE; /* the LF is behind it */
        if (memcmp(found.hex, stated, LETS_HASH_SIZE - 1) != 0) {
            batch->damaged_seal = slot->seals[i];
            ahead->is_intact = false;
        }
    }
    if (ahead->is_intact && slot->used > hashed) {
        seal_update(ahead->handover.hasher,
                    (struct lets_span){batch->bytes + hashed, slot->used - hashed});
    }
}

/* ---------------------------------------------------------------- taking turns */

/* Fills the next batch, where one is free and nobody is filling; else returns false. With the lock
 * held, released meanwhile. */
static bool try_fill(struct line_ahead *ahead)
{
    if (ahead->has_stopped || ahead->is_filling || ahead->n_filled - ahead->n_freed == BATCHES) {
        return false;
    }
    struct ring_slot *slot = ahead->ring[ahead->n_filled % BATCHES];
    uint64_t longest_close = ahead->longest_close;
    ahead->is_filling = true;
    worker_unlock(&ahead->worker);
    fill(ahead, slot, longest_close);
    worker_lock(&ahead->worker);
    ahead->is_filling = false;
    ahead->n_filled++;
    ahead->has_stopped = slot->batch.n_items == 0;
    worker_wake(&ahead->worker);
    return true;
}

/* Hashes the next batch, where one is filled and nobody is hashing; else returns false. With the
 * lock held, released meanwhile. */
static bool try_hash(struct line_ahead *ahead)
{
    if (ahead->is_hashing || ahead->n_hashed == ahead->n_filled) {
        return false;
    }
    struct ring_slot *slot = ahead->ring[ahead->n_hashed % BATCHES];
    ahead->is_hashing = true;
    worker_unlock(&ahead->worker);
    hash(ahead, slot);
    worker_lock(&ahead->worker);
    ahead->is_hashing = false;
    ahead->n_hashed++;
    worker_wake(&ahead->worker);
    return true;
}

/* A step of the worker thread, see worker_start. It fills before it hashes, to stay ahead; the
 * consumer hashes before it fills, to get the next batch. */
static bool work(void *context)
{
    struct line_ahead *ahead = context;
    return try_fill(ahead) || try_hash(ahead);
}

/* ---------------------------------------------------------------- the whole */

/* Also after a failure, *out is not NULL where there is something to be freed. */
static enum lets_status new_slot(struct ring_slot **out, struct lets_error *err)
{
    void *bytes = NULL;
    enum lets_status status = mem_alloc(sizeof(struct ring_slot), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct ring_slot *slot = bytes;
    *out = slot;
    status = line_reader_new(&slot->lines, err);
    if (status == LETS_OK) {
        size_t size = CACHE_LINE + PACKED_SIZE + sizeof(struct lets_entry);
        status = mem_grow(&slot->memory, &slot->capacity, size, err); /* no need for zeros */
    }
    if (status == LETS_OK) {
        /* Aligned so that an entry lies in as few cache lines as it can: each line that the
         * consumer reads is fetched from the worker's core. */
        size_t odd = (uintptr_t)slot->memory % CACHE_LINE;
        slot->batch.packed = slot->memory + (CACHE_LINE - odd) % CACHE_LINE;
    }
    return status;
}

enum lets_status line_ahead_new(size_t chunk, struct line_ahead **out, struct lets_error *err)
{
    void *bytes = NULL;
    enum lets_status status = mem_alloc(sizeof(struct line_ahead), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct line_ahead *ahead = bytes;
    ahead->chunk = chunk;
    ahead->has_stopped = true;
    for (size_t i = 0; status == LETS_OK && i < BATCHES; i++) {
        status = new_slot(&ahead->ring[i], err);
    }
    if (status != LETS_OK) {
        line_ahead_free(ahead);
        return status;
    }
    worker_start(&ahead->worker, work, ahead);
    *out = ahead;
    return LETS_OK;
}

void line_ahead_free(struct line_ahead *ahead)
{
    if (ahead == NULL) {
        return;
    }
    worker_stop(&ahead->worker);
    for (size_t i = 0; i < BATCHES && ahead->ring[i] != NULL; i++) {
        line_reader_free(ahead->ring[i]->lines);
        text_release(&ahead->ring[i]->bytes);
        mem_free(ahead->ring[i]->memory);
        mem_free(ahead->ring[i]);
    }
    mem_free(ahead);
}

void line_ahead_begin(struct line_ahead *ahead, struct cutter *cutter, unsigned decimals)
{
    worker_lock(&ahead->worker);
    assert(ahead->cutter == NULL && !ahead->is_filling && !ahead->is_hashing);
    ahead->cutter = cutter;
    ahead->handover = cutter_hand_over(cutter);
    ahead->next = ahead->handover.offset;
    ahead->line = ahead->handover.line;
    ahead->decimals = decimals;
    ahead->previous = NULL;
    ahead->is_intact = true;
    ahead->n_handed_out = 0;
    ahead->n_filled = 0;
    ahead->n_hashed = 0;
    ahead->n_freed = 0;
    ahead->longest_close = CUTTER_LONGEST;
    ahead->has_stopped = false;
    worker_wake(&ahead->worker);
    worker_unlock(&ahead->worker);
}

enum lets_status line_ahead_next(struct line_ahead *ahead, uint64_t n_accounts,
                                 const struct line_batch **out, struct lets_error *err)
{
    worker_lock(&ahead->worker);
    ahead->longest_close = cutter_longest(n_accounts);
    ahead->n_freed = ahead->n_handed_out;
    worker_wake(&ahead->worker);
    while (ahead->n_hashed == ahead->n_handed_out) {
        if (!try_hash(ahead) && !try_fill(ahead)) {
            worker_wait(&ahead->worker);
        }
    }
    worker_unlock(&ahead->worker);
    const struct ring_slot *slot = ahead->ring[ahead->n_handed_out % BATCHES];
    ahead->n_handed_out++;
    if (slot->batch.n_items > 0) {
        *out = &slot->batch;
        return LETS_OK;
    }
    cutter_resume(ahead->cutter, slot->batch.offset, slot->batch.line);
    ahead->cutter = NULL;
    if (slot->status != LETS_OK) {
        if (err != NULL) {
            *err = slot->why;
        }
        return slot->status;
    }
    *out = NULL;
    return LETS_OK;
}
