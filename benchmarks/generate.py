"""A handbook of any size, in words distributed as the example's are."""

import random
import re
import shutil
from collections import Counter
from itertools import accumulate
from pathlib import Path

from portal.lib import yamlfile

CONTENT = Path(__file__).parents[1] / "content"
KEPT = ("units", "persons", "process-areas.yaml", "life-situations.yaml")
AREAS = ("aldreomsorg", "skola", "personal", "kundservice", "gata-park-avfall")
OWNERS = (
    ("SOC-AO", "bo", "cleo"),
    ("KLF-HR", "tuva", "sixten"),
    ("SBF-GP", "xenia", "wille"),
    ("BUF", "nora", "kalle"),
)
SENTENCES = 40
# One in twenty is late for review.
LATE_EVERY = 20


def example_words() -> tuple[list[str], list[int]]:
    """Return the example's words, and how often each stands in its handbook texts, summed up to each."""
    counts: Counter[str] = Counter()
    for path in (CONTENT / "documents").glob("*/v*.md"):
        _, body, _ = yamlfile.split_front_matter(path.read_text(encoding="utf-8"))
        counts.update(re.findall(r"[^\W\d_]+", body.lower()))
    words = sorted(counts)
    return words, list(accumulate(counts[word] for word in words))


def write_handbook(target: Path, size: int, seed: int = 1) -> None:
    """Write a content folder with `size` valid public handbook documents into `target`."""
    chance = random.Random(seed)  # noqa: S311 - texts, not secrets
    words, weights = example_words()
    for name in KEPT:
        source = CONTENT / name
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, target / name)
    for place in range(1, size + 1):
        write_document(target / "documents" / f"GEN-RUT-{place:04d}", place, size, chance, (words, weights))


def write_document(
    folder: Path, place: int, size: int, chance: random.Random, vocabulary: tuple[list[str], list[int]]
) -> None:
    """Write one routine of some five hundred words that links to another."""
    folder.mkdir(parents=True)
    unit, author, approver = OWNERS[place % len(OWNERS)]
    document = {
        "number": folder.name,
        "kind": "handbook",
        "type": "routine",
        "unit": unit,
        "owner_role": "manager",
        "owner": approver,
        "process_areas": [AREAS[place % len(AREAS)]],
    }
    (folder / "document.yaml").write_text(yamlfile.dump(document), encoding="utf-8")
    lines = [sentence(chance, *vocabulary) for _ in range(SENTENCES)]
    title = " ".join(chance.choices(vocabulary[0], cum_weights=vocabulary[1], k=4)).capitalize()
    front: dict[str, object] = {
        "version": "1",
        "title": f"Rutin för {title.lower()} {place}",
        "author": author,
        "created": "T-120d",
        "audience": ["public"],
        "submission": {"by": author, "on": "T-110d", "approvers": [approver]},
        "approval": {
            "by": approver,
            "on": "T-100d",
            "valid_from": f"T-{chance.randrange(20, 90)}d",
            "review_by": "T-10d" if place % LATE_EVERY == 0 else "T+200d",
        },
    }
    other = chance.randrange(1, size + 1)
    parts = [f"## Del {part + 1}\n\n" + " ".join(lines[part * 10 : part * 10 + 10]) for part in range(SENTENCES // 10)]
    body = "\n\n".join(parts) + f"\n\nSe [[GEN-RUT-{other:04d}]].\n"
    (folder / "v1.md").write_text(yamlfile.join_front_matter(front, body), encoding="utf-8")


def sentence(chance: random.Random, words: list[str], weights: list[int]) -> str:
    """Return a sentence of the vocabulary's words."""
    return " ".join(chance.choices(words, cum_weights=weights, k=chance.randrange(6, 20))).capitalize() + "."
