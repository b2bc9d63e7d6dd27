"""What an article has spoken of so far: the antecedents of its pronouns, roles and descriptions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from steppe.coding.parse import Parse
from steppe.types import Actor, Mention


@dataclass
class Memory:
    """What the article has spoken of so far: persons by surname, the latest state and the latest person.

    `current` are the mentions of the sentence at hand so far. One memory serves one article, from its first
    block to its last; blocks that are not body do not enter it.
    """

    persons: dict[str, Actor] = field(default_factory=dict)
    states: list[Mention] = field(default_factory=list)
    people: list[Mention] = field(default_factory=list)
    groups: list[Mention] = field(default_factory=list)
    current: list[Mention] = field(default_factory=list)

    def keep(self, found: Mapping[int, Mention], parse: Parse) -> None:
        """Take in the mentions of a sentence, subjects last so that they are the most recent."""
        order = sorted(found.items(), key=lambda item: (parse.tokens[item[0]].dep == "nsubj", item[0]))
        for _, mention in order:
            if mention.resolution in ("pronoun", "description"):
                continue
            kind = mention.actor.kind
            if kind == "person":
                self.people.append(mention)
            elif kind == "state":
                self.states.append(mention)
            elif kind in ("group", "organisation", "armed-group", "institution"):
                self.groups.append(mention)
