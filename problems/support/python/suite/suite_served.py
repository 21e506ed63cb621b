"""The submission's side of a suite that runs in the driver's process: does what
the driver asks with the submission's objects, and gives back values.

It is a part of the submission's process and not trusted: the driver takes from
it what the submission's functions return, and nothing else.
"""

import builtins
import importlib
import operator
import os
import sys
import threading
import traceback

import suite_wire as wire

_objects = {}  # by handle; what the driver may still mean
_handles = {}  # by id()
_FUNCTIONS = {name: getattr(builtins, name) for name in (
    "abs", "bool", "bytes", "complex", "dir", "divmod", "float", "format",
    "hash", "int", "isinstance", "iter", "len", "next", "pow", "repr",
    "reversed", "round", "str")}
_FUNCTIONS |= {name: getattr(operator, name) for name in (
    "add", "and_", "contains", "delitem", "eq", "floordiv", "ge", "getitem",
    "gt", "iadd", "iand", "imul", "index", "inv", "ior", "isub", "ixor", "le",
    "lshift", "lt", "matmul", "mod", "mul", "ne", "neg", "or_", "pos",
    "rshift", "setitem", "sub", "truediv", "xor")}
_BASES = (int, float, str, bytes, list, tuple, dict, set, frozenset)


_callbacks = {}  # by the driver's number


class _Callback:
    """A function of the suite's."""

    def __init__(self, number, name):
        self._number = number
        self.__name__ = name

    def __call__(self, *args, **named):
        return ask({"back": self._number, "a": [to_wire(one) for one in args],
                    "k": {name: to_wire(one) for name, one in named.items()}})


def _class(kind):
    """How a class is told: builtin by name, else with those above it."""
    if getattr(builtins, kind.__name__, None) is kind:
        return {"builtin": kind.__name__}
    return {"class": [_handle(kind), kind.__name__,
                      [_class(base) for base in kind.__bases__]]}


def _handle(value):
    number = _handles.get(id(value))
    if number is None:
        number = len(_objects)
        _objects[number] = value
        _handles[id(value)] = number
    return number


def _base_value(value):
    for base in _BASES:
        if isinstance(value, base):
            return [to_wire(base(value))]
    return []


def _object(value):
    if isinstance(value, _Callback):
        return {"yours": value._number}
    if isinstance(value, type):
        return _class(value)
    if isinstance(value, BaseException):
        return {"exception": exception_to_wire(value)}
    return {"object": [_handle(value), _class(type(value)), _base_value(value)]}


def to_wire(value):
    return wire.encode(value, _object)


def exception_to_wire(failure):
    attributes = {}
    for name, value in getattr(failure, "__dict__", {}).items():
        try:
            attributes[name] = to_wire(value)
        except Exception:
            pass  # it cannot be looked at then
    try:
        text = str(failure)
    except Exception as other:
        text = f"str() of it failed: {type(other).__name__}"
    return [_class(type(failure)), [to_wire(one) for one in failure.args], text,
            attributes, _lines(failure)]


def _lines(failure):
    """The traceback, of the submission's files alone."""
    folder = sys.argv[1] + os.sep
    shown = traceback.StackSummary.from_list(
        frame for frame in traceback.extract_tb(failure.__traceback__)
        if frame.filename.startswith(folder))
    return "".join(shown.format()).replace(folder, "")


def _resolve(form, content):
    if form == "mine":
        return _objects[content]
    if form == "back":
        number, _ = content
        if number not in _callbacks:
            _callbacks[number] = _Callback(*content)
        return _callbacks[number]
    if form == "builtin":
        return getattr(builtins, content)
    if form == "exception":
        kind, args = content
        return from_wire(kind)(*map(from_wire, args))
    raise wire.NoMessage(form)


def from_wire(sent):
    return wire.decode(sent, _resolve)


def _changed(values, sent):
    """Which of the containers that were handed over have other content now."""
    changes = []
    for place, (value, before) in enumerate(zip(values, sent)):
        if type(value) in (list, dict, set, bytearray):
            after = to_wire(value)
            if after != before:
                changes.append([place, after])
    return changes


def _do(message):
    """Carries out one request of the driver's."""
    sent = message["a"]
    args = [from_wire(one) for one in sent]
    named = {name: from_wire(one) for name, one in message["k"].items()}
    what = message["do"]
    if what == "import":
        module = importlib.import_module(*args)
        return {"v": to_wire(module), "m": [],
                "names": [name for name in dir(module) if name[0] != "_"]}
    if what == "call":
        target, *args = args
        value = target(*args, **named)
        return {"v": to_wire(value), "m": _changed(args, sent[1:])}
    if what in ("getattr", "setattr", "delattr"):
        return {"v": to_wire(getattr(builtins, what)(*args)), "m": []}
    if what == "value":
        return {"v": {"tuple": _base_value(args[0])}, "m": []}
    return {"v": to_wire(_FUNCTIONS[what](*args)), "m": []}


def answer(message):
    try:
        reply = _do(message)
    except wire.Gone:
        raise
    except BaseException as failure:
        reply = {"x": exception_to_wire(failure)}
    sys.stdout.flush()
    wire.send(reply)


_turn = threading.RLock()  # of threads that ask


def ask(message):
    """Has the driver do something; meanwhile it may ask, too."""
    with _turn:
        wire.send(message)
        while "do" in (reply := wire.receive()):
            answer(reply)
    if "x" in reply:
        raise from_wire({"exception": reply["x"]})
    return from_wire(reply["v"])


def serve():
    """Answers the driver until it is gone."""
    while True:
        try:
            message = wire.receive()
        except wire.Gone:
            return
        answer(message)
