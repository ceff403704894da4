# Counts of readings tell by which day: what is late today is then a sum of few rows.
from peewee import *

FILL = """
with recursive step(unit, above) as (
  select id, id from unit
  union
  select step.unit, unit.parent_id from step join unit on unit.id = step.above where unit.parent_id is not null
)
insert into duty_count (unit_id, document_id, due_on, duties)
select step.above, duty.document_id, case when duty.done = 1 then {never} else duty.due_on end, count(*)
from duty join step on step.unit = duty.unit_id
group by 1, 2, 3
"""

def up(migrator, db):
    migrator.migrate(migrator.drop_table('duty_count'))

    class Document(Model):
        class Meta:
            database = db
            table_name = 'document'

    class Unit(Model):
        class Meta:
            database = db
            table_name = 'unit'

    class DutyCount(Model):
        unit = ForeignKeyField(Unit, index=False)
        document = ForeignKeyField(Document, index=False)
        due_on = DateField()
        duties = IntegerField()
        class Meta:
            database = db
            table_name = 'duty_count'
            indexes = ((('unit', 'document', 'due_on'), True), (('document', 'unit'), False))
    db.create_tables([DutyCount])
    db.execute_sql(FILL.format(never="'9999-12-31'" if isinstance(db, SqliteDatabase) else "date '9999-12-31'"))


def down(migrator, db):
    migrator.migrate(migrator.drop_table('duty_count'))

    class Document(Model):
        class Meta:
            database = db
            table_name = 'document'

    class Unit(Model):
        class Meta:
            database = db
            table_name = 'unit'

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
