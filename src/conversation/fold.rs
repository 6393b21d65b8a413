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
use crate::conversation::cut::Cuts;
use crate::conversation::draft::{Draft, Rules};
use crate::conversation::own::Own;
use crate::conversation::rows::{Packed, Rows, by_row};
use crate::conversation::stretch::Stretches;
use crate::conversation::thread::Threads;
use crate::event::log::flag;
use crate::event::{Event, EventLog, Phrases};
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
                let trusted = times.iter().filter(|&time| !self.is_future(time));
                trusted.max().unwrap_or(0)
            }
        }
    }

    /// Whether a time is more than a day after the machine's clock.
    fn is_future(&self, time: Millis) -> bool {
        time > self.clock.saturating_add(DAY)
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
        let mut rows = Rows::new(&log, cuts.cuts.len());
        let mut stretches = Stretches::default();
        let mut draft = Draft::default();
        for cut in &cuts.cuts {
            draft.reset();
            let events = &threads.order[cut.from as usize..cut.to as usize];
            stretches.push(events);
            for &index in events {
                draft.take(&log, &rules, index, times.get(index));
            }
            let finished = draft.finish(&rules, cut);
            rows.dimensions(&log, &threads, &cuts, cut);
            rows.push(&draft, &finished, &cuts, cut);
        }
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
            span: span(&times, as_of),
            unattached: cuts.unattached,
            inversions,
            ties,
            future: times.iter().filter(|&time| frame.is_future(time)).count() as u64,
            log,
            settings: frame.settings,
            zone: frame.zone,
        }
    }
}

/// The instants of all events.
pub fn times<'a>(log: &'a EventLog, zone: &Zone) -> Cow<'a, Instants> {
    if !log.events.iter().any(|event| event.has(flag::LOCAL)) {
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

/// The earliest and the latest of the times that are not after `as_of`.
fn span(times: &Instants, as_of: Millis) -> Option<(Millis, Millis)> {
    let past = || times.iter().filter(|&time| time <= as_of);
    past().min().zip(past().max())
}

fn rules<'a>(frame: &'a Frame, times: &Instants, as_of: Millis) -> Rules<'a> {
    let hours = frame.settings.business_hours.as_ref();
    let span = times.iter().min().zip(Some(as_of));
    let open = hours.zip(span).map(|(hours, (from, to))| {
        let zone = &frame.opening_zone;
        let period = Period {
            from: zone.date(from),
            to: zone.date(to),
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
