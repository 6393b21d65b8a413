//! The facts file: conversations as columns of bytes, from which they come
//! back without the events that they were made of.
//!
//! It carries what the metrics read and nothing that names a customer. The rows come back to the last bit, so that the same question
//! has the same answer. What reads the events themselves — texts, threads,
//! other definitions — has nothing to read in what came from such a file.

mod columns;
mod nameless;
mod read;

use crate::base::bulk::Writer;
use crate::base::time::Millis;
use crate::conversation::Conversations;
use crate::conversation::facts::Facts;
use crate::conversation::own::Own;
use crate::conversation::stored::nameless::Nameless;

pub use read::read;

/// What of a history goes into a file: ascending numbers of conversations,
/// visits, tickets and spans of working time.
pub struct Kept<'a> {
    /// Conversations.
    pub rows: &'a [u32],
    /// Visits.
    pub visits: &'a [u32],
    /// Tickets.
    pub tickets: &'a [u32],
    /// Spans of working time.
    pub work: &'a [u32],
}

/// Stands for "no instant".
const NEVER: Millis = Millis::MIN;

/// Writes what is kept of a history.
pub fn write(of: &Conversations, kept: &Kept<'_>, to: &mut Writer) {
    let Nameless {
        facts,
        own,
        log,
        users,
        threads,
    } = Nameless::new(of, kept);
    to.number(of.as_of.cast_unsigned());
    let (first, last) = of.span.unwrap_or((NEVER, NEVER));
    to.number(first.cast_unsigned());
    to.number(last.cast_unsigned());
    for count in [of.unattached, of.future, of.inversions, of.ties] {
        to.number(count);
    }
    to.column(of.log.kinds.iter().copied());
    to.number(u64::from(users));
    to.number(u64::from(threads));
    log.write(to);
    write_facts(&facts, to);
    write_own(&own, to);
}

fn write_facts(facts: &Facts, to: &mut Writer) {
    let rows = facts.len();
    let mut before = 0;
    // What lies close together packs well.
    let steps = facts.starts.iter().map(|&start| {
        let step = start - before;
        before = start;
        step
    });
    to.column(steps);
    to.column(facts.flags.iter().copied());
    to.column(facts.threads.iter().copied());
    facts.customers.write(to);
    let users = (0..rows).map(|customer| facts.customer_users.get(customer));
    to.column(users.map(|user| user.map_or(0, |user| user + 1)));
    for column in facts.numbers() {
        column.write(to);
    }
    facts.responses.write(rows, to);
    facts.sentiments.write(rows, to);
    for ratings in &facts.ratings {
        to.column(ratings.values().iter().copied());
        ratings.write_rows(rows, to);
    }
    let handlings = facts.handlings.values().iter();
    to.column(handlings.clone().map(|handling| handling.agent));
    to.column(handlings.clone().map(|handling| handling.from));
    to.column(handlings.map(|handling| handling.to));
    facts.handlings.write_rows(rows, to);
    for codes in [&facts.tags, &facts.goals] {
        to.column(codes.values().iter().copied());
        codes.write_rows(rows, to);
    }
    let credits = facts.credits.values().iter();
    to.column(credits.clone().map(|credit| credit.currency));
    to.column(credits.map(|credit| credit.amount));
    facts.credits.write_rows(rows, to);
    facts.agents.write(to);
    facts.missed_by.write(to);
    facts.handoff_reasons.write(to);
    facts.close_reasons.write(to);
    for column in &facts.dimensions {
        column.write(to);
    }
}

fn write_own(own: &Own, to: &mut Writer) {
    to.column(own.visits.iter().map(|visit| visit.start));
    to.column(own.visits.iter().map(|visit| visit.end));
    to.column(own.visits.iter().map(|visit| visit.visitor));
    to.column(own.visits.iter().map(|visit| visit.context));
    let at = |instant: Option<Millis>| instant.unwrap_or(NEVER);
    to.column(own.tickets.iter().map(|ticket| at(ticket.created)));
    to.column(own.tickets.iter().map(|ticket| at(ticket.resolved)));
    let flags = own.tickets.iter().map(|ticket| ticket.resolved_first);
    to.column(flags.map(u8::from));
    to.column(own.tickets.iter().map(|ticket| ticket.pairs));
    to.column(own.work.iter().map(|work| work.agent));
    to.column(own.work.iter().map(|work| work.from));
    to.column(own.work.iter().map(|work| work.to));
    to.column(own.work.iter().map(|work| work.context));
    to.column(own.annotations.iter().map(|noted| noted.0));
}
