/* SPDX-License-Identifier: MIT */
#ifndef LETS_SSH_WIRE_H
#define LETS_SSH_WIRE_H

/*
 * Values in the wire format of SSH (RFC 4251, 5), as base64 in one line. The base64 is checked
 * whole first, and then read where it stands: a byte is worked out when it is asked for, so that
 * nothing is allocated, and nothing can be too long.
 */

#include "base/error.h"

/* Whose faults are named, and by which status: "the signature is too short: ..". */
struct wire_reading {
    enum lets_status status;
    const char *noun;
    struct lets_error *err;
};

/* Bytes that were not read yet: `at` to `end`, counted in bytes from the first digit on. */
struct wire_part {
    const char *digits;
    size_t at;
    size_t end;
};

/* So much of a part as a message shows, whatever bytes it has. */
struct wire_shown {
    char text[65];
};

/* The whole as one part. Only the spelling that RFC 4648 calls canonical is taken, and no blank. */
enum lets_status wire_open(const struct wire_reading *reading, struct lets_span base64,
                           struct wire_part *out);

/* Each takes the next value off a part; `what` names it in a message. The part is of no use after a
 * failure. */
enum lets_status wire_take_bytes(const struct wire_reading *reading, struct wire_part *from,
                                 uint8_t *out, size_t size, const char *what);
enum lets_status wire_take_number(const struct wire_reading *reading, struct wire_part *from,
                                  uint32_t *out, const char *what);
enum lets_status wire_take_string(const struct wire_reading *reading, struct wire_part *from,
                                  struct wire_part *out, const char *what);

/* A string that has to be of so many bytes; one that has to be that word. */
enum lets_status wire_take_sized(const struct wire_reading *reading, struct wire_part *from,
                                 uint8_t *out, size_t size, const char *what);
enum lets_status wire_take_word(const struct wire_reading *reading, struct wire_part *from,
                                const char *expected, const char *what);

/* Whether nothing is left behind `what`. */
enum lets_status wire_check_end(const struct wire_reading *reading, const struct wire_part *from,
                                const char *what);

bool wire_is_empty(const struct wire_part *part);
bool wire_equals(const struct wire_part *part, struct lets_span expected);
struct wire_shown wire_show(const struct wire_part *part);

#endif
