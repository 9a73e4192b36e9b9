/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as an amount, a date, a time, a period, an id, a number, a limit, a cheque's validity
 * or a text. What is accepted is printed and read back the same; what is refused has a name and a
 * sentence, and leaves its output alone.
 */

#include <assert.h>
#include <string.h>

#include <lets.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A refusal says so; returns whether it is none. */
static bool is_accepted(enum lets_status status, const struct lets_error *err)
{
    assert(status == LETS_OK ? err->message[0] == '\0'
                             : err->status == status && err->message[0] != '\0');
    return status == LETS_OK;
}

static void check_amount(struct lets_span text)
{
    for (unsigned decimals = 0; decimals <= LETS_DECIMALS_MAX; decimals++) {
        struct lets_error err = {0};
        struct lets_amount amount = {-7};
        struct lets_amount again = {0};
        char printed[LETS_AMOUNT_SIZE];
        if (!is_accepted(lets_amount_parse(text, decimals, &amount, &err), &err)) {
            assert(amount.minor == -7);
            continue;
        }
        assert(amount.minor >= 0);
        size_t n = lets_amount_format(amount, decimals, printed);
        assert(n == strlen(printed));
        enum lets_status status = lets_amount_parse(lets_span_of(printed), decimals, &again, NULL);
        assert(status == LETS_OK && again.minor == amount.minor);
    }
}

static void check_date(struct lets_span text)
{
    struct lets_error err = {0};
    struct lets_date date = {INT32_MIN};
    char printed[LETS_DATE_SIZE];
    if (!is_accepted(lets_date_parse(text, &date, &err), &err)) {
        assert(date.day == INT32_MIN);
        return;
    }
    lets_date_format(date, printed);
    assert(lets_span_equal(lets_span_of(printed), text));
    for (uint32_t count = 1; count <= 120; count++) {
        struct lets_validity validity = {LETS_VALID_MONTHS, count};
        assert(lets_validity_last_day(validity, date).day >= date.day);
    }
}

static void check_time(struct lets_span text)
{
    struct lets_error err = {0};
    struct lets_time time = {0};
    struct lets_time again = {0};
    char printed[LETS_TIME_SIZE];
    if (!is_accepted(lets_time_parse(text, &time, &err), &err)) {
        return;
    }
    lets_time_format(time, printed);
    enum lets_status status = lets_time_parse(lets_span_of(printed), &again, NULL);
    assert(status == LETS_OK && again.unix_seconds == time.unix_seconds &&
           again.offset_minutes == time.offset_minutes);
    char day[LETS_DATE_SIZE];
    lets_date_format(lets_time_day(time), day);
    assert(strncmp(day, printed, LETS_DATE_SIZE - 1) == 0);
}

static void check_period(struct lets_span text)
{
    struct lets_error err = {0};
    struct lets_period period = {{0}, {0}};
    if (is_accepted(lets_period_parse(text, (struct lets_date){20600}, &period, &err), &err)) {
        assert(period.first.day <= period.last.day);
        assert(lets_period_holds(period, period.first) && lets_period_holds(period, period.last));
    }
}

static void check_words(struct lets_span text)
{
    struct lets_error err = {0};
    struct lets_limit limit = {LETS_LIMIT_DEFAULT, {0}};
    struct lets_validity validity = {LETS_VALID_FOREVER, 0};
    uint32_t number = 0;
    if (is_accepted(lets_number_parse(text, &number, &err), &err)) {
        assert(number >= 1 && number <= 999999999 && text.bytes[0] != '0');
    }
    err = (struct lets_error){0};
    if (is_accepted(lets_limit_parse(text, 2, true, &limit, &err), &err)) {
        assert(limit.amount.minor >= 0);
        assert(limit.kind == LETS_LIMIT_AMOUNT || limit.amount.minor == 0);
    }
    err = (struct lets_error){0};
    if (is_accepted(lets_validity_parse(text, &validity, &err), &err)) {
        assert((validity.unit == LETS_VALID_FOREVER) == (validity.count == 0));
    }
    err = (struct lets_error){0};
    if (is_accepted(lets_id_check(text, &err), &err)) {
        assert(text.size >= 1 && text.size <= LETS_ID_MAX);
    }
    err = (struct lets_error){0};
    if (is_accepted(lets_text_check(text, &err), &err)) {
        assert(text.size >= 1 && text.size <= 500 && memchr(text.bytes, '\n', text.size) == NULL);
        assert(memchr(text.bytes, '\033', text.size) == NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lets_span text = {.bytes = (const char *)data, .size = size};
    check_amount(text);
    check_date(text);
    check_time(text);
    check_period(text);
    check_words(text);
    return 0;
}
