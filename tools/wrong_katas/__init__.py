"""Wrong implementations of the kata, made on purpose, to see that the book tells each of them."""
