/* SPDX-License-Identifier: MIT */
#ifndef PAPER_SIZE_H
#define PAPER_SIZE_H

/* The sizes of paper that there are: for the option that names one, and for what is drawn on it. */

enum paper_size { PAPER_A4, PAPER_LETTER };

#endif
