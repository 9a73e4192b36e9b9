/* SPDX-License-Identifier: MIT */
#ifndef LETS_H
#define LETS_H

/*
 * lets -- the book-keeper of a Local Exchange Trading Scheme, as a library
 *
 * A journal is one append-only YAML file: entries (accounts, transfers, cheque books, closed
 * periods) in commits, each ended by a seal whose SHA-256 covers everything above it. Replaying a
 * journal gives a ledger: accounts whose balances add up to zero. Nothing else is stored;
 * everything else is derived.
 *
 *   struct lets_journal   one open file (or bytes in memory): locked, read, appended to
 *   struct lets_ledger    the state after replay: accounts, transfers, cheque books, limits
 *   struct lets_entry     one entry, as values; valid while it is being shown to you
 *   struct lets_observer  your function, called for each entry as it is replayed
 *   struct lets_commit    entries being added: each applied to the ledger, then sealed and appended
 *
 * A complete program that prints every balance:
 *
 *   #include <lets.h>
 *   #include <inttypes.h>
 *   #include <stdio.h>
 *
 *   int main(int argc, char **argv)
 *   {
 *       struct lets_journal *journal = NULL;
 *       struct lets_ledger *ledger = NULL;
 *       struct lets_error err = {0};
 *       if (argc != 2 || lets_journal_open(argv[1], LETS_READ, 0, &journal, &err) != LETS_OK ||
 *           lets_journal_replay(journal, NULL, &ledger, &err) != LETS_OK) {
 *           fprintf(stderr, "%" PRIu64 ":%" PRIu64 ": %s\n", err.line, err.column, err.message);
 *           lets_journal_close(journal);
 *           return 1;
 *       }
 *       const struct lets_summary *summary = lets_ledger_summary(ledger);
 *       for (uint32_t i = 0; i < summary->n_accounts; i++) {
 *           const struct lets_account *account = lets_ledger_account(ledger, i);
 *           char balance[LETS_AMOUNT_SIZE];
 *           lets_amount_format(account->balance, summary->decimals, balance);
 *           printf("%.*s %s\n", (int)account->id.size, account->id.bytes, balance);
 *       }
 *       lets_ledger_free(ledger);
 *       lets_journal_close(journal);
 *       return 0;
 *   }
 *
 * Ownership: an object that comes out through a pointer to a pointer is yours until you call its
 * _free or _close, which accept NULL. A const pointer or a span that is returned, or shown to an
 * observer, is borrowed: from the object in the first argument until that object changes or is
 * freed; an entry until the observer returns. Strings passed in are copied.
 *
 * Errors: a function that can fail returns enum lets_status, zero for success. struct lets_error
 * *err comes last and may be NULL; it is filled once, where the fault is, and untouched on success.
 * On failure the other outputs are untouched.
 *
 * Threads: no global state. Any number of threads may use different objects; one object, one
 * thread.
 *
 * Caveats: a journal open for writing holds an advisory lock (flock) until it is closed. Programs
 * that ignore the lock are noticed, not stopped. The library never prints, exits, or reads the
 * clock, the locale or the environment: the day and the time of a seal are given by the caller.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <lets_export.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- statuses and errors */

/*
 * Every status: name, the kebab-case name that is printed, the exit status of the program, and a
 * sentence. The same list is a row of lets-errors(7) and a file of journals/errors each; a test
 * compares all three. Exit statuses: 1 refused by a rule, 2 wrong command line, 3 not a journal or
 * sealed bytes changed, 4 the system failed.
 */
#define LETS_STATUSES(X)                                                                           \
    X(OUT_OF_MEMORY, "out-of-memory", 4, "the system gave no more memory")                         \
    X(NO_SUCH_FILE, "no-such-file", 4, "a file that was named does not exist")                     \
    X(NO_PERMISSION, "no-permission", 4, "the system does not permit to open or write a file")     \
    X(DISK_FULL, "disk-full", 4, "there is no room left on the disk, or the quota is used up")     \
    X(INPUT_OUTPUT, "input-output", 4, "the system failed to read, write or sync a file")          \
    X(LOCKED, "locked", 4, "another program is writing to the journal")                            \
    X(JOURNAL_REPLACED, "journal-replaced", 4,                                                     \
      "the journal became another file while it was in use")                                       \
    X(FILE_EXISTS, "file-exists", 1, "a file that would be made exists already")                   \
    X(BAD_USAGE, "bad-usage", 2, "the command line is wrong")                                      \
    X(NOT_CONFIRMED, "not-confirmed", 1,                                                           \
      "a question was not answered with yes, or could not be asked")                               \
    X(NOT_A_JOURNAL, "not-a-journal", 3, "the file holds no sealed journal")                       \
    X(DAMAGED, "damaged", 3, "bytes were changed, cut out or put in after they were sealed")       \
    X(OPEN_TAIL, "open-tail", 1, "unsealed entries follow the last seal")                          \
    X(NOTHING_TO_SEAL, "nothing-to-seal", 1, "no entries typed by hand follow the last seal")      \
    X(NOTHING_TO_RECOVER, "nothing-to-recover", 1,                                                 \
      "the journal needs no recovery, or none is possible")                                        \
    X(JOURNAL_CUT, "journal-cut", 3, "the journal lacks the newest commit that was seen here")     \
    X(BAD_UTF8, "bad-utf8", 3, "bytes are not UTF-8")                                              \
    X(BAD_CHARACTER, "bad-character", 3, "a character is not allowed in a journal")                \
    X(BAD_LINE, "bad-line", 3, "a line neither begins an entry nor belongs to one")                \
    X(ENTRY_TOO_LONG, "entry-too-long", 3, "an entry, or what stands between two, is over 64 KiB") \
    X(BAD_YAML, "bad-yaml", 3, "an entry is not YAML")                                             \
    X(YAML_FEATURE, "yaml-feature", 3,                                                             \
      "an anchor, alias, tag, merge key, directive or second document")                            \
    X(TOO_DEEP, "too-deep", 3, "an entry is nested deeper than the format")                        \
    X(UNKNOWN_KIND, "unknown-kind", 3, "an entry's first key names no kind of entry")              \
    X(UNKNOWN_KEY, "unknown-key", 3, "an entry has a key that its kind does not have")             \
    X(REPEATED_KEY, "repeated-key", 3, "an entry has the same key twice")                          \
    X(MISSING_KEY, "missing-key", 3, "an entry lacks a key that its kind needs")                   \
    X(EMPTY_VALUE, "empty-value", 3, "a key has no value")                                         \
    X(BAD_ID, "bad-id", 3, "an account id is malformed")                                           \
    X(BAD_AMOUNT, "bad-amount", 3, "an amount or a limit is malformed")                            \
    X(BAD_NUMBER, "bad-number", 3, "a number is malformed")                                        \
    X(BAD_DATE, "bad-date", 3, "a date, time or period is malformed or not a real day")            \
    X(BAD_TEXT, "bad-text", 3, "a text is empty, too long, or begins or ends with a space")        \
    X(BAD_WORD, "bad-word", 3, "a value is none of the words that its key takes")                  \
    X(BAD_KEY, "bad-key", 3, "a key is no public key of the algorithm ssh-ed25519")                \
    X(BAD_SIGNATURE, "bad-signature", 1, "a vote's signature is missing, malformed, or not good")  \
    X(BAD_SEAL, "bad-seal", 3, "a seal is not in canonical form")                                  \
    X(BAD_DIRECTORY, "bad-directory", 3, "the directory file is malformed")                        \
    X(FORMAT_TOO_NEW, "format-too-new", 3,                                                         \
      "the journal is in a format that this version does not know")                                \
    X(LEDGER_MISSING, "ledger-missing", 3, "the first entry is not 'ledger'")                      \
    X(LEDGER_REPEATED, "ledger-repeated", 1, "an entry 'ledger' stands after the first")           \
    X(SEAL_COUNT, "seal-count", 1, "a seal counts another number of entries than there are")       \
    X(CLOCK_BEHIND, "clock-behind", 1, "a seal is earlier than the one before, without a reason")  \
    X(DATE_AFTER_SEAL, "date-after-seal", 1, "a date is after the day of the seal")                \
    X(DATE_BEFORE_LEDGER, "date-before-ledger", 1,                                                 \
      "a date is before the day the ledger was opened")                                            \
    X(DATE_BEFORE_OPENING, "date-before-opening", 1,                                               \
      "a date is before the day the account was opened")                                           \
    X(DATE_CLOSED, "date-closed", 1, "a date lies in a closed period")                             \
    X(NO_CHANGE, "no-change", 1, "nothing would change")                                           \
    X(WRONG_KIND, "wrong-kind", 1, "a key belongs to another kind of account")                     \
    X(ACCOUNT_EXISTS, "account-exists", 1, "the id, or one too like it, was given out before")     \
    X(UNKNOWN_ACCOUNT, "unknown-account", 1, "no account has that id")                             \
    X(ACCOUNT_CLOSED, "account-closed", 1, "the account is closed")                                \
    X(ACCOUNT_SUSPENDED, "account-suspended", 1, "the payer's account is suspended")               \
    X(BALANCE_NOT_ZERO, "balance-not-zero", 1, "an account is to be closed that is not at zero")   \
    X(JOINED_LATER, "joined-later", 1, "a day of joining can only be moved to an earlier day")     \
    X(LIMIT_MISSING, "limit-missing", 1, "a central account must have limits of its own")          \
    X(TRANSFER_NUMBER, "transfer-number", 1, "a transfer's number is not the next one")            \
    X(SAME_ACCOUNT, "same-account", 1, "payer and payee are the same account")                     \
    X(ZERO_AMOUNT, "zero-amount", 1, "a transfer is of nothing")                                   \
    X(UNKNOWN_TRANSFER, "unknown-transfer", 1, "no transfer has that number")                      \
    X(REVERSAL_KEYS, "reversal-keys", 1, "a reversal has a key that it cannot have")               \
    X(REVERSES_REVERSAL, "reverses-reversal", 1, "a reversal cannot be reversed")                  \
    X(ALREADY_REVERSED, "already-reversed", 1, "the transfer was reversed before")                 \
    X(REVERSAL_DIFFERS, "reversal-differs", 1, "a reversal does not move the same amount back")    \
    X(REVERSAL_EARLY, "reversal-early", 1, "a reversal is dated before what it reverses")          \
    X(NOT_REVERSED, "not-reversed", 1, "a correction is of a transfer that was not reversed")      \
    X(CHEQUE_UNKNOWN, "cheque-unknown", 1, "the cheque lies in no book")                           \
    X(CHEQUE_FOREIGN, "cheque-foreign", 1, "the cheque lies in another account's book")            \
    X(CHEQUE_USED, "cheque-used", 1, "the cheque was recorded before")                             \
    X(CHEQUE_STOPPED, "cheque-stopped", 1, "the cheque was stopped")                               \
    X(CHEQUE_STALE, "cheque-stale", 1, "the cheque is too old")                                    \
    X(CHEQUE_NOT_STOPPED, "cheque-not-stopped", 1,                                                 \
      "a cheque is to be released that is not stopped")                                            \
    X(WRITTEN_LATER, "written-later", 1, "the day on the paper is after the day of the transfer")  \
    X(REASON_MISSING, "reason-missing", 1, "a reason is needed")                                   \
    X(BOOK_RANGE, "book-range", 1, "a book's numbers run backwards, or there are over 10,000")     \
    X(BOOK_OVERLAP, "book-overlap", 1, "a cheque number is in a book already")                     \
    X(CHEQUES_OUTSTANDING, "cheques-outstanding", 1,                                               \
      "the account still has cheques that could come in")                                          \
    X(VOUCHER_KEYS, "voucher-keys", 1, "a book has a key that only a batch of vouchers may have")  \
    X(VOUCHER_FLOAT, "voucher-float", 1,                                                           \
      "what moves vouchers is no sale, redemption or taking back, or no float is its own")         \
    X(VOUCHER_VALUE, "voucher-value", 1, "a batch of vouchers would be worth too much")            \
    X(VOUCHER_SOLD, "voucher-sold", 1, "the voucher was sold before")                              \
    X(VOUCHER_NOT_SOLD, "voucher-not-sold", 1, "the voucher is printed, but was never sold")       \
    X(VOUCHER_USED, "voucher-used", 1,                                                             \
      "a sale is to be reversed of which not all vouchers are out")                                \
    X(VOUCHER_AMOUNT, "voucher-amount", 1, "the amount is not the value of the vouchers")          \
    X(VOUCHER_CODE, "voucher-code", 1, "the check code of a voucher is missing or another")        \
    X(VOUCHER_EARLY, "voucher-early", 1, "the date is before the vouchers were sold")              \
    X(VOUCHER_EXPIRED, "voucher-expired", 1, "the voucher has expired")                            \
    X(VOUCHER_NOT_EXPIRED, "voucher-not-expired", 1,                                               \
      "a voucher that is still good is to be taken back")                                          \
    X(KEY_MISSING, "key-missing", 4, "the key of a batch of vouchers is not beside the journal")   \
    X(REF_USED, "ref-used", 1, "the reference was used before")                                    \
    X(REF_DIFFERS, "ref-differs", 1,                                                               \
      "the reference belongs to a transfer that says something else")                              \
    X(REF_REVERSED, "ref-reversed", 1, "the reference belongs to a transfer that was reversed")    \
    X(EQUAL_ROW, "equal-row", 1,                                                                   \
      "what no number or reference tells apart stands in the books already")                       \
    X(OVER_DEBIT_LIMIT, "over-debit-limit", 1, "the payer would go below the debit limit")         \
    X(OVER_CREDIT_LIMIT, "over-credit-limit", 1, "the payee would go above the credit limit")      \
    X(VOLUME_TOO_LARGE, "volume-too-large", 1,                                                     \
      "the sum of all transfers, reversals apart, would pass 10^18 minor units")                   \
    X(CLOSE_DATE, "close-date", 1,                                                                 \
      "a period is closed that does not follow the last, or has not ended")                        \
    X(CLOSE_BALANCES, "close-balances", 1, "the balances of a close are not those of its day")     \
    X(REOPEN_DATE, "reopen-date", 1, "the day is not that of the last close")                      \
    X(UNKNOWN_AGREEMENT, "unknown-agreement", 1, "no policy gave an agreement with that label")    \
    X(AGREEMENT_DIGEST, "agreement-digest", 1,                                                     \
      "an agreement and its digest belong together, and a label keeps its digest")                 \
    X(UNKNOWN_RULE, "unknown-rule", 1, "no rule of that name stands")                              \
    X(RULE_NAME, "rule-name", 1, "a rule's name is too like another's")                            \
    X(RULE_KEYS, "rule-keys", 1, "a rule has keys that do not go together, or lacks one")          \
    X(RULE_STEPS, "rule-steps", 1, "a rule has no steps, or they do not rise")                     \
    X(RUN_ALONE, "run-alone", 1, "a run shares its commit with something else")                    \
    X(RUN_CLOSE, "run-close", 1, "a run is not on the last close")                                 \
    X(RUN_STANDS, "run-stands", 1, "a run stands on that close")                                   \
    X(RUN_COUNT, "run-count", 1, "a run is of another number of entries than are due")             \
    X(RUN_TOTAL, "run-total", 1, "a run's total is not the sum of what is due")                    \
    X(RUN_DIFFERS, "run-differs", 1, "an entry of a run is not the one that is due")               \
    X(RUN_CORRECTED, "run-corrected", 1, "a transfer of a run cannot be corrected")                \
    X(NOT_CANONICAL, "not-canonical", 3, "a proposal or a vote is not in canonical form")          \
    X(BEFORE_SEAL, "before-seal", 1, "a proposal or a vote stands before the first seal")          \
    X(CHARTER_KEYS, "charter-keys", 1, "a charter has keys that do not go together, or lacks one") \
    X(CHARTER_MISSING, "charter-missing", 1, "the account has no charter")                         \
    X(CHARTER_DAYS, "charter-days", 1, "a charter ends before it begins")                          \
    X(CHARTER_AMOUNTS, "charter-amounts", 1,                                                       \
      "petty, ceiling and budget of a charter do not rise, or there is no budget")                 \
    X(CHARTER_APPROVERS, "charter-approvers", 1,                                                   \
      "a charter has no approvers or over 50, or one key twice")                                   \
    X(CHARTER_QUORUM, "charter-quorum", 1, "a quorum is larger than the number of approvers")      \
    X(CHARTER_NOT_APPROVED, "charter-not-approved", 1,                                             \
      "a charter with keys is replaced without a proposal that was approved")                      \
    X(CHARTER_ENDED, "charter-ended", 1, "a payment is dated outside the days of the charter")     \
    X(OVER_CEILING, "over-ceiling", 1, "a payment is above the ceiling of the charter")            \
    X(OVER_BUDGET, "over-budget", 1, "a payment would go past the budget of the charter")          \
    X(PROPOSAL_NUMBER, "proposal-number", 1, "a proposal's number is not the next one")            \
    X(PROPOSAL_KEYS, "proposal-keys", 1,                                                           \
      "a proposal has keys that do not go together, or lacks one")                                 \
    X(PROPOSAL_MISSING, "proposal-missing", 1, "what a fund pays needs a proposal")                \
    X(UNKNOWN_PROPOSAL, "unknown-proposal", 1, "no proposal has that number")                      \
    X(PROPOSAL_DIFFERS, "proposal-differs", 1, "a payment is not what was proposed")               \
    X(PROPOSAL_WITHDRAWN, "proposal-withdrawn", 1, "the proposal was withdrawn")                   \
    X(PROPOSAL_LAPSED, "proposal-lapsed", 1, "the proposal is older than the charter in force")    \
    X(NOT_APPROVED, "not-approved", 1, "a proposal has fewer approvals than the charter asks for") \
    X(OVER_PROPOSAL, "over-proposal", 1, "more would be paid than was proposed")                   \
    X(NO_APPROVER, "no-approver", 1, "who votes is no approver in the charter")                    \
    X(VOTE_EARLY, "vote-early", 1, "a vote is dated before the last of the same approver")         \
    X(VOTE_REPEATED, "vote-repeated", 1,                                                           \
      "the approver gave the same answer on the same day before")                                  \
    X(SIGNED, "signed", 1, "a journal with signed votes cannot be imported: copy the file")        \
    X(UNKNOWN_SEAL, "unknown-seal", 1, "no seal of this journal is that one")                      \
    X(HISTORY_PARTS, "history-parts", 1, "two copies of a journal hold different commits")         \
    X(BAD_CSV, "bad-csv", 1, "a table that is read in is malformed")                               \
    X(UNKNOWN_COLUMN, "unknown-column", 1,                                                         \
      "a table that is read in has a column that is not known")                                    \
    X(MISSING_COLUMN, "missing-column", 1, "a table that is read in lacks a column")               \
    X(UNKNOWN_STATE, "unknown-state", 1,                                                           \
      "a word of state is not known: whether its rows count cannot be told")                       \
    X(SEVERAL_CURRENCIES, "several-currencies", 1, "a table holds more than one currency")         \
    X(REF_TWICE, "ref-twice", 1, "a reference stands in two rows of a table")                      \
    X(BALANCE_DIFFERS, "balance-differs", 1, "an old balance is not the new one")                  \
    X(TOTALS_DIFFER, "totals-differ", 1, "a pile is not of the count or the total that was given") \
    X(SUM_NOT_ZERO, "sum-not-zero", 1, "balances do not add up: a fault of the program")

/* The outcome of a call. LETS_OK is zero. */
enum lets_status {
    LETS_OK = 0,
#define LETS_STATUS_ENUM(name, text, exit_status, summary) LETS_##name,
    LETS_STATUSES(LETS_STATUS_ENUM)
#undef LETS_STATUS_ENUM
};

/* Sizes of the buffers in struct lets_error, in bytes, their NUL included. */
#define LETS_MESSAGE_SIZE 640
#define LETS_EXCERPT_SIZE 240

/*
 * What went wrong and where. line and column count from 1, column in characters; 0 means "no
 * place". message is lower case, without full stop or file name. excerpt is the line of the journal
 * that is meant, or empty; where the line is long, the part around the column, and then
 * excerpt_column (from 1, in characters of the excerpt) says where the caret goes. hint is what to
 * do next, or empty.
 */
struct lets_error {
    enum lets_status status;
    uint64_t line;
    uint64_t column;
    uint32_t excerpt_column;
    char message[LETS_MESSAGE_SIZE];
    char excerpt[LETS_EXCERPT_SIZE];
    char hint[LETS_MESSAGE_SIZE];
};

/* The printed name of a status, such as "over-debit-limit"; "ok" for LETS_OK. */
LETS_EXPORT const char *lets_status_name(enum lets_status status);

/* One sentence about a status, lower case, without full stop. */
LETS_EXPORT const char *lets_status_summary(enum lets_status status);

/* The exit status of a program that ends for this reason: 0 to 4. */
LETS_EXPORT int lets_status_exit(enum lets_status status);

/* Adds to the message what stands in a value that it quotes and cannot be seen ("(U+00A0 at the
 * end)"). The library's own messages have it. */
LETS_EXPORT void lets_error_name_invisible(struct lets_error *err);

/* The library's version, such as "0.1.0". */
LETS_EXPORT const char *lets_version(void);

/* ---------------------------------------------------------------- values */

/* A borrowed run of bytes, UTF-8 unless said otherwise, not ended by NUL. Empty: size 0, bytes may
 * be NULL. */
struct lets_span {
    const char *bytes;
    size_t size;
};

/* The span of a C string (borrowed); NULL gives the empty span. */
LETS_EXPORT struct lets_span lets_span_of(const char *string);

/* Whether two spans hold the same bytes. */
LETS_EXPORT bool lets_span_equal(struct lets_span a, struct lets_span b);

/* Checks that span is a text of the journal: 1..500 bytes of UTF-8 in one line, no forbidden
 * character, no space first or last (journal.md, Values). Returns LETS_BAD_TEXT, LETS_BAD_UTF8,
 * LETS_BAD_CHARACTER or LETS_EMPTY_VALUE. */
LETS_EXPORT enum lets_status lets_text_check(struct lets_span span, struct lets_error *err);

/* The same of a text by which something is found again, such as a name, a reference or a category:
 * LETS_BAD_CHARACTER, too, where it holds a character that nobody sees, or has a blank at an end
 * that is no space. Journals may hold such; programs should not write them. */
LETS_EXPORT enum lets_status lets_name_check(struct lets_span span, struct lets_error *err);

/* Where the first character begins that nobody sees (a zero-width space, a soft hyphen; not one
 * that joins or parts the letters of a script that has such), itself into *code; text.size for
 * none. */
LETS_EXPORT size_t lets_text_invisible(struct lets_span text, uint32_t *code);

/* The text without the blanks at its ends, the space and those of Unicode (a no-break space). */
LETS_EXPORT struct lets_span lets_text_trim(struct lets_span text);

/* Whether a character looks like nothing, or like a blank without being the space. */
LETS_EXPORT bool lets_character_unseen(uint32_t code);

/* Whether two texts are one: the same characters, however Unicode lets them be encoded (they are
 * compared in NFC). References, localities and categories are compared so. Only texts that a
 * journal may hold are; longer ones are compared by their bytes. */
LETS_EXPORT bool lets_text_same(struct lets_span a, struct lets_span b);

/* In what form texts are compared. */
enum lets_fold {
    LETS_FOLD_CHARACTERS, /* NFC */
    LETS_FOLD_LETTERS,    /* in either case, every blank a space, and without what nobody sees */
    LETS_FOLD_LOOKS /* as people see them: blanks count as one, at the ends as none, besides */
};

/* A text of any length in that form, of *size bytes, into *out (yours, lets_bytes_free); what is no
 * UTF-8 stays, but for the case of ASCII. LETS_OUT_OF_MEMORY. */
LETS_EXPORT enum lets_status lets_text_fold(struct lets_span text, enum lets_fold fold, char **out,
                                            size_t *size, struct lets_error *err);

/* Money in minor units (cents where decimals is 2). Never added with '+': see lets_amount_add. */
struct lets_amount {
    int64_t minor;
};

/* A buffer that holds any formatted amount, sign, point and NUL included. */
#define LETS_AMOUNT_SIZE 28
#define LETS_DECIMALS_MAX 6
/* The largest amount of the format, in minor units (journal.md, Values). */
#define LETS_AMOUNT_MAX INT64_C(1000000000000000000)

/* Reads "12.50": ASCII digits, at most `decimals` after the point, no sign, never rounded, at most
 * LETS_AMOUNT_MAX. LETS_BAD_AMOUNT. */
LETS_EXPORT enum lets_status lets_amount_parse(struct lets_span text, unsigned decimals,
                                               struct lets_amount *out, struct lets_error *err);

/* Writes all decimals, with '-' before negative amounts, and a NUL. Returns the length without NUL.
 */
LETS_EXPORT size_t lets_amount_format(struct lets_amount amount, unsigned decimals,
                                      char out[LETS_AMOUNT_SIZE]);

/* a + b into *sum; false, with *sum untouched, where it does not fit. */
LETS_EXPORT bool lets_amount_add(struct lets_amount a, struct lets_amount b,
                                 struct lets_amount *sum) __attribute__((warn_unused_result));

/* a - b into *difference; false, with *difference untouched, where it does not fit. */
LETS_EXPORT bool lets_amount_subtract(struct lets_amount a, struct lets_amount b,
                                      struct lets_amount *difference)
    __attribute__((warn_unused_result));

/* A civil day: days since 1970-01-01, between 1900-01-01 and 2999-12-31. */
struct lets_date {
    int32_t day;
};

#define LETS_DATE_SIZE 11

/* Reads "2026-10-28", a real day of 1900..2999. LETS_BAD_DATE; "28/10/2026" is told the form
 * wanted. */
LETS_EXPORT enum lets_status lets_date_parse(struct lets_span text, struct lets_date *out,
                                             struct lets_error *err);

/* Writes "2026-10-28" and a NUL. */
LETS_EXPORT void lets_date_format(struct lets_date date, char out[LETS_DATE_SIZE]);

/* An instant with the offset of the clerk's clock: seconds since 1970-01-01 UTC, minutes east of
 * UTC. */
struct lets_time {
    int64_t unix_seconds;
    int32_t offset_minutes;
};

#define LETS_TIME_SIZE 26

/* Reads "2026-01-01T09:00:00+00:00" (RFC 3339, offset needed; "Z" is taken). LETS_BAD_DATE. */
LETS_EXPORT enum lets_status lets_time_parse(struct lets_span text, struct lets_time *out,
                                             struct lets_error *err);

/* Writes the form above and a NUL. */
LETS_EXPORT void lets_time_format(struct lets_time time, char out[LETS_TIME_SIZE]);

/* The day as written in the time's own offset. */
LETS_EXPORT struct lets_date lets_time_day(struct lets_time time);

/* First and last day, both included. */
struct lets_period {
    struct lets_date first;
    struct lets_date last;
};

/* Reads 2026, 2026-Q3, 2026-10, 2026-10-05, A..B, A.., ..B, this-month, last-month, this-year,
 * last-year; the words count from `today`. An open side is the first or last day there is.
 * LETS_BAD_DATE. */
LETS_EXPORT enum lets_status lets_period_parse(struct lets_span text, struct lets_date today,
                                               struct lets_period *out, struct lets_error *err);

/* The longest name of a period, its NUL included. */
#define LETS_PERIOD_SIZE 23

/* Writes the shortest of the forms above that is read as this period (2026, 2026-Q3, 2026-10,
 * 2026-10-05, A..B, A.., ..B), never one of the words, and a NUL: files are named so. */
LETS_EXPORT void lets_period_format(struct lets_period period, char out[LETS_PERIOD_SIZE]);

/* Whether the day lies in the period. */
LETS_EXPORT bool lets_period_holds(struct lets_period period, struct lets_date date);

/* The longest account id, in bytes. */
#define LETS_ID_MAX 31

/* Checks the form [A-Za-z0-9][A-Za-z0-9._-]{0,30}. LETS_BAD_ID. */
LETS_EXPORT enum lets_status lets_id_check(struct lets_span id, struct lets_error *err);

/* Reads a number 1..999999999 without leading zeros. LETS_BAD_NUMBER. */
LETS_EXPORT enum lets_status lets_number_parse(struct lets_span text, uint32_t *out,
                                               struct lets_error *err);

/* A limit: none, so much, or (for a member) whatever the policy in force says. */
enum lets_limit_kind { LETS_LIMIT_DEFAULT, LETS_LIMIT_NONE, LETS_LIMIT_AMOUNT };
struct lets_limit {
    enum lets_limit_kind kind;
    struct lets_amount amount; /* >= 0; zero unless kind is LETS_LIMIT_AMOUNT */
};

/* Reads an amount, "none", or, if may_default, "default". LETS_BAD_AMOUNT. */
LETS_EXPORT enum lets_status lets_limit_parse(struct lets_span text, unsigned decimals,
                                              bool may_default, struct lets_limit *out,
                                              struct lets_error *err);

/* How long a cheque may be presented after the day on it. */
enum lets_validity_unit { LETS_VALID_FOREVER, LETS_VALID_DAYS, LETS_VALID_MONTHS };
struct lets_validity {
    enum lets_validity_unit unit;
    uint32_t count; /* days 1..3660, months 1..120, else 0 */
};

/* Reads "none", "N days" or "N months" ("1 day", "1 month" too). LETS_BAD_WORD. */
LETS_EXPORT enum lets_status lets_validity_parse(struct lets_span text, struct lets_validity *out,
                                                 struct lets_error *err);

/* The last day on which a cheque of that date is valid; N months on is the same day of the month or
 * that month's last. The last day there is where it never ends. */
LETS_EXPORT struct lets_date lets_validity_last_day(struct lets_validity validity,
                                                    struct lets_date written);

/* How many full months lie between two days: the most after which the day above is not after `to`.
 * 0 where `to` is before `from`. */
LETS_EXPORT uint32_t lets_full_months(struct lets_date from, struct lets_date to);

/* A SHA-256 as 64 lower-case hexadecimal digits and a NUL. */
#define LETS_HASH_SIZE 65
struct lets_hash {
    char hex[LETS_HASH_SIZE];
};

/* The SHA-256 of bytes. */
LETS_EXPORT struct lets_hash lets_sha256(struct lets_span bytes);

/* ---------------------------------------------------------------- signatures */

/*
 * Votes are signed by OpenSSH's own programs: by a key as ssh-keygen makes it, and by `ssh-keygen
 * -Y sign`. A journal holds either in one spelling only, without line breaks; these read the files.
 */

/* "ssh-ed25519 ", 68 digits of base64, and a NUL. */
#define LETS_SSH_KEY_SIZE 81

/* The base64 of the 207 bytes of a signature whose namespace has 37 bytes, as that of a ledger
 * ("lets-" and 32 digits), and a NUL. */
#define LETS_SSH_SIGNATURE_SIZE 277

/* Reads a public key file: one line, ended by LF, CRLF or nothing, of "ssh-ed25519", the key and
 * perhaps a comment. The first two words into out, and a NUL. LETS_BAD_KEY for anything else, with
 * a sentence for what is often mistaken for it: a private key, a key of another algorithm, several
 * keys, options as in authorized_keys. */
LETS_EXPORT enum lets_status lets_ssh_key_read(struct lets_span file, char out[LETS_SSH_KEY_SIZE],
                                               struct lets_error *err);

/* Reads a signature file: the armour that `ssh-keygen -Y sign` writes, or its base64 alone in one
 * line; lines are ended by LF or CRLF. The base64 in one line into out, and a NUL.
 * LETS_BAD_SIGNATURE where it is no signature that a journal may hold; by which key, for which
 * ledger and of what bytes it is, is not looked at. */
LETS_EXPORT enum lets_status lets_ssh_signature_read(struct lets_span file,
                                                     char out[LETS_SSH_SIGNATURE_SIZE],
                                                     struct lets_error *err);

/* ---------------------------------------------------------------- entries */

/* The kinds of entry: name, and the word that begins it. The seal is last. */
#define LETS_KINDS(X)                                                                              \
    X(LEDGER, ledger)                                                                              \
    X(FORMAT, format)                                                                              \
    X(POLICY, policy)                                                                              \
    X(MEMBER, member)                                                                              \
    X(CENTRAL, central)                                                                            \
    X(CHANGE, change)                                                                              \
    X(TRANSFER, transfer)                                                                          \
    X(CHEQUES, cheques)                                                                            \
    X(CHEQUE, cheque)                                                                              \
    X(CLOSE, close)                                                                                \
    X(REOPEN, reopen)                                                                              \
    X(CHARTER, charter)                                                                            \
    X(PROPOSAL, proposal)                                                                          \
    X(VOTE, vote)                                                                                  \
    X(RULE, rule)                                                                                  \
    X(RUN, run)                                                                                    \
    X(SEAL, seal)

enum lets_kind {
#define LETS_KIND_ENUM(name, word) LETS_KIND_##name,
    LETS_KINDS(LETS_KIND_ENUM)
#undef LETS_KIND_ENUM
};

/* The format that this version writes, and the newest that it reads. */
#define LETS_FORMAT 1

/* How many kinds there are. */
enum { LETS_KIND_COUNT = LETS_KIND_SEAL + 1 };

/* The word of a kind, such as "transfer". */
LETS_EXPORT const char *lets_kind_word(enum lets_kind kind);

/* The kind of a word, into *out; false for none. */
LETS_EXPORT bool lets_kind_parse(struct lets_span word, enum lets_kind *out);

enum lets_limits { LETS_LIMITS_HARD, LETS_LIMITS_SOFT };
enum lets_purpose {
    LETS_PURPOSE_ADMINISTRATION,
    LETS_PURPOSE_LEVY,
    LETS_PURPOSE_LEAVERS,
    LETS_PURPOSE_EXTERNAL,
    LETS_PURPOSE_PROJECT,
    LETS_PURPOSE_LOCALITY,
    LETS_PURPOSE_VOUCHERS,
    LETS_PURPOSE_OPENING,
    LETS_PURPOSE_OTHER
};
enum lets_account_status { LETS_ACTIVE, LETS_SUSPENDED, LETS_CLOSED };
enum lets_cheque_status {
    LETS_OUTSTANDING,
    LETS_USED,
    LETS_RETURNED,
    LETS_STOPPED,
    LETS_RELEASED,  /* in an entry only: the cheque is outstanding again, the voucher out */
    LETS_WITHDRAWN, /* in lists only: the number lies in no book */
    LETS_PRINTED,   /* these four of a voucher only: not sold */
    LETS_OUT,       /* sold, and not yet redeemed */
    LETS_REDEEMED,
    LETS_TAKEN_BACK
};

/* What a rule reckons from, of each member (journal.md, Rules). Turnover, earned and spent are
 * flows. */
enum lets_rule_base {
    LETS_OF_TURNOVER,
    LETS_OF_EARNED,
    LETS_OF_SPENT,
    LETS_OF_CREDIT, /* the balance above zero */
    LETS_OF_DEBT,   /* the balance below */
    LETS_OF_MONTHS, /* full months since joined, each one unit */
    LETS_OF_NOTHING
};
enum lets_rule_sets { LETS_SETS_DEBIT_LIMIT, LETS_SETS_CREDIT_LIMIT };

/* How an approver answers a proposal; none takes back what was answered before. */
enum lets_answer { LETS_ANSWER_APPROVE, LETS_ANSWER_DECLINE, LETS_ANSWER_NONE };

/* A percentage in ten-thousandths: 1.5 is 15000. */
struct lets_percent {
    uint32_t parts; /* 0..1000000 */
};
#define LETS_PERCENT_SIZE 10

/* Reads "1.5": at most 100, up to four places and no zero behind them. LETS_BAD_NUMBER. */
LETS_EXPORT enum lets_status lets_percent_parse(struct lets_span text, struct lets_percent *out,
                                                struct lets_error *err);

/* Into buffer, and returns the size. */
LETS_EXPORT size_t lets_percent_format(struct lets_percent percent, char buffer[LETS_PERCENT_SIZE]);

/* So much of an amount of at least zero, rounded down to a minor unit: exact for any amount. */
LETS_EXPORT struct lets_amount lets_percent_of(struct lets_percent percent,
                                               struct lets_amount amount);

/* Each enum's words, the one table from which they are read and printed. */
LETS_EXPORT const char *lets_limits_word(enum lets_limits limits);
LETS_EXPORT const char *lets_purpose_word(enum lets_purpose purpose);
LETS_EXPORT const char *lets_account_status_word(enum lets_account_status status);
LETS_EXPORT const char *lets_cheque_status_word(enum lets_cheque_status status);
LETS_EXPORT const char *lets_rule_base_word(enum lets_rule_base base);
LETS_EXPORT const char *lets_rule_sets_word(enum lets_rule_sets sets);
LETS_EXPORT const char *lets_answer_word(enum lets_answer answer);

/* The value of a word, into *out; LETS_BAD_WORD, with the words there are, for another. */
LETS_EXPORT enum lets_status lets_limits_parse(struct lets_span word, enum lets_limits *out,
                                               struct lets_error *err);
LETS_EXPORT enum lets_status lets_purpose_parse(struct lets_span word, enum lets_purpose *out,
                                                struct lets_error *err);
LETS_EXPORT enum lets_status lets_account_status_parse(struct lets_span word,
                                                       enum lets_account_status *out,
                                                       struct lets_error *err);
LETS_EXPORT enum lets_status lets_rule_base_parse(struct lets_span word, enum lets_rule_base *out,
                                                  struct lets_error *err);
LETS_EXPORT enum lets_status lets_rule_sets_parse(struct lets_span word, enum lets_rule_sets *out,
                                                  struct lets_error *err);
LETS_EXPORT enum lets_status lets_answer_parse(struct lets_span word, enum lets_answer *out,
                                               struct lets_error *err);

/* One side of a line of a mapping: the member that its type (see LETS_MAPPINGS) says. */
union lets_scalar {
    struct lets_span text;
    struct lets_amount amount;
    struct lets_limit limit;
    struct lets_date date;
    uint32_t number;
};

/* A line of a mapping, such as one balance of a close: an id, and an amount. */
struct lets_pair {
    union lets_scalar key;
    union lets_scalar value;
};

/* The lines of a mapping, in their order. */
struct lets_pairs {
    const struct lets_pair *items;
    size_t n;
};

/*
 * The members of struct lets_entry that an entry may hold: type and name of each. Several kinds may
 * have a key for one member, and a kind's key may be called something else. Those of transfers
 * stand first, up to `note`: most entries are transfers, and are held and passed on without the
 * others.
 */
#define LETS_FIELDS(X)                                                                             \
    X(uint32_t, number)       /* transfer, cheque, format */                                       \
    X(struct lets_date, date) /* policy, close, reopen, and wherever the key is `date` */          \
    X(struct lets_date, written)                                                                   \
    X(struct lets_amount, amount)                                                                  \
    X(uint32_t, cheque)                                                                            \
    X(uint32_t, reverses)                                                                          \
    X(uint32_t, corrects)                                                                          \
    X(uint32_t, proposal)                                                                          \
    X(uint32_t, first)                                                                             \
    X(uint32_t, last)                                                                              \
    X(struct lets_span, payer) /* key `from` */                                                    \
    X(struct lets_span, payee) /* key `to` */                                                      \
    X(struct lets_span, ref)                                                                       \
    X(struct lets_span, what_for) /* key `for` */                                                  \
    X(struct lets_span, category)                                                                  \
    X(struct lets_span, override_reason) /* key `override` */                                      \
    X(struct lets_span, note)                                                                      \
    X(struct lets_span, id)   /* member, central, change, cheques */                               \
    X(struct lets_time, time) /* seal */                                                           \
    X(struct lets_span, by)                                                                        \
    X(uint32_t, entries)                                                                           \
    X(struct lets_hash, sha256)                                                                    \
    X(struct lets_span, reason)                                                                    \
    X(struct lets_span, name) /* ledger; policy's key `name` */                                    \
    X(uint32_t, format)       /* ledger's key */                                                   \
    X(struct lets_span, unit)                                                                      \
    X(uint32_t, decimals)                                                                          \
    X(struct lets_date, opened)                                                                    \
    X(struct lets_date, joined)                                                                    \
    X(struct lets_limit, debit_limit)                                                              \
    X(struct lets_limit, credit_limit)                                                             \
    X(enum lets_limits, limits)                                                                    \
    X(struct lets_validity, cheques_valid)                                                         \
    X(struct lets_span, contact)                                                                   \
    X(enum lets_purpose, purpose)                                                                  \
    X(struct lets_span, title)                                                                     \
    X(struct lets_span, locality) /* a change may say "none" */                                    \
    X(enum lets_account_status, status)                                                            \
    X(struct lets_span, withdrawn)                                                                 \
    X(enum lets_cheque_status, cheque_status) /* key `status` of a cheque */                       \
    X(struct lets_pairs, balances)            /* close */                                          \
    X(struct lets_span, agreement)            /* policy: the label of the members' agreement */    \
    X(struct lets_hash, digest)  /* policy: of its text; cheques: of a batch's key; */             \
                                 /* proposal: of a charter's entry, key `charter` */               \
    X(struct lets_span, agreed)  /* a change may say "none" */                                     \
    X(struct lets_amount, value) /* cheques: of each voucher of a batch */                         \
    X(struct lets_date, expires) /* cheques: the last day of a batch */                            \
    X(enum lets_rule_base, of)                                                                     \
    X(struct lets_amount, above)                                                                   \
    X(struct lets_percent, percent)                                                                \
    X(struct lets_amount, flat)                                                                    \
    X(struct lets_pairs, steps)                                                                    \
    X(struct lets_amount, floor)                                                                   \
    X(struct lets_amount, cap)                                                                     \
    X(uint32_t, after) /* full months */                                                           \
    X(enum lets_rule_sets, sets)                                                                   \
    X(struct lets_pairs, own)                                                                      \
    X(struct lets_date, close) /* run: a day that was closed */                                    \
    X(uint32_t, count)         /* run: entries that follow it */                                   \
    X(struct lets_amount, total)                                                                   \
    X(struct lets_date, begins)                                                                    \
    X(struct lets_date, ends)                                                                      \
    X(struct lets_amount, budget)                                                                  \
    X(struct lets_amount, ceiling)                                                                 \
    X(struct lets_amount, petty)                                                                   \
    X(uint32_t, quorum)                                                                            \
    X(struct lets_span, residue_to)                                                                \
    X(struct lets_pairs, approvers) /* ids, and the public key of each, or "none" */               \
    X(struct lets_span, fund)                                                                      \
    X(enum lets_answer, answer)                                                                    \
    X(struct lets_span, signature) /* vote: an SSHSIG blob as base64 */

enum lets_field {
#define LETS_FIELD_ENUM(type, member) LETS_FIELD_##member,
    LETS_FIELDS(LETS_FIELD_ENUM)
#undef LETS_FIELD_ENUM
};

/* How many fields there are. */
#define LETS_FIELD_ONE(type, member) +1
enum { LETS_FIELD_COUNT = 0 LETS_FIELDS(LETS_FIELD_ONE) };
#undef LETS_FIELD_ONE

/* A set of fields: bit LETS_FIELD_x % 64 of word LETS_FIELD_x / 64 for each x in it. */
struct lets_fields {
    uint64_t words[2];
};
#define LETS_BIT(field) (UINT64_C(1) << (field) % 64)

/*
 * One entry. A member means something only where its field is in `present` (lets_entry_has); all
 * others are zero. Which keys a kind has, their order and rules: lets-journal(5). To make one:
 * start from {.kind = ..}, and lets_entry_put each member.
 */
struct lets_entry {
    struct lets_fields present;
    enum lets_kind kind;
#define LETS_FIELD_MEMBER(type, member) type member;
    LETS_FIELDS(LETS_FIELD_MEMBER)
#undef LETS_FIELD_MEMBER
};

/* Whether an entry has a field: by the name of its member, or by its number. */
#define lets_entry_has(entry, member) lets_entry_has_field(entry, LETS_FIELD_##member)
#define lets_entry_has_field(entry, field)                                                         \
    (((entry)->present.words[(field) / 64] & LETS_BIT(field)) != 0)

/* Whether an entry has no field at all. */
#define lets_entry_is_empty(entry) (((entry)->present.words[0] | (entry)->present.words[1]) == 0)

/* Gives an entry a field, or takes it out again. */
#define lets_entry_put(entry, member, value)                                                       \
    ((void)((entry)->member = (value),                                                             \
            (entry)->present.words[LETS_FIELD_##member / 64] |= LETS_BIT(LETS_FIELD_##member)))
#define lets_entry_drop(entry, member)                                                             \
    ((void)((entry)->present.words[LETS_FIELD_##member / 64] &= ~LETS_BIT(LETS_FIELD_##member)))

/* How a key's value is spelled, and what it is as a member of struct lets_entry. */
#define LETS_TYPES(X)                                                                              \
    X(TEXT, struct lets_span)                                                                      \
    X(ID, struct lets_span)                                                                        \
    X(NUMBER, uint32_t)   /* 1..999999999 */                                                       \
    X(COUNT, uint32_t)    /* 0..999999999 */                                                       \
    X(DECIMALS, uint32_t) /* 0..6 */                                                               \
    X(DATE, struct lets_date)                                                                      \
    X(TIME, struct lets_time)                                                                      \
    X(AMOUNT, struct lets_amount)                                                                  \
    X(LIMIT, struct lets_limit)         /* amount or none */                                       \
    X(CHANGED_LIMIT, struct lets_limit) /* amount, none or default */                              \
    X(LIMITS, enum lets_limits)                                                                    \
    X(VALIDITY, struct lets_validity)                                                              \
    X(PURPOSE, enum lets_purpose)                                                                  \
    X(STATUS, enum lets_account_status)                                                            \
    X(CHEQUE_STATUS, enum lets_cheque_status)                                                      \
    X(RULE_BASE, enum lets_rule_base)                                                              \
    X(RULE_SETS, enum lets_rule_sets)                                                              \
    X(PERCENT, struct lets_percent)                                                                \
    X(BALANCE, struct lets_amount) /* of a close: may carry '-' */                                 \
    X(HASH, struct lets_hash)                                                                      \
    X(ANSWER, enum lets_answer)                                                                    \
    X(SSH_KEY, struct lets_span)   /* "ssh-ed25519 BASE64", or none */                             \
    X(SIGNATURE, struct lets_span) /* base64 of an SSHSIG blob */

/*
 * The types that are mappings (struct lets_pairs): of what type their keys and their values are,
 * how a line looks, and what stands in it.
 */
#define LETS_MAPPINGS(X)                                                                           \
    X(BALANCES, ID, BALANCE, "ID: AMOUNT", "account", "balance")                                   \
    X(STEPS, AMOUNT, AMOUNT, "AMOUNT: DUE", "reached", "due")                                      \
    X(OWN, ID, LIMIT, "ID: AMOUNT", "account", "due")                                              \
    X(APPROVERS, ID, SSH_KEY, "ID: KEY", "approver", "key")

enum lets_type {
#define LETS_TYPE_ENUM(name, ...) LETS_TYPE_##name,
    LETS_TYPES(LETS_TYPE_ENUM) LETS_MAPPINGS(LETS_TYPE_ENUM)
#undef LETS_TYPE_ENUM
};

struct lets_mapping {
    enum lets_type key;
    enum lets_type value;
    const char *form;       /* such as "ID: AMOUNT" */
    const char *key_name;   /* such as "account" */
    const char *value_name; /* such as "balance" */
};

/* What a type is a mapping of; NULL for a type of scalars. */
LETS_EXPORT const struct lets_mapping *lets_type_mapping(enum lets_type type);

/* One key of a kind: a row of the one table that drives readers, writer, JSON and the check of the
 * manual. */
struct lets_key {
    const char *name;
    enum lets_field field;
    enum lets_type type;
    bool is_required;
};

/* The keys of a kind in canonical order, the first being the kind's own; *n_keys says how many. */
LETS_EXPORT const struct lets_key *lets_kind_keys(enum lets_kind kind, size_t *n_keys);

/* The longest formatted value of a key other than text, its NUL included. */
#define LETS_VALUE_SIZE 80

/* The value of a key as text, unquoted: into buffer, or borrowed from the entry for text and ids.
 * Not for a mapping, nor for a key that the entry lacks. */
LETS_EXPORT struct lets_span lets_entry_value(const struct lets_entry *entry,
                                              const struct lets_key *key, unsigned decimals,
                                              char buffer[LETS_VALUE_SIZE]);

/*
 * Reads a value into the member of *entry that `key` names and marks it as given; text and ids are
 * borrowed from `text`. Not for a mapping. decimals: of the ledger. The statuses of the
 * value's own parser, message beginning with the key; *entry is unchanged then.
 */
LETS_EXPORT enum lets_status lets_entry_parse(struct lets_entry *entry, const struct lets_key *key,
                                              struct lets_span text, unsigned decimals,
                                              struct lets_error *err);

/* The lines of a mapping that an entry has, borrowed from it; and giving it those. */
LETS_EXPORT const struct lets_pairs *lets_entry_pairs(const struct lets_entry *entry,
                                                      const struct lets_key *key);
LETS_EXPORT void lets_entry_put_pairs(struct lets_entry *entry, const struct lets_key *key,
                                      struct lets_pairs pairs);

/* One side of a line, as text and from text, as with lets_entry_value and lets_entry_parse; the
 * message does not begin with a key. */
LETS_EXPORT struct lets_span lets_scalar_value(const union lets_scalar *scalar, enum lets_type type,
                                               unsigned decimals, char buffer[LETS_VALUE_SIZE]);
LETS_EXPORT enum lets_status lets_scalar_parse(union lets_scalar *scalar, enum lets_type type,
                                               struct lets_span text, unsigned decimals,
                                               struct lets_error *err);

/* A balance as a close lists it: an amount that may carry '-', though not before zero.
 * LETS_BAD_AMOUNT. */
LETS_EXPORT enum lets_status lets_balance_parse(struct lets_span text, unsigned decimals,
                                                struct lets_amount *out, struct lets_error *err);

/*
 * One entry outside of a journal, such as a charter that waits for its approval: reads its bytes,
 * in any spelling that a journal may have, and copies them; the entry is borrowed until it is
 * freed. decimals: of the ledger. The statuses of a malformed entry, with the line of the bytes;
 * LETS_OUT_OF_MEMORY. No rule is applied.
 */
struct lets_loose_entry;
LETS_EXPORT enum lets_status lets_loose_entry_parse(const void *bytes, size_t size,
                                                    unsigned decimals,
                                                    struct lets_loose_entry **out,
                                                    struct lets_error *err);
LETS_EXPORT const struct lets_entry *lets_loose_entry(const struct lets_loose_entry *loose);
LETS_EXPORT void lets_loose_entry_free(struct lets_loose_entry *loose);

/* One entry in canonical form, as a journal has it, into *out (yours, lets_bytes_free).
 * LETS_OUT_OF_MEMORY. */
LETS_EXPORT enum lets_status lets_entry_format(const struct lets_entry *entry, unsigned decimals,
                                               char **out, size_t *size, struct lets_error *err);

/* Where an entry lies in its journal. */
struct lets_place {
    uint64_t line;     /* its first line, from 1 */
    uint64_t offset;   /* of its first byte */
    uint64_t size;     /* in bytes, its last LF included */
    uint64_t seal;     /* number of the seal that ends its commit, from 1 */
    bool is_canonical; /* its bytes are what the writer would write; false where it was not asked
                          for */
};

/* ---------------------------------------------------------------- the ledger */

struct lets_ledger;

enum lets_account_kind { LETS_MEMBER, LETS_CENTRAL };

/* "member" or "central". */
LETS_EXPORT const char *lets_account_kind_word(enum lets_account_kind kind);

/* One account. Balance = earned - spent; both are net of reversals. (What each transfer needs
 * stands together.) */
struct lets_account {
    struct lets_span id;
    struct lets_span title;    /* central accounts only; may be empty */
    struct lets_span locality; /* may be empty */
    struct lets_amount balance;
    struct lets_amount earned;
    struct lets_amount spent;
    struct lets_limit debit_limit;
    struct lets_limit credit_limit;
    struct lets_date opened; /* or joined */
    enum lets_account_status status;
    uint32_t index; /* in order of opening, from 0 */
    enum lets_account_kind kind;
    enum lets_purpose purpose; /* central accounts only */
    bool is_float;             /* vouchers were printed for it */
    struct lets_span agreed;   /* members only: the label of an agreement; may be empty */
};

/* One transfer, as far as the ledger remembers it; the rest is in the journal, for observers. */
struct lets_transfer {
    uint32_t number;
    uint32_t payer; /* index of the account */
    uint32_t payee;
    struct lets_amount amount;
    struct lets_date date;
    uint32_t cheque;      /* 0: none */
    uint32_t reverses;    /* 0: no reversal */
    uint32_t reversed_by; /* 0: it stands */
    uint32_t first;       /* of a sale or a taking back of vouchers: the numbers that it named; */
    uint32_t last;        /* else 0 */
};

/* One cheque of a book, or one voucher of a batch, which has a value. */
struct lets_cheque {
    uint32_t number;
    uint32_t account; /* index of the account that holds the book */
    uint32_t book_first;
    uint32_t book_last;
    struct lets_date issued;
    /* Of a cheque outstanding, used, returned or stopped; of a voucher printed, out, returned,
     * stopped, redeemed or taken back. */
    enum lets_cheque_status status;
    uint32_t transfer;        /* the transfer that used, redeemed it or took it back, else 0 */
    bool is_presented;        /* set free by a reversal: never stale, nor expired */
    struct lets_amount value; /* vouchers only; a cheque has none */
    bool has_expires;
    struct lets_date expires; /* the last day */
    uint32_t sold_in;         /* the transfer that sold it, else 0 */
    struct lets_span digest;  /* of the key of its batch: 64 digits; empty: it has none */
};

/* The ledger as a whole. */
struct lets_summary {
    struct lets_span name;
    struct lets_span unit;
    struct lets_span contact; /* may be empty */
    uint32_t decimals;
    struct lets_date opened;
    struct lets_limit debit_limit; /* the policy in force */
    struct lets_limit credit_limit;
    enum lets_limits limits;
    struct lets_validity cheques_valid;
    uint32_t n_accounts;
    uint32_t n_transfers;
    uint64_t n_entries; /* seals not counted */
    uint64_t n_seals;
    struct lets_amount volume; /* of all transfers, reversals included */
    struct lets_amount total;  /* of all balances: zero */
    struct lets_hash head;     /* of the last seal; empty before the first */
    struct lets_hash first_seal;
    struct lets_time sealed; /* the time of the last seal */
    bool has_close;
    struct lets_date closed;           /* the last day closed, where has_close */
    struct lets_span agreement;        /* the label of the one in force; may be empty */
    struct lets_hash agreement_digest; /* of its text; empty where there is none */
    uint32_t n_rules;                  /* those withdrawn too */
    uint32_t n_runs;
    uint32_t n_proposals; /* those withdrawn too */
};

/* An empty ledger, which takes a `ledger` entry next. Free with lets_ledger_free.
 * LETS_OUT_OF_MEMORY. */
LETS_EXPORT enum lets_status lets_ledger_new(struct lets_ledger **out, struct lets_error *err);
LETS_EXPORT void lets_ledger_free(struct lets_ledger *ledger);

/*
 * The one door into the state: checks an entry against every rule of the format (journal.md,
 * Entries), in the order given there, and takes it in. Refused, the ledger is unchanged, and err
 * says which rule and which key (err->line is the line within the entry where it is canonical, from
 * 1). The day of the seal to come is not known yet: dates are judged against it when the seal is
 * applied.
 */
LETS_EXPORT enum lets_status lets_ledger_apply(struct lets_ledger *ledger,
                                               const struct lets_entry *entry,
                                               struct lets_error *err);

/* Never NULL; empty texts before a `ledger` entry. */
LETS_EXPORT const struct lets_summary *lets_ledger_summary(const struct lets_ledger *ledger);

/* The account of an index below n_accounts: borrowed until the ledger takes another account in, its
 * texts until the ledger is freed. */
LETS_EXPORT const struct lets_account *lets_ledger_account(const struct lets_ledger *ledger,
                                                           uint32_t index);

/* The account of an id as people type it, without regard to case and leading zeros; NULL for none.
 */
LETS_EXPORT const struct lets_account *lets_ledger_find(const struct lets_ledger *ledger,
                                                        struct lets_span id);

/* The limit in force for an account: its own, else the policy's. Never LETS_LIMIT_DEFAULT. */
LETS_EXPORT struct lets_limit lets_ledger_debit_limit(const struct lets_ledger *ledger,
                                                      const struct lets_account *account);
LETS_EXPORT struct lets_limit lets_ledger_credit_limit(const struct lets_ledger *ledger,
                                                       const struct lets_account *account);

/* Whether a balance lies beyond one of the account's limits in force. */
LETS_EXPORT bool lets_ledger_is_over(const struct lets_ledger *ledger,
                                     const struct lets_account *account,
                                     struct lets_amount balance);

/* The transfer of that number, into *out; false for none. */
LETS_EXPORT bool lets_ledger_transfer(const struct lets_ledger *ledger, uint32_t number,
                                      struct lets_transfer *out);

/* The number of the transfer with that reference; 0 for none. */
LETS_EXPORT uint32_t lets_ledger_ref(const struct lets_ledger *ledger, struct lets_span ref);

/* The cheque of that number, into *out; false where it lies in no book. */
LETS_EXPORT bool lets_ledger_cheque(const struct lets_ledger *ledger, uint32_t number,
                                    struct lets_cheque *out);

/* The first book's first cheque whose number is above `after`, into *out; false where there is
 * none. With after = book_last of the one before, this walks over all books in the order of their
 * numbers. */
LETS_EXPORT bool lets_ledger_next_book(const struct lets_ledger *ledger, uint32_t after,
                                       struct lets_cheque *out);

/* The balances that a `close` of that day must list: into *out, *n of them, yours to release with
 * lets_closings_free; ids are borrowed from the ledger. LETS_CLOSE_DATE, LETS_OUT_OF_MEMORY. */
LETS_EXPORT enum lets_status lets_ledger_closings(const struct lets_ledger *ledger,
                                                  struct lets_date date, struct lets_pair **out,
                                                  size_t *n, struct lets_error *err);
LETS_EXPORT void lets_closings_free(struct lets_pair *closings);

/* ---------------------------------------------------------------- rules and their runs */

/* A rule as it was last set (journal.md, Rules). Due is flat + percent of what `of` exceeds
 * `above`, or by steps where there are any; at least floor, at most cap. */
struct lets_rule {
    struct lets_span name;
    uint32_t index; /* in order of the names' first use, from 0 */
    bool is_withdrawn;
    struct lets_date date;  /* of the entry that set it */
    struct lets_date since; /* of the first of its name since that was last withdrawn */
    enum lets_rule_base of;
    struct lets_amount above; /* zero where absent, as the three that follow */
    struct lets_percent percent;
    struct lets_amount flat;
    struct lets_amount floor;
    bool has_cap;
    struct lets_amount cap;
    struct lets_pairs steps;   /* an amount reached, and what is then due */
    uint32_t after;            /* full months; 0: none */
    struct lets_span locality; /* empty: all */
    bool is_levy;
    uint32_t to;              /* levies: index of the account */
    enum lets_rule_sets sets; /* limits by rule */
    struct lets_pairs own;    /* ids, and what is due from them; LETS_LIMIT_NONE: nothing */
    struct lets_span reason;
};

/* The rule of an index below n_rules; it is borrowed until the ledger takes another rule in, its
 * texts and mappings until the ledger is freed. */
LETS_EXPORT const struct lets_rule *lets_ledger_rule(const struct lets_ledger *ledger,
                                                     uint32_t index);

/* The rule of a name as people type it, without regard to case and leading zeros, withdrawn or not;
 * NULL for none. Borrowed likewise. */
LETS_EXPORT const struct lets_rule *lets_ledger_find_rule(const struct lets_ledger *ledger,
                                                          struct lets_span name);

/* A run of a rule. */
struct lets_run {
    uint32_t rule; /* index */
    struct lets_date close;
    bool is_levy;
    bool stands;    /* a levy that was not undone */
    uint32_t first; /* levies: the number of its first transfer */
    uint32_t count; /* of its entries */
    uint32_t n_reversed;
    struct lets_amount total; /* levies: of all of them */
};

/* The run of an index below n_runs. */
LETS_EXPORT struct lets_run lets_ledger_run(const struct lets_ledger *ledger, uint32_t index);

/* Which run a transfer is of, into *index; false for none. A reversal is of none. */
LETS_EXPORT bool lets_ledger_run_of(const struct lets_ledger *ledger, uint32_t number,
                                    uint32_t *index);

/* What a rule reckons of one member. */
struct lets_due {
    uint32_t account;        /* index */
    bool is_passed_over;     /* nothing is due from them, or set */
    bool is_in_run;          /* an entry of the run is due: a transfer, or another limit */
    struct lets_amount base; /* what `of` comes to; may be below zero */
    struct lets_amount due;  /* or the limit; zero where passed over */
};

/* What a run on the last close would be: each member who joined by that day and is open now, in the
 * order of the accounts. */
struct lets_dues {
    struct lets_date close;
    bool has_from;
    struct lets_date from; /* flows of a levy: the first day that counts */
    struct lets_due *items;
    size_t n;
    uint32_t count;           /* of those in the run */
    struct lets_amount total; /* levies: due from them together */
};

/*
 * Works out what is due by the rule of exactly that name, into *out, yours to release with
 * lets_dues_release. LETS_UNKNOWN_RULE, LETS_ACCOUNT_CLOSED (that it goes to), LETS_RUN_CLOSE
 * (nothing is closed), LETS_RUN_STANDS (a levy that was run on it), LETS_VOLUME_TOO_LARGE,
 * LETS_OUT_OF_MEMORY.
 */
LETS_EXPORT enum lets_status lets_ledger_due(const struct lets_ledger *ledger,
                                             struct lets_span name, struct lets_dues *out,
                                             struct lets_error *err);
LETS_EXPORT void lets_dues_release(struct lets_dues *dues);

/* The entry that a run must have of one that is in it, dated `date`: a transfer with the number
 * that is next now, or a change of a limit. Its texts are the ledger's. */
LETS_EXPORT struct lets_entry lets_due_entry(const struct lets_ledger *ledger,
                                             const struct lets_rule *rule,
                                             const struct lets_due *due, struct lets_date date);

/* ---------------------------------------------------------------- funds */

/* At most so many members approve what a fund pays. */
#define LETS_APPROVERS_MAX 50

struct lets_approver {
    uint32_t account;     /* index */
    struct lets_span key; /* "ssh-ed25519 BASE64"; empty: the clerk says how they voted */
};

/* How a central account may be spent (journal.md, Funds), as the last `charter` said. Its texts and
 * approvers are borrowed until the ledger is freed. */
struct lets_charter {
    uint32_t fund;         /* index of the account */
    struct lets_date date; /* of its entry */
    struct lets_date begins;
    struct lets_date ends; /* the last day */
    struct lets_amount budget;
    struct lets_amount ceiling; /* of one payment */
    struct lets_amount petty;   /* without a proposal, in a calendar month */
    uint32_t quorum;
    uint32_t residue_to; /* index of the account */
    const struct lets_approver *approvers;
    size_t n_approvers;
    bool has_key; /* at least one of them signs */
    struct lets_span reason;
    uint32_t proposal;        /* that approved it; 0: none */
    struct lets_amount spent; /* of the budget */
};

/* The charter that stands for an account, into *out; false for none. */
LETS_EXPORT bool lets_ledger_charter(const struct lets_ledger *ledger, uint32_t account,
                                     struct lets_charter *out);

/* What a charter says of the account with that index as an approver; NULL where it is none. */
LETS_EXPORT const struct lets_approver *lets_charter_approver(const struct lets_charter *charter,
                                                              uint32_t account);

/* What a fund has paid without a proposal in the calendar month of that day. */
LETS_EXPORT struct lets_amount lets_ledger_petty(const struct lets_ledger *ledger, uint32_t account,
                                                 struct lets_date day);

/* Whether a transfer was free for its fund: what may always go to residue-to, outside of the budget
 * (journal.md, Funds, 1). */
LETS_EXPORT bool lets_ledger_is_free(const struct lets_ledger *ledger, uint32_t number);

/* A proposal. Its texts are borrowed until the ledger is freed. */
struct lets_proposal {
    uint32_t number;
    uint32_t fund; /* index of the account */
    struct lets_date date;
    bool is_for_charter;
    struct lets_hash charter; /* for a charter: the SHA-256 of its entry without `proposal` */
    bool has_to;
    uint32_t to;               /* index of the only account that is paid */
    struct lets_amount amount; /* zero for a charter */
    struct lets_span what_for;
    struct lets_span withdrawn; /* why; empty: it stands */
    bool is_set;                /* for a charter: its entry was recorded */
    struct lets_amount paid;    /* under it, what was reversed taken off */
    uint32_t n_votes;
};

/* The proposal of a number 1..n_proposals, into *out; false for none. */
LETS_EXPORT bool lets_ledger_proposal(const struct lets_ledger *ledger, uint32_t number,
                                      struct lets_proposal *out);

/* The next proposal of a fund behind one of its own, by number; of 0 the first. 0: there is none.
 */
LETS_EXPORT uint32_t lets_ledger_next_proposal(const struct lets_ledger *ledger, uint32_t account,
                                               uint32_t after);

/* The last vote of one account on a proposal. */
struct lets_vote {
    uint32_t by; /* index */
    enum lets_answer answer;
    struct lets_date date;
    struct lets_span key; /* with which it was signed; empty: without */
    bool counts; /* of an approver now, open, and cast with what the charter has for them */
};

/* The i-th of its n_votes, in the order of the accounts. */
LETS_EXPORT struct lets_vote lets_ledger_vote(const struct lets_ledger *ledger, uint32_t proposal,
                                              uint32_t i);

/* No account at all. */
#define LETS_NOBODY UINT32_MAX

/* Whether a proposal is approved. */
struct lets_approval {
    enum lets_status status; /* LETS_OK: it is; LETS_PROPOSAL_WITHDRAWN, LETS_CHARTER_MISSING,
                                LETS_PROPOSAL_LAPSED, LETS_NOT_APPROVED */
    uint32_t n_approve;      /* votes that count */
    uint32_t n_decline;
    uint32_t quorum; /* of the charter in force; 0: there is none */
};

/* The same for a payee, whose own vote does not count; LETS_NOBODY: the account that it names, if
 * any. For a proposal 1..n_proposals. */
LETS_EXPORT struct lets_approval lets_ledger_approval(const struct lets_ledger *ledger,
                                                      uint32_t proposal, uint32_t payee);

/* What has become of a budget: committed is what was approved and is not paid yet; left is the
 * rest, below zero where more was approved than there is. */
struct lets_fund_figures {
    struct lets_amount budget;
    struct lets_amount spent;
    struct lets_amount committed;
    struct lets_amount left;
};

/* The same of an account, into *out; false where no charter stands for it. */
LETS_EXPORT bool lets_ledger_fund_figures(const struct lets_ledger *ledger, uint32_t account,
                                          struct lets_fund_figures *out);

/* A proposal as it stood, with its votes. */
struct lets_fund_proposal {
    struct lets_proposal proposal;
    struct lets_approval approval;
    bool is_set;                   /* it is for the charter that stands */
    const struct lets_vote *votes; /* proposal.n_votes of them; borrowed from the state */
};

/* How a fund with a charter stands; texts are borrowed until the ledger is freed. */
struct lets_fund_state {
    struct lets_charter charter;
    struct lets_fund_figures figures;
    struct lets_period month;      /* of the calendar */
    struct lets_amount petty_paid; /* in that month, without a proposal */
    const struct lets_fund_proposal *proposals;
    size_t n_proposals;
};

/* The state of a fund, with the month of that day, into *out (yours, lets_fund_state_free): NULL
 * for an account without a charter. Its proposals are those of the charter's days; those for a
 * charter, the one that it was set by and those behind it. LETS_OUT_OF_MEMORY. */
LETS_EXPORT enum lets_status lets_fund_state_new(const struct lets_ledger *ledger, uint32_t account,
                                                 struct lets_date day, struct lets_fund_state **out,
                                                 struct lets_error *err);
LETS_EXPORT void lets_fund_state_free(struct lets_fund_state *state);

/* The SHA-256 of a charter's canonical entry without `proposal`: what a proposal for it names.
 * LETS_OUT_OF_MEMORY. */
LETS_EXPORT enum lets_status lets_charter_hash(const struct lets_entry *charter, unsigned decimals,
                                               struct lets_hash *out, struct lets_error *err);

/* The longest namespace of a signature, its NUL included. */
#define LETS_NAMESPACE_SIZE 38

/*
 * What an approver signs: the proposal's entry and the vote's, without its signature, into *out
 * (yours, lets_bytes_free); and the namespace of this ledger. `vote` needs number, date, by and
 * answer. LETS_UNKNOWN_PROPOSAL, LETS_BEFORE_SEAL, LETS_OUT_OF_MEMORY.
 */
LETS_EXPORT enum lets_status lets_vote_bytes(const struct lets_ledger *ledger,
                                             const struct lets_entry *vote, char **out,
                                             size_t *size, char name_space[LETS_NAMESPACE_SIZE],
                                             struct lets_error *err);

/* ---------------------------------------------------------------- journals */

struct lets_journal;

enum lets_access {
    LETS_READ,  /* never waits; sees only sealed commits */
    LETS_WRITE, /* takes the lock, waiting as long as allowed */
    LETS_CREATE /* the file must not exist; it is made by the first lets_commit_append */
};

/*
 * Opens a journal; NULL as path reads standard input to its end (LETS_READ only). wait_ms: how long
 * LETS_WRITE may wait for the lock. LETS_NO_SUCH_FILE, LETS_NO_PERMISSION, LETS_NOT_A_JOURNAL (a
 * directory, a device), LETS_LOCKED (says who holds it), LETS_FILE_EXISTS, LETS_INPUT_OUTPUT,
 * LETS_OUT_OF_MEMORY.
 */
LETS_EXPORT enum lets_status lets_journal_open(const char *path, enum lets_access access,
                                               unsigned wait_ms, struct lets_journal **out,
                                               struct lets_error *err);

/* A journal in memory, for reading; the bytes are copied. LETS_OUT_OF_MEMORY. */
LETS_EXPORT enum lets_status lets_journal_parse(const void *bytes, size_t size,
                                                struct lets_journal **out, struct lets_error *err);
LETS_EXPORT void lets_journal_close(struct lets_journal *journal);

/*
 * The hash of the first seal, by which a ledger is known, read before anything is verified; empty
 * where there is none. LETS_INPUT_OUTPUT, LETS_OUT_OF_MEMORY. Read what you know of a ledger (its
 * newest head seen) before you replay: replay takes the size of the file when it begins, so that a
 * head remembered by then is in it.
 */
LETS_EXPORT enum lets_status lets_journal_first_seal(struct lets_journal *journal,
                                                     struct lets_hash *out, struct lets_error *err);

/* Whether what a replay saw is there to stay: false while a writer holds the lock, for its commit
 * may not be on the disk yet, and where the file has become shorter since. A head that was not
 * settled must not be remembered as seen. */
LETS_EXPORT bool lets_journal_is_settled(struct lets_journal *journal);

/* Whether another file stands in the journal's place since it was opened: what is read is not what
 * is there now. */
LETS_EXPORT bool lets_journal_is_replaced(const struct lets_journal *journal);

/* What follows the last good seal (journal.md, Seals). */
enum lets_tail_kind { LETS_TAIL_NOTHING, LETS_TAIL_REMARKS, LETS_TAIL_OPEN, LETS_TAIL_DAMAGE };
struct lets_tail {
    enum lets_tail_kind kind;
    bool is_typed;       /* open, begins with a line `# typed`, and ends in LF */
    bool is_unended;     /* open, and nothing but that LF is missing */
    bool is_torn;        /* open, and ends in a part of a seal: no hand left it so */
    uint64_t near_typed; /* the line of a remark that looks like `# typed`, and is not; 0: none */
    bool has_mark;       /* remarks, with a line `# typed` or one that looks like it */
    uint64_t line;       /* its first line, from 1 */
    uint64_t offset;
    uint64_t size; /* in bytes */
};

/* Called after each entry, seals too, has been applied. A status other than LETS_OK ends the replay
 * with it. The commit that an entry belongs to is known to be whole only when its seal has been
 * shown: print nothing before. */
struct lets_observer {
    void *context;
    enum lets_status (*entry)(void *context, const struct lets_ledger *ledger,
                              const struct lets_entry *entry, const struct lets_place *place,
                              struct lets_error *err);
};

struct lets_replay {
    const struct lets_observer *observers;
    size_t n_observers;
    const char *until_hash; /* stop at the seal that begins with these digits; NULL: do not */
    const struct lets_time *until_time; /* stop at the last seal not after this; NULL: do not */
    const char
        *must_hold; /* 64 digits of a seal that must be there, else LETS_JOURNAL_CUT; or NULL */
    bool is_again;  /* end where the last replay of this journal ended, which must be as it was: the
                       two above count for nothing then. LETS_JOURNAL_REPLACED where it is not */
    bool check_canonical; /* compare each entry with what the writer would write */
    void *refused_context;
    /* Called for a sealed entry that breaks a rule; LETS_OK goes on without it. NULL: the replay
     * fails. */
    enum lets_status (*refused)(void *context, const struct lets_entry *entry,
                                const struct lets_place *place, const struct lets_error *why);
};

/*
 * Replays the journal: every seal verified, every entry applied, commit by commit, in memory that
 * grows with accounts and transfers, never with text. options may be NULL. An open tail is no error
 * and counts for nothing; see lets_journal_tail. LETS_DAMAGED, LETS_NOT_A_JOURNAL,
 * LETS_JOURNAL_CUT, LETS_UNKNOWN_SEAL, LETS_FORMAT_TOO_NEW, every status of a malformed or unlawful
 * entry, LETS_INPUT_OUTPUT, LETS_OUT_OF_MEMORY.
 */
LETS_EXPORT enum lets_status lets_journal_replay(struct lets_journal *journal,
                                                 const struct lets_replay *options,
                                                 struct lets_ledger **out, struct lets_error *err);

/* What the last replay found behind the last good seal. */
LETS_EXPORT const struct lets_tail *lets_journal_tail(const struct lets_journal *journal);

/*
 * Reads one entry back by the offset and the size of the place at which an observer was shown it
 * (or by any other way to know them), without another replay: into *out, borrowed from the journal
 * until the next call. decimals: of the ledger. Only the entry's commit is read, in time that grows
 * with that; the journal may have grown meanwhile. LETS_DAMAGED where no sealed entry of that size
 * begins there, or where the bytes of its commit are not those that its seal covers;
 * LETS_INPUT_OUTPUT, LETS_OUT_OF_MEMORY. No rule is applied: it was, by the replay.
 */
LETS_EXPORT enum lets_status lets_journal_entry(struct lets_journal *journal,
                                                const struct lets_place *place, unsigned decimals,
                                                const struct lets_entry **out,
                                                struct lets_error *err);

/* One seal of a journal, as its bytes say, before any entry is judged. */
struct lets_piece {
    uint64_t seal;           /* its number, from 1 */
    uint64_t first_line;     /* of its commit */
    uint64_t last_line;      /* the line of its sha256 */
    uint64_t end;            /* offset behind that line */
    struct lets_hash hash;   /* as stated */
    struct lets_time sealed; /* as stated; zero where that is malformed */
    bool is_intact;          /* the bytes of the piece give this hash */
};

/* Shows every piece in order, hashing only. A status other than LETS_OK from `piece` ends the scan
 * with it. LETS_INPUT_OUTPUT, LETS_OUT_OF_MEMORY. */
LETS_EXPORT enum lets_status lets_journal_scan(
    struct lets_journal *journal,
    enum lets_status (*piece)(void *context, const struct lets_piece *piece), void *context,
    struct lets_error *err);

/* What lets_journal_recover did. */
enum lets_recovery_kind { LETS_RECOVERED_TAIL, LETS_RECOVERED_DAMAGE, LETS_RECOVERED_EDITOR_MARKS };
struct lets_recovery {
    enum lets_recovery_kind kind;
    uint64_t offset;  /* where the journal ends now (tail, damage) */
    uint64_t size;    /* how many bytes were moved aside, or taken out */
    char saved[4096]; /* the file they were saved in (for editor marks: the journal as it was) */
};

/*
 * Copies what follows the last good seal, byte for byte and synced, to a new file beside the
 * journal (PATH.tail-N), then cuts it off. Damage is cut off only with damaged_too, and only where
 * no later seal matches its own piece. A BOM or CRs added by an editor are taken out where all
 * seals match without them. Open the journal with LETS_WRITE. LETS_NOTHING_TO_RECOVER,
 * LETS_DAMAGED, LETS_DISK_FULL, LETS_INPUT_OUTPUT.
 */
LETS_EXPORT enum lets_status lets_journal_recover(struct lets_journal *journal, bool damaged_too,
                                                  struct lets_recovery *out,
                                                  struct lets_error *err);

/* The same answer or the same refusal, and nothing is done: `saved` stays empty. */
LETS_EXPORT enum lets_status lets_journal_check_recovery(struct lets_journal *journal,
                                                         bool damaged_too,
                                                         struct lets_recovery *out,
                                                         struct lets_error *err);

/* ---------------------------------------------------------------- commits */

struct lets_commit;

/*
 * Begins a commit on a journal open with LETS_WRITE and the ledger that its replay gave (or with
 * LETS_CREATE and a new ledger). Both are borrowed until lets_commit_free. LETS_OPEN_TAIL where one
 * stands in the way, LETS_OUT_OF_MEMORY.
 */
LETS_EXPORT enum lets_status lets_commit_new(struct lets_journal *journal,
                                             struct lets_ledger *ledger, struct lets_commit **out,
                                             struct lets_error *err);
LETS_EXPORT void lets_commit_free(struct lets_commit *commit);

/* Applies an entry (not a seal) and adds it in canonical form. Behind a seal it begins another
 * commit, which is appended together with those before it. Refused, commit and ledger are as
 * before. A commit that is not appended leaves the ledger ahead of the journal: free both. */
LETS_EXPORT enum lets_status lets_commit_add(struct lets_commit *commit,
                                             const struct lets_entry *entry,
                                             struct lets_error *err);

/* How entries typed by hand are taken up. Either function may be NULL. */
struct lets_adoption {
    struct lets_observer observer; /* sees the good ones */
    void *refused_context;
    /* Called for a malformed or unlawful entry; LETS_OK goes on without it, to find more faults:
     * transfers behind it are judged as if their numbers were right. */
    enum lets_status (*refused)(void *context, const struct lets_error *why);
};

/* Instead of lets_commit_add, for entries typed by hand behind the last seal: applies each of them;
 * the commit's bytes will be only the seal. LETS_NOTHING_TO_SEAL, LETS_OPEN_TAIL (not marked
 * `# typed`), any status of a malformed or unlawful entry: of several that of the last one that was
 * found, and then the ledger is good for nothing. */
LETS_EXPORT enum lets_status lets_commit_adopt(struct lets_commit *commit,
                                               const struct lets_adoption *adoption,
                                               struct lets_error *err);

/* The time for a seal by a clock that says now: clocks of two machines differ by a little, so one
 * that stands up to 60 seconds before the last seal seals at that instant. */
LETS_EXPORT struct lets_time lets_seal_time(const struct lets_ledger *ledger, struct lets_time now);

/* Ends the commit: applies a seal at `time` by `clerk` (reason may be empty), then reads its own
 * bytes back and compares. LETS_BAD_DATE (a time that no seal can state), LETS_CLOCK_BEHIND,
 * LETS_DATE_AFTER_SEAL, LETS_CLOSE_DATE, LETS_SEAL_COUNT (no entries). */
LETS_EXPORT enum lets_status lets_commit_seal(struct lets_commit *commit, struct lets_time time,
                                              struct lets_span clerk, struct lets_span reason,
                                              struct lets_error *err);

/* The hash that a seal has behind these entries in canonical form, where nothing else stands
 * between them and the seal before, whose hash is *last; NULL: it is the first. LETS_OUT_OF_MEMORY.
 */
LETS_EXPORT enum lets_status lets_seal_hash(const struct lets_hash *last, struct lets_span entries,
                                            const struct lets_entry *seal, struct lets_hash *out,
                                            struct lets_error *err);

/* The bytes that lets_commit_append writes; before lets_commit_seal, without the seal. Behind a
 * left-over remark `# typed` they begin with a line that ends its power. */
LETS_EXPORT struct lets_span lets_commit_bytes(const struct lets_commit *commit);

/* How many entries were added, to all commits. */
LETS_EXPORT size_t lets_commit_entries(const struct lets_commit *commit);

/*
 * Writes a sealed commit with one write and one data sync. Failed, the file is cut back to what it
 * was, and the commit is not there; where even that fails, the message says what to do.
 * LETS_DISK_FULL, LETS_INPUT_OUTPUT, LETS_JOURNAL_REPLACED, LETS_FILE_EXISTS.
 */
LETS_EXPORT enum lets_status lets_commit_append(struct lets_commit *commit, struct lets_error *err);

/* ---------------------------------------------------------------- views */

/* Balances, earned and spent by the end of a day. */
struct lets_balances;
struct lets_figures {
    struct lets_amount balance;
    struct lets_amount earned;
    struct lets_amount spent;
};

/* A view of figures by the end of `on`; hand its observer to lets_journal_replay.
 * LETS_OUT_OF_MEMORY. */
LETS_EXPORT enum lets_status lets_balances_new(struct lets_date on, struct lets_balances **out,
                                               struct lets_error *err);
LETS_EXPORT void lets_balances_free(struct lets_balances *balances);
LETS_EXPORT struct lets_observer lets_balances_observer(struct lets_balances *balances);

/* The figures of the account of that index; zeros for one not touched by then. */
LETS_EXPORT struct lets_figures lets_balances_find(const struct lets_balances *balances,
                                                   uint32_t index);

/* The transfers that a register shows. */
struct lets_register;
struct lets_register_options {
    struct lets_span account;  /* empty: all; else as people type it */
    struct lets_period period; /* all days: {INT32_MIN}, {INT32_MAX} */
    struct lets_span category; /* empty: all */
};
struct lets_register_row {
    uint32_t number;
    uint32_t payer; /* index of the account */
    uint32_t payee;
    struct lets_date date;
    struct lets_amount amount;
    struct lets_span what_for; /* texts are empty where absent */
    struct lets_span category;
    struct lets_span ref;
    struct lets_span override_reason;
    struct lets_span clerk;
    uint32_t cheque; /* 0: none; of a redemption the voucher */
    uint32_t first;  /* the vouchers that were sold or taken back; 0: none */
    uint32_t last;
    bool has_written;
    struct lets_date written;
    uint32_t reverses; /* 0: none */
    uint32_t corrects; /* 0: none */
    struct lets_time recorded;
    struct lets_amount balance; /* of the account asked for, afterwards, by date; else zero */
};

/* LETS_OUT_OF_MEMORY. */
LETS_EXPORT enum lets_status lets_register_new(const struct lets_register_options *options,
                                               struct lets_register **out, struct lets_error *err);
LETS_EXPORT void lets_register_free(struct lets_register *view);
LETS_EXPORT struct lets_observer lets_register_observer(struct lets_register *view);

/* After the replay: how many rows there are. */
LETS_EXPORT size_t lets_register_size(const struct lets_register *view);

/* Is given a row, borrowed until it returns; a status other than LETS_OK ends the rows with it. */
typedef enum lets_status lets_register_take(void *context, const struct lets_register_row *row,
                                            struct lets_error *err);

/* Shows the rows in order of date, then number, with the running balance; as often as wanted. They
 * are read again in further replays of the same journal, one where dates stand about as the numbers
 * do, so that they are never all in memory: about 12 bytes a row are. LETS_UNKNOWN_ACCOUNT,
 * LETS_JOURNAL_REPLACED, what `take` and lets_journal_replay return. */
LETS_EXPORT enum lets_status lets_register_each(struct lets_register *view,
                                                struct lets_journal *journal,
                                                const struct lets_ledger *ledger,
                                                lets_register_take *take, void *context,
                                                struct lets_error *err);

/*
 * Statements of account for one period: what was brought forward, each transfer dated in it, what
 * is carried forward. All of them are made by one observer in one pass.
 *
 * A closed period is stated as at the seal of the first `close` on or after its last day (a later
 * `reopen` undoes that close): its entries, limits, status, titles and head as they stood then, so
 * that nothing that is recorded later alters a statement. An open period is stated as the books
 * stand at the end of the replay, and is provisional.
 */
struct lets_statements;
struct lets_statements_options {
    struct lets_period period;
    const struct lets_span *accounts; /* ids as people type them */
    size_t n_accounts; /* 0: every account that was open on a day of the period, or has a balance or
                          a transfer in it */
};

/* One transfer, from one account's side. */
struct lets_statement_line {
    uint32_t account; /* index of the account whose line it is */
    uint32_t party;   /* index of the other one */
    uint32_t number;  /* of the transfer */
    struct lets_date date;
    bool has_written;
    struct lets_date written;
    uint32_t cheque;    /* 0: none; of a redemption the voucher */
    bool is_redemption; /* a voucher came in */
    uint32_t first;     /* the vouchers sold or taken back; 0: none */
    uint32_t last;
    uint32_t reverses;          /* 0: it is no reversal */
    uint32_t reversed_by;       /* 0: it stood */
    uint32_t proposal;          /* under which a fund paid; 0: none */
    struct lets_span what_for;  /* empty where absent */
    struct lets_amount earned;  /* of earned and spent one is zero, the other what it adds to the */
    struct lets_amount spent;   /* sum: a reversal takes off, and so is below zero */
    struct lets_amount balance; /* afterwards, by date, then number */
    bool is_levy;               /* it paid a levy by rule, or got it back */
};

/* One account's statement. */
struct lets_statement {
    const struct lets_account *account; /* as it stood; its three figures are of all transfers
                                           recorded by then, whatever their date */
    struct lets_amount brought_forward; /* the balance by the end of the day before the period */
    const struct lets_statement_line *lines; /* by date, then number */
    size_t n_lines;
    struct lets_amount earned; /* in the period */
    struct lets_amount spent;
    struct lets_amount levied;          /* of what was spent, by runs of rules; net of reversals */
    struct lets_amount turnover;        /* earned + spent */
    struct lets_amount carried_forward; /* brought forward + earned - spent */
    struct lets_limit debit_limit;      /* in force, never LETS_LIMIT_DEFAULT */
    struct lets_limit credit_limit;
    bool has_available;                 /* there is a debit limit */
    struct lets_amount available;       /* carried forward + debit limit: what may still be spent */
    bool is_over;                       /* what is carried forward lies beyond a limit */
    const struct lets_fund_state *fund; /* of the month of the period's last day, while it is not
                                           closed of that of the last seal if that is earlier;
                                           NULL: it had no charter */
};

/* All of them, in the order in which the accounts were opened, and what they have in common. */
struct lets_statement_set {
    struct lets_period period;
    bool is_closed;                      /* as at the seal of a close; else provisional */
    const struct lets_summary *summary;  /* as it stood: name, unit, contact, head, last transfer */
    const struct lets_account *accounts; /* as they stood, by index, summary->n_accounts of them */
    const struct lets_statement *statements;
    size_t n_statements;
};

/* The options are copied. LETS_OUT_OF_MEMORY. */
LETS_EXPORT enum lets_status lets_statements_new(const struct lets_statements_options *options,
                                                 struct lets_statements **out,
                                                 struct lets_error *err);
LETS_EXPORT void lets_statements_free(struct lets_statements *view);
LETS_EXPORT struct lets_observer lets_statements_observer(struct lets_statements *view);

/* After the replay, once: the statements into *out, borrowed from the view, and their texts from
 * the ledger. LETS_UNKNOWN_ACCOUNT (one asked for is not there, or was not when the period was
 * closed), LETS_OUT_OF_MEMORY. */
LETS_EXPORT enum lets_status lets_statements_finish(struct lets_statements *view,
                                                    const struct lets_ledger *ledger,
                                                    struct lets_statement_set *out,
                                                    struct lets_error *err);

/* How a report divides its period. */
enum lets_every { LETS_EVERY_MONTH, LETS_EVERY_QUARTER, LETS_EVERY_YEAR };

/* "month", "quarter" or "year". */
LETS_EXPORT const char *lets_every_word(enum lets_every every);
LETS_EXPORT enum lets_status lets_every_parse(struct lets_span word, enum lets_every *out,
                                              struct lets_error *err);

/*
 * How the scheme stands, period by period: lets-report(1) defines each figure. A trade is a
 * transfer between two members that stands: neither a reversal nor reversed. Trades, volume,
 * active and without_trade leave out every transfer with an account that was of purpose `opening`
 * when it was recorded.
 * Everything of an account by the end of a day is by date: its balance, its limits, whether it is
 * open.
 */
struct lets_report;
struct lets_report_options {
    struct lets_period period; /* all days: {INT32_MIN}, {INT32_MAX}; an open side ends with the
                                  opening of the ledger, or with `today` */
    enum lets_every every;
    struct lets_date today;    /* parts of the period that begin later are left out */
    struct lets_span locality; /* empty: all; else only members of it are counted, and transfers of
                                  theirs */
};

/* One month, quarter or year; the first and the last may be cut by the report's period. */
struct lets_report_row {
    struct lets_period period;
    uint32_t trades; /* between members */
    struct lets_amount volume;
    uint32_t central_trades; /* between a central account and any other, and standing as well */
    struct lets_amount central_volume;
    uint32_t active;                       /* members with a trade */
    uint32_t opened;                       /* members who joined */
    uint32_t closed;                       /* members whose account was closed, and stayed so */
    struct lets_amount credit_outstanding; /* members' balances above zero, added up, at the end */
    struct lets_amount largest_credit;     /* the highest of them; 0: none */
    struct lets_amount largest_debit; /* how far the lowest member is below zero, >= 0; 0: none */
    uint32_t over_limit;              /* members beyond a limit at the end */
    uint32_t without_trade;           /* members open at the end who had no trade */
    uint32_t members;                 /* open at the end */
};

/* Trades of the whole period by category; by volume, the largest first. */
struct lets_report_category {
    struct lets_span category; /* empty: none was given */
    uint32_t trades;
    struct lets_amount volume;
};

/* A central account over the whole period. */
struct lets_report_central {
    const struct lets_account *account;
    struct lets_amount in;         /* earned in the period, net of reversals */
    struct lets_amount out;        /* spent */
    struct lets_amount balance;    /* at the end */
    struct lets_limit debit_limit; /* at the end; never LETS_LIMIT_DEFAULT */
    struct lets_limit credit_limit;
    bool is_over;
};

/* The vouchers of a float at the end of the period, by the dates of batches, withdrawals, transfers
 * and reversals. Counts are whole numbers: below zero only where, by those dates, something was
 * used up before it was there. */
struct lets_report_float {
    const struct lets_account *account;
    int64_t printed;  /* and not withdrawn; sold or not */
    int64_t out;      /* sold, neither redeemed nor taken back; returned and stopped too */
    int64_t redeemed; /* for good, as are those taken back */
    int64_t taken_back;
    int64_t expired;          /* of those out: past their last day */
    struct lets_amount value; /* of what is out: its balance */
};

/* A fund: what its charter allows and what became of that, as both stand now, not at the end of the
 * period; of one locality where one was asked for. */
struct lets_report_fund {
    const struct lets_account *account;
    struct lets_span locality;
    struct lets_date begins;
    struct lets_date ends;
    struct lets_fund_figures figures;
    struct lets_amount balance;
};

/* The funds of a locality together; a sum that does not fit stops at LETS_AMOUNT_MAX. */
struct lets_report_locality {
    struct lets_span locality;
    uint32_t funds;
    struct lets_fund_figures figures;
    struct lets_amount balance;
};

/* A member beyond a limit at the end of the period. */
struct lets_report_over {
    const struct lets_account *account;
    struct lets_amount balance;
    bool is_debit;            /* it is the debit limit */
    struct lets_amount limit; /* that one */
    struct lets_date since;   /* the day from which it has been so without a break */
};

/* What a run of a levy raised from the members who are counted, of those runs whose transfers are
 * dated in the period; net of what was reversed by its end. */
struct lets_report_levy {
    struct lets_span rule;
    struct lets_date close;        /* the books that it was run on */
    const struct lets_account *to; /* who got it */
    uint32_t members;              /* who paid */
    struct lets_amount total;
};

/* How many members' balances lie in a range at the end. The ranges are in order and all of one
 * width, but for zero, which has its own: {0, 0}. Above zero: from < balance <= to; below: from <=
 * balance < to. */
struct lets_report_bin {
    struct lets_amount from;
    struct lets_amount to;
    uint32_t members;
};

/* The whole. */
struct lets_report_figures {
    struct lets_period period; /* as cut; first > last where no part of it has begun */
    const struct lets_report_row *rows;
    size_t n_rows;
    const struct lets_report_category *categories;
    size_t n_categories;
    const struct lets_report_central *centrals; /* in the order of their opening */
    size_t n_centrals;
    const struct lets_report_float *floats; /* those of them with vouchers, likewise */
    size_t n_floats;
    const struct lets_report_fund *funds; /* those of them with a charter, likewise */
    size_t n_funds;
    const struct lets_report_locality *localities; /* of those funds, in their order */
    size_t n_localities;
    const struct lets_report_over *over; /* likewise */
    size_t n_over;
    const struct lets_report_bin *bins; /* from the lowest balance to the highest */
    size_t n_bins;
    const struct lets_report_levy *levies; /* in the order of recording */
    size_t n_levies;
};

/* The options are copied. LETS_OUT_OF_MEMORY. */
LETS_EXPORT enum lets_status lets_report_new(const struct lets_report_options *options,
                                             struct lets_report **out, struct lets_error *err);
LETS_EXPORT void lets_report_free(struct lets_report *report);
LETS_EXPORT struct lets_observer lets_report_observer(struct lets_report *report);

/* After the replay, once: the figures into *out, borrowed from the report and the ledger.
 * LETS_OUT_OF_MEMORY. */
LETS_EXPORT enum lets_status lets_report_finish(struct lets_report *report,
                                                const struct lets_ledger *ledger,
                                                struct lets_report_figures *out,
                                                struct lets_error *err);

/*
 * Exceptions: entries that loosened a rule, or stepped past one. The first word names one such
 * kind; then how one and how several of them are called.
 */
#define LETS_EXCEPTIONS(X)                                                                         \
    X(OVERRIDE, "override", "overrides")                                                           \
    X(REVERSAL, "reversal", "reversals")                                                           \
    X(LATE, "transfer recorded late", "transfers recorded late")                                   \
    X(OPENING, "opening balance", "opening balances")                                              \
    X(LIMIT, "limit loosened", "limits loosened")                                                  \
    X(SOFT, "change to soft limits", "changes to soft limits")                                     \
    X(VALIDITY, "longer validity of cheques", "longer validities of cheques")                      \
    X(RESUMED, "suspension lifted", "suspensions lifted")                                          \
    X(REOPENED, "account reopened", "accounts reopened")                                           \
    X(PERIOD, "period reopened", "periods reopened")                                               \
    X(RELEASED, "cheque released", "cheques released")                                             \
    X(ANEW, "book of numbers issued anew", "books of numbers issued anew")                         \
    X(JOINED, "day of joining made earlier", "days of joining made earlier")                       \
    X(PURPOSE, "purpose set to or from opening", "purposes set to or from opening")                \
    X(CENTRAL, "central account opened", "central accounts opened")                                \
    X(RULE, "rule set", "rules set")                                                               \
    X(CHARTER, "charter set or withdrawn", "charters set or withdrawn")                            \
    X(PROPOSAL, "proposal withdrawn", "proposals withdrawn")                                       \
    X(PETTY, "payment of a fund without proposal", "payments of a fund without proposal")          \
    X(PETTY_SUM, "petty payment past the ceiling in all",                                          \
      "petty payments past the ceiling in all")                                                    \
    X(QUORUM, "quorum lowered while a proposal is open",                                           \
      "quorums lowered while a proposal is open")                                                  \
    X(LOOSE, "member with limits looser than the policy",                                          \
      "members with limits looser than the policy")                                                \
    X(CLOCK_BEHIND, "seal that goes back in time", "seals that go back in time")                   \
    X(CLOCK_AHEAD, "seal far ahead of the one before", "seals far ahead of the one before")

enum lets_exception_kind {
#define LETS_EXCEPTION_ENUM(name, one, many) LETS_EXCEPTION_##name,
    LETS_EXCEPTIONS(LETS_EXCEPTION_ENUM)
#undef LETS_EXCEPTION_ENUM
};
enum { LETS_EXCEPTION_COUNT = LETS_EXCEPTION_CLOCK_AHEAD + 1 };

/* How n of a kind are called. */
LETS_EXPORT const char *lets_exception_word(enum lets_exception_kind kind, uint64_t n);

/* Recorded later after its date than so many days, a transfer is one; so is a seal so many days
 * past the one before. */
enum { LETS_LATE_DAYS = 31, LETS_CLOCK_DAYS = 100 };

/* The numbers of so many transfers that an entry let through are kept. */
enum { LETS_LET_THROUGH = 8 };

/* What there is to say of one entry. */
struct lets_exception {
    uint32_t kinds;                     /* a bit, 1 << LETS_EXCEPTION_x, for each */
    uint32_t n_through;                 /* transfers that would have been refused before it */
    uint32_t through[LETS_LET_THROUGH]; /* the first of them */
};
#define lets_exception_is(exception, kind)                                                         \
    (((exception)->kinds & UINT32_C(1) << LETS_EXCEPTION_##kind) != 0)

/*
 * Finds them during a replay. Of a transfer (overrides, reversals, what was recorded late, opening
 * balances: those with an account of purpose `opening`, by override or late; what a fund paid
 * without a proposal, and whether all of that in the days of its charter is past the ceiling of one
 * payment) and of its commit it is known when the seal has been shown, and forgotten with the next
 * entry; of what loosened a rule, to the end.
 */
struct lets_exceptions;

/* LETS_OUT_OF_MEMORY. */
LETS_EXPORT enum lets_status lets_exceptions_new(struct lets_exceptions **out,
                                                 struct lets_error *err);
LETS_EXPORT void lets_exceptions_free(struct lets_exceptions *exceptions);
LETS_EXPORT struct lets_observer lets_exceptions_observer(struct lets_exceptions *exceptions);

/* What there is to say of the entry that begins on that line, into *out; false for nothing. */
LETS_EXPORT bool lets_exceptions_find(const struct lets_exceptions *exceptions, uint64_t line,
                                      struct lets_exception *out);

/* A central account that let nothing through, which every ledger has: it is shown, and not
 * counted. */
LETS_EXPORT bool lets_exception_is_usual(const struct lets_exception *exception);

/* How many there were of each kind, but the usual ones; the line of the first; and how often
 * something was let through. */
struct lets_exceptions_count {
    uint64_t n_entries;
    uint64_t of[LETS_EXCEPTION_COUNT];
    uint64_t n_through;
    uint64_t first_line;
};
LETS_EXPORT struct lets_exceptions_count lets_exceptions_count(
    const struct lets_exceptions *exceptions);

/* The entry of a finding that is about a witness, and not about the journal. */
#define LETS_FINDING_OF_WITNESS "witness"

/* One finding of an audit. */
enum lets_severity { LETS_ERROR, LETS_NOTE };
struct lets_finding {
    const char *name; /* stable: that of a status, or, for notes, not-canonical, cheques-missing and
                         the like */
    enum lets_severity severity;
    uint64_t line;         /* 0: none */
    uint64_t column;       /* 0: none */
    char entry[48];        /* such as "transfer 17", or "witness"; may be empty */
    struct lets_error why; /* message, excerpt, hint */
};

/* One commit behind the point at which two journals part. */
struct lets_witness_commit {
    uint64_t seal; /* its number */
    uint64_t line; /* of its hash */
    struct lets_time sealed;
    struct lets_hash hash;
    uint32_t last_transfer; /* 0 where it cannot be told */
};

/* At most so many commits of each side are listed. */
#define LETS_WITNESS_COMMITS 100

/* What a witness was answered. */
struct lets_witness {
    char name[256]; /* the digits, or the file, as given */
    bool is_weak;   /* fewer than 32 digits: no proof */
    bool is_held;   /* it is part of this journal's history (for a file: they do not part) */
    bool is_file;
    uint64_t near_seal;      /* not held: the seal that has all its digits but one; 0: none */
    uint32_t near_digit;     /* which one, from 1 */
    bool is_longer;          /* a file: this journal is a part of it */
    uint64_t seal;           /* the seal that was named; for files the last one in common */
    struct lets_time sealed; /* of that seal, where seal > 0 */
    uint32_t last_transfer;  /* at that seal */
    uint64_t n_here;         /* files: commits of this journal after it */
    uint64_t n_there;        /* files: commits of the other after it */
    const struct lets_witness_commit
        *since_here; /* files: the first of these, n_since_here of them */
    size_t n_since_here;
    const struct lets_witness_commit *since_there;
    size_t n_since_there;
};

struct lets_audit;
struct lets_audit_options {
    const char *const *witness_hashes; /* hexadecimal digits, blanks ignored */
    size_t n_witness_hashes;
    struct lets_journal *const *witness_files;
    const char *const *witness_names;
    size_t n_witness_files;
    const char *must_hold; /* as in struct lets_replay */
    bool has_today;
    struct lets_date today; /* by which charters ended; else the day of the last seal */
};
struct lets_audit_report {
    bool is_ok; /* no finding is an error */
    uint64_t n_entries;
    uint64_t n_seals;
    uint64_t n_bytes;
    uint64_t n_closes;   /* recomputed */
    uint64_t n_runs;     /* of rules, recomputed */
    uint64_t n_funds;    /* accounts that have or had a charter, recomputed */
    uint64_t n_spelled;  /* entries not in canonical form */
    uint64_t sound_seal; /* up to this seal all is sound */
    uint64_t sound_line;
    struct lets_time sound_time;
    const struct lets_finding *findings;
    size_t n_findings;
    uint64_t n_findings_left_out; /* beyond the thousand that are kept */
    const struct lets_witness *witnesses;
    size_t n_witnesses;
    const struct lets_ledger *ledger; /* as far as it was sound; borrowed, never NULL */
};

/* Checks everything (commands.md, "What audit checks") and finds all there is in one run. Findings
 * are no failure: only LETS_INPUT_OUTPUT and LETS_OUT_OF_MEMORY are, and witnesses that cannot be
 * read. */
LETS_EXPORT enum lets_status lets_audit_new(struct lets_journal *journal,
                                            const struct lets_audit_options *options,
                                            struct lets_audit **out, struct lets_error *err);
LETS_EXPORT void lets_audit_free(struct lets_audit *audit);
LETS_EXPORT const struct lets_audit_report *lets_audit_report(const struct lets_audit *audit);

/* ---------------------------------------------------------------- the directory */

/* Personal data, kept beside the journal and never sealed: they can be corrected and erased. */
struct lets_directory;

enum lets_delivery {
    LETS_DELIVERY_UNSET,
    LETS_DELIVERY_PAPER,
    LETS_DELIVERY_EMAIL,
    LETS_DELIVERY_NONE
};

/* "", "paper", "email" or "none". */
LETS_EXPORT const char *lets_delivery_word(enum lets_delivery delivery);
LETS_EXPORT enum lets_status lets_delivery_parse(struct lets_span word, enum lets_delivery *out,
                                                 struct lets_error *err);

struct lets_person {
    struct lets_span member; /* the account's id */
    struct lets_span name;   /* never empty in the file */
    struct lets_span email;  /* the others may be empty */
    struct lets_span phone;
    struct lets_span address;
    enum lets_delivery delivery;
};

/* Whether both are the same in everything. */
LETS_EXPORT bool lets_person_equal(const struct lets_person *a, const struct lets_person *b);

/* Reads a directory file; one that does not exist is empty. LETS_BAD_DIRECTORY with its place,
 * LETS_NO_PERMISSION, LETS_INPUT_OUTPUT, LETS_OUT_OF_MEMORY. */
LETS_EXPORT enum lets_status lets_directory_load(const char *path, struct lets_directory **out,
                                                 struct lets_error *err);

/* The same from bytes. */
LETS_EXPORT enum lets_status lets_directory_parse(const void *bytes, size_t size,
                                                  struct lets_directory **out,
                                                  struct lets_error *err);
LETS_EXPORT void lets_directory_free(struct lets_directory *directory);

LETS_EXPORT size_t lets_directory_size(const struct lets_directory *directory);
LETS_EXPORT const struct lets_person *lets_directory_person(const struct lets_directory *directory,
                                                            size_t i);

/* The person of an account's id, without regard to case and leading zeros; NULL for none. */
LETS_EXPORT const struct lets_person *lets_directory_find(const struct lets_directory *directory,
                                                          struct lets_span member);

/* Adds a person, or replaces the one of that member. LETS_BAD_TEXT, LETS_BAD_ID, LETS_EMPTY_VALUE
 * (no name), LETS_OUT_OF_MEMORY. */
LETS_EXPORT enum lets_status lets_directory_put(struct lets_directory *directory,
                                                const struct lets_person *person,
                                                struct lets_error *err);

/* Takes a person out; false where there was none. */
LETS_EXPORT bool lets_directory_erase(struct lets_directory *directory, struct lets_span member);

/* The directory as the bytes that saving writes, borrowed until the directory changes.
 * LETS_OUT_OF_MEMORY. */
LETS_EXPORT enum lets_status lets_directory_bytes(struct lets_directory *directory,
                                                  struct lets_span *out, struct lets_error *err);

/* Writes the whole file anew, synced and atomically, with mode 0600 where it is new and its own
 * mode else. LETS_NO_PERMISSION, LETS_DISK_FULL, LETS_INPUT_OUTPUT. */
LETS_EXPORT enum lets_status lets_directory_save(struct lets_directory *directory, const char *path,
                                                 struct lets_error *err);

/* ---------------------------------------------------------------- CSV in */

/*
 * Reads the tables that people bring: RFC 4180 with quoted newlines, a BOM, lines ended by LF, CRLF
 * or CR, and ',', ';' or a tab as separator, detected by the header row. Rows stream: memory does
 * not grow with the file. An apostrophe before = + - @ or a tab, by which lets' own CSV keeps
 * spreadsheets from running a cell, is taken off.
 */
struct lets_csv;

/* The bounds of a cell, in bytes, and of a row, in cells. */
#define LETS_CSV_CELL_MAX 65536
#define LETS_CSV_CELLS_MAX 1000

/* A column that the caller wants. Names are compared without regard to case and blanks around. */
struct lets_csv_column {
    const char *name;
    const char *synonym; /* another name that it may have, or NULL */
    bool is_required;
};

/* A row, until the next is read. A row without any content is passed over and not counted. */
struct lets_csv_row {
    uint64_t row;                  /* its number, from 1, the header not counted */
    uint64_t line;                 /* of the file, from 1, on which it begins */
    const struct lets_span *cells; /* of the columns wanted, in their order; empty where absent */
    const struct lets_span *all;   /* n_all of them, as they stand in the file; without a fault
                                      those that the header names */
    size_t n_all;
    const struct lets_error *fault; /* NULL, or why the cells are not to be trusted: there are more,
                                       empty ones counted, or fewer than the header has, or one is
                                       not UTF-8 or holds a NUL (LETS_BAD_CSV) */
};

/* Opens a file, or standard input where path is NULL, and reads its header row. LETS_BAD_CSV with
 * its line, LETS_NO_SUCH_FILE, LETS_NO_PERMISSION, LETS_INPUT_OUTPUT, LETS_OUT_OF_MEMORY. */
LETS_EXPORT enum lets_status lets_csv_open(const char *path, struct lets_csv **out,
                                           struct lets_error *err);

/* The same from bytes, which are borrowed until lets_csv_free. */
LETS_EXPORT enum lets_status lets_csv_parse(const void *bytes, size_t size, struct lets_csv **out,
                                            struct lets_error *err);
LETS_EXPORT void lets_csv_free(struct lets_csv *csv);

/* What separates the cells: ',', ';' or a tab. */
LETS_EXPORT char lets_csv_separator(const struct lets_csv *csv);

/* The header row, borrowed; *n says how many. */
LETS_EXPORT const struct lets_span *lets_csv_header(const struct lets_csv *csv, size_t *n);

/*
 * Says which columns are wanted, to be called once, before the first row; `columns` are borrowed
 * until lets_csv_free. takes_others: columns that are not among them are passed over, else they are
 * LETS_UNKNOWN_COLUMN. LETS_MISSING_COLUMN for a required one, LETS_BAD_CSV for one that stands
 * there twice, LETS_OUT_OF_MEMORY.
 */
LETS_EXPORT enum lets_status lets_csv_match(struct lets_csv *csv,
                                            const struct lets_csv_column *columns, size_t n_columns,
                                            bool takes_others, struct lets_error *err);

/* Whether the file has the wanted column of that index. */
LETS_EXPORT bool lets_csv_has(const struct lets_csv *csv, size_t column);

/* The next row into *row, borrowed until the next call; NULL behind the last. LETS_BAD_CSV with the
 * line: a quote out of place or never closed, a cell or row too large; then no row can follow.
 * LETS_INPUT_OUTPUT, LETS_OUT_OF_MEMORY. */
LETS_EXPORT enum lets_status lets_csv_next(struct lets_csv *csv, const struct lets_csv_row **row,
                                           struct lets_error *err);

/* ---------------------------------------------------------------- exports */

/* Programs of plain-text accounting that read what an exporter writes. */
enum lets_program { LETS_PROGRAM_LEDGER, LETS_PROGRAM_HLEDGER, LETS_PROGRAM_BEANCOUNT };

/* Where bytes go, in the order given. A status other than LETS_OK ends the work with it. */
struct lets_sink {
    void *context;
    enum lets_status (*write)(void *context, struct lets_span bytes, struct lets_error *err);
};

/*
 * The whole journal for another program: every account, every transfer by date, then number; every
 * close that stands, and the end of the books, as assertions of every account's balance; and that
 * all of them add up to zero. What members wrote stands in it so that it changes nothing of what
 * the program computes: characters that mean something there are replaced.
 */
struct lets_exporter;

/* Hand its observer to lets_journal_replay. LETS_OUT_OF_MEMORY. */
LETS_EXPORT enum lets_status lets_exporter_new(struct lets_exporter **out, struct lets_error *err);
LETS_EXPORT void lets_exporter_free(struct lets_exporter *exporter);
LETS_EXPORT struct lets_observer lets_exporter_observer(struct lets_exporter *exporter);

/* After the replay, which is made again to read the transfers in their order. names: the directory
 * whose names are written beside the ids; NULL: ids only. LETS_OUT_OF_MEMORY, what the sink says,
 * and what lets_register_each returns. */
LETS_EXPORT enum lets_status lets_exporter_write(
    struct lets_exporter *exporter, enum lets_program program, struct lets_journal *journal,
    const struct lets_ledger *ledger, const struct lets_directory *names,
    const struct lets_sink *sink, struct lets_error *err);

/* ---------------------------------------------------------------- files */

/* Writes a file whole or not at all: to a new file beside it, synced, then renamed. An existing
 * file keeps its group, its mode and its access control list, as far as the system allows; a new
 * one gets `mode`, less the umask. A symbolic link is followed. LETS_NO_PERMISSION, LETS_DISK_FULL,
 * LETS_INPUT_OUTPUT. */
LETS_EXPORT enum lets_status lets_file_replace(const char *path, struct lets_span bytes,
                                               unsigned mode, struct lets_error *err);

/* What an existing file could not keep. Nobody can do more with it for that. */
enum lets_file_loss {
    LETS_FILE_GROUP_LOST = 1, /* it has another, which may do nothing with it */
    LETS_FILE_MODE_LOST = 2,  /* it has that which the file system gives */
    LETS_FILE_LIST_LOST = 4,  /* the access control list: its owner alone has rights, and others */
    LETS_FILE_OWNER_LOST = 8  /* it has another, and the old one may do less with it */
};

/* The same, and into *lost what was not kept, bits of enum lets_file_loss. */
LETS_EXPORT enum lets_status lets_file_replace_noting(const char *path, struct lets_span bytes,
                                                      unsigned mode, unsigned *lost,
                                                      struct lets_error *err);

/* Whether that could begin: what stands there is a file or nothing, in a folder where files can be
 * made. Nothing is changed. LETS_NO_SUCH_FILE, LETS_NO_PERMISSION. */
LETS_EXPORT enum lets_status lets_file_check_replace(const char *path, struct lets_error *err);

/* Reads a whole file of at most max_bytes into *out (yours, lets_bytes_free). LETS_NO_SUCH_FILE, ..
 */
LETS_EXPORT enum lets_status lets_file_load(const char *path, size_t max_bytes, char **out,
                                            size_t *size, struct lets_error *err);
LETS_EXPORT void lets_bytes_free(char *bytes);

#ifdef __cplusplus
}
#endif

#endif
