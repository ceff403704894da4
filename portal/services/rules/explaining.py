"""What a public explanation must say, and the ways in which a service is reached."""

CHANNEL_KINDS = ("phone", "email", "web", "visit", "post")
SHORTEST = 20


def why_not_explain(what_happened: str, correction: str) -> str | None:
    """Return why an explanation says too little to be published, or None."""
    if len(what_happened.strip()) < SHORTEST:
        return "Skriv vad som hände, så att den som drabbades förstår det."
    if len(correction.strip()) < SHORTEST:
        return "Skriv vad ni gör för att det inte ska hända igen."
    return None
