"""Tests of node:test: listed and run by the runner of Node.js."""

import os

import suite_node

STARTS_THE_PROGRAM = True
PARTS = ()


class Tests(suite_node.Tests):
    """Those of one suite."""

    def __init__(self, suite_file):
        reporter = os.path.join(suite_node.FOLDER, "suite_node_test_reporter.mjs")
        super().__init__(suite_file, [
            "--test-reporter", reporter, "--test-reporter-destination", "stdout",
            os.path.join(suite_node.FOLDER, "suite_node_test.mjs")])
