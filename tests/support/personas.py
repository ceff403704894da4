"""Those who visit the example: five who sign in, and Frej, who is a citizen and does not."""

from functools import cache

import yaml

from tests.support.chromium import Visitor
from tests.support.example import CONTENT

FREJ = ""
SIGNED_IN = ("asta", "bo", "cleo", "disa", "egon")
PERSONAS = (FREJ, *SIGNED_IN)


@cache
def account_of(key: str) -> tuple[str, str]:
    """Return the e-mail and passphrase of a demo account, as the content folder tells them."""
    person = yaml.safe_load((CONTENT / "persons" / f"{key}.yaml").read_text(encoding="utf-8"))
    return person["email"], person["demo_passphrase"]


def sign_in(visitor: Visitor, key: str) -> None:
    """Sign in with e-mail and passphrase."""
    email, passphrase = account_of(key)
    page = visitor.open("/logga-in")
    page.get_by_label("E-post").fill(email)
    page.get_by_label("Lösenfras").fill(passphrase)
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.wait_for_url(visitor.site.at("/"))
