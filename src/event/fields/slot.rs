//! The members that the event format knows, and how one is told by its name.
//!
//! Every member of every record is looked up here. No name has more than
//! fifteen bytes, so a name and the quote behind it are one word of sixteen,
//! found by one multiplication and compared in one step.

macro_rules! slots {
    ($($slot:ident $name:literal),* $(,)?) => {
        /// A member that the event format knows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "the names are those of the event format")]
        pub enum Slot { $($slot),* }

        impl Slot {
            const NAMES: &[&'static str] = &[$($name),*];

            /// How many there are.
            pub const COUNT: usize = Slot::NAMES.len();

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

/// So many bytes hold any name and the quote behind it.
const LONGEST: usize = 16;

/// A name and the quote behind it.
#[derive(Clone, Copy)]
struct Quoted {
    /// As [`first`] has it.
    first: u64,
    /// What is in the eight bytes behind.
    second: u64,
}

impl Quoted {
    const fn new(name: &str) -> Quoted {
        let mut bytes = [0; LONGEST];
        let mut at = 0;
        while at <= name.len() {
            bytes[at] = if at < name.len() {
                name.as_bytes()[at]
            } else {
                b'"'
            };
            at += 1;
        }
        let bytes = u128::from_le_bytes(bytes);
        Quoted {
            first: first(bytes as u64, name.len()),
            second: (bytes >> u64::BITS) as u64,
        }
    }
}

/// The names of all members, by their numbers.
const QUOTED: [Quoted; Slot::COUNT] = {
    let mut all = [Quoted::new(""); Slot::COUNT];
    let mut number = 0;
    while number < Slot::COUNT {
        all[number] = Quoted::new(Slot::NAMES[number]);
        number += 1;
    }
    all
};

/// So many bits tell a place.
const PLACE_BITS: u32 = 7;

/// Where nothing lies in [`PLACES`].
const EMPTY: u8 = u8::MAX;

/// The numbers of all members, each where its name leads to.
const PLACES: [u8; 1 << PLACE_BITS] = {
    let mut places = [EMPTY; 1 << PLACE_BITS];
    let mut number = 0;
    while number < Slot::COUNT {
        let place = place(QUOTED[number].first);
        assert!(places[place] == EMPTY, "two names lead to one place");
        places[place] = number as u8;
        number += 1;
    }
    places
};

/// The first eight bytes of a name of this length and the quote behind it, as
/// many as there are in the highest places.
#[inline(always)]
const fn first(bytes: u64, length: usize) -> u64 {
    let known = if length < 7 { length as u32 } else { 7 };
    bytes << (56 - 8 * known)
}

/// All bits of what such a name and its quote have in the eight bytes behind.
#[inline(always)]
const fn second_mask(length: usize) -> u64 {
    match length {
        0..8 => 0,
        _ => u64::MAX >> (8 * (LONGEST - 1).saturating_sub(length) as u32),
    }
}

/// Where a name leads to. The factor was found by trying until no two members
/// met; the assertion above sees to it that none ever do.
#[inline(always)]
const fn place(first: u64) -> usize {
    (first.wrapping_mul(0x724c_b2b1_2e7d_5623) >> (u64::BITS - PLACE_BITS)) as usize
}

impl Slot {
    /// The member's name.
    pub fn name(self) -> &'static str {
        Slot::NAMES[self as usize]
    }

    /// The member of a name.
    pub fn from_name(name: &str) -> Option<Slot> {
        let mut quoted = [b'"'; LONGEST];
        quoted
            .get_mut(..name.len())?
            .copy_from_slice(name.as_bytes());
        let slot = Slot::quoted(&quoted, name.len());
        slot.filter(|slot| slot.name().len() == name.len())
    }

    /// The member whose name stands at `start` in the bytes, with a quote
    /// behind it at `end`.
    #[inline(always)]
    pub fn within(bytes: &[u8], start: usize, end: usize) -> Option<Slot> {
        match bytes.get(start..).and_then(<[u8]>::first_chunk) {
            Some(quoted) => Slot::quoted(quoted, end - start),
            None => Slot::near_end(bytes, start, end),
        }
    }

    #[inline(never)]
    fn near_end(bytes: &[u8], start: usize, end: usize) -> Option<Slot> {
        let mut quoted = [b'"'; LONGEST];
        let name = bytes.get(start..end)?;
        for (to, from) in quoted.iter_mut().zip(name) {
            *to = *from;
        }
        Slot::quoted(&quoted, name.len())
    }

    /// The member whose name of this length, and a quote, these bytes begin
    /// with.
    #[inline(always)]
    fn quoted(bytes: &[u8; LONGEST], length: usize) -> Option<Slot> {
        let bytes = u128::from_le_bytes(*bytes);
        let first = first(bytes as u64, length);
        let number = usize::from(PLACES[place(first)]);
        let known = QUOTED.get(number)?;
        let second = ((bytes >> u64::BITS) as u64 ^ known.second) & second_mask(length);
        (first == known.first && second == 0).then_some(Slot::ALL[number])
    }

    /// The bit of the member in a set of them.
    #[inline(always)]
    pub const fn bit(self) -> u64 {
        1 << self as u8
    }
}

#[cfg(test)]
mod tests {
    use super::Slot;

    #[test]
    fn members_are_told_by_their_names_wherever_they_stand() {
        for slot in Slot::ALL {
            let name = slot.name();
            assert_eq!(Slot::from_name(name), Some(slot));
            for after in ["", "x", ":\"another thing\"}"] {
                let source = format!("{{\"{name}\"{after}");
                let found = Slot::within(source.as_bytes(), 2, 2 + name.len());
                assert_eq!(found, Some(slot), "{source}");
            }
        }
    }

    #[test]
    fn other_names_are_none() {
        let mut others = vec![
            String::new(),
            "\"".to_owned(),
            "é".to_owned(),
            "x".repeat(99),
        ];
        for slot in Slot::ALL {
            let name = slot.name();
            others.push(name[..name.len() - 1].to_owned());
            others.push(format!("{name}s"));
            others.push(format!("{name}\""));
            others.push(name.to_uppercase());
        }
        for name in others {
            assert_eq!(Slot::from_name(&name), None, "{name}");
            let source = format!("{name}\":\"another thing\"");
            // A name that stands in a source has no quote within.
            if !name.contains('"') {
                let found = Slot::within(source.as_bytes(), 0, name.len());
                assert_eq!(found, None, "{name}");
            }
        }
    }
}
