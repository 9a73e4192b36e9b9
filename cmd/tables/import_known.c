/* SPDX-License-Identifier: MIT */
/*
 * Known transfers. The old program may say what one was before it was corrected here, or what it is
 * now; both are the same transfer. Everything else under its reference is a mistake.
 */

#include "tables/import_known.h"

#include <inttypes.h>
#include <string.h>

#include "base/failure.h"
#include "base/span_map.h"
#include "tables/import_reference.h"
#include "writing/known_ref.h"

/* Whether a reference is "PREFIX-" and the digits of what a row said. */
static bool has_prefix(const struct import_known *known, const struct lets_entry *entry)
{
    size_t size = known->prefix == NULL ? 0 : strlen(known->prefix);

    return size > 0 && lets_entry_has(entry, ref) &&
           entry->ref.size == size + IMPORT_REFERENCE_TAIL &&
           memcmp(entry->ref.bytes, known->prefix, size) == 0 &&
           import_reference_is_made(entry->ref);
}

static enum lets_status take(void *context, const struct lets_ledger *ledger,
                             const struct lets_entry *entry, const struct lets_place *place,
                             struct lets_error *err)
{
    struct import_known *known = context;

    (void)ledger;
    (void)place;
    (void)err;
    if (entry->kind != LETS_KIND_TRANSFER) {
        return LETS_OK;
    }
    size_t n = (size_t)entry->number + 1;
    memory_make_room(known->reasons, &known->reasons_capacity, n);
    memory_make_room(known->corrections, &known->corrections_capacity, n);
    memory_make_room(known->corrected, &known->corrected_capacity, n);
    memory_make_room(known->is_made, &known->is_made_capacity, n);
    for (; known->n < n; known->n++) {
        known->reasons[known->n] = 0;
        known->corrections[known->n] = 0;
        known->corrected[known->n] = 0;
        known->is_made[known->n] = false;
    }
    known->is_made[entry->number] = has_prefix(known, entry);
    known->reasons[entry->number] =
        lets_entry_has(entry, what_for) ? span_hash(entry->what_for) : 0;
    if (lets_entry_has(entry, corrects) && entry->corrects < n) {
        known->corrections[entry->corrects] = entry->number;
        known->corrected[entry->number] = entry->corrects;
    }
    return LETS_OK;
}

struct lets_observer import_known_observer(struct import_known *known)
{
    return (struct lets_observer){.context = known, .entry = take};
}

void import_known_release(struct import_known *known)
{
    memory_free(known->reasons);
    memory_free(known->corrections);
    memory_free(known->corrected);
    memory_free(known->is_made);
    memory_free(known->is_ours);
    buffer_release(&known->reversed);
}

/* What a row says it was for, as the number that is kept of it. */
static uint64_t reason_of(const struct lets_entry *entry)
{
    return lets_entry_has(entry, what_for) ? span_hash(entry->what_for) : 0;
}

static bool is_for_the_same(const struct import_known *known, const struct lets_entry *entry,
                            uint32_t number)
{
    return number < known->n && known->reasons[number] == reason_of(entry);
}

static enum lets_status fail_reason(const struct session *session, const struct lets_entry *entry,
                                    uint32_t number, struct lets_error *err)
{
    struct buffer was = {0};

    known_ref_describe(&was, session, number);
    enum lets_status status =
        failure_set(err, LETS_REF_DIFFERS,
                    "the reference '%.80s' belongs to transfer %" PRIu32
                    ", %s, which was for something else than '%.*s'",
                    entry->ref.bytes, number, buffer_string(&was),
                    (int)(entry->what_for.size > 80 ? 80 : entry->what_for.size),
                    entry->what_for.bytes == NULL ? "" : entry->what_for.bytes);
    buffer_release(&was);
    return status;
}

enum lets_status import_known_check(struct import_known *known, const struct session *session,
                                    const struct lets_entry *entry, uint32_t number,
                                    bool ignores_date, struct lets_error *err)
{
    struct lets_error first = {0};
    struct lets_error ignored = {0};
    enum lets_status status = known_ref_check(session, entry, number, ignores_date, &first);
    bool is_known = status != LETS_REF_DIFFERS && is_for_the_same(known, entry, number);

    if (is_known && status == LETS_REF_REVERSED && known->corrections[number] == 0) {
        buffer_format(&known->reversed, "left out: %s\n", first.message);
    }
    /* What corrects it may be dated later; the other program still has the day it was. */
    struct lets_transfer was = {0};
    (void)lets_ledger_transfer(session->ledger, number, &was);
    bool is_of_that_day = ignores_date || was.date.day == entry->date.day;
    for (uint32_t next = number; !is_known && next < known->n && known->corrections[next] != 0;) {
        next = known->corrections[next];
        is_known =
            known_ref_check(session, entry, next, is_of_that_day, &ignored) != LETS_REF_DIFFERS &&
            is_for_the_same(known, entry, next);
    }
    if (is_known) {
        return LETS_OK;
    }
    if (status != LETS_REF_DIFFERS) {
        return fail_reason(session, entry, number, err);
    }
    if (err != NULL) {
        *err = first;
    }
    return LETS_REF_DIFFERS;
}
