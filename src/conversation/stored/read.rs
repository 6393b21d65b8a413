//! Conversations from bytes. What does not hold together is refused: the rest
//! of the house relies on the rows and looks nothing up twice.

use std::ops::RangeInclusive;

use crate::base::bulk::Reader;
use crate::base::column::{Codes, Numbers};
use crate::base::dict::Dict;
use crate::base::lists::{Lists, Points};
use crate::base::moment;
use crate::base::time::{DAY, Millis};
use crate::base::wire::WireError;
use crate::base::zone::Zone;
use crate::conversation::Conversations;
use crate::conversation::facts::{Credit, Facts, Handling};
use crate::conversation::own::{Own, TicketSpan, Visit, WorkSpan};
use crate::conversation::responses::Responses;
use crate::conversation::rows::Profiles;
use crate::conversation::stored::NEVER;
use crate::conversation::stretch::Stretches;
use crate::event::{EventLog, Field};
use crate::settings::Settings;

/// Instants that can be.
const POSSIBLE: RangeInclusive<Millis> = moment::FIRST - DAY..=moment::LAST + DAY;

/// The conversations that were written, by the definitions that they were made
/// by.
///
/// # Errors
///
/// When the bytes are those of something else, or not whole.
pub fn read(
    from: &mut Reader<'_>,
    settings: Settings,
    zone: Zone,
) -> Result<Conversations, WireError> {
    let as_of = instant(from)?.ok_or(WireError)?;
    let span = instant(from)?.zip(instant(from)?);
    let mut counts = [0; 4];
    for count in &mut counts {
        *count = from.number()?;
    }
    let [unattached, future, inversions, ties] = counts;
    let kinds: Vec<u64> = from.column()?;
    let (users, threads) = (from.number()?, from.number()?);
    let mut log = EventLog::read(from)?;
    log.kinds = kinds.try_into().map_err(|_| WireError)?;
    let facts = facts(from, &log, (users, threads))?;
    let own = own(from, &log, users)?;
    sound(users <= (facts.len() + own.visits.len()) as u64)?;
    log.names.fields[Field::User as usize] = numbered(users)?;
    log.names.fields[Field::Conversation as usize] = numbered(threads)?;
    Ok(Conversations {
        facts,
        own,
        profiles: Profiles::default(),
        stretches: Stretches::default(),
        as_of,
        span,
        unattached,
        future,
        inversions,
        ties,
        log,
        settings,
        zone,
    })
}

fn sound(holds: bool) -> Result<(), WireError> {
    match holds {
        true => Ok(()),
        false => Err(WireError),
    }
}

fn instant(from: &mut Reader<'_>) -> Result<Option<Millis>, WireError> {
    match from.number()?.cast_signed() {
        NEVER => Ok(None),
        at if POSSIBLE.contains(&at) => Ok(Some(at)),
        _ => Err(WireError),
    }
}

fn instants(from: &mut Reader<'_>) -> Result<Vec<Millis>, WireError> {
    let instants: Vec<Millis> = from.column()?;
    sound(instants.iter().all(|at| POSSIBLE.contains(at)))?;
    Ok(instants)
}

/// Numbers from 1 on as names.
fn numbered(count: u64) -> Result<Dict, WireError> {
    let count = u32::try_from(count).map_err(|_| WireError)?;
    Ok(Dict::of((1..=count).map(|number| number.to_string())))
}

fn facts(
    from: &mut Reader<'_>,
    log: &EventLog,
    (users, threads): (u64, u64),
) -> Result<Facts, WireError> {
    let starts = starts(from)?;
    let rows = starts.len();
    let mut facts = Facts {
        starts,
        flags: from.column()?,
        threads: from.column()?,
        customers: Codes::stored(from, rows, rows)?,
        customer_users: known_users(from, rows, users)?,
        ..Facts::default()
    };
    sound(facts.flags.len() == rows && facts.threads.len() == rows)?;
    let thread = |&thread: &u32| (thread as usize) < rows;
    sound(facts.threads.iter().all(thread) && threads <= rows as u64)?;
    for column in facts.numbers_mut() {
        *column = Numbers::stored(from, rows)?;
    }
    facts.responses = Responses::stored(from, rows)?;
    facts.sentiments = Points::stored(from, rows)?;
    for ratings in &mut facts.ratings {
        let scores = from.finite()?;
        *ratings = Lists::stored(from, rows, scores)?;
    }
    let names = &log.names;
    let agents = names.of(Field::Agent).len();
    facts.handlings = handlings(from, rows, agents)?;
    facts.tags = codes(from, rows, &names.tags)?;
    facts.goals = codes(from, rows, &names.goals)?;
    facts.credits = credits(from, rows, names.currencies.len())?;
    facts.agents = Codes::stored(from, rows, agents)?;
    facts.missed_by = Codes::stored(from, rows, agents)?;
    facts.handoff_reasons = Codes::stored(from, rows, names.reasons.len())?;
    facts.close_reasons = Codes::stored(from, rows, names.reasons.len())?;
    for dict in &names.fields[Field::Bot as usize..] {
        facts
            .dimensions
            .push(Codes::stored(from, rows, dict.len())?);
    }
    Ok(facts)
}

/// The starts, in order.
fn starts(from: &mut Reader<'_>) -> Result<Vec<Millis>, WireError> {
    let steps: Vec<Millis> = from.column()?;
    let mut at: Millis = 0;
    let mut starts = Vec::with_capacity(steps.len());
    for step in steps {
        at = at.checked_add(step).ok_or(WireError)?;
        sound(POSSIBLE.contains(&at))?;
        starts.push(at);
    }
    sound(starts.is_sorted())?;
    Ok(starts)
}

/// One more than the user of each customer, 0 for none.
fn known_users(from: &mut Reader<'_>, rows: usize, users: u64) -> Result<Codes, WireError> {
    let next: Vec<u32> = from.column()?;
    sound(next.len() == rows && next.iter().all(|&next| u64::from(next) <= users))?;
    let users = next.into_iter().map(|next| next.wrapping_sub(1));
    Ok(Codes::pack(users.collect()))
}

fn handlings(
    from: &mut Reader<'_>,
    rows: usize,
    agents: usize,
) -> Result<Lists<Handling>, WireError> {
    let handled: Vec<u32> = from.column()?;
    let (begun, ended) = (instants(from)?, instants(from)?);
    sound(handled.len() == begun.len() && handled.len() == ended.len())?;
    sound(handled.iter().all(|&agent| (agent as usize) < agents))?;
    let times = begun.into_iter().zip(ended);
    let handling = |(agent, (from, to))| Handling { agent, from, to };
    let handlings = handled.into_iter().zip(times).map(handling).collect();
    Lists::stored(from, rows, handlings)
}

fn codes(from: &mut Reader<'_>, rows: usize, dict: &Dict) -> Result<Lists<u32>, WireError> {
    let codes: Vec<u32> = from.column()?;
    sound(codes.iter().all(|&code| (code as usize) < dict.len()))?;
    Lists::stored(from, rows, codes)
}

fn credits(
    from: &mut Reader<'_>,
    rows: usize,
    currencies: usize,
) -> Result<Lists<Credit>, WireError> {
    let (codes, amounts): (Vec<u32>, _) = (from.column()?, from.finite()?);
    sound(codes.len() == amounts.len())?;
    sound(codes.iter().all(|&code| (code as usize) < currencies))?;
    let credit = |(currency, amount)| Credit { currency, amount };
    let credits = codes.into_iter().zip(amounts).map(credit).collect();
    Lists::stored(from, rows, credits)
}

fn own(from: &mut Reader<'_>, log: &EventLog, users: u64) -> Result<Own, WireError> {
    let mut own = Own {
        visits: visits(from, log, users)?,
        ..Own::default()
    };
    tickets(from, log, &mut own)?;
    own.work = work(from, log)?;
    let times = instants(from)?;
    sound(times.is_sorted() && times.len() == log.notes.len())?;
    own.annotations = times.into_iter().zip(0..).collect();
    Ok(own)
}

fn known_contexts(contexts: &[u32], log: &EventLog) -> Result<(), WireError> {
    sound(
        contexts
            .iter()
            .all(|&context| (context as usize) < log.contexts.len()),
    )
}

fn visits(from: &mut Reader<'_>, log: &EventLog, users: u64) -> Result<Vec<Visit>, WireError> {
    let (starts, ends) = (instants(from)?, instants(from)?);
    let (visitors, contexts): (Vec<u32>, Vec<u32>) = (from.column()?, from.column()?);
    let lengths = [ends.len(), visitors.len(), contexts.len()];
    sound(starts.is_sorted() && lengths == [starts.len(); 3])?;
    sound(visitors.iter().all(|&visitor| u64::from(visitor) < users))?;
    known_contexts(&contexts, log)?;
    let times = starts.into_iter().zip(ends);
    let carried = visitors.into_iter().zip(contexts);
    let visit = |((start, end), (visitor, context))| Visit {
        start,
        end,
        visitor,
        context,
    };
    Ok(times.zip(carried).map(visit).collect())
}

fn tickets(from: &mut Reader<'_>, log: &EventLog, own: &mut Own) -> Result<(), WireError> {
    let (created, resolved): (Vec<Millis>, Vec<Millis>) = (from.column()?, from.column()?);
    let (flags, contexts): (Vec<u8>, Vec<u32>) = (from.column()?, from.column()?);
    let lengths = [resolved.len(), flags.len(), contexts.len()];
    sound(lengths == [created.len(); 3])?;
    known_contexts(&contexts, log)?;
    let at = |at: Millis| match at {
        NEVER => Ok(None),
        at if POSSIBLE.contains(&at) => Ok(Some(at)),
        _ => Err(WireError),
    };
    for (place, context) in contexts.into_iter().enumerate() {
        own.ticket_pairs.push(log.contexts.get(context).collect());
        own.tickets.push(TicketSpan {
            created: at(created[place])?,
            resolved: at(resolved[place])?,
            resolved_first: flags[place] != 0,
            ticket: place as u32,
            pairs: place as u32,
        });
    }
    Ok(())
}

fn work(from: &mut Reader<'_>, log: &EventLog) -> Result<Vec<WorkSpan>, WireError> {
    let agents: Vec<u32> = from.column()?;
    let (begun, ended) = (instants(from)?, instants(from)?);
    let contexts: Vec<u32> = from.column()?;
    let lengths = [begun.len(), ended.len(), contexts.len()];
    sound(lengths == [agents.len(); 3])?;
    let known = log.names.of(Field::Agent).len();
    sound(agents.iter().all(|&agent| (agent as usize) < known))?;
    known_contexts(&contexts, log)?;
    let times = begun.into_iter().zip(ended);
    let rows = agents.into_iter().zip(times.zip(contexts));
    let span = |(agent, ((from, to), context))| WorkSpan {
        agent,
        from,
        to,
        context,
    };
    let work: Vec<WorkSpan> = rows.map(span).collect();
    sound(work.iter().all(|work| work.from < work.to))?;
    Ok(work)
}
