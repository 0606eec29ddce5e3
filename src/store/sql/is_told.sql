SELECT EXISTS (SELECT 1 FROM disclosure WHERE document = :document AND paper = :paper)
