"""Powers of ten, as an axis marks them and as a sentence writes them."""

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def powers(axis, exponents):
    """Mark an axis, already logarithmic, at powers of ten."""
    axis.set_ticks([10.0**e for e in exponents], [power(e) for e in exponents])
    axis.set_ticks([], minor=True)


def scientific(number):
    """Write a positive number to two digits.

    >>> scientific(3.7e-10), scientific(1e-5)
    ('3.7·10⁻¹⁰', '10⁻⁵')
    """
    mantissa, _, exponent = f"{number:.1e}".partition("e")
    return power(int(exponent)) if mantissa == "1.0" else f"{mantissa}·{power(int(exponent))}"


def power(exponent):
    """Write a power of ten: 10⁻⁵."""
    return f"10{str(exponent).translate(SUPERSCRIPTS)}"
