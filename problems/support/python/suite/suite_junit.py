"""Tests of JUnit 5 and 4: compiled with the submission, listed and run one at a time
by JUnit's own platform. The same class methods as in suite_unittest."""

import hashlib
import json
import os
import re
import shutil
import sys

import suite_compiled as compiled
import suite_java_class as java
import suite_java_rules as rules
import suite_program
import suite_results as results

STARTS_THE_PROGRAM = True
PARTS = ()

_RUNNER = "suite_runner.java"
# Where nothing of a hand-in can lie, since its name begins with a dot.
_SOURCES, _PROGRAM, _TESTS = ".suite", ".suite/program", ".suite/tests"
_JARS = "/usr/share/java"
_JUNIT = ("junit-platform-commons", "junit-platform-engine", "junit-platform-launcher",
          "junit-jupiter-api", "junit-jupiter-engine", "junit-jupiter-params",
          "opentest4j", "apiguardian-api", "univocity-parsers")
_JUNIT_4 = ("junit4", "hamcrest", "junit-vintage-engine")
_ASSERTJ = ("assertj-core", "byte-buddy")
_JVM = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData")
_FRAMEWORK = re.compile(r"^\s*import\s+(?:static\s+)?(?:org\.junit|org\.assertj"
                        r"|org\.hamcrest|junit)\.", re.MULTILINE)
_JUNIT_4_USED = re.compile(r"\b(?:org\.junit\.(?!jupiter|platform)|junit\.framework)")
_ON_DEMAND = re.compile(r"^\s*import\s+([\w.]+)\.\*\s*;", re.MULTILINE)
# What Exercism's tests are until a learner comes to them.
_LATER = re.compile(r"@(?:Disabled|Ignore)\s*\(\s*\"Remove to run[^\"\n]*\"\s*\)")


def _test_files():
    """The files of the suite that are tests, or belong to them, by their text; the
    others are a part of the program that they test."""
    texts = {name: compiled.read(os.path.join(compiled.FOLDER, name))
             for name in compiled.files(".java")}
    return {name: text for name, text in texts.items() if _FRAMEWORK.search(text)}


def _jars(texts):
    """What the tests use, where it lies; which of it is missing here."""
    text = "\n".join(texts)
    names = list(_JUNIT)
    if _JUNIT_4_USED.search(text):
        names += _JUNIT_4
    if "org.assertj." in text:
        names += _ASSERTJ
    paths = [f"{_JARS}/{name}.jar" for name in names]
    return paths, [path for path in paths if not os.path.exists(path)]


def _readable(text):
    return text.replace(compiled.FOLDER + os.sep, "").replace(_SOURCES + "/", "")


def _compile(options, sources):
    return compiled.compile(
        ["javac", *("-J" + option for option in _JVM), "-proc:none", "-encoding",
         "UTF-8", *options, *sources], _readable)


class Messages:
    """About the sources of those names, each at the first line that has one of
    the words."""

    def __init__(self, names):
        self._names = names
        self._told = set()

    def add(self, source, words, message):
        for name in self._names:
            if os.path.basename(name) == source:
                self._told.add((name, self._line(name, words), message))

    @staticmethod
    def _line(name, words):
        lines = compiled.read(name).splitlines()
        for word in words:
            for number, text in enumerate(lines, 1):
                if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text):
                    return number
        return 1

    def tell(self):
        """Whether there are any."""
        for name, line, message in sorted(self._told):
            print(f"{name}:{line}: error: {message}")
        return bool(self._told)


def build(suite_file, submission_name, names):
    tests = _test_files()
    # What the problem has takes the place of copies of it.
    of_suite = compiled.files(".java")
    names = [name for name in names if name.endswith(".java")
             and os.path.basename(name) not in of_suite]
    if not names:
        print(f"{submission_name}:1: error: expected a file {submission_name}")
        return 1
    jars, missing = _jars(tests.values())
    if missing:
        print(f"{missing[0]} is not on this machine; Debian has it in junit5, "
              "junit4, libassertj-core-java or libunivocity-parsers-java")
        return compiled.LACKS
    own = {os.path.basename(name) for name in names}
    given = [os.path.join(compiled.FOLDER, name) for name in of_suite
             if name not in tests]
    for folder in _PROGRAM, _TESTS:
        os.makedirs(folder, exist_ok=True)
    # By itself, so that nothing of the tests can be named in it.
    if not _compile(["-Xlint:all", "-cp", _PROGRAM, "-d", _PROGRAM],
                    [*names, *given]):
        return 1
    classes = [one for one in java.classes_in(_PROGRAM) if one.source in own]
    messages = Messages(names)
    for one in classes:
        for message, words in rules.broken_by(one):
            messages.add(one.source, words, message)
    if messages.tell():
        return compiled.USES_THE_FRAMEWORK
    for name, text in tests.items():
        compiled.write(f"{_SOURCES}/{name}", _LATER.sub(
            lambda found: " " * len(found[0]), text))
    compiled.write(_SOURCES + "/SuiteRunner.java", compiled.read(
        os.path.join(compiled.FOLDER, _RUNNER)))
    if not _compile(["-Xlint:none", "-nowarn", "-cp", ":".join([*jars, _PROGRAM]),
                     "-d", _TESTS],
                    [f"{_SOURCES}/{name}" for name in [*tests, "SuiteRunner.java"]]):
        return 1
    on_demand = rules.names_on_demand(
        {package for text in tests.values() for package in _ON_DEMAND.findall(text)},
        jars)
    tested = submission_name.removesuffix(".java")
    for message, one in rules.mistaken(classes, java.classes_in(_TESTS), on_demand,
                                       tested):
        messages.add(one.source, [one.name.split("/")[-1]], message)
    return compiled.USES_THE_FRAMEWORK if messages.tell() else 0


def _alike(name):
    return re.sub(r" \(\d+\)$", "", name)


def _indented(line):
    return len(line) - len(line.lstrip())


def _place(text, class_name, method):
    """The first line of a method's, annotations included, and its source."""
    begin = 0
    for inner in class_name.split("$")[1:]:
        found = re.compile(rf"\bclass\s+{re.escape(inner)}\b").search(text, begin)
        begin = found.end() if found else begin
    found = re.compile(rf"^[^\n;=.@]*[\w>\]]\s+{re.escape(method)}\s*\(",
                       re.MULTILINE).search(text, begin)
    if not found:
        return 0, ""
    lines = text.splitlines()
    first = last = text.count("\n", 0, found.start())
    while lines[first - 1].strip() and first > 0 and (
            _indented(lines[first - 1]) >= _indented(lines[last])
            and not lines[first - 1].rstrip().endswith((";", "}"))):
        first -= 1
    while last + 1 < len(lines) and not (
            lines[last].strip() == "}" or lines[last].rstrip().endswith("}")
            ) or _indented(lines[last]) > _indented(lines[first]):
        last += 1
        if last + 1 >= len(lines):
            break
    return first + 1, "\n".join(lines[first:last + 1]) + "\n"


class Tests:
    """Those of one suite, which the program has in it."""

    def __init__(self, suite_file):
        if shutil.which("java") is None:
            raise results.Missing("java is not on this machine; Debian has it as "
                                  "default-jdk-headless")
        self._file = suite_file
        self._texts = _test_files()
        self._tests = None

    def _all(self):
        if self._tests is None:
            report, outcome = self._ask("")
            if report is None or not report["tests"] and "around" in report:
                said = outcome or report["around"]
                raise RuntimeError(said["message"])
            self._tests = {}
            for one in report["tests"]:
                self._tests.setdefault(one["name"], one)
        return self._tests

    def names(self):
        """As they stand in the suite: JUnit has an order of its own."""
        files = sorted(self._texts, key=lambda name: (name != self._file, name))
        places = {name: self.describe(name) for name in self._all()}
        return sorted(places, key=lambda name: (
            files.index(places[name]["file"]), places[name]["line"]))

    def describe(self, name):
        one = self._all()[name]
        outer = one["class"].split(".")[-1].split("$")[0] + ".java"
        file = outer if outer in self._texts else self._file
        line, code = _place(self._texts[file], one["class"], one["method"])
        code = "".join(text for text in code.splitlines(keepends=True)
                       if not _LATER.fullmatch(text.strip()))
        return {"line": line, "code": code, "file": file,
                "task": one["task"]}

    def run(self, name):
        if self._tests is not None:
            return self._outcome(self._tests[name])
        report, outcome = self._ask(name)
        if report is None:
            return outcome
        found = [one for one in report["tests"] if one["name"] == name]
        # Those whose parameters are called the same JUnit 4 runs together.
        if len(found) == 1 and all(_alike(one["name"]) == _alike(name)
                                   for one in report["tests"]):
            around = report.get("around")
            return self._outcome(around if around and found[0]["outcome"] == "passed"
                                 else found[0])
        if "around" in report:
            return self._outcome(report["around"])
        return results.result(results.ERROR, f"the suite has no test {name}")

    def _outcome(self, one):
        return results.result(one["outcome"], one["message"], one["line"],
                              one["lines"] if one["outcome"] == "error" else "")

    def _ask(self, name):
        """The program's report, or what it came to where there is none."""
        secret = os.urandom(16).hex()
        program, tests = (f"{sys.argv[1]}/{folder}" for folder in (_PROGRAM, _TESTS))
        jars, _ = _jars(self._texts.values())
        told, errors, status = suite_program.ask(
            ["java", *_JVM, "-XX:+DisableAttachMechanism", "-Xmx" + sys.argv[-1], "-cp",
             ":".join([*jars, tests, program]), "suite_runner.SuiteRunner", tests],
            "\n".join([secret, name, *self._texts, ""]).encode())
        signed, _, text = told.partition(b"\n")
        key = hashlib.sha256(secret.encode() + b"%d\n" % len(text) + text)
        if signed.decode(errors="replace") == key.hexdigest():
            return json.loads(text), None
        return None, results.result(results.ERROR, suite_program.how_it_ended(status))
