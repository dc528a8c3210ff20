"""Plain data → typed values; what does not fit is told in Korean, at its place, with the mend.

The shape itself is msgspec's; this module finds out where its complaint stands and says it for people who write rules
and configurations, not programs.
"""

import difflib
import enum
import re
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, NoReturn, Protocol, TypeVar, Union, get_args, get_origin

import msgspec

from cslint.errors import CslintError
from cslint.korean.particles import with_particle

T = TypeVar("T")
Step = str | int


class Placed(Protocol):
    """Says where the value at `path` stands, or with `key` its key: `file:line:column`, or as near as is known."""

    def __call__(self, path: Sequence[Step], *, key: bool = False) -> str: ...  # noqa: D102


_NAMES = {
    "str": "글",
    "int": "정수",
    "float": "숫자",
    "bool": "true나 false 값",
    "array": "목록",
    "object": "`키: 값` 묶음",
    "null": "빈 값",
}
_COMPLAINT = re.compile(r"(?P<what>.*?)(?: - at (?P<key>`key` in )?`\$(?P<path>.*)`)?", re.DOTALL)
_STEP = re.compile(r"\[(?P<any>\.\.\.)\]|\[(?P<index>\d+)\]|\.(?P<name>[^.\[]+)")
_UNKNOWN_KEY = re.compile(r"Object contains unknown field `(?P<name>.*)`", re.DOTALL)
_MISSING_KEY = re.compile(r"Object missing required field `(?P<name>.*)`", re.DOTALL)
_WRONG_TYPE = re.compile(r"Expected `(?P<want>[^`]*)`, got `(?P<got>[^`]*)`")
_LIMIT = re.compile(r"Expected `(?P<type>\w+)`(?P<length> of length)? (?P<sign>[<>]=?) (?P<bound>\S+)")


def shaped(value: object, type_: type[T], place: Placed) -> T:
    """Return `value` (plain str, int, float, bool, None, list, dict) as a `type_`: a msgspec Struct, or a type of them.

    Raises CslintError for an unknown key, a missing key, a value that is not allowed or of the wrong type. A ValueError
    that a Struct's `__post_init__` raises with a Korean sentence is passed on with the place of the Struct.
    """
    try:
        return msgspec.convert(value, type_)
    except msgspec.ValidationError as error:
        _refuse(str(error), value, type_, place, error)


def closest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that an unknown `name` is likely to mean, or None."""
    return next(iter(difflib.get_close_matches(name, sorted(known), 1)), None)


def close_to(name: str, known: Iterable[str]) -> str:
    """Return the mend for an unknown `name`: the known name close to it, or all of them if none is; "" for none."""
    names = sorted(known)
    if close := closest(name, names):
        return f"혹시 `{close}`인가요?"
    return f"쓸 수 있는 것: {', '.join(names)}." if names else ""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where in the data a complaint stands: the path, what is there, and what should be."""

    path: tuple[Step, ...]
    value: Any
    type: Any


def _refuse(complaint: str, value: object, type_: object, place: Placed, error: Exception) -> NoReturn:
    told = _COMPLAINT.fullmatch(complaint)
    what = told["what"] if told else complaint
    spot = _spot(told["path"] or "" if told else "", value, type_)
    if told and told["key"]:
        raise _wrong_key(spot, place) from error
    if found := _UNKNOWN_KEY.fullmatch(what):
        name = found["name"]
        known = close_to(name, _known_keys(spot))
        raise CslintError(f"모르는 키입니다: `{name}`.", place((*spot.path, name), key=True), known) from error
    if found := _MISSING_KEY.fullmatch(what):
        name = found["name"]
        raise CslintError(
            f"필요한 키가 없습니다: `{name}`.", place(spot.path), f"`{name}:` 줄을 더해 주세요."
        ) from error
    raise CslintError(*_reworded(what, spot, place)) from error


def _reworded(what: str, spot: _Spot, place: Placed) -> tuple[str, str, str | None]:
    """Return what, where and hint for a value that is not allowed at its place."""
    where = place(spot.path)
    if what.startswith(("Invalid enum value", "Invalid value")):
        allowed = [str(choice) for branch in _branches(spot.type) for choice in _choices(branch, spot.value)]
        hint = f"{', '.join(allowed)} 가운데 하나로 써 주세요." if allowed else None
        return f"쓸 수 없는 값입니다: `{_shown(spot.value)}`.", where, hint
    if found := _WRONG_TYPE.fullmatch(what):
        return _wrong_type(found["want"].split(" | "), found["got"], where)
    if found := _LIMIT.fullmatch(what):
        return _limit(found, where)
    if what.startswith("Expected `str` matching"):
        return f"모양이 맞지 않는 값입니다: `{_shown(spot.value)}`.", where, None
    return what, where, None


def _wrong_type(wanted: list[str], got: str, where: str) -> tuple[str, str, str | None]:
    names = [_NAMES.get(want, want) for want in wanted if want != "null"]
    want = " 또는 ".join(names)
    if got == "null":
        return "값이 비어 있습니다.", where, with_particle(want, "을/를") + " 써 주세요."
    here = _NAMES.get(got, got)
    hint = None
    if "str" in wanted and got in {"int", "float", "bool"}:
        hint = "따옴표로 감싸 주세요."
    elif "array" in wanted and "str" not in wanted:
        hint = "`[가, 나]`처럼 쓰거나 줄마다 `- `로 시작해 주세요."
    elif "str" in wanted and got == "object":
        hint = "`{`나 `: `가 든 글은 따옴표로 감싸 주세요."
    return f"{with_particle(want, '을/를')} 써야 할 자리에 {with_particle(here, '이/가')} 있습니다.", where, hint


def _limit(found: re.Match[str], where: str) -> tuple[str, str, str | None]:
    bound, side = found["bound"], {">=": "이상", "<=": "이하", ">": "초과", "<": "미만"}[found["sign"]]
    if not found["length"]:
        return f"{bound} {side}인 {_NAMES.get(found['type'], found['type'])}만 쓸 수 있습니다.", where, None
    if (found["sign"], bound) == (">=", "1"):
        return "비워 둘 수 없습니다.", where, "하나 이상 써 주세요." if found["type"] != "str" else "내용을 써 주세요."
    unit = "글자" if found["type"] == "str" else "개"
    return f"{bound}{unit} {side}여야 합니다.", where, None


def _wrong_key(spot: _Spot, place: Placed) -> CslintError:
    """Return the complaint about the first key of a free mapping that its key type does not allow."""
    if isinstance(spot.value, Mapping):
        for branch in _branches(spot.type):
            if get_origin(branch) in {dict, Mapping}:
                key_type = get_args(branch)[0]
                for key in spot.value:
                    if not _fits(key, key_type):
                        known = [str(one) for kind in _branches(key_type) for one in _choices(kind, key)]
                        where = place((*spot.path, key), key=True)
                        return CslintError(
                            f"모르는 키입니다: `{_shown(key)}`.", where, close_to(str(key), known) or None
                        )
    return CslintError("쓸 수 없는 키가 있습니다.", place(spot.path))


def _spot(path: str, value: Any, type_: Any) -> _Spot:
    """Walk down the path msgspec gives; where it says `[...]`, find the first entry that does not fit."""
    steps: list[Step] = []
    for found in _STEP.finditer(path):
        step: Step = int(found["index"]) if found["index"] else found["name"]
        if found["any"]:
            inside = [_child(branch, None) for branch in _branches(type_) if get_origin(branch) in {dict, Mapping}]
            entries = value.items() if isinstance(value, Mapping) else ()
            misfit = next(((key, kind) for kind in inside for key, entry in entries if not _fits(entry, kind)), None)
            if misfit is None:
                break
            step, type_ = misfit
        else:
            inside = [child for branch in _suited(type_, value) if (child := _child(branch, step)) is not None]
            type_ = Union[tuple(inside)] if inside else None  # noqa: UP007 -- built here, not written
        steps.append(step)
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            value = None
    return _Spot(tuple(steps), value, type_)


def _fits(value: object, type_: Any) -> bool:
    try:
        msgspec.convert(value, type_)
    except msgspec.ValidationError:
        return False
    return True


def _branches(type_: Any) -> Iterator[Any]:
    """Yield the alternatives of a union, without annotations."""
    origin = get_origin(type_)
    if origin is Annotated:
        yield from _branches(get_args(type_)[0])
    elif origin in {Union, types.UnionType}:
        for branch in get_args(type_):
            yield from _branches(branch)
    elif type_ is not None:
        yield type_


def _is_struct(branch: Any) -> bool:
    return isinstance(branch, type) and issubclass(branch, msgspec.Struct)


def _suited(type_: Any, value: Any) -> list[Any]:
    """Return the alternatives of `type_` that `value` means: of several tagged Structs the one with its tag."""
    branches = list(_branches(type_))
    for branch in branches:
        if _is_struct(branch) and isinstance(value, Mapping):
            config = branch.__struct_config__
            if config.tag is not None and value.get(config.tag_field) == config.tag:
                return [branch]
    return branches


def _child(branch: Any, step: Step | None) -> Any:
    """Return the type one step inside `branch` (None: any entry of a free mapping), or None if it has no such inside."""
    arguments = get_args(branch)
    if _is_struct(branch):
        config = branch.__struct_config__
        if config.tag is not None and config.tag_field == step:
            return Literal[config.tag]
        return next((field.type for field in msgspec.structs.fields(branch) if field.encode_name == step), None)
    if isinstance(step, int):
        fixed = get_origin(branch) is tuple and Ellipsis not in arguments
        return arguments[step if fixed and step < len(arguments) else 0] if arguments else None
    return arguments[1] if len(arguments) == 2 and step is None else None


def _known_keys(spot: _Spot) -> list[str]:
    suited = [branch for branch in _suited(spot.type, spot.value) if _is_struct(branch)]
    return [field.encode_name for branch in suited for field in msgspec.structs.fields(branch)]


def _choices(branch: Any, value: object) -> Iterable[object]:
    if get_origin(branch) is Literal:
        return get_args(branch)
    if isinstance(branch, type) and issubclass(branch, enum.Enum):
        return [member.value for member in branch]
    if _is_struct(branch) and isinstance(value, Mapping):
        return [branch.__struct_config__.tag]
    return ()


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
