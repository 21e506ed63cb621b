"""What people do today: a shell script that compiles a submission and what it is
linked with, with the grader's compiler and flags but nothing prepared, runs one
case after another in real time, and compares the output.

The world a submission runs against is given to the script ready-made: it is
spared the driver and the support library, which the grader prepares once.
"""
import fcntl
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

from measure import grader, must, root

SUPPORT = root / "problems/support/cpp"
INCLUDES = [SUPPORT / part for part in (".", "rpc", "driver", "adapter")]
FLAGS = ["-std=c++20", "-O0", "-pthread", "-Wall", "-Wextra"]
PYTHON = "/usr/bin/python3"


def compiler():
    """The one the grader uses."""
    languages = json.loads(
        subprocess.run([grader, "doctor", "--format", "json"], check=False, capture_output=True).stdout
    )["languages"]
    return next(one["tool"] for one in languages if one["name"] == "cpp")


class Script:
    """Grades like the grader, without its ideas. `objects` is a folder for what
    it finds ready-made."""

    def __init__(self, objects):
        self.objects = objects
        self.cxx = compiler()
        for part in ("rpc", "driver", "adapter"):
            (objects / part).mkdir()
            for source in (SUPPORT / part).glob("*.cc"):
                must([self.cxx, *FLAGS, *_include(INCLUDES), "-c", source,
                      "-o", objects / part / f"{source.stem}.o"])

    def _objects(self, *parts):
        return [path for part in parts for path in sorted((self.objects / part).iterdir())]

    def _sources(self, problem):
        """The problem's files, and those that are made of its interface."""
        folder = self.objects / f"{problem.id}-sources"
        if not folder.exists():
            shutil.copytree(problem.folder, folder)
            for what in ("given", "adapter"):
                must([grader, "show", problem.folder, "--what", what, "--output", folder])
        return folder

    def make_driver(self, problem):
        self._sources(problem)  # before anything is measured
        must([self.cxx, *FLAGS, *_include([*INCLUDES, problem.folder]),
              problem.folder / "driver.cpp", *self._objects("driver", "rpc"),
              "-o", self._driver(problem)])

    def time(self, problem, source, measured):
        with tempfile.TemporaryDirectory() as folder:
            begin = time.perf_counter()
            self._grade(problem, source, pathlib.Path(folder))
            measured.seconds.append(time.perf_counter() - begin)

    def _driver(self, problem):
        return self.objects / f"{problem.id}-driver"

    def _grade(self, problem, source, folder):
        if source.suffix == ".py":
            library = root / "problems/support/python"
            for modules in (library, library / "adapter", self._sources(problem)):
                for module in modules.glob("*.py"):
                    shutil.copy(module, folder)
            command = [PYTHON, "-I", folder, source.parent, source.name]
        else:
            program = folder / "program"
            sources = self._sources(problem)
            must([self.cxx, *FLAGS, *_include([*INCLUDES, sources]), source,
                  sources / "adapter.cpp", *self._objects("adapter", "rpc"), "-o", program])
            command = [program]
        for case in problem.cases:
            output = _run_case(self._driver(problem),
                               [str(word) for word in case.get("args", [])], command)
            expected = case.get("expect", {}).get("stdout")
            if isinstance(expected, str) and output != expected:
                sys.exit(f"{problem.id}, {case['name']}: the reference printed\n{output}")


def _include(folders):
    return [f"-I{folder}" for folder in folders]


def _run_case(driver, arguments, submission):
    """The output of a case, run in real time."""
    ours, theirs = socket.socketpair()
    with ours, theirs, open(os.devnull, "wb") as null:

        def start(command, connection, out):
            # Out of the way of 3 and 4, which may be these two.
            high = [fcntl.fcntl(one, fcntl.F_DUPFD_CLOEXEC, 100) for one in (null, connection)]

            def connect():
                os.dup2(high[0], 3)
                os.dup2(high[1], 4)

            process = subprocess.Popen(command, preexec_fn=connect, close_fds=False,
                                       stdout=out, stderr=null)
            for descriptor in high:
                os.close(descriptor)
            return process

        world = start([driver, *arguments], ours, subprocess.PIPE)
        program = start(submission, theirs, null)
        ours.close()
        theirs.close()
        output = world.communicate()[0].decode()
        program.wait()
    return output
