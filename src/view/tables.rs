//! Tables by their names in links, and what else one could look at in the
//! place of a chart or table that is about something chosen.

use crate::metric::distribution::ALL_OF_THEM;
use crate::metric::{self, How};
use crate::report::figure::Ask;
use crate::report::themes::{Edits, Of};
use crate::view::layout::Tile;
use crate::view::locale::Locale;
use crate::view::text::tables::tables_of;

/// A choice that leads to other tiles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is chosen.
    pub label: String,
    /// Names of tiles, with what is chosen by each.
    pub options: Vec<(String, String)>,
}

/// The table of a name.
pub(crate) fn named(name: &str) -> Option<Ask> {
    let themes = |of: Of| Ask::Themes {
        of,
        edits: Edits::default(),
    };
    Some(match name.split_once('.') {
        None if name == "agents" => Ask::Agents,
        None if name == "themes" => themes(Of::First),
        None if name == "low_scores" => Ask::LowScores,
        None if name == "what_if" => Ask::WhatIf,
        Some(("themes", "fallbacks")) => themes(Of::BeforeFallback),
        Some(("impact", by)) if !by.is_empty() => Ask::Impact { by: by.to_owned() },
        Some(("moved", id)) => Ask::Moved {
            metric: metric::find(id)?.about.id.to_owned(),
        },
        Some(("cross", rest)) => {
            // By itself a dimension tells nothing more.
            let named =
                |(by, across): &(&str, &str)| !by.is_empty() && !across.is_empty() && by != across;
            let (by, across) = rest.split_once('.').filter(named)?;
            Ask::Cross {
                by: by.to_owned(),
                across: across.to_owned(),
            }
        }
        _ => return None,
    })
}

/// The name of a table; empty of what is none.
pub(crate) fn name(ask: &Ask) -> String {
    match ask {
        Ask::Agents => "agents".to_owned(),
        Ask::LowScores => "low_scores".to_owned(),
        Ask::WhatIf => "what_if".to_owned(),
        Ask::Themes { of: Of::First, .. } => "themes".to_owned(),
        Ask::Themes { .. } => "themes.fallbacks".to_owned(),
        Ask::Impact { by } => format!("impact.{by}"),
        Ask::Urgent { by } => format!("urgent.{by}"),
        Ask::Moved { metric } => format!("moved.{metric}"),
        Ask::Cross { by, across } => format!("cross.{by}.{across}"),
        _ => String::new(),
    }
}

/// What else could stand in the place of a tile, for data with these fields:
/// another metric, or another dimension.
pub fn choices(tile: &Tile, fields: &[String], locale: &Locale) -> Vec<Choice> {
    let words = tables_of(locale.language);
    let metrics = |all: bool, name: &dyn Fn(&str) -> String| {
        let metrics = metric::catalogue().iter();
        let metrics = metrics.filter(|metric| all || metric.how() != How::Whole);
        Choice {
            label: words.choose_metric.to_owned(),
            options: metrics
                .map(|metric| (name(metric.about.id), metric.about.title.to_owned()))
                .collect(),
        }
    };
    let dimensions = |label: &str, name: &dyn Fn(&str) -> String| {
        let named = fields.iter().map(|field| (name(field), field));
        let named = named.filter(|(name, _)| Tile::named(name).is_some());
        Choice {
            label: label.to_owned(),
            options: named
                .map(|(name, field)| (name, locale.text().dimension_name(field)))
                .collect(),
        }
    };
    match &tile.ask {
        Ask::Run { .. } => vec![metrics(true, &|id| format!("line.{id}"))],
        Ask::Moved { .. } => vec![metrics(false, &|id| format!("moved.{id}"))],
        Ask::Split { metric, by } => vec![
            metrics(true, &|id| format!("split.{id}.{by}")),
            dimensions(words.choose_by, &|by| format!("split.{metric}.{by}")),
        ],
        Ask::Urgent { .. } => vec![dimensions(words.choose_by, &|by| format!("urgent.{by}"))],
        Ask::Histogram { .. } => vec![Choice {
            label: words.choose_metric.to_owned(),
            options: ALL_OF_THEM
                .iter()
                .map(|known| (format!("hist.{}", known.metric), known.title().to_owned()))
                .collect(),
        }],
        Ask::Impact { .. } => vec![dimensions(words.choose_by, &|by| format!("impact.{by}"))],
        Ask::Cross { by, across } => vec![
            dimensions(words.choose_lines, &|by| format!("cross.{by}.{across}")),
            dimensions(words.choose_columns, &|across| {
                format!("cross.{by}.{across}")
            }),
        ],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::view::layout::Tile;
    use crate::view::locale::Locale;
    use crate::view::tables::choices;

    #[test]
    fn every_choice_leads_to_a_tile_and_one_is_the_present_one() {
        let fields = ["topic", "plan.of"].map(str::to_owned);
        let locale = Locale::from_tag("en");
        for (name, count) in [
            ("line.csat", 1),
            ("moved.csat", 1),
            ("split.csat.plan.of", 2),
            ("impact.topic", 1),
            ("urgent.topic", 1),
            ("hist.nps", 1),
            ("cross.topic.plan.of", 2),
            ("agents", 0),
            ("csat", 0),
        ] {
            let tile = Tile::named(name).unwrap();
            let choices = choices(&tile, &fields, &locale);
            assert_eq!(choices.len(), count, "{name}");
            for choice in choices {
                assert!(
                    choice.options.iter().any(|option| option.0 == name),
                    "{name}"
                );
                for (option, _) in choice.options {
                    assert_eq!(Tile::named(&option).unwrap().name(), option);
                }
            }
        }
    }
}
