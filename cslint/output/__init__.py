"""Reports: findings become text. One module a format, behind one dict."""

from collections.abc import Callable, Sequence
from importlib import import_module

from cslint.findings import FileReport
from cslint.output.summary import Note, Page, Summary

__all__ = [
    "FORMATS",
    "WITH_NOTES",
    "WITH_REPLIES",
    "WITH_STATISTICS",
    "Note",
    "Page",
    "Render",
    "Summary",
    "renderer",
]

Render = Callable[[Sequence[FileReport], Summary, Page], str]

# Format name → module of this package; imported when asked for.
FORMATS: dict[str, str] = {
    "text": "text",
    "json": "json",
    "jsonl": "jsonl",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "checkstyle": "checkstyle",
    "rdjson": "rdjson",
    "html": "html",
}
# Formats with room for counts by rule; beside the others `--statistics` is told on standard error.
WITH_STATISTICS = frozenset(("text", "json", "jsonl", "sarif", "html"))
# Formats that explain rules, so want their notes; and those that show whole replies, so want the parsed files.
WITH_NOTES = frozenset(("sarif", "html"))
WITH_REPLIES = frozenset(("html",))


def renderer(name: str) -> Render:
    """Return the `render` function of the format called `name`, a key of `FORMATS`."""
    render: Render = import_module(f"cslint.output.{FORMATS[name]}").render
    return render
