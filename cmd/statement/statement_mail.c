/* SPDX-License-Identifier: MIT */
/*
 * A statement as a message for the local mailer, which lets never calls itself. Date and Message-ID
 * come from the seal that the statement is made as at, so the same statement is the same message.
 */

#include "statement/statement_mail.h"

#include <string.h>

#include "statement/message.h"
#include "statement/statement_text.h"

enum { HEAD_DIGITS = 16 };

static void add_subject(struct buffer *out, const struct statements *statements)
{
    struct buffer subject = {0};
    char period[LETS_PERIOD_SIZE];

    lets_period_format(statements->set->period, period);
    buffer_format(&subject, "%.*s: your statement for %s%s", SHOW(statements->set->summary->name),
                  period, statements->set->is_closed ? "" : " (provisional)");
    message_add_text_header(out, "Subject", buffer_span(&subject));
    buffer_release(&subject);
}

/* Unique to account, days and books. An id may hold dots where the syntax of a message's name has
 * none; it never holds '='. */
static void add_message_id(struct buffer *out, const struct statements *statements,
                           const struct statement_item *item, struct lets_span domain)
{
    struct lets_span id = item->statement->account->id;
    char first[LETS_DATE_SIZE];
    char last[LETS_DATE_SIZE];

    lets_date_format(statements->set->period.first, first);
    lets_date_format(statements->set->period.last, last);
    buffer_add_string(out, "Message-ID: <");
    for (size_t i = 0; i < id.size; i++) {
        buffer_format(out, "%c", id.bytes[i] == '.' ? '=' : id.bytes[i]);
    }
    buffer_format(out, "-%s-%s-%.*s@%.*s>\r\n", first, last, HEAD_DIGITS,
                  statements->set->summary->head.hex, SHOW(domain));
}

static void add_headers(struct buffer *out, const struct statements *statements,
                        const struct statement_item *item, struct lets_span from)
{
    const struct lets_summary *summary = statements->set->summary;
    const char *host = memchr(from.bytes, '@', from.size);
    struct lets_span domain = {.bytes = host + 1,
                               .size = (size_t)(from.bytes + from.size - host) - 1};
    message_add_address_header(out, "From", summary->name, from);
    message_add_address_header(out, "To", item->name, item->person->email);
    add_subject(out, statements);
    message_add_date_header(out, summary->sealed);
    add_message_id(out, statements, item, domain);
    buffer_add_string(out, "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n");
}

static void add_text_part(struct buffer *out, const struct statements *statements,
                          const struct statement_item *item)
{
    struct buffer text = {0};

    (void)statement_add_text(&text, statements, item, NULL); /* the guard around it knows */
    buffer_add_string(out, "Content-Type: text/plain; charset=utf-8\r\n"
                           "Content-Transfer-Encoding: quoted-printable\r\n"
                           "\r\n");
    message_add_quoted(out, buffer_span(&text));
    buffer_release(&text);
}

/* Text and PDF. */
static void add_parts(struct buffer *out, const struct statements *statements,
                      const struct statement_item *item, struct lets_span pdf)
{
    const char *digits = statements->set->summary->head.hex;

    /* "=_" stands in no quoted-printable and no base64. */
    buffer_format(out,
                  "Content-Type: multipart/mixed;\r\n boundary=\"=_lets-%.*s\"\r\n\r\n"
                  "--=_lets-%.*s\r\n",
                  HEAD_DIGITS, digits, HEAD_DIGITS, digits);
    add_text_part(out, statements, item);
    buffer_format(out,
                  "\r\n--=_lets-%.*s\r\nContent-Type: application/pdf\r\n"
                  "Content-Transfer-Encoding: base64\r\n"
                  "Content-Disposition: attachment;\r\n filename=\"",
                  HEAD_DIGITS, digits);
    statement_add_file_name(out, statements, item, "pdf");
    buffer_add_string(out, "\"\r\n\r\n");
    message_add_base64(out, pdf);
    buffer_format(out, "--=_lets-%.*s--\r\n", HEAD_DIGITS, digits);
}

enum lets_status statement_add_mail(struct buffer *out, const struct statements *statements,
                                    const struct statement_item *item, struct lets_span from,
                                    struct lets_span pdf, struct lets_error *err)
{
    struct memory_guard guard;

    memory_guard_begin(&guard, out);
    add_headers(out, statements, item, from);
    if (pdf.size == 0) {
        add_text_part(out, statements, item);
    } else {
        add_parts(out, statements, item, pdf);
    }
    return memory_guard_end(&guard, err);
}
