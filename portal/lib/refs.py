"""References to things that another package owns."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing by kind and key, e.g. `document:SOC-RUT-0042`.

    The feature that owns the kind resolves it; lower packages pass it on unread.
    """

    kind: str
    key: str

    def __str__(self) -> str:
        """Return `kind:key`."""
        return f"{self.kind}:{self.key}"

    @classmethod
    def parse(cls, text: str) -> "Ref":
        """Read `kind:key`. Raises ValueError when either part is missing."""
        kind, _, key = text.partition(":")
        if not kind or not key:
            message = f"not a reference: {text!r}"
            raise ValueError(message)
        return cls(kind, key)
