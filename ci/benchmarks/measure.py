"""What all benchmarks share: running and timing commands, and tables."""
import datetime
import json
import os
import pathlib
import platform
import statistics
import subprocess
import threading
import time

root = pathlib.Path(__file__).resolve().parent.parent.parent
grader = root / "build/grader"


class Measured:
    """Seconds and peak memory of several runs of one thing."""

    def __init__(self):
        self.seconds = []
        self.largest_mib = 0.0  # of one process: the grader or what it started
        self.own_mib = 0.0  # of the process itself; followed only if asked for

    def run(self, command, follow=False, **options):
        """Runs a command to its end, whatever that is, and gives its status."""
        begin = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, **options)
        ended = threading.Event()
        if follow:
            follower = threading.Thread(target=self._follow, args=(process.pid, ended))
            follower.start()
        _, status, usage = os.wait4(process.pid, 0)
        ended.set()
        if follow:
            follower.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds.append(time.perf_counter() - begin)
        self.largest_mib = max(self.largest_mib, usage.ru_maxrss / 1024)
        return process.returncode

    def _follow(self, pid, ended):
        """What wait4 tells of memory is that of the largest process below."""
        while not ended.wait(0.05):
            try:
                status = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
            except OSError:
                return
            for line in status.splitlines():
                if line.startswith("VmHWM:"):
                    self.own_mib = max(self.own_mib, int(line.split()[1]) / 1024)

    @property
    def median(self):
        return statistics.median(self.seconds)

    @property
    def p95(self):
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]

    def figures(self):
        return {"runs": len(self.seconds), "median_s": self.median, "p95_s": self.p95,
                "largest_process_mib": self.largest_mib}


class Requirements:
    """What must hold, and whether it does."""

    def __init__(self):
        self.all = []

    def at_most(self, name, bound, measured, unit=""):
        self._add(name, f"at most {bound:g}{unit}", f"{measured:.3g}{unit}", measured <= bound)

    def at_least(self, name, bound, measured, unit=""):
        self._add(name, f"at least {bound:g}{unit}", f"{measured:.3g}{unit}", measured >= bound)

    def _add(self, name, bound, measured, holds):
        self.all.append({"name": name, "bound": bound, "measured": measured, "holds": holds})

    def print(self):
        print()
        for one in self.all:
            print(f"{'holds ' if one['holds'] else 'MISSED'} {one['name']}: "
                  f"{one['measured']} ({one['bound']})")

    @property
    def hold(self):
        return all(one["holds"] for one in self.all)


def row(name, *columns):
    print(f"{name:28}" + "".join(f" {column:>13}" for column in columns), flush=True)


def ms(seconds):
    return f"{1000 * seconds:.0f} ms"


def must(command, **options):
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL, **options)


def with_cache(cache):
    return {**os.environ, "GRADER_CACHE": str(cache)}


def size_mib(folder):
    """What the files below `folder` take on the disk."""
    return sum(file.lstat().st_blocks for file in folder.rglob("*")) * 512 / 2**20


def circumstances():
    """When and on what, for whoever reads the figures later."""
    processor = platform.machine()
    for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            processor = line.partition(":")[2].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {"date": datetime.date.today().isoformat(), "processor": processor,
            "cores": os.cpu_count(), "memory_gib": round(memory),
            "load_before": round(os.getloadavg()[0], 1)}


def print_circumstances(known):
    print(f"{known['date']}, {known['cores']} cores ({known['processor']}), "
          f"{known['memory_gib']} GiB, load before: {known['load_before']}")


def write_json(path, results):
    pathlib.Path(path).write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
