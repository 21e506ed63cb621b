#!/usr/bin/env bash
# A test runner of Exercism's shape.
#   ci/exercism/run.sh SLUG INPUT_FOLDER OUTPUT_FOLDER
# Exit status 0 whenever the runner worked, whatever became of the submission.
set -uo pipefail
if (($# != 3)); then
  echo "usage: run.sh SLUG INPUT_FOLDER OUTPUT_FOLDER" >&2
  exit 2
fi
root=$(dirname "$(realpath "$0")")/../..
status=0
"$root/build/grader" check "$1" "$2" --problems "$root/problems" \
  --format exercism --output "$3/results.json" || status=$?
((status <= 1)) || exit "$status"
