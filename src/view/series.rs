//! The layers of a stack as they are drawn: those that have a colour of their
//! own, and the tail in one.

use std::rc::Rc;

use crate::report::figure::{Layer, StackFigure};
use crate::view::format;
use crate::view::palette::{self, OWN_COLORS, Paint};
use crate::view::scene::Scene;
use crate::view::text::fill;

/// One layer as it is drawn.
pub(crate) struct Part {
    pub(crate) name: Rc<str>,
    pub(crate) paint: Paint,
    /// One a step.
    pub(crate) counts: Vec<u64>,
}

/// The layers as they are drawn: those without a colour of their own in one.
pub(crate) struct Series {
    /// From the bottom.
    pub(crate) parts: Vec<Part>,
    /// One a step.
    pub(crate) totals: Vec<u64>,
}

impl Series {
    pub(crate) fn of(figure: &StackFigure, scene: &Scene<'_>) -> Series {
        let steps = figure.steps.len();
        let text = scene.text();
        let too_many = figure.layers.len() > OWN_COLORS + 1;
        let own = if too_many {
            OWN_COLORS
        } else {
            figure.layers.len()
        };
        // "No value" has the colour of "other", so next to that it joins it.
        let joins = |index: usize, layer: &Layer| index >= own || (too_many && layer.key.is_none());
        let mut parts = Vec::new();
        let mut rest = (0, vec![0; steps]);
        for (index, layer) in figure.layers.iter().enumerate() {
            if joins(index, layer) {
                rest.0 += 1;
                for (sum, count) in rest.1.iter_mut().zip(&layer.counts) {
                    *sum += count;
                }
                continue;
            }
            let key = layer.key.as_deref();
            let mut counts = layer.counts.clone();
            counts.resize(steps, 0);
            parts.push(Part {
                name: text.value_name(&figure.by, key).into(),
                paint: palette::paint(scene.theme, &figure.by, key, parts.len()),
                counts,
            });
        }
        if rest.0 > 0 {
            let count = format::count(rest.0, scene.locale);
            let form = text.more.form(rest.0, scene.locale.language);
            parts.push(Part {
                name: fill(form, &[("count", &count)]).into(),
                paint: palette::other(scene.theme),
                counts: rest.1,
            });
        }
        let totals = (0..steps)
            .map(|step| parts.iter().map(|part| part.counts[step]).sum())
            .collect();
        Series { parts, totals }
    }

    /// The highest bar.
    pub(crate) fn peak(&self) -> u64 {
        self.totals.iter().copied().max().unwrap_or(0)
    }
}
