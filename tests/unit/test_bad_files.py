"""A file with a mistake is refused with file, line, key and the mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.loading import load

INCUBATORS = "enablers/incubators.yml"
CENTRES = "enablers/research_centres.yml"
SYNONYMS = "synonyms.yml"

# file, what stands there, what is written instead, what the editor must be told
MISTAKES = [
    (INCUBATORS, "  - what: lab_space", "  - what: lab_spcae", 'Did you mean "lab_space"?'),
    (INCUBATORS, "kind: incubator", "kind: incubatr", 'Did you mean "incubator"?'),
    (INCUBATORS, "  status: active", "  status: open", "status"),
    (INCUBATORS, "    sources: [seed]", "    sources: []", "is empty"),
    (INCUBATORS, "    sources: [seed]", "    sources: [S99]", '"S99" is not under sources'),
    (INCUBATORS, "  sectors: [", "  sectors: [biotehc, ", 'Did you mean "biotech"?'),
    (INCUBATORS, "  sites: [", "  sites: [gnet, ", "places.yml"),
    (CENTRES, "    sites: [melle]", "    sites: [mele]", '"mele" is unknown in places.yml'),
    (CENTRES, "    sites: [melle]", "    sites: [brugge]", '"brugge" is in no site of this entry'),
    (INCUBATORS, "date: undated", "date: last week", "is no date; write"),
    (INCUBATORS, "  related: [", "  related: [nobody-knows, ", '"nobody-knows" is unknown'),
    (INCUBATORS, "  operator:", "  opperator:", "is not a key that we know"),
    (INCUBATORS, "  status: active", "  status: active\n  status: active", "stands twice"),
    (INCUBATORS, "  offers:", "  offers: [", "is no YAML"),
    (INCUBATORS, "- id: birch", "- id: ash", "is taken"),
    (INCUBATORS, "aliases: [", "aliases: [Birch, ", 'is also a name of "'),
    (INCUBATORS, "aliases: [", "aliases: [clean room, ", "already means facilities cleanroom"),
    ("vocabulary/facilities.yml", "[cold room, ", "[cold room, cleanroom, ", "already means"),
    ("vocabulary/facilities.yml", "part_of: [bsl2]", "part_of: [bls2]", '"bls2" is unknown'),
    ("places.yml", "in: oost-vlaanderen", "in: oost-vlanderen", "oost-vlaanderen"),
    ("topics.yml", "sources: [seed]", "sources: [sed]", '"sed" is not under sources'),
    (SYNONYMS, "vessel: {", "vesel: {", 'Did you mean "vessel"?'),
    (SYNONYMS, "vessel: {", "inland vessel: {", "write one word that does"),
    (SYNONYMS, "vessel: {", "Vessels: {en: [tub]}\nvessel: {", 'is the same word as "Vessels"'),
    (SYNONYMS, "vessel: {en: [", "vessel: {en: [vessels, ", "is the word of the texts itself"),
    (SYNONYMS, "vessel: {en: [", "vessel: {en: [Schiffs, ", "is listed already"),
    (SYNONYMS, "vessel: {en: [", "vessel: {en: [tug boat, ", "is not one word"),
    (SYNONYMS, "vessel: {en: [", "vessel: {es: [barco], en: [", "is not a key that we know"),
]


def test_without_a_mistake_the_facts_are_in_order(facts: Path) -> None:
    assert load(facts).enablers


@pytest.mark.parametrize(("name", "right", "wrong", "told"), MISTAKES)
def test_a_mistake_is_told_with_file_line_and_mend(
    facts: Path, name: str, right: str, wrong: str, told: str
) -> None:
    path = facts / name
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError) as error:
        load(facts)
    lines = str(error.value).splitlines()
    assert any(line.startswith(f"{name}:") and told in line for line in lines), lines


def test_a_missing_file_is_named(facts: Path) -> None:
    (facts / "places.yml").unlink()
    with pytest.raises(KnowledgeError, match=r"places\.yml:1: file: is missing"):
        load(facts)


def test_the_line_is_the_line_of_the_mistake(facts: Path) -> None:
    path = facts / INCUBATORS
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines, 1) if line.startswith("  status:"))
    lines[number - 1] = "  status: sleeping"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(KnowledgeError) as error:
        load(facts)
    assert f"{INCUBATORS}:{number}: status:" in str(error.value)
