/* SPDX-License-Identifier: MIT */
#ifndef PERSON_H
#define PERSON_H

/* The personal options, which go into the directory and never into the journal. */

#include "writing/writing.h"

struct person_values {
    const char *name; /* NULL: not given; "" and "none" take a detail out, but never the name */
    const char *email;
    const char *phone;
    const char *address;
    struct given_delivery delivery;
};

/* Their rows, for the table of a command whose values hold a struct person_values at `offset`. */
#define PERSON_OPTIONS(offset)                                                                     \
    {"name",        0,                                                                             \
     "NAME",        "the member's name (not sealed)",                                              \
     OPTION_STRING, (offset) + offsetof(struct person_values, name),                               \
     false},                                                                                       \
        {"email",       0,                                                                         \
         "ADDRESS",     "e-mail address; none clears it (not sealed)",                             \
         OPTION_STRING, (offset) + offsetof(struct person_values, email),                          \
         false},                                                                                   \
        {"phone",       0,                                                                         \
         "NUMBER",      "telephone number; none clears it (not sealed)",                           \
         OPTION_STRING, (offset) + offsetof(struct person_values, phone),                          \
         false},                                                                                   \
        {"address",     0,                                                                         \
         "TEXT",        "postal address; none clears it (not sealed)",                             \
         OPTION_STRING, (offset) + offsetof(struct person_values, address),                        \
         false},                                                                                   \
    {                                                                                              \
        "delivery", 0, "HOW", "statements by paper, email or none (not sealed)", OPTION_DELIVERY,  \
            (offset) + offsetof(struct person_values, delivery), false                             \
    }

bool person_is_given(const struct person_values *given);

/* Whether what is given is not all there already. */
bool person_differs(const struct session *session, struct lets_span member,
                    const struct person_values *given);

/* Puts what is given into the session's directory, beside what is there of that member, to be saved
 * with the commit. Nothing given: nothing happens. A malformed detail is a mistake on the command
 * line. */
enum lets_status person_put(struct writing *writing, struct session *session,
                            struct lets_span member, const struct person_values *given,
                            struct lets_error *err);

/* Warns where statements of a person will go on paper although they are to go by e-mail. */
void person_warn_of_delivery(const struct session *session, const struct lets_person *person);

/* "Ann Archer, ann@example.org, .." */
void person_describe(struct buffer *out, const struct lets_person *person);

#endif
