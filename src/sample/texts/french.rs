//! French.

use crate::sample::texts::{Intent, Language};

pub(crate) const LANGUAGE: Language = Language {
    welcome_a: &[
        "Bonjour ! Je suis Nora, l'assistante de la boutique. Comment puis-je vous aider ?",
    ],
    welcome_b: &[
        "Bonjour ! 👋 Ici Nora. Une commande, une taille ou un retour ? Posez-moi votre question !",
    ],
    nudge: &["Vous hésitez sur la taille du modèle {p} ? Je peux vous aider. 🙂"],
    openers: &["Bonjour ! ", "Bonsoir. ", "Salut ! "],
    fallback: &[
        "Désolée, je n'ai pas bien compris. Pouvez-vous le dire autrement ?",
        "Je ne sais pas répondre à cela. Est-ce au sujet d'une commande, d'un retour ou d'un produit ?",
    ],
    want_human: &[
        "Puis-je parler à un conseiller, s'il vous plaît ?",
        "Je préfère parler à une vraie personne.",
    ],
    passing_on: &[
        "Bien sûr, je vous mets en relation avec un collègue. Un instant, s'il vous plaît.",
    ],
    nobody_in: &[
        "Notre équipe n'est pas là en ce moment : nous répondons de 8 h à 21 h, le week-end de 10 h à 18 h.",
    ],
    never_mind: &[
        "Laissez tomber, j'ai trouvé la réponse.",
        "Je ne peux plus attendre, je reviendrai plus tard.",
    ],
    anyone: &[
        "Allô ? Il y a quelqu'un ?",
        "J'attends toujours une réponse …",
    ],
    hello: &["Bonjour {n}, ici {g} du service client. Je lis votre message, un instant."],
    transfer: &["Ma collègue connaît mieux ce sujet, je vous transfère."],
    hello_again: &["Bonjour {n}, {g} à l'appareil, je prends la suite et j'ai tout lu."],
    bye: &[
        "Avec plaisir, {n}. Bonne journée à vous !",
        "Je vous en prie ! N'hésitez pas à revenir.",
    ],
    thanks: &[
        "Parfait, merci beaucoup !",
        "Super, merci pour votre aide 🙏",
        "C'est noté, merci et bonne journée !",
    ],
    bot_bye: &[
        "Avec plaisir ! Très bonne journée. 🌿",
        "Je reste à votre disposition !",
    ],
    unhelped: &[
        "Ça ne répond pas à ma question.",
        "Non, ce n'est pas ce que je demandais.",
    ],
    back_again: &[
        "Re-bonjour, je n'ai toujours pas reçu l'e-mail de confirmation. Vous pouvez vérifier ?",
    ],
    back_reply: &[
        "Pas de souci ! Tout est enregistré sous la commande {o}, l'e-mail part aujourd'hui.",
    ],
    praise: &["Rapide et très aimable, merci !", "{g} a été parfaite 👍"],
    gripe: &[
        "Beaucoup trop d'attente.",
        "Le robot n'a pas compris ma question.",
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
                "Où est ma commande {o} ?",
                "Quand vais-je recevoir mon colis ? Commande {o}",
                "Ma commande {o} a-t-elle été expédiée ?",
                "J'attends toujours mon colis, où est-il ?",
            ],
            answers: &[
                "Je l'ai trouvée : la commande {o} est en route vers {c} avec {k}. Livraison prévue dans deux jours. Numéro de suivi : {t}.",
                "La commande {o} est partie hier de notre entrepôt. {k} la livrera à {c} sous deux jours. 📦",
            ],
            talk: &[
                (
                    "Puis-je changer le jour de livraison ?",
                    "Oui, avec le numéro {t} sur le site de {k}.",
                ),
                (
                    "Et si je suis absent ?",
                    "Le colis sera déposé au point relais le plus proche pendant sept jours.",
                ),
            ],
            desk: &[
                (
                    "Je vois la commande {o} : le colis est bloqué au dépôt près de {c}.",
                    "D'accord, et il arrive quand ?",
                ),
                (
                    "J'ai demandé à {k} de le livrer demain matin.",
                    "Très bien, je serai à la maison.",
                ),
            ],
        },
        Intent {
            topic: "returns",
            name: "start_return",
            department: "returns",
            weight: 9,
            escalates: 220,
            goal: Some("return_started"),
            sells: false,
            questions: &[
                "Comment renvoyer un article de la commande {o} ?",
                "Je voudrais faire un retour, comment ça marche ?",
                "Où trouver l'étiquette de retour pour {o} ?",
            ],
            answers: &[
                "Vous avez 30 jours et le retour est gratuit. L'étiquette pour la commande {o} est dans vos e-mails.",
            ],
            talk: &[
                (
                    "Quand serai-je remboursé ?",
                    "Sous cinq jours ouvrés après l'arrivée du colis chez nous.",
                ),
                (
                    "Je n'ai pas d'imprimante.",
                    "Montrez simplement le QR code de l'e-mail au point relais.",
                ),
            ],
            desk: &[
                (
                    "Bien sûr, {n}. Y avait-il un problème avec l'article ?",
                    "Non, il est juste un peu trop grand.",
                ),
                (
                    "Entendu. L'étiquette est envoyée, le remboursement suivra sous cinq jours.",
                    "Merci, je le dépose demain.",
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
                "Quelle taille choisir pour le modèle {p} ?",
                "Le modèle {p} taille-t-il petit ?",
                "Je porte du {s} d'habitude, est-ce que ça ira pour {p} ?",
            ],
            answers: &[
                "Le modèle {p} taille normalement. Entre deux tailles, prenez la plus grande : {z}.",
            ],
            talk: &[
                (
                    "Et si ça ne va pas ?",
                    "L'échange est gratuit pendant 30 jours.",
                ),
                (
                    "Est-ce que le {z} est en stock ?",
                    "Oui, {s} et {z} sont tous les deux en stock.",
                ),
            ],
            desk: &[
                (
                    "Bonjour {n} ! Quelle taille portez-vous chez d'autres marques ?",
                    "Plutôt {s}, parfois c'est un peu serré.",
                ),
                (
                    "Alors je vous conseille le {z}.",
                    "Très bien, je commande le {z}.",
                ),
            ],
        },
    ]],
};
