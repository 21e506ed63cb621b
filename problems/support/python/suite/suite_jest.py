"""Tests of Jest: listed and run by Node.js, with what of Jest's such suites use."""

import os

import suite_node

STARTS_THE_PROGRAM = True
PARTS = ()


class Tests(suite_node.Tests):
    """Those of one suite."""

    def __init__(self, suite_file):
        super().__init__(suite_file, [os.path.join(suite_node.FOLDER, "jest.mjs")])
