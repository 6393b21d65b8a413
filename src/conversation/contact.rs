//! Links between the conversations of one customer.

use hashbrown::HashMap;

use crate::base::time::Millis;
use crate::conversation::cut::Cut;
use crate::conversation::rows::Profile;
use crate::event::log::NONE;

/// Who a customer is: known by id, else by address, else by the thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Customer {
    User(u32),
    Email(u32),
    Thread(u32),
}

/// The conversations of each customer.
#[derive(Debug, Default)]
pub struct Links {
    /// Code of the customer of each row, dense from 0.
    pub customers: Vec<u32>,
    /// `user_id` of each customer as a code, or [`NONE`].
    pub users: Vec<u32>,
    /// The start of the same customer's next conversation that does not
    /// overlap the row's.
    pub next: Vec<Option<Millis>>,
    codes: HashMap<Customer, u32>,
    /// Rows by customer, in order within each.
    rows: Vec<u32>,
    ends: Vec<u32>,
}

impl Links {
    /// Finds the customers of rows that are in the order of (start, order
    /// read).
    pub fn new(profiles: &[Profile], cuts: &[Cut], ends: &[Millis]) -> Links {
        let mut links = Links::default();
        for (profile, cut) in profiles.iter().zip(cuts) {
            let customer = match profile {
                Profile { user, .. } if *user != NONE => Customer::User(*user),
                Profile { email, .. } if *email != NONE => Customer::Email(*email),
                _ => Customer::Thread(cut.thread),
            };
            let next = links.codes.len() as u32;
            let code = *links.codes.entry(customer).or_insert(next);
            if code == next {
                links.users.push(profile.user);
            }
            links.customers.push(code);
        }
        links.group();
        links.next = vec![None; cuts.len()];
        for customer in 0..links.ends.len() {
            let rows = &links.rows[links.range(customer as u32)];
            for (place, &row) in rows.iter().enumerate() {
                let end = ends[row as usize];
                let after = rows.partition_point(|&other| cuts[other as usize].start < end);
                let next = rows.get(after.max(place + 1));
                links.next[row as usize] = next.map(|&next| cuts[next as usize].start);
            }
        }
        links
    }

    /// The customer with a `user_id`.
    pub fn of_user(&self, user: u32) -> Option<u32> {
        self.codes.get(&Customer::User(user)).copied()
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
        self.ends = vec![0; self.codes.len()];
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
