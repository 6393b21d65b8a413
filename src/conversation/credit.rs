//! Credits each order to at most one conversation.
//!
//! An order belongs to the same customer's last touch at or before it that
//! lies within the window of that conversation's channel; else to its own
//! conversation; else to none.

use hashbrown::{HashMap, HashSet};

use crate::base::column::Codes;
use crate::base::instants::Instants;
use crate::base::order;
use crate::base::time::{HOUR, Millis};
use crate::conversation::contact::Links;
use crate::conversation::cut::{Cut, is_public};
use crate::conversation::facts::Credit;
use crate::conversation::stretch::CreditedOrder;
use crate::conversation::thread::Threads;
use crate::event::log::NONE;
use crate::event::{EventLog, Field, Kind};
use crate::settings::{Attribution, Settings, Touch};

/// An order credited to a conversation.
#[derive(Clone, Copy, Debug)]
pub struct Credited {
    /// The conversation.
    pub row: u32,
    /// When the order was made.
    pub at: Millis,
    /// What it is worth.
    pub credit: Credit,
    /// The order and by which touch it was credited.
    pub order: CreditedOrder,
}

/// What crediting looks at.
pub struct History<'a> {
    /// The events.
    pub log: &'a EventLog,
    /// Their instants.
    pub times: &'a Instants,
    /// The threads.
    pub threads: &'a Threads,
    /// The conversations.
    pub cuts: &'a [Cut],
    /// Orders and clicks within conversations: row, and number in the log; by
    /// row, in the order of their events.
    pub trade: &'a [(u32, u32)],
    /// The conversations of each customer.
    pub links: &'a Links,
    /// The definitions in force.
    pub settings: &'a Settings,
    /// Code of the channel of each row.
    pub channels: &'a Codes,
    /// "Now"; later events are left out.
    pub as_of: Millis,
}

/// When a conversation was touched, and by which event.
type Touched = (Millis, u32);

/// Credits all orders; the result is in the order of (row, time, order
/// read).
pub fn credit_orders(history: &History<'_>) -> Vec<Credited> {
    if history.log.orders.is_empty() {
        return Vec::new();
    }
    let (own, clicks) = history.orders_and_clicks();
    let mut orders = history.events_of(Kind::Order);
    order::by_key(&mut orders, &|index| history.times.get(index));
    let mut seen = HashSet::new();
    let mut credited = Vec::new();
    for index in orders {
        let at = history.times.get(index);
        let order = history.log.orders[history.log.events.get(index).payload as usize];
        if order.id != NONE && !seen.insert(order.id) {
            continue;
        }
        let own = own.get(&index).copied();
        let touched = history.customer_of(index, own).and_then(|customer| {
            let rows = history.links.rows_of(customer).iter();
            rows.filter_map(|&row| Some((history.last_touch(row, at, &clicks)?, row)))
                .max()
        });
        if let Some(row) = touched.map(|(_, row)| row).or(own) {
            let touch = touched.map(|((_, touch), _)| touch);
            let credit = Credit {
                currency: order.currency,
                amount: order.amount,
            };
            credited.push(Credited {
                row,
                at,
                credit,
                order: CreditedOrder {
                    order: index,
                    touch,
                },
            });
        }
    }
    order::sorted(credited, |a, b| a.row.cmp(&b.row))
}

impl History<'_> {
    fn events_of(&self, kind: Kind) -> Vec<u32> {
        let mut found = Vec::new();
        self.log.events.each(&mut |index, event| {
            if event.kind == kind && self.times.get(index) <= self.as_of {
                found.push(index);
            }
        });
        found
    }

    /// Which conversation each order falls into, and when and by which
    /// events each conversation was clicked in.
    fn orders_and_clicks(&self) -> (HashMap<u32, u32>, HashMap<u32, Vec<Touched>>) {
        let mut own = HashMap::new();
        let mut clicks: HashMap<u32, Vec<Touched>> = HashMap::new();
        for &(row, index) in self.trade {
            if self.log.events.get(index).kind == Kind::Order {
                own.insert(index, row);
            } else {
                let touched = (self.times.get(index), index);
                clicks.entry(row).or_default().push(touched);
            }
        }
        for index in self.events_of(Kind::ProductClick) {
            let time = self.times.get(index);
            if let Some(row) = self.clicked_without_id(time, index) {
                clicks.entry(row).or_default().push((time, index));
            }
        }
        (own, clicks)
    }

    /// The conversation of a click that names none: the customer's latest
    /// one started by then.
    fn clicked_without_id(&self, time: Millis, index: u32) -> Option<u32> {
        let context = self.log.events.get(index).context;
        if self
            .log
            .contexts
            .code(context, Field::Conversation)
            .is_some()
        {
            return None;
        }
        let user = self.log.contexts.code(context, Field::User)?;
        let rows = self.links.rows_of(self.links.of_user(user)?);
        let started = rows.partition_point(|&row| self.cuts[row as usize].start <= time);
        Some(rows[started.checked_sub(1)?])
    }

    fn customer_of(&self, order: u32, own: Option<u32>) -> Option<u32> {
        let context = self.log.events.get(order).context;
        match self.log.contexts.code(context, Field::User) {
            Some(user) => self.links.of_user(user),
            None => own.map(|row| self.links.customers[row as usize]),
        }
    }

    /// The last touch of a conversation at or before an instant, if it lies
    /// within the window.
    fn last_touch(
        &self,
        row: u32,
        at: Millis,
        clicks: &HashMap<u32, Vec<Touched>>,
    ) -> Option<Touched> {
        let Attribution {
            touch,
            window_hours,
        } = self.attribution(row)?;
        let last = match touch {
            Touch::Click => last_by(clicks.get(&row)?.iter().copied(), at),
            Touch::Message => {
                let cut = self.cuts[row as usize];
                let events = &self.threads.order[cut.from as usize..cut.to as usize];
                let messages = events
                    .iter()
                    .filter(|&&index| is_public(self.log.events.get(index)));
                last_by(messages.map(|&index| (self.times.get(index), index)), at)
            }
        };
        last.filter(|(touched, _)| (at - touched) as f64 <= window_hours * HOUR as f64)
    }

    fn attribution(&self, row: u32) -> Option<Attribution> {
        let channel = self.channels.get(row as usize)?;
        let channel = self.log.names.of(Field::Channel).get(channel);
        let entries = &self.settings.attribution;
        entries.get(channel).or_else(|| entries.get("*")).copied()
    }
}

fn last_by(touches: impl Iterator<Item = Touched>, at: Millis) -> Option<Touched> {
    touches.filter(|&(time, _)| time <= at).max()
}
