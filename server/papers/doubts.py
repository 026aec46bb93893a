"""What in the name or title of a paper for everybody suggests that it is not for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from server.words import N_, Said

_EXEMPT = re.compile(
    r"\b(exempt|confidential|in confidence|restricted|not for publication|part (?:2|ii|two|b)"
    r"|pink|private and confidential|eithriedig|cyfrinachol|cyfyngedig)\b",
    re.IGNORECASE,
)
_PERSONAL = (
    (
        N_("“{title}” is to be published, and its title or file name has an e-mail address in it."),
        re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"),
    ),
    (
        N_(
            "“{title}” is to be published, and its title or file name has what looks like a "
            "telephone number in it."
        ),
        re.compile(r"(?<!\d)(?<!\d[/.-])(\+44[ -]?|0)[1-378](?:[ -]?\d){8,9}(?!\d)"),
    ),
    (
        N_(
            "“{title}” is to be published, and its title or file name has what looks like a "
            "National Insurance number in it."
        ),
        re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]\b", re.IGNORECASE),
    ),
)


def doubts(name: str, title: str) -> Iterator[Said]:
    """What an officer is to look at again before a paper is published under these: names of files
    show what somebody thought of it. What is in the file is not looked at."""
    texts = (title, name.rpartition(".")[0].replace("_", " "))
    told = [re.sub(r"\s+", " ", text) for text in texts]
    found = next((f for text in told if (f := _EXEMPT.search(text.replace("-", " ")))), None)
    if found is not None:
        yield Said(
            N_("“{title}” is to be published, and “{word}” stands in its title or file name."),
            title=title,
            word=found[0],
        )
    for sentence, pattern in _PERSONAL:
        if any(pattern.search(text) for text in told):
            yield Said(sentence, title=title)
