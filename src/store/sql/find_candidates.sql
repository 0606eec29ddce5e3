-- Everybody with a word of one kind that begins with the driving term, in the order of the index; and whether all other terms fit too.
SELECT
    word.patient,
    NOT EXISTS (
        SELECT 1
        FROM json_each(:others) AS term
        WHERE NOT EXISTS (
            SELECT 1
            FROM patient_word AS other
            WHERE other.patient = word.patient AND other.word >= term.value AND other.word < term.value || char(0x10FFFF)
        )
    ) AS fits
FROM patient_word AS word
WHERE word.kind = :kind AND word.word >= :prefix AND word.word < :prefix || char(0x10FFFF)
ORDER BY word.word, word.name, word.patient
