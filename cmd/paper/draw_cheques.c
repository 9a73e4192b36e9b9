/* SPDX-License-Identifier: MIT */
/*
 * Blank cheques: three on a page that lies on its side, each in three parts side by side. The stub
 * stays with the payer; the payee keeps the middle part; the right one, signed, goes to the
 * bookkeeper. Everything the program knows is printed, and what is written by hand has room for
 * handwriting: a line every eight millimetres.
 */

#include "paper/draw_cheques.h"

#include <inttypes.h>
#include <stdio.h>

#include "paper/draw_page.h"
#include "words/figures.h"

#define CHEQUES_A_PAGE 3
#define MARGIN MM(9)
#define GAP MM(4)    /* between a cutting line and what is printed */
#define STEP MM(8.4) /* between lines that are written on */

static const struct paper_style label = {.points = 7, .ink = PAPER_QUIET};
static const struct paper_style label_right = {
    .points = 7, .ink = PAPER_QUIET, .align = PAPER_RIGHT};
static const struct paper_style scheme = {.points = 11, .is_bold = true, .lines_max = 1};
static const struct paper_style contact = {.points = 7.5, .ink = PAPER_QUIET, .lines_max = 2};
static const struct paper_style number = {
    .points = 15, .is_bold = true, .ink = PAPER_ACCENT, .align = PAPER_RIGHT};
static const struct paper_style number_left = {.points = 13, .is_bold = true, .ink = PAPER_ACCENT};
static const struct paper_style holder = {.points = 9, .is_bold = true, .lines_max = 2};

/* A part of a cheque: the room within its cutting lines. */
struct part {
    struct paper *paper;
    const struct drawn_cheques *cheques;
    const char *number;
    double x;
    double y;
    double width;
    double height;
};

/* A line to write on, behind its label. */
static void field(const struct part *part, double x, double y, double width, const char *what)
{
    double used = paper_label(part->paper, &label, x, y, lets_span_of(what));

    paper_line(part->paper, PAPER_QUIET, 0.5, x + used + MM(1.5), y + 1, x + width, y + 1);
}

/* A box for an amount in figures, the unit behind it. */
static void amount_box(const struct part *part, double x, double y, double width)
{
    const struct paper_style unit = {.points = 8, .lines_max = 1};
    struct lets_span name = lets_ledger_summary(part->cheques->ledger)->unit;
    double unit_width = paper_label_width(part->paper, &unit, name);

    unit_width = unit_width > width / 3 ? width / 3 : unit_width;
    paper_frame(part->paper, PAPER_QUIET, x, y - MM(5.5), width - unit_width - MM(1.5), MM(7));
    draw_figure(part->paper, &unit, x + width - unit_width, y - MM(3.2), unit_width, name);
}

static void holder_of(const struct part *part, double x, double y, double width)
{
    const struct lets_account *account = part->cheques->account;
    struct lets_span name = words_name(part->cheques->names, account);
    struct buffer id = {0};

    buffer_format(&id, "account %.*s", SHOW(account->id));
    double height = 0;
    if (!lets_span_equal(name, account->id)) {
        height = paper_text(part->paper, &holder, x, y, width, name);
        (void)paper_text(part->paper, &label, x, y + height, width, buffer_span(&id));
    } else {
        (void)paper_text(part->paper, &holder, x, y, width, buffer_span(&id));
    }
    buffer_release(&id);
}

static void draw_stub(const struct part *part)
{
    double y = part->y + MM(5.5);

    (void)paper_label(part->paper, &number_left, part->x, y, lets_span_of(part->number));
    (void)paper_label(part->paper, &label_right, part->x + part->width, y,
                      lets_span_of("payer keeps this"));
    holder_of(part, part->x, y + MM(2), part->width);
    y = part->y + part->height - 4 * STEP - MM(1);
    field(part, part->x, y, part->width, "date");
    field(part, part->x, y += STEP, part->width, "to");
    field(part, part->x, y += STEP, part->width, "for");
    field(part, part->x, y += STEP, part->width, "amount");
    field(part, part->x, y + STEP, part->width, "balance");
}

static void draw_payee(const struct part *part)
{
    double y = part->y + MM(5.5);

    (void)paper_label(part->paper, &number_left, part->x, y, lets_span_of(part->number));
    (void)paper_label(part->paper, &label_right, part->x + part->width, y,
                      lets_span_of("payee keeps this"));
    (void)paper_label(part->paper, &label, part->x, y + MM(4.5), lets_span_of("from"));
    holder_of(part, part->x + MM(8), y + MM(2), part->width - MM(8));
    y = part->y + part->height - 3 * STEP - MM(1);
    field(part, part->x, y, part->width, "to");
    field(part, part->x, y += STEP, part->width, "for");
    field(part, part->x, y += STEP, part->width, "date");
    y += STEP;
    double used = paper_label(part->paper, &label, part->x, y, lets_span_of("amount"));
    amount_box(part, part->x + used + MM(2), y + MM(1), part->width - used - MM(2));
}

/* What is printed on the part that is signed: the scheme at the left, the number at the right. */
static void draw_scheme(const struct part *part)
{
    const struct lets_summary *summary = lets_ledger_summary(part->cheques->ledger);
    struct buffer text = {0};
    double right = part->x + part->width;

    buffer_format(&text, "cheque %s", part->number);
    double used = paper_label(part->paper, &number, right, part->y + MM(5.5), buffer_span(&text));
    double room = part->width - used - MM(4);
    double height =
        paper_text(part->paper, &scheme, part->x, part->y + MM(1.2), room, summary->name);
    if (summary->contact.size > 0) {
        (void)paper_text(part->paper, &contact, part->x, part->y + MM(1.2) + height, room,
                         words_contact(summary));
    }
    buffer_clear(&text);
    words_valid_from(&text, summary->cheques_valid);
    (void)paper_label(part->paper, &label_right, right, part->y + MM(9.5), buffer_span(&text));
    buffer_release(&text);
}

static void draw_bookkeeper(const struct part *part)
{
    double date_width = MM(38);
    double box_width = MM(38);
    double y = part->y + part->height - 4 * STEP - MM(1);

    draw_scheme(part);
    field(part, part->x, y, part->width - date_width - MM(3), "pay to");
    field(part, part->x + part->width - date_width, y, date_width, "account");
    y += STEP;
    field(part, part->x, y, part->width - box_width - MM(3), "in words");
    amount_box(part, part->x + part->width - box_width, y + MM(1), box_width);
    y += STEP;
    field(part, part->x, y, part->width - date_width - MM(3), "for");
    field(part, part->x + part->width - date_width, y, date_width, "date");
    y += STEP;
    double half = part->width / 2;
    holder_of(part, part->x, y - MM(2), half - MM(4));
    field(part, part->x + half, y + STEP - MM(3.5), half, "signed");
    (void)paper_label(part->paper, &label, part->x + half, y + STEP + MM(1),
                      lets_span_of("this part goes to the bookkeeper"));
}

static void draw_cheque(struct paper *paper, const struct drawn_cheques *cheques, uint32_t which,
                        double y, double height)
{
    static const double shares[] = {0.24, 0.29, 0.47};
    static void (*const draws[])(const struct part *) = {draw_stub, draw_payee, draw_bookkeeper};
    char digits[16];
    double room = paper_width(paper) - 2 * MARGIN;
    double x = MARGIN;

    (void)snprintf(digits, sizeof digits, "%" PRIu32, which);
    for (size_t i = 0; i < 3; i++) {
        double width = room * shares[i];
        double before = i == 0 ? 0 : GAP;
        double after = i == 2 ? 0 : GAP;
        struct part part = {.paper = paper,
                            .cheques = cheques,
                            .number = digits,
                            .x = x + before,
                            .y = y + GAP,
                            .width = width - before - after,
                            .height = height - 2 * GAP};
        draws[i](&part);
        x += width;
        if (i < 2) {
            paper_dashes(paper, x, y, x, y + height);
        }
    }
}

static void draw_page(struct paper *paper, const struct drawn_cheques *cheques, uint32_t first)
{
    double height = (paper_height(paper) - 2 * MM(6)) / CHEQUES_A_PAGE;

    paper_page(paper);
    for (uint32_t i = 0; i < CHEQUES_A_PAGE && first + i <= cheques->last; i++) {
        double y = MM(6) + i * height;
        draw_cheque(paper, cheques, first + i, y, height);
        if (i + 1 < CHEQUES_A_PAGE) {
            paper_dashes(paper, MM(4), y + height, paper_width(paper) - MM(4), y + height);
        }
    }
}

enum lets_status draw_cheques(const struct drawn_cheques *cheques, struct drawn *out,
                              struct lets_error *err)
{
    const struct lets_summary *summary = lets_ledger_summary(cheques->ledger);
    struct buffer title = {0};
    struct paper *paper = NULL;

    buffer_format(&title, "%.*s: cheques %" PRIu32 "-%" PRIu32 " of account %.*s",
                  SHOW(summary->name), cheques->first, cheques->last, SHOW(cheques->account->id));
    const struct paper_options options = {.size = cheques->size,
                                          .is_landscape = true,
                                          .title = buffer_span(&title),
                                          .time = summary->sealed};
    enum lets_status status = paper_new(&options, &paper, err);
    if (status == LETS_OK) {
        for (uint32_t first = cheques->first; first <= cheques->last; first += CHEQUES_A_PAGE) {
            draw_page(paper, cheques, first);
        }
        status = paper_finish(paper, &out->bytes, err);
    }
    if (status == LETS_OK) {
        out->n_missing = paper_missing(paper);
    }
    paper_free(paper);
    buffer_release(&title);
    return status;
}
