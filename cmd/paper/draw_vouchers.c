/* SPDX-License-Identifier: MIT */
/*
 * Vouchers: two beside each other, five below each other, with marks to cut at. The panel at the
 * left says in large figures what it is worth; what makes it good stands at the right, the number
 * and the code large enough to be read out. Fine lines are drawn from edge to edge of the panel: a
 * poor copier loses them, and they make the paper pleasant to hand over.
 */

#include "paper/draw_vouchers.h"

#include <inttypes.h>
#include <stdio.h>

#include "paper/draw_page.h"
#include "paper/draw_table.h"
#include "words/figures.h"

#define COLUMNS ((size_t)2)
#define ROWS ((size_t)5)
#define EDGE MM(7)      /* of the page, for printers that leave it blank */
#define INSET MM(2.5)   /* from a cutting line to the frame */
#define FRAME MM(0.9)   /* between its two lines */
#define TICK MM(3)      /* a cutting mark at the edge of the page */
#define PANEL MM(32)    /* the width of the panel with the figures */
#define IN_WORDS MM(11) /* the height that the amount in words may take */
#define THREADS 26      /* fine lines of each fan */

static const struct paper_style scheme = {.points = 12, .is_bold = true, .lines_max = 1};
static const struct paper_style contact = {.points = 6, .ink = PAPER_QUIET, .lines_max = 2};
static const struct paper_style title = {.points = 7, .ink = PAPER_ACCENT, .is_bold = true};
static const struct paper_style in_words = {.points = 9.5};
static const struct paper_style long_scheme = {.points = 8.5, .is_bold = true, .lines_max = 2};
static const struct paper_style label = {.points = 6.5, .ink = PAPER_QUIET};
static const struct paper_style strong = {.points = 11, .is_bold = true};
static const struct paper_style figures = {
    .points = 30, .ink = PAPER_ACCENT, .is_bold = true, .align = PAPER_CENTRE};
static const struct paper_style unit = {
    .points = 10, .ink = PAPER_ACCENT, .is_bold = true, .align = PAPER_CENTRE};

/* One voucher on the page: the room within its frame. */
struct place {
    struct paper *paper;
    const struct drawn_vouchers *all;
    const struct drawn_voucher *voucher;
    double x;
    double y;
    double width;
    double height;
};

/* ---------------------------------------------------------------- the panel */

/* Lines whose ends wander along two edges of a rectangle, so that they seem to be curves. */
static void draw_fans(struct paper *paper, double x, double y, double width, double height)
{
    for (int i = 0; i <= THREADS; i++) {
        double part = (double)i / THREADS;
        double across = part * width;
        double down = part * height;
        paper_line(paper, PAPER_LINE, 0.25, x, y + down, x + across, y + height);
        paper_line(paper, PAPER_LINE, 0.25, x + width, y + height - down, x + width - across, y);
        paper_line(paper, PAPER_LINE, 0.25, x + width, y + down, x + width - across, y + height);
        paper_line(paper, PAPER_LINE, 0.25, x, y + height - down, x + across, y);
    }
}

/* A label in one line within the room, in smaller type where it would be wider. */
static void draw_fitted(struct paper *paper, const struct paper_style *style, double x, double y,
                        double room, struct lets_span text)
{
    struct paper_style fitted = *style;
    double width = paper_label_width(paper, style, text);

    fitted.points *= width > room ? room / width : 1;
    (void)paper_label(paper, &fitted, x, y, text);
}

static void draw_panel(const struct place *place)
{
    const struct lets_summary *summary = lets_ledger_summary(place->all->ledger);
    double middle = place->x + PANEL / 2;
    double y = place->y + place->height / 2;
    char amount[LETS_AMOUNT_SIZE];
    size_t size = lets_amount_format(place->voucher->value, summary->decimals, amount);

    /* "5" rather than "5.00": what is whole is read at a glance. */
    size_t zeros = summary->decimals > 0 ? summary->decimals + 1 : 0;
    int64_t parts = 1;
    for (uint32_t i = 0; i < summary->decimals; i++) {
        parts *= 10;
    }
    size -= place->voucher->value.minor % parts == 0 ? zeros : 0;
    paper_fill(place->paper, PAPER_FAINT, place->x, place->y, PANEL, place->height);
    draw_fans(place->paper, place->x, place->y, PANEL, place->height);
    paper_fill(place->paper, PAPER_WHITE, place->x + MM(3), y - MM(9.5), PANEL - MM(6), MM(19));
    paper_frame(place->paper, PAPER_ACCENT, place->x + MM(3), y - MM(9.5), PANEL - MM(6), MM(19));
    draw_fitted(place->paper, &figures, middle, y + MM(2), PANEL - MM(9),
                (struct lets_span){.bytes = amount, .size = size});
    draw_fitted(place->paper, &unit, middle, y + MM(7.2), PANEL - MM(9), summary->unit);
}

/* ---------------------------------------------------------------- the text */

/* A word, and below it what it is about; returns the width of the wider. */
static void draw_pair(const struct place *place, double x, double y, const char *what,
                      struct lets_span text)
{
    (void)paper_label(place->paper, &label, x, y, lets_span_of(what));
    (void)paper_label(place->paper, &strong, x, y + MM(4.8), text);
}

/* The code in two groups, to be read out. */
static void draw_numbers(const struct place *place, double x, double y, double width)
{
    const struct drawn_voucher *voucher = place->voucher;
    char text[24];

    (void)snprintf(text, sizeof text, "%" PRIu32, voucher->number);
    draw_pair(place, x, y, "number", lets_span_of(text));
    if (voucher->code[0] != '\0') {
        (void)snprintf(text, sizeof text, "%.4s %s", voucher->code, voucher->code + 4);
        draw_pair(place, x + width - MM(25), y, "check code", lets_span_of(text));
    }
}

/* The amount in words, in smaller type where it takes more than its room: never cut. */
static void draw_in_words(struct paper *paper, double x, double y, double width,
                          struct lets_span text)
{
    struct paper_style fitted = in_words;

    while (fitted.points > 3 && paper_text_height(paper, &fitted, width, text) > IN_WORDS) {
        fitted.points *= 0.9;
    }
    (void)paper_text(paper, &fitted, x, y, width, text);
}

static void draw_text(const struct place *place)
{
    const struct lets_summary *summary = lets_ledger_summary(place->all->ledger);
    double x = place->x + PANEL + MM(3.5);
    double width = place->x + place->width - MM(3) - x;
    double bottom = place->y + place->height - MM(3.2);
    double y = place->y + MM(2.5);
    struct buffer text = {0};
    char day[LETS_DATE_SIZE];

    bool is_long = paper_label_width(place->paper, &scheme, summary->name) > width;
    y += paper_text(place->paper, is_long ? &long_scheme : &scheme, x, y, width, summary->name);
    if (summary->contact.size > 0) {
        (void)paper_text(place->paper, &contact, x, y, width, words_contact(summary));
    }
    y = place->y + MM(17.5);
    (void)paper_label(place->paper, &title, x, y, lets_span_of("VOUCHER TO BEARER"));
    paper_line(place->paper, PAPER_ACCENT, 0.6, x, y + MM(1.2), x + width, y + MM(1.2));
    words_amount_in_full(&text, place->all->ledger, place->voucher->value);
    draw_in_words(place->paper, x, y + MM(2), width, buffer_span(&text));
    draw_numbers(place, x, bottom - MM(10.8), width);
    buffer_clear(&text);
    buffer_add_string(&text, "good without limit of time");
    if (place->voucher->has_expires) {
        lets_date_format(place->voucher->expires, day);
        buffer_clear(&text);
        buffer_format(&text, "good up to and including %s", day);
    }
    (void)paper_label(place->paper, &label, x, bottom, buffer_span(&text));
    buffer_release(&text);
}

/* A double frame; all else lies within the inner one. */
static void draw_voucher(const struct place *place)
{
    struct place inner = *place;

    inner.x += FRAME;
    inner.y += FRAME;
    inner.width -= 2 * FRAME;
    inner.height -= 2 * FRAME;
    draw_panel(&inner);
    draw_text(&inner);
    paper_line(place->paper, PAPER_ACCENT, 0.6, inner.x + PANEL, inner.y, inner.x + PANEL,
               inner.y + inner.height);
    paper_frame(place->paper, PAPER_ACCENT, inner.x, inner.y, inner.width, inner.height);
    paper_frame(place->paper, PAPER_ACCENT, place->x, place->y, place->width, place->height);
}

/* ---------------------------------------------------------------- pages */

/* Where to cut: a tick at each edge of the page, dashes between. */
static void draw_marks(struct paper *paper, double width, double height)
{
    double right = paper_width(paper);
    double bottom = paper_height(paper);

    for (size_t i = 0; i <= COLUMNS; i++) {
        double x = EDGE + (double)i * width;
        paper_line(paper, PAPER_QUIET, 0.5, x, EDGE - TICK, x, EDGE - MM(0.8));
        paper_line(paper, PAPER_QUIET, 0.5, x, bottom - EDGE + MM(0.8), x, bottom - EDGE + TICK);
        if (i > 0 && i < COLUMNS) {
            paper_dashes(paper, x, EDGE, x, bottom - EDGE);
        }
    }
    for (size_t i = 0; i <= ROWS; i++) {
        double y = EDGE + (double)i * height;
        paper_line(paper, PAPER_QUIET, 0.5, EDGE - TICK, y, EDGE - MM(0.8), y);
        paper_line(paper, PAPER_QUIET, 0.5, right - EDGE + MM(0.8), y, right - EDGE + TICK, y);
        if (i > 0 && i < ROWS) {
            paper_dashes(paper, EDGE, y, right - EDGE, y);
        }
    }
}

static void draw_page(struct paper *paper, const struct drawn_vouchers *all, size_t first)
{
    double width = (paper_width(paper) - 2 * EDGE) / (double)COLUMNS;
    double height = (paper_height(paper) - 2 * EDGE) / (double)ROWS;

    paper_page(paper);
    draw_marks(paper, width, height);
    for (size_t i = 0; i < COLUMNS * ROWS && first + i < all->n_vouchers; i++) {
        size_t column = i % COLUMNS;
        size_t row = i / COLUMNS;
        const struct place place = {
            .paper = paper,
            .all = all,
            .voucher = &all->vouchers[first + i],
            .x = EDGE + (double)column * width + INSET,
            .y = EDGE + (double)row * height + INSET,
            .width = width - 2 * INSET,
            .height = height - 2 * INSET,
        };
        draw_voucher(&place);
    }
}

/* ---------------------------------------------------------------- the register */

enum { REGISTER_COLUMNS = 5 };

/* How the register falls into pages. */
struct list_plan {
    struct paper *paper;
    const struct drawn_vouchers *all;
    struct draw_table table;
    double top;    /* of the table */
    double bottom; /* above the foot */
    size_t page;   /* from 1 */
    size_t n_pages;
};

static void begin_list_page(struct list_plan *plan)
{
    const struct lets_ledger *ledger = plan->all->ledger;
    struct buffer foot = {0};

    paper_page(plan->paper);
    plan->page++;
    plan->top = draw_heading(plan->paper, DRAW_MARGIN, lets_ledger_summary(ledger),
                             lets_span_of("Register of vouchers, for the safe")) +
                MM(4);
    plan->bottom = paper_height(plan->paper) - DRAW_FOOT;
    plan->top += draw_table_head(&plan->table, plan->top);
    buffer_add_string(&foot, "whoever has the codes can forge vouchers: keep this locked away; ");
    words_head_line(&foot, ledger);
    draw_foot(plan->paper, DRAW_MARGIN, buffer_span(&foot), plan->page, plan->n_pages);
    buffer_release(&foot);
}

static void draw_list(struct list_plan *plan)
{
    uint32_t decimals = lets_ledger_summary(plan->all->ledger)->decimals;

    plan->page = 0;
    begin_list_page(plan);
    double y = plan->top;
    for (size_t i = 0; i < plan->all->n_vouchers; i++) {
        const struct drawn_voucher *voucher = &plan->all->vouchers[i];
        char number[16];
        char value[LETS_AMOUNT_SIZE];
        char day[LETS_DATE_SIZE] = "";
        (void)snprintf(number, sizeof number, "%" PRIu32, voucher->number);
        (void)lets_amount_format(voucher->value, decimals, value);
        if (voucher->has_expires) {
            lets_date_format(voucher->expires, day);
        }
        const struct draw_row row = {
            .cells = {lets_span_of(number), lets_span_of(value), lets_span_of(voucher->code),
                      lets_span_of(day), lets_span_of("")},
            .wide = REGISTER_COLUMNS - 1,
        };
        if (y + draw_table_row_height(&plan->table, &row) > plan->bottom) {
            begin_list_page(plan);
            y = plan->top;
        }
        y += draw_table_row(&plan->table, y, &row);
    }
}

static void draw_register(struct paper *paper, const struct drawn_vouchers *all)
{
    static const struct draw_column columns[REGISTER_COLUMNS] = {{"number", MM(28), PAPER_RIGHT},
                                                                 {"value", MM(34), PAPER_RIGHT},
                                                                 {"check code", MM(30), PAPER_LEFT},
                                                                 {"good up to", MM(30), PAPER_LEFT},
                                                                 {"given to, sold on", MM(52),
                                                                  PAPER_LEFT}};
    struct list_plan plan = {
        .paper = paper,
        .all = all,
        .table = {.paper = paper,
                  .x = DRAW_MARGIN,
                  .columns = columns,
                  .n_columns = REGISTER_COLUMNS,
                  .scale = 1},
    };

    (void)paper_rehearse(paper, true);
    draw_list(&plan);
    (void)paper_rehearse(paper, false);
    plan.n_pages = plan.page;
    draw_list(&plan);
}

enum lets_status draw_vouchers(const struct drawn_vouchers *vouchers, struct drawn *out,
                               struct lets_error *err)
{
    const struct lets_summary *summary = lets_ledger_summary(vouchers->ledger);
    struct buffer name = {0};
    struct paper *paper = NULL;

    buffer_format(&name, "%.*s: %s", SHOW(summary->name),
                  vouchers->is_register ? "register of vouchers" : "vouchers");
    const struct paper_options options = {
        .size = vouchers->size, .title = buffer_span(&name), .time = summary->sealed};
    enum lets_status status = paper_new(&options, &paper, err);
    if (status == LETS_OK && vouchers->is_register) {
        draw_register(paper, vouchers);
    }
    for (size_t first = 0;
         status == LETS_OK && !vouchers->is_register && first < vouchers->n_vouchers;
         first += COLUMNS * ROWS) {
        draw_page(paper, vouchers, first);
    }
    if (status == LETS_OK) {
        status = paper_finish(paper, &out->bytes, err);
    }
    if (status == LETS_OK) {
        out->n_missing = paper_missing(paper);
    }
    paper_free(paper);
    buffer_release(&name);
    return status;
}
