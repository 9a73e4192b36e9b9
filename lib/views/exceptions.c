/* SPDX-License-Identifier: MIT */
/*
 * Which entries loosened a rule or stepped past one. What loosened a rule is kept to the end, with
 * what it let through; what is said of a transfer or a seal is known at the seal and kept no
 * longer, so that a journal of nothing but exceptions costs no more than its largest commit.
 */

#include <stdlib.h>

#include "ledger/ledger.h"
#include "views/loosened.h"

/* An entry that loosened a rule. */
struct loosening {
    uint64_t line;
    uint32_t newest; /* the transfer that it let through last */
    struct lets_exception what;
};

/* A transfer of the commit at hand, or its seal. */
struct pending {
    uint64_t line;
    struct lets_date date;
    uint32_t number; /* 0: the seal */
    uint32_t kinds;
    bool is_opening;
};

struct lets_exceptions {
    struct loosened loosened;
    struct loosening *loosenings; /* owned, by line */
    size_t n_loosenings;
    size_t loosenings_capacity;
    struct pending *pending; /* owned, by line */
    size_t n_pending;
    size_t pending_capacity;
    bool is_sealed; /* the seal of what is pending was shown */
    bool has_sealed;
    struct lets_time sealed;            /* the seal before */
    struct lets_exceptions_count count; /* of transfers and seals */
};

const char *lets_exception_word(enum lets_exception_kind kind, uint64_t n)
{
#define WORDS(name, one, many) {one, many},
    static const char *const words[LETS_EXCEPTION_COUNT][2] = {LETS_EXCEPTIONS(WORDS)};
#undef WORDS
    return words[kind][n == 1 ? 0 : 1];
}

enum lets_status lets_exceptions_new(struct lets_exceptions **out, struct lets_error *err)
{
    void *bytes = NULL;
    enum lets_status status = mem_alloc(sizeof(struct lets_exceptions), &bytes, err);
    if (status == LETS_OK) {
        *out = bytes;
    }
    return status;
}

void lets_exceptions_free(struct lets_exceptions *exceptions)
{
    if (exceptions != NULL) {
        loosened_release(&exceptions->loosened);
        mem_free(exceptions->loosenings);
        mem_free(exceptions->pending);
        mem_free(exceptions);
    }
}

/* ---------------------------------------------------------------- entries */

static void let_through(struct loosening *loosening, uint32_t number)
{
    struct lets_exception *what = &loosening->what;
    if (loosening->newest == number) {
        return;
    }
    loosening->newest = number;
    if (what->n_through < LETS_LET_THROUGH) {
        what->through[what->n_through] = number;
    }
    what->n_through++;
}

/* Adds what is to be said of an entry that is no transfer. */
static enum lets_status add_loosening(struct lets_exceptions *exceptions, uint64_t line,
                                      uint32_t kinds, struct lets_error *err)
{
    if (kinds == 0) {
        return LETS_OK;
    }
    enum lets_status status = mem_grow(&exceptions->loosenings, &exceptions->loosenings_capacity,
                                       exceptions->n_loosenings + 1, err);
    if (status == LETS_OK) {
        exceptions->loosenings[exceptions->n_loosenings++] =
            (struct loosening){.line = line, .what = {.kinds = kinds}};
    }
    return status;
}

/* Takes the beginning of a text away, if it begins so; else false. */
static bool skip(struct lets_span *text, struct lets_span beginning)
{
    bool begins = text->size >= beginning.size &&
                  lets_span_equal((struct lets_span){text->bytes, beginning.size}, beginning);
    if (begins) {
        text->bytes += beginning.size;
        text->size -= beginning.size;
    }
    return begins;
}

/* Whether a transfer of an opening account is what `import --opening` makes of the balance of the
 * account `index`: anything else with an opening account is an exception like others. */
static bool is_taken_over(const struct lets_ledger *ledger, const struct lets_entry *entry,
                          uint32_t index)
{
    struct lets_span ref = entry->ref;
    bool is_named =
        skip(&ref, lets_span_of("opening/")) && skip(&ref, lets_ledger_account(ledger, index)->id);
    return is_named && lets_span_equal(entry->override_reason, lets_span_of("opening balance")) &&
           (lets_span_equal(ref, lets_span_of("/earned")) ||
            lets_span_equal(ref, lets_span_of("/spent")) ||
            lets_span_equal(ref, lets_span_of("/balance")));
}

static enum lets_status take_transfer(struct lets_exceptions *exceptions,
                                      const struct lets_ledger *ledger,
                                      const struct lets_entry *entry, uint64_t line,
                                      struct lets_error *err)
{
    struct lets_transfer transfer = {0};
    uint32_t by = 0;
    struct pending pending = {.line = line, .date = entry->date, .number = entry->number};
    struct loosened_found found = loosened_by(&exceptions->loosened, ledger, entry);
    (void)lets_ledger_transfer(ledger, entry->number, &transfer);
    for (size_t i = 0; i < found.n; i++) {
        let_through(&exceptions->loosenings[found.by[i]], entry->number);
    }
    for (size_t at = 0;
         lets_entry_has(entry, first) &&
         loosened_next_range(&exceptions->loosened.cheques, ledger, entry, &at, &by);) {
        let_through(&exceptions->loosenings[by], entry->number);
    }
    bool is_reversal = lets_entry_has(entry, reverses);
    pending.kinds = (is_reversal ? LOOSENED(REVERSAL) : 0) |
                    (lets_entry_has(entry, override_reason) ? LOOSENED(OVERRIDE) : 0);
    pending.is_opening = !is_reversal && ledger_is_opening(ledger, &transfer) &&
                         (is_taken_over(ledger, entry, transfer.payer) ||
                          is_taken_over(ledger, entry, transfer.payee));
    pending.kinds |= loosened_take_payment(&exceptions->loosened.funds, ledger, entry);
    enum lets_status status = mem_grow(&exceptions->pending, &exceptions->pending_capacity,
                                       exceptions->n_pending + 1, err);
    if (status != LETS_OK) {
        return status;
    }
    exceptions->pending[exceptions->n_pending++] = pending;
    return is_reversal ? loosened_take_reversal(&exceptions->loosened.cheques, ledger, entry, err)
                       : LETS_OK;
}

/* ---------------------------------------------------------------- seals */

static void count(struct lets_exceptions_count *count, uint64_t line,
                  const struct lets_exception *what)
{
    for (unsigned kind = 0; kind < LETS_EXCEPTION_COUNT; kind++) {
        count->of[kind] += (what->kinds >> kind) & 1;
    }
    count->n_entries++;
    count->n_through += what->n_through;
    if (count->first_line == 0 || line < count->first_line) {
        count->first_line = line;
    }
}

/* A clock that went back lets its whole commit through; one far ahead what is dated so. */
static enum lets_status judge_clock(struct lets_exceptions *exceptions,
                                    const struct lets_entry *seal, uint64_t line,
                                    struct lets_error *err)
{
    int32_t latest = lets_time_day(exceptions->sealed).day + LETS_CLOCK_DAYS;
    bool is_behind =
        exceptions->has_sealed && seal->time.unix_seconds < exceptions->sealed.unix_seconds;
    bool is_ahead = exceptions->has_sealed && lets_time_day(seal->time).day > latest;
    enum lets_status status = add_loosening(
        exceptions, line,
        (is_behind ? LOOSENED(CLOCK_BEHIND) : 0) | (is_ahead ? LOOSENED(CLOCK_AHEAD) : 0), err);
    for (size_t i = 0; status == LETS_OK && i < exceptions->n_pending; i++) {
        const struct pending *pending = &exceptions->pending[i];
        if (is_behind || (is_ahead && pending->date.day > latest)) {
            let_through(&exceptions->loosenings[exceptions->n_loosenings - 1], pending->number);
        }
    }
    exceptions->sealed = seal->time;
    exceptions->has_sealed = true;
    return status;
}

static enum lets_status take_seal(struct lets_exceptions *exceptions, const struct lets_entry *seal,
                                  uint64_t line, struct lets_error *err)
{
    int32_t day = lets_time_day(seal->time).day;
    for (size_t i = 0; i < exceptions->n_pending; i++) {
        struct pending *pending = &exceptions->pending[i];
        pending->kinds |= day - pending->date.day > LETS_LATE_DAYS ? LOOSENED(LATE) : 0;
        if (pending->is_opening && pending->kinds != 0) {
            pending->kinds = LOOSENED(OPENING);
        }
        if (pending->kinds != 0) {
            count(&exceptions->count, pending->line,
                  &(struct lets_exception){.kinds = pending->kinds});
        }
    }
    exceptions->is_sealed = true;
    return judge_clock(exceptions, seal, line, err);
}

static enum lets_status take(void *context, const struct lets_ledger *ledger,
                             const struct lets_entry *entry, const struct lets_place *place,
                             struct lets_error *err)
{
    struct lets_exceptions *exceptions = context;
    uint32_t kinds = 0;
    if (exceptions->is_sealed) {
        exceptions->n_pending = 0;
        exceptions->is_sealed = false;
    }
    if (entry->kind == LETS_KIND_SEAL) {
        return take_seal(exceptions, entry, place->line, err);
    }
    if (entry->kind == LETS_KIND_TRANSFER) {
        return take_transfer(exceptions, ledger, entry, place->line, err);
    }
    enum lets_status status = loosened_take(&exceptions->loosened, ledger, entry,
                                            (uint32_t)exceptions->n_loosenings, &kinds, err);
    return status == LETS_OK ? add_loosening(exceptions, place->line, kinds, err) : status;
}

struct lets_observer lets_exceptions_observer(struct lets_exceptions *exceptions)
{
    return (struct lets_observer){.context = exceptions, .entry = take};
}

/* ---------------------------------------------------------------- what was found */

static int compare_lines(const void *key, const void *item)
{
    uint64_t wanted = *(const uint64_t *)key;
    uint64_t line = *(const uint64_t *)item; /* the first member of both */
    return (wanted > line) - (wanted < line);
}

bool lets_exceptions_find(const struct lets_exceptions *exceptions, uint64_t line,
                          struct lets_exception *out)
{
    const struct loosening *loosening =
        exceptions->n_loosenings == 0
            ? NULL
            : bsearch(&line, exceptions->loosenings, exceptions->n_loosenings,
                      sizeof *exceptions->loosenings, compare_lines);
    const struct pending *pending = exceptions->n_pending == 0 || loosening != NULL
                                        ? NULL
                                        : bsearch(&line, exceptions->pending, exceptions->n_pending,
                                                  sizeof *exceptions->pending, compare_lines);
    if (loosening != NULL) {
        *out = loosening->what;
    } else if (pending != NULL) {
        *out = (struct lets_exception){.kinds = pending->kinds};
    }
    return loosening != NULL || (pending != NULL && pending->kinds != 0);
}

bool lets_exception_is_usual(const struct lets_exception *exception)
{
    return exception->kinds == LOOSENED(CENTRAL) && exception->n_through == 0;
}

struct lets_exceptions_count lets_exceptions_count(const struct lets_exceptions *exceptions)
{
    struct lets_exceptions_count total = exceptions->count;
    for (size_t i = 0; i < exceptions->n_loosenings; i++) {
        const struct loosening *loosening = &exceptions->loosenings[i];
        if (!lets_exception_is_usual(&loosening->what)) {
            count(&total, loosening->line, &loosening->what);
        }
    }
    return total;
}
