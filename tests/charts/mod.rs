//! Odd figures of charts of a kind of their own, made from usual ones.

use chatgauge::report::{Figure, Value};

/// Everything counted becomes so many times as much.
pub(crate) fn multiply(figure: &mut Figure, factor: u64) {
    match figure {
        Figure::Funnel(funnel) => {
            for step in &mut funnel.steps {
                if let Value::Number(count) = &mut step.answer.value {
                    *count *= factor as f64;
                }
            }
        }
        Figure::Histogram(histogram) => {
            histogram
                .counts
                .iter_mut()
                .for_each(|count| *count *= factor);
            // Lines as near to the right edge as can be.
            histogram.answer.median = histogram.answer.median.map(|median| median * 1e9);
            histogram.answer.p90 = histogram.answer.p90.map(|p90| p90 * 1e9);
        }
        Figure::Cohorts(cohorts) => {
            cohorts.unknown *= factor;
            for row in &mut cohorts.rows {
                row.size *= factor;
                row.back.iter_mut().for_each(|back| *back *= factor);
            }
        }
        Figure::Load(load) => load.hours.iter_mut().for_each(|hour| {
            hour.due *= factor;
            hour.mean = hour.mean.map(|mean| mean * 1e9);
        }),
        Figure::Scatter(scatter) => scatter
            .counts
            .iter_mut()
            .flatten()
            .for_each(|count| *count *= factor),
        _ => {}
    }
}

/// Nothing was counted.
pub(crate) fn empty(figure: &mut Figure) {
    match figure {
        Figure::Funnel(funnel) => {
            for step in &mut funnel.steps {
                step.answer.value = Value::Number(0.0);
            }
        }
        Figure::Histogram(histogram) => {
            histogram.counts.clear();
            histogram.answer = Default::default();
        }
        Figure::Cohorts(cohorts) => cohorts.rows.clear(),
        Figure::Load(load) => load.hours.iter_mut().for_each(|hour| {
            hour.due = 0;
            (hour.mean, hour.agents) = (None, None);
        }),
        Figure::Scatter(scatter) => {
            scatter.counts.clear();
            scatter.answer = Default::default();
        }
        _ => {}
    }
}
