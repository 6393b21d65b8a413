//! Adds the events of one log to another, as if one reader had read both.
//!
//! Each log knows its names by own codes. A table for each dictionary gives
//! the code here for a code there; it is filled when an event needs it, so
//! that names get their codes in the order in which a reader would have met
//! them.

use crate::base::dict::Dict;
use crate::event::kind::{Field, Kind};
use crate::event::log::{Event, EventLog, Goal, NONE, Names, Order, Rating, Ticket};
use crate::event::texts::Texts;

impl EventLog {
    /// Adds the events of another log after the own ones, but for those
    /// whose numbers there are `dropped` (in order). Of these nothing stays:
    /// no name, no text, no row of a side table.
    pub fn absorb(&mut self, mut other: EventLog, dropped: &[u32]) {
        let moved = dropped.is_empty().then(|| {
            let (texts, notes) = (&mut other.texts, &mut other.notes);
            let starts = (self.texts.len() as u32, self.notes.len() as u32);
            self.texts.append(std::mem::take(texts));
            self.notes.append(std::mem::take(notes));
            starts
        });
        self.times.append(&other.times.without(dropped));
        let mut merge = Merge {
            codes: Codes::new(&other.names),
            contexts: vec![NONE; other.contexts.len()],
            texts: moved.map(|starts| starts.0),
            notes: moved.map(|starts| starts.1),
            from: &other,
            into: self,
        };
        if moved.is_some() {
            merge.know_all();
        }
        let mut dropped = dropped.iter().peekable();
        let mut sentiments = other.sentiments.iter().peekable();
        other.events.each(&mut |number, event| {
            let sentiment = sentiments.next_if(|sentiment| sentiment.0 == number);
            if dropped.next_if_eq(&&number).is_none() {
                merge.event(event, sentiment.map(|sentiment| sentiment.1));
            }
        });
    }
}

/// The code here for each code there, [`NONE`] while there is none yet.
struct Table(Vec<u32>);

impl Table {
    fn new(from: &Dict) -> Table {
        Table(vec![NONE; from.len()])
    }

    #[inline]
    fn code(&mut self, code: u32, from: &Dict, into: &mut Dict) -> u32 {
        match self.0.get_mut(code as usize) {
            Some(known) if *known == NONE => {
                *known = into.intern(from.get(code));
                *known
            }
            Some(known) => *known,
            None => NONE,
        }
    }
}

/// A table for each dictionary.
struct Codes {
    fields: Vec<Table>,
    /// The number here of each field there, attributes included.
    numbers: Vec<Option<u16>>,
    tags: Table,
    reasons: Table,
    goals: Table,
    orders: Table,
    currencies: Table,
    tickets: Table,
    categories: Table,
    urgencies: Table,
    products: Table,
    touchpoints: Table,
}

impl Codes {
    fn new(names: &Names) -> Codes {
        let own = (0..Field::COUNT as u16).map(Some);
        let attributes = std::iter::repeat_n(None, names.attributes.len());
        Codes {
            fields: names.fields.iter().map(Table::new).collect(),
            numbers: own.chain(attributes).collect(),
            tags: Table::new(&names.tags),
            reasons: Table::new(&names.reasons),
            goals: Table::new(&names.goals),
            orders: Table::new(&names.orders),
            currencies: Table::new(&names.currencies),
            tickets: Table::new(&names.tickets),
            categories: Table::new(&names.categories),
            urgencies: Table::new(&names.urgencies),
            products: Table::new(&names.products),
            touchpoints: Table::new(&names.touchpoints),
        }
    }

    /// The number of a field.
    fn number(&mut self, place: usize, from: &Names, into: &mut Names) -> u16 {
        *self.numbers[place].get_or_insert_with(|| {
            let attribute = place - Field::COUNT;
            into.attribute(from.attributes.get(attribute as u32))
        })
    }

    /// A field with a value of it.
    fn pair(&mut self, (field, code): (u16, u32), from: &Names, into: &mut Names) -> (u16, u32) {
        let place = usize::from(field);
        let number = self.number(place, from, into);
        let dict = &mut into.fields[usize::from(number)];
        let code = self.fields[place].code(code, &from.fields[place], dict);
        (number, code)
    }
}

struct Merge<'a> {
    into: &'a mut EventLog,
    from: &'a EventLog,
    codes: Codes,
    /// The number here of each context there.
    contexts: Vec<u32>,
    /// Where the texts begin here, if they were taken over as a whole.
    texts: Option<u32>,
    /// The same of the notes.
    notes: Option<u32>,
}

impl Merge<'_> {
    /// Learns all values of fields and all contexts ahead. A reader numbers
    /// them in the order in which events need them, so where all events are
    /// kept it comes to the same, and costs less than one here and one there.
    fn know_all(&mut self) {
        let (from, into) = (&self.from.names, &mut self.into.names);
        for (place, dict) in from.fields.iter().enumerate() {
            let number = self.codes.number(place, from, into);
            self.codes.fields[place].0 = into.fields[usize::from(number)].intern_all(dict);
        }
        for number in 0..self.contexts.len() as u32 {
            self.context(number);
        }
    }

    #[inline(always)]
    fn event(&mut self, event: Event, sentiment: Option<f64>) {
        if let Some(sentiment) = sentiment {
            let number = self.into.len() as u32;
            self.into.sentiments.push((number, sentiment));
        }
        // A reader writes the payload first, so its names come first.
        let payload = self.payload(event);
        let context = match self.contexts[event.context as usize] {
            NONE => self.context(event.context),
            known => known,
        };
        self.into.kinds[event.kind as usize] += 1;
        self.into.events.push(Event {
            context,
            payload,
            ..event
        });
    }

    fn payload(&mut self, event: Event) -> u32 {
        let payload = event.payload;
        let (from, into) = (&self.from.names, &mut self.into.names);
        let codes = &mut self.codes;
        match event.kind {
            Kind::Message => carried(payload, self.texts, &self.from.texts, &mut self.into.texts),
            Kind::Annotation => self.note(payload),
            Kind::Handoff | Kind::Closed => {
                codes
                    .reasons
                    .code(payload, &from.reasons, &mut into.reasons)
            }
            Kind::Transferred => codes.pair((Field::Agent as u16, payload), from, into).1,
            Kind::Visit | Kind::VisitEnded => {
                codes.pair((Field::User as u16, payload), from, into).1
            }
            Kind::ProductClick => codes
                .products
                .code(payload, &from.products, &mut into.products),
            Kind::Rating => self.rating(payload as usize),
            Kind::Order => self.order(payload as usize),
            Kind::Goal => self.goal(payload as usize),
            Kind::Ticket => self.ticket(payload as usize),
            Kind::Tagged => self.tags(payload as usize),
            Kind::ConversationStarted
            | Kind::Assigned
            | Kind::Reopened
            | Kind::SurveySent
            | Kind::Lead
            | Kind::Booking
            | Kind::AgentStatus => payload,
        }
    }

    fn note(&mut self, number: u32) -> u32 {
        carried(number, self.notes, &self.from.notes, &mut self.into.notes)
    }

    fn rating(&mut self, row: usize) -> u32 {
        let rating = self.from.ratings[row];
        let comment = self.note(rating.comment);
        let (from, into) = (&self.from.names, &mut self.into.names);
        let table = &mut self.codes.touchpoints;
        let touchpoint = table.code(rating.touchpoint, &from.touchpoints, &mut into.touchpoints);
        self.into.ratings.push(Rating {
            comment,
            touchpoint,
            ..rating
        });
        self.into.ratings.len() as u32 - 1
    }

    fn order(&mut self, row: usize) -> u32 {
        let order = self.from.orders[row];
        let (from, into) = (&self.from.names, &mut self.into.names);
        let codes = &mut self.codes;
        self.into.orders.push(Order {
            id: codes.orders.code(order.id, &from.orders, &mut into.orders),
            currency: codes
                .currencies
                .code(order.currency, &from.currencies, &mut into.currencies),
            ..order
        });
        self.into.orders.len() as u32 - 1
    }

    fn goal(&mut self, row: usize) -> u32 {
        let goal = self.from.goals[row];
        let (from, into) = (&self.from.names, &mut self.into.names);
        let name = self
            .codes
            .goals
            .code(goal.name, &from.goals, &mut into.goals);
        self.into.goals.push(Goal { name, ..goal });
        self.into.goals.len() as u32 - 1
    }

    fn ticket(&mut self, row: usize) -> u32 {
        let ticket = self.from.tickets[row];
        let (from, into) = (&self.from.names, &mut self.into.names);
        let codes = &mut self.codes;
        self.into.tickets.push(Ticket {
            id: codes
                .tickets
                .code(ticket.id, &from.tickets, &mut into.tickets),
            category: codes.categories.code(
                ticket.category,
                &from.categories,
                &mut into.categories,
            ),
            urgency: codes
                .urgencies
                .code(ticket.urgency, &from.urgencies, &mut into.urgencies),
        });
        self.into.tickets.len() as u32 - 1
    }

    fn tags(&mut self, row: usize) -> u32 {
        let (from, into) = (&self.from.names.tags, &mut self.into.names.tags);
        let table = &mut self.codes.tags;
        let tags = self.from.tags.get(row).iter();
        self.into
            .tags
            .push(tags.map(|&tag| table.code(tag, from, into)));
        self.into.tags.len() as u32 - 1
    }

    fn context(&mut self, number: u32) -> u32 {
        let EventLog {
            contexts, names, ..
        } = &mut *self.into;
        let (codes, from) = (&mut self.codes, &self.from.names);
        let pairs = self.from.contexts.get(number);
        let own = contexts.intern_each(pairs.map(|pair| codes.pair(pair, from, names)));
        self.contexts[number as usize] = own;
        own
    }
}

/// The number here of a text: its place after those that were there before,
/// or that of a copy.
fn carried(number: u32, start: Option<u32>, from: &Texts, into: &mut Texts) -> u32 {
    match (number, start) {
        (NONE, _) => NONE,
        (number, Some(start)) => start + number,
        (number, None) => into.push(from.get(number)),
    }
}

#[cfg(test)]
mod tests {
    use crate::event::{EventLog, Kind, Load};

    /// Every type of event, with every field and names of its own.
    fn lines(of: &str) -> Vec<String> {
        let own = [
            r#""type":"message","role":"user","text":"Hi OF","sentiment":0.5"#,
            r#""type":"message","role":"bot""#,
            r#""type":"conversation_started","attributes":{"plan OF":"a","plan":2,"OF":true}"#,
            r#""type":"handoff","status":"requested","reason":"why OF""#,
            r#""type":"transferred","to_agent_id":"g OF","to_department":"d OF""#,
            r#""type":"closed","by":"bot","reason":"done""#,
            r#""type":"rating","kind":"csat","score":4,"comment":"c OF","touchpoint":"t OF""#,
            r#""type":"tagged","tags":["x","y OF","x"]"#,
            r#""type":"goal","name":"n OF","value":2.5"#,
            r#""type":"goal","name":"n""#,
            r#""type":"product_click","product_id":"p OF""#,
            r#""type":"order","order_id":"o OF","amount":1.5,"currency":"eur""#,
            r#""type":"order","amount":1.5,"currency":"OFx""#,
            r#""type":"ticket","ticket_id":"t OF","status":"created","category":"k OF","urgency":"u""#,
            r#""type":"visit","visitor_id":"v OF""#,
            r#""type":"agent_status","agent_id":"g OF","status":"busy""#,
            r#""type":"annotation","text":"note OF""#,
            r#""type":"survey_sent","kind":"nps""#,
        ];
        let line = |(index, own): (usize, &&str)| {
            let ids = r#""conversation_id":"c OF","user_id":"u OF","channel":"web OF""#;
            let own = own.replace("OF", of);
            let ids = ids.replace("OF", of);
            format!(r#"{{"ts":"2026-06-01T09:{index:02}:00","id":"{of}{index}",{ids},{own}}}"#)
        };
        own.iter().enumerate().map(line).collect()
    }

    fn log(lines: &[String]) -> EventLog {
        let mut load = Load::new();
        load.begin("lines");
        load.feed(lines.join("\n").as_bytes());
        let loaded = load.finish();
        assert_eq!(loaded.total.rejected, 0, "{:?}", loaded.rejections);
        loaded.log
    }

    #[test]
    fn gives_the_log_of_one_reading() {
        let (one, other) = (lines("aa"), lines("bb"));
        let mut merged = log(&one);
        merged.absorb(log(&other), &[]);
        assert!(merged == log(&[one, other].concat()));
        assert!(
            merged
                .names
                .of(crate::event::Field::Agent)
                .find("g bb")
                .is_some()
        );
    }

    #[test]
    fn nothing_stays_of_what_is_dropped() {
        let (one, other) = (lines("aa"), lines("bb"));
        let all: Vec<u32> = (0..other.len() as u32).collect();
        for keep in 0..=other.len() {
            let mut dropped = all.clone();
            let kept: Vec<String> = match keep < other.len() {
                true => vec![other[dropped.remove(keep) as usize].clone()],
                false => Vec::new(),
            };
            let mut merged = log(&one);
            merged.absorb(log(&other), &dropped);
            assert!(merged == log(&[one.clone(), kept].concat()), "{keep}");
        }
    }

    #[test]
    fn an_empty_log_takes_over_everything() {
        let one = lines("aa");
        let mut merged = EventLog::default();
        merged.absorb(log(&one), &[]);
        merged.absorb(EventLog::default(), &[]);
        assert!(merged == log(&one));
        assert!(merged.occurs(Kind::Visit.name()));
        assert_eq!(merged.sentiment(0), Some(0.5));
    }
}
