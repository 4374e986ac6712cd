"""Languages by their ISO 639 codes, with the names that people write for the frequent ones."""

from cairn.core.matching.vocabulary import Word, folded, word
from cairn.core.shared.words import Phrase, phrase

LANGUAGES = (
    word("en", phrase("English"), "inglés"),
    word("es", phrase("Spanish"), "español | castellano"),
    word("zh", phrase("Chinese"), "mandarin | cantonese | chino"),
    word("vi", phrase("Vietnamese"), "vietnamita"),
    word("tl", phrase("Tagalog"), "filipino | tagalo"),
    word("ar", phrase("Arabic"), "árabe"),
    word("fr", phrase("French"), "francés"),
    word("ht", phrase("Haitian Creole"), "haitian | creole | criollo haitiano"),
    word("ko", phrase("Korean"), "coreano"),
    word("ru", phrase("Russian"), "ruso"),
    word("pt", phrase("Portuguese"), "portugués"),
    word("de", phrase("German"), "alemán"),
    word("hi", phrase("Hindi")),
    word("ur", phrase("Urdu")),
    word("bn", phrase("Bengali"), "bengalí"),
    word("pa", phrase("Punjabi"), "panjabi"),
    word("fa", phrase("Persian"), "farsi | dari | persa"),
    word("pl", phrase("Polish"), "polaco"),
    word("it", phrase("Italian"), "italiano"),
    word("ja", phrase("Japanese"), "japonés"),
    word("uk", phrase("Ukrainian"), "ucraniano"),
    word("so", phrase("Somali"), "somalí"),
    word("am", phrase("Amharic"), "amárico"),
    word("sw", phrase("Swahili"), "suajili"),
    word("nv", phrase("Navajo"), "diné"),
    word(
        "ase",
        phrase("American Sign Language"),
        "asl | sign language | lengua de señas | lengua de señas americana",
    ),
)

_TWO_LETTERS = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da "
    "de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy "
    "hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg "
    "li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or "
    "os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta "
    "te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)


def is_language_code(text: str) -> bool:
    """A two-letter code of ISO 639-1, whether or not we have a name for it."""
    return folded(text) in _TWO_LETTERS.split()


def language_name(code: str) -> Phrase:
    """The words for a language, or its code where we have no words."""
    named: dict[str, Word] = {language.code: language for language in LANGUAGES}
    return named[code].name if code in named else Phrase(code)
