-- decimal: value low high
WITH figure AS (
  SELECT o.* EXCLUDE (place_id), r.place_id, r.covers, coalesce(r.body, '') AS body, coalesce(o.unit, '') AS counts_in, coalesce(o.scope, '') AS takes,
    regexp_replace(o.metric, '^(?:全[国省市区县]|我[国省市]|国家|落实好|阶段性|将|把)+|(?:[涨增降]幅|增速|[均都]?要|拟?(?:按|安排)|连年|每年都?|继续)$', '', 'g') AS name, trillionths(o.value_exact) AS number, trillionths(o.low_exact) AS floor,
    trillionths(o.high_exact) AS ceiling, CASE WHEN o.direction_id = code('direction', 'down') THEN -1 ELSE 1 END AS sign, digits(o.figure) AS written
  FROM outcome o JOIN report r USING (source)
  WHERE o.metric IS NOT NULL AND o.about_id IS NOT NULL AND r.place_id IS NOT NULL AND o.until IS NOT NULL
    AND o.kind_id IN (class_iri('Target'), class_iri('Result'))
),
target AS (
  SELECT f.*, coalesce(concept_id, name) AS key, substr(until, 1, 4) AS due, try_cast(substr(until, 1, 4) AS BIGINT) AS due_year
  FROM figure f
  WHERE kind_id = class_iri('Target') AND given($placeId, place_id)
    AND ($yearGiven IS NULL OR list_contains($yearGiven::BIGINT[], try_cast(substr(until, 1, 4) AS BIGINT)))
),
-- A figure of several years is met under each of them; no report can tell of a year that it does not reach.
result AS (
  SELECT f.*, coalesce(concept_id, name) AS key, (try_cast(substr(until, 1, 4) AS BIGINT) - back)::VARCHAR AS due
  FROM figure f, range(10) b(back)
  WHERE kind_id = class_iri('Result') AND period IS NOT NULL AND covers IS NOT NULL
    AND (try_cast(substr(until, 1, 4) AS BIGINT) - back)::VARCHAR >= substr(period, 1, 4)
    AND (try_cast(substr(until, 1, 4) AS BIGINT) - back)::VARCHAR <= covered_to(covers)
),
pair AS (
  SELECT t.id, g.id AS got, t.name = g.name AS named, t.name <> g.name AND (contains(t.name, g.name) OR contains(g.name, t.name)) AS narrower,
    t.sort = g.sort AS sorted, t.counts_in = g.counts_in AS same_unit, '' IN (t.counts_in, g.counts_in) AS unit_left_out,
    t.change_type IS NOT DISTINCT FROM g.change_type AS same_change, coalesce(t.compared_with, 'unstated') AS base, coalesce(g.compared_with, 'unstated') AS base2,
    coalesce(t.flow, g.flow, 'pointInTime') AS runs, coalesce(t.flow, runs) = coalesce(g.flow, runs) AS same_flow,
    (t.period = g.period AND t.until = g.until) OR regexp_matches(g.metric, '连年|每年')
      OR (regexp_matches(g.until, '^[0-9]{4}(?:-12(?:-31)?)?$') AND substr(g.until, 1, 4) = t.due
        AND (g.period = g.until OR regexp_matches(g.period, '^[0-9]{4}(?:-01(?:-01)?)?$'))
        AND (substr(t.period, 1, 4) = substr(g.period, 1, 4)
          OR (t.sort <> 'change' AND runs NOT IN ('inPeriod', 'cumulative') AND substr(g.period, 1, 4) = t.due))) AS in_time,
    -- A heading that one side stands under narrows nothing; words of reach do (市本级, 规上, 不含烟草).
    CASE WHEN t.takes = g.takes THEN 1
      WHEN '' IN (t.takes, g.takes) AND NOT regexp_matches(t.takes || g.takes,
        '全[国省市区县州]|[省市区县]级|本级|直属|规上|以上|城镇|农村|[市城]区|不含|不变价|可比价|现价') THEN 2 ELSE 3 END AS scoped,
    -- A rise counts upwards, a fall downwards: then a fall where a rise was wanted falls short by itself.
    CASE WHEN t.sort = 'rank' THEN 'le'
      WHEN t.bound_id = code('bound', 'above') THEN CASE t.sign WHEN 1 THEN 'ge' ELSE 'le' END
      WHEN t.bound_id = code('bound', 'below') THEN CASE t.sign WHEN 1 THEN 'le' ELSE 'ge' END
      WHEN c.polarity = 'higherIsBetter' THEN 'ge' WHEN c.polarity = 'lowerIsBetter' THEN 'le' ELSE 'open' END AS wish,
    t.sign * CASE t.sign WHEN 1 THEN coalesce(t.floor, t.number) ELSE coalesce(t.ceiling, t.number) END AS least,
    t.sign * CASE t.sign WHEN 1 THEN coalesce(t.ceiling, t.number) ELSE coalesce(t.floor, t.number) END AS most,
    CASE wish WHEN 'ge' THEN least ELSE most END AS wanted,
    -- A result that is written more coarsely than its target may be half of its last digit more or less.
    last_place(t.value_exact, t.written, 6) AS last, last_place(g.value_exact, g.written, 6) AS last2,
    CASE WHEN g.bound_id = code('bound', 'exact') AND last > 0 AND last2 > last THEN last2 // 2 ELSE 0 END AS half,
    CASE WHEN g.bound_id IN (code('bound', 'below'), code('bound', 'about')) THEN -endless() ELSE coalesce(g.floor, g.number - half) END AS bottom,
    CASE WHEN g.bound_id IN (code('bound', 'above'), code('bound', 'about')) THEN endless() ELSE coalesce(g.ceiling, g.number + half) END AS top,
    CASE g.sign WHEN 1 THEN bottom ELSE -top END AS lowest,
    CASE g.sign WHEN 1 THEN top ELSE -bottom END AS highest,
    CASE WHEN t.bound_id = code('bound', 'about') THEN abs(wanted) // 2 ELSE 0 END AS slack
  FROM target t
  JOIN result g ON g.place_id = t.place_id AND g.key = t.key AND g.due = t.due
  LEFT JOIN concept c ON c.id = t.concept_id
  WHERE t.period IS NOT NULL AND (t.about_id = g.about_id OR ((t.name = g.name OR contains(t.name, g.name) OR contains(g.name, t.name))
    AND t.place_id IN (t.about_id, g.about_id)))
),
-- How near a result comes to what the target asks for: 1 all agrees, 2 one side names no scope, 3 but for the scope, 4 words, kind
-- and unit agree, 5 the words alone or those of one within the other's, 6 all but the words.
classed AS (
  SELECT id, got, same_unit AND ((wish = 'ge' AND lowest >= wanted) OR (wish = 'le' AND highest <= wanted)
      OR (wish = 'open' AND lowest >= least AND highest <= most)) AS reaches,
    same_unit AND ((wish = 'ge' AND highest < wanted - slack) OR (wish = 'le' AND lowest > wanted + slack)
      OR (wish = 'open' AND least < most AND (lowest > most OR highest < least))) AS fails,
    sorted AND (same_unit OR unit_left_out) AND same_change AND (base = base2 OR 'unstated' IN (base, base2)) AND same_flow AND in_time AS alike,
    CASE WHEN NOT named THEN CASE WHEN alike AND scoped < 3 THEN 6 WHEN narrower THEN 5 ELSE 7 END
      WHEN alike THEN scoped WHEN sorted AND same_unit THEN 4 ELSE 5 END AS class
  FROM pair
),
nearest AS (
  SELECT id, min(class) AS nearest, count(*) FILTER (reaches AND class = 1) > 0 AS reached1, count(*) FILTER (fails AND class = 1) > 0 AS failed1,
    count(*) FILTER (reaches AND class = 2) > 0 AS reached2, count(*) FILTER (fails AND class = 2) > 0 AS failed2,
    count(*) FILTER (reaches AND class = 3) > 0 AS reached3, count(*) FILTER (fails AND class = 3) > 0 AS failed3
  FROM classed WHERE class < 7 GROUP BY id
),
given_result AS (SELECT DISTINCT c.id, c.got FROM classed c JOIN nearest n ON n.id = c.id AND n.nearest = c.class),
covering AS (
  SELECT place_id, coalesce(body, '') AS body, source, report_id, coalesce(title, source) AS title, sentences, substr(covers, 1, 4) AS first,
    covered_to(covers) AS last
  FROM report WHERE place_id IS NOT NULL AND covers IS NOT NULL AND sentences > 0
),
ledger AS (
  SELECT t.*, m.zh AS common, n.* EXCLUDE (id), CASE nearest WHEN 1 THEN reached1 WHEN 2 THEN reached2 ELSE reached3 END AS reached,
    CASE nearest WHEN 1 THEN failed1 WHEN 2 THEN failed2 ELSE failed3 END AS failed, g.got, v.report_id AS covering, v.source AS covering_source, v.title AS covering_title, v.sentences
  FROM target t
  LEFT JOIN nearest n ON n.id = t.id
  LEFT JOIN given_result g ON g.id = t.id
  LEFT JOIN covering v ON n.id IS NULL AND v.place_id = t.place_id AND v.body = t.body AND v.first <= t.due_year::VARCHAR AND t.due_year::VARCHAR <= v.last
  LEFT JOIN concept m ON m.id = t.concept_id
),
answered AS (
  SELECT l.*, o.figure AS result, o.scope AS result_scope, coalesce(k.report_id, covering) AS report_id, coalesce(k.title, k.source, covering_title) AS report,
    coalesce(o.source, covering_source) AS source2, coalesce(o.id, f.statement) AS statement2, coalesce(o.quote, f.exact) AS quote2, coalesce(o.start, f.evidence_start) AS start2,
    coalesce(o."end", f.evidence_end) AS end2, coalesce(o.sentence, f.sentence) AS sentence2, coalesce(o."sentenceStart", f.sentence_start) AS "sentenceStart2",
    code('verdict', CASE
      WHEN nearest IS NULL THEN CASE WHEN covering IS NULL THEN 'noReport' WHEN f.statement IS NOT NULL THEN 'notRead' ELSE 'notReported' END
      WHEN nearest IN (1, 2) AND reached AND NOT failed THEN 'met'
      WHEN nearest IN (1, 2) AND failed AND NOT reached THEN 'missed'
      WHEN nearest = 2 AND reached THEN 'partly'
      WHEN nearest IN (1, 2) THEN 'unratable'
      WHEN nearest = 3 AND reached AND failed THEN 'partly'
      WHEN nearest = 6 THEN 'unratable' ELSE 'redefined' END) AS verdict_id
  FROM ledger l
  LEFT JOIN outcome o ON o.id = l.got
  LEFT JOIN report k ON k.source = o.source
  LEFT JOIN finding f ON f.source = l.covering_source AND (contains(f.sentence, l.metric) OR contains(f.sentence, l.common))
)
SELECT p.label AS place, a.label AS about, metric, due_year AS year, figure, value_exact AS value, low_exact AS low, high_exact AS high,
  tongue($lang, bound_zh, bound_en) AS bound, unit, tongue($lang, direction_zh, direction_en) AS direction, result, result_scope AS scope,
  tongue($lang, w.zh, w.en) AS verdict, report, sentences, quote2, start2, end2, sentence2, "sentenceStart2", source2, statement2,
  place_id AS "placeId", about_id AS "aboutId", concept_id AS "metricId", bound_id AS "boundId", direction_id AS "directionId",
  verdict_id AS "verdictId", report_id AS "reportId", d.id AS statement, quote, start, "end", source, section, sentence, "sentenceStart"
FROM answered d
JOIN name p ON p.id = place_id
JOIN name a ON a.id = about_id
JOIN concept w ON w.id = verdict_id
WHERE given($verdictId, verdict_id)
ORDER BY source, start, "end", d.id, source2, start2, statement2
