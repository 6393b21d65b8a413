//! The customers, who come back now and then, and the agents on duty.

use crate::base::time::{HOUR, MINUTE, Millis};
use crate::sample::calendar;
use crate::sample::dice::Dice;
use crate::sample::names::{AGENTS, HOMES, Home};
use crate::sample::sheet::Sheet;

/// Where a conversation takes place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Channel {
    Web,
    Whatsapp,
    Messenger,
    Email,
    Sms,
}

const CHANNELS: [(Channel, u64); 5] = [
    (Channel::Web, 505),
    (Channel::Whatsapp, 292),
    (Channel::Messenger, 135),
    (Channel::Email, 56),
    (Channel::Sms, 12),
];

impl Channel {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Channel::Web => "web",
            Channel::Whatsapp => "whatsapp",
            Channel::Messenger => "messenger",
            Channel::Email => "email",
            Channel::Sms => "sms",
        }
    }
}

/// What is known of a customer; all of it follows from the number.
pub(crate) struct Customer {
    pub(crate) number: u64,
    /// Conversations before this one.
    pub(crate) contacts: u64,
    pub(crate) home: &'static Home,
    pub(crate) first: &'static str,
    pub(crate) last: &'static str,
    pub(crate) city: &'static str,
    pub(crate) name_known: bool,
    pub(crate) mail_known: bool,
    pub(crate) plan: &'static str,
    pub(crate) mobile: bool,
    favourite: Channel,
    /// Their phone's threads carry no conversation id.
    pub(crate) loose: bool,
    place: usize,
}

impl Customer {
    fn new(number: u64, contacts: u64, place: usize) -> Customer {
        let mut dice = Dice::new(number.wrapping_mul(0xD129_0B26_87C5_4A13));
        let home = dice.weigh(&HOMES, |home| home.weight);
        let plans = [("basic", 700), ("plus", 230), ("gold", 70)];
        let name_known = dice.chance(620);
        Customer {
            number,
            contacts,
            home,
            first: dice.pick(home.firsts),
            last: dice.pick(home.lasts),
            city: dice.pick(home.cities),
            name_known,
            mail_known: name_known && dice.chance(650),
            plan: dice.weigh(&plans, |plan| plan.1).0,
            mobile: dice.chance(560),
            favourite: dice.weigh(&CHANNELS, |channel| channel.1).0,
            loose: dice.chance(300),
            place,
        }
    }

    pub(crate) fn segment(&self) -> &'static str {
        match (self.contacts, self.plan) {
            (_, "gold") | (5.., _) => "vip",
            (0, _) => "new",
            _ => "returning",
        }
    }

    pub(crate) fn channel(&self, dice: &mut Dice) -> Channel {
        if dice.chance(800) {
            self.favourite
        } else {
            dice.weigh(&CHANNELS, |channel| channel.1).0
        }
    }
}

struct Known {
    number: u64,
    contacts: u64,
    free: Millis,
}

const KNOWN: usize = 20_000;
const RECENT: usize = 40_000;

/// The customers who may come back. Who has come often comes again sooner,
/// so the number of contacts follows a power law.
pub(crate) struct People {
    known: Vec<Known>,
    recent: Vec<u32>,
    met: u64,
    calls: u64,
}

impl People {
    pub(crate) fn new() -> People {
        People {
            known: Vec::new(),
            recent: Vec::new(),
            met: 0,
            calls: 0,
        }
    }

    /// Who writes at `at`: about two in three for the first time.
    pub(crate) fn next(&mut self, at: Millis, dice: &mut Dice) -> Customer {
        self.calls += 1;
        let place = match self.recent.is_empty() || dice.chance(640) {
            true => None,
            false => Some(dice.pick(&self.recent) as usize),
        };
        let place = match place.filter(|place| self.known[*place].free < at) {
            Some(place) => place,
            None => self.meet(),
        };
        let known = &self.known[place];
        Customer::new(known.number, known.contacts, place)
    }

    fn meet(&mut self) -> usize {
        let fresh = Known {
            number: self.met,
            contacts: 0,
            free: 0,
        };
        let place = (self.met as usize) % KNOWN;
        self.met += 1;
        match self.known.get_mut(place) {
            Some(known) => *known = fresh,
            None => self.known.push(fresh),
        }
        place
    }

    /// Remembers that a customer's conversation went on until `end`.
    pub(crate) fn remember(&mut self, customer: &Customer, end: Millis) {
        let known = &mut self.known[customer.place];
        known.contacts += 1;
        known.free = end + 30 * MINUTE;
        let mark = customer.place as u32;
        let slot = (self.calls as usize) % RECENT;
        match self.recent.get_mut(slot) {
            Some(old) => *old = mark,
            None => self.recent.push(mark),
        }
    }
}

struct Duty {
    agent: u64,
    from: Millis,
    to: Millis,
}

/// The team and who of it is on duty today.
pub(crate) struct Crew {
    abreast: u64,
    size: u64,
    duties: Vec<Duty>,
}

/// The most agents the names can tell apart.
const MOST: u64 = 100;

/// First and last name of an agent.
pub(crate) fn agent_name(agent: u64) -> (&'static str, &'static str) {
    let place = (agent % 10) as usize;
    let turn = (agent / 10 * 3) as usize;
    (AGENTS[place].0, AGENTS[(place + turn) % 10].1)
}

impl Crew {
    /// A team for a history of `events`.
    pub(crate) fn new(events: u64) -> Crew {
        let abreast = (events / 260_000).clamp(1, MOST / 3);
        let size = (abreast * 3).max(AGENTS.len() as u64);
        Crew {
            abreast,
            size,
            duties: Vec::new(),
        }
    }

    /// Puts agents on duty for `day` and, if `told`, says so.
    pub(crate) fn begin(&mut self, day: u64, told: bool, sheet: &mut Sheet, dice: &mut Dice) {
        self.duties.clear();
        let shifts: [(Millis, Millis); 2] = match calendar::is_weekend(day) {
            true => [(10 * HOUR, 14 * HOUR), (14 * HOUR, 18 * HOUR)],
            false => [(8 * HOUR, 870 * MINUTE), (870 * MINUTE, 21 * HOUR)],
        };
        let zero = calendar::midnight(day) - calendar::summer_time(day);
        for turn in 0..2 * self.abreast {
            let (from, to) = shifts[(turn / self.abreast) as usize];
            let duty = Duty {
                agent: (self.opener(day) + turn) % self.size,
                from: zero + from - dice.between(1, 9) as Millis * MINUTE,
                to: zero + to + dice.between(4, 18) as Millis * MINUTE,
            };
            if told {
                tell_duty(&duty, sheet, dice);
            }
            self.duties.push(duty);
        }
    }

    /// Somebody on duty at `at`, who is not `but`.
    pub(crate) fn on_duty(&self, at: Millis, but: Option<u64>, dice: &mut Dice) -> Option<u64> {
        let first = dice.below(self.duties.len() as u64) as usize;
        let turned = self.duties[first..].iter().chain(&self.duties[..first]);
        let fits = |duty: &&Duty| duty.from <= at && at < duty.to && Some(duty.agent) != but;
        turned.into_iter().find(fits).map(|duty| duty.agent)
    }

    /// Who opens the desk on `day`.
    pub(crate) fn opener(&self, day: u64) -> u64 {
        day * 2 * self.abreast % self.size
    }

    /// Any agent but `but`.
    pub(crate) fn anybody(&self, but: u64, dice: &mut Dice) -> u64 {
        (but + dice.between(1, self.size - 1)) % self.size
    }
}

fn tell_duty(duty: &Duty, sheet: &mut Sheet, dice: &mut Dice) {
    let mut tell = |at: Millis, status: &str| {
        let (first, last) = agent_name(duty.agent);
        let record = sheet.event(at / 1000 * 1000, "agent_status");
        let record = record.short("agent_id", b'a', duty.agent);
        record
            .text("agent_name", &format!("{first} {last}"))
            .text("status", status)
            .end();
    };
    let span = duty.to - duty.from;
    let mut pause = |share: Millis, least: u64, most: u64| {
        let from = duty.from + span * share / 100 + dice.below(20 * MINUTE as u64) as Millis;
        (from, from + dice.between(least, most) as Millis * MINUTE)
    };
    let (busy, free) = pause(20, 6, 22);
    let (away, back) = pause(55, 15, 35);
    tell(duty.from, "available");
    tell(busy, "busy");
    tell(free, "available");
    tell(away, "away");
    tell(back, "available");
    tell(duty.to, "offline");
}
