//! The words of tables that stand on a screen as tiles of their own.

use crate::view::locale::Language;
use crate::view::text::{Heading, Plural, words_in};

/// These texts in one language. Words in braces are replaced.
#[derive(Debug)]
pub struct Tables {
    /// Shows the lines left out: `{count}`.
    pub show_all: Plural,
    /// Leaves them out again.
    pub show_fewer: &'static str,
    /// Beside what few cases stand behind.
    pub few: &'static str,
    /// A column of metrics.
    pub metric: &'static str,
    /// A column of their values.
    pub value: &'static str,
    /// A column of what is other than before.
    pub change: &'static str,
    /// A column of the values of the period before.
    pub before: &'static str,
    /// A column of how many cases were looked at.
    pub of: &'static str,
    /// Explains the table of all metrics of some families.
    pub metrics: Heading,
    /// A column: by how much a metric would differ without a kind of
    /// conversation.
    pub impact: &'static str,
    /// The same alone: `{title}`.
    pub impact_on: &'static str,
    /// Says it: `{title}`.
    pub impact_about: &'static str,
    /// Explains the table of them: `{by}`.
    pub impacts: Heading,
    /// Explains the table of agents.
    pub agents: Heading,
    /// The line of all of them.
    pub team: &'static str,
    /// A column: conversations that an agent wrote in.
    pub chats: &'static str,
    /// Says it.
    pub chats_about: &'static str,
    /// A column: missed conversations that an agent had.
    pub missed: &'static str,
    /// Says it.
    pub missed_about: &'static str,
    /// What the small numbers are.
    pub beside_team: &'static str,
    /// Missed conversations that nobody had: `{count}`.
    pub unassigned: Plural,
    /// Explains the table of themes of first questions.
    pub themes: Heading,
    /// Explains that of questions before fallbacks.
    pub misunderstood: Heading,
    /// A column.
    pub theme: &'static str,
    /// A column: questions of a theme.
    pub asked: &'static str,
    /// A column.
    pub trend: &'static str,
    /// Says a trend: `{low}` `{high}` `{last}`.
    pub trend_said: &'static str,
    /// A column: the metric of that name.
    pub resolution: &'static str,
    /// Questions that are like no other: `{count}`.
    pub alone: Plural,
    /// Themes that are left out: `{count}`.
    pub left_out: Plural,
    /// Questions whose texts are not there: `{count}`.
    pub without_text: Plural,
    /// In place of themes, where there are no texts at all.
    pub no_texts: &'static str,
    /// In place of themes, where nothing was asked.
    pub no_questions: &'static str,
    /// In place of themes, where no fallback is known.
    pub no_fallbacks: &'static str,
    /// The button that changes a theme: `{name}`.
    pub rename: &'static str,
    /// The field of its name.
    pub name: &'static str,
    /// The choice of another theme that it is part of.
    pub same_as: &'static str,
    /// It is part of none.
    pub own_theme: &'static str,
    /// What was made part of it.
    pub parts: &'static str,
    /// Takes a part out again: `{name}`.
    pub part: &'static str,
    /// Does it.
    pub apply: &'static str,
    /// Leaves it.
    pub leave: &'static str,
    /// Explains what moved: `{title}`.
    pub moved: Heading,
    /// Explains counts by two dimensions: `{by}` `{across}`.
    pub cross: Heading,
    /// Explains conversations of high priority: `{by}`.
    pub urgent: Heading,
    /// There are none.
    pub none_urgent: &'static str,
    /// Explains low scores.
    pub low_scores: Heading,
    /// Explains the cost and what it would be.
    pub what_if: Heading,
    /// A column: values of dimensions.
    pub kind: &'static str,
    /// A column: the period.
    pub now: &'static str,
    /// A column: what a value adds to a change.
    pub adds: &'static str,
    /// Says it.
    pub adds_about: &'static str,
    /// A column: as there are more or fewer of a kind.
    pub mix: &'static str,
    /// Says it.
    pub mix_about: &'static str,
    /// A column: as they go otherwise.
    pub rate: &'static str,
    /// Says it.
    pub rate_about: &'static str,
    /// What the parts are.
    pub parts_note: &'static str,
    /// Of what does not.
    pub not_added: &'static str,
    /// A metric that cannot be taken apart: `{title}`.
    pub not_apart: &'static str,
    /// Nothing explains the change.
    pub no_causes: &'static str,
    /// There is no period before.
    pub nothing_before: &'static str,
    /// One of the two is undefined: `{title}`.
    pub nothing_to_compare: &'static str,
    /// A dimension without values: `{by}`.
    pub no_values: &'static str,
    /// A column: what a rating came with.
    pub comment: &'static str,
    /// A column: the rating.
    pub rating: &'static str,
    /// A column: when it began.
    pub started: &'static str,
    /// A rating came without one.
    pub no_comment: &'static str,
    /// There are none.
    pub no_low_scores: &'static str,
    /// Not all are told: `{count}`.
    pub latest: &'static str,
    /// A slider.
    pub agent_hour: &'static str,
    /// A slider.
    pub bot_month: &'static str,
    /// A slider.
    pub deflection: &'static str,
    /// A column: as things are.
    pub as_it_is: &'static str,
    /// A column: as they would be.
    pub then: &'static str,
    /// A column.
    pub difference: &'static str,
    /// A line.
    pub each: &'static str,
    /// A line.
    pub total_cost: &'static str,
    /// A line.
    pub agent_hours: &'static str,
    /// A line.
    pub resolved: &'static str,
    /// What is assumed.
    pub what_if_note: &'static str,
    /// There are no costs, and where to set them.
    pub no_costs: &'static str,
    /// Values that are left out: `{count}`.
    pub smaller: Plural,
    /// Opens all low scores: `{count}`.
    pub all_low_scores: Plural,
    /// Names the choice of a metric.
    pub choose_metric: &'static str,
    /// Names the choice of a dimension.
    pub choose_by: &'static str,
    /// Names the choice of a dimension for lines.
    pub choose_lines: &'static str,
    /// Names the choice of one for columns.
    pub choose_columns: &'static str,
    /// What a fainter value is.
    pub few_note: &'static str,
    /// There are no agents, and which events would bring them.
    pub no_agents: &'static str,
}

/// English.
#[rustfmt::skip]
pub static ENGLISH: Tables = Tables {
    show_all: Plural {
        one: "Show {count} more",
        few: "Show {count} more",
        other: "Show {count} more",
    },
    show_fewer: "Show fewer",
    few: "few cases",
    metric: "Metric",
    value: "Value",
    change: "Change",
    before: "Before",
    of: "Of",
    metrics: Heading {
        title: "All figures",
        explanation: "Every metric of this part, beside the period before. What was counted opens its conversations.",
    },
    impact: "Impact",
    impact_on: "Impact on {title}",
    impact_about: "{title} of all conversations, less that of all without this one",
    impacts: Heading {
        title: "Impact of each {by}",
        explanation: "Each metric of all conversations, less the same metric of those that are not of this {by}: what the {by} adds to the whole, or takes from it.",
    },
    agents: Heading {
        title: "Agents",
        explanation: "What each agent did in the period, beside the whole team. Ratings and handle time count for every agent who wrote, the first response for the one who replied first, and a missed chat for the agent who had it when it was missed.",
    },
    team: "Whole team",
    chats: "Chats",
    chats_about: "Conversations with a message of this agent; one of two agents counts for both",
    missed: "Missed",
    missed_about: "Missed conversations that this agent had when they were missed",
    beside_team: "Small numbers tell how far a value is from the whole team's.",
    unassigned: Plural {
        one: "{count} missed chat was nobody's when it was missed.",
        few: "{count} missed chats were nobody's when they were missed.",
        other: "{count} missed chats were nobody's when they were missed.",
    },
    themes: Heading {
        title: "Themes of questions",
        explanation: "The first questions of conversations, grouped by likeness from their words alone. Each theme stands under its most typical question, or the name you give it; a theme can be made part of another one.",
    },
    misunderstood: Heading {
        title: "Questions before a fallback",
        explanation: "What customers wrote right before the bot did not understand, grouped by likeness: what to teach it next.",
    },
    theme: "Question",
    asked: "Messages",
    trend: "Trend",
    trend_said: "{low} to {high}, last {last}",
    resolution: "AI resolution",
    alone: Plural {
        one: "{count} question is like no other.",
        few: "{count} questions are like no other.",
        other: "{count} questions are like no other.",
    },
    left_out: Plural {
        one: "{count} smaller theme is left out.",
        few: "{count} smaller themes are left out.",
        other: "{count} smaller themes are left out.",
    },
    without_text: Plural {
        one: "{count} question has no text.",
        few: "{count} questions have no text.",
        other: "{count} questions have no text.",
    },
    no_texts: "The texts of messages are not there: they were left out when the data was opened, or the messages have none. Without texts there are no themes.",
    no_questions: "Nobody wrote in these conversations.",
    no_fallbacks: "The bot understood everything it was asked here. A message counts as not understood when the data says fallback, or by a phrase in the settings.",
    rename: "Rename or merge “{name}”",
    name: "Name",
    same_as: "The same as",
    own_theme: "a theme of its own",
    parts: "Merged into it",
    part: "Separate “{name}”",
    apply: "Apply",
    leave: "Cancel",
    moved: Heading {
        title: "What moved {title}",
        explanation: "The change of {title} since the period before, taken apart: which values of which fields added to it. Fields come first in which a value went its own way most.",
    },
    cross: Heading {
        title: "By {by} and {across}",
        explanation: "Conversations with each {by} by {across}. Where a conversation has several values it stands in each.",
    },
    urgent: Heading {
        title: "High priority by {by}",
        explanation: "Conversations with the priority high, highest, urgent or critical by {by}, and each value's share of all of these. With several values a conversation counts in each.",
    },
    none_urgent: "No conversation of high priority here",
    low_scores: Heading {
        title: "Low scores",
        explanation: "Conversations with a satisfaction rating of 1 or 2, the latest first. A line opens the conversation.",
    },
    what_if: Heading {
        title: "Cost per resolution, what if",
        explanation: "What a resolved conversation costs, and what it would with other prices or a bot that resolves more.",
    },
    kind: "Value",
    now: "Now",
    adds: "Contribution",
    adds_about: "What conversations of this kind add to the change, less what they would if nothing had changed",
    mix: "Of it mix",
    mix_about: "As there are more or fewer conversations of this kind",
    rate: "Of it rate",
    rate_about: "As conversations of this kind go otherwise than before",
    parts_note: "Contributions of one dimension add up to the whole change; each is mix (more or fewer of a kind) and rate (they go otherwise).",
    not_added: "Customers can be of several kinds, so that contributions need not add up.",
    not_apart: "{title} is made of all conversations together and cannot be taken apart.",
    no_causes: "No field of the data has more than one value: nothing tells conversations apart.",
    nothing_before: "The data does not reach back to the period before: there is nothing to compare with.",
    nothing_to_compare: "{title} is undefined in this period or the one before: there is no change to take apart.",
    no_values: "No {by} in any of these conversations.",
    comment: "Comment",
    rating: "Rating",
    started: "Started",
    no_comment: "No comment",
    no_low_scores: "No rating of 1 or 2 here.",
    latest: "The latest {count} are listed here.",
    agent_hour: "An agent’s hour",
    bot_month: "The bot’s month",
    deflection: "Deflection",
    as_it_is: "As it is",
    then: "As assumed",
    difference: "Difference",
    each: "Cost per resolution",
    total_cost: "Cost in all",
    agent_hours: "Agents’ hours",
    resolved: "Resolved conversations",
    what_if_note: "What the bot resolves beside what it does now is taken from the agents: as long, and as often resolved, as what they handle on average.",
    no_costs: "Set what an agent’s hour and the bot’s month cost in the settings, under Costs.",
    smaller: Plural {
        one: "{count} smaller value is left out.",
        few: "{count} smaller values are left out.",
        other: "{count} smaller values are left out.",
    },
    all_low_scores: Plural {
        one: "Open the {count} conversation rated low",
        few: "Open all {count} conversations rated low",
        other: "Open all {count} conversations rated low",
    },
    choose_metric: "Metric",
    choose_by: "By",
    choose_lines: "Lines by",
    choose_columns: "Columns by",
    few_note: "What is fainter stands on fewer than 30 cases.",
    no_agents: "No agent wrote in these conversations. Messages with the role agent and an agent_id fill this table.",
};

/// These words in a language.
pub fn tables_of(language: Language) -> &'static Tables {
    words_in(language).tables
}
