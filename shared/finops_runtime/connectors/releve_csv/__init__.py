"""The `releve_csv` connector, by stage: manifest (which files), table (lines of text), mapping (to relevés)."""
