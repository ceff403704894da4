"""Demo accounts: persons of the example municipality whom anyone at this machine may sign in as.

Their passphrases stand in the content and are shown on the sign-in page, so they are no secrets and are kept readable.
"""

import json
from datetime import datetime

from portal.people.actions.persons import LOCAL, set_passphrase
from portal.people.models import Identity, Person
from portal.people.queries.persons import DEMO_ACCOUNTS, demo_accounts_kept
from portal.store.settings import keep_setting
from portal.store.work import unit_of_work


def open_demo_account(person: Person, passphrase: str, *, now: datetime, actor: str, story: str = "") -> bool:
    """Let anyone sign in as the person with the passphrase; return whether that is new.

    `story` says in a sentence what the person may do; without one the sign-in page tells it from the person's roles.
    """
    account = {
        "name": person.name,
        "title": person.title,
        "email": person.email,
        "passphrase": passphrase,
        "story": story,
    }
    kept = demo_accounts_kept()
    has_account = Identity.select().where((Identity.provider == LOCAL) & (Identity.subject == person.key)).exists()
    if account in kept and has_account and person.is_demo:
        return False
    others = [other for other in kept if other["email"] != person.email]
    with unit_of_work():
        set_passphrase(person, passphrase, now=now, actor=actor)
        person.is_demo = True
        person.save(only=[Person.is_demo])
        keep_setting(DEMO_ACCOUNTS, json.dumps([*others, account], ensure_ascii=False))
    return True
