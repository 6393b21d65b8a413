//! Brings the events of each thread together, in the order of (time, order
//! read).
//!
//! A thread is what shares a `conversation_id`; without one, what shares
//! customer and channel.

use hashbrown::HashMap;

use crate::base::order;
use crate::base::time::Millis;
use crate::event::log::UNKNOWN_CHANNEL;
use crate::event::{Event, EventLog, Field, Kind};

/// Stands for "in no thread".
pub const NO_THREAD: u32 = u32::MAX;

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
    pub fn new(log: &EventLog, times: &[Millis], as_of: Millis) -> Threads {
        let with_id = log.names.of(Field::Conversation).len() as u32;
        let mut threads = vec![NO_THREAD; log.len()];
        let mut without_id = Vec::new();
        for (index, event) in log.events.iter().enumerate() {
            if times[index] > as_of {
                continue;
            }
            match log.contexts.code(event.context, Field::Conversation) {
                Some(id) if joins_by_id(event.kind) => threads[index] = id,
                None if joins_by_customer(event.kind) => {
                    if let Some(user) = log.contexts.code(event.context, Field::User) {
                        without_id.push((user, times[index], index as u32));
                    }
                }
                _ => {}
            }
        }
        let more = thread_customers(log, without_id, with_id, &mut threads);
        sort(&threads, times, with_id as usize + more, with_id)
    }

    /// Where in `order` a thread lies.
    pub fn range(&self, thread: usize) -> std::ops::Range<usize> {
        let start = thread.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[thread] as usize
    }
}

/// Whether events of a type join the thread of their `conversation_id`.
fn joins_by_id(kind: Kind) -> bool {
    let own_time = [
        Kind::Visit,
        Kind::VisitEnded,
        Kind::AgentStatus,
        Kind::Annotation,
    ];
    !own_time.contains(&kind)
}

/// Whether events of a type join a thread by customer and channel.
fn joins_by_customer(kind: Kind) -> bool {
    joins_by_id(kind) && !matches!(kind, Kind::Order | Kind::Ticket | Kind::ProductClick)
}

/// Gives the events without `conversation_id` their threads; says how many
/// threads that makes. One without channel joins the thread of the same
/// customer's event before it.
fn thread_customers(
    log: &EventLog,
    mut events: Vec<(u32, Millis, u32)>,
    first: u32,
    threads: &mut [u32],
) -> usize {
    events.sort_unstable();
    let unknown = log.names.of(Field::Channel).find(UNKNOWN_CHANNEL);
    let mut numbers: HashMap<(u32, Option<u32>), u32> = HashMap::new();
    let mut before = (NO_THREAD, NO_THREAD);
    for (user, _, index) in events {
        let event: Event = log.events[index as usize];
        let channel = log.contexts.code(event.context, Field::Channel);
        let thread = match channel {
            None if before.0 == user => before.1,
            _ => {
                let next = first + numbers.len() as u32;
                let key = (user, channel.or(unknown));
                *numbers.entry(key).or_insert(next)
            }
        };
        threads[index as usize] = thread;
        before = (user, thread);
    }
    numbers.len()
}

fn sort(threads: &[u32], times: &[Millis], count: usize, with_id: u32) -> Threads {
    let mut ends = vec![0_u32; count];
    for &thread in threads.iter().filter(|&&thread| thread != NO_THREAD) {
        ends[thread as usize] += 1;
    }
    let mut total = 0;
    for end in &mut ends {
        total += *end;
        *end = total - *end;
    }
    let mut order = vec![0_u32; total as usize];
    for (index, &thread) in threads.iter().enumerate() {
        if thread != NO_THREAD {
            let place = &mut ends[thread as usize];
            order[*place as usize] = index as u32;
            *place += 1;
        }
    }
    let sorted = Threads {
        order,
        ends,
        with_id,
        inversions: 0,
        ties: 0,
    };
    in_time_order(sorted, times)
}

fn in_time_order(mut threads: Threads, times: &[Millis]) -> Threads {
    for thread in 0..threads.ends.len() {
        let range = threads.range(thread);
        let events = &mut threads.order[range];
        let (inversions, mut ties) = compared(events, times);
        if inversions > 0 {
            // Stable, so that events of one instant stay in the order read.
            order::by_key(events, times);
            (_, ties) = compared(events, times);
        }
        threads.inversions += inversions;
        threads.ties += ties;
    }
    threads
}

/// How many events are before and at the time of the one before them.
fn compared(events: &[u32], times: &[Millis]) -> (u64, u64) {
    let mut times = events.iter().map(|&index| times[index as usize]);
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
