"""The commands of `dojo`, one module each: EXAMPLE, add_arguments(parser) and run(options)."""

COMMANDS = {
    "start": ("start", "make a workspace to learn in"),
    "watch": ("watch", "show the behaviour that is next, checked again at every save"),
    "run": ("run", "check some behaviours, or all, and show what is not green"),
    "grade": ("grade", "grade submissions that are not trusted, one or a whole class"),
    "course": ("course", "make a course of your own, check it, or write an autograder for it"),
    "hint": ("hint", "give a nudge, then the formula, then the decisive step"),
    "list": ("list", "show the course in order, and what is done"),
    "solution": ("solution", "show the course's own code, once your chapter is green"),
    "reset": ("reset", "bring back a stub, a module or a feature; a backup is kept"),
    "update": ("update", "bring a workspace up to date with the installed course"),
    "doctor": ("doctor", "check the installation and the workspace, and say what to mend"),
    "lint": ("lint", "check a chapter: does it say less than it seems to?"),
    "book": ("book", "write the course as a page to read, with the answers of your kata"),
    "site": ("site", "write the whole dojo as web pages, in which learners write and are checked"),
    "spreadsheet": ("spreadsheet", "write a workbook in which a network computes in live cells"),
    "derive": ("derive", "derive the gradients of a network, step by step"),
    "check-claim": ("check_claim", "check a claim about a derivative"),
    "check-derivation": ("check_derivation", "check a derivation, line by line"),
}
