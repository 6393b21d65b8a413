//! What metrics ask of a conversation, in words: a condition that counts can
//! also say whether it holds, so that a number can be doubted and checked.

use crate::base::rank::{Ranks, neighbours};
use crate::conversation::facts::is;
use crate::conversation::{Conversations, Facts, Survey};
use crate::metric::define::{contact_window, window_passed};
use crate::metric::which;

/// What a condition looks at: where to look for its cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// A flag of [`is`].
    Flag(u32),
    /// The hand-off's outcome.
    Handoff,
    /// The outcome.
    Outcome,
    /// The answer to a survey.
    Rating(Survey),
    /// How long ago the conversation ended.
    ContactWindow,
    /// When the same customer's next conversation starts.
    NextContact,
    /// When the thread's next conversation starts.
    NextInThread,
    /// How long the customer waited for an agent.
    Wait,
    /// Fallbacks.
    Fallbacks,
    /// Canned replies.
    Canned,
    /// Tags.
    Tags,
    /// The agents with a message.
    Agents,
}

/// A condition on one row that flags alone cannot say.
#[derive(Clone, Copy, Debug)]
pub struct Test {
    holds: fn(&Conversations, usize) -> bool,
    /// The only rows that it can hold for, where the facts know them.
    rows: fn(&Facts) -> Option<&Ranks>,
    wanted: bool,
    yes: &'static str,
    no: &'static str,
    ground: Ground,
}

/// A condition and how a conversation meets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Whether it is met.
    pub met: bool,
    /// What is true of the conversation: `it is not resolved`.
    pub says: String,
    /// What it looks at; `None` where it is several things.
    pub ground: Option<Ground>,
}

impl Test {
    /// A test with what is said where it holds and where it does not.
    pub const fn new(
        ground: Ground,
        yes: &'static str,
        no: &'static str,
        holds: fn(&Conversations, usize) -> bool,
    ) -> Test {
        Test {
            holds,
            rows: |_| None,
            wanted: true,
            yes,
            no,
            ground,
        }
    }

    /// It holds for no other rows than these.
    pub const fn only(mut self, rows: fn(&Facts) -> Option<&Ranks>) -> Test {
        self.rows = rows;
        self
    }

    /// The opposite.
    pub const fn not(mut self) -> Test {
        self.wanted = !self.wanted;
        self
    }

    /// Whether a conversation passes.
    pub fn passes(&self, conversations: &Conversations, row: usize) -> bool {
        (self.holds)(conversations, row) == self.wanted
    }

    /// Writes down those of `rows` that pass.
    pub(crate) fn pick(&self, conversations: &Conversations, rows: &[u32], picked: &mut Vec<u32>) {
        let holds = |row: usize| (self.holds)(conversations, row);
        let only = (self.rows)(&conversations.facts);
        match (only, neighbours(rows)) {
            (Some(only), Some(range)) if self.wanted => {
                picked.clear();
                let holding = only.among(range).filter(|&row| holds(row));
                picked.extend(holding.map(|row| row as u32));
            }
            (Some(only), _) => which::keep(rows, picked, |row| {
                (only.contains(row as usize) && holds(row as usize)) == self.wanted
            }),
            (None, _) => which::keep(rows, picked, |row| holds(row as usize) == self.wanted),
        }
    }

    /// How a conversation meets it.
    pub fn condition(&self, conversations: &Conversations, row: usize) -> Condition {
        let holds = (self.holds)(conversations, row);
        Condition {
            met: holds == self.wanted,
            says: if holds { self.yes } else { self.no }.to_owned(),
            ground: Some(self.ground),
        }
    }
}

/// Every flag with what is said where it is set and where it is not.
pub const FLAGS: [(u32, &str, &str); 31] = [
    (is::ENGAGED, "it is engaged", "it is not engaged"),
    (
        is::PROACTIVE,
        "bot or agent began it",
        "neither bot nor agent began it",
    ),
    (
        is::WITH_USER,
        "the customer wrote",
        "the customer did not write",
    ),
    (is::WITH_BOT, "the bot wrote", "the bot did not write"),
    (is::WITH_AGENT, "an agent wrote", "no agent wrote"),
    (is::CLOSED, "it is closed", "it is not closed"),
    (
        is::CLOSED_BY_EVENT,
        "an event closed it",
        "no event closed it",
    ),
    (
        is::CLOSED_BY_AGENT,
        "an agent closed it",
        "no agent closed it",
    ),
    (is::RESOLVED, "it is resolved", "it is not resolved"),
    (is::HUMAN_DUE, "a human was due", "no human was due"),
    (is::MISSED, "it was missed", "it was not missed"),
    (
        is::TRANSFERRED,
        "it was transferred",
        "it was not transferred",
    ),
    (
        is::USER_LAST,
        "the customer had the last word",
        "the customer did not have the last word",
    ),
    (is::GOAL, "it reached a goal", "it reached no goal"),
    (is::LEAD, "it has a lead", "it has no lead"),
    (
        is::QUALIFIED,
        "it has a qualified lead",
        "it has no qualified lead",
    ),
    (is::BOOKED, "it has a booking", "it has no booking"),
    (
        is::CREDITED,
        "an order is credited to it",
        "no order is credited to it",
    ),
    (
        is::CSAT_SENT,
        "a satisfaction survey was sent",
        "no satisfaction survey was sent",
    ),
    (
        is::THREAD_LAST,
        "it is the last of its thread",
        "its thread goes on after it",
    ),
    (
        is::RESOLVED_BY_BOT,
        "the bot resolved it alone",
        "the bot did not resolve it alone",
    ),
    (
        is::RESOLVED_BY_AGENT,
        "an agent resolved it, without a bot",
        "it is not one that an agent resolved without a bot",
    ),
    (is::HANDED_OFF, "it is handed off", "it is not handed off"),
    (
        is::CLOSED_UNANSWERED,
        "it was closed unanswered",
        "it was not closed unanswered",
    ),
    (is::OPEN, "it is open", "it is not open"),
    (
        is::WITH_HANDOFF,
        "there was a hand-off",
        "there was no hand-off",
    ),
    (
        is::HANDOFF_SUCCESSFUL,
        "its hand-off is successful",
        "it has no successful hand-off",
    ),
    (
        is::HANDOFF_CANCELLED,
        "its hand-off is cancelled",
        "it has no cancelled hand-off",
    ),
    (
        is::HANDOFF_DISABLED,
        "its hand-off is disabled",
        "it has no disabled hand-off",
    ),
    (
        is::HANDOFF_INCOMPLETE,
        "its hand-off is incomplete",
        "it has no incomplete hand-off",
    ),
    (
        is::HANDOFF_PENDING,
        "its hand-off is pending",
        "it has no pending hand-off",
    ),
];

/// It ended so long ago that its customer would be a new contact.
pub(crate) static WINDOW_PASSED: Test = Test::new(
    Ground::ContactWindow,
    "its window has passed",
    "its window has not passed yet",
    window_passed,
);

/// The same customer came back within the window.
pub(crate) static COMES_BACK: Test = Test::new(
    Ground::NextContact,
    "the customer came back within the window",
    "the customer did not come back within the window",
    |c, row| {
        let next = c.facts.next_contacts.get(row);
        next.is_some_and(|after| after <= contact_window(c))
    },
)
.only(|facts| facts.next_contacts.rows());

/// The same customer did not come back within the window.
pub(crate) static STAYS_AWAY: Test = COMES_BACK.not();

/// Where to look for the cause of a flag.
fn ground_of(flag: u32) -> Ground {
    match flag {
        flag if flag & is::OUTCOMES != 0 => Ground::Outcome,
        flag if flag & is::HANDOFFS != 0 => Ground::Handoff,
        flag => Ground::Flag(flag),
    }
}

/// How a conversation meets each of some flags that are wanted or not.
pub(crate) fn flag(set: u32, wanted: bool, flags: u32) -> Vec<Condition> {
    let asked = FLAGS.iter().filter(|known| set & known.0 != 0);
    asked
        .map(|&(flag, yes, no)| {
            let holds = flags & flag != 0;
            Condition {
                met: holds == wanted,
                says: if holds { yes } else { no }.to_owned(),
                ground: Some(ground_of(flag)),
            }
        })
        .collect()
}

/// How a conversation meets a choice of flags, of which one is enough: the
/// first that is set, or that none is.
pub(crate) fn any(set: u32, flags: u32) -> Option<Condition> {
    let all = flag(set, true, flags);
    if let Some(met) = all.iter().find(|condition| condition.met) {
        return Some(met.clone());
    }
    let says: Vec<&str> = all.iter().map(|one| one.says.as_str()).collect();
    (set != 0).then(|| Condition {
        met: false,
        says: says.join(", "),
        ground: None,
    })
}
