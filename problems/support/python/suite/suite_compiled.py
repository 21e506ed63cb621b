"""What the frameworks share whose tests are compiled with the submission."""

import os
import shutil
import subprocess

FOLDER = os.path.dirname(os.path.abspath(__file__))
# Exit statuses of builds that were not begun: since the submission uses what is
# the framework's; since the machine lacks what is said.
USES_THE_FRAMEWORK = 3
LACKS = 4


def read(path):
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        return file.read()


def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def files(ending):
    """The suite's own that end so: what is the grader's begins with suite_."""
    return sorted(name for name in os.listdir(FOLDER)
                  if name.endswith(ending) and not name.startswith("suite_"))


def copy_others(folder, *but):
    """Puts the suite's files where tests look for them, under their paths from the
    folder of the tests: all that Python does not load, nor ends as `but` has it.
    They have no modes of their own, and tests may start them by their names."""
    for path, _, names in os.walk(FOLDER):
        for name in names:
            if name.endswith((*but, ".py", ".pyc")) or name.startswith("suite_"):
                continue
            place = os.path.join(folder, os.path.relpath(path, FOLDER), name)
            os.makedirs(os.path.dirname(place), exist_ok=True)
            shutil.copyfile(os.path.join(path, name), place)
            os.chmod(place, 0o755)


def compile(command, readable, environment={}):
    """Runs a compiler, `environment` being added to this one; whether it did its
    work. `readable` makes of what it says what people read."""
    done = subprocess.run(command, env={**os.environ, **environment},
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    print(readable(done.stdout.decode(errors="replace")), end="", flush=True)
    if done.returncode < 0:
        os.kill(os.getpid(), -done.returncode)
    return done.returncode == 0
