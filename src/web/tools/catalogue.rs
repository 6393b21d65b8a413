//! The list of every card and chart that there is, with what each means.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{Event, HtmlElement, HtmlInputElement};

use crate::base::needle::Needle;
use crate::metric;
use crate::metric::{FAMILIES, distribution};
use crate::report::figure::{Ask, HeatmapOf};
use crate::view;
use crate::view::chips::field_name;
use crate::view::explain::beside_heading;
use crate::view::layout::{self, Tile};
use crate::view::text::beside::beside_of;
use crate::view::text::charts;
use crate::view::text::fill;
use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::settings::entry::input;
use crate::web::stage::Stage;
use crate::web::tools::{ToolAction, words_of};

/// Charts and tables that are no metric's and no dimension's alone.
const WHOLE: [&str; 12] = [
    "stack",
    "heatmap",
    "agents",
    "themes",
    "themes.fallbacks",
    "impact.topic",
    "moved.ai_resolution_rate",
    "low_scores",
    "what_if",
    "cross.tag.agent",
    "cross.tag.priority",
    "cross.topic.channel",
];

/// A searchable list.
pub(crate) struct Catalogue {
    element: HtmlElement,
    search: HtmlInputElement,
    toggles: Vec<(String, HtmlElement)>,
    _listeners: Listeners,
}

/// One line of the list.
struct Entry {
    title: String,
    definition: String,
    /// The forms that it can have, by the names of the tiles.
    forms: Vec<(&'static str, String)>,
}

/// A group of lines while they are searched.
struct Group {
    element: HtmlElement,
    rows: Vec<(String, HtmlElement)>,
}

impl Catalogue {
    /// The list for data with these fields.
    pub(crate) fn new(stage: &Rc<Stage>, fields: &[String], tell: &Tell) -> Catalogue {
        let words = words_of(stage);
        let search = input("field", words.find);
        dom::attribute(&search, "type", "search");
        dom::attribute(&search, "placeholder", words.find);
        let list = dom::make("div", "catalogue");
        let none = dom::words("p", "hint", words.nothing);
        none.set_hidden(true);
        let element = dom::wrap("div", "", &[&search, &list, &none]);
        let mut catalogue = Catalogue {
            element,
            search: search.clone(),
            toggles: Vec::new(),
            _listeners: Listeners::default(),
        };
        let mut groups = Vec::new();
        for (title, entries) in entries(stage, fields) {
            let heading = dom::words("h3", "", title);
            let rows = dom::make("ul", "");
            let mut group = Group {
                element: dom::wrap("section", "", &[&heading, &rows]),
                rows: Vec::new(),
            };
            for entry in entries {
                let row = catalogue.row(&entry, stage, tell);
                dom::append(&rows, &[&row]);
                group
                    .rows
                    .push((format!("{} {}", entry.title, entry.definition), row));
            }
            dom::append(&list, &[&group.element]);
            groups.push(group);
        }
        let groups = RefCell::new(groups);
        catalogue
            ._listeners
            .on(&search.clone(), "input", move |_: Event| {
                let needle = Needle::new(search.value().trim());
                let mut any = false;
                for group in groups.borrow().iter() {
                    let mut found = false;
                    for (text, row) in &group.rows {
                        let fits = needle.find(text).is_some();
                        row.set_hidden(!fits);
                        found |= fits;
                    }
                    group.element.set_hidden(!found);
                    any |= found;
                }
                none.set_hidden(any);
            });
        catalogue
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Puts the keyboard where one searches.
    pub(crate) fn focus(&self) {
        dom::focus(&self.search)
    }

    /// Marks what is on the screen.
    pub(crate) fn show(&self, tiles: &[Tile]) {
        let names: Vec<String> = tiles.iter().map(Tile::name).collect();
        for (name, toggle) in &self.toggles {
            dom::truth(toggle, "aria-pressed", names.contains(name));
        }
    }

    fn row(&mut self, entry: &Entry, stage: &Stage, tell: &Tell) -> HtmlElement {
        let words = words_of(stage);
        let title = dom::words("b", "", &entry.title);
        let definition = dom::words("p", "", &entry.definition);
        let text = dom::wrap("div", "entry", &[&title, &definition]);
        let forms = dom::make("div", "switch");
        for (form, name) in &entry.forms {
            let toggle = dom::button("", form);
            let label = fill(words.form_of, &[("form", form), ("title", &entry.title)]);
            dom::attribute(&toggle, "aria-label", &label);
            let (tell, own) = (tell.clone(), name.clone());
            self._listeners.on(&toggle, "click", move |_: Event| {
                tell(Action::Tools(ToolAction::Toggle(own.clone())));
            });
            dom::append(&forms, &[&toggle]);
            self.toggles.push((name.clone(), toggle));
        }
        dom::wrap("li", "", &[&text, &forms])
    }
}

/// Everything there is, by group.
fn entries(stage: &Stage, fields: &[String]) -> Vec<(&'static str, Vec<Entry>)> {
    let words = words_of(stage);
    let locale = stage.look().locale;
    let whole = WHOLE.iter().filter_map(|name| {
        let tile = Tile::named(name)?;
        let definition = match &tile.ask {
            Ask::Stack { .. } => locale.text().stack.explanation.to_owned(),
            Ask::Heatmap { .. } => locale.text().heatmap_engaged.explanation.to_owned(),
            ask => view::explain::named(ask, &locale)?.1,
        };
        Some(Entry {
            title: title_of(&tile, stage),
            definition,
            forms: vec![(words.show, (*name).to_owned())],
        })
    });
    let dimensions = fields.iter().map(|field| {
        let by = locale.text().dimension_word(field);
        Entry {
            title: field_name(field, &locale),
            definition: fill(words.by, &[("by", &by)]),
            forms: vec![
                (words.bars, format!("bars.{field}")),
                (words.share, format!("share.{field}")),
            ],
        }
    });
    let families = FAMILIES.iter().zip(words.families).map(|(family, name)| {
        let metrics = family.1.iter().map(|metric| Entry {
            title: metric.about.title.to_owned(),
            definition: metric.about.definition.to_owned(),
            forms: {
                let id = metric.about.id;
                let mut forms = vec![
                    (words.card, id.to_owned()),
                    (words.line, format!("line.{id}")),
                ];
                let spread = distribution::find(id);
                forms.extend(spread.map(|_| (words.spread, format!("hist.{id}"))));
                forms
            },
        });
        (name, metrics.collect())
    });
    let charts: Vec<Entry> = whole.into_iter().chain(apart(stage)).collect();
    let mut groups = vec![(words.charts, charts)];
    groups.extend(families);
    groups.push((words.dimensions, dimensions.collect()));
    groups
}

/// Charts and tables that are of no metric and no dimension.
fn apart(stage: &Stage) -> Vec<Entry> {
    let (words, language) = (words_of(stage), stage.look().locale.language);
    let tables = ["scorecard", "fell_short", "moved_most", "notes", "arms"];
    let names = layout::OWN.into_iter().chain(tables);
    let entries = names.filter_map(|name| {
        let ask = &Tile::named(name)?.ask;
        let of_table = || {
            let heading = beside_heading(ask, beside_of(language))?;
            Some((heading.title.to_owned(), heading.explanation.to_owned()))
        };
        let (title, definition) = charts::heading(ask, language).or_else(of_table)?;
        Some(Entry {
            title,
            definition,
            forms: vec![(words.show, name.to_owned())],
        })
    });
    entries.collect()
}

/// What a card or chart is called.
pub(crate) fn title_of(tile: &Tile, stage: &Stage) -> String {
    let locale = stage.look().locale;
    let text = locale.text();
    let of = |id: &str| {
        metric::find(id)
            .map_or(id, |metric| metric.about.title)
            .to_owned()
    };
    match &tile.ask {
        Ask::Card { metric } => of(metric),
        Ask::Run { metric } => fill(
            words_of(stage).form_of,
            &[("form", words_of(stage).line), ("title", &of(metric))],
        ),
        Ask::Stack { .. } => text.stack.title.to_owned(),
        Ask::Counts { by, .. } => text.dimension_title(by),
        Ask::Heatmap {
            of: HeatmapOf::Engaged,
        } => text.heatmap_engaged.title.to_owned(),
        Ask::Heatmap {
            of: HeatmapOf::Handoffs,
        } => text.heatmap_handoffs.title.to_owned(),
        ask => {
            let of_charts = || charts::heading(ask, locale.language);
            let named = view::explain::named(ask, &locale).or_else(of_charts);
            named.map_or_else(String::new, |named| named.0)
        }
    }
}
