"""What the tables of a release are read as: the macros that plans use, and the tables that are made of the facts tables.

Each made table is a query. Those ``OF_THINGS`` say each thing once, whichever reports name it; a row of those ``OF_SOURCES`` has
its source, and rests on that source's rows and on what its things are called and classed, on nothing else: they can be made
again for some sources alone.
"""

from __future__ import annotations

from govkg import ids

VOCAB, GOV = ids.VOCAB, ids.ONTOLOGY
MACROS = f"""
CREATE MACRO given(among, x) AS (among IS NULL OR list_contains(among::VARCHAR[], x));
CREATE MACRO tongue(lang, zh, en) AS CASE WHEN lang = 'en' THEN en ELSE zh END;
CREATE MACRO code(scheme, x) AS '{VOCAB}' || scheme || '/' || x;
CREATE MACRO class_iri(x) AS '{GOV}' || x;
CREATE MACRO passage(source, start, stop) AS '{ids.ID}evidence/' || source || '-' || start || '-' || stop;
CREATE MACRO difference(a, b) AS regexp_replace((a::DECIMAL(38, 12) - b::DECIMAL(38, 12))::VARCHAR, '\\.?0+$', '');
CREATE MACRO covered_to(covers) AS substr(CASE WHEN contains(covers, '/') THEN split_part(covers, '/', 2) ELSE covers END, 1, 4);
CREATE MACRO trillionths(x) AS replace(try_cast(x AS DECIMAL(38, 12))::VARCHAR, '.', '')::HUGEINT;
CREATE MACRO digits(figure) AS regexp_extract(replace(figure, ',', ''), '^[^0-9]*([0-9]+([.][0-9]+)?).*$', 1);
CREATE MACRO places(number) AS length(split_part(number, '.', 2));
CREATE MACRO last_place(x, number, most) AS coalesce(trillionths(x) * pow(10, greatest(places(number) - most, 0))::HUGEINT
  // nullif(try_cast(replace(number, '.', '') AS HUGEINT), 0), 0::HUGEINT);
CREATE MACRO endless() AS 99999999999999999999000000000000::HUGEINT;
CREATE MACRO unsure(kind_id) AS kind_id NOT IN (class_iri('Milestone'), class_iri('PlannedMilestone'), class_iri('Recognition'));
CREATE MACRO leveled(level_id, kind_id) AS
  coalesce(level_id, code('level', CASE WHEN unsure(kind_id) THEN 'unsure' ELSE 'none' END));
"""  # trillionths: decimals as whole numbers, so that comparing is exact; last_place: what one of a figure's last digit is worth
OF_THINGS = {
    "name": """
SELECT DISTINCT id, name AS label, sort_key FROM entity
""",
    "thing": """
SELECT DISTINCT id, code('domain', domain) AS domain_id FROM entity
""",
    "class_of": f"""
SELECT DISTINCT e.id, e.class, '{GOV}' || e.class AS class_id, c.zh, c.en
FROM entity e LEFT JOIN concept c ON c.id = '{GOV}' || e.class
""",
    "realised": """
WITH own AS (SELECT DISTINCT id, code('scheme', scheme) AS scheme_id FROM entity WHERE scheme IS NOT NULL)
SELECT id, scheme_id FROM own
UNION ALL SELECT o.id, c.broader FROM own o JOIN concept c ON c.id = o.scheme_id WHERE c.broader IS NOT NULL
""",
}
OF_SOURCES = {
    "mention": """
SELECT DISTINCT id, exact AS quote, evidence_start AS start, evidence_end AS "end", source, section,
  sentence, sentence_start AS "sentenceStart" FROM entity
""",
    "outcome": f"""
WITH every AS (
  SELECT statement, '{GOV}' || CASE role WHEN 'target' THEN 'Target' WHEN 'baseline' THEN 'Baseline' ELSE 'Result' END AS kind_id,
    about_id, metric_as_written AS metric, NULL AS event, NULL AS award_id, exact AS figure, value, value_exact,
    CASE WHEN high_exact IS NOT NULL THEN low_exact END AS low_exact, CASE WHEN low_exact IS NOT NULL THEN high_exact END AS high_exact,
    unit, bound, direction, metric AS concept, kind AS sort, change_type, compared_with, place_id, "start" AS period, "end" AS until, year, scope, flow,
    subset_of IS NOT NULL AS partly, exact, evidence_start, evidence_end, source, section, sentence, sentence_start
  FROM observation
  UNION ALL BY NAME
  SELECT statement, '{GOV}' || CASE event WHEN 'planned' THEN 'PlannedMilestone' ELSE 'Milestone' END AS kind_id, entity_id AS about_id,
    event, exact AS figure, exact, evidence_start, evidence_end, source, section, sentence, sentence_start
  FROM milestone
  UNION ALL BY NAME
  SELECT statement, '{GOV}Recognition' AS kind_id, about_id, award_id, exact, evidence_start, evidence_end, source, section,
    sentence, sentence_start
  FROM recognition
)
SELECT statement AS id, kind_id, k.zh AS kind_zh, k.en AS kind_en, about_id, metric, e.zh AS event_zh, e.en AS event_en,
  a.label AS award, figure, value, value_exact, low_exact, high_exact, unit,
  code('bound', o.bound) AS bound_id, b.zh AS bound_zh, b.en AS bound_en,
  code('direction', o.direction) AS direction_id, d.zh AS direction_zh, d.en AS direction_en,
  code('metric', o.concept) AS concept_id, m.zh AS concept_zh, m.en AS concept_en, code('level', m.level) AS level_id, l.zh AS level_zh,
  l.en AS level_en, o.sort, change_type, compared_with, place_id, period, until, year, scope, flow, partly, exact AS quote, evidence_start AS start,
  evidence_end AS "end", source, section, sentence, sentence_start AS "sentenceStart"
FROM every o
LEFT JOIN concept k ON k.id = o.kind_id
LEFT JOIN concept e ON e.id = code('event', o.event)
LEFT JOIN name a ON a.id = o.award_id
LEFT JOIN concept b ON b.id = code('bound', o.bound)
LEFT JOIN concept d ON d.id = code('direction', o.direction)
LEFT JOIN concept m ON m.id = code('metric', o.concept)
LEFT JOIN concept l ON l.id = code('level', m.level)
""",
    "tie": """
SELECT t.statement, t.initiative_id, code('basis', t.basis) AS basis_id, b.zh AS basis_zh, b.en AS basis_en, t.exact AS quote,
  t.evidence_start AS start, t.evidence_end AS "end", t.source, t.section, t.sentence, t.sentence_start AS "sentenceStart",
  o.id AS outcome_id, o.start AS outcome_start, o."end" AS outcome_end,
  o.* EXCLUDE (id, quote, start, "end", source, section, sentence, "sentenceStart")
FROM attribution t JOIN outcome o ON o.id = t.outcome LEFT JOIN concept b ON b.id = code('basis', t.basis)
""",
    "duty": """
SELECT statement, organisation_id, initiative_id, code('role', role) AS role_id, r.zh AS role_zh, r.en AS role_en,
  code('basis', basis) AS basis_id, b.zh AS basis_zh, b.en AS basis_en, exact AS quote, evidence_start AS start,
  evidence_end AS "end", source, section, sentence, sentence_start AS "sentenceStart"
FROM participation t LEFT JOIN concept r ON r.id = code('role', role) LEFT JOIN concept b ON b.id = code('basis', basis)
""",
    "said": f"""
WITH every AS (
  SELECT o.id, kind_id AS type_id, quote, start, "end", source, section, sentence, "sentenceStart" FROM outcome o
  UNION
  SELECT m.id, class_id, quote, start, "end", source, section, sentence, "sentenceStart" FROM mention m JOIN class_of USING (id)
  UNION
  SELECT statement, '{GOV}' || type, exact, evidence_start, evidence_end, source, section, sentence, sentence_start
  FROM (SELECT 'Attribution' AS type, * FROM attribution UNION ALL BY NAME SELECT 'Participation' AS type, * FROM participation
    UNION ALL BY NAME SELECT 'Mandate' AS type, * FROM mandate UNION ALL BY NAME SELECT 'Composition' AS type, * FROM composition
    UNION ALL BY NAME SELECT 'Shortcoming' AS type, * FROM shortcoming)
)
SELECT every.*, zh, en FROM every LEFT JOIN concept c ON c.id = type_id
""",
}
