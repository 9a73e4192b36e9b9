/* SPDX-License-Identifier: MIT */
/* Files of OpenSSH: what ssh-keygen writes is read, and what people take for it is named. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <lets.h>

#define DIGITS "AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea"
#define KEY "ssh-ed25519 " DIGITS

/* ---------------------------------------------------------------- keys */

static const char *const key_files[] = {
    KEY "\n",
    KEY,
    KEY "\r\n",
    KEY " ann@laptop\n",
    KEY " Ann's key, \"the new one\" \r\n",
    KEY " ssh-rsa\n",
    KEY "\tann\n",
    KEY " \n",
    KEY " \xff\xfe\n",
    KEY "\n\n",
};
enum { N_KEY_FILES = sizeof key_files / sizeof key_files[0] };

START_TEST(reads_public_keys)
{
    struct lets_error err = {0};
    char key[LETS_SSH_KEY_SIZE] = "";
    ck_assert_int_eq(lets_ssh_key_read(lets_span_of(key_files[_i]), key, &err), LETS_OK);
    ck_assert_str_eq(key, KEY);
    ck_assert_int_eq(err.status, LETS_OK);
}
END_TEST

#define IS_PRIVATE "this is a private key, which never leaves the machine of its owner"
#define GIVE_PUBLIC "give the public one, in the file of that name with .pub behind it"
#define HAS_OPTIONS "options stand before the key: its line has to begin with ssh-ed25519"
#define HAS_LINES "the file has several lines, and one public key is a single line"
#define IS_NONE "the file holds no public key: it does not begin with ssh-ed25519"

static const struct {
    const char *file;
    const char *says;
    const char *hint;
} other_keys[] = {
    {"", "the file of the key is empty", ""},
    {"\r\n\n", "the file of the key is empty", ""},
    {"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE "
     "KEY-----\n",
     IS_PRIVATE, GIVE_PUBLIC},
    {"-----BEGIN PRIVATE KEY-----\r\nMC4CAQA\r\n-----END PRIVATE KEY-----\r\n", IS_PRIVATE,
     GIVE_PUBLIC},
    {"\xef\xbb\xbf-----BEGIN EC PRIVATE KEY-----\n", IS_PRIVATE, GIVE_PUBLIC},
    {KEY "\n-----BEGIN OPENSSH PRIVATE KEY-----\n", IS_PRIVATE, GIVE_PUBLIC},
    {"PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n", IS_PRIVATE, GIVE_PUBLIC},
    {"---- BEGIN SSH2 PUBLIC KEY ----\n" DIGITS "\n---- END SSH2 PUBLIC KEY ----\n",
     "the key is not in the form of OpenSSH", "'ssh-keygen -i -f FILE' gives that form"},
    {KEY "\n" KEY "\n", HAS_LINES, ""},
    {KEY " a\r" KEY "\n", HAS_LINES, ""},
    {"# mine\n" KEY "\n", HAS_LINES, ""},
    {"\n" KEY "\n", HAS_LINES, ""},
    {"ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB ann\n",
     "the key is of the algorithm 'ssh-rsa', not ssh-ed25519", ""},
    {"ecdsa-sha2-nistp256 AAAA\n",
     "the key is of the algorithm 'ecdsa-sha2-nistp256', not ssh-ed25519", ""},
    {"sk-ssh-ed25519@openssh.com AAAA\n",
     "the key is of the algorithm 'sk-ssh-ed25519@openssh.com', not ssh-ed25519", ""},
    {"ssh-ed25519-cert-v01@openssh.com AAAA\n",
     "the key is of the algorithm 'ssh-ed25519-cert-v01@openssh.com', not ssh-ed25519", ""},
    {"no-pty " KEY "\n", HAS_OPTIONS, ""},
    {"command=\"echo hi there\",no-pty\t" KEY " ann\n", HAS_OPTIONS, ""},
    {"* " KEY "\n", HAS_OPTIONS, ""},
    {" " KEY "\n", IS_NONE, ""},
    {DIGITS "\n", IS_NONE, ""},
    {"hello there ssh\n", IS_NONE, ""},
    {"\xef\xbb\xbf" KEY "\n", IS_NONE, ""},
    {"ssh-ed25519\n", "'ssh-ed25519' is no key: it does not begin with 'ssh-ed25519 '", ""},
    {"ssh-ed25519\tAAAA ann\n",
     "'ssh-ed25519?AAAA' is no key: it does not begin with 'ssh-ed25519 '", ""},
    {"ssh-ed25519 \n", "the key is not base64: 0 characters are no multiple of four", ""},
    {"ssh-ed25519  " DIGITS "\n", "the key is not base64: 0 characters are no multiple of four",
     ""},
    {"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5\n", "the key is too short: it ends within the point", ""},
};
enum { N_OTHER_KEYS = sizeof other_keys / sizeof other_keys[0] };

START_TEST(names_what_is_no_public_key)
{
    struct lets_error err = {0};
    char key[LETS_SSH_KEY_SIZE] = "before";
    ck_assert_int_eq(lets_ssh_key_read(lets_span_of(other_keys[_i].file), key, &err), LETS_BAD_KEY);
    ck_assert_int_eq(err.status, LETS_BAD_KEY);
    ck_assert_str_eq(err.message, other_keys[_i].says);
    ck_assert_str_eq(err.hint, other_keys[_i].hint);
    ck_assert_str_eq(key, "before");
    ck_assert_int_eq(lets_ssh_key_read(lets_span_of(other_keys[_i].file), key, NULL), LETS_BAD_KEY);
}
END_TEST

/* ---------------------------------------------------------------- signatures */

#define LINE_1 "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg11qYAYKxCrfVS/7TyWQHOg7hcv"
#define LINE_2 "PapiMlrwIaaPcHURoAAAAlbGV0cy0wMDExMjIzMzQ0NTU2Njc3ODg5OWFhYmJjY2RkZWVm"
#define LINE_3 "ZgAAAAAAAAAGc2hhNTEyAAAAUwAAAAtzc2gtZWQyNTUxOQAAAECzgwiYUqLjMbZpibBcFx"
#define LINE_4 "KMizy0/+UU3UbwPVtnwnNZgwhcQ4aoJnHTiSVYqJLo1+99+NhefP6ANRICY5PqJZAC"
#define WHOLE LINE_1 LINE_2 LINE_3 LINE_4
#define BEGIN "-----BEGIN SSH SIGNATURE-----"
#define END "-----END SSH SIGNATURE-----"

static const char *const signature_files[] = {
    BEGIN "\n" LINE_1 "\n" LINE_2 "\n" LINE_3 "\n" LINE_4 "\n" END "\n",
    BEGIN "\r\n" LINE_1 "\r\n" LINE_2 "\r\n" LINE_3 "\r\n" LINE_4 "\r\n" END "\r\n",
    BEGIN "\n" LINE_1 "\n" LINE_2 "\n" LINE_3 "\n" LINE_4 "\n" END,
    BEGIN "\n" LINE_1 LINE_2 "\n" LINE_3 LINE_4 "\n" END "\n\n",
    BEGIN "\n" WHOLE "\n" END "\n",
    WHOLE "\n",
    WHOLE "\r\n",
    WHOLE,
};
enum { N_SIGNATURE_FILES = sizeof signature_files / sizeof signature_files[0] };

START_TEST(reads_signatures)
{
    struct lets_error err = {0};
    char signature[LETS_SSH_SIGNATURE_SIZE] = "";
    ck_assert_int_eq(lets_ssh_signature_read(lets_span_of(signature_files[_i]), signature, &err),
                     LETS_OK);
    ck_assert_str_eq(signature, WHOLE);
    ck_assert_uint_eq(strlen(signature), LETS_SSH_SIGNATURE_SIZE - 1);
    ck_assert_int_eq(err.status, LETS_OK);
}
END_TEST

/* What ssh-keygen made by a key of another algorithm, begun only. */
#define ECDSA "U1NIU0lHAAAAAQAAAGgAAAATZWNkc2Etc2hhMi1uaXN0cDI1NgAAAAhuaXN0cDI1NgAAAEEETrSg"
/* A namespace of 38 bytes. */
#define LONG                                                                                       \
    "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg11qYAYKxCrfVS/7TyWQHOg7hcv"                       \
    "PapiMlrwIaaPcHURoAAAAmbGV0cy0wMDExMjIzMzQ0NTU2Njc3ODg5OWFhYmJjY2RkZWVm"                       \
    "ZmYAAAAAAAAABnNoYTUxMgAAAFMAAAALc3NoLWVkMjU1MTkAAABAs4MImFKi4zG2aYmwXB"                       \
    "cSjIs8tP/lFN1G8D1bZ8JzWYMIXEOGqCZx04klWKiS6NfvffjYXnz+gDUSAmOT6iWQAg=="

static const struct {
    const char *file;
    const char *says;
} other_signatures[] = {
    {"", "the file of the signature is empty"},
    {"\n", "the file of the signature is empty"},
    {BEGIN, "the signature has no line '" END "': it was cut"},
    {BEGIN "\n", "the signature has no line '" END "': it was cut"},
    {BEGIN "\n" LINE_1 "\n" LINE_2 "\n", "the signature has no line '" END "': it was cut"},
    {BEGIN "\n" END "\n", "the signature is not base64: 0 characters are no multiple of four"},
    {BEGIN "\n" WHOLE "\n" END "\n" BEGIN "\n" WHOLE "\n" END "\n",
     "something stands behind '" END "'"},
    {BEGIN "\n" WHOLE "\n" END "\nx", "something stands behind '" END "'"},
    {BEGIN " \n" WHOLE "\n" END "\n", "something stands behind '" BEGIN "' in its line"},
    {BEGIN WHOLE END, "something stands behind '" BEGIN "' in its line"},
    {BEGIN "\n" LINE_1 " \n" LINE_2 "\n" LINE_3 "\n" LINE_4 "\n" END "\n",
     "the signature is not base64: its byte 71 is no digit of that"},
    {BEGIN "\n" LINE_1 "\r" LINE_2 "\n" LINE_3 "\n" LINE_4 "\n" END "\n",
     "the signature is not base64: its byte 71 is no digit of that"},
    {BEGIN "\n" LINE_1 "\n" LINE_3 "\n" LINE_4 "\n" END "\n",
     "the signature is not base64: 206 characters are no multiple of four"},
    {BEGIN "\n" ECDSA "\n" END "\n", "the signature is too short: it ends within the key"},
    {LONG, "the namespace of the signature is longer than that of a ledger"},
    {LINE_1 "\n" LINE_2 "\n" LINE_3 "\n" LINE_4 "\n",
     "the file has several lines, and does not begin with '" BEGIN "'"},
    {"hello\n" BEGIN "\n" WHOLE "\n" END "\n",
     "the file has several lines, and does not begin with '" BEGIN "'"},
    {"-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----\n",
     "the file begins with '-----BEGIN PGP SIGNATURE-----', and not with '" BEGIN "'"},
    {KEY "\n", "the signature is not base64: its byte 4 is no digit of that"},
    {" " WHOLE, "the signature is not base64: its byte 1 is no digit of that"},
    {WHOLE "=", "the signature is not base64: 277 characters are no multiple of four"},
};
enum { N_OTHER_SIGNATURES = sizeof other_signatures / sizeof other_signatures[0] };

START_TEST(names_what_is_no_signature)
{
    struct lets_error err = {0};
    char signature[LETS_SSH_SIGNATURE_SIZE] = "before";
    struct lets_span file = lets_span_of(other_signatures[_i].file);
    ck_assert_int_eq(lets_ssh_signature_read(file, signature, &err), LETS_BAD_SIGNATURE);
    ck_assert_int_eq(err.status, LETS_BAD_SIGNATURE);
    ck_assert_str_eq(err.message, other_signatures[_i].says);
    ck_assert_str_eq(signature, "before");
    ck_assert_int_eq(lets_ssh_signature_read(file, signature, NULL), LETS_BAD_SIGNATURE);
}
END_TEST

/* Files of any size: more digits than any signature has, in one line and in many. */
START_TEST(refuses_what_is_too_long)
{
    enum { N_LINES = 200 };
    char file[sizeof BEGIN "\n" END + N_LINES * sizeof LINE_1] = BEGIN "\n";
    char signature[LETS_SSH_SIGNATURE_SIZE] = "before";
    struct lets_error err = {0};
    size_t size = strlen(file);
    for (int i = 0; i < N_LINES; i++) {
        memcpy(file + size, LINE_1 "\n", sizeof LINE_1);
        size += sizeof LINE_1;
    }
    memcpy(file + size, END, sizeof END);
    ck_assert_int_eq(lets_ssh_signature_read(lets_span_of(file), signature, &err),
                     LETS_BAD_SIGNATURE);
    ck_assert_str_eq(err.message, "the file is too long for a signature");
    struct lets_span bare = {file, size};
    memset(file, 'A', size);
    ck_assert_int_eq(lets_ssh_signature_read(bare, signature, NULL), LETS_BAD_SIGNATURE);
    memset(file, '\n', size);
    ck_assert_int_eq(lets_ssh_signature_read(bare, signature, NULL), LETS_BAD_SIGNATURE);
    ck_assert_str_eq(signature, "before");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ssh_file");
    TCase *cases = tcase_create("ssh_file");
    tcase_add_loop_test(cases, reads_public_keys, 0, N_KEY_FILES);
    tcase_add_loop_test(cases, names_what_is_no_public_key, 0, N_OTHER_KEYS);
    tcase_add_loop_test(cases, reads_signatures, 0, N_SIGNATURE_FILES);
    tcase_add_loop_test(cases, names_what_is_no_signature, 0, N_OTHER_SIGNATURES);
    tcase_add_test(cases, refuses_what_is_too_long);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
