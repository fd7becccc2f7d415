"""Cucumber Messages of a run (`pytest --messages FILE`), for every reporter that reads them."""
