/* SPDX-License-Identifier: MIT */
#ifndef COMMANDS_H
#define COMMANDS_H

/* The commands: each is defined, beside its code, in the file of its name. */

#include "line/command.h"

extern const struct command cmd_init;
extern const struct command cmd_set_policy;
extern const struct command cmd_add_member;
extern const struct command cmd_add_central;
extern const struct command cmd_change_account;
extern const struct command cmd_forget_member;
extern const struct command cmd_close_account;
extern const struct command cmd_reopen_account;
extern const struct command cmd_members;
extern const struct command cmd_transfer;
extern const struct command cmd_reverse;
extern const struct command cmd_correct;
extern const struct command cmd_issue_cheques;
extern const struct command cmd_withdraw_cheques;
extern const struct command cmd_record_cheques;
extern const struct command cmd_return_cheque;
extern const struct command cmd_stop_cheque;
extern const struct command cmd_release_cheque;
extern const struct command cmd_cheques;
extern const struct command cmd_print_cheques;
extern const struct command cmd_issue_vouchers;
extern const struct command cmd_sell_vouchers;
extern const struct command cmd_take_back_vouchers;
extern const struct command cmd_vouchers;
extern const struct command cmd_print_vouchers;
extern const struct command cmd_print_trading_sheet;
extern const struct command cmd_set_charter;
extern const struct command cmd_withdraw_charter;
extern const struct command cmd_propose;
extern const struct command cmd_withdraw_proposal;
extern const struct command cmd_vote;
extern const struct command cmd_proposals;
extern const struct command cmd_set_rule;
extern const struct command cmd_withdraw_rule;
extern const struct command cmd_rules;
extern const struct command cmd_run;
extern const struct command cmd_levy;
extern const struct command cmd_balance;
extern const struct command cmd_register;
extern const struct command cmd_log;
extern const struct command cmd_statement;
extern const struct command cmd_report;
extern const struct command cmd_audit;
extern const struct command cmd_export;
extern const struct command cmd_import;
extern const struct command cmd_close_period;
extern const struct command cmd_reopen_period;
extern const struct command cmd_seal;
extern const struct command cmd_recover;
extern const struct command cmd_help;

#endif
