//! English: what is said whatever the matter.

use crate::sample::texts::{Language, english_care, english_orders, english_shop};

pub(crate) const LANGUAGE: Language = Language {
    welcome_a: &["Hello! I'm Nora, the shop's assistant. How can I help you?"],
    welcome_b: &[
        "Hi! 👋 Nora here. Looking for your order, a size or a return? Just ask, I answer in seconds.",
    ],
    nudge: &[
        "Not sure about the size of the {p}? I can help you choose. 🙂",
        "Still thinking about the {p}? Delivery is free above €75, and you have 30 days to return it.",
        "Your {p} is waiting in the basket. Is there anything I can answer before you check out?",
    ],
    openers: &[
        "Hi! ",
        "Hello. ",
        "Hey 👋 ",
        "Hi there! ",
        "Good day. ",
        "Hello Nora! ",
        "Hiya! ",
    ],
    fallback: &[
        "Sorry, I didn't quite understand that. Could you put it another way?",
        "I'm afraid I don't know that one. Can you say it in other words?",
        "Hmm, I'm not sure what you mean. Is it about an order, a return or a product?",
        "Sorry, I couldn't find an answer to that. Could you try once more with fewer words?",
    ],
    want_human: &[
        "Can I talk to a human please?",
        "I'd rather speak with a real person about this.",
        "Could you put me through to somebody in your team?",
        "This isn't working, I want to talk to an agent 😕",
        "Please connect me to customer service.",
        "That doesn't help me. Is there a person I can chat with?",
    ],
    passing_on: &[
        "Of course. I'm passing you on to my colleagues, one moment please.",
        "Sure, I'll get someone from the team for you. They can see what we've written so far.",
        "I understand. Let me bring in a colleague who can look into it.",
    ],
    nobody_in: &[
        "Our team is away right now: we are here 8:00–21:00, at weekends 10:00–18:00. Leave your e-mail and we'll write back.",
        "I'm sorry, nobody is in at this hour. I've noted your question; a colleague can answer it tomorrow from 8:00.",
    ],
    never_mind: &[
        "Never mind, I found it myself in the meantime.",
        "I can't wait any longer, I'll try again later.",
        "OK forget it, I have to go now.",
    ],
    anyone: &[
        "Hello? Is anyone there?",
        "Still waiting for somebody to answer …",
        "Am I in the right queue? Nobody has replied yet.",
    ],
    hello: &[
        "Hello {n}, this is {g} from customer service. I'm reading what you wrote, just a second.",
        "Hi {n}, {g} here. Thanks for waiting! Let me have a look at that for you.",
        "Hi, you're chatting with {g}. I can see what you wrote to Nora, so no need to repeat it.",
    ],
    transfer: &[
        "My colleague in the other team knows this better than I do. I'm passing you on, please stay in the chat.",
        "I'll hand you over to a colleague who can change this in the system.",
    ],
    hello_again: &[
        "Hi {n}, {g} here, I'm taking over from my colleague and have read everything so far.",
        "Hello, {g} speaking. I've got all the details from my colleague, let's sort this out.",
    ],
    bye: &[
        "Glad I could help, {n}. Have a lovely day!",
        "You're welcome! If anything else comes up, just write to us here.",
        "Thanks for your patience, {n}. All done on our side. 🌿",
    ],
    thanks: &[
        "Perfect, thank you so much!",
        "Great, that's all I needed. Thanks!",
        "Thanks a lot for the quick help 🙏",
        "Ok super, thank you! Have a nice day",
        "That answers it, thank you.",
        "Brilliant, thanks for your help 😊",
        "Thank you very much, bye!",
    ],
    bot_bye: &[
        "You're welcome! Have a great day. 🌿",
        "Happy to help. I'm here whenever you need me.",
        "My pleasure! Enjoy the outdoors.",
    ],
    unhelped: &[
        "That doesn't answer my question at all.",
        "No, that's not what I asked. I'll look somewhere else.",
        "Hm, that doesn't help me unfortunately.",
        "I already tried that and it didn't work 🙄",
    ],
    back_again: &[
        "Sorry, one more thing: does that still hold if I only pick it up next week?",
        "Me again. I still haven't had the confirmation e-mail, could you check?",
        "Hi again, it says \"in progress\" on my page. Is that right?",
    ],
    back_reply: &[
        "Yes, that's right. Nothing has changed, and you'll get an e-mail about it today.",
        "No worries! I've checked: all is registered under order {o}, so you can relax.",
    ],
    praise: &[
        "Quick and friendly, thanks!",
        "Got my answer in a minute 👍",
        "{g} was very kind and patient.",
        "Best chat I've had with a shop so far.",
        "Easy. I didn't even have to call.",
    ],
    gripe: &[
        "Took far too long until someone answered.",
        "The bot didn't understand my question.",
        "Still not solved, very disappointing.",
        "I had to explain everything twice.",
        "\"Please rephrase\" is not an answer!",
    ],
    intents: &[
        english_orders::INTENTS,
        english_shop::INTENTS,
        english_care::INTENTS,
    ],
};
