/* SPDX-License-Identifier: MIT */
/* Levies, and limits that follow trade (journal.md, Rules). */

#include "ledger/ledger_rules.h"

enum lets_status ledger_apply_rule(struct lets_ledger *ledger, const struct lets_entry *entry,
                                   struct lets_error *err)
{
    (void)entry;
    return LEDGER_REFUSE(id, LETS_UNKNOWN_KIND, "rules are not known yet");
}

enum lets_status ledger_apply_run(struct lets_ledger *ledger, const struct lets_entry *entry,
                                  struct lets_error *err)
{
    (void)entry;
    return LEDGER_REFUSE(id, LETS_UNKNOWN_KIND, "runs are not known yet");
}
