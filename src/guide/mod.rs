//! The guide for people who use Chatgauge: what a history looks like, what is
//! measured, what can be set, what comes out, what a link says, how it is
//! embedded, how fast.
//!
//! The pages are Markdown beside this file, to be read here or where the code
//! is hosted. Tests keep them true to the code.

/// The event format: what a history looks like.
pub mod events {
    #![doc = include_str!("events.md")]
}

/// The formats: what else is read as a history, and mappings for the rest.
pub mod formats {
    #![doc = include_str!("formats.md")]
}

/// The metrics: what every number means.
pub mod metrics {
    #![doc = include_str!("metrics.md")]
}

/// The settings: which definitions can be chosen.
pub mod settings {
    #![doc = include_str!("settings.md")]
}

/// The report, the register, what the page saves and the command line.
pub mod report {
    #![doc = include_str!("report.md")]
}

/// Publishing: reports as files and folders, and what is in them.
pub mod publish {
    #![doc = include_str!("publish.md")]
}

/// The links: what an address says of a screen.
pub mod links {
    #![doc = include_str!("links.md")]
}

/// Embedding: the element in other people's pages, and all it can do there.
pub mod embed {
    #![doc = include_str!("embed.md")]
}

/// The speed: how it is measured, how cost grows, and what is counted.
pub mod speed {
    #![doc = include_str!("speed.md")]
}
