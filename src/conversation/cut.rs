//! Cuts threads into conversations.

use crate::base::instants::Instants;
use crate::base::time::{HOUR, MINUTE, Millis};
use crate::conversation::thread::Threads;
use crate::event::kind::{HandoffStatus, Role};
use crate::event::log::{NONE, flag};
use crate::event::{Event, EventLog, Field, Kind};
use crate::settings::{Settings, Split};

/// A conversation as a stretch of its thread.
#[derive(Clone, Copy, Debug)]
pub struct Cut {
    /// Where its events begin in [`Threads::order`].
    pub from: u32,
    /// Where they end.
    pub to: u32,
    /// Number of the thread.
    pub thread: u32,
    /// The first core event, as its number in the log.
    pub first: u32,
    /// Its time: the start of the conversation.
    pub start: Millis,
    /// Its row in [`Cuts::later`]; [`NONE`]: it is the first of its thread.
    pub later: u32,
    /// The same of the thread's next conversation; [`NONE`]: it is the last.
    pub next: u32,
}

/// A conversation that is not the first of its thread.
#[derive(Clone, Copy, Debug)]
pub struct Later {
    /// Its start.
    pub start: Millis,
    /// The start of the thread's first conversation.
    pub thread_start: Millis,
    /// Codes of [`INHERITABLE`] fields, [`NONE`] where there is none.
    pub inherited: [u32; INHERITABLE.len()],
}

/// Fields that a conversation takes from the one before it in its thread,
/// where it does not set them itself.
pub const INHERITABLE: [Field; 8] = [
    Field::User,
    Field::UserName,
    Field::UserEmail,
    Field::Channel,
    Field::Segment,
    Field::Locale,
    Field::Country,
    Field::Device,
];

/// All conversations, in the order of (start, order read).
#[derive(Debug, Default)]
pub struct Cuts {
    /// The conversations.
    pub cuts: Vec<Cut>,
    /// Those that are not the first of their threads, in any order.
    pub later: Vec<Later>,
    /// Events of threads without any core event.
    pub unattached: u64,
}

impl Cuts {
    /// Cuts every thread by the rules of the settings.
    pub fn new(log: &EventLog, times: &Instants, threads: &Threads, settings: &Settings) -> Cuts {
        let mut cuts = Cuts::default();
        // Most threads are one conversation, and a list that doubles would take
        // three times its room for a moment.
        cuts.cuts.reserve_exact(threads.ends.len());
        for thread in 0..threads.ends.len() {
            let range = threads.range(thread);
            if range.is_empty() {
                continue;
            }
            let with_id = (thread as u32) < threads.with_id;
            let rules = Rules::new(settings, with_id);
            cuts.thread(log, times, threads, thread as u32, &rules);
        }
        cuts.cuts.sort_unstable_by_key(|cut| (cut.start, cut.first));
        cuts
    }

    /// The conversation as one that is not the first of its thread, if so.
    pub fn later(&self, cut: &Cut) -> Option<&Later> {
        self.later.get(cut.later as usize)
    }

    /// The start of the thread's next conversation, if there is one.
    pub fn next(&self, cut: &Cut) -> Option<Millis> {
        self.later.get(cut.next as usize).map(|next| next.start)
    }

    // A function of its own for browsers; see `Events::each`.
    #[inline(never)]
    fn thread(
        &mut self,
        log: &EventLog,
        times: &Instants,
        threads: &Threads,
        thread: u32,
        rules: &Rules,
    ) {
        let range = threads.range(thread as usize);
        let begin = self.cuts.len();
        let mut state = State::default();
        for place in range.clone() {
            let index = threads.order[place];
            let event = log.events.get(index);
            if !is_core(event) {
                continue;
            }
            let time = times.get(index);
            let first = self.cuts.len() == begin;
            if first || rules.begin_anew(&state, event, time) {
                self.start(begin, range.clone(), place, thread, (index, time));
                state.begin_anew(rules.timed_out(&state, time));
            }
            state.take(event, time);
        }
        if self.cuts.len() == begin {
            self.unattached += range.len() as u64;
        }
        self.hand_down(log, threads, begin);
    }

    /// Begins a conversation at `place`. The thread's first one takes what
    /// came before it too.
    fn start(
        &mut self,
        begin: usize,
        range: std::ops::Range<usize>,
        place: usize,
        thread: u32,
        (first, start): (u32, Millis),
    ) {
        let mut cut = Cut {
            from: place as u32,
            to: range.end as u32,
            thread,
            first,
            start,
            later: NONE,
            next: NONE,
        };
        let own = &mut self.cuts[begin..];
        let thread_start = own.first().map(|first| first.start);
        match own.last_mut().zip(thread_start) {
            None => cut.from = range.start as u32,
            Some((before, thread_start)) => {
                cut.later = self.later.len() as u32;
                before.to = place as u32;
                before.next = cut.later;
                self.later.push(Later {
                    start,
                    thread_start,
                    inherited: [NONE; INHERITABLE.len()],
                });
            }
        }
        self.cuts.push(cut);
    }

    /// Hands each conversation of the thread what it inherits.
    fn hand_down(&mut self, log: &EventLog, threads: &Threads, begin: usize) {
        let mut codes = [NONE; INHERITABLE.len()];
        for number in begin..self.cuts.len() {
            let Cut {
                from, to, later, ..
            } = self.cuts[number];
            if let Some(later) = self.later.get_mut(later as usize) {
                later.inherited = codes;
            }
            if number + 1 == self.cuts.len() {
                break;
            }
            for &index in &threads.order[from as usize..to as usize] {
                let event = log.events.get(index);
                for (field, code) in log.contexts.get(event.context) {
                    let inheritable = INHERITABLE.iter();
                    if let Some(slot) = inheritable
                        .zip(&mut codes)
                        .find(|(known, _)| **known as u16 == field)
                    {
                        *slot.1 = code;
                    }
                }
            }
        }
    }
}

/// Whether an event is a core event: only these found and split
/// conversations.
pub fn is_core(event: Event) -> bool {
    match event.kind {
        Kind::Message => is_public(event),
        Kind::ConversationStarted
        | Kind::Handoff
        | Kind::Assigned
        | Kind::Transferred
        | Kind::Closed
        | Kind::Reopened => true,
        _ => false,
    }
}

/// Whether an event is a message that the customer can see and that is not
/// the platform's.
pub fn is_public(event: Event) -> bool {
    event.kind == Kind::Message && event.detail != Role::System as u8 && !event.has(flag::PRIVATE)
}

struct Rules {
    gap: Option<f64>,
    auto_close: Option<f64>,
}

/// What of a conversation decides whether the next event still belongs to it.
#[derive(Default)]
struct State {
    closed: bool,
    handoff_open: bool,
    last_core: Option<Millis>,
    last_talk: Option<Millis>,
}

impl Rules {
    fn new(settings: &Settings, with_id: bool) -> Rules {
        let gap = match settings.split {
            Split::Auto => !with_id,
            Split::Always => true,
            Split::Never => false,
        };
        Rules {
            gap: gap.then_some(settings.session_gap_minutes * MINUTE as f64),
            auto_close: settings.auto_close_hours.map(|hours| hours * HOUR as f64),
        }
    }

    fn begin_anew(&self, state: &State, event: Event, time: Millis) -> bool {
        let from_user = is_public(event) && event.detail == Role::User as u8;
        let opens = from_user || event.kind == Kind::ConversationStarted;
        if !opens && event.kind != Kind::Reopened {
            return false;
        }
        let quiet = reached(self.gap, state.last_talk, time);
        state.closed || self.timed_out(state, time) || (opens && quiet && !state.handoff_open)
    }

    /// Whether the system closed the conversation by then.
    fn timed_out(&self, state: &State, time: Millis) -> bool {
        reached(self.auto_close, state.last_core, time)
    }
}

/// Whether a limit, if there is one, is reached.
fn reached(limit: Option<f64>, since: Option<Millis>, time: Millis) -> bool {
    match (limit, since) {
        (Some(limit), Some(since)) => (time - since) as f64 >= limit,
        _ => false,
    }
}

impl State {
    /// A hand-off told after the closing stays open; the system's closing
    /// ends it too.
    fn begin_anew(&mut self, timed_out: bool) {
        self.closed = false;
        self.handoff_open &= !timed_out;
    }

    fn take(&mut self, event: Event, time: Millis) {
        self.last_core = Some(time);
        match event.kind {
            Kind::Message | Kind::ConversationStarted | Kind::Reopened => {
                self.last_talk = Some(time);
            }
            Kind::Closed => {
                self.closed = true;
                self.handoff_open = false;
            }
            Kind::Handoff => {
                let open = [
                    HandoffStatus::Requested as u8,
                    HandoffStatus::Successful as u8,
                ];
                self.handoff_open = open.contains(&event.detail);
            }
            _ => {}
        }
    }
}
