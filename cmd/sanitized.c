/* SPDX-License-Identifier: MIT */
/*
 * Of a build with the address sanitizer only: what it is not to take for leaks. Fontconfig and
 * pango keep what they found out about fonts until the program ends. To have it given back is no
 * way: the threads that pango looks for fonts with may still be at it.
 */

/* Called by the sanitizer, which gave them their names. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_options(void);

const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\nleak:libpango\n";
}

/* Standard error is for what the program says. */
const char *__lsan_default_options(void)
{
    return "print_suppressions=0";
}
