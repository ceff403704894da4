# Generated from a schema diff on 2026-11-21 05:48.
from peewee import *

def up(migrator, db):
    migrator.migrate(migrator.drop_index('version', 'version_title_order'))
    migrator.migrate(migrator.add_index('version', ('title_order', 'decided', 'valid_from', 'valid_until', 'review_by', 'document_id')))


def down(migrator, db):
    migrator.migrate(migrator.drop_index('version', 'version_title_order_decided_valid_from_valid_until_revie_4d7452e'))
    migrator.migrate(migrator.add_index('version', ('title_order',)))
