"""pytest's own tester of plugins, for the tests that run features of their own."""

pytest_plugins = ["pytester"]
