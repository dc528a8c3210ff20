"""The JSON Schema of rule files, which editors use to complete and check them."""

import json
from pathlib import Path

from cslint.rules.rulebook import schema

FILE = Path(__file__).parent.parent / "rules" / "rule.schema.json"


def test_the_schema_beside_the_rules_is_the_one_the_program_reads_by() -> None:
    """Renew it with `python -m cslint.rules.rulebook > rules/rule.schema.json` when a key of rule files changes."""
    assert json.loads(FILE.read_text(encoding="utf-8")) == schema()
