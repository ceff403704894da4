"""Writing in a draft: what has been typed, who else has it open, who may be asked to write along."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from portal.people.rules import why_not_hold

# How long somebody who was last heard of is taken to still have the draft open.
PRESENT = timedelta(seconds=60)
# In characters: more than a text, its front matter and its note may be.
LONGEST = 700_000


@dataclass(frozen=True, slots=True)
class Written:
    """A draft as its form has it: `front` is the front matter of kinds that have one, `titles` the files' by name."""

    title: str = ""
    text: str = ""
    front: str = ""
    change_note: str = ""
    significance: str = "significant"
    audience: tuple[str, ...] = ()
    titles: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> str:
        """Return the whole as JSON, to be kept."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Written":
        """Read what `to_json` wrote; an empty text is nothing written."""
        kept = json.loads(text or "{}")
        titles = tuple((name, title) for name, title in kept.pop("titles", ()))
        return cls(**{**kept, "audience": tuple(kept.pop("audience", ())), "titles": titles})

    def is_like(self, other: "Written") -> bool:
        """Whether both say the same, line ends and empty lines around the texts aside."""
        return self.normal() == other.normal()

    def normal(self) -> tuple[object, ...]:
        """Return what is compared: a file that only one of the two knows of is no difference in what was written."""
        texts = (self.title, self.text, self.front, self.change_note)
        return (*(plain(text) for text in texts), self.significance, sorted(self.audience), sorted(self.titles))


def plain(text: str) -> str:
    """Return a text as it is kept: bare line feeds, nothing empty around it."""
    return text.replace("\r\n", "\n").strip()


def is_present(seen_at: datetime, now: datetime) -> bool:
    """Whether somebody last heard of at the moment still has the draft open."""
    return now - seen_at <= PRESENT


def why_not_keep(written: Written) -> str | None:
    """Return why what is being typed may not be kept beside the draft, or None."""
    whole = sum(len(text) for text in (written.title, written.text, written.front, written.change_note))
    return "Texten är för lång för att sparas. Dela den i flera dokument." if whole > LONGEST else None


def why_not_invite(name: str, key: str, tokens: frozenset[str], unit: str, writers: Iterable[str]) -> str | None:
    """Return why a person may not be asked to write along in a draft of the unit's, or None."""
    if key in writers:
        return f"{name} skriver redan i utkastet."
    if why_not_hold("control.write", unit, tokens):
        return f"{name} har inte behörighet att skriva för {unit}. Be en administratör om rollen författare."
    return None
