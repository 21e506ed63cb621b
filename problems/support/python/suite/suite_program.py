"""A program that runs tests of a suite, asked for one of them: its stdin is a
connection, over which it is told what to do, and answers."""

import hashlib
import hmac
import os
import selectors
import socket
import subprocess

import suite_closed_files

_KEPT = 64 << 10  # bytes, of what it writes to stderr
ENDED_EARLY = "the program ended before the tests did"


def ask(command, order):
    """What `command` answers to `order`, how its stderr ends, which is passed on,
    and its exit status."""
    ours, its = socket.socketpair()
    with ours:
        with its:
            program = subprocess.Popen(command, stdin=its, stderr=subprocess.PIPE,
                                       preexec_fn=suite_closed_files.close)
        try:
            ours.sendall(order)
            ours.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # it is over
        told, errors = _read_both(ours, program.stderr)
    return told, errors.decode(errors="replace"), program.wait()


def _read_both(answers, stderr):
    told, errors = bytearray(), bytearray()
    with selectors.DefaultSelector() as both:
        both.register(answers, selectors.EVENT_READ)
        both.register(stderr, selectors.EVENT_READ)
        while both.get_map():
            for ready, _ in both.select():
                try:
                    part = os.read(ready.fd, 1 << 16)
                except ConnectionResetError:
                    part = b""
                if not part:
                    both.unregister(ready.fileobj)
                elif ready.fileobj is answers:
                    told += part
                else:
                    _pass_on(part)
                    errors = (errors + part)[-_KEPT:]
    return bytes(told), bytes(errors)


def _pass_on(text):
    while text:
        try:
            text = text[os.write(2, text):]
        except OSError:
            return


def how_it_ended(status):
    """Said of a program that has not answered."""
    by = f"by signal {-status}" if status < 0 else f"with exit status {status}"
    return f"{ENDED_EARLY}, {by}"


def signed_text(told, secret):
    """What stands behind a line that signs it by the secret (HMAC); None if none
    does."""
    signature, _, text = told.partition(b"\n")
    signed = hmac.new(secret, text, hashlib.sha256).hexdigest().encode()
    return text if hmac.compare_digest(signature, signed) else None
