"""Conditions of trigger patterns in plain words."""

from collections.abc import Mapping

from steppe.coding.triggers import Need

MOST = 6
SLOTS: Mapping[str, str] = {
    "subj": "the subject", "obj": "the object", "iobj": "the indirect object", "comp": "the subject of its clause",
    "xobj": "the object of its infinitive", "xprep": "what its infinitive is directed at", "poss": "the possessor",
    "author": "the doer of the verb above", "mod": "a word before it", "light": "the subject of the verb it goes with",
    "under": "the verb it goes with", "xcomp": "its infinitive", "ccomp": "its clause", "pcomp": "its gerund",
    "acomp": "its adjective", "advcl": "a side clause", "acl": "a clause on it", "oprd": "its predicate",
    "prt": "its particle", "neg": "a negation", "aux": "an auxiliary", "auxpass": "a passive auxiliary",
    "det": "its article", "nummod": "a number", "content": "the verb of its clause",
    "modal": "an auxiliary of its clause", "several": "a second party beside the first",
    "text": "the words below it", "dep": "its place in the tree", "tag": "its form", "head": "the word above it",
    "sentence": "a word of the sentence",
}  # fmt: skip


def slot_words(place: str) -> str:
    """A slot, or several of which one will do, in plain words; other names are prepositions.

    >>> slot_words("obj"), slot_words("at|on")
    ('the object', "what follows 'at' or 'on'")
    """
    names = place.split("|")
    after = " or ".join(f"'{name}'" for name in names if name not in SLOTS)
    return " or ".join(
        [*(SLOTS[name] for name in names if name in SLOTS), *([f"what follows {after}"] if after else [])]
    )


def need_words(need: Need) -> str:
    """A condition in plain words.

    >>> need_words(Need(slot="obj", lemmas=frozenset({"tariff", "embargo"})))
    'the object is one of embargo, tariff'
    >>> need_words(Need(slot="on", absent=True)), need_words(Need(slot="subj", actor=True))
    ("what follows 'on' is missing", 'the subject is a known actor')
    """
    place = slot_words(need.slot)
    if need.actor:
        return f"{place} is {'no' if need.absent else 'a'} known actor"
    if not need.lemmas:
        return f"{place} is {'missing' if need.absent else 'there'}"
    row = sorted(need.lemmas)
    more = f" and {len(row) - MOST} more" if len(row) > MOST else ""
    listed = ", ".join(row[:MOST]) + more
    one = "not " if need.absent else ""
    return (
        f"{place} is {one}{listed}" if len(row) == 1 else f"{place} is {'none' if need.absent else 'one'} of {listed}"
    )
