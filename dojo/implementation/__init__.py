"""The implementation under test, a kata: loaded, its functions instrumented, its calls logged."""
