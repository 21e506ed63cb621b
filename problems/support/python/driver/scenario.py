"""What a problem's driver is made of, in Python: the trace, the printing of
results, and the connection to the submission.

A driver is the trusted program of a problem. It runs in a process of its own
and has the learner's functions called over a connection; the adapter in the
submission's process answers. The submission reaches nothing of it.

    import scenario

    async def play(args):
        with scenario.span("answer"):
            answer = await scenario.call("answer", int(args[0]))
        scenario.show(answer)

    scenario.run(play)
"""

import asyncio
import contextlib
import json
import os
import sys

import rpc

_TRACE = 3
_MAX_EVENT = 4000  # bytes; fits in one packet

# Calls a function of the learner and gives its result; raises RuntimeError
# with the message of what it raised.
call = rpc.call
# Gives the learner a function to call, by name.
provide = rpc.provide


def _emit(event):
    # By write(2) in one piece: a packet is an event.
    os.write(_TRACE, event.replace("\n", " ").encode(errors="replace")[:_MAX_EVENT])


def show(value):
    """Prints one line of the case's output: a text as it is, else as JSON."""
    line = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    line = line.replace("\n", " ").encode(errors="replace") + b"\n"
    while line:
        line = line[os.write(1, line):]


def ordered(value, *members):
    """An object with these members first, as far as it has them."""
    if not isinstance(value, dict):
        return value
    first = {name: value[name] for name in members if name in value}
    return first | value


def note(name, text):
    """A moment worth showing on the timeline. `name` is one word."""
    _emit(f"note {name} {text}")


@contextlib.contextmanager
def span(name, id="-"):
    """A named interval of the trace; `id` tells those of one name apart."""
    _emit(f"begin {name} {id}")
    try:
        yield
    finally:
        _emit(f"end {name} {id}")


def run(play):
    """Runs the coroutine function `play` with the case's args and ends the
    process: with the end mark if it returns, with an error if it raises. If
    the submission is gone before that, ends without either."""

    async def to_the_end():
        try:
            await play(sys.argv[1:])
        except Exception as failure:
            _emit(f"error {failure}")
            print(getattr(failure, "details", None) or
                  f"exception: {type(failure).__name__}: {failure}", file=sys.stderr)
            os._exit(1)
        _emit("done")
        os._exit(0)

    started = []

    def ready():
        # A program's start is not the time of the case.
        if not started:
            started.append(asyncio.create_task(to_the_end()))

    def fail(message):
        _emit(f"error {message}")
        os._exit(1)

    provide("ready", ready)
    provide("fail", fail)
    asyncio.run(rpc.listen())
    os._exit(1)
