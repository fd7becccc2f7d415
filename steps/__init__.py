"""The only place where features, kata and derivations meet. Three moves: parse, call, compare."""
