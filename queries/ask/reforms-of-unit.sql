SELECT u.label AS organisation, n.label AS initiative, tongue($lang, c.zh, c.en) AS class, tongue($lang, role_zh, role_en) AS role,
  tongue($lang, basis_zh, basis_en) AS basis, organisation_id AS "organisationId", initiative_id AS "initiativeId",
  class_id AS "classId", role_id AS "roleId", basis_id AS "basisId", statement, quote, start, "end", source, section, sentence,
  "sentenceStart"
FROM duty
JOIN class_of c ON c.id = initiative_id AND c.class IN ('Reform', 'Platform', 'Campaign', 'PolicyDocument')
JOIN name u ON u.id = organisation_id
JOIN name n ON n.id = initiative_id
JOIN (SELECT DISTINCT id, sort_key FROM name) k ON k.id = initiative_id
WHERE list_contains($unitId::VARCHAR[], organisation_id) AND given($roleId, role_id) AND given($basisId, basis_id)
ORDER BY source, organisation_id, basis_id, start, k.sort_key, initiative_id, statement
