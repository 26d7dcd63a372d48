"""An HTML page, saved or fetched, as one report; an exported Telegram page as its messages."""

from __future__ import annotations

from collections.abc import Iterator

from rasd.reading.chats import telegram_page
from rasd.reading.findings import readable
from rasd.reading.items import Item
from rasd.reading.media import charset_of, page_of
from rasd.reading.names import day_in_name, name_of
from rasd.reading.pages.article import article_of
from rasd.reading.tasks import Task
from rasd.report import Report


def read(task: Task) -> Iterator[Item]:
    """The page's one item. Raises InputError where no article stands on it."""
    content = task.whole()
    if telegram_page.is_export(content):
        yield from telegram_page.read(task)
        return
    charset = charset_of(task.media_type)
    article = article_of(content, task.address, charset)
    report = Report(
        id=name_of(task.address), text=article.text, title=article.title,
        published=article.published or day_in_name(task.address),
    )  # fmt: skip
    yield readable(
        report, task.address, content, page_of(charset), author=article.author, outlet=article.outlet, limits=task.options.limits
    )
