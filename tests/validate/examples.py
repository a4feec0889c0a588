"""Each check of ``queries/qc`` with a graph that it catches and one that comes near and is sound. The node at fault is ``<urn:x>``."""

from __future__ import annotations

PREFIXES = "".join(
    f"@prefix {name}: <{iri}> .\n"
    for name, iri in {
        "gov": "https://w3id.org/govkg/ontology#",
        "id": "https://w3id.org/govkg/id/",
        "vocab": "https://w3id.org/govkg/vocab/",
        "kind": "https://w3id.org/govkg/vocab/kind/",
        "change": "https://w3id.org/govkg/vocab/changeType/",
        "direction": "https://w3id.org/govkg/vocab/direction/",
        "role": "https://w3id.org/govkg/vocab/role/",
        "bound": "https://w3id.org/govkg/vocab/bound/",
        "owl": "http://www.w3.org/2002/07/owl#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "dcterms": "http://purl.org/dc/terms/",
        "vann": "http://purl.org/vocab/vann/",
        "qudt": "http://qudt.org/schema/qudt/",
    }.items()
)

FIGURE = """
<urn:x> a gov:Result ; gov:metric <urn:m> ; gov:metricAsWritten "就业"@zh ; gov:about <urn:p> ; gov:periodStart "2021" ; gov:periodEnd "2021" ;
  gov:kind kind:level ; gov:unitAsWritten "人" ; gov:bound bound:exact ; gov:source <urn:r> ; gov:value 5 ; gov:evidence <urn:e> .
<urn:z> a gov:Result ; gov:metric <urn:m> ; gov:metricAsWritten "就业"@zh ; gov:about <urn:p> ; gov:periodStart "2021" ; gov:periodEnd "2021" ;
  gov:kind kind:level ; gov:unitAsWritten "人" ; gov:bound bound:exact ; gov:source <urn:r> ; gov:value %s ; gov:evidence <urn:f> .
<urn:m> gov:quantityKind "count" . <urn:e> gov:sentenceStart 0 . <urn:f> gov:sentenceStart 9 .
"""
SHARE = '<urn:x> gov:kind kind:level ; gov:metric <urn:m> ; gov:unitAsWritten "%%" ; gov:value %s . <urn:m> gov:quantityKind "share" .'
FALL = '<urn:x> gov:direction direction:down ; gov:changeType change:relative ; gov:unitAsWritten "%%" ; gov:value %s .'
PART = '<urn:x> gov:subsetOf <urn:w> ; gov:kind kind:level ; gov:value %s ; gov:unitAsWritten "%s" . <urn:w> gov:value 7 ; gov:unitAsWritten "件" .'
PASSAGE = '<urn:x> gov:start 2 ; gov:end %s ; gov:exact "%s" ; gov:sentenceStart 0 ; gov:sentenceEnd 6 ; gov:sentence "共办5件啊。" .'
NAMED = '<urn:x> a gov:Reform ; rdfs:label "一网通办"@zh ; gov:mentionedIn <urn:r> . <urn:z> a gov:%s ; rdfs:label "%s"@zh ; gov:mentionedIn <urn:r> .'
COUNT = '<urn:x> gov:kind kind:level ; gov:unitAsWritten "件" ; gov:value 9.3 ; gov:evidence <urn:e> . <urn:e> gov:sentence "%s" .'
ROLES = (
    "<urn:x> gov:organisation <urn:o> ; gov:initiative <urn:i> ; gov:role role:recipient ."
    " <urn:z> gov:organisation %s ; gov:initiative <urn:i> ; gov:role role:responsible ."
)

CHECKS: dict[str, tuple[str, str]] = {
    "alias-is-sentence": (
        '<urn:x> gov:mentionedIn <urn:r> ; skos:altLabel "五年来，经济跃上新台阶。"@zh .',
        '<urn:x> gov:mentionedIn <urn:r> ; skos:altLabel "“互联网+监管”，一网统管"@zh .',
    ),
    "alias-of-another": (
        NAMED.replace('rdfs:label "一网', 'skos:altLabel "一网') % ("Reform", "一网通办"),
        NAMED.replace('rdfs:label "一网', 'skos:altLabel "一网') % ("Platform", "一网通办"),
    ),
    "award-without-recognition": ("<urn:x> a gov:Award .", "<urn:x> a gov:Award . <urn:z> gov:award <urn:x> ."),
    "base-without-change": (
        '<urn:x> gov:comparedWith <urn:c> ; gov:kind kind:rank ; gov:readBy "rank+rank.ordinal" .',
        '<urn:x> gov:comparedWith <urn:c> ; gov:kind kind:level ; gov:unitAsWritten "倍" .'
        " <urn:y> a gov:Baseline ; gov:comparedWith <urn:c> ; gov:kind kind:level ."
        ' <urn:z> gov:comparedWith <urn:c> ; gov:kind kind:level ; gov:readBy "pair.carried+figure.unit" .',
    ),
    "change-without-direction": (
        "<urn:x> gov:kind kind:change .",
        "<urn:x> gov:kind kind:change ; gov:direction direction:up .",
    ),
    "concept-clash": (
        '<urn:x> skos:inScheme <urn:s> ; skos:prefLabel "件"@zh . <urn:z> skos:inScheme <urn:s> ; skos:prefLabel "件"@zh .',
        '<urn:x> skos:inScheme vocab:unit ; skos:prefLabel "栋"@zh , "building"@en .'
        ' <urn:z> skos:inScheme vocab:unit ; skos:prefLabel "座"@zh , "building"@en .',
    ),
    "concept-cycle": (
        "<urn:x> skos:broader <urn:x> .",
        "<urn:x> skos:broader <urn:y> . <urn:z> skos:broader <urn:y> .",
    ),
    "contradiction": (FIGURE % "6", FIGURE % "5"),
    "count-not-whole": (COUNT % "新增9.3件。", COUNT % "每万人拥有专利9.3件。"),
    "dangling": ("<urn:x> gov:about id:reform-1 .", "<urn:x> gov:about id:reform-1 . id:reform-1 a gov:Reform ."),
    "fall-over-hundred": (FALL % "120", FALL % "100"),
    "milestone-of-no-initiative": (
        "<urn:x> a gov:Milestone ; gov:about <urn:o> . <urn:o> a gov:Organisation .",
        "<urn:x> a gov:Milestone ; gov:about <urn:o> . <urn:o> a gov:Platform .",
    ),
    "name-not-quoted": (
        '<urn:x> gov:mentionedIn <urn:r> ; rdfs:label "武汉云"@zh ; gov:evidence <urn:e> . <urn:e> gov:exact "云武汉" .',
        '<urn:x> gov:mentionedIn <urn:r> ; rdfs:label "武汉云"@zh ; skos:altLabel "云武汉"@zh ; gov:evidence <urn:e> . <urn:e> gov:exact "云武汉" .',
    ),
    "name-of-two-kinds": (
        NAMED.replace("gov:Reform", "gov:Campaign") % ("Reform", "一网通办"),
        NAMED.replace("gov:Reform", "gov:Campaign") % ("Reform", "一网统管"),
    ),
    "outcome-is-plan": (
        "<urn:x> gov:outcome <urn:o> . <urn:o> a gov:Target .",
        "<urn:x> gov:outcome <urn:o> . <urn:o> a gov:Result .",
    ),
    "outcome-missing": (
        "<urn:x> a gov:Attribution ; gov:outcome <urn:o> ; gov:initiative <urn:i> . <urn:i> a gov:Reform .",
        "<urn:x> a gov:Attribution ; gov:outcome <urn:o> ; gov:initiative <urn:i> . <urn:i> a gov:Reform . <urn:o> a gov:Result .",
    ),
    "part-in-another-unit": (PART % ("3", "家"), PART % ("3", "%")),
    "part-of-itself": (
        "<urn:a> gov:part <urn:x> ; gov:whole <urn:y> . <urn:b> gov:part <urn:y> ; gov:whole <urn:x> .",
        "<urn:a> gov:part <urn:x> ; gov:whole <urn:y> . <urn:b> gov:part <urn:y> ; gov:whole <urn:z> .",
    ),
    "period-reversed": (
        '<urn:x> gov:periodStart "2021-08" ; gov:periodEnd "2020" .',
        '<urn:x> gov:periodStart "2021-08" ; gov:periodEnd "2021" .',
    ),
    "quote-length": (PASSAGE % ("5", "办5"), PASSAGE % ("4", "5件")),
    "quote-not-in-sentence": (PASSAGE % ("4", "办5"), PASSAGE % ("4", "5件")),
    "rank-not-whole": (
        "<urn:x> gov:kind kind:rank ; gov:value 0.5 .",
        "<urn:x> gov:kind kind:rank ; gov:value 1.0 .",
    ),
    "report-without-period": ("<urn:x> a gov:Report .", '<urn:x> a gov:Report ; gov:covers "2021" .'),
    "report-without-place": ("<urn:x> a gov:Report .", "<urn:x> a gov:Report ; gov:place <urn:p> ."),
    "result-in-future": (
        '<urn:x> a gov:Result ; gov:periodStart "2030" ; gov:source <urn:r> . <urn:r> gov:covers "2021" ; gov:plans "2022" .',
        '<urn:x> a gov:Result ; gov:periodStart "2022-01" ; gov:source <urn:r> . <urn:r> gov:covers "2021" ; gov:plans "2022" .'
        ' <urn:z> a gov:Result ; gov:periodStart "2025" ; gov:source <urn:s> . <urn:s> gov:covers "2021/2025" .',
    ),
    "same-name": (NAMED % ("Reform", "一网通办"), NAMED % ("Reform", "一网统管")),
    "share-over-hundred": (SHARE % "120", SHARE % "100.0"),
    "target-in-past": (
        '<urn:x> a gov:Target ; gov:periodEnd "2020" ; gov:source <urn:r> . <urn:r> gov:covers "2021" .',
        '<urn:x> a gov:Target ; gov:periodEnd "2021" ; gov:source <urn:r> . <urn:r> gov:covers "2021" .',
    ),
    "tie-across-reports": (
        "<urn:x> gov:outcome <urn:o> ; gov:source <urn:r> . <urn:o> gov:source <urn:s> .",
        "<urn:x> gov:outcome <urn:o> ; gov:source <urn:r> . <urn:o> gov:source <urn:r> .",
    ),
    "tie-twice": (
        "<urn:x> gov:outcome <urn:o> ; gov:initiative <urn:i> . <urn:z> gov:outcome <urn:o> ; gov:initiative <urn:i> .",
        "<urn:x> gov:outcome <urn:o> ; gov:initiative <urn:i> . <urn:z> gov:outcome <urn:o> ; gov:initiative <urn:j> .",
    ),
    "two-classes": ("<urn:x> a gov:Reform , gov:Platform .", "<urn:x> a gov:Reform , gov:Initiative , gov:EvidencedReform ."),
    "two-roles": (ROLES % "<urn:o>", ROLES % "<urn:p>"),
    "unit-missing": (
        '<urn:x> gov:kind kind:level ; gov:surface "138万" ; gov:metric <urn:m> . <urn:m> gov:quantityKind "money" .',
        '<urn:x> gov:kind kind:level ; gov:surface "三分之一" ; gov:metric <urn:m> . <urn:m> gov:quantityKind "share" .',
    ),
    "unknown-concept": (
        "<urn:x> gov:bound <https://w3id.org/govkg/vocab/bound/roughly> .",
        "<urn:x> gov:bound bound:exact . bound:exact skos:inScheme vocab:bound .",
    ),
    "unknown-term": (
        "<urn:x> gov:outcomes <urn:o> .",
        '<urn:x> gov:outcome <urn:o> . gov:outcome rdfs:label "成果"@zh .',
    ),
    "value-negative": (
        "<urn:x> gov:kind kind:level ; gov:value -3.0 .",
        "<urn:x> gov:kind kind:level ; gov:value 0.0 .",
    ),
    "whole-smaller-than-part": (PART % ("9", "件"), PART % ("7", "件")),
    "year-mismatch": (
        '<urn:x> gov:periodStart "2021-08" ; gov:periodStartYear 2020 .',
        '<urn:x> gov:periodStart "2021-08" ; gov:periodStartYear 2021 .',
    ),
}  # fmt: skip
