//! German.

use crate::sample::texts::{Intent, Language};

pub(crate) const LANGUAGE: Language = Language {
    welcome_a: &["Guten Tag! Ich bin Nora, die Assistentin des Shops. Wie kann ich helfen?"],
    welcome_b: &[
        "Hallo! 👋 Hier ist Nora. Geht es um eine Bestellung, eine Größe oder eine Retoure? Einfach fragen!",
    ],
    nudge: &["Unsicher bei der Größe von „{p}“? Ich helfe gern. 🙂"],
    openers: &["Hallo! ", "Guten Tag. ", "Moin! "],
    fallback: &[
        "Entschuldigung, das habe ich nicht ganz verstanden. Können Sie es anders formulieren?",
        "Das weiß ich leider nicht. Geht es um eine Bestellung, eine Rücksendung oder ein Produkt?",
    ],
    want_human: &[
        "Kann ich bitte mit einem Menschen sprechen?",
        "Ich möchte lieber mit dem Kundenservice schreiben.",
    ],
    passing_on: &[
        "Natürlich, ich verbinde Sie mit einer Kollegin oder einem Kollegen. Einen Moment bitte.",
    ],
    nobody_in: &[
        "Im Moment ist leider niemand da. Wir sind werktags von 8 bis 21 Uhr, am Wochenende von 10 bis 18 Uhr erreichbar.",
    ],
    never_mind: &[
        "Hat sich erledigt, ich habe es selbst gefunden.",
        "Ich kann nicht länger warten, ich melde mich später.",
    ],
    anyone: &[
        "Hallo? Ist da jemand?",
        "Ich warte immer noch auf eine Antwort …",
    ],
    hello: &[
        "Hallo {n}, hier ist {g} vom Kundenservice. Ich lese kurz Ihre Nachricht, einen Moment.",
    ],
    transfer: &["Dafür ist meine Kollegin zuständig, ich verbinde Sie weiter."],
    hello_again: &["Hallo {n}, {g} hier. Ich übernehme und habe alles gelesen."],
    bye: &[
        "Gern geschehen, {n}. Einen schönen Tag noch!",
        "Freut mich, dass ich helfen konnte.",
    ],
    thanks: &[
        "Super, vielen Dank!",
        "Perfekt, danke für die schnelle Hilfe 🙏",
        "Alles klar, vielen Dank und tschüss!",
    ],
    bot_bye: &[
        "Gern geschehen! Einen schönen Tag noch. 🌿",
        "Immer gern, ich bin jederzeit hier.",
    ],
    unhelped: &[
        "Das beantwortet meine Frage leider nicht.",
        "Nein, das war nicht meine Frage.",
    ],
    back_again: &["Noch einmal ich: Die Bestätigung ist noch nicht da, können Sie nachsehen?"],
    back_reply: &[
        "Kein Problem! Alles ist unter Bestellung {o} vermerkt, die Bestätigung kommt heute.",
    ],
    praise: &[
        "Schnell und freundlich, danke!",
        "{g} hat super geholfen 👍",
    ],
    gripe: &[
        "Viel zu lange gewartet.",
        "Der Bot hat meine Frage nicht verstanden.",
    ],
    intents: &[&[
        Intent {
            topic: "shipping",
            name: "track_order",
            department: "orders",
            weight: 14,
            escalates: 170,
            goal: None,
            sells: false,
            questions: &[
                "Wo ist meine Bestellung {o}?",
                "Wann kommt mein Paket? Bestellnummer {o}",
                "Wurde die Bestellung {o} schon verschickt?",
                "Ich warte noch auf „{p}“, wo bleibt das Paket?",
            ],
            answers: &[
                "Gefunden: Die Bestellung {o} ist mit {k} unterwegs nach {c} und kommt in zwei Tagen an. Sendungsnummer: {t}.",
                "Ihre Bestellung {o} hat unser Lager gestern verlassen. {k} liefert voraussichtlich übermorgen in {c}. 📦",
            ],
            talk: &[
                (
                    "Kann ich den Liefertag noch ändern?",
                    "Ja, mit der Nummer {t} auf der Seite von {k}.",
                ),
                (
                    "Und wenn niemand zu Hause ist?",
                    "Dann bringt {k} das Paket in die nächste Filiale und hebt es sieben Tage auf.",
                ),
            ],
            desk: &[
                (
                    "Ich sehe die Bestellung {o}. Das Paket hängt im Depot bei {c} fest.",
                    "Und wann kommt es nun an?",
                ),
                (
                    "Ich habe {k} gebeten, es morgen Vormittag zuzustellen.",
                    "Gut, dann bin ich zu Hause.",
                ),
            ],
        },
        Intent {
            topic: "returns",
            name: "refund_status",
            department: "returns",
            weight: 9,
            escalates: 330,
            goal: None,
            sells: false,
            questions: &[
                "Ich habe {o} vor zwei Wochen zurückgeschickt. Wo bleibt die Erstattung?",
                "Wann bekomme ich mein Geld für {o} zurück?",
                "Ist meine Rücksendung angekommen? Bestellung {o}",
                "Wie lange dauert eine Erstattung?",
            ],
            answers: &[
                "Ihre Rücksendung zu {o} ist angekommen. {a} sind unterwegs und in spätestens fünf Werktagen auf Ihrem Konto.",
                "Die Erstattung von {a} wurde gestern gebucht, auf dem Weg, auf dem Sie bezahlt haben.",
            ],
            talk: &[
                (
                    "Bekomme ich eine Bestätigung?",
                    "Ja, die Gutschrift kommt per E-Mail.",
                ),
                (
                    "Werden die Versandkosten auch erstattet?",
                    "Ja, wenn Sie die ganze Bestellung zurückgeben.",
                ),
            ],
            desk: &[
                (
                    "Haben Sie noch den Einlieferungsbeleg, {n}?",
                    "Ja, die Nummer ist {t}.",
                ),
                (
                    "Danke. Das Paket war falsch zugeordnet, ich habe {a} eben freigegeben.",
                    "Sehr gut, vielen Dank.",
                ),
            ],
        },
        Intent {
            topic: "sizes",
            name: "which_size",
            department: "sales",
            weight: 8,
            escalates: 90,
            goal: Some("size_found"),
            sells: true,
            questions: &[
                "Welche Größe soll ich bei „{p}“ nehmen?",
                "Fällt „{p}“ klein aus?",
                "Normalerweise trage ich {s}. Passt das bei „{p}“?",
            ],
            answers: &[
                "„{p}“ fällt normal aus. Zwischen zwei Größen nehmen Sie besser die größere, also {z}.",
                "Ich würde die übliche Größe {s} nehmen, wer es lockerer mag, nimmt {z}.",
            ],
            talk: &[
                (
                    "Kann ich umtauschen, wenn es nicht passt?",
                    "Ja, der Umtausch ist 30 Tage lang kostenlos.",
                ),
                (
                    "Ist {z} auf Lager?",
                    "Ja, {s} und {z} sind beide auf Lager.",
                ),
            ],
            desk: &[
                (
                    "Hallo {n}! Welche Größe haben Sie bei anderen Marken?",
                    "Meistens {s}, manchmal etwas eng.",
                ),
                ("Dann empfehle ich {z}.", "Gut, dann bestelle ich {z}."),
            ],
        },
        Intent {
            topic: "complaint",
            name: "damaged_item",
            department: "care",
            weight: 5,
            escalates: 640,
            goal: None,
            sells: false,
            questions: &[
                "„{p}“ ist beschädigt angekommen 😡",
                "Bei „{p}“ ist nach einer Woche die Naht aufgegangen!",
                "Ich möchte „{p}“ reklamieren, Bestellung {o}.",
            ],
            answers: &[
                "Das tut mir leid! Sie haben zwei Jahre Garantie. Bitte schicken Sie ein Foto, dann gibt es Ersatz oder {a} zurück.",
            ],
            talk: &[
                (
                    "Ich hätte gern ein neues Exemplar.",
                    "Gern, es ist schon für Sie zurückgelegt.",
                ),
                (
                    "Wer bezahlt die Rücksendung?",
                    "Wir natürlich, das Etikett ist in Ihrer E-Mail.",
                ),
            ],
            desk: &[
                (
                    "Das tut mir wirklich leid, {n}. Was genau ist kaputt?",
                    "Die Naht ist offen, das Foto habe ich geschickt.",
                ),
                (
                    "Danke, man sieht es gut. Der Ersatz geht noch heute raus.",
                    "Toller Service, danke!",
                ),
            ],
        },
    ]],
};
