"""The workbook that a network computes in, and the cases that are read back from one."""
