/* SPDX-License-Identifier: MIT */
#ifndef FUND_MODEL_H
#define FUND_MODEL_H

/*
 * Funds as journal.md, "Funds", describes them, and nothing of the library but the names of its
 * statuses: everything that was taken in is kept in order, and each question is answered by going
 * over all of it.
 */

#include <lets.h>

/* The accounts of fund_base that take part: two funds, two other central accounts, five members. */
enum {
    MODEL_HALL,
    MODEL_SHED,
    MODEL_CHEST,
    MODEL_DESK,
    MODEL_A,
    MODEL_B,
    MODEL_C,
    MODEL_D,
    MODEL_E,
    MODEL_ACCOUNTS
};
enum { MODEL_FUNDS = MODEL_CHEST, MODEL_NOBODY = -1, MODEL_MOST = 512, MODEL_TEXT = 1000 };
extern const char *const model_names[MODEL_ACCOUNTS];

struct model_charter {
    bool is_there;
    int begins; /* days of 2026 are 100 * month + day */
    int ends;
    int budget; /* in minor units */
    int ceiling;
    int petty;
    unsigned quorum;
    int residue_to;
    unsigned n_approvers;
    struct {
        int who;
        char key; /* its seed; 0: none */
    } approvers[MODEL_ACCOUNTS];
    unsigned entry; /* the number of the act that set it */
};

enum model_kind {
    MODEL_SET,
    MODEL_END, /* withdraws a charter */
    MODEL_PROPOSE,
    MODEL_PROPOSE_CHARTER,
    MODEL_DROP, /* withdraws a proposal */
    MODEL_VOTE,
    MODEL_PAY,
    MODEL_STATUS
};

/* Something that is tried: the members that its kind has. */
struct model_act {
    enum model_kind kind;
    int date;
    int fund;
    struct model_charter charter;
    char body[MODEL_TEXT]; /* a charter's entry, or the one that is proposed, without `proposal` */
    unsigned proposal;     /* 0: none */
    int payer;
    int payee; /* MODEL_NOBODY: a proposal names none */
    int amount;
    unsigned reverses; /* 0: none */
    unsigned corrects;
    bool has_override;
    int by;
    int answer;
    char seed;     /* who signs; 0: nobody */
    bool is_wrong; /* what is signed is not this */
    int status;
};

struct model_proposal {
    struct model_act act;
    unsigned entry;
    bool is_withdrawn;
};

struct model_transfer {
    struct model_act act;
    bool is_free;
    unsigned reversed_by;
};

struct model {
    int balances[MODEL_ACCOUNTS];
    int status[MODEL_ACCOUNTS];
    struct model_charter charters[MODEL_FUNDS];
    struct model_proposal proposals[MODEL_MOST + 1]; /* from 1 */
    unsigned n_proposals;
    struct model_act votes[MODEL_MOST];
    unsigned n_votes;
    struct model_transfer transfers[MODEL_MOST + 1]; /* from 1 */
    unsigned n_transfers;
    unsigned n_entries;
};

/* The state that fund_base leaves. */
void model_begin(struct model *model);

/* The status that an act must have, LETS_OK where it is lawful; and takes in one that is. */
enum lets_status model_judge(const struct model *model, const struct model_act *act);
void model_take(struct model *model, const struct model_act *act);

/* Answers. */
int model_spent(const struct model *model, int fund);
int model_petty(const struct model *model, int fund, int month);
int model_paid(const struct model *model, unsigned proposal);
unsigned model_approvals(const struct model *model, unsigned proposal, int payee);

/* A proposal, after `after`, under which an account may be paid by that fund as much as *left; 0:
 * there is none. */
unsigned model_find_approved(const struct model *model, unsigned after, int fund, int payee,
                             int *left);

#endif
