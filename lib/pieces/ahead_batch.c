/* SPDX-License-Identifier: MIT */
/*
 * Everything about an entry that depends on its bytes alone is found here, so that it can be found
 * on another thread than the one that applies it. A failure, even of memory, is only marked:
 * whoever comes to the entry in its turn reads it again, and says what the matter is.
 */

#include "pieces/ahead_batch.h"

#include <assert.h>

#include "entries/entry_equal.h"
#include "entries/entry_writer.h"

enum { BATCH_BYTES = 256 * 1024, LARGE_BYTES = 4 * BATCH_BYTES };

/* Forgets the content; what a close took, which may have a line for each of very many accounts, is
 * given back. */
static void empty(struct text *text)
{
    if (text->capacity > LARGE_BYTES) {
        text_release(text);
    }
    text_clear(text);
}

/* ---------------------------------------------------------------- the batch and its readers */

static void forget_readers(struct ahead_batch *batch)
{
    for (size_t i = 0; i < batch->n_slots; i++) {
        yaml_reader_free(batch->slots[i].alone);
        batch->slots[i].alone = NULL;
    }
}

void ahead_batch_release(struct ahead_batch *batch)
{
    forget_readers(batch);
    text_release(&batch->wanted);
    text_release(&batch->others);
    text_release(&batch->texts);
}

enum lets_status ahead_reader_init(struct ahead_reader *reader, struct lets_error *err)
{
    enum lets_status status = yaml_run_new(&reader->run, err);
    return status == LETS_OK ? line_reader_new(&reader->lines, err) : status;
}

void ahead_reader_release(struct ahead_reader *reader)
{
    yaml_run_free(reader->run);
    line_reader_free(reader->lines);
    text_release(&reader->canonical);
}

/* ---------------------------------------------------------------- cutting */

/* Cuts one entry into a slot. */
static enum lets_status cut_slot(struct ahead_slot *slot, struct cutter *cutter,
                                 struct line_reader *lines, unsigned decimals, bool wants_all,
                                 struct lets_error *err)
{
    const struct lets_entry *entry = NULL;
    uint64_t n_lines = 0;
    bool is_all = false;
    struct lets_span bytes = cutter_ahead(cutter, &is_all);
    size_t size = line_reader_read(lines, bytes, is_all, decimals, &n_lines, &entry);
    slot->is_read = false;
    slot->is_wanted = wants_all;
    if (size > 0 && size <= CUTTER_LONGEST) {
        bool is_seal = entry->kind == LETS_KIND_SEAL;
        cutter_take(cutter, size, n_lines, is_seal ? &entry->sha256 : NULL, &slot->cut);
        return LETS_OK;
    }
    enum lets_status status = cutter_next(cutter, &slot->cut, err);
    slot->is_wanted = status == LETS_OK && slot->cut.kind != CUT_END && slot->cut.status == LETS_OK;
    return status;
}

enum lets_status ahead_batch_cut(struct ahead_batch *batch, struct cutter *cutter,
                                 struct line_reader *lines, unsigned decimals, bool wants_all,
                                 struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    bool is_end = false;
    forget_readers(batch);
    batch->n_slots = 0;
    empty(&batch->wanted);
    empty(&batch->others);
    empty(&batch->texts);
    while (status == LETS_OK && !is_end && batch->n_slots < AHEAD_ENTRIES &&
           batch->wanted.size + batch->others.size < BATCH_BYTES) {
        struct ahead_slot *slot = &batch->slots[batch->n_slots];
        status = cut_slot(slot, cutter, lines, decimals, wants_all, err);
        if (status == LETS_OK) {
            struct text *bytes = slot->is_wanted ? &batch->wanted : &batch->others;
            slot->offset = bytes->size;
            status = text_add(bytes, slot->cut.bytes, err);
        }
        if (status == LETS_OK) {
            batch->n_slots++;
            is_end = slot->cut.kind == CUT_END;
        }
    }
    for (size_t i = 0; i < batch->n_slots; i++) {
        struct ahead_slot *slot = &batch->slots[i];
        const struct text *bytes = slot->is_wanted ? &batch->wanted : &batch->others;
        slot->cut.bytes.bytes = text_rest(bytes, slot->offset).bytes;
    }
    return status;
}

/* ---------------------------------------------------------------- reading */

static void read_alone(struct ahead_slot *slot, unsigned decimals)
{
    if (slot->alone != NULL || yaml_reader_new(&slot->alone, NULL) == LETS_OK) {
        slot->is_read = yaml_reader_read(slot->alone, slot->cut.bytes, slot->cut.line, decimals,
                                         &slot->entry, NULL) == LETS_OK;
    }
}

/* Reads the first of n wanted slots, as many as can be read together. */
static size_t read_run(struct ahead_batch *batch, struct ahead_reader *reader,
                       struct ahead_slot *const *slots, size_t n, unsigned decimals)
{
    size_t sizes[AHEAD_ENTRIES];
    struct lets_entry *entries[AHEAD_ENTRIES];
    struct lets_span bytes = {.bytes = slots[0]->cut.bytes.bytes};
    for (size_t i = 0; i < n; i++) {
        sizes[i] = slots[i]->cut.bytes.size;
        entries[i] = &slots[i]->entry;
        bytes.size += sizes[i];
    }
    size_t n_read = yaml_run_read(reader->run, bytes, sizes, n, decimals, &batch->texts, entries);
    assert(n_read <= n);
    for (size_t i = 0; i < n_read; i++) {
        slots[i]->is_read = true;
    }
    return n_read;
}

/* Where a run stops, one entry is read alone. Each stop halves how many are tried together, down to
 * none, so that in a journal full of such entries each is not looked at again and again. */
static void read_wanted(struct ahead_batch *batch, struct ahead_reader *reader, unsigned decimals)
{
    struct ahead_slot *slots[AHEAD_ENTRIES];
    size_t n = 0;
    for (size_t i = 0; i < batch->n_slots; i++) {
        if (batch->slots[i].is_wanted) {
            slots[n++] = &batch->slots[i];
        }
    }
    size_t reach = n;
    for (size_t i = 0; i < n;) {
        size_t together = n - i < reach ? n - i : reach;
        size_t n_read = together == 0 ? 0 : read_run(batch, reader, &slots[i], together, decimals);
        i += n_read;
        if (n_read == 0 || n_read < together) {
            read_alone(slots[i++], decimals);
            reach /= 2;
        }
    }
}

/* Two readers, one meaning; and one canonical form, that of the writer. */
static void check_slot(const struct ahead_batch *batch, struct ahead_slot *slot,
                       struct ahead_reader *reader, unsigned decimals)
{
    const struct lets_entry *line = NULL;
    uint64_t n_lines = 0;
    struct lets_span bytes = slot->cut.bytes;
    /* With what lies behind it, as it is read elsewhere: that goes another way than the last. */
    struct lets_span ahead = {.bytes = bytes.bytes, .size = batch->wanted.size - slot->offset};
    unsigned own = slot->entry.kind == LETS_KIND_LEDGER ? slot->entry.decimals : decimals;
    empty(&reader->canonical);
    if (entry_write(&reader->canonical, &slot->entry, own, NULL) != LETS_OK) {
        slot->is_read = false;
        return;
    }
    slot->is_canonical = lets_span_equal(text_span(&reader->canonical), bytes);
    if (line_reader_read(reader->lines, ahead, true, decimals, &n_lines, &line) == bytes.size) {
        assert(slot->is_canonical && entry_equal(line, &slot->entry) && "two readers, one meaning");
    }
    if (slot->entry.kind == LETS_KIND_CLOSE) {
        line_reader_forget(reader->lines);
    }
}

void ahead_batch_read(struct ahead_batch *batch, struct ahead_reader *reader, unsigned decimals,
                      bool checks_all)
{
    text_clear(&batch->texts);
    if (text_reserve(&batch->texts, 2 * batch->wanted.size, NULL) != LETS_OK) {
        return;
    }
    read_wanted(batch, reader, decimals);
    for (size_t i = 0; checks_all && i < batch->n_slots; i++) {
        if (batch->slots[i].is_read) {
            check_slot(batch, &batch->slots[i], reader, decimals);
        }
    }
}
