WITH seen AS (
  SELECT r.scheme_id, r.id, m.source, p.place_id, p.year,
    code('stage', CASE WHEN planned.id IS NOT NULL THEN 'planned' ELSE 'reported' END) AS stage_id
  FROM realised r
  JOIN (SELECT DISTINCT id, source FROM mention) m ON m.id = r.id
  JOIN (SELECT source, place_id, substr(covers, 1, 4) AS year FROM report WHERE place_id IS NOT NULL AND covers IS NOT NULL) p
    ON p.source = m.source
  LEFT JOIN (
    SELECT DISTINCT entity_id AS id, source FROM milestone WHERE event = 'planned'
    EXCEPT SELECT initiative_id, source FROM attribution
  ) planned ON planned.id = r.id AND planned.source = m.source
  WHERE given($schemeId, r.scheme_id)
),
earliest AS (SELECT scheme_id, place_id, stage_id, min(year) AS year FROM seen GROUP BY ALL),
first AS (SELECT scheme_id, min(year) AS year FROM seen WHERE stage_id = code('stage', 'reported') GROUP BY ALL)
SELECT tongue($lang, s.zh, s.en) AS scheme, p.label AS place, e.year,
  CASE WHEN e.stage_id = code('stage', 'reported') THEN e.year::BIGINT - f.year::BIGINT END AS after,
  tongue($lang, g.zh, g.en) AS stage, n.label AS initiative, e.scheme_id AS "schemeId", e.place_id AS "placeId",
  e.stage_id AS "stageId", seen.id AS "initiativeId", seen.id AS statement, quote, start, "end", m.source, section, sentence,
  "sentenceStart"
FROM earliest e
JOIN seen USING (scheme_id, place_id, stage_id, year)
LEFT JOIN first f ON f.scheme_id = e.scheme_id
JOIN mention m ON m.id = seen.id AND m.source = seen.source
JOIN concept s ON s.id = e.scheme_id
JOIN name p ON p.id = e.place_id
JOIN name n ON n.id = seen.id
JOIN concept g ON g.id = e.stage_id
WHERE given($stageId, e.stage_id)
ORDER BY e.scheme_id, e.year, e.stage_id, e.place_id, m.source, start, "end", seen.id
