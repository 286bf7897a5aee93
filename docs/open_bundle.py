#!/usr/bin/env python3
"""Opens an encrypted Loom Memory bundle (docs/bundle-format.md) to standard output.

    python3 open_bundle.py BUNDLE.tar.gz.enc > BUNDLE.tar.gz

Asks for the password, or takes it from AML_EXPORT_PASSWORD. Needs Python 3.8 and OpenSSL's libcrypto, nothing else.
What is written before an error is authentic but cut: throw it away unless the exit status is 0.
"""
import ctypes, ctypes.util, getpass, hashlib, hmac, os, struct, sys, unicodedata, zlib

CHUNK, TAG, HEADER = 65536, 16, 77
crypto = ctypes.CDLL(ctypes.util.find_library("crypto") or "libcrypto.so.3")
for name in ("EVP_CIPHER_CTX_new", "EVP_aes_256_gcm"):
    getattr(crypto, name).restype = ctypes.c_void_p


def hkdf(key, salt, info):
    """HKDF-SHA256 (RFC 5869), 32 bytes; an empty salt is 32 zeros."""
    secret = hmac.digest(salt or bytes(32), key, "sha256")
    return hmac.digest(secret, info + b"\x01", "sha256")


def open_chunk(key, nonce, sealed):
    """AES-256-GCM; None when the tag does not fit."""
    data, tag = sealed[:-TAG], sealed[-TAG:]
    context = ctypes.c_void_p(crypto.EVP_CIPHER_CTX_new())
    plain, length = ctypes.create_string_buffer(len(data) + TAG), ctypes.c_int(0)
    try:
        crypto.EVP_DecryptInit_ex(context, ctypes.c_void_p(crypto.EVP_aes_256_gcm()), None, key, nonce)
        crypto.EVP_DecryptUpdate(context, plain, ctypes.byref(length), data, len(data))
        crypto.EVP_CIPHER_CTX_ctrl(context, 0x11, TAG, tag)  # EVP_CTRL_GCM_SET_TAG
        is_right = crypto.EVP_DecryptFinal_ex(context, None, ctypes.byref(ctypes.c_int(0))) > 0
    finally:
        crypto.EVP_CIPHER_CTX_free(context)
    return plain.raw[: len(data)] if is_right else None


def main():
    source, output = open(sys.argv[1], "rb"), sys.stdout.buffer
    header = source.read(HEADER)
    if header[:8] != b"\x89LOOM\r\n\x1a" or len(header) < HEADER:
        sys.exit("This is no encrypted bundle.")
    version, size, kdf, rounds, salt, cipher, log_chunk, prefix = struct.unpack(">8xBHBI16sBB7s", header[:41])
    if zlib.crc32(header[:73]) != struct.unpack(">I", header[73:])[0]:
        sys.exit("The header is damaged.")
    if (version, size, kdf, cipher, log_chunk) != (1, HEADER, 1, 1, 16) or not 100000 <= rounds <= 10000000:
        sys.exit("The header names a method that this program does not know.")

    password = os.environ.get("AML_EXPORT_PASSWORD") or getpass.getpass("Password: ")
    secret = unicodedata.normalize("NFC", password).encode("utf-8")
    key = hashlib.pbkdf2_hmac("sha256", secret, salt, rounds, 32)
    mac = hmac.digest(hkdf(key, b"", b"header"), header[:41], "sha256")
    if not hmac.compare_digest(mac, header[41:73]):
        sys.exit("The password does not open this bundle.")

    payload = hkdf(key, prefix, b"payload")
    counter, chunk = 0, source.read(CHUNK + TAG)
    while True:
        following = source.read(CHUNK + TAG)
        nonce = prefix + struct.pack(">IB", counter, 0 if following else 1)
        plain = open_chunk(payload, nonce, chunk) if len(chunk) >= TAG else None
        if plain is None or (not plain and counter > 0):
            sys.exit("The encrypted data is damaged.")
        output.write(plain)
        if not following:
            break
        counter, chunk = counter + 1, following
    output.flush()


if __name__ == "__main__":
    main()
