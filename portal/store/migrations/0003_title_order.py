# Generated from a schema diff on 2026-11-21 05:15.
from peewee import *
from portal.lib.text import alphabetical

def up(migrator, db):
    migrator.migrate(migrator.add_column('version', 'title_order', CharField(index=True, default='')))

    class Version(Model):
        title = CharField()
        title_order = CharField()
        class Meta:
            database = db
            table_name = 'version'

    for number, title in Version.select(Version.id, Version.title).tuples():
        Version.update(title_order=alphabetical(title)[:200]).where(Version.id == number).execute()


def down(migrator, db):
    migrator.migrate(migrator.drop_index('version', 'version_title_order'))
    migrator.migrate(migrator.drop_column('version', 'title_order'))
