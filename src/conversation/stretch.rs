//! Which events each conversation is made of, so that it can be read and
//! explained. Metrics never look here.
//!
//! A thread's events mostly follow each other closely in what was read:
//! each is kept as its distance from the one before, one or two bytes
//! mostly.

use crate::base::lists::Lists;

/// An order credited to a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CreditedOrder {
    /// The order, as its number in the log.
    pub order: u32,
    /// The touch by which it was credited, as its number in the log; `None`:
    /// it names its conversation itself.
    pub touch: Option<u32>,
}

/// No step takes more bytes.
const LONGEST: usize = 5;

/// The events of each conversation by row, as numbers in the log.
#[derive(Clone, Debug, Default)]
pub struct Stretches {
    steps: Vec<u8>,
    ends: Vec<u32>,
    /// The orders credited to each row, wherever they were made.
    pub credited: Lists<CreditedOrder>,
}

impl Stretches {
    /// Adds the events of the next row, in their order.
    pub fn push(&mut self, events: &[u32]) {
        self.make_room(events.len() * LONGEST);
        let mut before = 0;
        for &event in events {
            let event = i64::from(event);
            self.write(event - before);
            before = event;
        }
        self.ends.push(self.steps.len() as u32);
    }

    /// The events of a row, in the order of (time, order read).
    pub fn get(&self, row: usize) -> Vec<u32> {
        let end = self.ends.get(row).copied().unwrap_or(0) as usize;
        let start = row
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .map_or(0, |&end| end as usize);
        let mut rest = self.steps.get(start..end).unwrap_or(&[]);
        let mut events = Vec::new();
        let mut event = 0;
        while let Some((step, after)) = read(rest) {
            event += step;
            events.push(event as u32);
            rest = after;
        }
        events
    }

    /// Lets go of what was kept in reserve.
    pub fn squeeze(&mut self) {
        self.steps.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.credited.squeeze();
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.steps.len() + self.ends.len() * 4 + self.credited.bytes()
    }

    /// Makes room for more bytes. Where there is none, for an eighth of what is
    /// there, not for as many again.
    fn make_room(&mut self, bytes: usize) {
        if self.steps.capacity() - self.steps.len() < bytes {
            let more = bytes.max(self.steps.len() / 8);
            self.steps.reserve_exact(more);
        }
    }

    /// Seven bits a byte, the lowest first, the sign lowest of all.
    fn write(&mut self, step: i64) {
        let mut rest = step.unsigned_abs() << 1 | u64::from(step < 0);
        while rest > 0x7f {
            self.steps.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.steps.push(rest as u8);
    }
}

/// One step and what comes after it.
fn read(steps: &[u8]) -> Option<(i64, &[u8])> {
    let last = steps.iter().position(|byte| byte & 0x80 == 0)?;
    let (own, after) = steps.split_at(last + 1);
    let value = own
        .iter()
        .rev()
        .fold(0, |value, byte| value << 7 | i64::from(byte & 0x7f));
    let step = value >> 1;
    Some((if value & 1 == 1 { -step } else { step }, after))
}

#[cfg(test)]
mod tests {
    use super::Stretches;

    #[test]
    fn events_come_back_in_their_order() {
        let rows: [&[u32]; 5] = [
            &[0, 1, 2],
            &[],
            &[u32::MAX - 1, 0, 63, 64, 8_192],
            &[7],
            &[300, 299, 298],
        ];
        let mut stretches = Stretches::default();
        rows.iter().for_each(|row| stretches.push(row));
        for (number, row) in rows.iter().enumerate() {
            assert_eq!(stretches.get(number), *row);
        }
        assert!(stretches.get(rows.len()).is_empty());
    }

    #[test]
    fn close_events_take_one_byte_each() {
        let mut stretches = Stretches::default();
        stretches.push(&[50, 51, 60, 70]);
        assert_eq!(stretches.bytes(), 4 + 4);
    }
}
