"""Why a file may not be attached, told from inside its inspection."""

DAMAGED = "Filen är skadad eller ofullständig. Öppna den i sitt program, spara den på nytt och bifoga den igen."
MACROS = "Filen innehåller makron. Spara den utan makron och bifoga den igen."
LOCKED = "Filen är skyddad med lösenord. Ta bort lösenordet, spara och bifoga den igen."
BOMB = "Filen packas upp till mer än ett dokument behöver. Spara den på nytt, eller dela upp den i flera filer."
PROGRAM = "Filen innehåller en programfil. Ta bort den ur dokumentet och bifoga det igen."


class UnfitError(Exception):
    """The file may not be attached; the text is the whole reason, in Swedish, and says what to do."""


def mismatch(extension: str) -> str:
    """Return what to say of a file that is not what its name says."""
    return f"Innehållet är inte en {extension}-fil. Spara filen i rätt format eller rätta namnet."
