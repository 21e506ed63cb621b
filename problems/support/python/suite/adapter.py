"""What answers a suite's driver in the submission's process: calls the
submission's functions for tests that run in the driver's, or runs the tests."""

import _sitebuiltins
import builtins
import os
import sys

import suite_wire as wire


def _vars(parts):
    """All that decides what a test comes to."""
    return [(part, dict(vars(part))) for part in parts]


def _is_as(before):
    """Whether each of them still is the very same object, and none was added."""
    return all(vars(part).keys() == names.keys() and
               all(vars(part)[name] is value for name, value in names.items())
               for part, names in before)


def _imports_program():
    """Whether the suite has loaded anything of the submission's."""
    folder = sys.argv[1] + os.sep
    return any(str(getattr(module, "__file__", "")).startswith(folder)
               for module in list(sys.modules.values()))


def _run(order):
    """One test, or all of them, by the suite beside this file."""
    import importlib
    import suite_compiled
    import suite_results as results
    name = order["test"]
    try:
        framework = importlib.import_module("suite_" + order["framework"])
    except results.Missing as missing:
        outcome = results.result(results.MISSING, str(missing))
        return outcome if name is not None else {"tests": [], "outcome": outcome}
    before = _vars(framework.PARTS)
    suite_compiled.copy_others(".")
    outcome = None
    try:
        tests = framework.Tests(order["suite"])
        if not (getattr(framework, "STARTS_THE_PROGRAM", False)
                or _imports_program() or not tests.names()):
            outcome = results.result(results.ERROR, results.IMPORTS_NOTHING)
    except Exception as failure:
        outcome = results.failure_result(failure, order["suite"], ())
    if name is not None:
        outcome = outcome or tests.run(name)
        if not _is_as(before):
            outcome = {"trouble": "the program has changed the framework of "
                                  "the tests"}
    elif outcome is None:
        try:
            outcome = {"tests": [
                {**tests.run(one), **tests.describe(one), "id": one}
                for one in tests.names()]}
        except results.NotLoaded as failure:
            outcome = {"tests": [], "outcome": failure.outcome}
    else:
        outcome = {"tests": [], "outcome": outcome}
    return outcome


def _run_handed_in(order):
    """The tests that are the submission, with what lies beside this file."""
    import importlib
    import suite_results as results
    file = os.path.basename(sys.argv[2])
    try:
        framework = importlib.import_module("suite_" + order["handed_in"])
        tests = framework.Tests(file)
        names = tests.names()
        return tests.run_all(names[::-1] if order["backwards"] else names)
    except results.Missing as missing:
        return results.result(results.MISSING, str(missing))
    except Exception as failure:
        return results.failure_result(failure, file, ())


def _main():
    # Before anything of the submission is loaded.
    order = wire.receive()
    # What -S leaves out of what every program has.
    for name in "exit", "quit":
        setattr(builtins, name, _sitebuiltins.Quitter(name, "Ctrl-D (i.e. EOF)"))
    if "apart" in order:
        import suite_served
        suite_served.serve()
        return
    if "handed_in" in order:
        report = _run_handed_in(order)
        sys.stdout.flush()
        wire.send(report)
        wire.finish()
        return
    report = _run(order)
    sys.stdout.flush()
    wire.send({"secret": order["shared"], "test": order["test"], **report})
    wire.finish()


try:
    _main()
except wire.Gone:
    pass
finally:
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(0)
