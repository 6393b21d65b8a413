//! What loading came to.

use serde::{Deserialize, Serialize};

use crate::base::time::Period;
use crate::conversation::Conversations;
use crate::engine::board::days_of;
use crate::engine::read::Read;
use crate::engine::register::columns;
use crate::engine::values;
use crate::event::{FileSummary, Progress, Rejection, Transcripts};
use crate::metric;
use crate::report::{LoadSummary, answer};
use crate::settings::Plain;

/// What loading came to, for people.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LoadReport {
    /// The files that were read, in order.
    pub files: Vec<FileSummary>,
    /// Whether the texts of messages were kept.
    pub transcripts: bool,
    /// Counts and rejections.
    pub summary: LoadSummary,
    /// First and last local date of the events up to `as_of`.
    pub span: Option<Period>,
    /// Events that were read after a later one of their conversation.
    pub inversions: u64,
    /// Events of a conversation at the same instant as the one before: their
    /// order is the order read.
    pub ties: u64,
    /// Metrics that this data cannot give, with the event types that would
    /// bring them.
    pub missing: Vec<(String, Vec<String>)>,
    /// The fields that one can filter and split by: the product's own, then
    /// the attributes of the data.
    pub fields: Vec<String>,
    /// The columns that the register can show and be put in order by.
    pub columns: Vec<String>,
    /// What the file says of itself, where it is a facts file.
    pub origin: Option<Origin>,
}

/// What a facts file says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// What it is called.
    pub title: String,
    /// When it was made, as RFC 3339 in UTC.
    pub made: String,
    /// By which version of the product.
    pub version: String,
    /// The definitions it was made by, as far as they differ from the
    /// defaults.
    pub settings: Plain,
    /// Whether its texts and events are left out, and its definitions fixed.
    pub fixed: bool,
}

impl LoadReport {
    /// The report of a load.
    pub(super) fn new(
        conversations: &Conversations,
        read: &Read,
        summary: LoadSummary,
    ) -> LoadReport {
        let metrics = metric::catalogue().iter();
        let missing = metrics
            .map(|metric| {
                let missing = metric.missing(|kind| conversations.log.occurs(kind));
                let missing: Vec<String> = missing.into_iter().map(str::to_owned).collect();
                (metric.about.id.to_owned(), missing)
            })
            .filter(|(_, types)| !types.is_empty())
            .collect();
        LoadReport {
            files: read.files.clone(),
            transcripts: read.transcripts == Transcripts::Kept,
            summary,
            span: days_of(conversations),
            inversions: conversations.inversions,
            ties: conversations.ties,
            missing,
            fields: values::fields(conversations),
            columns: columns::names(conversations),
            origin: read.origin.clone(),
        }
    }
}

/// The counts of a load, with the rejections as people read them.
pub fn load_summary(
    conversations: &Conversations,
    names: &[String],
    rejections: &[Rejection],
    total: Progress,
) -> LoadSummary {
    LoadSummary {
        events: total.events,
        rejected: total.rejected,
        duplicates: total.duplicates,
        unattached: conversations.unattached,
        future: conversations.future,
        rejections: rejections
            .iter()
            .map(|rejection| told(rejection, names))
            .collect(),
    }
}

/// A rejection as people read it; of several files with the file's name.
pub fn told(rejection: &Rejection, names: &[String]) -> answer::Rejection {
    answer::Rejection {
        at: match names.get(rejection.file) {
            Some(name) if names.len() > 1 => format!("{name}: {}", rejection.place),
            _ => rejection.place.to_string(),
        },
        field: rejection.field.clone().into_owned(),
        reason: rejection.reason.to_string(),
        value: rejection.value.clone(),
    }
}
