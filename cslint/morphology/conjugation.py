"""Which shape an ending takes behind which stem: verb or adjective, open or closed, with or without the honorific."""

from collections.abc import Iterable, Sequence

from cslint.korean.stems import ends_closed
from cslint.morphology.tokenizer import Morpheme, Token

_VERBAL = frozenset(("VV", "VX", "XSV"))
_EXISTENCE = frozenset(("있", "없", "계시"))
# Endings that verbs and adjectives take in two shapes.
_OF_VERB = {"는데": "ᆫ데", "는데요": "ᆫ데요", "나요": "ᆫ가요", "는지": "ᆫ지", "는가": "ᆫ가", "는군요": "군요", "ᆫ다": "다", "는다": "다",
            "ᆫ다고": "다고", "는다고": "다고", "는다면": "다면", "ᆫ다면": "다면"}  # fmt: skip
_OF_ADJECTIVE = {"ᆫ데": "는데", "은데": "는데", "ᆫ데요": "는데요", "ᆫ가요": "나요", "은가요": "나요", "ᆫ지": "는지", "은지": "는지",
                 "ᆫ가": "는가", "은가": "는가"}  # fmt: skip


def morphemes_of(tokens: Iterable[Token | Morpheme]) -> list[Morpheme]:
    """Return tokens as morphemes to be joined anew; what is one already stays as it is."""
    return [token if isinstance(token, Morpheme) else Morpheme(token.form, token.tag) for token in tokens]


def conjugation_of(stem: Token) -> str:
    """Return how a stem conjugates: VV as a verb, VA as an adjective, else its own tag (VCP, VCN)."""
    return "VV" if stem.tag in _VERBAL else "VA" if stem.tag in ("VA", "XSA") else stem.tag


def reshaped(tail: Sequence[Token], old: str, old_class: str, new: str, new_class: str) -> list[Morpheme] | None:
    """Return endings as a stem of another class takes them: 요하는 → 필요한. None where no rule says how."""
    found = morphemes_of(tail)
    if old_class == new_class and not {old, new} & _EXISTENCE:
        return found
    verb_like = (old_class == "VV" or old in _EXISTENCE, new_class == "VV" or new in _EXISTENCE)
    at = next((at for at, one in enumerate(found) if one.tag != "EP"), len(found))
    if at == len(found) or verb_like[0] == verb_like[1] or any(one.form in ("었", "겠") for one in found[:at]):
        return found
    one = found[at]
    if verb_like[0]:
        form = "ᆫ" if one.tag == "ETM" and one.form == "는" else _OF_VERB.get(one.form, one.form)
        if form in ("자", "ᆸ시다", "려고", "러", "느라") or one.form.startswith("ᆯ게"):
            return None
    else:
        form = _OF_ADJECTIVE.get(one.form, one.form)
        if form == "다":
            return None
    found[at] = Morpheme(form, one.tag)
    return found


def without_honorific(tail: list[Morpheme], stem: Token) -> list[Morpheme]:
    """Return endings as they follow the bare stem: 없으신데 → 없는데, 있으신 → 있는."""
    if not tail or (conjugation_of(stem) != "VV" and stem.form not in _EXISTENCE):
        return tail
    first = tail[0]
    if first.tag == "ETM" and first.form in ("ᆫ", "은") and stem.form in _EXISTENCE:
        return [Morpheme("는", "ETM"), *tail[1:]]
    return [Morpheme(_OF_ADJECTIVE.get(first.form, first.form), first.tag), *tail[1:]]


def allomorphs(morphemes: Sequence[Morpheme]) -> Iterable[Morpheme]:
    """Yield morphemes with -니 and -나 as the stem before them needs, which Kiwi does not do."""
    before: Morpheme | None = None
    for one in morphemes:
        bare = one.form.removeprefix("으")
        if before and one.tag == "EC" and bare in ("니", "나"):
            yield Morpheme(f"으{bare}" if ends_closed(before.form) else bare, one.tag, one.spaced)
        else:
            yield one
        before = one
