//! The answer object: plain data that cards, tables, exports and scripts
//! share, so that they can never disagree.
//!
//! [`Report`] is the public document of schema `chatgauge.report/1`;
//! [`figure`] holds what the dashboard's cards and charts ask for and get.

pub mod answer;
pub mod figure;
pub mod query;
pub mod rejections;

pub use answer::{Change, LoadSummary, MetricAnswer, Report, Value};
pub use figure::{Ask, Board, Figure};
pub use query::{Query, QueryError, ReportQuery};
