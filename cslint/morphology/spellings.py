"""What each word of a sentence can be called in a phrase, worked out once a sentence.

A writer says 돌려드리다, 확인하다, 카드번호, 늦어도, 신경쓰다; the sentence has 돌리다 and 드리다, 확인 드리다, 카드 and 번호, 늦다, 신경 and
쓰다. For every word this gives the names under which a phrase may mean it, alone or with the words behind it.
"""

from collections.abc import Sequence

from cslint.morphology.words import Pos, Word

# A verbal noun keeps these between itself and its verb: 안내를 드리다, 확인은 하다.
_BETWEEN = frozenset(("을", "은", "도", "만", "이"))
# 드리다 is the humble 하다: 안내하다 stands for 안내드리다 too, not the other way round.
_HUMBLE = "드리다"
_LONGEST_RUN = 5
_LONGEST_SURFACE = 3

Spellings = dict[str, tuple[int, ...]]


def spellings_of(words: Sequence[Word], text: str) -> tuple[Spellings, ...]:
    """Return for each word the names that begin with it, each with the indices of the last word it can reach to."""
    return tuple(_names(words, at, text) for at in range(len(words)))


def _names(words: Sequence[Word], at: int, text: str) -> Spellings:
    found: Spellings = {}
    word = words[at]
    if word.pos.is_predicate:
        _add(found, word.lemma, at)
        if word.light == "드리":
            _add(found, f"{word.noun}하다", at)
        if word.ending == "ᆷ":
            _add(found, word.nominal, at)
        _compound(words, at, text, found)
    else:
        _run(words, at, found)
    surface = text[word.start : word.end]
    _add(found, surface, at)
    for last in range(at + 1, min(at + _LONGEST_SURFACE, len(words))):
        after = words[last]
        if after.pos is Pos.SYMBOL:
            break
        surface += text[after.start : after.end]
        _add(found, surface, last)
    return found


def _add(found: Spellings, name: str, last: int) -> None:
    if name not in found:
        found[name] = (last,)
    elif last not in found[name]:
        found[name] += (last,)


def _compound(words: Sequence[Word], at: int, text: str, found: Spellings) -> None:
    """Name a predicate in -어 with the one behind it: 돌려 드리다 is 돌려드리다, 늦어 지다 늦어지다."""
    word = words[at]
    if at + 1 < len(words) and word.ending in ("어", "어다") and not word.honorific and not word.past:
        after = words[at + 1]
        if after.pos.is_predicate and not after.noun:
            _add(found, text[word.start : word.end] + after.lemma, at + 1)


def _run(words: Sequence[Word], at: int, found: Spellings) -> None:
    """Name nouns that stand together, with and without what follows the last one."""
    spelled = ""
    for index in range(at, min(at + _LONGEST_RUN, len(words))):
        word = words[index]
        if word.pos is Pos.SYMBOL and index > at:
            return
        if word.pos.is_predicate:
            # 배송지연되다, 로그아웃하다: the run ends in a verbal noun, or (불편함) in a nominal ending
            if word.noun and index > at:
                _add(found, spelled + word.lemma, index)
                if word.light == "드리":
                    _add(found, f"{spelled}{word.noun}하다", index)
            if word.ending == "ᆷ":
                _add(found, spelled + word.nominal, index)
            return
        if word.particles:
            _add(found, spelled + word.spelling, index)
        spelled += word.lemma
        _add(found, spelled, index)
        if word.suffixes:
            spelled += "".join(word.suffixes)
            _add(found, spelled, index)
        if not word.particles or _BETWEEN.issuperset(word.particles):
            _with_verb(words, index, spelled, found)
        if word.particles:
            return


def _with_verb(words: Sequence[Word], last: int, spelled: str, found: Spellings) -> None:
    """Name a noun with the verb behind it: 확인을 하다, 고장이 나다, 환불이 안 되다."""
    after = last + 1
    if after < len(words) and words[after].lemma in ("안", "못"):
        after += 1
    if after >= len(words) or not words[after].pos.is_predicate or words[after].noun:
        return
    lemma = words[after].lemma
    _add(found, spelled + lemma, after)
    if lemma == _HUMBLE:
        _add(found, f"{spelled}하다", after)
