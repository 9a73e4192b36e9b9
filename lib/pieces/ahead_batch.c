/* SPDX-License-Identifier: MIT */
/*
 * To read an entry as YAML takes far longer than to apply it, and depends on nothing but its bytes;
 * so it can be done on any thread, and before the entries in front of it are applied. What can fail
 * in it is not reported here but leaves the entry unread: the consumer reads it again in its turn,
 * when it is known that the entries in front are good, and reports what is wrong then.
 *
 * Many entries are read with one start of libyaml, as a run (yaml_run), for less than half the work
 * of reading each by itself (yaml_reader), which is left for the entries at which a run stops.
 */

#include "pieces/ahead_batch.h"

#include <assert.h>

#include "entries/entry_equal.h"
#include "entries/entry_writer.h"

enum { BATCH_BYTES = 256 * 1024, LARGE_BYTES = 4 * BATCH_BYTES };

/* Clears a text; frees its memory where a close made it large, which has a line for each of maybe
 * very many accounts. */
static void clear(struct text *text)
{
    if (text->capacity > LARGE_BYTES) {
        text_release(text);
    }
    text_clear(text);
}

/* ---------------------------------------------------------------- the batch and its readers */

/* Frees the readers of entries that were read by themselves, and with them what these borrow. */
static void free_own_readers(struct ahead_batch *batch)
{
    for (size_t i = 0; i < batch->n_slots; i++) {
        yaml_reader_free(batch->slots[i].own_reader);
        batch->slots[i].own_reader = NULL;
    }
}

void ahead_batch_release(struct ahead_batch *batch)
{
    free_own_readers(batch);
    text_release(&batch->yaml_bytes);
    text_release(&batch->other_bytes);
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

/* Cuts the next entry into a slot; its bytes are still the cutter's. The line reader finds the end
 * of a canonical entry faster than a search for its lines, so it is tried first. */
static enum lets_status cut_slot(struct ahead_slot *slot, struct cutter *cutter,
                                 struct line_reader *lines, unsigned decimals, bool wants_all,
                                 struct lets_error *err)
{
    const struct lets_entry *entry = NULL;
    uint64_t n_lines = 0;
    bool is_all = false;
    struct lets_span bytes = cutter_peek(cutter, &is_all);
    size_t size = line_reader_read(lines, bytes, is_all, decimals, &n_lines, &entry);
    slot->is_read = false;
    slot->wants_yaml = wants_all;
    if (size > 0 && size <= CUTTER_LONGEST) {
        bool is_seal = entry->kind == LETS_KIND_SEAL;
        cutter_take(cutter, size, n_lines, is_seal ? &entry->sha256 : NULL, &slot->cut);
        return LETS_OK;
    }
    enum lets_status status = cutter_next(cutter, &slot->cut, err);
    slot->wants_yaml =
        status == LETS_OK && slot->cut.kind != CUT_END && slot->cut.status == LETS_OK;
    return status;
}

enum lets_status ahead_batch_cut(struct ahead_batch *batch, struct cutter *cutter,
                                 struct line_reader *lines, unsigned decimals, bool wants_all,
                                 struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    bool is_end = false;
    free_own_readers(batch);
    batch->n_slots = 0;
    clear(&batch->yaml_bytes);
    clear(&batch->other_bytes);
    clear(&batch->texts);
    while (status == LETS_OK && !is_end && batch->n_slots < AHEAD_ENTRIES &&
           batch->yaml_bytes.size + batch->other_bytes.size < BATCH_BYTES) {
        struct ahead_slot *slot = &batch->slots[batch->n_slots];
        status = cut_slot(slot, cutter, lines, decimals, wants_all, err);
        if (status == LETS_OK) {
            struct text *bytes = slot->wants_yaml ? &batch->yaml_bytes : &batch->other_bytes;
            slot->offset = bytes->size;
            status = text_add(bytes, slot->cut.bytes, err);
        }
        if (status == LETS_OK) {
            batch->n_slots++;
            is_end = slot->cut.kind == CUT_END;
        }
    }
    /* Only now, since the texts have moved while they grew. */
    for (size_t i = 0; i < batch->n_slots; i++) {
        struct ahead_slot *slot = &batch->slots[i];
        const struct text *bytes = slot->wants_yaml ? &batch->yaml_bytes : &batch->other_bytes;
        slot->cut.bytes.bytes = text_rest(bytes, slot->offset).bytes;
    }
    return status;
}

/* ---------------------------------------------------------------- reading */

/* Reads one entry by itself, with a reader of its own that keeps what it read. */
static void read_alone(struct ahead_slot *slot, unsigned decimals)
{
    if (slot->own_reader != NULL || yaml_reader_new(&slot->own_reader, NULL) == LETS_OK) {
        slot->is_read = yaml_reader_read(slot->own_reader, slot->cut.bytes, slot->cut.line,
                                         decimals, &slot->entry, NULL) == LETS_OK;
    }
}

/* Reads n slots, whose bytes lie side by side, as one run. Returns how many were read before the
 * run stopped: n, where it did not. */
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

/* Reads the slots that are to be read as YAML: in runs, and by itself the entry at which a run
 * stops. Each stop halves how many are tried in a run, down to none: a run that stops may have
 * scanned many entries in vain, and would scan them again after the next stop. */
static void read_yaml(struct ahead_batch *batch, struct ahead_reader *reader, unsigned decimals)
{
    struct ahead_slot *slots[AHEAD_ENTRIES];
    size_t n = 0;
    for (size_t i = 0; i < batch->n_slots; i++) {
        if (batch->slots[i].wants_yaml) {
            slots[n++] = &batch->slots[i];
        }
    }
    size_t run_most = n;
    for (size_t i = 0; i < n;) {
        size_t together = n - i < run_most ? n - i : run_most;
        size_t n_read = together == 0 ? 0 : read_run(batch, reader, &slots[i], together, decimals);
        i += n_read;
        if (n_read == 0 || n_read < together) {
            read_alone(slots[i++], decimals);
            run_most /= 2;
        }
    }
}

/* Sets is_canonical of a slot that was read, and holds the line reader against the YAML reader. */
static void check_slot(const struct ahead_batch *batch, struct ahead_slot *slot,
                       struct ahead_reader *reader, unsigned decimals)
{
    const struct lets_entry *line = NULL;
    uint64_t n_lines = 0;
    struct lets_span bytes = slot->cut.bytes;
    /* The line reader is given what lies behind the entry too, as in a replay: with bytes to spare
     * it reads short values in a faster way, which is the one to be checked. */
    struct lets_span ahead = {.bytes = bytes.bytes, .size = batch->yaml_bytes.size - slot->offset};
    unsigned own = slot->entry.kind == LETS_KIND_LEDGER ? slot->entry.decimals : decimals;
    clear(&reader->canonical);
    if (entry_write(&reader->canonical, &slot->entry, own, NULL) != LETS_OK) {
        slot->is_read = false;
        return;
    }
    slot->is_canonical = lets_span_equal(text_span(&reader->canonical), bytes);
    if (line_reader_read(reader->lines, ahead, true, decimals, &n_lines, &line) == bytes.size) {
        assert(slot->is_canonical && entry_equal(line, &slot->entry) && "two readers, one meaning");
    }
    line_reader_forget(reader->lines);
}

void ahead_batch_read(struct ahead_batch *batch, struct ahead_reader *reader, unsigned decimals,
                      bool checks_all)
{
    text_clear(&batch->texts);
    if (text_reserve(&batch->texts, 2 * batch->yaml_bytes.size, NULL) != LETS_OK) {
        return;
    }
    read_yaml(batch, reader, decimals);
    for (size_t i = 0; checks_all && i < batch->n_slots; i++) {
        if (batch->slots[i].is_read) {
            check_slot(batch, &batch->slots[i], reader, decimals);
        }
    }
}
