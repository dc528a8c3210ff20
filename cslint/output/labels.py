"""What people call the levels of findings, and the ways a situation became known."""

from cslint.findings import Level

LEVELS = {Level.ERROR: "오류", Level.WARNING: "경고", Level.INFO: "참고"}
# By `FoundSituation.source`.
FOUND_BY = {"comment": "주석", "declared": "선언", "heading": "제목", "path": "경로", "inferred": "추정"}
