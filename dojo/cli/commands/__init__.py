"""The commands of `dojo`, one module each: EXAMPLE, add_arguments(parser) and run(options)."""

COMMANDS = {
    "start": ("start", "make a workspace to learn in"),
    "watch": ("watch", "show the next behaviour and check it at every save"),
    "run": ("run", "check all behaviours, or some, and show those that are not green"),
    "grade": ("grade", "grade untrusted submissions, one or a whole class"),
    "course": ("course", "make a course of your own, check it, or write an autograder for it"),
    "hint": ("hint", "show a hint: first a nudge, then the formula, then the decisive step"),
    "list": ("list", "show the chapters and your progress"),
    "solution": ("solution", "show the course's own code when your chapter is green"),
    "reset": ("reset", "restore a stub, a module or a feature; dojo keeps a backup"),
    "update": ("update", "update a workspace to the installed course"),
    "doctor": ("doctor", "check the installation and the workspace, and name every problem"),
    "lint": ("lint", "find weak tables and mistakes in a chapter"),
    "book": ("book", "write the course as an HTML page, with the answers of your kata"),
    "site": ("site", "write the dojo as web pages in which learners write and check code"),
    "spreadsheet": ("spreadsheet", "write a spreadsheet in which a network computes in live cells"),
    "derive": ("derive", "derive the gradients of a network, step by step"),
    "check-claim": ("check_claim", "check a claim about a derivative"),
    "check-derivation": ("check_derivation", "check a derivation, line by line"),
}
