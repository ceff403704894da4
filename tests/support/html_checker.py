"""The Nu HTML checker: many pages in one run, as Java takes its time to start."""

import json
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

CHECKER = Path(__file__).resolve().parents[2] / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def check(pages: Mapping[str, str]) -> list[str]:
    """Return what the checker says of pages, by what they are called: errors, warnings and advice alike."""
    if not CHECKER.exists():
        raise FileNotFoundError(f"{CHECKER} is missing: `make test` and `make audit` install it")
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for place, (name, html) in enumerate(pages.items()):
            path = Path(folder) / f"{place}.html"
            path.write_text(html, encoding="utf-8")
            names[path.resolve().as_uri().replace("file:///", "file:/")] = name
        command = ["java", "-Xss4m", "-jar", str(CHECKER), "--format", "json", "--skip-non-html", "--exit-zero-always"]
        done = subprocess.run([*command, folder], capture_output=True, text=True, check=False)
    try:
        messages = json.loads(done.stderr or done.stdout)["messages"]
    except (json.JSONDecodeError, KeyError) as error:
        raise RuntimeError(f"the HTML checker did not answer: {done.stdout}{done.stderr}") from error
    return [line(message, names) for message in messages]


def line(message: dict[str, object], names: Mapping[str, str]) -> str:
    """Return one finding in words."""
    address = str(message.get("url", "")).replace("file:///", "file:/")
    extract = " ".join(str(message.get("extract", "")).split())
    kind = message.get("subType") or message["type"]
    return f"{names.get(address, address)}:{message.get('lastLine', '')}: {kind}: {message['message']} [{extract}]"
