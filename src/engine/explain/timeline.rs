//! The events of a conversation in words.

use crate::base::order;
use crate::base::time::{Millis, SECOND};
use crate::engine::explain::why::Why;
use crate::engine::explain::words::{actor, length};
use crate::event::kind::{
    HANDOFF_STATUSES, INITIATORS, LEAD_STAGES, Role, SURVEYS, Survey, TICKET_STATUSES,
};
use crate::event::log::{NONE, UNSAID, flag};
use crate::event::{Event, Field, Kind};
use crate::report::explanation::Moment;

/// What happened in words.
pub(super) fn timeline(why: &Why<'_>) -> Vec<Moment> {
    let mut before = None;
    let moments = events(why).into_iter().map(|(index, event, at)| {
        let gap = before.replace(at).map(|before| at - before);
        moment(why, index, event, at, gap)
    });
    moments.collect()
}

/// Every event that belongs to the conversation, and the orders that are
/// credited to it from elsewhere, in the order of time: number in the log,
/// event and instant.
pub(super) fn events(why: &Why<'_>) -> Vec<(u32, Event, Millis)> {
    let mut events = why.events.clone();
    for credited in why.conversations.stretches.credited.get(why.row) {
        for index in [Some(credited.order), credited.touch].into_iter().flatten() {
            if !events.iter().any(|known| known.0 == index) {
                let event = why.conversations.log.events.get(index);
                events.push((index, event, why.conversations.time_of(index)));
            }
        }
    }
    // Stable: what belongs to it keeps its order.
    order::sorted(events, |a, b| a.2.cmp(&b.2))
}

/// Whether an order is credited to the conversation.
pub(super) fn is_credited(why: &Why<'_>, order: u32) -> bool {
    let credited = why.conversations.stretches.credited.get(why.row);
    credited.iter().any(|credited| credited.order == order)
}

fn moment(why: &Why<'_>, index: u32, event: Event, at: Millis, gap: Option<Millis>) -> Moment {
    let (who, what) = said(why, index, event);
    Moment {
        at: why.conversations.zone.rfc3339(at),
        gap_seconds: gap.map(|gap| gap as f64 / SECOND as f64),
        gap: gap.map(length).unwrap_or_default(),
        who,
        what,
        text: text(why, event),
        kind: event.kind.name(),
    }
}

/// What was written.
fn text(why: &Why<'_>, event: Event) -> Option<String> {
    let log = &why.conversations.log;
    let text = match event.kind {
        Kind::Message => log.texts.get(event.payload),
        Kind::Annotation => log.notes.get(event.payload),
        Kind::Rating => log.notes.get(log.ratings[event.payload as usize].comment),
        _ => "",
    };
    (!text.is_empty()).then(|| text.to_owned())
}

/// Who acts and what happened.
fn said(why: &Why<'_>, index: u32, event: Event) -> (String, String) {
    let subject = |who: &str, what: String| (who.to_owned(), what);
    let agent = || agent(why, event).unwrap_or_else(|| "an agent".to_owned());
    match event.kind {
        Kind::Message => message(why, index, event),
        Kind::ConversationStarted => {
            let by = word(INITIATORS, event.detail).unwrap_or("user");
            let by = INITIATORS.iter().position(|name| *name == by).unwrap_or(0);
            (
                who(why, event, Role::of(by as u8)),
                "began the conversation".to_owned(),
            )
        }
        Kind::Handoff => {
            let status = word(HANDOFF_STATUSES, event.detail).unwrap_or_default();
            subject("hand-off", with_reason(why, event, status.to_owned()))
        }
        Kind::Assigned => subject(
            "assigned",
            format!("to {}{}", agent(), in_department(why, event)),
        ),
        Kind::Transferred => {
            let names = why.conversations.log.names.of(Field::Agent);
            let to = (event.payload != NONE).then(|| format!("to {}", names.get(event.payload)));
            let to = to.unwrap_or_else(|| "on".to_owned());
            subject("transferred", format!("{to}{}", in_department(why, event)))
        }
        Kind::Closed => {
            let by = actor(Role::of(event.detail));
            let resolved = match (event.has(flag::RESOLVED), event.has(flag::UNRESOLVED)) {
                (true, _) => ", “resolved”",
                (_, true) => ", “not resolved”",
                _ => "",
            };
            subject(
                "closed",
                with_reason(why, event, format!("by {by}{resolved}")),
            )
        }
        Kind::Reopened => {
            let by = match event.detail {
                UNSAID => String::new(),
                detail => format!("by {}", actor(Role::of(detail))),
            };
            subject("reopened", by)
        }
        Kind::AgentStatus => subject("agent", agent()),
        _ => (
            event.kind.name().replace('_', " "),
            besides(why, index, event),
        ),
    }
}

/// What the events say that found no conversation.
fn besides(why: &Why<'_>, index: u32, event: Event) -> String {
    let log = &why.conversations.log;
    let row = event.payload as usize;
    match event.kind {
        Kind::SurveySent => word(SURVEYS, event.detail).unwrap_or_default().to_owned(),
        Kind::Rating => {
            let rating = log.ratings[row];
            let of = if rating.survey == Survey::Nps { 10 } else { 5 };
            format!(
                "{} {} of {of}",
                SURVEYS[rating.survey as usize], rating.score
            )
        }
        Kind::Tagged => {
            let tags = log.tags.get(row).iter();
            tags.map(|&tag| log.names.tags.get(tag))
                .collect::<Vec<_>>()
                .join(", ")
        }
        Kind::Goal => log.names.goals.get(log.goals[row].name).to_owned(),
        Kind::Lead => word(LEAD_STAGES, event.detail)
            .unwrap_or_default()
            .to_owned(),
        Kind::ProductClick if event.payload != NONE => {
            log.names.products.get(event.payload).to_owned()
        }
        Kind::Order => {
            let order = log.orders[row];
            let currency = log.names.currencies.get(order.currency);
            let credit = if is_credited(why, index) {
                "credited here"
            } else {
                "not credited here"
            };
            format!("{} {currency}, {credit}", order.amount)
        }
        Kind::Ticket => {
            let status = word(TICKET_STATUSES, event.detail).unwrap_or_default();
            format!("{} {status}", log.names.tickets.get(log.tickets[row].id))
        }
        _ => String::new(),
    }
}

fn message(why: &Why<'_>, index: u32, event: Event) -> (String, String) {
    let role = Role::of(event.detail);
    let is_fallback = event.has(flag::FALLBACK) || why.evidence.fallbacks.contains(&index);
    let marks = [
        (event.has(flag::PRIVATE), "private note, counts nowhere"),
        (role == Role::System, "system message, counts nowhere"),
        (event.has(flag::WELCOME), "welcome"),
        (is_fallback, "fallback"),
        (event.has(flag::CANNED), "canned"),
    ];
    let marks = marks.into_iter().filter(|mark| mark.0).map(|mark| mark.1);
    let marks: Vec<&str> = marks.collect();
    (who(why, event, role), marks.join(", "))
}

/// The one who acts: an agent by name.
fn who(why: &Why<'_>, event: Event, role: Role) -> String {
    let role_word = match role {
        Role::User => "customer",
        Role::Bot => "bot",
        Role::Agent => "agent",
        Role::System => "system",
    };
    match agent(why, event).filter(|_| role == Role::Agent) {
        Some(name) => format!("{role_word} {name}"),
        None => role_word.to_owned(),
    }
}

/// The agent's name, else the id.
pub(super) fn agent(why: &Why<'_>, event: Event) -> Option<String> {
    let log = &why.conversations.log;
    let known = [Field::AgentName, Field::Agent].into_iter();
    let mut names = known.filter_map(|field| {
        let code = log.contexts.code(event.context, field)?;
        Some(log.names.of(field).get(code).to_owned())
    });
    names.next()
}

/// The department; of a transfer the one that it goes to.
pub(super) fn department<'a>(why: &Why<'a>, event: Event) -> Option<&'a str> {
    let log = &why.conversations.log;
    // The department that it goes to is told last.
    let pairs = log.contexts.get(event.context);
    let told = pairs.filter(|pair| pair.0 == Field::Department as u16);
    let code = told.last()?.1;
    Some(log.names.of(Field::Department).get(code))
}

fn in_department(why: &Why<'_>, event: Event) -> String {
    department(why, event).map_or_else(String::new, |name| format!(", {name}"))
}

fn with_reason(why: &Why<'_>, event: Event, what: String) -> String {
    match why.conversations.log.names.reasons.get(event.payload) {
        "" => what,
        reason => format!("{what}: {reason}"),
    }
}

/// A word of the format by its number.
pub(super) fn word<'a>(words: &[&'a str], number: u8) -> Option<&'a str> {
    words.get(usize::from(number)).copied()
}
