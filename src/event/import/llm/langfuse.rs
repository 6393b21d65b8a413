//! Langfuse's traces: pages of its public API, its exports as a list or one a
//! line, sessions with their traces, and observations.
//!
//! The fields are those of Langfuse's published API definition; exports of
//! the store have them in snake case. One conversation is one `sessionId`,
//! or a trace that has none.
//!
//! What a trace had as `input` and gave as `output` is what was said. Its
//! observations are the steps in between; only where a trace has neither
//! input nor output its generations stand for them. An observation by itself
//! counts where it is the root of its trace. Scores named in [`super`] are
//! ratings; tags label requests, and are left out.

use crate::base::moment::Moment;
use crate::base::time::{DAY, Millis, SECOND};
use crate::event::import::llm::message::{Voice, speech};
use crate::event::import::llm::talks::{Request, Talks};
use crate::event::import::llm::{Score, rate};
use crate::event::import::{Format, Hints, Importer, Output};
use crate::event::rejection::Reason;
use crate::event::tree::Node;

/// Langfuse traces.
pub const LANGFUSE: Format = Format {
    id: "langfuse",
    name: "Langfuse traces",
    lists: &[],
    fits,
    importer: Some(|hints| {
        Box::new(Traces {
            hints: hints.clone(),
            talks: Talks::default(),
        })
    }),
};

/// Fields that Langfuse's traces have and other logs have not.
const OWN: [&str; 8] = [
    "htmlPath",
    "projectId",
    "project_id",
    "bookmarked",
    "public",
    "observations",
    "totalCost",
    "total_cost",
];

const SESSION: [&str; 2] = ["sessionId", "session_id"];
const USER: [&str; 2] = ["userId", "user_id"];
const TRACE: [&str; 2] = ["traceId", "trace_id"];
const PARENT: [&str; 2] = ["parentObservationId", "parent_observation_id"];
const ROOT: [&str; 2] = ["isRootObservation", "is_root_observation"];
const START: [&str; 2] = ["startTime", "start_time"];
const END: [&str; 2] = ["endTime", "end_time"];

fn fits(record: Node<'_>) -> u8 {
    let inside = [record.at("data"), record.at("traces")];
    let inside = inside
        .into_iter()
        .filter_map(|list| list.items().first().copied());
    let wrapped = record.at("trace");
    let inside = inside
        .chain([wrapped])
        .any(|inner| is_trace(inner) || is_observation(inner));
    match inside || is_trace(record) || is_observation(record) {
        true => 100,
        false => 0,
    }
}

fn is_trace(record: Node<'_>) -> bool {
    record.at("id").exists()
        && record.at("timestamp").exists()
        && !record.at("messages").exists()
        && record.first(&OWN).exists()
}

fn is_observation(record: Node<'_>) -> bool {
    let kind = record.at("type").text().unwrap_or_default();
    !kind.is_empty()
        && kind.bytes().all(|byte| byte.is_ascii_uppercase())
        && record.first(&TRACE).exists()
        && record.first(&START).exists()
}

/// The traces of a file.
struct Traces {
    hints: Hints,
    talks: Talks,
}

impl Importer for Traces {
    fn record(&mut self, record: Node<'_>, output: &mut Output) {
        if record.at("trace").is_object() {
            let observations = record.at("observations").items();
            return self.trace(record.at("trace"), None, observations, output);
        }
        let session = match record.at("traces").is_list() {
            true => record.at("id").id(),
            false => None,
        };
        let page = [record.at("data"), record.at("traces")];
        let Some(page) = page.into_iter().find(|page| page.is_list()) else {
            return self.single(record, None, output);
        };
        for inner in page.items() {
            match inner.is_object() && inner.at("traces").is_list() {
                true => self.record(inner, output),
                false => self.single(inner, session.as_deref(), output),
            }
        }
    }

    fn end(&mut self, output: &mut Output) {
        self.talks.finish(output);
    }
}

impl Traces {
    fn single(&mut self, record: Node<'_>, session: Option<&str>, output: &mut Output) {
        if !record.is_object() {
            return output.reject("data", Reason::NotAnObject, "");
        }
        match is_observation(record) {
            true => self.observation(record, output),
            false => {
                let observations = record.at("observations").items();
                self.trace(record, session, observations, output);
            }
        }
    }

    fn trace(
        &mut self,
        trace: Node<'_>,
        session: Option<&str>,
        mut observations: Vec<Node<'_>>,
        output: &mut Output,
    ) {
        let own = trace.first(&SESSION).id();
        let conversation = own.as_deref().or(session).map(str::to_owned);
        let id = trace.at("id").id();
        let Some(conversation) = conversation.or(id.map(|id| id.into_owned())) else {
            return output.reject("id", Reason::Missing, "");
        };
        let Some(at) = time(trace.at("timestamp"), output) else {
            return;
        };
        for score in trace.at("scores").items() {
            // Lists of traces have the ids of scores only.
            if score.is_object() {
                let score = Score::of(score);
                rate(&conversation, &score, at, &self.hints, output);
            }
        }
        for _ in trace.at("tags").items() {
            output.leave_out("tags of traces", "they label requests, not conversations");
        }
        observations.retain(|observation| observation.is_object());
        let silent = !trace.at("input").exists() && !trace.at("output").exists();
        if silent {
            let generation = |node: &Node<'_>| node.at("type").is("GENERATION");
            let (said, steps) = observations.into_iter().partition::<Vec<_>, _>(generation);
            if said.is_empty() {
                output.leave_out(
                    "traces without input and output",
                    "nothing was said in them",
                );
            }
            for generation in said {
                self.request(&conversation, generation, trace, output);
            }
            return steps.iter().for_each(|_| step(output));
        }
        observations.iter().for_each(|_| step(output));
        let latency = trace.at("latency").number();
        let end = latency.and_then(|seconds| later(at, seconds));
        self.add(conversation, trace, trace, (at, end), output);
    }

    /// An observation that no trace holds.
    fn observation(&mut self, record: Node<'_>, output: &mut Output) {
        let root = record.first(&ROOT).flag();
        if !root.unwrap_or(!record.first(&PARENT).exists()) {
            return step(output);
        }
        let conversation = record.first(&SESSION).id().or(record.first(&TRACE).id());
        if let Some(conversation) = conversation {
            self.request(&conversation, record, record, output);
        }
    }

    fn request(
        &mut self,
        conversation: &str,
        observation: Node<'_>,
        about: Node<'_>,
        output: &mut Output,
    ) {
        if let Some(at) = time(observation.first(&START), output) {
            let end = observation.first(&END).moment();
            self.add(
                conversation.to_owned(),
                observation,
                about,
                (at, end),
                output,
            );
        }
    }

    fn add(
        &mut self,
        conversation: String,
        said: Node<'_>,
        about: Node<'_>,
        (at, end): (Moment, Option<Moment>),
        output: &mut Output,
    ) {
        let mut read = |key, voice| {
            let node = said.at(key);
            let messages = speech(node, voice, output);
            if node.exists() && messages.is_none() {
                output.leave_out(
                    &format!("{key}s of other shapes"),
                    "neither a text nor messages can be found in them",
                );
            }
            messages.unwrap_or_default()
        };
        let input = read("input", Voice::User);
        let answer = read("output", Voice::Bot);
        let request = Request {
            id: said.at("id").id().map(|id| id.into_owned()),
            user: about.first(&USER).id().map(|user| user.into_owned()),
            at,
            end,
            input,
            output: answer,
            alone: false,
        };
        self.talks.add(conversation, request, &self.hints);
    }
}

fn step(output: &mut Output) {
    output.leave_out(
        "observations within traces",
        "they are the steps between what was said and what was answered",
    );
}

fn time(stamp: Node<'_>, output: &mut Output) -> Option<Moment> {
    let at = stamp.moment();
    if at.is_none() {
        let text = stamp.text().unwrap_or_default();
        let reason = match text.is_empty() {
            true => Reason::Missing,
            false => Reason::NotATime,
        };
        output.reject("timestamp", reason, &text);
    }
    at
}

fn later(at: Moment, seconds: f64) -> Option<Moment> {
    let millis = (seconds * SECOND as f64).round();
    let within = (0.0..=DAY as f64).contains(&millis);
    within.then(|| match at {
        Moment::Utc(at) => Moment::Utc(at + millis as Millis),
        Moment::Local(at) => Moment::Local(at + millis as Millis),
    })
}
