//! What is said in the invented shop, by language and by matter.
//!
//! Slots in braces: `o` order number, `p` product, `q` another product, `s`
//! size, `z` the size above, `l` colour, `a` price, `c` city, `k` carrier, `d`
//! a weekday just past, `e` one to come, `n` customer's first name, `g` agent's
//! first name, `t` tracking number.

mod arabic;
mod english;
mod english_care;
mod english_orders;
mod english_shop;
mod french;
mod german;
mod japanese;
mod swedish;

/// Lines to choose from.
pub(crate) type Lines = &'static [&'static str];

/// A matter that customers write about.
pub(crate) struct Intent {
    pub(crate) topic: &'static str,
    pub(crate) name: &'static str,
    pub(crate) department: &'static str,
    /// How often, against the other intents of the language.
    pub(crate) weight: u64,
    /// How often, in a thousand, humans are needed.
    pub(crate) escalates: u64,
    /// What a bot that solves it has reached.
    pub(crate) goal: Option<&'static str>,
    /// Whether product cards are shown.
    pub(crate) sells: bool,
    /// How it is asked.
    pub(crate) questions: Lines,
    /// What the bot answers.
    pub(crate) answers: Lines,
    /// What a customer asks next and the bot replies; in any order.
    pub(crate) talk: &'static [(&'static str, &'static str)],
    /// What an agent says and the customer replies; in this order.
    pub(crate) desk: &'static [(&'static str, &'static str)],
}

/// What is said whatever the matter.
pub(crate) struct Language {
    pub(crate) welcome_a: Lines,
    pub(crate) welcome_b: Lines,
    /// The bot speaks first.
    pub(crate) nudge: Lines,
    /// Put before a customer's question; each ends with a blank.
    pub(crate) openers: Lines,
    pub(crate) fallback: Lines,
    pub(crate) want_human: Lines,
    pub(crate) passing_on: Lines,
    /// The bot, when nobody is in.
    pub(crate) nobody_in: Lines,
    /// The customer gives up the wait.
    pub(crate) never_mind: Lines,
    /// The customer still waits.
    pub(crate) anyone: Lines,
    /// An agent's first words; the first of them fit a mail too.
    pub(crate) hello: Lines,
    /// An agent hands over to a colleague, and the colleague.
    pub(crate) transfer: Lines,
    pub(crate) hello_again: Lines,
    pub(crate) bye: Lines,
    pub(crate) thanks: Lines,
    pub(crate) bot_bye: Lines,
    /// The customer leaves unhelped.
    pub(crate) unhelped: Lines,
    /// The customer comes back after the end.
    pub(crate) back_again: Lines,
    pub(crate) back_reply: Lines,
    pub(crate) praise: Lines,
    pub(crate) gripe: Lines,
    pub(crate) intents: &'static [&'static [Intent]],
}

/// All languages; homes refer to them by index.
pub(crate) const LANGUAGES: [&Language; 6] = [
    &english::LANGUAGE,
    &swedish::LANGUAGE,
    &german::LANGUAGE,
    &french::LANGUAGE,
    &japanese::LANGUAGE,
    &arabic::LANGUAGE,
];

/// What the system says to a customer in the queue.
pub(crate) const QUEUE: Lines = &[
    "You are number 1 in the queue. Estimated wait: under a minute.",
    "You are number 2 in the queue. Estimated wait: 1 minute.",
    "You are number 4 in the queue. Estimated wait: 3 minutes.",
];

/// An agent writes first and what the customer says to it.
pub(crate) const FOLLOW_UP: &[(&str, &str)] = &[
    (
        "Hello {n}, {g} from customer service. You wrote to us last week: has the {p} arrived safely?",
        "Yes, it came yesterday and all is well. Kind of you to ask!",
    ),
    (
        "Hi {n}, this is {g}. The repair of your {p} is finished, shall we send it to {c}?",
        "Yes please, to the same address as before.",
    ),
    (
        "Hi {n}, {g} here. The {p} you asked for is back in {s}. Should I keep one for you?",
        "Oh great, yes please keep it until {e}.",
    ),
];

/// What agents note for each other.
pub(crate) const NOTES: Lines = &[
    "Looked it up under {o}: all fine on our side, the page was just late.",
    "Writes from {c}, very friendly. {o} is the order in question.",
    "Asked the {c} store about the {p}.\n- they know the case\n- nothing else to do for now",
    "See \"{p}\" in the handbook, second paragraph.",
    "Offered 10 % off the next order if this takes longer than promised.",
];
