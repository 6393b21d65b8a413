//! The rows of facts while they are being made.

use crate::base::column::{Codes, Numbers};
use crate::base::lists::Lists;
use crate::base::packing::{CodesWriter, NumbersWriter};
use crate::conversation::credit::Credited;
use crate::conversation::cut::{Cut, Cuts, INHERITABLE};
use crate::conversation::draft::{Draft, Finished, Seen};
use crate::conversation::facts::{Facts, is};
use crate::event::log::NONE;
use crate::event::{EventLog, Field};

/// The first field that is a dimension; the others follow it, then the
/// attributes.
const FIRST_DIMENSION: usize = Field::Bot as usize;

/// How the customer of each row is called and reached; for the register,
/// no metric needs it.
#[derive(Clone, Debug, Default)]
pub struct Profiles {
    /// `user_name` as a code among [`Field::UserName`].
    pub names: Codes,
    /// `user_email` as a code among [`Field::UserEmail`].
    pub emails: Codes,
}

impl Profiles {
    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.names.bytes() + self.emails.bytes()
    }
}

/// How many columns of numbers a draft fills.
const NUMBERS: usize = 19;

/// Columns under way.
pub struct Rows {
    numbers: [NumbersWriter; NUMBERS],
    flags: Vec<u32>,
    /// From the start to the first goal, booking or qualified lead.
    converted: NumbersWriter,
    agents: CodesWriter,
    missed_by: CodesWriter,
    handoff_reasons: CodesWriter,
    close_reasons: CodesWriter,
    /// The values of the row under way, by field.
    values: Vec<u32>,
    users: CodesWriter,
    names: CodesWriter,
    emails: CodesWriter,
    dimensions: Vec<CodesWriter>,
    lists: Facts,
}

impl Rows {
    /// No rows yet, but place for them.
    pub fn new(log: &EventLog, rows: usize) -> Rows {
        let fields = log.names.fields.len();
        Rows {
            numbers: Default::default(),
            flags: Vec::with_capacity(rows),
            converted: NumbersWriter::default(),
            agents: CodesWriter::default(),
            missed_by: CodesWriter::default(),
            handoff_reasons: CodesWriter::default(),
            close_reasons: CodesWriter::default(),
            values: vec![NONE; fields],
            users: CodesWriter::default(),
            names: CodesWriter::default(),
            emails: CodesWriter::default(),
            dimensions: vec![CodesWriter::default(); fields - FIRST_DIMENSION],
            lists: Facts::default(),
        }
    }

    /// Adds the values of the dimensions: the last one set wins, of variant
    /// and campaign the first; some are inherited.
    pub fn dimensions(&mut self, log: &EventLog, events: &[Seen], cuts: &Cuts, cut: &Cut) {
        self.values.fill(NONE);
        if let Some(later) = cuts.later(cut) {
            for (field, &code) in INHERITABLE.iter().zip(&later.inherited) {
                self.set(*field as u16, code);
            }
        }
        let mut before = NONE;
        for seen in events {
            let context = seen.event.context;
            if context == before {
                continue;
            }
            for (field, code) in log.contexts.get(context) {
                self.set(field, code);
            }
            before = context;
        }
        let channel = &mut self.values[Field::Channel as usize];
        if *channel == NONE {
            // The dictionary of channels begins with "unknown".
            *channel = 0;
        }
        let value = |field: Field| self.values[field as usize];
        self.users.push(value(Field::User));
        self.names.push(value(Field::UserName));
        self.emails.push(value(Field::UserEmail));
        let values = &self.values[FIRST_DIMENSION..];
        for (column, &value) in self.dimensions.iter_mut().zip(values) {
            column.push(value);
        }
    }

    #[inline(always)]
    fn set(&mut self, field: u16, code: u32) {
        const VARIANT: u16 = Field::Variant as u16;
        const CAMPAIGN: u16 = Field::Campaign as u16;
        let value = &mut self.values[usize::from(field)];
        if *value == NONE || !matches!(field, VARIANT | CAMPAIGN) {
            *value = code;
        }
    }

    /// Adds the facts of one conversation.
    pub fn push(&mut self, draft: &Draft, finished: &Finished, cuts: &Cuts, cut: &Cut) {
        let or_none = |number: Option<i64>| number.unwrap_or(Numbers::NONE);
        let only_if = |told: bool, number: i64| if told { number } else { Numbers::NONE };
        // A count of 0 reads the same as none.
        let some = |count: i64| only_if(count > 0, count);
        let with_agent = draft.flags & is::WITH_AGENT != 0;
        let next = cuts.next(cut);
        let thread_start = cuts.later(cut).map(|later| later.thread_start);
        let later = thread_start.filter(|start| next.is_none() && *start != cut.start);
        let numbers: [i64; NUMBERS] = [
            finished.end - cut.start,
            some(draft.widget_opens),
            some(draft.user_messages),
            some(draft.bot_messages),
            some(draft.agent_messages),
            some(draft.canned_messages),
            some(draft.fallbacks),
            only_if(with_agent, draft.early_fallbacks),
            only_if(with_agent, draft.early_user_messages),
            or_none(finished.talk_time),
            only_if(with_agent, or_none(finished.bot_time)),
            or_none(finished.initial_wait),
            or_none(finished.wait),
            or_none(finished.pickup),
            or_none(finished.handle_time),
            or_none(finished.user_span),
            or_none(later.map(|start| finished.end - start)),
            or_none(next.map(|next| next - finished.end)),
            some(draft.bookings),
        ];
        for (column, number) in self.numbers.iter_mut().zip(numbers) {
            column.push(number);
        }
        let last = if next.is_none() { is::THREAD_LAST } else { 0 };
        let ended = finished.outcome.flag() | finished.handoff.flags();
        self.flags.push(draft.flags | last | ended);
        let converted = draft.converted.map(|at| (at - cut.start).max(0));
        self.converted.push(or_none(converted));
        self.agents.push(draft.agent.unwrap_or(NONE));
        self.missed_by.push(finished.missed_by.unwrap_or(NONE));
        self.handoff_reasons
            .push(finished.handoff_reason.unwrap_or(NONE));
        self.close_reasons
            .push(finished.close_reason.unwrap_or(NONE));
        let lists = &mut self.lists;
        lists.responses.push(&draft.responses);
        lists.sentiments.push(draft.sentiments.iter().copied());
        lists.handlings.push(draft.handlings.iter().copied());
        lists.tags.push(draft.tags.iter().copied());
        lists.goals.push(draft.goals.iter().copied());
        for (column, rating) in lists.ratings.iter_mut().zip(draft.ratings) {
            column.push(rating);
        }
    }

    /// Packs the columns; what only shows across conversations is missing.
    pub fn pack(self, cuts: &[Cut]) -> Packed {
        let mut facts = Facts {
            starts: cuts.iter().map(|cut| cut.start).collect(),
            flags: self.flags,
            threads: cuts.iter().map(|cut| cut.thread).collect(),
            agents: self.agents.finish(),
            missed_by: self.missed_by.finish(),
            handoff_reasons: self.handoff_reasons.finish(),
            close_reasons: self.close_reasons.finish(),
            conversion_times: self.converted.finish(),
            ..self.lists
        };
        facts.squeeze();
        facts.dimensions.reserve_exact(self.dimensions.len());
        let dimensions = self.dimensions.into_iter().map(CodesWriter::finish);
        facts.dimensions.extend(dimensions);
        let numbers: [&mut Numbers; NUMBERS] = [
            &mut facts.durations,
            &mut facts.widget_opens,
            &mut facts.user_messages,
            &mut facts.bot_messages,
            &mut facts.agent_messages,
            &mut facts.canned_messages,
            &mut facts.fallbacks,
            &mut facts.early_fallbacks,
            &mut facts.early_user_messages,
            &mut facts.talk_times,
            &mut facts.bot_times,
            &mut facts.initial_waits,
            &mut facts.waits,
            &mut facts.pickups,
            &mut facts.handle_times,
            &mut facts.user_spans,
            &mut facts.thread_times,
            &mut facts.next_in_thread,
            &mut facts.bookings,
        ];
        for (packed, column) in numbers.into_iter().zip(self.numbers) {
            *packed = column.finish();
        }
        Packed {
            facts,
            users: self.users.finish(),
            profiles: Profiles {
                names: self.names.finish(),
                emails: self.emails.finish(),
            },
        }
    }
}

/// All that one conversation shows by itself.
pub struct Packed {
    /// The facts, but for what only shows across conversations.
    pub facts: Facts,
    /// `user_id` of each row as a code among [`Field::User`].
    pub users: Codes,
    /// How the customers are called and reached.
    pub profiles: Profiles,
}

impl Facts {
    /// Adds the orders credited, in the order of their rows: marks the
    /// conversations, and dates their conversions.
    pub fn credit(&mut self, credited: &[Credited]) {
        self.credits = by_row(credited, self.len(), |credited| credited.credit);
        self.credits.squeeze();
        if credited.is_empty() {
            return;
        }
        let mut times = NumbersWriter::default();
        let mut rest = credited.iter().peekable();
        for row in 0..self.len() {
            let own = rest.next_if(|credited| credited.row as usize == row);
            while rest
                .next_if(|credited| credited.row as usize == row)
                .is_some()
            {}
            let ordered = own.map(|first| (first.at - self.starts[row]).max(0));
            if ordered.is_some() {
                self.flags[row] |= is::CREDITED;
            }
            let converted = self.conversion_times.get(row).into_iter();
            let first = converted.chain(ordered).min();
            times.push(first.unwrap_or(Numbers::NONE));
        }
        self.conversion_times = times.finish();
    }

    /// The channel of each row.
    pub fn channels(&self) -> &Codes {
        &self.dimensions[Field::Channel as usize - FIRST_DIMENSION]
    }
}

/// What is told of each credited order, by row.
pub fn by_row<T>(credited: &[Credited], rows: usize, told: impl Fn(&Credited) -> T) -> Lists<T> {
    let mut lists = Lists::default();
    let mut rest = credited;
    for row in 0..rows {
        let here = rest.partition_point(|credited| credited.row as usize <= row);
        let (own, later) = rest.split_at(here);
        lists.push(own.iter().map(&told));
        rest = later;
    }
    lists
}
