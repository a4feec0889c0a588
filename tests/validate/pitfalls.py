"""Each pitfall of ``queries/qc/ontology`` with an ontology that falls into it and one that comes near and does not."""

from __future__ import annotations

PITFALLS: dict[str, tuple[str, str]] = {
    "p02-synonymous-classes": (
        "gov:A owl:equivalentClass gov:B .",
        "gov:A owl:equivalentClass [ owl:intersectionOf ( gov:B gov:C ) ] .",
    ),
    "p03-is-relation": (
        "gov:isA a owl:ObjectProperty .",
        "gov:isPartOf a owl:ObjectProperty .",
    ),
    "p04-unconnected": (
        "gov:Lonely a owl:Class .",
        "gov:A a owl:Class ; rdfs:subClassOf gov:B . gov:B a owl:Class .",
    ),
    "p05-wrong-inverse": (
        "gov:p owl:inverseOf gov:q ; rdfs:domain gov:A . gov:q rdfs:range gov:B .",
        "gov:p owl:inverseOf gov:q ; rdfs:domain gov:A ; rdfs:range gov:B . gov:q rdfs:range gov:A ; rdfs:domain gov:B .",
    ),
    "p06-cycle": (
        "gov:A rdfs:subClassOf gov:B . gov:B rdfs:subClassOf gov:A .",
        "gov:A rdfs:subClassOf gov:B . gov:B rdfs:subClassOf gov:C .",
    ),
    "p07-merged-concepts": (
        'gov:A a owl:Class ; rdfs:label "style and period"@en .',
        'gov:A a owl:Class ; rdfs:label "standard"@en .',
    ),
    "p08-missing-annotation": (
        'gov:A a owl:Class ; rdfs:label "甲"@zh , "a"@en ; skos:definition "甲。"@zh .',
        'gov:A a owl:Class ; rdfs:label "甲"@zh , "a"@en ; skos:definition "甲。"@zh , "A."@en .',
    ),
    "p10-no-disjointness": (
        "<urn:o> a owl:Ontology . gov:A a owl:Class .",
        "<urn:o> a owl:Ontology . gov:A owl:disjointWith gov:B .",
    ),
    "p11-no-domain-or-range": (
        "gov:p a owl:ObjectProperty ; rdfs:domain gov:A .",
        "gov:p a owl:ObjectProperty ; rdfs:domain gov:A ; rdfs:range gov:B .",
    ),
    "p12-equivalent-properties": (
        'gov:p a owl:ObjectProperty ; rdfs:label "部分"@zh . gov:q a owl:ObjectProperty ; rdfs:label "部分"@zh .',
        'gov:p a owl:ObjectProperty ; rdfs:label "部分"@zh . gov:q a owl:ObjectProperty ; rdfs:label "整体"@zh .',
    ),
    "p13-no-inverse": (
        "gov:p a owl:ObjectProperty .",
        "gov:p a owl:ObjectProperty . gov:q a owl:ObjectProperty ; owl:inverseOf gov:p .",
    ),
    "p19-several-domains": (
        "gov:p rdfs:domain gov:A , gov:B .",
        "gov:p rdfs:domain gov:A ; rdfs:range gov:B .",
    ),
    "p20-misused-annotation": (
        'gov:A rdfs:label "part"@en ; skos:definition "Part."@en .',
        'gov:A rdfs:label "part"@en ; skos:definition "What belongs to a whole."@en .',
    ),
    "p21-miscellaneous-class": (
        "gov:OtherThing a owl:Class .",
        "gov:Mother a owl:Class .",
    ),
    "p22-naming": (
        "gov:policy_document a owl:Class .",
        "gov:PolicyDocument a owl:Class . gov:partOf a owl:ObjectProperty .",
    ),
    "p24-recursive-definition": (
        "gov:A owl:equivalentClass [ owl:onProperty gov:p ; owl:someValuesFrom gov:A ] .",
        "gov:A owl:equivalentClass [ owl:onProperty gov:p ; owl:someValuesFrom gov:B ] .",
    ),
    "p25-inverse-of-itself": (
        "gov:p owl:inverseOf gov:p .",
        "gov:p owl:inverseOf gov:q .",
    ),
    "p26-inverse-of-symmetric": (
        "gov:p a owl:SymmetricProperty ; owl:inverseOf gov:q .",
        "gov:p a owl:SymmetricProperty .",
    ),
    "p27-wrong-equivalent-property": (
        "gov:p owl:equivalentProperty gov:q ; rdfs:range gov:A . gov:q rdfs:range gov:B .",
        "gov:p owl:equivalentProperty gov:q ; rdfs:range gov:A . gov:q rdfs:range gov:A .",
    ),
    "p28-wrong-symmetric": (
        "gov:p a owl:SymmetricProperty ; rdfs:domain gov:A ; rdfs:range gov:B .",
        "gov:p a owl:SymmetricProperty ; rdfs:domain gov:A ; rdfs:range gov:A .",
    ),
    "p29-wrong-transitive": (
        "gov:p a owl:TransitiveProperty ; rdfs:domain gov:A ; rdfs:range gov:B .",
        "gov:p a owl:TransitiveProperty ; rdfs:domain gov:A ; rdfs:range gov:A .",
    ),
    "p30-equivalent-classes": (
        'gov:A a owl:Class ; skos:altLabel "机构"@zh . gov:B a owl:Class ; rdfs:label "机构"@zh .',
        'gov:A a owl:Class ; skos:altLabel "机构"@zh . gov:B a owl:Class ; rdfs:label "地方"@zh .',
    ),
    "p31-wrong-equivalent-class": (
        "gov:A owl:equivalentClass gov:B ; rdfs:subClassOf gov:B .",
        "gov:A owl:equivalentClass <urn:elsewhere> .",
    ),
    "p32-same-label": (
        'gov:A a owl:Class ; rdfs:label "单位"@zh . gov:B a owl:Class ; rdfs:label "单位"@zh .',
        'gov:A a owl:Class ; rdfs:label "单位"@zh . gov:B a owl:Class ; rdfs:label "地方"@zh .',
    ),
    "p33-chain-of-one": (
        "gov:p owl:propertyChainAxiom ( gov:q ) .",
        "gov:p owl:propertyChainAxiom ( gov:q gov:r ) .",
    ),
    "p34-untyped-class": (
        "gov:p a owl:ObjectProperty ; rdfs:range gov:Undeclared .",
        "gov:p a owl:ObjectProperty ; rdfs:range gov:A . gov:A a owl:Class .",
    ),
    "p35-untyped-property": (
        "gov:A owl:equivalentClass [ owl:onProperty gov:undeclared ; owl:someValuesFrom gov:B ] .",
        "gov:A owl:equivalentClass [ owl:onProperty gov:p ; owl:someValuesFrom gov:B ] . gov:p a owl:ObjectProperty .",
    ),
    "p36-file-extension": (
        "<https://example.org/govkg.owl> a owl:Ontology .",
        "<https://example.org/govkg> a owl:Ontology .",
    ),
    "p38-no-ontology": (
        "gov:A a owl:Class .",
        "<https://w3id.org/govkg/ontology> a owl:Ontology .",
    ),
    "p39-ambiguous-namespace": (
        "<https://w3id.org/govkg/ontology> a owl:Ontology . gov:A a owl:Class .",
        '<https://w3id.org/govkg/ontology> a owl:Ontology ; vann:preferredNamespaceUri "https://w3id.org/govkg/ontology#" . gov:A a owl:Class .',
    ),
    "p40-hijacking": (
        "skos:Concept rdfs:subClassOf gov:Thing .",
        "skos:Concept a owl:Class . gov:Metric rdfs:subClassOf skos:Concept .",
    ),
    "p41-no-licence": (
        "<https://w3id.org/govkg/ontology> a owl:Ontology .",
        "<https://w3id.org/govkg/ontology> a owl:Ontology ; dcterms:license <https://creativecommons.org/licenses/by/4.0/> .",
    ),
    "x1-punning": (
        "gov:A a owl:Class , owl:ObjectProperty .",
        "gov:A a owl:Class , rdfs:Class .",
    ),
    "x2-property-of-two-kinds": (
        "gov:p a owl:ObjectProperty , owl:DatatypeProperty .",
        "gov:p a owl:ObjectProperty , owl:TransitiveProperty .",
    ),
}
