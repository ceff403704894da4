# Generated from a schema diff on 2026-11-21 05:05.
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

    class Submission(Model):
        class Meta:
            database = db
            table_name = 'submission'

    class Version(Model):
        class Meta:
            database = db
            table_name = 'version'

    class Comment(Model):
        version = ForeignKeyField(Version)
        answers = ForeignKeyField('self', null=True)
        paragraph = CharField(max_length=64, default='')
        quote = TextField(default='')
        text = TextField(default='')
        suggestion = TextField(null=True)
        by = ForeignKeyField(Person)
        at = MomentField()
        outcome = CharField(default='')
        resolved_by = ForeignKeyField(Person, null=True)
        resolved_at = MomentField(null=True)
        class Meta:
            database = db
            table_name = 'comment'
    db.create_tables([Comment])

    class Consent(Model):
        submission = ForeignKeyField(Submission)
        approver = ForeignKeyField(Person)
        by = ForeignKeyField(Person)
        at = MomentField()
        note = TextField(default='')
        class Meta:
            database = db
            table_name = 'consent'
            indexes = ((('submission', 'approver'), True),)
    db.create_tables([Consent])

    class Redaction(Model):
        document = ForeignKeyField(Document)
        subject = CharField(unique=True)
        sha256 = CharField(max_length=64)
        by = ForeignKeyField(Person)
        at = MomentField()
        ground = TextField()
        reason = TextField()
        class Meta:
            database = db
            table_name = 'redaction'
    db.create_tables([Redaction])

    class Reminder(Model):
        document = ForeignKeyField(Document)
        person = ForeignKeyField(Person)
        cause = CharField()
        due = DateField()
        at = MomentField()
        class Meta:
            database = db
            table_name = 'reminder'
            indexes = ((('document', 'person', 'cause', 'due'), True),)
    db.create_tables([Reminder])

    class Review(Model):
        submission = ForeignKeyField(Submission)
        by = ForeignKeyField(Person)
        at = MomentField()
        class Meta:
            database = db
            table_name = 'review'
            indexes = ((('submission', 'by'), True),)
    db.create_tables([Review])

    class Translation(Model):
        version = ForeignKeyField(Version)
        language = CharField()
        title = CharField()
        media_type = CharField()
        body = BlobField()
        sha256 = CharField(max_length=64)
        rendered = TextField(default='')
        renderer = IntegerField(default=0)
        plain = TextField(default='')
        translator = ForeignKeyField(Person)
        created_at = MomentField()
        approved_by = ForeignKeyField(Person, null=True)
        approved_at = MomentField(null=True)
        class Meta:
            database = db
            table_name = 'translation'
            indexes = ((('version', 'language'), False),)
    db.create_tables([Translation])

    class Writing(Model):
        version = ForeignKeyField(Version)
        person = ForeignKeyField(Person)
        base = CharField(max_length=64)
        opened = TextField(default='')
        typed = TextField(default='')
        typed_at = MomentField(null=True)
        seen_at = MomentField()
        class Meta:
            database = db
            table_name = 'writing'
            indexes = ((('version', 'person'), True),)
    db.create_tables([Writing])

    migrator.migrate(migrator.add_column('submission', 'reviewers', TextField(default='')))
    migrator.migrate(migrator.add_column('submission', 'mode', CharField(default='one')))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('submission', 'mode'))
    migrator.migrate(migrator.drop_column('submission', 'reviewers'))
    migrator.migrate(migrator.drop_table('writing'))
    migrator.migrate(migrator.drop_table('translation'))
    migrator.migrate(migrator.drop_table('review'))
    migrator.migrate(migrator.drop_table('reminder'))
    migrator.migrate(migrator.drop_table('redaction'))
    migrator.migrate(migrator.drop_table('consent'))
    migrator.migrate(migrator.drop_table('comment'))
