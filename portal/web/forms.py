"""What all forms have in common."""

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import CombinedMultiDict, MultiDict


class PortalForm(FlaskForm):
    """A form whose fields get what they are for."""

    class Meta(FlaskForm.Meta):
        """How what was sent is handed to the fields."""

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """Give files to fields for files alone, and no field anything but text or a file.

            A file in place of a text, or a number or list of JSON, would break what reads the text.
            """
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            if not form.is_submitted():
                return None
            wanted = {field.name for field in form if isinstance(field, FileField)}
            files = MultiDict((name, file) for name, file in request.files.items(multi=True) if name in wanted)
            return CombinedMultiDict([files, request.form])
