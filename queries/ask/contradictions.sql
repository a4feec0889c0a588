-- decimal: value low high
WITH figure AS (
  SELECT o.*, r.report_id, coalesce(o.place_id, r.place_id) AS home_id, digits(o.figure) AS written,
    regexp_replace(o.sentence, '^[（(]?[0-9一二三四五六七八九十]{1,3}[)）.．、是]', '') AS opens,
    -- A sentence that opens with a district tells of that part.
    CASE WHEN regexp_matches(opens, '^[^全我本各，,。、“”0-9][^，,。、“”0-9]{1,4}[区县][^域块]') THEN regexp_replace(opens, '^([^区县]+[区县]).*$', '\1', 's')
      ELSE '' END AS part,
    -- What must agree beside what the join names.
    concat_ws(' ', part, coalesce(home_id, ''), coalesce(concept_id, ''), coalesce(scope, ''), coalesce(unit, ''), coalesce(flow, ''),
      coalesce(change_type, ''), coalesce(compared_with, ''), coalesce(s.subset_of, '')) AS same,
    -- The interval in which the true value lies, in trillionths: half of what one of the last written digit is worth counts on
    -- each side; a fall counts downwards.
    CASE WHEN bound_id = code('bound', 'exact') THEN last_place(o.value_exact, written, 3) // 2 ELSE 0 END AS half,
    CASE WHEN bound_id = code('bound', 'below') THEN -endless() ELSE coalesce(trillionths(o.low_exact), trillionths(o.value_exact) - half) END AS bottom,
    CASE WHEN bound_id = code('bound', 'above') THEN endless() ELSE coalesce(trillionths(o.high_exact), trillionths(o.value_exact) + half) END AS top,
    coalesce(o.direction_id = code('direction', 'down'), false) AS falls, CASE WHEN falls THEN -top ELSE bottom END AS least,
    CASE WHEN falls THEN -bottom ELSE top END AS most
  FROM outcome o
  JOIN (SELECT statement, subset_of FROM observation) s ON s.statement = o.id
  JOIN report r ON r.source = o.source
  WHERE metric IS NOT NULL AND about_id IS NOT NULL AND period IS NOT NULL AND until IS NOT NULL AND bound_id <> code('bound', 'about')
    AND given($kindId, kind_id) AND given($placeId, coalesce(o.place_id, r.place_id))
    AND ($metricGiven IS NULL OR contains(lower(metric), lower($metricGiven[1]::VARCHAR)) OR contains(lower(concept_zh), lower($metricGiven[1]::VARCHAR)))
    AND ($yearGiven IS NULL OR substr(period, 1, 4) IN (SELECT y::VARCHAR FROM unnest($yearGiven::BIGINT[]) n(y)))
)
SELECT p.label AS place, a.label AS about, x.metric, x.period, x.scope, tongue($lang, x.kind_zh, x.kind_en) AS kind, x.figure, x.value_exact AS value,
  x.low_exact AS low, x.high_exact AS high, tongue($lang, x.bound_zh, x.bound_en) AS bound, x.unit,
  tongue($lang, x.direction_zh, x.direction_en) AS direction, y.figure AS other, y.quote AS quote2, y.start AS start2, y."end" AS end2,
  y.sentence AS sentence2, y."sentenceStart" AS "sentenceStart2", y.source AS source2, y.id AS statement2, x.home_id AS "placeId",
  x.about_id AS "aboutId", x.concept_id AS "metricId", x.kind_id AS "kindId", x.bound_id AS "boundId", x.direction_id AS "directionId",
  x.id AS statement, x.quote, x.start, x."end", x.source, x.section, x.sentence, x."sentenceStart"
FROM figure x
-- Figures that one sentence gives of one metric are those of several things.
JOIN figure y ON y.kind_id = x.kind_id AND y.metric = x.metric AND y.about_id = x.about_id AND y.period = x.period AND y.until = x.until AND y.sort = x.sort
  AND y.same = x.same AND (x.report_id < y.report_id OR (x.report_id = y.report_id AND x."sentenceStart" < y."sentenceStart"))
  AND (x.least > y.most OR y.least > x.most OR (x.bound_id = code('bound', 'exact') AND y.bound_id = x.bound_id AND x.least <> y.least
    AND (x.least = y.most OR y.least = x.most)))
JOIN name a ON a.id = x.about_id
LEFT JOIN name p ON p.id = x.home_id
ORDER BY x.source, x.start, x."end", x.id, y.source, y.start, y.id
