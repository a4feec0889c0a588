WITH name_of AS (
  SELECT $metricGiven[1]::VARCHAR AS word
  UNION
  SELECT unnest(string_split(aliases, '|')) FROM concept WHERE scheme = 'metric' AND contains(zh, $metricGiven[1]::VARCHAR)
),
home AS (
  SELECT place_id, count(DISTINCT source) AS reports, min(covers) AS first, max(covers) AS last
  FROM report WHERE place_id IS NOT NULL AND covers IS NOT NULL AND given($placeId, place_id)
  GROUP BY place_id
),
told AS (
  SELECT DISTINCT r.place_id
  FROM outcome o JOIN report r USING (source)
  WHERE o.kind_id = class_iri('Result') AND list_contains($yearGiven::BIGINT[], o.year)
    AND (contains(lower(o.metric), lower($metricGiven[1]::VARCHAR)) OR contains(lower(o.concept_zh), lower($metricGiven[1]::VARCHAR)))
),
covering AS (
  SELECT place_id, source, report_id, coalesce(title, source) AS report, sentences
  FROM report
  WHERE covers IS NOT NULL AND sentences > 0
    AND EXISTS (SELECT 1 FROM unnest($yearGiven::BIGINT[]) n(y) WHERE y::VARCHAR BETWEEN substr(covers, 1, 4) AND covered_to(covers))
),
-- Sentences with something unread that name the metric, or a name that the vocabulary has for it.
unread AS (
  SELECT f.*
  FROM finding f
  WHERE f.source IN (SELECT source FROM covering)
    AND EXISTS (SELECT 1 FROM name_of WHERE contains(f.sentence, word) AND (word = $metricGiven[1]::VARCHAR OR length(word) > 2))
),
answered AS (
  SELECT h.*, v.source, v.report_id, v.report, v.sentences, u.message, u.statement AS finding_id, u.exact, u.evidence_start, u.evidence_end, u.section, u.sentence,
    u.sentence_start, code('verdict', CASE WHEN v.source IS NULL THEN 'noReport' WHEN u.statement IS NULL THEN 'notReported' ELSE 'notRead' END) AS verdict_id
  FROM home h
  LEFT JOIN covering v ON v.place_id = h.place_id
  LEFT JOIN unread u ON u.source = v.source
  WHERE h.place_id NOT IN (SELECT place_id FROM told WHERE place_id IS NOT NULL)
)
SELECT p.label AS place, tongue($lang, w.zh, w.en) AS verdict, report, sentences, message AS finding, reports, first, last, place_id AS "placeId",
  verdict_id AS "verdictId", report_id AS "reportId", finding_id AS "findingId", coalesce(finding_id, report_id) AS statement, exact AS quote,
  evidence_start AS start, evidence_end AS "end", source, section, sentence, sentence_start AS "sentenceStart"
FROM answered d
JOIN name p ON p.id = place_id
JOIN concept w ON w.id = verdict_id
WHERE given($verdictId, verdict_id)
ORDER BY place_id, source, evidence_start, evidence_end, coalesce(finding_id, report_id)
