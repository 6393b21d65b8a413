//! The members of a record that the event format knows, in one place each.

use crate::base::decimal;
use crate::event::json::{Text, Token};
use crate::event::rejection::{Reason, quote};

macro_rules! slots {
    ($($slot:ident $name:literal),* $(,)?) => {
        /// A member that the event format knows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "the names are those of the event format")]
        pub enum Slot { $($slot),* }

        impl Slot {
            const NAMES: &[&str] = &[$($name),*];
            const COUNT: usize = Slot::NAMES.len();

            /// Every member, in the order of their numbers.
            pub const ALL: [Slot; Slot::COUNT] = [$(Slot::$slot),*];

        }
    };
}

slots! {
    Ts "ts", Type "type", Id "id",
    ConversationId "conversation_id", UserId "user_id", UserName "user_name",
    UserEmail "user_email", AgentId "agent_id", AgentName "agent_name", BotId "bot_id",
    Channel "channel", Department "department", Topic "topic", Intent "intent",
    Segment "segment", Variant "variant", Priority "priority", Locale "locale",
    Country "country", Device "device", Page "page", Campaign "campaign",
    Attributes "attributes",
    InitiatedBy "initiated_by", Role "role", Text "text", Private "private",
    Welcome "welcome", Fallback "fallback", Canned "canned", Confidence "confidence",
    Sentiment "sentiment", Status "status", Reason "reason", ToAgentId "to_agent_id",
    ToDepartment "to_department", By "by", Resolved "resolved", Kind "kind",
    Score "score", Scale "scale", Comment "comment", Touchpoint "touchpoint",
    Tags "tags", Name "name", Value "value", Stage "stage", BookingId "booking_id",
    ProductId "product_id", OrderId "order_id", Amount "amount", Currency "currency",
    TicketId "ticket_id", Category "category", Urgency "urgency", VisitorId "visitor_id",
}

/// Where nothing lies in [`PLACES`].
const EMPTY: u8 = u8::MAX;

/// The numbers of all members, each where its name leads to.
const PLACES: [u8; 256] = {
    let mut places = [EMPTY; 256];
    let mut number = 0;
    while number < Slot::COUNT {
        let place = place(Slot::NAMES[number].as_bytes());
        assert!(places[place] == EMPTY, "two names lead to one place");
        places[place] = number as u8;
        number += 1;
    }
    places
};

/// Where a name leads to. The factors were found by trying until no two
/// members met; the assertion above sees to it that none ever do.
#[inline(always)]
const fn place(name: &[u8]) -> usize {
    let length = name.len();
    let sum = length * 135
        + name[0] as usize * 200
        + name[length - 1] as usize * 230
        + name[length / 3] as usize * 249
        + name[length / 2] as usize;
    sum & 0xff
}

impl Slot {
    /// The member's name.
    pub fn name(self) -> &'static str {
        Slot::NAMES[self as usize]
    }

    /// The member of a name.
    #[inline]
    pub fn from_name(name: &str) -> Option<Slot> {
        if name.is_empty() {
            return None;
        }
        let number = usize::from(PLACES[place(name.as_bytes())]);
        let slot = *Slot::ALL.get(number)?;
        (slot.name() == name).then_some(slot)
    }

    #[inline(always)]
    fn bit(self) -> u64 {
        1 << self as u8
    }
}

/// A field that has a wrong value, or lacks one.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong {
    /// The field; empty for the whole record.
    pub field: &'static str,
    /// Why.
    pub reason: Reason,
    /// The value, quoted.
    pub value: String,
}

impl Wrong {
    /// A field that is absent though it is required.
    pub fn missing(slot: Slot) -> Wrong {
        Wrong {
            field: slot.name(),
            reason: Reason::Missing,
            value: String::new(),
        }
    }
}

/// The known members of one record. `null` and the empty text read as
/// absent; of a member that stands twice the last one counts.
pub struct Fields<'a> {
    /// A bit for each member that is there.
    there: u64,
    tokens: [Token<'a>; Slot::COUNT],
}

impl Default for Fields<'_> {
    fn default() -> Self {
        Fields {
            there: 0,
            tokens: [Token::Absent; Slot::COUNT],
        }
    }
}

impl<'a> Fields<'a> {
    /// Takes one member; unknown ones are ignored.
    #[inline]
    pub fn put(&mut self, key: Text<'a>, value: Token<'a>) {
        let slot = match key.plain() {
            Some(key) => Slot::from_name(key),
            None => Slot::from_name(key.read(&mut String::new())),
        };
        let Some(slot) = slot else {
            return;
        };
        let value = present(value);
        self.tokens[slot as usize] = value;
        match value {
            Token::Absent => self.there &= !slot.bit(),
            _ => self.there |= slot.bit(),
        }
    }

    /// Whether a member is there.
    #[inline(always)]
    pub fn has(&self, slot: Slot) -> bool {
        self.there & slot.bit() != 0
    }

    /// A member as it stands.
    #[inline(always)]
    pub fn token(&self, slot: Slot) -> Token<'a> {
        self.tokens[slot as usize]
    }

    /// A text, read into `scratch` where it has escapes.
    pub fn text<'s>(&self, slot: Slot, scratch: &'s mut String) -> Result<Option<&'s str>, Wrong>
    where
        'a: 's,
    {
        if !self.has(slot) {
            return Ok(None);
        }
        match self.token(slot) {
            Token::Text(text) => Ok(Some(text.read(scratch))),
            _ => Err(self.wrong(slot, Reason::ShouldBe("text"))),
        }
    }

    /// An id: a text, or a whole number read as one.
    pub fn id<'s>(&self, slot: Slot, scratch: &'s mut String) -> Result<Option<&'s str>, Wrong>
    where
        'a: 's,
    {
        match self.token(slot) {
            Token::Number(number) if whole(number) => Ok(Some(number)),
            Token::Absent | Token::Text(_) => self.text(slot, scratch),
            _ => Err(self.wrong(slot, Reason::ShouldBe("text or a whole number"))),
        }
    }

    /// `true` or `false`.
    pub fn flag(&self, slot: Slot) -> Result<Option<bool>, Wrong> {
        match self.token(slot) {
            Token::Absent => Ok(None),
            Token::Bool(flag) => Ok(Some(flag)),
            _ => Err(self.wrong(slot, Reason::ShouldBe("true or false"))),
        }
    }

    /// A finite number.
    pub fn number(&self, slot: Slot) -> Result<Option<f64>, Wrong> {
        match self.token(slot) {
            Token::Absent => Ok(None),
            Token::Number(number) => match decimal::read(number) {
                Some(number) if number.is_finite() => Ok(Some(number)),
                _ => Err(self.wrong(slot, Reason::ShouldBe("a number"))),
            },
            _ => Err(self.wrong(slot, Reason::ShouldBe("a number"))),
        }
    }

    /// A number between two others, both included.
    pub fn number_within(&self, slot: Slot, from: f64, to: f64) -> Result<Option<f64>, Wrong> {
        match self.number(slot)? {
            Some(number) if !(from <= number && number <= to) => {
                Err(self.wrong(slot, Reason::OutOf(from, to)))
            }
            number => Ok(number),
        }
    }

    /// The number of one of the words.
    pub fn word(&self, slot: Slot, words: &'static [&'static str]) -> Result<Option<u8>, Wrong> {
        let wrong = || self.wrong(slot, Reason::NotOneOf(words));
        match self.token(slot) {
            Token::Absent => Ok(None),
            Token::Text(text) => {
                let number = words.iter().position(|word| text.is(word));
                Ok(Some(number.ok_or_else(wrong)? as u8))
            }
            _ => Err(wrong()),
        }
    }

    /// What is wrong with a member.
    pub fn wrong(&self, slot: Slot, reason: Reason) -> Wrong {
        Wrong {
            field: slot.name(),
            reason,
            value: quote_token(self.token(slot)),
        }
    }
}

/// A value, `null` and the empty text read as absent.
pub fn present(value: Token<'_>) -> Token<'_> {
    match value {
        Token::Null => Token::Absent,
        Token::Text(text) if text.is_empty() => Token::Absent,
        value => value,
    }
}

/// A value quoted for a rejection.
pub fn quote_token(token: Token<'_>) -> String {
    match token {
        Token::Absent => String::new(),
        Token::Null => "null".to_owned(),
        Token::Bool(flag) => flag.to_string(),
        Token::Number(raw) | Token::List(raw) | Token::Object(raw) => quote(raw),
        Token::Text(text) => quote(text.read(&mut String::new())),
    }
}

/// Whether a JSON number is written as a whole one.
pub fn whole(number: &str) -> bool {
    number
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-')
}
