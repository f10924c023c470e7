"""Stories as their outlets' pages: articles, lists and the rest, each in the outlet's theme.

The themes follow what these platforms send: an IDN-Times-like portal, the WordPress themes that Indonesian local
papers use most (wpberita, newkarma, tagDiv's Newspaper) and Drupal's Olivero.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from demo.dates import full_date, long_date, short_date
from demo.markup import Markup, join, load_theme
from demo.stories import Block, Kind, Outlet, Story

LINKS_IN_A_BOX = 4  # other stories that "Baca Juga" and "Terpopuler" boxes name

NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Press:
    """All that a page of one outlet is made from: the outlet, where it is served, its stories, newest first."""

    outlet: Outlet
    base: str
    stories: tuple[Story, ...]

    def url(self, story: Story) -> str:
        """The story's full address."""
        return self.base + self.outlet.path(story)

    # --- articles --------------------------------------------------------------------------------------------

    def article(self, story: Story, part: int = 1) -> Markup:
        """A story's page, or the ``part``-th page of a story in parts."""
        theme = load_theme(self.outlet.theme)
        body = theme.fill("article", **self._article_values(story, part))
        return self._page(f"{story.headline} - {self.outlet.name}", body, head=self._head(story, part), story=story)

    def amp(self, story: Story) -> Markup:
        """The portal's light page of a story, which names the full one as its canonical address."""
        theme = load_theme(self.outlet.theme)
        return theme.fill("amp", **self._article_values(story, 1), canonical=self.url(story), site=self.outlet.name)

    def _article_values(self, story: Story, part: int) -> dict[str, str | int]:
        theme, outlet = load_theme(self.outlet.theme), self.outlet
        parts = story.parts
        last = part == len(parts)
        comments = join(
            theme.fill("comment", name=one.name, text=one.text, on=long_date(_comment_time(story, i)))
            for i, one in enumerate(story.comments)
        )
        return {
            "base": self.base,
            "url": self.url(story),
            "headline": story.headline,
            "deck": self._optional("deck", story.deck),
            "number": story.number,
            "author": story.author,
            "author_path": f"/author/{slug(story.author)}/",
            "category": outlet.categories[story.category],
            "category_path": outlet.category_path(story.category),
            "iso": story.published.isoformat(),
            "full_date": full_date(story.published),
            "long_date": long_date(story.published),
            "short_date": short_date(story.published),
            "clock": f"{story.published:%H:%M}",
            "zone": outlet.zone,
            "views": story.views,
            "image": f"/media/{story.slug}.png",
            "caption": self._optional("caption", story.caption),
            "caption_text": story.caption or "",
            "body": self._body(story, parts[part - 1]),
            "page_links": self._page_links(story, part, len(parts)),
            "signature": self._optional("signature", story.signature if last else None),
            "credits": self._credits(story) if last else NOTHING,
            "tags": join(theme.fill("tag", name=tag, path=f"/tag/{slug(tag)}/") for tag in story.tags),
            "related": self._links("related_item", story),
            "comments": theme.fill("comments", count=len(story.comments), comments=comments)
            if story.comments and "comments" in theme
            else NOTHING,
        }  # fmt: skip

    def _optional(self, part: str, text: str | None) -> Markup:
        return load_theme(self.outlet.theme).fill(part, text=text) if text else NOTHING

    def _credits(self, story: Story) -> Markup:
        theme = load_theme(self.outlet.theme)
        lines = [("Kontributor", story.contributor), ("Editor", story.editor)]
        return join(theme.fill("credit", label=label, name=name) for label, name in lines if name)

    def _body(self, story: Story, blocks: Sequence[Block]) -> Markup:
        theme = load_theme(self.outlet.theme)
        pieces: list[Markup] = []
        paragraphs = 0
        for block in blocks:
            match block.kind:
                case Kind.PARAGRAPH:
                    paragraphs += 1
                    pieces.append(theme.fill("paragraph", text=block.text))
                    if paragraphs == 2 and "inside_banner" in theme:
                        pieces.append(theme.fill("inside_banner"))
                case Kind.HEADING:
                    pieces.append(theme.fill("heading", text=block.text))
                case Kind.FIGURE:
                    image = f"/media/{story.slug}-{len(pieces)}.png"
                    pieces.append(theme.fill("figure", caption=block.text, image=image, headline=story.headline))
                case Kind.RELATED:
                    pieces.append(
                        theme.fill("inline_related", text=block.text, path=self._related_path(block.text))
                    )
                case Kind.ITEMS:
                    items = join(theme.fill("item", text=line) for line in block.text.splitlines())
                    pieces.append(theme.fill("items", items=items))
        return join(pieces)

    def _related_path(self, headline: str) -> str:
        """The story of that headline, or the list on its subject when another outlet's or none has it."""
        for story in self.stories:
            if story.headline == headline:
                return self.outlet.path(story)
        return "/tag/netralitas-asn/"

    def _page_links(self, story: Story, part: int, count: int) -> Markup:
        if count == 1:
            return NOTHING
        theme, path = load_theme(self.outlet.theme), self.outlet.path(story)
        links = (
            theme.fill("page_here", number=n)
            if n == part
            else theme.fill("page_there", number=n, url=self.base + (path if n == 1 else f"{path}{n}/"))
            for n in range(1, count + 1)
        )
        return theme.fill("page_links", links=join(links))

    def _head(self, story: Story, part: int) -> Markup:
        theme = load_theme(self.outlet.theme)
        url = self.url(story)
        return theme.fill(
            "head",
            url=url if part == 1 else f"{url}{part}/",
            amp=f"{url}/amp",
            base=self.base,
            number=story.number,
            headline=story.headline,
            summary=summary(story),
            iso=story.published.isoformat(),
            site=self.outlet.name,
            author=story.author,
            image=f"{self.base}/media/{story.slug}.png",
            json_ld=Markup(json.dumps(self._json_ld(story), ensure_ascii=False).replace("</", "<\\/")),
        )

    def _json_ld(self, story: Story) -> dict[str, object]:
        return {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "mainEntityOfPage": {"@type": "WebPage", "@id": self.url(story)},
            "headline": story.headline,
            "image": [f"{self.base}/media/{story.slug}.png"],
            "datePublished": story.published.isoformat(),
            "dateModified": story.published.isoformat(),
            "author": {"@type": "Person", "name": story.author},
            "publisher": {"@type": "Organization", "name": self.outlet.name},
            "description": summary(story),
        }

    # --- lists and other pages -------------------------------------------------------------------------------

    def listing(self, title: str, stories: Sequence[Story], path: str, page: int) -> Markup:
        """One page of a list of stories (``page`` counts from 1), with links to the list's other pages."""
        theme, size = load_theme(self.outlet.theme), self.outlet.page_size
        cards = join(self._card(story) for story in stories[(page - 1) * size : page * size])
        pages = max(1, -(-len(stories) // size))
        links = [
            theme.fill("pager_here" if n == page else "pager_there", number=n, path=self.page_path(path, n))
            for n in range(1, pages + 1)
        ]
        if page < pages:
            links.append(theme.fill("pager_next", path=self.page_path(path, page + 1)))
        pager = join(links)
        body = theme.fill(
            "listing", title=title, cards=cards, pager=theme.fill("pager", links=pager) if pages > 1 else NOTHING
        )
        return self._page(f"{title} - {self.outlet.name}", body)

    def page_path(self, path: str, page: int) -> str:
        """Where the ``page``-th page of the list at ``path`` lies; Drupal counts from 0 in the query."""
        if page == 1:
            return path
        if self.outlet.platform == "wordpress":
            return f"{path.rstrip('/')}/page/{page}/"
        return f"{path}?page={page - 1 if self.outlet.platform == 'drupal' else page}"

    def plain(self, title: str, text: str) -> Markup:
        """A page that is no article: "Redaksi" and the like."""
        return self._page(
            f"{title} - {self.outlet.name}", load_theme(self.outlet.theme).fill("plain", title=title, text=text)
        )

    def missing(self) -> Markup:
        """The outlet's own page for an address that is not there."""
        return self._page(
            f"Halaman tidak ditemukan - {self.outlet.name}", load_theme(self.outlet.theme).fill("missing")
        )

    def _card(self, story: Story) -> Markup:
        return load_theme(self.outlet.theme).fill(
            "card",
            path=self.outlet.path(story),
            headline=story.headline,
            category=self.outlet.categories[story.category],
            full_date=full_date(story.published),
            long_date=long_date(story.published),
            short_date=short_date(story.published),
            iso=story.published.isoformat(),
            summary=summary(story),
            image=f"/media/{story.slug}.png",
            author=story.author,
        )

    def _links(self, part: str, beside: Story | None) -> Markup:
        others = [story for story in self.stories if story is not beside and not story.private]
        theme = load_theme(self.outlet.theme)
        return join(
            theme.fill(part, path=self.outlet.path(one), headline=one.headline, long_date=long_date(one.published))
            for one in others[:LINKS_IN_A_BOX]
        )

    def _page(self, title: str, body: Markup, *, head: Markup = NOTHING, story: Story | None = None) -> Markup:
        theme, outlet = load_theme(self.outlet.theme), self.outlet
        nav = join(
            theme.fill("nav_item", label=label, path=outlet.category_path(category))
            for category, label in outlet.categories.items()
        )
        return theme.fill(
            "page",
            charset=story.charset if story else "utf-8",
            title=title,
            head=head,
            site=outlet.name,
            slogan=outlet.slogan,
            nav=nav,
            body=body,
            popular=self._links("popular_item", story),
        )


def summary(story: Story) -> str:
    """The first words of a story, as feeds and cards print them."""
    text = story.deck or story.paragraphs[0]
    return text if len(text) <= 160 else text[:160].rsplit(" ", 1)[0] + "…"


def slug(name: str) -> str:
    """A name as it stands in an address: ``"Pilkada Ulang"`` is ``pilkada-ulang``."""
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def _comment_time(story: Story, order: int) -> datetime:
    """Readers answer some hours after the story."""
    return story.published + timedelta(hours=5 + 7 * order)
