"""`pytest --messages FILE`: the run as Cucumber Messages, for every reporter that reads them."""
