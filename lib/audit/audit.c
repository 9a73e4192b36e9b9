/* SPDX-License-Identifier: MIT */
/*
 * The audit (commands.md, "What audit checks"): a replay that goes on where an entry breaks a rule
 * and keeps every finding, then the sums, the witnesses and how things stand. What is wrong with a
 * commit whose bytes were altered is not told: its bytes are the finding.
 */

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "audit/audit_charters.h"
#include "audit/audit_findings.h"
#include "audit/audit_funds.h"
#include "audit/audit_runs.h"
#include "audit/audit_spent.h"
#include "audit/audit_sums.h"
#include "audit/audit_witness.h"
#include "base/text.h"
#include "journal/replay.h"
#include "journal/tail.h"

/* ---------------------------------------------------------------- the replay */

static void name_entry(const struct lets_entry *entry, char *out, size_t size)
{
    const char *kind = lets_kind_word(entry->kind);
    out[0] = '\0';
    if (lets_entry_has(entry, number)) {
        (void)snprintf(out, size, "%s %" PRIu32, kind, entry->number);
    } else if (lets_entry_has(entry, id)) {
        (void)snprintf(out, size, "%s %.*s", kind, LETS__SHOW(entry->id));
    } else if (lets_entry_has(entry, date)) {
        char day[LETS_DATE_SIZE];
        lets_date_format(entry->date, day);
        (void)snprintf(out, size, "%s %s", kind, day);
    } else {
        (void)snprintf(out, size, "%s", kind);
    }
}

/* Counts a seal whose bytes are sound, and remembers it where there are witnesses to ask for it: a
 * journal may have one for each transfer. */
static enum lets_status keep_seal(struct lets_audit *audit, const struct lets_entry *seal,
                                  const struct lets_place *place, struct lets_error *err)
{
    struct lets_witness_commit commit = {
        .seal = place->seal,
        .line = place->line,
        .sealed = seal->time,
        .hash = seal->sha256,
        .last_transfer = audit->last_transfer,
    };
    enum lets_status status = LETS_OK;
    if (audit->has_witnesses) {
        status = mem_grow(&audit->seals, &audit->seals_capacity, audit->n_seals + 1, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    if (audit->has_witnesses) {
        audit->seals[audit->n_seals] = commit;
    }
    audit->n_seals++;
    audit->report.sound_seal = place->seal;
    audit->report.sound_time = seal->time;
    return LETS_OK;
}

static enum lets_status take_refusal(void *context, const struct lets_entry *entry,
                                     const struct lets_place *place, const struct lets_error *why)
{
    struct lets_audit *audit = context;
    char name[sizeof((struct lets_finding *)0)->entry] = "";
    enum lets_status status = LETS_OK;
    if (entry != NULL) {
        name_entry(entry, name, sizeof name);
    }
    if (entry != NULL && entry->kind == LETS_KIND_SEAL) {
        status = keep_seal(audit, entry, place, NULL);
    }
    return status == LETS_OK
               ? audit_add(audit, lets_status_name(why->status), LETS_ERROR, name, why, NULL)
               : status;
}

static enum lets_status take_entry(void *context, const struct lets_ledger *ledger,
                                   const struct lets_entry *entry, const struct lets_place *place,
                                   struct lets_error *err)
{
    struct lets_audit *audit = context;
    (void)ledger;
    if (!place->is_canonical) {
        audit->report.n_spelled++;
        audit->first_spelled = audit->first_spelled == 0 ? place->line : audit->first_spelled;
    }
    if (entry->kind == LETS_KIND_TRANSFER) {
        audit->last_transfer = entry->number;
    }
    return entry->kind == LETS_KIND_SEAL ? keep_seal(audit, entry, place, err) : LETS_OK;
}

/* The other altered pieces, behind the first: audit names them all. */
struct altered {
    struct lets_audit *audit;
    uint64_t n;
};

static enum lets_status take_piece(void *context, const struct lets_piece *piece)
{
    struct altered *altered = context;
    altered->n += piece->is_intact ? 0 : 1;
    if (piece->is_intact || altered->n == 1) {
        return LETS_OK;
    }
    return audit_note(altered->audit, lets_status_name(LETS_DAMAGED), LETS_ERROR, piece->first_line,
                      NULL, "lines %" PRIu64 " to %" PRIu64 " are not as they were sealed",
                      piece->first_line, piece->last_line);
}

/* Forgets what was gathered, so that the replay can be run again. */
static void forget(struct lets_audit *audit)
{
    lets_ledger_free(audit->ledger);
    lets_exceptions_free(audit->exceptions);
    audit_runs_forget(&audit->runs);
    audit_funds_release(&audit->funds);
    audit->exceptions = NULL;
    audit->ledger = NULL;
    audit->report = (struct lets_audit_report){.is_ok = true};
    audit->n_accounts = 0;
    audit_floats_release(&audit->floats);
    audit->n_touched = 0;
    audit->n_seals = 0;
    audit->last_transfer = 0;
    audit->first_spelled = 0;
}

static enum lets_status tell_tail(struct lets_audit *audit, const struct lets_tail *tail,
                                  struct lets_error *err)
{
    struct lets_error why = {.line = tail->line};
    if (tail->kind != LETS_TAIL_OPEN) {
        return LETS_OK;
    }
    (void)snprintf(why.message, sizeof why.message,
                   "%" PRIu64 " bytes of unsealed entries follow the last "
                   "seal: they count for nothing",
                   tail->size);
    tail_hint(tail, &why);
    return audit_add(audit, lets_status_name(LETS_OPEN_TAIL), LETS_ERROR, "", &why, err);
}

/* One pass up to an offset. */
static enum lets_status pass(struct lets_audit *audit, const struct lets_audit_options *options,
                             uint64_t until, struct lets_error *err)
{
    enum lets_status status = lets_exceptions_new(&audit->exceptions, err);
    if (status != LETS_OK) {
        return status;
    }
    const struct lets_observer observers[] = {
        audit_sums_observer(audit),
        audit_runs_observer(audit),
        audit_funds_observer(audit),
        lets_exceptions_observer(audit->exceptions),
        {.context = audit, .entry = take_entry},
    };
    const struct lets_replay how = {
        .observers = observers,
        .n_observers = sizeof observers / sizeof *observers,
        .must_hold = options->must_hold,
        .check_canonical = true,
        .refused_context = audit,
        .refused = take_refusal,
    };
    return replay_run(audit->journal, &how, until, &audit->ledger, err);
}

static enum lets_status replay(struct lets_audit *audit, const struct lets_audit_options *options,
                               struct lets_error *err)
{
    struct lets_error why = {0};
    enum lets_status found = pass(audit, options, REPLAY_ALL, &why);
    struct lets_tail tail = audit->journal->tail;
    int exit_status = lets_status_exit(found);
    if (audit->ledger == NULL || (found != LETS_OK && exit_status != 1 && exit_status != 3)) {
        if (err != NULL) {
            *err = why;
        }
        return found;
    }
    enum lets_status status = LETS_OK;
    if (found == LETS_DAMAGED) {
        /* Entries of the altered commit were applied before its seal was seen: again, without them.
         */
        forget(audit);
        if (strncmp(why.hint, "'lets audit'", 12) == 0) {
            lets__hint(&why, "put back a copy, or compare copies with 'lets audit --witness FILE'");
        }
        status = pass(audit, options, audit->journal->sealed, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    audit->report.sound_line = audit->journal->next_line - 1;
    if (found != LETS_OK) {
        status = audit_add(audit, lets_status_name(found), LETS_ERROR, "", &why, err);
    }
    if (found == LETS_NOT_A_JOURNAL) {
        return status;
    }
    if (status == LETS_OK && found == LETS_DAMAGED) {
        struct altered altered = {.audit = audit};
        status = lets_journal_scan(audit->journal, take_piece, &altered, err);
    }
    return status == LETS_OK ? tell_tail(audit, &tail, err) : status;
}

static enum lets_status tell_spelling(struct lets_audit *audit, struct lets_error *err)
{
    uint64_t n = audit->report.n_spelled;
    if (n == 0) {
        return LETS_OK;
    }
    return audit_note(audit, "not-canonical", LETS_NOTE, audit->first_spelled, err,
                      "%" PRIu64 " %s not in "
                      "canonical form, the first here: that is allowed",
                      n, n == 1 ? "entry is" : "entries are");
}

/* Adds how many there are of each kind, while there is room in a message that says so much already;
 * of the others how many they are. */
static enum lets_status add_kinds(struct text *out, const struct lets_exceptions_count *count,
                                  struct lets_error *err)
{
    enum { ROOM = LETS_MESSAGE_SIZE - 80 }; /* for the others, and what was let through */
    unsigned n_more = 0;
    const char *between = "";
    enum lets_status status = LETS_OK;
    for (unsigned kind = 0; status == LETS_OK && kind < LETS_EXCEPTION_COUNT; kind++) {
        size_t size = out->size;
        if (count->of[kind] == 0) {
            continue;
        }
        status =
            text_add_format(out, err, "%s%" PRIu64 " %s", between, count->of[kind],
                            lets_exception_word((enum lets_exception_kind)kind, count->of[kind]));
        if (n_more > 0 || out->size > ROOM) {
            out->size = size;
            n_more++;
        }
        between = ", ";
    }
    return status == LETS_OK && n_more > 0
               ? text_add_format(out, err, " and %u kind%s more", n_more, n_more == 1 ? "" : "s")
               : status;
}

/* How many entries loosened a rule or stepped past one, by their kinds. */
static enum lets_status tell_exceptions(struct lets_audit *audit, struct lets_error *err)
{
    const struct lets_exceptions_count count = lets_exceptions_count(audit->exceptions);
    struct text message = {0};
    enum lets_status status = text_add_format(
        &message, err,
        "%" PRIu64 " %s loosened a rule or stepped past one, the first here: ", count.n_entries,
        count.n_entries == 1 ? "entry" : "entries");
    if (status == LETS_OK) {
        status = add_kinds(&message, &count, err);
    }
    if (status == LETS_OK && count.n_through > 0) {
        status = text_add_format(&message, err, "; %" PRIu64 " transfer%s let through so",
                                 count.n_through, count.n_through == 1 ? " was" : "s were");
    }
    if (status == LETS_OK && count.n_entries > 0) {
        struct lets_error why = {.line = count.first_line};
        (void)snprintf(why.message, sizeof why.message, "%.*s", (int)message.size, message.bytes);
        lets__hint(&why, "'lets log --exceptions' lists them");
        status = audit_add(audit, "exceptions", LETS_NOTE, "", &why, err);
    }
    text_release(&message);
    return status;
}

/* ---------------------------------------------------------------- the whole */

static enum lets_status run(struct lets_audit *audit, const struct lets_audit_options *options,
                            struct lets_error *err)
{
    enum lets_status status = replay(audit, options, err);
    if (status == LETS_OK) {
        status = audit_sums_finish(audit, err);
    }
    if (status == LETS_OK) {
        status = audit_spent_finish(audit, err);
    }
    if (status == LETS_OK) {
        status = audit_witnesses(audit, options, err);
    }
    if (status == LETS_OK) {
        status = tell_spelling(audit, err);
    }
    if (status == LETS_OK) {
        status = tell_exceptions(audit, err);
    }
    if (status == LETS_OK) {
        status = audit_standing(audit, err);
    }
    if (status == LETS_OK) {
        struct lets_date sealed = lets_time_day(lets_ledger_summary(audit->ledger)->sealed);
        status = audit_charters(audit, options->has_today ? options->today : sealed, err);
    }
    if (status == LETS_OK) {
        const struct lets_summary *summary = lets_ledger_summary(audit->ledger);
        audit->report.n_entries = summary->n_entries;
        audit->report.n_seals = audit->n_seals;
        audit->report.n_bytes = audit->journal->sealed;
        audit->report.ledger = audit->ledger;
    }
    return status;
}

enum lets_status lets_audit_new(struct lets_journal *journal,
                                const struct lets_audit_options *options, struct lets_audit **out,
                                struct lets_error *err)
{
    static const struct lets_audit_options none;
    void *bytes = NULL;
    enum lets_status status = mem_alloc(sizeof(struct lets_audit), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct lets_audit *audit = bytes;
    audit->journal = journal;
    audit->report.is_ok = true;
    audit->has_witnesses =
        options != NULL && options->n_witness_hashes + options->n_witness_files > 0;
    status = run(audit, options == NULL ? &none : options, err);
    if (status != LETS_OK) {
        lets_audit_free(audit);
        return status;
    }
    *out = audit;
    return LETS_OK;
}

void lets_audit_free(struct lets_audit *audit)
{
    if (audit != NULL) {
        lets_ledger_free(audit->ledger);
        lets_exceptions_free(audit->exceptions);
        audit_runs_release(&audit->runs);
        audit_funds_release(&audit->funds);
        arena_release(&audit->texts);
        mem_free(audit->findings);
        mem_free(audit->witnesses);
        mem_free(audit->accounts);
        audit_floats_release(&audit->floats);
        mem_free(audit->touched);
        mem_free(audit->seals);
        mem_free(audit);
    }
}

const struct lets_audit_report *lets_audit_report(const struct lets_audit *audit)
{
    return &audit->report;
}
