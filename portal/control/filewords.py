"""What is searched of attached files: their text, each with its address."""

from collections import defaultdict
from collections.abc import Mapping
from urllib.parse import quote

from portal.control.actions.filetexts import pages_of
from portal.control.models.versions import Attachment
from portal.lib.filetype import MEDIA_TYPES, extension_of
from portal.web.searchable import FileWords

# What an address may hold as it is, as Werkzeug writes it.
_PLAIN = "!$&'()*+,/:;=@~"


def words_of(versions: Mapping[int, str]) -> dict[int, tuple[FileWords, ...]]:
    """Return what the attached files of versions say, in their order: two queries, and one more for new files.

    `versions` are the addresses of the versions by their ids; those without files that have text are left out.
    """
    rows = Attachment.select().where(Attachment.version.in_(list(versions)))
    files = list(rows.order_by(Attachment.version, Attachment.position))
    # By its name, as when it is fetched: what its sender called it may be anything.
    kinds = {file.sha256: MEDIA_TYPES.get(extension_of(file.filename), "") for file in files}
    pages = pages_of(kinds) if kinds else {}
    found: dict[int, list[FileWords]] = defaultdict(list)
    for file in files:
        if said := pages.get(file.sha256):
            url = f"{versions[file.version_id]}/filer/{quote(file.filename, safe=_PLAIN)}"
            found[file.version_id].append(FileWords(file.title or file.filename, url, said))
    return {version: tuple(words) for version, words in found.items()}
