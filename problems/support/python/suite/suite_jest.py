"""Tests of Jest: listed and run by Node.js, with what of Jest's such suites use.
The same class methods as in suite_unittest."""

import json
import os
import shutil
import sys

import suite_program
import suite_results as results

# As Node.js names modules, links followed.
_FOLDER = os.path.dirname(os.path.realpath(__file__))
STARTS_THE_PROGRAM = True
PARTS = ()


class Tests:
    """Those of one suite."""

    def __init__(self, suite_file):
        if shutil.which("node") is None:
            raise results.Missing(
                "node is not on this machine; Debian has it as nodejs")
        self._file = suite_file
        self._results = None

    def _ask(self, name):
        """What the tests come to, of that name or all, or what is to be said
        where that was not told."""
        secret = os.urandom(16).hex()
        order = {"folders": [os.path.realpath(sys.argv[1]), _FOLDER],
                 "suite": os.path.join(_FOLDER, self._file), "test": name,
                 "secret": secret}
        told, _, _ = suite_program.ask(
            ["node", "--no-warnings", os.path.join(_FOLDER, "jest.mjs")],
            json.dumps(order).encode())
        try:
            [line] = told.decode().splitlines()
            report = json.loads(line)
            if report.pop("secret") != secret:
                raise ValueError
            return report
        except (ValueError, KeyError, TypeError):
            return {"tests": [], "outcome": results.result(
                results.ERROR, suite_program.ENDED_EARLY)}

    def _all(self):
        if self._results is None:
            report = self._ask(None)
            if not report["tests"] and "outcome" in report:
                raise RuntimeError(report["outcome"].get("message", ""))
            self._results = {one["id"]: one for one in report["tests"]}
        return self._results

    def names(self):
        # Who asks for one test knows its name.
        return list(self._all())

    def describe(self, name):
        one = self._all()[name]
        first = int(one["begins"])
        return {"line": first, "code": self._code(first), "task": int(one["task"])}

    def _code(self, first):
        """From there to the line that closes what it opens, by how it is
        indented."""
        with open(os.path.join(_FOLDER, self._file), encoding="utf-8",
                  errors="replace") as file:
            lines = file.read().splitlines()[first - 1:] if first > 0 else []
        if not lines:
            return ""
        indented = len(lines[0]) - len(lines[0].lstrip())
        code = lines[:1]
        for line in lines[1:]:
            code.append(line)
            if line.strip() and len(line) - len(line.lstrip()) <= indented:
                break
        return "\n".join(code) + "\n"

    def run(self, name):
        report = ({"tests": [self._results[name]]} if self._results is not None
                  else self._ask(name))
        if not report["tests"]:
            return report.get("outcome") or results.result(
                results.ERROR, f"the suite has no test {name}")
        one = report["tests"][0]
        return results.result(one["outcome"], str(one["message"]), int(one["line"]))
