"""What the frameworks share whose tests Node.js lists and runs: a program that is
asked and answers, and what stands in the suite."""

import json
import os
import shutil
import sys

import suite_program
import suite_results as results

# As Node.js names modules, links followed.
FOLDER = os.path.dirname(os.path.realpath(__file__))


class Tests:
    """Those of one suite, which `arguments` have Node.js run. The same class methods
    as in suite_unittest."""

    def __init__(self, suite_file, arguments):
        if shutil.which("node") is None:
            raise results.Missing(
                "node is not on this machine; Debian has it as nodejs")
        self._file = suite_file
        self._arguments = arguments
        self._results = None

    def _ask(self, name):
        """What the tests come to, of that name or all, or what is to be said
        where that was not told."""
        # What runs them has no use for it once it has begun to (suite_channel.mjs).
        secret = os.urandom(32).hex().encode()
        order = {"folders": [os.path.realpath(sys.argv[1]), FOLDER],
                 "suite": os.path.join(FOLDER, self._file), "test": name}
        told, _, _ = suite_program.ask(
            ["node", "--no-warnings", "--no-addons", "--experimental-vm-modules",
             *self._arguments],
            secret + b"\n" + json.dumps(order).encode())
        answer = suite_program.signed_text(told, secret)
        if answer is None:
            return {"tests": [], "outcome": results.result(
                results.ERROR, suite_program.ENDED_EARLY)}
        return json.loads(answer)

    def _all(self):
        if self._results is None:
            report = self._ask(None)
            if not report["tests"] and "outcome" in report:
                raise results.NotLoaded(report["outcome"])
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
        with open(os.path.join(FOLDER, self._file), encoding="utf-8",
                  errors="replace") as file:
            lines = file.read().splitlines()[first - 1:] if first > 0 else []
        if not lines:
            return ""
        if lines[0].rstrip().endswith(");"):
            return lines[0] + "\n"
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
