/* SPDX-License-Identifier: MIT */
#ifndef CHARTER_EFFECT_H
#define CHARTER_EFFECT_H

/* What a charter that was set or withdrawn changes: in the charter, and of open proposals. */

#include "writing/writing.h"

/* As it was before. */
struct charter_before {
    bool has_charter;
    struct lets_charter charter;
    enum lets_status *was; /* owned: how each proposal stood, from 0 */
    uint32_t n;
};

struct charter_before charter_before_take(const struct lets_ledger *ledger, uint32_t fund);
void charter_before_release(struct charter_before *before);

/* Says it, when the entry was added. */
void charter_effect_say(struct writing *writing, const struct session *session,
                        const struct charter_before *before, uint32_t fund);

#endif
