//! The pooled waits of user messages, four bytes each.

use std::ops::Range;

use crate::base::bulk::{Reader, Writer};
use crate::base::lists::Lists;
use crate::base::rank::neighbours;
use crate::base::time::Millis;
use crate::base::wire::WireError;

/// One first unanswered user message and what it waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Response {
    /// How long it waited (open time, where business hours are set).
    pub wait: Millis,
    /// Whether an agent answered, else the bot.
    pub by_agent: bool,
    /// Whether the answer was canned.
    pub canned: bool,
}

const BY_AGENT: u32 = 1 << 31;
const CANNED: u32 = 1 << 30;
/// Stands for a wait that is too long for its place; all bits of a wait.
const FAR: u32 = CANNED - 1;

/// No wait that was stored is longer: all of time as it can be written is not.
const LONGEST: Millis = 1 << 49;

/// The responses of all conversations, by row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Responses {
    /// The two flags above, and the wait.
    packed: Lists<u32>,
    /// Place among all responses and wait of those of twelve days and more.
    far: Vec<(u32, Millis)>,
}

impl Responses {
    /// Adds one row with these responses.
    pub fn push(&mut self, responses: &[Response]) {
        let first = self.packed.count();
        for (place, response) in responses.iter().enumerate() {
            if response.wait >= Millis::from(FAR) {
                self.far.push(((first + place) as u32, response.wait));
            }
        }
        self.packed.push(responses.iter().map(|response| {
            let wait = response.wait.clamp(0, Millis::from(FAR)) as u32;
            let by_agent = if response.by_agent { BY_AGENT } else { 0 };
            wait | by_agent | if response.canned { CANNED } else { 0 }
        }));
    }

    /// The responses of a row, in order.
    pub fn get(&self, row: usize) -> impl Iterator<Item = Response> + '_ {
        self.within(self.packed.range(row))
    }

    /// Takes the responses of some rows, in order.
    pub fn each(&self, rows: &[u32], mut take: impl FnMut(Response)) {
        for run in rows.chunk_by(|&row, &next| row + 1 == next) {
            if let Some(run) = neighbours(run) {
                self.within(self.packed.span(run)).for_each(&mut take);
            }
        }
    }

    fn within(&self, range: Range<usize>) -> impl Iterator<Item = Response> + '_ {
        let start = range.start;
        let packed = self.packed.values()[range].iter();
        packed.zip(start..).map(|(&packed, place)| Response {
            wait: match packed & FAR {
                FAR => self.far_wait(place as u32),
                wait => Millis::from(wait),
            },
            by_agent: packed & BY_AGENT != 0,
            canned: packed & CANNED != 0,
        })
    }

    fn far_wait(&self, place: u32) -> Millis {
        let at = self.far.binary_search_by_key(&place, |far| far.0);
        at.map_or(Millis::from(FAR), |at| self.far[at].1)
    }

    /// Writes the responses of so many rows.
    pub fn write(&self, rows: usize, to: &mut Writer) {
        to.column(self.packed.values().iter().copied());
        self.packed.write_rows(rows, to);
        to.column(self.far.iter().map(|far| far.0));
        to.column(self.far.iter().map(|far| far.1));
    }

    /// The responses of so many rows that [`Responses::write`] wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are none of its, or those of other rows.
    pub fn stored(from: &mut Reader<'_>, rows: usize) -> Result<Responses, WireError> {
        let packed = from.column()?;
        let packed = Lists::stored(from, rows, packed)?;
        let (places, waits): (Vec<u32>, Vec<Millis>) = (from.column()?, from.column()?);
        let waited = |wait: &Millis| (0..LONGEST).contains(wait);
        let fits = places.len() == waits.len() && places.is_sorted() && waits.iter().all(waited);
        match fits {
            true => Ok(Responses {
                packed,
                far: places.into_iter().zip(waits).collect(),
            }),
            false => Err(WireError),
        }
    }

    /// Lets go of what is kept for empty rows.
    pub fn squeeze(&mut self) {
        self.packed.squeeze();
        self.far.shrink_to_fit();
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.packed.bytes() + self.far.len() * size_of::<(u32, Millis)>()
    }
}

#[cfg(test)]
mod tests {
    use super::{FAR, Response, Responses};
    use crate::base::bulk::{Reader, Writer};
    use crate::base::time::{DAY, Millis};

    #[test]
    fn waits_of_any_length_come_back() {
        let far = Millis::from(FAR);
        let waits = [0, 1_500, far - 1, far, far + 1, 400 * DAY];
        let rows = [&waits[..2], &[], &waits[2..]].map(|waits| {
            let responses = waits.iter().enumerate().map(|(n, &wait)| Response {
                wait,
                by_agent: n % 2 == 0,
                canned: n % 3 == 0,
            });
            responses.collect::<Vec<_>>()
        });
        let mut column = Responses::default();
        rows.iter().for_each(|row| column.push(row));
        for _ in 0..2 {
            for (number, row) in rows.iter().enumerate() {
                assert_eq!(column.get(number).collect::<Vec<_>>(), *row);
            }
            let mut writer = Writer::default();
            column.write(rows.len(), &mut writer);
            let bytes = writer.finish();
            let mut reader = Reader::new(&bytes);
            assert_eq!(Responses::stored(&mut reader, rows.len()), {
                column.squeeze();
                Ok(column.clone())
            });
        }
    }
}
