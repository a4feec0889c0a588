"""The integrity constraints of RDF Data Cube (W3C 2014, section 11), in our own words: each asks whether there is an offence.

``OFFENCES`` gives for each a few triples that break it, put beside a sound cube.
"""

from __future__ import annotations

PREFIXES = """
PREFIX qb: <http://purl.org/linked-data/cube#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> PREFIX : <urn:x:>
"""
# The closure that the constraints are asked over: a component's property, by whatever it is called; types that follow.
# That a slice gives its observations their data set is left out: then IC-18 could never fail.
NORMAL = (
    "INSERT { ?c qb:componentProperty ?p } WHERE { ?c qb:dimension|qb:measure|qb:attribute|qb:measureDimension ?p }",
    "INSERT { ?o a qb:Observation } WHERE { [] qb:observation ?o }",
    "INSERT { ?p a qb:DimensionProperty } WHERE { [] qb:dimension ?p }",
    "INSERT { ?p a qb:MeasureProperty } WHERE { [] qb:measure ?p }",
    "INSERT { ?p a qb:AttributeProperty } WHERE { [] qb:attribute ?p }",
)
OF_DATASET = "?o qb:dataSet ?d . ?d qb:structure/qb:component"
CONSTRAINTS = {
    "IC-1 one data set": "{ ?o a qb:Observation FILTER NOT EXISTS { ?o qb:dataSet ?d } } "
    "UNION { ?o a qb:Observation ; qb:dataSet ?a, ?b FILTER (?a != ?b) }",
    "IC-2 one structure": "{ ?d a qb:DataSet FILTER NOT EXISTS { ?d qb:structure ?s } } "
    "UNION { ?d a qb:DataSet ; qb:structure ?a, ?b FILTER (?a != ?b) }",
    "IC-3 a measure": "?s a qb:DataStructureDefinition FILTER NOT EXISTS { ?s qb:component/qb:componentProperty/a qb:MeasureProperty }",
    "IC-4 a range": "?p a qb:DimensionProperty FILTER NOT EXISTS { ?p rdfs:range ?r }",
    "IC-5 a code list": "?p a qb:DimensionProperty ; rdfs:range skos:Concept FILTER NOT EXISTS { ?p qb:codeList ?l }",
    "IC-6 only attributes may lack": "?s qb:component ?c . ?c qb:componentRequired false ; qb:componentProperty ?p "
    "FILTER NOT EXISTS { ?p a qb:AttributeProperty }",
    "IC-7 slice keys declared": "?k a qb:SliceKey FILTER NOT EXISTS { ?s a qb:DataStructureDefinition ; qb:sliceKey ?k }",
    "IC-8 slice keys of the structure": "?k a qb:SliceKey ; qb:componentProperty ?p . ?s qb:sliceKey ?k "
    "FILTER NOT EXISTS { ?s qb:component/qb:componentProperty ?p }",
    "IC-9 one structure a slice": "{ ?s a qb:Slice FILTER NOT EXISTS { ?s qb:sliceStructure ?k } } "
    "UNION { ?s a qb:Slice ; qb:sliceStructure ?a, ?b FILTER (?a != ?b) }",
    "IC-10 slices complete": "?s qb:sliceStructure/qb:componentProperty ?p FILTER NOT EXISTS { ?s ?p ?v }",
    "IC-11 every dimension": f"{OF_DATASET}/qb:componentProperty ?p . ?p a qb:DimensionProperty FILTER NOT EXISTS {{ ?o ?p ?v }}",
    "IC-12 no two alike": "",  # asked of the values: see ``alike``
    "IC-13 attributes that are required": f"{OF_DATASET} ?c . ?c qb:componentRequired true ; qb:componentProperty ?p "
    "FILTER NOT EXISTS { ?o ?p ?v }",
    "IC-14 every measure": f"{OF_DATASET}/qb:componentProperty ?p . ?p a qb:MeasureProperty FILTER NOT EXISTS {{ ?o ?p ?v }} "
    "FILTER NOT EXISTS { ?d qb:structure/qb:component/qb:componentProperty qb:measureType }",
    "IC-15 the measure that its type names": "?o qb:measureType ?m FILTER NOT EXISTS { ?o ?m ?v }",
    "IC-16 one measure by type": "?o qb:measureType ?m . ?o qb:dataSet/qb:structure/qb:component/qb:componentProperty ?other . "
    "?other a qb:MeasureProperty FILTER (?other != ?m) ?o ?other ?v",
    "IC-17 all measures by type": "?o qb:measureType ?m ; qb:dataSet ?d . ?d qb:structure/qb:component/qb:componentProperty ?other . "
    "?other a qb:MeasureProperty FILTER NOT EXISTS { ?o2 qb:dataSet ?d ; qb:measureType ?other }",
    "IC-18 slices of their data set": "?d qb:slice ?s . ?s qb:observation ?o FILTER NOT EXISTS { ?o qb:dataSet ?d }",
    "IC-19 codes of the list": f"{OF_DATASET}/qb:componentProperty ?p . ?p a qb:DimensionProperty ; qb:codeList ?l . "
    "?l a skos:ConceptScheme . ?o ?p ?v FILTER NOT EXISTS { ?v a skos:Concept ; skos:inScheme ?l }",
    "IC-20 hierarchies": "?l a qb:HierarchicalCodeList FILTER NOT EXISTS { ?l qb:hierarchyRoot ?r }",
    "IC-21 codes of the hierarchy": f"{OF_DATASET}/qb:componentProperty ?p . ?p a qb:DimensionProperty ; qb:codeList ?l . "
    "?l a qb:HierarchicalCodeList ; qb:parentChildProperty ?c . ?o ?p ?v "
    "FILTER NOT EXISTS { ?l qb:hierarchyRoot ?v } FILTER NOT EXISTS { ?up ?c ?v }",
}
SOUND = """
@prefix qb: <http://purl.org/linked-data/cube#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix : <urn:x:> .
:area a qb:DimensionProperty ; rdfs:range skos:Concept ; qb:codeList :areas . :areas a skos:ConceptScheme .
:year a qb:DimensionProperty ; rdfs:range xsd:gYear . :value a qb:MeasureProperty . :bound a qb:AttributeProperty .
:wuhan a skos:Concept ; skos:inScheme :areas . :s a qb:DataStructureDefinition ; qb:component :c1, :c2, :c3, :c4 .
:c1 qb:dimension :area . :c2 qb:dimension :year . :c3 qb:measure :value . :c4 qb:attribute :bound ; qb:componentRequired true .
:d a qb:DataSet ; qb:structure :s .
:o a qb:Observation ; qb:dataSet :d ; :area :wuhan ; :year "2021" ; :value 1 ; :bound :exact .
"""
OFFENCES = {
    "IC-1 one data set": ":o2 a qb:Observation .",
    "IC-2 one structure": ":d2 a qb:DataSet .",
    "IC-3 a measure": ":s2 a qb:DataStructureDefinition ; qb:component :c1 .",
    "IC-4 a range": ":unit a qb:DimensionProperty .",
    "IC-5 a code list": ":unit a qb:DimensionProperty ; rdfs:range skos:Concept .",
    "IC-6 only attributes may lack": ":c2 qb:componentRequired false .",
    "IC-7 slice keys declared": ":k a qb:SliceKey .",
    "IC-8 slice keys of the structure": ":k a qb:SliceKey ; qb:componentProperty :unit . :s qb:sliceKey :k .",
    "IC-9 one structure a slice": ":slice a qb:Slice .",
    "IC-10 slices complete": ":slice qb:sliceStructure :k . :k qb:componentProperty :area .",
    "IC-11 every dimension": ":o2 a qb:Observation ; qb:dataSet :d ; :area :wuhan ; :value 1 ; :bound :exact .",
    "IC-12 no two alike": ':o2 a qb:Observation ; qb:dataSet :d ; :area :wuhan ; :year "2021" ; :value 2 ; :bound :exact .',
    "IC-13 attributes that are required": ':o2 a qb:Observation ; qb:dataSet :d ; :area :wuhan ; :year "2020" ; :value 1 .',
    "IC-14 every measure": ':o2 a qb:Observation ; qb:dataSet :d ; :area :wuhan ; :year "2020" ; :bound :exact .',
    "IC-15 the measure that its type names": ":o qb:measureType :low .",
    "IC-16 one measure by type": ":o qb:measureType :low ; :low 1 .",
    "IC-17 all measures by type": ":o qb:measureType :low ; :low 1 .",
    "IC-18 slices of their data set": ":other qb:slice :slice . :slice qb:observation :o .",
    "IC-19 codes of the list": ':o2 a qb:Observation ; qb:dataSet :d ; :area :nowhere ; :year "2020" ; :value 1 ; :bound :exact .',
    "IC-20 hierarchies": ":tree a qb:HierarchicalCodeList .",
    "IC-21 codes of the hierarchy": ":area qb:codeList :tree . :tree a qb:HierarchicalCodeList ; qb:hierarchyRoot :hubei ; "
    "qb:parentChildProperty :over .",
}
