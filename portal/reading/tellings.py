"""What those who are to read are told, and what their calendars have."""

from collections.abc import Iterable, Iterator
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.control.addresses import document_url
from portal.lib.calendar import long_date
from portal.lib.refs import Ref
from portal.people.reader import Reader
from portal.reading.queries.mine import reading_of
from portal.web.telling import Due, Event, Facts, Names, Telling

# As many days a calendar has.
MOST_DUES = 200


def asked(facts: Facts, _names: Names) -> str:
    """Say what is to be read."""
    return _("Läs och kvittera version %(version)s.", version=facts["version"])


def reminded(facts: Facts, _names: Names) -> str:
    """Say by when, and how much there is to read in all."""
    day = long_date(date.fromisoformat(facts["due"]))
    count = facts["count"]
    first = _("Påminnelse: läs och kvittera senast %(day)s.", day=day)
    more = ngettext("Du har %(num)s dokument till att läsa.", "Du har %(num)s dokument till att läsa.", count - 1)
    return f"{first} {more}" if count > 1 else first


def those_asked(event: Event) -> Iterable[str]:
    """Return the keys of those who are asked."""
    return tuple(event.facts["persons"])


def the_one_reminded(event: Event) -> Iterable[str]:
    """Return the key of the one who is reminded."""
    return (event.subject.key,)


def what_is_due_first(event: Event) -> Iterable[Ref]:
    """Return the document that is to be read first."""
    return (Ref("document", event.facts["documents"][0]),)


def dues(reader: Reader, today: date) -> Iterator[Due]:
    """Yield what the reader is to read, and by when."""
    for reading in reading_of(reader.key or "", today, done=False, limit=MOST_DUES):
        title = _("Läs och kvittera: %(title)s", title=reading.title)
        yield Due(f"reading-{reading.number}", title, reading.due_on, document_url(reading.number), reading.number)


TELLINGS = {
    "reading-asked": (Telling("reading-asked", asked, persons=those_asked),),
    "reading-reminded": (Telling("reading-reminded", reminded, persons=the_one_reminded, refs=what_is_due_first),),
}
