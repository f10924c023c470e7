"""/langganan and /berhenti: what a chat is told of, by words and by buttons.

A button carries all that is needed to act on it, so that old messages go on working and nothing is kept in memory:
``k:KIND`` asks where, ``p:KIND:PROVINCE`` asks where within, ``s:KIND:REGION`` subscribes, ``n:KIND:REGION``
subscribes to a regency instead of its province, ``x:KIND:REGION`` ends one, ``o`` shows all. KIND is a subject's
kind or ``all``, REGION a code or ``-`` for all of Indonesia.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from alerts import subscriptions
from alerts.commands_common import MAX_WORDS, Asker, Buttons, in_pairs
from model import SubjectKind, Subscription
from wording import LANGUAGES, find_regions, label, region_name, regions_below
from wording.regions import is_region

BUTTON = re.compile(r"(?:o|([kpsxn]):(incident|circular|all)(?::(-|\d\d(?:\.\d\d)?))?)")
MAX_SUBSCRIPTIONS = 60
MAX_CHOICES = 12


async def langganan(asker: Asker, words: str) -> None:
    """``/langganan [kind] [place]``: subscribe at once when both are clear, else ask by buttons."""
    kind, place = _understand(words)
    if not words.strip():
        await overview(asker)
    elif not place:
        await _where(asker, kind)
    elif place.lower() in _words("nation"):
        await _subscribe(asker, kind, None)
    else:
        await _by_name(asker, kind, place)


async def berhenti(asker: Asker, words: str) -> None:
    """``/berhenti``: end everything."""
    del words
    count = subscriptions.end(asker.archive, asker.name, asker.clock(), "asked")
    await asker.answer(asker.text("ended_all", count=count) if count else asker.text("ended_none"))


async def overview(asker: Asker, done: Sequence[str] = (), extra: Buttons = ()) -> None:
    """The chat's subscriptions with a button to end each, and buttons to add."""
    present = subscriptions.of_chat(asker.archive, asker.name)
    lines = [*done, ""] if done else []
    if present:
        lines.append(asker.text("yours"))
        lines += [_item(asker, one, subscriptions.wider(present, one)) for one in present]
        lines += ["", asker.text("yours_hint")]
    else:
        lines.append(asker.text("none_yet"))
    ends = [
        (f"✖ {asker.kind(one.kind)}: {asker.place(one.region)}", f"x:{one.kind.value}:{one.region or '-'}")
        for one in present
    ]
    adds = [(f"+ {asker.kind(kind)}", f"k:{_code(kind)}") for kind in (*SubjectKind, None)]
    await asker.change("\n".join(lines), [*extra, *in_pairs(ends), adds])


async def pressed(asker: Asker, data: str) -> None:
    """A button of these messages."""
    match = BUTTON.fullmatch(data)
    region = match[3] if match else None
    if match is None or (region not in {None, "-"} and not is_region(str(region))):
        await asker.answer(asker.text("gone"))
        return
    kind = SubjectKind(match[2]) if match[2] in set(SubjectKind) else None
    code = None if region == "-" else region
    match match[1]:
        case "k":
            await _where(asker, kind)
        case "p" if code:
            await _where_in(asker, kind, code[:2])
        case "s" if region:
            await _subscribe(asker, kind, code)
        case "n" if code:
            for one in _kinds(kind):
                subscriptions.end_one(asker.archive, Subscription(asker.name, one, code[:2]), asker.clock())
            await _subscribe(asker, kind, code)
        case "x" if region:
            await _end(asker, kind, code)
        case _:
            await overview(asker)


async def _where(asker: Asker, kind: SubjectKind | None, head: str | None = None) -> None:
    head = head or asker.text("where", kind=asker.kind(kind), word=_example(asker, kind))
    provinces = [(region_name(code, asker.language), f"p:{_code(kind)}:{code}") for code in regions_below()]
    nation = [(asker.place(None), f"s:{_code(kind)}:-")]
    await asker.change(head, [nation, *in_pairs(provinces), [(_back(asker), "o")]])


async def _where_in(asker: Asker, kind: SubjectKind | None, province: str) -> None:
    place = region_name(province, asker.language)
    whole = label("button", "whole", asker.language).format(place=place)
    inside = [(region_name(code, asker.language), f"s:{_code(kind)}:{code}") for code in regions_below(province)]
    await asker.change(
        asker.text("where_in", kind=asker.kind(kind), place=place),
        [[(whole, f"s:{_code(kind)}:{province}")], *in_pairs(inside), [(_back(asker), f"k:{_code(kind)}")]],
    )


async def _by_name(asker: Asker, kind: SubjectKind | None, place: str) -> None:
    """A province's name wins over that of its capital, for the province holds it; other twins are asked apart."""
    found = find_regions(place)
    first = found[0] if found else None
    if first is None:
        await _where(asker, kind, asker.text("not_found", words=place))
    elif len(found) == 1 or all(code.startswith(f"{first}.") for code in found[1:]):
        await _subscribe(asker, kind, first, found[1:MAX_CHOICES])
    else:
        choices = [(region_name(code, asker.language), f"s:{_code(kind)}:{code}") for code in found[:MAX_CHOICES]]
        await asker.answer(asker.text("which", words=place), in_pairs(choices))


async def _subscribe(
    asker: Asker, kind: SubjectKind | None, region: str | None, narrower: Sequence[str] = ()
) -> None:
    present = subscriptions.of_chat(asker.archive, asker.name)
    if len(present) >= MAX_SUBSCRIPTIONS:
        await overview(asker, [asker.text("too_many", count=len(present))])
        return
    for one in _kinds(kind):
        subscriptions.subscribe(asker.archive, asker.name, one, region, asker.clock())
    done = [asker.text("added", kind=asker.kind(kind), place=asker.place(region)), *_within(asker, kind, region)]
    only = label("bot", "narrower", asker.language)
    extra = [(only.format(place=region_name(code, asker.language)), f"n:{_code(kind)}:{code}") for code in narrower]
    await overview(asker, done, in_pairs(extra))


def _within(asker: Asker, kind: SubjectKind | None, region: str | None) -> list[str]:
    """What to say when a new subscription brings nothing that an older one does not bring."""
    present = subscriptions.of_chat(asker.archive, asker.name)
    found: dict[str | None, list[SubjectKind]] = {}
    for one in _kinds(kind):
        wider = subscriptions.wider(present, Subscription(asker.name, one, region))
        if wider is not None:
            found.setdefault(wider.region, []).append(one)
    return [
        asker.text(
            "added_within",
            kind=asker.kind(None if len(kinds) == len(SubjectKind) else kinds[0]),
            place=asker.place(region),
            wider=asker.place(place),
        )
        for place, kinds in found.items()
    ]


def _item(asker: Asker, one: Subscription, wider: Subscription | None) -> str:
    words = {"kind": label("subject", one.kind, asker.language), "place": asker.place(one.region)}
    if wider is None:
        return asker.text("item", **words)
    return asker.text("item_within", **words, wider=asker.place(wider.region))


async def _end(asker: Asker, kind: SubjectKind | None, region: str | None) -> None:
    for one in _kinds(kind):
        subscriptions.end_one(asker.archive, Subscription(asker.name, one, region), asker.clock())
    await overview(asker, [asker.text("ended_one", kind=asker.kind(kind), place=asker.place(region))])


def _understand(words: str) -> tuple[SubjectKind | None, str]:
    """The kind (None: both) and what is left of a user's words: the place."""
    parts = words[:MAX_WORDS].split()
    kind: SubjectKind | None = None
    for one in (*SubjectKind, None):
        start = 0
        while start < len(parts) and parts[start].lower() in _words(_code(one)):
            start += 1
        if start:
            kind, parts = one, parts[start:]
            break
    return kind, " ".join(parts)


@cache
def _words(value: str) -> frozenset[str]:
    return frozenset(word for language in LANGUAGES for word in label("words", value, language).split())


def _kinds(kind: SubjectKind | None) -> tuple[SubjectKind, ...]:
    return (kind,) if kind else tuple(SubjectKind)


def _code(kind: SubjectKind | None) -> str:
    return kind.value if kind else "all"


def _example(asker: Asker, kind: SubjectKind | None) -> str:
    return label("words", _code(kind), asker.language).split()[0]


def _back(asker: Asker) -> str:
    return label("button", "back", asker.language)
