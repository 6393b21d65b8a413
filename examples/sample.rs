//! Writes an invented history to standard output, one event a line: without
//! words the one shipped beside the page, else one of your own seed and size.
//!
//! ```text
//! cargo run --release --example sample -- 7 1000000 > history.ndjson
//! ```

use std::io::{self, BufWriter, Write};

use chatgauge::sample::{History, demo};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let mut history = match words.as_slice() {
        [] => demo(),
        [seed, events] => History::new(seed.parse()?, events.parse()?),
        _ => return Err("give a seed and a number of events, or nothing".into()),
    };
    let mut out = BufWriter::new(io::stdout().lock());
    history.write_ndjson(&mut out)?;
    out.flush()?;
    Ok(())
}
