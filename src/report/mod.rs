//! The answer object: plain data that cards, tables, exports and scripts
//! share, so that they can never disagree.
//!
//! [`Report`] is the public document of schema `chatgauge.report/1`;
//! [`figure`] and [`charts`] hold what the dashboard's cards and charts ask for and get,
//! [`register`] the conversations as a table, [`explanation`] one of them with
//! the reasons why it counts as it does. [`page`] is what the register's screen
//! shows of the table, [`thread`] one conversation for reading. [`arms`] are two
//! groups side by side, [`scorecard`] metrics beside their targets, [`moved`] what
//! made one change, [`themes`] what customers ask.

pub mod agents;
pub mod answer;
pub mod arms;
pub mod charts;
pub mod cross;
pub mod csv;
pub mod explanation;
pub mod export;
pub mod figure;
pub mod listing;
pub mod low;
pub mod moved;
pub mod page;
pub mod published;
pub mod query;
pub mod register;
pub mod rejections;
pub mod rules;
pub mod scorecard;
pub mod themes;
pub mod thread;
pub mod values;
pub mod what_if;

pub use agents::Agents;
pub use answer::{Change, LoadSummary, MetricAnswer, Report, Value};
pub use arms::{Arms, ArmsAsk, ArmsFigure};
pub use explanation::Explanation;
pub use figure::{Ask, Board, Figure};
pub use listing::{Behind, Bin, Listing, Side, Sort};
pub use moved::{Impact, ImpactAsk, Moved, MovedAsk};
pub use page::{Marked, Page, Row};
pub use query::{Query, QueryError, ReportQuery};
pub use register::{Cell, Record};
pub use scorecard::{Scorecard, ScorecardAsk, TargetRow};
pub use themes::{BehindTheme, Themes, ThemesAsk};
pub use thread::Thread;
pub use values::{Values, ValuesAsk};
