"""Phrases as rule writers use them: what is found in which sentence."""

import pytest

from cslint.matching.phrase import PhraseError, parse_phrase
from cslint.matching.vocabulary import Vocabulary
from cslint.morphology.analysis import Analyser
from cslint.morphology.tokenizer import Tokenizer
from cslint.rules.lexicon import Lexicon

ANALYSER = Analyser(Tokenizer([("인입", "NNG"), ("오배송", "NNG"), ("안내드리", "VV")]))
VOCABULARY = Vocabulary(
    {
        "apology": [parse_phrase("{죄송|송구|미안}하다-!{지만|는데}+!만"), parse_phrase("사과하다")],
        "generic": [parse_phrase("{서비스|이용|불편}")],
    },
    {"specific": ["@generic", "죄송"]},
)
LEXICON = Lexicon(VOCABULARY, {}, {})


def found(phrase: str, sentence: str) -> list[str]:
    parsed = ANALYSER.parse(sentence)
    return [sentence[match.span.start : match.span.end] for match in LEXICON.patterns(phrase).matches(parsed)]


@pytest.mark.parametrize(
    ("phrase", "sentence", "quotes"),
    [
        # a predicate stands for every inflection and brings its auxiliaries
        ("끼치다", "불편을 끼쳐 드렸습니다.", ["끼쳐 드렸습니다"]),
        ("안내하다", "내일 안내드리겠습니다.", ["안내드리겠습니다"]),
        ("안내하다", "내일 안내를 해 드릴게요.", ["안내를 해 드릴게요"]),
        ("안내하다", "안내 해드릴 예정입니다.", ["안내 해드릴 예정입니다"]),
        ("안내드리다", "내일 안내하겠습니다.", []),
        ("누락되다", "사은품이 누락됐습니다.", ["누락됐습니다"]),
        ("다하다", "최선을 다하겠습니다.", ["다하겠습니다"]),
        # a noun stands with any particle; inside a longer word only as its last part
        ("환불", "환불은 어렵습니다.", ["환불은"]),
        ("번호", "카드번호를 알려 주세요.", ["번호를"]),
        ("카드번호", "카드 번호를 알려 주세요.", ["카드 번호를"]),
        ("확인 후", "확인후 알려 드립니다.", ["확인후"]),
        # what may be left out may be so at the end of a sentence, too
        ("확인 (후)", "내일 확인", ["확인"]),
        ("확인 {(후)|완료}", "내일 확인", ["확인"]),
        ("불편함", "불편함을 드렸습니다.", ["불편함을"]),
        ("고객님", "고객님께서 보내셨습니다.", ["고객님께서"]),
        # commas and quotes may stand between, but what a colon, an arrow or a slash parts is not one
        ("불량 고객", "'불량' 고객", ["불량' 고객"]),
        ("불량 고객", "통화 불량 : 고객 센터로 전화해 주세요.", []),
        ("확인 요망", "확인/요망", []),
        ("답변 예정 <날짜>", "답변 예정: 3월 5일", ["답변 예정: 3월 5일"]),
        # particles and endings bind only where they are written
        ("환불+을", "환불은 어렵습니다.", []),
        ("환불+{은|이}", "환불은 어렵습니다.", ["환불은"]),
        ("환불+0", "환불 접수했습니다.", ["환불"]),
        ("불편하다-다면", "불편하셨다면 사과드립니다.", ["불편하셨다면"]),
        ("불편하다-면", "불편하셨다면 사과드립니다.", []),
        ("생기다-다면", "문제가 생긴다면 알려 주세요.", ["생긴다면"]),
        ("생기다-!{면|다면}", "문제가 생긴다면 알려 주세요.", []),
        ("받다-으면", "사진을 받으면 보냅니다.", ["받으면"]),
        ("하다-ㄹ게요", "제가 할게요.", ["할게요"]),
        # features look at the whole chain
        ("안내하다:미래", "안내해 드리겠습니다.", ["안내해 드리겠습니다"]),
        ("안내하다:미래", "안내해 드렸습니다.", []),
        ("안내하다:{미래|과거}", "안내해 드렸습니다.", ["안내해 드렸습니다"]),
        ("안내하다:{미래|진행}", "안내해 드렸습니다.", []),
        ("바꾸다:불능", "주소를 바꿀 수 없습니다.", ["바꿀 수 없습니다"]),
        ("되다:부정", "결제가 안 됩니다.", ["됩니다"]),
        ("완료되다:높임", "결제가 완료되셨습니다.", ["완료되셨습니다"]),
        ("알리다:요청", "번호를 알려 주시겠어요?", ["알려 주시겠어요"]),
        # sequences pass over commas and plain adverbs, not over 안 and 못
        ("불편 드리다 @apology", "불편을 드려 정말 죄송합니다.", ["불편을 드려 정말 죄송합니다"]),
        ("환불 되다", "환불이 안 됩니다.", []),
        ("불편 … @apology", "불편을 드린 점에 대해 죄송합니다.", ["불편을 드린 점에 대해 죄송합니다"]),
        ("불편 …1 @apology", "불편을 드린 점에 대해 죄송합니다.", []),
        ("고객님 ~ 보내다", "고객님이 쓰시면 저희가 보냅니다.", []),
        ("@apology", "죄송합니다만 어렵습니다.", []),
        # choices, options, edges, marks, classes, literals
        ("{누락|오배송}되다", "오배송되었습니다.", ["오배송되었습니다"]),
        ("(조금만) 기다리다", "조금만 기다려 주세요.", ["조금만 기다려 주세요"]),
        # what is bound to an option binds the word before it where the option is left out
        ("기사 (님)+{이|은} 오다", "기사님이 옵니다.", ["기사님이 옵니다"]),
        ("기사 (님)+{이|은} 오다", "기사가 옵니다.", ["기사가 옵니다"]),
        ("기사 (님)+{이|은} 부르다", "기사를 부릅니다.", []),
        ("기다리다 (보다)-면 되다", "기다리고 되었습니다.", []),
        ("기사 (님)+{이|은} 오다", "기사를, 곧 옵니다.", []),
        ("(님)+{이|은} 오다", "기사를 부르면 옵니다.", ["옵니다"]),
        ("^ 감사하다 $", "감사합니다!", ["감사합니다"]),
        ("^ 감사하다 $", "관심에 감사합니다.", []),
        ('(고객님) ^ 감사하다 {$|드리다} "!"', "감사합니다!", ["감사합니다!"]),
        ("기다리다+을", "기다리기를 바랍니다.", ["기다리기를 바랍니다"]),
        ("고객님 [과실]", "고객님 과실입니다.", ["과실"]),
        ("<날짜>+까지", "3월 5일(수)까지 입금합니다.", ["3월 5일(수)까지"]),
        ("<시각>+까지", "오후 6시까지 알려 드립니다.", ["오후 6시까지"]),
        ("<자리표시자>", "#{상품명}을 보냈습니다.", ["#{상품명}을"]),
        ('"A/S"', "A/S 접수했습니다.", ["A/S"]),
        ("@specific", "서비스 이용에 불편을 드려 죄송합니다.", []),
        ("@specific", "결제가 멈췄습니다.", ["결제가"]),
    ],
)
def test_matches(phrase: str, sentence: str, quotes: list[str]) -> None:
    assert found(phrase, sentence) == quotes


@pytest.mark.parametrize(
    ("phrase", "at", "told"),
    [
        ("{환불|", 4, "닫아"),
        ("환불:커다람", 2, "자질"),
        ("", 0, "비어"),
        ('"A', 0, "닫아"),
        ("@", 1, "이름"),
        ("환불 ; 교환", 3, "읽을 수"),
        ("()", 1, "빈"),
        ("기다리다:높임:!높임", 4, "어긋나서"),
        ("환불+{을|이}+!{이|을}", 2, "어긋나서"),
        ("기다리다:{미래|진행}:!{미래|진행}", 4, "어긋나서"),
        ("$ 기다리다", 0, "문장의 끝"),
        ("(환불) {기다리다|알리다 $} 고객", 15, "문장의 끝"),
        ("기다리다 ^", 5, "문장의 시작"),
        ("고객 {환불|[^ 감사하다]}", 8, "문장의 시작"),
        ("…", 0, "찾을 낱말"),
        ("^ ~ $", 0, "찾을 낱말"),
        ("(불편)", 0, "찾을 낱말"),
        ("^ … [(불편)]", 0, "찾을 낱말"),
        ("(환불) {불편|(교환)}", 0, "찾을 낱말"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(phrase: str, at: int, told: str) -> None:
    with pytest.raises(PhraseError) as error:
        parse_phrase(phrase)
    assert told in error.value.what
    assert error.value.at == at


def test_unknown_names_are_told_with_the_known_ones() -> None:
    with pytest.raises(PhraseError, match="apology"):
        LEXICON.patterns("@apologie")
    with pytest.raises(
        PhraseError, match="띄어쓰기를 쓸 수 없습니다"
    ):  # it would be two words, 이중 결제 and 되다, side by side
        parse_phrase("{취소|이중 결제}{되다|하다}")
    with pytest.raises(PhraseError, match="조사를 두 번 묶었습니다"):
        LEXICON.patterns("창구+에서+는")
    with pytest.raises(PhraseError, match="날짜"):
        LEXICON.patterns("<날자>")


def test_a_vocabulary_that_contains_itself_is_refused() -> None:
    loop = Vocabulary({"a": [parse_phrase("@b")], "b": [parse_phrase("@a")], "c": [parse_phrase("@a")]}, {})
    with pytest.raises(ValueError, match="a → b → a"):
        loop.check_circles("a", parse_phrase("@b"))
    loop.check_circles("c", parse_phrase("@a"))  # it leads to a circle, and is none


@pytest.mark.parametrize(
    "phrase",
    ["끼치다", "카드번호", "{누락|오배송}되다", "(조금만) 기다리다", "불편함", "불편 드리다 @apology", "확인 후"],
)
def test_anchors_are_in_every_sentence_that_matches(phrase: str) -> None:
    sentences = [
        "불편을 끼쳐 드렸습니다.", "카드 번호를 알려 주세요.", "오배송 되었습니다.", "조금만 기다려 주세요.", "불편함을 드렸습니다.",
        "불편을 드려 죄송합니다.", "확인후 연락드립니다.",
    ]  # fmt: skip
    pattern = LEXICON.patterns(phrase)
    matched = [ANALYSER.parse(sentence) for sentence in sentences if found(phrase, sentence)]
    assert matched
    assert all(pattern.may_match(parsed) for parsed in matched)
