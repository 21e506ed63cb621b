#!/usr/bin/env bash
# Run once by Gradescope, to make the image that submissions are graded in. The
# package wants Debian 12, Ubuntu 24.04 or later ones.
set -euo pipefail
cd "${AUTOGRADER:-/autograder}/source"
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -y -q --no-install-recommends ./grader.deb
course=()
if [[ -d course ]]; then course=(--course course); fi
grader prepare "$(<problem)" "${course[@]}"
