/* SPDX-License-Identifier: MIT */
/* Cut amounts. Only digits behind only digits are taken for one, just as many as the ledger has
 * decimals: a text such as 5 is more likely one. */

#include "tables/cut_amounts.h"

#include <inttypes.h>

#include "session/talk.h"

enum { TOLD_MAX = 10 };

static bool is_digits(struct lets_span text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.bytes[i] < '0' || text.bytes[i] > '9') {
            return false;
        }
    }
    return text.size > 0;
}

void cut_amounts_look(struct cut_amounts *cut, uint64_t line, uint64_t row, struct lets_span amount,
                      struct lets_span text)
{
    unsigned decimals = lets_ledger_summary(cut->session->ledger)->decimals;

    if (cut->separator != ',' || text.size != decimals || !is_digits(amount) || !is_digits(text)) {
        return;
    }
    if (cut->n++ < TOLD_MAX) {
        session_warn(cut->session,
                     "%s:%" PRIu64 ": row %" PRIu64 ": the amount %.*s is followed by '%.*s': was "
                     "it %.*s,%.*s? Then write %.*s.%.*s",
                     cut->name, line, row, SHOW(amount), SHOW(text), SHOW(amount), SHOW(text),
                     SHOW(amount), SHOW(text));
    }
}

void cut_amounts_end(const struct cut_amounts *cut)
{
    if (cut->n > TOLD_MAX) {
        session_warn(cut->session, "%s: so it is in %zu more rows", cut->name, cut->n - TOLD_MAX);
    }
}
