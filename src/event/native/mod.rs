//! The native event format: checks one record and writes it into the log.
//!
//! Nothing is written before the whole record has been found good.

mod check;

use crate::base::decimal;
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
        let id = record.id(Slot::Id, &mut self.scratch)?;
        let with_id = if id.is_some() { flag::WITH_ID } else { 0 };
        if id.is_some_and(|id| !is_new(id)) {
            return Ok(false);
        }
        let mut flags = checked.flags | with_id;
        if checked.kind == Kind::Message {
            flags |= self.marks(record, checked.detail)?;
        }
        let payload = self.payload(record, checked.kind, log)?;
        let context = self.context(record, checked.kind, log)?;
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
    fn message(&mut self, record: &Fields<'_>, log: &mut EventLog) -> Result<u32, Wrong> {
        if let Some(sentiment) = record.number(Slot::Sentiment)? {
            log.sentiments.push((log.events.len() as u32, sentiment));
        }
        if self.transcripts != Transcripts::Kept {
            return Ok(NONE);
        }
        let text = record.text(Slot::Text, &mut self.scratch)?;
        Ok(text.map_or(NONE, |text| log.texts.push(text)))
    }

    /// The flags of a message that only its text tells, where that is not
    /// kept.
    fn marks(&mut self, record: &Fields<'_>, role: u8) -> Result<u16, Wrong> {
        let Transcripts::LeftOut(phrases) = &self.transcripts else {
            return Ok(0);
        };
        if role != Role::Bot as u8 {
            return Ok(0);
        }
        let text = record.text(Slot::Text, &mut self.scratch)?;
        let is_fallback = text.is_some_and(|text| phrases.are_in(text));
        Ok(if is_fallback { flag::FALLBACK } else { 0 })
    }

    /// Writes what the side tables hold of a checked record.
    fn payload(
        &mut self,
        record: &Fields<'_>,
        kind: Kind,
        log: &mut EventLog,
    ) -> Result<u32, Wrong> {
        if kind == Kind::Message {
            return self.message(record, log);
        }
        let scratch = &mut self.scratch;
        Ok(match kind {
            Kind::Handoff | Kind::Closed => {
                let reason = record.text(Slot::Reason, scratch)?;
                reason.map_or(NONE, |reason| log.names.reasons.intern(reason))
            }
            Kind::Transferred => {
                let agent = record.id(Slot::ToAgentId, scratch)?;
                let agents = &mut log.names.fields[Field::Agent as usize];
                agent.map_or(NONE, |agent| agents.intern(agent))
            }
            Kind::Rating => {
                let rating = rating(record, scratch, log)?;
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
                let value = record.number(Slot::Value)?;
                let name = record.text(Slot::Name, scratch)?.unwrap_or("");
                let name = log.names.goals.intern(name);
                log.goals.push(Goal { name, value });
                log.goals.len() as u32 - 1
            }
            Kind::ProductClick => {
                let product = record.id(Slot::ProductId, scratch)?;
                product.map_or(NONE, |product| log.names.products.intern(product))
            }
            Kind::Order => {
                let order = order(record, scratch, log)?;
                log.orders.push(order);
                log.orders.len() as u32 - 1
            }
            Kind::Ticket => {
                let ticket = ticket(record, scratch, log)?;
                log.tickets.push(ticket);
                log.tickets.len() as u32 - 1
            }
            Kind::Visit | Kind::VisitEnded => self.visitor(record, log)?,
            Kind::Annotation => {
                let text = record.text(Slot::Text, scratch)?.unwrap_or("");
                log.notes.push(text)
            }
            _ => NONE,
        })
    }

    /// The code of who visits: user and visitor ids are one space of names.
    fn visitor(&mut self, record: &Fields<'_>, log: &mut EventLog) -> Result<u32, Wrong> {
        let slot = match record.token(Slot::UserId) {
            Token::Absent => Slot::VisitorId,
            _ => Slot::UserId,
        };
        let visitor = record.id(slot, &mut self.scratch)?;
        let users = &mut log.names.fields[Field::User as usize];
        Ok(visitor.map_or(NONE, |visitor| users.intern(visitor)))
    }

    /// The number of the record's context.
    fn context(
        &mut self,
        record: &Fields<'_>,
        kind: Kind,
        log: &mut EventLog,
    ) -> Result<u32, Wrong> {
        self.pairs.clear();
        let fields = &mut log.names.fields;
        let mut put = |field: Field, text: Option<&str>| {
            if let Some(text) = text {
                let code = fields[field as usize].intern(text);
                self.pairs.push((field as u16, code));
            }
        };
        let scratch = &mut self.scratch;
        put(
            Field::Conversation,
            record.id(Slot::ConversationId, scratch)?,
        );
        put(Field::User, record.id(Slot::UserId, scratch)?);
        put(Field::Bot, record.id(Slot::BotId, scratch)?);
        let agent = match record.token(Slot::AgentId) {
            Token::Absent => record.text(Slot::AgentName, scratch)?,
            _ => record.id(Slot::AgentId, scratch)?,
        };
        put(Field::Agent, agent);
        for (slot, field) in CONTEXT_TEXTS {
            if record.has(slot) && (slot != Slot::ToDepartment || kind == Kind::Transferred) {
                put(field, record.text(slot, scratch)?);
            }
        }
        if let Token::Object(object) = record.token(Slot::Attributes) {
            self.attributes(object, log);
        }
        Ok(log.contexts.intern(&self.pairs))
    }

    fn attributes(&mut self, object: &str, log: &mut EventLog) {
        let Writer { scratch, pairs, .. } = self;
        each_member(object, |key, value| {
            let text = match present(value) {
                Token::Text(text) => text.read(scratch).to_owned(),
                Token::Number(number) => plain_number(number),
                Token::Bool(flag) => flag.to_string(),
                _ => return,
            };
            let number = log.names.attribute(key.read(scratch));
            let code = log.names.fields[usize::from(number)].intern(&text);
            pairs.push((number, code));
        });
    }
}

/// A number as text, however it was written: `1.50` reads `1.5`.
fn plain_number(number: &str) -> String {
    match decimal::read(number) {
        Some(value) if value.is_finite() => value.to_string(),
        _ => number.to_owned(),
    }
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

fn rating(record: &Fields<'_>, scratch: &mut String, log: &mut EventLog) -> Result<Rating, Wrong> {
    let survey = match record.word(Slot::Kind, SURVEYS)? {
        Some(1) => Survey::Ces,
        Some(2) => Survey::Nps,
        _ => Survey::Csat,
    };
    let given = record.number(Slot::Score)?.unwrap_or(1.0);
    let scale = record.number(Slot::Scale)?.unwrap_or(5.0);
    let score = match survey {
        Survey::Nps => given,
        _ => 1.0 + (given - 1.0) * 4.0 / (scale - 1.0),
    };
    let comment = record.text(Slot::Comment, scratch)?;
    let comment = comment.map_or(NONE, |comment| log.notes.push(comment));
    let touchpoint = record.text(Slot::Touchpoint, scratch)?;
    let touchpoint = touchpoint.map_or(NONE, |text| log.names.touchpoints.intern(text));
    Ok(Rating {
        survey,
        score,
        comment,
        touchpoint,
    })
}

fn order(record: &Fields<'_>, scratch: &mut String, log: &mut EventLog) -> Result<Order, Wrong> {
    let id = record.id(Slot::OrderId, scratch)?;
    let id = id.map_or(NONE, |id| log.names.orders.intern(id));
    let currency = record.text(Slot::Currency, scratch)?.unwrap_or("");
    let currency = log.names.currencies.intern(&currency.to_ascii_uppercase());
    let amount = record.number(Slot::Amount)?.unwrap_or(0.0);
    Ok(Order {
        id,
        amount,
        currency,
    })
}

fn ticket(record: &Fields<'_>, scratch: &mut String, log: &mut EventLog) -> Result<Ticket, Wrong> {
    let id = record.id(Slot::TicketId, scratch)?.unwrap_or("");
    let id = log.names.tickets.intern(id);
    let category = record.text(Slot::Category, scratch)?;
    let category = category.map_or(NONE, |text| log.names.categories.intern(text));
    let urgency = record.text(Slot::Urgency, scratch)?;
    let urgency = urgency.map_or(NONE, |text| log.names.urgencies.intern(text));
    Ok(Ticket {
        id,
        category,
        urgency,
    })
}
