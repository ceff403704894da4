"""Write the example's templates and forms as office files, from the specifications in tools/attachments.

`tools/attachments/NUMBER.yaml` becomes `content/documents/NUMBER/files/…`; the ending of a name decides the kind.
The same specification gives the same bytes on any day, so that what git shows as changed has changed.
"""

import os
import sys
from pathlib import Path

import yaml

from tools.office import pdf, sheet, text, word
from tools.office.archive import EPOCH
from tools.office.spec import Attachment, SpecError, read_attachments

ROOT = Path(__file__).resolve().parent.parent
SPECS = ROOT / "tools" / "attachments"
DOCUMENTS = ROOT / "content" / "documents"
WRITERS = {".docx": word.document, ".xlsx": sheet.workbook, ".odt": text.document, ".pdf": pdf.document}


def content(attachment: Attachment) -> bytes:
    """Return the office file. Raises SpecError for an ending that no writer knows."""
    suffix = Path(attachment.file).suffix
    if suffix not in WRITERS:
        raise SpecError(f"{attachment.number}: {attachment.file} ends in none of {', '.join(WRITERS)}")
    return WRITERS[suffix](attachment)


def write(attachment: Attachment) -> bool:
    """Write one file. Returns whether that changed it."""
    path = DOCUMENTS / attachment.number / "files" / attachment.file
    made = content(attachment)
    if path.exists() and path.read_bytes() == made:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made)
    print(path.relative_to(ROOT))
    return True


def main() -> int:
    """Write what has changed and say so."""
    # Read by the font library, which stamps the fonts that it embeds.
    os.environ["SOURCE_DATE_EPOCH"] = str(int(EPOCH.timestamp()))
    try:
        attachments = [item for path in sorted(SPECS.glob("*.yaml")) for item in read_attachments(path)]
        changed = sum([write(item) for item in attachments])
    except (SpecError, yaml.YAMLError) as error:
        print(f"make_attachments: {error}", file=sys.stderr)
        return 1
    print(f"{len(attachments)} files, {changed} changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
