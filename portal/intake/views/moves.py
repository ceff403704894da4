"""Movings in: begun with files, watched while they are read, called off."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from portal.intake import archives
from portal.intake.actions.gathering import PERMISSION, add_file, begin_move, end_gathering, forget_move
from portal.intake.forms import MoveForm
from portal.intake.models import MoveIn
from portal.intake.queries import moves, tallies, tally_of
from portal.intake.rules.phases import PHASE_LABELS, Phase, why_not_forget
from portal.intake.views.blueprint import MOVE, actor, blueprint, move_here
from portal.intake.views.rows import table_page
from portal.lib.errors import InvalidError
from portal.lib.inspection.unfit import UnfitError
from portal.people.queries.persons import get_person
from portal.web import htmx
from portal.web.access import asked_by_script, requires
from portal.web.portal import now, running

INDEX, PROGRESS, PROGRESS_PART = "intake/moves/index.html", "intake/moves/progress.html", "intake/moves/_progress.html"
BUSY = (Phase.GATHERING, Phase.GUESSING, Phase.MAKING)


@blueprint.get("/")
@requires(PERMISSION)
def move_index() -> str:
    """Show the movings in, and the form for a new one."""
    return index_page(MoveForm(formdata=None))


def index_page(form: MoveForm) -> str:
    """Return the page with the form."""
    found = moves()
    counts = tallies(move.id for move in found)
    lines = [{"move": move, "tally": counts.get(move.id), "phase": PHASE_LABELS[move.phase]} for move in found]
    return render_template(INDEX, form=form, lines=lines)


@blueprint.post("/")
@requires(PERMISSION)
def move_create() -> AnyResponse:
    """Begin a moving in with the files that are sent; a script sends the rest of them after."""
    form = MoveForm()
    is_script = request.form.get("more") == "1"
    sent = [file for file in request.files.getlist("files") if file]
    if not form.validate_on_submit() or not (sent or form.archive.data or is_script):
        if not form.errors:
            form.files.errors = [*form.files.errors, _("Välj en mapp, några filer eller en zip-fil.")]
        return Response(index_page(form), HTTPStatus.UNPROCESSABLE_ENTITY)
    reader = actor()
    name = form.name.data or name_of(sent, form.archive.data)
    move = begin_move(reader, by=get_person(reader.key or ""), name=name, now=now())
    try:
        keep_sent(move, sent, form.archive.data)
    except InvalidError as error:
        forget_move(reader, move, now=now())
        form.archive.errors = [*form.archive.errors, str(error)]
        return Response(index_page(form), HTTPStatus.UNPROCESSABLE_ENTITY)
    if is_script:
        return ways_on(move)
    end_gathering(reader, move, now=now())
    return redirect(url_for("intake.move_show", move_id=move.id), 303)


def ways_on(move: MoveIn) -> Response:
    """Answer a script where it sends more, and where it goes then."""
    ways = {
        name: url_for(f"intake.{name}", move_id=move.id) for name in ("file_create", "gathering_create", "move_show")
    }
    return jsonify(ways)


def name_of(sent: Iterable[FileStorage], archive: FileStorage | None) -> str:
    """Return what a moving in is called when nobody said: its folder or its archive."""
    if archive and archive.filename:
        return archive.filename.rpartition(".")[0]
    first = next((file.filename or "" for file in sent), "")
    return first.replace("\\", "/").partition("/")[0] if "/" in first.replace("\\", "/") else _("Filer")


def keep_sent(move: MoveIn, sent: Iterable[FileStorage], archive: FileStorage | None) -> None:
    """Keep all files that were sent. Raises InvalidError for an archive that cannot be read."""
    most_mb = running().config.max_file_mb
    for file in sent:
        add_file(move, path=file.filename or "", stream=archives.as_binary(file.stream), most_mb=most_mb, now=now())
    if archive:
        try:
            for path, content in archives.files_in(archives.as_binary(archive.stream)):
                add_file(move, path=path, stream=archives.as_binary(content), most_mb=most_mb, now=now())
        except UnfitError as unfit:
            raise InvalidError(_("Zip-filen kan inte läsas. %(why)s", why=str(unfit)), "archive") from unfit


@blueprint.post(f"/{MOVE}/filer")
@requires(PERMISSION)
@asked_by_script
def file_create(move_id: int) -> AnyResponse:
    """Keep more files of a moving in whose files are still coming."""
    move = move_here(move_id)
    keep_sent(move, request.files.getlist("files"), None)
    return jsonify(files=tally_of(move).total)


@blueprint.post(f"/{MOVE}/insamling")
@requires(PERMISSION)
def gathering_create(move_id: int) -> AnyResponse:
    """Say that all files have come."""
    move = move_here(move_id)
    end_gathering(actor(), move, now=now())
    return redirect(url_for("intake.move_show", move_id=move.id), 303)


@blueprint.get(f"/{MOVE}")
@requires(PERMISSION)
def move_show(move_id: int) -> AnyResponse:
    """Show how far it has come while it goes on; the table, once it can be corrected."""
    move = move_here(move_id)
    if move.phase not in BUSY:
        return Response(headers={"HX-Refresh": "true"}) if is_polled() else table_page(move)
    values: dict[str, Any] = {"move": move, "tally": tally_of(move), "phase": move.phase.value}
    values["refusal"] = why_not_forget(move.phase)
    return htmx.show(PROGRESS, PROGRESS_PART, **values)


def is_polled() -> bool:
    """Whether it is the bar of progress that asks, and not the table."""
    return htmx.wants_partial() and request.headers.get("HX-Target") == "progress"


@blueprint.post(f"/{MOVE}/borttagning")
@requires(PERMISSION)
def move_delete(move_id: int) -> AnyResponse:
    """Call a moving in off before anything has been made."""
    move = move_here(move_id)
    count = tally_of(move).total
    forget_move(actor(), move, now=now())
    told = ngettext(
        "Inflyttningen är avbruten. %(num)s fil är borttagen.",
        "Inflyttningen är avbruten. %(num)s filer är borttagna.",
        count,
    )
    flash(told, "success")
    return redirect(url_for("intake.move_index"), 303)
