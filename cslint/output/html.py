"""One page for people who do not use a terminal: the answers, the words marked in them, why, and what to write instead.

The page holds all it needs: it opens from a mail attachment, without a network, and may not load anything.
"""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files
from itertools import pairwise

from cslint import __version__
from cslint.findings import Failure, FileReport, Level
from cslint.output.labels import FOUND_BY, LEVELS
from cslint.output.passages import Mark, Paragraph, Passage, Reading, Remark, passages
from cslint.output.summary import Page, Summary
from cslint.output.text import closing, omissions
from cslint.output.xmltree import clean

_GRAVEST_FIRST = sorted(Level, reverse=True)
# Bars of a chart; a longer list says less than its top.
_MOST_BARS = 12
_ITEM = ' class="item"'
# Keys of YAML and JSON say nothing to those who read the page.
_KEY = re.compile(r"[!-~]+")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")

_Counts = dict[str, Counter[Level]]


def render(reports: Sequence[FileReport], summary: Summary, page: Page) -> str:
    """Return the page. Whole answers are shown of reports that have their `document`, else the lines of findings."""
    style, script = (_asset(name) for name in ("report.css", "report.js"))
    shown = [(report, list(passages(report))) for report in reports if report.findings]
    policy = f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    lines = [
        "<!DOCTYPE html>",
        '<html lang="ko">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<title>고객 응대 글 점검 결과</title>",
        f"<style>{style}</style></head>",
        "<body><main>",
        f'<h1>고객 응대 글 점검 결과</h1><p class="lead">{_text(closing(summary))}</p>',
        *_failed(reports),
        *_tiles(summary, sum(passage.name is not None for _, found in shown for passage in found)),
        *(_charts(reports, page) if summary.findings else ()),
        *(_filter(shown, summary, page) if summary.findings else ()),
        *(line for number, (report, found) in enumerate(shown) for line in _file(report, found, number, page)),
        f"<footer>cslint {_text(__version__)}</footer>",
        f"</main><script>{script}</script></body></html>",
    ]
    return "\n".join([*lines, ""])


def _asset(name: str) -> str:
    return f"\n{files('cslint.output').joinpath(name).read_text(encoding='utf-8')}"


def _digest(body: str) -> str:
    return f"sha256-{b64encode(sha256(body.encode('utf-8')).digest()).decode('ascii')}"


def _text(text: str) -> str:
    """Return `text` safe anywhere in the page: in text and in a quoted attribute, unable to turn its direction."""
    return _DIRECTION.sub("\ufffd", escape(clean(text), quote=True))


def _failed(reports: Sequence[FileReport]) -> Iterator[str]:
    for failure, title in ((Failure.READ, "읽지 못한 파일"), (Failure.WRITE, "쓰지 못한 파일")):
        errors = [report.error for report in reports if report.error is not None and report.failure is failure]
        if errors:
            yield f'<section class="failed"><h2>{title}</h2><ul>'
            yield from (f"<li>{_text(error)}</li>" for error in errors)
            yield "</ul></section>"
    yield from (f'<p class="lead">{_text(line)}</p>' for line in omissions(reports))


def _tiles(summary: Summary, replies: int) -> Iterator[str]:
    counts = {Level.ERROR: summary.error, Level.WARNING: summary.warning, Level.INFO: summary.info}
    yield '<dl class="tiles">'
    for level in _GRAVEST_FIRST:
        yield f'<div class="tile {level.key}"><dt>{LEVELS[level]}</dt><dd>{counts[level]:,}<small>건</small></dd></div>'
    share = f"<small>개 / 전체 {summary.replies:,}개</small>"
    yield f'<div class="tile"><dt>다듬을 답변</dt><dd>{replies:,}{share}</dd></div></dl>'


def _charts(reports: Sequence[FileReport], page: Page) -> Iterator[str]:
    by_rule: _Counts = {}
    by_file: _Counts = {}
    for report in reports:
        for finding in report.findings:
            by_rule.setdefault(finding.rule, Counter())[finding.level] += 1
            by_file.setdefault(report.path, Counter())[finding.level] += 1
    yield '<div class="charts">'
    yield from _chart(
        "rules", "규칙별 건수", by_rule, {rule: note.summary for rule, note in page.notes.items()}, "규칙"
    )
    yield from _chart("files", "파일별 건수", by_file, {}, "파일")
    yield "</div>"


def _chart(name: str, title: str, counts: _Counts, called: dict[str, str], kind: str) -> Iterator[str]:
    ordered = sorted(counts.items(), key=lambda each: (-each[1].total(), each[0]))
    longest = ordered[0][1].total()
    yield f'<section class="chart" id="chart-{name}"><h2>{title}</h2><ol>'
    for key, levels in ordered[:_MOST_BARS]:
        label = f"{_text(called[key])}<small><code>{_text(key)}</code></small>" if key in called else _text(key)
        yield f'<li><span class="name">{label}</span>{_bar(levels, longest)}<span class="count">{levels.total():,}건</span></li>'
    yield "</ol>"
    if rest := ordered[_MOST_BARS:]:
        yield f'<p class="rest">그 밖의 {kind} {len(rest):,}개 {sum(levels.total() for _, levels in rest):,}건</p>'
    legend = "".join(f'<span><i class="{level.key}"></i>{LEVELS[level]}</span>' for level in _GRAVEST_FIRST)
    yield f'<p class="legend">{legend}</p></section>'


def _bar(levels: Counter[Level], longest: int) -> str:
    bars, at = [], 0.0
    for level in _GRAVEST_FIRST:
        width = 100 * levels[level] / longest
        if width:
            bars.append(f'<rect class="{level.key}" x="{at:.2f}%" width="{width:.2f}%" height="12"/>')
        at += width
    told = ", ".join(f"{LEVELS[level]} {levels[level]:,}건" for level in _GRAVEST_FIRST if levels[level])
    return f'<svg role="img" aria-label="{told}">{"".join(bars)}</svg>'


def _filter(shown: Sequence[tuple[FileReport, list[Passage]]], summary: Summary, page: Page) -> Iterator[str]:
    """Yield the form that hides what is not wanted; hidden itself until the script runs."""
    situations = {
        passage.situation.id: passage.situation.name or passage.situation.id
        for _, found in shown
        for passage in found
        if passage.situation
    }
    rules = {rule: page.notes[rule].summary if rule in page.notes else rule for rule, _ in summary.rules}
    yield '<form class="filter" hidden><label>상황'
    yield from _choice("situation", "모든 상황", sorted(situations.items(), key=lambda each: each[1]))
    yield "</label><label>규칙"
    yield from _choice("rule", "모든 규칙", list(rules.items()))
    yield "</label><fieldset><legend></legend>"
    for level in _GRAVEST_FIRST:
        yield f'<label><input type="checkbox" name="level" value="{level.key}" checked>{LEVELS[level]}</label>'
    yield "</fieldset><output></output></form>"


def _choice(name: str, everything: str, choices: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield f'<select name="{name}"><option value="">{everything}</option>'
    yield from (f'<option value="{_text(value)}">{_text(label)}</option>' for value, label in choices)
    yield "</select>"


def _file(report: FileReport, found: Sequence[Passage], number: int, page: Page) -> Iterator[str]:
    counts = Counter(finding.level for finding in report.findings)
    told = ", ".join(f"{LEVELS[level]} {counts[level]:,}건" for level in _GRAVEST_FIRST if counts[level])
    yield f'<section class="file"><header><h2>{_text(report.path)}</h2><p>{told}</p></header>'
    for at, passage in enumerate(found):
        yield from _passage(passage, f"f{number}-{at}", page)
    yield "</section>"


def _passage(passage: Passage, name: str, page: Page) -> Iterator[str]:
    situation = passage.situation
    yield f'<article class="passage" data-situation="{_text(situation.id) if situation else ""}"><header>'
    above = [heading for heading in passage.above if heading != passage.name and not _KEY.fullmatch(heading)]
    if above:
        yield f'<p class="above">{_text(" › ".join(above))}</p>'
    yield f"<h3>{_text(passage.name) if passage.name else '답변 밖의 글'}</h3>"
    if situation:
        found_by = FOUND_BY.get(situation.source, situation.source)
        yield f'<span class="chip">상황: {_text(situation.name or situation.id)}({_text(found_by)})</span>'
    yield '</header><div class="columns"><div class="text">'
    levels = {remark.number: remark.finding.level for remark in passage.remarks}
    yield from (_paragraph(paragraph, levels, name) for paragraph in passage.paragraphs)
    yield '</div><ol class="remarks">'
    for remark in passage.remarks:
        yield from _remark(remark, name, page)
    yield "</ol></div></article>"


def _paragraph(paragraph: Paragraph, levels: dict[int, Level], name: str) -> str:
    """Return a block with its marks; where marks overlap each stretch is marked as the gravest."""
    cuts = sorted({0, len(paragraph.text), *(at for mark in paragraph.marks for at in (mark.start, mark.end))})
    parts = [_numbers(paragraph.marks, 0, name)]
    for start, end in pairwise(cuts):
        over = [mark.number for mark in paragraph.marks if mark.start <= start and end <= mark.end]
        words = _text(paragraph.text[start:end])
        if over:
            gravest = max(levels[number] for number in over)
            words = f'<mark class="{gravest.key}" data-of="{" ".join(map(str, over))}">{words}</mark>'
        parts += [words, _numbers(paragraph.marks, end, name)]
    return f"<p{_ITEM if paragraph.item else ''}>{''.join(parts)}</p>"


def _numbers(marks: Sequence[Mark], end: int, name: str) -> str:
    """Return the numbers of the marks that end at `end`, each a link to its remark."""
    return "".join(
        f'<sup data-of="{mark.number}"><a href="#{name}-{mark.number}">{mark.number}</a></sup>'
        for mark in marks
        if mark.end == end
    )


def _remark(remark: Remark, name: str, page: Page) -> Iterator[str]:
    finding = remark.finding
    level = finding.level.key
    yield (
        f'<li id="{name}-{remark.number}" data-number="{remark.number}" data-level="{level}" data-rule="{_text(finding.rule)}">'
        f'<span class="number {level}">{remark.number}</span><div>'
        f'<p><span class="level {level}">{LEVELS[finding.level]}</span>{_text(finding.message)}</p>'
    )
    if remark.mended:
        yield f'<p class="better"><b>고친 문장</b>{_mended(remark.mended)}</p>'
    elif finding.suggestion:
        yield f'<p class="better"><b>이렇게 써 보세요</b>{_text(finding.suggestion)}</p>'
    note = page.notes.get(finding.rule)
    told = f"<p>{_text(note.summary)}</p><p>{_text(note.why.strip())}</p>" if note else ""
    yield (
        f"<details><summary>{_text(remark.place)} · <code>{_text(finding.rule)}</code></summary>{told}</details>"
        "</div></li>"
    )


def _mended(reading: Reading) -> str:
    return "".join(f"<ins>{_text(part)}</ins>" if new else _text(part) for part, new in reading.parts)
