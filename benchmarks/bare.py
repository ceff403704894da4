"""The rivals: a bare Flask and Jinja page, the same with three queries, and a bare 304."""

import os
import sqlite3
import threading

from flask import Flask, Response, render_template_string, request

PAGE = """<!doctype html><html lang="sv"><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1>
{% for row in rows %}<p class="row">{{ row.number }}
<a href="/d/{{ row.number }}">{{ row.title }}</a> {{ row.unit }}</p>
{% endfor %}{{ text|safe }}</body></html>"""
TITLE = "Rutin för hot och våld"
UNIT = "Hemtjänst"
ROWS = [{"number": f"SOC-RUT-{n:04d}", "title": TITLE, "unit": UNIT} for n in range(20)]


def create_app() -> Flask:
    """Return the bare application; `BARE_SIZE` is the page's size in bytes, `BARE_DATABASE` what is asked."""
    app = Flask(__name__)
    template = app.jinja_env.from_string(PAGE)
    filler = "x" * max(0, int(os.environ["BARE_SIZE"]) - 2_600)
    text = f"<p>{filler}</p>"
    kept = threading.local()

    def connection() -> sqlite3.Connection:
        if not hasattr(kept, "connection"):
            kept.connection = sqlite3.connect(os.environ["BARE_DATABASE"])
        return kept.connection

    @app.get("/page")
    def page() -> str:
        return template.render(title="Hot och våld", rows=ROWS, text=text)

    @app.get("/queries")
    def queries() -> str:
        database = connection()
        rows = database.execute("select number from document order by id limit 20").fetchall()
        database.execute("select title, plain from version where id = 1").fetchone()
        database.execute("select token from 'grant' where version_id = 1").fetchall()
        listed = [{"number": row[0], "title": TITLE, "unit": "Hemtjänst"} for row in rows]
        return template.render(title="Hot och våld", rows=listed, text=text)

    @app.get("/unchanged")
    def unchanged() -> Response:
        if request.if_none_match.contains_weak("same"):
            return Response(status=304, headers={"ETag": 'W/"same"'})
        return Response(render_template_string("same"))

    return app
