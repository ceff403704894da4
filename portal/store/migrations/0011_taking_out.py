# Generated from a schema diff on 2026-11-30 15:29.
from peewee import *
from portal.store.fields import MomentField

def up(migrator, db):
    class Person(Model):
        class Meta:
            database = db
            table_name = 'person'

    class Takeout(Model):
        person = ForeignKeyField(Person)
        unit = CharField(default='')
        below = BooleanField(default=True)
        format = CharField()
        title = CharField()
        asked_at = MomentField(index=True)
        parts = TextField()
        made = IntegerField(default=0)
        left_out = TextField(default='[]')
        finished_at = MomentField(null=True)
        failure = TextField(default='')
        class Meta:
            database = db
            table_name = 'takeout'
    db.create_tables([Takeout])

    class TakeoutFile(Model):
        takeout = ForeignKeyField(Takeout, on_delete='CASCADE')
        position = IntegerField()
        filename = CharField()
        sha256 = CharField(max_length=64)
        size = IntegerField()
        class Meta:
            database = db
            table_name = 'takeout_file'
            indexes = ((('takeout', 'position'), True),)
    db.create_tables([TakeoutFile])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('takeout_file'))
    migrator.migrate(migrator.drop_table('takeout'))
