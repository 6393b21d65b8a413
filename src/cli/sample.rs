//! `chatgauge sample`: an invented history.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use crate::cli::args::SampleArgs;
use crate::cli::{Failure, Streams};
use crate::sample::History;

pub(super) fn run(args: &SampleArgs, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let written = match &args.output {
        None => write(args, &mut *streams.output),
        Some(path) => File::create(path)
            .and_then(|file| write(args, file))
            .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display()))),
    };
    written.or_else(|error| Failure::of_writing(&error))
}

fn write(args: &SampleArgs, out: impl Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    History::new(args.seed, args.events).write_ndjson(&mut out)?;
    out.flush()
}
