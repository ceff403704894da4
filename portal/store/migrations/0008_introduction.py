# Generated from a schema diff on 2026-11-30 15:21.
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

    class Introduction(Model):
        person = ForeignKeyField(Person)
        unit = ForeignKeyField(Unit)
        begun_on = DateField()
        mentor = ForeignKeyField(Person, null=True)
        closed_at = MomentField(null=True)
        closed_by = ForeignKeyField(Person, null=True)
        note = TextField(default='')
        class Meta:
            database = db
            table_name = 'introduction'
            indexes = ((('unit', 'closed_at'), False), (('person', 'closed_at'), False))
    db.create_tables([Introduction])

    class IntroductionList(Model):
        key = CharField(unique=True)
        unit = ForeignKeyField(Unit)
        role = CharField(default='')
        title = CharField()
        welcome = TextField(default='')
        since = DateField()
        until = DateField(null=True)
        class Meta:
            database = db
            table_name = 'introduction_list'
    db.create_tables([IntroductionList])

    class IntroductionPart(Model):
        introduction = ForeignKeyField(Introduction)
        list = ForeignKeyField(IntroductionList)
        since = DateField()
        class Meta:
            database = db
            table_name = 'introduction_part'
            indexes = ((('introduction', 'list'), True),)
    db.create_tables([IntroductionPart])

    class ListSection(Model):
        list = ForeignKeyField(IntroductionList)
        position = IntegerField()
        title = CharField()
        within = IntegerField()
        class Meta:
            database = db
            table_name = 'list_section'
    db.create_tables([ListSection])

    class ListItem(Model):
        section = ForeignKeyField(ListSection)
        position = IntegerField()
        key = CharField()
        document = ForeignKeyField(Document, null=True)
        title = CharField(default='')
        text = TextField(default='')
        why = TextField(default='')
        ask = CharField(default='')
        ask_person = ForeignKeyField(Person, null=True)
        optional = BooleanField(default=False)
        class Meta:
            database = db
            table_name = 'list_item'
    db.create_tables([ListItem])

    class TaskDone(Model):
        person = ForeignKeyField(Person, index=False)
        item = ForeignKeyField(ListItem)
        at = MomentField()
        class Meta:
            database = db
            table_name = 'task_done'
            indexes = ((('person', 'item'), True),)
    db.create_tables([TaskDone])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('task_done'))
    migrator.migrate(migrator.drop_table('list_item'))
    migrator.migrate(migrator.drop_table('list_section'))
    migrator.migrate(migrator.drop_table('introduction_part'))
    migrator.migrate(migrator.drop_table('introduction_list'))
    migrator.migrate(migrator.drop_table('introduction'))
