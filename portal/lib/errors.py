"""What can go wrong in the domain, in words for the person who meets it."""

from collections.abc import Sequence


class PortalError(Exception):
    """Something that a person can be told; the text is in Swedish and complete.

    `advice` is what to do about it, where that is not what one usually does about such an error.
    """

    advice = ""


class NotFoundError(PortalError):
    """What was asked for does not exist, or the reader may not know that it does.

    `suggestions` are what may have been meant: things with `.label` and `.url`.
    """

    def __init__(self, message: str, suggestions: Sequence[object] = (), advice: str = "") -> None:
        """Keep the message, what may have been meant and what to do."""
        super().__init__(message)
        self.suggestions = suggestions
        self.advice = advice


class GoneError(PortalError):
    """What was asked for has been there and will not come back."""

    def __init__(self, message: str, advice: str = "") -> None:
        """Keep the message and what to do."""
        super().__init__(message)
        self.advice = advice


class RefusedError(PortalError):
    """A rule refuses the deed. The text is the rule's own reason (`why_not_…`)."""


class ForbiddenError(PortalError):
    """The reader lacks the permission."""


class InvalidError(PortalError):
    """Input that cannot be taken.

    `place` names where it stands (a field, or `file:line`).
    """

    def __init__(self, message: str, place: str = "") -> None:
        """Keep the message and the place it concerns."""
        super().__init__(message)
        self.place = place
