"""Eleven kinds of question, each as a question of the library and as a person would write it by hand in SPARQL.

A hand-written query gives the columns that are compared under the library's names; the library's answer has further columns
(labels in two languages, the evidence of each row), which cost it time and are not compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

PREFIXES = """PREFIX gov: <https://w3id.org/govkg/ontology#>
PREFIX bound: <https://w3id.org/govkg/vocab/bound/>
PREFIX kind: <https://w3id.org/govkg/vocab/kind/>
PREFIX role: <https://w3id.org/govkg/vocab/role/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question: its name, the library's question with parameters, the query by hand. ``$things`` stand for IRIs."""

    name: str
    question: str
    by_hand: str
    parameters: dict[str, Any] = field(default_factory=dict)
    limit: int | None = None


KINDS = (
    Kind("one reform's outcomes with quotes", "outcomes-of-reform", """
SELECT ?initiative ?via ?kindId ?outcome ?figure ?value ?unit ?period ?basis ?quote WHERE {
  { BIND($reform AS ?by) } UNION { ?by gov:partOf $reform . ?by rdfs:label ?via }
  ?tie gov:initiative ?by ; a gov:Attribution ; gov:outcome ?o ; gov:basis ?b ; gov:evidence ?e .
  ?e gov:exact ?quote .
  $reform rdfs:label ?initiative .
  ?b skos:prefLabel ?basis FILTER(LANG(?basis) = "zh")
  ?o a ?kindId FILTER(?kindId IN (gov:Result, gov:Milestone, gov:Recognition))
  OPTIONAL { ?o gov:metricAsWritten ?metric }
  OPTIONAL { ?o gov:event ?ev . ?ev skos:prefLabel ?event FILTER(LANG(?event) = "zh") }
  OPTIONAL { ?o gov:award ?aw . ?aw rdfs:label ?award }
  OPTIONAL { ?o gov:surface ?figure }
  OPTIONAL { ?o gov:value ?value }
  OPTIONAL { ?o gov:unitAsWritten ?unit }
  OPTIONAL { ?o gov:periodStart ?period }
  BIND(COALESCE(?metric, ?event, ?award) AS ?outcome)
}""", {"reform": "$reform"}),
    Kind("reforms of a unit", "reforms-of-unit", """
SELECT ?organisation ?initiative ?class ?role ?basis ?quote WHERE {
  ?p gov:organisation $unit ; a gov:Participation ; gov:initiative ?i ; gov:role ?r ; gov:basis ?b ; gov:evidence ?e .
  ?e gov:exact ?quote .
  $unit rdfs:label ?organisation .
  ?i rdfs:label ?initiative ; a ?c .
  ?c rdfs:label ?class FILTER(LANG(?class) = "zh")
  ?r skos:prefLabel ?role FILTER(LANG(?role) = "zh")
  ?b skos:prefLabel ?basis FILTER(LANG(?basis) = "zh")
}""", {"unit": "$unit"}),
    Kind("top 20 metrics", "top-metrics", """
SELECT ?metricId ?metric (COUNT(?o) AS ?figures) (COUNT(DISTINCT ?r) AS ?reports) (COUNT(DISTINCT ?p) AS ?places) WHERE {
  ?o a gov:Result ; gov:metric ?metricId ; gov:source ?r ; gov:place ?p .
  ?metricId skos:prefLabel ?metric FILTER(LANG(?metric) = "zh")
} GROUP BY ?metricId ?metric ORDER BY DESC(?figures) ?metricId LIMIT 20""", {}, 20),
    Kind("year on year by region", "year-on-year", """
SELECT ?metric ?place ?about ?year ?value ?previous WHERE {
  ?a a gov:Result ; gov:metric ?m ; gov:place ?p ; gov:about ?t ; gov:unitAsWritten ?u ; gov:periodStartYear ?year ;
    gov:bound bound:exact ; gov:kind kind:level ; gov:value ?value .
  ?b a gov:Result ; gov:metric ?m ; gov:place ?p ; gov:about ?t ; gov:unitAsWritten ?u ; gov:periodStartYear ?last ;
    gov:bound bound:exact ; gov:kind kind:level ; gov:value ?previous .
  FILTER(?last = ?year - 1)
  ?m skos:prefLabel ?metric FILTER(LANG(?metric) = "zh")
  ?p rdfs:label ?place .
  ?t rdfs:label ?about .
}"""),
    Kind("property path, unbound", "parts-of-parts", """
SELECT ?whole ?part ?statement ?quote WHERE {
  ?statement a gov:Composition ; gov:part ?p ; gov:whole ?next ; gov:evidence ?e .
  ?next (^gov:part/gov:whole)* ?w .
  ?e gov:exact ?quote .
  ?w rdfs:label ?whole .
  ?p rdfs:label ?part .
}"""),
    Kind("property path, bound", "parts-of-parts", """
SELECT ?whole ?part ?statement ?quote WHERE {
  ?next (^gov:part/gov:whole)* $whole .
  ?statement gov:whole ?next ; a gov:Composition ; gov:part ?p ; gov:evidence ?e .
  ?e gov:exact ?quote .
  $whole rdfs:label ?whole .
  ?p rdfs:label ?part .
}""", {"whole": "$whole"}),
    Kind("diffusion (first year by region)", "diffusion", """
SELECT ?scheme ?place (MIN(?y) AS ?year) WHERE {
  { ?i gov:realises ?s } UNION { ?i gov:realises ?variant . ?variant skos:broader ?s }
  ?i gov:mentionedIn ?r .
  ?r gov:place ?p ; gov:covers ?y .
  ?s skos:prefLabel ?scheme FILTER(LANG(?scheme) = "zh")
  ?p rdfs:label ?place .
} GROUP BY ?s ?scheme ?p ?place"""),
    Kind("co-occurrence", "named-together", """
SELECT ?oneId ?otherId (COUNT(*) AS ?sections) WHERE {
  ?oneId a ?c ; gov:evidence ?e . ?e gov:source ?r ; gov:sectionPath ?s .
  ?otherId a ?d ; gov:evidence ?f . ?f gov:source ?r ; gov:sectionPath ?s .
  FILTER(?c IN (gov:Reform, gov:Platform, gov:Campaign) && ?d IN (gov:Reform, gov:Platform, gov:Campaign))
  FILTER(STR(?oneId) < STR(?otherId))
} GROUP BY ?oneId ?otherId"""),
    Kind("text contains", "words-in-text", """
SELECT ?statement ?quote WHERE {
  ?e gov:sentence ?text ; gov:exact ?quote FILTER(CONTAINS(?text, "压减83"))
  ?statement gov:evidence ?e .
}""", {"words": "压减83"}),
    Kind("text by regular expression", "words-in-text", """
SELECT ?statement ?quote WHERE {
  ?e gov:sentence ?text ; gov:exact ?quote FILTER(REGEX(?text, "压减8[0-9][.]5"))
  ?statement gov:evidence ?e .
}""", {"pattern": "压减8[0-9][.]5"}),
    Kind("group by unit and year", "outcomes-by-unit-and-year", """
SELECT ?organisationId ?year (COUNT(DISTINCT ?i) AS ?initiatives) (COUNT(DISTINCT ?o) AS ?outcomes) WHERE {
  ?p a gov:Participation ; gov:role role:responsible ; gov:organisation ?organisationId ; gov:initiative ?i ; gov:source ?r .
  ?t a gov:Attribution ; gov:initiative ?i ; gov:outcome ?o ; gov:source ?r .
  ?r gov:covers ?year .
} GROUP BY ?organisationId ?year"""),
)  # fmt: skip
# Free SPARQL through the library beside the engine's own time, on the same store.
FREE = {
    "point": "SELECT ?p ?o { $reform ?p ?o }",
    "figures of a metric": "SELECT ?o ?v ?f { ?o gov:metric <https://w3id.org/govkg/vocab/metric/processingTime> ; gov:value ?v ; gov:surface ?f }",
    "count": "SELECT ?k (COUNT(*) AS ?n) { ?o gov:kind ?k } GROUP BY ?k",
    "join": "SELECT (COUNT(*) AS ?n) { ?t gov:outcome ?o . ?o gov:value ?v . ?t gov:initiative ?i . ?i gov:domain ?d }",
}
