//! `chatgauge conversations`: the register, row by row.

use std::io::{self, BufWriter, Write};

use crate::cli::args::{ConversationsArgs, TableFormat};
use crate::cli::{Failure, Streams, history};
use crate::engine::Register;
use crate::report::{Cell, csv};

pub(super) fn run(args: &ConversationsArgs, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let query = history::query(&args.asked.selection)?;
    let engine = history::open(&args.asked.history, history::Shows::Texts, streams)?;
    let register = engine.register(&query).map_err(history::refused)?;
    let mut out = BufWriter::new(&mut *streams.output);
    let written = match args.format {
        TableFormat::Csv => write_csv(&register, &mut out),
        TableFormat::Ndjson => write_ndjson(&register, &mut out),
    };
    let written = written.and_then(|()| out.flush());
    written.or_else(|error| Failure::of_writing(&error))
}

fn write_csv(register: &Register<'_>, out: &mut impl Write) -> io::Result<()> {
    let names = register.columns().into_iter();
    let head: Vec<Cell> = names.map(|name| Cell::Text(name.to_owned())).collect();
    out.write_all(csv::line(&head).as_bytes())?;
    for place in 0..register.len() {
        out.write_all(csv::line(&register.cells(place)).as_bytes())?;
    }
    Ok(())
}

fn write_ndjson(register: &Register<'_>, out: &mut impl Write) -> io::Result<()> {
    for record in register.records() {
        serde_json::to_writer(&mut *out, &record)?;
        writeln!(out)?;
    }
    Ok(())
}
