"""Values that stay in a submission's process: objects with attributes, functions, generators."""

import numpy as np
import pytest

from dojo.grader.connection import Connection
from dojo.grader.inside.framing import ProtocolError
from dojo.grader.remote_errors import SubmissionFiles
from dojo.grader.remote_kata import RemoteModule
from dojo.grader.sandbox import Limits, Sandbox
from dojo.verdict import Broken

SOURCES = {
    "nodes.py": b"""
from collections import namedtuple

Pair = namedtuple("Pair", "a b")


class Node:
    def __init__(self, value, parents=()):
        self.value, self.parents = value, parents


def leaf(value):
    return Node(value)


def add(a, b):
    return Node(a.value + b.value, [a, b])


def chain(node, length):
    for _ in range(length):
        node = add(node, node)
    return node


def pairs(length):
    pair = Pair(1.0, 2.0)
    for _ in range(length):
        pair = Pair(pair, pair)
    return pair


def counted(*nodes):
    return {node: float(i) for i, node in enumerate(nodes)}


def later(f):
    return lambda x: f(x) + 1.0


def drawn(draw, rng):
    return [draw(rng), rng.random(), draw(rng)]


def own_generator(draw):
    import numpy as np

    return draw(np.random.default_rng(0))


def size(W):
    return W.size


def documented():
    '''Return a number.

    More about it.
    '''
""",
}


@pytest.fixture(scope="module")
def sandbox():
    """A place to run submissions in."""
    sandbox = Sandbox(Limits())
    yield sandbox
    sandbox.close()


@pytest.fixture
def connection(sandbox):
    """A connection to a worker."""
    files = SubmissionFiles("kata", SOURCES)
    connection = Connection(sandbox, SOURCES, files, {}, Limits(behaviour=2.0), [])
    connection.begin()
    yield connection
    connection.drop()


@pytest.fixture
def nodes(connection):
    """The submission's module."""
    return RemoteModule(connection, "nodes")


def test_an_object_is_asked_for_its_attributes(nodes):
    a = nodes.leaf(np.array([1.0, 2.0]))
    total = nodes.add(a, nodes.leaf(3.0))
    assert total.value.tolist() == [4.0, 5.0]
    assert type(total).__name__ == "Node"
    with pytest.raises(AttributeError, match="gradient"):
        _ = total.gradient


def test_an_object_is_the_same_wherever_it_comes_from(nodes):
    a, b = nodes.leaf(1.0), nodes.leaf(1.0)
    assert nodes.add(a, b).parents == [a, b]
    assert a != b
    assert nodes.counted(a, b) == {a: 0.0, b: 1.0}
    assert len({a, b, *nodes.add(a, b).parents}) == 2


def test_an_object_makes_others_of_its_class(nodes):
    a = nodes.leaf(1.0)
    made = type(a)(a.value + 1, [a])
    assert made.parents == [a]
    assert nodes.add(made, a).value == 3.0


def test_what_refers_to_itself_many_times_is_not_sent_whole(nodes):
    assert nodes.chain(nodes.leaf(1.0), 200).value == 2.0**200
    pair = nodes.pairs(40)
    first, second = pair
    assert (len(pair), first) == (2, second)


def test_a_function_that_was_given_may_be_called_later(nodes, connection):
    later = nodes.later(lambda x: 10 * x)
    assert later(2.0) == 21.0
    connection.begin()
    with pytest.raises(Broken, match="a function that it did not get"):
        later(2.0)


def test_a_given_function_gets_the_random_generator_and_moves_it(nodes):
    rng, same = np.random.default_rng(1), np.random.default_rng(1)
    assert nodes.drawn(lambda rng: rng.random(), rng) == [same.random() for _ in "123"]
    assert rng.random() == same.random()


def test_a_generator_of_the_submissions_own_stays_there(nodes):
    kinds = []
    nodes.own_generator(lambda rng: kinds.append(type(rng).__name__))
    assert kinds == ["Generator"]


def test_an_array_that_repeats_one_entry_is_not_sent_whole(nodes):
    assert nodes.size(np.broadcast_to(0.0, (10**6, 10**6))) == 10**12


def test_a_function_has_the_first_line_of_its_docstring(nodes):
    assert nodes.documented.__doc__ == "Return a number."


def test_a_value_of_a_worker_that_has_ended_is_of_no_use(nodes, connection):
    a = nodes.leaf(1.0)
    connection.drop()
    connection.request({"load": "nodes"})
    with pytest.raises(ProtocolError, match="a process that has ended"):
        nodes.add(a, a)
