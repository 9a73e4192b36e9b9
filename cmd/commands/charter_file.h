/* SPDX-License-Identifier: MIT */
#ifndef CHARTER_FILE_H
#define CHARTER_FILE_H

/*
 * A charter that waits beside the journal (NAME.charter-N.yaml) until the approvers of the one that
 * stands have approved it: its entry as it will be recorded, but the line of the proposal. The
 * proposal holds the SHA-256 of these bytes, so the file proves itself, and can be sent to those
 * who vote.
 */

#include "writing/writing.h"

/* Adds the proposal for a charter's entry, dated and for a reason as that is, and keeps the entry.
 */
enum lets_status charter_file_propose(struct writing *writing, struct session *session,
                                      const struct lets_account *fund,
                                      const struct lets_entry *charter, struct lets_error *err);

/* The entry that a proposal of the ledger is for, into *out; yours (lets_loose_entry_free).
 * LETS_UNKNOWN_PROPOSAL, LETS_CHARTER_NOT_APPROVED where it is for no charter or the file holds
 * another one, and what reading the file returns. */
enum lets_status charter_file_load(struct session *session, uint32_t proposal,
                                   struct lets_loose_entry **out, struct lets_error *err);

/* Records what was approved, of that fund; and, after the commit, does away with its file. */
enum lets_status charter_file_record(struct writing *writing, struct session *session,
                                     const struct lets_account *fund, uint32_t proposal,
                                     struct lets_error *err);
void charter_file_remove(const struct session *session, uint32_t proposal);

#endif
