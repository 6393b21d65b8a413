//! A conversation for reading: messages and what happened between them.

use crate::base::time::Millis;
use crate::conversation::Conversations;
use crate::engine::explain::why::Why;
use crate::engine::explain::{counts, timeline, verdicts};
use crate::engine::register::{Register, Search};
use crate::event::kind::{
    HANDOFF_STATUSES, INITIATORS, LEAD_STAGES, ROLES, Role, SURVEYS, Survey, TICKET_STATUSES,
};
use crate::event::log::{NONE, flag};
use crate::event::{Event, Field, Kind};
use crate::report::Thread;
use crate::report::thread::{Happened, Item, Said, Speaker, What};

/// The conversation of a row, with the places where the words stand in it.
pub(in crate::engine) fn thread(
    conversations: &Conversations,
    row: usize,
    id: &str,
    search: &Search,
) -> Thread {
    let why = Why::new(conversations, row);
    let events = timeline::events(&why);
    let register = Register::of(conversations, vec![row as u32]);
    let mut known = register.known_as(0).into_iter();
    Thread {
        id: id.to_owned(),
        customer: search.mark(&known.next().unwrap_or_default()),
        known_as: known.map(|known| search.mark(&known)).collect(),
        items: events
            .into_iter()
            .map(|event| item(&why, search, event))
            .collect(),
        facts: register.record(0),
        verdicts: verdicts(&why),
        metrics: counts::metrics(&why).0,
    }
}

fn item(why: &Why<'_>, search: &Search, (index, event, at): (u32, Event, Millis)) -> Item {
    let what = match event.kind {
        Kind::Message => What::Said(said(why, search, index, event)),
        _ => What::Happened(happened(why, search, index, event)),
    };
    Item {
        at: why.conversations.zone.rfc3339(at),
        what,
    }
}

fn said(why: &Why<'_>, search: &Search, index: u32, event: Event) -> Said {
    let role = Role::of(event.detail);
    Said {
        by: match role {
            Role::User => Speaker::Customer,
            Role::Bot => Speaker::Bot,
            Role::Agent => Speaker::Agent,
            Role::System => Speaker::System,
        },
        name: timeline::agent(why, event).filter(|_| role == Role::Agent),
        text: search.mark(why.conversations.log.texts.get(event.payload)),
        private: event.has(flag::PRIVATE),
        welcome: event.has(flag::WELCOME),
        fallback: event.has(flag::FALLBACK) || why.evidence.fallbacks.contains(&index),
        canned: event.has(flag::CANNED),
    }
}

fn happened(why: &Why<'_>, search: &Search, index: u32, event: Event) -> Happened {
    let words: &[&str] = match event.kind {
        Kind::ConversationStarted => INITIATORS,
        Kind::Handoff => HANDOFF_STATUSES,
        Kind::Closed | Kind::Reopened => ROLES,
        Kind::SurveySent => SURVEYS,
        Kind::Lead => LEAD_STAGES,
        Kind::Ticket => TICKET_STATUSES,
        _ => &[],
    };
    let mut happened = Happened {
        kind: event.kind.name().to_owned(),
        word: timeline::word(words, event.detail).map(str::to_owned),
        agent: timeline::agent(why, event),
        department: timeline::department(why, event).map(str::to_owned),
        ..Happened::default()
    };
    add_details(&mut happened, why, search, (index, event));
    happened
}

/// Adds what only some kinds of events have.
fn add_details(
    happened: &mut Happened,
    why: &Why<'_>,
    search: &Search,
    (index, event): (u32, Event),
) {
    let log = &why.conversations.log;
    let names = &log.names;
    let row = event.payload as usize;
    match event.kind {
        Kind::Handoff | Kind::Closed => {
            let reason = names.reasons.get(event.payload);
            happened.about = about(reason);
            let says = (event.has(flag::RESOLVED), event.has(flag::UNRESOLVED));
            let says = Some(says).filter(|_| event.kind == Kind::Closed);
            happened.resolved = match says {
                Some((true, _)) => Some(true),
                Some((_, true)) => Some(false),
                _ => None,
            };
        }
        Kind::Transferred => {
            let to = (event.payload != NONE).then(|| names.of(Field::Agent).get(event.payload));
            happened.agent = to.map(str::to_owned);
        }
        Kind::Rating => {
            let rating = log.ratings[row];
            let most = if rating.survey == Survey::Nps {
                10.0
            } else {
                5.0
            };
            happened.word = Some(SURVEYS[rating.survey as usize].to_owned());
            happened.score = Some((rating.score, most));
            happened.comment = search.mark(log.notes.get(rating.comment));
        }
        Kind::Tagged => {
            let tags = log.tags.get(row).iter();
            happened.about = tags.map(|&tag| names.tags.get(tag).to_owned()).collect();
        }
        Kind::Goal => happened.about = about(names.goals.get(log.goals[row].name)),
        Kind::ProductClick => happened.about = about(names.products.get(event.payload)),
        Kind::Ticket => happened.about = about(names.tickets.get(log.tickets[row].id)),
        Kind::Order => {
            let order = log.orders[row];
            let currency = names.currencies.get(order.currency).to_owned();
            happened.amount = Some((order.amount, currency));
            happened.about = about(names.orders.get(order.id));
            happened.credited = timeline::is_credited(why, index);
        }
        Kind::Annotation => happened.comment = search.mark(log.notes.get(event.payload)),
        _ => {}
    }
}

fn about(text: &str) -> Vec<String> {
    (!text.is_empty())
        .then(|| text.to_owned())
        .into_iter()
        .collect()
}
