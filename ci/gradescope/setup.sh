#!/usr/bin/env bash
# Run once by Gradescope, to make the image that submissions are graded in.
set -euo pipefail
cd "${AUTOGRADER:-/autograder}/source/grader"
find ci -type f ! -name '*.*' -exec chmod +x {} +
ci/build
