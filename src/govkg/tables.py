"""The facts tables of a release, opened in DuckDB: in memory, and then without access to anything outside.

A plan (``queries/ask/NAME.sql``) reads the facts tables and what is made of them here: ``thing`` and ``name`` (each class and
each label of a thing once), ``mention`` (each passage that names it), ``outcome`` (results, targets, baselines, milestones
and recognitions as one table, with labels) and ``tie`` (attributions with their outcomes).
"""

from __future__ import annotations

import hashlib
import json
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

from govkg import ids
from govkg.errors import CallerError

MANIFEST = "manifest.json"
STATED = (
    "observation",
    "milestone",
    "recognition",
    "shortcoming",
    "attribution",
    "participation",
    "mandate",
    "composition",
)
VOCAB, GOV = ids.VOCAB, ids.ONTOLOGY
MADE = f"""
CREATE MACRO given(among, x) AS (among IS NULL OR list_contains(among::VARCHAR[], x));
CREATE MACRO tongue(lang, zh, en) AS CASE WHEN lang = 'en' THEN en ELSE zh END;
CREATE MACRO code(scheme, x) AS '{VOCAB}' || scheme || '/' || x;
CREATE MACRO class_iri(x) AS '{GOV}' || x;
CREATE MACRO passage(source, start, stop) AS '{ids.ID}evidence/' || source || '-' || start || '-' || stop;
CREATE MACRO difference(a, b) AS regexp_replace((a::DECIMAL(38, 12) - b::DECIMAL(38, 12))::VARCHAR, '\\.?0+$', '');
CREATE MACRO unsure(kind_id) AS kind_id NOT IN (class_iri('Milestone'), class_iri('PlannedMilestone'), class_iri('Recognition'));
CREATE MACRO leveled(level_id, kind_id) AS
  coalesce(level_id, code('level', CASE WHEN unsure(kind_id) THEN 'unsure' ELSE 'none' END));
CREATE TABLE name AS SELECT DISTINCT id, name AS label, sort_key FROM entity;
CREATE TABLE thing AS SELECT DISTINCT id, code('domain', domain) AS domain_id FROM entity;
CREATE TABLE class_of AS SELECT DISTINCT e.id, e.class, '{GOV}' || e.class AS class_id, c.zh, c.en
FROM entity e LEFT JOIN concept c ON c.id = '{GOV}' || e.class;
CREATE TABLE mention AS SELECT DISTINCT id, exact AS quote, evidence_start AS start, evidence_end AS "end", source, section,
  sentence, sentence_start AS "sentenceStart" FROM entity;
CREATE TABLE realised AS SELECT DISTINCT id, code('scheme', scheme) AS scheme_id FROM entity WHERE scheme IS NOT NULL;
INSERT INTO realised SELECT r.id, c.broader FROM realised r JOIN concept c ON c.id = r.scheme_id WHERE c.broader IS NOT NULL;
CREATE TABLE outcome AS
WITH every AS (
  SELECT statement, '{GOV}' || CASE role WHEN 'target' THEN 'Target' WHEN 'baseline' THEN 'Baseline' ELSE 'Result' END AS kind_id,
    about_id, metric_as_written AS metric, NULL AS event, NULL AS award_id, exact AS figure, value, value_exact,
    CASE WHEN high_exact IS NOT NULL THEN low_exact END AS low_exact, CASE WHEN low_exact IS NOT NULL THEN high_exact END AS high_exact,
    unit, bound, direction, metric AS concept, kind AS sort, change_type, compared_with, place_id, "start" AS period, "end" AS until, year, scope, flow, exact,
    evidence_start, evidence_end, source, section, sentence, sentence_start
  FROM observation
  UNION ALL BY NAME
  SELECT statement, '{GOV}' || CASE event WHEN 'planned' THEN 'PlannedMilestone' ELSE 'Milestone' END AS kind_id, entity_id AS about_id,
    event, exact AS figure, exact, evidence_start, evidence_end, source, section, sentence, sentence_start
  FROM milestone
  UNION ALL BY NAME
  SELECT statement, '{GOV}Recognition' AS kind_id, about_id, award_id, exact, evidence_start, evidence_end, source, section,
    sentence, sentence_start
  FROM recognition
)
SELECT statement AS id, kind_id, k.zh AS kind_zh, k.en AS kind_en, about_id, metric, e.zh AS event_zh, e.en AS event_en,
  a.label AS award, figure, value, value_exact, low_exact, high_exact, unit,
  code('bound', o.bound) AS bound_id, b.zh AS bound_zh, b.en AS bound_en,
  code('direction', o.direction) AS direction_id, d.zh AS direction_zh, d.en AS direction_en,
  code('metric', o.concept) AS concept_id, m.zh AS concept_zh, m.en AS concept_en, code('level', m.level) AS level_id, l.zh AS level_zh,
  l.en AS level_en, o.sort, change_type, compared_with, place_id, period, until, year, scope, flow, exact AS quote, evidence_start AS start,
  evidence_end AS "end", source, section, sentence, sentence_start AS "sentenceStart"
FROM every o
LEFT JOIN concept k ON k.id = o.kind_id
LEFT JOIN concept e ON e.id = code('event', o.event)
LEFT JOIN name a ON a.id = o.award_id
LEFT JOIN concept b ON b.id = code('bound', o.bound)
LEFT JOIN concept d ON d.id = code('direction', o.direction)
LEFT JOIN concept m ON m.id = code('metric', o.concept)
LEFT JOIN concept l ON l.id = code('level', m.level);
CREATE TABLE tie AS
SELECT t.statement, t.initiative_id, code('basis', t.basis) AS basis_id, b.zh AS basis_zh, b.en AS basis_en, t.exact AS quote,
  t.evidence_start AS start, t.evidence_end AS "end", t.source, t.section, t.sentence, t.sentence_start AS "sentenceStart",
  o.id AS outcome_id, o.start AS outcome_start, o."end" AS outcome_end,
  o.* EXCLUDE (id, quote, start, "end", source, section, sentence, "sentenceStart")
FROM attribution t JOIN outcome o ON o.id = t.outcome LEFT JOIN concept b ON b.id = code('basis', t.basis);
CREATE TABLE duty AS
SELECT statement, organisation_id, initiative_id, code('role', role) AS role_id, r.zh AS role_zh, r.en AS role_en,
  code('basis', basis) AS basis_id, b.zh AS basis_zh, b.en AS basis_en, exact AS quote, evidence_start AS start,
  evidence_end AS "end", source, section, sentence, sentence_start AS "sentenceStart"
FROM participation t LEFT JOIN concept r ON r.id = code('role', role) LEFT JOIN concept b ON b.id = code('basis', basis);
CREATE TABLE said AS
WITH every AS (
  SELECT o.id, kind_id AS type_id, quote, start, "end", source, section, sentence, "sentenceStart" FROM outcome o
  UNION
  SELECT m.id, class_id, quote, start, "end", source, section, sentence, "sentenceStart" FROM mention m JOIN class_of USING (id)
  UNION
  SELECT statement, '{GOV}' || type, exact, evidence_start, evidence_end, source, section, sentence, sentence_start
  FROM (SELECT 'Attribution' AS type, * FROM attribution UNION ALL BY NAME SELECT 'Participation' AS type, * FROM participation
    UNION ALL BY NAME SELECT 'Mandate' AS type, * FROM mandate UNION ALL BY NAME SELECT 'Composition' AS type, * FROM composition
    UNION ALL BY NAME SELECT 'Shortcoming' AS type, * FROM shortcoming)
)
SELECT every.*, zh, en FROM every LEFT JOIN concept c ON c.id = type_id;
"""


class Tables:
    """Facts tables in memory; ``rows`` answers a plan. One for a process; every thread may ask."""

    def __init__(self, files: dict[str, Path]) -> None:
        import duckdb

        self._stopped = duckdb.InterruptException
        self._db = duckdb.connect(config={"threads": 1, "default_null_order": "nulls_first_on_asc_last_on_desc"})
        for name, path in files.items():
            at = path.as_posix().replace("'", "''")
            self._db.execute(f"CREATE TABLE \"{name}\" AS SELECT * FROM read_parquet('{at}')")
            if name in STATED:  # what a person rejected counts for nothing; a thing stays, others name it
                self._db.execute(f"DELETE FROM \"{name}\" WHERE status = 'rejected'")
        self._db.execute(MADE)
        self._db.execute("SET enable_external_access = false; SET lock_configuration = true")

    def rows(self, sql: str, values: dict[str, Any], count: int | None = None,
             timeout: float | None = None) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:  # fmt: skip
        """Columns and rows of a plan, at most ``count``, its ``$names`` bound to the values.

        Raises CallerError ``query.timeout`` when it is not done in time.
        """
        with self._db.cursor() as cursor:
            clock = threading.Timer(timeout, cursor.interrupt) if timeout is not None else None
            if clock:
                clock.start()
            try:
                cursor.execute(sql, values)
                found = cursor.fetchall() if count is None else cursor.fetchmany(count)
                return tuple(d[0] for d in cursor.description or ()), found
            except self._stopped as e:
                raise CallerError("query.timeout", f"no answer within {timeout:g} s, the query was stopped",
                                  cure="narrow the query or give it more time (--timeout)") from e  # fmt: skip
            finally:
                if clock:
                    clock.cancel()


@lru_cache(maxsize=4)
def _manifest(folder: Path, dataset: str) -> dict[str, Any] | None:
    """The manifest of the release in ``folder``; None where it is not that of the TriG with the hash ``dataset``."""
    try:
        read = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return read if read["dataset"] == dataset and "facts/concept.parquet" in read["files"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def small(folder: Path, dataset: str, quads: int) -> bool:
    """Whether the release has fewer quads than so many."""
    read = _manifest(folder, dataset)
    return read is not None and read["quads"] < quads


@lru_cache(maxsize=2)
def open(folder: Path, dataset: str) -> Tables | None:
    """The tables of the release in ``folder`` whose TriG has the hash ``dataset``; None where they are not there or not of it.

    A file that is not the one in the release's manifest is another release's, too.
    """
    read = _manifest(folder, dataset)
    if read is None:
        return None
    named = {n: h for n, h in read["files"].items() if n.startswith("facts/")}
    try:
        if any(hashlib.sha256((folder / n).read_bytes()).hexdigest() != h for n, h in named.items()):
            return None
    except OSError:
        return None
    return Tables({Path(n).stem: folder / n for n in named})
