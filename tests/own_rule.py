"""A rule of a user's own, for tests that no shipped rule must disturb: it finds 혼란을 드려 and nothing else."""

RULE = """\
summary: 시험 규칙
level: warning
why: 시험하려고 둔 규칙입니다.
keep-when: 언제든지.
message: "이렇게 쓰지 않습니다."
suggest: "다르게 써 주세요."
see: ["시험 문헌 3쪽"]
match:
  - phrase: "혼란 {드리다|끼치다}"
examples:
  - bad: "[[혼란을 드려]] 죄송합니다."
    good: 안내가 잘못되어 죄송합니다.
"""
