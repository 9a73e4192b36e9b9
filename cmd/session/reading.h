/* SPDX-License-Identifier: MIT */
#ifndef READING_H
#define READING_H

/*
 * The one way in which commands read a journal. A view is
 *
 *   static enum lets_status run(struct session *session, const void *values,
 *                               struct lets_error *err)
 *   {
 *       const struct balance_values *options = values;
 *       struct lets_observer observers[1] = {..};
 *       enum lets_status status = session_read(session, observers, 1, err);
 *       if (status != LETS_OK) {
 *           return status;
 *       }
 *       .. session->ledger, session->names, session->output ..
 *   }
 */

#include <lets.h>

struct session;

/* Opens the journal for reading and loads its directory: for commands that do not replay (audit).
 */
enum lets_status session_open(struct session *session, struct lets_error *err);

/* session_open, then the replay under the observers, up to --at. Tells of an open tail on standard
 * error and remembers the head. Afterwards ledger, directory, names are there. */
enum lets_status session_read(struct session *session, const struct lets_observer *observers,
                              size_t n_observers, struct lets_error *err);

/* The parts of it, for writers: what to do about a journal that is not there, or is emptied; what
 * was seen of it, and a warning where that is damaged; the directory, and the replay under what
 * must hold. */
enum lets_status session_hint_missing(const struct session *session, enum lets_status status,
                                      struct lets_error *err);
enum lets_status session_load_seen(struct session *session, struct lets_error *err);
enum lets_status session_load_directory(struct session *session, struct lets_error *err);
enum lets_status session_replay(struct session *session, const struct lets_observer *observers,
                                size_t n_observers, struct lets_error *err);

/* One more replay of the open journal under an observer, as far as the one before. The session's
 * ledger stays. */
enum lets_status session_replay_again(struct session *session, const struct lets_observer *observer,
                                      struct lets_error *err);

/* The 64 digits of the newest head seen of the open journal, for lets_audit_options; NULL: none, or
 * --accept-cut, and then it is said what is given up. */
const char *session_must_hold(struct session *session);

/* Notes the head of a ledger that was found sound, after a replay that had to hold the one before;
 * session_remember_noted remembers it, for main, when the answer was given: nobody waits for an
 * answer because of it. A view accepts no journal that was cut. */
void session_remember(struct session *session, const struct lets_ledger *ledger);
void session_remember_noted(struct session *session);

/* Whether lets_journal_recover undoes the damage that the error tells of, byte for byte (an
 * editor's marks): what is to be done then is in its hint. */
bool session_is_recoverable(const struct lets_error *err);

#endif
