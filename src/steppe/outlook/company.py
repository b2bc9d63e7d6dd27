"""The company that actors keep: what those like an actor do to a recipient, and what the whole web leads to expect."""

import numpy as np

from steppe.outlook.panel import QUADS
from steppe.outlook.series import Numbers

RANK = 12
NAMES = ("like_actor", "like_recipient", "like_pair", "web_kind", "web_all")


def company(rates: Numbers) -> Numbers:
    """Five expectations by actor, quad class and recipient, from rates with the same axes.

    They are, in roots of rates: what actors like the first do to the recipient in that class, what the first does to
    recipients like the second, both over all classes, and what the twelve strongest patterns of the web (singular
    values) give for the class and for all. Two actors are alike who deal alike with the same others (cosine, cubed).

    >>> company(np.zeros((2, 5, 2))).shape
    (5, 2, 5, 2)
    """
    size = rates.shape[0]
    roots = np.sqrt(rates)
    profile = np.concatenate([roots.reshape(size, -1), roots.transpose(2, 1, 0).reshape(size, -1)], axis=1)
    profile = profile / (np.linalg.norm(profile, axis=1, keepdims=True) + 1e-9)
    alike = np.maximum(profile @ profile.T, 0.0) ** 3
    np.fill_diagonal(alike, 0.0)
    alike /= alike.sum(axis=1, keepdims=True) + 1e-9
    by_actor = np.tensordot(alike, roots, axes=(1, 0))
    by_recipient = np.tensordot(roots, alike, axes=(2, 1))
    both = (by_actor + by_recipient).sum(axis=1, keepdims=True)
    web = _strongest(roots)
    return np.stack([by_actor, by_recipient, _wide(both), web, _wide(web.sum(axis=1, keepdims=True))])


def _strongest(roots: Numbers) -> Numbers:
    left, weight, right = np.linalg.svd(roots.reshape(roots.shape[0], -1), full_matrices=False)
    kept: Numbers = ((left[:, :RANK] * weight[:RANK]) @ right[:RANK]).reshape(roots.shape)
    return np.maximum(kept, 0.0)


def _wide(one: Numbers) -> Numbers:
    return np.repeat(one, QUADS, axis=1)
