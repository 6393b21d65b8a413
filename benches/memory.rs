//! How much memory a history takes natively: the most that is held while it is
//! read and while it is folded, and what stays, for each byte of the file.
//!
//! The history comes from a process of its own, so that what inventing it
//! takes is not counted. A list that grows counts twice for the moment, as
//! where memory is one piece it mostly has to move.

use std::alloc::{GlobalAlloc, Layout, System};
use std::io::{self, BufWriter, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use chatgauge::base::zone::Zones;
use chatgauge::engine::{Engine, Load};
use chatgauge::event::intake;
use chatgauge::event::load::Apart;
use chatgauge::event::part::Part;
use chatgauge::event::pieces::Piece;
use chatgauge::event::{Phrases, Transcripts};
use chatgauge::sample::History;

/// Histories of so many events are measured.
const EVENTS: [u64; 2] = [1_000_000, 5_000_000];

/// So much of a file comes at once, as on the page.
const CHUNK: usize = 1 << 20;

/// Asks this program to write a history of so many events and nothing else.
const WRITE: &str = "--write";

/// Whose memory it is.
#[derive(Clone, Copy)]
enum Owner {
    /// Not what is measured: the file on its way.
    Nobody,
    /// The one that holds the engine.
    Engine,
    /// One that reads pieces for it.
    Helper,
}

/// What an owner holds, and the most it held.
struct Account {
    now: AtomicUsize,
    peak: AtomicUsize,
}

impl Account {
    const fn new() -> Account {
        Account {
            now: AtomicUsize::new(0),
            peak: AtomicUsize::new(0),
        }
    }
}

static ACCOUNTS: [Account; 3] = [const { Account::new() }; 3];
static OWNER: AtomicUsize = AtomicUsize::new(Owner::Nobody as usize);

fn account() -> &'static Account {
    &ACCOUNTS[OWNER.load(Relaxed)]
}

/// Counts for the owner at work. There is only one thread.
struct Counting;

// SAFETY: everything is passed on to the system's allocator; growing is left
// to the trait, which asks for the new place before it gives back the old.
#[allow(unsafe_code, reason = "nothing else sees every allocation")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let account = account();
        let now = account.now.fetch_add(layout.size(), Relaxed) + layout.size();
        account.peak.fetch_max(now, Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let account = account();
        let now = account.now.fetch_add(layout.size(), Relaxed) + layout.size();
        account.peak.fetch_max(now, Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        account().now.fetch_sub(layout.size(), Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Does something on an owner's account. What it takes there must be given
/// back there.
fn of<T>(owner: Owner, work: impl FnOnce() -> T) -> T {
    let before = OWNER.swap(owner as usize, Relaxed);
    let done = work();
    OWNER.store(before, Relaxed);
    done
}

/// What an owner holds, and the most since this was last asked.
fn held(owner: Owner) -> (usize, usize) {
    let account = &ACCOUNTS[owner as usize];
    let now = account.now.load(Relaxed);
    (now, account.peak.swap(now, Relaxed))
}

/// Only UTC, so that no machine's time zones are measured.
struct Utc;

impl Zones for Utc {
    fn offset_at(&self, _: &str, _: i64) -> Option<i32> {
        Some(0)
    }
}

/// A process that writes a history.
fn writer(events: u64) -> io::Result<Child> {
    Command::new(std::env::current_exe()?)
        .args([WRITE, &events.to_string()])
        .stdout(Stdio::piped())
        .spawn()
}

/// Takes a history as it comes; gives its length.
fn stream(events: u64, mut take: impl FnMut(&[u8])) -> io::Result<u64> {
    let mut child = writer(events)?;
    let mut out = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
    let mut chunk = Vec::with_capacity(CHUNK);
    let mut bytes = 0;
    loop {
        chunk.clear();
        out.by_ref().take(CHUNK as u64).read_to_end(&mut chunk)?;
        if chunk.is_empty() {
            break;
        }
        bytes += chunk.len() as u64;
        take(&chunk);
    }
    child.wait()?;
    Ok(bytes)
}

/// Reads a piece as a helper does.
fn read_piece(way: &Way, load: &mut Load, piece: Piece) {
    let Piece {
        number,
        shape,
        bytes,
    } = piece;
    let sent = of(Owner::Nobody, || bytes.clone());
    drop(bytes);
    let posted = of(Owner::Helper, || {
        let part = intake::read_piece(shape, &sent, way.transcripts()).to_bytes();
        let posted = of(Owner::Nobody, || part.clone());
        drop(part);
        posted
    });
    let received = posted.clone();
    let part = Part::from_bytes(&received).expect("a part");
    drop(received);
    load.come_back(number, part);
    of(Owner::Nobody, || drop((sent, posted)));
}

/// How a history is read.
struct Way {
    name: &'static str,
    apart: bool,
    texts: bool,
}

const WAYS: [Way; 3] = [
    Way {
        name: "one reader",
        apart: false,
        texts: true,
    },
    Way {
        name: "in pieces",
        apart: true,
        texts: true,
    },
    Way {
        name: "without texts",
        apart: true,
        texts: false,
    },
];

impl Way {
    fn load(&self) -> Load {
        Load::new().with_transcripts(self.transcripts())
    }

    fn transcripts(&self) -> Transcripts {
        match self.texts {
            true => Transcripts::Kept,
            false => Transcripts::LeftOut(Phrases::default()),
        }
    }
}

fn load(way: &Way, events: u64) -> io::Result<(Load, u64)> {
    let mut load = of(Owner::Engine, || way.load());
    of(Owner::Engine, || {
        if way.apart {
            load.read_apart(Apart::default());
        }
        load.begin("history.ndjson");
    });
    let bytes = stream(events, |chunk| {
        of(Owner::Engine, || {
            load.feed(chunk);
            while let Some(piece) = load.piece() {
                read_piece(way, &mut load, piece);
            }
        });
    })?;
    of(Owner::Engine, || load.end()).expect("a history");
    Ok((load, bytes))
}

#[allow(clippy::print_stdout, reason = "a benchmark reports what it measured")]
fn measure(way: &Way, events: u64) -> io::Result<()> {
    let name = format!("{events} events, {}", way.name);
    let (before, _) = held(Owner::Engine);
    let (load, bytes) = load(way, events)?;
    let reading = held(Owner::Engine);
    let engine = of(Owner::Engine, || {
        let mut engine = Engine::new(Box::new(Utc), i64::MAX / 2, "UTC");
        engine.adopt(load).expect("UTC is known");
        engine
    });
    let folding = held(Owner::Engine);
    let facts = &engine.conversations().facts;
    let texts = engine.conversations().log.texts.bytes();
    let share = |held: usize| (held - before) as f64 / bytes as f64;
    println!(
        "{name:<32} peak: {:.3} reading, {:.3} folding; kept: {:.3} and {:.3}, {:.3} of it texts; \
         {} conversations, {:.1} bytes of facts each; a helper's peak: {:.1} MB",
        share(reading.1),
        share(folding.1),
        share(reading.0),
        share(folding.0),
        texts as f64 / bytes as f64,
        facts.len(),
        facts.bytes() as f64 / facts.len() as f64,
        held(Owner::Helper).1 as f64 / 1e6,
    );
    of(Owner::Engine, || drop(engine));
    Ok(())
}

fn write(events: u64) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    History::new(7, events).write_ndjson(&mut out)?;
    out.flush()
}

/// Bytes held for each byte of the file.
#[allow(clippy::print_stdout, reason = "a benchmark reports what it measured")]
fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut filter = None;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            WRITE => {
                let events = arguments.next().and_then(|events| events.parse().ok());
                return write(events.unwrap_or(EVENTS[0]));
            }
            option if option.starts_with('-') => {}
            _ => filter = Some(argument),
        }
    }
    println!("memory: bytes held for each byte of the file");
    for events in EVENTS {
        for way in &WAYS {
            let name = format!("memory {events} {}", way.name);
            if filter.as_ref().is_none_or(|filter| name.contains(filter)) {
                measure(way, events)?;
            }
        }
    }
    Ok(())
}
