"""Queries without an answer, as people write them: what kind of mistake, which of the three causes, and where the fault is.

Written before the engine that tells them apart, on the two invented cities (reports of 2022 and 2023 of 临渚市 and 云澜市).
Two rows were put right when it was there: one had an answer, one had a second mistake, which was the one that was named. Each row: kind, cause, words that the fault must hold, words that the nearest must hold ("" for none), the query.
"""

from __future__ import annotations

BROKEN: list[tuple[str, str, str, str, str]] = [
    # a term that does not occur
    ("property misspelt", "never", "gov:outcom", "gov:outcome", "SELECT ?o { ?a a gov:Attribution ; gov:outcom ?o }"),
    ("property misspelt", "never", "gov:metricAsWriten", "gov:metricAsWritten", "SELECT ?m { ?o a gov:Result ; gov:metricAsWriten ?m ; gov:value ?v }"),
    ("property misspelt", "never", "gov:initative", "gov:initiative", "SELECT ?l (COUNT(*) AS ?n) { ?a gov:initative ?r . ?r rdfs:label ?l } GROUP BY ?l"),
    ("property misspelt in a path", "never", "gov:evidense", "gov:evidence", "SELECT ?q { ?o a gov:Result ; gov:evidense/gov:exact ?q }"),
    ("property misspelt in OPTIONAL's sister", "never", "gov:lable", "", "SELECT ?r { ?r a gov:Reform ; gov:lable ?l OPTIONAL { ?r gov:domain ?d } }"),
    ("class misspelt", "never", "gov:Refrom", "gov:Reform", "SELECT ?r { ?r a gov:Refrom ; rdfs:label ?l }"),
    ("class misspelt", "never", "gov:Organization", "gov:Organisation", "SELECT ?l { ?u a gov:Organization ; rdfs:label ?l FILTER(LANG(?l) = 'zh') }"),
    ("class misspelt in a filter", "never", "gov:Platfrom", "gov:Platform", "SELECT ?x { ?x a ?k ; rdfs:label ?l FILTER(?k = gov:Platfrom) }"),
    ("class misspelt in VALUES", "never", "gov:Campain", "gov:Campaign", "SELECT ?x { VALUES ?k { gov:Campain } ?x a ?k }"),
    ("wrong case", "never", "gov:reform", "gov:Reform", "SELECT ?r { ?r a gov:reform }"),
    ("wrong case", "never", "gov:Value", "gov:value", "SELECT ?v { ?o a gov:Result ; gov:Value ?v }"),
    ("wrong case", "never", "gov:periodstartyear", "gov:periodStartYear", "SELECT ?y { ?o gov:periodstartyear ?y }"),
    ("concept misspelt", "never", "role/responsable", "role/responsible", "SELECT ?u { ?p gov:role <https://w3id.org/govkg/vocab/role/responsable> ; gov:organisation ?u }"),
    ("concept misspelt", "never", "direction:downn", "down", "PREFIX direction: <https://w3id.org/govkg/vocab/direction/> SELECT ?o { ?o gov:direction direction:downn ; gov:value ?v }"),
    ("property as class", "never", "gov:initiative", "", "SELECT ?x { ?x a gov:initiative }"),
    # a namespace
    ("namespace", "never", "http://w3id.org/govkg/ontology#", "https://w3id.org/govkg/ontology#", "PREFIX gov: <http://w3id.org/govkg/ontology#> SELECT ?r { ?r a gov:Reform }"),
    ("namespace", "never", "https://w3id.org/govkg/ontology/", "https://w3id.org/govkg/ontology#", "PREFIX g: <https://w3id.org/govkg/ontology/> SELECT ?r { ?r a g:Reform ; rdfs:label ?l }"),
    ("namespace", "never", "http://www.w3.org/2004/02/skos/", "http://www.w3.org/2004/02/skos/core#", "PREFIX skos: <http://www.w3.org/2004/02/skos/> SELECT ?l { ?c skos:prefLabel ?l }"),
    ("prefix in angle brackets", "never", "<gov:Reform>", "gov:Reform", "SELECT ?r { ?r a <gov:Reform> }"),
    # a literal
    ("language tag", "never", "@en", "@zh", 'SELECT ?r { ?r rdfs:label "最多跑一次"@en }'),
    ("language tag missing", "never", '"最多跑一次"', "@zh", 'SELECT ?r { ?r a gov:Reform ; rdfs:label "最多跑一次" }'),
    ("language tag", "never", "@zh-CN", "@zh", 'SELECT ?v { ?o gov:metricAsWritten "满意率"@zh-CN ; gov:value ?v }'),
    ("datatype", "never", '"2022"', "2022", 'SELECT ?o { ?o a gov:Result ; gov:periodStartYear "2022" }'),
    ("datatype", "never", "2022", '"2022"', "SELECT ?r { ?r a gov:Report ; gov:covers 2022 }"),
    ("datatype", "never", '"2022"^^xsd:gYear', "2022", 'SELECT ?o { ?o gov:periodStartYear "2022"^^xsd:gYear ; gov:value ?v }'),
    ("datatype in a filter", "never", '?y = "2022"', "2022", 'SELECT ?o { ?o a gov:Result ; gov:periodStartYear ?y FILTER(?y = "2022") }'),
    ("language in a filter", "never", '"cn"', "zh", 'SELECT ?l { ?r a gov:Reform ; rdfs:label ?l FILTER(LANG(?l) = "cn") }'),
    ("name for a thing", "never", '"最多跑一次"@zh', "", 'SELECT ?v { ?o gov:about "最多跑一次"@zh ; gov:value ?v }'),
    ("name for a thing", "never", '"yunlan-2022"', "", 'SELECT ?o { ?o a gov:Result ; gov:source "yunlan-2022" }'),
    # the shape of the graph
    ("direction", "never", "gov:initiative", "?t gov:initiative ?r", "SELECT ?t { ?r a gov:Reform ; gov:initiative ?t }"),
    ("direction", "never", "gov:outcome", "?a gov:outcome ?o", "SELECT ?a { ?o a gov:Result ; gov:outcome ?a ; gov:value ?v }"),
    ("direction", "never", "gov:reportingBody", "?r gov:reportingBody ?b", "SELECT ?r { ?b a gov:Organisation ; gov:reportingBody ?r }"),
    ("domain", "never", "gov:value", "", "SELECT ?v { ?x a gov:Reform ; rdfs:label ?l ; gov:value ?v }"),
    ("domain", "never", "gov:event", "", "SELECT ?e { ?x a gov:Result ; gov:event ?e }"),
    ("domain", "never", "gov:role", "", "SELECT ?r { ?x a gov:Attribution ; gov:role ?r }"),
    ("two classes", "never", "gov:Organisation", "", "SELECT ?x { ?x a gov:Reform . ?x a gov:Organisation }"),
    ("range", "never", "gov:Target", "", "SELECT ?o { ?a gov:outcome ?o . ?o a gov:Target }"),
    ("range", "never", "gov:Place", "", "SELECT ?o { ?p gov:organisation ?o . ?o a gov:Place }"),
    ("join of node and text", "never", "?m", "", "SELECT ?o { ?o gov:metric ?m . ?c skos:prefLabel ?m }"),
    ("join of number and text", "never", "?y", "", "SELECT ?o { ?o a gov:Result ; gov:periodStartYear ?y . ?r gov:covers ?y }"),
    # filters and limits
    ("filter always false", "never", "1 = 2", "", "SELECT ?r { ?r a gov:Reform FILTER(1 = 2) }"),
    ("variable misspelt", "never", "?lable", "?label", 'SELECT ?r { ?r a gov:Reform ; rdfs:label ?label FILTER(CONTAINS(?lable, "跑")) }'),
    ("contradiction", "never", "?v", "", "SELECT ?o { ?o a gov:Result ; gov:value ?v FILTER(?v > 100 && ?v < 50) }"),
    ("contradiction", "never", "?y", "", "SELECT ?o { ?o gov:periodStartYear ?y FILTER(?y = 2022) FILTER(?y = 2023) }"),
    ("contradiction", "never", "BOUND(?r)", "", "SELECT ?r { ?r a gov:Reform FILTER(!BOUND(?r)) }"),
    ("minus of itself", "never", "MINUS", "", "SELECT ?r { ?r a gov:Reform ; rdfs:label ?l MINUS { ?r a gov:Reform } }"),
    ("limit", "never", "LIMIT 0", "", "SELECT ?r { ?r a gov:Reform } LIMIT 0"),
    ("offset", "never", "OFFSET 1000", "", "SELECT ?r { ?r a gov:Reform } ORDER BY ?r OFFSET 1000"),
    # the sources do not say
    ("nothing said", "silent", "", "", 'SELECT ?v { ?o gov:metricAsWritten "网上可办率"@zh ; gov:value ?v ; gov:periodStartYear 2022 ; gov:place ?p . ?p rdfs:label "临渚市"@zh }'),
    ("nothing said", "silent", "", "", 'SELECT ?o { ?a a gov:Attribution ; gov:initiative ?r ; gov:outcome ?o . ?r rdfs:label "好差评"@zh }'),
    ("nothing said", "silent", "", "", "SELECT ?x { ?x a gov:Recognition ; gov:source <https://w3id.org/govkg/id/report/linzhu-2022> }"),
    ("nothing said", "silent", "gov:Baseline", "", "SELECT ?x ?q { ?x a gov:Baseline ; gov:evidence/gov:exact ?q }"),
    ("nothing said", "silent", "gov:partOf", "", "SELECT ?c { ?c a gov:Campaign ; gov:partOf ?w }"),
    ("value out of reach", "silent", "?v", "", "SELECT ?o { ?o a gov:Result ; gov:value ?v FILTER(?v > 100000000) }"),
    ("word not said", "silent", "", "", 'SELECT ?o { ?o a gov:Result ; gov:metricAsWritten ?m FILTER(CONTAINS(?m, "碳排放")) }'),
    ("metric not said", "silent", "", "", 'SELECT ?v { ?o gov:metricAsWritten "空气质量"@zh ; gov:value ?v }'),
    ("unit not said", "silent", "", "", 'SELECT ?v { ?o a gov:Result ; gov:unitAsWritten "亩" ; gov:value ?v }'),
    ("property not said", "silent", "gov:subsetOf", "", "SELECT ?a ?b { ?a gov:subsetOf ?b . ?b gov:value ?v }"),
    # the source is not in the corpus
    ("place without report", "missing", "武汉市", "", 'SELECT ?v { ?o a gov:Result ; gov:value ?v ; gov:place ?p . ?p rdfs:label "武汉市"@zh }'),
    ("place without report", "missing", "杭州市", "", 'SELECT ?r { ?r a gov:Report ; gov:place ?p . ?p rdfs:label ?l FILTER(STR(?l) = "杭州市") }'),
    ("place without report", "missing", "上海市", "", 'SELECT ?m ?v { ?o gov:metricAsWritten ?m ; gov:value ?v ; gov:place/rdfs:label ?l FILTER(?l = "上海市"@zh) }'),
    ("year without report", "missing", "2019", "2022", "SELECT ?v { ?o a gov:Result ; gov:value ?v ; gov:periodStartYear 2019 }"),
    ("year without report", "missing", "2021", "2022", 'SELECT ?r { ?r a gov:Report ; gov:covers "2021" }'),
    ("year without report", "missing", "2025", "2023", "SELECT ?v { ?o a gov:Result ; gov:value ?v ; gov:periodStartYear ?y FILTER(?y = 2025) }"),
    ("year without report", "missing", "2026", "2023", "SELECT ?v { ?o a gov:Result ; gov:value ?v ; gov:periodStartYear ?y FILTER(?y >= 2026) }"),
    ("place and year without report", "missing", "2020", "2022", 'SELECT ?v { ?o a gov:Result ; gov:value ?v ; gov:periodStartYear 2020 ; gov:place ?p . ?p rdfs:label "临渚市"@zh }'),
    ("report not there", "missing", "wuhan-2021", "", "SELECT ?o { ?o a gov:Result ; gov:source <https://w3id.org/govkg/id/report/wuhan-2021> }"),
    ("graph not there", "missing", "graph/linzhu-2021", "linzhu-2022", "SELECT ?o { GRAPH <https://w3id.org/govkg/id/graph/linzhu-2021> { ?o a gov:Result } }"),
    ("body without report", "missing", "深圳市政务服务数据管理局", "", 'SELECT ?r { ?r a gov:Report ; gov:reportingBody ?b . ?b rdfs:label "深圳市政务服务数据管理局"@zh }'),
    ("body without report", "missing", "云澜市民政局", "", 'SELECT ?r { ?r gov:bodyName "云澜市民政局" ; gov:covers "2022" }'),
]  # fmt: skip
