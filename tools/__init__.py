"""Programs that only maintainers run: generated pages, mutants and misconceptions."""
