//! Help-desk tickets, by their own time.

use crate::base::time::{Millis, SECOND};
use crate::conversation::own::TicketSpan;
use crate::metric::compute::{Scope, whole_sample};
use crate::metric::define::Compute::Own;
use crate::metric::define::{Metric, Rows};
use crate::metric::entry::Direction::{Context, Down, Up};
use crate::metric::entry::Unit;
use crate::metric::needs;
use crate::metric::value::Computed;

/// Tickets.
pub(crate) const METRICS: &[Metric] = &[
    Metric::new("tickets", "Tickets", Unit::Count, Context)
        .says("L13", "Tickets created in the period.")
        .needs(&[needs::TICKET])
        .is(Own(Rows::Apart, tickets)),
    Metric::new("tickets_resolved", "Resolved tickets", Unit::Count, Up)
        .says("L13", "Tickets resolved in the period.")
        .needs(&[needs::TICKET])
        .is(Own(Rows::Apart, tickets_resolved)),
    Metric::new("ticket_backlog", "Ticket backlog", Unit::Count, Down)
        .says(
            "L13",
            "Tickets created and not resolved by the end of the period.",
        )
        .needs(&[needs::TICKET])
        .is(Own(Rows::Apart, ticket_backlog)),
    Metric::new(
        "ticket_resolution_time",
        "Ticket resolution time",
        Unit::Seconds,
        Down,
    )
    .says(
        "L13",
        "Mean time from creation to resolution of the tickets resolved in the period.",
    )
    .needs(&[needs::TICKET])
    .is(Own(Rows::Apart, ticket_resolution_time)),
];

/// The tickets that pass the filters.
fn passing<'a>(scope: &'a Scope<'_>) -> impl Iterator<Item = &'a TicketSpan> {
    let tickets = &scope.conversations.own.tickets;
    let numbers = scope.own.tickets.iter();
    numbers.map(|&number| &tickets[number as usize])
}

/// Whether an instant is one of the scope's.
fn within(scope: &Scope<'_>, at: Option<Millis>) -> bool {
    at.is_some_and(|at| (scope.span.0..scope.span.1).contains(&at) && allowed(scope, at))
}

fn allowed(scope: &Scope<'_>, at: Millis) -> bool {
    scope.own.clock.allows(&scope.conversations.zone, at)
}

fn count(tickets: impl Iterator) -> Computed {
    Computed::number(Some(tickets.count() as f64))
}

fn tickets(scope: &Scope<'_>) -> Computed {
    count(passing(scope).filter(|ticket| within(scope, ticket.created)))
}

fn tickets_resolved(scope: &Scope<'_>) -> Computed {
    count(passing(scope).filter(|ticket| within(scope, ticket.resolved)))
}

fn ticket_backlog(scope: &Scope<'_>) -> Computed {
    let by_the_end = |at: Option<Millis>| at.filter(|&at| at < scope.span.1);
    let waits = |ticket: &&TicketSpan| {
        by_the_end(ticket.created).is_some_and(|at| allowed(scope, at))
            && by_the_end(ticket.resolved).is_none()
    };
    count(passing(scope).filter(waits))
}

fn ticket_resolution_time(scope: &Scope<'_>) -> Computed {
    let resolved = passing(scope).filter(|ticket| within(scope, ticket.resolved));
    let mut times: Vec<Millis> = resolved
        .filter(|ticket| !ticket.resolved_first)
        .filter_map(|ticket| Some(ticket.resolved? - ticket.created?))
        .collect();
    Computed::mean(whole_sample(&mut times, SECOND as f64))
}
