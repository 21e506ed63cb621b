"""One end of the connection between a suite's driver and its adapter: values of
the language as JSON, one message per line over descriptor 4.

What has a form of its own is sent as it is; of all else the other side gets a
handle. Calls may go on inside of each other in both directions, but only one
at a time: a test is a sequence.
"""

import datetime
import decimal
import fractions
import json
import socket

_CONNECTION = 4
_MAX_MESSAGE = 16 << 20  # bytes of a line

_connection = socket.socket(fileno=_CONNECTION)
_received = bytearray()
broken = None  # why nothing more is to be had, whoever has caught that



class Gone(BaseException):
    """The other side has closed the connection."""


class NoMessage(BaseException):
    """The other side does not speak as agreed: nothing that it sends counts any
    more."""

    def __init__(self, text):
        global broken
        super().__init__(text)
        broken = broken or self


class NotSendable(TypeError):
    """A value that has no form here."""


def send(message):
    line = json.dumps(message).encode()
    if len(line) > _MAX_MESSAGE:
        raise NotSendable(f"a message of {len(line)} bytes; the longest has 16 MiB")
    try:
        _connection.sendall(line + b"\n")
    except OSError:
        raise Gone from None


def receive():
    """The next message, a map; raises Gone and NoMessage, and keeps them."""
    global broken
    if broken is not None:
        raise broken
    try:
        return _receive()
    except (Gone, NoMessage) as failure:
        broken = failure
        raise


def _receive():
    while (end := _received.find(b"\n")) < 0:
        if len(_received) > _MAX_MESSAGE:
            raise NoMessage("a line of more than 16 MiB")
        try:
            data = _connection.recv(1 << 16)
        except OSError:
            data = b""
        if not data:
            raise Gone
        _received.extend(data)
    line = bytes(_received[:end])
    del _received[:end + 1]
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        raise NoMessage("a line that is no JSON") from None
    if not isinstance(message, dict):
        raise NoMessage("a line that is no map")
    return message


def finish():
    """Sends no more, and waits until the other side has taken note."""
    _connection.shutdown(socket.SHUT_WR)
    while _connection.recv(1 << 16):
        pass


def received_more():
    """Whether anything came after the last message; waits for the end."""
    try:
        _receive()
    except Gone:
        return bool(_received)
    except NoMessage:
        pass
    return True


_DATES = {"date": datetime.date, "datetime": datetime.datetime,
          "time": datetime.time}


def _encode_date(value):
    for name, kind in _DATES.items():
        if type(value) is kind and getattr(value, "tzinfo", None) is None:
            return {"date": [name, value.isoformat()]}
    if type(value) is datetime.timedelta:
        return {"delta": [value.days, value.seconds, value.microseconds]}
    return None


def encode(value, handle):
    """`value` as JSON; `handle(value)` gives what stands for one that has no form
    of its own, or raises NotSendable."""
    kind = type(value)
    if value is None or kind is bool or kind is str:
        return value
    if kind is int:
        return value if -(1 << 53) < value < 1 << 53 else {"int": hex(value)}
    if kind is float:
        return value if value - value == 0 else {"float": repr(value)}
    if kind is list:
        return [encode(item, handle) for item in value]
    if kind is tuple:
        return {"tuple": [encode(item, handle) for item in value]}
    if kind is dict:
        return {"dict": [[encode(key, handle), encode(item, handle)]
                         for key, item in value.items()]}
    if kind is set:
        return {"set": [encode(item, handle) for item in value]}
    if kind is frozenset:
        return {"frozenset": [encode(item, handle) for item in value]}
    if kind is bytes:
        return {"bytes": value.hex()}
    if kind is bytearray:
        return {"bytearray": value.hex()}
    if kind is complex:
        return {"complex": [repr(value.real), repr(value.imag)]}
    if kind is range:
        return {"range": [value.start, value.stop, value.step]}
    if kind is decimal.Decimal:
        return {"decimal": str(value)}
    if kind is fractions.Fraction:
        return {"fraction": [hex(value.numerator), hex(value.denominator)]}
    return _encode_date(value) or handle(value)


def _decode_form(form, content, decode):
    if form == "int":
        return int(content, 16)
    if form == "float":
        return float(content)
    if form == "tuple":
        return tuple(decode(item) for item in content)
    if form == "dict":
        return {decode(key): decode(item) for key, item in content}
    if form == "set":
        return {decode(item) for item in content}
    if form == "frozenset":
        return frozenset(decode(item) for item in content)
    if form == "bytes":
        return bytes.fromhex(content)
    if form == "bytearray":
        return bytearray.fromhex(content)
    if form == "complex":
        return complex(float(content[0]), float(content[1]))
    if form == "range":
        return range(*map(int, content))
    if form == "decimal":
        return decimal.Decimal(content)
    if form == "fraction":
        return fractions.Fraction(int(content[0], 16), int(content[1], 16))
    if form == "date":
        return _DATES[content[0]].fromisoformat(content[1])
    if form == "delta":
        return datetime.timedelta(*map(int, content))
    raise KeyError(form)


def decode(sent, resolve):
    """The value of what encode() gave; `resolve(form, content)` gives that of a
    handle."""
    if sent is None or isinstance(sent, (bool, int, float, str)):
        return sent
    if isinstance(sent, list):
        return [decode(item, resolve) for item in sent]
    [(form, content)] = sent.items()
    try:
        return _decode_form(form, content, lambda item: decode(item, resolve))
    except KeyError as unknown:
        if unknown.args != (form,):
            raise
    return resolve(form, content)
