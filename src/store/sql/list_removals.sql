SELECT patient, at, reason, notes FROM removal ORDER BY at
