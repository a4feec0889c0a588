-- decimal: value low high
WITH wanted AS (SELECT DISTINCT unnest($reformId::VARCHAR[]) AS id),
acts AS (
  SELECT id AS reform_id, id AS by_id FROM wanted
  UNION
  SELECT whole_id, part_id FROM part JOIN wanted ON whole_id = id
)
SELECT n.label AS initiative, tongue($lang, c.zh, c.en) AS class, v.label AS via, tongue($lang, kind_zh, kind_en) AS kind,
  coalesce(metric, tongue($lang, event_zh, event_en), award) AS outcome, figure, value_exact AS value, low_exact AS low,
  high_exact AS high, tongue($lang, bound_zh, bound_en) AS bound, unit, tongue($lang, direction_zh, direction_en) AS direction,
  period, tongue($lang, basis_zh, basis_en) AS basis,
  CASE WHEN level_id IS NOT NULL THEN tongue($lang, level_zh, level_en) WHEN NOT unsure(kind_id) THEN ''
    ELSE tongue($lang, '存疑', 'unsure') END AS level,
  reform_id AS "initiativeId", class_id AS "classId", kind_id AS "kindId",
  CASE WHEN v.label IS NOT NULL THEN by_id END AS "viaId", outcome_id AS "outcomeId", bound_id AS "boundId",
  direction_id AS "directionId", basis_id AS "basisId", leveled(level_id, kind_id) AS "levelId", statement, quote, start, "end",
  source, section, sentence, "sentenceStart", by_id != reform_id AS inferred
FROM acts JOIN tie ON initiative_id = by_id
JOIN class_of c ON c.id = reform_id AND c.class IN ('Reform', 'Platform', 'Campaign')
JOIN name n ON n.id = reform_id
LEFT JOIN name v ON v.id = by_id AND by_id != reform_id
WHERE given($kindId, kind_id) AND given($basisId, basis_id) AND given($levelId, leveled(level_id, kind_id))
ORDER BY source, reform_id, v.label IS NOT NULL, outcome_start, outcome_end, statement
