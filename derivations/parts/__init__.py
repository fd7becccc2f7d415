"""Parts of networks beyond dense layers, each derived in numbered steps and proved by SymPy."""
