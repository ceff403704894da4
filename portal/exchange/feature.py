"""What this feature adds to the portal."""

from portal.exchange.commands import export_content, import_content
from portal.web.feature import Feature

FEATURE = Feature(name="exchange", commands=(import_content, export_content))
