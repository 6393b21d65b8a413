//! English: delivery and returns.

use crate::sample::texts::Intent;

pub(crate) const INTENTS: &[Intent] = &[
    Intent {
        topic: "shipping",
        name: "track_order",
        department: "orders",
        weight: 15,
        escalates: 130,
        goal: None,
        sells: false,
        questions: &[
            "Where is my order {o}?",
            "Can you tell me where my parcel is? Order number {o}.",
            "I ordered a {p} last week, when will it arrive?",
            "What's the status of order {o}?",
            "Has my order {o} been shipped already?",
            "I'd like to track my order please, number {o}.",
            "When does my package get to {c}? The order is {o}.",
            "My order {o}, where is it right now?",
        ],
        answers: &[
            "I found it: order {o} left our warehouse on {d} and travels with {k}. It should reach {c} by {e}. Tracking number: {t}.",
            "Good news: your order {o} is on its way. {k} expects to deliver it in {c} on {e}. You can follow it with the number {t}.",
            "Order {o} was handed to {k} on {d}. The delivery in {c} is planned for {e}. 📦",
        ],
        talk: &[
            (
                "Can I still choose another delivery day?",
                "Yes, with the tracking number {t} you can pick another day or a parcel shop on the {k} page.",
            ),
            (
                "What happens if nobody is at home?",
                "Then {k} takes the parcel to the nearest parcel shop and keeps it there for 7 days. You'll get a message.",
            ),
            (
                "Will I get a text before the delivery?",
                "Yes, {k} sends a text message in the morning with a time slot of two hours.",
            ),
            (
                "Is everything in one parcel?",
                "Yes, all the items of order {o} are in one parcel.",
            ),
        ],
        desk: &[
            (
                "I've opened your order {o}. The last scan was on {d} at the {k} depot near {c}.",
                "OK, and why hasn't it moved since then?",
            ),
            (
                "The label was damaged and they had to print a new one. I've just asked them to load it for tomorrow.",
                "Good. So it will come on {e}?",
            ),
            (
                "Exactly, on {e} before noon. I'll also send you the new tracking link by e-mail.",
                "Great, I've got the e-mail.",
            ),
        ],
    },
    Intent {
        topic: "shipping",
        name: "late_delivery",
        department: "orders",
        weight: 7,
        escalates: 400,
        goal: None,
        sells: false,
        questions: &[
            "My order {o} should have been here on {d} but nothing came 😠",
            "My parcel is late. It was promised for {d}. Order {o}.",
            "Tracking for {o} hasn't changed in days, is it lost?",
            "It says delivered but I never received my parcel! Order {o}",
            "Order {o} is delayed, what's going on?",
            "Why is my delivery so late? I need the {p} for the weekend.",
        ],
        answers: &[
            "I'm sorry about the delay. {k} reports a backlog at the depot near {c}; order {o} is now expected on {e}.",
            "Sorry that you have to wait. Order {o} missed its connection on {d} and is now due on {e}. Its tracking number is {t}.",
        ],
        talk: &[
            (
                "Can you send it again if it doesn't turn up?",
                "Yes. If there is no delivery by {e}, we send a replacement or give you your money back, as you like.",
            ),
            (
                "Do I get the shipping costs back?",
                "Yes, for a late delivery we refund the shipping costs. You'll see it on your account within 5 days.",
            ),
            (
                "Who do I call at the carrier?",
                "You don't need to call anyone, we've opened an inquiry with {k} for parcel {t}.",
            ),
        ],
        desk: &[
            (
                "I'm sorry about that, {n}. I've called {k} about parcel {t}: it is stuck in their depot.",
                "That's what the tracking has said for days.",
            ),
            (
                "I know, and that's not good enough. I can send a new {p} today by express, free of charge. Shall I?",
                "Yes please, that would be great.",
            ),
            (
                "Done. You'll have it on {e}. If the first parcel comes as well, just refuse it.",
                "Will do, thanks for sorting it out.",
            ),
        ],
    },
    Intent {
        topic: "shipping",
        name: "change_address",
        department: "orders",
        weight: 3,
        escalates: 260,
        goal: Some("address_changed"),
        sells: false,
        questions: &[
            "I need to change the delivery address of order {o}.",
            "I typed the wrong address for {o}, can you correct it?",
            "Can you send my order to {c} instead? Number {o}",
            "We moved last week, how do I change the address for order {o}?",
            "Is it possible to change where {o} gets delivered?",
        ],
        answers: &[
            "Order {o} has not left yet, so I can change it. Please open the link I've just sent to your e-mail and type the new address.",
            "That works as long as the parcel is in our warehouse. Order {o} is, so you can edit the address under \"My orders\".",
        ],
        talk: &[
            (
                "Does that delay the delivery?",
                "No, it still leaves today, so {e} stays the planned day.",
            ),
            (
                "Will the invoice show the new address too?",
                "The invoice keeps your billing address. You can change that one in your account as well.",
            ),
        ],
        desk: &[
            (
                "I can do that for you. Could you give me the street and the postcode in {c}?",
                "It's 14 Mill Lane, same town, only the street is new.",
            ),
            (
                "Thanks, order {o} now goes to 14 Mill Lane. The delivery day stays {e}.",
                "Perfect, that was easy.",
            ),
        ],
    },
    Intent {
        topic: "shipping",
        name: "delivery_cost",
        department: "orders",
        weight: 4,
        escalates: 70,
        goal: None,
        sells: false,
        questions: &[
            "How much is shipping to {c}?",
            "What does delivery cost?",
            "Do you ship to {c} and how long does it take?",
            "Is shipping free above a certain amount?",
            "Do you offer express delivery?",
            "Delivery to {c}, what are the costs and the times?",
        ],
        answers: &[
            "Shipping to {c} costs €4.90 and takes 2–4 working days. Above €75 it's free.",
            "We deliver to {c} for €4.90, free from €75. Express costs €9.90 and arrives the next working day if you order before 14:00.",
        ],
        talk: &[
            (
                "Do I pay customs on top?",
                "Within the EU no. Elsewhere the duties are shown at the checkout, so there are no surprises.",
            ),
            (
                "Can I pick it up in a store instead?",
                "Yes, click & collect is free. You'll get a message as soon as it is ready, usually the next day.",
            ),
            (
                "Does the same hold for a tent?",
                "Yes, large items have no surcharge. 🏕️",
            ),
        ],
        desk: &[
            (
                "For {c} it's €4.90, or free above €75. What would you like to order?",
                "The {p} and maybe the {q}.",
            ),
            (
                "Then put both in one order: above €75 you won't pay any shipping.",
                "Lovely, then I'll order both.",
            ),
        ],
    },
    Intent {
        topic: "returns",
        name: "start_return",
        department: "returns",
        weight: 8,
        escalates: 140,
        goal: Some("return_started"),
        sells: false,
        questions: &[
            "How can I return the {p}?",
            "I want to send something back, how does that work?",
            "I'd like to return part of order {o}.",
            "Can I return an item I ordered three weeks ago?",
            "The {p} is not what I expected. How do I send it back?",
            "I need a return label for order {o} please",
            "What is your return policy?",
            "Where do I find the return label? My order is {o}.",
        ],
        answers: &[
            "You have 30 days to return an item, unworn and with its tags. I've just sent the label for order {o} to your e-mail: print it and drop the parcel at any {k} shop.",
            "Returning is free within 30 days. Here is what to do:\n1. Pack the item with its tags\n2. Stick the label on it that I've e-mailed you\n3. Hand it in at a {k} shop",
        ],
        talk: &[
            (
                "I don't have a printer. What now?",
                "No problem: show the QR code from the e-mail at the {k} shop and they print the label for you.",
            ),
            (
                "When will I get my money back?",
                "Within 5 working days after the parcel has reached us, the same way you paid.",
            ),
            (
                "Do I have to use the original box?",
                "Any sturdy box will do, as long as the tags are still on the item.",
            ),
            (
                "Can I return it in a store too?",
                "Yes, bring the item and the order number {o} to any of our stores.",
            ),
        ],
        desk: &[
            (
                "Sure, {n}. May I ask why the {p} goes back? It helps us to get better.",
                "It's just a bit too wide for me, otherwise lovely.",
            ),
            (
                "Thank you. I've sent the label for order {o} to your e-mail address, the return is free.",
                "Got it. Do I need to do anything else?",
            ),
            (
                "No, only drop it off at a {k} shop by the end of next week. The refund follows within 5 days.",
                "Great, I'll do that on {e}.",
            ),
        ],
    },
    Intent {
        topic: "returns",
        name: "refund_status",
        department: "returns",
        weight: 6,
        escalates: 390,
        goal: None,
        sells: false,
        questions: &[
            "I returned order {o} two weeks ago, where is my refund?",
            "When do I get my money back for {o}?",
            "I still haven't received my refund of {a}.",
            "Has my return for {o} arrived at your warehouse?",
            "How long does a refund take?",
            "Refund for order {o} is missing, please check.",
        ],
        answers: &[
            "Your return for order {o} reached us on {d}. The refund of {a} is on its way and should be on your account by {e}.",
            "I can see the return of {o}: it was checked on {d}, and {a} was refunded the way you paid. Banks need up to 5 working days.",
        ],
        talk: &[
            (
                "I paid by card, does it go back to the card?",
                "Yes, a refund always goes back the way you paid, in this case to your card.",
            ),
            (
                "Is the shipping refunded too?",
                "The standard shipping is refunded when you return the whole order.",
            ),
            (
                "Do I get an e-mail when it's done?",
                "Yes, you'll get a credit note by e-mail as soon as the refund is booked.",
            ),
        ],
        desk: &[
            (
                "Let me check with the returns team, {n}. Do you still have the receipt from the parcel shop?",
                "Yes, the number on it is {t}.",
            ),
            (
                "Found it. The parcel arrived on {d} but wasn't matched with order {o}. I've corrected that.",
                "OK. And when do I see the money?",
            ),
            (
                "I've released {a} right now. It will be on your account by {e}.",
                "Thank you, that's what I wanted to hear.",
            ),
        ],
    },
    Intent {
        topic: "returns",
        name: "exchange_size",
        department: "returns",
        weight: 4,
        escalates: 240,
        goal: Some("exchange_started"),
        sells: false,
        questions: &[
            "The {p} in {s} is too small, can I swap it for {z}?",
            "Can I exchange size {s} for {z}? Order {o}",
            "I need a {z} instead of {s} for the {p}, how do I exchange it?",
            "How does an exchange work? My {p} doesn't fit.",
            "Wrong size, I'd like to change it to {z} please.",
        ],
        answers: &[
            "Of course. The {p} in {z} is in stock: I've reserved one for you and sent you a label for the {s}. Once it's with {k}, we ship the {z}.",
            "An exchange is free. Send the {s} back with the label in your e-mail, and we'll post the {p} in {z} as soon as the parcel is scanned.",
        ],
        talk: &[
            (
                "Do I pay the shipping twice?",
                "No, both ways are free when you exchange a size.",
            ),
            (
                "How long does an exchange take?",
                "Usually 4–6 days from the moment you hand in your parcel.",
            ),
            (
                "What if {z} doesn't fit either?",
                "Then simply send it back within 30 days, and we refund {a}.",
            ),
        ],
        desk: &[
            (
                "Hi {n}, I see that {z} is almost sold out. Shall I put the last one aside for you?",
                "Yes please, in {l} if possible.",
            ),
            (
                "Done: the {p} in {z}, {l}, is reserved under order {o}. The label is in your inbox.",
                "Super, I'll send the old one back tomorrow.",
            ),
        ],
    },
];
