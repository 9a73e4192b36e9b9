/* SPDX-License-Identifier: MIT */
/*
 * Journals: opened, measured, and gone through piece by piece without judging any entry. The search
 * for the last seal goes backwards, so that what follows it is known before the first entry is
 * replayed.
 */

#include "journal/journal.h"

#include <string.h>

enum { SEARCH_CHUNK = 64 * 1024 };

static enum lets_status new_journal(struct store *store, struct lets_journal **out,
                                    struct lets_error *err)
{
    void *bytes = NULL;
    enum lets_status status = mem_alloc(sizeof(struct lets_journal), &bytes, err);
    if (status != LETS_OK) {
        store_close(store);
        return status;
    }
    struct lets_journal *journal = bytes;
    journal->store = store;
    journal->next_line = 1;
    *out = journal;
    return LETS_OK;
}

enum lets_status lets_journal_open(const char *path, enum lets_access access, unsigned wait_ms,
                                   struct lets_journal **out, struct lets_error *err)
{
    struct store *store = NULL;
    enum lets_status status = store_open(path, access, wait_ms, &store, err);
    return status == LETS_OK ? new_journal(store, out, err) : status;
}

enum lets_status lets_journal_parse(const void *bytes, size_t size, struct lets_journal **out,
                                    struct lets_error *err)
{
    struct store *store = NULL;
    enum lets_status status = store_parse(bytes, size, &store, err);
    return status == LETS_OK ? new_journal(store, out, err) : status;
}

void lets_journal_close(struct lets_journal *journal)
{
    if (journal != NULL) {
        store_close(journal->store);
        text_release(&journal->read_back.bytes);
        yaml_reader_free(journal->read_back.reader);
        mem_free(journal);
    }
}

const struct lets_tail *lets_journal_tail(const struct lets_journal *journal)
{
    return &journal->tail;
}

bool lets_journal_is_settled(struct lets_journal *journal)
{
    uint64_t size = 0;
    return !store_is_being_written(journal->store) &&
           store_measure(journal->store, &size, NULL) == LETS_OK && size >= journal->size;
}

bool lets_journal_is_replaced(const struct lets_journal *journal)
{
    return store_is_replaced(journal->store);
}

/* ---------------------------------------------------------------- the last seal */

/* The end of the last line of bytes that is a seal's, into *end; such a line must have an LF before
 * it. */
static bool find_last(struct lets_span bytes, size_t *end)
{
    struct lets_hash hash;
    for (size_t at = bytes.size; at >= SEAL_LINE_SIZE + 1; at--) {
        struct lets_span line = {.bytes = bytes.bytes + at - SEAL_LINE_SIZE,
                                 .size = SEAL_LINE_SIZE};
        if (line.bytes[SEAL_LINE_SIZE - 1] == '\n' && line.bytes[-1] == '\n' &&
            seal_parse_line(line, &hash)) {
            *end = at;
            return true;
        }
    }
    return false;
}

enum lets_status journal_find_seal(struct lets_journal *journal, uint64_t behind, uint64_t *end,
                                   struct lets_error *err)
{
    char buffer[SEARCH_CHUNK + SEAL_LINE_SIZE + 1];
    enum lets_status status = LETS_OK;
    uint64_t last = behind;
    *end = 0;
    while (status == LETS_OK && behind > 0) {
        uint64_t from = behind > SEARCH_CHUNK ? behind - SEARCH_CHUNK : 0;
        /* A line may straddle two chunks, so each is searched with the beginning of the next. */
        uint64_t to = behind + SEAL_LINE_SIZE + 1 < last ? behind + SEAL_LINE_SIZE + 1 : last;
        size_t found = 0;
        status = store_read(journal->store, from, buffer, (size_t)(to - from), err);
        if (status == LETS_OK &&
            find_last((struct lets_span){.bytes = buffer, .size = (size_t)(to - from)}, &found)) {
            *end = from + found;
            return LETS_OK;
        }
        behind = from;
    }
    return status;
}

enum lets_status journal_measure(struct lets_journal *journal, uint64_t *limit,
                                 struct lets_error *err)
{
    enum lets_status status = store_measure(journal->store, &journal->size, err);
    *limit = 0;
    return status == LETS_OK ? journal_find_seal(journal, journal->size, limit, err) : status;
}

enum lets_status journal_hash(struct lets_journal *journal, uint64_t from, uint64_t to,
                              struct seal_hasher *hasher, struct lets_error *err)
{
    struct store_walk walk = {.store = journal->store, .at = from, .end = to};
    struct lets_span bytes = {0};
    enum lets_status status = LETS_OK;
    do {
        status = store_walk_next(&walk, &bytes, err);
        if (status == LETS_OK) {
            seal_update(hasher, bytes);
        }
    } while (status == LETS_OK && bytes.size > 0);
    return status;
}

/* ---------------------------------------------------------------- pieces */

/* The time in the first line of a seal's bytes; zero where there is none. */
static struct lets_time stated_time(struct lets_span bytes)
{
    static const char start[] = "- seal: ";
    const size_t size = sizeof start - 1;
    struct lets_time time = {0};
    if (bytes.size > size + LETS_TIME_SIZE && memcmp(bytes.bytes, start, size) == 0) {
        struct lets_span text = {.bytes = bytes.bytes + size, .size = LETS_TIME_SIZE - 1};
        (void)lets_time_parse(text, &time, NULL);
    }
    return time;
}

enum lets_status lets_journal_scan(struct lets_journal *journal,
                                   enum lets_status (*piece)(void *context,
                                                             const struct lets_piece *piece),
                                   void *context, struct lets_error *err)
{
    struct cutter *cutter = NULL;
    uint64_t limit = 0;
    uint64_t n_pieces = 0;
    uint64_t line = 1;
    enum lets_status status = journal_measure(journal, &limit, err);
    if (status == LETS_OK) {
        status = cutter_new(journal->store, 0, limit, 1, &cutter, err);
    }
    while (status == LETS_OK) {
        struct cut cut;
        status = cutter_next(cutter, &cut, err);
        if (status != LETS_OK || cut.kind == CUT_END) {
            break;
        }
        if (cut.kind == CUT_SEAL) {
            struct lets_piece found = {
                .seal = ++n_pieces,
                .first_line = line,
                .last_line = cut.last_line,
                .end = cut.end,
                .hash = cut.stated,
                .sealed = stated_time(cut.bytes),
                .is_intact = cut.is_intact,
            };
            line = cut.last_line + 1;
            status = piece(context, &found);
        }
    }
    cutter_free(cutter);
    return status;
}

/* The hash of the first seal that ends before `limit`, into *out; empty for none. */
static enum lets_status find_first_seal(struct lets_journal *journal, uint64_t limit,
                                        struct lets_hash *out, struct lets_error *err)
{
    struct cutter *cutter = NULL;
    struct cut cut = {.kind = CUT_ENTRY};
    enum lets_status status = cutter_new(journal->store, 0, limit, 1, &cutter, err);
    while (status == LETS_OK && cut.kind == CUT_ENTRY) {
        status = cutter_next(cutter, &cut, err);
    }
    if (status == LETS_OK) {
        *out = cut.kind == CUT_SEAL ? cut.stated : (struct lets_hash){{0}};
    }
    cutter_free(cutter);
    return status;
}

enum lets_status lets_journal_first_seal(struct lets_journal *journal, struct lets_hash *out,
                                         struct lets_error *err)
{
    struct lets_hash found = {{0}};
    uint64_t limit = 0;
    enum lets_status status = journal_measure(journal, &limit, err);
    /* Nearly always it stands within the first lines: the rest is not read for it. */
    if (status == LETS_OK && limit > SEARCH_CHUNK) {
        status = find_first_seal(journal, SEARCH_CHUNK, &found, err);
    }
    if (status == LETS_OK && found.hex[0] == '\0') {
        status = find_first_seal(journal, limit, &found, err);
    }
    if (status == LETS_OK) {
        *out = found;
    }
    return status;
}
