"""The learner's tool and the pytest plugin: it collects features, fills in tables, gives verdicts.

dojo reads features as text and runs them with pytest. It never imports an implementation at its
own import time: which `kata` is checked is decided for each run (see `implementation`).
"""
