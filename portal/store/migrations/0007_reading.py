# Generated from a schema diff on 2026-11-30 15:19.
from peewee import *
from portal.store.fields import MomentField

def up(migrator, db):
    class Document(Model):
        class Meta:
            database = db
            table_name = 'document'

    class Person(Model):
        class Meta:
            database = db
            table_name = 'person'

    class Unit(Model):
        class Meta:
            database = db
            table_name = 'unit'

    class Version(Model):
        class Meta:
            database = db
            table_name = 'version'

    class Acknowledgement(Model):
        person = ForeignKeyField(Person)
        document = ForeignKeyField(Document)
        version = ForeignKeyField(Version)
        language = CharField(default='sv')
        at = MomentField()
        class Meta:
            database = db
            table_name = 'acknowledgement'
            indexes = ((('person', 'version'), True), (('document', 'person'), False))
    db.create_tables([Acknowledgement])

    class Duty(Model):
        person = ForeignKeyField(Person, index=False)
        document = ForeignKeyField(Document, index=False)
        unit = ForeignKeyField(Unit, index=False)
        wanted = IntegerField()
        read = IntegerField(default=0)
        done = IntegerField(default=0)
        asked_on = DateField()
        due_on = DateField()
        reminded_on = DateField(null=True)
        class Meta:
            database = db
            table_name = 'duty'
            indexes = ((('person', 'document'), True), (('document', 'done', 'due_on', 'unit'), False), (('unit', 'person', 'done', 'due_on'), False), (('done', 'due_on', 'unit', 'document'), False))
    db.create_tables([Duty])

    class DutyCount(Model):
        unit = ForeignKeyField(Unit, index=False)
        document = ForeignKeyField(Document, index=False)
        asked = IntegerField()
        unread = IntegerField()
        class Meta:
            database = db
            table_name = 'duty_count'
            indexes = ((('unit', 'document'), True), (('document', 'unit'), False))
    db.create_tables([DutyCount])

    class ReadingDemand(Model):
        document = ForeignKeyField(Document)
        unit = ForeignKeyField(Unit)
        role = CharField(default='')
        days = IntegerField()
        why = TextField(default='')
        since = DateField()
        until = DateField(null=True)
        by = ForeignKeyField(Person)
        at = MomentField()
        class Meta:
            database = db
            table_name = 'reading_demand'
    db.create_tables([ReadingDemand])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('reading_demand'))
    migrator.migrate(migrator.drop_table('duty_count'))
    migrator.migrate(migrator.drop_table('duty'))
    migrator.migrate(migrator.drop_table('acknowledgement'))
