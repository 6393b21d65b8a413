//! Settings by name: credit for orders by channel, targets by metric.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement, HtmlSelectElement};

use crate::base::letters::lower_text;
use crate::metric;
use crate::metric::Unit;
use crate::settings::Plain;
use crate::view::text::fill;
use crate::web::dom::{self, Listeners};
use crate::web::settings::edit::{Bench, Edit, number, typing};
use crate::web::settings::entry::{Control, focus_in, hide, input, number_input};
use crate::web::switch::Switch;

/// The channels without an entry of their own.
const OTHERS: &str = "*";

/// A whole, as a percentage shows it.
const PERCENT: f64 = 100.0;

/// So finely are percentages shown that none of them is changed by it.
const FINEST: f64 = 1e9;

/// Which setting it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Credit for orders, by channel.
    Attribution,
    /// Target ranges, by metric.
    Targets,
}

impl Kind {
    fn key(self) -> &'static str {
        match self {
            Kind::Attribution => "attribution",
            Kind::Targets => "targets",
        }
    }
}

/// The table.
pub(super) struct Table {
    kind: Kind,
    bench: Rc<Bench>,
    default: Plain,
    element: HtmlElement,
    body: HtmlElement,
    adder: HtmlElement,
    rows: Vec<Row>,
    adding: Listeners,
}

/// One entry.
struct Row {
    name: String,
    element: HtmlElement,
    foot: HtmlElement,
    told: Option<HtmlElement>,
    cells: Rc<Cells>,
    _listeners: Listeners,
}

/// What an entry is typed into.
enum Cells {
    Credit {
        touch: Switch,
        touched: Rc<Cell<usize>>,
        hours: HtmlInputElement,
        options: [(&'static str, &'static str); 2],
    },
    Range {
        ends: [HtmlInputElement; 2],
        scale: f64,
    },
}

/// The ends of a range in the settings object.
const ENDS: [&str; 2] = ["min", "max"];

impl Table {
    /// A table without rows. Entries of `default` can be set back, others
    /// removed.
    pub(super) fn new(bench: &Rc<Bench>, kind: Kind, default: &Plain) -> Table {
        let words = &bench.words().table;
        let titles = match kind {
            Kind::Attribution => [words.channel, words.touch, words.window],
            Kind::Targets => [words.metric, words.least, words.most],
        };
        let head = dom::make("tr", "");
        for title in titles {
            let cell = dom::words("th", "", title);
            dom::attribute(&cell, "scope", "col");
            dom::append(&head, &[&cell]);
        }
        let head = dom::wrap("thead", "", &[&head]);
        let body = dom::make("tbody", "");
        let class = match kind {
            Kind::Attribution => "entries credit",
            Kind::Targets => "entries",
        };
        let table = dom::wrap("table", class, &[&head, &body]);
        let adder = dom::make("div", "adder");
        let element = dom::wrap("div", "", &[&table, &adder]);
        let mut whole = Table {
            kind,
            bench: bench.clone(),
            default: default.clone(),
            element,
            body,
            adder,
            rows: Vec::new(),
            adding: Listeners::default(),
        };
        whole.offer();
        whole
    }

    /// Makes what a row is added with.
    fn offer(&mut self) {
        dom::empty(&self.adder);
        self.adding = Listeners::default();
        let words = &self.bench.words().table;
        let (bench, key) = (self.bench.clone(), self.kind.key());
        let add = move |name: &str, entry: Plain| {
            let value = Plain::object([(name, entry)]);
            bench.send(Edit::Lay { key, value });
        };
        let button: HtmlElement;
        match self.kind {
            Kind::Attribution => {
                button = dom::button("button", words.add_channel);
                let name = input("field", words.channel);
                name.set_placeholder(words.channel_example);
                dom::append(&self.adder, &[&name, &button]);
                let like = self.default.at(OTHERS).clone();
                self.adding.on(&button, "click", move |_: Event| {
                    let typed = lower_text(name.value().trim());
                    if typed.is_empty() {
                        // Where it cannot be focused it is in sight anyway.
                        dom::focus(&name);
                    } else {
                        name.set_value("");
                        add(&typed, like.clone());
                    }
                })
            }
            Kind::Targets => {
                button = dom::button("button", words.add_target);
                let choice: HtmlSelectElement = dom::make("select", "field").unchecked_into();
                dom::attribute(&choice, "aria-label", words.metric);
                for metric in metric::catalogue() {
                    let about = &metric.about;
                    if !self.rows.iter().any(|row| row.name == about.id) {
                        let option = dom::words("option", "", about.title);
                        dom::attribute(&option, "value", about.id);
                        dom::append(&choice, &[&option]);
                    }
                }
                dom::append(&self.adder, &[&choice, &button]);
                self.adding.on(&button, "click", move |_: Event| {
                    add(&choice.value(), Plain::object([]));
                })
            }
        }
    }

    fn add_row(&mut self, name: &str) -> HtmlElement {
        let row = Row::new(&self.bench, self.kind, name, self.default.at(name));
        let place = self.rows.partition_point(|other| other.rank() < row.rank());
        let next = self.rows.get(place).map(|next| &*next.element);
        dom::put_before(&self.body, &row.element, next.map(AsRef::as_ref));
        let element = row.element.clone();
        self.rows.insert(place, row);
        element
    }
}

impl Control for Table {
    fn element(&self) -> &HtmlElement {
        &self.element
    }

    fn is_broad(&self) -> bool {
        true
    }

    fn show(&mut self, value: &Plain) {
        let before = self.rows.len();
        let adding = dom::holds_focus(&self.adder);
        let mut focus = None;
        self.rows.retain(|row| {
            let stays = *value.at(&row.name) != Plain::Null;
            if !stays {
                if dom::holds_focus(&row.element) {
                    focus = Some(self.adder.clone());
                }
                row.element.remove();
            }
            stays
        });
        let mut structure = self.rows.len() != before;
        for (name, _) in value.fields() {
            if !self.rows.iter().any(|row| row.name == name) {
                let row = self.add_row(name);
                focus = adding.then_some(row).or(focus);
                structure = true;
            }
        }
        for row in &self.rows {
            row.show(value.at(&row.name), self.default.at(&row.name), &self.bench);
        }
        if structure && self.kind == Kind::Targets {
            self.offer();
        }
        if let Some(around) = focus {
            focus_in(&around);
        }
    }
}

impl Row {
    fn new(bench: &Rc<Bench>, kind: Kind, name: &str, default: &Plain) -> Row {
        let words = bench.words();
        let title = title(bench, kind, name);
        let label = |column: &str| fill(words.table.cell, &[("row", &title), ("column", column)]);
        let mut listeners = Listeners::default();
        let heading = dom::words("th", "", &title);
        dom::attribute(&heading, "scope", "row");
        let element = dom::wrap("tr", "", &[&heading]);
        dom::attribute(&element, "data-entry", name);
        let cells = match kind {
            Kind::Attribution => credit(bench, name, &label, &element),
            Kind::Targets => range(bench, name, &label, &element),
        };
        let key = kind.key();
        for input in cells.inputs() {
            let (bench, cells, name) = (bench.clone(), cells.clone(), name.to_owned());
            listeners.on(input, "change", move |_: Event| {
                let value = Plain::object([(name.as_str(), cells.value(&bench))]);
                bench.send(Edit::Lay { key, value });
            });
        }
        let known = *default != Plain::Null;
        let button: HtmlElement = match known {
            true => dom::button("back", words.back),
            false => dom::button("back", words.table.take_away),
        };
        let says = if known {
            words.back_of
        } else {
            words.table.remove
        };
        dom::attribute(&button, "aria-label", &fill(says, &[("name", &title)]));
        let (heard, entry) = (bench.clone(), name.to_owned());
        listeners.on(&button, "click", move |_: Event| {
            let entry = Some(entry.clone());
            heard.send(Edit::Back { key, entry });
        });
        let told = dom::make("span", "");
        let foot = dom::wrap("div", "setting-foot", &[&told, &button]);
        dom::append(&heading, &[&foot]);
        Row {
            name: name.to_owned(),
            element,
            foot,
            told: known.then_some(told),
            cells,
            _listeners: listeners,
        }
    }

    /// Where it stands: all others last.
    fn rank(&self) -> (bool, &str) {
        (self.name == OTHERS, &self.name)
    }

    fn show(&self, value: &Plain, default: &Plain, bench: &Bench) {
        if self.cells.value(bench) != *value {
            self.cells.show(value, bench);
        }
        let Some(told) = &self.told else {
            return;
        };
        let changed = value != default;
        dom::toggle(&self.element, "changed", changed);
        let default = self.cells.told(default, bench);
        let default = fill(bench.words().default, &[("value", &default)]);
        dom::say(told, &default);
        hide(&self.foot, !changed, &self.element)
    }
}

/// What an entry is called.
fn title(bench: &Bench, kind: Kind, name: &str) -> String {
    match kind {
        Kind::Attribution if name == OTHERS => bench.words().table.other_channels.to_owned(),
        Kind::Attribution => bench.locale().text().value_name("channel", Some(name)),
        Kind::Targets => metric::find(name)
            .map_or(name, |metric| metric.about.title)
            .to_owned(),
    }
}

fn credit(
    bench: &Rc<Bench>,
    name: &str,
    label: &dyn Fn(&str) -> String,
    row: &HtmlElement,
) -> Rc<Cells> {
    let words = &bench.words().table;
    let options = words.touches;
    let hours = number_input(&label(words.window));
    let touched = Rc::new(Cell::new(0));
    let (heard, chosen, typed, name) = (
        bench.clone(),
        touched.clone(),
        hours.clone(),
        name.to_owned(),
    );
    let touch = Switch::new(
        &label(words.touch),
        &options.map(|option| option.1),
        move |index| {
            chosen.set(index);
            let value = credit_value(options[index].0, &typed, &heard);
            heard.send(Edit::Lay {
                key: Kind::Attribution.key(),
                value: Plain::object([(name.as_str(), value)]),
            });
        },
    );
    let unit = dom::words("span", "unit", bench.locale().text().hours);
    let window = dom::wrap("div", "line", &[&hours, &unit]);
    dom::append(
        row,
        &[
            &dom::wrap("td", "", &[touch.element()]),
            &dom::wrap("td", "", &[&window]),
        ],
    );
    Rc::new(Cells::Credit {
        touch,
        touched,
        hours,
        options,
    })
}

fn credit_value(touch: &str, hours: &HtmlInputElement, bench: &Bench) -> Plain {
    Plain::object([
        ("touch", touch.into()),
        ("window_hours", number(&hours.value(), &bench.locale())),
    ])
}

fn range(bench: &Bench, id: &str, label: &dyn Fn(&str) -> String, row: &HtmlElement) -> Rc<Cells> {
    let words = &bench.words().table;
    let text = bench.locale().text();
    let (unit, scale) = match metric::find(id).map(|metric| metric.about.unit) {
        Some(Unit::Ratio) => ("%", PERCENT),
        Some(Unit::Seconds) => (text.seconds, 1.0),
        Some(Unit::Hours) => (text.hours, 1.0),
        _ => ("", 1.0),
    };
    let ends = [
        number_input(&label(words.least)),
        number_input(&label(words.most)),
    ];
    for end in &ends {
        end.set_placeholder(text.undefined);
        let unit = dom::words("span", "unit", unit);
        let line = dom::wrap("div", "line", &[end, &unit]);
        dom::append(row, &[&dom::wrap("td", "", &[&line])]);
    }
    Rc::new(Cells::Range { ends, scale })
}

impl Cells {
    fn inputs(&self) -> Vec<&HtmlInputElement> {
        match self {
            Cells::Credit { hours, .. } => vec![hours],
            Cells::Range { ends, .. } => ends.iter().collect(),
        }
    }

    /// What is typed, as the settings object has it.
    fn value(&self, bench: &Bench) -> Plain {
        match self {
            Cells::Credit {
                touched,
                hours,
                options,
                ..
            } => credit_value(options[touched.get()].0, hours, bench),
            Cells::Range { ends, scale } => {
                let typed = ends.each_ref().map(HtmlInputElement::value);
                let given = ENDS.into_iter().zip(&typed);
                let given = given.filter(|(_, text)| !text.trim().is_empty());
                Plain::object(given.map(|(name, text)| {
                    let end = match number(text, &bench.locale()) {
                        Plain::Number(end) => Plain::Number(end / scale),
                        other => other,
                    };
                    (name, end)
                }))
            }
        }
    }

    fn show(&self, value: &Plain, bench: &Bench) {
        match self {
            Cells::Credit {
                touch,
                touched,
                hours,
                options,
            } => {
                let name = value.at("touch").text();
                let place = options.iter().position(|option| option.0 == name);
                touched.set(place.unwrap_or_default());
                touch.set(touched.get());
                hours.set_value(&typing(value.at("window_hours"), &bench.locale()));
            }
            Cells::Range { ends, scale } => {
                for (name, input) in ENDS.into_iter().zip(ends) {
                    input.set_value(&end(value.at(name), *scale, bench));
                }
            }
        }
    }

    /// An entry in words.
    fn told(&self, value: &Plain, bench: &Bench) -> String {
        match self {
            Cells::Credit { options, .. } => {
                let name = value.at("touch").text();
                let touch = options.iter().find(|option| option.0 == name);
                let hours = typing(value.at("window_hours"), &bench.locale());
                let unit = bench.locale().text().hours;
                format!("{}, {hours} {unit}", touch.map_or(name, |option| option.1))
            }
            Cells::Range { scale, .. } => {
                let [min, max] = ENDS.map(|name| end(value.at(name), *scale, bench));
                match (min.as_str(), max.as_str()) {
                    ("", "") => bench.locale().text().undefined.to_owned(),
                    (min, "") => format!("≥ {min}"),
                    ("", max) => format!("≤ {max}"),
                    (min, max) => format!("{min} – {max}"),
                }
            }
        }
    }
}

/// One end of a range as one types it.
fn end(value: &Plain, scale: f64, bench: &Bench) -> String {
    let shown = match value {
        Plain::Number(number) => Plain::Number((number * scale * FINEST).round() / FINEST),
        other => other.clone(),
    };
    typing(&shown, &bench.locale())
}
