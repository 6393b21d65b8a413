//! What customers answered.

use serde_json::{Value, json};

use crate::facts::Conversation;
use crate::figure::{average, count, mean, rate};
use crate::group::Group;
use crate::resolution::number;

/// The last answer of a kind; csat and ces on 1–5, nps as it is.
pub(crate) fn answer(conversation: &Conversation, kind: &str) -> Option<f64> {
    let ratings = conversation.all_of("rating");
    let last = ratings
        .filter(|event| event.text("kind") == Some(kind))
        .last()?;
    let score = last.number("score").expect("required");
    let scale = last.number("scale").unwrap_or(5.0);
    Some(match kind {
        "nps" => score,
        _ => 1.0 + (score - 1.0) * 4.0 / (scale - 1.0),
    })
}

fn answers(group: &Group<'_>, kind: &str) -> Vec<f64> {
    let all = group.conversations.iter();
    all.filter_map(|it| answer(it, kind)).collect()
}

fn share(numbers: &[f64], counts: impl Fn(f64) -> bool) -> Value {
    rate(
        numbers.iter().filter(|&&number| counts(number)).count(),
        numbers.len(),
    )
}

pub(crate) fn csat(group: &Group<'_>) -> Value {
    share(&answers(group, "csat"), |score| score >= 4.0)
}

pub(crate) fn csat_mean(group: &Group<'_>) -> Value {
    mean(answers(group, "csat"))
}

pub(crate) fn csat_top_rate(group: &Group<'_>) -> Value {
    share(&answers(group, "csat"), |score| score == 5.0)
}

pub(crate) fn csat_responses(group: &Group<'_>) -> Value {
    count(answers(group, "csat").len())
}

pub(crate) fn csat_response_rate(group: &Group<'_>) -> Value {
    let asked = number(group, |it| {
        answer(it, "csat").is_some()
            || it
                .all_of("survey_sent")
                .any(|event| event.text("kind") == Some("csat"))
    });
    rate(answers(group, "csat").len(), asked)
}

pub(crate) fn complaints(group: &Group<'_>) -> Value {
    count(
        answers(group, "csat")
            .iter()
            .filter(|&&score| score <= 2.0)
            .count(),
    )
}

pub(crate) fn ces_mean(group: &Group<'_>) -> Value {
    mean(answers(group, "ces"))
}

pub(crate) fn ces_responses(group: &Group<'_>) -> Value {
    count(answers(group, "ces").len())
}

/// Ranks from 1; equals share the mean of theirs.
fn ranks(numbers: &[f64]) -> Vec<f64> {
    let rank = |number: &f64| {
        let below = numbers.iter().filter(|other| *other < number).count();
        let equal = numbers.iter().filter(|other| *other == number).count();
        below as f64 + (equal as f64 + 1.0) / 2.0
    };
    numbers.iter().map(rank).collect()
}

/// Spearman: the correlation of ranks.
pub(crate) fn ces_csat_correlation(group: &Group<'_>) -> Value {
    let all = group.conversations.iter();
    let both = all.filter_map(|it| Some((answer(it, "ces")?, answer(it, "csat")?)));
    let (ces, csat): (Vec<f64>, Vec<f64>) = both.unzip();
    let (x, y) = (ranks(&ces), ranks(&csat));
    let (mean_x, mean_y) = (average(&x).unwrap_or(0.0), average(&y).unwrap_or(0.0));
    let pairs = || {
        x.iter()
            .map(|x| x - mean_x)
            .zip(y.iter().map(|y| y - mean_y))
    };
    let covariance: f64 = pairs().map(|(x, y)| x * y).sum();
    let variance_x: f64 = pairs().map(|(x, _)| x * x).sum();
    let variance_y: f64 = pairs().map(|(_, y)| y * y).sum();
    let tells = x.len() >= 3 && variance_x > 0.0 && variance_y > 0.0;
    let value = tells.then(|| covariance / (variance_x * variance_y).sqrt());
    json!({"value": value, "n": x.len()})
}

pub(crate) fn nps(group: &Group<'_>) -> Value {
    let scores = answers(group, "nps");
    let share = |least: f64, most: f64| {
        let between = scores
            .iter()
            .filter(|&&score| least <= score && score <= most);
        between.count() as f64 / scores.len() as f64
    };
    let value = (!scores.is_empty()).then(|| 100.0 * (share(9.0, 10.0) - share(0.0, 6.0)));
    json!({"value": value, "n": scores.len()})
}

pub(crate) fn nps_responses(group: &Group<'_>) -> Value {
    count(answers(group, "nps").len())
}

pub(crate) fn sentiment_mean(group: &Group<'_>) -> Value {
    let messages = group.conversations.iter().flat_map(|it| &it.messages);
    let by_users = messages.filter(|message| message.role == "user");
    mean(by_users.filter_map(|message| message.sentiment).collect())
}

/// csat of the conversations with a canned reply.
pub(crate) fn canned_csat(group: &Group<'_>) -> Value {
    let all = group.conversations.iter();
    let canned = all.filter(|it| it.messages.iter().any(|message| message.canned));
    let scores: Vec<f64> = canned.filter_map(|it| answer(it, "csat")).collect();
    share(&scores, |score| score >= 4.0)
}
