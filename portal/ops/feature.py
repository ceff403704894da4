"""What this feature adds to the portal."""

from portal.web.feature import Feature

FEATURE = Feature(name="ops")
