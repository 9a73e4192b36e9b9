/* SPDX-License-Identifier: MIT */
#ifndef MAIL_ADDRESS_H
#define MAIL_ADDRESS_H

/* E-mail addresses: what is one, and whether mail can go there. */

#include <lets.h>

/* Whether mail can go to an address: one of ASCII, in the plain form NAME@HOST. */
bool mail_address_is_mailable(struct lets_span address);

/* Checks that a text is one address, and nothing else. One with letters beyond ASCII is, though no
 * mail can go there from here. LETS_BAD_TEXT, and what lets_name_check returns. */
enum lets_status mail_address_check(struct lets_span address, struct lets_error *err);

#endif
