"""A scenario as a workbook: one sheet a table, the same nouns and the same rules as the folder's files."""
