"""The commands of `dojo`, one module each: EXAMPLE, add_arguments(parser) and run(options)."""

COMMANDS = {
    "watch": ("watch", "show the behaviour that is next, judged anew at every save"),
    "run": ("run", "judge some behaviours, or all, and show what is not green"),
    "list": ("list", "show the course in order, and what is done"),
    "derive": ("derive", "derive the gradients of a network, step by step"),
    "check-claim": ("check_claim", "judge a claim about a derivative"),
    "check-derivation": ("check_derivation", "judge a derivation, line by line"),
}


class UsageError(Exception):
    """A command was used wrongly; the message says what to do."""
