//! A history in which nobody can be found again: customers and threads by
//! numbers, no texts, and in place of values that somebody could be reached
//! by, a number each.

use hashbrown::HashMap;

use crate::base::bitset::BitSet;
use crate::base::column::{Codes, Numbers};
use crate::base::dict::Dict;
use crate::base::letters;
use crate::base::lists::Lists;
use crate::conversation::Conversations;
use crate::conversation::facts::Facts;
use crate::conversation::own::{Own, TicketSpan, Visit, WorkSpan};
use crate::conversation::stored::Kept;
use crate::event::log::{NONE, Names, UNKNOWN_CHANNEL};
use crate::event::{EventLog, Field};

/// What of a history may leave.
pub(super) struct Nameless {
    pub(super) facts: Facts,
    /// The fields of a ticket are the context of its number of pairs.
    pub(super) own: Own,
    /// Names, contexts and notes; no events.
    pub(super) log: EventLog,
    /// How many customers are known, by whatever.
    pub(super) users: u32,
    /// How many threads have an id.
    pub(super) threads: u32,
}

impl Nameless {
    pub(super) fn new(of: &Conversations, kept: &Kept<'_>) -> Nameless {
        let mut facts = of.facts.only(kept.rows);
        let mut users = Renumbered::default();
        renumber_customers(of, kept.rows, &mut facts, &mut users);
        let threads = renumber_threads(of, &mut facts);
        let mut log = EventLog::default();
        let own = own(of, kept, &mut log, &mut users);
        log.names = names(&of.log.names, &Carried::new(of, &facts, &own, &log));
        Nameless {
            facts,
            own,
            log,
            users: users.next,
            threads,
        }
    }
}

/// Numbers in place of others, in the order in which they are asked for.
#[derive(Default)]
struct Renumbered {
    known: HashMap<u32, u32>,
    next: u32,
}

impl Renumbered {
    fn of(&mut self, number: u32) -> u32 {
        *self.known.entry(number).or_insert_with(|| {
            self.next += 1;
            self.next - 1
        })
    }

    /// A number that stands in place of none.
    fn fresh(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }
}

/// Who is known by an address alone is as well known as who has an id.
fn renumber_customers(of: &Conversations, rows: &[u32], facts: &mut Facts, users: &mut Renumbered) {
    let mut customers = Renumbered::default();
    let mut codes = Vec::with_capacity(rows.len());
    let mut known = Vec::new();
    for &row in rows {
        let row = row as usize;
        let Some(customer) = of.facts.customers.get(row) else {
            codes.push(Codes::NONE);
            continue;
        };
        let code = customers.of(customer);
        codes.push(code);
        if code as usize == known.len() {
            let by_address = of.profiles.emails.get(row).is_some();
            known.push(match of.facts.user(row) {
                Some(user) => users.of(user),
                None if by_address => users.fresh(),
                None => NONE,
            });
        }
    }
    facts.customers = Codes::pack(codes);
    known.resize(rows.len(), NONE);
    facts.customer_users = Codes::pack(known);
}

/// Threads with an id first; says how many these are.
fn renumber_threads(of: &Conversations, facts: &mut Facts) -> u32 {
    let ids = of.log.names.of(Field::Conversation).len();
    let mut threads = Renumbered::default();
    for &thread in facts.threads.iter().filter(|&&own| (own as usize) < ids) {
        threads.of(thread);
    }
    let with_id = threads.next;
    for thread in &mut facts.threads {
        *thread = threads.of(*thread);
    }
    with_id
}

fn own(of: &Conversations, kept: &Kept<'_>, log: &mut EventLog, users: &mut Renumbered) -> Own {
    let may_leave = |pair: &(u16, u32)| {
        let agent = pair.0 == Field::Agent as u16;
        agent || pair.0 >= Field::Bot as u16
    };
    let contexts = &mut log.contexts;
    let mut context = |number: u32| {
        let pairs = of.log.contexts.get(number).filter(may_leave);
        contexts.intern_each(pairs)
    };
    let visits = kept.visits.iter().map(|&number| {
        let visit = of.own.visits[number as usize];
        Visit {
            visitor: users.of(visit.visitor),
            context: context(visit.context),
            ..visit
        }
    });
    let visits = visits.collect();
    let work = kept.work.iter().map(|&number| {
        let work = of.own.work[number as usize];
        WorkSpan {
            context: context(work.context),
            ..work
        }
    });
    let work = work.collect();
    let tickets = kept.tickets.iter().zip(0..).map(|(&number, place)| {
        let ticket = of.own.tickets[number as usize];
        let pairs = &of.own.ticket_pairs[ticket.pairs as usize];
        let pairs = pairs.iter().copied().filter(may_leave);
        TicketSpan {
            ticket: place,
            pairs: log.contexts.intern_each(pairs),
            ..ticket
        }
    });
    let tickets = tickets.collect();
    let noted = of.own.annotations.iter();
    let annotations = noted.map(|&(at, note)| (at, log.notes.push(of.log.notes.get(note))));
    Own {
        visits,
        tickets,
        ticket_pairs: Vec::new(),
        work,
        annotations: annotations.collect(),
    }
}

/// Which codes anything carries that is kept.
struct Carried {
    fields: Vec<BitSet>,
    tags: BitSet,
    reasons: BitSet,
    goals: BitSet,
    currencies: BitSet,
}

impl Carried {
    fn new(of: &Conversations, facts: &Facts, own: &Own, log: &EventLog) -> Carried {
        let names = &of.log.names;
        let none = |dict: &Dict| BitSet::empty(dict.len());
        let mut carried = Carried {
            fields: names.fields.iter().map(none).collect(),
            tags: none(&names.tags),
            reasons: none(&names.reasons),
            goals: none(&names.goals),
            currencies: none(&names.currencies),
        };
        let mut carry = |field: usize, code: u32| carried.fields[field].insert(code as usize);
        let agent = Field::Agent as usize;
        for row in 0..facts.len() {
            for (column, field) in facts.dimensions.iter().zip(Field::Bot as usize..) {
                column
                    .get(row)
                    .into_iter()
                    .for_each(|code| carry(field, code));
            }
            let agents = facts.agents.get(row).into_iter();
            let agents = agents.chain(facts.missed_by.get(row));
            agents.for_each(|code| carry(agent, code));
        }
        let handlings = facts.handlings.values().iter();
        handlings.for_each(|handling| carry(agent, handling.agent));
        own.work.iter().for_each(|work| carry(agent, work.agent));
        for context in 0..log.contexts.len() as u32 {
            let pairs = log.contexts.get(context);
            pairs.for_each(|(field, code)| carry(usize::from(field), code));
        }
        let insert = |codes: &[u32], into: &mut BitSet| {
            codes.iter().for_each(|&code| into.insert(code as usize));
        };
        insert(facts.tags.values(), &mut carried.tags);
        for row in 0..facts.len() {
            let reasons = [&facts.handoff_reasons, &facts.close_reasons];
            let codes = reasons.into_iter().filter_map(|column| column.get(row));
            codes.for_each(|code| carried.reasons.insert(code as usize));
        }
        insert(facts.goals.values(), &mut carried.goals);
        for credit in facts.credits.values() {
            carried.currencies.insert(credit.currency as usize);
        }
        carried
    }
}

/// The names of what is carried, under the same codes.
fn names(of: &Names, carried: &Carried) -> Names {
    let mut names = Names {
        attributes: of.attributes.clone(),
        tags: kept(&of.tags, &carried.tags, false),
        reasons: kept(&of.reasons, &carried.reasons, false),
        goals: kept(&of.goals, &carried.goals, false),
        currencies: kept(&of.currencies, &carried.currencies, false),
        ..Names::default()
    };
    let fields = of.fields.iter().zip(&carried.fields).enumerate();
    names.fields = fields
        .map(|(field, (dict, carried))| {
            if field < Field::Bot as usize && field != Field::Agent as usize {
                return Dict::default();
            }
            let attribute = field.checked_sub(Field::COUNT);
            let name = attribute.map_or("", |code| of.attributes.get(code as u32));
            kept(dict, carried, is_personal(name))
        })
        .collect();
    let channel = Field::Channel as usize;
    if names.fields[channel].get(0) != UNKNOWN_CHANNEL {
        names.fields[channel] = with_unknown(&names.fields[channel]);
    }
    names
}

/// The first channel is known to every history, carried or not.
fn with_unknown(channels: &Dict) -> Dict {
    let others = (1..channels.len() as u32).map(|code| channels.get(code).to_owned());
    Dict::of(std::iter::once(UNKNOWN_CHANNEL.to_owned()).chain(others))
}

fn kept(dict: &Dict, carried: &BitSet, personal: bool) -> Dict {
    let texts = (0..dict.len() as u32).map(|code| {
        let text = dict.get(code);
        match carried.contains(code as usize) {
            false => String::new(),
            true if personal || reaches_somebody(text) => format!("@{}", code + 1),
            true => text.to_owned(),
        }
    });
    Dict::of(texts)
}

/// Words in the names of attributes whose values are somebody's.
const PERSONAL: [&str; 7] = [
    "mail",
    "email",
    "phone",
    "telephone",
    "tel",
    "mobile",
    "name",
];

/// Whether all values of an attribute of this name are somebody's.
fn is_personal(name: &str) -> bool {
    let name = letters::lower_text(name);
    let mut words = name.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| PERSONAL.contains(&word))
}

/// Digits of the shortest telephone number.
const SHORTEST: usize = 7;

/// Whether a text holds an e-mail address, or is a telephone number.
fn reaches_somebody(text: &str) -> bool {
    let (sign, digits) = (text.strip_prefix('+'), text.bytes());
    let letters = |letter: char| letter.is_ascii_digit() || " -()./".contains(letter);
    let number = sign.is_some_and(|rest| rest.chars().all(letters));
    let number = number && digits.filter(u8::is_ascii_digit).count() >= SHORTEST;
    number || address_in(text, "@") || address_in(text, "%40")
}

/// Whether something stands before the mark, and a host behind it.
fn address_in(text: &str, mark: &str) -> bool {
    text.match_indices(mark).any(|(at, _)| {
        let word = |letter: char| letter.is_alphanumeric();
        let host = text[at + mark.len()..].split([' ', '/', '?', '&']).next();
        text[..at].ends_with(word) && host.is_some_and(|host| host.contains('.'))
    })
}

impl Facts {
    /// The facts of some of the conversations.
    fn only(&self, rows: &[u32]) -> Facts {
        let codes = |column: &Codes| {
            let mut codes = Vec::with_capacity(rows.len());
            column.read(rows, Codes::NONE, &mut codes);
            Codes::pack(codes)
        };
        let mut only = Facts {
            starts: rows.iter().map(|&row| self.starts[row as usize]).collect(),
            flags: rows.iter().map(|&row| self.flags[row as usize]).collect(),
            threads: rows.iter().map(|&row| self.threads[row as usize]).collect(),
            ratings: std::array::from_fn(|survey| lists(&self.ratings[survey], rows)),
            handlings: lists(&self.handlings, rows),
            tags: lists(&self.tags, rows),
            goals: lists(&self.goals, rows),
            credits: lists(&self.credits, rows),
            agents: codes(&self.agents),
            missed_by: codes(&self.missed_by),
            handoff_reasons: codes(&self.handoff_reasons),
            close_reasons: codes(&self.close_reasons),
            dimensions: self.dimensions.iter().map(codes).collect(),
            ..Facts::default()
        };
        let numbers = self.numbers().into_iter();
        for (own, column) in only.numbers_mut().into_iter().zip(numbers) {
            let of = |&row: &u32| column.get(row as usize).unwrap_or(Numbers::NONE);
            *own = Numbers::pack(&rows.iter().map(of).collect::<Vec<i64>>());
        }
        for &row in rows {
            let responses: Vec<_> = self.responses.get(row as usize).collect();
            only.responses.push(&responses);
            only.sentiments.push(self.sentiments.get(row as usize));
        }
        only.responses.squeeze();
        only.sentiments.squeeze();
        only
    }
}

fn lists<T: Copy>(of: &Lists<T>, rows: &[u32]) -> Lists<T> {
    let mut lists = Lists::default();
    for &row in rows {
        lists.push(of.get(row as usize).iter().copied());
    }
    lists.squeeze();
    lists
}

#[cfg(test)]
mod tests {
    use super::{is_personal, reaches_somebody};

    #[test]
    fn who_could_be_reached_is_told_from_what_cannot() {
        for text in [
            "anna@shop.example",
            "Anna <anna@shop.example>",
            "/cart?u=anna%40shop.example&x=1",
            "+46 70 123 45 67",
        ] {
            assert!(reaches_somebody(text), "{text}");
        }
        for text in [
            "",
            "@home",
            "a @ b.c",
            "2026-06-01",
            "gold",
            "+1",
            "C@",
            "+gold",
        ] {
            assert!(!reaches_somebody(text), "{text}");
        }
        assert!(["user_phone", "E-Mail", "tel", "first name"].map(is_personal) == [true; 4]);
        assert!(["plan", "hotel_id", "username2"].map(is_personal) == [false; 3]);
    }
}
