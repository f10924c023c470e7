"""A story as numbers for the question whether it is about a circular on neutrality.

Beside what :mod:`alerts.matcher.features` counts: the papers that headline, lead and body name and how they are
spoken of (``head:cue issued``), what is spoken of there (``lead:topic campaign``), and the words near a paper.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from alerts.matcher.circular_cues import Story, cue_of, has_of, orders
from alerts.matcher.features import features_of, part_of
from alerts.matcher.papers import LAW, Paper, names_a_paper
from alerts.matcher.story import Line

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


@dataclass
class Evidence:
    """The features of a story, and where it shows those of its papers."""

    features: dict[str, float]
    seen: dict[str, tuple[str, str]] = field(default_factory=dict)  # by feature: its first phrase and sentence


def circular_features(lines: Sequence[Line], story: Story) -> Evidence:
    """Count what a story tells of papers: logarithms of counts, 1.0 for a word, and the share told near a paper."""
    papers = {
        index: story.papers(index) for index, sentence in enumerate(story.sentences) if names_a_paper(sentence)
    }
    naming = {index for index, found in papers.items() if any(paper.kind != LAW for paper in found)}
    near = {index + step for index in naming for step in range(_BEHIND + 1)} & set(range(len(story.sentences)))
    counts: Counter[str] = Counter()
    told = Evidence(features_of(lines))
    for index, sentence in enumerate(story.sentences):
        part, topics = part_of(index), _topics(sentence)
        found = [
            (f"{part}:{name}", phrase) for name, phrase in (*topics, *_papers(sentence, papers.get(index, ())))
        ]
        found += [(f"{NEAR}:{name}", phrase) for name, phrase in topics if index in near]
        counts.update(name for name, _ in found)
        if index in near:
            words = set(_WORD.findall(sentence.lower()))
            told.features.update((f"{NEAR} {word}", 1.0) for word in words)
            found += [(f"{NEAR} {word}", word) for word in words]
        for name, phrase in found:
            told.seen.setdefault(name, (phrase, sentence))
    told.features.update((name, math.log1p(count)) for name, count in counts.items())
    told.features["papers"] = math.log1p(len(naming))
    told.features["share"] = len(near) / max(1, len(story.sentences))
    return told


def _topics(sentence: str) -> list[tuple[str, str]]:
    """What a sentence speaks of, with the phrase that says so."""
    found = [(f"topic {topic}", phrase) for topic, phrase in has_of(TOPICS, sentence)]
    return [*found, ("orders", "")] if orders(sentence) else found


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
