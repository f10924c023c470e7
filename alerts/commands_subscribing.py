"""/langganan and /berhenti: what a chat is told of, by words and by buttons.

A button carries all that is needed to act on it, so that old messages go on working and nothing is kept in memory:
``k:KIND`` asks where, ``p:KIND:PROVINCE`` asks where within, ``s:KIND:REGION`` subscribes, ``n:KIND:REGION``
subscribes to a regency instead of its province, ``x:KIND:REGION`` ends one, ``o`` shows all. KIND is a subject's
kind or ``all``, REGION a code or ``-`` for all of Indonesia.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from alerts import subscriptions
from alerts.commands_common import Asker, Buttons, in_pairs
from alerts.commands_wishes import Wish, understand, words_for
from model import SubjectKind, Subscription
from wording import label, region_name, regions_below
from wording.places import find_places, near_places
from wording.regions import is_region

BUTTON = re.compile(r"(?:o|([kpsxn]):(incident|circular|all)(?::(-|\d\d(?:\.\d\d)?))?)")
MAX_SUBSCRIPTIONS = 60
MAX_CHOICES = 12
MAX_NEAR = 6
"""How many names are offered for those that are not known."""
MAX_BUTTONS = 30
"""For what is asked, beside those of the subscriptions: Telegram takes 100 in one message."""


async def langganan(asker: Asker, words: str) -> None:
    """``/langganan [kind] [place, place …]``: subscribe at once where it is clear, else ask by buttons."""
    wish = understand(words)
    if not words.strip():
        await overview(asker)
    elif not wish.places:
        await _where(asker, wish.kind)
    else:
        await _by_name(asker, wish)


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
            await _subscribe(asker, kind, [code])
        case "n" if code:
            for one in _kinds(kind):
                subscriptions.end_one(asker.archive, Subscription(asker.name, one, code[:2]), asker.clock())
            await _subscribe(asker, kind, [code])
        case "x" if region:
            await _end(asker, kind, code)
        case _:
            await overview(asker)


async def _where(asker: Asker, kind: SubjectKind | None) -> None:
    head = asker.text("where", kind=asker.kind(kind), word=_example(asker, kind))
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


async def _by_name(asker: Asker, wish: Wish) -> None:
    """A province's name wins over that of its capital, for the province holds it; other twins are asked apart."""
    clear: list[str | None] = []
    narrower: list[str] = []
    asked: list[str] = []
    choices: list[str] = []
    unknown: list[str] = []
    for place in wish.places:
        found = [] if place.lower() in words_for("nation") else find_places(place)
        if place.lower() in words_for("nation"):
            clear.append(None)
        elif not found:
            unknown.append(place)
        elif len(found) == 1 or all(code.startswith(f"{found[0]}.") for code in found[1:]):
            clear.append(found[0])
            narrower += found[1:]
        else:
            asked.append(asker.text("which", words=place))
            choices += found[:MAX_CHOICES]
    for place in unknown:
        near = near_places(place, MAX_NEAR // len(unknown) or 1)
        asked.append(asker.text("not_found_near" if near else "not_found", words=place))
        choices += near
    if wish.cut:
        asked.append(asker.text("places_cut", count=len(wish.places)))
    buttons = [(asker.place(code), f"s:{_code(wish.kind)}:{code}") for code in dict.fromkeys(choices)]
    rows = in_pairs(buttons[:MAX_BUTTONS])
    if unknown:
        rows.append([(label("bot", "choose", asker.language), f"k:{_code(wish.kind)}")])
    if clear:
        await _subscribe(asker, wish.kind, clear, narrower=narrower[:MAX_CHOICES], asked=asked, choices=rows)
    else:
        await asker.answer("\n\n".join(asked), rows)


async def _subscribe(
    asker: Asker,
    kind: SubjectKind | None,
    regions: Sequence[str | None],
    *,
    narrower: Sequence[str] = (),
    asked: Sequence[str] = (),
    choices: Buttons = (),
) -> None:
    """Subscribe, and show what there is now; below it what is still ``asked``, with its ``choices``."""
    done: list[str] = []
    for region in dict.fromkeys(regions):
        count = len(subscriptions.of_chat(asker.archive, asker.name))
        if count >= MAX_SUBSCRIPTIONS:
            done.append(asker.text("too_many", count=count))
            break
        for one in _kinds(kind):
            subscriptions.subscribe(asker.archive, asker.name, one, region, asker.clock())
        done += [
            asker.text("added", kind=asker.kind(kind), place=asker.place(region)),
            *_within(asker, kind, region),
        ]
    only = label("bot", "narrower", asker.language)
    extra = [(only.format(place=region_name(code, asker.language)), f"n:{_code(kind)}:{code}") for code in narrower]
    await overview(asker, [*done, *asked], [*choices, *in_pairs(extra)])


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


def _kinds(kind: SubjectKind | None) -> tuple[SubjectKind, ...]:
    return (kind,) if kind else tuple(SubjectKind)


def _code(kind: SubjectKind | None) -> str:
    return kind.value if kind else "all"


def _example(asker: Asker, kind: SubjectKind | None) -> str:
    return label("words", _code(kind), asker.language).split()[0]


def _back(asker: Asker) -> str:
    return label("button", "back", asker.language)
