"""Dates, times, spans of time, amounts, numbers, phone numbers, links: what the classes `<날짜>` … of a phrase stand for."""

import re
from dataclasses import dataclass

# A number is read whole and from its first digit, or not at all: else a line of digits takes the cube of its length.
_N = r"(?<!\d)(?<!\d[.,])(?>\d+(?:[.,]\d+)*)"
# At the start of a word: 모두 주문 holds no 두 주, 결제한 시점 no 한 시.
_KOREAN_N = r"(?<![가-힣])(?:한두|두세|서너|너덧|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열한|열두|열)"
_PART_OF_DAY = r"(?:(?<![가-힣])(?:오전|오후|낮|밤|새벽|아침|저녁)\s?)"
# Behind a word for a span: its end, a particle, or a noun that goes with it. Not 두 주문, 한 해지.
_AFTER = r"\s|$|[^가-힣]|일|간|동안|이내|안|내|정도|쯤|가량|뒤|후|전|치|째|만|에|이[나면]?|가|은|는|을|를|도|로|의|마다|까지|부터|씩"
# Not 하루빨리, 하루라도: haste; not 좋은 하루 되세요, 하루를 보내세요: a wish.
_ONE_DAY = r"하루나?\s?이틀|하루(?!\s?(?:빨리|속히|바삐|하루|같이|라도|이라도)|(?:도|를|가|이)?\s?(?:되|보내))"
_DAY_WORD = (
    r"(?:오늘|내일|모레|글피|어제|그제|당일|금일|익일|명일|다음\s?날|이튿날|(?:익|다음\s?)영업일|(?:어젯|간|지난)밤)"
)
_WEEK_WORD = r"(?:이번|다음|지난|금|차)\s?주(?![가-힣]*[문소])|(?:이번|다음|지난|당|익|이|새)\s?달|전\s달|(?:이|다음|지난)달|[익당전차]월"
_WEEKDAY = r"[월화수목금토일]요일"
# For each class something that is in all it stands for, which costs next to nothing to look for, and what it stands for.
_KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "날짜": (
        r"[\d순말초월]|오늘|영업일|[내당금익명]일|요일|모레|글피|[어그]제|[음튿]\s?날|밤|주|달",
        (
            r"(?:\d{2,4}년\s?)?\d{1,2}\s?월\s?\d{1,2}\s?일(?:\s?\([월화수목금토일](?:요일)?\))?",
            r"\d{4}[-./]\s?\d{1,2}[-./]\s?\d{1,2}\.?|(?<!\d)\d{1,2}/\d{1,2}(?!\d)",
            r"(?:(?:\d{1,2}\s?월|달|주|연|올해|내년)\s?)(?:초순|중순|하순|말일|[말초](?=[까에경쯤\s(]))",
            r"(?:초순|중순|하순|말일)(?=[까에경쯤])",
            r"\d{1,2}\s?일(?=\([월화수목금토일]\)|까지|에|부터|\s?오[전후]|\s(?:새벽|아침|낮|저녁|밤)(?:에|까지|부터|[\s,]))",
            _DAY_WORD,
            _WEEKDAY,
            _WEEK_WORD,
            r"\d{1,2}월(?!\s?\d)",
        ),
    ),
    "시각": (
        r"시|:|정오|자정",
        (
            rf"{_PART_OF_DAY}?\d{{1,2}}\s?시(?![간스])(?:\s?(?:\d{{1,2}}\s?분|반|정각))?",
            r"\d{1,2}:\d{2}",
            r"정오|자정",
            rf"{_PART_OF_DAY}?{_KOREAN_N}\s?시(?:\s?반)?(?=[에까부쯤경께\s,.])",
        ),
    ),
    "기간": (
        r"[\d틀흘닷엿]|하루|[이드흐]레|보름|일주일|반[나년]|시간|[달주해]",
        (
            rf"(?:약\s?|최대\s?|길면\s?|늦어도\s?)?(?:{_N}\s?[~-]\s?)?{_N}\s?(?:영업일|일|주일|주|개월|달|년|시간|분|초)"
            r"(?:\s?(?:이내|안|내|간|동안|정도|쯤|뒤|후))?(?![자번월호])",
            rf"(?:{_ONE_DAY}|이틀|사흘|나흘|닷새|엿새|이레|여드레|아흐레|열흘|보름|일주일|(?<![가-힣])한\s?달|반나절|반년"
            rf"|{_KOREAN_N}\s?(?:시간|주|달|해)(?={_AFTER}))(?:\s?(?:이내|안|내|동안|정도|쯤|뒤|후))?",
        ),
    ),
    "금액": (
        r"[원%₩$]|달러|포인트|퍼센트",
        (
            rf"{_N}\s?(?:[십백천만억]\s?)*(?:{_N}\s?[십백천]?\s?)?원",
            rf"{_N}\s?(?:달러|포인트|%|퍼센트)",
            rf"[₩$]\s?{_N}",
            r"(?<![일이삼사오육칠팔구십백천만])[일이삼사오육칠팔구십백천만]+\s?원(?=[은을이에\s])",
        ),
    ),
    "숫자": (r"\d", (_N,)),
    "전화": (
        r"\d",
        (r"(?<!\d)(?:0\d{1,2}-\d{3,4}-\d{4}|1[5-9]\d{2}-?\d{4}|080-\d{3}-\d{4}|1[13]\d{1,2}(?=번|에|로|\b))(?!\d)",),
    ),
    "링크": (
        r"://|\.[\w./-]",
        (r"https?://\S+", r"www\.[\w./-]+", r"\b[\w.-]+\.(?:com|co\.kr|kr|net|io|org|app|me)(?:/\S*)?"),
    ),
    "메일": ("@", (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",)),
}
# A name that says the variable will hold a time (guide 0.3).
_TIME_NAME = re.compile(
    r"일시|시각|시간|기한|예정|날짜|일자|도착일|발송일|완료일|환불일|date|time|eta|until|day", re.IGNORECASE
)
_AMOUNT_NAME = re.compile(r"금액|가격|요금|비용|수수료|amount|price|fee", re.IGNORECASE)
_COMPILED = {kind: (re.compile(hint), re.compile("|".join(options))) for kind, (hint, options) in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of a sentence (code points) that is a date, a time … `kind` is the class's name in phrases."""

    start: int
    end: int
    kind: str


def find_entities(text: str, placeholders: tuple[tuple[int, int, str], ...] = ()) -> tuple[Entity, ...]:
    """Return the entities of a sentence; kinds may overlap (`3` of `3월` is a number and part of a date).

    `placeholders` are (start, end, name) of the sentence's variables: each is a `자리표시자`, and a date or an amount if
    its name says so.
    """
    found = []
    for kind, (hint, pattern) in _COMPILED.items():
        if hint.search(text):
            found += [Entity(match.start(), match.end(), kind) for match in pattern.finditer(text)]
    for start, end, name in placeholders:
        found.append(Entity(start, end, "자리표시자"))
        if _TIME_NAME.search(name):
            found.append(Entity(start, end, "날짜"))
        if _AMOUNT_NAME.search(name):
            found.append(Entity(start, end, "금액"))
    return tuple(found)
