/* SPDX-License-Identifier: MIT */
/*
 * Witnesses: a head that was printed on some paper, or another copy of the journal. Seals chain, so
 * the one that a witness names proves everything above it; where two copies part, the first commit
 * that differs is what somebody rewrote.
 */

#include "audit/audit_witness.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "audit/audit_findings.h"

enum { PROOF_DIGITS = 32 };

/* What is wrong with a witness is no fault of the journal, and is told apart. */
static enum lets_status add_finding(struct lets_audit *audit, enum lets_status about,
                                    const struct lets_error *why, struct lets_error *err)
{
    return audit_add(audit, lets_status_name(about), LETS_ERROR, LETS_FINDING_OF_WITNESS, why, err);
}

/* The seals of another journal. */
struct others {
    struct lets_witness_commit *commits;
    size_t n;
    size_t capacity;
    bool is_broken; /* the first altered piece was met: nothing behind it counts */
};

static enum lets_status take_piece(void *context, const struct lets_piece *piece)
{
    struct others *others = context;
    others->is_broken = others->is_broken || !piece->is_intact;
    if (others->is_broken) {
        return LETS_OK;
    }
    enum lets_status status = mem_grow(&others->commits, &others->capacity, others->n + 1, NULL);
    if (status == LETS_OK) {
        others->commits[others->n++] = (struct lets_witness_commit){.seal = piece->seal,
                                                                    .line = piece->last_line,
                                                                    .sealed = piece->sealed,
                                                                    .hash = piece->hash};
    }
    return status;
}

/* Fills in the last transfers, as far as the other journal can be replayed. */
static enum lets_status take_entry(void *context, const struct lets_ledger *ledger,
                                   const struct lets_entry *entry, const struct lets_place *place,
                                   struct lets_error *err)
{
    struct others *others = context;
    (void)err;
    if (entry->kind == LETS_KIND_SEAL && place->seal <= others->n) {
        others->commits[place->seal - 1].last_transfer = lets_ledger_summary(ledger)->n_transfers;
    }
    return LETS_OK;
}

/* ---------------------------------------------------------------- heads */

/* Digits without blanks, lower case; at most 64 are kept. */
static void take_digits(const char *given, char digits[LETS_HASH_SIZE], size_t *n)
{
    *n = 0;
    for (const char *c = given; *c != '\0' && *n < LETS_HASH_SIZE - 1; c++) {
        if (*c != ' ' && *c != '\t' && *c != '\n') {
            digits[(*n)++] = *c >= 'A' && *c <= 'F' ? (char)(*c - 'A' + 'a') : *c;
        }
    }
    digits[*n] = '\0';
}

/* The place, from 1, of the only digit in which a head and the digits given differ; 0: they are the
 * same, or differ more. */
static uint32_t find_slip(const char *head, const char *digits, size_t n_digits)
{
    size_t place = 0;
    for (size_t i = 0; i < n_digits; i++) {
        if (head[i] != digits[i]) {
            if (place != 0) {
                return 0;
            }
            place = i + 1;
        }
    }
    return (uint32_t)place;
}

/* A digit that was copied wrongly is told by its place: nobody makes a head that is right but for
 * one. */
static enum lets_status answer_unknown(struct lets_audit *audit, const char *digits,
                                       size_t n_digits, struct lets_witness *witness,
                                       struct lets_error *err)
{
    const struct lets_witness_commit *near = NULL;
    for (size_t i = 0; i < audit->n_seals && n_digits >= PROOF_DIGITS && near == NULL; i++) {
        witness->near_digit = find_slip(audit->seals[i].hash.hex, digits, n_digits);
        near = witness->near_digit > 0 ? &audit->seals[i] : NULL;
    }
    struct lets_error why = {0};
    if (near == NULL) {
        (void)snprintf(
            why.message, sizeof why.message,
            "no seal of this "
            "journal begins with '%s': it is not the journal that the witness was taken from, or "
            "its history was rewritten or cut",
            digits);
        return add_finding(audit, LETS_UNKNOWN_SEAL, &why, err);
    }
    size_t at = witness->near_digit - 1;
    char day[LETS_DATE_SIZE];
    witness->near_seal = near->seal;
    lets_date_format(lets_time_day(near->sealed), day);
    (void)snprintf(why.message, sizeof why.message,
                   "no seal of this journal begins with '%s'; seal %" PRIu64
                   " of %s has %zu of these %zu digits: digit %zu is '%c' there, not '%c'",
                   digits, near->seal, day, n_digits - 1, n_digits, at + 1, near->hash.hex[at],
                   digits[at]);
    lets__hint(&why, "look at digit %zu on the paper again: was it copied wrongly?", at + 1);
    return add_finding(audit, LETS_UNKNOWN_SEAL, &why, err);
}

static enum lets_status answer_head(struct lets_audit *audit, const char *given,
                                    struct lets_witness *witness, struct lets_error *err)
{
    char digits[LETS_HASH_SIZE];
    size_t n_digits = 0;
    take_digits(given, digits, &n_digits);
    (void)snprintf(witness->name, sizeof witness->name, "%s", digits);
    witness->is_weak = n_digits < PROOF_DIGITS;
    for (size_t i = 0; i < audit->n_seals && n_digits > 0 && !witness->is_held; i++) {
        const struct lets_witness_commit *seal = &audit->seals[i];
        if (strncmp(seal->hash.hex, digits, n_digits) == 0) {
            witness->is_held = true;
            witness->seal = seal->seal;
            witness->sealed = seal->sealed;
            witness->last_transfer = seal->last_transfer;
        }
    }
    return witness->is_held ? LETS_OK : answer_unknown(audit, digits, n_digits, witness, err);
}

/* ---------------------------------------------------------------- files */

/* Copies the first commits behind the common part. */
static enum lets_status list_since(struct lets_audit *audit,
                                   const struct lets_witness_commit *commits, size_t n,
                                   size_t common, const struct lets_witness_commit **out,
                                   size_t *n_out, struct lets_error *err)
{
    size_t kept = n - common < LETS_WITNESS_COMMITS ? n - common : LETS_WITNESS_COMMITS;
    void *bytes = NULL;
    enum lets_status status = arena_alloc(&audit->texts, kept * sizeof *commits + 1, &bytes, err);
    if (status == LETS_OK && kept > 0) {
        memcpy(bytes, commits + common, kept * sizeof *commits);
    }
    if (status == LETS_OK) {
        *out = bytes;
        *n_out = kept;
    }
    return status;
}

static enum lets_status tell_difference(struct lets_audit *audit, const struct others *others,
                                        size_t common, const struct lets_witness *witness,
                                        struct lets_error *err)
{
    struct lets_error why = {0};
    if (others->is_broken) {
        (void)snprintf(why.message, sizeof why.message,
                       "the witness '%.100s' is "
                       "itself damaged: its seals match up to seal %zu only",
                       witness->name, others->n);
        return add_finding(audit, LETS_DAMAGED, &why, err);
    }
    if (others->n == 0) {
        (void)snprintf(why.message, sizeof why.message, "the witness '%.100s' is no journal",
                       witness->name);
        return add_finding(audit, LETS_NOT_A_JOURNAL, &why, err);
    }
    (void)snprintf(why.message, sizeof why.message,
                   "this journal and '%.100s' "
                   "part after seal %zu: commits that follow here: %" PRIu64 ", there: %" PRIu64,
                   witness->name, common, witness->n_here, witness->n_there);
    return add_finding(audit, LETS_HISTORY_PARTS, &why, err);
}

static enum lets_status compare(struct lets_audit *audit, const struct others *others,
                                struct lets_witness *witness, struct lets_error *err)
{
    size_t common = 0;
    while (common < audit->n_seals && common < others->n &&
           strcmp(audit->seals[common].hash.hex, others->commits[common].hash.hex) == 0) {
        common++;
    }
    witness->n_here = audit->n_seals - common;
    witness->n_there = others->n - common;
    witness->is_held =
        common > 0 && (witness->n_here == 0 || witness->n_there == 0) && !others->is_broken;
    witness->is_longer = witness->is_held && witness->n_there > 0;
    witness->seal = common;
    if (common > 0) {
        witness->sealed = audit->seals[common - 1].sealed;
        witness->last_transfer = audit->seals[common - 1].last_transfer;
    }
    enum lets_status status = list_since(audit, audit->seals, audit->n_seals, common,
                                         &witness->since_here, &witness->n_since_here, err);
    if (status == LETS_OK) {
        status = list_since(audit, others->commits, others->n, common, &witness->since_there,
                            &witness->n_since_there, err);
    }
    if (status != LETS_OK || witness->is_held) {
        return status;
    }
    return tell_difference(audit, others, common, witness, err);
}

static enum lets_status answer_file(struct lets_audit *audit, struct lets_journal *other,
                                    const char *name, struct lets_witness *witness,
                                    struct lets_error *err)
{
    struct others others = {0};
    struct lets_ledger *ledger = NULL;
    const struct lets_observer observer = {.context = &others, .entry = take_entry};
    const struct lets_replay how = {.observers = &observer, .n_observers = 1};
    witness->is_file = true;
    (void)snprintf(witness->name, sizeof witness->name, "%s", name);
    enum lets_status status = lets_journal_scan(other, take_piece, &others, err);
    if (status == LETS_OK && others.n > 0) {
        enum lets_status replayed = lets_journal_replay(other, &how, &ledger, NULL);
        if (replayed == LETS_OUT_OF_MEMORY) {
            status = lets__fail(err, replayed, "out of memory");
        }
    }
    if (status == LETS_OK) {
        status = compare(audit, &others, witness, err);
    }
    lets_ledger_free(ledger);
    mem_free(others.commits);
    return status;
}

enum lets_status audit_witnesses(struct lets_audit *audit, const struct lets_audit_options *options,
                                 struct lets_error *err)
{
    size_t n = options->n_witness_hashes + options->n_witness_files;
    void *bytes = NULL;
    enum lets_status status = mem_alloc_array(n, sizeof *audit->witnesses, &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    audit->witnesses = bytes;
    for (size_t i = 0; status == LETS_OK && i < options->n_witness_hashes; i++) {
        status = answer_head(audit, options->witness_hashes[i], &audit->witnesses[i], err);
    }
    for (size_t i = 0; status == LETS_OK && i < options->n_witness_files; i++) {
        status = answer_file(audit, options->witness_files[i], options->witness_names[i],
                             &audit->witnesses[options->n_witness_hashes + i], err);
    }
    audit->report.witnesses = audit->witnesses;
    audit->report.n_witnesses = n;
    return status;
}
