"""Values the portal itself keeps: the anchor of relative dates, and the like."""

from peewee import CharField, TextField

from portal.store.database import Table


class Setting(Table):
    """A kept value by name."""

    name = CharField(unique=True)
    value = TextField()


def find_setting(name: str) -> str | None:
    """Return the kept value, or None."""
    row = Setting.get_or_none(Setting.name == name)
    return row.value if row else None


def keep_setting(name: str, value: str) -> None:
    """Keep the value under the name, in place of an earlier one."""
    Setting.insert(name=name, value=value).on_conflict(
        conflict_target=[Setting.name], update={Setting.value: value}
    ).execute()
