"""Tests of Bats: listed by reading, and run one at a time by Bats itself, which
starts the submission as a program. The same class methods as in suite_unittest."""

import os
import re
import shutil
import subprocess
import sys

import suite_results as results

_FOLDER = os.path.dirname(os.path.abspath(__file__))
_TEST = re.compile(r"^\s*@test\s+(['\"]?)(.+?)\1\s+\{(.*)$")
_FUNCTION = re.compile(r"^\s*(?:function\s+)?([^\s(]+)\s*(?:\(\s*\))?\s*\{\s*#\s*@test")
# The tests share the program's files, not its modules.
STARTS_THE_PROGRAM = True
PARTS = ()


def _unquoted(name, quote):
    return re.sub(r"\\(.)", r"\1", name) if quote == '"' else name


def _copy_all(source, target):
    for entry in os.scandir(source):
        place = os.path.join(target, entry.name)
        if entry.is_dir():
            os.makedirs(place, exist_ok=True)
            _copy_all(entry.path, place)
        elif not os.path.exists(place):
            shutil.copyfile(entry.path, place)
            os.chmod(place, 0o755)


class Tests:
    """Those of one suite; making it puts suite and submission into the folder
    where they run."""

    def __init__(self, suite_file):
        if shutil.which("bats") is None:
            raise results.Missing("bats is not on this machine; Debian has it as bats")
        self._file = suite_file
        with open(os.path.join(_FOLDER, suite_file), encoding="utf-8",
                  errors="replace") as file:
            self._lines = file.read().splitlines()
        self._tests = {}
        self._written = {}  # names as they stand between the quotation marks
        for number, line in enumerate(self._lines, 1):
            found = _TEST.match(line)
            function = _FUNCTION.match(line)
            if found:
                name = _unquoted(found[2], found[1])
                self._tests.setdefault(name, number)
                self._written.setdefault(name, found[2])
            elif function:
                self._tests.setdefault(function[1], number)
                self._written.setdefault(function[1], function[1])
        # What is handed in does not take the place of a file of the suite's, all
        # of which are there.
        _copy_all(sys.argv[1], ".")

    def names(self):
        return list(self._tests)

    def describe(self, name):
        first = self._tests[name]
        code = []
        for line in self._lines[first - 1:]:
            code.append(line)
            if line.rstrip() == "}":
                break
        return {"line": first, "code": "\n".join(code) + "\n", "task": 0}

    def run(self, name):
        if name not in self._tests:
            return results.result(results.ERROR, f"the suite has no test {name}")
        # Bats looks for them as they are written.
        pattern = "^" + re.sub(r"([][\\.*+?^${}()|])", r"\\\1",
                               self._written[name]) + "$"
        done = subprocess.run(
            ["bats", "--formatter", "tap", "--filter", pattern, self._file],
            env={**os.environ, "BATS_RUN_SKIPPED": "true", "BATS_TMPDIR": os.getcwd(),
                 "TMPDIR": os.getcwd(), "TERM": "dumb"},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)
        return self._outcome(done.stdout.decode(errors="replace"), done.returncode)

    def _outcome(self, told, status):
        lines = told.splitlines()
        ended = [line for line in lines if re.match(r"(not )?ok \d+ ", line)]
        # What runs in a test can write to where Bats does.
        if (len(ended) != 1 or lines[:1] != ["1..1"]
                or (status == 0) != ended[0].startswith("ok ")):
            return results.result(results.ERROR, "the test did not come to its end\n"
                                  + told)
        if ended[0].startswith("ok "):
            skipped = re.search(r"# skip ?(.*)$", ended[0])
            if skipped:
                return results.result(results.SKIPPED, skipped[1])
            return results.result(results.PASSED)
        notes = [line[2:] for line in lines if line.startswith("# ")]
        line = 0
        for note in notes:
            place = re.search(
                rf"in test file .*{re.escape(self._file)}, line (\d+)", note)
            if place:
                line = int(place[1])
        return results.result(results.FAILED, "\n".join(notes), line)
