"""The spreadsheet: one workbook in which a network computes in live cells."""
