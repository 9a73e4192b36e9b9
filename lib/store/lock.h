/* SPDX-License-Identifier: MIT */
#ifndef LETS_LOCK_H
#define LETS_LOCK_H

#include "base/error.h"

/* Locks an open file for one writer, waiting up to wait_ms. LETS_LOCKED, with who holds it. */
enum lets_status lock_take(int descriptor, unsigned wait_ms, struct lets_error *err);

#endif
