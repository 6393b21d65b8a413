//! English: payment, complaints, accounts.

use crate::sample::texts::Intent;

pub(crate) const INTENTS: &[Intent] = &[
    Intent {
        topic: "payment",
        name: "payment_failed",
        department: "billing",
        weight: 4,
        escalates: 340,
        goal: None,
        sells: false,
        questions: &[
            "My payment was declined, what can I do?",
            "I can't pay with my card, it always says \"error\".",
            "The checkout doesn't accept my credit card.",
            "I've been charged twice for order {o}!",
            "Payment for {o} failed but the money is gone from my account",
            "Why does my payment not go through?",
        ],
        answers: &[
            "I'm sorry about that. Nothing has been charged for {o} so far: banks show a reservation that disappears within two days. Please try again, or choose another way to pay.",
            "Often the bank asks for a confirmation in its app. Please check there, then press \"Pay\" once more. Your basket with the {p} is saved.",
        ],
        talk: &[
            (
                "Which other ways to pay do you have?",
                "Card, PayPal, invoice within 14 days, and gift cards.",
            ),
            (
                "Is my basket still there?",
                "Yes, the {p} stays in your basket for 14 days.",
            ),
            (
                "How long does the reservation last?",
                "Usually one or two days, then your bank releases the {a}.",
            ),
        ],
        desk: &[
            (
                "Let me look at the payment of {a} in our system. Which bank is your card from?",
                "It's an ordinary debit card, it works everywhere else.",
            ),
            (
                "I see: the bank asked for a confirmation, and it timed out. I've sent you a new payment link.",
                "OK, trying again now … yes, it worked!",
            ),
        ],
    },
    Intent {
        topic: "payment",
        name: "discount_code",
        department: "billing",
        weight: 5,
        escalates: 160,
        goal: None,
        sells: true,
        questions: &[
            "My discount code doesn't work.",
            "The code SPRING15 is not accepted, why?",
            "Where do I enter a voucher at the checkout?",
            "Can I use two discount codes on the {p}?",
            "I forgot to add my voucher to order {o}. Can you still apply it?",
            "Do you have a discount for new customers?",
        ],
        answers: &[
            "Vouchers go into the field \"Code\" right above the total. They need a basket of at least €50 and don't add up with reduced items.",
            "I've checked the code: it is valid, but not for items that are already reduced. With the {p} at its full price of {a} it works.",
        ],
        talk: &[
            ("How long is the code valid?", "Until the end of the month."),
            (
                "Can I get the newsletter discount instead?",
                "Yes, sign up at the bottom of the page and you'll get 10 % by e-mail.",
            ),
            (
                "Does it also work for the {q}?",
                "Yes, as long as the {q} isn't reduced already.",
            ),
        ],
        desk: &[
            (
                "Could you tell me the code and what is in your basket?",
                "It's SPRING15, and I've got the {p} and the {q} in there.",
            ),
            (
                "The {q} is reduced, that's why. I've made you a code for the {p}: THANKS10.",
                "It works now, how kind of you!",
            ),
        ],
    },
    Intent {
        topic: "payment",
        name: "invoice",
        department: "billing",
        weight: 2,
        escalates: 180,
        goal: Some("invoice_sent"),
        sells: false,
        questions: &[
            "I need an invoice for order {o}.",
            "Where can I download my receipt?",
            "Can you put our company name on the invoice of {o}?",
            "Please send me the invoice again, order {o}",
        ],
        answers: &[
            "I've just sent the invoice for order {o} to your e-mail as a PDF. You also find it under \"My orders\".",
            "Here you go: the invoice of {o} over {a} is in your inbox now.",
        ],
        talk: &[
            (
                "Does it show the VAT?",
                "Yes, the VAT is listed separately.",
            ),
            (
                "Can I get it with our VAT number?",
                "Yes, add the number in your account, and the next download shows it.",
            ),
        ],
        desk: &[
            (
                "Of course. What should the invoice say, {n}?",
                "Please add \"Hill Walkers Ltd\" above the address.",
            ),
            (
                "The corrected invoice for {o} is on its way to your inbox.",
                "It has arrived, many thanks.",
            ),
        ],
    },
    Intent {
        topic: "complaint",
        name: "damaged_item",
        department: "care",
        weight: 5,
        escalates: 680,
        goal: None,
        sells: false,
        questions: &[
            "My {p} arrived damaged 😡",
            "My {p} fell apart after one week!",
            "There is a hole in the {p} I got on {d}.",
            "The parcel {o} was open and the {p} is dirty.",
            "I'm very unhappy with the quality of the {p}, the seam came apart after two hikes.",
            "Received a broken {p}. What now? Order {o}",
            "My new {p} leaks, I want to make a claim.",
        ],
        answers: &[
            "I'm sorry to hear that! You have a guarantee of two years. Please keep the {p} and take a photo, we'll replace it or refund {a}.",
            "That should not happen, sorry. I've opened a claim for order {o}. You can choose between a repair, a new {p} and your money back.",
        ],
        talk: &[
            (
                "I'd like a new one please.",
                "Understood. A new {p} is set aside; it leaves as soon as the photo is here.",
            ),
            (
                "Do I have to pay for the return?",
                "No, we pay for all of it. The label is in your e-mail.",
            ),
            (
                "Where do I send the photo?",
                "Just reply to the e-mail about order {o} and attach it.",
            ),
        ],
        desk: &[
            (
                "I'm very sorry about the {p}, {n}. Could you tell me what exactly is wrong with it?",
                "It was like that when I unpacked it. I've sent you a photo.",
            ),
            (
                "Thank you, I can see it on the photo. Would you like a new one or your {a} back?",
                "A new one please, I really like it otherwise.",
            ),
            (
                "A new {p} in {s} leaves today and is with you on {e}. You needn't send the old one back.",
                "That's very generous, thank you.",
            ),
        ],
    },
    Intent {
        topic: "complaint",
        name: "wrong_item",
        department: "care",
        weight: 4,
        escalates: 560,
        goal: None,
        sells: false,
        questions: &[
            "I got the wrong item. I ordered the {p} and received the {q}.",
            "You sent me {z} instead of {s}!",
            "Order {o} is incomplete, the {p} is missing.",
            "I ordered {l} but the {p} came in another colour",
            "Something is missing in my parcel, order {o}.",
            "Wrong product in the box … I wanted a {p}.",
        ],
        answers: &[
            "Sorry for the mix-up! I've noted it for order {o}. We'll send the right {p} straight away, and you'll get a free label for the other item.",
            "That was our mistake. The right {p} is reserved for you and ships on {e}; please send the other item back with the label in your e-mail.",
        ],
        talk: &[
            (
                "How long will that take?",
                "The right one ships today and should be with you on {e}.",
            ),
            (
                "Can I keep the wrong one at a discount?",
                "Nice idea! You can keep it for 30 % less, just tell us in the reply to the e-mail.",
            ),
        ],
        desk: &[
            (
                "Hi {n}, that's annoying, I'm sorry. What does the label on the bag say?",
                "It says {q}, but the delivery note says {p}.",
            ),
            (
                "Clearly our mistake. The right {p} leaves by express today, order {o}.",
                "OK. And what do I do with the wrong one?",
            ),
            (
                "{k} will collect it when they bring the new one. Nothing to pay, nothing to print.",
                "That's convenient, thanks.",
            ),
        ],
    },
    Intent {
        topic: "account",
        name: "login",
        department: "care",
        weight: 4,
        escalates: 200,
        goal: Some("password_reset"),
        sells: false,
        questions: &[
            "I can't log in to my account.",
            "I forgot my password, how do I reset it?",
            "The reset e-mail never arrives.",
            "My account seems to be locked, help!",
            "Login doesn't work, it says wrong password all the time",
            "How do I get a new password?",
        ],
        answers: &[
            "I've just sent you a link for a new password. It is valid for one hour; please look in the spam folder too.",
            "No problem: press \"Forgot password?\" below the login and follow the link in the e-mail. After five wrong tries the account opens again in 15 minutes.",
        ],
        talk: &[
            (
                "The e-mail isn't there yet.",
                "It can take up to five minutes. I've sent it once more to be safe.",
            ),
            (
                "Can I log in with a code instead?",
                "Yes, choose \"Send me a code\" and type the six digits from the e-mail.",
            ),
            (
                "Are my orders still there afterwards?",
                "Yes, orders, addresses and points all stay.",
            ),
        ],
        desk: &[
            (
                "I can unlock it for you, {n}. Which e-mail address did you register with?",
                "The one I always use, it's in this chat I think.",
            ),
            (
                "Got it. The account is open again and a new link is in your inbox.",
                "I'm in! Thank you.",
            ),
        ],
    },
    Intent {
        topic: "account",
        name: "change_details",
        department: "care",
        weight: 3,
        escalates: 190,
        goal: Some("details_changed"),
        sells: false,
        questions: &[
            "How do I change my e-mail address?",
            "I'd like to update my phone number.",
            "Please delete my account.",
            "How can I unsubscribe from the newsletter?",
            "Can I merge my two accounts? I ordered {o} as a guest.",
            "Where do I see my bonus points?",
            "I want to change my name in the account, I got married 💍",
        ],
        answers: &[
            "You can do that under \"My account\" → \"Details\". The change holds at once, also for open orders.",
            "That's quick: open \"My account\", choose \"Details\" and save. I've sent you the direct link as well.",
        ],
        talk: &[
            (
                "Do I need to confirm it?",
                "Yes, with one click in the e-mail that we send you.",
            ),
            (
                "What happens to my open order {o}?",
                "It goes on as planned, nothing changes for it.",
            ),
            (
                "Can you do it for me?",
                "For your safety only you can change it, but it takes less than a minute.",
            ),
        ],
        desk: &[
            (
                "Sure, {n}. For your safety: could you tell me the number of your last order?",
                "It's {o}.",
            ),
            (
                "Thank you, that matches. I've made the change, please log in once more.",
                "Works, that was quick.",
            ),
        ],
    },
];
