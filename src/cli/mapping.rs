//! `chatgauge mapping`: a mapping for a file, as its columns suggest it.

use serde_json::{Value, json};

use crate::base::number::Number;
use crate::cli::args::MappingArgs;
use crate::cli::system::{SystemZones, now};
use crate::cli::{Failure, Streams, history, input};
use crate::engine::Engine;
use crate::event::import::format;
use crate::settings::Plain;

/// So much of a file is looked at.
const HEAD: u64 = 64 << 10;

pub(super) fn run(args: &MappingArgs, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let head = input::head(&args.file, streams.input, HEAD);
    let (name, head, whole) = head.map_err(Failure::Nothing)?;
    let engine = Engine::new(
        Box::new(SystemZones::default()),
        now(),
        history::DEFAULT_ZONE,
    );
    let preview = engine.preview(&name, &head, whole, None);
    let preview = preview.map_err(history::refused)?;
    let document = match (&preview.format, preview.mapping) {
        (Some(id), _) => {
            let known = format(id).map_or(id.as_str(), |format| format.name);
            streams.tell(&format!("{name}: {known}, which needs no mapping"));
            json!({"format": id, "handoff": [], "ratings": []})
        }
        (None, Some(document)) => written(&document),
        (None, None) => {
            let fault = preview
                .fault
                .unwrap_or_else(|| format!("{name} has no records"));
            return Err(Failure::Nothing(fault));
        }
    };
    for error in &preview.refused {
        streams.tell(&format!("to be filled in: {error}"));
    }
    let done = serde_json::to_writer_pretty(&mut *streams.output, &document)
        .map_err(std::io::Error::from)
        .and_then(|()| writeln!(streams.output))
        .and_then(|()| streams.output.flush());
    done.or_else(|error| Failure::of_writing(&error))
}

/// A document with whole numbers as people write them.
fn written(plain: &Plain) -> Value {
    match plain {
        Plain::Number(number) => json!(Number(*number)),
        Plain::List(values) => values.iter().map(written).collect(),
        Plain::Object(_) => {
            let fields = plain.fields();
            fields.map(|(key, value)| (key, written(value))).collect()
        }
        plain => json!(plain),
    }
}
