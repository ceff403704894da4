"""A small content folder, and a portal to import it into."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from portal.config import Config
from portal.exchange.content import ContentError
from portal.exchange.outcome import Report
from portal.exchange.run import Request, importer, run_import
from portal.lib import clock as time
from tests.support.clock import Clock

UNITS = {
    "EKV": "name: Ekvik kommun\nkind: municipality",
    "SOC": "name: Socialförvaltningen\nkind: administration\nparent: EKV",
    "SOC-AO": "name: Äldreomsorgen\nkind: department\nparent: SOC",
    "SBF": "name: Samhällsbyggnad\nkind: administration\nparent: EKV",
}
PERSONS = {
    "bo": "name: Bo Ekström\nemail: bo@ekvik.example\nroles: [{role: author, unit: SOC}]",
    "cleo": "name: Cleo Åkerlund\nemail: cleo@ekvik.example\nroles: [{role: manager, unit: SOC-AO, from: T-900d}]",
    "egon": "name: Egon Sjölin\nemail: egon@ekvik.example\nroles: [{role: administrator, unit: EKV}]",
}
AREAS = "- {key: aldreomsorg, name: Äldreomsorg, band: operate}\n- {key: kvalitet, name: Kvalitet, band: develop}\n"
DOCUMENT = """\
number: SOC-RUT-0001
kind: handbook
type: routine
unit: SOC-AO
owner_role: manager
owner: cleo
process_areas: [aldreomsorg]
"""
BODY = "## Så gör du\n\n1. Ta skydd.\n2. Larma.\n"
SUBMISSION = "submission: {by: bo, on: T-90d, approvers: [cleo]}\n"
APPROVAL = "approval: {by: cleo, on: T-80d, valid_from: T-70d, review_by: T+295d}\n"


def version_text(number: int = 1, *, head: str = SUBMISSION + APPROVAL, body: str = BODY, **changes: str) -> str:
    """Return a version's file: an approved one by Bo unless something else is said."""
    front = {
        "version": str(number),
        "title": "Rutin vid hot och våld",
        "author": "bo",
        "created": "T-100d",
        "audience": "[internal]",
        **changes,
    }
    lines = "".join(f"{key}: {value}\n" for key, value in front.items())
    return f"---\n{lines}{head}---\n\n{body}"


@dataclass(frozen=True)
class Content:
    """A content folder that a test writes in."""

    root: Path

    def write(self, name: str, text: str | bytes) -> "Content":
        """Write a file and return the folder."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return self

    def change(self, name: str, old: str, new: str) -> "Content":
        """Change a text in a file, where it must stand, and return the folder."""
        text = (self.root / name).read_text()
        assert old in text
        return self.write(name, text.replace(old, new))

    def remove(self, name: str) -> "Content":
        """Remove a file and return the folder."""
        (self.root / name).unlink()
        return self


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """Return a folder with a small municipality and one document."""
    folder = Content(tmp_path / "content")
    for code, text in UNITS.items():
        folder.write(f"units/{code}.yaml", f"code: {code}\n{text}\n")
    for key, text in PERSONS.items():
        folder.write(f"persons/{key}.yaml", f"key: {key}\n{text}\n")
    folder.write("process-areas.yaml", AREAS)
    folder.write("documents/SOC-RUT-0001/document.yaml", DOCUMENT)
    return folder.write("documents/SOC-RUT-0001/v1.md", version_text())


@pytest.fixture
def within(bare_app: Flask) -> Iterator[Flask]:
    """Run the test within an empty portal."""
    with bare_app.app_context():
        yield bare_app


Import = Callable[..., Report]


@pytest.fixture
def bring_in(within: Flask, config: Config, clock: Clock) -> Import:
    """Return a call that imports a folder."""

    def run(folder: Content | Path, *, email: str = "", **options: bool) -> Report:
        root = folder.root if isinstance(folder, Content) else folder
        now: datetime = clock()
        reader = importer(email, time.day_of(now, config.timezone))
        return run_import(Request(root, reader, now, **options), config)

    return run


@pytest.fixture
def refused(bring_in: Import) -> Callable[..., list[str]]:
    """Return a call that imports a folder which is refused, and returns the lines that say why."""

    def run(folder: Content | Path, **options: object) -> list[str]:
        with pytest.raises(ContentError) as caught:
            bring_in(folder, **options)
        return str(caught.value).splitlines()

    return run
