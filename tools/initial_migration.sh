#!/usr/bin/env bash
# Write portal/store/migrations/0001_initial.py anew from the models. Only before the first release; afterwards: pwmigrate generate.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -f portal/store/migrations/0001_initial.py
PYTHONPATH=. "${PYTHON_BIN:-.venv/bin}"/pwmigrate "sqlite:///$(mktemp -u)" initial -d portal/store/migrations tools.all_models:MODELS
