"""The text that a new document begins with: what is to be written is said, and nothing else is missing."""

import pytest
from flask import Flask

from portal.control.kinds import GUIDE, kind_of_type, types_written
from portal.control.rules.types import Type
from portal.lib.errors import InvalidError
from portal.lib.markup.render import render


def test_every_sort_of_document_can_be_written(bare_app: Flask) -> None:
    assert set(types_written()) == set(Type)
    assert [kind_of_type(type_).name for type_ in (Type.ROUTINE, Type.DECLARATION)] == ["handbook", "declaration"]
    with pytest.raises(InvalidError, match="av typen annat"):
        kind_of_type("annat")


@pytest.mark.parametrize("type_", Type)
def test_an_outline_has_headings_with_something_to_write_under_each(bare_app: Flask, type_: Type) -> None:
    kind = kind_of_type(type_)
    text = kind.template(type_)
    parts = text.split("\n## ")
    assert len(parts) >= 4
    assert all(GUIDE in part for part in parts if part)
    assert kind.write(kind.begin(type_, "bygglov"))[1] == text
    rendered = render(text)
    assert all(heading.level == 2 for heading in rendered.toc)
    assert "Skriv här:" in rendered.plain


def test_a_routine_asks_for_role_step_deadline_and_exception(bare_app: Flask) -> None:
    text = kind_of_type(Type.ROUTINE).template(Type.ROUTINE)
    for heading in ("## Ansvar", "## Så gör du", "## Tider", "## Undantag"):
        assert f"\n{heading}\n" in text
    assert f"\n1. {GUIDE} " in text
