/* SPDX-License-Identifier: MIT */
#ifndef MESSAGE_H
#define MESSAGE_H

/*
 * Messages as mail takes them: RFC 5322 with the MIME of RFC 2045 to 2047. Whatever a text holds,
 * what comes out is ASCII in lines of at most 78 characters ended by CRLF, and a header that is one
 * header.
 */

#include "base/buffer.h"

/* "Name: text", encoded (RFC 2047) where it is more than plain ASCII, and folded. */
void message_add_text_header(struct buffer *out, const char *name, struct lets_span text);

/* "Name: Phrase <address>"; the address is plain (mail_address_is_mailable). */
void message_add_address_header(struct buffer *out, const char *name, struct lets_span phrase,
                                struct lets_span address);

/* "Date: Mon, 02 Nov 2026 10:00:00 +0000". */
void message_add_date_header(struct buffer *out, struct lets_time time);

/* Text of lines ended by LF, as quoted-printable. Nothing in it can be taken for a boundary that
 * holds "=_". */
void message_add_quoted(struct buffer *out, struct lets_span text);

/* Bytes, as base64. */
void message_add_base64(struct buffer *out, struct lets_span bytes);

#endif
