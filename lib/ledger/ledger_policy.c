/* SPDX-License-Identifier: MIT */
/*
 * The ledger itself and its policy (journal.md: ledger, policy): name, unit and contact, and the
 * limits and the validity of cheques that hold for whoever has none of their own; the members'
 * agreement, of which every label that was ever given is kept with its digest.
 */

#include "ledger/ledger_policy.h"

#include <string.h>

#include "entries/entry.h"
#include "values/spelling.h"

static enum lets_status copy_text(struct lets_ledger *ledger, struct lets_span text,
                                  struct lets_span *out, struct lets_error *err)
{
    return arena_copy(&ledger->texts, text, out, err);
}

enum lets_status ledger_apply_ledger(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err)
{
    struct lets_summary summary = ledger->summary;
    enum lets_status status = copy_text(ledger, entry->name, &summary.name, err);
    if (status == LETS_OK) {
        status = copy_text(ledger, entry->unit, &summary.unit, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, contact)) {
        status = copy_text(ledger, entry->contact, &summary.contact, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    summary.decimals = entry->decimals;
    summary.opened = entry->opened;
    summary.debit_limit = entry->debit_limit;
    summary.credit_limit = entry->credit_limit;
    summary.limits = entry->limits;
    summary.cheques_valid = entry->cheques_valid;
    ledger->summary = summary;
    ledger->has_ledger = true;
    return LETS_OK;
}

/* N is above the present format: a reader refuses a newer one before it comes here. */
enum lets_status ledger_apply_format(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err)
{
    (void)ledger;
    (void)entry;
    return LEDGER_REFUSE(number, LETS_NO_CHANGE, "the journal is in format %d already",
                         LETS_FORMAT);
}

const struct agreement *ledger_agreement(const struct lets_ledger *ledger, struct lets_span label)
{
    int32_t buffer[SPELLING_SIZE / 4];
    const uint32_t *index = map_find(&ledger->agreement_labels, spelling_of(label, buffer));
    return index == NULL ? NULL : &ledger->agreements[*index];
}

static enum lets_status check_agreement(struct lets_ledger *ledger, const struct lets_entry *entry,
                                        struct lets_error *err)
{
    bool has_label = lets_entry_has(entry, agreement);
    if (!has_label && !lets_entry_has(entry, digest)) {
        return LETS_OK;
    }
    if (!has_label || !lets_entry_has(entry, digest)) {
        return LEDGER_REFUSE(date, LETS_AGREEMENT_DIGEST, "%s",
                             has_label ? "an agreement needs the digest of its text"
                                       : "a digest needs the label of its agreement");
    }
    if (lets_span_equal(entry->agreement, lets_span_of("none"))) {
        return LEDGER_REFUSE(agreement, LETS_BAD_WORD,
                             "no agreement can be called 'none': the word clears one");
    }
    const struct agreement *before = ledger_agreement(ledger, entry->agreement);
    if (before != NULL && strcmp(before->digest.hex, entry->digest.hex) != 0) {
        return LEDGER_REFUSE(digest, LETS_AGREEMENT_DIGEST,
                             "the agreement '%.*s' was given before, with the digest %.16s..: "
                             "another text needs another label",
                             LETS__SHOW(entry->agreement), before->digest.hex);
    }
    return LETS_OK;
}

/* Keeps a label, if it is new; the one in force is then that. */
static enum lets_status keep_agreement(struct lets_ledger *ledger, const struct lets_entry *entry,
                                       struct lets_summary *summary, struct lets_error *err)
{
    int32_t buffer[SPELLING_SIZE / 4];
    const struct agreement *before = ledger_agreement(ledger, entry->agreement);
    struct agreement kept = {.digest = entry->digest};
    struct lets_span key = {0};
    enum lets_status status = LETS_OK;
    summary->agreement_digest = entry->digest;
    if (before != NULL) {
        summary->agreement = before->label;
        return LETS_OK;
    }
    status =
        mem_grow(&ledger->agreements, &ledger->agreements_capacity, ledger->n_agreements + 1, err);
    if (status == LETS_OK) {
        status = map_reserve(&ledger->agreement_labels, err);
    }
    if (status == LETS_OK) {
        status = copy_text(ledger, entry->agreement, &kept.label, err);
    }
    if (status == LETS_OK) {
        status = copy_text(ledger, spelling_of(entry->agreement, buffer), &key, err);
    }
    if (status == LETS_OK) {
        map_add(&ledger->agreement_labels, key, (uint32_t)ledger->n_agreements);
        ledger->agreements[ledger->n_agreements++] = kept;
        summary->agreement = kept.label;
    }
    return status;
}

enum lets_status ledger_apply_policy(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err)
{
    struct lets_summary summary = ledger->summary;
    static const enum lets_field others[] = {LETS_FIELD_date, LETS_FIELD_reason, LETS_FIELD_note};
    if (entry_has_only(entry, others, sizeof others / sizeof *others)) {
        return LEDGER_REFUSE(date, LETS_NO_CHANGE, "the policy changes nothing");
    }
    enum lets_status status = check_agreement(ledger, entry, err);
    if (status == LETS_OK && lets_entry_has(entry, name)) {
        status = copy_text(ledger, entry->name, &summary.name, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, unit)) {
        status = copy_text(ledger, entry->unit, &summary.unit, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, contact)) {
        status = copy_text(ledger, entry->contact, &summary.contact, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, agreement)) {
        status = keep_agreement(ledger, entry, &summary, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    summary.debit_limit =
        lets_entry_has(entry, debit_limit) ? entry->debit_limit : summary.debit_limit;
    summary.credit_limit =
        lets_entry_has(entry, credit_limit) ? entry->credit_limit : summary.credit_limit;
    summary.limits = lets_entry_has(entry, limits) ? entry->limits : summary.limits;
    summary.cheques_valid =
        lets_entry_has(entry, cheques_valid) ? entry->cheques_valid : summary.cheques_valid;
    ledger->summary = summary;
    return LETS_OK;
}
