"""Tests keep nothing in the user's cache, and find nothing there."""

import os
import tempfile
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_cache() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        before = os.environ.get("CSLINT_CACHE_DIR")
        os.environ["CSLINT_CACHE_DIR"] = folder
        yield
        if before is None:
            del os.environ["CSLINT_CACHE_DIR"]
        else:
            os.environ["CSLINT_CACHE_DIR"] = before
