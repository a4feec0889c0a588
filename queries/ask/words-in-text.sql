SELECT tongue($lang, zh, en) AS type, type_id AS "typeId", id AS statement, quote, start, "end", source, section, sentence,
  "sentenceStart"
FROM said
WHERE ($wordsGiven IS NULL OR contains(lower(sentence), lower($wordsGiven[1]::VARCHAR)))
  AND ($patternGiven IS NULL OR regexp_matches(sentence, $patternGiven[1]::VARCHAR))
  AND ($sourceGiven IS NULL OR source = $sourceGiven[1]::VARCHAR)
ORDER BY source, start, "end", id, type_id
