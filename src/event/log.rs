//! The events of a history, compact: about twenty bytes each beside texts.
//!
//! The log holds what was read, before any definition is applied to it, so
//! that changed settings can be applied at once. What the events of a
//! conversation have in common is kept once, as a context.

use core::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::base::dict::Dict;
use crate::base::lists::Lists;
use crate::base::time::Millis;
use crate::event::kind::{Field, Kind, Survey};

/// Stands for "none" in [`Event::payload`].
pub const NONE: u32 = u32::MAX;

/// One event. What `detail` and `payload` hold depends on the kind.
///
/// | kind | detail: number of the word in | payload |
/// |---|---|---|
/// | conversation_started | [`INITIATORS`](crate::event::kind::INITIATORS) | – |
/// | message | [`ROLES`](crate::event::kind::ROLES) | number in `texts` |
/// | handoff | [`HANDOFF_STATUSES`](crate::event::kind::HANDOFF_STATUSES) | code in `reasons` |
/// | transferred | – | code of the agent it goes to |
/// | closed | `ROLES`: by whom | code in `reasons` |
/// | reopened | `ROLES`: by whom | – |
/// | survey_sent | [`SURVEYS`](crate::event::kind::SURVEYS) | – |
/// | rating, order, goal, ticket, tagged | status of a ticket | row of the side table |
/// | lead | [`LEAD_STAGES`](crate::event::kind::LEAD_STAGES) | – |
/// | product_click | – | code in `products` |
/// | visit, visit_ended | – | code of the visitor among the users |
/// | agent_status | [`AVAILABILITIES`](crate::event::kind::AVAILABILITIES) | – |
/// | annotation | – | number in `notes` |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// The number of its context.
    pub context: u32,
    /// A code or a row of a side table, or [`NONE`].
    pub payload: u32,
    /// What is true of it; see [`flag`].
    pub flags: u16,
    /// Its type.
    pub kind: Kind,
    /// A word of the format, by its number, or [`UNSAID`].
    pub detail: u8,
}

impl Event {
    /// Whether a flag is set.
    pub fn has(&self, flag: u16) -> bool {
        self.flags & flag != 0
    }
}

/// The bits of [`Event::flags`].
pub mod flag {
    /// The time is a wall clock's, to be read in the report's zone.
    pub const LOCAL: u16 = 1;
    /// A private note.
    pub const PRIVATE: u16 = 1 << 1;
    /// Flagged as the welcome.
    pub const WELCOME: u16 = 1 << 2;
    /// Flagged as a fallback.
    pub const FALLBACK: u16 = 1 << 3;
    /// A canned reply.
    pub const CANNED: u16 = 1 << 4;
    /// It has a sentiment.
    pub const SENTIMENT: u16 = 1 << 5;
    /// `resolved` was said to be true.
    pub const RESOLVED: u16 = 1 << 6;
    /// `resolved` was said to be false.
    pub const UNRESOLVED: u16 = 1 << 7;
}

/// Stands for "nothing was said" in [`Event::detail`].
pub const UNSAID: u8 = u8::MAX;

/// A survey answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rating {
    /// What was asked.
    pub survey: Survey,
    /// Rescaled: 1–5, or 0–10 of nps.
    pub score: f64,
    /// Row in the notes, or [`NONE`].
    pub comment: u32,
    /// Code in `touchpoints`, or [`NONE`].
    pub touchpoint: u32,
}

/// An order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Order {
    /// Code in `orders`, or [`NONE`].
    pub id: u32,
    /// In the currency.
    pub amount: f64,
    /// Code in `currencies`.
    pub currency: u32,
}

/// A business goal reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goal {
    /// Code in `goals`.
    pub name: u32,
    /// What it is worth.
    pub value: Option<f64>,
}

/// A help-desk ticket's event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ticket {
    /// Code in `tickets`.
    pub id: u32,
    /// Code in `categories`, or [`NONE`].
    pub category: u32,
    /// Code in `urgencies`, or [`NONE`].
    pub urgency: u32,
}

/// The dictionaries of everything that is known by a code.
#[derive(Clone)]
pub struct Names {
    /// One for each [`Field`], then one for each attribute.
    pub fields: Vec<Dict>,
    /// The names of the attributes.
    pub attributes: Dict,
    /// Tags.
    pub tags: Dict,
    /// Reasons of hand-offs and closings.
    pub reasons: Dict,
    /// Names of goals.
    pub goals: Dict,
    /// Ids of orders.
    pub orders: Dict,
    /// Currencies.
    pub currencies: Dict,
    /// Ids of tickets.
    pub tickets: Dict,
    /// Categories of tickets.
    pub categories: Dict,
    /// Urgencies of tickets.
    pub urgencies: Dict,
    /// Ids of products.
    pub products: Dict,
    /// Touchpoints of surveys.
    pub touchpoints: Dict,
}

/// What a missing channel reads.
pub const UNKNOWN_CHANNEL: &str = "unknown";

impl Default for Names {
    fn default() -> Names {
        let mut fields = vec![Dict::default(); Field::COUNT];
        fields[Field::Channel as usize].intern(UNKNOWN_CHANNEL);
        Names {
            fields,
            attributes: Dict::default(),
            tags: Dict::default(),
            reasons: Dict::default(),
            goals: Dict::default(),
            orders: Dict::default(),
            currencies: Dict::default(),
            tickets: Dict::default(),
            categories: Dict::default(),
            urgencies: Dict::default(),
            products: Dict::default(),
            touchpoints: Dict::default(),
        }
    }
}

impl Names {
    /// The dictionary of a field.
    pub fn of(&self, field: Field) -> &Dict {
        &self.fields[field as usize]
    }

    /// The number of an attribute among the fields, a new one if it was not
    /// known.
    pub fn attribute(&mut self, name: &str) -> u16 {
        let number = Field::COUNT + self.attributes.intern(name) as usize;
        if number == self.fields.len() {
            self.fields.push(Dict::default());
        }
        number as u16
    }
}

/// Distinct sets of fields with their values: `(field, code)` pairs.
#[derive(Clone, Default)]
pub struct Contexts {
    pairs: Lists<(u16, u32)>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
    len: u32,
}

impl Contexts {
    /// The number of a context, a new one if it was not known. Pairs in
    /// another order are another context.
    pub fn intern(&mut self, pairs: &[(u16, u32)]) -> u32 {
        let hash = self.hasher.hash_one(pairs);
        let known = &self.pairs;
        if let Some(&number) = self
            .table
            .find(hash, |&number| known.get(number as usize) == pairs)
        {
            return number;
        }
        let number = self.len;
        self.len += 1;
        self.pairs.push(pairs.iter().copied());
        let (known, hasher) = (&self.pairs, &self.hasher);
        self.table.insert_unique(hash, number, |&number| {
            hasher.hash_one(known.get(number as usize))
        });
        number
    }

    /// The pairs of a context.
    pub fn get(&self, number: u32) -> &[(u16, u32)] {
        self.pairs.get(number as usize)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The code of one field in a context.
    pub fn code(&self, number: u32, field: Field) -> Option<u32> {
        self.get(number)
            .iter()
            .find(|pair| pair.0 == field as u16)
            .map(|pair| pair.1)
    }
}

/// Texts end to end: messages, comments, annotations.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    /// Adds a text and gives its number.
    pub fn push(&mut self, text: &str) -> u32 {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.ends.len() as u32 - 1
    }

    /// The text of a number; empty for [`NONE`].
    pub fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let Some(&end) = self.ends.get(number) else {
            return "";
        };
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..end]
    }
}

/// The events of a history in the order read, with their side tables.
#[derive(Clone, Default)]
pub struct EventLog {
    /// When each event happened: UTC, or the wall clock with [`flag::LOCAL`].
    pub times: Vec<Millis>,
    /// The events themselves.
    pub events: Vec<Event>,
    /// The contexts they refer to.
    pub contexts: Contexts,
    /// The dictionaries that contexts and payloads refer to.
    pub names: Names,
    /// The texts of messages.
    pub texts: Texts,
    /// Comments and annotations.
    pub notes: Texts,
    /// Sentiments of messages: number of the event and value, in order.
    pub sentiments: Vec<(u32, f64)>,
    /// Survey answers.
    pub ratings: Vec<Rating>,
    /// Orders.
    pub orders: Vec<Order>,
    /// Goals.
    pub goals: Vec<Goal>,
    /// Tickets.
    pub tickets: Vec<Ticket>,
    /// Tags, distinct within each event.
    pub tags: Lists<u32>,
    /// How many events of each type there are, by the type's number.
    pub kinds: [u64; Kind::ALL.len()],
}

impl EventLog {
    /// Adds an event.
    pub fn push(&mut self, time: Millis, event: Event) {
        self.kinds[event.kind as usize] += 1;
        self.times.push(time);
        self.events.push(event);
    }

    /// Whether there is any event of a type, by its name.
    pub fn occurs(&self, kind: &str) -> bool {
        Kind::from_name(kind).is_some_and(|kind| self.kinds[kind as usize] > 0)
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The sentiment of a message that has one.
    pub fn sentiment(&self, index: u32) -> Option<f64> {
        let at = self
            .sentiments
            .binary_search_by_key(&index, |entry| entry.0);
        at.ok().map(|at| self.sentiments[at].1)
    }
}

#[cfg(test)]
mod tests {
    use super::{Contexts, Event, NONE, Texts};

    #[test]
    fn events_stay_small() {
        assert_eq!(size_of::<Event>(), 12);
    }

    #[test]
    fn contexts_are_kept_once() {
        let mut contexts = Contexts::default();
        let numbers = [&[(0, 1), (7, 2)][..], &[], &[(0, 1)], &[(0, 1), (7, 2)]]
            .map(|pairs| contexts.intern(pairs));
        assert_eq!((numbers, contexts.len()), ([0, 1, 2, 0], 3));
        assert_eq!(contexts.get(0), [(0, 1), (7, 2)]);
    }

    #[test]
    fn texts_come_back() {
        let mut texts = Texts::default();
        assert_eq!(
            [texts.push("å"), texts.push(""), texts.push("b")],
            [0, 1, 2]
        );
        assert_eq!(
            [texts.get(0), texts.get(1), texts.get(2), texts.get(NONE)],
            ["å", "", "b", ""]
        );
    }
}
