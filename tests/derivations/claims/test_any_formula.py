"""Whatever formula is typed, in whatever notation, the reply is a verdict and a sentence."""

import hypothesis
from hypothesis import strategies as st

from derivations import check_claim, check_derivation, check_equation
from derivations.claims.report import CANNOT_READ, DEFINED, NUMERICALLY, OTHERWISE, PROVED, WRONG
from tests.derivations.claims.formulas import claims, lines

SETTINGS = hypothesis.settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture],
)
VERDICTS = {CANNOT_READ, DEFINED, NUMERICALLY, OTHERWISE, PROVED, WRONG}
LONGEST_REPLY = 2000
NETWORKS = st.sampled_from([
    None,
    (("sigmoid",), "binary_cross_entropy"),
    (("tanh", "identity"), "mse"),
    (("relu", "relu", "sigmoid"), "binary_cross_entropy"),
])  # fmt: skip


def is_a_reply(report):
    known = report.status in VERDICTS or report.status.startswith("follows from")
    return known and 0 < len(report.message) <= LONGEST_REPLY


@hypothesis.given(claims(), NETWORKS)
@SETTINGS
def test_a_claim_of_any_notation_gets_a_reply(claim, network):
    quantity, formula = claim
    assert is_a_reply(check_claim(formula, quantity, network))
    assert is_a_reply(check_claim(f"{quantity} = {formula}", quantity, network))
    assert is_a_reply(check_equation(f"{quantity} = {formula}", network))


@hypothesis.given(st.lists(lines(), min_size=1, max_size=4), st.booleans(), NETWORKS)
@SETTINGS
def test_a_derivation_of_any_lines_gets_a_reply_for_each(texts, as_one_text, network):
    reports = check_derivation("\n".join(texts) if as_one_text else texts, network)
    assert as_one_text or len(reports) == len(texts)
    assert all(map(is_a_reply, reports))


@hypothesis.given(st.text(max_size=200), st.text(max_size=60), NETWORKS)
@SETTINGS
def test_a_text_of_any_kind_gets_a_reply(claim, quantity, network):
    assert is_a_reply(check_claim(claim, quantity, network))
    assert all(map(is_a_reply, check_derivation([f"{quantity} = {claim}"], network)))
