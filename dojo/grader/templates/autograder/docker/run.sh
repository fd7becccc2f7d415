#!/bin/sh
# Grades what lies in /submission, and writes /results/results.json:
#   docker run --rm --network none -v "$PWD/ada:/submission:ro" -v "$PWD/results:/results" IMAGE
results=/results/results.json
dojo grade /submission @OPTIONS@ --journal "$(mktemp -d)/journal.jsonl" \
    --format gradescope --output "$results" "$@" 2> /tmp/said.txt
cat /tmp/said.txt >&2
# Where there is no verdict, the file says why.
[ -s "$results" ] || python - > "$results" <<'END'
import json
said = open("/tmp/said.txt", errors="replace").read()[-4000:]
print(json.dumps({"score": 0, "output": f"The submission could not be judged.\n{said}"}))
END
