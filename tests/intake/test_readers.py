"""Files are read beside each other, each with its own answer."""

from portal.intake.readers import AT_ONCE, Readers
from tests.support.fileshare import word

FILES = [
    (word("Rutin larm", "Larmknappen sitter vid dörren."), "a.docx"),
    (b"# Policy\n\nVi.\n", "b.md"),
    (b"no document", "c.docx"),
]


def test_each_file_gets_its_own_answer_and_the_processes_end() -> None:
    said = []
    with Readers() as readers:
        for first in range(0, len(FILES), AT_ONCE):
            said += list(readers.convert_all(FILES[first : first + AT_ONCE]))
    assert [answer if isinstance(answer, str) else answer.title for answer in said[:2]] == ["Rutin larm", "Policy"]
    assert isinstance(said[2], str), "what cannot be read is told of, and the others go on"
    assert all(converters.process is None for converters in readers.converters)
