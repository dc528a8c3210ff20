"""Variables of message templates (`#{고객명}`, `{{name}}`, `%s`, `[고객명]`, ○○○): opaque nouns, never text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cslint.offsets import SentenceSpan


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A variable in a text: where, what it is called (empty for `%s` or `○○○`), and in which syntax it is written."""

    span: SentenceSpan
    name: str
    syntax: str


# A tag such as [안내] or <필독> is text for the customer; a variable in such brackets has a variable's name.
_VARIABLE = (
    r"(?:고객|회원|주문|상품|배송|환불|결제|예약|담당|상담|수령|수취|받는|보내는|업체|매장|지점|은행|계좌|카드|쿠폰|이벤트|서비스|앱|링크|"
    r"문의|접수|취소|반품|교환|입금|출고|입고|도착|방문|설치|기사|수리|모델|제품|옵션|수량|금액|가격|포인트|요금|환자|진료|학생|강의|"
    r"운송장|송장|휴대폰|전화|연락|주소|이메일|메일|브랜드|회사|쇼핑몰|스토어|사이트|URL|url)?\s?"
    r"(?:고객|회원|담당자|상담사|상담원|이름|성함|성명|고객명|회원명|닉네임|아이디|번호|주문번호|상품명|제품명|모델명|옵션명|날짜|일자|일시|시간|시각|"
    r"기한|예정일|예정일시|예정시각|금액|가격|수량|주소|연락처|전화번호|링크|주소지|사유|원인|항목|내용|업체명|매장명|지점명|택배사|은행명|"
    r"계좌번호|쿠폰명|이벤트명|서비스명|변수|환자명|기사명|회사명|브랜드명|명|일)"
)
_SURNAME = "[김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구나진]"
# A blank to fill by hand. Not one: a masked name (김○○), a size (XXL), a masked number (XXXX-1182), **bold** by underscores.
_BLANK = (
    rf"(?<!(?<![가-힣]){_SURNAME})(?<![○●◯〇△])(?:[○◯〇]{{2,}}|[□◇△]{{2,}}(?=\s?[가-힣,.)]))"
    rf"|(?<!(?<![가-힣]){_SURNAME})(?<![A-Za-z\d*-])(?:O{{2,5}}|X{{2,5}})(?![A-Za-z\d*-])(?=\s?[가-힣]|\s*[).,\]/])"
    r"|\[X{2,}(?:-X{2,})*\]|(?<![A-Za-z:])HH:MM(?![A-Za-z:]|\s?(?:형식|형태|으로|처럼|로\s))|(?<=약 )X(?=\s?(?:분|시간|일|원))"
    r"|(?<![A-Za-z])(?:o{2,4}|x{2,4})(?=\s?(?:님|고객|원[을이은에입]|월|일|시까|시에))"
    r"|(?<![ㄱ-ㅎ])(?:ㅇ{2,4}|ㅁ{2,4})(?=\s?(?:님|고객|원[을이은에입]|월|일|은행|씨|번|점[이은을에 ]|입니다|이에요|예요|드림|매니저|팀장|대리|과장|상담[사원]))"
    r"|(?<=담당자 |상담사 |상담원 |매니저 )(?:ㅇ{2,4}|ㅁ{2,4})(?![ㄱ-ㅎ])"
    r"|\(\s+\)(?=\s?[가-힣])|（\s+）"
    r"|(?<![A-Za-z\d_])(?!__[^\s_][^_\n]*[^\s_]__(?![가-힣]))_{2,}(?=\s?[가-힣(])|(?<=[가-힣:] )_{2,}(?![A-Za-z\d])|(?<=[가-힣:])_{2,}(?![A-Za-z\d가-힣])"
)
_SYNTAXES: tuple[tuple[str, str], ...] = (
    ("#{…}", r"#\{\s*(?P<v0>[^{}\n]{0,60}?)\s*\}"),
    ("{{…}}", r"\{\{\{?\s*(?P<v1>[^{}\n]{0,60}?)\s*\}\}\}?"),
    ("{%…%}", r"\{%[^{}%\n]{0,120}%\}"),
    ("${…}", r"\$\{\s*(?P<v2>[^{}\n]{0,60}?)\s*\}"),
    ("%{…}", r"%\{\s*(?P<v3>[^{}\n]{0,60}?)\s*\}"),
    ("%(…)s", r"%\((?P<v4>[\w.]{1,40})\)[sd]"),
    ("{…}", r"\{\s*(?P<v5>[\w가-힣][^{}\n]{0,40}?|)\s*\}"),
    ("%…%", r"%(?P<v6>[A-Za-z가-힣_][\w가-힣]{0,30})%"),
    ("%s", r"%(?:\d+\$)?(?:[sd@](?![A-Za-z])|\.\d+f)"),
    ("<…>", rf"<\s*(?P<v7>{_VARIABLE}|[a-z]+(?:_[a-z]+)+)\s*>"),
    ("[…]", rf"\[\s*(?P<v8>{_VARIABLE}|[a-z]+(?:_[a-z]+)+)\s*\]"),
    ("【…】", rf"[【「]\s*(?P<v9>{_VARIABLE})\s*[】」]"),
    ("○○", _BLANK),
)  # fmt: skip
_BLANK_SYNTAX = "○○"
_FIRST = re.compile(r"[#{%$<\[【「○◯〇□◇△OXoxHㅇㅁ_(（]")
_LONGEST_NAME = 60


class Placeholders:
    """The syntaxes a project writes its variables in."""

    def __init__(self, own: Sequence[str] | None = None) -> None:
        """`own`: None for the usual syntaxes; else these too, each `opening…closing` around any name; () for none at all.

        A bracket that is usually text (`[…]`) becomes a variable with any name in it if it is given. Blanks to fill by
        hand (○○, OOO, __) are always found.
        """
        syntaxes = [(syntax, pattern) for syntax, pattern in _SYNTAXES if own != () or syntax == _BLANK_SYNTAX]
        given = [(syntax, *syntax.split("…", 1)) for syntax in own or () if "…" in syntax]
        syntaxes[:0] = [
            (syntax, rf"{re.escape(opening)}\s*(?P<g{at}>[^\n]{{0,{_LONGEST_NAME}}}?)\s*{re.escape(closing)}")
            for at, (syntax, opening, closing) in enumerate(given)
            if opening and closing
        ]
        self._names = [syntax for syntax, _ in syntaxes]
        self._all = re.compile("|".join(f"(?P<s{at}>{pattern})" for at, (_, pattern) in enumerate(syntaxes)))
        self._looks = None if given else _FIRST

    def find(self, text: str) -> tuple[Placeholder, ...]:
        """Return the placeholders of `text` in order, with spans in its code points; they do not overlap."""
        if self._looks is not None and not self._looks.search(text):
            return ()
        found = []
        for match in self._all.finditer(text):
            groups = match.groupdict()
            at = next(at for at in range(len(self._names)) if groups[f"s{at}"] is not None)
            name = next((value for key, value in groups.items() if key[0] in "vg" and value), "")
            found.append(Placeholder(SentenceSpan(*match.span()), name, self._names[at]))
        return tuple(found)
