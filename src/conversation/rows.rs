//! The rows of facts while they are being made: plain columns first, packed
//! once all are there.

use crate::base::column::{Codes, Numbers};
use crate::base::lists::Lists;
use crate::base::time::Millis;
use crate::conversation::contact::Links;
use crate::conversation::credit::Credited;
use crate::conversation::cut::{Cut, Cuts, INHERITABLE};
use crate::conversation::draft::{Draft, Finished};
use crate::conversation::facts::{Facts, is};
use crate::conversation::thread::Threads;
use crate::event::log::NONE;
use crate::event::{EventLog, Field};

/// The first field that is a dimension; the others follow it, then the
/// attributes.
const FIRST_DIMENSION: usize = Field::Bot as usize;

/// Who the customer of a conversation is.
#[derive(Clone, Copy, Debug)]
pub struct Profile {
    /// Code of `user_id`, or [`NONE`].
    pub user: u32,
    /// Code of `user_email`, or [`NONE`].
    pub email: u32,
    /// Code of `user_name`, or [`NONE`].
    pub name: u32,
}

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
    /// Packs the profiles of all rows.
    pub fn new(profiles: &[Profile]) -> Profiles {
        Profiles {
            names: Codes::pack(profiles.iter().map(|profile| profile.name).collect()),
            emails: Codes::pack(profiles.iter().map(|profile| profile.email).collect()),
        }
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.names.bytes() + self.emails.bytes()
    }
}

/// How many columns of numbers a draft fills.
const NUMBERS: usize = 19;

/// Columns under way, not packed yet.
pub struct Rows {
    numbers: [Vec<i64>; NUMBERS],
    flags: Vec<u32>,
    /// The ends of the conversations.
    pub ends: Vec<Millis>,
    converted: Vec<Option<Millis>>,
    agents: Vec<u32>,
    dimensions: Vec<Vec<u32>>,
    /// Who the customers are.
    pub profiles: Vec<Profile>,
    lists: Facts,
}

impl Rows {
    /// No rows yet, but place for them.
    pub fn new(log: &EventLog, rows: usize) -> Rows {
        let fields = log.names.fields.len() - FIRST_DIMENSION;
        Rows {
            numbers: std::array::from_fn(|_| Vec::with_capacity(rows)),
            flags: Vec::with_capacity(rows),
            ends: Vec::with_capacity(rows),
            converted: Vec::with_capacity(rows),
            agents: Vec::with_capacity(rows),
            dimensions: vec![Vec::with_capacity(rows); fields],
            profiles: Vec::with_capacity(rows),
            lists: Facts::default(),
        }
    }

    /// Adds the values of the dimensions: the last one set wins, of variant
    /// and campaign the first; some are inherited.
    pub fn dimensions(&mut self, log: &EventLog, threads: &Threads, cuts: &Cuts, cut: &Cut) {
        let row = self.profiles.len();
        for column in &mut self.dimensions {
            column.push(NONE);
        }
        let mut profile = Profile {
            user: NONE,
            email: NONE,
            name: NONE,
        };
        if let Some(inherited) = cuts.inherited.get(cut.inherits as usize) {
            for (field, &code) in INHERITABLE.iter().zip(inherited) {
                self.set(&mut profile, row, *field as u16, code);
            }
        }
        let mut before = NONE;
        for &index in &threads.order[cut.from as usize..cut.to as usize] {
            let context = log.events[index as usize].context;
            if context == before {
                continue;
            }
            for &(field, code) in log.contexts.get(context) {
                self.set(&mut profile, row, field, code);
            }
            before = context;
        }
        let channel = &mut self.dimensions[Field::Channel as usize - FIRST_DIMENSION][row];
        if *channel == NONE {
            // The dictionary of channels begins with "unknown".
            *channel = 0;
        }
        self.profiles.push(profile);
    }

    fn set(&mut self, profile: &mut Profile, row: usize, field: u16, code: u32) {
        let first_wins = [Field::Variant as u16, Field::Campaign as u16];
        if field == Field::User as u16 {
            profile.user = code;
        } else if field == Field::UserEmail as u16 {
            profile.email = code;
        } else if field == Field::UserName as u16 {
            profile.name = code;
        } else if usize::from(field) >= FIRST_DIMENSION {
            let value = &mut self.dimensions[usize::from(field) - FIRST_DIMENSION][row];
            if *value == NONE || !first_wins.contains(&field) {
                *value = code;
            }
        }
    }

    /// The channel of each row.
    pub fn channels(&self) -> &[u32] {
        &self.dimensions[Field::Channel as usize - FIRST_DIMENSION]
    }

    /// Adds the facts of one conversation.
    pub fn push(&mut self, draft: &Draft, finished: &Finished, cut: &Cut) {
        let or_none = |number: Option<i64>| number.unwrap_or(Numbers::NONE);
        let only_if = |told: bool, number: i64| if told { number } else { Numbers::NONE };
        // A count of 0 reads the same as none.
        let some = |count: i64| only_if(count > 0, count);
        let with_agent = draft.flags & is::WITH_AGENT != 0;
        let later = cut.next.is_none() && cut.thread_start != cut.start;
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
            only_if(later, finished.end - cut.thread_start),
            or_none(cut.next.map(|next| next - finished.end)),
            some(draft.bookings),
        ];
        for (column, number) in self.numbers.iter_mut().zip(numbers) {
            column.push(number);
        }
        let last = if cut.next.is_none() {
            is::THREAD_LAST
        } else {
            0
        };
        let ended = finished.outcome.flag() | finished.handoff.flags();
        self.flags.push(draft.flags | last | ended);
        self.ends.push(finished.end);
        self.converted.push(draft.converted);
        self.agents.push(draft.agent.unwrap_or(NONE));
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

    /// Packs the columns, with what only shows across conversations.
    pub fn facts(mut self, links: Links, credited: &[Credited], cuts: &[Cut]) -> Facts {
        let conversion_times = self.credit(credited, cuts);
        let next_contacts: Vec<i64> = links
            .next
            .iter()
            .zip(&self.ends)
            .map(|(next, end)| next.map_or(Numbers::NONE, |next| next - end))
            .collect();
        let mut facts = Facts {
            starts: cuts.iter().map(|cut| cut.start).collect(),
            flags: self.flags,
            threads: cuts.iter().map(|cut| cut.thread).collect(),
            customers: Codes::pack(links.customers),
            customer_users: Codes::pack(links.users),
            conversion_times: Numbers::pack(&conversion_times),
            next_contacts: Numbers::pack(&next_contacts),
            credits: by_row(credited, cuts.len(), |credited| credited.credit),
            agents: Codes::pack(self.agents),
            dimensions: self.dimensions.into_iter().map(Codes::pack).collect(),
            ..self.lists
        };
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
            *packed = Numbers::pack(&column);
        }
        facts.squeeze();
        facts
    }

    /// Marks the credited conversations; gives the time to conversion of
    /// each row.
    fn credit(&mut self, credited: &[Credited], cuts: &[Cut]) -> Vec<i64> {
        let mut first_credit: Vec<Option<Millis>> = vec![None; cuts.len()];
        for credited in credited {
            let row = credited.row as usize;
            self.flags[row] |= is::CREDITED;
            first_credit[row].get_or_insert(credited.at);
        }
        let conversions = self.converted.iter().zip(&first_credit).zip(cuts);
        conversions
            .map(|((&event, &order), cut)| {
                let first = event.into_iter().chain(order).min();
                first.map_or(Numbers::NONE, |first| (first - cut.start).max(0))
            })
            .collect()
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
