//! The events of a log, in eight bytes each.

use crate::base::bulk::{Reader, Writer};
use crate::base::wire::WireError;
use crate::event::kind::Kind;
use crate::event::log::{Event, NONE, UNSAID};

/// So many events share a block.
const BLOCK: usize = 4_096;

/// Events by number, in the order read.
#[derive(Clone, Debug, Default)]
pub struct Events {
    /// All full but the last one.
    blocks: Vec<Block>,
    len: usize,
}

/// Some neighbours.
#[derive(Clone, Debug)]
enum Block {
    /// Each in one word; see [`pack`].
    Near(Vec<u64>),
    /// As they came, where one does not fit.
    Far(Vec<Event>),
}

/// The bits of a code in a word; all of them stand for [`NONE`].
const CODE: u64 = 0xff_ffff;
/// Where the context begins in a word, above flags, kind and detail.
const CONTEXT: u32 = 16;
/// Where the payload begins.
const PAYLOAD: u32 = 40;
/// Where the kind begins, above the flags.
const KIND: u32 = 8;
/// Where the detail begins.
const DETAIL: u32 = 13;
/// The bits of a kind.
const KINDS: u64 = 0x1f;
/// The bits of a detail; all of them stand for [`UNSAID`].
const DETAILS: u64 = 0x7;

/// An event as one word, if its codes are small enough: from the lowest bit,
/// eight of flags, five of the kind, three of the detail, 24 each of the
/// context and the payload.
#[inline(always)]
fn pack(event: Event) -> Option<u64> {
    let payload = match event.payload {
        NONE => CODE,
        payload => u64::from(payload),
    };
    let detail = match event.detail {
        UNSAID => DETAILS,
        detail => u64::from(detail),
    };
    let fits = event.flags <= 0xff
        && u64::from(event.context) <= CODE
        && (payload < CODE || event.payload == NONE)
        && (detail < DETAILS || event.detail == UNSAID);
    let word = u64::from(event.flags) | (event.kind as u64) << KIND | detail << DETAIL;
    fits.then_some(word | u64::from(event.context) << CONTEXT | payload << PAYLOAD)
}

#[inline(always)]
fn unpack(word: u64) -> Event {
    let payload = match word >> PAYLOAD {
        CODE => NONE,
        payload => payload as u32,
    };
    let detail = match word >> DETAIL & DETAILS {
        DETAILS => UNSAID,
        detail => detail as u8,
    };
    Event {
        context: (word >> CONTEXT & CODE) as u32,
        payload,
        flags: (word & 0xff) as u16,
        kind: Kind::ALL[(word >> KIND & KINDS) as usize].0,
        detail,
    }
}

/// An event of any size as two words.
fn far_words(event: &Event) -> (u64, u64) {
    let codes = u64::from(event.context) | u64::from(event.payload) << 32;
    let rest = u64::from(event.flags) | (event.kind as u64) << 16 | u64::from(event.detail) << 24;
    (codes, rest)
}

/// The event of two words, if there is such a kind.
fn far_event(codes: u64, rest: u64) -> Option<Event> {
    Some(Event {
        context: codes as u32,
        payload: (codes >> 32) as u32,
        flags: rest as u16,
        kind: Kind::ALL.get(usize::from((rest >> 16) as u8))?.0,
        detail: (rest >> 24) as u8,
    })
}

impl Block {
    #[inline(always)]
    fn push(&mut self, event: Event) {
        match self {
            Block::Far(events) => events.push(event),
            Block::Near(words) => match pack(event) {
                Some(word) => words.push(word),
                None => {
                    let mut events = Vec::with_capacity(words.capacity());
                    events.extend(words.iter().map(|&word| unpack(word)));
                    events.push(event);
                    *self = Block::Far(events);
                }
            },
        }
    }

    #[inline(always)]
    fn get(&self, place: usize) -> Event {
        match self {
            Block::Near(words) => unpack(words[place]),
            Block::Far(events) => events[place],
        }
    }

    fn len(&self) -> usize {
        match self {
            Block::Near(words) => words.len(),
            Block::Far(events) => events.len(),
        }
    }

    #[inline(never)]
    fn each(&self, numbers: impl Iterator<Item = u32>, take: &mut dyn FnMut(u32, Event)) {
        match self {
            Block::Near(words) => numbers
                .zip(words)
                .for_each(|(number, &word)| take(number, unpack(word))),
            Block::Far(events) => numbers
                .zip(events)
                .for_each(|(number, &event)| take(number, event)),
        }
    }

    fn write(&self, to: &mut Writer) {
        match self {
            Block::Near(words) => {
                to.number(1);
                to.column(words.iter().copied());
            }
            Block::Far(events) => {
                to.number(0);
                to.column(events.iter().map(|event| far_words(event).0));
                to.column(events.iter().map(|event| far_words(event).1));
            }
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Block, WireError> {
        if from.number()? != 0 {
            let words: Vec<u64> = from.column()?;
            let known = |word: &u64| ((word >> KIND & KINDS) as usize) < Kind::ALL.len();
            return match words.iter().all(known) {
                true => Ok(Block::Near(words)),
                false => Err(WireError),
            };
        }
        let (codes, words): (Vec<u64>, Vec<u64>) = (from.column()?, from.column()?);
        let mut events = Vec::with_capacity(codes.len());
        for (&code, &word) in codes.iter().zip(&words) {
            events.push(far_event(code, word).ok_or(WireError)?);
        }
        match codes.len() == words.len() {
            true => Ok(Block::Far(events)),
            false => Err(WireError),
        }
    }
}

impl PartialEq for Events {
    fn eq(&self, other: &Events) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}

impl Events {
    /// Adds an event.
    pub fn push(&mut self, event: Event) {
        if self.len.is_multiple_of(BLOCK) {
            // The first block grows as it is filled: small logs are many.
            let room = if self.len == 0 { 0 } else { BLOCK };
            self.blocks.push(Block::Near(Vec::with_capacity(room)));
        }
        if let Some(last) = self.blocks.last_mut() {
            last.push(event);
        }
        self.len += 1;
    }

    /// The event of a number that was given out.
    ///
    /// # Panics
    ///
    /// When there are not so many.
    #[inline]
    pub fn get(&self, number: u32) -> Event {
        let number = number as usize;
        self.blocks[number / BLOCK].get(number % BLOCK)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Event> + Clone + '_ {
        (0..self.len as u32).map(|number| self.get(number))
    }

    /// Tells all of them with their numbers, in order. It costs less than to
    /// ask for one after the other. `take` is a function of its own, and each
    /// block is told by a call of its own: browsers compile well what is called
    /// often, and never the one long loop that they are in.
    pub fn each(&self, take: &mut dyn FnMut(u32, Event)) {
        for (block, first) in self.blocks.iter().zip((0..).step_by(BLOCK)) {
            block.each(first.., take);
        }
    }

    /// Writes all events.
    pub fn write(&self, to: &mut Writer) {
        to.number(self.blocks.len() as u64);
        for block in &self.blocks {
            block.write(to);
        }
    }

    /// Reads what [`Events::write`] wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are none of its.
    pub fn read(from: &mut Reader<'_>) -> Result<Events, WireError> {
        let mut events = Events::default();
        for _ in 0..from.number()? {
            let block = Block::read(from)?;
            // All blocks before this one are full.
            let follows = events.len.is_multiple_of(BLOCK);
            if !follows || !(1..=BLOCK).contains(&block.len()) {
                return Err(WireError);
            }
            events.len += block.len();
            events.blocks.push(block);
        }
        Ok(events)
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Block, Events, KIND, pack, unpack};
    use crate::base::bulk::{Reader, Writer};
    use crate::event::kind::Kind;
    use crate::event::log::{Event, NONE, UNSAID};

    const EVENT: Event = Event {
        context: 7,
        payload: NONE,
        flags: 0x81,
        kind: Kind::Annotation,
        detail: UNSAID,
    };

    #[test]
    fn every_kind_fits_a_word() {
        for (kind, _) in Kind::ALL {
            for (payload, detail) in [(NONE, 0), (0, UNSAID), (0xff_fffe, 6)] {
                let event = Event {
                    context: 0xff_ffff,
                    payload,
                    flags: 0xff,
                    kind,
                    detail,
                };
                assert_eq!(pack(event).map(unpack), Some(event));
            }
        }
    }

    #[test]
    fn what_fits_no_word_comes_back_too() {
        let odd = [
            Event {
                context: 1 << 24,
                ..EVENT
            },
            Event {
                payload: 0xff_ffff,
                ..EVENT
            },
            Event {
                flags: 0x100,
                ..EVENT
            },
            Event { detail: 7, ..EVENT },
        ];
        let mut told = vec![EVENT; BLOCK + 3];
        told.extend(odd);
        let mut events = Events::default();
        told.iter().for_each(|&event| events.push(event));
        assert!(events.iter().eq(told.iter().copied()));
        assert!(
            (0..)
                .zip(&told)
                .all(|(number, &event)| events.get(number) == event)
        );
        assert!(matches!(
            &events.blocks[..],
            [Block::Near(_), Block::Far(_)]
        ));
        assert_eq!(events.len(), told.len());
        let mut each = Vec::new();
        events.each(&mut |number, event| each.push((number, event)));
        assert!(each.into_iter().eq((0..).zip(told)));
        let mut writer = Writer::default();
        events.write(&mut writer);
        let bytes = writer.finish();
        assert!(Events::read(&mut Reader::new(&bytes)).unwrap() == events);
        for end in [0, 8, 100, bytes.len() - 1] {
            assert!(Events::read(&mut Reader::new(&bytes[..end])).is_err());
        }
    }

    #[test]
    fn bytes_of_no_events_are_refused() {
        let mut writer = Writer::default();
        writer.number(2);
        for words in [[0_u64], [0]] {
            writer.number(1);
            writer.column(words);
        }
        let mut unknown = Writer::default();
        unknown.number(1);
        unknown.number(1);
        unknown.column([(Kind::ALL.len() as u64) << KIND]);
        for bytes in [writer.finish(), unknown.finish()] {
            assert!(Events::read(&mut Reader::new(&bytes)).is_err());
        }
    }
}
