/* SPDX-License-Identifier: MIT */
/*
 * Namesakes. Two accounts may well have one name; then their ids tell them apart, and the clerk
 * should know.
 */

#include "writing/namesakes.h"

#include "session/talk.h"

void namesakes_warn(const struct session *session, struct lets_span id, struct lets_span name)
{
    const char *other = NULL;

    while ((other = names_alike(&session->names, name, id, other)) != NULL) {
        session_warn(session, "%s has the name %.*s too; their ids will be shown beside it", other,
                     SHOW(name));
    }
}

void namesakes_take(struct session *session, const struct lets_ledger *ledger,
                    const struct lets_entry *entry)
{
    bool is_titled = entry->kind == LETS_KIND_CENTRAL ||
                     (entry->kind == LETS_KIND_CHANGE && lets_entry_has(entry, title));
    const struct lets_account *account = is_titled ? lets_ledger_find(ledger, entry->id) : NULL;

    if (account != NULL) {
        names_take(&session->names, account);
        namesakes_warn(session, account->id, words_name(&session->names, account));
    }
}
