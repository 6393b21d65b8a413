//! The native event format: checks one record and writes it into the log.
//!
//! Nothing is written before the whole record has been found good.

mod check;

use crate::base::decimal;
use crate::base::dict::Dict;
use crate::event::fields::{Fields, Slot, Wrong, present};
use crate::event::json::{self, Token};
use crate::event::kind::{Field, Kind, Role, SURVEYS, Survey};
use crate::event::log::{Event, EventLog, Goal, NONE, Order, Rating, Ticket, flag};
use crate::event::transcripts::Transcripts;

/// The fields that make up an event's context; conversation, customer and
/// agent come with them but are ids.
const CONTEXT_TEXTS: [(Slot, Field); 16] = [
    (Slot::UserName, Field::UserName),
    (Slot::UserEmail, Field::UserEmail),
    (Slot::AgentName, Field::AgentName),
    (Slot::Channel, Field::Channel),
    (Slot::Department, Field::Department),
    (Slot::Topic, Field::Topic),
    (Slot::Intent, Field::Intent),
    (Slot::Segment, Field::Segment),
    (Slot::Variant, Field::Variant),
    (Slot::Priority, Field::Priority),
    (Slot::Locale, Field::Locale),
    (Slot::Country, Field::Country),
    (Slot::Device, Field::Device),
    (Slot::Page, Field::Page),
    (Slot::Campaign, Field::Campaign),
    (Slot::ToDepartment, Field::Department),
];

/// Their members, as a set.
const TEXTS: u64 = {
    let mut slots = 0;
    let mut number = 0;
    while number < CONTEXT_TEXTS.len() {
        slots |= CONTEXT_TEXTS[number].0.bit();
        number += 1;
    }
    slots
};

/// The field of the context that each member fills, by the member's number.
const CONTEXT_FIELDS: [Option<Field>; Slot::COUNT] = {
    let mut fields = [None; Slot::COUNT];
    let mut number = 0;
    while number < CONTEXT_TEXTS.len() {
        let (slot, field) = CONTEXT_TEXTS[number];
        fields[slot as usize] = Some(field);
        number += 1;
    }
    fields
};

/// Writes records into a log. What it keeps between them are buffers.
#[derive(Default)]
pub struct Writer {
    /// What becomes of the texts of messages.
    pub transcripts: Transcripts,
    scratch: String,
    pairs: Vec<(u16, u32)>,
}

impl Writer {
    /// Checks one record and, if it is good, adds its event to the log.
    /// `is_new` is asked about the id of a good event that has one; where it
    /// says no, nothing is added and `false` comes back.
    ///
    /// # Errors
    ///
    /// The first field that is wrong or missing.
    pub fn write(
        &mut self,
        record: &Fields<'_>,
        log: &mut EventLog,
        is_new: impl FnOnce(&str) -> bool,
    ) -> Result<bool, Wrong> {
        let checked = self.check(record)?;
        let id = record.said(Slot::Id, &mut self.scratch);
        let with_id = if id.is_some() { flag::WITH_ID } else { 0 };
        if id.is_some_and(|id| !is_new(id)) {
            return Ok(false);
        }
        let mut flags = checked.flags | with_id;
        if checked.kind == Kind::Message {
            flags |= self.marks(record, checked.detail);
        }
        let payload = self.payload(record, checked.kind, log);
        let context = self.context(record, checked.kind, log);
        log.push(
            checked.time,
            Event {
                context,
                payload,
                flags,
                kind: checked.kind,
                detail: checked.detail,
            },
        );
        Ok(true)
    }

    /// Writes the sentiment and the text of a message; gives the text's number.
    fn message(&mut self, record: &Fields<'_>, log: &mut EventLog) -> u32 {
        if let Some(sentiment) = record.figure(Slot::Sentiment) {
            log.sentiments.push((log.events.len() as u32, sentiment));
        }
        if self.transcripts != Transcripts::Kept {
            return NONE;
        }
        let text = record.said(Slot::Text, &mut self.scratch);
        text.map_or(NONE, |text| log.texts.push(text))
    }

    /// The flags of a message that only its text tells, where that is not
    /// kept.
    fn marks(&mut self, record: &Fields<'_>, role: u8) -> u16 {
        let Transcripts::LeftOut(phrases) = &self.transcripts else {
            return 0;
        };
        if role != Role::Bot as u8 {
            return 0;
        }
        let text = record.said(Slot::Text, &mut self.scratch);
        let is_fallback = text.is_some_and(|text| phrases.are_in(text));
        if is_fallback { flag::FALLBACK } else { 0 }
    }

    /// Writes what the side tables hold of a checked record.
    fn payload(&mut self, record: &Fields<'_>, kind: Kind, log: &mut EventLog) -> u32 {
        let scratch = &mut self.scratch;
        let mut code = |slot, names: &mut Dict| {
            let said = record.said(slot, scratch);
            said.map_or(NONE, |said| names.intern(said))
        };
        match kind {
            Kind::Message => self.message(record, log),
            Kind::Handoff | Kind::Closed => code(Slot::Reason, &mut log.names.reasons),
            Kind::Transferred => code(
                Slot::ToAgentId,
                &mut log.names.fields[Field::Agent as usize],
            ),
            Kind::Rating => {
                let rating = rating(record, scratch, log);
                log.ratings.push(rating);
                log.ratings.len() as u32 - 1
            }
            Kind::Tagged => {
                let number = log.tags.len() as u32;
                let tags = tags(record, scratch, log);
                log.tags.push(tags);
                number
            }
            Kind::Goal => {
                let value = record.figure(Slot::Value);
                let name = code(Slot::Name, &mut log.names.goals);
                log.goals.push(Goal { name, value });
                log.goals.len() as u32 - 1
            }
            Kind::ProductClick => code(Slot::ProductId, &mut log.names.products),
            Kind::Order => {
                let order = order(record, scratch, log);
                log.orders.push(order);
                log.orders.len() as u32 - 1
            }
            Kind::Ticket => {
                let ticket = Ticket {
                    id: code(Slot::TicketId, &mut log.names.tickets),
                    category: code(Slot::Category, &mut log.names.categories),
                    urgency: code(Slot::Urgency, &mut log.names.urgencies),
                };
                log.tickets.push(ticket);
                log.tickets.len() as u32 - 1
            }
            // User and visitor ids are one space of names.
            Kind::Visit | Kind::VisitEnded => {
                let known = record.has(Slot::UserId);
                let slot = if known { Slot::UserId } else { Slot::VisitorId };
                code(slot, &mut log.names.fields[Field::User as usize])
            }
            Kind::Annotation => {
                let text = record.said(Slot::Text, scratch).unwrap_or("");
                log.notes.push(text)
            }
            _ => NONE,
        }
    }

    /// The number of the record's context.
    fn context(&mut self, record: &Fields<'_>, kind: Kind, log: &mut EventLog) -> u32 {
        self.pairs.clear();
        let agent = match record.has(Slot::AgentId) {
            true => Slot::AgentId,
            false => Slot::AgentName,
        };
        let ids = [
            (Slot::ConversationId, Field::Conversation),
            (Slot::UserId, Field::User),
            (Slot::BotId, Field::Bot),
            (agent, Field::Agent),
        ];
        for (slot, field) in ids {
            self.put(record, slot, field, log);
        }
        let to = match kind {
            Kind::Transferred => 0,
            _ => Slot::ToDepartment.bit(),
        };
        for slot in record.those_of(TEXTS & !to) {
            if let Some(field) = CONTEXT_FIELDS[slot as usize] {
                self.put(record, slot, field, log);
            }
        }
        if let Token::Object(object) = record.token(Slot::Attributes) {
            self.attributes(object, log);
        }
        log.contexts.intern(&self.pairs)
    }

    /// Puts what a member says into the context, if it says anything.
    #[inline(always)]
    fn put(&mut self, record: &Fields<'_>, slot: Slot, field: Field, log: &mut EventLog) {
        if let Some(text) = record.said(slot, &mut self.scratch) {
            let code = log.names.fields[field as usize].intern(text);
            self.pairs.push((field as u16, code));
        }
    }

    fn attributes(&mut self, object: &str, log: &mut EventLog) {
        let Writer { scratch, pairs, .. } = self;
        let names = &mut log.names;
        each_member(object, |key, value| {
            let value = present(value);
            if value == Token::Absent {
                return;
            }
            let number = names.attribute(key.read(scratch));
            let texts = &mut names.fields[usize::from(number)];
            let code = match value {
                Token::Text(text) => texts.intern(text.read(scratch)),
                Token::Bool(true) => texts.intern("true"),
                Token::Bool(false) => texts.intern("false"),
                Token::Number(number) if is_shortest(number) => texts.intern(number),
                Token::Number(number) => texts.intern(&shortest(number)),
                // Refused when the record was checked.
                Token::Absent | Token::Null | Token::List(_) | Token::Object(_) => return,
            };
            pairs.push((number, code));
        });
    }
}

/// A number as text, however it was written: `1.50` reads `1.5`.
fn shortest(number: &str) -> String {
    match decimal::read(number) {
        Some(value) if value.is_finite() => value.to_string(),
        _ => number.to_owned(),
    }
}

/// Whether a JSON number is surely written as [`shortest`] would.
fn is_shortest(number: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    let unsigned = number.strip_prefix('-').unwrap_or(number);
    // So few digits are told apart from all others by a `f64`.
    unsigned.len() <= 15
        && unsigned.bytes().all(is_plain)
        && !(unsigned.ends_with('0') && unsigned.contains('.'))
}

fn each_member<'a>(object: &'a str, member: impl FnMut(crate::event::json::Text<'a>, Token<'a>)) {
    // The object was found valid when the record was read.
    let _ = json::read(object, member);
}

/// The distinct tags of a checked record.
fn tags(record: &Fields<'_>, scratch: &mut String, log: &mut EventLog) -> Vec<u32> {
    let mut tags: Vec<u32> = Vec::new();
    if let Token::List(list) = record.token(Slot::Tags) {
        json::items(list, |item| {
            if let Token::Text(text) = item {
                let tag = log.names.tags.intern(text.read(scratch));
                if !tags.contains(&tag) {
                    tags.push(tag);
                }
            }
        });
    }
    tags
}

fn rating(record: &Fields<'_>, scratch: &mut String, log: &mut EventLog) -> Rating {
    let survey = match record.word(Slot::Kind, SURVEYS) {
        Ok(Some(1)) => Survey::Ces,
        Ok(Some(2)) => Survey::Nps,
        _ => Survey::Csat,
    };
    let given = record.figure(Slot::Score).unwrap_or(1.0);
    let scale = record.figure(Slot::Scale).unwrap_or(5.0);
    let score = match survey {
        Survey::Nps => given,
        _ => 1.0 + (given - 1.0) * 4.0 / (scale - 1.0),
    };
    let comment = record.said(Slot::Comment, scratch);
    let comment = comment.map_or(NONE, |comment| log.notes.push(comment));
    let touchpoint = record.said(Slot::Touchpoint, scratch);
    let touchpoint = touchpoint.map_or(NONE, |text| log.names.touchpoints.intern(text));
    Rating {
        survey,
        score,
        comment,
        touchpoint,
    }
}

fn order(record: &Fields<'_>, scratch: &mut String, log: &mut EventLog) -> Order {
    let id = record.said(Slot::OrderId, scratch);
    let id = id.map_or(NONE, |id| log.names.orders.intern(id));
    let currency = record.said(Slot::Currency, scratch).unwrap_or("");
    let currency = log.names.currencies.intern(&currency.to_ascii_uppercase());
    let amount = record.figure(Slot::Amount).unwrap_or(0.0);
    Order {
        id,
        amount,
        currency,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_shortest, shortest};

    #[test]
    fn numbers_read_the_same_however_they_are_written() {
        for (written, read) in [
            ("1.50", "1.5"),
            ("1e2", "100"),
            ("-0.0", "-0"),
            ("2.0", "2"),
        ] {
            assert!(!is_shortest(written), "{written}");
            assert_eq!(shortest(written), read);
        }
        for same in [
            "0",
            "-0",
            "7",
            "100",
            "-12.5",
            "0.1",
            "999999999999999",
            "0.0000000000001",
        ] {
            assert!(is_shortest(same), "{same}");
            assert_eq!(shortest(same), same);
        }
        for long in ["9999999999999999", "1.000000000000001", "1E5"] {
            assert!(!is_shortest(long), "{long}");
        }
    }
}
