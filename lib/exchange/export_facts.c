/* SPDX-License-Identifier: MIT */
/*
 * What is said of accounts and transfers to other programs. Members' text is hostile: it is written
 * where a program only shows it, and stripped of whatever could make a program read it as something
 * else (a ';' cuts a description, a '[date]' moves a posting, two spaces end an account's name, a
 * ',' ends a tag).
 */

#include "exchange/export_facts.h"

#include <inttypes.h>
#include <stdio.h>

/* ---------------------------------------------------------------- members' text */

static bool is_space(uint32_t code)
{
    return code == ' ' || code == 0xa0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200b) ||
           code == 0x202f || code == 0x205f || code == 0x3000 || text_is_forbidden(code);
}

/* What stands for an ASCII character that means something in that place; 0: itself. */
static const char meaningful[][128] = {
    [EXPORT_DESCRIPTION] = {[';'] = ',', ['|'] = '/'},
    [EXPORT_TAG] = {[';'] = '/', [','] = '/', ['|'] = '/', ['['] = '(', [']'] = ')'},
    [EXPORT_ACCOUNT] = {[';'] = '-',
                        [':'] = '-',
                        ['['] = '(',
                        [']'] = ')',
                        ['"'] = '\'',
                        ['='] = '-',
                        ['@'] = '-',
                        ['{'] = '(',
                        ['}'] = ')',
                        ['*'] = '-',
                        ['!'] = '-',
                        ['|'] = '-',
                        ['#'] = '-',
                        ['%'] = '-'},
};

static char harmless(char c, enum export_place place)
{
    unsigned char byte = (unsigned char)c;
    return byte < 0x80 && meaningful[place][byte] != 0 ? meaningful[place][byte] : c;
}

/* How many bytes at the start are printable ASCII, no space, and mean nothing. */
static size_t plain_size(struct lets_span span, enum export_place place)
{
    size_t n = 0;
    while (n < span.size && span.bytes[n] > ' ' && span.bytes[n] < 0x7f &&
           meaningful[place][(unsigned char)span.bytes[n]] == 0) {
        n++;
    }
    return n;
}

enum lets_status export_add_plain(struct text *out, struct lets_span span, enum export_place place,
                                  struct lets_error *err)
{
    size_t start = out->size;
    bool is_after_space = true; /* at the start, so that none comes first */
    enum lets_status status = text_reserve(out, span.size + 1, err);
    while (status == LETS_OK && span.size > 0) {
        size_t n_plain = plain_size(span, place);
        if (n_plain > 0) {
            status = text_add(out, (struct lets_span){span.bytes, n_plain}, err);
            is_after_space = false;
            span.bytes += n_plain;
            span.size -= n_plain;
            continue;
        }
        uint32_t code = ' ';
        size_t size = text_decode(span, &code);
        if (size == 0) {
            size = 1;
        }
        if (!is_space(code)) {
            char plain = harmless(span.bytes[0], place);
            status = size == 1 ? text_add(out, (struct lets_span){&plain, 1}, err)
                               : text_add(out, (struct lets_span){span.bytes, size}, err);
        } else if (!is_after_space) {
            status = text_add_string(out, " ", err);
        }
        is_after_space = is_space(code);
        span.bytes += size;
        span.size -= size;
    }
    if (status == LETS_OK && out->size > start && out->bytes[out->size - 1] == ' ') {
        out->size--;
    }
    return status == LETS_OK && out->size == start ? text_add_string(out, "-", err) : status;
}

/* ---------------------------------------------------------------- facts */

struct lets_span export_name(const struct export *export, const struct lets_account *account)
{
    const struct lets_person *person =
        export->names == NULL ? NULL : lets_directory_find(export->names, account->id);
    if (person != NULL) {
        return person->name;
    }
    return export->names == NULL ? (struct lets_span){0} : account->title;
}

struct lets_span export_fact_text(const struct export_fact *fact)
{
    return fact->text.size > 0 ? fact->text : lets_span_of(fact->value);
}

static void add_text(struct export_fact *facts, size_t *n, const char *what, struct lets_span text)
{
    if (text.size > 0) {
        facts[(*n)++] = (struct export_fact){.what = what, .text = text};
    }
}

static void add_date(struct export_fact *facts, size_t *n, const char *what, struct lets_date date)
{
    struct export_fact *fact = &facts[(*n)++];
    *fact = (struct export_fact){.what = what};
    lets_date_format(date, fact->value);
}

static void add_number(struct export_fact *facts, size_t *n, const char *what, uint32_t number,
                       bool is_transfer)
{
    if (number > 0) {
        struct export_fact *fact = &facts[(*n)++];
        *fact = (struct export_fact){.what = what};
        (void)snprintf(fact->value, sizeof fact->value, "%s%" PRIu32, is_transfer ? "T" : "",
                       number);
    }
}

size_t export_account_facts(const struct export *export, const struct lets_account *account,
                            struct export_fact facts[EXPORT_FACTS_MAX])
{
    size_t n = 0;
    add_text(facts, &n, "account", account->id);
    add_text(facts, &n, "name", export_name(export, account));
    add_text(facts, &n, "kind", lets_span_of(lets_account_kind_word(account->kind)));
    if (account->kind == LETS_CENTRAL) {
        add_text(facts, &n, "purpose", lets_span_of(lets_purpose_word(account->purpose)));
    }
    add_text(facts, &n, "title", account->title);
    add_date(facts, &n, "opened", account->opened);
    add_text(facts, &n, "locality", account->locality);
    add_text(facts, &n, "status", lets_span_of(lets_account_status_word(account->status)));
    return n;
}

size_t export_transfer_facts(const struct lets_register_row *row,
                             struct export_fact facts[EXPORT_FACTS_MAX])
{
    size_t n = 0;
    const char *kind = row->reverses > 0 ? "reversal" : row->cheque > 0 ? "cheque" : "transfer";
    add_number(facts, &n, "transfer", row->number, true);
    add_text(facts, &n, "kind", lets_span_of(kind));
    add_number(facts, &n, "cheque", row->cheque, false);
    if (row->has_written) {
        add_date(facts, &n, "written", row->written);
    }
    add_number(facts, &n, "first", row->first, false);
    add_number(facts, &n, "last", row->last, false);
    add_text(facts, &n, "category", row->category);
    add_text(facts, &n, "ref", row->ref);
    add_number(facts, &n, "reverses", row->reverses, true);
    add_number(facts, &n, "corrects", row->corrects, true);
    add_text(facts, &n, "override", row->override_reason);
    struct export_fact *recorded = &facts[n++];
    *recorded = (struct export_fact){.what = "recorded"};
    lets_time_format(row->recorded, recorded->value);
    add_text(facts, &n, "clerk", row->clerk);
    return n;
}

struct lets_span export_what_for(const struct lets_register_row *row, char buffer[EXPORT_FOR_SIZE])
{
    if (row->what_for.size > 0) {
        return row->what_for;
    }
    if (row->reverses > 0) {
        (void)snprintf(buffer, EXPORT_FOR_SIZE, "reversal of T%" PRIu32, row->reverses);
    } else {
        (void)snprintf(buffer, EXPORT_FOR_SIZE, "transfer");
    }
    return lets_span_of(buffer);
}
