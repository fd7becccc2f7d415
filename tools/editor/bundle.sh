#!/usr/bin/env bash
# Bundle CodeMirror 6 into one module, with its licences, for the page of `dojo site`.
# It needs Node and npm; nobody else does: what it makes is kept in the repository.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
target=$here/../../dojo/site/web/vendor
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cp "$here/package.json" "$here/editor.js" "$work"
cd "$work"
npm install --no-audit --no-fund --silent
npx esbuild editor.js --bundle --format=esm --minify --target=es2022 --legal-comments=none \
    --outfile="$target/codemirror.js"
{
    echo "codemirror.js is made of these packages, by tools/editor/bundle.sh."
    for package in node_modules/@codemirror/* node_modules/@lezer/* node_modules/{style-mod,w3c-keyname,crelt,@marijn/find-cluster-break}; do
        [ -f "$package/LICENSE" ] || continue
        version=$(node -p "require('./$package/package.json').version")
        printf '\n\n%s %s\n\n' "${package#node_modules/}" "$version"
        cat "$package/LICENSE"
    done
} > "$target/codemirror.LICENSE.txt"
