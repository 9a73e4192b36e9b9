/* SPDX-License-Identifier: MIT */
/*
 * One entry, read again where a replay saw it. Only its commit is gone through: from the seal
 * before it to its own, whose hash says whether these bytes are the ones that were sealed.
 */

#include <string.h>

#include "journal/journal.h"

/* What the commit of an entry turned out to be. */
struct found {
    bool has_entry;
    bool has_seal;
    uint64_t end; /* where the seal's hash line begins */
    struct lets_hash stated;
};

static enum lets_status fail_place(const struct lets_place *place, const char *why,
                                   struct lets_error *err)
{
    return lets__fail_at(err, LETS_DAMAGED, place->line, 0, "%s", why);
}

/* Cuts the commit that begins behind a seal's end, and keeps the bytes of the entry at the place.
 */
static enum lets_status cut_commit(struct lets_journal *journal, uint64_t from, uint64_t size,
                                   const struct lets_place *place, struct found *out,
                                   struct lets_error *err)
{
    struct text *bytes = &journal->read_back.bytes;
    struct cutter *cutter = NULL;
    struct cut cut = {.kind = CUT_ENTRY};
    enum lets_status status = cutter_new(journal->store, from, size, 1, &cutter, err);
    if (status == LETS_OK) {
        cutter_set_longest(cutter, (size_t)(size - from));
    }
    while (status == LETS_OK && cut.kind == CUT_ENTRY) {
        status = cutter_next(cutter, &cut, err);
        if (status == LETS_OK && cut.kind != CUT_END && cut.status == LETS_OK &&
            cut.offset == place->offset && cut.bytes.size == place->size) {
            out->has_entry = true;
            text_clear(bytes);
            status = text_add(bytes, cut.bytes, err);
        }
    }
    if (status == LETS_OK && cut.kind == CUT_SEAL) {
        out->has_seal = true;
        out->end = cut.end - SEAL_LINE_SIZE;
        out->stated = cut.stated;
    }
    cutter_free(cutter);
    return status;
}

/* Whether the bytes of a piece give the hash that its seal states. */
static enum lets_status check_piece(struct lets_journal *journal, uint64_t from,
                                    const struct found *found, bool *is_intact,
                                    struct lets_error *err)
{
    struct seal_hasher *hasher = NULL;
    enum lets_status status = seal_hasher_new(&hasher, err);
    if (status == LETS_OK) {
        status = journal_hash(journal, from, found->end, hasher, err);
    }
    if (status == LETS_OK) {
        struct lets_hash hash = seal_finish(hasher);
        *is_intact = memcmp(hash.hex, found->stated.hex, LETS_HASH_SIZE) == 0;
    }
    seal_hasher_free(hasher);
    return status;
}

enum lets_status lets_journal_entry(struct lets_journal *journal, const struct lets_place *place,
                                    unsigned decimals, const struct lets_entry **out,
                                    struct lets_error *err)
{
    struct read_back *read_back = &journal->read_back;
    struct found found = {0};
    uint64_t size = 0;
    uint64_t from = 0;
    bool is_intact = false;
    enum lets_status status = store_measure(journal->store, &size, err);
    if (status == LETS_OK && place->offset >= size) {
        return fail_place(place, "the journal ends before this entry", err);
    }
    if (status == LETS_OK) {
        status = journal_find_seal(journal, place->offset, &from, err);
    }
    if (status == LETS_OK) {
        status = cut_commit(journal, from, size, place, &found, err);
    }
    if (status == LETS_OK && (!found.has_entry || !found.has_seal)) {
        return fail_place(place, "no sealed entry of that size begins there", err);
    }
    if (status == LETS_OK) {
        status =
            check_piece(journal, from == 0 ? 0 : from - SEAL_LINE_SIZE, &found, &is_intact, err);
    }
    if (status == LETS_OK && !is_intact) {
        return fail_place(place, "bytes of this entry's commit were changed", err);
    }
    if (status == LETS_OK && read_back->reader == NULL) {
        status = yaml_reader_new(&read_back->reader, err);
    }
    if (status == LETS_OK) {
        status = yaml_reader_read(read_back->reader, text_span(&read_back->bytes), place->line,
                                  decimals, &read_back->entry, err);
    }
    if (status == LETS_OK) {
        *out = &read_back->entry;
    }
    return status;
}
