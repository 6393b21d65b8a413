//! The layers of a stack as they are drawn: those that have a colour of their
//! own, and the tail in one.

use std::rc::Rc;

use crate::report::figure::StackFigure;
use crate::view::chips::value_name;
use crate::view::format;
use crate::view::palette::{self, OWN_COLORS, Paint};
use crate::view::picture::Target;
use crate::view::scene::Scene;
use crate::view::text::fill;

/// One layer as it is drawn.
pub(crate) struct Part {
    pub(crate) name: Rc<str>,
    pub(crate) paint: Paint,
    /// One a step.
    pub(crate) counts: Vec<u64>,
    /// Whether it counts as many conversations as have one of its values.
    opens: bool,
}

/// The layers as they are drawn: those without a colour of their own in one.
pub(crate) struct Series {
    /// From the bottom.
    pub(crate) parts: Vec<Part>,
    /// One a step.
    pub(crate) totals: Vec<u64>,
}

/// Which layers each part of a stack is made of, from the bottom: one each,
/// but for the last part, which may be made of the tail. The layer past those
/// of values is that of the other values.
pub(crate) fn parts(figure: &StackFigure) -> Vec<Vec<usize>> {
    let (own, rest) = folded(figure);
    let mut parts: Vec<Vec<usize>> = own.into_iter().map(|layer| vec![layer]).collect();
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}

/// The layers that have a colour of their own, and the tail.
fn folded(figure: &StackFigure) -> (Vec<usize>, Vec<usize>) {
    let too_many = figure.depth() > OWN_COLORS + 1;
    // "No value" has the colour of "other", so next to that it joins it.
    let named = |index: usize| (figure.layers.get(index)).is_some_and(|layer| layer.key.is_some());
    let stands = |index: &usize| !too_many || (*index < OWN_COLORS && named(*index));
    (0..figure.depth()).partition(stands)
}

impl Series {
    pub(crate) fn of(figure: &StackFigure, scene: &Scene<'_>) -> Series {
        let steps = scene.context.steps.len();
        let text = scene.text();
        let (own, rest) = folded(figure);
        let mut parts: Vec<Part> = Vec::with_capacity(own.len() + 1);
        for index in own {
            let layer = &figure.layers[index];
            let key = layer.key.as_deref();
            let mut counts = layer.counts.clone();
            counts.resize(steps, 0);
            parts.push(Part {
                name: value_name(&figure.by, key, scene.locale).into(),
                paint: palette::paint(scene.theme, &figure.by, key, parts.len()),
                counts,
                opens: true,
            });
        }
        if !rest.is_empty() {
            let mut sums = vec![0; steps];
            for index in &rest {
                for (sum, count) in sums.iter_mut().zip(figure.counts(*index)) {
                    *sum += count;
                }
            }
            let others = figure.others.as_ref().map_or(0, |others| others.values - 1);
            let values = rest.len() as u64 + others;
            let count = format::count(values, scene.locale);
            let form = text.more.form(values, scene.locale.language);
            parts.push(Part {
                name: fill(form, &[("count", &count)]).into(),
                paint: palette::other(scene.theme),
                counts: sums,
                opens: rest.len() == 1 || figure.is_partition(),
            });
        }
        let totals = (0..steps)
            .map(|step| parts.iter().map(|part| part.counts[step]).sum())
            .collect();
        Series { parts, totals }
    }

    /// What a part opens, in one step or in all of them.
    pub(crate) fn target(&self, part: usize, step: Option<usize>) -> Option<Target> {
        let opens = self.parts[part].opens;
        opens.then_some(Target::Part { step, part })
    }

    /// The highest bar.
    pub(crate) fn peak(&self) -> u64 {
        self.totals.iter().copied().max().unwrap_or(0)
    }
}
