"""A file with a mistake is refused with file, line, key and the mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.loading import load

INCUBATORS = "enablers/incubators.yml"
CENTRES = "enablers/research_centres.yml"
FACILITIES = "vocabulary/facilities.yml"
KINDS = "vocabulary/kinds.yml"
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
    (FACILITIES, "[cold room, ", "[cold room, cleanroom, ", "already means"),
    (FACILITIES, "part_of: [bsl2]", "part_of: [bls2]", '"bls2" is unknown'),
    ("places.yml", "in: oost-vlaanderen", "in: oost-vlanderen", "oost-vlaanderen"),
    ("topics.yml", "sources: [seed]", "sources: [sed]", '"sed" is not under sources'),
    (INCUBATORS, "aliases: [", "aliases: [ASH, ", 'reads the same as "Ash" of this entry'),
    (INCUBATORS, "  status: active", "  status: merged\n  successor: oak", '"oak" is unknown'),
    (INCUBATORS, "    sources: [S1]", "    sources: [seed]", "rests on this source"),
    (INCUBATORS, "- id: ash", "- Ash\n- id: ash", "is no entry"),
    (CENTRES, "- id: elm", "elm:\n  id: elm", "holds no list"),
    (FACILITIES, "de: Laborfläche", 'de: ""', "has no label for de"),
    (FACILITIES, "[cold room, ", '["!", cold room, ', "holds no word"),
    (KINDS, "gives: [office_space]", "gives: [ofice_space]", 'Did you mean "office_space"?'),
    (KINDS, "[drug maker]", "[desk]", "already means facilities office_space"),
    ("places.yml", "covers: [brugge]", "covers: [bruges]", '"bruges" is unknown'),
    ("places.yml", "names: [Melle]", "names: []", "the first name is the one to show"),
    ("topics.yml", "enablers: [ash, ", "enablers: [oak, ", '"oak" is unknown'),
    ("limits.yml", "[office_space]", "[office]", 'Did you mean "office_space"?'),
    ("limits.yml", "price:", "- price:", "holds no entries"),
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


def test_a_file_in_another_encoding_is_named(facts: Path) -> None:
    (facts / "topics.yml").write_text("région: {}", encoding="latin-1")
    with pytest.raises(KnowledgeError, match=r"topics\.yml:1: file: is not UTF-8 text"):
        load(facts)


@pytest.mark.parametrize(
    ("right", "wrong", "key"),
    [
        ("  status: active", "  status: sleeping", "status"),
        ("- id: birch\n  name: Birch", "- id: birch", "name"),
        ("  kind: incubator", "  kind: incubator: yes", "file"),
    ],
)
def test_the_line_is_the_line_of_the_mistake(facts: Path, right: str, wrong: str, key: str) -> None:
    path = facts / INCUBATORS
    before, after = path.read_text(encoding="utf-8").split(right, 1)
    number = before.count("\n") + 1
    path.write_text(before + wrong + after, encoding="utf-8")
    with pytest.raises(KnowledgeError) as error:
        load(facts)
    assert f"{INCUBATORS}:{number}: {key}:" in str(error.value)
