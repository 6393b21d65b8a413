//! Says the rules that stand behind a number.

use crate::report::rules::{Paid, Rule};
use crate::view::format;
use crate::view::locale::Locale;
use crate::view::text::rules::{RuleWords, rules_of};
use crate::view::text::{Plural, fill};

/// One sentence a rule, in their order.
pub fn sentences(rules: &[Rule], locale: &Locale) -> Vec<String> {
    rules.iter().map(|rule| sentence(rule, locale)).collect()
}

fn sentence(rule: &Rule, locale: &Locale) -> String {
    let words = rules_of(locale.language);
    let counted = |plural: &Plural, number: f64| counted(plural, number, "", locale);
    let either = |pair: [&'static str; 2], first: bool| {
        let [one, other] = pair;
        (if first { one } else { other }).to_owned()
    };
    match rule {
        Rule::GapWithoutId(minutes) => counted(&words.gap_without_id, *minutes),
        Rule::GapEverywhere(minutes) => counted(&words.gap_everywhere, *minutes),
        Rule::NoGap => words.no_gap.to_owned(),
        Rule::AutoClose(Some(hours)) => counted(&words.auto_close, *hours),
        Rule::AutoClose(None) => words.no_auto_close.to_owned(),
        Rule::AgentEngages(yes) => either(words.agent_engages, *yes),
        Rule::EngagedOnly(yes) => either(words.engaged_only, *yes),
        Rule::ContactWindow(days) => counted(&words.contact_window, *days),
        Rule::MissedAfter(Some(minutes)) => counted(&words.missed_after, *minutes),
        Rule::MissedAfter(None) => words.missed_closed.to_owned(),
        Rule::AnswerWithin(seconds) => counted(&words.answer_within, *seconds),
        Rule::FallbackPhrases(0) => words.no_phrases.to_owned(),
        Rule::FallbackPhrases(count) => counted(&words.phrases, *count as f64),
        Rule::Credit { .. } => credit(rule, words, locale),
        Rule::OpenHoursOnly(yes) => either(words.open_hours, *yes),
        Rule::Costs(Some(paid)) => costs(paid, words, locale),
        Rule::Costs(None) => words.no_costs.to_owned(),
        Rule::HandleBaseline(Some(minutes)) => counted(&words.baseline, *minutes),
        Rule::HandleBaseline(None) => words.no_baseline.to_owned(),
        Rule::CannedSaves(Some(seconds)) => counted(&words.canned, *seconds),
        Rule::CannedSaves(None) => words.canned_measured.to_owned(),
    }
}

fn credit(rule: &Rule, words: &RuleWords, locale: &Locale) -> String {
    let Rule::Credit {
        channel,
        by_click,
        hours,
    } = rule
    else {
        return String::new();
    };
    let named = channel.as_deref();
    let pair = named.map_or(&words.credit_others, |_| &words.credit);
    let [click, message] = pair;
    let name = named.map(|name| locale.text().value_name("channel", Some(name)));
    counted(
        if *by_click { click } else { message },
        *hours,
        &name.unwrap_or_default(),
        locale,
    )
}

fn costs(paid: &Paid, words: &RuleWords, locale: &Locale) -> String {
    let money = |amount: f64| format::money(amount, &paid.currency, locale).joined();
    let (agent, bot) = (money(paid.agent_hour), money(paid.bot_month));
    fill(words.costs, &[("agent", &agent), ("bot", &bot)])
}

/// A sentence around a number; of a number with a fraction there are always
/// several.
fn counted(plural: &Plural, number: f64, channel: &str, locale: &Locale) -> String {
    let whole = number.fract() == 0.0;
    let form = if whole { number as u64 } else { u64::MAX };
    fill(
        plural.form(form, locale.language),
        &[
            ("count", &format::plain(number, locale)),
            ("channel", channel),
        ],
    )
}

#[cfg(test)]
mod tests {
    use crate::report::rules::{Paid, Rule};
    use crate::view::locale::Locale;
    use crate::view::rules::sentences;

    fn said(rules: &[Rule]) -> String {
        sentences(rules, &Locale::from_tag("en")).join(" ")
    }

    #[test]
    fn rules_are_said_with_their_numbers() {
        assert_eq!(
            said(&[
                Rule::GapWithoutId(10.0),
                Rule::AutoClose(Some(1.0)),
                Rule::EngagedOnly(true)
            ]),
            "A new conversation after 10 quiet minutes in threads without id. \
             Closed by the system after 1 hour. Counts engaged conversations only."
        );
        assert_eq!(
            said(&[Rule::ContactWindow(1.5), Rule::MissedAfter(None)]),
            "The same matter within 1.50 days. Missed only when closed unanswered."
        );
    }

    #[test]
    fn credit_names_the_channel() {
        let rule = |channel: Option<&str>, by_click, hours| Rule::Credit {
            channel: channel.map(str::to_owned),
            by_click,
            hours,
        };
        assert_eq!(
            said(&[rule(Some("sms"), false, 120.0), rule(None, true, 1.0)]),
            "SMS: an order counts up to 120 hours after a message. \
             Other channels: up to 1 hour after a product click."
        );
    }

    #[test]
    fn costs_are_money() {
        let paid = Paid {
            agent_hour: 30.0,
            bot_month: 99.5,
            currency: "EUR".to_owned(),
        };
        assert_eq!(
            said(&[Rule::Costs(Some(paid)), Rule::FallbackPhrases(2)]),
            "€\u{202f}30.00 an agent's hour, €\u{202f}99.50 a month of the bot. \
             Flagged messages and texts with one of 2 phrases count as fallbacks."
        );
    }
}
