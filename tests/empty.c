/* SPDX-License-Identifier: MIT */
/* Nothing: what is compiled is the public header, put before this by -include. */
