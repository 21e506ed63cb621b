"""Builds a submission together with the tests of a suite, in the submission's
folder: python3 -I -S suite_build.py FRAMEWORK SUITE SUBMISSION SOURCE…, where
SUBMISSION is the name by which the suite knows it. Prints what compilers say."""

import importlib
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))


def _main(framework, suite_file, submission, *sources):
    module = importlib.import_module("suite_" + framework)
    return module.build(suite_file, submission, list(sources))


sys.exit(_main(*sys.argv[1:]))
