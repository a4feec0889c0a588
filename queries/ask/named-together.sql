WITH here AS (
  SELECT DISTINCT id, source, section, start, "end", quote, sentence, "sentenceStart", passage(source, start, "end") AS passage
  FROM mention SEMI JOIN class_of c ON c.id = mention.id AND c.class IN ('Reform', 'Platform', 'Campaign')
),
pairs AS (
  SELECT a.id AS one_id, b.id AS other_id, count(DISTINCT (a.source, a.section)) AS sections, count(DISTINCT a.source) AS reports,
    min(a.passage || ' ' || b.passage) AS pair
  FROM here a JOIN here b ON b.source = a.source AND b.section = a.section AND a.id < b.id
  WHERE given($ofId, a.id) OR given($ofId, b.id)
  GROUP BY ALL
)
SELECT n.label AS one, m.label AS other, sections, reports, b.quote AS quote2, b.start AS start2, b."end" AS end2,
  other_id AS statement2, one_id AS "oneId", other_id AS "otherId", one_id AS statement, a.quote, a.start, a."end", a.source,
  a.section, a.sentence, a."sentenceStart"
FROM pairs
JOIN here a ON a.id = one_id AND a.passage = split_part(pair, ' ', 1)
JOIN here b ON b.id = other_id AND b.passage = split_part(pair, ' ', 2)
JOIN name n ON n.id = one_id
JOIN name m ON m.id = other_id
ORDER BY sections DESC, one_id, other_id
