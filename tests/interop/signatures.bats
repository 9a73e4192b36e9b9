# SPDX-License-Identifier: MIT
# Keys and signatures of ssh-keygen, by a key in a file and by an agent's: the ledger's check and ssh-keygen's own
# agree on them, and differ only where the ledger wants more.

load ../cli/helpers

NAMESPACE=lets-00112233445566778899aabbccddeeff

teardown() {
    [ -z "${SSH_AGENT_PID:-}" ] || kill "$SSH_AGENT_PID"
}

# make_key NAME [ARGUMENT..]: a pair of keys in NAME and NAME.pub.
make_key() {
    ssh-keygen -q -t ed25519 -N '' -C "$1 of the fund" -f "$@"
}

# sign KEY MESSAGE [ARGUMENT..]: into MESSAGE.sig.
sign() {
    rm -f "$2.sig"
    ssh-keygen -Y sign -q -n "$NAMESPACE" -f "$1" "${@:3}" "$2"
}

# accepted_by_both KEY MESSAGE: and the signature that a journal holds is, in armour, still one to ssh-keygen.
accepted_by_both() {
    "$CHECK_SIGNATURE" "$1.pub" "$2.sig" "$NAMESPACE" "$2" > said || fail "$(cat said)"
    [ "$(wc -l < said)" -eq 2 ]
    [ "$(sed -n 1p said)" = "$(cut -d ' ' -f 1,2 "$1.pub")" ]
    printf 'ann %s\n' "$(sed -n 1p said)" > signers
    {
        echo '-----BEGIN SSH SIGNATURE-----'
        sed -n 2p said | fold -w 70
        echo '-----END SSH SIGNATURE-----'
    } > again.sig
    cmp again.sig "$2.sig"
    ssh-keygen -Y verify -f signers -I ann -n "$NAMESPACE" -s again.sig < "$2" > verified
    sed -n 2p said > bare.sig
    "$CHECK_SIGNATURE" "$1.pub" bare.sig "$NAMESPACE" "$2" > again
    cmp said again
}

# refused WHY KEY SIGNATURE MESSAGE [NAMESPACE]: by the ledger.
refused() {
    local status=0
    "$CHECK_SIGNATURE" "$2" "$3" "${5:-$NAMESPACE}" "$4" > said || status=$?
    [ "$status" -eq 1 ] || fail "exit status $status"
    [ "$(cat said)" = "$1" ] || fail "$(cat said)"
}

# not_verified KEY MESSAGE: by ssh-keygen.
not_verified() {
    printf 'ann %s\n' "$(cat "$1.pub")" > signers
    ! ssh-keygen -Y verify -f signers -I ann -n "$NAMESPACE" -s "$2.sig" < "$2" > verified 2>&1
}

@test "signatures by a key in a file are good to both, whatever the size of what is signed" {
    for size in 0 1 63 64 127 128 200 4096 70001; do
        rm -f key key.pub
        make_key key
        head -c $size /dev/urandom > message
        sign key message
        accepted_by_both key message
        printf x >> message
        refused 'the signature is not good for these bytes [bad-signature]' key.pub message.sig message
        not_verified key message
    done
}

@test "signatures by an agent's key are good to both" {
    make_key key
    eval "$(ssh-agent -s -a "$BOX/agent")" > started
    ssh-add -q key
    rm key
    echo 'the vote' > message
    sign key.pub message
    accepted_by_both key message
    sign key.pub message -U
    accepted_by_both key message
}

@test "signatures by a key with a passphrase are good to both" {
    ssh-keygen -q -t ed25519 -N 'four words of mine' -C '' -f key
    printf '#!/bin/sh\necho four words of mine\n' > ask
    chmod +x ask
    echo 'the vote' > message
    SSH_ASKPASS=./ask SSH_ASKPASS_REQUIRE=force sign key message
    accepted_by_both key message
}

@test "files that went through Windows are read" {
    make_key key
    echo 'the vote' > message
    sign key message
    sed -i 's/$/\r/' key.pub message.sig
    "$CHECK_SIGNATURE" key.pub message.sig $NAMESPACE message
}

@test "another key, ledger, algorithm and hash are refused by name" {
    make_key key
    make_key other
    make_key rsa -t rsa
    make_key ecdsa -t ecdsa
    echo 'the vote' > message
    sign other message
    refused "the signature is by another key than '$(cut -d ' ' -f 1,2 key.pub)' [bad-signature]" key.pub message.sig message
    not_verified key message
    sign key message
    refused "the signature is for another ledger: its namespace is '$NAMESPACE', and not 'file' [bad-signature]" \
        key.pub message.sig message file
    sign rsa message
    refused "the algorithm of the signature is 'ssh-rsa', and not 'ssh-ed25519' [bad-signature]" key.pub message.sig message
    sign ecdsa message
    refused "the algorithm of the signature is 'ecdsa-sha2-nistp256', and not 'ssh-ed25519' [bad-signature]" \
        key.pub message.sig message
    sign key message -O hashalg=sha256
    refused "the hash of the signature is 'sha256', and not 'sha512' [bad-signature]" key.pub message.sig message
}

@test "files of other kinds are refused by name" {
    make_key key
    make_key rsa -t rsa
    make_key ca
    echo 'the vote' > message
    sign key message
    refused 'this is a private key, which never leaves the machine of its owner [bad-key]' key message.sig message
    for form in PEM PKCS8; do
        cp rsa $form
        ssh-keygen -q -p -N '' -m $form -f $form > converted
        refused 'this is a private key, which never leaves the machine of its owner [bad-key]' $form message.sig message
    done
    ssh-keygen -e -m RFC4716 -f key.pub > exported
    refused 'the key is not in the form of OpenSSH [bad-key]' exported message.sig message
    refused "the key is of the algorithm 'ssh-rsa', not ssh-ed25519 [bad-key]" rsa.pub message.sig message
    ssh-keygen -q -s ca -I ann -n ann key.pub 2> signed
    refused "the key is of the algorithm 'ssh-ed25519-cert-v01@openssh.com', not ssh-ed25519 [bad-key]" \
        key-cert.pub message.sig message
    ssh-keygen -l -f key.pub > fingerprint
    refused 'the file holds no public key: it does not begin with ssh-ed25519 [bad-key]' fingerprint message.sig message
    refused "the file begins with '-----BEGIN OPENSSH PRIVATE KEY-----', and not with '-----BEGIN SSH SIGNATURE-----' [bad-signature]" \
        key.pub key message
}

@test "a signature with the order of the group added to its S is refused, which RFC 8032 wants and ssh-keygen does not" {
    make_key key
    echo 'the vote' > message
    sign key message
    python3 - message.sig << 'END'
import base64, sys
lines = open(sys.argv[1]).read().split('\n')
blob = base64.b64decode(''.join(lines[1:-2]))
order = 2**252 + 27742317777372353535851937790883648493
s = int.from_bytes(blob[-32:], 'little') + order
text = base64.b64encode(blob[:-32] + s.to_bytes(32, 'little')).decode()
rows = [text[i:i + 70] for i in range(0, len(text), 70)]
open(sys.argv[1], 'w').write('\n'.join(lines[:1] + rows + lines[-2:]))
END
    refused 'S of the signature is not below the order of the group [bad-signature]' key.pub message.sig message
}
