"""Which files a glob of the configuration means, on every system alike."""

import re
import unicodedata
from functools import lru_cache

_PART = re.compile(
    r"(?P<deep>(?:\*\*/)+)|(?P<rest>\*\*)|(?P<star>\*)|(?P<one>\?)|\{(?P<either>[^{}]*)\}|(?P<char>.)", re.DOTALL
)


def glob_matches(glob: str, path: str) -> bool:
    """Tell whether `path`, relative to the configuration's folder and written with `/`, is one that `glob` means.

    `*` and `?` stay inside a folder, `**` goes through folders, `{a,b}` is either. A glob without a `/` means that name
    at any depth (`./a.md` only the one beside the configuration), one that ends in `/` all that is below. File names of
    macOS (decomposed Hangul) match as people type them, and `\\` is `/` to people on Windows.
    """
    return _pattern(glob).fullmatch(unicodedata.normalize("NFC", path)) is not None


@lru_cache(maxsize=1024)
def _pattern(glob: str) -> re.Pattern[str]:
    glob = unicodedata.normalize("NFC", glob).replace("\\", "/")
    if "/" not in glob:
        glob = f"**/{glob}"
    glob = glob.removeprefix(".").removeprefix("/") if glob.startswith(("/", "./")) else glob
    if glob.endswith("/"):
        glob += "**"
    return re.compile("".join(_regex(found) for found in _PART.finditer(glob)), re.DOTALL)


def _regex(found: re.Match[str]) -> str:
    if found["deep"]:
        return "(?:[^/]+/)*"
    if found["rest"]:
        return ".*"
    if found["star"]:
        return "[^/]*"
    if found["one"]:
        return "[^/]"
    if found["either"] is not None:
        return f"(?:{'|'.join(_inside(choice) for choice in found['either'].split(','))})"
    return re.escape(found["char"])


def _inside(choice: str) -> str:
    return "".join(_regex(found) for found in _PART.finditer(choice.strip()))
