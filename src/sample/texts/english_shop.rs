//! English: sizes, advice, what is in stock.

use crate::sample::texts::Intent;

pub(crate) const INTENTS: &[Intent] = &[
    Intent {
        topic: "sizes",
        name: "which_size",
        department: "sales",
        weight: 9,
        escalates: 80,
        goal: Some("size_found"),
        sells: true,
        questions: &[
            "Which size should I take in the {p}?",
            "Is the {p} true to size?",
            "I usually wear {s}. Does the {p} run small?",
            "I'm between {s} and {z}, what do you recommend for the {p}?",
            "Is there room for something warm underneath if I take the {p} in {s}?",
            "Should I order the {p} in {s} or {z}?",
            "What size do I need? I'm looking at the {p}.",
        ],
        answers: &[
            "The {p} is true to size. If you are between two sizes, take the bigger one: most customers who usually wear {s} keep the {s}.",
            "For the {p} I'd go with your usual size {s}. If you like it roomy, choose {z}.",
        ],
        talk: &[
            (
                "And if it doesn't fit?",
                "Then you can exchange it for free within 30 days.",
            ),
            (
                "Is {z} in stock in {l}?",
                "Yes, the {p} in {l} is in stock in {s} and {z}. Here it is again. 👇",
            ),
            (
                "Is the length normal as well?",
                "Yes, like our other models; you'll find all measurements in the table under the photos.",
            ),
            (
                "Is there a difference between men's and women's?",
                "Yes, the women's model is a little narrower. The sizes {s} and {z} exist in both.",
            ),
        ],
        desk: &[
            (
                "Happy to help, {n}. Which brand do you usually wear, and in which size?",
                "Mostly outdoor brands in {s}, sometimes they are a bit tight.",
            ),
            (
                "Then I'd take the {p} in {z}. I wear it myself, and it's rather slim.",
                "Good to know, I'll order {z} then.",
            ),
        ],
    },
    Intent {
        topic: "sizes",
        name: "size_chart",
        department: "sales",
        weight: 4,
        escalates: 70,
        goal: Some("size_found"),
        sells: true,
        questions: &[
            "Where can I find the size chart for the {p}?",
            "What are the measurements of the {p} in {s}?",
            "Do you have a size guide?",
            "How do I measure myself for the {p}?",
            "Is {s} a European or a UK size?",
            "Size table for the {p} please",
        ],
        answers: &[
            "The size chart of the {p} is right under the photos, behind \"Size & fit\". All our sizes are European ones.",
            "Here is the guide: measure around the widest part, without pulling, and compare it with the table under \"Size & fit\". For the {p} most people take their usual size.",
        ],
        talk: &[
            (
                "I can't find the table on my phone.",
                "On a phone it's behind the small ruler 📏 next to the size buttons.",
            ),
            (
                "So {s} would be right for an average build?",
                "Yes, {s} is what most customers of an average build keep.",
            ),
            (
                "Is it cut generously or rather slim?",
                "Right in the middle, like most of our models.",
            ),
        ],
        desk: &[
            (
                "I've got the {p} here on my desk and can measure it. Which part do you need?",
                "Oh nice! The width of size {s} please.",
            ),
            (
                "Size {s} is about 2 cm wider than the table says, so it's on the comfortable side.",
                "Then {s} is the right one for me.",
            ),
        ],
    },
    Intent {
        topic: "product_advice",
        name: "find_product",
        department: "sales",
        weight: 8,
        escalates: 180,
        goal: None,
        sells: true,
        questions: &[
            "I'm looking for something waterproof for a trip to Iceland. What do you recommend?",
            "What's the difference between the {p} and the {q}?",
            "Is the {p} good for winter hikes?",
            "Which is better for long walks, the {p} or the {q}?",
            "I need a present for somebody who loves the outdoors, about {a}. Any ideas? 🎁",
            "Can you recommend something for a beginner hiker?",
            "Is the {p} waterproof?",
        ],
        answers: &[
            "Good choice to ask first! For that I'd pick the {p} at {a}: it keeps the rain out and packs small. Here is the card, have a look. 👇",
            "The {p} ({a}) is our favourite for wet and windy days, the {q} is lighter and made for dry weather.",
            "Many of our customers choose the {p} for exactly that. It costs {a} and has 4.6 of 5 stars.",
        ],
        talk: &[
            (
                "Does it come in {l}?",
                "Yes, {l} is one of its colours this season.",
            ),
            (
                "How heavy is it?",
                "It's one of the lightest of its kind; the exact weight is in the details below the photos.",
            ),
            (
                "Is it made from recycled material?",
                "Yes, at least 60 % of it is recycled, and the treatment is free of PFAS.",
            ),
            (
                "Do you have something cheaper?",
                "The {q} is the best one for a smaller budget.",
            ),
        ],
        desk: &[
            (
                "Hi {n}! So that I can advise you well: how many days will you be out, and in which weather?",
                "About five days in spring, so rain and wind I guess.",
            ),
            (
                "Then take the {p}, and the {q} in the backpack for the evenings.",
                "Sounds good. Do you have both in stock?",
            ),
            (
                "Yes, both are here. Order today and they are with you on {e}.",
                "Perfect, I'll do that right away.",
            ),
        ],
    },
    Intent {
        topic: "product_advice",
        name: "care",
        department: "sales",
        weight: 3,
        escalates: 90,
        goal: None,
        sells: true,
        questions: &[
            "How do I wash the {p}?",
            "Can the {p} go in the tumble dryer?",
            "How often should I re-proof the {p}?",
            "What's the best way to care for the {p}?",
            "My {p} isn't water-repellent any more, what can I do?",
        ],
        answers: &[
            "Clean the {p} gently at 30 °C or by hand, without softener, and let it dry in the air. Re-proof it once or twice a season.",
            "A mild detergent and lukewarm water are all the {p} needs. A spray for re-proofing is next to it in the shop.",
        ],
        talk: &[
            (
                "Which spray do you recommend?",
                "Our own care spray without PFAS, it works for all our materials.",
            ),
            ("Can I iron it?", "Better not, heat harms the coating."),
            (
                "Does that void the guarantee?",
                "No, cleaning it like this keeps the guarantee of two years.",
            ),
        ],
        desk: &[
            (
                "It depends a little on its age. When did you buy the {p}?",
                "Two years ago, and I've used it a lot.",
            ),
            (
                "Then a wash and a re-proofing will bring it back. If not, we repair it for a small fee.",
                "I'll try that first, good tip.",
            ),
        ],
    },
    Intent {
        topic: "product_advice",
        name: "book_fitting",
        department: "sales",
        weight: 3,
        escalates: 110,
        goal: Some("fitting_booked"),
        sells: false,
        questions: &[
            "Can I book a boot fitting in the {c} store?",
            "I'd like an appointment for a backpack fitting on {e}.",
            "Do you offer advice in person in {c}?",
            "How do I book a fitting? I'm often in {c}.",
        ],
        answers: &[
            "Yes! There is a free slot on {e} at 16:30. I've booked it for you, it takes about 30 minutes and is free of charge.",
            "With pleasure: I've put you down for {e} at 11:00. Please bring the socks you hike in. 🥾",
        ],
        talk: &[
            (
                "What do I need to bring?",
                "Only what you usually wear outdoors, the rest is in the store.",
            ),
            (
                "Can I move the appointment if something comes up?",
                "Of course, with the link in the confirmation up to two hours before.",
            ),
        ],
        desk: &[
            (
                "I can do that for you. Would {e} in the late afternoon suit you?",
                "Yes, any time after four is fine.",
            ),
            (
                "Then it's {e} at 16:30, booked under your name. You'll get a confirmation.",
                "Wonderful, see you then.",
            ),
        ],
    },
    Intent {
        topic: "availability",
        name: "back_in_stock",
        department: "sales",
        weight: 5,
        escalates: 120,
        goal: Some("stock_alert_set"),
        sells: true,
        questions: &[
            "When will the {p} in {s} be back in stock?",
            "The {p} is sold out in {s}. Will you get more?",
            "Is the {p} coming back in {l}?",
            "Can you tell me when {l} is available again? I want the {p}.",
            "Do you still have the {p} somewhere in size {s}?",
            "Out of stock again 😢 when do you restock the {p}?",
        ],
        answers: &[
            "The next delivery of the {p} is due in about ten days. I've set an alert: you'll get an e-mail when {s} is back.",
            "{s} in {l} is sold out at the moment, but {z} is there, and new stock of the {p} comes on {e}.",
        ],
        talk: &[
            (
                "Can I pre-order it?",
                "Yes, the button says \"Pre-order\" now; we only charge you when it ships.",
            ),
            (
                "Will the price stay the same?",
                "Yes, {a} stays the price for this season.",
            ),
            (
                "Which other colours do you have?",
                "Besides {l} there are black and navy in most sizes.",
            ),
        ],
        desk: &[
            (
                "I've looked through all the stores, {n}: there is one {p} in {s} left, in {c}.",
                "Oh great, can you send it to me?",
            ),
            (
                "Yes, I've put it aside and sent you a payment link. It is valid until {e}.",
                "Paid! You're a star.",
            ),
        ],
    },
    Intent {
        topic: "availability",
        name: "store_stock",
        department: "sales",
        weight: 3,
        escalates: 140,
        goal: None,
        sells: true,
        questions: &[
            "Do you have the {p} in your {c} store?",
            "Can I try on the {p} in {c}?",
            "Is the {p} in {s} in stock in {c}?",
            "Which store has the {p}? I live near {c}.",
            "What are the opening hours in {c}?",
            "Can I reserve the {p} in a store?",
        ],
        answers: &[
            "The store in {c} has two {p} left in {s}. It's open until 19:00 today, and I can keep one for you until {e}.",
            "In {c} the {p} is in stock. The store is open 10:00–19:00, on Sundays 12:00–17:00.",
        ],
        talk: &[
            (
                "Please keep one for me!",
                "Done, it's at the till under your name until {e}.",
            ),
            (
                "Is there parking nearby?",
                "Yes, there is a car park round the corner, the first hour is free for customers.",
            ),
            (
                "Can I pay in the store?",
                "Yes, you try it on first and pay there.",
            ),
        ],
        desk: &[
            (
                "I've just rung the {c} store: they have the {p} in {s}, in {l} and black.",
                "Could they hold the {l} one for me?",
            ),
            (
                "They will, until {e}, closing time. Just give your name at the till.",
                "Great service, I'll be there.",
            ),
        ],
    },
];
