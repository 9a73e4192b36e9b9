/* SPDX-License-Identifier: MIT */
/*
 * Two readers, one meaning: whatever the bytes, the line reader declines, or both readers see the
 * same entry in the same place, which is what the writer writes. Cut by a reader or by lines, in
 * windows of any size, or read ahead on a second thread, a journal falls into the same entries; and
 * replayed in each of these ways it gives the same ledger or the same error at the same place.
 */

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entries/entry_equal.h"
#include "entries/entry_packed.h"
#include "entries/entry_writer.h"
#include "entries/line_reader.h"
#include "entries/yaml_reader.h"
#include "pieces/cutter.h"
#include "pieces/line_ahead.h"
#include "pieces/read_ahead.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char opening[] =
    "- ledger: Fuzz\n  format: 1\n  unit: U\n  decimals: 2\n  opened: 2026-01-01\n"
    "  debit-limit: 200.00\n  credit-limit: none\n  limits: hard\n  cheques-valid: 6 months\n"
    "- member: a\n  joined: 2026-01-01\n- member: \"0001\"\n  joined: 2026-01-01\n"
    "- cheques: a\n  date: 2026-01-01\n  first: 1\n  last: 9\n";

/* The library ran out of memory, or the file out of the fuzzer's reach: nothing to be found. */
static void must(enum lets_status status)
{
    if (status != LETS_OK) {
        abort();
    }
}

/* ---------------------------------------------------------------- entry by entry */

struct ways {
    struct store *store;
    uint64_t size;
    unsigned decimals;
    struct line_reader *lines;
    struct yaml_reader *yaml;
};

/* What was taken by lines must be the same to YAML, and to the writer. */
static void check_taken(const struct ways *ways, const struct lets_entry *entry,
                        struct lets_span bytes)
{
    struct lets_entry spelled = {0};
    struct text again = {0};
    unsigned decimals = entry->kind == LETS_KIND_LEDGER ? entry->decimals : ways->decimals;
    must(yaml_reader_read(ways->yaml, bytes, 1, ways->decimals, &spelled, NULL));
    assert(entry_equal(entry, &spelled));
    must(entry_write(&again, entry, decimals, NULL));
    assert(lets_span_equal(text_span(&again), bytes));
    text_release(&again);
}

/* Cuts the next entry as a replay does. */
static void next_taken(const struct ways *ways, struct cutter *cutter, struct cut *cut)
{
    bool is_all = false;
    uint64_t n_lines = 0;
    const struct lets_entry *entry = NULL;
    struct lets_span ahead = cutter_peek(cutter, &is_all);
    size_t size = line_reader_read(ways->lines, ahead, is_all, ways->decimals, &n_lines, &entry);
    if (size > 0 && size <= CUTTER_LONGEST) {
        bool is_seal = entry->kind == LETS_KIND_SEAL;
        check_taken(ways, entry, (struct lets_span){ahead.bytes, size});
        cutter_take(cutter, size, n_lines, is_seal ? &entry->sha256 : NULL, cut);
        return;
    }
    must(cutter_next(cutter, cut, NULL));
    if (cut->kind != CUT_END && cut->status == LETS_OK) {
        size = line_reader_read(ways->lines, cut->bytes, true, ways->decimals, &n_lines, &entry);
        assert(size == 0 || size == cut->bytes.size);
        if (size > 0) {
            check_taken(ways, entry, cut->bytes);
        }
    }
}

static void check_same(const struct cut *a, const struct cut *b)
{
    assert(a->kind == b->kind && a->status == b->status && a->line == b->line);
    assert(a->offset == b->offset && lets_span_equal(a->bytes, b->bytes));
    assert(a->status == LETS_OK || (a->why.line == b->why.line && a->why.column == b->why.column &&
                                    strcmp(a->why.message, b->why.message) == 0 &&
                                    strcmp(a->why.excerpt, b->why.excerpt) == 0));
    if (a->kind == CUT_SEAL) {
        assert(a->last_line == b->last_line && a->end == b->end);
        assert(strcmp(a->stated.hex, b->stated.hex) == 0 && a->is_intact == b->is_intact);
    }
}

static void check_cuts(const struct ways *ways, size_t chunk)
{
    struct cutter *by_lines = NULL;
    struct cutter *by_reader = NULL;
    struct cut a = {0};
    must(cutter_new(ways->store, 0, ways->size, 1, &by_lines, NULL));
    must(cutter_new(ways->store, 0, ways->size, 1, &by_reader, NULL));
    cutter_set_chunk(by_reader, chunk);
    while (a.kind != CUT_END) {
        struct cut b = {0};
        must(cutter_next(by_lines, &a, NULL));
        next_taken(ways, by_reader, &b);
        check_same(&a, &b);
    }
    cutter_free(by_lines);
    cutter_free(by_reader);
}

/* ---------------------------------------------------------------- read ahead */

/* What was read ahead must be what is cut by lines; false where a piece is not as it was sealed,
 * and a replay ends. */
static bool check_batch(const struct ways *ways, const struct line_batch *batch,
                        struct cutter *by_lines)
{
    size_t at = 0;
    uint64_t line = batch->line;
    struct lets_entry entry = {0};
    for (size_t i = 0; i < batch->n_items; i++) {
        struct cut cut = {0};
        struct lets_span bytes = {.bytes = batch->bytes + at, .size = batch->items[i].size};
        entry_unpack(batch->packed + batch->items[i].packed, &entry);
        bool is_seal = entry.kind == LETS_KIND_SEAL;
        must(cutter_next(by_lines, &cut, NULL));
        check_taken(ways, &entry, bytes);
        assert(cut.status == LETS_OK && (cut.kind == CUT_SEAL) == is_seal);
        assert(cut.line == line && cut.offset == batch->offset + at);
        assert(lets_span_equal(cut.bytes, bytes));
        at += batch->items[i].size;
        line += batch->items[i].n_lines;
        if (is_seal) {
            assert(cut.last_line == line - 1 && cut.end == batch->offset + at);
            assert(cut.is_intact == (i != batch->damaged_seal));
            if (!cut.is_intact) {
                return false;
            }
        }
    }
    return true;
}

/* Goes through all of it as a replay does that reads ahead wherever it can. */
static void check_ahead(const struct ways *ways, size_t chunk)
{
    struct cutter *by_lines = NULL;
    struct cutter *by_turns = NULL;
    struct line_ahead *ahead = NULL;
    struct cut a = {0};
    struct cut b = {0};
    bool is_good = true;
    must(cutter_new(ways->store, 0, ways->size, 1, &by_lines, NULL));
    must(cutter_new(ways->store, 0, ways->size, 1, &by_turns, NULL));
    must(line_ahead_new(chunk, &ahead, NULL));
    while (is_good && a.kind != CUT_END) {
        const struct line_batch *batch = NULL;
        must(cutter_next(by_lines, &a, NULL));
        must(cutter_next(by_turns, &b, NULL));
        check_same(&a, &b);
        is_good = a.kind != CUT_SEAL || a.is_intact;
        if (is_good && a.kind == CUT_ENTRY && a.status == LETS_OK) {
            line_ahead_begin(ahead, by_turns, ways->decimals);
            do {
                must(line_ahead_next(ahead, 0, &batch, NULL));
                is_good = batch == NULL || check_batch(ways, batch, by_lines);
            } while (is_good && batch != NULL);
        }
    }
    line_ahead_free(ahead);
    cutter_free(by_lines);
    cutter_free(by_turns);
}

/* ---------------------------------------------------------------- read ahead as YAML */

/* What an entry that was read ahead must be, given how its bytes read alone. */
static void check_spelled(const struct ways *ways, const struct ahead_entry *ahead, bool checks_all)
{
    struct lets_entry alone = {0};
    const struct lets_entry *line = NULL;
    struct lets_span bytes = ahead->cut->bytes;
    uint64_t n_lines = 0;
    bool is_good = ahead->cut->kind != CUT_END && ahead->cut->status == LETS_OK &&
                   yaml_reader_read(ways->yaml, bytes, 1, ways->decimals, &alone, NULL) == LETS_OK;
    assert(ahead->entry == NULL || is_good);
    if (is_good && checks_all) {
        struct text again = {0};
        unsigned decimals = alone.kind == LETS_KIND_LEDGER ? alone.decimals : ways->decimals;
        must(entry_write(&again, &alone, decimals, NULL));
        assert(ahead->entry != NULL);
        assert(ahead->is_canonical == lets_span_equal(text_span(&again), bytes));
        text_release(&again);
    } else if (is_good && ahead->entry == NULL) {
        assert(line_reader_read(ways->lines, bytes, true, ways->decimals, &n_lines, &line) > 0);
    }
    assert(ahead->entry == NULL || entry_equal(&alone, ahead->entry));
}

/* Entries that are read ahead, many with one start of libyaml, are what they are alone. */
static void check_read_ahead(const struct ways *ways, bool checks_all)
{
    struct cutter *one_by_one = NULL;
    struct cutter *cutter = NULL;
    struct line_reader *lines = NULL;
    struct read_ahead *reader = NULL;
    struct ahead_entry ahead = {0};
    struct cut cut = {0};
    must(cutter_new(ways->store, 0, ways->size, 1, &one_by_one, NULL));
    must(cutter_new(ways->store, 0, ways->size, 1, &cutter, NULL));
    must(line_reader_new(&lines, NULL));
    must(read_ahead_new(cutter, lines, ways->decimals, checks_all, &reader, NULL));
    do {
        must(read_ahead_next(reader, 0, &ahead, NULL));
        must(cutter_next(one_by_one, &cut, NULL));
        if (cut.status == LETS_OK && ahead.cut->status == LETS_OK) {
            assert(cut.kind == ahead.cut->kind && cut.offset == ahead.cut->offset);
            assert(lets_span_equal(cut.bytes, ahead.cut->bytes));
        }
        check_spelled(ways, &ahead, checks_all);
    } while (ahead.cut->kind != CUT_END);
    read_ahead_free(reader);
    line_reader_free(lines);
    cutter_free(cutter);
    cutter_free(one_by_one);
}

static void check_entries(struct lets_span bytes)
{
    struct ways ways = {.size = bytes.size, .decimals = bytes.size % 4};
    must(store_parse(bytes.bytes, bytes.size, &ways.store, NULL));
    must(line_reader_new(&ways.lines, NULL));
    must(yaml_reader_new(&ways.yaml, NULL));
    check_cuts(&ways, 1 + bytes.size % 300);
    check_cuts(&ways, (size_t)1 << 16);
    if (bytes.size % 8 == 0) {
        check_ahead(&ways, 1 + bytes.size % 300);
        check_ahead(&ways, (size_t)1 << 16);
    }
    check_read_ahead(&ways, true);
    check_read_ahead(&ways, false);
    line_reader_free(ways.lines);
    yaml_reader_free(ways.yaml);
    store_close(ways.store);
}

/* ---------------------------------------------------------------- whole journals */

static enum lets_status watch(void *context, const struct lets_ledger *ledger,
                              const struct lets_entry *entry, const struct lets_place *place,
                              struct lets_error *err)
{
    (void)context;
    (void)ledger;
    (void)entry;
    (void)place;
    (void)err;
    return LETS_OK;
}

static void check_replays(struct lets_span bytes)
{
    struct lets_observer observer = {.entry = watch};
    const struct lets_replay ways[] = {
        {.n_observers = 0},
        {.observers = &observer, .n_observers = 1},
        {.check_canonical = true},
    };
    enum { N_WAYS = sizeof ways / sizeof *ways };
    struct lets_journal *journal = NULL;
    struct lets_error errors[N_WAYS] = {{0}};
    struct lets_ledger *ledgers[N_WAYS] = {NULL};
    must(lets_journal_parse(bytes.bytes, bytes.size, &journal, NULL));
    for (int i = 0; i < N_WAYS; i++) {
        enum lets_status status = lets_journal_replay(journal, &ways[i], &ledgers[i], &errors[i]);
        assert(errors[i].status == status && (status == LETS_OK) == (ledgers[i] != NULL));
        assert(errors[i].status == errors[0].status && errors[i].line == errors[0].line);
        assert(errors[i].column == errors[0].column);
        assert(strcmp(errors[i].message, errors[0].message) == 0);
        assert(strcmp(errors[i].excerpt, errors[0].excerpt) == 0);
        assert(strcmp(errors[i].hint, errors[0].hint) == 0);
        if (ledgers[i] != NULL) {
            const struct lets_summary *a = lets_ledger_summary(ledgers[0]);
            const struct lets_summary *b = lets_ledger_summary(ledgers[i]);
            assert(a->n_entries == b->n_entries && a->n_transfers == b->n_transfers);
            assert(a->volume.minor == b->volume.minor && b->total.minor == 0);
            assert(strcmp(a->head.hex, b->head.hex) == 0);
        }
    }
    for (int i = 0; i < N_WAYS; i++) {
        lets_ledger_free(ledgers[i]);
    }
    lets_journal_close(journal);
}

/* Ends the bytes with a seal that matches those from *from on, where its hash then is. */
static void add_seal(struct text *journal, size_t n_entries, size_t *from)
{
    struct seal_hasher *hasher = NULL;
    must(text_add_format(
        journal, NULL, "- seal: 2028-01-01T09:00:00+00:00\n  by: x\n  entries: %zu\n", n_entries));
    must(seal_hasher_new(&hasher, NULL));
    seal_update(hasher, text_rest(journal, *from));
    struct lets_hash hash = seal_finish(hasher);
    *from = journal->size;
    must(text_add_format(journal, NULL, "  sha256: %s\n", hash.hex));
    seal_hasher_free(hasher);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text journal = {0};
    size_t n_entries = 0;
    size_t from = 0;
    struct lets_span input = {.bytes = (const char *)data, .size = size};
    check_entries(input);
    check_replays(input);
    for (size_t i = 0; i + 1 < size; i++) {
        n_entries += (i == 0 || data[i - 1] == '\n') && data[i] == '-' && data[i + 1] == ' ';
    }
    must(text_add_string(&journal, opening, NULL));
    add_seal(&journal, 4, &from);
    must(text_add(&journal, input, NULL));
    if (size > 0 && data[size - 1] != '\n') {
        must(text_add_string(&journal, "\n", NULL));
    }
    add_seal(&journal, n_entries, &from);
    check_replays(text_span(&journal));
    text_release(&journal);
    return 0;
}
