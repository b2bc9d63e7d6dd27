"""The hallway's eighth flight: what the desk's pages share with the brief, so that both look and read alike."""

from steppe.brief.brief import Brief
from steppe.brief.html import lights, section, shipped
from steppe.brief.visible import one_line, shortened, visible
from steppe.brief.words import counted
from steppe.outlook.told import percent

__all__ = ["counted", "lit_rules", "one_line", "percent", "shortened", "style", "text_html", "visible"]


def style() -> str:
    """The brief's style sheet: colours, tables, quotations, marks, charts."""
    return shipped("style.css")


def text_html(made: Brief) -> str:
    """The text of a brief with its marks, as markup in which everything of the article is escaped."""
    return section(made, "text.html.j2")


def lit_rules(made: Brief) -> str:
    """Style rules by which all words of an item light up when its place in the text is linked to."""
    return lights(made)
