@activations
Feature: Activations
  An activation f turns a neuron's weighted sum z into its output a = f(z).

  Rule: ReLU passes what is positive and zeroes the rest
    ReLU(z) = max(0, z). At its kink z = 0 the slope is 0 by convention.

    Example: On both sides of its kink
      Then relu gives
        | z    | a? | slope? |
        | -2   | 0  | 0      |
        | -0.5 | 0  | 0      |
        | 0    | 0  | 0      |
        | 3    | 3  | 1      |
