/* SPDX-License-Identifier: MIT */
/*
 * The bar is drawn anew at most ten times a second, and the clock is not asked for every step: what
 * is watched must not be slowed by being watched.
 */

#include "session/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>

enum { FIRST_MS = 500, EVERY_MS = 100, BAR_WIDTH = 30 };

void progress_begin(struct progress *progress, const struct session *session, const char *what,
                    uint64_t total)
{
    const struct world *world = session->world;

    *progress = (struct progress){
        .session = session,
        .what = what,
        .total = total,
        .is_watched =
            world->is_error_terminal && !world->is_dumb_terminal && !session->globals->is_quiet,
    };
    if (progress->is_watched) {
        progress->began = world->milliseconds();
    }
}

void progress_step(struct progress *progress, uint64_t done)
{
    if (!progress->is_watched || progress->total == 0) {
        return;
    }
    uint64_t now = progress->session->world->milliseconds();
    if (now - progress->began < FIRST_MS || now - progress->shown < EVERY_MS) {
        return;
    }
    done = done > progress->total ? progress->total : done;
    int filled = (int)(done * BAR_WIDTH / progress->total);
    fprintf(stderr, "\r%s [%.*s%*s] %" PRIu64 "%%", progress->what, filled,
            "##############################", BAR_WIDTH - filled, "", done * 100 / progress->total);
    (void)fflush(stderr);
    progress->shown = now;
}

void progress_end(struct progress *progress)
{
    if (progress->shown != 0) {
        fputs("\r\033[K", stderr);
        progress->shown = 0;
    }
}

static enum lets_status take(void *context, const struct lets_ledger *ledger,
                             const struct lets_entry *entry, const struct lets_place *place,
                             struct lets_error *err)
{
    struct progress *progress = context;

    (void)ledger;
    (void)err;
    if (entry->kind == LETS_KIND_SEAL) {
        progress_step(progress, place->offset);
    }
    return LETS_OK;
}

struct lets_observer progress_observer(struct progress *progress)
{
    struct stat file;

    if (progress->is_watched && progress->session->journal_path != NULL &&
        stat(progress->session->journal_path, &file) == 0) {
        progress->total = (uint64_t)file.st_size;
    }
    return (struct lets_observer){.context = progress, .entry = take};
}
