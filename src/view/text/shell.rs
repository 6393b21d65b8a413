//! The words around cards and charts: opening, loading, choosing, trouble.

use crate::view::locale::Language;
use crate::view::text::{Plural, words_in};

/// What a message card says: what happened, and what to do about it.
#[derive(Clone, Copy, Debug)]
pub struct Advice {
    /// What happened, with `{name}` for the file or address.
    pub what: &'static str,
    /// What to do.
    pub todo: &'static str,
}

/// All texts of the shell in one language. Words in braces are replaced.
#[derive(Debug)]
pub struct Shell {
    /// The page's title.
    pub title: &'static str,
    /// The product's name.
    pub name: &'static str,
    /// What it is for.
    pub purpose: &'static str,
    /// Above the drop zone.
    pub drop: &'static str,
    /// While something is dragged over it.
    pub release: &'static str,
    /// What can be opened.
    pub kinds: &'static str,
    /// Where the data stays.
    pub promise: &'static str,
    /// Chooses files.
    pub open_files: &'static str,
    /// Chooses a folder.
    pub open_folder: &'static str,
    /// Opens what stands at an address.
    pub open_address: &'static str,
    /// What to type in.
    pub address_label: &'static str,
    /// For instance.
    pub address_example: &'static str,
    /// Loads the address.
    pub load: &'static str,
    /// Loads invented data.
    pub try_sample: &'static str,
    /// Opens other data.
    pub open_other: &'static str,
    /// Title of the dialog that does.
    pub open_title: &'static str,
    /// Closes a dialog or a message.
    pub close: &'static str,
    /// Above a load's progress: `{name}`.
    pub reading: &'static str,
    /// `{read}`
    pub bytes_read: &'static str,
    /// `{read}` `{total}`
    pub bytes_of: &'static str,
    /// Beside data of which something could not be read.
    pub incomplete: &'static str,
    /// Events so far: `{count}`.
    pub events: Plural,
    /// `{rate}`
    pub rate: &'static str,
    /// Seconds to go: `{time}`.
    pub time_left: &'static str,
    /// After the last byte.
    pub computing: &'static str,
    /// Ends the load.
    pub cancel: &'static str,
    /// What is here stays until the load is done.
    pub kept: &'static str,
    /// Bytes, thousands, millions and billions of them.
    pub byte_units: [&'static str; 4],
    /// Several data sets: `{name}` `{count}`.
    pub and_more: Plural,
    /// Names of the periods, in the order of `Preset::ALL`.
    pub presets: [&'static str; 12],
    /// The button that opens the periods: `{dates}`.
    pub choose_period: &'static str,
    /// The periods' own title.
    pub period: &'static str,
    /// First date.
    pub from: &'static str,
    /// Last date, included.
    pub to: &'static str,
    /// Takes the dates.
    pub apply: &'static str,
    /// The last date lies before the first.
    pub backwards: &'static str,
    /// The button of the comparison: `{dates}`.
    pub versus: &'static str,
    /// The same, switched off.
    pub no_comparison: &'static str,
    /// The badge: `{count}`.
    pub requests: Plural,
    /// Title over what the badge means.
    pub requests_title: &'static str,
    /// What the badge means and how to check it.
    pub requests_note: &'static str,
    /// What the ⓘ button is called: `{title}`.
    pub about: &'static str,
    /// Switches a chart to its table: `{title}`.
    pub as_table: &'static str,
    /// Which conversations are shown.
    pub which: &'static str,
    /// All of them.
    pub all: &'static str,
    /// Only engaged ones.
    pub engaged: &'static str,
    /// Only those with a hand-off.
    pub handoffs: &'static str,
    /// What a stack is split by.
    pub split_by: &'static str,
    /// The dimensions it can be split by: outcome, channel, topic.
    pub splits: [&'static str; 3],
    /// Names the cards.
    pub cards: &'static str,
    /// No conversation in the period: `{dates}` `{span}`.
    pub quiet: &'static str,
    /// Shows all of the data.
    pub show_all: &'static str,
    /// Opens the load summary.
    pub details: &'static str,
    /// The load summary's title.
    pub summary: &'static str,
    /// Rows of the load summary.
    pub summary_rows: SummaryRows,
    /// Column titles of rejected records: place, field, reason, value.
    pub rejection_columns: [&'static str; 4],
    /// Title over them: `{count}`.
    pub rejected: Plural,
    /// How many of them are listed: `{count}`.
    pub first_of: &'static str,
    /// Saves them.
    pub export_csv: &'static str,
    /// Saves them, one JSON object a line.
    pub export_ndjson: &'static str,
    /// The name of the saved file, without its ending.
    pub export_name: &'static str,
    /// Above what of the files has no place among events.
    pub left_out: &'static str,
    /// Title over metrics the data cannot give.
    pub absent: &'static str,
    /// Why: `{events}`.
    pub absent_because: Plural,
    /// Trouble with a source.
    pub trouble: Troubles,
}

/// The rows of the load summary.
#[derive(Debug)]
pub struct SummaryRows {
    /// Accepted events.
    pub events: &'static str,
    /// Rejected records.
    pub rejected: &'static str,
    /// Events told twice.
    pub duplicates: &'static str,
    /// Events that belong to no conversation.
    pub unattached: &'static str,
    /// Events after the machine's clock.
    pub future: &'static str,
    /// Events read after a later one of their conversation.
    pub inversions: &'static str,
    /// Whether the texts of messages were kept.
    pub texts: &'static str,
    /// They were not.
    pub no_texts: &'static str,
    /// Events of a conversation at the same instant.
    pub ties: &'static str,
    /// First and last date.
    pub span: &'static str,
    /// Files with their format: `{format}` `{size}`.
    pub file: &'static str,
    /// The zone of days and hours.
    pub zone: &'static str,
    /// When a report was made, and by which version.
    pub made: &'static str,
    /// `{date}` `{version}`
    pub made_by: &'static str,
}

/// What can go wrong, and what to do then.
#[derive(Debug)]
pub struct Troubles {
    /// Above a failed load.
    pub nothing_read: &'static str,
    /// Above a load that left something out.
    pub partly_read: &'static str,
    /// There was no event among the records.
    pub no_events: Advice,
    /// An address answered with a status: `{name}` `{status}`.
    pub status: Advice,
    /// An address answered with a web page.
    pub web_page: Advice,
    /// Added where an address sent the request on: `{to}`.
    pub sent_on: &'static str,
    /// An address did not answer.
    pub unreachable: Advice,
    /// A transfer broke off: `{read}`.
    pub broken_off: Advice,
    /// What was read became something else meanwhile.
    pub changed: Advice,
    /// A file could not be read.
    pub unreadable: Advice,
    /// Compressed data broke off.
    pub damaged: Advice,
    /// A folder held no file.
    pub no_files: Advice,
    /// The worker did not start: `{detail}`.
    pub no_worker: Advice,
    /// The engine broke: `{detail}`.
    pub panic: Advice,
    /// A load that fits into memory only without texts: `{name}` `{size}`
    /// `{needed}` `{most}` `{bare}`.
    pub too_large: Advice,
    /// One that does not fit at all.
    pub far_too_large: Advice,
    /// Loads it without texts.
    pub without_texts: &'static str,
    /// A question could not be answered.
    pub question: &'static str,
    /// A load was ended before it was done.
    pub cancelled: &'static str,
    /// What there was before is still here.
    pub still_here: &'static str,
}

/// English.
#[rustfmt::skip]
pub static ENGLISH: Shell = Shell {
    title: "Conversations",
    name: "Chatgauge",
    purpose: "See what your chatbot resolves, what it hands to people, and how well they answer.",
    drop: "Drop chat histories here",
    release: "Let go to open",
    kinds: "Exports of chat platforms, tables (CSV) and events (JSON), zipped too. Several files or whole folders at once.",
    promise: "Your data stays on this machine: it is read, counted and drawn in this page and sent nowhere.",
    open_files: "Open files",
    open_folder: "Open a folder",
    open_address: "Load from address",
    address_label: "Address of an event file",
    address_example: "history.ndjson",
    load: "Load",
    try_sample: "Try the sample",
    open_other: "Open…",
    open_title: "Open other data",
    close: "Close",
    reading: "Reading {name}",
    bytes_read: "{read} read",
    bytes_of: "{read} of {total}",
    incomplete: "incomplete",
    events: Plural { one: "{count} event", few: "{count} events", other: "{count} events" },
    rate: "{rate} events/s",
    time_left: "{time} left",
    computing: "Adding up",
    cancel: "Cancel",
    kept: "What is shown stays until this is done.",
    byte_units: ["B", "kB", "MB", "GB"],
    and_more: Plural { one: "{name} + {count} more", few: "{name} + {count} more", other: "{name} + {count} more" },
    presets: [
        "Today", "Yesterday", "Last 7 days", "Last 28 days", "Last 90 days", "This week", "Last week",
        "This month", "Last month", "This quarter", "Last quarter", "All data",
    ],
    choose_period: "Period: {dates}",
    period: "Period",
    from: "From",
    to: "To",
    apply: "Apply",
    backwards: "The last date lies before the first.",
    versus: "vs {dates}",
    no_comparison: "vs previous",
    requests: Plural {
        one: "{count} request since opened",
        few: "{count} requests since opened",
        other: "{count} requests since opened",
    },
    requests_title: "Nothing leaves this machine",
    requests_note: "This counts the network requests of the page since the data was opened. Check it yourself: watch \
        “Network” in the browser's developer tools, or go offline; everything keeps working.",
    about: "About {title}",
    as_table: "Show {title} as a table",
    which: "Which conversations",
    all: "All",
    engaged: "Engaged",
    handoffs: "Hand-offs",
    split_by: "Split by",
    splits: ["Outcome", "Channel", "Topic"],
    cards: "Key figures",
    quiet: "No conversations started on {dates}. The data runs from {span}.",
    show_all: "Show all data",
    details: "Details",
    summary: "What was read",
    summary_rows: SummaryRows {
        events: "Events read",
        rejected: "Records rejected",
        duplicates: "Duplicates left out",
        unattached: "Events outside any conversation",
        future: "Events dated in the future",
        inversions: "Events read out of order",
        ties: "Events at the same instant as the one before",
        texts: "Texts of messages",
        no_texts: "left out",
        span: "Time span",
        file: "{format}, {size}",
        zone: "Time zone",
        made: "Report made",
        made_by: "{date}, by Chatgauge {version}",
    },
    rejection_columns: ["Place", "Field", "Reason", "Value"],
    rejected: Plural {
        one: "{count} record could not be used",
        few: "{count} records could not be used",
        other: "{count} records could not be used",
    },
    first_of: "The first {count} are listed.",
    export_csv: "Save as CSV",
    export_ndjson: "Save as NDJSON",
    export_name: "rejected-records",
    left_out: "Left out",
    absent: "Not in this data",
    absent_because: Plural {
        one: "needs {events} events",
        few: "needs {events} events",
        other: "needs {events} events",
    },
    trouble: Troubles {
        nothing_read: "Nothing could be opened",
        partly_read: "Some of it could not be read",
        no_events: Advice {
            what: "{name} holds no events.",
            todo: "Check that this is the export you meant.",
        },
        status: Advice {
            what: "{name} answered with status {status}.",
            todo: "Check the address, and that you are signed in where it needs that.",
        },
        web_page: Advice {
            what: "{name} answered with a web page, not with data.",
            todo: "It may be a page to sign in on: sign in, or check the address.",
        },
        sent_on: "The request was sent on to {to}.",
        unreachable: Advice {
            what: "{name} could not be reached.",
            todo: "Check the address. Another site must allow this page to read it; else download the file and open it here.",
        },
        broken_off: Advice {
            what: "The transfer of {name} broke off after {read}.",
            todo: "What is shown is only what came before. Load it again to have all of it.",
        },
        changed: Advice {
            what: "{name} changed while it was read.",
            todo: "What is shown is only the beginning of what was there. Load it again.",
        },
        unreadable: Advice {
            what: "{name} could not be read by the browser.",
            todo: "It may have been moved, changed or locked since: choose it again.",
        },
        damaged: Advice {
            what: "{name} breaks off: its compressed data is damaged or cut short.",
            todo: "What came before the break was read. Get the file again to have all of it.",
        },
        no_files: Advice {
            what: "There was no file in what you dropped.",
            todo: "Drop files or a folder that holds some.",
        },
        no_worker: Advice {
            what: "The browser refused to start the worker that reads your data. {detail}",
            todo: "The page's content security policy must allow worker-src 'self', and the files must come from the page's own server.",
        },
        panic: Advice {
            what: "Something broke inside Chatgauge. That is our mistake, not your data's.",
            todo: "Start again, and please report this: {detail}",
        },
        too_large: Advice {
            what: "{name} is {size} of data. Reading it takes about {needed} of memory; a page has at most {most} here.",
            todo: "Without the texts of messages it takes about {bare}: all numbers stay the same, but conversations \
                cannot be read or searched. The command line has all of this machine's memory: chatgauge metrics {name}",
        },
        far_too_large: Advice {
            what: "{name} is {size} of data. Reading it takes about {needed} of memory; a page has at most {most} here.",
            todo: "Open a part of it, say one quarter, or use the command line, which has all of this machine's memory: \
                chatgauge metrics {name}",
        },
        without_texts: "Read it without texts",
        question: "This view could not be computed",
        cancelled: "The load was cancelled.",
        still_here: "What you had open is still here.",
    },
};

/// The shell's words in a language.
pub fn words_of(language: Language) -> &'static Shell {
    words_in(language).shell
}
