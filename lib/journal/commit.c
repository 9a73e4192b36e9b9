/* SPDX-License-Identifier: MIT */
/*
 * Commits: entries are applied first, then written in canonical form, sealed, and read back through
 * the reader before a byte of them goes to the file. A commit is appended whole or not at all.
 */

#include "journal/commit.h"

#include <assert.h>
#include <string.h>

#include "entries/entry.h"
#include "entries/entry_equal.h"
#include "entries/entry_writer.h"
#include "entries/line_reader.h"
#include "entries/yaml_reader.h"
#include "journal/tail.h"
#include "ledger/ledger.h"

/* 1900-01-02 and 2999-12-30 in UTC: every zone has them within the days that there are. */
static const int64_t TIME_FIRST = INT64_C(-2208902400);
static const int64_t TIME_LAST = INT64_C(32503593599);

static enum lets_status check_tail(const struct lets_journal *journal, struct lets_error *err)
{
    const struct lets_tail *tail = &journal->tail;
    if (tail->kind != LETS_TAIL_OPEN) {
        return LETS_OK;
    }
    enum lets_status status = lets__fail_at(err, LETS_OPEN_TAIL, tail->line, 0,
                                            "unsealed entries follow the last seal, and "
                                            "nothing can be added behind them");
    tail_hint(tail, err);
    return status;
}

enum lets_status lets_commit_new(struct lets_journal *journal, struct lets_ledger *ledger,
                                 struct lets_commit **out, struct lets_error *err)
{
    void *bytes = NULL;
    assert(store_access(journal->store) != LETS_READ);
    enum lets_status status = mem_alloc(sizeof(struct lets_commit), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct lets_commit *commit = bytes;
    commit->journal = journal;
    commit->ledger = ledger;
    status = line_reader_new(&commit->lines, err);
    if (status == LETS_OK) {
        status = yaml_reader_new(&commit->yaml, err);
    }
    if (status != LETS_OK) {
        lets_commit_free(commit);
        return status;
    }
    *out = commit;
    return LETS_OK;
}

void lets_commit_free(struct lets_commit *commit)
{
    if (commit != NULL) {
        line_reader_free(commit->lines);
        yaml_reader_free(commit->yaml);
        text_release(&commit->bytes);
        mem_free(commit);
    }
}

struct lets_span lets_commit_bytes(const struct lets_commit *commit)
{
    return text_span(&commit->bytes);
}

size_t lets_commit_entries(const struct lets_commit *commit)
{
    return commit->n_sealed + commit->n_entries;
}

/* An entry that is not in a file yet has no place in one. */
static enum lets_status forget_place(enum lets_status status, struct lets_error *err)
{
    if (status != LETS_OK && err != NULL) {
        err->line = 0;
        err->column = 0;
    }
    return status;
}

/* Reads an entry back as it was written: it must say what was to be written. Nearly always the line
 * reader takes it; the first of a commit YAML reads too. */
static enum lets_status check_entry(struct lets_commit *commit, size_t begin,
                                    const struct lets_entry *entry, unsigned decimals,
                                    struct lets_error *err)
{
    /* As another entry would, this lies behind it while it is read: near the end that takes time.
     */
    static const char behind[128] = "- ";
    enum { READ_TWICE = 100 };
    const struct lets_entry *read = NULL;
    uint64_t n_lines = 0;
    enum lets_status reserved = text_reserve(&commit->bytes, sizeof behind, err);
    if (reserved != LETS_OK) {
        return reserved;
    }
    memcpy(commit->bytes.bytes + commit->bytes.size, behind, sizeof behind);
    struct lets_span bytes = text_rest(&commit->bytes, begin);
    struct lets_span all = {.bytes = bytes.bytes, .size = bytes.size + sizeof behind};
    size_t size = line_reader_read(commit->lines, all, false, decimals, &n_lines, &read);
    bool is_same = size == bytes.size && entry_equal(read, entry);
    if (size == 0 || commit->n_entries < READ_TWICE) {
        struct lets_entry spelled = {0};
        enum lets_status status = yaml_reader_read(commit->yaml, bytes, 1, decimals, &spelled, err);
        if (status == LETS_OUT_OF_MEMORY) {
            return status;
        }
        is_same = status == LETS_OK && entry_equal(&spelled, entry) && (is_same || size == 0);
    }
    assert(is_same && "what is written must read back the same");
    return LETS_OK;
}

/* Before the first entry: a left-over remark `# typed` must not speak for the entries of a program.
 */
static enum lets_status end_mark(struct lets_commit *commit, struct lets_error *err)
{
    const struct lets_tail *tail = &commit->journal->tail;
    if (!tail->has_mark || commit->bytes.size > 0) {
        return LETS_OK;
    }
    if (tail->size + sizeof TAIL_MARK_END - 1 > TAIL_REMARKS_LONGEST) {
        return lets__fail_at(err, LETS_BAD_LINE, tail->line, 0,
                             "the remarks that follow the last seal leave no room for another: at "
                             "most 64 KiB can stand at one place");
    }
    return text_add_string(&commit->bytes, TAIL_MARK_END, err);
}

enum lets_status lets_commit_add(struct lets_commit *commit, const struct lets_entry *entry,
                                 struct lets_error *err)
{
    assert(entry->kind != LETS_KIND_SEAL && !commit->has_adopted);
    enum lets_status status = check_tail(commit->journal, err);
    if (status != LETS_OK) {
        return status;
    }
    size_t before = commit->bytes.size;
    unsigned decimals = entry->kind == LETS_KIND_LEDGER
                            ? entry->decimals
                            : lets_ledger_summary(commit->ledger)->decimals;
    status = entry_check(entry, err);
    if (status == LETS_OK) {
        status = end_mark(commit, err);
    }
    size_t begin = commit->bytes.size;
    if (status == LETS_OK) {
        status = entry_write(&commit->bytes, entry, decimals, err);
    }
    if (status == LETS_OK) {
        status = check_entry(commit, begin, entry, decimals, err);
    }
    if (status == LETS_OK) {
        status = forget_place(lets_ledger_apply(commit->ledger, entry, err), err);
    }
    if (status != LETS_OK) {
        commit->bytes.size = before;
        return status;
    }
    if (commit->is_sealed) { /* another commit behind the one that was sealed */
        commit->n_sealed += commit->n_entries;
        commit->n_entries = 0;
        commit->piece = before;
        commit->is_sealed = false;
    }
    commit->n_entries++;
    return LETS_OK;
}

/* ---------------------------------------------------------------- the seal */

/* Hashes from the line of the last seal's hash, or the beginning, to the end of the file, then the
 * commit; or, behind another commit, from the line of its seal's hash on. */
static enum lets_status hash_commit(struct lets_commit *commit, struct lets_hash *out,
                                    struct lets_error *err)
{
    struct lets_journal *journal = commit->journal;
    struct seal_hasher *hasher = NULL;
    uint64_t from = journal->sealed == 0 ? 0 : journal->sealed - SEAL_LINE_SIZE;
    enum lets_status status = seal_hasher_new(&hasher, err);
    if (status == LETS_OK && commit->piece == 0) {
        status = journal_hash(journal, from, journal->size, hasher, err);
    }
    if (status == LETS_OK) {
        size_t begin = commit->piece == 0 ? 0 : commit->piece - SEAL_LINE_SIZE;
        seal_update(hasher, text_rest(&commit->bytes, begin));
        *out = seal_finish(hasher);
    }
    seal_hasher_free(hasher);
    return status;
}

/* The commit as a replay will cut it: as many entries as were added, and the seal. */
static enum lets_status check_bytes(struct lets_commit *commit, struct lets_error *err)
{
    struct store *store = NULL;
    struct cutter *cutter = NULL;
    struct cut cut = {0};
    size_t n_cut = 0;
    size_t n_due = 1 + (commit->has_adopted ? 0 : commit->n_entries);
    uint64_t n_accounts = lets_ledger_summary(commit->ledger)->n_accounts;
    struct lets_span piece = text_rest(&commit->bytes, commit->piece);
    enum lets_status status = store_lend(piece, &store, err);
    if (status == LETS_OK) {
        status = cutter_new(store, 0, piece.size, 1, &cutter, err);
    }
    if (status == LETS_OK) {
        cutter_set_longest(cutter, cutter_longest(n_accounts));
    }
    while (status == LETS_OK && cut.kind != CUT_END) {
        status = cutter_next(cutter, &cut, err);
        assert(status != LETS_OK || cut.status == LETS_OK);
        n_cut += cut.kind != CUT_END ? 1 : 0;
    }
    assert(status != LETS_OK || n_cut == n_due);
    cutter_free(cutter);
    store_close(store);
    return status;
}

/* Whether a seal can state it: the clock may stand anywhere. */
static enum lets_status check_time(struct lets_time time, struct lets_error *err)
{
    char text[LETS_TIME_SIZE];
    struct lets_time again = {0};
    bool is_lawful = time.unix_seconds >= TIME_FIRST && time.unix_seconds <= TIME_LAST;
    if (is_lawful) {
        lets_time_format(time, text);
        is_lawful = lets_time_parse(lets_span_of(text), &again, NULL) == LETS_OK &&
                    again.unix_seconds == time.unix_seconds &&
                    again.offset_minutes == time.offset_minutes;
    }
    if (!is_lawful) {
        return lets__fail(
            err, LETS_BAD_DATE,
            "the seal's time is outside the years 1900 to 2999, or a day or more away "
            "from UTC");
    }
    return LETS_OK;
}

/* A seal that lacks its hash yet. */
static struct lets_entry bare_seal(struct lets_time time, struct lets_span clerk, size_t n_entries,
                                   struct lets_span reason)
{
    struct lets_entry seal = {.kind = LETS_KIND_SEAL};
    lets_entry_put(&seal, time, time);
    lets_entry_put(&seal, by, clerk);
    lets_entry_put(&seal, entries, (uint32_t)n_entries);
    if (reason.size > 0) {
        lets_entry_put(&seal, reason, reason);
    }
    return seal;
}

enum lets_status lets_seal_hash(const struct lets_hash *last, struct lets_span entries,
                                const struct lets_entry *seal, struct lets_hash *out,
                                struct lets_error *err)
{
    struct lets_entry bare = bare_seal(seal->time, seal->by, seal->entries, seal->reason);
    struct text before = {0};
    struct text after = {0};
    struct seal_hasher *hasher = NULL;
    enum lets_status status = seal_hasher_new(&hasher, err);
    if (status == LETS_OK && last != NULL) {
        status = text_add_format(&before, err, "  sha256: %s\n", last->hex);
    }
    if (status == LETS_OK) {
        status = entry_write(&after, &bare, 0, err);
    }
    if (status == LETS_OK) {
        seal_update(hasher, text_span(&before));
        seal_update(hasher, entries);
        seal_update(hasher, text_span(&after));
        *out = seal_finish(hasher);
    }
    text_release(&before);
    text_release(&after);
    seal_hasher_free(hasher);
    return status;
}

enum lets_status lets_commit_seal(struct lets_commit *commit, struct lets_time time,
                                  struct lets_span clerk, struct lets_span reason,
                                  struct lets_error *err)
{
    struct lets_entry seal = bare_seal(time, clerk, commit->n_entries, reason);
    size_t before = commit->bytes.size;
    assert(!commit->is_sealed);
    enum lets_status status = check_time(time, err);
    if (status == LETS_OK) {
        status = lets_text_check(clerk, err);
    }
    if (status == LETS_OK && reason.size > 0) {
        status = lets_text_check(reason, err);
    }
    if (status == LETS_OK) {
        status = entry_write(&commit->bytes, &seal, 0, err);
    }
    struct lets_hash hash = {{0}};
    if (status == LETS_OK) {
        status = hash_commit(commit, &hash, err);
    }
    if (status == LETS_OK) {
        lets_entry_put(&seal, sha256, hash);
        status = text_add_format(&commit->bytes, err, "  sha256: %s\n", seal.sha256.hex);
    }
    if (status == LETS_OK) {
        status = check_entry(commit, before, &seal, 0, err);
    }
    if (status == LETS_OK) {
        status = check_bytes(commit, err);
    }
    if (status == LETS_OK) {
        status = lets_ledger_apply(commit->ledger, &seal, err);
        if (status != LETS_OK) {
            (void)forget_place(status, err);
            if (err != NULL && commit->has_adopted) {
                err->line = commit->ledger->blamed_line;
            }
        }
    }
    if (status != LETS_OK) {
        commit->bytes.size = before;
        return status;
    }
    commit->hash = seal.sha256;
    commit->is_sealed = true;
    return LETS_OK;
}

/* ---------------------------------------------------------------- the append */

static uint64_t count_lines(struct lets_span bytes)
{
    uint64_t n = 0;
    for (size_t i = 0; i < bytes.size; i++) {
        n += bytes.bytes[i] == '\n' ? 1 : 0;
    }
    return n;
}

/* Remarks at the end of the file are part of the commit: how many lines they are. */
static enum lets_status count_remarks(struct lets_journal *journal, uint64_t *n_lines,
                                      struct lets_error *err)
{
    struct text bytes = {0};
    if (journal->tail.kind != LETS_TAIL_REMARKS) {
        return LETS_OK;
    }
    size_t size = (size_t)journal->tail.size;
    enum lets_status status = text_reserve(&bytes, size, err);
    if (status == LETS_OK) {
        status = store_read(journal->store, journal->sealed, bytes.bytes, size, err);
    }
    if (status == LETS_OK) {
        bytes.size = size;
        *n_lines += count_lines(text_span(&bytes));
    }
    text_release(&bytes);
    return status;
}

enum lets_status lets_commit_append(struct lets_commit *commit, struct lets_error *err)
{
    struct lets_journal *journal = commit->journal;
    struct lets_span bytes = text_span(&commit->bytes);
    uint64_t n_lines = commit->n_lines_adopted + count_lines(bytes);
    assert(commit->is_sealed);
    enum lets_status status = count_remarks(journal, &n_lines, err);
    if (status == LETS_OK) {
        status = store_append(journal->store, journal->size, bytes, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    journal->size += bytes.size;
    journal->sealed = journal->size;
    journal->head = lets_ledger_summary(commit->ledger)->head;
    journal->next_line += n_lines;
    journal->tail = (struct lets_tail){.line = journal->next_line, .offset = journal->sealed};
    return LETS_OK;
}
