#!/bin/sh
# Says in one sentence what is missing, before npm says it in fifty.
need=$1
if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
  echo "The front end needs Node.js $need or newer with npm, and neither is on the PATH. Install it, or build the backend alone with -DskipFrontend." >&2
  exit 1
fi
have=$(node -p 'process.versions.node.split(".")[0]')
if [ "$have" -lt "$need" ]; then
  echo "The front end needs Node.js $need or newer; this is $(node --version). Install it, or build the backend alone with -DskipFrontend." >&2
  exit 1
fi
