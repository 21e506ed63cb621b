"""Tests of `go test`: compiled with the submission, listed and run one at a time
by Go's own package testing. The same class methods as in suite_unittest."""

import json
import os
import re
import sys

import suite_compiled as compiled
import suite_go_source as go
import suite_program
import suite_results as results

STARTS_THE_PROGRAM = True
PARTS = ()

_ROOT = ".go/src/"  # below GOPATH
_RUNNER = "suite_runner"
# With these a program can change what tests go by.
_NOT_FOR_PROGRAMS = ("C", "unsafe", "testing", "plugin", _RUNNER)
# What of the other packages reaches memory by its address.
_BY_ADDRESS = {
    "reflect": frozenset("NewAt SetPointer UnsafeAddr UnsafePointer".split()),
    "syscall": frozenset("""
        AllThreadsSyscall AllThreadsSyscall6 Mprotect RawSyscall RawSyscall6
        Syscall Syscall6""".split())}
_PREDECLARED = frozenset("""
    any bool byte comparable complex64 complex128 error float32 float64 int int8
    int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr true false
    iota nil append cap clear close complex copy delete imag len make max min new
    panic print println real recover""".split())
# Of Go 1.24; no benchmark is run.
_LOOP = re.compile(r"\bb\.Loop\(\)")
_TEST_MAIN = re.compile(r"^func TestMain\(\s*(\w+)\s+\*(\w+)\.M\s*\)", re.MULTILINE)
_ENDED = re.compile(r"^ *--- (PASS|FAIL|SKIP): (.*) \(\d+\.\d+s\)$")
_PLACE = re.compile(r"^ *(\w[^\s:]*\.go):(\d+): (.*)$")
_DIED = re.compile(r"^(?:panic|fatal error): .*$", re.MULTILINE)
_OUTCOMES = {"PASS": results.PASSED, "FAIL": results.FAILED, "SKIP": results.SKIPPED}


def _suite():
    return [go.Source(name, compiled.read(os.path.join(compiled.FOLDER, name)))
            for name in compiled.files("_test.go")]


def _told(file, token, message):
    print(f"{file}:{token.line}:{token.column}: {message}")


def _reaching(submission):
    """What of _BY_ADDRESS it can name, whichever of its files imports the package, and
    however that calls it."""
    return set().union(*(_BY_ADDRESS.get(token.text[1:-1], ())
                         for source in submission for token in source.imports))


def _uses_framework(submission, suite):
    """Whether it could have the tests mean something else; says where."""
    used = {token.text for test in suite for token in test.tokens
            if token.kind == "word"}
    reaching = _reaching(submission)
    broken = False
    for source in submission:
        for token in source.imports:
            path = token.text[1:-1]
            if "\\" in path or path.split("/")[0] in _NOT_FOR_PROGRAMS:
                broken = True
                _told(source.name, token, f"the program imports {token.text}, with "
                      "which it could change what the tests go by")
        for token in source.tokens:
            if token.kind != "word" or token.text not in reaching:
                continue
            broken = True
            _told(source.name, token, f"the program uses {token.text}, with which it "
                  "could change what the tests go by")
        for name in source.names:
            if name.text in _PREDECLARED and name.text in used:
                broken = True
                _told(source.name, name.token, f"{name.text} is Go's own, and the "
                      "tests use it: call this something else")
    return broken


def _has_another_package(submission, package):
    other = False
    for source in submission:
        if source.package and source.package != package:
            other = True
            _told(source.name, source.tokens[1],
                  f"expected package {package}, found package {source.package}")
    return other


def _import_path(suite, package):
    """By which tests that are a package of their own know the submission."""
    for test in suite:
        if test.package == package + "_test":
            for token in test.imports:
                if token.text[1:-1].split("/")[-1] == package:
                    return token.text[1:-1]
    return "tested"


def _main_source(packages, main):
    """What hands all tests to the runner; `packages` are import paths and the
    names of tests there, `main` the one that has a TestMain, if one has."""
    imports, tests = [f'\t"{_RUNNER}"\n'], []
    run = f"{_RUNNER}.Run(tests)"
    for number, (path, names) in enumerate(sorted(packages.items())):
        if path == main:
            run = f"t{number}.TestMain({_RUNNER}.With(tests))"
        # What has no test has nothing that is named here.
        named = names or path == main
        imports.append(f'\t{"t%d" % number if named else "_"} "{path}"\n')
        tests += [f'\t\t{{"{name}", t{number}.{name}}},\n' for name in names]
    return ("package main\n\nimport (\n\t\"testing\"\n\n" + "".join(imports)
            + ")\n\nfunc main() {\n\ttests := []testing.InternalTest{\n"
            + "".join(tests) + f"\t}}\n\t{run}\n}}\n")


def _with_our_main(test):
    """The text, with a TestMain that is told to run the tests by the runner, in the
    same lines."""
    found = None if _is_left_out(test) else _TEST_MAIN.search(test.text)
    if not found:
        return test.text, False
    package = test.tokens[1]
    behind = package.offset + len(package.text)
    return (test.text[:behind] + f'; import "{_RUNNER}"'
            + test.text[behind:found.start(2)] + _RUNNER + test.text[found.end(2):]
            + f"\nvar _ *{found[2]}.M\n", True)


def _write(path, name, shown, text):
    """A source of the package, that the compiler and traces call `shown`, whatever
    the folder: without a path of its own the name would get that. (-trimpath would
    do, but have Go's own packages compiled anew.)"""
    compiled.write(f"{_ROOT}{path}/{name}", f"//line /{shown}:1:1\n{text}")


def _readable(text):
    """What Go says, each source by its name."""
    return "".join(line.removeprefix("/") + "\n" for line in text.splitlines()
                   if not line.startswith("# "))


def build(_, submission_name, names):
    suite = _suite()
    inner = [test for test in suite if not test.package.endswith("_test")]
    submission = [go.Source(name, compiled.read(name)) for name in names
                  if "/" not in name and not name.endswith("_test.go")]
    if not submission:
        print(f"{names[0]}:1:1: expected a file {submission_name}")
        return 1
    package = (inner[0].package if inner else suite[0].package[:-len("_test")])
    if _has_another_package(submission, package):
        return 1
    if _uses_framework(submission, suite):
        return compiled.USES_THE_FRAMEWORK
    path = _import_path(suite, package)
    for source in submission:
        _write(path, source.name, source.name, source.text)
    for name in compiled.files(".go"):
        if not name.endswith("_test.go"):
            _write(path, name, name,
                   compiled.read(os.path.join(compiled.FOLDER, name)))
    # By itself first, so that nothing of the tests can be named in it.
    if not compiled.compile(["go", "build", path], _readable):
        return 1
    _write(path, "suite_first.go", "suite_first.go",
           f'package {package}\n\nimport _ "{_RUNNER}"\n')
    packages, main = {path: []}, None
    for number, test in enumerate(suite):
        home = path + "_test" if test.package.endswith("_test") else path
        text, has_main = _with_our_main(test)
        main = main or (has_main and home)
        _write(home, f"suite_{number}.go", test.name, _LOOP.sub("(b.N < 0)", text))
        packages.setdefault(home, []).extend(_names(test))
    # What tests embed.
    for home in packages:
        compiled.copy_others(_ROOT + home, ".go")
    _write(_RUNNER, "runner.go", "suite_runner.go",
           compiled.read(os.path.join(compiled.FOLDER, "suite_runner.go")))
    _write("suite_main", "main.go", "suite_main.go", _main_source(packages, main))
    return 0 if compiled.compile(
        ["go", "build", "-ldflags=-s -w", "-o", "program", "suite_main"],
        _readable) else 1


def _names(test):
    """Of the functions that are tests, as Go has it: what follows begins with no
    small letter."""
    if _is_left_out(test):
        return []
    return [one.text for one in test.functions("Test")
            if one.text != "TestMain" and not one.text[4:5].islower()]


def _is_left_out(test):
    """Whether a constraint before the package leaves the file out, where no tag is
    given."""
    head = test.text[:test.tokens[0].offset] if test.tokens else ""
    found = re.search(r"^//go:build (.*)$", head, re.MULTILINE)
    if not found:
        return False
    words = re.sub(r"[A-Za-z_][\w.]*", lambda word: str(_is_tag(word[0])), found[1])
    for ours, python in (("&&", " and "), ("||", " or "), ("!", " not ")):
        words = words.replace(ours, python)
    if not re.fullmatch(r"(?:True|False|and|or|not|[\s()])*", words):
        return False
    return not eval(words.strip())


def _is_tag(word):
    return word in ("linux", "unix", "amd64", "arm64", "gc", "cgo") or bool(
        re.fullmatch(r"go1\.\d+", word))


def _begun(text):
    """The names of the tests that were begun, each once, in their order."""
    return list(dict.fromkeys(line[10:] for line in text.splitlines()
                              if line.startswith("=== RUN   ")))


def _order(name, begun):
    """Where a test stands: those that run side by side go on in any order."""
    parts = name.split("/")
    paths = ["/".join(parts[:i]) for i in range(1, len(parts) + 1)]
    return [begun.index(path) for path in paths if path in begun]


def _ended(text, name):
    """How the test of that name ended; nothing if that is not told."""
    told = {found[1] for found in map(_ENDED.match, text.splitlines())
            if found and found[2] == name}
    return next((one for one in ("FAIL", "SKIP", "PASS") if one in told), None)


def _message(text, files):
    """What tests say, and the first line of theirs that says it."""
    said, line = [], 0
    for one in text.splitlines():
        if one.startswith("=== ") or _ENDED.match(one):
            continue
        found = _PLACE.match(one)
        if found and found[1] in files:
            line = line or int(found[2])
            one = found[3]
        said.append(one.removeprefix("        "))
    return "\n".join(said).strip(), line


class Tests:
    """Those of one suite, which the program has in it."""

    def __init__(self, _):
        self._program = os.path.join(sys.argv[1], "program")
        self._functions = {}
        for source in _suite():
            for one in source.names:
                if one.text in _names(source):
                    self._functions[one.text] = (source, one)
        self._listed = {}

    def names(self):
        """Of what a test runs inside of itself each is one of its own."""
        names = []
        for function in self._functions:
            report, outcome = self._ask([function])
            if report is None:
                names.append(function)
                self._listed[function] = outcome
                continue
            begun = _begun(report["text"]) or [function]
            for name in sorted(begun, key=lambda one: _order(one, begun)):
                if any(other.startswith(name + "/") for other in begun):
                    continue  # those inside stand for it
                names.append(name)
                self._listed[name] = self._outcome(
                    report, _ended(report["text"], name))
        return names

    def describe(self, name):
        source, one = self._functions[name.partition("/")[0]]
        return {"line": one.token.line, "code": source.code(one),
                "file": source.name, "task": source.task(one)}

    def run(self, name):
        if name in self._listed:
            return self._listed[name]
        function = name.partition("/")[0]
        if function not in self._functions:
            return results.result(results.ERROR, f"the suite has no test {name}")
        path = name.split("/")
        report, outcome = self._ask(path)
        if report is None:
            return outcome
        if report["reached"] < len(path) and not report["failed"]:
            return results.result(
                results.ERROR, "the test was not run: what runs it was left before")
        ended = _ended(report["text"], name)
        if report["failed"]:
            ended = "FAIL"
        elif ended == "PASS" and report["skipped"]:
            ended = "SKIP"
        return self._outcome(report, ended)

    def _outcome(self, report, ended):
        """`ended` as Go has it; nothing if it has not said so."""
        message, line = _message(report["text"], [
            source.name for source, _ in self._functions.values()])
        if ended is None:
            return results.result(results.ERROR, "the test did not come to its end")
        return results.result(_OUTCOMES[ended],
                              "" if ended == "PASS" else message, line)

    def _ask(self, path):
        """The program's report, or what it came to where there is none."""
        secret = os.urandom(16).hex().encode()
        told, errors, status = suite_program.ask(
            [self._program], secret + "\n".join(["", *path, ""]).encode())
        text = suite_program.signed_text(told, secret)
        if text is not None:
            return json.loads(text), None
        died = _DIED.search(errors)
        message = died[0] if died else suite_program.how_it_ended(status)
        message = re.sub(r" \[recovered.*\]$", "", message)
        return None, results.result(results.ERROR, message)
