WITH every AS (
  SELECT w.label AS whole, p.label AS part, c.zh, c.en, whole_id, t.part_id, class_id, statement, exact AS quote,
    evidence_start AS start, evidence_end AS "end", source, section, sentence, sentence_start AS "sentenceStart", 0 AS lone
  FROM composition t
  JOIN class_of c ON c.id = t.part_id AND c.class IN ('Reform', 'Platform', 'Campaign', 'PolicyDocument')
  JOIN name p ON p.id = t.part_id
  JOIN name w ON w.id = whole_id
  UNION ALL BY NAME
  SELECT w.label AS whole, m.id AS whole_id, class_iri('Platform') AS class_id, m.id AS statement, quote, start, "end", source,
    section, sentence, "sentenceStart", 1 AS lone
  FROM mention m
  JOIN class_of c ON c.id = m.id AND c.class = 'Platform'
  JOIN name w ON w.id = m.id
  WHERE NOT EXISTS (FROM composition t WHERE t.whole_id = m.id) AND NOT EXISTS (FROM composition t WHERE t.part_id = m.id)
)
SELECT whole, part, tongue($lang, zh, en) AS class, whole_id AS "wholeId", part_id AS "partId", class_id AS "classId", statement,
  quote, start, "end", source, section, sentence, "sentenceStart",
  $platformId IS NOT NULL AND NOT coalesce(list_contains($platformId::VARCHAR[], whole_id), false) AS inferred
FROM every
WHERE given($platformId, whole_id)
  OR whole_id IN (SELECT x.part_id FROM part x WHERE list_contains($platformId::VARCHAR[], x.whole_id))
ORDER BY source, lone, whole, start, "end", part, statement
