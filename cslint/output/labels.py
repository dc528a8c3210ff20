"""What people call the levels of findings, the ways a situation became known, and what could not be done with a file."""

from cslint.findings import Failure, Level

LEVELS = {Level.ERROR: "오류", Level.WARNING: "경고", Level.INFO: "참고"}
# By `FoundSituation.source`.
FOUND_BY = {"comment": "주석", "declared": "선언", "heading": "제목", "path": "경로", "inferred": "추정"}
FAILURES = {Failure.READ: "읽지 못함", Failure.WRITE: "쓰지 못함"}
