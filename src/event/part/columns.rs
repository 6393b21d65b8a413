//! An event log as columns of bytes, and back.

use crate::base::bulk::{Reader, Writer};
use crate::base::dict::Dict;
use crate::base::instants::Instants;
use crate::base::lists::Lists;
use crate::base::wire::WireError;
use crate::event::contexts::Contexts;
use crate::event::events::Events;
use crate::event::kind::{Kind, Survey};
use crate::event::log::{EventLog, Goal, Names, Order, Rating, Ticket};
use crate::event::texts::Texts;

pub(super) fn write_log(log: &EventLog, to: &mut Writer) {
    log.times.write(to);
    log.events.write(to);
    log.contexts.write(to);
    to.number(log.names.fields.len() as u64);
    for dict in log.names.fields.iter().chain(log.names.others()) {
        dict.write(to);
    }
    log.texts.write(to);
    log.notes.write(to);
    to.column(log.sentiments.iter().map(|sentiment| sentiment.0));
    to.column(log.sentiments.iter().map(|sentiment| sentiment.1));
    to.column(log.ratings.iter().map(|rating| rating.survey as u8));
    to.column(log.ratings.iter().map(|rating| rating.score));
    to.column(log.ratings.iter().map(|rating| rating.comment));
    to.column(log.ratings.iter().map(|rating| rating.touchpoint));
    to.column(log.orders.iter().map(|order| order.id));
    to.column(log.orders.iter().map(|order| order.amount));
    to.column(log.orders.iter().map(|order| order.currency));
    to.column(log.goals.iter().map(|goal| goal.name));
    // No value that can be read is "not a number".
    to.column(log.goals.iter().map(|goal| goal.value.unwrap_or(f64::NAN)));
    to.column(log.tickets.iter().map(|ticket| ticket.id));
    to.column(log.tickets.iter().map(|ticket| ticket.category));
    to.column(log.tickets.iter().map(|ticket| ticket.urgency));
    to.column((0..log.tags.len()).map(|row| log.tags.range(row).end as u32));
    to.column(log.tags.values().iter().copied());
}

pub(super) fn read_log(from: &mut Reader<'_>) -> Result<EventLog, WireError> {
    let times = Instants::read(from)?;
    let events = Events::read(from)?;
    let mut kinds = [0; Kind::ALL.len()];
    events.each(&mut |_, event| kinds[event.kind as usize] += 1);
    let contexts = Contexts::read(from)?;
    let names = read_names(from)?;
    let (texts, notes) = (Texts::read(from)?, Texts::read(from)?);
    let sentiments = rows(from.column()?, from.column()?)?;
    let ratings = read_ratings(from)?;
    let orders = rows(from.column()?, rows(from.column()?, from.column()?)?)?;
    let goals: Vec<(u32, f64)> = rows(from.column()?, from.column()?)?;
    let tickets = rows(from.column()?, rows(from.column()?, from.column()?)?)?;
    let tags = Lists::from_ends(from.column()?, from.column()?).ok_or(WireError)?;
    let order = |(id, (amount, currency))| Order {
        id,
        amount,
        currency,
    };
    let goal = |(name, value): (u32, f64)| Goal {
        name,
        value: (!value.is_nan()).then_some(value),
    };
    let ticket = |(id, (category, urgency))| Ticket {
        id,
        category,
        urgency,
    };
    Ok(EventLog {
        times,
        events,
        contexts,
        names,
        texts,
        notes,
        sentiments,
        ratings,
        orders: orders.into_iter().map(order).collect(),
        goals: goals.into_iter().map(goal).collect(),
        tickets: tickets.into_iter().map(ticket).collect(),
        tags,
        kinds,
    })
}

/// Two columns of one length as one of pairs.
fn rows<A, B>(first: Vec<A>, second: Vec<B>) -> Result<Vec<(A, B)>, WireError> {
    match first.len() == second.len() {
        true => Ok(first.into_iter().zip(second).collect()),
        false => Err(WireError),
    }
}

fn read_names(from: &mut Reader<'_>) -> Result<Names, WireError> {
    let mut names = Names::default();
    names.fields.clear();
    for _ in 0..from.number()? {
        names.fields.push(Dict::read(from)?);
    }
    for dict in names.others_mut() {
        *dict = Dict::read(from)?;
    }
    Ok(names)
}

fn read_ratings(from: &mut Reader<'_>) -> Result<Vec<Rating>, WireError> {
    let surveys = from.column::<u8>()?.into_iter().map(|survey| match survey {
        0 => Ok(Survey::Csat),
        1 => Ok(Survey::Ces),
        2 => Ok(Survey::Nps),
        _ => Err(WireError),
    });
    let surveys: Vec<Survey> = surveys.collect::<Result<_, _>>()?;
    let given = rows(surveys, from.column()?)?;
    let said = rows(from.column()?, from.column()?)?;
    let all = rows(given, said)?.into_iter();
    let rating = |((survey, score), (comment, touchpoint))| Rating {
        survey,
        score,
        comment,
        touchpoint,
    };
    Ok(all.map(rating).collect())
}
