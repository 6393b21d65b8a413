//! What customers say about it. The last answer of each kind in a
//! conversation counts.

use crate::base::rank::Ranks;
use crate::base::stats::spearman;
use crate::conversation::facts::is;
use crate::conversation::{Conversations, Facts, Survey};
use crate::metric::compute::Scope;
use crate::metric::condition::{Ground, Test};
use crate::metric::define::Compute::{Mean, Number, Own, Quotient};
use crate::metric::define::Measure::Count;
use crate::metric::define::{Metric, Rows, Values};
use crate::metric::entry::Direction::{Context, Down, Up};
use crate::metric::entry::Unit;
use crate::metric::needs;
use crate::metric::value::Computed;
use crate::metric::which::{ALL, Which};

/// From this score on a rating is good.
const GOOD: f64 = 4.0;
/// The best score.
const TOP: f64 = 5.0;
/// Up to this score a rating is a complaint.
const BAD: f64 = 2.0;
/// From this answer on a customer promotes.
const PROMOTER: f64 = 9.0;
/// Up to this answer a customer detracts.
const DETRACTOR: f64 = 6.0;

const CSAT: Ground = Ground::Rating(Survey::Csat);

/// There is a satisfaction rating.
pub(crate) static RATING: Test = Test::new(
    CSAT,
    "it has a satisfaction rating",
    "it has no satisfaction rating",
    |c, row| rated(c, row, |_| true),
)
.only(csat_rows);
/// There is a good satisfaction rating.
pub(crate) static GOOD_RATING: Test = Test::new(
    CSAT,
    "it is rated 4 or better",
    "it is not rated 4 or better",
    |c, row| rated(c, row, |score| score >= GOOD),
)
.only(csat_rows);
static TOP_RATING: Test = Test::new(CSAT, "it is rated 5", "it is not rated 5", |c, row| {
    rated(c, row, |score| score >= TOP)
})
.only(csat_rows);
static COMPLAINT: Test = Test::new(
    CSAT,
    "it is rated 2 or worse",
    "it is not rated 2 or worse",
    |c, row| rated(c, row, |score| score <= BAD),
)
.only(csat_rows);
static ASKED: Test = Test::new(
    CSAT,
    "a satisfaction rating was asked for or given",
    "no satisfaction rating was asked for or given",
    |c, row| c.facts.has(row, is::CSAT_SENT) || rated(c, row, |_| true),
);
static EFFORT: Test = Test::new(
    Ground::Rating(Survey::Ces),
    "it has an effort score",
    "it has no effort score",
    |c, row| c.facts.rating(row, Survey::Ces).is_some(),
)
.only(|facts| facts.ratings[Survey::Ces as usize].rows());
static ANSWER: Test = Test::new(
    Ground::Rating(Survey::Nps),
    "the question of recommendation was answered",
    "the question of recommendation was not answered",
    |c, row| c.facts.rating(row, Survey::Nps).is_some(),
)
.only(|facts| facts.ratings[Survey::Nps as usize].rows());

const RATED: Which = ALL.test(&RATING);
const EFFORT_RATED: Which = ALL.test(&EFFORT);
const NPS_ANSWERED: Which = ALL.test(&ANSWER);
static BALANCES: (Which, Values) = (NPS_ANSWERED, Values::Points(push_balances));
/// The answers to the question of recommendation, 0 to 10.
pub(crate) const NPS_SCORES: Values = Values::Points(|facts, rows, points| {
    facts.ratings[Survey::Nps as usize].read(rows, points);
});
const BOTH_RATED: Which = ALL.test(&EFFORT).test(&RATING);

fn rated(conversations: &Conversations, row: usize, score: impl Fn(f64) -> bool) -> bool {
    let rating = conversations.facts.rating(row, Survey::Csat);
    rating.is_some_and(score)
}

fn csat_rows(facts: &Facts) -> Option<&Ranks> {
    facts.ratings[Survey::Csat as usize].rows()
}

/// Satisfaction.
pub(crate) const METRICS: &[Metric] = &[
    Metric::new("csat", "CSAT", Unit::Ratio, Up)
        .says(
            "H8, N4",
            "Ratings of 4 or 5 out of all satisfaction ratings.",
        )
        .needs(&[needs::RATING])
        .is(Quotient(Count(ALL.test(&GOOD_RATING)), Count(RATED))),
    Metric::new("csat_mean", "Mean CSAT", Unit::Score, Up)
        .says("H8, L10", "Mean satisfaction rating, 1 to 5.")
        .needs(&[needs::RATING])
        .is(Mean(
            RATED,
            Values::Points(|facts, rows, points| {
                facts.ratings[Survey::Csat as usize].read(rows, points);
            }),
        )),
    Metric::new("csat_top_rate", "Top ratings", Unit::Ratio, Up)
        .says("L10", "Ratings of 5 out of all satisfaction ratings.")
        .needs(&[needs::RATING])
        .is(Quotient(Count(ALL.test(&TOP_RATING)), Count(RATED))),
    Metric::new("csat_responses", "CSAT answers", Unit::Count, Up)
        .says("H8", "Conversations with a satisfaction rating.")
        .needs(&[needs::RATING])
        .is(Number(Count(RATED))),
    Metric::new("csat_response_rate", "CSAT response rate", Unit::Ratio, Up)
        .says(
            "H8",
            "Conversations with a satisfaction rating out of those that were asked for \
             one or gave one.",
        )
        .needs(&[needs::SURVEYED])
        .is(Quotient(Count(RATED), Count(ALL.test(&ASKED)))),
    Metric::new("complaints", "Complaints", Unit::Count, Down)
        .says("L10", "Satisfaction ratings of 2 or less.")
        .needs(&[needs::RATING])
        .is(Number(Count(ALL.test(&COMPLAINT)))),
    Metric::new("ces_mean", "Customer effort", Unit::Score, Up)
        .says("L14, N3", "Mean effort score, 1 to 5; more is easier.")
        .needs(&[needs::RATING])
        .is(Mean(
            EFFORT_RATED,
            Values::Points(|facts, rows, points| {
                facts.ratings[Survey::Ces as usize].read(rows, points);
            }),
        )),
    Metric::new("ces_responses", "Effort answers", Unit::Count, Up)
        .says("L14", "Conversations with an effort score.")
        .needs(&[needs::RATING])
        .is(Number(Count(EFFORT_RATED))),
    Metric::new(
        "ces_csat_correlation",
        "Effort and satisfaction",
        Unit::Correlation,
        Context,
    )
    .says(
        "L14",
        "Rank correlation of effort score and satisfaction rating, over conversations \
             with both; none for fewer than three.",
    )
    .needs(&[needs::RATING])
    .is(Own(Rows::Of(BOTH_RATED), ces_csat_correlation)),
    Metric::new("nps", "NPS", Unit::Score, Up)
        .says(
            "L11",
            "Share of promoters (9 or 10) less share of detractors (0 to 6) among the \
             answers, times 100.",
        )
        .needs(&[needs::RATING])
        .is(Own(Rows::Of(NPS_ANSWERED), nps))
        .mean_of(&BALANCES),
    Metric::new("nps_responses", "NPS answers", Unit::Count, Up)
        .says(
            "L11",
            "Conversations with an answer to the question of recommendation.",
        )
        .needs(&[needs::RATING])
        .is(Number(Count(NPS_ANSWERED))),
    Metric::new("sentiment_mean", "Sentiment", Unit::Score, Up)
        .says(
            "N11",
            "Mean sentiment of the customers' messages that have one, −1 to 1.",
        )
        .needs(&[needs::MESSAGE])
        .is(Mean(
            ALL,
            Values::Points(|facts, rows, points| facts.sentiments.read(rows, points)),
        )),
];

fn effort_and_satisfaction(facts: &Facts, row: usize) -> Option<(f64, f64)> {
    let effort = facts.rating(row, Survey::Ces)?;
    Some((effort, facts.rating(row, Survey::Csat)?))
}

/// Effort score and satisfaction rating of the conversations with both.
pub(crate) fn both_scores(scope: &Scope<'_>) -> Vec<(f64, f64)> {
    let facts = &scope.conversations.facts;
    let rows = scope.among(BOTH_RATED);
    let rows = rows.iter().map(|&row| row as usize);
    rows.filter_map(|row| effort_and_satisfaction(facts, row))
        .collect()
}

fn ces_csat_correlation(scope: &Scope<'_>) -> Computed {
    let pairs = both_scores(scope);
    Computed::of_n(spearman(&pairs), pairs.len())
}

fn nps(scope: &Scope<'_>) -> Computed {
    let mut balances = Vec::new();
    push_balances(&scope.conversations.facts, scope.rows, &mut balances);
    let n = balances.len();
    // Whole numbers: their sum is exact in whatever order.
    let balance: f64 = balances.into_iter().sum();
    Computed::of_n((n > 0).then(|| balance / n as f64), n)
}

/// What each answer adds to the balance of promoters and detractors, times
/// 100.
fn push_balances(facts: &Facts, rows: &[u32], balances: &mut Vec<f64>) {
    let from = balances.len();
    facts.ratings[Survey::Nps as usize].read(rows, balances);
    for balance in &mut balances[from..] {
        let promotes = i8::from(*balance >= PROMOTER);
        let detracts = i8::from(*balance <= DETRACTOR);
        *balance = 100.0 * f64::from(promotes - detracts);
    }
}
