/* SPDX-License-Identifier: MIT */
#ifndef FOLDER_LOCK_H
#define FOLDER_LOCK_H

/* Locks a folder, as far as its file system can, trying for so many milliseconds: its descriptor,
 * whose closing lets go of it; or -1 with errno, EWOULDBLOCK where another program holds it. */
int folder_lock(const char *folder, unsigned wait_ms);

#endif
