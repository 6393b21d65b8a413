//! The words of charts of a kind of their own: funnels, distributions,
//! cohorts, load, and two scores against each other.

use crate::metric::{self, distribution};
use crate::report::figure::Ask;
use crate::view::locale::Language;
use crate::view::text::{Heading, Plural, fill, words_in};

/// These texts in one language. Words in braces are replaced.
#[derive(Debug)]
pub struct Charts {
    /// Of the bot and of sales, in the order of `Funnel`.
    pub funnels: [Heading; 2],
    /// Between two steps of a funnel: `{count}` `{share}`.
    pub lost: &'static str,
    /// Of the step before, in a tooltip.
    pub of_before: &'static str,
    /// Of the first step, in a tooltip.
    pub of_first: &'static str,
    /// See `lost`, in a table.
    pub lost_label: &'static str,
    /// A column of steps.
    pub step: &'static str,
    /// A column of counts that are no conversations.
    pub count: &'static str,
    /// Says a funnel: `{title}` `{steps}`.
    pub funnel_summary: &'static str,
    /// The title of a distribution: `{title}`.
    pub histogram: &'static str,
    /// Explains one, behind the metric's definition.
    pub histogram_explained: &'static str,
    /// Says one: `{title}` `{n}` `{most}` `{share}` `{rest}`.
    pub histogram_summary: &'static str,
    /// A bin up to its bound: `{to}`.
    pub up_to: &'static str,
    /// A bin between two bounds: `{from}` `{to}`.
    pub between: &'static str,
    /// The bin behind the last bound: `{from}`.
    pub over: &'static str,
    /// Behind minutes.
    pub minutes: &'static str,
    /// Over a line that marks a mean: `{value}`.
    pub mean: &'static str,
    /// Narrows the register to a bin: `{metric}` `{bin}`.
    pub bin: &'static str,
    /// Who comes back.
    pub cohorts: Heading,
    /// A column of steps of first contact, by week and month.
    pub first_contact: [&'static str; 2],
    /// A column of customers.
    pub customers: &'static str,
    /// So many steps later, by week and month: `{count}`.
    pub later: [Plural; 2],
    /// Who comes back so much later, in a tooltip.
    pub back: &'static str,
    /// Conversations of nobody known: `{count}`.
    pub unknown: Plural,
    /// There are no customers to tell of.
    pub no_customers: &'static str,
    /// The step is not over yet.
    pub not_over: &'static str,
    /// Says cohorts: `{customers}` `{back}` `{share}`.
    pub cohorts_summary: &'static str,
    /// Work against hands.
    pub load: Heading,
    /// Conversations in which a human is due.
    pub due: &'static str,
    /// The same each day, behind it.
    pub due_each: &'static str,
    /// Both at once.
    pub due_mean: &'static str,
    /// Agents who are there.
    pub agents: &'static str,
    /// Says load: `{total}` `{hour}` `{mean}` `{agents}`.
    pub load_summary: &'static str,
    /// Effort against satisfaction.
    pub scatter: Heading,
    /// Says it: `{value}` `{n}`.
    pub correlation: &'static str,
}

/// English.
#[rustfmt::skip]
pub static ENGLISH: Charts = Charts {
    funnels: [
        Heading {
            title: "From welcome to resolution",
            explanation: "Conversations with the bot; engaged: those that went beyond the welcome; understood: \
                          those of them without a fallback, or resolved in spite of one; resolved by the bot: \
                          closed, without hand-off or agent, the bot with the last word.",
        },
        Heading {
            title: "From visit to conversion",
            explanation: "Visits; those in which the visitor started a chat; those in which such a chat has a goal, \
                          a credited order, a booking or a qualified lead. Visits are not listed. Without visits: \
                          conversations, engaged ones, and those of them that converted.",
        },
    ],
    lost: "{count} lost, {share}",
    of_before: "Of the step before",
    of_first: "Of the first step",
    lost_label: "Lost before it",
    step: "Step",
    count: "Count",
    funnel_summary: "{title}: {steps}.",
    histogram: "{title}, distribution",
    histogram_explained: "Each conversation counts once, in the bar that holds its value; a bound belongs to the bar before it, a score between two to the lower one.",
    histogram_summary: "{title}: {n} conversations; most, {share}, {most}. {rest}",
    up_to: "up to {to}",
    between: "{from} – {to}",
    over: "over {from}",
    minutes: "min",
    mean: "mean {value}",
    bin: "{metric}: {bin}",
    cohorts: Heading {
        title: "Who comes back",
        explanation: "Customers by the week of their first conversation in the data, or the month where the period is \
                      longer than 92 days, and the share of them with a conversation so much later, up to the end of \
                      the period: at least the last eight weeks, at most the last sixteen steps. Customers are known \
                      by user_id, else by e-mail address; who is known by neither is left out.",
    },
    first_contact: ["Week of first contact", "Month of first contact"],
    customers: "Customers",
    later: [
        Plural { one: "{count} week later", few: "{count} weeks later", other: "{count} weeks later" },
        Plural { one: "{count} month later", few: "{count} months later", other: "{count} months later" },
    ],
    back: "Came back",
    unknown: Plural {
        one: "{count} conversation of nobody known is left out",
        few: "{count} conversations of nobody known are left out",
        other: "{count} conversations of nobody known are left out",
    },
    no_customers: "No new customers in these steps",
    not_over: "This step is not over yet.",
    cohorts_summary: "{customers} customers by first contact; {back} of them, {share}, came back in a later step.",
    load: Heading {
        title: "Load and agents by hour",
        explanation: "Conversations in which a human is due by the hour of their start, and agents available or busy \
                      by agent_status, both on average over the days of the period that the data reaches over, in the \
                      time zone of the report.",
    },
    due: "Conversations for a human",
    due_each: "Each day",
    due_mean: "Conversations for a human, each day",
    agents: "Agents there",
    load_summary: "{total} conversations for a human; most at {hour}: {mean} each day, with {agents} agents there.",
    scatter: Heading {
        title: "Effort and satisfaction",
        explanation: "Conversations with both an effort score (more is easier) and a satisfaction rating: the larger \
                      a circle, the more have this pair. The correlation is Spearman's: 1 where more of one always \
                      goes with more of the other, 0 where they have nothing to do with each other.",
    },
    correlation: "Correlation {value}, n {n}",
};

/// The title of such a chart and what its ⓘ says; `None` for other charts.
pub fn heading(ask: &Ask, language: Language) -> Option<(String, String)> {
    let words = charts_of(language);
    let plain = |heading: &Heading| (heading.title.to_owned(), heading.explanation.to_owned());
    Some(match ask {
        Ask::Funnel { of } => plain(&words.funnels[*of as usize]),
        Ask::Histogram { metric } => {
            let about = &metric::find(metric)?.about;
            let title = distribution::find(metric)?.title();
            (
                fill(words.histogram, &[("title", title)]),
                format!("{} {}", about.definition, words.histogram_explained),
            )
        }
        Ask::Cohorts => plain(&words.cohorts),
        Ask::Load => plain(&words.load),
        Ask::Scatter => plain(&words.scatter),
        _ => return None,
    })
}

/// These words in a language.
pub fn charts_of(language: Language) -> &'static Charts {
    words_in(language).charts
}
