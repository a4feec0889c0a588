-- decimal: value
SELECT a.label AS about, metric AS outcome, figure, value_exact AS value, tongue($lang, bound_zh, bound_en) AS bound, unit,
  tongue($lang, direction_zh, direction_en) AS direction,
  CASE WHEN coalesce(compared_with, 'unstated') = 'unstated' THEN tongue($lang, '基数未说明', 'base not stated')
    ELSE tongue($lang, b.zh, b.en) END AS base,
  tongue($lang, t.zh, t.en) AS change, period, about_id AS "aboutId", o.id AS "outcomeId", bound_id AS "boundId",
  direction_id AS "directionId", code('comparison', compared_with) AS "baseId", code('changeType', change_type) AS "changeId",
  o.id AS statement, quote, start, "end", source, section, sentence, "sentenceStart"
FROM outcome o
JOIN name a ON a.id = about_id
LEFT JOIN concept b ON b.id = code('comparison', compared_with)
LEFT JOIN concept t ON t.id = code('changeType', change_type)
WHERE kind_id = class_iri('Result') AND sort = 'change' AND o.direction_id = code('direction', 'down') AND value_exact IS NOT NULL
  AND change_type IS NOT NULL AND given($changeId, code('changeType', change_type))
ORDER BY change_type DESC, unit, coalesce(compared_with, 'unstated') DESC, o.value DESC, source, start, "end", o.id
