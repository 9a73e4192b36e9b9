/* SPDX-License-Identifier: MIT */
#ifndef PATH_H
#define PATH_H

/* The two parts of a path: the folder, and the name in it. */

/* The name, within the path; empty behind a slash at the end. */
const char *path_name(const char *path);

/* The folder, with the slash at its end, and "." where the path names none. Yours. */
char *path_folder(const char *path);

#endif
