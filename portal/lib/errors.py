"""What can go wrong in the domain, in words for the person who meets it."""


class PortalError(Exception):
    """Something that a person can be told; the text is in Swedish and complete."""


class NotFoundError(PortalError):
    """What was asked for does not exist, or the reader may not know that it does."""


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
