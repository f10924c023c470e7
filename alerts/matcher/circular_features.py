"""A story as numbers for the question whether it is about a circular on neutrality.

Beside what :mod:`alerts.matcher.features` counts: the papers that headline, lead and body name and how they are
spoken of (``head:cue issued``), what is spoken of there (``lead:topic campaign``), and the words near a paper.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from alerts.matcher.circular_cues import Story, cue_of, has, has_of, orders
from alerts.matcher.features import part_of
from alerts.matcher.papers import LAW, Paper, names_a_paper

TOPICS = (
    "neutral", "ban", "campaign", "bound", "outsiders", "petitioners", "election", "other", "unit", "case",
    "imbauan", "urging", "content", "issued", "made", "invoked", "obeyed", "ignored",
)  # fmt: skip
"""Tables of ``[topic]`` and ``[told]`` in ``data/circulars.toml``."""
NEAR = "near"
"""The sentences that name papers, and those right behind."""
_BEHIND = 2
"""Sentences behind a paper's that are near it."""
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")
_TOPIC, _ORDERS = "topic ", "orders"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The features of a story, and where it shows those of its papers."""

    features: Mapping[str, float]
    story: Story
    near: frozenset[int]  # the sentences near a paper

    def shown(self, name: str) -> tuple[str, str] | None:
        """The phrase and the sentence that first show a feature; None for those that lines show by themselves."""
        part, sign, what = next((name.partition(sign) for sign in (":", " ") if sign in name), (name, "", ""))
        for index, sentence in enumerate(self.story.sentences):
            if index in self.near if part == NEAR else part_of(index) == part and sign == ":":
                found = [(what, what)] if sign == " " and what in _words(sentence) else self._told(index)
                phrase = next((phrase for told, phrase in found if told == what), None)
                if phrase is not None:
                    return phrase, sentence
        return None

    def _told(self, index: int) -> Iterator[tuple[str, str]]:
        sentence = self.story.sentences[index]
        for name in _topics(sentence):
            yield name, has(name.removeprefix(_TOPIC), sentence) or "" if name.startswith(_TOPIC) else ""
        yield from _papers(sentence, self.story.papers(index) if names_a_paper(sentence) else ())


def circular_features(shared: Mapping[str, float], story: Story) -> Evidence:
    """Count what a story tells of papers: logarithms of counts, 1.0 for a word, and the share told near a paper.

    ``shared`` are the features of its lines, :func:`alerts.matcher.features.features_of`.
    """
    papers = {
        index: story.papers(index) for index, sentence in enumerate(story.sentences) if names_a_paper(sentence)
    }
    naming = {index for index, found in papers.items() if any(paper.kind != LAW for paper in found)}
    inside = range(len(story.sentences))
    near = frozenset(near for index in naming for near in range(index, index + _BEHIND + 1) if near in inside)
    told: list[str] = []
    words: set[str] = set()
    for index, sentence in enumerate(story.sentences):
        part, topics = part_of(index), _topics(sentence)
        told += [f"{part}:{name}" for name in topics]
        told += [f"{part}:{name}" for name, _ in _papers(sentence, papers.get(index, ()))]
        if index in near:
            told += [f"{NEAR}:{name}" for name in topics]
            words |= _words(sentence)
    features = {
        **shared,
        **{f"{NEAR} {word}": 1.0 for word in words},
        **{name: math.log1p(count) for name, count in Counter(told).items()},
        "papers": math.log1p(len(naming)),
        "share": len(near) / max(1, len(story.sentences)),
    }
    return Evidence(features, story, near)


def _words(sentence: str) -> set[str]:
    return set(_WORD.findall(sentence.lower()))


def _topics(sentence: str) -> list[str]:
    """What a sentence speaks of, as names of features."""
    found = [_TOPIC + topic for topic in has_of(TOPICS, sentence)]
    return [*found, _ORDERS] if orders(sentence) else found


def _papers(sentence: str, papers: Sequence[Paper]) -> Iterator[tuple[str, str]]:
    """The papers of a sentence: their kinds, how it speaks of them, what stands beside them."""
    for paper in papers:
        name = sentence[paper.start : paper.end]
        yield f"paper {paper.kind}", name
        if paper.kind == LAW:
            continue
        cue, phrase = cue_of(sentence, paper)
        yield f"cue {cue.value}", phrase
        for trait, has_it in (
            ("numbered", paper.numbers),
            ("of office", paper.adjacent),
            ("back", paper.back),
            ("writes", paper.verb),
            ("several", paper.several),
            ("subject", paper.subject),
        ):
            if has_it:
                yield trait, name
