/* SPDX-License-Identifier: MIT */
/*
 * The ledger itself and its policy (journal.md: ledger, policy): name, unit and contact, and the
 * limits and the validity of cheques that hold for whoever has none of their own.
 */

#include "ledger/ledger_policy.h"

#include "entries/entry.h"

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

/* Readers refuse what is in a format that they do not know: any other changes nothing. */
enum lets_status ledger_apply_format(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err)
{
    (void)ledger;
    (void)entry;
    (void)err;
    return LETS_OK;
}

enum lets_status ledger_apply_policy(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err)
{
    struct lets_summary summary = ledger->summary;
    static const enum lets_field others[] = {LETS_FIELD_date, LETS_FIELD_reason, LETS_FIELD_note};
    if (entry_has_only(entry, others, sizeof others / sizeof *others)) {
        return LEDGER_REFUSE(date, LETS_NO_CHANGE, "the policy changes nothing");
    }
    enum lets_status status = LETS_OK;
    if (lets_entry_has(entry, name)) {
        status = copy_text(ledger, entry->name, &summary.name, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, unit)) {
        status = copy_text(ledger, entry->unit, &summary.unit, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, contact)) {
        status = copy_text(ledger, entry->contact, &summary.contact, err);
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
