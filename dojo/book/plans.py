"""Which pictures the book has: each with its experiment, its drawing and its words."""

from collections.abc import Callable
from typing import NamedTuple

from dojo.book import curves, dead, digits, plane


class Plan(NamedTuple):
    """A picture to be drawn: `words(data)` gives its caption and its text alternative."""

    chapter: int
    name: str
    title: str
    experiment: str
    draw: Callable
    words: Callable


PICTURES = (
    Plan(
        2,
        "activations-and-slopes",
        "Each activation with its slope",
        "activations",
        curves.activations,
        curves.words_of_activations,
    ),
    Plan(
        8,
        "gradient-error",
        "The error of a measured gradient against ε",
        "gradient_errors",
        curves.gradient_errors,
        curves.words_of_gradient_errors,
    ),
    Plan(
        9,
        "learning-rates",
        "Cost against epochs for three learning rates",
        "learning_rates",
        curves.learning_rates,
        curves.words_of_learning_rates,
    ),
    Plan(
        10,
        "dead-units",
        "The share of dead units against the learning rate",
        "dead_units",
        dead.units,
        dead.words_of_units,
    ),
    Plan(
        10,
        "born-dead",
        "The probability of being born dead against the depth",
        "born_dead",
        dead.born,
        dead.words_of_born,
    ),
    Plan(
        12,
        "decision-boundary",
        "The decision boundary of XOR as it trains",
        "boundary",
        plane.boundary,
        plane.words_of_boundary,
    ),
    Plan(
        12,
        "hidden-view",
        "XOR as the hidden layer sees it",
        "boundary",
        plane.hidden,
        plane.words_of_hidden,
    ),
    Plan(
        12,
        "digits-read",
        "Digits, and what the network read",
        "reading",
        digits.shown,
        digits.words_of_shown,
    ),
    Plan(
        12,
        "digits-mistaken",
        "The digits it mistook",
        "reading",
        digits.mistakes,
        digits.words_of_mistakes,
    ),
    Plan(
        12,
        "confusion-matrix",
        "What was read for what",
        "reading",
        digits.confusion,
        digits.words_of_confusion,
    ),
    Plan(
        12,
        "first-weights",
        "The first layer’s weights as images",
        "reading",
        digits.weights,
        digits.words_of_weights,
    ),
)
