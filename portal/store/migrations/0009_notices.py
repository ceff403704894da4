# Generated from a schema diff on 2026-11-30 15:26.
from peewee import *
from portal.store.fields import MomentField

def up(migrator, db):
    class Person(Model):
        class Meta:
            database = db
            table_name = 'person'

    class Address(Model):
        person = ForeignKeyField(Person)
        purpose = CharField()
        digest = CharField(unique=True, max_length=64)
        made_at = MomentField()
        class Meta:
            database = db
            table_name = 'address'
            indexes = ((('person', 'purpose'), True),)
    db.create_tables([Address])

    class Following(Model):
        person = ForeignKeyField(Person)
        ref = CharField(index=True)
        pace = CharField(default='')
        since = MomentField()
        class Meta:
            database = db
            table_name = 'following'
            indexes = ((('person', 'ref'), True),)
    db.create_tables([Following])

    class Mail(Model):
        person = ForeignKeyField(Person)
        key = CharField(unique=True)
        message = CharField(unique=True)
        state = CharField(default='waiting')
        attempts = IntegerField(default=0)
        made_at = MomentField()
        next_at = MomentField()
        done_at = MomentField(null=True)
        reason = TextField(default='')
        class Meta:
            database = db
            table_name = 'mail'
            indexes = ((('state', 'next_at'), False),)
    db.create_tables([Mail])

    class Notice(Model):
        person = ForeignKeyField(Person)
        entry = IntegerField()
        ref = CharField(index=True)
        kind = CharField()
        at = MomentField()
        pace = CharField()
        read_at = MomentField(null=True)
        mail = ForeignKeyField(Mail, null=True)
        class Meta:
            database = db
            table_name = 'notice'
            indexes = ((('person', 'entry', 'ref'), True), (('person', 'read_at'), False), (('pace', 'mail', 'person'), False))
    db.create_tables([Notice])

    class Preference(Model):
        person = ForeignKeyField(Person, unique=True)
        own = CharField(default='')
        followed = CharField(default='')
        class Meta:
            database = db
            table_name = 'preference'
    db.create_tables([Preference])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('preference'))
    migrator.migrate(migrator.drop_table('notice'))
    migrator.migrate(migrator.drop_table('mail'))
    migrator.migrate(migrator.drop_table('following'))
    migrator.migrate(migrator.drop_table('address'))
