/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_JSON_H
#define IMPORT_JSON_H

/* Entries on their way into one commit. */

#include "session/session.h"
#include "tables/import_values.h"

/* Reads entries of every kind into a commit, as 'export json' wrote them. */
enum lets_status import_json(struct session *session, const struct import_values *given,
                             struct lets_error *err);

#endif
