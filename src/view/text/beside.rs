//! The words of numbers beside others: targets, the period before, another
//! group.

use crate::view::locale::Language;
use crate::view::text::words_in;
use crate::view::text::{Heading, Plural};

/// These texts in one language. Words in braces are replaced.
#[derive(Debug)]
pub struct Beside {
    /// Explains the scorecard.
    pub scorecard: Heading,
    /// Explains what fell short most.
    pub fell_short: Heading,
    /// Explains what moved most.
    pub moved: Heading,
    /// Explains the notes around the scorecard.
    pub context: Heading,
    /// There are none.
    pub no_notes: &'static str,
    /// Explains two groups side by side.
    pub arms: Heading,
    /// What metrics are about, in the order of `Category`.
    pub categories: [&'static str; 4],
    /// How values stand, in the order of `Status`.
    pub statuses: [&'static str; 4],
    /// Columns of the scorecard.
    pub metric: &'static str,
    /// See `metric`.
    pub target: &'static str,
    /// See `metric`.
    pub current: &'static str,
    /// See `metric`.
    pub change: &'static str,
    /// See `metric`.
    pub stands: &'static str,
    /// See `metric`.
    pub status: &'static str,
    /// The column of trends: `{count}` steps of a day.
    pub trend_days: &'static str,
    /// The same of weeks: `{count}`.
    pub trend_weeks: &'static str,
    /// The same of longer steps: `{count}` `{days}`.
    pub trend_steps: &'static str,
    /// What a step is: `{count}` `{days}`.
    pub trend_about: Plural,
    /// Says a trend: `{first}` `{last}` `{low}` `{high}`.
    pub trend: &'static str,
    /// A metric has no target.
    pub no_target: &'static str,
    /// What a number stands to: `{value}` `{target}`.
    pub beside: &'static str,
    /// How far short, as a part of the target: `{part}`.
    pub short_by: &'static str,
    /// Columns of what is to be looked at: where it is.
    pub where_: &'static str,
    /// How many more or fewer count there than if it went as all.
    pub excess: Heading,
    /// What part of the change it makes.
    pub effect: Heading,
    /// Nothing fell short.
    pub none_short: &'static str,
    /// Nothing moved.
    pub none_moved: &'static str,
    /// Opens a metric's target: `{title}` `{target}`.
    pub edit: &'static str,
    /// Adds a metric to the scorecard.
    pub add: &'static str,
    /// Finds one.
    pub find: &'static str,
    /// There is none of that name.
    pub no_metric: &'static str,
    /// The default targets again.
    pub reset: &'static str,
    /// The ends of a target.
    pub least: &'static str,
    /// See `least`.
    pub most: &'static str,
    /// That an end may be open.
    pub open_end: &'static str,
    /// How times are typed.
    pub time_hint: &'static str,
    /// How percentages are typed.
    pub percent_hint: &'static str,
    /// In which currency: `{currency}`.
    pub money_hint: &'static str,
    /// Puts a target in force.
    pub save: &'static str,
    /// The default target again.
    pub back: &'static str,
    /// Takes a metric off the scorecard.
    pub remove: &'static str,
    /// What was typed is no number: `{typed}` `{example}`.
    pub no_number: &'static str,
    /// The ends are the wrong way round: `{least}` `{most}`.
    pub backwards: &'static str,
    /// Said of a target that is in force: `{title}` `{target}`.
    pub told_set: &'static str,
    /// Said of a metric that was taken off: `{title}`.
    pub told_removed: &'static str,
    /// Said when all are as by default.
    pub told_reset: &'static str,
    /// Columns of two groups.
    pub difference: &'static str,
    /// Says it, and how it is sorted.
    pub difference_about: &'static str,
    /// See `difference`.
    pub interval: &'static str,
    /// Explains it.
    pub interval_about: &'static str,
    /// The probability.
    pub p: &'static str,
    /// Explains it.
    pub p_about: &'static str,
    /// A probability too small to write: `{p}`.
    pub below: &'static str,
    /// From and to: `{from}` `{to}`.
    pub from_to: &'static str,
    /// Which of two is better, surely enough: `{name}`.
    pub better: &'static str,
    /// The interval holds 0.
    pub chance: &'static str,
    /// Too few in an arm: `{least}`.
    pub few: &'static str,
    /// Why there is no interval, in the order of `Untold`.
    pub untold: [&'static str; 8],
    /// Both arms have conversations in common: `{count}`.
    pub overlap: Plural,
    /// Metrics that the data lacks events for: `{titles}` `{missing}`.
    pub lacking: &'static str,
    /// How a comparison is chosen.
    pub compare: &'static str,
    /// By periods, by values.
    pub modes: [&'static str; 2],
    /// The dimension.
    pub by: &'static str,
    /// The two.
    pub arm: [&'static str; 2],
    /// First and last day of an arm: `{arm}`.
    pub from: &'static str,
    /// See `from`.
    pub to: &'static str,
    /// Back to the period and the one before.
    pub usual: &'static str,
    /// Turns them round.
    pub swap: &'static str,
    /// Between the two.
    pub versus: &'static str,
    /// A value with its count: `{name}` `{count}`.
    pub counted: &'static str,
    /// A dimension with fewer than two values: `{by}`.
    pub one_value: &'static str,
    /// Dates that end before they begin.
    pub no_period: &'static str,
    /// On paper: `{a}` `{b}`.
    pub printed: &'static str,
}

/// English.
#[rustfmt::skip]
pub static ENGLISH: Beside = Beside {
    scorecard: Heading {
        title: "Scorecard",
        explanation: "Each metric beside its target: where it stands now, how it changed since the period before, and how it went. Status follows what is good for the metric: more for some, less for others. More than half of the target away is far short.",
    },
    fell_short: Heading {
        title: "Fell short most",
        explanation: "The metrics furthest from their targets, as a part of the target, and where that comes from: the values of dimensions with most conversations more, or fewer, than if they went as all. Each opens exactly its conversations.",
    },
    moved: Heading {
        title: "Moved most",
        explanation: "The metrics of the scorecard that changed most since the period before, for better or worse, as a part of their value then, and the values of dimensions that made most of the change.",
    },
    context: Heading {
        title: "Context",
        explanation: "What happened in the period and, while numbers are compared, in the one before: events of type annotation in the data, and what you type in under Notes.",
    },
    no_notes: "No notes in these days. Events of type annotation bring them, and what you type in under Notes.",
    arms: Heading {
        title: "Side by side",
        explanation: "Every metric of two groups of conversations: the difference is the first less the second. The interval holds the true difference 95 times in 100; where it holds 0, chance may have made the difference.",
    },
    categories: ["Resolution", "Effort and satisfaction", "Operations", "Business"],
    statuses: ["Far short", "Short", "Within", "Beyond"],
    metric: "Metric",
    target: "Target",
    current: "Current",
    change: "Change",
    stands: "Where it stands",
    status: "Status",
    trend_days: "{count} days",
    trend_weeks: "{count} weeks",
    trend_steps: "{count} × {days} days",
    trend_about: Plural {
        one: "{count} steps of a day each; the last one ends with the period",
        few: "{count} steps of {days} days each; the last one ends with the period",
        other: "{count} steps of {days} days each; the last one ends with the period",
    },
    trend: "From {first} to {last}, lowest {low}, highest {high}",
    no_target: "No target",
    beside: "{value}, target {target}",
    short_by: "{part} short",
    where_: "Where",
    excess: Heading {
        title: "Weighs",
        explanation: "How many more or fewer count, or how much more it comes to in all, than if it went there as everywhere",
    },
    effect: Heading {
        title: "Weighs",
        explanation: "The part of the change that it makes",
    },
    none_short: "Nothing fell short of its target.",
    none_moved: "Nothing moved, or there is no period before to compare with.",
    edit: "Target of {title}: {target}. Change it",
    add: "Add metric",
    find: "Find a metric",
    no_metric: "No metric of that name.",
    reset: "Default targets",
    least: "At least",
    most: "At most",
    open_end: "Leave an end empty where it is open.",
    time_hint: "Minutes and seconds as 5:30, hours as 1:15:00, or seconds as 330.",
    percent_hint: "In percent.",
    money_hint: "In {currency}.",
    save: "Set target",
    back: "Back to default",
    remove: "Remove from scorecard",
    no_number: "“{typed}” is no number here. Write it as {example}, or leave it empty.",
    backwards: "At least {least} and at most {most} leaves nothing between them: make the first smaller.",
    told_set: "Target of {title}: {target}.",
    told_removed: "{title} is off the scorecard.",
    told_reset: "The default targets are in force.",
    difference: "Difference",
    difference_about: "The first less the second. Sorted by its size beside the second value",
    interval: "95 % interval",
    interval_about: "Holds the true difference 95 times in 100: of rates by Newcombe, of means by Welch",
    p: "p",
    p_about: "How probable so large a difference is where there is none in truth",
    below: "< {p}",
    from_to: "{from} to {to}",
    better: "better: {name}",
    chance: "may be chance",
    few: "too few: under {least} in one of them",
    untold: [
        "no interval of a total",
        "no interval: a customer may be in both",
        "no interval: things within a conversation depend on each other",
        "no interval of money",
        "no interval: it is made of several numbers",
        "no interval: it is not made of conversations",
        "no interval: both share conversations",
        "no interval: too few, or no variation",
    ],
    overlap: Plural {
        one: "{count} conversation is in both, so no interval is told.",
        few: "{count} conversations are in both, so no interval is told.",
        other: "{count} conversations are in both, so no interval is told.",
    },
    lacking: "{titles}: {missing}",
    compare: "What is compared",
    modes: ["Two periods", "Two groups"],
    by: "By",
    arm: ["A", "B"],
    from: "{arm}: first day",
    to: "{arm}: last day",
    usual: "Period and the one before",
    swap: "Swap",
    versus: "vs",
    counted: "{name} ({count})",
    one_value: "Here are fewer than two values of {by}: choose another field or other dates.",
    no_period: "These dates end before they begin: move the last day behind the first.",
    printed: "{a} vs {b}",
};

/// These words in a language.
pub fn beside_of(language: Language) -> &'static Beside {
    words_in(language).beside
}
