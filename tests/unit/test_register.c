/* SPDX-License-Identifier: MIT */
/* The register: its order, whatever order the transfers came in, and what waits for its turn. */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"
#include "views/register_order.h"
#include "views/register_window.h"

enum { WIDTH = 1 << 16 }; /* of the window */

static uint64_t state = 1;

static uint32_t draw(uint32_t n)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(state >> 33) % n;
}

/* ---------------------------------------------------------------- the order */

START_TEST(ranks_by_day_then_arrival)
{
    static const int32_t days[] = {5, 3, 5, 1, 3};
    static const uint32_t ranks[] = {3, 1, 4, 0, 2};
    struct register_order order = {0};
    for (size_t i = 0; i < 5; i++) {
        ck_assert_int_eq(register_order_add(&order, (struct lets_date){days[i]}, NULL), LETS_OK);
    }
    ck_assert_int_eq(register_order_settle(&order, NULL), LETS_OK);
    ck_assert_int_eq(register_order_settle(&order, NULL), LETS_OK);
    for (uint32_t i = 0; i < 5; i++) {
        ck_assert_uint_eq(register_order_rank(&order, i), ranks[i]);
    }
    register_order_release(&order);
}
END_TEST

START_TEST(keeps_no_ranks_where_days_ascend)
{
    struct register_order order = {0};
    for (int32_t day = 0; day < 100; day++) {
        ck_assert_int_eq(register_order_add(&order, (struct lets_date){day / 3}, NULL), LETS_OK);
    }
    ck_assert_int_eq(register_order_settle(&order, NULL), LETS_OK);
    ck_assert_ptr_null(order.ranks);
    ck_assert_uint_eq(register_order_rank(&order, 42), 42);
    register_order_release(&order);
}
END_TEST

/* ---------------------------------------------------------------- the window */

static void put(struct register_window *window, uint32_t rank, const char *text, bool is_sealed)
{
    struct lets_register_row row = {.number = rank, .what_for = lets_span_of(text)};
    row.clerk = is_sealed ? lets_span_of("eve") : (struct lets_span){0};
    ck_assert_int_eq(register_window_put(window, rank, &row, is_sealed, NULL), LETS_OK);
}

START_TEST(shows_rows_in_turn_and_sealed_only)
{
    struct register_window window;
    ck_assert_int_eq(register_window_new(&window, NULL), LETS_OK);
    put(&window, 1, "one", true);
    ck_assert_ptr_null(register_window_next(&window));
    put(&window, 0, "nought", false);
    ck_assert_ptr_null(register_window_next(&window));
    ck_assert(!register_window_takes(&window, 0));
    ck_assert(!register_window_takes(&window, WIDTH));
    ck_assert_int_eq(register_window_seal(&window, (struct lets_time){7, 0}, lets_span_of("bob"),
                                          NULL),
                     LETS_OK);
    struct lets_register_row *row = register_window_next(&window);
    ck_assert(row->number == 0 && row->recorded.unix_seconds == 7);
    ck_assert(lets_span_equal(row->what_for, lets_span_of("nought")));
    ck_assert(lets_span_equal(row->clerk, lets_span_of("bob")));
    row = register_window_next(&window);
    ck_assert(row->number == 1 && lets_span_equal(row->clerk, lets_span_of("eve")));
    ck_assert_ptr_null(register_window_next(&window));
    ck_assert(!register_window_takes(&window, 1) && register_window_takes(&window, WIDTH + 1));
    register_window_begin(&window);
    ck_assert(register_window_takes(&window, 0));
    register_window_release(&window);
}
END_TEST

/* ---------------------------------------------------------------- the whole */

enum { DAYS = 90 };

/* A transfer as it was written. */
struct written {
    int32_t day; /* from 0, February's first; four months of 28 */
    uint32_t number;
    int sign; /* of what bob gets */
};

static int compare(const void *left, const void *right)
{
    const struct written *a = left;
    const struct written *b = right;
    return a->day != b->day ? (a->day > b->day) - (a->day < b->day)
                            : (a->number > b->number) - (a->number < b->number);
}

/* What the rows are compared with as they come. */
struct expected {
    const struct written *rows;
    size_t n;
    size_t n_shown;
    size_t n_a_commit;
    int64_t balance;
};

static enum lets_status take(void *context, const struct lets_register_row *row,
                             struct lets_error *err)
{
    struct expected *expected = context;
    const struct written *written = &expected->rows[expected->n_shown++];
    char text[24];
    char clerk[24];
    (void)err;
    (void)snprintf(text, sizeof text, "row %" PRIu32, written->number);
    (void)snprintf(clerk, sizeof clerk, "clerk-%" PRIu32,
                   (uint32_t)((written->number - 1) / expected->n_a_commit) % 10);
    expected->balance += written->sign;
    ck_assert(row->number == written->number && row->amount.minor == 1);
    ck_assert(lets_span_equal(row->what_for, lets_span_of(text)));
    ck_assert(lets_span_equal(row->clerk, lets_span_of(clerk)));
    ck_assert_int_eq(row->balance.minor, expected->balance);
    return LETS_OK;
}

static void seal_by(struct text *journal, struct text *entries, const char *seal)
{
    ck_assert_int_eq(text_add(entries, (struct lets_span){"", 1}, NULL), LETS_OK); /* a NUL */
    support_seal_as(journal, entries->bytes, seal);
}

static void add_transfer(struct text *entries, const struct written *row)
{
    ck_assert_int_eq(text_add_format(entries, NULL,
                                     "- transfer: %" PRIu32
                                     "\n  date: 2026-%02d-%02d\n  from: %s\n  to: %s\n"
                                     "  amount: 0.01\n  for: row %" PRIu32 "\n",
                                     row->number, 2 + row->day / 28, 1 + row->day % 28,
                                     row->sign > 0 ? "admin" : "bob",
                                     row->sign > 0 ? "bob" : "admin", row->number),
                     LETS_OK);
}

/* A journal of n transfers on days that `day_of` says, and its register of bob. */
static void check(size_t n, size_t n_a_commit, int32_t (*day_of)(uint32_t i, size_t n))
{
    struct written *rows = calloc(n, sizeof *rows);
    struct text journal = {0};
    ck_assert_ptr_nonnull(rows);
    support_seal(&journal, support_base, "2026-06-01T09:00:00+00:00");
    for (uint32_t i = 0; i < n;) {
        struct text entries = {0};
        char seal[120];
        uint32_t first = i;
        for (size_t j = 0; j < n_a_commit && i < n; j++, i++) {
            rows[i] = (struct written){day_of(i, n), i + 1, i % 3 == 0 ? -1 : 1};
            add_transfer(&entries, &rows[i]);
        }
        (void)snprintf(seal, sizeof seal,
                       "- seal: 2026-06-01T09:00:00+00:00\n  by: clerk-%zu\n  entries: %" PRIu32
                       "\n",
                       first / n_a_commit % 10, i - first);
        seal_by(&journal, &entries, seal);
        text_release(&entries);
    }
    qsort(rows, n, sizeof *rows, compare);

    struct lets_journal *open = NULL;
    struct lets_ledger *ledger = NULL;
    struct lets_register *view = NULL;
    struct lets_error err = {0};
    const struct lets_register_options bob = {.account = lets_span_of("bob"),
                                              .period = {{INT32_MIN}, {INT32_MAX}}};
    ck_assert_int_eq(lets_journal_parse(journal.bytes, journal.size, &open, &err), LETS_OK);
    ck_assert_int_eq(lets_register_new(&bob, &view, &err), LETS_OK);
    struct lets_observer observer = lets_register_observer(view);
    struct lets_replay how = {.observers = &observer, .n_observers = 1};
    ck_assert_msg(lets_journal_replay(open, &how, &ledger, &err) == LETS_OK, "%s", err.message);
    ck_assert_uint_eq(lets_register_size(view), n);
    for (int i = 0; i < 2; i++) { /* as often as wanted */
        struct expected expected = {.rows = rows, .n = n, .n_a_commit = n_a_commit};
        ck_assert_int_eq(lets_register_each(view, open, ledger, take, &expected, &err), LETS_OK);
        ck_assert_uint_eq(expected.n_shown, n);
    }
    lets_register_free(view);
    lets_ledger_free(ledger);
    lets_journal_close(open);
    text_release(&journal);
    free(rows);
}

static int32_t ascending(uint32_t i, size_t n)
{
    return (int32_t)(i * (uint64_t)DAYS / n % DAYS);
}

static int32_t descending(uint32_t i, size_t n)
{
    return DAYS - 1 - ascending(i, n);
}

static int32_t any(uint32_t i, size_t n)
{
    (void)i;
    (void)n;
    return (int32_t)draw(DAYS);
}

static int32_t nearly(uint32_t i, size_t n)
{
    int32_t day = ascending(i, n) + (int32_t)draw(5);
    return day < DAYS ? day : DAYS - 1;
}

START_TEST(shows_by_day_what_came_in_any_order)
{
    check(1, 1, ascending);
    check(700, 7, ascending);
    check(700, 7, nearly);
    check(700, 1, descending);
    check(3000, 1500, any); /* commits too large to wait for their seals */
    check(3000, 1500, descending);
}
END_TEST

START_TEST(shows_more_than_the_window_holds)
{
    check(WIDTH + 5000, 5000, descending);
}
END_TEST

START_TEST(refuses_a_journal_that_was_changed_meanwhile)
{
    struct text journal = {0};
    struct lets_journal *open = NULL;
    struct lets_ledger *ledger = NULL;
    struct lets_error err = {0};
    const char *path = "register.yaml";
    support_seal(&journal, support_base, "2026-06-01T09:00:00+00:00");
    FILE *file = fopen(path, "wb");
    ck_assert(file != NULL && fwrite(journal.bytes, 1, journal.size, file) == journal.size &&
              fclose(file) == 0);
    ck_assert_int_eq(lets_journal_open(path, LETS_READ, 0, &open, &err), LETS_OK);
    ck_assert_int_eq(lets_journal_replay(open, NULL, &ledger, &err), LETS_OK);
    lets_ledger_free(ledger);
    struct text other = {0};
    support_seal(&other, support_base, "2026-06-01T09:00:01+00:00"); /* another seal, as long */
    ck_assert_uint_eq(other.size, journal.size);
    file = fopen(path, "r+b");
    ck_assert(file != NULL && fwrite(other.bytes, 1, other.size, file) == other.size &&
              fclose(file) == 0);
    const struct lets_replay again = {.is_again = true};
    ck_assert_int_eq(lets_journal_replay(open, &again, &ledger, &err), LETS_JOURNAL_REPLACED);
    lets_journal_close(open);
    text_release(&journal);
    text_release(&other);
    (void)remove(path);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        ranks_by_day_then_arrival,          keeps_no_ranks_where_days_ascend,
        shows_rows_in_turn_and_sealed_only, shows_by_day_what_came_in_any_order,
        shows_more_than_the_window_holds,   refuses_a_journal_that_was_changed_meanwhile};
    return support_run("register", tests, sizeof tests / sizeof *tests);
}
