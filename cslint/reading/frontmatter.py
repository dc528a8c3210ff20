"""The front matter of a Markdown file: values for the whole of it, and suppressions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pyromark
import yaml

from cslint.document import Comment
from cslint.errors import CslintError
from cslint.limits import Limits
from cslint.reading.instructions import short_comment
from cslint.reading.nodes import fault, refuse_repeated, too_deep
from cslint.reading.pulldown import events_of
from cslint.source import Source, SourceSpan

_AUDIENCES = ("customer", "agent", "mixed")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter: where the text behind it begins, its scalar values and its suppressions."""

    end: int = 0
    meta: Mapping[str, str] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()


def front_matter(source: Source, limits: Limits) -> FrontMatter:
    """Read the front matter, if the text starts with one that is a YAML mapping.

    Raises CslintError, with line and column, if it is not YAML, has a key twice in one mapping, or its `audience` is none
    of the three there are.
    """
    if not source.text.startswith("---"):
        return FrontMatter()
    options = pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
    end = inner = close = None
    for event, first, last in events_of(source.text, 0, options):
        if end is None:
            if event != {"Start": {"MetadataBlock": "YamlStyle"}} or first:
                return FrontMatter()
            end = last
        elif isinstance(event, dict) and "Text" in event:
            inner, close = first if inner is None else inner, last
        else:
            break
    if inner is None or close is None or end is None:
        return FrontMatter()
    node = _composed(source, inner, close, limits)
    if not isinstance(node, yaml.MappingNode):
        return FrontMatter(end if node is None else 0)
    _refuse_repeated_keys(source, inner, node)
    pairs = [(key.value, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]
    for key, value in pairs:
        if key == "audience" and value.value and value.value not in _AUDIENCES:
            raise _no_audience(source, inner + value.start_mark.index, inner + value.end_mark.index)
    meta = {key: value.value for key, value in pairs if isinstance(value, yaml.ScalarNode) and value.value}
    whole = SourceSpan(0, len(source.text))
    comments = [
        short_comment(SourceSpan(inner + given.start_mark.index, inner + given.end_mark.index), text, whole)
        for key, value in pairs
        if key == "cslint-ignore"
        for given, text in _ignores(value)
    ]
    return FrontMatter(end, meta, tuple(comments))


def _no_audience(source: Source, start: int, end: int) -> CslintError:
    given = " ".join(source.text[start:end].split())
    hint = f"{', '.join(_AUDIENCES)} 가운데 하나로 적어 주세요."
    return fault(source, start, f"`audience`에 쓸 수 없는 값입니다: `{given}`.", hint)


def _composed(source: Source, start: int, end: int, limits: Limits) -> yaml.Node | None:
    depth = 0
    try:
        for event in yaml.parse(source.text[start:end], Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > limits.nesting:
                mark = event.start_mark
                raise too_deep(source, start + (mark.index if mark else 0), limits)
        node: yaml.Node | None = yaml.compose(source.text[start:end], Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = source.place(start + (mark.index if mark else 0))
        where = f"{source.path}:{place.line}:{place.column}"
        raise CslintError(
            "문서 머리말이 YAML 형식에 맞지 않습니다.", where, "`---` 사이의 내용을 확인해 주세요."
        ) from error
    return node


def _refuse_repeated_keys(source: Source, start: int, root: yaml.Node) -> None:
    waiting, seen = [root], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:  # an alias, perhaps of what it stands in
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting.extend(reversed(node.value))
        elif isinstance(node, yaml.MappingNode):
            scalars = (key for key, _ in node.value if isinstance(key, yaml.ScalarNode))
            refuse_repeated(source, ((key.value, start + key.start_mark.index) for key in scalars))
            waiting.extend(value for _, value in reversed(node.value))


def _ignores(value: yaml.Node) -> Iterator[tuple[yaml.Node, str]]:
    """Yield each suppression under `cslint-ignore`, in any of its forms, with the node it stands at."""
    if isinstance(value, yaml.ScalarNode):
        yield value, value.value
    elif isinstance(value, yaml.SequenceNode):
        for entry in value.value:
            if isinstance(entry, yaml.ScalarNode | yaml.MappingNode):
                yield from _ignores(entry)
    elif isinstance(value, yaml.MappingNode):
        for rule, reason in value.value:
            if isinstance(rule, yaml.ScalarNode) and isinstance(reason, yaml.ScalarNode):
                yield reason, f"[{rule.value}] {reason.value}".rstrip()
