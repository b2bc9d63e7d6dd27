"""The smallest case folder that uses every table, written anew for each test that wants to break it."""

HEAD = "# version: 1\n# licence: CC0-1.0\n# origin: made up for tests\n"


def lines(columns, *rows):
    return HEAD + "\n".join("\t".join(row) for row in (columns.split(), *rows)) + "\n"


def cells(text):
    """Cells set apart by `|`, as tests write them."""
    return text.split("|")


BACK = "|S1|high|"
FILES = {
    "case.yaml": "id: small\ntitle: Small\nabout: Two states and a pipeline\nas_of: 2022-11-27\n",
    "sources.tsv": lines("id title address first last kind", cells("S1|A page|https://example.org/1|2020-05||news")),
    "members.tsv": lines(
        "id name kind country aliases latitude longitude known source confidence note",
        cells("AAA|Aland|state|AAA|Alandia||||S1|high|"),
        cells("BBB|Beland|state|BBB|||||S1|high|"),
        cells("club|The Club|organisation||||||S1|high|"),
        cells("field-a|Field|infrastructure|AAA||50.5|60||S1|high|"),
        cells("law-1|Law one|law|AAA|||||S1|high|"),
        cells("oil|oil|good||||||S1|high|"),
        cells("port-b|Port|infrastructure|BBB||45|38||recalled|low|"),
        cells("route-1|Line one|route|AAA|||||S1|high|"),
        cells("stop-1|Stop one|disruption|AAA|||||S1|high|"),
        cells("treaty-1|Treaty one|treaty||||||S1|high|"),
    ),
    "figures.tsv": lines(
        "subject measure of since until value high unit bound by known source confidence note",
        cells("AAA|area||1992||1000||km2||||S1|high|"),
        cells("AAA|oil-exports||2020||10||Mt||||S1|high|"),
        cells("AAA|oil-exports||2021||11||Mt||||S1|high|"),
        cells("AAA|population||2020||5000000|5100000|person|||2020-12-31|S1;recalled|medium|two counts"),
        cells("route-1|flow|AAA|2020||10||Mt||||S1|high|"),
        cells("stop-1|days-ordered||2021-03-01||30||day||||S1|high|"),
    ),
    "relations.tsv": lines(
        "kind head tail as_what since until holds share known source confidence note",
        cells("borders|AAA|BBB||1992-01-01|||||S1|high|"),
        cells("member|AAA|club||2001-02-03|2023-01-01||||S1|high|"),
        cells("member|BBB|club|observer|2010|||||recalled|low|"),
    ),
    "duties.tsv": lines(
        "id treaty article act trigger on_request decision since until known source confidence note",
        cells("treaty-1.4|treaty-1|4|aid|external-attack|yes|consensus|1994-04-20||" + BACK),
    ),
    "laws.tsv": lines(
        "id law part state offence least most besides announced signed since until known source confidence note",
        cells(
            "law-1.1.2015|law-1|1|AAA|calls to split the state|2|7||2014-04|2014-07-03|2015-01-01|2017-07-10||S1|high|"
        ),
        cells(
            "law-1.1.2017|law-1|1|AAA|calls to split the state|2|7|loss of citizenship||2017-07-11|2017-07-11||" + BACK
        ),
    ),
    "regimes.tsv": lines(
        "id imposers target what exempt since until known source confidence note",
        cells("R1|AAA;club|BBB|no trade in oil|oil in transit|2022-06-03||" + BACK),
    ),
    "events.tsv": lines(
        "id since until actors recipients kind what place topics course known source confidence note",
        cells("E1|2021-03-01||BBB|AAA|COERCE|A court orders the line to stop|Port|oil|announced" + "|" + BACK),
        cells("E2|2022-02-24|2022-12-31|BBB|AAA|ASSAULT|Beland attacks|Aland|war|realised" + "|" + BACK),
    ),
    "statements.tsv": lines(
        "id since until speaker speaks_for venue host about gist quoted themes replies_to known source confidence note",
        cells(
            "Q1|2021-01-02||A deputy|BBB|a show|The Host|AAA|Aland should mind its borders|next problem|threat||" + BACK
        ),
        cells("Q2|2021-01-03||The minister|AAA|||BBB|such words deserve an answer|fitting reaction|reply|Q1|" + BACK),
    ),
    "routes.tsv": lines(
        "id name good origin path transit since until known source confidence note",
        cells("route-1|Line one|oil|AAA|field-a;port-b|BBB|2001||" + BACK),
    ),
    "disruptions.tsv": lines(
        "id route name cause cause_disputed course since until what known source confidence note",
        cells("stop-1|route-1|Stop one|court||withdrawn|2021-03-01|2021-03-07|ordered for 30 days, lifted|" + BACK),
    ),
    "deployments.tsv": lines(
        "id senders under host mission invited since until low high known source confidence note",
        cells("D1|BBB|club|AAA|guard objects|yes|2022-01-06|2022-01-19|2000|2500|" + BACK),
    ),
    "pleas.tsv": lines(
        "id asker asked since until threat wanted answer granted troops counts known source confidence note",
        cells("P1|AAA|club|2022-01-05||internal-unrest|troops|granted within hours|full|2500|yes|" + BACK),
    ),
    "votes.tsv": lines(
        "resolution day topic state ballot known source confidence note",
        cells("ES-1|2022-03-02|the attack|AAA|abstain|" + BACK),
        cells("ES-1|2022-03-02|the attack|BBB|no|" + BACK),
    ),
    "balances.tsv": lines(
        "id origin good measure total year tolerance known source confidence note",
        cells("B1|AAA|oil|flow|oil-exports|2020|0.02|" + BACK),
    ),
}


def written(folder, **changed):
    """The folder with the case's files; `changed` gives another text, or `None` for no file, by name without suffix."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        new = changed.get(name.split(".")[0], text)
        if new is not None:
            (folder / name).write_text(new, encoding="utf8", newline="\n")
    return folder
