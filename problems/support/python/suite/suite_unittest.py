"""Tests of Python's own unittest: listed, and run one at a time."""

import importlib
import unittest

import suite_results as results

_FAILED = (AssertionError,)


class _Outcome(unittest.TestResult):
    """Keeps what comes first, and no more."""

    def __init__(self, suite_file):
        super().__init__()
        self._suite_file = suite_file
        self.seen = None
        self.succeeded = 0

    def _keep(self, failure):
        if self.seen is None:
            self.seen = results.failure_result(
                failure, self._suite_file, _FAILED)

    def addSuccess(self, test):
        self.succeeded += 1

    def addExpectedFailure(self, test, failure):
        self.succeeded += 1

    def addError(self, test, failure):
        self._keep(failure[1])

    addFailure = addError

    def addSubTest(self, test, subtest, failure):
        if failure is not None:
            self._keep(failure[1])

    def addSkip(self, test, reason):
        self.seen = self.seen or results.result(results.SKIPPED, str(reason))

    def addUnexpectedSuccess(self, test):
        self.seen = self.seen or results.result(
            results.FAILED, "it was expected to fail, and did not")


def _flat(tests):
    for test in tests:
        if isinstance(test, unittest.TestSuite):
            yield from _flat(test)
        else:
            yield test


def _id(test):
    return ".".join(test.id().split(".")[1:])


class Tests:
    """Those of one suite; making it imports suite and submission."""

    def __init__(self, suite_file):
        self._file = suite_file
        self._module = importlib.import_module(suite_file.rpartition(".")[0])
        self._tests = {}
        for test in _flat(unittest.defaultTestLoader.loadTestsFromModule(self._module)):
            # What a suite makes itself (load_tests) may have one name for several.
            name, same = _id(test), 1
            while name in self._tests:
                same += 1
                name = f"{_id(test)} ({same})"
            self._tests[name] = test

    def names(self):
        """In the order of the file."""
        return sorted(self._tests, key=self._line)

    def _line(self, name):
        test = self._tests[name]
        method = getattr(test, getattr(test, "_testMethodName", ""), None)
        # Whatever can be called may be a test; what has no line comes first.
        code = getattr(method, "__code__", None)
        return getattr(code, "co_firstlineno", 0)

    def describe(self, name):
        import inspect
        import textwrap
        test = self._tests[name]
        method = inspect.unwrap(getattr(type(test), test._testMethodName))
        lines, first = inspect.getsourcelines(method)
        return {"line": first, "code": textwrap.dedent("".join(lines)),
                "task": getattr(method, "task", 0)}

    def run(self, name):
        test = self._tests.get(name)
        if test is None:
            return results.result(results.ERROR, f"the suite has no test {name}")
        outcome = _Outcome(self._file)
        unittest.TestSuite([test]).run(outcome)
        # unittest has exceptions of its own that end a test without a word.
        if outcome.seen is None and outcome.succeeded != 1:
            return results.result(results.ERROR, "the test did not come to its end")
        return outcome.seen or results.result(results.PASSED)

    def run_all(self, names):
        return results.of_all(names, self.run)


# What decides whether a test passes, for a look at whether it is as it was.
PARTS = (unittest.TestCase, unittest.TestResult, unittest.TestSuite,
         unittest.TestLoader, unittest.case._Outcome,
         unittest.case._AssertRaisesContext, _Outcome, Tests, results)
