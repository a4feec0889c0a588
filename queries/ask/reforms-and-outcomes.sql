-- decimal: value low high
SELECT n.label AS initiative, tongue($lang, c.zh, c.en) AS class, tongue($lang, kind_zh, kind_en) AS kind,
  coalesce(metric, tongue($lang, event_zh, event_en), award) AS outcome, figure, value_exact AS value, low_exact AS low,
  high_exact AS high, tongue($lang, bound_zh, bound_en) AS bound, unit, tongue($lang, direction_zh, direction_en) AS direction,
  period, tongue($lang, basis_zh, basis_en) AS basis,
  CASE WHEN level_id IS NOT NULL THEN tongue($lang, level_zh, level_en) WHEN NOT unsure(kind_id) THEN ''
    ELSE tongue($lang, '存疑', 'unsure') END AS level,
  tongue($lang, f.zh, f.en) AS domain, initiative_id AS "initiativeId", class_id AS "classId", kind_id AS "kindId",
  outcome_id AS "outcomeId", bound_id AS "boundId", direction_id AS "directionId", basis_id AS "basisId",
  leveled(level_id, kind_id) AS "levelId", domain_id AS "domainId", statement, quote, t.start, t."end", t.source, section,
  sentence, "sentenceStart"
FROM tie t
JOIN class_of c ON c.id = initiative_id AND c.class IN ('Reform', 'Platform', 'Campaign')
JOIN (SELECT DISTINCT id, domain_id FROM thing WHERE domain_id IS NOT NULL) d ON d.id = initiative_id
JOIN (SELECT DISTINCT id, source, start, "end" FROM mention) m ON m.id = initiative_id AND m.source = t.source
JOIN name n ON n.id = initiative_id
LEFT JOIN concept f ON f.id = domain_id
WHERE given($kindId, kind_id) AND given($basisId, basis_id) AND given($domainId, domain_id)
  AND given($levelId, leveled(level_id, kind_id)) AND ($yearGiven IS NULL OR list_contains($yearGiven::BIGINT[], year))
ORDER BY t.source, m.start, initiative_id, outcome_start, outcome_end, statement
