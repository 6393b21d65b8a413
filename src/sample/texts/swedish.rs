//! Swedish.

use crate::sample::texts::{Intent, Language};

pub(crate) const LANGUAGE: Language = Language {
    welcome_a: &["Hej! Jag heter Nora och är butikens assistent. Hur kan jag hjälpa dig?"],
    welcome_b: &[
        "Hej! 👋 Nora här. Gäller det en beställning, en storlek eller en retur? Fråga på, jag svarar direkt.",
    ],
    nudge: &["Funderar du på storleken för {p}? Jag hjälper dig gärna. 🙂"],
    openers: &["Hej! ", "Hejsan! ", "God dag. "],
    fallback: &[
        "Förlåt, det förstod jag inte riktigt. Kan du skriva det på ett annat sätt?",
        "Tyvärr vet jag inte det. Gäller det en order, en retur eller en produkt?",
    ],
    want_human: &[
        "Kan jag få prata med en människa?",
        "Jag vill hellre prata med kundtjänst, tack.",
    ],
    passing_on: &["Självklart, jag kopplar dig till en kollega. Ett ögonblick!"],
    nobody_in: &[
        "Just nu är ingen på plats. Vi finns här vardagar 8–21 och helger 10–18. Lämna din e-post så svarar vi.",
    ],
    never_mind: &[
        "Det löste sig, jag hittade det själv.",
        "Jag hinner inte vänta längre, återkommer senare.",
    ],
    anyone: &[
        "Hallå? Är det någon där?",
        "Jag väntar fortfarande på svar …",
    ],
    hello: &["Hej {n}, det är {g} på kundtjänst. Jag läser det du skrev, ett ögonblick bara."],
    transfer: &["Min kollega kan det här bättre än jag, jag kopplar dig vidare."],
    hello_again: &["Hej {n}, {g} här. Jag tar över och har läst allt."],
    bye: &[
        "Kul att jag kunde hjälpa till, {n}. Ha en fin dag!",
        "Varsågod! Hör av dig om det är något mer.",
    ],
    thanks: &[
        "Toppen, tack så mycket!",
        "Perfekt, då vet jag. Tack för hjälpen 🙏",
        "Jättebra, tack ska du ha!",
    ],
    bot_bye: &[
        "Varsågod! Ha en riktigt fin dag. 🌿",
        "Alltid lika kul att hjälpa till!",
    ],
    unhelped: &[
        "Det var inte det jag frågade om.",
        "Nej, det hjälper mig tyvärr inte.",
    ],
    back_again: &["Hej igen! Jag har inte fått någon bekräftelse än, kan du kolla?"],
    back_reply: &["Inga problem! Allt är registrerat på order {o}, bekräftelsen kommer idag."],
    praise: &["Snabbt och trevligt, tack!", "{g} var jättehjälpsam 👍"],
    gripe: &[
        "Fick vänta alldeles för länge.",
        "Boten förstod inte vad jag menade.",
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
                "Var är min beställning {o}?",
                "När kommer mitt paket? Ordernummer {o}",
                "Har ni skickat order {o} än?",
                "Jag väntar fortfarande på paketet med {p}, var är det?",
                "Kan jag spåra min order {o}?",
            ],
            answers: &[
                "Jag hittade den: order {o} är på väg till {c} med {k} och väntas om två dagar. Spårningsnummer: {t}.",
                "Order {o} lämnade vårt lager igår. {k} räknar med att leverera i {c} inom två dagar. 📦",
            ],
            talk: &[
                (
                    "Kan jag hämta det hos ett ombud?",
                    "Ja, välj ombud på sidan hos {k} med numret {t}.",
                ),
                (
                    "Får jag ett sms innan det kommer?",
                    "Ja, {k} skickar ett sms på morgonen samma dag.",
                ),
            ],
            desk: &[
                (
                    "Jag ser order {o} här. Paketet har fastnat på terminalen utanför {c}.",
                    "Okej, när kommer det då?",
                ),
                (
                    "Jag har bett {k} köra ut det i morgon förmiddag.",
                    "Bra, då är jag hemma.",
                ),
            ],
        },
        Intent {
            topic: "returns",
            name: "start_return",
            department: "returns",
            weight: 9,
            escalates: 200,
            goal: Some("return_started"),
            sells: false,
            questions: &[
                "Hur returnerar jag {p}?",
                "Jag vill skicka tillbaka en vara från order {o}.",
                "Var hittar jag retursedeln?",
                "Hur lång är ångerrätten hos er?",
            ],
            answers: &[
                "Du har 30 dagar på dig och returen är gratis. Fraktsedeln för order {o} ligger i din e-post.",
                "Packa varan med lapparna kvar, klistra på fraktsedeln från mejlet och lämna paketet hos {k}.",
            ],
            talk: &[
                (
                    "När får jag pengarna tillbaka?",
                    "Inom fem arbetsdagar efter att paketet har kommit fram till oss.",
                ),
                (
                    "Jag har ingen skrivare.",
                    "Visa bara QR-koden från mejlet hos ombudet, så skriver de ut den.",
                ),
            ],
            desk: &[
                (
                    "Absolut, {n}. Var det något fel på {p}?",
                    "Nej, den är bara lite för stor.",
                ),
                (
                    "Då så. Fraktsedeln är skickad, och pengarna kommer inom fem dagar.",
                    "Toppen, jag lämnar in det i morgon.",
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
                "Vilken storlek ska jag ta i {p}?",
                "Är {p} liten i storleken?",
                "Jag brukar ha {s}, passar det i {p}?",
                "Ska jag välja {s} eller {z}?",
            ],
            answers: &[
                "{p} är normal i storleken. Är du mitt emellan, ta den större: {z}.",
                "Jag skulle ta din vanliga storlek {s}. Vill du ha lite mer plats, välj {z}.",
            ],
            talk: &[
                (
                    "Kan jag byta om den inte passar?",
                    "Ja, det är fritt att byta inom 30 dagar.",
                ),
                (
                    "Finns den i lager?",
                    "Ja, både {s} och {z} finns i lager just nu.",
                ),
            ],
            desk: &[
                (
                    "Hej {n}! Vilken storlek har du i andra märken?",
                    "Oftast {s}, men ibland är den lite tajt.",
                ),
                (
                    "Då rekommenderar jag {z} i {p}.",
                    "Tack, då beställer jag den.",
                ),
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
                "Min {p} kom trasig 😡",
                "Min {p} gick sönder efter en vecka!",
                "Jag vill reklamera {p}, order {o}.",
            ],
            answers: &[
                "Vad tråkigt! Du har två års garanti. Skicka ett foto, så får du en ny {p} eller {a} tillbaka.",
            ],
            talk: &[
                (
                    "Jag vill ha en ny, tack.",
                    "Det ordnar vi. En ny {p} är undanlagd åt dig.",
                ),
                (
                    "Vem betalar returfrakten?",
                    "Det gör vi, fraktsedeln finns i din e-post.",
                ),
            ],
            desk: &[
                (
                    "Jag beklagar verkligen, {n}. Kan du beskriva vad som är fel?",
                    "Sömmen har gått upp, jag har skickat en bild.",
                ),
                (
                    "Tack, det syns tydligt. En ny {p} skickas redan idag.",
                    "Vilken service, tack!",
                ),
            ],
        },
    ]],
};
