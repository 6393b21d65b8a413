//! Folds a history into conversations: one row of facts each.

use std::borrow::Cow;

use crate::base::column::Codes;
use crate::base::hours::OpenHours;
use crate::base::instants::Instants;
use crate::base::moment::Moment;
use crate::base::time::{DAY, Millis, Period};
use crate::base::zone::Zone;
use crate::conversation::Conversations;
use crate::conversation::contact::Links;
use crate::conversation::credit::{History, credit_orders};
use crate::conversation::cut::{Cut, Cuts};
use crate::conversation::draft::{Draft, Rules, Seen};
use crate::conversation::own::Own;
use crate::conversation::rows::{Packed, Rows, by_row};
use crate::conversation::stretch::Stretches;
use crate::conversation::thread::Threads;
use crate::event::log::flag;
use crate::event::{Event, EventLog, Kind, Phrases};
use crate::settings::Settings;

/// What a fold needs beside the events.
pub struct Frame {
    /// The definitions in force.
    pub settings: Settings,
    /// The zone of all days and hours.
    pub zone: Zone,
    /// The zone of the opening hours, where they are set.
    pub opening_zone: Zone,
    /// "Now"; later events are left out. `None`: the newest event's time,
    /// those more than a day after `clock` apart.
    pub as_of: Option<Moment>,
    /// The machine's clock.
    pub clock: Millis,
}

impl Frame {
    fn now(&self, times: &Instants) -> Millis {
        match self.as_of {
            Some(Moment::Utc(at)) => at,
            Some(Moment::Local(wall)) => self.zone.instant(wall),
            None => {
                let trusted = times.span_until(self.trusted_until());
                trusted.map_or(0, |(_, latest)| latest)
            }
        }
    }

    /// How many times are more than a day after the machine's clock.
    fn future(&self, times: &Instants) -> u64 {
        times.count_after(self.trusted_until()) as u64
    }

    /// A day after the machine's clock.
    fn trusted_until(&self) -> Millis {
        self.clock.saturating_add(DAY)
    }
}

impl Conversations {
    /// Folds the events of a history.
    pub fn fold(log: EventLog, frame: Frame) -> Conversations {
        let times = times(&log, &frame.zone);
        let as_of = frame.now(&times);
        let own = Own::new(&log, &times, as_of);
        let threads = Threads::new(&log, &times, as_of);
        let cuts = Cuts::new(&log, &times, &threads, &frame.settings);
        let rules = rules(&frame, &times, as_of);
        let mut drafts = Drafts::new(&log, &times, &threads, &cuts, &rules);
        for (row, cut) in (0..).zip(&cuts.cuts) {
            drafts.add(row, cut);
        }
        let Drafts {
            rows,
            mut stretches,
            trade,
            ..
        } = drafts;
        let Packed {
            mut facts,
            users,
            profiles,
        } = rows.pack(&cuts.cuts);
        let links = Links::new(&users, &profiles.emails, &cuts.cuts);
        let credits = credit_orders(&History {
            log: &log,
            times: &times,
            threads: &threads,
            cuts: &cuts.cuts,
            trade: &trade,
            links: &links,
            settings: &frame.settings,
            channels: facts.channels(),
            as_of,
        });
        let (inversions, ties) = (threads.inversions, threads.ties);
        drop(threads);
        stretches.credited = by_row(&credits, facts.len(), |credited| credited.order);
        stretches.squeeze();
        facts.credit(&credits);
        facts.next_contacts = links.next_contacts(&cuts.cuts, |row| facts.end(row));
        facts.customers = Codes::pack(links.customers);
        facts.customer_users = Codes::pack(links.users);
        Conversations {
            facts,
            own,
            profiles,
            stretches,
            as_of,
            span: times.span_until(as_of),
            unattached: cuts.unattached,
            inversions,
            ties,
            future: frame.future(&times),
            log,
            settings: frame.settings,
            zone: frame.zone,
        }
    }
}

/// What the conversations show one by one.
struct Drafts<'a> {
    log: &'a EventLog,
    times: &'a Instants,
    threads: &'a Threads,
    cuts: &'a Cuts,
    rules: &'a Rules<'a>,
    draft: Draft,
    /// The events of the conversation under way.
    seen: Vec<Seen>,
    rows: Rows,
    stretches: Stretches,
    /// See [`History::trade`].
    trade: Vec<(u32, u32)>,
}

impl<'a> Drafts<'a> {
    fn new(
        log: &'a EventLog,
        times: &'a Instants,
        threads: &'a Threads,
        cuts: &'a Cuts,
        rules: &'a Rules<'a>,
    ) -> Drafts<'a> {
        Drafts {
            log,
            times,
            threads,
            cuts,
            rules,
            draft: Draft::default(),
            seen: Vec::new(),
            rows: Rows::new(log, cuts.cuts.len()),
            stretches: Stretches::default(),
            trade: Vec::new(),
        }
    }

    /// Takes the events of the next conversation.
    // A function of its own for browsers; see `Events::each`.
    #[inline(never)]
    fn add(&mut self, row: u32, cut: &Cut) {
        let events = &self.threads.order[cut.from as usize..cut.to as usize];
        self.stretches.push(events);
        self.draft.reset();
        self.seen.clear();
        for &index in events {
            let seen = Seen {
                index,
                event: self.log.events.get(index),
                time: self.times.get(index),
            };
            self.seen.push(seen);
            self.draft.take(self.log, self.rules, seen);
            if matches!(seen.event.kind, Kind::Order | Kind::ProductClick) {
                self.trade.push((row, index));
            }
        }
        let finished = self.draft.finish(self.rules, cut);
        self.rows.dimensions(self.log, &self.seen, self.cuts, cut);
        self.rows.push(&self.draft, &finished, self.cuts, cut);
    }
}

/// The instants of all events.
pub fn times<'a>(log: &'a EventLog, zone: &Zone) -> Cow<'a, Instants> {
    let mut flags = 0;
    log.events.each(&mut |_, event| flags |= event.flags);
    if flags & flag::LOCAL == 0 {
        return Cow::Borrowed(&log.times);
    }
    let events = log.times.iter().zip(log.events.iter());
    Cow::Owned(
        events
            .map(|(time, event)| instant(time, event, zone))
            .collect(),
    )
}

/// The instant of an event.
pub fn instant(time: Millis, event: Event, zone: &Zone) -> Millis {
    match event.has(flag::LOCAL) {
        true => zone.instant(time),
        false => time,
    }
}

fn rules<'a>(frame: &'a Frame, times: &Instants, as_of: Millis) -> Rules<'a> {
    let hours = frame.settings.business_hours.as_ref();
    let open = hours.zip(times.span()).map(|(hours, (from, _))| {
        let zone = &frame.opening_zone;
        let period = Period {
            from: zone.date(from),
            to: zone.date(as_of),
        };
        OpenHours::new(&hours.week(), &hours.holidays, zone, period)
    });
    Rules {
        settings: &frame.settings,
        phrases: Phrases::new(&frame.settings.fallback_phrases),
        open,
        as_of,
    }
}
