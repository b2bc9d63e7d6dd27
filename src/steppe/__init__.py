"""steppe reads reporting, codes who did what to whom and who claims what, and briefs.

The front window: these names and no others are the public Python interface. They load on first use, so
that importing the package costs nothing.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from steppe.errors import DataError, InputError, ModelMissing, RecordError, SteppeError, UnknownName
    from steppe.flow import brief, brief_page, code, code_all, desk, keep, notebook, open_record, read, read_all
    from steppe.types import Article, Claim, Coded, Event, Evidence, Judgement, Mention, Page, Quantity, Span, When

__all__ = [
    "Article",
    "Claim",
    "Coded",
    "DataError",
    "Event",
    "Evidence",
    "InputError",
    "Judgement",
    "Mention",
    "ModelMissing",
    "Page",
    "Quantity",
    "RecordError",
    "Span",
    "SteppeError",
    "UnknownName",
    "When",
    "brief",
    "brief_page",
    "code",
    "code_all",
    "desk",
    "keep",
    "notebook",
    "open_record",
    "read",
    "read_all",
]
_ROOMS = ("steppe.types", "steppe.errors", "steppe.flow")


def __getattr__(name: str) -> Any:
    if name in __all__:
        for room in _ROOMS:
            found = getattr(import_module(room), name, None)
            if found is not None:
                return found
    raise AttributeError(f"module 'steppe' has no attribute '{name}'")


def _tell_notebook() -> None:
    """Where IPython runs already, have it show coded texts and articles by `notebook`; nothing is imported for it."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is not None:
        html = shell.display_formatter.formatters["text/html"]
        for name in ("Coded", "Article"):
            html.for_type_by_name("steppe.types", name, lambda found: __getattr__("notebook")(found).html)


_tell_notebook()
