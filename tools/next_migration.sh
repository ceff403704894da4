#!/usr/bin/env bash
# Write the next migration from what the models have that the migrations before it do not: tools/next_migration.sh NAME
set -euo pipefail
cd "$(dirname "$0")/.."
database="$(mktemp -d)/portal.db"
export PYTHONPATH=.
tool="${PYTHON_BIN:-.venv/bin}/pwmigrate"
"$tool" "sqlite:///$database" up -d portal/store/migrations
"$tool" "sqlite:///$database" generate "$1" tools.all_models:MODELS -d portal/store/migrations
