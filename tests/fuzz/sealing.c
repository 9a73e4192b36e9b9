/* SPDX-License-Identifier: MIT */

#include "sealing.h"

#include <assert.h>

#include "base/seal.h"

void fuzz_add_hash(struct text *journal, size_t *from)
{
    struct seal_hasher *hasher = NULL;
    enum lets_status status = seal_hasher_new(&hasher, NULL);
    assert(status == LETS_OK);
    seal_update(hasher, (struct lets_span){journal->bytes + *from, journal->size - *from});
    struct lets_hash hash = seal_finish(hasher);
    *from = journal->size;
    status = text_add_format(journal, NULL, "  sha256: %s\n", hash.hex);
    assert(status == LETS_OK);
    seal_hasher_free(hasher);
}

void fuzz_add_seal(struct text *journal, size_t entries, size_t *from)
{
    enum lets_status status = text_add_format(
        journal, NULL, "- seal: 2026-06-01T09:00:00+00:00\n  by: x\n  entries: %zu\n", entries);
    assert(status == LETS_OK);
    fuzz_add_hash(journal, from);
}
