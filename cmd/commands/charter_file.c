/* SPDX-License-Identifier: MIT */
/* Charters on their way: proposed, kept beside the journal, and recorded when they are approved. */

#include "commands/charter_file.h"

#include <inttypes.h>
#include <unistd.h>

#include "session/journal_files.h"

enum { CHARTER_BYTES = 65536 };

/* The entry's file goes with the commit. */
static enum lets_status keep(struct writing *writing, const struct session *session,
                             uint32_t proposal, const struct lets_entry *charter,
                             struct lets_error *err)
{
    unsigned decimals = lets_ledger_summary(session->ledger)->decimals;
    char *bytes = NULL;
    size_t size = 0;
    enum lets_status status = lets_entry_format(charter, decimals, &bytes, &size, err);

    if (status == LETS_OK) {
        char *path = journal_files_charter(session->journal_path, proposal);
        writing_add_file(writing, path, (struct lets_span){.bytes = bytes, .size = size},
                         BESIDE_REPLACED);
        writing_say(writing, "%s holds it until then: whoever votes can read it", path);
        memory_free(path);
    }
    lets_bytes_free(bytes);
    return status;
}

enum lets_status charter_file_propose(struct writing *writing, struct session *session,
                                      const struct lets_account *fund,
                                      const struct lets_entry *charter, struct lets_error *err)
{
    const struct lets_summary *summary = lets_ledger_summary(session->ledger);
    struct lets_entry entry = {.kind = LETS_KIND_PROPOSAL};
    uint32_t number = summary->n_proposals + 1;
    struct lets_hash hash;
    enum lets_status status = lets_charter_hash(charter, summary->decimals, &hash, err);

    if (status != LETS_OK) {
        return status;
    }
    lets_entry_put(&entry, number, number);
    lets_entry_put(&entry, date, charter->date);
    lets_entry_put(&entry, fund, fund->id);
    lets_entry_put(&entry, digest, hash);
    lets_entry_put(&entry, what_for,
                   lets_entry_has(charter, withdrawn) ? charter->withdrawn : charter->reason);
    status = writing_add(writing, &entry, err);
    if (status == LETS_OK) {
        status = keep(writing, session, number, charter, err);
    }
    if (status == LETS_OK) {
        writing_say(writing, "who votes: lets vote %" PRIu32 " approve --by ID", number);
        writing_say(writing,
                    "the charter that stands has keys: when its approvers have approved this, "
                    "'lets %s %.*s --proposal %" PRIu32 "' records it",
                    session->command->name, SHOW(fund->id), number);
    }
    return status;
}

/* Whether what was read is what the proposal is for. */
static enum lets_status check_hash(const struct session *session,
                                   const struct lets_proposal *proposal,
                                   const struct lets_entry *entry, struct lets_error *err)
{
    struct lets_hash hash = {""};
    enum lets_status status = LETS_OK;

    if (entry->kind == LETS_KIND_CHARTER) {
        status =
            lets_charter_hash(entry, lets_ledger_summary(session->ledger)->decimals, &hash, err);
    }
    if (status == LETS_OK &&
        !lets_span_equal(lets_span_of(hash.hex), lets_span_of(proposal->charter.hex))) {
        status = failure_set(err, LETS_CHARTER_NOT_APPROVED,
                             "that is not the charter of proposal %" PRIu32
                             ", which has another SHA-256",
                             proposal->number);
    }
    return status;
}

enum lets_status charter_file_load(struct session *session, uint32_t number,
                                   struct lets_loose_entry **out, struct lets_error *err)
{
    unsigned decimals = lets_ledger_summary(session->ledger)->decimals;
    struct lets_loose_entry *loose = NULL;
    struct lets_proposal proposal;
    char *bytes = NULL;
    size_t size = 0;

    if (!lets_ledger_proposal(session->ledger, number, &proposal)) {
        return failure_set(err, LETS_UNKNOWN_PROPOSAL, "there is no proposal %" PRIu32, number);
    }
    if (!proposal.is_for_charter) {
        return failure_set(err, LETS_CHARTER_NOT_APPROVED,
                           "proposal %" PRIu32 " is for an amount, and not for a charter", number);
    }
    if (proposal.is_set) {
        return failure_set(err, LETS_NO_CHANGE, "proposal %" PRIu32 " was recorded already",
                           number);
    }
    char *path = journal_files_charter(session->journal_path, number);
    enum lets_status status = lets_file_load(path, CHARTER_BYTES, &bytes, &size, err);
    if (status == LETS_OK) {
        status = lets_loose_entry_parse(bytes, size, decimals, &loose, err);
    }
    if (status == LETS_OK) {
        status = check_hash(session, &proposal, lets_loose_entry(loose), err);
    }
    if (status == LETS_OK) {
        *out = loose;
    } else {
        lets_loose_entry_free(loose);
        session_blame(session, path);
    }
    lets_bytes_free(bytes);
    memory_free(path);
    return status;
}

enum lets_status charter_file_record(struct writing *writing, struct session *session,
                                     const struct lets_account *fund, uint32_t proposal,
                                     struct lets_error *err)
{
    struct lets_loose_entry *loose = NULL;
    enum lets_status status = charter_file_load(session, proposal, &loose, err);

    if (status != LETS_OK) {
        return status;
    }
    struct lets_entry entry = *lets_loose_entry(loose);
    if (!lets_span_equal(entry.id, fund->id)) {
        status = failure_set(err, LETS_CHARTER_NOT_APPROVED,
                             "proposal %" PRIu32 " is for a charter of '%.*s'", proposal,
                             SHOW(entry.id));
    } else {
        lets_entry_put(&entry, proposal, proposal);
        status = writing_add(writing, &entry, err);
    }
    lets_loose_entry_free(loose);
    return status;
}

void charter_file_remove(const struct session *session, uint32_t proposal)
{
    if (!session->globals->is_dry_run) {
        char *path = journal_files_charter(session->journal_path, proposal);
        (void)unlink(path); /* left behind, it does no harm */
        memory_free(path);
    }
}
