"""Tests of pytest: listed, and run one at a time. The same class methods as in
suite_unittest."""

import importlib
import importlib.util
import inspect
import os
import site
import sys
import textwrap
import warnings

import suite_results as results

# -S leaves out what the machine has installed; pytest is of that, and so is
# reached by the suite, and by what the suite imports.
sys.path += [each for each in site.getsitepackages() if each not in sys.path]
# What else is installed may have plugins of pytest's.
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
sys.dont_write_bytecode = True
try:
    import pytest
except ImportError:
    raise results.Missing(
        "pytest is not on this machine; Debian has it as python3-pytest") from None

# Of marks that it does not know, such as what counts tests for a course.
warnings.filterwarnings("ignore", category=pytest.PytestWarning)

_FAILED = (AssertionError, pytest.fail.Exception)
# What only writes, or would take what the suite prints.
_OPTIONS = ["-s", "-c", os.devnull, *(
    word for plugin in ("terminal", "cacheprovider", "faulthandler", "junitxml",
                        "stepwise", "pastebin", "nose")
    for word in ("-p", "no:" + plugin))]


class _Plugin:
    def pytest_addoption(self, parser):
        # Which the plugin that writes would bring, and assertions look at.
        parser.addoption("--verbose", dest="verbose", type=int, default=1)


class _Collected(_Plugin):
    """Keeps the tests, and runs none. Later they are known by their places: pytest
    escapes what stands in the names of parameters each time anew."""

    def __init__(self):
        self.items = {}
        self.places = {}
        self.failure = None

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        for place, item in enumerate(items):
            self.items.setdefault(_id(item), item)
            self.places.setdefault(_id(item), place)
        items.clear()

    def pytest_exception_interact(self, call):
        self.failure = self.failure or call.excinfo.value


class _Outcome(_Plugin):
    """Runs one test, and keeps what comes first, and no more."""

    def __init__(self, place, suite_file):
        self._place = place
        self._suite_file = suite_file
        self.seen = None
        self.succeeded = []

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        items[:] = items[self._place:self._place + 1]

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item, call):
        self.keep((yield).get_result(), call)

    def result(self):
        if self.seen is None and self.succeeded != ["setup", "call", "teardown"]:
            return results.result(results.ERROR, "the test did not come to its end")
        return self.seen or results.result(results.PASSED)

    def keep(self, report, call):
        failure = call.excinfo.value if call.excinfo else None
        if report.outcome == "passed":
            self.succeeded.append(report.when)
        elif self.seen is not None:
            pass
        elif (report.outcome == "skipped" and hasattr(report, "wasxfail")
              and not isinstance(failure, pytest.xfail.Exception)):
            # As the suite's mark says; what a call says, the submission may.
            self.succeeded.append(report.when)
        elif report.outcome == "skipped":
            self.seen = results.result(results.SKIPPED, str(failure))
        elif failure is None:  # expected to fail, and strictly so
            self.seen = results.result(
                results.FAILED, "it was expected to fail, and did not")
        else:
            if isinstance(failure, pytest.FixtureLookupError):
                failure = LookupError(f"no fixture is called {failure.argname!r}")
            self.seen = results.failure_result(failure, self._suite_file, _FAILED)


class _Outcomes(_Plugin):
    """Runs the tests at those places in that order, up to the first that fails."""

    def __init__(self, places, suite_file):
        self._at = {place: _Outcome(place, suite_file) for place in places}
        self._of = {}

    def result(self, place):
        return self._at[place].result()

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        items[:] = [items[place] for place in self._at]
        self._of = dict(zip(items, self._at.values()))

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item, call):
        self._of[item].keep((yield).get_result(), call)


def _id(item):
    """Without the file's name, which is the same for all."""
    name, bracket, parameters = item.nodeid.partition("[")
    return name.partition("::")[2].replace("::", ".") + bracket + parameters


class Tests:
    """Those of one suite; making it imports suite and submission."""

    def __init__(self, suite_file):
        self._file = suite_file
        module = suite_file.rpartition(".")[0]
        self._path = importlib.util.find_spec(module).origin
        folder = os.path.dirname(self._path)
        self._options = [*_OPTIONS, "--rootdir", folder, *(
            ["--confcutdir", folder]
            if os.path.exists(os.path.join(folder, "conftest.py"))
            else ["--noconftest"])]
        collected = _Collected()
        self._main(collected, "--collect-only")
        if collected.failure is not None:
            # pytest has its own words for it; the cause is what happened.
            raise collected.failure.__cause__ or collected.failure
        self._items, self._places = collected.items, collected.places

    def _main(self, plugin, *options):
        return pytest.main([*self._options, *options, self._path],
                           plugins=[plugin])

    def names(self):
        """In the order of the file."""
        return list(self._items)

    def describe(self, name):
        item = self._items[name]
        function = inspect.unwrap(item.function)
        lines, first = inspect.getsourcelines(function)
        task = item.get_closest_marker("task")
        return {"line": first, "code": textwrap.dedent("".join(lines)),
                "task": task.kwargs.get("taskno", 0) if task else 0}

    def run(self, name):
        if name not in self._items:
            return results.result(results.ERROR, f"the suite has no test {name}")
        outcome = _Outcome(self._places[name], self._file)
        self._main(outcome)
        return outcome.result()

    def run_all(self, names):
        outcomes = _Outcomes([self._places[name] for name in names], self._file)
        self._main(outcomes, "--exitfirst")
        return results.of_all(
            names, lambda name: outcomes.result(self._places[name]))


# What decides whether a test passes, for a look at whether it is as it was.
_MODULES = [importlib.import_module(name) for name in (
    "_pytest.main", "_pytest.runner", "_pytest.reports", "_pytest.outcomes",
    "_pytest.nodes", "_pytest.python", "_pytest.python_api", "_pytest.fixtures",
    "_pytest.unittest", "_pytest.skipping", "_pytest.assertion",
    "_pytest.assertion.rewrite", "pluggy._manager", "pluggy._hooks",
    "pluggy._callers", "pluggy._result")]
for _part in vars(sys.modules["_pytest.python"]).values():
    if isinstance(_part, type) and issubclass(_part, pytest.Item):
        # Where pytest notes that it has warned; it would else do so later.
        _part._pytest_diamond_inheritance_warning_shown = True
PARTS = (*_MODULES, _Collected, _Outcome, Tests, results, *(
    part for module in _MODULES for part in vars(module).values()
    if isinstance(part, type) and part.__module__ == module.__name__))
