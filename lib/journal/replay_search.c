/* SPDX-License-Identifier: MIT */
/* Where a replay is to stop: a first pass that judges hashes only. */

#include "journal/replay_search.h"

#include <string.h>

#include "journal/tail.h"

/* The search for the seal that is meant. */
struct search {
    const struct lets_replay *options;
    uint64_t end;     /* of the piece that is meant; 0: not found */
    uint64_t n_found; /* seals whose digits fit */
    uint64_t next_line;
    bool is_broken;
    bool has_must_hold;
};

static enum lets_status look_at(void *context, const struct lets_piece *piece)
{
    struct search *search = context;
    const struct lets_replay *options = search->options;
    const char *digits = options->until_hash;
    bool is_meant = digits != NULL
                        ? strncmp(piece->hash.hex, digits, strlen(digits)) == 0
                        : piece->sealed.unix_seconds <= options->until_time->unix_seconds;
    if (is_meant) {
        search->end = piece->end;
        search->n_found++;
    }
    search->next_line = piece->last_line + 1;
    search->is_broken = search->is_broken || !piece->is_intact;
    search->has_must_hold =
        search->has_must_hold ||
        (options->must_hold != NULL && strcmp(options->must_hold, piece->hash.hex) == 0);
    return LETS_OK;
}

static enum lets_status fail_search(const struct search *search, struct lets_error *err)
{
    if (search->options->until_hash != NULL && search->n_found == 0) {
        return lets__fail(err, LETS_UNKNOWN_SEAL, "no seal of this journal begins with '%.70s'",
                          search->options->until_hash);
    }
    if (search->options->until_hash != NULL) {
        return lets__fail(err, LETS_UNKNOWN_SEAL,
                          "more than one seal of this journal begins with '%.70s'",
                          search->options->until_hash);
    }
    char time[LETS_TIME_SIZE];
    lets_time_format(*search->options->until_time, time);
    return lets__fail(err, LETS_UNKNOWN_SEAL, "the first seal of this journal is later than %s",
                      time);
}

enum lets_status replay_find_end(struct lets_journal *journal, const struct lets_replay *options,
                                 struct yaml_reader *reader, struct replay_end *out,
                                 struct lets_error *err)
{
    struct search search = {.options = options};
    uint64_t limit = out->end;
    if (options->until_hash == NULL && options->until_time == NULL) {
        return LETS_OK;
    }
    enum lets_status status = lets_journal_scan(journal, look_at, &search, err);
    if (status != LETS_OK || search.is_broken) {
        return status;
    }
    if (search.end == 0 || (options->until_hash != NULL && search.n_found > 1)) {
        return fail_search(&search, err);
    }
    /* What follows the last seal of all is judged now: the replay will not come there. */
    journal->sealed = limit;
    journal->next_line = search.next_line;
    status = tail_classify(journal, reader, err);
    *out = (struct replay_end){
        .end = search.end, .is_judged = true, .has_must_hold = search.has_must_hold};
    return status;
}
