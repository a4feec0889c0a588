-- decimal: value low high
WITH every AS (
  SELECT r.scheme_id, t.* EXCLUDE (place_id, year), 'reported' AS stage
  FROM realised r JOIN tie t ON t.initiative_id = r.id
  WHERE given($schemeId, r.scheme_id)
  UNION ALL BY NAME
  SELECT r.scheme_id, m.id AS initiative_id, m.source, m.id AS statement, m.quote, m.start, m."end", m.section, m.sentence,
    m."sentenceStart", coalesce(o.id, m.id) AS outcome_id, CASE WHEN o.id IS NULL THEN 'reported' ELSE 'planned' END AS stage,
    o.metric, o.event_zh, o.event_en, o.award, o.figure, o.value_exact, o.low_exact, o.high_exact, o.bound_id, o.bound_zh,
    o.bound_en, o.unit, o.direction_id, o.direction_zh, o.direction_en
  FROM realised r
  JOIN mention m ON m.id = r.id
  LEFT JOIN outcome o ON o.about_id = m.id AND o.source = m.source AND o.kind_id = class_iri('PlannedMilestone')
  WHERE given($schemeId, r.scheme_id)
    AND NOT EXISTS (FROM attribution a WHERE a.initiative_id = m.id AND a.source = m.source)
)
SELECT tongue($lang, s.zh, s.en) AS scheme, p.label AS place, substr(covers, 1, 4) AS year, n.label AS initiative,
  tongue($lang, g.zh, g.en) AS stage, coalesce(metric, tongue($lang, event_zh, event_en), award) AS outcome, figure,
  value_exact AS value, low_exact AS low, high_exact AS high, tongue($lang, bound_zh, bound_en) AS bound, unit,
  tongue($lang, direction_zh, direction_en) AS direction, tongue($lang, basis_zh, basis_en) AS basis, scheme_id AS "schemeId",
  k.place_id AS "placeId", initiative_id AS "initiativeId", g.id AS "stageId", outcome_id AS "outcomeId", bound_id AS "boundId",
  direction_id AS "directionId", basis_id AS "basisId", statement, quote, start, "end", e.source, section, sentence,
  "sentenceStart"
FROM every e
JOIN report k ON k.source = e.source AND k.place_id IS NOT NULL AND covers IS NOT NULL
JOIN concept s ON s.id = scheme_id
JOIN concept g ON g.id = code('stage', e.stage)
JOIN name p ON p.id = k.place_id
JOIN name n ON n.id = initiative_id
WHERE given($placeId, k.place_id)
  AND ($yearGiven IS NULL OR list_contains($yearGiven::BIGINT[], try_cast(substr(covers, 1, 4) AS BIGINT)))
ORDER BY scheme_id, p.sort_key, k.place_id, year, e.source, start, "end", statement, outcome_id
