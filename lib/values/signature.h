/* SPDX-License-Identifier: MIT */
#ifndef LETS_SIGNATURE_H
#define LETS_SIGNATURE_H

/*
 * Keys of approvers and signatures of votes, as OpenSSH spells them: "ssh-ed25519 BASE64", and a
 * blob SSHSIG (OpenSSH's PROTOCOL.sshsig) as base64 in one line. Each has one spelling: whatever is
 * accepted here is written back to the same bytes.
 */

#include "base/error.h"

struct ssh_key {
    uint8_t bytes[32];
};

/* The longest namespace that a signature is checked for, in bytes; that of a ledger has 37. */
enum { SSH_NAMESPACE_MAX = 64 };

/* Reads the two first words of a public key, nothing before, between or behind them but one space.
 * LETS_BAD_KEY. */
enum lets_status ssh_key_parse(struct lets_span text, struct ssh_key *out, struct lets_error *err);

/* Whether it is such a blob at all, of any key, namespace and message: every part as it has to be,
 * and S below the order of the group. LETS_BAD_SIGNATURE. */
enum lets_status ssh_signature_check_form(struct lets_span base64, struct lets_error *err);

/* The same, and by that key, for that namespace, of that message. LETS_BAD_SIGNATURE; LETS_BAD_KEY
 * for a key that ssh_key_parse refuses; LETS_OUT_OF_MEMORY where libcrypto cannot tell. */
enum lets_status ssh_signature_check(struct lets_span base64, struct lets_span key,
                                     struct lets_span name_space, struct lets_span message,
                                     struct lets_error *err);

#endif
