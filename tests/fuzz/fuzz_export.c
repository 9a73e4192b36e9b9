/* SPDX-License-Identifier: MIT */
/*
 * Any texts of members in exports for ledger, hledger and beancount: what they are changes nothing
 * but the places where they stand. Each line of the export, its text taken out, is that of the same
 * books with harmless texts; and no control character gets through. The lines of the input are the
 * texts. (That the programs compute the same is tested by tests/interop.)
 */

#include <assert.h>
#include <string.h>

#include "entries/entry_writer.h"
#include "sealing.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { N_TEXTS = 8 };

/* The next line of the input, where it is a text of the journal; else "x". */
static struct lets_span next_text(struct lets_span *rest)
{
    const char *end = rest->size > 0 ? memchr(rest->bytes, '\n', rest->size) : NULL;
    struct lets_span line = {rest->bytes, end == NULL ? rest->size : (size_t)(end - rest->bytes)};
    size_t step = line.size + (end == NULL ? 0 : 1);
    *rest = (struct lets_span){step > 0 ? rest->bytes + step : rest->bytes, rest->size - step};
    return lets_text_check(line, NULL) == LETS_OK ? line : lets_span_of("x");
}

static void add_key(struct text *out, const char *key, struct lets_span value)
{
    (void)text_add_string(out, key, NULL);
    enum lets_status status = scalar_write(out, value, NULL);
    assert(status == LETS_OK);
    (void)text_add_string(out, "\n", NULL);
}

/* The same books with these texts. */
static void make_books(struct text *out, const struct lets_span texts[N_TEXTS])
{
    add_key(out, "- ledger: ", texts[0]);
    (void)text_add_string(out,
                          "  format: 1\n  unit: LINK\n  decimals: 2\n  opened: 2026-01-01\n"
                          "  debit-limit: none\n  credit-limit: none\n  limits: hard\n"
                          "  cheques-valid: none\n- central: admin\n  purpose: other\n",
                          NULL);
    add_key(out, "  title: ", texts[1]);
    (void)text_add_string(out,
                          "  opened: 2026-01-01\n  debit-limit: none\n  credit-limit: none\n"
                          "- member: a\n  joined: 2026-01-01\n",
                          NULL);
    add_key(out, "  locality: ", texts[2]);
    (void)text_add_string(out,
                          "- transfer: 1\n  date: 2026-01-02\n  from: a\n  to: admin\n"
                          "  amount: 12.50\n",
                          NULL);
    add_key(out, "  for: ", texts[3]);
    add_key(out, "  category: ", texts[4]);
    add_key(out, "  ref: ", texts[5]);
    add_key(out, "  override: ", texts[6]);
    size_t from = 0;
    fuzz_add_seal(out, 4, &from);
}

static enum lets_status take(void *context, struct lets_span bytes, struct lets_error *err)
{
    return text_add(context, bytes, err);
}

static void export(const struct text *books, enum lets_program program, struct lets_span name,
                   struct text *out)
{
    struct lets_journal *journal = NULL;
    struct lets_ledger *ledger = NULL;
    struct lets_directory *names = NULL;
    struct lets_exporter *exporter = NULL;
    struct lets_error err = {0};
    const struct lets_person person = {.member = lets_span_of("a"), .name = name};
    const struct lets_sink sink = {.context = out, .write = take};
    enum lets_status status = lets_exporter_new(&exporter, &err);
    assert(status == LETS_OK);
    struct lets_observer observer = lets_exporter_observer(exporter);
    struct lets_replay how = {.observers = &observer, .n_observers = 1};
    status = lets_journal_parse(books->bytes, books->size, &journal, &err);
    assert(status == LETS_OK);
    status = lets_journal_replay(journal, &how, &ledger, &err);
    assert(status == LETS_OK);
    status = lets_directory_parse("", 0, &names, &err);
    assert(status == LETS_OK && lets_directory_put(names, &person, &err) == LETS_OK);
    status = lets_exporter_write(exporter, program, journal, ledger, names, &sink, &err);
    assert(status == LETS_OK);
    lets_directory_free(names);
    lets_exporter_free(exporter);
    lets_ledger_free(ledger);
    lets_journal_close(journal);
}

static struct lets_span next_line(struct lets_span *rest)
{
    const char *end = memchr(rest->bytes, '\n', rest->size);
    assert(end != NULL);
    struct lets_span line = {rest->bytes, (size_t)(end - rest->bytes) + 1};
    *rest = (struct lets_span){end + 1, rest->size - line.size};
    return line;
}

/* How much of a line stands before a text: up to a tag's colon, an opening quote, the code of a
 * transfer, or the id in an account's name. */
static size_t fixed_size(struct lets_span line)
{
    static const char *const marks[] = {": ",      "\"",  ") ",       "; ledger ",
                                        ":admin ", ":a ", ":Madmin-", ":Ma-"};
    size_t least = line.size;
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        size_t size = strlen(marks[m]);
        for (size_t i = 0; i + size <= line.size && i + size < least; i++) {
            if (memcmp(line.bytes + i, marks[m], size) == 0) {
                least = i + size;
            }
        }
    }
    return least;
}

/* What follows the last two spaces: a posting's amount. */
static struct lets_span last_part(struct lets_span line)
{
    for (size_t i = line.size; i > 2; i--) {
        if (line.bytes[i - 1] == ' ' && line.bytes[i - 2] == ' ') {
            return (struct lets_span){line.bytes + i, line.size - i};
        }
    }
    return line;
}

static bool holds_any(struct lets_span text, const char *characters)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.bytes[i] != '\0' && strchr(characters, text.bytes[i]) != NULL) {
            return true;
        }
    }
    return false;
}

/* What means something to ledger or hledger in a description, a tag, or an account's name is not in
 * a text there; nor are the two spaces that end a name. */
static void check_plain_text(struct lets_span line, size_t fixed)
{
    struct lets_span text = {line.bytes + fixed, line.size - fixed};
    bool is_posting = strncmp(line.bytes, "    Members:", 12) == 0;
    if (is_posting && last_part(line).size <= text.size) {
        text.size -= last_part(line).size;
        while (text.size > 0 && text.bytes[text.size - 1] == ' ') {
            text.size--;
        }
    }
    for (size_t i = 0; i + 1 < text.size; i++) {
        assert(text.bytes[i] != ' ' || text.bytes[i + 1] != ' ');
    }
    if (line.bytes[0] >= '0' && line.bytes[0] <= '9') {
        assert(!holds_any(text, ";|"));
    } else if (is_posting || strncmp(line.bytes, "account ", 8) == 0) {
        assert(!holds_any(text, ";:[]\"=@{}*!|#%"));
    } else if (line.bytes[0] == ' ') {
        assert(!holds_any(text, ";,|["));
    }
}

/* A text of beancount ends at the quote that ends it. */
static size_t count_quotes(struct lets_span line)
{
    size_t n = 0;
    for (size_t i = 0; i < line.size; i++) {
        if (line.bytes[i] == '\\') {
            i++;
        } else if (line.bytes[i] == '"') {
            n++;
        }
    }
    return n;
}

/* Outside of comments and quotes two lines are the same, a posting's amount too; nothing in one is
 * a control character. */
static void check_line(struct lets_span line, struct lets_span plain, enum lets_program program)
{
    size_t size = fixed_size(plain);
    assert(line.size >= size && memcmp(line.bytes, plain.bytes, size) == 0);
    if (plain.bytes[0] == ' ' && memchr(plain.bytes, '"', plain.size) == NULL &&
        last_part(plain).size < plain.size - size) {
        assert(lets_span_equal(last_part(line), last_part(plain)));
    }
    if (program == LETS_PROGRAM_BEANCOUNT) {
        assert(count_quotes(line) == count_quotes(plain));
    } else if (size < plain.size) {
        check_plain_text(line, size);
    }
    for (size_t i = 0; i + 1 < line.size; i++) {
        assert((unsigned char)line.bytes[i] >= 0x20 && line.bytes[i] != 0x7f);
    }
}

static void check_lines(struct lets_span text, struct lets_span plain, enum lets_program program)
{
    while (plain.size > 0 && text.size > 0) {
        struct lets_span line = next_line(&text);
        struct lets_span plain_line = next_line(&plain);
        check_line(line, plain_line, program);
    }
    assert(text.size == 0 && plain.size == 0);
}

/* The hash that every text changes. */
static void mask_heads(struct text *out)
{
    static const char mark[] = "; head ";
    for (size_t i = 0; i + sizeof mark + 64 < out->size; i++) {
        bool is_start = i == 0 || out->bytes[i - 1] == '\n';
        if (is_start && memcmp(out->bytes + i, mark, sizeof mark - 1) == 0) {
            memset(out->bytes + i + sizeof mark - 1, '0', 64);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lets_span rest = {.bytes = (const char *)data, .size = size};
    struct lets_span texts[N_TEXTS];
    struct lets_span plain_texts[N_TEXTS];
    struct text books = {0};
    struct text plain_books = {0};
    for (size_t i = 0; i < N_TEXTS; i++) {
        texts[i] = next_text(&rest);
        plain_texts[i] = lets_span_of("x");
    }
    make_books(&books, texts);
    make_books(&plain_books, plain_texts);
    for (int program = LETS_PROGRAM_LEDGER; program <= LETS_PROGRAM_BEANCOUNT; program++) {
        struct text out = {0};
        struct text plain = {0};
        export(&books, (enum lets_program)program, texts[7], &out);
        export(&plain_books, (enum lets_program)program, lets_span_of("x"), &plain);
        mask_heads(&out);
        mask_heads(&plain);
        check_lines(text_span(&out), text_span(&plain), (enum lets_program)program);
        text_release(&out);
        text_release(&plain);
    }
    text_release(&books);
    text_release(&plain_books);
    return 0;
}
