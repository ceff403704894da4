"""What this feature adds to the portal."""

from portal.reading.actions import reminding
from portal.reading.follower import READING
from portal.web.feature import Feature

FEATURE = Feature(
    name="reading",
    followers=(READING,),
    daily=(reminding.renew_those_who_move, reminding.remind_readers),
)
