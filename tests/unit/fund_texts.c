/* SPDX-License-Identifier: MIT */
/* Entries of funds, with keys, hashes and signatures filled in. */

#include "fund_texts.h"

#include <stdio.h>
#include <string.h>

#include "sign.h"

/* clang-format off: entries are written as they stand in a journal. */
#define CENTRAL(id, purpose, debit)                                                                \
    "- central: " id "\n  purpose: " purpose "\n  opened: 2026-01-02\n  debit-limit: " debit       \
    "\n  credit-limit: none\n"
#define MEMBER(id) "- member: " id "\n  joined: 2026-01-02\n"
const char fund_base[] = CENTRAL("hall", "project", "600.00") CENTRAL("shed", "project", "600.00")
    CENTRAL("chest", "levy", "none") CENTRAL("desk", "administration",
                                             "none") CENTRAL("fete", "vouchers", "0.00") MEMBER("a")
        MEMBER("b") MEMBER("c") MEMBER("d") MEMBER("e") MEMBER(
            "f") "- change: f\n  date: 2026-01-03\n  status: closed\n"
                 "- cheques: fete\n  date: 2026-01-03\n  first: 901\n  last: 910\n  value: 5.00\n"
                 "- cheques: hall\n  date: 2026-01-03\n  first: 801\n  last: 810\n"
                 "- transfer: 1\n  date: 2026-01-03\n  from: desk\n  to: hall\n  amount: 500.00\n";
/* clang-format on */
#define DIGITS "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
const char fund_space[] = "lets-" DIGITS;

struct lets_ledger *fund_ledger(void)
{
    struct lets_ledger *ledger = support_ledger();
    struct lets_error err = {0};
    struct lets_entry seal = {.kind = LETS_KIND_SEAL};
    struct lets_time time;
    const struct lets_hash hash = {DIGITS DIGITS};
    ck_assert_msg(support_apply(ledger, fund_base, &err) == LETS_OK, "%s", err.message);
    ck_assert_int_eq(lets_time_parse(lets_span_of("2026-01-09T09:00:00+00:00"), &time, NULL),
                     LETS_OK);
    lets_entry_put(&seal, time, time);
    lets_entry_put(&seal, by, lets_span_of("treasurer"));
    lets_entry_put(&seal, entries, (uint32_t)lets_ledger_summary(ledger)->n_entries);
    lets_entry_put(&seal, sha256, hash);
    ck_assert_msg(lets_ledger_apply(ledger, &seal, &err) == LETS_OK, "%s", err.message);
    return ledger;
}

static void add(struct text *to, const char *bytes, size_t size)
{
    ck_assert_int_eq(text_add(to, (struct lets_span){bytes, size}, NULL), LETS_OK);
}

static void end(struct text *to)
{
    ck_assert_int_eq(text_reserve(to, 1, NULL), LETS_OK);
    to->bytes[to->size] = '\0';
}

static void fill_seed(char name, uint8_t seed[SIGN_SEED_SIZE])
{
    memset(seed, name, SIGN_SEED_SIZE);
}

/* ---------------------------------------------------------------- what is signed */

/* The last entry of a proposal in a text, to its end. */
static struct lets_span find_proposal(const char *text, unsigned number)
{
    char head[40];
    struct lets_span found = {0};
    (void)snprintf(head, sizeof head, "- proposal: %u\n", number);
    for (const char *at = strstr(text, head); at != NULL; at = strstr(at + 1, head)) {
        const char *next = strstr(at, "\n- ");
        size_t size = next == NULL ? strlen(at) : (size_t)(next + 1 - at);
        struct lets_span entry = {at, size};
        const char *what_for = strstr(at, "\n  for: ");
        found = what_for != NULL && what_for < at + size ? entry : found;
    }
    return found;
}

/* How a signature is asked for. */
struct wanted {
    char seed;
    unsigned number;   /* of the proposal and the vote; 0: as the vote says */
    char answer[12];   /* "": as the vote says */
    char date[12];     /* likewise */
    const char *fault; /* letters */
    size_t n_faults;
};

static size_t take_word(const char *from, char *out, size_t size)
{
    size_t n = strcspn(from, "/=^:\n");
    ck_assert_uint_lt(n, size);
    memcpy(out, from, n);
    out[n] = '\0';
    return n;
}

static const char *read_wanted(const char *at, struct wanted *out)
{
    *out = (struct wanted){.seed = *at++};
    while (*at != '\n') {
        char word[12];
        char what = *at++;
        size_t n = take_word(at, word, sizeof word);
        if (what == '/') {
            ck_assert_int_eq(sscanf(word, "%u", &out->number), 1);
        } else if (what == '=') {
            memcpy(out->answer, word, sizeof word);
        } else if (what == '^') {
            memcpy(out->date, word, sizeof word);
        } else {
            ck_assert_int_eq(what, ':');
            out->fault = at;
            out->n_faults = n;
        }
        at += n;
    }
    return at;
}

/* The value of a line of the entry that ends at the end of `text`. */
static void read_line(const char *entry, const char *key, char *out, size_t size)
{
    const char *at = strstr(entry, key);
    ck_assert_ptr_nonnull(at);
    at += strlen(key);
    size_t n = strcspn(at, "\n");
    ck_assert_uint_lt(n, size);
    memcpy(out, at, n);
    out[n] = '\0';
}

/* Both entries, as the approver had them. */
static struct text signed_bytes(struct text *before, const char *earlier,
                                const struct wanted *wanted)
{
    struct text bytes = {0};
    unsigned number = 0;
    char date[12];
    char by[40];
    char answer[12];
    end(before);
    const char *vote = before->bytes;
    for (const char *at = vote; at != NULL; at = strstr(at + 1, "- vote: ")) {
        vote = at;
    }
    ck_assert_int_eq(sscanf(vote, "- vote: %u", &number), 1);
    read_line(vote, "\n  date: ", date, sizeof date);
    read_line(vote, "\n  by: ", by, sizeof by);
    read_line(vote, "\n  answer: ", answer, sizeof answer);
    number = wanted->number == 0 ? number : wanted->number;
    struct lets_span proposal = find_proposal(before->bytes, number);
    proposal = proposal.size == 0 ? find_proposal(earlier, number) : proposal;
    ck_assert_msg(proposal.size > 0, "proposal %u is not in the text", number);
    add(&bytes, proposal.bytes, proposal.size);
    ck_assert_int_eq(text_add_format(&bytes, NULL,
                                     "- vote: %u\n  date: %s\n  by: %s\n  answer: %s\n", number,
                                     wanted->date[0] == '\0' ? date : wanted->date, by,
                                     wanted->answer[0] == '\0' ? answer : wanted->answer),
                     LETS_OK);
    return bytes;
}

static const char *add_signature(struct text *to, const char *at, const char *earlier,
                                 const char *name_space)
{
    struct wanted wanted;
    struct sign_fault fault = {0};
    uint8_t seed[SIGN_SEED_SIZE];
    uint8_t first[SIGN_SEED_SIZE];
    char signature[SIGN_SIZE];
    const char *behind = read_wanted(at, &wanted);
    const char *space = name_space;
    struct text bytes = signed_bytes(to, earlier, &wanted);
    fill_seed(wanted.seed, seed);
    fill_seed('1', first);
    for (size_t i = 0; i < wanted.n_faults; i++) {
        char letter = wanted.fault[i];
        ck_assert_ptr_nonnull(strchr("hovrmnsk", letter));
        fault.has_sha256 |= letter == 'h';
        fault.has_more_order |= letter == 'o';
        fault.has_version_2 |= letter == 'v';
        fault.has_reserved |= letter == 'r';
        fault.has_more |= letter == 'm';
        fault.claimed_seed = letter == 'k' ? first : fault.claimed_seed;
        fault.claimed_space = letter == 's' ? name_space : fault.claimed_space;
        space = letter == 'n' || letter == 's' ? "lets-0123456789abcdef0123456789abcdef" : space;
    }
    sign_bytes(seed, space, text_span(&bytes), &fault, signature);
    add(to, signature, strlen(signature));
    text_release(&bytes);
    return behind;
}

/* ---------------------------------------------------------------- texts */

struct text fund_expand(const char *text, const char *earlier, const char *const *charters,
                        const char *name_space)
{
    struct text out = {0};
    const char *at = text;
    for (const char *next = strchr(at, '@'); next != NULL; next = strchr(at, '@')) {
        add(&out, at, (size_t)(next - at));
        at = next + strlen("@key ");
        if (text_begins(lets_span_of(next), "@key ")) {
            uint8_t seed[SIGN_SEED_SIZE];
            char key[SIGN_KEY_SIZE];
            fill_seed(*at++, seed);
            sign_key(seed, key);
            add(&out, key, strlen(key));
        } else if (text_begins(lets_span_of(next), "@sign ")) {
            at = add_signature(&out, at + 1, earlier, name_space);
        } else {
            ck_assert(text_begins(lets_span_of(next), "@hash "));
            at++;
            struct text charter = fund_expand(charters[*at++ - '0'], "", charters, name_space);
            struct lets_hash hash = lets_sha256(text_span(&charter));
            add(&out, hash.hex, strlen(hash.hex));
            text_release(&charter);
        }
    }
    add(&out, at, strlen(at));
    end(&out);
    return out;
}

enum lets_status fund_apply(struct lets_ledger *ledger, const char *text, const char *earlier,
                            const char *const *charters, struct lets_error *err)
{
    struct text earlier_text = fund_expand(earlier, "", charters, fund_space);
    struct text entries = fund_expand(text, earlier_text.bytes, charters, fund_space);
    enum lets_status status = support_apply(ledger, entries.bytes, err);
    text_release(&entries);
    text_release(&earlier_text);
    return status;
}

/* ---------------------------------------------------------------- rows */

static struct lets_ledger *ledger_after(const char *before, const char *const *charters)
{
    struct lets_ledger *ledger = fund_ledger();
    struct lets_error err = {0};
    ck_assert_msg(fund_apply(ledger, before, "", charters, &err) == LETS_OK, "before: %s in\n%s",
                  err.message, before);
    return ledger;
}

void fund_check_row(const struct fund_row *row, const char *const *charters)
{
    struct lets_ledger *ledger = ledger_after(row->before, charters);
    struct lets_ledger *other = ledger_after(row->before, charters);
    struct lets_error err = {0};
    enum lets_status status = fund_apply(ledger, row->breach, row->before, charters, &err);
    ck_assert_msg(status == row->status, "%s [%s], not [%s]:\n%s", err.message,
                  lets_status_name(status), lets_status_name(row->status), row->breach);
    ck_assert_msg(err.status == status && err.message[0] != '\0', "%s", row->breach);
    ck_assert_msg(err.line == row->line, "line %d, not %d: %s\n%s", (int)err.line, (int)row->line,
                  err.message, row->breach);
    support_same(ledger, other);
    if (row->lawful != NULL) {
        status = fund_apply(ledger, row->lawful, row->before, charters, &err);
        ck_assert_msg(status == LETS_OK, "lawful: %s [%s]:\n%s", err.message,
                      lets_status_name(status), row->lawful);
        ck_assert_int_eq(fund_apply(other, row->lawful, row->before, charters, NULL), LETS_OK);
        support_same(ledger, other);
    }
    lets_ledger_free(ledger);
    lets_ledger_free(other);
}

void fund_check_repairs(const char *before, const struct fund_repair *repairs, size_t n,
                        const char *const *charters)
{
    struct lets_ledger *ledger = ledger_after(before, charters);
    for (size_t i = 0; i < n; i++) {
        struct lets_error err = {0};
        enum lets_status status = fund_apply(ledger, repairs[i].entry, before, charters, &err);
        ck_assert_msg(status == repairs[i].status, "repair %zu: [%s] %s, not [%s]", i,
                      lets_status_name(status), err.message, lets_status_name(repairs[i].status));
    }
    lets_ledger_free(ledger);
}
