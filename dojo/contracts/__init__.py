"""Contracts: what each function of a kata accepts, for machines to check and to draw from."""
