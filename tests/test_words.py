"""The word layer: dictionary forms, particles, endings and features, whatever tags Kiwi chose."""

import pytest

from cslint.morphology.analysis import Analyser, Parsed
from cslint.morphology.predicates import FEATURES
from cslint.morphology.speech import SpeechLevel
from cslint.morphology.tokenizer import Tokenizer

ANALYSER = Analyser(Tokenizer([("인입", "NNG"), ("안내드리", "VV")]))


def parse(sentence: str) -> Parsed:
    return ANALYSER.parse(sentence)


@pytest.mark.parametrize(
    ("sentence", "lemmas"),
    [
        ("불편을 끼쳐 드려 죄송합니다.", ["불편", "끼치다", "드리다", "죄송하다"]),
        ("죄송하게도 품절입니다.", ["죄송하다", "품절", "이다"]),
        ("문의가 인입되었습니다.", ["문의", "인입되다"]),
        ("안내드리도록 하겠습니다.", ["안내드리다", "하다"]),
        ("읽어 보셨다면 아셨을 겁니다.", ["읽다", "보다", "알다", "거", "이다"]),
        ("도와드리겠습니다.", ["돕다", "드리다"]),
        ("카드번호를 확인했습니다.", ["카드", "번호", "확인하다"]),
        ("쿠폰예요.", ["쿠폰", "이다"]),
        ("재발송했습니다.", ["재발송하다"]),
        ("번거로우시겠지만 부탁드립니다.", ["번거롭다", "부탁드리다"]),
        ("안내 주신 대로 보냈습니다.", ["안내", "주다", "대로", "보내다"]),
        ("돈을 안 내 주셨습니다.", ["돈", "안", "내다", "주다"]),
    ],
)
def test_lemmas(sentence: str, lemmas: list[str]) -> None:
    assert [word.lemma for word in parse(sentence).words if word.lemma != "."] == lemmas


@pytest.mark.parametrize("stem", ["확인", "안내", "처리", "환불", "누락"])
@pytest.mark.parametrize(
    ("ending", "features"),
    [
        ("했습니다", {"과거"}), ("하겠습니다", {"겠", "미래"}), ("하실게요", {"높임", "미래"}), ("해 드릴게요", {"드림", "미래"}),
        ("할 예정입니다", {"미래"}), ("하지 않습니다", {"부정"}), ("하지 못했습니다", {"부정", "불능", "과거"}),
        ("할 수 없습니다", {"불능", "부정"}), ("할 수 있습니다", {"가능"}), ("해 주세요", {"요청", "명령", "높임"}),
        ("해 주시기 바랍니다", {"요청"}), ("하고 있습니다", {"진행"}), ("하도록 하겠습니다", {"도록", "미래"}),
        ("하셨을 것 같습니다", {"추측", "높임", "과거"}), ("하셔야 합니다", {"의무", "높임"}), ("하시면 됩니다", {"허용"}),
        ("하시겠어요?", {"의문", "높임"}), ("되셨습니다", {"피동", "높임", "과거"}),
    ],
)  # fmt: skip
def test_features_of_a_chain(stem: str, ending: str, features: set[str]) -> None:
    main = parse(f"저희가 {stem}{ending}{'' if ending.endswith('?') else '.'}").main
    assert main is not None
    assert features <= main.features <= FEATURES


@pytest.mark.parametrize("stem", ["건드", "두드", "엎드"])
def test_a_stem_that_only_ends_like_giving_gives_nothing(stem: str) -> None:
    main = parse(f"고객님이 먼저 {stem}렸습니다.").main
    assert main is not None
    assert "드림" not in main.features


@pytest.mark.parametrize(
    "sentence", ["그렇게 되는가요", "취소가 되는가요.", "왜 그러느냐", "언제 오느냐.", "언제 오니."]
)
def test_a_question_needs_no_question_mark(sentence: str) -> None:
    main = parse(sentence).main
    assert main is not None
    assert "의문" in main.features


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("확인했습니다", SpeechLevel.HAPSYO), ("확인했습니다ㅎㅎ", SpeechLevel.HAPSYO), ("확인해 드릴게요~", SpeechLevel.HAEYO),
        ("품절이에요 😊", SpeechLevel.HAEYO), ("확인해 볼게.", SpeechLevel.HAE), ("그건 안 돼.", SpeechLevel.HAE),
        ("접수했다.", SpeechLevel.HAERA), ("주소 재확인 바람.", SpeechLevel.NOUN), ("환불 처리됨.", SpeechLevel.NOMINAL),
        ("작성 후 제출하시오.", SpeechLevel.HAO), ("죄송합니다만,", SpeechLevel.OPEN), ("주문번호: 1182", SpeechLevel.NOUN),
        ("어떤 화면이 보이시나요?", SpeechLevel.HAEYO), ("확인하셨습니까?", SpeechLevel.HAPSYO),
    ],
)  # fmt: skip
def test_speech_level(sentence: str, level: SpeechLevel) -> None:
    assert parse(sentence).level is level


@pytest.mark.parametrize("variable", ["#{고객명}", "{{name}}", "${x}", "%s", "{0}", "[고객명]", "<이름>", "○○○"])
@pytest.mark.parametrize(
    ("after", "particle"),
    [
        ("님께 보냈습니다.", None),
        ("을(를) 보냈습니다.", "을"),
        ("으로(로) 보냈습니다.", "로"),
        ("은 품절입니다.", "은"),
        ("으로 연락드립니다.", "로"),
        ("를 보냈습니다.", "을"),
    ],
)
def test_a_variable_is_one_noun_and_its_particle_is_read(variable: str, after: str, particle: str | None) -> None:
    parsed = parse(f"{variable}{after}")
    first = parsed.words[0]
    assert (first.start, first.end) >= (0, len(variable))
    assert particle is None or particle in first.particles
    assert parsed.surface.startswith("\ue000" * len(variable))


def test_what_stands_for_a_variable_is_none_in_a_text() -> None:
    parsed = parse("\ue000님님 #{고객명} 확인했습니다.")
    assert parsed.text.startswith("\ue000")
    assert [at for at, char in enumerate(parsed.surface) if char == "\ue000"] == list(range(4, 10))


def test_equal_sentences_are_analysed_once() -> None:
    assert parse("감사합니다.") is parse("감사합니다.")
