"""What a test came to, in words that driver and grader agree on."""

import os
import sys
import traceback

_MAX_TEXT = 8 << 10
IMPORTS_NOTHING = (
    "the suite imports nothing of the program: the module that it tests has the "
    "name of one of Python's, or of one of `files`")
PASSED, FAILED, ERROR, SKIPPED = "passed", "failed", "error", "skipped"
MISSING = "missing"  # of the machine


NO_TESTS = ("there is no test: in a class of unittest.TestCase, or of pytest's, each "
            "has a name that begins with test")
ALL_SKIPPED = "every test was skipped"


class Missing(Exception):
    """What the tests need is not on this machine."""


class NotLoaded(Exception):
    """The suite cannot be loaded, as `outcome`, a result, says."""

    def __init__(self, outcome):
        super().__init__(outcome.get("message", ""))
        self.outcome = outcome


def _cut(text):
    text = text.encode(errors="replace").decode()  # no half of a character
    return text if len(text) <= _MAX_TEXT else text[:_MAX_TEXT] + " …"


def result(outcome, message="", line=0, lines=""):
    """`line` is one of the suite's, `lines` the traceback in the submission."""
    return {"outcome": outcome, "message": _cut(message), "line": line,
            "lines": _cut(lines)}


def failure_result(failure, suite_file, failed):
    """The result of a test that `failure` has ended; `failed` are the types of a
    failed assertion."""
    is_failed = isinstance(failure, failed)
    try:
        message = str(failure)
    except Exception:
        message = "what it says of itself cannot be told"
    if not is_failed or not message:
        message = f"{type(failure).__name__}: {message}".rstrip(": ")
    line, own = 0, []
    folder = sys.argv[1] + os.sep  # of the submission, if this is its process
    for frame in traceback.extract_tb(failure.__traceback__):
        if os.path.basename(frame.filename) == suite_file:
            line = frame.lineno
        elif frame.filename.startswith(folder):
            own.append(frame)
    lines = getattr(failure, "submission_lines", "")
    if own:
        shown = traceback.StackSummary.from_list(own).format()
        lines = "".join(shown).replace(folder, "")
    if isinstance(failure, SyntaxError) and failure.filename:
        lines = ""
    return result(FAILED if is_failed else ERROR, message, line, lines)


def of_all(names, run):
    """What all tests come to: the first that does not pass, else that they do.
    `run(name)` gives the result of one."""
    passed = 0
    for name in names:
        one = run(name)
        if one["outcome"] in (FAILED, ERROR):
            return {**one, "message": _cut(f"{name}: {one['message']}")}
        passed += one["outcome"] == PASSED
    if not passed:
        return result(ERROR, ALL_SKIPPED if names else NO_TESTS)
    return {**result(PASSED), "passed": passed}
