"""A reorganisation: many documents get another unit or owner at once. Numbers, links and receipts follow."""

from peewee import chunked

from portal.control.actions.holding import refuse
from portal.control.deed import Deed, document_ref
from portal.control.models.documents import Document
from portal.control.queries.moves import Selection, placed_by
from portal.control.rules.moving import Goal, Placed, Plan, plan_of, why_not_goal
from portal.lib.errors import RefusedError
from portal.people.queries.persons import get_person
from portal.people.queries.units import get_unit, unit_facts
from portal.store.database import is_sqlite
from portal.store.work import unit_of_work

AT_A_TIME = 500
CHANGED = "Något av dokumenten har ändrats sedan du såg förslaget. Se igenom det på nytt."


def move_documents(deed: Deed, selection: Selection, goal: Goal, *, seen: str) -> int:
    """Place the documents that may go, all or none, and return how many; each has its entry in the journal.

    `seen` is the digest of the plan that the person saw. Raises RefusedError when it would be another now, or when
    nothing can go there.
    """
    refuse(None if not selection.is_empty else "Välj först vilka dokument det gäller.")
    with unit_of_work():
        refuse(why_not_goal(goal, unit_facts(), deed.today))
        plan = held_plan(deed, selection, goal)
        if plan.digest != seen:
            raise RefusedError(CHANGED)
        refuse(None if plan.going else "Inget av dokumenten kan flyttas.")
        changes = changes_of(goal)
        for some in chunked(plan.going, AT_A_TIME):
            Document.update(**changes).where(Document.id.in_([row.id for row in some])).execute()
        for row in plan.going:
            tell(deed, row, goal)
    return len(plan.going)


def held_plan(deed: Deed, selection: Selection, goal: Goal) -> Plan:
    """Return what the move does now, and let nobody else change those documents until the unit of work ends."""
    plan = plan_of(placed_by(selection), goal, deed.reader.tokens)
    if is_sqlite():
        return plan
    for some in chunked([row.id for row in plan.going], AT_A_TIME):
        list(Document.select(Document.id).where(Document.id.in_(list(some))).order_by(Document.id).for_update())
    return plan_of(placed_by(selection), goal, deed.reader.tokens)


def changes_of(goal: Goal) -> dict[str, object]:
    """Return the columns that change. Raises RefusedError for an owner who cannot sign in."""
    changes: dict[str, object] = {}
    if goal.unit:
        changes["unit"] = get_unit(goal.unit)
    if goal.owner:
        owner = get_person(goal.owner)
        refuse(f"{owner.name} är avstängd och kan inte äga dokument." if owner.disabled else None)
        changes["owner"] = owner
    return changes


def tell(deed: Deed, row: Placed, goal: Goal) -> None:
    """Write the journal entry of one document: from where and whom, to where and whom."""
    facts: dict[str, object] = {}
    if goal.owner and goal.owner != row.owner:
        facts |= {"owner_before": row.owner, "owner": goal.owner}
    if not goal.unit or goal.unit == row.unit:
        deed.record("document-owner-changed", document_ref(row.number), **facts, cause="move")
        return
    facts |= {"unit_before": row.unit, "unit": goal.unit}
    changed = [name for name in ("unit", "owner") if name in facts]
    deed.record("document-placed", document_ref(row.number), changed=changed, **facts)
