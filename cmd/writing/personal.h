/* SPDX-License-Identifier: MIT */
#ifndef PERSONAL_H
#define PERSONAL_H

/* What is sealed stays for ever; personal data should not. */

#include "session/session.h"

/* Warns where a text that will be sealed looks as if it held an e-mail address or a phone number.
 */
void personal_warn(const struct session *session, const char *what, struct lets_span text);

/* The same for the texts of an entry. */
void personal_warn_entry(const struct session *session, const struct lets_entry *entry);

#endif
