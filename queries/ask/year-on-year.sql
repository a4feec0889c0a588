-- decimal: value previous change
WITH level AS (
  SELECT o.*
  FROM outcome o
  WHERE kind_id = class_iri('Result') AND sort = 'level' AND o.bound_id = code('bound', 'exact') AND concept_id IS NOT NULL
    AND o.place_id IS NOT NULL AND o.unit IS NOT NULL AND o.value_exact IS NOT NULL AND length(period) = 4 AND period = until
    AND given($metricId, concept_id) AND given($placeId, o.place_id)
)
SELECT tongue($lang, y.concept_zh, y.concept_en) AS metric, p.label AS place, a.label AS about, y.scope, y.year, y.figure,
  y.value_exact AS value, y.unit, b.figure AS earlier, b.value_exact AS previous,
  difference(y.value_exact, b.value_exact) AS change, tongue($lang, v.zh, v.en) AS verdict,
  nullif(concat_ws('; ', CASE WHEN y.metric <> b.metric THEN tongue($lang, n.zh, n.en) END,
    CASE WHEN y.flow = 'cumulative' THEN tongue($lang, t.zh, t.en) END), '') AS condition, b.quote AS quote2, b.start AS start2, b."end" AS end2, b.source AS source2,
  b.id AS statement2, y.concept_id AS "metricId", y.place_id AS "placeId", y.about_id AS "aboutId", v.id AS "verdictId", y.id AS statement, y.quote,
  y.start, y."end", y.source, y.section, y.sentence, y."sentenceStart"
FROM level y
JOIN level b ON b.concept_id = y.concept_id AND b.place_id = y.place_id AND b.about_id = y.about_id AND b.unit = y.unit
  AND b.year = y.year - 1 AND b.scope IS NOT DISTINCT FROM y.scope AND b.flow IS NOT DISTINCT FROM y.flow AND b.partly = y.partly
JOIN name p ON p.id = y.place_id
JOIN name a ON a.id = y.about_id
JOIN concept v ON v.id = code('comparability', CASE WHEN y.metric <> b.metric OR y.flow = 'cumulative' THEN 'conditions' ELSE 'comparable' END)
JOIN concept n ON n.id = code('comparabilityReason', 'name')
JOIN concept t ON t.id = code('comparabilityReason', 'running')
WHERE $yearGiven IS NULL OR list_contains($yearGiven::BIGINT[], y.year)
ORDER BY y.concept_id, y.place_id, y.about_id, y.year, y.source, y.start, y."end", y.id, b.source, b.start, b.id
