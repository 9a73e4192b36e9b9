/* SPDX-License-Identifier: MIT */
#ifndef LETS_TAIL_H
#define LETS_TAIL_H

/* What follows the last good seal. */

#include "entries/yaml_reader.h"
#include "journal/journal.h"

/* What the program writes before its first entry where a remark `# typed` stands behind the last
 * seal: should the write be torn, the entries behind it were not typed by hand. */
#define TAIL_MARK_END "# recorded by lets\n"
enum { TAIL_REMARKS_LONGEST = 64 * 1024 };

/* Judges what follows `sealed`, in lines from next_line on, into journal->tail. */
enum lets_status tail_classify(struct lets_journal *journal, struct yaml_reader *reader,
                               struct lets_error *err);

/* Says in the hint of an error what to do about an open tail. */
void tail_hint(const struct lets_tail *tail, struct lets_error *err);

#endif
