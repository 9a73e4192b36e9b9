/* SPDX-License-Identifier: MIT */
#ifndef EXCEPTION_H
#define EXCEPTION_H

/* What is told of an exception beside the sentence of its entry. */

#include "base/buffer.h"

/* Adds what the sentence does not say, and which transfers were let through: "; looser than the
 * policy; let through transfers 17, 21". */
void words_exception(struct buffer *out, const struct lets_exception *exception);

#endif
