"""The programs of a queue on this machine: a nats-server, and workers that each have a
share of the cores."""
import contextlib
import json
import os
import pathlib
import re
import signal
import subprocess
import threading
import time
import urllib.request

from measure import grader, root, with_cache

PRIORITY = 30
NOBODY = 65534
PERIOD_US = 10_000  # short, so that a job is not over before its share counts


def real_time(wanted=True):
    """What a process that is about to begin does to go before all others, or not to."""
    try:
        os.sched_setscheduler(0, os.SCHED_RR if wanted else os.SCHED_OTHER,
                              os.sched_param(PRIORITY if wanted else 0))
    except PermissionError:
        pass


def may_be_real_time():
    policy = os.sched_getscheduler(0), os.sched_getparam(0)
    try:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(PRIORITY))
        os.sched_setscheduler(0, *policy)
    except PermissionError:
        return False
    return True


class NatsServer:
    """One with JetStream, of its own, in `folder`."""

    def __init__(self, folder):
        self.process = subprocess.Popen(
            ["nats-server", "-js", "-sd", folder, "-a", "127.0.0.1", "-p", "-1", "-m", "-1"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, preexec_fn=real_time)
        said = ""
        while "Server is ready" not in said:
            line = self.process.stderr.readline()
            if not line:
                raise RuntimeError(f"nats-server did not start: {said}")
            said += line
        threading.Thread(target=self.process.stderr.read, daemon=True).start()
        self.url = f"nats://127.0.0.1:{self._port('client connections on', said)}"
        self.monitor = f"http://127.0.0.1:{self._port('http monitor on', said)}/varz"

    @staticmethod
    def _port(what, said):
        return re.search(what + r" \S+:(\d+)", said)[1]

    def traffic(self):
        """Messages and bytes that came and went so far."""
        with urllib.request.urlopen(self.monitor) as answer:
            facts = json.load(answer)
        return {"messages": facts["in_msgs"] + facts["out_msgs"],
                "bytes": facts["in_bytes"] + facts["out_bytes"]}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


class PostgresServer:
    """One with an empty database, of its own, in `folder`; `url` is None where the machine
    has none."""

    def __init__(self, folder):
        self.url = None
        programs = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/postgres"))
        if not programs:
            return
        own = {}
        if os.geteuid() == 0:  # it refuses to be root's
            os.chown(folder, NOBODY, NOBODY)
            own = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        data = f"{folder}/data"
        subprocess.run([programs[-1].parent / "initdb", "-D", data, "-U", "grader", "-A", "trust",
                        "-E", "UTF8", "--locale=C"], check=True, stdout=subprocess.DEVNULL, **own)
        self.process = subprocess.Popen(
            [programs[-1], "-D", data, "-k", folder, "-c", "listen_addresses="],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            preexec_fn=real_time, **own)
        while "ready to accept connections" not in (line := self.process.stderr.readline()):
            if not line:
                raise RuntimeError("postgres did not start")
        threading.Thread(target=self.process.stderr.read, daemon=True).start()
        self.url = f"postgresql://grader@/postgres?host={folder}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.url:
            self.process.send_signal(signal.SIGINT)
            self.process.wait()


class Shares:
    """Control groups, each of which may use the same share of a core, and which go before
    what else the machine does. None where they cannot be made: `why_not`."""

    def __init__(self, count, share):
        self.groups = []
        self.why_not = ""
        first = pathlib.Path("/sys/fs/cgroup/cpu")
        self.old = first.is_dir()
        parent = (first if self.old else pathlib.Path("/sys/fs/cgroup")) / f"grader-bench-{os.getpid()}"
        try:
            parent.mkdir()
            self.groups.append(parent)
            if self.old:
                (parent / "cpu.shares").write_text("262144")
            else:
                (parent.parent / "cgroup.subtree_control").write_text("+cpu")
                (parent / "cpu.weight").write_text("10000")
                (parent / "cgroup.subtree_control").write_text("+cpu")
            for i in range(count):
                group = parent / str(i)
                group.mkdir()
                self.groups.append(group)
                quota = int(share * PERIOD_US)
                if self.old:
                    (group / "cpu.cfs_period_us").write_text(str(PERIOD_US))
                    (group / "cpu.cfs_quota_us").write_text(str(quota))
                else:
                    (group / "cpu.max").write_text(f"{quota} {PERIOD_US}")
        except OSError as error:
            self.why_not = str(error)
            self.close()

    def enter(self, number):
        """For a process that is about to begin."""
        if self.groups:
            (self.groups[1 + number] / "cgroup.procs").write_text("0")

    def close(self):
        for group in reversed(self.groups):
            for _ in range(100):
                with contextlib.suppress(OSError):
                    group.rmdir()
                    break
                time.sleep(0.1)
        self.groups = []


class Worker:
    """`grader work` with one job at a time, on one core, and when it began and ended what."""

    def __init__(self, url, cache, core, before, options=()):
        def begin():
            before()
            os.sched_setaffinity(0, {core})
        self.begun = []
        self.done = []
        self.process = subprocess.Popen(
            [grader, "work", "--queue", url, "--jobs", "1", *options], cwd=root,
            env=with_cache(cache), stdout=subprocess.PIPE, text=True, preexec_fn=begin)
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError("grader work did not start")
            if " takes jobs from " in line:
                break
        self.listening = threading.Thread(target=self._listen)
        self.listening.start()

    def _listen(self):
        for line in self.process.stdout:
            now = time.monotonic()
            if line.startswith("begins "):
                self.begun.append(now)
            elif " after " in line:
                self.done.append(now)

    def services(self):
        """Seconds from each job's end to the next one's, while jobs wait."""
        edges = [self.begun[0], *self.done]
        return [after - before for before, after in zip(edges, edges[1:])]

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.listening.join()
        self.process.wait()
