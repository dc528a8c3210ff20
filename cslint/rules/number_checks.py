"""Checks of dates and numbers, which need a calendar or arithmetic."""

import datetime as dt
import re

from cslint.morphology.analysis import Parsed
from cslint.offsets import SentenceSpan
from cslint.rules.lexicon import Lexicon
from cslint.rules.replies import SentenceCheck, SentenceMatch
from cslint.rules.rulefile import CheckShape

_WEEKDAYS = "월화수목금토일"
_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})\s?[년.\-/]\s?)?(?P<month>\d{1,2})\s?(?:월\s?|[.\-/]\s?)(?P<day>\d{1,2})(?P<unit>\s?일|\.)?"
    r"(?:\s?[(（]?\s?(?P<weekday>[월화수목금토일])(?:요일[)）]?|[)）]))?"
)
_TO = re.compile(r"\s?(?:[~〜～∼–-]|부터)\s?")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def impossible_date(_shape: CheckShape, _lexicon: Lexicon) -> SentenceCheck:
    """Dates no calendar has, and weekdays that contradict a date with a year, or the end of a range that begins with one (decision 8)."""

    def find(parsed: Parsed) -> list[SentenceMatch]:
        found: list[SentenceMatch] = []
        begun: tuple[int, int, int] | None = None  # year, month and end of the date before
        for date in _DATE.finditer(parsed.surface):
            spelled_out = "월" in date.group() and date["unit"]
            if not spelled_out and not date["year"]:
                continue  # 3.4 is a version, 1/2 a fraction
            before, behind = parsed.surface[: date.start()][-1:], parsed.surface[date.end() :][:1]
            if before.isdigit() or (before and before in "-./") or behind.isdigit() or behind == "-":
                continue  # a part of a longer number
            month, day = int(date["month"]), int(date["day"])
            if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
                found.append(_match(date, reason="달력에 없는 날짜입니다"))
            elif date["year"]:
                begun = int(date["year"]), month, date.end()
                found += _with_year(date, begun[0], month, day)
            elif begun is not None and _TO.fullmatch(parsed.surface, begun[2], date.start()):
                # 2026년 12월 28일 ~ 1월 3일: the year is written once, and may end in between.
                found += _with_year(date, begun[0] + (month < begun[1]), month, day)
        return found

    return find


def _match(found: re.Match[str], **values: str) -> SentenceMatch:
    return SentenceMatch(SentenceSpan(*found.span()), values)


def _with_year(date: re.Match[str], year: int, month: int, day: int) -> list[SentenceMatch]:
    try:
        real = dt.date(year, month, day)
    except ValueError:
        return [_match(date, reason="그해 달력에 없는 날짜입니다")]
    weekday = _WEEKDAYS[real.weekday()]
    if date["weekday"] and date["weekday"] != weekday:
        return [_match(date, reason=f"이날은 {weekday}요일입니다")]
    return []


def card_number(_shape: CheckShape, _lexicon: Lexicon) -> SentenceCheck:
    """Card numbers: 15 or 16 digits whose Luhn sum is right, so an order number is none."""
    number = re.compile(r"(?<![\d-])\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{3,4}(?![\d-])")

    def find(parsed: Parsed) -> list[SentenceMatch]:
        return [_match(found) for found in number.finditer(parsed.text) if _luhn(found.group())]

    return find


def _luhn(text: str) -> bool:
    digits = [int(char) for char in text if char.isdigit()]
    doubled = [digit * 2 - 9 * (digit > 4) if at % 2 else digit for at, digit in enumerate(reversed(digits))]
    return len(set(digits)) > 1 and sum(doubled) % 10 == 0


def resident_number(_shape: CheckShape, _lexicon: Lexicon) -> SentenceCheck:
    """Resident registration numbers: a valid birth date and a century digit, so an order number is none."""
    number = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})\s?-\s?([1-8])\d{6}(?!\d)")

    def find(parsed: Parsed) -> list[SentenceMatch]:
        return [
            _match(found)
            for found in number.finditer(parsed.text)
            if 1 <= int(found[2]) <= 12 and 1 <= int(found[3]) <= 31 and _plausible_birth(int(found[1]), found[4])
        ]

    return find


def _plausible_birth(year: int, century: str) -> bool:
    """Tell whether someone alive may have this birth year: 24…-1… is an order number of 2024, not a birth in 1924."""
    return year >= 30 if century in "1256" else year <= 35
