//! What conversations can be split and filtered by, whatever column it
//! lives in: every value of a dimension is a code with a label.

use core::ops::Range;

use crate::base::dict::Dict;
use crate::base::time::Millis;
use crate::conversation::own::{TicketSpan, Visit, WorkSpan};
use crate::conversation::{Conversations, HandoffOutcome, Outcome, SupportType};
use crate::event::Field;
use crate::event::log::UNKNOWN_CHANNEL;

/// One thing to split or filter by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// A field of events or an attribute: its column among the dimensions.
    Field(u16),
    /// The first agent with an id or name who replied.
    Agent,
    /// Every agent with a message; several to a conversation.
    HandledBy,
    /// Of a missed conversation the agent who had it when it was missed.
    MissedBy,
    /// Who served.
    SupportType,
    /// How it went.
    Outcome,
    /// What became of the hand-off.
    HandoffOutcome,
    /// Why it was handed off: the last reason that a hand-off of it gave.
    HandoffReason,
    /// Why it ended: what the last `closed` says.
    CloseReason,
    /// Of a missed conversation why it ended, else why it was handed off.
    MissedReason,
    /// Its tags; several to a conversation.
    Tag,
    /// Its goals; several to a conversation.
    Goal,
    /// The local weekday of the start.
    Weekday,
    /// The local hour of the start.
    Hour,
}

impl Dimension {
    /// Whether a conversation may have several values.
    pub fn has_several(self) -> bool {
        matches!(
            self,
            Dimension::Tag | Dimension::Goal | Dimension::HandledBy
        )
    }
}

/// The dimensions that are not fields of events, with their names.
const NAMED: [(&str, Dimension); 13] = [
    ("support_type", Dimension::SupportType),
    ("agent", Dimension::Agent),
    ("handled_by", Dimension::HandledBy),
    ("missed_by", Dimension::MissedBy),
    ("tag", Dimension::Tag),
    ("outcome", Dimension::Outcome),
    ("handoff_outcome", Dimension::HandoffOutcome),
    ("handoff_reason", Dimension::HandoffReason),
    ("missed_reason", Dimension::MissedReason),
    ("close_reason", Dimension::CloseReason),
    ("goal", Dimension::Goal),
    ("weekday", Dimension::Weekday),
    ("hour", Dimension::Hour),
];

/// Reaches an attribute that has the name of something else.
pub const ATTRIBUTE_PREFIX: &str = "attributes.";

/// The dimension of a name that is the same in every history.
fn built_in(name: &str) -> Option<Dimension> {
    if let Some(named) = NAMED.iter().find(|named| named.0 == name) {
        return Some(named.1);
    }
    let column = Field::DIMENSIONS.iter().position(|known| known.1 == name);
    column.map(|column| Dimension::Field(column as u16))
}

/// A name as [`Conversations::dimension_names`] writes it: an attribute's
/// prefix stands only where something built in has the same name.
pub fn plain_name(name: &str) -> &str {
    let bare = name.strip_prefix(ATTRIBUTE_PREFIX);
    bare.filter(|bare| built_in(bare).is_none()).unwrap_or(name)
}

/// The values that one conversation has of a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowCodes<'a> {
    /// One value or none.
    One(Option<u32>),
    /// Any number of distinct values.
    Several(&'a [u32]),
    /// The same, of what is kept with something else.
    Taken(Vec<u32>),
}

impl<'a> RowCodes<'a> {
    /// The values as a slice; empty where there is none.
    pub fn as_slice(&'a self) -> &'a [u32] {
        match self {
            RowCodes::One(code) => code.as_slice(),
            RowCodes::Several(codes) => codes,
            RowCodes::Taken(codes) => codes,
        }
    }
}

impl Conversations {
    /// The dimension of a name: a built-in one, or an attribute of the data
    /// as `plan` or `attributes.plan`. `None` for anything else.
    pub fn dimension(&self, name: &str) -> Option<Dimension> {
        if let Some(dimension) = built_in(name) {
            return Some(dimension);
        }
        let attribute = name.strip_prefix(ATTRIBUTE_PREFIX).unwrap_or(name);
        let code = self.log.names.attributes.find(attribute)?;
        Some(Dimension::Field(
            Field::DIMENSIONS.len() as u16 + code as u16,
        ))
    }

    /// The names of all dimensions that the data has: the built-in ones in
    /// their order, then the attributes (with their prefix where a built-in
    /// one has the same name).
    pub fn dimension_names(&self) -> Vec<String> {
        let fields = Field::DIMENSIONS.iter().map(|known| known.1);
        let named = NAMED.iter().map(|named| named.0);
        let mut names: Vec<String> = fields.chain(named).map(str::to_owned).collect();
        let attributes = &self.log.names.attributes;
        for code in 0..attributes.len() as u32 {
            let name = attributes.get(code);
            match built_in(name) {
                Some(_) => names.push(format!("{ATTRIBUTE_PREFIX}{name}")),
                None => names.push(name.to_owned()),
            }
        }
        names
    }

    /// The values that a conversation has of a dimension, as codes.
    pub fn codes(&self, dimension: Dimension, row: usize) -> RowCodes<'_> {
        let facts = &self.facts;
        RowCodes::One(match dimension {
            Dimension::Field(column) => {
                let code = facts.dimensions.get(usize::from(column));
                let code = code.and_then(|codes| codes.get(row));
                code.or_else(|| self.default_code(column))
            }
            Dimension::Agent => facts.agents.get(row),
            Dimension::HandledBy => {
                let handlings = facts.handlings.get(row).iter();
                return RowCodes::Taken(handlings.map(|handling| handling.agent).collect());
            }
            Dimension::MissedBy => facts.missed_by.get(row),
            Dimension::SupportType => Some(facts.support_type(row) as u32),
            Dimension::Outcome => Some(facts.outcome(row) as u32),
            Dimension::HandoffOutcome => facts.with_handoff(row).then(|| facts.handoff(row) as u32),
            Dimension::HandoffReason => facts.handoff_reasons.get(row),
            Dimension::CloseReason => facts.close_reasons.get(row),
            Dimension::MissedReason => facts.missed_reason(row),
            Dimension::Tag => return RowCodes::Several(facts.tags.get(row)),
            Dimension::Goal => return RowCodes::Several(facts.goals.get(row)),
            Dimension::Weekday | Dimension::Hour => {
                return RowCodes::One(self.clock_code(dimension, facts.starts[row]));
            }
        })
    }

    /// Adds the codes that some ascending rows have of a dimension, in order,
    /// and `none` for each without a value: the same as [`Conversations::codes`]
    /// for each, but many at once.
    pub fn codes_of(&self, dimension: Dimension, rows: &[u32], none: u32, codes: &mut Vec<u32>) {
        let facts = &self.facts;
        match dimension {
            Dimension::Field(column) => {
                let none = self.default_code(column).unwrap_or(none);
                match facts.dimensions.get(usize::from(column)) {
                    Some(column) => column.read(rows, none, codes),
                    None => codes.resize(codes.len() + rows.len(), none),
                }
            }
            Dimension::Agent => facts.agents.read(rows, none, codes),
            Dimension::MissedBy => facts.missed_by.read(rows, none, codes),
            Dimension::HandoffReason => facts.handoff_reasons.read(rows, none, codes),
            Dimension::CloseReason => facts.close_reasons.read(rows, none, codes),
            Dimension::Outcome => {
                codes.extend(rows.iter().map(|&row| facts.outcome(row as usize) as u32));
            }
            Dimension::SupportType => {
                let types = rows.iter().map(|&row| facts.support_type(row as usize));
                codes.extend(types.map(|support| support as u32));
            }
            Dimension::Weekday | Dimension::Hour => {
                // Rows come in time order: those of an hour lie together.
                let (mut until, mut code) = (Millis::MIN, none);
                for &row in rows {
                    let start = facts.starts[row as usize];
                    if start >= until {
                        until = self.zone.hour_end(start);
                        code = self.clock_code(dimension, start).unwrap_or(none);
                    }
                    codes.push(code);
                }
            }
            _ => {
                for &row in rows {
                    match self.codes(dimension, row as usize).as_slice() {
                        [] => codes.push(none),
                        own => codes.extend_from_slice(own),
                    }
                }
            }
        }
    }

    /// Codes of a dimension are below this.
    pub fn code_count(&self, dimension: Dimension) -> usize {
        match (dimension, self.dict(dimension)) {
            (_, Some(dict)) => dict.len(),
            (Dimension::Weekday, _) => 7,
            (Dimension::Hour, _) => 24,
            _ => words(dimension).len(),
        }
    }

    /// The key of a code: what reports and filters call it.
    pub fn label(&self, dimension: Dimension, code: u32) -> String {
        match (dimension, self.dict(dimension)) {
            (_, Some(dict)) => dict.get(code).to_owned(),
            (Dimension::Weekday, _) => (code + 1).to_string(),
            (Dimension::Hour, _) => format!("{code:02}"),
            _ => {
                let word = words(dimension).into_iter().nth(code as usize);
                word.unwrap_or_default().to_owned()
            }
        }
    }

    /// The code of a key, if the data knows it.
    pub fn code(&self, dimension: Dimension, label: &str) -> Option<u32> {
        if let Some(dict) = self.dict(dimension) {
            return dict.find(label);
        }
        let codes = 0..self.code_count(dimension) as u32;
        codes
            .into_iter()
            .find(|&code| self.label(dimension, code) == label)
    }

    /// The codes that a breakdown shows even without conversations.
    pub fn constant_codes(&self, dimension: Dimension) -> Range<u32> {
        match dimension {
            Dimension::Weekday | Dimension::Hour => 0..self.code_count(dimension) as u32,
            _ => 0..0,
        }
    }

    /// The code of an instant, of weekday and hour.
    pub fn clock_code(&self, dimension: Dimension, at: Millis) -> Option<u32> {
        match dimension {
            Dimension::Weekday => Some(u32::from(self.zone.weekday(at))),
            Dimension::Hour => Some(u32::from(self.zone.hour(at))),
            _ => None,
        }
    }

    /// What a visit carries of a dimension.
    pub fn carried_by_visit(&self, dimension: Dimension, visit: &Visit) -> Option<u32> {
        self.carried(dimension, self.log.contexts.get(visit.context))
    }

    /// What a ticket carries of a dimension.
    pub fn carried_by_ticket(&self, dimension: Dimension, ticket: &TicketSpan) -> Option<u32> {
        let pairs = self.own.ticket_pairs.get(ticket.pairs as usize)?;
        self.carried(dimension, pairs.iter().copied())
    }

    /// What a span of working time carries of a dimension.
    pub fn carried_by_work(&self, dimension: Dimension, work: &WorkSpan) -> Option<u32> {
        match dimension {
            Dimension::Agent | Dimension::HandledBy => Some(work.agent),
            _ => self.carried(dimension, self.log.contexts.get(work.context)),
        }
    }

    fn carried(
        &self,
        dimension: Dimension,
        mut pairs: impl Iterator<Item = (u16, u32)>,
    ) -> Option<u32> {
        let field = match dimension {
            Dimension::Field(column) => field_number(column),
            Dimension::Agent => Field::Agent as u16,
            _ => return None,
        };
        let pair = pairs.find(|pair| pair.0 == field);
        pair.map(|pair| pair.1)
    }

    /// What a missing value reads: only channels have a word for it.
    fn default_code(&self, column: u16) -> Option<u32> {
        let channel = Field::Channel as u16;
        match field_number(column) == channel {
            true => self.log.names.of(Field::Channel).find(UNKNOWN_CHANNEL),
            false => None,
        }
    }

    fn dict(&self, dimension: Dimension) -> Option<&Dict> {
        let names = &self.log.names;
        match dimension {
            Dimension::Field(column) => names.fields.get(usize::from(field_number(column))),
            Dimension::Agent | Dimension::HandledBy | Dimension::MissedBy => {
                Some(names.of(Field::Agent))
            }
            Dimension::HandoffReason | Dimension::CloseReason | Dimension::MissedReason => {
                Some(&names.reasons)
            }
            Dimension::Tag => Some(&names.tags),
            Dimension::Goal => Some(&names.goals),
            _ => None,
        }
    }
}

/// The number among the fields of a column among the dimensions.
fn field_number(column: u16) -> u16 {
    match Field::DIMENSIONS.get(usize::from(column)) {
        Some(known) => known.0 as u16,
        None => column - Field::DIMENSIONS.len() as u16 + Field::COUNT as u16,
    }
}

/// The keys of a dimension whose values are set.
fn words(dimension: Dimension) -> Vec<&'static str> {
    match dimension {
        Dimension::SupportType => SupportType::ALL.iter().map(|known| known.1).collect(),
        Dimension::Outcome => Outcome::ALL.iter().map(|known| known.1).collect(),
        Dimension::HandoffOutcome => HandoffOutcome::ALL.iter().map(|known| known.1).collect(),
        _ => Vec::new(),
    }
}
