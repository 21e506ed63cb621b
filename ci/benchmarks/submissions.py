"""Problems, and submissions that nobody has seen before."""
import csv
import itertools

import yaml

from measure import root

EXTENSIONS = {"cpp": "cpp", "python": "py"}
COMMENTS = {".cpp": "//", ".py": "#"}
_numbers = itertools.count()


class Problem:
    def __init__(self, folder):
        self.id = folder.name
        self.folder = folder
        with open(folder / "problem.yaml", encoding="utf-8") as file:
            self.cases = yaml.safe_load(file)["cases"]

    def reference(self, language):
        return root / "solutions" / self.id / f"solution.{EXTENSIONS[language]}"

    def wrong(self, language):
        folder = root / "fixtures/problems" / self.id / "rejected"
        return sorted(folder.glob(f"*.{EXTENSIONS[language]}"))


def chosen(ids):
    """The problems with these ids, separated by commas; all of them for None."""
    folders = sorted(path.parent for path in root.glob("problems/*/problem.yaml"))
    return [Problem(folder) for folder in folders
            if ids is None or folder.name in ids.split(",")]


def fresh(source, folder):
    """A copy of `source` whose content is new."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"solution{source.suffix}"
    target.write_text(f"{source.read_text(encoding='utf-8')}"
                      f"{COMMENTS[source.suffix]} {next(_numbers)}\n", encoding="utf-8")
    return target


def distinct(problems, count, folder):
    """(problem's id, path) of `count` submissions, no two of the same content:
    references and wrong ones of all problems, in C++ and in Python in turn."""
    kinds = []
    for language in EXTENSIONS:
        for problem in problems:
            sources = [problem.reference(language), *problem.wrong(language)]
            kinds.append([(problem.id, source) for source in sources if source.exists()])
    # One of each language and problem before the second of any.
    in_turn = [one for some in itertools.zip_longest(*_alternating(kinds)) for one in some if one]
    return [(problem, fresh(source, folder / str(i)))
            for i, (problem, source) in zip(range(count), itertools.cycle(in_turn))]


def _alternating(kinds):
    half = len(kinds) // 2
    return [kind for pair in zip(kinds[:half], kinds[half:]) for kind in pair]


def write_class(submissions, path):
    """What `grader batch` takes: a table of who handed in what."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["learner", "problem", "path"])
        for i, (problem, source) in enumerate(submissions):
            table.writerow([f"learner-{i}", problem, source])
    return path
