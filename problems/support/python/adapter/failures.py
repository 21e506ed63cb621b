"""Errors of several types, which a driver asks for by a kind that all languages
have: a submission that handles one type of error must handle all.
"""

import rpc

_TYPES = {"error": RuntimeError, "timeout": TimeoutError,
          "bad_value": ValueError, "missing": KeyError}


def fail(kind, text):
    """Raises the error that this language has for `kind`."""
    raise _TYPES[kind](text)


def describe(failure):
    """The kind and the message of an error that came out of a submission; an
    error of no kind has the name of its type instead."""
    rpc.show(failure)
    for kind, error in _TYPES.items():
        if isinstance(failure, error):
            # A KeyError puts its message into quotes.
            return kind, " ".join(map(str, failure.args))
    return type(failure).__name__, str(failure)


def result_of(answer):
    """The result in ["value", RESULT]; raises the error in [KIND, MESSAGE]."""
    kind, content = answer
    if kind != "value":
        fail(kind, content)
    return content
