/* SPDX-License-Identifier: MIT */
#ifndef LETS_WORD_H
#define LETS_WORD_H

/* The words of enums; most are public (lets.h). */

#include "base/error.h"

/* What a `cheque` entry can say: returned, stopped or released. LETS_BAD_WORD. */
enum lets_status word_cheque_event_parse(struct lets_span word, enum lets_cheque_status *out,
                                         struct lets_error *err);

#endif
