SELECT EXISTS (
    SELECT 1
    FROM note_event
    WHERE note = :note AND kind = :kind AND at = :at AND clinician = :clinician AND reason IS :reason AND other IS :other
)
