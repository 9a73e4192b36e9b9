/* SPDX-License-Identifier: MIT */
#ifndef LETS_EDITOR_MARKS_H
#define LETS_EDITOR_MARKS_H

/* Whether an editor altered a journal, and how the pieces of one stand. */

#include "journal/journal.h"

/* How the pieces of a journal stand. */
struct pieces {
    bool has_good;
    bool has_broken;
    bool has_good_behind; /* a piece behind a broken one matches */
};

/* Notes how one more stands: for lets_journal_scan. */
enum lets_status pieces_note(void *context, const struct lets_piece *piece);

/* What an editor left in a journal: a BOM at the beginning, CRs. */
enum editor_marks {
    MARKS_NONE,      /* or it is no journal without them either */
    MARKS_ONLY,      /* all seals match once they are taken out */
    MARKS_AND_DAMAGE /* some seals do: something else was altered too */
};

/* Looks for them; the bytes without them into *clean, if that is not NULL, for MARKS_ONLY. */
enum lets_status editor_marks_find(struct lets_journal *journal, enum editor_marks *found,
                                   struct text *clean, struct lets_error *err);

#endif
