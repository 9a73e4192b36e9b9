/* SPDX-License-Identifier: MIT */
#ifndef BESIDE_H
#define BESIDE_H

/* A file that goes with a commit: it is on the disk before that is begun, and taken away where it
 * fails. */

#include <lets.h>

#include "base/buffer.h"

enum beside_kind {
    BESIDE_REPLACED, /* whatever stood there; everybody may read it */
    BESIDE_CREATED,  /* nothing may stand there; only the owner reads it */
};

/* {0}: none. */
struct beside {
    char *path; /* owned */
    struct buffer bytes;
    enum beside_kind kind;
};

/* Both are copied; what was to be written before is not any more. */
void beside_set(struct beside *beside, const char *path, struct lets_span bytes,
                enum beside_kind kind);
void beside_release(struct beside *beside);

bool beside_is_set(const struct beside *beside);
enum lets_status beside_write(const struct beside *beside, struct lets_error *err);

/* Whether it could be written, as far as that can be seen. */
enum lets_status beside_check(const struct beside *beside, struct lets_error *err);

/* Takes away what beside_write has written. */
void beside_take_away(const struct beside *beside);

#endif
