/* SPDX-License-Identifier: MIT */
/* The commands that the program has: what is not listed here is none. */

#include "command_table.h"

#include <stddef.h>

#include "commands/commands.h"

/* A command a line. */
/* clang-format off */
const struct command *const command_table[] = {
    &cmd_init,
    &cmd_set_policy,
    &cmd_add_member,
    &cmd_add_central,
    &cmd_change_account,
    &cmd_forget_member,
    &cmd_close_account,
    &cmd_reopen_account,
    &cmd_members,
    &cmd_transfer,
    &cmd_reverse,
    &cmd_correct,
    &cmd_issue_cheques,
    &cmd_withdraw_cheques,
    &cmd_record_cheques,
    &cmd_return_cheque,
    &cmd_stop_cheque,
    &cmd_release_cheque,
    &cmd_cheques,
    &cmd_print_cheques,
    &cmd_issue_vouchers,
    &cmd_sell_vouchers,
    &cmd_take_back_vouchers,
    &cmd_vouchers,
    &cmd_print_vouchers,
    &cmd_print_trading_sheet,
    &cmd_set_charter,
    &cmd_withdraw_charter,
    &cmd_propose,
    &cmd_withdraw_proposal,
    &cmd_vote,
    &cmd_proposals,
    &cmd_set_rule,
    &cmd_withdraw_rule,
    &cmd_rules,
    &cmd_run,
    &cmd_levy,
    &cmd_balance,
    &cmd_register,
    &cmd_log,
    &cmd_statement,
    &cmd_report,
    &cmd_audit,
    &cmd_export,
    &cmd_import,
    &cmd_close_period,
    &cmd_reopen_period,
    &cmd_seal,
    &cmd_recover,
    &cmd_help,
    NULL,
};
/* clang-format on */
