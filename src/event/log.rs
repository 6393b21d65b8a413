//! The events of a history, compact: about twelve bytes each beside texts.
//!
//! The log holds what was read, before any definition is applied to it, so
//! that changed settings can be applied at once. What the events of a
//! conversation have in common is kept once, as a context.

use crate::base::dict::Dict;
use crate::base::instants::Instants;
use crate::base::lists::Lists;
use crate::base::time::Millis;
use crate::event::contexts::Contexts;
use crate::event::events::Events;
use crate::event::kind::{Field, Kind, Survey};
use crate::event::texts::Texts;

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

/// The bits of [`Event::flags`]. Those of messages and those of closings are
/// the same bits.
pub mod flag {
    /// The time is a wall clock's, to be read in the report's zone.
    pub const LOCAL: u16 = 1;
    /// It has an `id`, so that it can be told from a second reading of it.
    pub const WITH_ID: u16 = 1 << 1;

    /// A private message.
    pub const PRIVATE: u16 = 1 << 2;
    /// A message flagged as the welcome.
    pub const WELCOME: u16 = 1 << 3;
    /// A message flagged as a fallback.
    pub const FALLBACK: u16 = 1 << 4;
    /// A message that is a canned reply.
    pub const CANNED: u16 = 1 << 5;
    /// A message with a sentiment.
    pub const SENTIMENT: u16 = 1 << 6;

    /// A closing that says that `resolved` is true.
    pub const RESOLVED: u16 = 1 << 2;
    /// A closing that says that `resolved` is false.
    pub const UNRESOLVED: u16 = 1 << 3;
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
#[derive(Clone, PartialEq)]
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
    /// All dictionaries but those of the fields.
    pub(crate) fn others(&self) -> [&Dict; 11] {
        [
            &self.attributes,
            &self.tags,
            &self.reasons,
            &self.goals,
            &self.orders,
            &self.currencies,
            &self.tickets,
            &self.categories,
            &self.urgencies,
            &self.products,
            &self.touchpoints,
        ]
    }

    /// The same to be changed, in the same order.
    pub(crate) fn others_mut(&mut self) -> [&mut Dict; 11] {
        [
            &mut self.attributes,
            &mut self.tags,
            &mut self.reasons,
            &mut self.goals,
            &mut self.orders,
            &mut self.currencies,
            &mut self.tickets,
            &mut self.categories,
            &mut self.urgencies,
            &mut self.products,
            &mut self.touchpoints,
        ]
    }

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

/// The events of a history in the order read, with their side tables.
#[derive(Clone, Default, PartialEq)]
pub struct EventLog {
    /// When each event happened: UTC, or the wall clock with [`flag::LOCAL`].
    pub times: Instants,
    /// The events themselves.
    pub events: Events,
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

    /// Lets go of what only serves to read more; it comes back when it is
    /// needed.
    pub fn settle(&mut self) {
        self.contexts.settle();
        self.names.fields.iter_mut().for_each(Dict::settle);
        self.names.others_mut().into_iter().for_each(Dict::settle);
        self.sentiments.shrink_to_fit();
        self.ratings.shrink_to_fit();
        self.orders.shrink_to_fit();
        self.goals.shrink_to_fit();
        self.tickets.shrink_to_fit();
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

    /// The numbers of the events that have an id, in order.
    pub fn with_id(&self) -> impl Iterator<Item = u32> + '_ {
        let numbered = self.events.iter().zip(0..);
        numbered
            .filter(|(event, _)| event.has(flag::WITH_ID))
            .map(|(_, number)| number)
    }

    /// The sentiment of a message that has one.
    pub fn sentiment(&self, index: u32) -> Option<f64> {
        let at = self
            .sentiments
            .binary_search_by_key(&index, |entry| entry.0);
        at.ok().map(|at| self.sentiments[at].1)
    }
}
