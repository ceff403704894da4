# Generated from a schema diff on 2026-11-21 02:33.
from peewee import *
from portal.store.fields import MomentField

def up(migrator, db):
    class Unit(Model):
        code = CharField(unique=True)
        name = CharField()
        kind = CharField()
        parent = ForeignKeyField('self', null=True)
        successor = ForeignKeyField('self', null=True)
        valid_from = DateField(null=True)
        valid_to = DateField(null=True)
        email = CharField(default='')
        phone = CharField(default='')
        class Meta:
            database = db
            table_name = 'unit'
    db.create_tables([Unit])

    class Person(Model):
        key = CharField(unique=True)
        name = CharField()
        title = CharField(default='')
        email = CharField(index=True, default='')
        phone = CharField(default='')
        disabled = BooleanField(default=False)
        is_demo = BooleanField(default=False)
        sought = TextField(default='')
        place_in_order = CharField(index=True, default='')
        class Meta:
            database = db
            table_name = 'person'
    db.create_tables([Person])

    class Document(Model):
        number = CharField(unique=True)
        kind = CharField()
        type = CharField(index=True)
        unit = ForeignKeyField(Unit)
        owner_role = CharField()
        owner = ForeignKeyField(Person, null=True)
        process_lead = ForeignKeyField(Person, null=True)
        review_months = IntegerField(default=12)
        created_at = MomentField()
        class Meta:
            database = db
            table_name = 'document'
    db.create_tables([Document])

    class Alias(Model):
        number = CharField(unique=True)
        document = ForeignKeyField(Document)
        class Meta:
            database = db
            table_name = 'alias'
    db.create_tables([Alias])

    class Version(Model):
        document = ForeignKeyField(Document)
        number = IntegerField()
        language = CharField(default='sv')
        title = CharField()
        change_note = TextField(default='')
        significance = CharField(default='significant')
        author = ForeignKeyField(Person)
        created_at = MomentField()
        media_type = CharField()
        body = BlobField()
        sha256 = CharField(max_length=64)
        decided = BooleanField(default=False)
        withdrawn = BooleanField(default=False)
        valid_from = DateField(null=True)
        valid_until = DateField(null=True)
        review_by = DateField(null=True)
        rendered = TextField(default='')
        renderer = IntegerField(default=0)
        plain = TextField(default='')
        class Meta:
            database = db
            table_name = 'version'
            indexes = ((('document', 'number'), True), (('valid_from', 'valid_until'), False))
    db.create_tables([Version])

    class Approval(Model):
        version = ForeignKeyField(Version, unique=True)
        by = ForeignKeyField(Person)
        at = MomentField()
        valid_from = DateField()
        review_by = DateField()
        reference = TextField(default='')
        class Meta:
            database = db
            table_name = 'approval'
    db.create_tables([Approval])

    class Attachment(Model):
        version = ForeignKeyField(Version)
        position = IntegerField()
        filename = CharField()
        title = CharField()
        media_type = CharField()
        sha256 = CharField(index=True, max_length=64)
        size = IntegerField()
        class Meta:
            database = db
            table_name = 'attachment'
    db.create_tables([Attachment])

    class Attempt(Model):
        account = CharField(index=True, max_length=64)
        address = CharField(index=True, max_length=64)
        at = MomentField()
        class Meta:
            database = db
            table_name = 'attempt'
    db.create_tables([Attempt])

    class Blob(Model):
        sha256 = CharField(unique=True, max_length=64)
        size = IntegerField()
        added_at = MomentField()
        class Meta:
            database = db
            table_name = 'blob'
    db.create_tables([Blob])

    class Chunk(Model):
        sha256 = CharField(max_length=64)
        position = IntegerField()
        data = BlobField()
        class Meta:
            database = db
            table_name = 'chunk'
            indexes = ((('sha256', 'position'), True),)
    db.create_tables([Chunk])

    class CommitmentRow(Model):
        version = ForeignKeyField(Version)
        position = IntegerField()
        service = CharField(index=True)
        key = CharField(index=True)
        owner_unit = CharField()
        terms = TextField()
        class Meta:
            database = db
            table_name = 'commitment_row'
            indexes = ((('version', 'key'), True),)
    db.create_tables([CommitmentRow])

    class Confirmation(Model):
        document = ForeignKeyField(Document)
        by = ForeignKeyField(Person)
        at = MomentField()
        on = DateField()
        note = TextField(default='')
        review_by = DateField()
        class Meta:
            database = db
            table_name = 'confirmation'
    db.create_tables([Confirmation])

    class Contribution(Model):
        version = ForeignKeyField(Version)
        by = ForeignKeyField(Person)
        at = MomentField()
        class Meta:
            database = db
            table_name = 'contribution'
            indexes = ((('version', 'by'), True),)
    db.create_tables([Contribution])

    class Cursor(Model):
        name = CharField(unique=True)
        number = IntegerField(default=0)
        class Meta:
            database = db
            table_name = 'cursor'
    db.create_tables([Cursor])

    class Deputy(Model):
        person = ForeignKeyField(Person)
        deputy = ForeignKeyField(Person)
        valid_from = DateField(null=True)
        valid_to = DateField(null=True)
        class Meta:
            database = db
            table_name = 'deputy'
    db.create_tables([Deputy])

    class ProcessArea(Model):
        key = CharField(unique=True)
        name = CharField()
        band = CharField()
        position = IntegerField(default=0)
        class Meta:
            database = db
            table_name = 'process_area'
    db.create_tables([ProcessArea])

    class DocumentArea(Model):
        document = ForeignKeyField(Document)
        area = ForeignKeyField(ProcessArea)
        class Meta:
            database = db
            table_name = 'document_area'
    db.create_tables([DocumentArea])

    class Entry(Model):
        number = IntegerField(unique=True)
        at = MomentField()
        actor = CharField()
        verb = CharField()
        subject = CharField(index=True)
        facts = TextField()
        previous = CharField(max_length=64)
        digest = CharField(max_length=64)
        class Meta:
            database = db
            table_name = 'entry'
    db.create_tables([Entry])

    class Explanation(Model):
        commitment = CharField(index=True)
        period = CharField()
        what_happened = TextField()
        our_fault = BooleanField()
        correction = TextField()
        correct_by = DateField(null=True)
        by = ForeignKeyField(Person)
        published_at = MomentField()
        class Meta:
            database = db
            table_name = 'explanation'
    db.create_tables([Explanation])

    class Grant(Model):
        version = ForeignKeyField(Version)
        token = CharField(index=True)
        class Meta:
            database = db
            table_name = 'grant'
    db.create_tables([Grant])

    class Identity(Model):
        provider = CharField()
        subject = CharField()
        person = ForeignKeyField(Person)
        secret = TextField(default='')
        class Meta:
            database = db
            table_name = 'identity'
            indexes = ((('provider', 'subject'), True),)
    db.create_tables([Identity])

    class Indicator(Model):
        key = CharField(unique=True)
        name = CharField()
        unit = CharField()
        numerator = TextField()
        denominator = TextField()
        source = CharField()
        frequency = CharField()
        direction = CharField()
        min_n = IntegerField(default=5)
        method_version = IntegerField(default=1)
        method = TextField(default='')
        class Meta:
            database = db
            table_name = 'indicator'
    db.create_tables([Indicator])

    class LifeSituation(Model):
        key = CharField(unique=True)
        name = CharField()
        position = IntegerField(default=0)
        class Meta:
            database = db
            table_name = 'life_situation'
    db.create_tables([LifeSituation])

    class Link(Model):
        version = ForeignKeyField(Version)
        target = CharField(index=True)
        class Meta:
            database = db
            table_name = 'link'
    db.create_tables([Link])

    class Measurement(Model):
        indicator = ForeignKeyField(Indicator)
        period = CharField()
        period_first = DateField()
        period_last = DateField()
        numerator = BigIntegerField()
        denominator = BigIntegerField()
        method_version = IntegerField()
        entered_by = ForeignKeyField(Person, null=True)
        entered_at = MomentField()
        reason = TextField(default='')
        supersedes = ForeignKeyField('self', null=True)
        class Meta:
            database = db
            table_name = 'measurement'
            indexes = ((('indicator', 'period_first'), False),)
    db.create_tables([Measurement])

    class Membership(Model):
        person = ForeignKeyField(Person)
        unit = ForeignKeyField(Unit)
        role = CharField(default='')
        valid_from = DateField(null=True)
        valid_to = DateField(null=True)
        class Meta:
            database = db
            table_name = 'membership'
    db.create_tables([Membership])

    class OneTimeLink(Model):
        digest = CharField(unique=True, max_length=64)
        person = ForeignKeyField(Person)
        expires_at = MomentField()
        used_at = MomentField(null=True)
        class Meta:
            database = db
            table_name = 'one_time_link'
    db.create_tables([OneTimeLink])

    class Submission(Model):
        version = ForeignKeyField(Version)
        by = ForeignKeyField(Person)
        at = MomentField()
        approvers = TextField(default='')
        class Meta:
            database = db
            table_name = 'submission'
    db.create_tables([Submission])

    class Return(Model):
        version = ForeignKeyField(Version)
        submission = ForeignKeyField(Submission, unique=True)
        by = ForeignKeyField(Person)
        at = MomentField()
        reason = TextField()
        class Meta:
            database = db
            table_name = 'return'
    db.create_tables([Return])

    class Revocation(Model):
        version = ForeignKeyField(Version, unique=True)
        by = ForeignKeyField(Person)
        at = MomentField()
        reason = TextField()
        class Meta:
            database = db
            table_name = 'revocation'
    db.create_tables([Revocation])

    class Service(Model):
        key = CharField(unique=True)
        name = CharField()
        summary = TextField()
        unit = ForeignKeyField(Unit)
        board = ForeignKeyField(Unit)
        keywords = TextField(default='')
        channels = TextField(default='[]')
        class Meta:
            database = db
            table_name = 'service'
    db.create_tables([Service])

    class ServiceDocument(Model):
        service = ForeignKeyField(Service)
        position = IntegerField()
        number = CharField(index=True)
        class Meta:
            database = db
            table_name = 'service_document'
    db.create_tables([ServiceDocument])

    class ServiceSituation(Model):
        service = ForeignKeyField(Service)
        situation = ForeignKeyField(LifeSituation)
        class Meta:
            database = db
            table_name = 'service_situation'
    db.create_tables([ServiceSituation])

    class Session(Model):
        digest = CharField(unique=True, max_length=64)
        person = ForeignKeyField(Person)
        browser = CharField(default='')
        started_at = MomentField()
        seen_at = MomentField()
        expires_at = MomentField(index=True)
        class Meta:
            database = db
            table_name = 'session'
    db.create_tables([Session])

    class Setting(Model):
        name = CharField(unique=True)
        value = TextField()
        class Meta:
            database = db
            table_name = 'setting'
    db.create_tables([Setting])

    class Withdrawal(Model):
        document = ForeignKeyField(Document, unique=True)
        by = ForeignKeyField(Person)
        at = MomentField()
        on = DateField()
        reason = TextField()
        replaced_by = CharField(default='')
        class Meta:
            database = db
            table_name = 'withdrawal'
    db.create_tables([Withdrawal])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('withdrawal'))
    migrator.migrate(migrator.drop_table('setting'))
    migrator.migrate(migrator.drop_table('session'))
    migrator.migrate(migrator.drop_table('service_situation'))
    migrator.migrate(migrator.drop_table('service_document'))
    migrator.migrate(migrator.drop_table('service'))
    migrator.migrate(migrator.drop_table('revocation'))
    migrator.migrate(migrator.drop_table('return'))
    migrator.migrate(migrator.drop_table('submission'))
    migrator.migrate(migrator.drop_table('one_time_link'))
    migrator.migrate(migrator.drop_table('membership'))
    migrator.migrate(migrator.drop_table('measurement'))
    migrator.migrate(migrator.drop_table('link'))
    migrator.migrate(migrator.drop_table('life_situation'))
    migrator.migrate(migrator.drop_table('indicator'))
    migrator.migrate(migrator.drop_table('identity'))
    migrator.migrate(migrator.drop_table('grant'))
    migrator.migrate(migrator.drop_table('explanation'))
    migrator.migrate(migrator.drop_table('entry'))
    migrator.migrate(migrator.drop_table('document_area'))
    migrator.migrate(migrator.drop_table('process_area'))
    migrator.migrate(migrator.drop_table('deputy'))
    migrator.migrate(migrator.drop_table('cursor'))
    migrator.migrate(migrator.drop_table('contribution'))
    migrator.migrate(migrator.drop_table('confirmation'))
    migrator.migrate(migrator.drop_table('commitment_row'))
    migrator.migrate(migrator.drop_table('chunk'))
    migrator.migrate(migrator.drop_table('blob'))
    migrator.migrate(migrator.drop_table('attempt'))
    migrator.migrate(migrator.drop_table('attachment'))
    migrator.migrate(migrator.drop_table('approval'))
    migrator.migrate(migrator.drop_table('version'))
    migrator.migrate(migrator.drop_table('alias'))
    migrator.migrate(migrator.drop_table('document'))
    migrator.migrate(migrator.drop_table('person'))
    migrator.migrate(migrator.drop_table('unit'))
