"""What a date phrase says, before anyone asks which day that was."""

from dataclasses import dataclass
from typing import Literal

from steppe.types import Span

PhraseKind = Literal["calendar", "weekday", "shift", "lapse", "narrative", "vague", "now"]
Side = Literal["", "since", "after", "before", "by", "until"]
YearOf = Literal["", "published", "told"]
TimeUnit = Literal["hour", "day", "weekend", "week", "month", "year", "decade", "century", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A point of the calendar as far as the words give it; `None` where they are silent.

    >>> Calendar(month=1, day=5).year is None
    True
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatePhrase:
    """Words that date something. `quote == text[span]`; which other fields count depends on `kind`.

    - `calendar`: `start` and, for a range, decade, century or season, `stop` (both included). `amount` is
      -1, 0 or +1 for "last July", "this July", "next July", else `None`.
    - `weekday`: `weekday` 0 (Monday) to 6, `stop_weekday` for a range; `amount` as above.
    - `shift`: the whole `unit` that lies `amount` units from publication ("yesterday": day, -1). Where
      `most` is set, decades and centuries are counted ("a decade ago") and not taken whole ("last decade").
    - `lapse`: from publication to `amount` units away ("in the past five years": year, -5).
    - `narrative`: `amount` to `most` units from the day last spoken of ("the next day": day, 1).
    - `vague`: `amount` to `most` days from publication ("recently": -30 to 0).
    - `now`: the day of publication.

    `year_of` says where a calendar date takes its year from when words tell: `published` ("July last year",
    with `amount` years added) or `told` ("July of that year"). `part` is a key of `date_words.PARTS`, or
    `earlier` or `later` (this year), or empty. `side` tells "since", "after", "before", "by", "until".
    """

    span: Span
    quote: str
    kind: PhraseKind
    start: Calendar | None = None
    stop: Calendar | None = None
    weekday: int | None = None
    stop_weekday: int | None = None
    amount: int | None = None
    most: int | None = None
    unit: TimeUnit = ""
    part: str = ""
    year_of: YearOf = ""
    side: Side = ""

    @property
    def yearless(self) -> bool:
        """Whether it names a month or day of the calendar but no year.

        >>> DatePhrase(span=Span(0, 4), quote="July", kind="calendar", start=Calendar(month=7)).yearless
        True
        """
        return self.kind == "calendar" and self.start is not None and self.start.year is None
