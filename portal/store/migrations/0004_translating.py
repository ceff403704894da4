# Generated from a schema diff on 2026-11-21 05:19.
from peewee import *
from portal.store.fields import MomentField

def up(migrator, db):
    migrator.migrate(migrator.add_column('translation', 'hands', TextField(default='')))
    migrator.migrate(migrator.add_column('translation', 'handed_in_at', MomentField(null=True)))
    migrator.migrate(migrator.add_column('translation', 'remark', TextField(default='')))
    migrator.migrate(migrator.drop_column('translation', 'rendered'))
    migrator.migrate(migrator.drop_column('translation', 'renderer'))


def down(migrator, db):
    migrator.migrate(migrator.add_column('translation', 'renderer', IntegerField(default=0)))
    migrator.migrate(migrator.add_column('translation', 'rendered', TextField(default='')))
    migrator.migrate(migrator.drop_column('translation', 'remark'))
    migrator.migrate(migrator.drop_column('translation', 'handed_in_at'))
    migrator.migrate(migrator.drop_column('translation', 'hands'))
