/* SPDX-License-Identifier: MIT */
#ifndef EXPORT_ENTRIES_H
#define EXPORT_ENTRIES_H

/* Every entry of a journal, as JSON Lines, or as a CSV file for each kind. */

#include "session/session.h"

/* Reads the session's journal, and writes a JSON object a line, seals too, in the order of
 * recording. */
enum lets_status export_json(struct session *session, struct lets_error *err);

/* The same as KIND.csv in that folder, which is made where there is none. */
enum lets_status export_csv(struct session *session, const char *folder, struct lets_error *err);

#endif
