//! `chatgauge convert`: any history in, events out, one a line.
//!
//! Events are written as they are read and kept nowhere, so that a history
//! may be of any length.

use std::cell::RefCell;
use std::rc::Rc;

use crate::cli::args::ConvertArgs;
use crate::cli::input::Fault;
use crate::cli::{Failure, Streams, input, reading};
use crate::engine::summary;
use crate::event::Load;

pub(super) fn run(args: &ConvertArgs, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let how = reading::how(args.format, args.mapping.as_deref(), streams)?;
    let lines = Rc::new(RefCell::new(Vec::new()));
    let hears = Rc::clone(&lines);
    let mut load = Load::with_echo(Box::new(move |event| {
        let mut lines = hears.borrow_mut();
        lines.extend_from_slice(event.as_bytes());
        lines.push(b'\n');
    }));
    let output = &mut *streams.output;
    let faults = input::each(&args.files, streams.input, &mut |name, source| {
        input::feed(&mut load, &how, name, source, |load| {
            load.forget_events();
            let mut lines = lines.borrow_mut();
            let written = output.write_all(&lines);
            lines.clear();
            written.map_err(Fault::Output)
        })
    });
    let faults = match faults.and_then(|faults| output.flush().map(|()| faults)) {
        Ok(faults) => faults,
        Err(error) => return Failure::of_writing(&error),
    };
    let loaded = load.finish();
    for file in &loaded.files {
        reading::tell_file(file, streams);
    }
    let rejections = loaded.rejections.iter();
    let rejections: Vec<_> = rejections
        .map(|rejection| summary::told(rejection, &loaded.names))
        .collect();
    reading::tell_rejections(&rejections, streams);
    if loaded.files.is_empty() && loaded.total.events == 0 {
        return Err(input::nothing(&faults));
    }
    for fault in &faults {
        streams.tell(fault);
    }
    Ok(())
}
