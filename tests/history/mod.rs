//! Runs commands on histories in memory, in this process.

use chatgauge::cli::{Streams, run};
use chatgauge::sample::History;
use serde_json::Value;

/// A command with its flags.
pub(crate) struct Run {
    args: Vec<String>,
}

impl Run {
    /// `chatgauge COMMAND - FLAGS…`
    pub(crate) fn new(command: &str, flags: &[&str]) -> Run {
        let args = ["chatgauge", command, "-"]
            .into_iter()
            .chain(flags.iter().copied());
        Run {
            args: args.map(str::to_owned).collect(),
        }
    }

    /// With one more flag.
    pub(crate) fn with(mut self, flag: &str) -> Run {
        self.args.push(flag.to_owned());
        self
    }

    /// What it prints for the events, and what it tells besides.
    pub(crate) fn both(&self, events: &str) -> (String, String) {
        let (mut output, mut errors) = (Vec::new(), Vec::new());
        run(
            self.args.iter().map(Into::into),
            &mut Streams {
                input: &mut events.as_bytes(),
                output: &mut output,
                errors: &mut errors,
            },
        );
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(output), text(errors))
    }

    /// What it prints for events that are all good.
    pub(crate) fn text(&self, events: &str) -> String {
        let (output, errors) = self.both(events);
        assert_eq!(errors, "", "{:?}", self.args);
        output
    }

    /// The JSON document that it prints.
    pub(crate) fn json(&self, events: &str) -> Value {
        let text = self.text(events);
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }
}

/// A small shop's three months.
pub(crate) fn sample() -> String {
    let mut bytes = Vec::new();
    History::new(11, 12_000).write_ndjson(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}
