"""One end of the connection between a problem's driver and its adapter, and what
an adapter is made of, in Python.

The adapter is the part of the submission's process that answers the driver,
the trusted program of the problem. Both speak JSON-RPC 2.0 over descriptor 4,
one message per line, with requests in both directions; `$/cancelRequest`
cancels one. Nothing in the submission's process is trusted, or worth having:
the driver decides.
"""

import sys

# There is no network here, and loading TLS would take a tenth of every start:
# asyncio does without it where it is not to be had.
sys.modules["ssl"] = None
import asyncio  # noqa: E402
del sys.modules["ssl"]

import dis  # noqa: E402
import importlib.util  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import socket  # noqa: E402
import threading  # noqa: E402
import traceback  # noqa: E402

_CONNECTION = 4
_CANCEL = "$/cancelRequest"
_METHOD_NOT_FOUND = -32601
_SERVER_ERROR = -32000
_MAX_MESSAGE = 4 << 20  # more than any case needs


class NoMessage(Exception):
    """The other side does not speak as agreed."""


class Peer:
    """Our end of the connection. call() and notify() work from any thread."""

    def __init__(self, connection):
        # Blocking, for sending: what is called is sent before anything else
        # happens. Receiving does not wait.
        self._socket = connection
        self._sending = threading.Lock()
        self._methods = {}
        self._received = b""
        self._running = {}  # tasks that answer requests, by the request's id
        self._pending = {}  # futures of our own requests, with their loops
        self._last_id = 0
        self.describe = describe

    def provide(self, name, method):
        """Lets the other side call `method`, a function or coroutine function."""
        self._methods[name] = method

    async def call(self, method, *params):
        """Calls a function of the other side; raises RuntimeError if it failed."""
        loop = asyncio.get_running_loop()
        answer = loop.create_future()
        with self._sending:
            self._last_id += 1
            number = self._last_id
        self._pending[number] = (loop, answer)
        self._send(id=number, method=method, params=params)
        try:
            return await answer
        except asyncio.CancelledError:
            self._send(method=_CANCEL, params={"id": number})
            raise
        finally:
            self._pending.pop(number, None)

    def notify(self, method, *params):
        """Tells the other side something; does not wait."""
        self._send(method=method, params=params)

    async def serve(self):
        """Answers the other side until it is gone; raises NoMessage if that sends
        what is none."""
        loop = asyncio.get_running_loop()
        self._gone = loop.create_future()
        loop.add_reader(self._socket, self._receive)
        await self._gone

    def _send(self, **message):
        line = json.dumps({"jsonrpc": "2.0", **message}, default=_refuse,
                          ensure_ascii=False, allow_nan=False)
        try:
            with self._sending:
                self._socket.sendall(line.encode(errors="replace") + b"\n")
        except OSError:
            pass  # gone: serve() will see it

    def _receive(self):
        try:
            data = self._socket.recv(1 << 16, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            if not self._gone.done():
                self._gone.set_result(None)
            return
        *lines, self._received = (self._received + data).split(b"\n")
        try:
            for line in lines:
                self._handle(json.loads(line))
            if len(self._received) > _MAX_MESSAGE:
                raise ValueError("longer than 4 MiB")
        except Exception as failure:
            if not self._gone.done():
                self._gone.set_exception(NoMessage(
                    f"{type(failure).__name__}: {failure}"))

    def _handle(self, message):
        if "method" not in message:
            self._answered(message)
        elif message["method"] == _CANCEL:
            if task := self._running.get(message["params"]["id"]):
                task.cancel()
        else:
            task = asyncio.create_task(self._answer(message))
            self._running[message.get("id")] = task

    def _answered(self, message):
        loop, answer = self._pending.get(message["id"], (None, None))
        if answer is None:
            return  # cancelled meanwhile

        def settle():
            if answer.done():
                return
            if "error" in message:
                error = message["error"]
                failure = RuntimeError(error["message"])
                data = error.get("data", {})
                # None: to be told by the message; empty: told already.
                failure.details = "" if data.get("shown") else data.get("traceback")
                answer.set_exception(failure)
            else:
                answer.set_result(message.get("result"))

        if loop is asyncio.get_running_loop():
            settle()
        else:
            loop.call_soon_threadsafe(settle)

    async def _answer(self, message):
        number = message.get("id")
        try:
            method = self._methods.get(message["method"])
            if method is None:
                error = {"code": _METHOD_NOT_FOUND,
                         "message": f"no method {message['method']}"}
                self._send(id=number, error=error)
                return
            result = method(*message.get("params", ()))
            if asyncio.iscoroutine(result):
                result = await result
            self._send(id=number, result=result)
        except Exception as failure:
            self._send(id=number, error=self.describe(failure))
        except asyncio.CancelledError:
            if not self._gone.cancelled():  # else the whole process is leaving
                self._send(id=number, error={"code": _SERVER_ERROR,
                                             "message": "cancelled",
                                             "data": {"type": "CancelledError"}})
            raise
        finally:
            self._running.pop(number, None)


def _refuse(value):
    name = getattr(value, "__name__", type(value).__name__)
    if asyncio.iscoroutine(value) or asyncio.isfuture(value):
        raise TypeError(f"{name} was returned without having been awaited")
    raise TypeError(f"a {name} was returned, which JSON cannot express")


def describe(failure):
    """What the driver is told of an exception."""
    return {"code": _SERVER_ERROR,
            "message": str(failure) or type(failure).__name__,
            "data": {"type": type(failure).__name__,
                     "traceback": learner_traceback(failure)}}


_shown = set()
_MAX_SHOWN = 3


def show(failure):
    """Prints where the learner's code went wrong, also when the driver takes the
    failure for an answer of which only the message matters; each place once,
    and only the first few. Gives whether it is printed."""
    if _is_meant(failure):
        return False
    text = learner_traceback(failure)
    if text not in _shown and len(_shown) < _MAX_SHOWN:
        _shown.add(text)
        print(text, end="", file=sys.stderr, flush=True)
    return text in _shown


def _is_meant(failure):
    """Whether `failure` is one of the driver's, a timeout, or comes from a `raise`
    outside the standard library: no surprise to whoever wrote that."""
    if hasattr(failure, "details") or isinstance(
            failure, (TimeoutError, asyncio.TimeoutError)):
        return True
    last = failure.__traceback__
    while last.tb_next is not None:
        last = last.tb_next
    code = last.tb_frame.f_code
    folders = os.path.dirname(os.path.abspath(__file__)), sys.path[-1]
    return (os.path.dirname(code.co_filename) in folders
            and dis.opname[code.co_code[last.tb_lasti]] == "RAISE_VARARGS")


def _show_and_describe(failure):
    shown = show(failure)
    error = describe(failure)
    error["data"]["shown"] = shown
    return error


def learner_traceback(failure):
    """The traceback of `failure` with the frames of the learner's files only."""
    folder = sys.path[-1] + os.sep
    report = traceback.TracebackException.from_exception(failure)
    seen = report
    while seen is not None:
        seen.stack = traceback.StackSummary.from_list(
            [frame for frame in seen.stack if frame.filename.startswith(folder)])
        seen = seen.__cause__ or seen.__context__
    return "".join(report.format()).replace(folder, "")


_peer = Peer(socket.socket(fileno=os.dup(_CONNECTION)))
call = _peer.call
notify = _peer.notify
provide = _peer.provide
listen = _peer.serve


def fail(message, details=""):
    """Reports that the submission cannot go on, and ends the process."""
    print(details or message, file=sys.stderr, flush=True)
    notify("fail", message)
    while _peer._socket.recv(1 << 16):
        pass  # the driver ends the run when it has taken note
    os._exit(1)


def load(*names):
    """The learner's solution, which has to define `names`."""
    path = os.path.join(*sys.argv[1:3])  # folder and file
    try:
        spec = importlib.util.spec_from_file_location("solution", path)
        solution = importlib.util.module_from_spec(spec)
        sys.modules["solution"] = solution
        spec.loader.exec_module(solution)
    except Exception as failure:
        fail(f"{type(failure).__name__}: {failure}", learner_traceback(failure))
    for name in names:
        if not hasattr(solution, name):
            fail(f"{os.path.basename(path)} does not define {name}")
    return solution


def serve(**methods):
    """Answers the driver until it has seen enough, and ends the process."""
    _peer.describe = _show_and_describe
    for name, method in methods.items():
        provide(name, method)

    async def answer():
        notify("ready")
        await listen()

    asyncio.run(answer())
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
