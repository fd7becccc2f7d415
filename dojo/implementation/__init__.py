"""An implementation under test: loaded, instrumented, its calls logged."""
