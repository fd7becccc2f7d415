#!/usr/bin/env bash
# Gradescope runs this once, when it builds the image of the assignment.
set -euo pipefail
here=/autograder/source
apt-get update
apt-get install -y python3 python3-venv
python3 -m venv /opt/dojo
# A wheel that lies beside this file is installed in the place of the published version.
wheels=("$here"/*.whl)
if [ -e "${wheels[0]}" ]; then
    /opt/dojo/bin/pip install "${wheels[@]}"
else
    /opt/dojo/bin/pip install "deep-learning-dojo==@VERSION@"
fi
# The grader is tested here once, so that no submission waits for it.
cd "$here/@COURSE@"
/opt/dojo/bin/dojo grade --self-test @OPTIONS@
