//! Brings the events of each thread together, in the order of (time, order
//! read).
//!
//! A thread is what shares a `conversation_id`; without one, what shares
//! customer and channel.

use std::cell::Cell;

use crate::base::instants::Instants;
use crate::base::order;
use crate::base::time::Millis;
use crate::event::log::{NONE, UNKNOWN_CHANNEL};
use crate::event::{EventLog, Field, Kind};

/// The events of all threads, thread by thread.
#[derive(Debug, Default)]
pub struct Threads {
    /// Numbers of events: by thread, time, order read.
    pub order: Vec<u32>,
    /// Where in `order` each thread ends.
    pub ends: Vec<u32>,
    /// Threads below this number have a `conversation_id`.
    pub with_id: u32,
    /// Events that were read after a later one of their thread.
    pub inversions: u64,
    /// Events of a thread at the same instant as the one before.
    pub ties: u64,
}

impl Threads {
    /// Brings together the events that are not after `as_of`.
    pub fn new(log: &EventLog, times: &Instants, as_of: Millis) -> Threads {
        let with_id = log.names.of(Field::Conversation).len() as u32;
        let past = Past {
            log,
            times,
            as_of,
            any_later: times.count_after(as_of) > 0,
            conversations: log.contexts.codes(Field::Conversation),
            any_without_id: Cell::new(false),
        };
        let mut threads = group(with_id as usize, &|put| past.with_id(put));
        threads.in_time_order(times);
        threads.with_id = with_id;
        if past.any_without_id.get() {
            let customers = log.names.of(Field::User).len();
            let mut customers = group(customers, &|put| past.without_id(put));
            customers.in_time_order(times);
            let (own, count) = by_channel(log, &customers);
            let events = || customers.order.iter().zip(&own);
            let mut more = group(count, &|put| {
                events().for_each(|(&index, &thread)| put(thread, index));
            });
            (more.inversions, more.ties) = (customers.inversions, customers.ties);
            threads.append(more);
        }
        threads
    }

    fn append(&mut self, more: Threads) {
        self.inversions += more.inversions;
        self.ties += more.ties;
        let start = self.order.len() as u32;
        self.order.reserve_exact(more.order.len());
        self.ends.reserve_exact(more.ends.len());
        self.order.extend(more.order);
        self.ends.extend(more.ends.iter().map(|end| start + end));
    }

    fn in_time_order(&mut self, times: &Instants) {
        for thread in 0..self.ends.len() {
            let range = self.range(thread);
            let events = &mut self.order[range];
            let (inversions, mut ties) = compared(events, times);
            if inversions > 0 {
                // Stable, so that events of one instant stay in the order read.
                order::by_key(events, &|index| times.get(index));
                (_, ties) = compared(events, times);
            }
            self.inversions += inversions;
            self.ties += ties;
        }
    }

    /// Where in `order` a thread lies.
    pub fn range(&self, thread: usize) -> std::ops::Range<usize> {
        let start = thread.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[thread] as usize
    }
}

/// How many events are before, and how many at the time of the one before
/// them.
fn compared(events: &[u32], times: &Instants) -> (u64, u64) {
    let mut times = events.iter().map(|&index| times.get(index));
    let Some(mut before) = times.next() else {
        return (0, 0);
    };
    let (mut inversions, mut ties) = (0, 0);
    for time in times {
        inversions += u64::from(time < before);
        ties += u64::from(time == before);
        before = time;
    }
    (inversions, ties)
}

/// Whether events of a type join the thread of their `conversation_id`.
fn joins_by_id(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Visit | Kind::VisitEnded | Kind::AgentStatus | Kind::Annotation
    )
}

/// Whether events of a type join a thread by customer and channel.
fn joins_by_customer(kind: Kind) -> bool {
    joins_by_id(kind) && !matches!(kind, Kind::Order | Kind::Ticket | Kind::ProductClick)
}

/// What happened by now.
struct Past<'a> {
    log: &'a EventLog,
    times: &'a Instants,
    as_of: Millis,
    /// Whether anything is after that.
    any_later: bool,
    /// The code of each context.
    conversations: Vec<u32>,
    /// Whether an event without `conversation_id` was met.
    any_without_id: Cell<bool>,
}

impl Past<'_> {
    /// Whether an event is not after "now".
    fn happened(&self, index: u32) -> bool {
        !self.any_later || self.times.get(index) <= self.as_of
    }

    /// Puts the events that join the thread of their `conversation_id` there.
    fn with_id(&self, put: Put<'_>) {
        self.log.events.each(&mut |index, event| {
            if joins_by_id(event.kind) && self.happened(index) {
                match self.conversations[event.context as usize] {
                    NONE => self.any_without_id.set(true),
                    id => put(id, index),
                }
            }
        });
    }

    /// Puts the events that join by customer and channel to the customer.
    fn without_id(&self, put: Put<'_>) {
        let contexts = &self.log.contexts;
        for (index, event) in (0..).zip(self.log.events.iter()) {
            if joins_by_customer(event.kind)
                && self.conversations[event.context as usize] == NONE
                && let Some(user) = contexts.code(event.context, Field::User)
                && self.happened(index)
            {
                put(user, index);
            }
        }
    }
}

/// Gives each event of each customer its thread, from 0 on; says how many
/// threads that makes. One without channel joins the thread of the same
/// customer's event before it.
fn by_channel(log: &EventLog, customers: &Threads) -> (Vec<u32>, usize) {
    let unknown = log.names.of(Field::Channel).find(UNKNOWN_CHANNEL);
    let mut threads = Vec::with_capacity(customers.order.len());
    let mut count = 0;
    // Channel and thread, of one customer.
    let mut known: Vec<(Option<u32>, u32)> = Vec::new();
    for customer in 0..customers.ends.len() {
        known.clear();
        let mut before = None;
        for &index in &customers.order[customers.range(customer)] {
            let context = log.events.get(index).context;
            let channel = log.contexts.code(context, Field::Channel);
            let thread = before.filter(|_| channel.is_none()).unwrap_or_else(|| {
                let channel = channel.or(unknown);
                let there = known.iter().find(|known| known.0 == channel);
                there.map(|known| known.1).unwrap_or_else(|| {
                    known.push((channel, count));
                    count += 1;
                    count - 1
                })
            });
            threads.push(thread);
            before = Some(thread);
        }
    }
    (threads, count as usize)
}

/// Takes the members of a group, as group and event, and puts them somewhere.
type Put<'a> = &'a mut dyn FnMut(u32, u32);

/// Brings together what belongs to each of so many groups, in the order in
/// which it comes. `each` tells all of it, twice.
fn group(count: usize, each: &dyn Fn(Put<'_>)) -> Threads {
    let mut ends = vec![0_u32; count];
    each(&mut |group, _| ends[group as usize] += 1);
    let mut total = 0;
    for end in &mut ends {
        total += *end;
        *end = total - *end;
    }
    let mut order = vec![0_u32; total as usize];
    each(&mut |group, index| {
        let place = &mut ends[group as usize];
        order[*place as usize] = index;
        *place += 1;
    });
    Threads {
        order,
        ends,
        ..Threads::default()
    }
}
