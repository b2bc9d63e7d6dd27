"""Made-up articles about sport, weather, food, firms and film: what most of the day's news is about.

Sentences are put together from parts by a seeded chance; no text of others is in them. Countries, people with titles
and words that also name political acts (`strike`, `attack`, `beat`, `fire`) turn up as they do in such news.
"""

import random
from collections.abc import Iterator, Mapping

FIRST = (
    "Anna Ben Carla Dario Elsa Finn Greta Hugo Iris Jonas Karin Leo Mona Nils Olga Paul Rosa Sven Tilda Victor".split()
)
LAST = "Abel Brandt Castell Dahlin Ekberg Falk Gruber Holt Ibsen Jansson Keller Lund Mercer Nyberg Olsen Pohl".split()
TOWNS = (
    "Ashford Brookfield Carlow Dunmore Eastleigh Fairview Glenrock Harlow Kingsbridge Lakeside Milton Norwood".split()
)
LINES: Mapping[str, tuple[str, ...]] = {
    "sport": (
        "{town} Rovers came from behind to win {n}-1 at home on {day}.",
        "The striker {name} scored twice before the break and hit the post late in the second half.",
        "Goalkeeper {last} made a string of saves as the visitors pushed for a way back into the match.",
        "The midfielder limped off with a knee injury after a heavy tackle near the touchline.",
        "It was the side's {n}th victory in a row and lifted them to third in the table.",
        '"We kept our shape and took our chances," the coach said afterwards.',
        "The team meets {town} United in the next round of the cup.",
        "{last} finished the race in under {n} minutes, a personal best on a windy course.",
        "She dropped only four games in the final and lifted the trophy for the second time.",
        "Tickets for the return leg sold out within hours, the club said.",
        "Heavy legs showed in the closing stages, and the home side attacked down the left again and again.",
        "Supporters queued in the rain outside the stadium from early in the morning.",
        "The France international is out of contract in June and has not yet signed a new deal.",
        "{name} broke the course record by {n} seconds.",
    ),
    "weather": (
        "A band of rain will cross the coast overnight and clear by noon.",
        "Temperatures climb to {n} degrees inland, with a light breeze from the south.",
        "Morning fog lingers in the valleys around {town} before the sun breaks through.",
        "Snow is expected above {n}00 metres, and roads in the hills may be icy.",
        "The weekend looks dry and bright with cold nights.",
        "Gusts of up to {n} kilometres an hour are possible along the cliffs.",
        "Gardeners should cover young plants, since frost is likely by {day}.",
        "It was the wettest spring in {n} years, according to the weather service.",
        "River levels are falling slowly after last week's downpours.",
        "Pollen counts stay high in grassland areas.",
    ),
    "food": (
        "Heat the oil in a wide pan and soften the onions over a low flame for {n} minutes.",
        "Stir in the flour, then add the milk little by little until the sauce thickens.",
        "Season with salt, black pepper and a pinch of nutmeg.",
        "Fold the egg whites into the batter and pour it into a buttered tin.",
        "Bake for {n} minutes until golden and leave to cool on a rack.",
        "The dough should rest in a warm place until it has doubled in size.",
        "Serve with a green salad, crusty bread and a glass of chilled cider.",
        "Leftovers keep for two days in the fridge.",
        "{name} opened the restaurant in {town} with a menu of Italian dishes made from local vegetables.",
        "A squeeze of lemon lifts the flavour and stops the apples from turning brown.",
    ),
    "firms": (
        "Shares in the furniture maker rose {n} percent after it raised its outlook for the year.",
        "Quarterly revenue reached {n} million, slightly more than analysts had expected.",
        "The retailer plans to open {n} new shops, most of them in small towns such as {town}.",
        "Chief executive {name} said demand for garden tools had held up well.",
        "Costs of timber and freight fell for the third month running.",
        "The company will pay a dividend of {n} cents a share.",
        "Its new warehouse near {town} handles {n},000 parcels a day.",
        "Margins narrowed because of higher rents and wages.",
        "The start-up sells software that helps dentists keep track of appointments.",
        "Orders from Germany and Japan picked up towards the end of the quarter.",
    ),
    "film": (
        "The film follows two sisters who inherit a crumbling hotel by the sea.",
        "{name} plays the elder with dry wit and a fine sense of timing.",
        "The score by {last} moves between piano and brass without ever getting in the way.",
        "The middle act drags, but the last {n} minutes are a delight.",
        "Shot in and around {town}, it makes the most of the pale winter light.",
        "The album has {n} songs, most of them recorded in a single weekend.",
        "Critics praised the novel's warm humour and its portrait of a small school.",
        "The gallery shows {n} paintings from the artist's early years, many of them never seen before.",
        "A second season is in the works, and the cast is expected to return.",
        "The play runs until {day}, with matinees at the weekend.",
    ),
    "daily": (
        "The library in {town} reopened after a year of repairs to its roof.",
        "A new bus line links the station with the hospital every {n} minutes.",
        "Pupils planted {n} trees along the old railway path.",
        "Firefighters put out a blaze in a garden shed; nobody was hurt.",
        "The museum of clocks is looking for volunteers for its summer fair.",
        "Doctors advise people to walk for at least half an hour a day.",
        "Researchers found that cats sleep longer when the windows are closed.",
        "The lake is a favourite stop for cranes on their way south.",
        "The bakery has been in the same family for {n} years.",
        "House prices in {town} have hardly moved since last autumn.",
    ),
}
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def stories(*, seed: int, sentences: int = 25) -> Iterator[str]:
    """Made-up articles without end, each about one thing; equal seeds give equal articles."""
    luck = random.Random(seed)
    kinds = sorted(LINES)
    while True:
        lines = [_line(luck, luck.choice(LINES[kind])) for kind in [luck.choice(kinds)] for _ in range(sentences)]
        yield "\n\n".join(" ".join(lines[i : i + 4]) for i in range(0, len(lines), 4))


def _line(luck: random.Random, form: str) -> str:
    last = luck.choice(LAST)
    name = f"{luck.choice(FIRST)} {last}"
    return form.format(name=name, last=last, town=luck.choice(TOWNS), n=luck.randint(2, 60), day=luck.choice(DAYS))
