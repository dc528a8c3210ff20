"""A first configuration for a folder, proposed from what stands in it: folders, columns, situations, way of speaking."""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from cslint.discovery import Configurations, find_files
from cslint.document import Audience, Document, ReadOptions
from cslint.errors import CslintError
from cslint.files import read_file
from cslint.formats import read, tables
from cslint.reading.fields import Role, role
from cslint.reading.tables import Row, columns_of, header_of, labels_of, lead_of, read_table
from cslint.settings.config import Config
from cslint.source import Source

# Enough to see how a team works; `cslint init` should answer at once.
_MOST_FILES = 300
_LARGEST = 2_000_000
_ROWS = 30

_SITUATIONS: tuple[tuple[str, str], ...] = (
    ("refund-refusal", r"(환불|반품|교환|취소)[ _-]?(거절|불가|반려)|refund[ _-]?(refus|reject|den)|거절"),
    ("refund-accept", r"(환불|반품|교환|취소)[ _-]?(승인|완료|접수)|refund[ _-]?(accept|approv)"),
    ("delivery-delay", r"지연|delay"),
    ("payment-error", r"(결제|이체)[ _-]?오류|중복[ _-]?결제|payment[ _-]?(error|fail)"),
    ("privacy-incident", r"유출|privacy[ _-]?incident|data[ _-]?breach"),
    ("fault-apology", r"사과|과실|apolog"),
    ("outage", r"장애|서비스[ _-]?점검|outage|incident|maintenance"),
    ("complaint", r"불만|컴플레인|complaint"),
    ("abusive", r"악성|폭언|abus"),
    ("safety", r"안전[ _-]?사고|상해|safety|injur"),
    ("after-hours", r"근무[ _-]?시간|영업[ _-]?시간|운영[ _-]?시간|자동[ _-]?응답|after[ _-]?hours|auto[ _-]?reply"),
    ("how-to", r"사용[ _-]?(방)?법|이용[ _-]?(방)?법|how[ _-]?to"),
    ("info-request", r"정보[ _-]?요청|본인[ _-]?확인|info[ _-]?request"),
    ("praise", r"칭찬|praise|compliment"),
)
# Names that tell the subject but not the answer: the writer must choose.
_UNDECIDED: tuple[tuple[str, str], ...] = (
    ("refund-accept 또는 refund-refusal", r"환불|반품|교환|refund|return|exchange"),
    ("delivery-delay 또는 policy-info", r"배송|delivery|shipping"),
    ("payment-error 또는 policy-info", r"결제|payment|billing"),
)
_AGENTS = re.compile(r"내부|상담(사|원)용|internal|agents?-only", re.IGNORECASE)
_HANGUL = re.compile("[가-힣]")
_HAPSYO = re.compile(r"(?:니다|니까|십시오)[.!?~\s]*(?=[.!?~\n]|$)")
_HAEYO = re.compile(r"(?<![세셔])(?<!까)요[.!?~\s]*(?=[.!?~\n]|$)")


@dataclass(frozen=True, slots=True)
class _Seen:
    """One file of the folder: its path from there, as `Path`, and what was read."""

    path: Path
    document: Document
    columns: tuple[str, ...] = ()


def propose(root: Path) -> str:
    """Return the text of a commented cslint.yaml for the folder `root`.

    Reads up to 300 files as `cslint check` would. What the names and columns leave open is proposed as a comment. A file
    that cannot be read is left out; the check will say why.
    """
    seen = list(_look(root))
    return "\n".join([*_head(seen), *_include(seen), *_files(seen), *_TAIL])


def _look(root: Path) -> Iterator[_Seen]:
    for path in islice(find_files([root], Configurations(Config(root.absolute()))), _MOST_FILES):
        try:
            if path.stat().st_size > _LARGEST:
                continue
            data = read_file(path)
            document = read(path.as_posix(), data, ReadOptions())
        except (CslintError, OSError):
            continue
        if any(_HANGUL.search(segment.text) for segment in document.segments):
            yield _Seen(path.relative_to(root), document, _reply_columns(document, data))


def _head(seen: Sequence[_Seen]) -> list[str]:
    texts = [s.text for f in seen for s in f.document.segments if s.audience is Audience.CUSTOMER]
    hapsyo, haeyo = (sum(len(ending.findall(text)) for text in texts) for ending in (_HAPSYO, _HAEYO))
    level = "any"
    if hapsyo + haeyo >= 20 and max(hapsyo, haeyo) >= 0.9 * (hapsyo + haeyo):
        level = "hapsyo" if hapsyo > haeyo else "haeyo"
    replies = sum(len(file.document.replies) for file in seen)
    return [
        f"# cslint 설정. 이 폴더의 파일 {len(seen)}개, 답변 {replies}개를 보고 만든 제안입니다. 맞는지 보고 고쳐 주세요.",
        "# 줄 앞의 #을 지우면 켜집니다. 규칙 목록은 `cslint rules`, 규칙 설명은 `cslint rule 규칙-이름`으로 볼 수 있습니다.",
        "",
        "# 쓸 규칙: recommended(권장) | strict(엄격) | all(모두)",
        "extends: recommended",
        "",
        "# 우리 브랜드의 말씨: hapsyo(합니다) | haeyo(해요) | any(정하지 않음)",
        f"# 지금 글에는 '합니다'로 맺은 문장이 {hapsyo}개, '해요'로 맺은 문장이 {haeyo}개 있습니다.",
        f"speech-level: {level}",
    ]


def _include(seen: Sequence[_Seen]) -> list[str]:
    """Return the lines about `include`, a comment: a list of today's files would leave tomorrow's out without a word."""
    folders = dict.fromkeys(f"{file.path.parts[0]}/**" for file in seen if len(file.path.parts) > 1)
    globs = [_quoted(glob) for glob in islice(folders, 3)] or ['"manuals/**"', '"macros/**"']
    return [
        "",
        "# 살펴볼 파일입니다. 적지 않으면 이 폴더 아래를 모두 살펴봅니다. 적으면 새로 만드는 파일도 여기에 맞을 때만 살펴봅니다.",
        f"# include: [{', '.join(globs)}]",
        '# exclude: ["drafts/**"]',
    ]


def _files(seen: Sequence[_Seen]) -> list[str]:
    """Return the `files` entries: first what names decide, then, as comments, what the writer must decide."""
    entries: list[str] = []
    open_entries: list[str] = []
    for glob, name in _places(seen):
        if situation := _named(name, _SITUATIONS):
            entries += [f"  - glob: {_quoted(glob)}", f"    situation: {situation}"]
        elif choice := _named(name, _UNDECIDED):
            open_entries += [f"#   - glob: {_quoted(glob)}", f"#     situation: {choice}"]
        elif _AGENTS.search(name):
            entries += [f"  - glob: {_quoted(glob)}", "    audience: agent   # 상담사만 읽는 글"]
    for columns, files in _unread(seen).items():
        for file in files:
            names = ", ".join(_quoted(name) for name in columns)
            entries += [
                f"  - glob: {_quoted(f'./{file.path.as_posix()}')}",
                f"    columns: {{reply: [{names}]}}   # 답변으로 보이는 열",
            ]
    declared = sum(1 for file in seen if any(reply.declared for reply in file.document.replies))
    lines = ["", "# 파일마다 상황, 읽는 사람, 답변이 든 열을 정합니다. 뒤에 적은 것이 앞에 적은 것보다 먼저입니다."]
    if declared:
        lines.append(f"# 파일 {declared}개는 글 안에 상황이 적혀 있어 그대로 읽습니다.")
    lines += ["files:", *entries] if entries else []
    if open_entries:
        lines += ["# 아래는 상황을 하나 골라 켜 주세요.", *([] if entries else ["# files:"]), *open_entries]
    if not entries and not open_entries:
        lines += ["# files:", '#   - glob: "macros/refund/**"', "#     situation: refund-refusal"]
    return lines


def _places(seen: Sequence[_Seen]) -> Iterator[tuple[str, str]]:
    """Yield (glob, name) of each folder and file that may tell something, folders first, so that a file's word wins."""
    folders = dict.fromkeys(above for file in seen for above in reversed(file.path.parents) if above.name)
    for folder in folders:
        yield f"{folder.as_posix()}/**", _nfc(folder.name)
    for file in seen:
        yield f"./{file.path.as_posix()}", _nfc(file.path.stem)


def _named(name: str, patterns: Sequence[tuple[str, str]]) -> str | None:
    return next((said for said, pattern in patterns if re.search(pattern, name, re.IGNORECASE)), None)


def _unread(seen: Sequence[_Seen]) -> dict[tuple[str, ...], list[_Seen]]:
    found: dict[tuple[str, ...], list[_Seen]] = defaultdict(list)
    for file in seen:
        if file.columns:
            found[file.columns].append(file)
    return found


def _reply_columns(document: Document, data: bytes) -> tuple[str, ...]:
    """Return the columns or keys that hold replies though their names do not say so; none if a name does."""
    if document.format == "json":
        return _reply_keys(document)
    names = []
    for source, rows in tables(document.source.path, data, ReadOptions()):
        shown = list(islice(rows, _ROWS))
        lead = list(lead_of(iter(shown)))
        if not lead:
            continue
        header = header_of(lead, ReadOptions())
        # Where no name is known, a title above the header is narrower than it.
        head = lead[header] if header is not None else max(lead, key=lambda row: len(labels_of(row)))
        columns = columns_of(head, ReadOptions())
        if any(column.role is Role.REPLY for column in columns):
            return ()
        unknown = dict.fromkeys(column.name for column in columns if column.name and column.role is None)
        name = _most_spoken({name: _under(name, source, shown) for name in unknown})
        if name:
            names.append(name)
        elif read_table(source, shown, ReadOptions()).replies:
            return ()  # naming the columns of other sheets would silence this one
    return tuple(dict.fromkeys(names))


def _under(name: str, source: Source, rows: Sequence[Row]) -> list[str]:
    """Return the replies that a check finds in `rows` once the column `name` is named as theirs."""
    try:
        table = read_table(source, rows, ReadOptions(reply_fields=(name,)))
    except CslintError:
        return []
    return ["".join(segment.text for segment in reply.segments) for reply in table.replies]


def _reply_keys(document: Document) -> tuple[str, ...]:
    texts: dict[str, list[str]] = defaultdict(list)
    for segment in document.segments:
        if segment.audience is Audience.CUSTOMER:
            return ()
        if segment.label and role(segment.label, ReadOptions()) is None:
            texts[segment.label].append(segment.text)
    name = _most_spoken(texts)
    return (name,) if name else ()


def _most_spoken(texts: Mapping[str, Sequence[str]]) -> str | None:
    """Return the name under which most Hangul stands, if it stands there often and looks like sentences."""
    means = {
        name: sum(len(_HANGUL.findall(text)) for text in under) / len(under)
        for name, under in texts.items()
        if len(under) > 1
    }
    best = max(means, key=lambda name: means[name], default=None)
    return best if best is not None and means[best] >= 12 else None


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _quoted(text: str) -> str:
    return json.dumps(_nfc(text), ensure_ascii=False)


_TAIL = (
    "",
    "# 규칙마다 수준(off | info | warning | error)이나 기준을 바꿉니다.",
    "# rules:",
    "#   drida-overuse: off",
    "#   long-sentence: {max-chars: 100}",
    "",
    "# 우리 팀이 그대로 쓰기로 한 말과, 바꿔 쓰기로 한 말입니다.",
    "# terms:",
    "#   keep: [티켓]",
    "#   add: {스마트박스: 보관함}",
    "",
)
