//! How many conversations several steps of a board hold: told while a person
//! chooses these steps on any of its charts over time.

use crate::report::figure::{Board, Figure};
use crate::view::format;
use crate::view::locale::Locale;
use crate::view::picture::HitRow;
use crate::view::text::export::export_of;

/// The metric whose run counts as a stack does.
const CONVERSATIONS: &str = "conversations";

/// The conversations of a board by step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Whether only engaged ones are counted.
    engaged: bool,
    /// Without any, the board has no chart that counts them.
    counts: Vec<u64>,
}

impl Counted {
    /// What a board's charts know: of all conversations if one of them counts
    /// all, else of engaged ones.
    pub fn of(board: &Board) -> Counted {
        let counted = board.figures.iter().filter_map(|figure| match figure {
            Figure::Stack(stack) => Some(Counted {
                engaged: stack.engaged,
                counts: stack.totals.clone(),
            }),
            Figure::Run(run) if run.metric == CONVERSATIONS => Some(Counted {
                engaged: false,
                counts: run
                    .values
                    .iter()
                    .map(|value| value.unwrap_or(0.0) as u64)
                    .collect(),
            }),
            _ => None,
        });
        counted
            .min_by_key(|counted| counted.engaged)
            .unwrap_or_default()
    }

    /// How many the steps from one to another hold, both included.
    pub fn row(&self, from: usize, to: usize, locale: &Locale) -> Option<HitRow> {
        let counts = self.counts.get(from..=to)?;
        let text = locale.text();
        let label = match self.engaged {
            true => export_of(locale.language).engaged,
            false => text.conversations,
        };
        Some(HitRow {
            swatch: None,
            label: label.into(),
            value: format::count(counts.iter().sum(), locale),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::base::time::{Bucket, Date, Period};
    use crate::report::figure::{Board, Context, Figure, RunFigure, StackFigure};
    use crate::view::counted::Counted;
    use crate::view::locale::Locale;

    fn board(figures: Vec<Figure>) -> Board {
        let today = Date::default();
        let period = Period {
            from: today,
            to: today,
        };
        let context = Context {
            period,
            previous: period,
            timezone: "UTC".to_owned(),
            span: None,
            today,
            bucket: Bucket::Day,
            steps: Vec::new(),
            currency: None,
            annotations: Vec::new(),
        };
        Board { context, figures }
    }

    fn stack(engaged: bool, totals: &[u64]) -> Figure {
        Figure::Stack(StackFigure {
            by: "channel".to_owned(),
            engaged,
            layers: Vec::new(),
            others: None,
            provisional: Vec::new(),
            totals: totals.to_vec(),
        })
    }

    fn says(figures: Vec<Figure>, from: usize, to: usize) -> Option<String> {
        let row = Counted::of(&board(figures)).row(from, to, &Locale::from_tag("en-GB"));
        row.map(|row| format!("{} {}", row.label, row.value))
    }

    #[test]
    fn steps_hold_what_the_charts_of_the_board_count() {
        let run = |values: &[f64]| {
            Figure::Run(RunFigure {
                metric: "conversations".to_owned(),
                values: values.iter().copied().map(Some).collect(),
                ..RunFigure::default()
            })
        };
        let engaged = || stack(true, &[1, 2, 3]);
        let all = "Conversations 1,050".to_owned();
        assert_eq!(
            says(vec![engaged(), stack(false, &[7, 1_000, 50])], 1, 2),
            Some(all.clone())
        );
        assert_eq!(
            says(vec![engaged(), run(&[7.0, 1_000.0, 50.0])], 1, 2),
            Some(all)
        );
        assert_eq!(
            says(vec![engaged()], 0, 2),
            Some("Engaged conversations 6".to_owned())
        );
        assert_eq!(says(vec![], 0, 0), None);
    }
}
