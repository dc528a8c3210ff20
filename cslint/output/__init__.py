"""Reports: findings become text. One module a format, behind one dict."""

from collections.abc import Callable, Sequence
from importlib import import_module

from cslint.findings import FileReport
from cslint.output.summary import Page, Summary

__all__ = ["FORMATS", "Page", "Render", "Summary", "renderer"]

Render = Callable[[Sequence[FileReport], Summary, Page], str]

# Format name → module of this package; imported when asked for.
FORMATS: dict[str, str] = {"text": "text", "json": "json"}


def renderer(name: str) -> Render:
    """Return the `render` function of the format called `name`, a key of `FORMATS`."""
    render: Render = import_module(f"cslint.output.{FORMATS[name]}").render
    return render
