//! The rules that stand behind a number, where a setting chooses them.
//!
//! Which settings matter to a metric is said here once; the words for it are
//! the text catalogue's.

use crate::metric;
use crate::metric::define::Window;
use crate::settings::{Attribution, RateBase, Settings, Split, Touch};

/// One rule in force.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// So many quiet minutes start a new conversation in threads without id.
    GapWithoutId(f64),
    /// So many quiet minutes start a new conversation in every thread.
    GapEverywhere(f64),
    /// Quiet starts no conversation.
    NoGap,
    /// So many hours without an event close a conversation; `None`: nothing
    /// does.
    AutoClose(Option<f64>),
    /// Whether an agent's message makes a conversation engaged too.
    AgentEngages(bool),
    /// Whether only engaged conversations are counted.
    EngagedOnly(bool),
    /// Within so many days a customer comes back with the same matter.
    ContactWindow(f64),
    /// After so many minutes a chat is missed; `None`: only when it closes
    /// unanswered.
    MissedAfter(Option<f64>),
    /// Up to so many seconds a reply counts as in time.
    AnswerWithin(f64),
    /// So many phrases count as fallbacks beside flagged messages.
    FallbackPhrases(usize),
    /// How orders are credited.
    Credit {
        /// Of which channel's conversations; `None`: of all others.
        channel: Option<String>,
        /// Whether a product click earns it, else a message.
        by_click: bool,
        /// For how long after.
        hours: f64,
    },
    /// Whether only open hours count as waiting.
    OpenHoursOnly(bool),
    /// What is paid for; `None`: nothing is known of it.
    Costs(Option<Paid>),
    /// Minutes of handling before the bot; `None`: the agents' own mean.
    HandleBaseline(Option<f64>),
    /// Seconds saved with a canned reply; `None`: as measured.
    CannedSaves(Option<f64>),
}

/// What agents and bot cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Paid {
    /// One hour of an agent.
    pub agent_hour: f64,
    /// One month of the bot.
    pub bot_month: f64,
    /// Three letters.
    pub currency: String,
}

/// A rule's kind, in the table of what matters to which metric.
#[derive(Clone, Copy)]
enum Kind {
    Gap,
    AgentEngages,
    MissedAfter,
    AnswerWithin,
    FallbackPhrases,
    Credit,
    OpenHours,
    Costs,
    HandleBaseline,
    CannedSaves,
}

/// Which settings matter to which metrics, in the order in which they are
/// told. Windows and the base of rates stand in the metrics' own entries.
const MATTER: [(Kind, &[&str]); 10] = [
    (
        Kind::Gap,
        &[
            "conversations",
            "engaged_conversations",
            "engagement_rate",
            "bounce_rate",
            "customers",
            "conversations_per_customer",
            "repeat_customer_rate",
            "messages_per_conversation",
            "conversation_duration",
            "fcr",
            "repeat_contact_rate",
        ],
    ),
    (
        Kind::AgentEngages,
        &[
            "engaged_conversations",
            "engagement_rate",
            "bounce_rate",
            "engaged_customers",
            "interaction_rate",
            "conversation_duration",
            "bot_duration",
            "goal_completion_rate",
        ],
    ),
    (Kind::AnswerWithin, &["answered_within_rate"]),
    (
        Kind::MissedAfter,
        &[
            "missed_chats",
            "missed_rate",
            "exit_after_request_rate",
            "answered_within_rate",
        ],
    ),
    (
        Kind::OpenHours,
        &[
            "initial_wait_time",
            "first_response_time",
            "answered_within_rate",
            "response_time",
            "bot_response_time",
            "agent_response_time",
            "pickup_time",
        ],
    ),
    (
        Kind::FallbackPhrases,
        &["fallbacks", "fallback_rate", "fallback_conversation_rate"],
    ),
    (
        Kind::Credit,
        &[
            "orders",
            "revenue",
            "revenue_per_chat",
            "revenue_per_conversation",
            "conversion_rate",
            "conversion_rate_proactive",
            "conversion_rate_other",
            "time_to_conversion",
        ],
    ),
    (Kind::Costs, &["cost_per_resolution"]),
    (Kind::HandleBaseline, &["handle_time_reduction"]),
    (Kind::CannedSaves, &["canned_time_saved"]),
];

/// The rules that stand behind the metric `id` under these settings; none
/// where no setting matters to it.
pub fn in_force(id: &str, settings: &Settings) -> Vec<Rule> {
    let mut rules = Vec::new();
    for (kind, ids) in MATTER {
        if ids.contains(&id) {
            rules.extend(of_kind(kind, settings));
        }
    }
    let Some(metric) = metric::find(id) else {
        return rules;
    };
    if metric.engaged_base {
        let engaged = settings.rate_base == RateBase::Engaged;
        rules.push(Rule::EngagedOnly(engaged));
    }
    match metric.window {
        Some(Window::Close) => rules.push(Rule::AutoClose(settings.auto_close_hours)),
        Some(Window::Contact) => rules.push(Rule::ContactWindow(settings.fcr_window_days)),
        None => {}
    }
    rules
}

fn of_kind(kind: Kind, settings: &Settings) -> Vec<Rule> {
    let minutes = settings.session_gap_minutes;
    vec![match kind {
        Kind::Gap => match settings.split {
            Split::Auto => Rule::GapWithoutId(minutes),
            Split::Always => Rule::GapEverywhere(minutes),
            Split::Never => Rule::NoGap,
        },
        Kind::AgentEngages => Rule::AgentEngages(settings.agent_engages),
        Kind::MissedAfter => Rule::MissedAfter(settings.missed_after_minutes),
        Kind::AnswerWithin => Rule::AnswerWithin(settings.response_target_seconds),
        Kind::FallbackPhrases => Rule::FallbackPhrases(settings.fallback_phrases.len()),
        Kind::Credit => return credits(settings),
        Kind::OpenHours => Rule::OpenHoursOnly(settings.business_hours.is_some()),
        Kind::Costs => Rule::Costs(settings.costs.as_ref().map(|costs| Paid {
            agent_hour: costs.agent_hour,
            bot_month: costs.bot_month,
            currency: costs.currency.clone(),
        })),
        Kind::HandleBaseline => Rule::HandleBaseline(settings.baseline_handle_minutes),
        Kind::CannedSaves => Rule::CannedSaves(settings.canned_seconds_saved),
    }]
}

/// The channels that have a rule of their own, then all others.
fn credits(settings: &Settings) -> Vec<Rule> {
    let credit = |channel: Option<&str>, of: &Attribution| Rule::Credit {
        channel: channel.map(str::to_owned),
        by_click: of.touch == Touch::Click,
        hours: of.window_hours,
    };
    let entries = settings.attribution.iter();
    let named = entries.filter(|(channel, _)| *channel != "*");
    let others = settings.attribution.get("*");
    named
        .map(|(channel, of)| credit(Some(channel), of))
        .chain(others.map(|of| credit(None, of)))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::metric;
    use crate::report::rules::{MATTER, Rule, in_force};
    use crate::settings::{RateBase, Settings, Split};

    #[test]
    fn the_table_names_metrics_that_exist() {
        for id in MATTER.iter().flat_map(|(_, ids)| *ids) {
            assert!(metric::find(id).is_some(), "there is no metric {id}");
        }
    }

    #[test]
    fn a_rule_follows_its_setting() {
        let mut settings = Settings::default();
        assert_eq!(
            in_force("conversations", &settings),
            [Rule::GapWithoutId(10.0)]
        );
        assert_eq!(
            in_force("deflection_rate", &settings),
            [Rule::EngagedOnly(false), Rule::AutoClose(Some(48.0))]
        );
        settings.split = Split::Always;
        settings.session_gap_minutes = 30.0;
        settings.rate_base = RateBase::Engaged;
        settings.auto_close_hours = None;
        assert_eq!(
            in_force("conversations", &settings),
            [Rule::GapEverywhere(30.0)]
        );
        assert_eq!(
            in_force("deflection_rate", &settings),
            [Rule::EngagedOnly(true), Rule::AutoClose(None)]
        );
        settings.split = Split::Never;
        assert_eq!(in_force("conversations", &settings), [Rule::NoGap]);
    }

    #[test]
    fn orders_are_credited_by_channel() {
        let credit = |channel: Option<&str>, by_click, hours| Rule::Credit {
            channel: channel.map(str::to_owned),
            by_click,
            hours,
        };
        assert_eq!(
            in_force("revenue_per_chat", &Settings::default()),
            [credit(Some("sms"), false, 120.0), credit(None, true, 24.0)]
        );
    }

    #[test]
    fn where_no_setting_matters_there_is_no_rule() {
        assert_eq!(in_force("csat", &Settings::default()), []);
        assert_eq!(in_force("luck", &Settings::default()), []);
    }
}
