-- decimal: value low high
SELECT a.label AS about, p.label AS place, tongue($lang, kind_zh, kind_en) AS kind, metric AS outcome, figure, value_exact AS value, low_exact AS low,
  high_exact AS high, tongue($lang, bound_zh, bound_en) AS bound, unit, tongue($lang, direction_zh, direction_en) AS direction,
  period, about_id AS "aboutId", place_id AS "placeId", kind_id AS "kindId", o.id AS "outcomeId", bound_id AS "boundId", direction_id AS "directionId",
  o.id AS statement, quote, start, "end", source, section, sentence, "sentenceStart"
FROM outcome o
JOIN name a ON a.id = about_id
LEFT JOIN name p ON p.id = place_id
WHERE metric IS NOT NULL AND given($boundId, bound_id)
ORDER BY source, start, "end", o.id
