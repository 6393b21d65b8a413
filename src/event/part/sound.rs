//! Whether a log that came as bytes holds together. The rest of the house
//! relies on it and looks nothing up twice.

use crate::base::dict::Dict;
use crate::base::moment;
use crate::base::time::DAY;
use crate::event::kind::{Field, Kind};
use crate::event::log::{Event, EventLog, NONE, Names, UNKNOWN_CHANNEL};
use crate::event::texts::Texts;

/// Whether every number is one that can be read, and all that refers to
/// something refers to something that is there.
pub(super) fn is_sound(log: &EventLog) -> bool {
    let possible = moment::FIRST - DAY..=moment::LAST + DAY;
    log.times.len() == log.len()
        && log
            .times
            .span()
            .is_none_or(|(first, last)| possible.contains(&first) && possible.contains(&last))
        && are_sound_events(log)
        && are_sound_contexts(log)
        && are_sound_rows(log, &log.names)
}

fn known(code: u32, dict: &Dict) -> bool {
    (code as usize) < dict.len()
}

fn known_or_none(code: u32, dict: &Dict) -> bool {
    code == NONE || known(code, dict)
}

fn has(texts: &Texts, number: u32) -> bool {
    number == NONE || (number as usize) < texts.len()
}

fn are_sound_events(log: &EventLog) -> bool {
    let mut sound = true;
    log.events
        .each(&mut |_, event| sound &= is_sound_event(log, event));
    sound
}

#[inline(always)]
fn is_sound_event(log: &EventLog, event: Event) -> bool {
    let Event {
        context, payload, ..
    } = event;
    let names = &log.names;
    let row_of = |rows: usize| (payload as usize) < rows;
    let sound = match event.kind {
        Kind::Message => has(&log.texts, payload),
        Kind::Annotation => has(&log.notes, payload),
        Kind::Handoff | Kind::Closed => known_or_none(payload, &names.reasons),
        Kind::Transferred => known_or_none(payload, names.of(Field::Agent)),
        Kind::Visit | Kind::VisitEnded => known_or_none(payload, names.of(Field::User)),
        Kind::ProductClick => known_or_none(payload, &names.products),
        Kind::Rating => row_of(log.ratings.len()),
        Kind::Order => row_of(log.orders.len()),
        Kind::Goal => row_of(log.goals.len()),
        Kind::Ticket => row_of(log.tickets.len()),
        Kind::Tagged => row_of(log.tags.len()),
        _ => payload == NONE,
    };
    sound && (context as usize) < log.contexts.len()
}

fn are_sound_contexts(log: &EventLog) -> bool {
    let fields = &log.names.fields;
    let attributes = fields.len().checked_sub(Field::COUNT);
    attributes == Some(log.names.attributes.len())
        && log.names.of(Field::Channel).get(0) == UNKNOWN_CHANNEL
        && log.contexts.all(|field, code| {
            let dict = fields.get(usize::from(field));
            dict.is_some_and(|dict| known(code, dict))
        })
}

fn are_sound_rows(log: &EventLog, names: &Names) -> bool {
    let mut sentiments = log.sentiments.iter();
    sentiments.all(|(event, value)| (*event as usize) < log.len() && value.is_finite())
        && log.sentiments.is_sorted_by(|one, next| one.0 < next.0)
        && log.ratings.iter().all(|rating| {
            rating.score.is_finite()
                && has(&log.notes, rating.comment)
                && known_or_none(rating.touchpoint, &names.touchpoints)
        })
        && log.orders.iter().all(|order| {
            order.amount.is_finite()
                && known_or_none(order.id, &names.orders)
                && known(order.currency, &names.currencies)
        })
        && log
            .goals
            .iter()
            .all(|goal| goal.value.is_none_or(f64::is_finite) && known(goal.name, &names.goals))
        && log.tickets.iter().all(|ticket| {
            known(ticket.id, &names.tickets)
                && known_or_none(ticket.category, &names.categories)
                && known_or_none(ticket.urgency, &names.urgencies)
        })
        && log.tags.values().iter().all(|&tag| known(tag, &names.tags))
}
