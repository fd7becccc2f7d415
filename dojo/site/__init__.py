"""The dojo in a web page: a folder of static files in which a browser judges a learner's code."""
