"""The portal for any WSGI server: `application` (or `app`). The follower runs beside it: `portal worker`."""

from portal.app import create_app

application = app = create_app()
