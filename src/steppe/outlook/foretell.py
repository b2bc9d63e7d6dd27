"""The way into the room: what a forecaster says to a question from what was known before it opened."""

from collections.abc import Sequence

from steppe.outlook.forecast import Forecast, Forecaster, Question
from steppe.outlook.history import History


def forecast(question: Question, history: History, forecaster: Forecaster) -> Forecast:
    """The forecast of one question. Rows known on the day it opens or later are never seen.

    >>> from datetime import date
    >>> from steppe.outlook.registry import forecaster
    >>> past = History.of([("KAZ", "AID", "RUS", date(2022, month, 1)) for month in range(1, 7)])
    >>> asked = Question(actors=("KAZ",), kinds=("AID",), recipients=("RUS",), opens=date(2022, 7, 1),
    ...                  closes=date(2022, 7, 30))
    >>> round(forecast(asked, past, forecaster("climatology")).probability, 2)
    0.87
    """
    (found,) = forecasts((question,), history, forecaster)
    return found


def forecasts(questions: Sequence[Question], history: History, forecaster: Forecaster) -> tuple[Forecast, ...]:
    """The forecasts of many questions, in their order; it learns once for each day on which one of them opens."""
    found: dict[int, Forecast] = {}
    for opens in sorted({question.opens for question in questions}):
        places = [at for at, question in enumerate(questions) if question.opens == opens]
        answers = forecaster.learn(history.before(opens))([questions[at] for at in places])
        found.update(zip(places, answers, strict=True))
    return tuple(found[at] for at in range(len(questions)))
