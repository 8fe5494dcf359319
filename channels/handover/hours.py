"""When the welcome team is there: office hours, by the clock and the public holidays of Belgium."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from babel.dates import format_date

ZONE = ZoneInfo("Europe/Brussels")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WRITTEN = re.compile(
    r"(?P<first>[a-z]{3})-(?P<last>[a-z]{3}) (?P<opens>\d\d?:\d\d)-(?P<closes>\d\d?:\d\d)"
)
# The longest run of closed days is far shorter.
_LOOK_AHEAD_DAYS = 30


@dataclass(frozen=True)
class OfficeHours:
    """Days of the week (0 is Monday) and times in Brussels; closed on public holidays."""

    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    opens: time = time(9)
    closes: time = time(17)
    always: bool = False

    @classmethod
    def read(cls, written: str) -> OfficeHours:
        """Read "mon-fri 9:00-17:00" or "always". Raises ValueError: what to write."""
        if str(written).strip().lower() == "always":
            return cls(tuple(range(len(_DAYS))), time.min, time.max, always=True)
        match = _WRITTEN.fullmatch(str(written).strip().lower())
        try:
            if match is None:
                raise ValueError
            first, last = _DAYS.index(match["first"]), _DAYS.index(match["last"])
            opens, closes = (_time(match[name]) for name in ("opens", "closes"))
            if first > last or opens >= closes:
                raise ValueError
        except ValueError:
            raise ValueError(
                f"write days and times such as mon-fri 9:00-17:00, not {written!r}"
            ) from None
        return cls(tuple(range(first, last + 1)), opens, closes)

    def open_at(self, moment: datetime) -> bool:
        """Return whether somebody is there at an aware moment."""
        local = moment.astimezone(ZONE)
        return self._works(local.date()) and (
            self.always or self.opens <= local.time() < self.closes
        )

    def answer_day(self, moment: datetime) -> date:
        """Return the day by which a request made at the moment is answered at the latest.

        The first working day that begins after it.
        """
        local = moment.astimezone(ZONE)
        days = (local.date() + timedelta(days=ahead) for ahead in range(_LOOK_AHEAD_DAYS))
        later = (day for day in days if self._works(day) and self._opening(day) > local)
        return next(later, local.date() + timedelta(days=_LOOK_AHEAD_DAYS))

    def _works(self, day: date) -> bool:
        return self.always or (day.weekday() in self.days and day not in _public_holidays())

    def _opening(self, day: date) -> datetime:
        return datetime.combine(day, self.opens, ZONE)


def written_day(day: date, language: str) -> str:
    """Return the day as the language writes it: "Monday 30 November"."""
    locale = "en_GB" if language == "en" else language
    return format_date(day, _PATTERNS.get(language, "EEEE d MMMM"), locale=locale)


_PATTERNS = {"de": "EEEE, d. MMMM"}


def _time(written: str) -> time:
    hour, minute = written.split(":")
    return time(int(hour), int(minute))


@lru_cache(maxsize=1)
def _public_holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("BE")
