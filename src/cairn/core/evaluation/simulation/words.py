"""Plain, kind sentences for people who do not exist, in English and Spanish; all our own.

Aligned by position: the sentence at place i says the same in both languages.
"""

CHECK_IN_NOTES = {
    "en": (
        "Walked home the long way and felt better for it.",
        "Cooked for myself tonight.",
        "A hard afternoon. I called someone, and it passed.",
        "Slept badly, but the morning was quiet.",
        "My sister and I talked for an hour.",
        "Work was long. Glad to be home.",
        "The evening was lonely.",
        "I went to the group and stayed until the end.",
        "Nothing special, and that was good.",
        "I am proud of one small thing today.",
    ),
    "es": (
        "Volví a casa por el camino largo y me sentó bien.",
        "Hoy cociné para mí.",
        "Una tarde difícil. Llamé a alguien y se me pasó.",
        "Dormí mal, pero la mañana fue tranquila.",
        "Mi hermana y yo hablamos una hora.",
        "El trabajo se hizo largo. Qué bien estar en casa.",
        "La tarde fue solitaria.",
        "Fui al grupo y me quedé hasta el final.",
        "Nada especial, y estuvo bien así.",
        "Hoy estoy a gusto con una cosa pequeña que hice.",
    ),
}

CONTACT_NOTES = {
    "en": (
        "Talked about how the week went and what helped on Thursday.",
        "Took a walk by the river. Mostly listened.",
        "Filled in the housing form together; it goes out on Monday.",
        "Planned the weekend: two calls, one dinner, early nights.",
        "Went to the new group together; stayed for coffee after.",
        "Talked through what to do in the first hour when it gets hard.",
        "A short hello. All is well.",
        "Looked at bus times for the clinic and wrote them down.",
        "Spoke about the children and the visit on Sunday.",
        "Read the goal again and found the next small step.",
    ),
    "es": (
        "Hablamos de cómo fue la semana y de lo que ayudó el jueves.",
        "Paseamos por el río. Sobre todo escuché.",
        "Rellenamos el papel de la vivienda; sale el lunes.",
        "Planeamos el fin de semana: dos llamadas, una cena, dormir pronto.",
        "Fuimos al grupo nuevo y nos quedamos a tomar café.",
        "Repasamos qué hacer en la primera hora cuando se pone difícil.",
        "Un saludo corto. Todo va bien.",
        "Miramos los horarios del autobús a la clínica y los apuntamos.",
        "Hablamos de los niños y de la visita del domingo.",
        "Leímos otra vez la meta y vimos el próximo paso pequeño.",
    ),
}

GOAL_AREAS = ("housing", "work", "family", "health", "company", "use")
"""Parts of life that a goal is about, in the order of `GOALS`."""

# Title, then the five levels from -2 (much less than hoped) to +2 (much more).
GOALS = {
    "en": (
        (
            "A place of my own",
            "I have no plan yet and no one to ask.",
            "I stay with friends and have started the form.",
            "The form is in and I have seen two rooms.",
            "I have a date to move in.",
            "I have lived in my own room for a month.",
        ),
        (
            "Back to work",
            "I have not looked at any job this month.",
            "I look at offers and have not written to anyone.",
            "I wrote to three places and had one talk.",
            "I have a trial week or a course place.",
            "I have worked every week for a month.",
        ),
        (
            "Time with my children",
            "We have no contact.",
            "I send a message most weeks.",
            "We speak every Sunday.",
            "We meet every second week.",
            "They stay with me for a weekend.",
        ),
        (
            "Sleep and mornings",
            "I sleep by day and miss every appointment.",
            "I get up before noon twice a week.",
            "I get up by nine on four days a week.",
            "I get up by nine on six days a week.",
            "I get up by eight each day and walk first.",
        ),
        (
            "People around me",
            "I spend every evening alone.",
            "I talk with one person a week.",
            "I go to one group a week.",
            "I go to two groups and have one friend to call.",
            "I help to set up a group each week.",
        ),
        (
            "Evenings that stay mine",
            "I use on most evenings.",
            "I use on three evenings a week.",
            "I use on one evening a week at most.",
            "I have three weeks in a row with no use.",
            "I have had no use for two months.",
        ),
    ),
    "es": (
        (
            "Un sitio propio",
            "Aún no tengo plan ni a quién preguntar.",
            "Vivo con amigos y he empezado el papeleo.",
            "El papel está entregado y he visto dos cuartos.",
            "Tengo fecha para mudarme.",
            "Llevo un mes en mi propio cuarto.",
        ),
        (
            "Volver a trabajar",
            "Este mes no he mirado ningún trabajo.",
            "Miro ofertas y aún no he escrito a nadie.",
            "Escribí a tres sitios y tuve una entrevista.",
            "Tengo una semana de prueba o un curso.",
            "He trabajado cada semana durante un mes.",
        ),
        (
            "Tiempo con mis hijos",
            "No tenemos contacto.",
            "Casi cada semana mando un mensaje.",
            "Hablamos todos los domingos.",
            "Nos vemos cada dos semanas.",
            "Se quedan conmigo un fin de semana.",
        ),
        (
            "Dormir y madrugar",
            "Duermo de día y falto a todas las citas.",
            "Me levanto antes de las doce dos días por semana.",
            "Me levanto a las nueve cuatro días por semana.",
            "Me levanto a las nueve seis días por semana.",
            "Me levanto a las ocho cada día y salgo a caminar.",
        ),
        (
            "Gente a mi lado",
            "Paso todas las tardes sin compañía.",
            "Hablo con una persona por semana.",
            "Voy a un grupo por semana.",
            "Voy a dos grupos y tengo un amigo a quien llamar.",
            "Cada semana ayudo a preparar un grupo.",
        ),
        (
            "Tardes para mí",
            "Consumo casi todas las tardes.",
            "Consumo tres tardes por semana.",
            "Consumo una tarde por semana como mucho.",
            "Llevo tres semanas seguidas sin consumir.",
            "Llevo dos meses sin consumir.",
        ),
    ),
}
