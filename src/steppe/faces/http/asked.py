"""A question at the server: who answers at once, who has to learn first, and where that learning stands."""

from steppe import answers
from steppe.answers import Read, Told
from steppe.faces.http.service import Service
from steppe.jobs.ledger import Job, job


def forecast_of(here: Service, read: Read) -> Told | None:
    """The forecast of a question; nothing where its forecaster has not learned for it yet. Raises `InputError`."""
    if read.asking.forecaster not in answers.LEARNS:
        return answers.tell(read)
    found = job_of(here, read)
    return answers.learned(found.result) if found is not None and found.state == "done" else None


def job_of(here: Service, read: Read) -> Job | None:
    """The job that learns for a question on what is known now, as it stands; nothing where nobody asked for it."""
    if read.asking.forecaster not in answers.LEARNS:
        return None
    return here.jobs.known.get(_job(here, read).id)


def queued(here: Service, read: Read) -> Job:
    """The job that learns for a question, queued; the same question on the same record is the same job.

    Raises `InputError`, `Busy`.
    """
    return here.jobs.add(_job(here, read))


def _job(here: Service, read: Read) -> Job:
    return job("outlook", answers.lesson(read), made=here.clock())
