#!/bin/sh
# The launcher as one executable file, as runTests wants it. Node is the one of the project.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
exec "$here/../../node_modules/node/bin/node" "$here/launcher.ts" "$@"
