//! Links between the conversations of one customer.

use hashbrown::HashMap;

use crate::base::column::{Codes, Numbers};
use crate::base::time::Millis;
use crate::conversation::cut::Cut;
use crate::event::log::NONE;

/// How a customer is known: by id, else by address, else by the thread.
#[derive(Debug, Default)]
struct Known {
    /// The customer of each user, [`NONE`] where there is none.
    users: Vec<u32>,
    /// The same of each address.
    emails: Vec<u32>,
    threads: HashMap<u32, u32>,
}

impl Known {
    /// The place of the customer's code, which is [`NONE`] while unknown.
    fn place(&mut self, user: Option<u32>, email: Option<u32>, thread: u32) -> &mut u32 {
        let (codes, code) = match (user, email) {
            (Some(user), _) => (&mut self.users, user as usize),
            (None, Some(email)) => (&mut self.emails, email as usize),
            (None, None) => return self.threads.entry(thread).or_insert(NONE),
        };
        if codes.len() <= code {
            codes.resize(code + 1, NONE);
        }
        &mut codes[code]
    }
}

/// The conversations of each customer.
#[derive(Debug, Default)]
pub struct Links {
    /// Code of the customer of each row, dense from 0.
    pub customers: Vec<u32>,
    /// `user_id` of each customer as a code, or [`NONE`].
    pub users: Vec<u32>,
    known: Known,
    /// Rows by customer, in order within each.
    rows: Vec<u32>,
    ends: Vec<u32>,
}

impl Links {
    /// Finds the customers of rows that are in the order of (start, order
    /// read), from the codes of their ids and addresses.
    pub fn new(users: &Codes, emails: &Codes, cuts: &[Cut]) -> Links {
        let mut links = Links::default();
        links.customers.reserve_exact(cuts.len());
        for (row, cut) in cuts.iter().enumerate() {
            let user = users.get(row);
            let place = links.known.place(user, emails.get(row), cut.thread);
            if *place == NONE {
                *place = links.users.len() as u32;
                links.users.push(user.unwrap_or(NONE));
            }
            links.customers.push(*place);
        }
        links.group();
        links
    }

    /// From the end of each row to the start of the same customer's next
    /// conversation that does not overlap it.
    pub fn next_contacts(&self, cuts: &[Cut], end: impl Fn(usize) -> Millis) -> Numbers {
        let mut next_contacts = vec![Numbers::NONE; cuts.len()];
        for customer in 0..self.ends.len() {
            let rows = self.rows_of(customer as u32);
            for (place, &row) in rows.iter().enumerate() {
                let end = end(row as usize);
                let after = rows.partition_point(|&other| cuts[other as usize].start < end);
                if let Some(&next) = rows.get(after.max(place + 1)) {
                    next_contacts[row as usize] = cuts[next as usize].start - end;
                }
            }
        }
        Numbers::pack(&next_contacts)
    }

    /// The customer with a `user_id`.
    pub fn of_user(&self, user: u32) -> Option<u32> {
        let code = self.known.users.get(user as usize).copied();
        code.filter(|&code| code != NONE)
    }

    /// The rows of a customer, in order.
    pub fn rows_of(&self, customer: u32) -> &[u32] {
        &self.rows[self.range(customer)]
    }

    fn range(&self, customer: u32) -> std::ops::Range<usize> {
        let customer = customer as usize;
        let start = customer
            .checked_sub(1)
            .map_or(0, |before| self.ends[before]);
        start as usize..self.ends[customer] as usize
    }

    fn group(&mut self) {
        self.ends = vec![0; self.users.len()];
        for &customer in &self.customers {
            self.ends[customer as usize] += 1;
        }
        let mut total = 0;
        for end in &mut self.ends {
            total += *end;
            *end = total - *end;
        }
        self.rows = vec![0; self.customers.len()];
        for (row, &customer) in self.customers.iter().enumerate() {
            let place = &mut self.ends[customer as usize];
            self.rows[*place as usize] = row as u32;
            *place += 1;
        }
    }
}
