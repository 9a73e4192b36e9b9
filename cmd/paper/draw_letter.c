/* SPDX-License-Identifier: MIT */
/*
 * What opens a letter. The address stands where the window of an envelope is, DL for A4 (DIN 5008,
 * form B), number 10 for letter paper, and two marks at the edge say where to fold.
 */

#include "paper/draw_letter.h"

#include <string.h>

#include "paper/draw_page.h"
#include "statement/statement_charter.h"
#include "words/figures.h"

#define ADDRESS_WIDTH MM(80)
#define ADDRESS_LINES 5

static const struct paper_style small = {.points = 7.5, .ink = PAPER_QUIET};
static const struct paper_style label = {.points = 7.5, .ink = PAPER_QUIET, .lines_max = 1};
static const struct paper_style text = {.points = 9, .lines_max = 0};
static const struct paper_style address = {.points = 10.5, .lines_max = 1};
static const struct paper_style addressee = {.points = 10.5, .lines_max = 2};
static const struct paper_style title = {.points = 14, .is_bold = true, .lines_max = 2};
static const struct paper_style figure = {.points = 13, .is_bold = true, .lines_max = 1};
static const struct paper_style figure_now = {
    .points = 13, .is_bold = true, .lines_max = 1, .ink = PAPER_ACCENT};

double draw_letter_width(const struct letter *letter)
{
    return paper_width(letter->paper) - LETTER_LEFT - LETTER_RIGHT;
}

struct lets_span draw_letter_amount(const struct letter *letter, char out[LETS_AMOUNT_SIZE],
                                    struct lets_amount amount)
{
    unsigned decimals = letter->statements->set->summary->decimals;

    return (struct lets_span){.bytes = out, .size = lets_amount_format(amount, decimals, out)};
}

/* The lines of an address: what stands between its commas, as many as the window shows; what is
 * left over stays with the last one. */
static void draw_address(const struct letter *letter, double y)
{
    const struct lets_person *person = letter->item->person;
    struct lets_span rest = person == NULL ? (struct lets_span){0} : person->address;

    struct buffer whose = {0};

    y += paper_text(letter->paper, &addressee, LETTER_LEFT, y, ADDRESS_WIDTH, letter->item->name);
    statement_add_whose(&whose, letter->item->statement->account);
    if (whose.size > 0) {
        (void)paper_text(letter->paper, &addressee, LETTER_LEFT, y, ADDRESS_WIDTH,
                         buffer_span(&whose));
    }
    buffer_release(&whose);
    for (size_t i = 1; i < ADDRESS_LINES && rest.size > 0; i++) {
        const char *comma = i + 1 < ADDRESS_LINES ? memchr(rest.bytes, ',', rest.size) : NULL;
        struct lets_span line = rest;
        line.size = comma != NULL ? (size_t)(comma - rest.bytes) : rest.size;
        y += paper_text(letter->paper, &address, LETTER_LEFT, y, ADDRESS_WIDTH, line);
        size_t step = line.size + (comma != NULL ? 1 : 0);
        rest = (struct lets_span){.bytes = rest.bytes + step, .size = rest.size - step};
        while (rest.size > 0 && rest.bytes[0] == ' ') {
            rest = (struct lets_span){.bytes = rest.bytes + 1, .size = rest.size - 1};
        }
    }
}

static void draw_sender(const struct letter *letter)
{
    static const struct paper_style scheme = {
        .points = 15, .is_bold = true, .ink = PAPER_ACCENT, .lines_max = 2};
    const struct lets_summary *summary = letter->statements->set->summary;
    double width = draw_letter_width(letter);
    double y = MM(15);

    y += paper_text(letter->paper, &scheme, LETTER_LEFT, y, width, summary->name);
    if (summary->contact.size > 0) {
        (void)paper_text(letter->paper, &small, LETTER_LEFT, y + MM(0.5), width,
                         words_contact(summary));
    }
}

/* What the member looks for first, to the right of the window. */
static void draw_reference(const struct letter *letter, double y)
{
    const struct lets_account *account = letter->item->statement->account;
    const struct lets_statement_set *set = letter->statements->set;
    double x = paper_width(letter->paper) - LETTER_RIGHT - MM(60);
    struct buffer days = {0};

    statements_add_days(&days, set->period);
    const struct {
        const char *name;
        struct lets_span value;
    } rows[] = {
        {"account", account->id},
        {"period", buffer_span(&days)},
        {"unit", set->summary->unit},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        (void)paper_text(letter->paper, &label, x, y + 1, MM(16), lets_span_of(rows[i].name));
        y += paper_text(letter->paper, &text, x + MM(16), y, MM(44), rows[i].value) + MM(0.8);
    }
    buffer_release(&days);
}

/* Where to fold, at the left edge. */
static void draw_folds(const struct letter *letter)
{
    double first = letter->is_letter_size ? MM(93.1) : MM(105);
    double second = letter->is_letter_size ? MM(186.3) : MM(210);

    paper_line(letter->paper, PAPER_LINE, 0.5, MM(4), first, MM(8), first);
    paper_line(letter->paper, PAPER_LINE, 0.5, MM(4), second, MM(8), second);
}

/* The figures that matter, in large type; returns their height. */
static double draw_strip(const struct letter *letter, double y)
{
    const struct lets_statement *statement = letter->item->statement;
    double width = draw_letter_width(letter);
    const struct {
        const char *name;
        struct lets_amount amount;
    } cells[] = {{"brought forward", statement->brought_forward},
                 {"earned", statement->earned},
                 {"spent", statement->spent},
                 {"balance", statement->carried_forward},
                 {"left to spend", statement->available}};
    size_t n = sizeof cells / sizeof cells[0];
    double step = width / (double)n;

    paper_fill(letter->paper, PAPER_FAINT, LETTER_LEFT, y, width, MM(14));
    for (size_t i = 0; i < n; i++) {
        bool is_unlimited = i + 1 == n && !statement->has_available;
        char amount[LETS_AMOUNT_SIZE];
        struct lets_span shown = draw_letter_amount(letter, amount, cells[i].amount);
        double x = LETTER_LEFT + (double)i * step + MM(3);
        (void)paper_text(letter->paper, &label, x, y + MM(1.8), step - MM(4),
                         lets_span_of(cells[i].name));
        draw_figure(letter->paper, i == 3 ? &figure_now : &figure, x, y + MM(5.4), step - MM(4),
                    is_unlimited ? lets_span_of("no limit") : shown);
    }
    return MM(14);
}

double draw_letter_opening(const struct letter *letter)
{
    const struct lets_summary *summary = letter->statements->set->summary;
    static const struct paper_style sender = {.points = 6.5, .ink = PAPER_QUIET, .lines_max = 1};
    double window = letter->is_letter_size ? MM(52) : MM(57);
    struct buffer line = {0};

    draw_sender(letter);
    buffer_add(&line, summary->name);
    if (summary->contact.size > 0) {
        buffer_format(&line, ", %.*s", SHOW(words_contact(summary)));
    }
    (void)paper_text(letter->paper, &sender, LETTER_LEFT, window, ADDRESS_WIDTH,
                     buffer_span(&line));
    paper_line(letter->paper, PAPER_LINE, 0.3, LETTER_LEFT, window + MM(3.6),
               LETTER_LEFT + ADDRESS_WIDTH, window + MM(3.6));
    draw_address(letter, window + MM(6));
    draw_reference(letter, window + MM(6));
    draw_folds(letter);
    double y = MM(98);
    buffer_clear(&line);
    buffer_add_string(&line, "Statement, ");
    statements_add_days(&line, letter->statements->set->period);
    y += paper_text(letter->paper, &title, LETTER_LEFT, y, draw_letter_width(letter),
                    buffer_span(&line));
    if (!letter->statements->set->is_closed) {
        y += paper_text(letter->paper, &small, LETTER_LEFT, y, draw_letter_width(letter),
                        lets_span_of("provisional: the period is not closed, and more may be "
                                     "recorded in it"));
    }
    y += MM(3);
    y += draw_strip(letter, y);
    buffer_release(&line);
    return y + MM(5);
}
