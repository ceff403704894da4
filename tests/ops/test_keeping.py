"""Backup, restore and verify: what is kept is whole, and what is not is named."""

from pathlib import Path

import pytest
from flask import Flask

from portal.app import create_app
from portal.config import Config
from portal.control.models.versions import Version
from portal.lib.errors import InvalidError
from portal.ops import backups, checks
from portal.store import blobs, schema
from tests.support.documents import make_valid
from tests.support.organisation import Organisation


def test_a_whole_portal_has_no_faults(organisation: Organisation) -> None:
    make_valid(organisation, attachment=b"%PDF-1.7 mall")
    assert list(checks.faults()) == []


def test_a_changed_byte_of_a_text_is_named(organisation: Organisation) -> None:
    version = make_valid(organisation)
    Version.update(body=bytes(version.body).replace(b"Larma", b"Vanta")).execute()
    assert any("SOC-RUT-0001 version 1" in fault for fault in checks.faults())


def test_a_changed_byte_of_an_attachment_is_named(organisation: Organisation) -> None:
    version = make_valid(organisation, attachment=b"%PDF-1.7 mall")
    sha256 = version.attachments.get().sha256
    blobs.Chunk.update(data=b"%PDF-1.7 malL").execute()
    assert [fault for fault in checks.faults() if sha256 in fault]


def test_a_missing_attachment_is_named(organisation: Organisation) -> None:
    make_valid(organisation, attachment=b"%PDF-1.7 mall")
    blobs.Chunk.delete().execute()
    blobs.Blob.delete().execute()
    assert any("mall.pdf" in fault for fault in checks.faults())


def test_a_backup_comes_back_as_it_was(
    organisation: Organisation, config: Config, other_config: Config, tmp_path: Path
) -> None:
    make_valid(organisation, attachment=b"%PDF-1.7 mall")
    assert backups.back_up(config, tmp_path / "copy") == (tmp_path / "copy").stat().st_size
    other = create_app(other_config)
    schema.migrate()
    with other.app_context():
        backups.restore(other_config, tmp_path / "copy")
        assert Version.get().title == "Rutin vid hot och våld"
        assert list(checks.faults()) == []


def test_a_backup_overwrites_nothing(organisation: Organisation, config: Config, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("something")
    with pytest.raises(InvalidError, match="finns redan"):
        backups.back_up(config, tmp_path / "copy")
    backups.back_up(config, tmp_path / "other")
    with pytest.raises(InvalidError, match="innehåller redan"):
        backups.restore(config, tmp_path / "other")


def test_what_is_no_backup_is_refused(bare_app: Flask, config: Config, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("something else")
    with pytest.raises(InvalidError, match="ingen säkerhetskopia"):
        backups.restore(config, tmp_path / "copy")


def test_no_password_is_seen_among_the_machines_processes(tmp_path: Path) -> None:
    program, told = tmp_path / "program", tmp_path / "told"
    program.write_text(f'#!/bin/sh\necho "$@" "$PGPASSWORD" > {told}\n')
    program.chmod(0o700)
    config = Config(database_url="postgresql://bo:s%C3%A4kert@db.example/portal", secret_key="only for tests")
    backups.run_for(config, str(program), "--all")
    assert told.read_text() == "--all --dbname=postgresql://bo@db.example/portal säkert\n"
