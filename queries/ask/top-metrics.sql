WITH counted AS (
  SELECT concept_id, count(*) AS figures, count(DISTINCT source) AS reports, count(DISTINCT place_id) AS places, min(id) AS id
  FROM outcome
  WHERE metric IS NOT NULL AND concept_id IS NOT NULL AND given($kindId, kind_id) AND given($placeId, place_id)
    AND ($yearGiven IS NULL OR list_contains($yearGiven::BIGINT[], year))
  GROUP BY concept_id
)
SELECT tongue($lang, concept_zh, concept_en) AS metric, figures, reports, places, o.concept_id AS "metricId", o.id AS statement,
  quote, start, "end", source, section, sentence, "sentenceStart"
FROM counted JOIN outcome o USING (id)
ORDER BY figures DESC, o.concept_id, o.id
