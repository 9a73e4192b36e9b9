/* SPDX-License-Identifier: MIT */
/*
 * Cells. The forms of days and amounts have modules of their own; here is what they mean in this
 * table and this ledger, and where a fault is told.
 */

#include "tables/import_cells.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/failure.h"
#include "base/mail_address.h"
#include "session/talk.h"
#include "tables/import_entities.h"

enum { TEXT_MAX = 500 }; /* bytes that a journal takes */

enum lets_status import_cells_check_zone(const struct import_table *table, struct lets_error *err)
{
    struct lets_date ignored;
    const char *zone = table->reading.zone;

    if (zone == NULL || table->session->world->local_day(zone, 0, &ignored)) {
        return LETS_OK;
    }
    (void)failure_misused(err, "--zone: there is no zone '%s'", zone);
    if (err != NULL) {
        (void)snprintf(err->hint, sizeof err->hint, "zones have names such as Europe/Madrid");
    }
    return LETS_BAD_USAGE;
}

void import_cells_tell(const struct import_table *table)
{
    static const struct {
        const char *one;
        const char *many;
    } words[] = {
#define REMARK_ROW(name, one, many) {one, many},
        IMPORT_REMARKS(REMARK_ROW)
#undef REMARK_ROW
    };
    const struct session *session = table->session;

    if (table->n_zoned > 0) {
        const char *zone = table->reading.zone;
        session_tell(session, "%s: %zu time%s count on %s day in %s%s%s", table->name,
                     table->n_zoned, table->n_zoned == 1 ? "" : "s",
                     table->n_zoned == 1 ? "its" : "their",
                     zone != NULL ? zone : session->world->zone_name(),
                     zone != NULL ? "" : ", the system's zone",
                     zone != NULL ? "" : "; --zone names another");
    }
    for (size_t i = 0; i < N_IMPORT_REMARKS; i++) {
        if (table->remarks[i] > 0) {
            session_tell(session, "%s: %zu %s", table->name, table->remarks[i],
                         table->remarks[i] == 1 ? words[i].one : words[i].many);
        }
    }
    if (table->reading.amounts == AMOUNTS_HOURS || table->reading.amounts == AMOUNTS_SECONDS) {
        unsigned decimals = lets_ledger_summary(session->ledger)->decimals;
        session_tell(session, "%s: %s become %s of this ledger", table->name,
                     table->reading.amounts == AMOUNTS_HOURS ? "hours and minutes" : "seconds",
                     decimals == 0 ? "minutes" : "hours");
    }
}

/* ---------------------------------------------------------------- days */

bool import_cells_day(struct import_table *table, struct import_row *row, enum import_key key,
                      struct lets_date last, struct import_day *day, struct lets_date *on)
{
    struct lets_error why;
    int cell = import_table_at(table, key);
    struct lets_span text = import_table_cell(table, row, key);

    *day = (struct import_day){.is_empty = true};
    enum lets_status status = import_day_parse(text, table->reading.days, day, &why);
    if (status == LETS_OK && day->is_instant) {
        table->n_zoned++;
        if (!table->session->world->local_day(table->reading.zone, day->unix_seconds, on)) {
            *on = day->day;
        }
    } else if (status == LETS_OK) {
        *on = day->day;
    }
    if (status == LETS_OK && !day->is_empty && on->day > last.day) {
        char written[LETS_DATE_SIZE];
        lets_date_format(last, written);
        status = failure_set(&why, LETS_DATE_AFTER_SEAL, "%.*s is after the day of this commit, %s",
                             SHOW(text), written);
    }
    return row_faults_check(&row->faults, cell, status, &why);
}

/* ---------------------------------------------------------------- amounts */

static struct import_amount_form form_of(const struct import_table *table)
{
    const struct lets_summary *summary = lets_ledger_summary(table->session->ledger);

    return (struct import_amount_form){
        .form = table->reading.amounts,
        .decimal_mark = table->reading.decimal_mark,
        .divisor = table->reading.divisor,
        .decimals = summary->decimals,
        .units = summary->unit,
        .currency = table->only_currency,
    };
}

bool import_cells_amount(struct import_table *table, struct import_row *row, enum import_key key,
                         struct lets_amount *out)
{
    struct lets_error why;
    struct import_amount_form form = form_of(table);
    struct lets_span text = import_table_cell(table, row, key);
    enum lets_status status = import_amount_parse(text, &form, out, &why);

    return row_faults_check(&row->faults, import_table_at(table, key), status, &why);
}

static bool is_no_limit(const struct import_table *table, struct lets_span text,
                        const struct import_amount_form *form)
{
    struct lets_amount written = {0};
    struct lets_amount named = {0};
    bool is_amount = import_amount_parse(text, form, &written, NULL) == LETS_OK;

    if (cell_is(text, "none")) {
        return true;
    }
    for (size_t i = 0; i < table->reading.n_no_limit; i++) {
        struct lets_span word = table->reading.no_limit[i];
        if (import_name_is(text, word) ||
            (is_amount && import_amount_parse(word, form, &named, NULL) == LETS_OK &&
             named.minor == written.minor)) {
            return true;
        }
    }
    return false;
}

bool import_cells_limit(struct import_table *table, struct import_row *row, enum import_key key,
                        struct lets_limit *out)
{
    struct import_amount_form form = form_of(table);
    struct lets_span text = import_table_cell(table, row, key);
    struct lets_amount amount = {0};

    if (!import_table_has(table, key)) {
        return false;
    }
    if (is_no_limit(table, text, &form)) {
        *out = (struct lets_limit){.kind = LETS_LIMIT_NONE};
        return true;
    }
    if (text.size == 0 || !import_cells_amount(table, row, key, &amount)) {
        return false;
    }
    if (amount.minor < 0 && key == KEY_CREDIT_LIMIT) {
        row_faults_fail(&row->faults, import_table_at(table, key), LETS_BAD_AMOUNT,
                        "'%.*s' is below zero", SHOW(text));
        return false;
    }
    amount.minor = amount.minor < 0 ? -amount.minor : amount.minor;
    *out = (struct lets_limit){.kind = LETS_LIMIT_AMOUNT, .amount = amount};
    return true;
}

/* ---------------------------------------------------------------- texts */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Whether a text stands as it is to be: the usual case. */
static bool is_clean(struct lets_span text, bool has_entities)
{
    bool was_blank = false;

    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.bytes[i];
        if (c > ' ' && c < 0x80 && c != '&') {
            was_blank = false;
            continue;
        }
        if (c == '\t' || c == '\n' || c == '\r' || (has_entities && c == '&') ||
            (c == ' ' && was_blank) || (c == 0xc2 && text.bytes[i + 1] == '\xa0')) {
            return false;
        }
        was_blank = c == ' ';
    }
    return true;
}

/* One line after the other, its blanks folded, joined by " / ". */
static void add_lines(struct import_table *table, struct buffer *out, struct lets_span text)
{
    bool has_lines = false;
    bool has_blanks = false;
    bool is_begun = false; /* this line has something */
    bool is_due = false;   /* a blank before what comes */

    for (size_t i = 0; i < text.size; i++) {
        char c = text.bytes[i];
        bool is_hard = c == '\xc2' && i + 1 < text.size && text.bytes[i + 1] == '\xa0';
        i += is_hard;
        if (c == '\n' || c == '\r') {
            is_begun = false;
            is_due = false;
            continue;
        }
        if (is_blank(c) || is_hard) {
            has_blanks = has_blanks || is_due || !is_begun || c != ' ';
            is_due = is_begun;
            continue;
        }
        if (!is_begun && out->size > 0) {
            buffer_add_string(out, " / ");
            has_lines = true;
        } else if (is_due) {
            buffer_add_string(out, " ");
        }
        is_begun = true;
        is_due = false;
        buffer_add(out, (struct lets_span){&text.bytes[i], 1});
    }
    table->remarks[REMARK_LINES] += has_lines;
    table->remarks[REMARK_BLANKS] += has_blanks && !has_lines;
}

static struct lets_span cut(struct import_table *table, struct lets_span text)
{
    size_t size = TEXT_MAX - 3;
    char *room = keep_room(&table->keep, TEXT_MAX + 1);

    while (size > 0 && ((unsigned char)text.bytes[size] & 0xc0) == 0x80) {
        size--;
    }
    memcpy(room, text.bytes, size);
    memset(room + size, '.', 3);
    table->remarks[REMARK_CUT]++;
    return (struct lets_span){room, size + 3};
}

struct lets_span import_cells_clean(struct import_table *table, struct import_row *row, int cell,
                                    struct lets_span text,
                                    enum lets_status (*check)(struct lets_span text,
                                                              struct lets_error *err))
{
    struct lets_error why; /* filled by what fails, as in all that is done for every row */
    bool resolves = table->reading.resolves_entities;

    if (text.size > 0 && !is_clean(text, resolves)) {
        struct buffer resolved = {0};
        struct buffer lines = {0};
        if (resolves) {
            import_entities_add(&resolved, text);
            table->remarks[REMARK_ENTITIES] += !lets_span_equal(buffer_span(&resolved), text);
        }
        add_lines(table, &lines, resolves ? buffer_span(&resolved) : text);
        text = keep_copy(&table->keep, buffer_span(&lines));
        buffer_release(&resolved);
        buffer_release(&lines);
    }
    if (text.size > TEXT_MAX && table->reading.cuts_texts) {
        text = cut(table, text);
    }
    if (text.size == 0) {
        return text;
    }
    enum lets_status status = check(text, &why);
    if (status == LETS_BAD_TEXT && text.size > TEXT_MAX) {
        (void)snprintf(why.hint, sizeof why.hint, "--long-texts cut keeps what fits");
    }
    return row_faults_check(&row->faults, cell, status, &why) ? text : lets_span_of("");
}

struct lets_span import_cells_text(struct import_table *table, struct import_row *row,
                                   enum import_key key)
{
    const struct import_role *role = &table->roles[key];

    if (role->n == 0) {
        return lets_span_of("");
    }
    struct lets_span text = import_table_part(table, row, role);
    if (role->n == 1 && row->all[role->at[0]].size != text.size) {
        table->remarks[REMARK_BLANKS]++;
    }
    return import_cells_clean(table, row, import_table_at(table, key), text,
                              key == KEY_EMAIL ? mail_address_check : lets_text_check);
}
