//! What counts by its own time: visits, tickets, agents' hours and notes on
//! the time axis.

use hashbrown::HashMap;

use crate::base::instants::Instants;
use crate::base::order;
use crate::base::time::{DAY, Millis};
use crate::event::kind::Availability;
use crate::event::{EventLog, Field, Kind};

/// A visit to the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// When it began.
    pub start: Millis,
    /// When it ended: the first of `visit_ended`, the visitor's next visit
    /// and 24 hours.
    pub end: Millis,
    /// Code of the visitor among the users.
    pub visitor: u32,
    /// Number of the context, for filters on what it carries.
    pub context: u32,
}

/// A help-desk ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TicketSpan {
    /// First `created`, if there is one.
    pub created: Option<Millis>,
    /// First `resolved`, if there is one.
    pub resolved: Option<Millis>,
    /// Whether the first `resolved` comes before the first `created`, if
    /// only in the order read.
    pub resolved_first: bool,
    /// Code of the ticket.
    pub ticket: u32,
    /// Row in [`Own::ticket_pairs`]: the last value of each field set by
    /// its events.
    pub pairs: u32,
}

/// A span of an agent's working time (available or busy).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkSpan {
    /// Code of the agent.
    pub agent: u32,
    /// From the status on.
    pub from: Millis,
    /// To the next status, or `as_of`.
    pub to: Millis,
    /// Number of the context of the status that began it.
    pub context: u32,
}

/// Everything that counts by its own time.
#[derive(Clone, Debug, Default)]
pub struct Own {
    /// In the order of (start, order read).
    pub visits: Vec<Visit>,
    /// In the order of first appearance by time.
    pub tickets: Vec<TicketSpan>,
    /// The fields of tickets: `(field, code)` pairs, by row.
    pub ticket_pairs: Vec<Vec<(u16, u32)>>,
    /// By agent, then time; those of one agent do not overlap.
    pub work: Vec<WorkSpan>,
    /// When each annotation was made and its number among the notes, in time
    /// order.
    pub annotations: Vec<(Millis, u32)>,
}

impl Own {
    /// Collects what is not after `as_of`.
    pub fn new(log: &EventLog, times: &Instants, as_of: Millis) -> Own {
        let mut events: Vec<u32> = Vec::new();
        log.events.each(&mut |index, event| {
            if counts_by_own_time(event.kind) && times.get(index) <= as_of {
                events.push(index);
            }
        });
        let in_order = |one: &u32, next: &u32| times.get(*one) <= times.get(*next);
        if !events.is_sorted_by(in_order) {
            order::by_key(&mut events, &|index| times.get(index));
        }
        let events = || events.iter().map(|&index| (times.get(index), index));
        let mut own = Own::default();
        own.visits(log, events());
        own.tickets(log, events());
        own.work(log, events(), as_of);
        let noted = events().map(|(time, index)| (time, log.events.get(index)));
        let noted = noted.filter(|(_, event)| event.kind == Kind::Annotation);
        own.annotations = noted.map(|(time, event)| (time, event.payload)).collect();
        own
    }

    fn visits(&mut self, log: &EventLog, events: impl Iterator<Item = (Millis, u32)>) {
        let mut under_way: HashMap<u32, usize> = HashMap::new();
        let count = log.kinds[Kind::Visit as usize];
        self.visits = Vec::with_capacity(usize::try_from(count).unwrap_or_default());
        for (time, index) in events {
            let event = log.events.get(index);
            let visitor = event.payload;
            if !matches!(event.kind, Kind::Visit | Kind::VisitEnded) {
                continue;
            }
            if let Some(number) = under_way.remove(&visitor) {
                let visit: &mut Visit = &mut self.visits[number];
                visit.end = visit.end.min(time);
            }
            if event.kind == Kind::Visit {
                under_way.insert(visitor, self.visits.len());
                self.visits.push(Visit {
                    start: time,
                    end: time + DAY,
                    visitor,
                    context: event.context,
                });
            }
        }
    }

    fn tickets(&mut self, log: &EventLog, events: impl Iterator<Item = (Millis, u32)>) {
        let mut numbers: HashMap<u32, usize> = HashMap::new();
        for (time, index) in events {
            let event = log.events.get(index);
            if event.kind != Kind::Ticket {
                continue;
            }
            let ticket = log.tickets[event.payload as usize].id;
            let number = *numbers.entry(ticket).or_insert(self.tickets.len());
            if number == self.tickets.len() {
                self.ticket_pairs.push(Vec::new());
                self.tickets.push(TicketSpan {
                    created: None,
                    resolved: None,
                    resolved_first: false,
                    ticket,
                    pairs: number as u32,
                });
            }
            let span = &mut self.tickets[number];
            if event.detail == TICKET_RESOLVED {
                span.resolved_first |= span.created.is_none();
                span.resolved.get_or_insert(time);
            } else {
                span.created.get_or_insert(time);
            }
            lay_over(
                &mut self.ticket_pairs[number],
                log.contexts.get(event.context),
            );
        }
    }

    fn work(&mut self, log: &EventLog, events: impl Iterator<Item = (Millis, u32)>, as_of: Millis) {
        let mut statuses: Vec<(u32, Millis, u32)> = Vec::new();
        for (time, index) in events {
            let event = log.events.get(index);
            if event.kind == Kind::AgentStatus
                && let Some(agent) = log.contexts.code(event.context, Field::Agent)
            {
                statuses.push((agent, time, index));
            }
        }
        let statuses = order::sorted(statuses, |a, b| a.cmp(b));
        for (place, &(agent, from, index)) in statuses.iter().enumerate() {
            let event = log.events.get(index);
            let next = statuses.get(place + 1).filter(|next| next.0 == agent);
            let to = next.map_or(as_of, |next| next.1);
            let at_work = [Availability::Available as u8, Availability::Busy as u8];
            if at_work.contains(&event.detail) && from < to {
                self.work.push(WorkSpan {
                    agent,
                    from,
                    to,
                    context: event.context,
                });
            }
        }
    }
}

/// The number of `resolved` among the statuses of a ticket.
const TICKET_RESOLVED: u8 = 1;

fn counts_by_own_time(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Visit | Kind::VisitEnded | Kind::Ticket | Kind::AgentStatus | Kind::Annotation
    )
}

/// Sets fields that are set in `pairs`; the others keep their value.
fn lay_over(known: &mut Vec<(u16, u32)>, pairs: impl Iterator<Item = (u16, u32)>) {
    for (field, code) in pairs {
        match known.iter_mut().find(|known| known.0 == field) {
            Some(known) => known.1 = code,
            None => known.push((field, code)),
        }
    }
}
