"""Believable replies of a support team, without end and the same for the same seed.

A team's replies repeat themselves: greetings and closings word for word, the middle with other goods, days and amounts. About
one sentence in three is new in a corpus of a thousand files.
"""

import random
from collections.abc import Iterator
from pathlib import Path

_GREETINGS = (
    "안녕하세요, 고객님.",
    "고객님, 안녕하세요. {shop}입니다.",
    "문의해 주셔서 감사합니다.",
    "기다려 주셔서 감사합니다.",
)
_CLOSINGS = (
    "감사합니다.",
    "더 궁금한 점이 있으시면 이 대화에 남겨 주세요.",
    "오늘도 좋은 하루 보내세요.",
    "불편을 드려 죄송합니다.",
)
_BODIES = (
    "주문하신 {goods}은 {day} {part}에 출고되었고 {later}까지 도착할 예정입니다.",
    "{goods} 결제 금액 {amount}원은 {day}부터 {n}영업일 안에 카드사를 거쳐 환불됩니다.",
    "{day} {part}에 창고에서 {goods} 재고를 잘못 세어 출고가 {n}일 늦어졌습니다.",
    "이용에 불편을 드려 대단히 죄송합니다.",
    "빠른 시일 내에 처리될 수 있도록 최선을 다하겠습니다.",
    "해당 건은 {goods} 특성상 단순 변심으로 인한 반품이 불가합니다.",
    "{goods} 반품은 받으신 날부터 {n}일 안에 신청하실 수 있고, 왕복 배송비 {amount}원이 듭니다.",
    "주문번호 {order}의 송장이 누락되어 {day} {part}에 다시 발송했습니다.",
    "담당 부서에 전달하여 확인 후 유선으로 회신드리도록 하겠습니다.",
    "앱 첫 화면의 '내 주문'에서 주문번호 {order}을 누르시면 {goods} 배송 위치가 보입니다.",
    "고객님께서 주소를 잘못 기재하셔서 {goods} 배송이 지연되었습니다.",
    "{goods} 색상이 화면과 달라 많이 당황하셨겠어요.",
    "교환하실 {goods}은 {later}까지 먼저 보내 드리고, 받으신 상품은 {part}에 기사님이 가지러 갑니다.",
    "서버 점검으로 {day} {part}부터 {n}시간 동안 주문 조회가 되지 않았습니다.",
    "쿠폰은 {later}까지 쓰실 수 있으며 {amount}원 이상 주문하실 때 적용됩니다.",
    "내부 규정상 {goods} 수령 후 {n}일이 지나면 처리가 어려운 점 양해 부탁드립니다.",
    "#{{고객명}}님, {goods} {n}개가 모두 {day}에 입고되었습니다.",
    "{goods} 설치 기사님이 {later} {part}에 방문하실 예정이세요.",
    "보내 주신 사진에서 {goods} 모서리가 깨진 것을 확인했습니다.",
    "문의하신 {goods}은 현재 품절이라 {later}에 다시 들어옵니다^^",
)
_GOODS = "원피스 운동화 이어폰 냉장고 노트북 청소기 화장품 책상 의자 커피 가습기 침대 텐트 이불 시계 모자 가방 냄비 우산 키보드".split()  # noqa: SIM905
_PARTS = ("오전", "오후", "새벽", "저녁", "오전 10시", "오후 3시")
_SHOPS = ("햇살마켓", "나루상점", "푸른가게")
_SITUATIONS = ("배송 지연", "환불 거절", "교환 안내", "장애", "칭찬", "쿠폰 문의")


class Replies:
    """A source of replies."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 -- no secrets here

    def reply(self) -> str:
        """Return a greeting, two to five sentences, and a closing."""
        bodies = self._random.sample(_BODIES, self._random.randint(2, 5))
        return " ".join(map(self._filled, (self._pick(_GREETINGS), *bodies, self._pick(_CLOSINGS))))

    def _pick(self, choices: tuple[str, ...] | list[str]) -> str:
        return self._random.choice(choices)

    def _filled(self, sentence: str) -> str:
        day = self._random.randint
        return sentence.format(
            goods=self._pick(_GOODS),
            day=f"{day(1, 12)}월 {day(1, 28)}일",
            later=f"{day(1, 12)}월 {day(1, 28)}일",
            part=self._pick(_PARTS),
            amount=f"{day(1, 300) * 500:,}",
            order=f"{day(10_000_000, 99_999_999)}",
            n=day(1, 14),
            shop=self._pick(_SHOPS),
        )

    def markdown(self, replies: int) -> str:
        """Return a manual page with some replies."""
        sections = (f"## {self._pick(_SITUATIONS)}\n\n### 보낼 답변\n\n{self.reply()}\n" for _ in range(replies))
        return "# 응대 매뉴얼\n\n" + "\n".join(sections)

    def rows(self, characters: int) -> Iterator[str]:
        """Yield the lines of a CSV export of about so many characters, whose replies repeat as those of an export do."""
        replies = [self.reply() for _ in range(2_000)]
        yield "번호,상황,답변\n"
        written, number = 0, 0
        while written < characters:
            number += 1
            line = f'{number},{self._pick(_SITUATIONS)},"{self._pick(replies)}"\n'
            written += len(line)
            yield line


def write_manuals(folder: Path, files: int, seed: int = 1, replies: int = 3) -> None:
    """Write that many manual pages into `folder`."""
    source = Replies(seed)
    folder.mkdir(parents=True)
    for number in range(files):
        (folder / f"{number:05}.md").write_text(source.markdown(replies), encoding="utf-8")
