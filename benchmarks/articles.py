"""Synthetic news: as many articles as wanted, of our own prose, the same ones for the same seed.

Each reports one event of an invented town in sentences put together from templates, about as long as a real article
(some 7,000 characters in 55 sentences), with a headline, a day, an outlet and a dateline. Words repeat as they do in a
newspaper: names and subjects seldom, what is said of them often. No two articles are copies.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

_HEADS = "Ald Bram Carn Dell Esk Farn Gild Hart Inver Kell Lang Mar Nether Orm Pen Quarr Rosk Stan Thorn Ulver".split()
_TAILS = "bury by combe dale field ford gate ham haven holm mere minster ness port stead stow ton wick worth".split()
_FIRST = "Ada Bruno Clara Dmitri Elena Farid Greta Hugo Ines Jonas Kemi Lucia Marek Nadia Omar Petra Ravi Sofia".split()
_LAST = (
    "Abara Brandt Castell Dorval Eklund Ferrant Gallo Hendry Ibsen Jarvis Kovar Lindt Mensah Novak Okafor Pryce "
    "Quist Renner Sandoval Tamura Ulrich Varga Weston Yilmaz Zeller"
).split()
_OFFICES = (
    "the mayor|the council's treasurer|a spokeswoman for the port|the chief engineer|a member of the opposition|"
    "the head of the teachers' union|a professor of hydrology|the police commissioner|the regional health director|"
    "a shop owner on the main square|the chair of the residents' group|a former minister"
).split("|")
_THINGS = (
    "harbour bridge|tram line|fish market|reservoir|children's hospital|paper mill|night ferry|city library|"
    "grain terminal|solar park|cable car|football stadium|vaccination centre|river dam|broadcasting tower|"
    "technical college|waste plant|railway depot|botanical garden|coal mine|airport road|water works|court house|"
    "ice rink|bus garage|opera house|wind farm|steel works|customs office|fire station"
).split("|")
_DEEDS = (
    "close|reopen|sell|rebuild|inspect|extend|privatise|evacuate|insure|modernise|lease|guard|relocate|shut down|"
    "refinance|survey"
).split("|")
_CAUSES = (
    "cracks were found in its foundations|a storm flooded its cellars|the cost of energy doubled within a year|"
    "two inspectors had warned of the risk in letters that nobody answered|the lender withdrew from the contract|"
    "a court ruled that the permit had been granted unlawfully|salt water had damaged the cables|"
    "the number of visitors fell after the pandemic|an audit showed that money was missing|"
    "its only supplier went bankrupt|landslides made the northern approach unsafe|the staff went on strike over pay|"
    "a fire destroyed the control room|the government cut the subsidy without notice"
).split("|")
_EFFECTS = (
    "thousands of commuters will have to take the valley road|fishermen lose a third of their income|"
    "schools in the northern districts will start an hour later|prices in the shops have begun to rise|"
    "the budget has to be debated again|patients are taken to the neighbouring county|"
    "the old quarter stays without heating at night|freight trains wait for hours outside the station|"
    "insurers are reviewing every policy in the region|tourists have cancelled their bookings for the summer"
).split("|")
_TEMPLATES = (
    "The town of {town} decided on {weekday} to {deed} the {thing} because {cause}, said {person}, {office}.",
    '"We had no other choice after {cause}," said {person}, {office}, at a meeting in {town}.',
    "The {thing} in {town} was built in {year} for {money} million crowns and employs {count} people.",
    "As a result {effect}, according to a report of {pages} pages that {person} presented to the council.",
    "{person}, {office}, denied that the plan to {deed} the {thing} had been known before {month}.",
    "About {count} people protested outside the {thing} and demanded that the authorities {deed} it at once.",
    "In {month}, {effect}; since then the council of {town} has met {few} times without a decision.",
    "Neighbouring {other} chose another way in {year}, when it voted to {deed} its own {thing}.",
    "The repairs are to cost {money} million crowns, {percent} percent more than was estimated in {year}.",
    '"Nobody asked those who live here," {person} told reporters in {other}. "Now {effect}."',
    "Experts of the institute in {other} had measured the damage for {few} years before {cause}.",
    "The ministry promised {money} million crowns by the end of {month}, but {person} called the sum too small.",
    "Of {count} residents who were asked, {percent} percent want the town to {deed} the {thing}.",
    "{person} wrote to the ministry in {month} of {year} that {cause}, and got no answer.",
    "Until the work is finished, {effect}, the company that runs the {thing} announced.",
    "The contract with the builders from {other} ends after {few} years, and {office} expects a lawsuit.",
    "A second inspection is planned for {weekday}, when {person} and {few} engineers will visit the {thing}.",
    "Whether the {thing} can ever open again is uncertain, since {cause}.",
    "Trade in {town} fell by {percent} percent in {month}, the chamber of commerce reported.",
    "{person} has lived beside the {thing} for {few} decades and remembers how {cause} in {year}.",
    "The opposition in {town} wants to {deed} the {other} {thing} as well and counts on {count} signatures.",
    "Ferries between {town} and {other} carried {count} passengers in {month}, {percent} percent fewer than before.",
)
_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_OUTLETS = ("Harbour Post", "Valley Courier", "Northern Wire", "Evening Ledger", "Coast Dispatch", "Meridian Press")
SEED = 20191114


def make_articles(count: int, seed: int = SEED) -> Iterator[dict[str, str]]:
    """`count` records as `brief add` reads them from a .jsonl file: id, title, source, published, text."""
    rng = random.Random(seed)
    for number in range(count):
        yield _article(rng, number)


def write_articles(path: Path, count: int, seed: int = SEED) -> None:
    """`count` articles into one .jsonl file."""
    with path.open("w", encoding="utf-8") as out:
        for record in make_articles(count, seed):
            out.write(json.dumps(record) + "\n")


def _article(rng: random.Random, number: int) -> dict[str, str]:
    town, thing, deed, cause = _town(rng), rng.choice(_THINGS), rng.choice(_DEEDS), rng.choice(_CAUSES)
    day = date(2015, 1, 1) + timedelta(days=rng.randrange(3650))
    theme = {"town": town, "thing": thing, "deed": deed, "cause": cause}
    outlet = rng.choice(_OUTLETS)
    sentences = [_TEMPLATES[0].format_map(theme | _slots(rng, day))]
    for _ in range(rng.randint(25, 85)):
        # Two sentences of three stay with the subject; the others bring in something else.
        about = theme if rng.random() < 2 / 3 else {**_other_theme(rng), "town": town}
        sentence = rng.choice(_TEMPLATES).format_map(_slots(rng, day) | about)
        sentences.append(sentence[0].upper() + sentence[1:])
    paragraphs = [" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3)]
    dateline = f"{town.upper()}, {_MONTHS[day.month - 1]} {day.day} ({outlet}) -- "
    return {
        "id": f"made-{number}",
        "title": f"{town} to {deed} its {thing}",
        "source": outlet,
        "published": day.isoformat(),
        "text": dateline + "\n\n".join(paragraphs),
    }


def _other_theme(rng: random.Random) -> dict[str, str]:
    return {"thing": rng.choice(_THINGS), "deed": rng.choice(_DEEDS), "cause": rng.choice(_CAUSES)}


def _slots(rng: random.Random, day: date) -> dict[str, object]:
    return {
        "person": f"{rng.choice(_FIRST)} {rng.choice(_LAST)}",
        "office": rng.choice(_OFFICES),
        "effect": rng.choice(_EFFECTS),
        "other": _town(rng),
        "year": rng.randint(1950, day.year),
        "month": rng.choice(_MONTHS),
        "weekday": rng.choice(_WEEKDAYS),
        "money": rng.randint(2, 400),
        "count": rng.randint(30, 90_000),
        "pages": rng.randint(12, 300),
        "percent": rng.randint(2, 95),
        "few": rng.randint(2, 9),
    }


def _town(rng: random.Random) -> str:
    return rng.choice(_HEADS) + rng.choice(_TAILS)
