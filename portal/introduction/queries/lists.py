"""Reading lists, for those who write them."""

from collections.abc import Iterable

from portal.introduction.models import IntroductionList, ListItem, ListSection
from portal.lib.errors import NotFoundError
from portal.people.models import Unit


def get_list(key: str) -> IntroductionList:
    """Return the list with its unit. Raises NotFoundError."""
    row = IntroductionList.select(IntroductionList, Unit).join(Unit).where(IntroductionList.key == key).first()
    if row is None:
        message = "Listan finns inte."
        raise NotFoundError(message)
    return row


def get_section(one: IntroductionList, section_id: int) -> ListSection:
    """Return a section of the list. Raises NotFoundError."""
    row = ListSection.get_or_none((ListSection.id == section_id) & (ListSection.list == one))
    if row is None:
        message = "Avsnittet finns inte längre."
        raise NotFoundError(message)
    return row


def get_item(one: IntroductionList, item_id: int) -> ListItem:
    """Return an item of the list, with its section. Raises NotFoundError."""
    rows = ListItem.select(ListItem, ListSection).join(ListSection)
    row = rows.where((ListItem.id == item_id) & (ListSection.list == one)).first()
    if row is None:
        message = "Punkten finns inte längre."
        raise NotFoundError(message)
    return row


def keys_in(one: IntroductionList) -> set[str]:
    """Return the keys of the list's items."""
    rows = ListItem.select(ListItem.key).join(ListSection).where(ListSection.list == one)
    return {key for (key,) in rows.tuples()}


def lists_in(units: Iterable[str]) -> list[IntroductionList]:
    """Return the lists of these units (by code), those that have ended last: one query."""
    rows = IntroductionList.select(IntroductionList, Unit).join(Unit).where(Unit.code.in_(list(units)))
    return list(rows.order_by(IntroductionList.until.is_null().desc(), Unit.code, IntroductionList.role))
