"""The questions that stand for a case's title: the shipped ones can be asked, broken ones are refused by line."""

import pytest

from steppe.errors import InputError
from steppe.ontology.vocabulary import load
from steppe.outlook.beside import FILE, read_title
from steppe.world.load import find_case

NOTES = "# version: 1\n# licence: CC0-1.0\n# origin: by hand\n# title: Will it?\n# reading: any yes is a yes\n"
HEAD = "id\tquestion\tstands_for\tbeside\tcounts\tdiffers\tlacks\n"
ROW = ["a", "KAZ -> RUS: REJECT within 90d", "it refuses", "Q1", "any refusal", "a level", "silence"]


def table(folder, *rows, notes=NOTES):
    path = folder / FILE
    path.write_text(notes + HEAD + "".join("\t".join(row) + "\n" for row in rows), encoding="utf8")
    return path


def test_the_shipped_title_has_three_questions_of_kinds_that_do_not_overlap():
    title = read_title(find_case("kazakhstan-2022") / FILE, load())
    assert title.title.endswith("?")
    asked = [(one.question.split(":")[0], set(one.question.split(": ")[1].split(" within")[0].split("|")))
             for one in title.questions]  # fmt: skip
    assert len(asked) == 3
    for at, (sides, kinds) in enumerate(asked):
        assert all(sides != other or not kinds & more for other, more in asked[at + 1 :])
    assert {one.question.split("within ")[1] for one in title.questions} == {"90d"}


def test_a_good_table_is_read(tmp_path):
    (one,) = read_title(table(tmp_path, ROW), load()).questions
    assert (one.id, one.beside, one.lacks) == ("a", "Q1", "silence")


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        (1, "KAZ -> RUS: REJECTS within 90d", "cannot be read"),
        (1, "KAZ -> RUS: Occupy territory within 90d", "cannot be read"),
        (1, "KAZ <-> RUS: REJECT within 90d", "cannot be read"),
        (1, "Nowhereland -> RUS: REJECT within 90d", "cannot be read"),
        (1, "KAZ -> any: REJECT within 90d", "two named sides"),
        (1, "KAZ -> RUS: REJECT within 90d from 2022-11-24", "without a date"),
        (1, "KAZ -> RUS: REJECT by 2022-12-31", "without a date"),
        (2, "", "stands_for is empty"),
        (3, "", "beside is empty"),
        (6, "", "lacks is empty"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_with_its_line(tmp_path, column, cell, says):
    row = [*ROW[:column], cell, *ROW[column + 1 :]]
    with pytest.raises(InputError, match=r"outlook\.tsv line 7: ") as caught:
        read_title(table(tmp_path, row), load())
    assert says in str(caught.value)
    assert "expected" in str(caught.value)


def test_a_table_without_title_or_rows_is_refused(tmp_path):
    with pytest.raises(InputError, match="note title is missing"):
        read_title(table(tmp_path, ROW, notes=NOTES.replace("# title: Will it?\n", "")), load())
    with pytest.raises(InputError, match="no question"):
        read_title(table(tmp_path), load())
