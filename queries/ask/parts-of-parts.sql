WITH step AS (
  SELECT c.*, whole_id AS top_id FROM composition c WHERE given($wholeId, whole_id)
  UNION ALL BY NAME
  SELECT c.*, p.whole_id AS top_id FROM composition c JOIN part p ON p.part_id = c.whole_id
  WHERE p.whole_id != c.part_id AND given($wholeId, p.whole_id)
)
SELECT w.label AS whole, p.label AS part, n.label AS next, top_id AS "wholeId", s.part_id AS "partId", s.whole_id AS "nextId",
  statement, exact AS quote, evidence_start AS start, evidence_end AS "end", source, section, sentence,
  sentence_start AS "sentenceStart", top_id != s.whole_id AS inferred
FROM step s
JOIN name w ON w.id = top_id
JOIN name p ON p.id = s.part_id
JOIN name n ON n.id = s.whole_id
ORDER BY top_id, source, evidence_start, evidence_end, s.part_id, s.whole_id, statement
