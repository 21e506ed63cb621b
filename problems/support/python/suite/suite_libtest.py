"""Tests of Rust's own harness: compiled with the submission, listed and run one at a
time by the functions that rustc makes of them. The same class methods as in
suite_unittest."""

import functools
import json
import os
import re
import shutil
import sys
import tomllib

import suite_cargo as cargo
import suite_compiled as compiled
import suite_program
import suite_results as results
import suite_rust_rules as rules
import suite_rust_source as rust
import suite_siphash

STARTS_THE_PROGRAM = True
PARTS = ()

_RUNNER = "suite_runner"
# Where nothing of a hand-in can lie, since its name begins with a dot.
_OWN = ".suite"
_PROGRAMS = "programs.json"
_OF_HARNESS = "/library/test/"
_LONGEST = 1 << 20  # bytes of a report
_DIED = re.compile(r"^(thread '.*' has overflowed its stack|fatal runtime error: .*)$",
                   re.MULTILINE)


class Suite:
    """The files of a suite: those with tests are a program each, of which others may
    be modules; the rest belongs to what they test."""

    def __init__(self, suite_file):
        sources = {name: rust.Source(name, compiled.read(
            os.path.join(compiled.FOLDER, name))) for name in compiled.files(".rs")}
        modules = {name: {f"{one}.rs" for one in source.modules()}
                   for name, source in sources.items()}
        named = set().union(*modules.values())
        self.programs = {
            name: source for name, source in sources.items()
            if name == suite_file or source.tests() and name not in named}
        self.modules, waiting = {}, list(self.programs)
        while waiting:
            for name in modules[waiting.pop()]:
                if name in sources and name not in self.modules:
                    self.modules[name] = sources[name]
                    waiting.append(name)
        self.given = {name: source for name, source in sources.items()
                      if name not in self.programs and name not in self.modules}
        # The suite's own file first.
        self.order = sorted(self.programs, key=lambda name: (name != suite_file, name))

    def tests(self):
        """All that are written out, by the names they go by."""
        found = {}
        for program in self.order:
            for one in self.programs[program].tests():
                found[self.name(program, one.name)] = (self.programs[program], one)
            for name in self.programs[program].modules():
                source = self.modules.get(name + ".rs")
                for one in source.tests() if source else ():
                    found[self.name(program, f"{name}::{one.name}")] = (source, one)
        return found

    def name(self, program, test):
        return _behind(self.order, program) + test

    def catching(self):
        """The programs whose tests may catch what they have fail, to see that it
        does."""
        return [program for program in self.order
                if "catch_unwind" in self.programs[program].text]


def _behind(programs, program):
    """What stands before the names of its tests where there are several."""
    return "" if len(programs) == 1 else f"{program.removesuffix('.rs')}::"


def _readable(text):
    return (text.replace(compiled.FOLDER + os.sep, "").replace(_OWN + "/", ""))


def _told(name, line, column, message):
    print(f"error: {message}\n --> {name}:{line}:{column}\n")


class Compiler:
    def __init__(self, manifest, release):
        self._edition = max((one for one, since in cargo.EDITIONS.items()
                             if since <= release and one <= manifest.edition),
                            default=manifest.edition)
        self._features = [word for one in manifest.features
                          for word in ("--cfg", f'feature="{one}"')]
        self._manifest, self._release = manifest, release
        self._linker = (["-Clink-arg=-fuse-ld=mold"] if shutil.which("mold") else [])

    def library(self, name, root):
        return self._run(["--crate-type=rlib", f"--crate-name={name}", root,
                          f"--out-dir={_OWN}", *self._features], self._edition)

    def runner(self):
        root = os.path.join(compiled.FOLDER, _RUNNER + ".rs")
        return self._run(["--crate-type=rlib", f"--crate-name={_RUNNER}", root,
                          f"--out-dir={_OWN}"], "2021", own=True)

    def program(self, to, source, crate):
        name = "tests_" + re.sub(r"\W", "_", source.removesuffix(".rs"))
        return self._run(
            ["--test", f"--crate-name={name}", f"{_OWN}/{source}", "-o", to,
             f"--extern={crate}={_OWN}/lib{crate}.rlib",
             f"--extern={_RUNNER}={_OWN}/lib{_RUNNER}.rlib",
             "-Zcrate-attr=feature(custom_test_frameworks)",
             f"-Zcrate-attr=test_runner({_RUNNER}::run)", *self._linker,
             *self._features], self._edition, own=True)

    def _run(self, words, edition, own=False):
        """`own`: it is not the submission's, so no learner can mend what is said of it
        beside errors, and it may use what rustc has for harnesses alone."""
        command = ["rustc", f"--edition={edition}", "--color=never", "-Cdebuginfo=0",
                   f"-Ldependency={_OWN}", *words]
        if own:
            command.append("--cap-lints=allow")
        return compiled.compile(command, self._shown,
                                {"RUSTC_BOOTSTRAP": "1"} if own else {})

    def _shown(self, text):
        """What rustc says, behind why it may say so."""
        notes = ""
        if re.search("^error", text, re.MULTILINE):
            notes = self._crates_of_example(text) + self._edition_lacking()
        return notes + _readable(text)

    def _crates_of_example(self, text):
        return "".join(
            f"warning: the crate {one} is not here, which the exercise's example uses: "
            f"{cargo.OFFLINE}\n --> {cargo.EXAMPLE_MANIFEST}:1:1\n\n"
            for one in self._manifest.crates_of_example
            if f"`{one.replace('-', '_')}`" in text)

    def _edition_lacking(self):
        wanted = self._manifest.edition
        if wanted == self._edition:
            return ""
        since = cargo.EDITIONS.get(wanted)
        later = f" (rustc 1.{since} or later)" if since else ""
        return (f"warning: the exercise is written for Rust {wanted}{later}, and this "
                f"machine has rustc 1.{self._release}: it was compiled as Rust "
                f"{self._edition}; {cargo.LATER}\n"
                f" --> {cargo.MANIFEST}:{self._manifest.line_of('edition')}:1\n\n")


def _root_of(names, submission_name):
    """The file that is compiled: the outermost that is called as it should be."""
    wanted = os.path.basename(submission_name)
    found = [name for name in names if os.path.basename(name) == wanted]
    return min(found, key=lambda name: name.count("/"), default=None)


def build(suite_file, submission_name, names):
    try:
        manifest = cargo.Manifest(submission_name)
    except tomllib.TOMLDecodeError as bad:
        print(f"{cargo.MANIFEST}: {bad}")
        return compiled.LACKS
    release = cargo.release_of(manifest)
    missing = cargo.missing_for(manifest, release)
    if missing:
        print(missing)
        return compiled.LACKS
    suite = Suite(suite_file)
    root = _root_of(names, submission_name)
    if root is None:
        _told(names[0], 1, 1, f"expected a file {submission_name}")
        return 1
    # What the problem has takes the place of copies of it.
    for name, source in suite.given.items():
        compiled.write(os.path.join(os.path.dirname(root), name), source.text)
    os.makedirs(_OWN, exist_ok=True)
    compiler = Compiler(manifest, release)
    # By itself, so that nothing of the tests can be named in it.
    if not compiler.library(manifest.crate, root):
        return 1
    given = {os.path.join(os.path.dirname(root), name) for name in suite.given}
    broken = rules.broken_by([rust.Source(name, compiled.read(name)) for name in names
                              if name.endswith(".rs") and name not in given])
    for source, token, message in broken:
        _told(source.name, token.line, token.column, message)
    if broken:
        return compiled.USES_THE_FRAMEWORK
    for name, source in {**suite.programs, **suite.modules}.items():
        compiled.write(f"{_OWN}/{name}", rules.with_own_names(source))
    compiled.write(f"{_OWN}/{_PROGRAMS}", json.dumps(
        {"programs": suite.order, "catching": suite.catching()}))
    if not compiler.runner():
        return 1
    if not all(compiler.program(_place(suite.order, name), name, manifest.crate)
               for name in suite.order):
        return 1
    # All of it is kept.
    for name in os.listdir(_OWN):
        if name.endswith(".rlib"):
            os.remove(f"{_OWN}/{name}")
    return 0


def _place(programs, program):
    """Where it lies: the first as the program of any submission in Rust."""
    number = programs.index(program)
    return f"{_OWN}/program_{number}" if number else "program"


class Tests:
    """Those of one suite, which the programs have in them."""

    def __init__(self, suite_file):
        self._file = suite_file
        self._built = json.loads(compiled.read(f"{sys.argv[1]}/{_OWN}/{_PROGRAMS}"))

    # What takes long to read, and who runs one test does not need.
    @functools.cached_property
    def _suite(self):
        return Suite(self._file)

    @functools.cached_property
    def _written(self):
        return self._suite.tests()

    def names(self):
        """As they stand in the suite; Rust sorts them. Behind them those that macros
        make."""
        names = []
        for program in self._built["programs"]:
            report, outcome = self._ask(program, "")
            if report is None:
                raise RuntimeError(outcome["message"])
            names += [self._suite.name(program, one["name"]) for one in report["tests"]
                      if not one["left_out"]]
        written = list(self._written)
        return sorted(names, key=lambda name: (
            written.index(name) if name in self._written else len(written)))

    def _split(self, name):
        """The program of a test, and its name there."""
        for program in self._built["programs"]:
            before = _behind(self._built["programs"], program)
            if name.startswith(before):
                return program, name[len(before):]
        return self._built["programs"][0], name

    def describe(self, name):
        source, test = self._written.get(name, (None, None))
        if source is None:
            program, own_name = self._split(name)
            source = self._suite.programs[program]
            test = source.test_called(own_name)
        if test is None:
            return {"line": 0, "code": "", "file": source.name, "task": 0}
        return {"line": test.line, "code": source.code(test), "file": source.name,
                "task": source.task(test)}

    def run(self, name):
        program, test = self._split(name)
        report, outcome = self._ask(program, test)
        if report is None:
            return outcome
        if report["outcome"] == "missing":
            return results.result(results.ERROR, f"the suite has no test {name}")
        own = [one for one in report["panics"] if one["file"].startswith(_OWN + "/")]
        if report["outcome"] == "panicked":
            return self._panicked(report)
        if report["outcome"] == "failed":
            return results.result(results.FAILED, report["message"])
        if (report["outcome"] == "passed" and own
                and program not in self._built["catching"]):
            return results.result(
                results.FAILED, f"what the test asserts failed, and was caught: "
                f"{own[0]['message']}", own[0]["line"])
        return results.result(results.PASSED)

    @staticmethod
    def _panicked(report):
        """By the last of the panics, where that is what ended the test."""
        ended = [one for one in report["panics"]
                 if one["message"] == report["message"]][-1:]
        if not ended:
            return results.result(results.ERROR, report["message"])
        file, line = ended[0]["file"], ended[0]["line"]
        if file.startswith(_OWN + "/"):
            return results.result(results.FAILED, report["message"], line)
        if _OF_HARNESS in file:
            return results.result(results.FAILED, "the test gave an error back")
        where = "" if file.startswith("/") else f" at {file}:{line}"
        return results.result(results.ERROR, f"panicked{where}: {report['message']}")

    def _ask(self, program, name):
        """The program's report, or what it came to where there is none."""
        # Tests run where Cargo has them run, and may read that file.
        manifest = cargo.text_of(cargo.MANIFEST)
        if manifest and not os.path.exists(cargo.MANIFEST):
            compiled.write(cargo.MANIFEST, manifest)
        secret = os.urandom(16).hex()
        told, errors, status = suite_program.ask(
            [f"{sys.argv[1]}/{_place(self._built['programs'], program)}"],
            f"{secret}\n{name}\n".encode())
        signed, _, text = told.partition(b"\n")
        # Whatever is longer took another way.
        if len(signed) == 16 and len(text) <= _LONGEST and (
                signed == b"%016x" % suite_siphash.siphash(bytes.fromhex(secret), text)):
            return json.loads(text), None
        died = _DIED.search(errors)
        return None, results.result(
            results.ERROR, died[0] if died else suite_program.how_it_ended(status))
