"""What Cargo.toml says of a crate, as far as rustc has to be told of it; and what of it
is not to be had on this machine."""

import os
import re
import shutil
import subprocess
import tomllib

import suite_compiled as compiled

MANIFEST, EXAMPLE_MANIFEST = "Cargo.toml", "Cargo-example.toml"
# By edition the release of rustc that has it first: 1.N.
EDITIONS = {"2015": 0, "2018": 31, "2021": 56, "2024": 85}
OFFLINE = "suites are built offline, with Rust's standard library alone"
LATER = "Debian has later ones as rustc-web"
_EVERYWHERE = 63  # Debian 12's, the oldest that is met


def text_of(name):
    """The text of a file of the suite's; nothing if there is none."""
    path = os.path.join(compiled.FOLDER, name)
    return compiled.read(path) if os.path.exists(path) else ""


class Manifest:
    """What the suite's Cargo.toml says, or would say, of the submission's crate."""

    def __init__(self, submission_name):
        text = text_of(MANIFEST)
        self._lines = text.splitlines()
        read = tomllib.loads(text)
        package = read.get("package", {})
        stem = os.path.basename(submission_name).removesuffix(".rs")
        name = read.get("lib", {}).get("name", package.get("name", stem))
        self.crate = name.replace("-", "_")
        self.edition = str(package.get("edition", "2015" if text else "2021"))
        self.needs = str(package.get("rust-version", ""))
        self.crates = self._needed(read, ("dependencies", "dev-dependencies"))
        self.crates_of_example = self._needed(
            tomllib.loads(text_of(EXAMPLE_MANIFEST)), ("dependencies",))
        self.features = self._enabled(read.get("features", {}))

    @staticmethod
    def _needed(read, tables):
        return [one for table in tables for one, wanted in read.get(table, {}).items()
                if not (isinstance(wanted, dict) and wanted.get("optional"))]

    @staticmethod
    def _enabled(features):
        enabled, waiting = [], ["default"]
        while waiting:
            one = waiting.pop()
            if one in features and one not in enabled:
                enabled.append(one)
                waiting += features[one]
        return enabled

    def line_of(self, word):
        for number, text in enumerate(self._lines, 1):
            if re.match(rf"\s*{re.escape(word)}\s*=", text):
                return number
        return 1


def release_of(manifest):
    """N of rustc 1.N; asked for only where it matters, since that takes as long as to
    compile a little. Nothing if rustc is not there."""
    if shutil.which("rustc") is None:
        return None
    if EDITIONS.get(manifest.edition, 999) <= _EVERYWHERE and not manifest.needs:
        return _EVERYWHERE
    said = subprocess.run(["rustc", "--version"], stdout=subprocess.PIPE,
                          stdin=subprocess.DEVNULL, check=False).stdout
    found = re.match(rb"rustc 1\.(\d+)\.", said)
    return int(found[1]) if found else _EVERYWHERE


def missing_for(manifest, release):
    """Why nothing can be built here, in words; nothing if something can."""
    if release is None:
        return "rustc is not on this machine; Debian has it as rustc"
    if manifest.crates:
        several = len(manifest.crates) > 1
        place = f"{MANIFEST}:{manifest.line_of(manifest.crates[0])}"
        return (f"{place}: the exercise needs the crate{'s' if several else ''} "
                f"{', '.join(manifest.crates)}; {OFFLINE}")
    needs = re.match(r"1\.(\d+)", manifest.needs)
    if needs and int(needs[1]) > release:
        return (f"{MANIFEST}:{manifest.line_of('rust-version')}: the exercise needs "
                f"rustc {manifest.needs}, and this machine has 1.{release}; {LATER}")
    return ""
