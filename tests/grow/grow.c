/* SPDX-License-Identifier: MIT */
/*
 * Built by run.sh with a library to which a key and a kind were added: each entry here is read by
 * both readers, written, made JSON and read from it, always the same; the ledger takes the lawful
 * ones, and refuses a breach of the new rule with its name and line.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entries/entry_equal.h"
#include "entries/entry_writer.h"
#include "entries/line_reader.h"
#include "entries/yaml_reader.h"
#include "output/json.h"
#include "tables/json_entry.h"

enum { DECIMALS = 2 };

static struct line_reader *lines;
static struct yaml_reader *yaml;
static struct yaml_reader *again; /* for what is read while another entry is looked at */
static struct lets_ledger *ledger;

#define HOLD(is_so)                                                                                \
    do {                                                                                           \
        if (!(is_so)) {                                                                            \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #is_so);                    \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

/* Entry, text, entry; entry, JSON, entry. */
static void hold_forms(const struct lets_entry *entry)
{
    struct text text = {0};
    struct buffer json = {0};
    struct json_entry read = {0};
    const struct lets_entry *line = NULL;
    struct lets_entry spelled = {0};
    uint64_t n_lines = 0;

    HOLD(entry_write(&text, entry, DECIMALS, NULL) == LETS_OK);
    /* Keys that are neither ids nor amounts are left to the YAML reader. */
    size_t size = lets_entry_has(entry, seats) && entry->seats.n > 0 ? 0 : text.size;
    HOLD(line_reader_read(lines, text_span(&text), true, DECIMALS, &n_lines, &line) == size);
    HOLD(size == 0 || entry_equal(line, entry));
    HOLD(yaml_reader_read(again, text_span(&text), 1, DECIMALS, &spelled, NULL) == LETS_OK);
    HOLD(entry_equal(&spelled, entry));
    json_add_entry(&json, entry, DECIMALS, true);
    json_t *object = json_loadb(json.bytes, json.size, 0, NULL);
    HOLD(object != NULL);
    HOLD(json_entry_read(object, entry->kind, DECIMALS, &read, NULL) == LETS_OK);
    HOLD(entry_equal(&read.entry, entry));
    json_decref(object);
    json_entry_release(&read);
    buffer_release(&json);
    text_release(&text);
}

static enum lets_status apply(const char *spelling, struct lets_error *err)
{
    static struct lets_entry entry;
    enum lets_status status =
        yaml_reader_read(yaml, lets_span_of(spelling), 1, DECIMALS, &entry, err);
    if (status == LETS_OK) {
        hold_forms(&entry);
        status = lets_ledger_apply(ledger, &entry, err);
    }
    return status;
}

static void hold_lawful(void)
{
    static const char *const spellings[] = {
        "- ledger: Growing\n  format: 1\n  unit: LINK\n  decimals: 2\n  opened: 2026-01-01\n"
        "  debit-limit: none\n  credit-limit: none\n  limits: hard\n  cheques-valid: none\n",
        "- member: ann\n  joined: 2026-01-01\n",
        "- member: bob\n  joined: 2026-01-01\n",
        "- transfer: 1\n  date: 2026-01-02\n  from: ann\n  to: bob\n  amount: 1.00\n"
        "  weather: \"42 degrees, \\\"hot\\\"\"\n",
        "- {ticket: 7, amount: 3, date: 2026-01-02, note: rare, weather: fair}\n",
        /* Nothing is left of the weather before. */
        "- transfer: 2\n  date: 2026-01-02\n  from: ann\n  to: bob\n  amount: 1.00\n",
        "- ticket: 8\n  date: 2026-01-03\n  amount: 0.01\n",
        "- ticket: 9\n  date: 2026-01-03\n  amount: 0.01\n  dues:\n    ann: none\n"
        "    \"0001\": 2.50\n  scales:\n    1: 0.10\n    20.00: 3\n  weather: fair\n",
        "- ticket: 10\n  date: 2026-01-03\n  amount: 0.01\n  dues: {}\n",
        "- ticket: 11\n  date: 2026-01-03\n  amount: 0.01\n  words:\n    ann: \"so: \\\"so\\\"\"\n"
        "    \"0001\": plain enough\n    bob: \"12\"\n  friends:\n    ann: \"0001\"\n    bob: ann\n"
        "  weather: \"a \\\\ b\"\n",
        "- ticket: 12\n  date: 2026-01-03\n  amount: 0.01\n  seats:\n    7: 2026-01-03\n"
        "    12: 2026-01-02\n",
    };
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        HOLD(apply(spellings[i], NULL) == LETS_OK);
    }
    HOLD(lets_ledger_summary(ledger)->n_entries == sizeof spellings / sizeof *spellings);
}

static void hold_breaches(void)
{
    static const struct {
        const char *spelling;
        enum lets_status status;
        uint64_t line;
    } rows[] = {
        {"- ticket: 9\n  date: 2026-01-03\n  amount: 0.00\n", LETS_ZERO_AMOUNT, 3},
        {"- ticket: 9\n  date: 2025-12-31\n  amount: 1.00\n", LETS_DATE_BEFORE_LEDGER, 2},
        {"- ticket: 9\n  amount: 1.00\n", LETS_MISSING_KEY, 1},
        {"- ticket: 9\n  date: 2026-01-03\n  amount: 1.00\n  for: fun\n", LETS_UNKNOWN_KEY, 4},
        {"- member: cid\n  joined: 2026-01-03\n  weather: fair\n", LETS_UNKNOWN_KEY, 3},
        {"- ticket: 9\n  date: 2026-01-03\n  amount: 1.00\n  weather: \" \"\n", LETS_BAD_TEXT, 4},
        {"- ticket: 9\n  date: 2026-01-03\n  amount: 1.00\n  dues:\n    ann: default\n",
         LETS_BAD_AMOUNT, 5},
        {"- ticket: 9\n  date: 2026-01-03\n  amount: 1.00\n  scales:\n    1: 2\n    1: 3\n",
         LETS_REPEATED_KEY, 6},
        {"- ticket: 9\n  date: 2026-01-03\n  amount: 1.00\n  scales:\n    1: 2\n    1.00: 3\n",
         LETS_REPEATED_KEY, 6},
        {"- ticket: 9\n  date: 2026-01-03\n  amount: 1.00\n  seats:\n    7: 2026-01-03\n"
         "    7: 2026-01-04\n",
         LETS_REPEATED_KEY, 6},
    };
    uint64_t before = lets_ledger_summary(ledger)->n_entries;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct lets_error err = {0};
        HOLD(apply(rows[i].spelling, &err) == rows[i].status);
        HOLD(err.line == rows[i].line);
    }
    HOLD(lets_ledger_summary(ledger)->n_entries == before);
}

int main(void)
{
    HOLD(line_reader_new(&lines, NULL) == LETS_OK);
    HOLD(yaml_reader_new(&yaml, NULL) == LETS_OK);
    HOLD(yaml_reader_new(&again, NULL) == LETS_OK);
    HOLD(lets_ledger_new(&ledger, NULL) == LETS_OK);
    hold_lawful();
    hold_breaches();
    lets_ledger_free(ledger);
    yaml_reader_free(yaml);
    yaml_reader_free(again);
    line_reader_free(lines);
    return 0;
}
