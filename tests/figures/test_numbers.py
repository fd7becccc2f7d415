"""The numbers behind the course's figures, against an independent source."""

import numpy as np
import pytest

from dojo.book.experiments import Experiment, conduct
from tests.fixtures.course import COURSE

pytest.importorskip("matplotlib")


@pytest.fixture
def data_of(figures):
    """Return what gives the data of a figure, as the reference computes them."""

    def data(name):
        feature, figure = figures[name]
        result = conduct(COURSE.reference, Experiment(feature, name, figure.data))
        assert result.why == ""
        return result.data

    return data


def test_slopes_are_what_the_curves_differences_say(data_of):
    data = data_of("activations-and-slopes")
    z = np.array(data["z"])
    for name, curve in data["curves"].items():
        measured = np.gradient(np.array(curve["a"]), z)
        away = np.abs(z) > 0.11
        assert np.allclose(measured[away], np.array(curve["slope"])[away], atol=0.02), name


def test_the_v_has_its_point_near_1e_5_and_grows_as_the_square_on_its_right(data_of):
    data = data_of("gradient-error")
    ε, errors = np.array(data["ε"]), np.array(data["errors"])
    assert 1e-6 < ε[errors.argmin()] < 1e-4
    right = (ε >= 1e-3) & (ε <= 0.1)
    slope, _ = np.polyfit(np.log10(ε[right]), np.log10(errors[right]), 1)
    assert abs(slope - 2) < 0.05
    left = ε <= 1e-7
    slope, _ = np.polyfit(np.log10(ε[left]), np.log10(errors[left]), 1)
    assert -1.3 < slope < -0.7


def test_more_units_die_the_larger_the_learning_rate(data_of):
    data = data_of("dead-units")
    means = np.mean(data["dead"], axis=1)
    assert means[0] < 0.05
    assert means[-1] > 0.9
    assert np.all(np.diff(means[2:]) > 0)


def test_simulated_deaths_lie_between_the_published_bounds(data_of):
    data = data_of("born-dead")
    for at in data["widths"]:
        N = at["width"]
        a1, a2 = 1 - 0.5**N, 1 - 0.5 ** (N - 1) - (N - 1) / 4**N
        c = (1 - 0.5 ** (N - 1)) * (1 - 0.5**N) / (1 + (N - 1) / 2**N)
        for L, (low, high) in zip(data["every depth"], at["bounds"], strict=True):
            assert high == pytest.approx(1 - a1 ** (L - 2))
            assert low == pytest.approx(high + c * (a2 ** (L - 2) - a1 ** (L - 2)))
        bounds = dict(zip(data["every depth"], at["bounds"], strict=True))
        for L, share in zip(data["depths"], at["born dead"], strict=True):
            slack = 4 * (0.25 / data["networks"]) ** 0.5
            assert bounds[L][0] - slack <= share <= bounds[L][1] + slack


def test_one_rate_crawls_one_arrives_and_one_leaps(data_of):
    crawls, arrives, leaps = data_of("learning-rates")["costs"]
    assert np.all(np.diff(crawls) < 0)
    assert crawls[-1] > 0.6
    assert arrives[-1] < 0.05
    assert max(leaps) > 2 * leaps[0]


def test_the_boundary_ends_with_every_sample_on_its_side(data_of):
    data = data_of("decision-boundary")
    assert [round(ŷ) for ŷ in data["ŷ"]] == data["y"]
    assert data["J"] == sorted(data["J"], reverse=True)
    across, last = np.array(data["across"]), np.array(data["stages"][-1])
    for (x1, x2), y in zip(data["x"], data["y"], strict=True):
        column, row = (int(np.abs(across - x).argmin()) for x in (x1, x2))
        assert round(last[row, column]) == y


def test_the_confusion_matrix_counts_what_was_read(data_of):
    data = data_of("digits-read")
    counts = np.array(data["counts"])
    assert np.trace(counts) / counts.sum() == pytest.approx(data["accuracy"])
    assert counts.sum() - np.trace(counts) == len(data["mistakes"])
    assert data["accuracy"] > 0.95
    assert np.shape(data["weights"])[1] == 64


def test_the_linear_stack_is_straight_and_the_one_with_relu_is_not(data_of):
    data = data_of("stacked-lines")
    x, linear, bent = (np.array(of) for of in (data["x"], data["linear"]["ŷ"], data["relu"]["ŷ"]))
    assert np.allclose(linear, data["W"] * x + data["b"])
    slopes = np.unique(np.round(np.diff(bent) / np.diff(x), 6))
    assert {0.0, 1.0} < set(slopes)
    assert min(slopes) < 0


def test_a_square_is_as_large_as_its_error_and_j_is_their_mean(data_of):
    data = data_of("squared-errors")
    squares = (np.array(data["y"]) - np.array(data["ŷ"])) ** 2
    assert data["each"] == pytest.approx(list(squares))
    assert data["J"] == pytest.approx(squares.mean())


def test_chords_of_the_cubic_err_by_the_square_of_ε(data_of):
    data = data_of("chords")
    assert data["tangent"] == pytest.approx(3 * 2**2)
    for chord in data["chords"]:
        assert chord["slope"] == pytest.approx(12 + chord["ε"] ** 2)


def test_a_small_step_leaves_the_unit_alive_and_a_large_one_kills_it(data_of):
    before, small, large = data_of("one-step-kills")["frames"]
    assert before["slope"] == small["slope"] == [1, 1]
    # By hand: ŷ = 1, 2; the gradients are 5 for w and 3 for b.
    assert small["z"] == pytest.approx([0.2, 0.7])
    assert large["z"] == pytest.approx([-1.4, -1.9])
    assert large["slope"] == [0, 0]


def test_the_worked_example_flows_as_by_hand(data_of):
    hidden, output = data_of("both-passes")["layers"]
    assert hidden["z"] == [1, 3, -2]
    assert output["z"] == [-2]
    assert output["δ"] == [-6]
    assert hidden["δ"] == [-6 * 3 * 1, -6 * -2 * 1, 0]
    assert hidden["f′"] == [1, 1, 0]
    assert hidden["dW"] == [[-18, 12, 0], [-36, 24, 0]]


def test_the_standardised_valley_is_round_and_descent_arrives_there(data_of):
    raw, standard = data_of("two-valleys")
    x = np.array([1.0, 2.0, 3.0])
    assert raw["condition"] == pytest.approx(np.linalg.cond([[2 * (x**2).mean(), 4], [4, 2]]))
    assert standard["condition"] == pytest.approx(1)
    crawled, arrived = (valley["costs"][-1] - valley["least"] for valley in (raw, standard))
    assert arrived < 1e-6 < 0.1 < crawled
    assert standard["costs"] == sorted(standard["costs"], reverse=True)


def test_twenty_residual_layers_learn_while_plain_ones_hardly_do(data_of):
    data = data_of("twenty-layers")
    plain, residual = (np.mean(data[name][-10:]) for name in ("plain", "residual"))
    assert residual < 0.5 * plain
    assert plain > 1.5


def test_what_a_kernel_finds_is_a_difference_of_columns(data_of):
    data = data_of("a-kernel")
    columns = np.array(data["pixels"])
    rows = columns[:-2] + columns[1:-1] + columns[2:]
    assert np.allclose(data["found"], rows[:, :-2] - rows[:, 2:])


def test_the_network_with_kernels_reads_more_of_the_digits_that_are_moved(data_of):
    data = data_of("moved-digits")
    counts, shares = data["parameters"], data["shares"]
    assert 5.9 < counts["dense"] / counts["convolution"] < 6
    middle = data["shifts"].index(0)
    assert all(max(of) == of[middle] > 0.9 for of in shares.values())
    for beside in (middle - 1, middle + 1):
        assert shares["dense"][beside] + 0.05 < shares["convolution"][beside] < 0.85


def test_the_training_cost_falls_with_the_degree_and_the_test_cost_rises_again(data_of):
    data = data_of("capacity-costs")
    assert np.all(np.diff(data["training"]) < 0)
    best = int(np.argmin(data["test"]))
    assert 3 <= best <= 5
    assert data["test"][9] > 2 * data["test"][best]
    assert data["test"][0] > 2 * data["test"][best]


def test_the_table_of_capacity_is_a_part_of_the_figure(data_of):
    data = data_of("capacity-costs")
    assert 0.4 < data["training"][0] < 0.6
    assert 0.01 < data["training"][3] < 0.05
    assert data["training"][9] < 1e-6


def test_a_penalised_weight_comes_to_rest_where_sympy_says(data_of):
    for curve in data_of("penalised-weight")["curves"]:
        assert curve["lowest"] == pytest.approx(4 / (2 + curve["λ"]), abs=1e-4)
        assert min(curve["J"]) == pytest.approx(curve["least"], abs=0.01)


def test_the_mean_of_the_masks_is_the_answer_without(data_of):
    data = data_of("four-masks")
    assert data["answers"] == [12, 4, 8, 0]
    assert np.mean(data["answers"]) == data["ŷ"]


def test_the_best_epoch_lies_before_the_end_and_reads_more(data_of):
    data = data_of("stop-early")
    best = data["best"]
    assert 0 < best < len(data["training"]) - 1
    assert data["validation"][best] == min(data["validation"])
    assert data["read"][best] > data["read"][-1]
    assert data["training"][-1] < 0.75 * data["training"][best]


def test_two_crawl_along_the_curved_valley_and_two_arrive(data_of):
    ends = {name: path["J"][-1] for name, path in data_of("four-paths")["paths"].items()}
    assert max(ends["RMSProp"], ends["Adam"]) * 10 < min(ends["descent"], ends["momentum"])


def test_both_paths_of_the_narrow_valley_are_those_of_the_tables(data_of):
    data = data_of("narrow-valley")
    t = np.arange(21)
    descent = np.transpose([9 * 0.8**t, (-0.8) ** t])
    momentum = np.transpose([(9 + 9 * t / 2) / 2**t, (1 + 3 * t / 2) * (-0.5) ** t])
    assert np.allclose(data["descent"]["places"], descent)
    assert np.allclose(data["momentum"]["places"], momentum)


def test_adams_step_is_α_long_and_without_corrections_it_is_not(data_of):
    data = data_of("adams-corrections")
    t = np.array(data["t"])
    assert data["corrected"] == pytest.approx(np.ones(len(t)), abs=1e-6)
    assert data["plain"] == pytest.approx((1 - 0.9**t) / np.sqrt(1 - 0.999**t))


def test_gradients_of_the_computation_are_those_of_the_table(data_of):
    data = data_of("a-computation")
    assert data["values"] == {"x": 2, "p": 4, "q": 6, "y": 24}
    assert data["gradients"] == {"y": 1, "q": 4, "p": 10, "x": 44}
    for name, gradient in data["gradients"].items():
        shares = [share for _, below, share in data["shares"] if below == name]
        assert sum(shares) == gradient or name == "y"


def test_each_doubling_adds_one_node_and_doubles_the_gradient(data_of):
    data = data_of("doublings")
    assert data["nodes"] == [1, 2, 3, 4, 5, 6]
    assert data["values"] == [1, 2, 4, 8, 16, 32]
    assert data["gradients"] == data["values"][::-1]
