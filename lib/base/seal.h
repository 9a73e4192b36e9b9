/* SPDX-License-Identifier: MIT */
#ifndef LETS_SEAL_H
#define LETS_SEAL_H

/* Seals: SHA-256 in pieces, and the one line that no entry but a seal may hold. */

#include "base/error.h"

/* A running SHA-256, begun again by each seal_finish. */
struct seal_hasher;

/* LETS_OUT_OF_MEMORY. */
enum lets_status seal_hasher_new(struct seal_hasher **out, struct lets_error *err);
void seal_hasher_free(struct seal_hasher *hasher);
void seal_update(struct seal_hasher *hasher, struct lets_span bytes);
struct lets_hash seal_finish(struct seal_hasher *hasher);

/* "  sha256: ", 64 digits, LF. */
enum { SEAL_LINE_SIZE = 10 + LETS_HASH_SIZE - 1 + 1 };

/* Whether a line, its LF included, is that line of a seal, spelt exactly; then its hash into *out.
 */
bool seal_parse_line(struct lets_span line, struct lets_hash *out);

/* Whether a line begins as only that line may. */
bool seal_claims_line(struct lets_span line);

#endif
