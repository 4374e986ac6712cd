"""The substances that a day can name.

Codes are ours and stay the same for good; names are what people read. Medicine
taken as prescribed, methadone and buprenorphine among it, is never use.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cairn.core.shared.words import Phrase, phrase

ANY = "any"


@dataclass(frozen=True)
class Substance:
    """One row of the table; `counts` says whether its use makes a day a day of use."""

    code: str
    name: Phrase
    counts: bool = True


_TABLE = (
    Substance("alcohol", phrase("Alcohol")),
    Substance("cannabis", phrase("Cannabis")),
    Substance("heroin", phrase("Heroin")),
    Substance("fentanyl", phrase("Fentanyl")),
    Substance("opioid", phrase("Pain pills or other opioids")),
    Substance("methadone", phrase("Methadone that was not prescribed")),
    Substance("buprenorphine", phrase("Buprenorphine that was not prescribed")),
    Substance("cocaine", phrase("Cocaine or crack")),
    Substance("amphetamine", phrase("Meth, speed or other stimulants")),
    Substance("benzodiazepine", phrase("Benzos")),
    Substance("sedative", phrase("Sleeping pills or other sedatives")),
    Substance("hallucinogen", phrase("Psychedelics, ecstasy or ketamine")),
    Substance("inhalant", phrase("Glue, gas or poppers")),
    Substance("nicotine", phrase("Tobacco or vapes"), counts=False),
    Substance("other", phrase("Something else")),
)

SUBSTANCES: Mapping[str, Substance] = MappingProxyType({row.code: row for row in _TABLE})
