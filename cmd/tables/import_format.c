/* SPDX-License-Identifier: MIT */
/*
 * Known formats. A row says by the options of the command line how a table is read; so nothing can
 * be read that could not be told by hand. Read in the exporting programs' sources; columns that not
 * every version has are marked by '?'.
 */

#include "tables/import_format.h"

#include <assert.h>
#include <string.h>

#include "base/fold.h"
#include "output/list.h"

struct format_option {
    const char *name;
    const char *value;
};

enum { FORMAT_OPTIONS_MAX = 6 };

struct import_format {
    const char *name;
    unsigned tables;
    const char *marks; /* columns by which it is known */
    struct format_option options[FORMAT_OPTIONS_MAX];
    const char *needs; /* what is to be said by hand, or is lost; NULL: nothing */
};

#define ACCOUNTS (IMPORT_MEMBERS | IMPORT_OPENING | IMPORT_CHECK)
#define KOMUNITIN_STATES                                                                           \
    "committed,new=skip,pending=skip,accepted=skip,rejected=skip,submitted=skip,failed=skip,"      \
    "deleted=skip"
#define DRUPAL_STATES "1,done,finished,cleared,0=skip,-1=skip,undone=skip,pending=skip,erased=skip"
#define TIMEOVERFLOW(language, date, from, to, what, quantity)                                     \
    {                                                                                              \
        .name = "TimeOverflow's transfers" language, .tables = IMPORT_TRANSFERS,                   \
        .marks = date "," from "," to "," what "," quantity,                                       \
        .options = {{"map",                                                                        \
                     "date=" date ",from=" from ",to=" to ",for=" what ",amount=" quantity},       \
                    {"hours", NULL},                                                               \
                    {"entities", NULL}},                                                           \
        .needs = "--ref-prefix; --external or --party for the organisation and the inactive",      \
    }

static const struct import_format formats[] = {
    {
        .name = "Komunitin's transfers",
        .tables = IMPORT_TRANSFERS,
        .marks = "id,updated,state,amount,payer.code,payee.code",
        .options = {{"map", "date=updated,from=payer.code,to=payee.code,amount=amount,"
                            "for=description,ref=id,state=state"},
                    {"states", KOMUNITIN_STATES}},
        .needs = "--external for codes of other networks",
    },
    {
        .name = "Komunitin's accounts",
        .tables = ACCOUNTS,
        .marks = "code,creditLimit,maximumBalance",
        .options = {{"map", "account=code,joined=created,status=status,debit_limit=creditLimit,"
                            "credit_limit=maximumBalance,balance=balance"},
                    {"no-limit", ""},
                    {"states", "active,disabled=suspended,suspended=suspended,deleted=closed"}},
        .needs = "names and e-mails are not in it",
    },
    {
        .name = "Komunitin's import",
        .tables = IMPORT_TRANSFERS,
        .marks = "Source,Destination,Amount",
        .options = {{"map", "from=Source,to=Destination,amount=Amount,?for=Description"}},
        .needs = "--date and --ref-prefix",
    },
    TIMEOVERFLOW("", "Date", "From", "To", "Post", "Quantity"),
    TIMEOVERFLOW(" in Spanish", "Fecha", "Origen", "Destino", "Anuncio", "Cantidad"),
    TIMEOVERFLOW(" in Catalan", "Data", "Origen", "Dest\u00ed", "Anunci", "Quantitat"),
    {
        .name = "TimeOverflow's members",
        .tables = ACCOUNTS,
        .marks = "N,Name,Email,Phone,Balance",
        .options = {{"map", "account=N,name=Name,email=Email,?phone=Phone+Alternative Phone,"
                            "?joined=Created,balance=Balance"},
                    {"seconds", NULL},
                    {"entities", NULL}},
    },
    {
        .name = "Cyclos's account",
        .tables = IMPORT_TRANSFERS,
        .marks = "Date,Transaction type,Amount,From / to,From / to - Full name",
        .options = {{"map", "date=Date,other=From / to,amount=Amount,for=Description,"
                            "ref=Transaction number"},
                    {"dates", "dmy"},
                    {"decimal-mark", ","}},
        .needs = "--account ID: whose lines these are",
    },
    {
        .name = "Cyclos's report of transactions",
        .tables = IMPORT_TRANSFERS,
        .marks = "Member login,Full name,Transaction type,Date,Amount,From / to",
        .options = {{"map", "account=Member login,other=From / to#1,date=Date,amount=Amount,"
                            "for=Description,ref=Transaction number"},
                    {"dates", "dmy"},
                    {"decimal-mark", ","}},
        .needs = "--external or --party for system accounts",
    },
    {
        .name = "Cyclos's members",
        .tables = ACCOUNTS,
        .marks = "Id,Member login,Full name,E-Mail",
        .options = {{"map", "account=Member login,name=Full name,email=E-Mail,?balance=Balance"},
                    {"decimal-mark", ","}},
    },
    {
        .name = "Drupal mutual_credit 8's index",
        .tables = IMPORT_TRANSFERS,
        .marks = "xid,wallet_id,partner_id,state,diff,curr_id",
        .options = {{"map", "date=created,account=wallet_id,other=partner_id,amount=diff,ref=xid,"
                            "state=state,currency=curr_id"},
                    {"divide", "100"},
                    {"states", DRUPAL_STATES}},
        .needs = "--only curr_id=.. where there are several currencies; what it was for is not in "
                 "it",
    },
    {
        .name = "Drupal mutual_credit 8's view",
        .tables = IMPORT_TRANSFERS,
        .marks = "Serial,Payer,Payee,Worth,Created,State",
        .options = {{"map", "date=Created,from=Payer,to=Payee,amount=Worth,for=Description,"
                            "state=State"},
                    {"dates", "mdy"},
                    {"states", DRUPAL_STATES}},
        .needs = "--ref-prefix: Serial may number several; --party for wallets",
    },
    {
        .name = "Drupal mutual_credit 6 or 7's transactions",
        .tables = IMPORT_TRANSFERS,
        .marks = "xid,payer,payee,state,created",
        .options = {{"map", "date=created,from=payer,to=payee,amount=quantity,?for=description,"
                            "ref=xid,state=state,?currency=currcode"},
                    {"states", DRUPAL_STATES}},
        .needs = "--only currcode=.. where there are several currencies",
    },
    {
        .name = "Drupal mutual_credit 7's import form",
        .tables = IMPORT_TRANSFERS,
        .marks = "payer,payee,quantity,created,state",
        .options = {{"map", "date=created,from=payer,to=payee,amount=quantity,for=description,"
                            "state=state,?currency=currcode"},
                    {"states", DRUPAL_STATES}},
        .needs = "--ref-prefix",
    },
    {
        .name = "Drupal's users",
        .tables = ACCOUNTS,
        .marks = "uid,name,mail",
        .options = {{"map", "account=uid,name=name,email=mail,?joined=created,?status=status,"
                            "?balance=balance"},
                    {"states", "1,0=suspended"}},
    },
    {
        .name = "CES's trades",
        .tables = IMPORT_TRANSFERS,
        .marks = "seller,buyer,seller_amount,buyer_amount,seller_levy,buyer_levy,date_entered",
        .options = {{"map", "date=date_entered,from=buyer,to=seller,from-amount=buyer_amount,"
                            "to-amount=seller_amount,from-levy=buyer_levy,to-levy=seller_levy,"
                            "for=description"}},
        .needs = "--ref-prefix and --levy; --external for other exchanges",
    },
    {
        .name = "CES's users",
        .tables = ACCOUNTS,
        .marks = "UID,Firstname,Surname,CredLimit,DebLimit,Closed",
        .options = {{"map", "account=UID,name=Firstname+Surname,email=Email,phone=PhoneH+PhoneM,"
                            "address=Address1+Address2+Address3+Postcode,locality=SubArea,"
                            "joined=Created,debit_limit=DebLimit,credit_limit=CredLimit,"
                            "status=Closed,?balance=Balance"},
                    {"no-limit", "0"},
                    {"states", "0,1=closed"}},
    },
    {
        .name = "Local Exchange UK's trades",
        .tables = IMPORT_TRANSFERS,
        .marks = "trade_id,trade_date,member_id_from,member_id_to,amount",
        .options = {{"map", "date=trade_date,from=member_id_from,to=member_id_to,amount=amount,"
                            "category=category,for=description,ref=trade_id,state=status"},
                    {"negative", "swap"},
                    {"states", "V,R"}},
        .needs = "a reversed trade (R) counts: its reversal is a row of its own",
    },
    {
        .name = "Local Exchange UK's members",
        .tables = ACCOUNTS,
        .marks = "member_id,status,join_date,balance",
        .options = {{"map", "account=member_id,joined=join_date,status=status,balance=balance"},
                    {"states", "A,I=closed,X=suspended,L=suspended"}},
        .needs = "names and e-mails are in its table of persons",
    },
    {
        .name = "eLAND's transactions",
        .tables = IMPORT_TRANSFERS,
        .marks = "id,amount,description,id_from,id_to,transid,created_at",
        .options = {{"map", "date=created_at,from=id_from,to=id_to,amount=amount,for=description,"
                            "ref=id"}},
        .needs = "--ids users.csv:id=letscode",
    },
    {
        .name = "eLAND's or eLAS's users",
        .tables = ACCOUNTS,
        .marks = "letscode,fullname,minlimit,maxlimit",
        .options = {{"map", "account=letscode,name=fullname,debit_limit=minlimit,"
                            "credit_limit=maxlimit,?balance=saldo"}},
        .needs = "its status is a number: --map status=status --states 1,2,..",
    },
    {
        .name = "eLAS's transactions",
        .tables = IMPORT_TRANSFERS,
        .marks = "Datum,Van,Aan,Bedrag,Dienst",
        .options = {{"map", "date=Datum,from=Van,to=Aan,amount=Bedrag,for=Dienst"},
                    {"entities", NULL}},
        .needs = "--ref-prefix",
    },
};
enum { N_FORMATS = sizeof formats / sizeof formats[0] };

/* ---------------------------------------------------------------- finding */

/* The next item of a list, up to a comma. */
static bool next_item(struct lets_span *rest, struct lets_span *item)
{
    if (rest->size == 0) {
        return false;
    }
    const char *comma = memchr(rest->bytes, ',', rest->size);
    size_t size = comma == NULL ? rest->size : (size_t)(comma - rest->bytes);
    *item = (struct lets_span){rest->bytes, size};
    size += comma == NULL ? 0 : 1;
    rest->bytes += size;
    rest->size -= size;
    return true;
}

static bool has_column(const struct lets_span *header, size_t n, struct lets_span name)
{
    for (size_t i = 0; i < n; i++) {
        if (span_same(header[i], name)) {
            return true;
        }
    }
    return false;
}

static bool has_marks(const struct import_format *format, const struct lets_span *header, size_t n)
{
    struct lets_span rest = lets_span_of(format->marks);
    struct lets_span mark;

    while (next_item(&rest, &mark)) {
        if (!has_column(header, n, mark)) {
            return false;
        }
    }
    return true;
}

const struct import_format *import_format_find(enum import_table_kind kind,
                                               const struct lets_span *header, size_t n)
{
    for (size_t i = 0; i < N_FORMATS; i++) {
        if ((formats[i].tables & kind) != 0 && has_marks(&formats[i], header, n)) {
            return &formats[i];
        }
    }
    return NULL;
}

const char *import_format_name(const struct import_format *format)
{
    return format->name;
}

void import_format_apply(const struct import_format *format, struct import_reading *reading)
{
    import_reading_begin(reading);
    for (size_t i = 0; i < FORMAT_OPTIONS_MAX && format->options[i].name != NULL; i++) {
        enum lets_status status = import_reading_take(reading, format->options[i].name,
                                                      format->options[i].value, true, NULL);
        assert(status == LETS_OK);
    }
    for (size_t i = 0; i < reading->n_maps; i++) {
        reading->maps[i].is_of_format = true;
    }
    reading->has_states = false; /* another word is an error here, and not left out */
}

/* ---------------------------------------------------------------- the list */

enum { FORMAT, TABLES, COLUMN, BECOMES, N_COLUMNS };
static const struct column columns[N_COLUMNS] = {
    [FORMAT] = {"format", "format", COLUMN_TEXT, COLUMN_WHOLE},
    [TABLES] = {"tables", "tables", COLUMN_TEXT, COLUMN_WHOLE},
    [COLUMN] = {"column", "column", COLUMN_TEXT, COLUMN_WHOLE},
    [BECOMES] = {"becomes", "becomes", COLUMN_TEXT, COLUMN_WRAPPED},
};

static void list_one(struct list *list, const struct import_format *format, struct lets_span column,
                     struct lets_span becomes)
{
    list_row(list);
    list_string(list, FORMAT, format->name);
    list_string(list, TABLES,
                format->tables == IMPORT_TRANSFERS ? "transfers" : "members, opening, check");
    list_text(list, COLUMN, column);
    list_text(list, BECOMES, becomes);
}

/* The columns of a --map, each with its key. */
static void list_map(struct list *list, const struct import_format *format, const char *value)
{
    struct lets_span rest = lets_span_of(value);
    struct lets_span pair;

    while (next_item(&rest, &pair)) {
        const char *equal = memchr(pair.bytes, '=', pair.size);
        size_t size = (size_t)(equal - pair.bytes);
        bool is_optional = pair.bytes[0] == '?';
        list_one(list, format, (struct lets_span){equal + 1, pair.size - size - 1},
                 (struct lets_span){pair.bytes + is_optional, size - is_optional});
    }
}

static void add_option(struct buffer *out, const struct format_option *option)
{
    if (strcmp(option->name, "seconds") == 0) {
        buffer_add_string(out, "--divide 60 in a ledger of minutes, 3600 in one of hours");
        return;
    }
    buffer_format(out, "--%s", option->name);
    if (option->value != NULL) {
        buffer_format(out, option->value[0] == '\0' ? " ''" : " %s", option->value);
    }
}

void import_format_list(struct output *output)
{
    struct list *list = list_begin(output, NULL, "formats", columns, N_COLUMNS, NULL);

    for (size_t i = 0; i < N_FORMATS; i++) {
        const struct import_format *format = &formats[i];
        for (size_t k = 0; k < FORMAT_OPTIONS_MAX && format->options[k].name != NULL; k++) {
            const struct format_option *option = &format->options[k];
            struct buffer text = {0};
            if (strcmp(option->name, "map") == 0) {
                list_map(list, format, option->value);
                continue;
            }
            add_option(&text, option);
            list_one(list, format, (struct lets_span){0}, buffer_span(&text));
            buffer_release(&text);
        }
        if (format->needs != NULL) {
            struct buffer text = {0};
            buffer_format(&text, "by hand: %s", format->needs);
            list_one(list, format, (struct lets_span){0}, buffer_span(&text));
            buffer_release(&text);
        }
    }
    list_end(list);
}
