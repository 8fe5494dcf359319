"""Who asks is told from what is asked."""

from __future__ import annotations

import pytest

from nlu.understanding import understand

# message, label and value of a name in it, its role
ROLES = [
    ("lab space in Ghent, but not in Zwijnaarde", "place", "zwijnaarde", "without"),
    ("cleanrooms, those in Brussels not included", "place", "brussels", "without"),
    ("Our office is in Leuven. Where is class 2 lab space in Ghent?", "place", "leuven", "home"),
    ("samples preferably from Ghent", "place", "gent", ""),
    ("labo voor een Nederlands bedrijf", "outside", "netherlands", "home"),
    ("labs in Lyon", "outside", "lyon", ""),
    ("anything in Wallonia?", "outside", "wallonia", ""),
    ("Gibt es Firmen in Köln?", "outside", "cologne", ""),
    ("nous cherchons une société à Lyon", "outside", "lyon", ""),
    ("which companies in Lyon do gene therapy", "outside", "lyon", ""),
    ("Is Galapagos in Leiden too?", "outside", "leiden", ""),
    ("I write on behalf of a client in Osaka. Which funds are there?", "outside", "osaka", "home"),
    ("our medical faculty in Zagreb seeks a biobank", "outside", "zagreb", "home"),
    ("we spin out of our lab in Wageningen", "outside", "wageningen", "home"),
    ("I'm with a Tokyo VC", "outside", "tokyo", "home"),
    ("wir sind zu zehnt und kommen aus Basel", "outside", "basel", "home"),
    ("wij komen uit Rotterdam en zoeken een labo", "outside", "rotterdam", "home"),
    ("notre maison mère est à Shanghai", "outside", "shanghai", "home"),
    ("une équipe de Dakar cherche un laboratoire", "outside", "dakar", "home"),
    ("Which fund bridges Canada and Belgium", "outside", "canada", "aside"),
    ("un fonds qui fait le pont avec le Canada", "outside", "canada", "aside"),
    ("We make assays, eleven of us, Tallinn.", "outside", "tallinn", "home"),
    ("a start-up, 8 people, Saskatoon", "outside", "saskatoon", "home"),
    ("labs for our team, Lyon", "outside", "lyon", ""),
    ("we file in Tokyo first", "outside", "tokyo", "aside"),
    ("our Lisbon bookkeeper", "outside", "lisbon", "aside"),
    ("we have technicians coming from Manila", "outside", "manila", "aside"),
    ("unsere Techniker kommen aus Manila", "outside", "manila", "aside"),
    ("sinds imec naar Eindhoven verhuisd is", "outside", "eindhoven", "aside"),
    ("which incubators are there for an agbiotech team", "sector", "agbiotech", "own"),
    ("We make pacemakers and need a cleanroom", "sector", "medtech", "own"),
    ("which biotech companies are in Ghent", "kind", "company", ""),
    ("what is there for biotech companies in Ghent", "kind", "company", "own"),
    ("We turn brewery waste into bioplastics. Who does scale-up?", "limit", "industry", "own"),
    ("what is near UZ Gent", "enabler", "uz-gent", "near"),
]


@pytest.mark.parametrize(("text", "label", "value", "role"), ROLES)
def test_a_name_has_its_role(text: str, label: str, value: str, role: str) -> None:
    found = [item for item in understand(text).found if (item.label, item.value) == (label, value)]
    assert found, understand(text).found
    assert found[0].role in {role, role or "asked"}
