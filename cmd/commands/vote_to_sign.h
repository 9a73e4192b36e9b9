/* SPDX-License-Identifier: MIT */
#ifndef VOTE_TO_SIGN_H
#define VOTE_TO_SIGN_H

/* A vote as it is said on the command line; and what is to be signed of it. */

#include "session/session.h"

struct vote_said {
    uint32_t number;
    struct given_answer answer;
    const char *by;
    struct given_date date;
};

/* The vote's entry, without a signature. */
enum lets_status vote_fill(const struct session *session, const struct vote_said *said,
                           struct lets_entry *entry, struct lets_error *err);

/* Reads the journal, writes what is to be signed into the file, and answers what that is and how it
 * is signed. LETS_BAD_SIGNATURE where nothing is to be, every refusal of the vote, and what
 * lets_file_replace returns. */
enum lets_status vote_to_sign(struct session *session, const struct vote_said *said,
                              const char *path, struct lets_error *err);

#endif
