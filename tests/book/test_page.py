"""The page holds every behaviour and its state, the derivations, and nothing from outside."""

import re
from html.parser import HTMLParser

import pytest

from dojo.book.chapters import Chapter, Example, Rule
from dojo.book.contents import unfinished
from dojo.course.prose import slug
from tests.fixtures.course import COURSE

LOADS = {"src", "href", "data", "action", "poster", "srcset", "formaction"}


class Reader(HTMLParser):
    """Collects what the tests ask about."""

    def __init__(self, text):
        super().__init__()
        self.addresses, self.elsewhere, self.ids, self.headings = [], [], [], []
        self.text, self.scripts = "", 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.scripts += tag == "script"
        for name, value in attrs:
            if name in LOADS and (tag, name) == ("a", "href") and value.startswith("http"):
                self.elsewhere.append(value)  # where a reader may go on; nothing is loaded
            elif name in LOADS:
                self.addresses.append(value)
            if name == "id":
                self.ids.append(value)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def page(book):
    return Reader(book.read_text(encoding="utf-8"))


def test_every_behaviour_of_every_chapter_is_there_and_green(book, page):
    text = book.read_text(encoding="utf-8")
    features = [*COURSE.features.glob("*.feature"), *COURSE.worksheets.glob("*.feature")]
    written = "\n".join(path.read_text(encoding="utf-8") for path in features)
    for kind, name in re.findall(r"^ *(Feature|Rule|Example): (.*)$", written, re.MULTILINE):
        addresses = [each for each in page.ids if each.endswith(slug(name))]
        assert name in page.text or addresses, kind  # where it holds a formula, it is typeset
    examples = len(re.findall(r"^ *Example:", written, re.MULTILINE))
    assert text.count('<section class="example green"') == examples
    optional = text.count('<span class="optional">')
    assert 0 < optional < 30
    assert f"{examples - optional} of {examples - optional} behaviours" in page.text
    assert 'class="wrong"><span' not in text.partition("<main")[2]


def test_it_loads_nothing(page):
    assert [a for a in page.addresses if not a.startswith(("#", "data:,"))] == []
    assert page.scripts == 1
    assert len(page.elsewhere) > 20


def test_every_link_arrives_and_every_place_is_named_once(page):
    assert len(page.ids) == len(set(page.ids))
    links = [address[1:] for address in page.addresses if address.startswith("#")]
    assert len(links) > 300
    assert set(links) <= set(page.ids)


def test_headings_descend_one_at_a_time(page):
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    pairs = zip(page.headings, page.headings[1:], strict=False)
    assert [(a, b) for a, b in pairs if b > a + 1] == []


def test_it_is_small(book):
    assert book.stat().st_size < 2 << 20


def test_derivations_are_typeset_and_hold(book):
    text = book.read_text(encoding="utf-8")
    proofs = text.split('<details class="proof">')[1:]
    assert len(proofs) >= 14
    assert all("all of them right ✓" in proof for proof in proofs)
    assert text.count('<div class="scroll formula"><math') >= 100
    assert text.count("✓ proved") > 60


def test_a_wrong_answer_shows_what_was_expected_and_what_came(write, change):
    change("kata/activations.py", "z > 0) * 1.0", "z >= 0) * 1.0")
    code, said, text = write()
    assert code == 0
    assert "30 of 30" not in said
    red = text.partition('<section class="example red" id="02-activations--example--on-both-sides')[
        2
    ]
    red = red.partition("</section>")[0]
    assert red.count('<td class="wrong" ') == 1
    assert re.search(r"expected</span> 0 <span.*?yours</span> <strong>1</strong>", red)
    assert "Your slope? matches `z ≥ 0` instead of" in red
    assert "kata/activations.py:" in red


def test_what_the_kata_answers_is_written_as_the_book_writes_it(book, write, change):
    """A minus sign is no hyphen, and a power of ten stands high."""
    shown = re.findall(r'<span class="actual">(.*?)</span>', book.read_text(encoding="utf-8"))
    assert len(shown) > 100
    assert [one for one in shown if "-" in one or re.search(r"\de[+-]?\d", one)] == []
    change("kata/activations.py", "z > 0) * 1.0", "z > 0) * -1.0")
    assert "<strong>−1</strong>" in write()[2]


def test_what_is_not_written_is_open(write, change):
    change("kata/neuron.py", "return x @ W + b", "raise NotImplementedError")
    code, _, text = write()
    assert code == 0
    assert '<section class="example open" id="01-neuron--example--by-hand"' in text
    assert re.search(r'<td class="open">16<', text)
    assert "weighted_sum is not written yet." in text
    assert 'id="02-activations--example--a-straight-line"' in text


def test_the_page_counts_as_the_command_does_without_what_is_optional(write, change):
    change("kata/activations.py", "z > 0) * 1.0", "z >= 0) * 1.0")
    _, said, text = write()
    done, of = re.search(r"(\d+) of (\d+) behaviours green", said).groups()
    assert f"<strong>{done} of {of}</strong> behaviours are green" in text
    assert f'<progress id="progress" max="{of}" value="{done}">' in text
    assert 'class="optional"' in text


def test_one_goes_on_with_what_has_to_be_green_then_on_paper_then_with_what_is_optional():
    def chapter(name, paper=False, **states):
        examples = [
            Example(title, title, state, "", [], [], optional=title.startswith("star"))
            for title, state in states.items()
        ]
        return Chapter(1, name, name, [], paper, [Rule(name, name, [], [], examples)])

    first = chapter("first", star="red", done="green")
    paper = chapter("paper", paper=True, sheet="open")
    last = chapter("last", needed="open")
    assert unfinished([first, paper, last]).name == "needed"
    assert unfinished([first, paper]).name == "sheet"
    assert unfinished([first]).name == "star"
    assert unfinished([chapter("first", done="green")]) is None


def test_markup_from_anywhere_stays_text(write, change):
    evil = "<script>alert(1)</script>"
    change(
        "features/01_neuron.feature", "Feature: Neuron\n", f"Feature: Neuron {evil}\n  {evil}\n\n"
    )
    change("features/01_neuron.feature", "the two products cancel ", f"{evil} ")
    change(
        "kata/neuron.py",
        "return x @ W + b",
        f"print({evil!r})\n    raise ValueError({evil!r})",
    )
    code, _, text = write()
    assert code == 0
    assert Reader(text).scripts == 1
    assert text.count("&lt;script&gt;alert(1)") >= 4
    assert "alert(1)</script>" not in text
    assert "script-src 'sha256-" in text
