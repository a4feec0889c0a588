-- decimal: value low high
SELECT metric, tongue($lang, concept_zh, concept_en) AS concept, tongue($lang, kind_zh, kind_en) AS kind, figure,
  value_exact AS value, low_exact AS low, high_exact AS high, tongue($lang, bound_zh, bound_en) AS bound, unit,
  tongue($lang, direction_zh, direction_en) AS direction, tongue($lang, c.zh, c.en) AS base,
  tongue($lang, f.zh, f.en) AS flow, scope, period, a.label AS about, p.label AS place, concept_id AS "conceptId",
  kind_id AS "kindId", bound_id AS "boundId", direction_id AS "directionId", c.id AS "baseId", f.id AS "flowId", about_id AS "aboutId", o.id AS statement, quote,
  start, "end", source, section, sentence, "sentenceStart"
FROM outcome o
JOIN name a ON a.id = about_id
LEFT JOIN name p ON p.id = place_id
LEFT JOIN concept c ON c.id = code('comparison', compared_with)
LEFT JOIN concept f ON f.id = code('flow', o.flow)
WHERE metric IS NOT NULL AND given($kindId, kind_id) AND given($placeId, place_id)
  AND ($yearGiven IS NULL OR list_contains($yearGiven::BIGINT[], year))
  AND ($metricGiven IS NULL OR contains(lower(metric), lower($metricGiven[1]::VARCHAR)) OR contains(lower(concept_zh), lower($metricGiven[1]::VARCHAR))
    OR ends_with(concept_id, '/metric/' || $metricGiven[1]::VARCHAR))
ORDER BY place_id NULLS FIRST, period NULLS FIRST, source, start, "end", o.id
