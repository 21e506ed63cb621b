"""Runs a lesson's program and records what its author asked for: how long it
took, and at each step the state of its tasks and the values of variables.

    record.py PROGRAM ORDER ARGUMENT…

ORDER is a JSON object: `tasks` ([["Task 1", "fetch #2"], …]), `variables`
(names) and `steps` (numbers of lines; 0: the event loop waits). What was seen
lies in `recording.json` then. Time here is time of waiting: what a program
computes takes another time on every machine.
"""
import asyncio
import atexit
import gc
import importlib
import inspect
import json
import os
import re
import sys
import threading
import time

RECORDING = "recording.json"
UNSET = "—"


def waited():
    return time.monotonic() - time.process_time()


class Recorder:
    def __init__(self, order, program):
        self.order = order
        self.program = program
        self.tasks = {}  # by "FUNCTION #NUMBER"
        self.counts = {}
        self.frames = {}  # the latest of each function of the program
        self.moments = []
        self.next_step = 0
        self.start = waited()
        self.first = None
        self.thread = threading.get_ident()

    # ---- what is seen ------------------------------------------------------

    def add_task(self, task, coroutine):
        name = getattr(coroutine, "__name__", "")
        number = self.counts[name] = self.counts.get(name, 0) + 1
        self.tasks[f"{name} #{number}"] = task, coroutine

    def state(self, name):
        key = name if " #" in name else f"{name} #1"
        if key not in self.tasks:
            return "not started"
        task, coroutine = self.tasks[key]
        if task.done():
            if task.cancelled():
                return "cancelled"
            return "failed" if task.exception() is not None else "completed"
        state = inspect.getcoroutinestate(coroutine)
        return {
            inspect.CORO_CREATED: "not started",
            inspect.CORO_RUNNING: "started",
            inspect.CORO_SUSPENDED: "sleeping",
            # Its last line is done; the event loop has not looked yet.
            inspect.CORO_CLOSED: "completed",
        }[state]

    def value(self, name):
        for frame in reversed(self.frames.values()):
            variables = frame.f_locals
            if name in variables:
                return repr(variables[name])
        return UNSET

    def look(self):
        if self.first is None and self.moments:
            self.first = waited()
        self.moments.append({
            "at": 0 if self.first is None else waited() - self.first,
            "tasks": [self.state(function) for _, function in self.order["tasks"]],
            "variables": [self.value(name) for name in self.order["variables"]],
        })

    # ---- when it is looked -------------------------------------------------

    def on_step(self, line):
        steps = self.order["steps"]
        if self.next_step < len(steps) and steps[self.next_step] == line:
            self.next_step += 1
            self.look()

    def trace(self, frame, event, _):
        if frame.f_code.co_filename != self.program:
            return None
        if event == "call":
            # The latest comes last.
            self.frames.pop(frame.f_code, None)
            self.frames[frame.f_code] = frame
        elif event == "line":
            self.on_step(frame.f_lineno)
        return self.trace

    def watch_loop(self, loop):
        def make_task(loop, coroutine, **options):
            task = asyncio.Task(coroutine, loop=loop, **options)
            self.add_task(task, coroutine)
            return task

        loop.set_task_factory(make_task)
        selector = loop._selector  # all event loops of asyncio here have one
        select = selector.select

        def watched(timeout=None):
            if timeout is None or timeout > 0:
                self.on_step(0)
            return select(timeout)

        selector.select = watched

    def write(self):
        if self.order["steps"]:
            self.look()
        with open(RECORDING, "w", encoding="utf-8") as file:
            json.dump({"waited": waited() - self.start, "moments": self.moments}, file)


class Policy(asyncio.DefaultEventLoopPolicy):
    """Makes event loops as ever, and has the recorder watch them."""

    recorder = None

    def new_event_loop(self):
        loop = super().new_event_loop()
        if threading.get_ident() == self.recorder.thread:
            self.recorder.watch_loop(loop)
        return loop


def import_ahead(source):
    """What the program imports at first: not what it takes itself."""
    # The command line of httpx, which no lesson shows and httpx does without:
    # importing it takes longer than importing the rest of httpx.
    sys.modules["httpx._main"] = None
    # What is imported stays: nobody has to look, again and again, whether it is
    # rubbish.
    gc.disable()
    for module in re.findall(r"^(?:import|from) +([\w.]+)", source, re.MULTILINE):
        try:
            importlib.import_module(module)
        except ImportError:
            pass  # the program says so
    gc.freeze()
    gc.enable()


def end_early(module, status):
    """Has the interpreter end as ever, with all that it says of what `module`
    left behind (coroutines that nobody awaited), but without taking apart what
    was imported, which takes longer than most programs. The last to be called
    is who was registered first: what imports register comes before all of
    these."""

    def leave():
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status())

    atexit.register(leave)
    atexit.register(gc.collect)
    atexit.register(module.__dict__.clear)
    # No thread goes on without what is taken away.
    atexit.register(sys.setswitchinterval, 3600)


def main():
    program, order = sys.argv[1], json.loads(sys.argv[2])
    del sys.argv[2], sys.argv[0]
    with open(program, encoding="utf-8") as file:
        source = file.read()
    code = compile(source, program, "exec")
    module = type(sys)("__main__")
    status = 0
    end_early(module, lambda: status)
    import_ahead(source)
    recorder = Recorder(order, program)
    sys.modules["__main__"] = module
    module.__file__ = program
    if order["steps"]:
        Policy.recorder = recorder
        asyncio.set_event_loop_policy(Policy())
        recorder.look()
        sys.settrace(recorder.trace)
    try:
        exec(code, module.__dict__)
    except SystemExit as leave:
        if isinstance(leave.code, int):
            status = leave.code & 0xFF
        elif leave.code is not None:
            print(leave.code, file=sys.stderr)
            status = 1
    except BaseException as error:
        # From the program on, without what started it.
        trace = error.__traceback__.tb_next
        sys.excepthook(type(error), error.with_traceback(trace), trace)
        status = 1
    sys.settrace(None)
    recorder.write()
    sys.exit(status)


main()
