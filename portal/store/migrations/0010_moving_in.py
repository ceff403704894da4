# Generated from a schema diff on 2026-11-30 15:26.
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

    class MoveIn(Model):
        name = CharField()
        source = TextField(default='')
        by = ForeignKeyField(Person)
        at = MomentField()
        gathered_at = MomentField(null=True)
        settled_at = MomentField(null=True)
        begun_at = MomentField(null=True)
        finished_at = MomentField(null=True)
        class Meta:
            database = db
            table_name = 'move_in'
    db.create_tables([MoveIn])

    class MovedFile(Model):
        move = ForeignKeyField(MoveIn)
        path = TextField()
        size = IntegerField(default=0)
        sha256 = CharField(index=True, max_length=64, default='')
        state = CharField(default='waiting')
        reason = TextField(default='')
        fate = CharField(default='document')
        beside = ForeignKeyField('self', null=True)
        title = TextField(default='')
        type = TextField(default='')
        unit = TextField(default='')
        number = TextField(default='')
        status = TextField(default='')
        valid_from = TextField(default='')
        review_by = TextField(default='')
        owner = TextField(default='')
        guesses = TextField(default='{}')
        problems = TextField(default='')
        markdown = TextField(default='')
        lost = TextField(default='[]')
        pictures = TextField(default='[]')
        document = ForeignKeyField(Document, null=True)
        class Meta:
            database = db
            table_name = 'moved_file'
            indexes = ((('move', 'path'), True), (('move', 'state', 'fate'), False))
    db.create_tables([MovedFile])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('moved_file'))
    migrator.migrate(migrator.drop_table('move_in'))
