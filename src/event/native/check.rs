//! The rules of the event format: which fields a record of each type needs,
//! and what they may hold.

use crate::base::decimal;
use crate::base::moment::{self, Moment};
use crate::base::time::Millis;
use crate::event::fields::{Fields, Slot, Wrong, quote_token};
use crate::event::json::{self, Token};
use crate::event::kind::{
    AVAILABILITIES, HANDOFF_STATUSES, INITIATORS, Kind, LEAD_STAGES, ROLES, SURVEYS, Survey,
    TICKET_STATUSES,
};
use crate::event::log::{UNSAID, flag};
use crate::event::native::{TEXTS, Writer, each_member};
use crate::event::rejection::Reason;

/// The ids that any record may have.
const IDS: u64 = Slot::Id.bit()
    | Slot::ConversationId.bit()
    | Slot::UserId.bit()
    | Slot::AgentId.bit()
    | Slot::BotId.bit();

/// What a message may have beside its text and who says it.
const MARKS: u64 = Slot::Private.bit()
    | Slot::Welcome.bit()
    | Slot::Fallback.bit()
    | Slot::Canned.bit()
    | Slot::Confidence.bit()
    | Slot::Sentiment.bit();

/// Type and time of a record whose fields have been checked.
pub(crate) struct Checked {
    /// Its type.
    pub kind: Kind,
    /// When it happened: UTC, or a wall clock's with [`flag::LOCAL`].
    pub time: Millis,
    /// The number of the word that it turns on.
    pub detail: u8,
    /// See [`flag`].
    pub flags: u16,
}

impl Writer {
    /// Checks every field of the record that belongs to every event or to
    /// its type.
    pub(crate) fn check(&mut self, record: &Fields<'_>) -> Result<Checked, Wrong> {
        let (time, local) = self.time(record)?;
        let kind = self.kind(record)?;
        self.check_common(record)?;
        let mut flags = if local { flag::LOCAL } else { 0 };
        let detail = self.check_own(record, kind, &mut flags)?;
        let is_named = record.has(Slot::ConversationId) || record.has(Slot::UserId);
        if !kind.stands_alone() && !is_named {
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
        if let Some(Moment::Utc(time)) = record.plain(Slot::Ts).and_then(moment::read) {
            return Ok((time, false));
        }
        let moment = match record.token(Slot::Ts) {
            Token::Absent => return Err(Wrong::missing(Slot::Ts)),
            Token::Text(text) => moment::read(text.read(&mut self.scratch)),
            Token::Number(number) => {
                let number = decimal::read(number);
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
        if let Some(kind) = record.plain(Slot::Type).and_then(Kind::from_name) {
            return Ok(kind);
        }
        let name = record.text(Slot::Type, &mut self.scratch)?;
        let kind = Kind::from_name(name.ok_or_else(|| Wrong::missing(Slot::Type))?);
        kind.ok_or_else(|| record.wrong(Slot::Type, Reason::UnknownType))
    }

    fn check_common(&mut self, record: &Fields<'_>) -> Result<(), Wrong> {
        // What is a text is right as an id, too.
        if !record.only_texts(IDS | TEXTS) {
            for slot in record.those_of(IDS) {
                record.id(slot, &mut self.scratch)?;
            }
            for slot in record.those_of(TEXTS & !Slot::ToDepartment.bit()) {
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
                if visitor.is_none() && !record.has(Slot::UserId) {
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
        if !record.has_any(MARKS) {
            return Ok(());
        }
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
