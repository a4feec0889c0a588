WITH counted AS (
  SELECT organisation_id, substr(covers, 1, 4) AS year, count(DISTINCT initiative_id) AS initiatives,
    count(DISTINCT outcome_id) AS outcomes, min(t.statement) AS statement
  FROM (SELECT DISTINCT organisation_id, initiative_id, source FROM duty
        WHERE given($unitId, organisation_id) AND given($roleId, role_id)) d
  JOIN tie t USING (initiative_id, source)
  JOIN report r USING (source)
  WHERE covers IS NOT NULL AND given($basisId, basis_id)
  GROUP BY ALL
)
SELECT n.label AS organisation, c.year, initiatives, outcomes, organisation_id AS "organisationId", statement, quote, start, "end",
  source, section, sentence, "sentenceStart"
FROM counted c JOIN tie USING (statement) JOIN name n ON n.id = organisation_id
ORDER BY organisation_id, c.year, statement
