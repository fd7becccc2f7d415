"""The spreadsheet: a workbook that a network computes in, and cases read back from one."""
