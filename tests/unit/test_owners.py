from __future__ import annotations

from knowledge.owners import parts_of, run_by_kinds
from knowledge.query import Query
from knowledge.search import search
from knowledge.store import current_knowledge


def test_an_owner_runs_what_names_it_first() -> None:
    knowledge = current_knowledge()
    assert "drug-research-unit-ghent" in parts_of("uz-gent", knowledge)
    assert "sgs-cpu-antwerp" not in run_by_kinds(frozenset({"academic_hospital"}), knowledge)


def test_a_kind_is_left_out_with_all_that_it_runs() -> None:
    knowledge = current_knowledge()
    without = {"kinds": ("academic_hospital",)}
    found = search(Query(facilities=("phase1_unit",), without=without), knowledge).matches
    ids = {match.enabler.id for match in found}
    assert "sgs-cpu-antwerp" in ids
    assert not ids & {"uz-gent", "drug-research-unit-ghent", "ctc-uz-leuven"}
