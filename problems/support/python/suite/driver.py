"""The driver of every suite of tests: DRIVER MODE FRAMEWORK SUITE [TEST
[OPERATORS]], or handed-in FRAMEWORK ORDER.

MODE says where the tests run: `apart`, in this process, with the submission in
another one; or `shared`, in the submission's. Without TEST all of them are run
and listed. Tests that are handed in are the submission, and run there, all of
them, from the first on or from the last. Prints one line of JSON: what became of
the test, or of all.
"""

import importlib
import json
import os
import sys

# What a suite prints is no result.
_results = os.dup(1)
os.dup2(2, 1)

import suite_compiled  # noqa: E402
import suite_remote  # noqa: E402
import suite_results as results  # noqa: E402
import suite_wire as wire  # noqa: E402

_TRACE = 3
_BROKEN = (wire.Gone, wire.NoMessage)


def _tell(outcome):
    text = json.dumps(outcome).encode()
    while text:
        text = text[os.write(_results, text):]
    os.write(_TRACE, b"done")


def _end_with_error(text):
    os.write(_TRACE, f"error {text}".encode()[:1000].replace(b"\n", b" "))
    os._exit(1)


def _fail(text):
    """Ends the driver as one that has failed, which is nothing of the tests'. At
    once: whoever loses the connection first ends the run."""
    print(text, file=sys.stderr, flush=True)
    os._exit(1)


def _load(framework, suite_file):
    """The suite's tests, or what is to be said where it cannot be loaded."""
    try:
        module = importlib.import_module("suite_" + framework)
        tests = module.Tests(suite_file)
    except (*_BROKEN, results.Missing):
        raise
    except BaseException as failure:
        return None, results.failure_result(failure, suite_file, ())
    if tests.names() and not suite_remote.imported:
        return None, results.result(results.ERROR, results.IMPORTS_NOTHING)
    return tests, None


def _run(tests, name, suite_file):
    """What became of the test, whatever it raises."""
    try:
        return tests.run(name)
    except _BROKEN:
        raise
    except BaseException as failure:
        return results.failure_result(failure, suite_file, ())


def _apart(framework, suite_file, name, operators):
    wire.send({"apart": True})
    suite_compiled.copy_others(".")
    suite_remote.reach(operators)
    tests, outcome = _load(framework, suite_file)
    if name is not None:
        return outcome or _run(tests, name, suite_file)
    if outcome is not None:
        return {"tests": [], "outcome": outcome}
    listed = []
    when_loaded = set(suite_remote.used)
    for one in tests.names():
        suite_remote.used.clear()
        outcome = _run(tests, one, suite_file)
        listed.append({**outcome, **tests.describe(one), "id": one,
                       "operators": sorted(when_loaded | suite_remote.used)})
    return {"tests": listed}


def _shared(framework, suite_file, name):
    secret = os.urandom(16).hex()
    wire.send({"shared": secret, "framework": framework, "suite": suite_file,
               "test": name})
    report = wire.receive()
    more = wire.received_more()
    if report.pop("secret", None) != secret:
        return {"trouble": "what reported a result does not know what the "
                           "suite's runner was told"}
    if report.pop("test", "") != name:
        return {"trouble": "another test was reported than the one that was "
                           "asked for"}
    if report.get("outcome") == results.MISSING:
        importlib.import_module("suite_" + framework)  # says the same, if it is so
    return {"trouble": "more than one result was reported"} if more else report


def _handed_in(framework, order):
    """Whatever is reported is the word of whoever wrote the tests, and as good as
    theirs: with some programs they have to pass, and with others to fail."""
    wire.send({"handed_in": framework, "backwards": order == "2"})
    report = wire.receive()
    if report.get("outcome") == results.MISSING:
        try:
            importlib.import_module("suite_" + framework)
        except results.Missing as missing:
            _fail(str(missing))
    return report


def _main(mode, framework, suite_file, name=None, operators=""):
    try:
        if mode == "handed-in":
            outcome = _handed_in(framework, order=suite_file)
        elif mode == "apart":
            outcome = _apart(framework, suite_file, name,
                             None if name is None else operators.split(","))
        else:
            outcome = _shared(framework, suite_file, name)
        # Whatever a test made of it.
        if wire.broken is not None:
            raise wire.broken
    except wire.Gone:
        os._exit(0)
    except wire.NoMessage as failure:
        _end_with_error(f"the program answered what is no answer: {failure}")
    except results.Missing as missing:
        if name is not None:
            _fail(str(missing))
        outcome = {"tests": [],
                   "outcome": results.result(results.MISSING, str(missing))}
    _tell(outcome)
    os._exit(0)


_main(*sys.argv[1:])
