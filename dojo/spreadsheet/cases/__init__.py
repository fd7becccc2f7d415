"""Cases written in a spreadsheet: tables of the book's behaviours, out to a sheet and back."""
