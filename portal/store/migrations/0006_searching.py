# Generated from a schema diff on 2026-11-30 08:20.
from peewee import *

def up(migrator, db):
    class FileText(Model):
        sha256 = CharField(max_length=64, unique=True)
        text = TextField()
        class Meta:
            database = db
            table_name = 'file_text'

    class Opened(Model):
        day = DateField()
        words = CharField()
        ref = CharField()
        rank = IntegerField()
        count = IntegerField()
        class Meta:
            database = db
            table_name = 'opened'
            indexes = ((('day', 'words', 'ref', 'rank'), True), (('words',), False))

    class Searched(Model):
        day = DateField()
        words = CharField()
        count = IntegerField()
        hits = IntegerField()
        class Meta:
            database = db
            table_name = 'searched'
            indexes = ((('day', 'words'), True),)

    class Synonym(Model):
        term = CharField()
        meaning = CharField()
        class Meta:
            database = db
            table_name = 'synonym'
            indexes = ((('term', 'meaning'), True),)

    db.create_tables([FileText, Opened, Searched, Synonym])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('synonym'))
    migrator.migrate(migrator.drop_table('searched'))
    migrator.migrate(migrator.drop_table('opened'))
    migrator.migrate(migrator.drop_table('file_text'))
