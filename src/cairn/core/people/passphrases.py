"""A passphrase to offer: five plain words, drawn by chance, easy to keep in mind.

The words are common things and doings. Chance is handed in as `pick`, which gives a
whole number below its argument, as in `names`.
"""

from cairn.core.people.names import Pick

WORDS = 5

_PLAIN = {
    "en": (
        "apple apron arrow attic autumn bagel baker ball bamboo banana banjo barn basil basket bath "
        "beans bell bench berry bicycle biscuit blanket board boat book boots bottle bowl branch "
        "bread brick broom brush bucket butter button cabin cake camel camera candle canoe canvas "
        "captain card carpet carrot castle cedar cello chair chalk cheese cherry chess circle "
        "circus clay clock cloth coat cocoa coffee coin comb compass cook cookie corn corner cotton "
        "cousin cricket crown cup curtain dance desk diamond dinner dish dolphin donkey door dragon "
        "drawer drum duck eagle earth easel echo engine evening fabric fan farm ferry fiddle fig "
        "flag flour flute fork fox frog fruit gallery garlic gate ginger giraffe glove goat grape "
        "grass guitar hammer harp hat hedge helmet honey hook hotel house iron jacket jam jar jelly "
        "kettle key kitchen kite kitten knot ladder lamp leaf lemon letter lettuce lion lizard loaf "
        "lunch magnet mango map market meadow melon milk mill mint mirror mitten monkey motor "
        "muffin museum mushroom music needle nest noodle notebook oatmeal onion orange oven "
        "oyster paddle page paint panda paper parade parcel park parrot pasta peach peanut pear "
        "pencil pepper piano picnic pillow pilot pine pizza plate plum pocket pony potato puzzle "
        "rabbit radio raft raisin ribbon rice ring robot rocket roof room rope rug ruler saddle "
        "sail salad salt sand scarf school scissors seed shelf ship shirt shoe silk singer skate "
        "sled slipper soap sock sofa soup spice spoon square squash stable stage stairs stamp "
        "stool story street string sugar suit sunset sweater table tailor teapot tent theater "
        "thread ticket tiger tile toast tomato towel tower tractor train tray tree trumpet tulip "
        "tunnel turtle uncle vase village violin wagon walnut water wheel whistle window wool "
        "yard yarn yogurt zebra"
    ),
    "es": (
        "abeja abrigo aceite agua aguja ajo alfombra algodón almohada amigo ancla anillo árbol "
        "arcilla arroz avena azúcar bailar balcón ballena bandeja banco barco barrio bicicleta "
        "bolsa bolsillo botella botón bufanda burro caballo cabra cacao café caja calabaza calle "
        "cama cámara camello camisa campana canasta canela canoa cántaro carta cartón casa cebolla "
        "cebra cena cepillo cereza cesta chaqueta ciervo cine cinta círculo ciruela ciudad cocina "
        "coche cometa conejo copa corcho corona cortina cuaderno cuadro cuchara cuento cuerda dado "
        "dedal delfín desayuno dibujo disco durazno elefante enero escalera escoba escuela espejo "
        "esquina estufa faja farol feria fideo fiesta flauta flecha foca fresa fruta fuente "
        "galleta gallina ganso gato girasol globo gorra granja guante guitarra harina helado "
        "herrero higo hilo hoja hormiga horno huevo imán invierno jabón jarra jirafa juego jugo "
        "ladrillo lámpara lana lápiz leche lechuga león libro limón llave loro maíz mango mano "
        "manta mantel manzana mapa mármol martillo melón mercado mesa miel molino moneda mono "
        "motor museo naranja nido nieve nuez oca olla oveja página palabra pan panda panadero "
        "pantalón pañuelo papa papel parque pasta patio pato pelota pera perro pescado piano "
        "piedra pimienta pincel piña pintor pizarra plato plaza pluma pollo poncho postre pozo "
        "primo puerta queso radio rama rana regla reloj remo robot rueda saco sal salero sandía "
        "sastre semilla silla sofá sopa sombrero taller tambor tarde tarta taza té teatro techo "
        "tela tenedor tigre tijera toalla tomate torre tortuga traje trapo tren trigo trompeta túnel "
        "uva vaca vagón vaso ventana verano vidrio violín yegua yogur zanahoria zapato zorro"
    ),
}  # fmt: skip


def passphrase(pick: Pick, language: str = "en") -> str:
    """Five different plain words with spaces between; English for an unknown language."""
    words = _words(language)
    chosen: list[str] = []
    while len(chosen) < WORDS:
        word = words[pick(len(words))]
        if word not in chosen:
            chosen.append(word)
    return " ".join(chosen)


def possible_passphrases(language: str = "en") -> int:
    """How many different passphrases `passphrase` can give in a language."""
    count, product = len(_words(language)), 1
    for place in range(WORDS):
        product *= count - place
    return product


def _words(language: str) -> list[str]:
    return list(dict.fromkeys(_PLAIN["es" if language == "es" else "en"].split()))
