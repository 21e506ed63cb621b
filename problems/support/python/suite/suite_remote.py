"""The driver's side of a suite that runs in the driver's process: modules,
classes and objects of the submission, which is in another process, as if they
were here.

Nothing that the submission sends is code here. Values are of the language's own
types, compared here; an object of the submission's stands for itself and has
its methods called over there. One of the suite's functions that is handed over
may be called, and nothing else of the suite can be reached.
"""

import builtins
import importlib.abc
import importlib.machinery
import sys
import threading
import types

import suite_wire as wire

_local = []  # functions of the suite's that were handed over
_numbers = {}  # their places there, by id()
_classes = {}  # by handle
imported = set()  # the names of the submission's modules
used = set()  # the operators that the suite has applied to its objects
_allowed = None  # those that it may; None: all
_NO_ERRORS = (KeyboardInterrupt, GeneratorExit)


class LeftByExit(Exception):
    """The submission raised what would end the suite."""


def _resolve(form, content):
    if form == "object":
        number, kind, base = content
        found = object.__new__(_instance_class(kind))
        object.__setattr__(found, "_remote", int(number))
        object.__setattr__(found, "_has_value", bool(base))
        return found
    if form == "yours":
        return _local[int(content)]
    if form in ("builtin", "class"):
        return _class({form: content})
    if form == "exception":
        return _exception(content)
    raise wire.NoMessage(f"an unknown form {form!r:.40}")


def _from_wire(sent):
    try:
        return wire.decode(sent, _resolve)
    except (wire.NoMessage, wire.Gone):
        raise
    except Exception as failure:
        raise wire.NoMessage(f"a value that is none: {failure!r:.80}") from None


def _class(sent):
    """A builtin class, or one that stands for the submission's."""
    [(form, content)] = sent.items()
    if form == "builtin":
        found = getattr(builtins, content)
        if not isinstance(found, type):
            raise wire.NoMessage("no class")
        return found
    number, name, bases = content
    if number not in _classes:
        above = [_class(base) for base in bases]
        if any(issubclass(one, BaseException) for one in above):
            kind = type(str(name), tuple(
                one for one in above if issubclass(one, BaseException)), {
                    "_remote": int(number), "__str__": _text_of})
        else:
            remote = tuple(one for one in above if isinstance(one, _Class))
            kind = _Class(str(name), remote or (_Object,), {"_remote": int(number)})
        _classes[number] = kind
    return _classes[number]


def _instance_class(sent):
    kind = _class(sent)
    return kind if isinstance(kind, _Class) else _Object


def _text_of(failure):
    return failure._text


def _make(kind, args):
    """An exception of a class; its own initialization is over there."""
    if "_remote" not in vars(kind):
        try:
            return kind(*args)
        except Exception:
            pass  # what it has was set later
    failure = kind.__new__(kind)
    failure.args = args
    return failure


def _exception(content):
    kind_sent, args, text, attributes, lines = content
    kind = _class(kind_sent)
    if not issubclass(kind, BaseException):
        raise wire.NoMessage("an exception that is none")
    if issubclass(kind, _NO_ERRORS):
        failure = LeftByExit(f"{kind.__name__}: {text}")
    else:
        failure = _make(kind, tuple(_from_wire(one) for one in args))
    for name, value in attributes.items():
        setattr(failure, str(name), _from_wire(value))
    failure._text = str(text)
    failure.submission_lines = str(lines)
    return failure


def _object(value):
    if isinstance(value, (_Object, _Module)):
        return {"mine": object.__getattribute__(value, "_remote")}
    if isinstance(value, type):
        if "_remote" in vars(value):
            return {"mine": value._remote}
        if getattr(builtins, value.__name__, None) is value:
            return {"builtin": value.__name__}
    if isinstance(value, BaseException):
        return {"exception": [_object(type(value)),
                              [_to_wire(one) for one in value.args]]}
    if callable(value) and not isinstance(value, type):
        # One function is one over there, too.
        number = _numbers.setdefault(id(value), len(_local))
        if number == len(_local):
            _local.append(value)
        return {"back": [number, getattr(value, "__name__", "")]}
    raise wire.NotSendable(
        f"a {type(value).__name__} cannot be handed to another process")


def _to_wire(value):
    return wire.encode(value, _object)


def _called_back(message):
    """One of the suite's functions, called by the submission."""
    try:
        function = _local[int(message["back"])]
        args = [_from_wire(one) for one in message["a"]]
        named = {name: _from_wire(one) for name, one in message["k"].items()}
    except (KeyError, TypeError, ValueError, IndexError):
        raise wire.NoMessage("a call of what is not there") from None
    try:
        wire.send({"v": _to_wire(function(*args, **named))})
    except Exception as failure:
        wire.send({"x": [_object(type(failure)),
                         [_to_wire(one) for one in failure.args]]})


def _put_back(target, sent):
    """The content of a container, as the submission left it."""
    value = _from_wire(sent)
    if type(value) is not type(target):
        raise wire.NoMessage("a change that is none")
    if isinstance(target, (list, bytearray)):
        target[:] = value
    else:
        target.clear()
        target.update(value)


def _ask(what, args, named=None):
    """Has the submission do something and gives the reply."""
    if threading.current_thread() is not threading.main_thread():
        raise wire.NotSendable("only the test's own thread speaks to the program")
    wire.send({"do": what, "a": [_to_wire(one) for one in args],
               "k": {name: _to_wire(one) for name, one in (named or {}).items()}})
    while "back" in (reply := wire.receive()):
        _called_back(reply)
    try:
        if "x" in reply:
            raised = _exception(reply["x"])
        else:
            raised = None
            for place, content in reply["m"]:
                _put_back(args[place + 1], content)
            reply["v"] = _from_wire(reply["v"])
    except (KeyError, TypeError, ValueError, IndexError, AttributeError,
            RecursionError) as failure:
        raise wire.NoMessage(f"a reply that is none: {failure!r:.80}") from None
    if raised is not None:
        raise raised
    return reply


def _do(what, *args, **named):
    return _ask(what, args, named)["v"]


class _Class(type):
    """A class of the submission's."""

    def __call__(cls, *args, **named):
        return _do("call", cls, *args, **named)

    def __getattr__(cls, name):
        return _do("getattr", cls, name)

    def __iter__(cls):
        return _do("iter", cls)

    def __getitem__(cls, key):
        return _do("getitem", cls, key)

    def __len__(cls):
        return _do("len", cls)


# What these come to is a value, or else what any object may say of itself.
_HARMLESS = {"bool", "bytes", "complex", "dir", "eq", "float", "format",
             "getitem", "hash", "int", "index", "iter", "len", "next", "repr",
             "reversed", "str", "delitem", "setitem"}


def _may(what):
    """Whether an object of the submission's may answer for the operator: only
    where one of the reference's does. Else a class that is less than everything,
    or nothing when subtracted, would do for any number."""
    if what in _HARMLESS:
        return True
    used.add(what)
    return _allowed is None or what in _allowed


# For these Python would take NotImplemented for a result.
_UNARY = {"abs", "inv", "neg", "pos", "round"}


def _forward(name, what):
    def method(self, *args):
        if _may(what):
            return _do(what, self, *args)
        if what in _UNARY:
            raise TypeError(f"{name} of the program's {type(self).__name__}")
        return NotImplemented
    method.__name__ = name
    return method


def _reflected(name, what):
    def method(self, other):
        return _do(what, other, self) if _may(what) else NotImplemented
    method.__name__ = name
    return method


class _Object:
    """An object of the submission's that has no form of its own here."""

    def __call__(self, *args, **named):
        return _do("call", self, *args, **named)

    def __getattr__(self, name):
        return _do("getattr", self, name)

    def __setattr__(self, name, value):
        _do("setattr", self, name, value)

    def __delattr__(self, name):
        _do("delattr", self, name)

    def __enter__(self):
        return _do("call", _do("getattr", self, "__enter__"))

    # What the suite itself has raised is none of the submission's business.
    def __exit__(self, kind, failure, trace):
        handled = _do("call", _do("getattr", self, "__exit__"), None, None, None)
        return bool(handled) and hasattr(failure, "submission_lines")

    # Unless the reference's answers for itself, what is in it decides, here.
    def __contains__(self, item):
        if _may("contains"):
            return bool(_do("contains", self, item))
        return any(one is item or one == item for one in iter(self))

    # To a value of the language's it is equal only as a value of the language's:
    # what a class of the submission's says of that counts for nothing.
    def __eq__(self, other):
        if isinstance(other, _Object):
            return _do("eq", self, other)
        if not object.__getattribute__(self, "_has_value"):
            return NotImplemented
        value = _do("value", self)
        return bool(value) and type(value[0]) is type(other) and value[0] == other

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal


for _name, _what in {
        "bool": "bool", "bytes": "bytes", "complex": "complex", "dir": "dir",
        "float": "float", "format": "format", "hash": "hash", "int": "int",
        "iter": "iter", "len": "len", "next": "next", "repr": "repr",
        "reversed": "reversed", "round": "round", "str": "str", "abs": "abs",
        "divmod": "divmod", "pow": "pow",
        "delitem": "delitem", "getitem": "getitem",
        "setitem": "setitem", "ge": "ge", "gt": "gt", "le": "le", "lt": "lt",
        "iadd": "iadd", "iand": "iand", "imul": "imul", "index": "index",
        "invert": "inv", "ior": "ior", "isub": "isub", "ixor": "ixor",
        "neg": "neg", "pos": "pos", "add": "add", "and": "and_",
        "floordiv": "floordiv", "lshift": "lshift", "matmul": "matmul",
        "mod": "mod", "mul": "mul", "or": "or_", "rshift": "rshift",
        "sub": "sub", "truediv": "truediv", "xor": "xor"}.items():
    setattr(_Object, f"__{_name}__", _forward(_name, _what))
for _name, _what in {
        "radd": "add", "rand": "and_", "rfloordiv": "floordiv", "rmod": "mod",
        "rmul": "mul", "ror": "or_", "rpow": "pow", "rsub": "sub",
        "rtruediv": "truediv", "rxor": "xor"}.items():
    setattr(_Object, f"__{_name}__", _reflected(_name, _what))


class _Module(types.ModuleType):
    """A module of the submission's."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _do("getattr", self, name)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the modules that are not here among the submission's."""

    def find_spec(self, name, path, target=None):
        return importlib.machinery.ModuleSpec(name, self)

    def create_module(self, spec):
        imported.add(spec.name)
        reply = _ask("import", (spec.name,))
        module = _Module(spec.name)
        try:
            number = object.__getattribute__(reply["v"], "_remote")
            names = [str(one) for one in reply["names"]]
            module.__dict__.update(_remote=number, __all__=[
                one for one in names if not hasattr(builtins, one)
                and one not in sys.stdlib_module_names
                and one not in sys.modules])  # such as pytest
        except (AttributeError, KeyError, TypeError):
            raise wire.NoMessage("a module that is none") from None
        return module

    def exec_module(self, module):
        pass


def reach(operators):
    """From now on what cannot be imported here is imported over there; its objects
    answer for `operators`, or for all if that is None."""
    global _allowed
    _allowed = operators
    sys.meta_path.append(Finder())
