//! The native event format: checks one record and writes it into the log.
//!
//! Nothing is written before the whole record has been found good.

use crate::base::moment::{self, Moment};
use crate::base::time::Millis;
use crate::event::fields::{Fields, Slot, Wrong, present, quote_token};
use crate::event::json::{self, Token};
use crate::event::kind::{
    AVAILABILITIES, Field, HANDOFF_STATUSES, INITIATORS, Kind, LEAD_STAGES, ROLES, SURVEYS, Survey,
    TICKET_STATUSES,
};
use crate::event::log::{Event, EventLog, Goal, NONE, Order, Rating, Ticket, UNSAID, flag};
use crate::event::rejection::Reason;

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

/// What a writer keeps between records: buffers, nothing else.
#[derive(Default)]
pub struct Writer {
    scratch: String,
    pairs: Vec<(u16, u32)>,
}

/// Type and time of a record whose fields have been checked.
struct Checked {
    kind: Kind,
    time: Millis,
    detail: u8,
    flags: u16,
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
        if id.is_some_and(|id| !is_new(id)) {
            return Ok(false);
        }
        let payload = self.payload(record, checked.kind, log)?;
        let context = self.context(record, checked.kind, log)?;
        log.push(
            checked.time,
            Event {
                context,
                payload,
                flags: checked.flags,
                kind: checked.kind,
                detail: checked.detail,
            },
        );
        Ok(true)
    }

    /// Checks every field of the record that belongs to every event or to
    /// its type.
    fn check(&mut self, record: &Fields<'_>) -> Result<Checked, Wrong> {
        let (time, local) = self.time(record)?;
        let kind = self.kind(record)?;
        self.check_common(record)?;
        let mut flags = if local { flag::LOCAL } else { 0 };
        let detail = self.check_own(record, kind, &mut flags)?;
        let named = |slot| record.token(slot) != Token::Absent;
        if !kind.stands_alone() && !named(Slot::ConversationId) && !named(Slot::UserId) {
            return Err(Wrong {
                field: Slot::ConversationId.name(),
                reason: Reason::NoConversation,
                value: String::new(),
            });
        }
        Ok(Checked {
            kind,
            time,
            detail,
            flags,
        })
    }

    fn time(&mut self, record: &Fields<'_>) -> Result<(Millis, bool), Wrong> {
        let moment = match record.token(Slot::Ts) {
            Token::Absent => return Err(Wrong::missing(Slot::Ts)),
            Token::Text(text) => moment::read(text.read(&mut self.scratch)),
            Token::Number(number) => {
                let number = number.parse().ok();
                number.and_then(moment::unix).map(Moment::Utc)
            }
            _ => None,
        };
        match moment {
            Some(Moment::Utc(time)) => Ok((time, false)),
            Some(Moment::Local(time)) => Ok((time, true)),
            None => Err(record.wrong(Slot::Ts, Reason::NotATime)),
        }
    }

    fn kind(&mut self, record: &Fields<'_>) -> Result<Kind, Wrong> {
        let name = record.text(Slot::Type, &mut self.scratch)?;
        let kind = Kind::from_name(name.ok_or_else(|| Wrong::missing(Slot::Type))?);
        kind.ok_or_else(|| record.wrong(Slot::Type, Reason::UnknownType))
    }

    fn check_common(&mut self, record: &Fields<'_>) -> Result<(), Wrong> {
        for slot in [
            Slot::Id,
            Slot::ConversationId,
            Slot::UserId,
            Slot::AgentId,
            Slot::BotId,
        ] {
            record.id(slot, &mut self.scratch)?;
        }
        for (slot, _) in CONTEXT_TEXTS {
            if slot != Slot::ToDepartment {
                record.text(slot, &mut self.scratch)?;
            }
        }
        let mut nested = false;
        match record.token(Slot::Attributes) {
            Token::Absent => {}
            Token::Object(object) => {
                each_member(object, |_, value| {
                    nested |= matches!(value, Token::List(_) | Token::Object(_));
                });
            }
            _ => nested = true,
        }
        match nested {
            true => Err(record.wrong(
                Slot::Attributes,
                Reason::ShouldBe("an object of texts, numbers, true or false"),
            )),
            false => Ok(()),
        }
    }

    /// Checks the fields of the type and gives the word it turns on.
    fn check_own(&mut self, record: &Fields<'_>, kind: Kind, flags: &mut u16) -> Result<u8, Wrong> {
        let required = |slot, words| {
            let word = record.word(slot, words)?;
            word.ok_or_else(|| Wrong::missing(slot))
        };
        let optional = |slot, words| Ok(record.word(slot, words)?.unwrap_or(UNSAID));
        match kind {
            Kind::ConversationStarted => optional(Slot::InitiatedBy, INITIATORS),
            Kind::Message => {
                self.check_message(record, flags)?;
                required(Slot::Role, ROLES)
            }
            Kind::Handoff => {
                self.texts(record, &[Slot::Reason])?;
                required(Slot::Status, HANDOFF_STATUSES)
            }
            Kind::Transferred => {
                record.id(Slot::ToAgentId, &mut self.scratch)?;
                self.texts(record, &[Slot::ToDepartment])?;
                Ok(UNSAID)
            }
            Kind::Closed => {
                self.texts(record, &[Slot::Reason])?;
                *flags |= match record.flag(Slot::Resolved)? {
                    Some(true) => flag::RESOLVED,
                    Some(false) => flag::UNRESOLVED,
                    None => 0,
                };
                optional(Slot::By, ROLES)
            }
            Kind::Reopened => optional(Slot::By, ROLES),
            Kind::SurveySent => optional(Slot::Kind, SURVEYS),
            Kind::Rating => self.check_rating(record).map(|()| UNSAID),
            Kind::Lead => required(Slot::Stage, LEAD_STAGES),
            Kind::Ticket => {
                self.required_id(record, Slot::TicketId)?;
                self.texts(record, &[Slot::Category, Slot::Urgency])?;
                required(Slot::Status, TICKET_STATUSES)
            }
            Kind::AgentStatus => {
                self.required_id(record, Slot::AgentId)?;
                required(Slot::Status, AVAILABILITIES)
            }
            _ => self.check_plain(record, kind).map(|()| UNSAID),
        }
    }

    /// Checks the fields of the types that do not turn on a word.
    fn check_plain(&mut self, record: &Fields<'_>, kind: Kind) -> Result<(), Wrong> {
        match kind {
            Kind::Tagged => check_tags(record),
            Kind::Goal => {
                record.number(Slot::Value)?;
                self.required_text(record, Slot::Name)
            }
            Kind::Booking => record.id(Slot::BookingId, &mut self.scratch).map(drop),
            Kind::ProductClick => record.id(Slot::ProductId, &mut self.scratch).map(drop),
            Kind::Order => self.check_order(record),
            Kind::Visit | Kind::VisitEnded => {
                let visitor = record.id(Slot::VisitorId, &mut self.scratch)?;
                if visitor.is_none() && record.token(Slot::UserId) == Token::Absent {
                    return Err(Wrong {
                        field: Slot::UserId.name(),
                        reason: Reason::NoVisitor,
                        value: String::new(),
                    });
                }
                Ok(())
            }
            Kind::Annotation => self.required_text(record, Slot::Text),
            _ => Ok(()),
        }
    }

    fn check_message(&mut self, record: &Fields<'_>, flags: &mut u16) -> Result<(), Wrong> {
        self.texts(record, &[Slot::Text])?;
        for (slot, bit) in [
            (Slot::Private, flag::PRIVATE),
            (Slot::Welcome, flag::WELCOME),
            (Slot::Fallback, flag::FALLBACK),
        ] {
            if record.flag(slot)? == Some(true) {
                *flags |= bit;
            }
        }
        let canned = match record.token(Slot::Canned) {
            Token::Bool(canned) => canned,
            Token::Absent => false,
            _ => match record.id(Slot::Canned, &mut self.scratch) {
                Ok(id) => id.is_some(),
                Err(_) => {
                    let reason = Reason::ShouldBe("true, false or an id");
                    return Err(record.wrong(Slot::Canned, reason));
                }
            },
        };
        if canned {
            *flags |= flag::CANNED;
        }
        record.number_within(Slot::Confidence, 0.0, 1.0)?;
        if record.number_within(Slot::Sentiment, -1.0, 1.0)?.is_some() {
            *flags |= flag::SENTIMENT;
        }
        Ok(())
    }

    fn check_rating(&mut self, record: &Fields<'_>) -> Result<(), Wrong> {
        self.texts(record, &[Slot::Comment, Slot::Touchpoint])?;
        let survey = record.word(Slot::Kind, SURVEYS)?;
        let survey = survey.ok_or_else(|| Wrong::missing(Slot::Kind))?;
        let scale = record.number(Slot::Scale)?;
        let (from, to) = if survey == Survey::Nps as u8 {
            (0.0, 10.0)
        } else {
            if scale.is_some_and(|scale| scale < 2.0) {
                return Err(record.wrong(Slot::Scale, Reason::ShortScale));
            }
            (1.0, scale.unwrap_or(5.0))
        };
        let score = record.number_within(Slot::Score, from, to)?;
        score.map(drop).ok_or_else(|| Wrong::missing(Slot::Score))
    }

    fn check_order(&mut self, record: &Fields<'_>) -> Result<(), Wrong> {
        record.id(Slot::OrderId, &mut self.scratch)?;
        let amount = record.number(Slot::Amount)?;
        amount.ok_or_else(|| Wrong::missing(Slot::Amount))?;
        let currency = record.text(Slot::Currency, &mut self.scratch)?;
        let currency = currency.ok_or_else(|| Wrong::missing(Slot::Currency))?;
        let letters = currency.bytes().all(|byte| byte.is_ascii_alphabetic());
        match letters && currency.len() == 3 {
            true => Ok(()),
            false => Err(record.wrong(Slot::Currency, Reason::NotACurrency)),
        }
    }

    fn texts(&mut self, record: &Fields<'_>, slots: &[Slot]) -> Result<(), Wrong> {
        for &slot in slots {
            record.text(slot, &mut self.scratch)?;
        }
        Ok(())
    }

    fn required_text(&mut self, record: &Fields<'_>, slot: Slot) -> Result<(), Wrong> {
        let text = record.text(slot, &mut self.scratch)?;
        text.map(drop).ok_or_else(|| Wrong::missing(slot))
    }

    fn required_id(&mut self, record: &Fields<'_>, slot: Slot) -> Result<(), Wrong> {
        let id = record.id(slot, &mut self.scratch)?;
        id.map(drop).ok_or_else(|| Wrong::missing(slot))
    }

    /// Writes what the side tables hold of a checked record.
    fn payload(
        &mut self,
        record: &Fields<'_>,
        kind: Kind,
        log: &mut EventLog,
    ) -> Result<u32, Wrong> {
        let scratch = &mut self.scratch;
        Ok(match kind {
            Kind::Message => {
                if let Some(sentiment) = record.number(Slot::Sentiment)? {
                    log.sentiments.push((log.events.len() as u32, sentiment));
                }
                let text = record.text(Slot::Text, scratch)?;
                text.map_or(NONE, |text| log.texts.push(text))
            }
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
            if slot != Slot::ToDepartment || kind == Kind::Transferred {
                put(field, record.text(slot, scratch)?);
            }
        }
        if let Token::Object(object) = record.token(Slot::Attributes) {
            self.attributes(object, log);
        }
        Ok(log.contexts.intern(&self.pairs))
    }

    fn attributes(&mut self, object: &str, log: &mut EventLog) {
        let Writer { scratch, pairs } = self;
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
    match number.parse::<f64>() {
        Ok(value) if value.is_finite() => value.to_string(),
        _ => number.to_owned(),
    }
}

fn each_member<'a>(object: &'a str, member: impl FnMut(crate::event::json::Text<'a>, Token<'a>)) {
    // The object was found valid when the record was read.
    let _ = json::read(object, member);
}

fn check_tags(record: &Fields<'_>) -> Result<(), Wrong> {
    let should_be = |value| Wrong {
        field: Slot::Tags.name(),
        reason: Reason::ShouldBe("a list of texts"),
        value,
    };
    let Token::List(list) = record.token(Slot::Tags) else {
        return Err(match record.token(Slot::Tags) {
            Token::Absent => Wrong::missing(Slot::Tags),
            other => should_be(quote_token(other)),
        });
    };
    let mut bad = None;
    json::items(list, |item| {
        let good = matches!(item, Token::Text(text) if !text.is_empty());
        if !good && bad.is_none() {
            bad = Some(should_be(quote_token(item)));
        }
    });
    bad.map_or(Ok(()), Err)
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
