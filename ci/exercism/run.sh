#!/usr/bin/env bash
# A test runner of Exercism's shape.
#   ci/exercism/run.sh SLUG INPUT_FOLDER OUTPUT_FOLDER
# Exit status 0 whenever the runner worked, whatever became of the submission.
# Always leaves results.json: where the grader fails, one that says so.
set -uo pipefail
if (($# != 3)); then
  echo "usage: run.sh SLUG INPUT_FOLDER OUTPUT_FOLDER" >&2
  exit 2
fi
# That of this repository, where it was built; else the package's.
grader=$(dirname "$(realpath "$0")")/../../build/grader
if [[ ! -x $grader ]]; then grader=grader; fi
results=$3/results.json
mkdir -p "$3"
rm -f "$results"
status=0
"${GRADER:-$grader}" check "$1" "$2" --format exercism --output "$results" || status=$?
((status <= 1)) && [[ -s $results ]] && exit
cat >"$results" <<'JSON'
{
  "version": 3,
  "status": "error",
  "message": "The test runner failed. This is not your fault, and says nothing about your solution."
}
JSON
exit $((status > 1 ? status : 3))
