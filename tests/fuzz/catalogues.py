"""Strategies for message catalogues: PO, properties, Apple strings, and XML of several kinds."""

import html

from hypothesis import strategies as st

from tests.fuzz.pages import comments, page_part
from tests.fuzz.prose import texts, words

_slashed = st.builds(
    lambda text, escapes: "".join(
        f"\\u{ord(char):04X}" if escapes and "\u1100" <= char <= "\ud7a3" else char
        for char in text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    ),
    texts(3),
    st.sampled_from((False, False, True)),
)
_odd_escapes = st.sampled_from(
    ("\\", "\\x41", "\\101", "\\400", "\\u12", "\\U0001F600", "\\uD83D\\uDE00", "\\ud800", "\\'", "\\\n ")
)
_strings = _slashed | st.tuples(_slashed, _odd_escapes, _slashed).map("".join)


@st.composite
def po(draw: st.DrawFn) -> str:
    """A gettext catalogue with contexts, plurals, flags, strings over several lines, obsolete and fuzzy entries."""
    out = ['msgid ""', 'msgstr "Language: ko\\n"', ""]
    for at in range(draw(st.integers(0, 4))):
        out += draw(
            st.lists(comments("# cslint: {}", "#. cslint: {}", "#, fuzzy", "#: a.py:1", "#| msgid {}"), max_size=2)
        )
        if draw(st.booleans()):
            out.append(f'msgctxt "{draw(_strings)}"')
        out.append(f'{draw(st.sampled_from(("", "", "", "#~ ")))}msgid "id {at}"')
        if draw(st.booleans()):
            out += [
                'msgid_plural "many"',
                *(f'msgstr[{n}] "{draw(_strings)}"' for n in draw(st.sampled_from(((0,), (0, 1), (1, 0, 1))))),
            ]
        else:
            first, *rest = draw(st.lists(_strings, min_size=1, max_size=3))
            out += [f'msgstr "{first}"', *(f'  "{string}"' for string in rest)]
        out.append(draw(st.sampled_from(("", "", "  ", '"끝"'))))
    return "\n".join(out)


@st.composite
def properties(draw: st.DrawFn) -> str:
    """A Java message bundle."""
    out = []
    for at in range(draw(st.integers(0, 6))):
        if draw(st.sampled_from((False, False, True))):
            out.append(draw(comments("# cslint: {}", "! cslint: {}", "#cslint:{}", "  # 메모")))
        value = draw(_strings).replace(" ", draw(st.sampled_from((" ", " ", "\\\n   "))), 1)
        out.append(
            draw(st.sampled_from(("a.{}={}", "키{} = {}", "b{}: {}", "c{} {}", "  \\u0064{}={}", "={}{}"))).format(
                at, value
            )
        )
    return "\n".join(out)


@st.composite
def strings(draw: st.DrawFn) -> str:
    """An Apple string table."""
    out = []
    for at in range(draw(st.integers(0, 6))):
        if draw(st.sampled_from((False, False, True))):
            out.append(draw(comments("/* cslint: {} */", "// cslint: {}", "/* 여러\n줄 */")))
        line = draw(
            st.sampled_from(('"k{}" = "{}";', 'bare.{} = "{}" ;', '"k{}"\n=\n"{}";', '/* 앞 */ "k{}" = "{}"; // 뒤'))
        )
        out.append(line.format(at, draw(_strings)))
    return "\n".join(out)


def _escaped(text: str) -> str:
    return html.escape("".join(char for char in text if char >= " " or char in "\n\t"), quote=False)


_contents = (
    texts(3).map(_escaped)
    | _strings.map(_escaped)
    | texts(1).map(lambda text: f"<![CDATA[{text.replace(']]>', '')}]]>")
    | st.builds("{}<b>{}</b><br/>{}".format, texts(1).map(_escaped), words.map(_escaped), texts(1).map(_escaped))
    | st.sampled_from(("@string/가", '"  두 칸  "', "&#44032;&#x1F600;", "<xliff:g id='n'>%1$s</xliff:g>님", ""))
)
_remarks = comments("<!-- cslint: {} -->").map(lambda told: told if "--" not in told[4:-3] else "")


@st.composite
def xml(draw: st.DrawFn) -> str:
    """String resources of Android, Java, .NET or XLIFF, or any other XML."""
    kind = draw(st.sampled_from(("android", "android", "java", "resx", "xliff", "other", "page")))
    body = []
    for at in range(draw(st.integers(0, 4))):
        text = draw(_contents)
        body += draw(st.lists(_remarks, max_size=1))
        other = draw(st.sampled_from(("<{0}>{1}</{0}>", "<{0} name='n{2}'>{1}</{0}>", '<{0} 답변="{3}">{1}</{0}>')))
        name = draw(st.sampled_from(("reply", "답변", "title", "body", "item")))
        body.append(
            {
                "android": draw(st.sampled_from((
                    '<string name="n{0}">{1}</string>',
                    '<string name="n{0}" translatable="false">{1}</string>',
                    '<plurals name="n{0}"><item quantity="one">{1}</item><item quantity="other">{1}</item></plurals>',
                    '<string-array name="n{0}"><item>{1}</item></string-array>',
                ))).format(at, text),
                "java": f'<entry key="n{at}">{text}</entry>',
                "resx": f'<data name="n{at}" xml:space="preserve"><value>{text}</value><comment>가</comment></data>',
                "xliff": f'<trans-unit id="{at}"><source>a</source><target>{text}</target></trans-unit>',
                "other": other.format(name, text, at, draw(texts(1)).replace("&", "").replace("<", "").replace('"', "'")),
                "page": draw(page_part(2)),
            }[kind]
        )  # fmt: skip
    root = {"android": "resources", "java": "properties", "resx": "root", "xliff": "xliff"}.get(kind, "replies")
    lead = draw(st.sampled_from(("", '<?xml version="1.0" encoding="utf-8"?>\n', "<!DOCTYPE a>\n", "<!-- 머리 -->")))
    space = ' xmlns:xliff="urn:x"' if draw(st.sampled_from((True, True, False))) else ""
    return f"{lead}<{root}{space}>\n" + "\n".join(body) + f"\n</{root}>\n"
