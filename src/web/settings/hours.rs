//! Opening hours: a week, holidays and a zone.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

use crate::settings::{DAYS, Plain};
use crate::view::format;
use crate::view::text::fill;
use crate::web::dom::{self, Listeners};
use crate::web::settings::edit::{Bench, Edit};
use crate::web::settings::entry::{Control, input, lines_of, show_lines, text_area, zones};
use crate::web::switch::Switch;

const KEY: &str = "business_hours";

/// Days that have hours when a schedule is first wanted: Monday to Friday.
const WORKING_DAYS: usize = 5;

/// The control.
pub(super) struct Hours {
    element: HtmlElement,
    switch: Switch,
    schedule: HtmlElement,
    week: Rc<Week>,
    _listeners: Listeners,
}

/// The schedule as it stands on the screen.
struct Week {
    bench: Rc<Bench>,
    days: Vec<Day>,
    holidays: HtmlTextAreaElement,
    zone: HtmlInputElement,
}

struct Day {
    name: &'static str,
    list: HtmlElement,
    intervals: RefCell<Vec<Rc<Interval>>>,
}

struct Interval {
    element: HtmlElement,
    ends: [HtmlInputElement; 2],
    listeners: RefCell<Listeners>,
}

impl Hours {
    /// All hours count.
    pub(super) fn new(bench: &Rc<Bench>) -> Hours {
        let words = &bench.words().form;
        let heard = bench.clone();
        let switch = Switch::new(words.hours[1], &words.hours, move |index| {
            heard.send(match index {
                0 => Edit::Back {
                    key: KEY,
                    entry: None,
                },
                _ => Edit::Lay {
                    key: KEY,
                    value: usual(words.usual_hours),
                },
            });
        });
        let schedule = dom::make("div", "schedule");
        let mut listeners = Listeners::default();
        let week = Week::new(bench, &schedule, &mut listeners);
        let element = dom::wrap("div", "hours", &[switch.element(), &schedule]);
        Hours {
            element,
            switch,
            schedule,
            week,
            _listeners: listeners,
        }
    }
}

/// Working days with the usual hours.
fn usual([opens, closes]: [&str; 2]) -> Plain {
    let hours = Plain::List(vec![Plain::List(vec![opens.into(), closes.into()])]);
    let days = DAYS.into_iter().take(WORKING_DAYS);
    let weekly = Plain::object(days.map(|day| (day, hours.clone())));
    Plain::object([("weekly", weekly)])
}

impl Control for Hours {
    fn element(&self) -> &HtmlElement {
        &self.element
    }

    fn is_broad(&self) -> bool {
        true
    }

    fn show(&mut self, value: &Plain) {
        let set = *value != Plain::Null;
        self.switch.set(usize::from(set));
        self.schedule.set_hidden(!set);
        self.week.show(value)
    }
}

impl Week {
    fn new(bench: &Rc<Bench>, around: &HtmlElement, listeners: &mut Listeners) -> Rc<Week> {
        let words = &bench.words().form;
        let holidays = text_area("");
        holidays.set_placeholder(words.holidays_example);
        let zone = input("field", "");
        zone.set_placeholder(words.zone_unset);
        dom::attribute(&holidays, "data-entry", "holidays");
        dom::attribute(&zone, "data-entry", "timezone");
        let mut days = Vec::new();
        let mut adders = Vec::new();
        for (index, name) in DAYS.into_iter().enumerate() {
            let title = format::weekday(index, &bench.locale());
            let label = dom::words("span", "day", title);
            let list = dom::make("div", "intervals");
            dom::attribute(&list, "data-closed", words.closed);
            dom::attribute(&list, "data-entry", name);
            let add: HtmlElement = dom::button("add", "");
            let says = fill(words.add_hours, &[("day", title)]);
            dom::attribute(&add, "aria-label", &says);
            add.set_title(&says);
            dom::append(
                around,
                &[&dom::wrap("div", "weekday", &[&label, &list, &add])],
            );
            days.push(Day {
                name,
                list,
                intervals: RefCell::default(),
            });
            adders.push(add);
        }
        let labelled = |text: &str, control: &HtmlElement| -> HtmlElement {
            dom::wrap("label", "", &[&dom::words("span", "", text), control])
        };
        let zone_label = labelled(words.zone, &zone);
        zones(&zone_label, &zone, "opening-zones");
        dom::append(around, &[&labelled(words.holidays, &holidays), &zone_label]);
        let week = Rc::new(Week {
            bench: bench.clone(),
            days,
            holidays,
            zone,
        });
        for control in [week.holidays.as_ref(), week.zone.as_ref()] {
            let heard = week.clone();
            let control: &HtmlElement = control;
            listeners.on(control, "change", move |_: Event| heard.send());
        }
        for (index, add) in adders.iter().enumerate() {
            let heard = week.clone();
            listeners.on(add, "click", move |_: Event| {
                heard.add(index);
            });
        }
        week
    }

    /// What stands there, as the settings object has it.
    fn value(&self) -> Plain {
        let days = self.days.iter().filter_map(|day| {
            let intervals = day.intervals.borrow();
            let ends = intervals.iter().map(|interval| interval.value());
            let ends: Vec<Plain> = ends.flatten().collect();
            (!ends.is_empty()).then_some((day.name, Plain::List(ends)))
        });
        let mut fields = vec![
            ("weekly", Plain::object(days)),
            ("holidays", lines_of(&self.holidays)),
        ];
        let zone = self.zone.value();
        if !zone.trim().is_empty() {
            fields.push(("timezone", zone.trim().into()));
        }
        Plain::object(fields)
    }

    /// Sends the schedule, once no interval is half typed.
    fn send(&self) {
        let mut days = self.days.iter();
        if days.any(|day| day.intervals.borrow().iter().any(|one| one.is_half())) {
            return;
        }
        let value = self.value();
        self.bench.send(Edit::Lay { key: KEY, value });
    }

    fn show(self: &Rc<Week>, value: &Plain) {
        show_lines(&self.holidays, value.at("holidays"));
        if self.zone.value().trim() != value.at("timezone").text() {
            self.zone.set_value(value.at("timezone").text());
        }
        let weekly = value.at("weekly");
        for (index, day) in self.days.iter().enumerate() {
            let spans = weekly.at(day.name).items();
            let shown = day.value();
            if shown.as_slice() == spans {
                continue;
            }
            day.clear();
            for span in spans {
                if let [opens, closes] = span.items() {
                    self.put(index, [opens.text(), closes.text()]);
                }
            }
        }
    }

    /// Adds hours: the usual ones to a day that has none, else empty ones.
    fn add(self: &Rc<Week>, index: usize) {
        let first = self.days[index].intervals.borrow().is_empty();
        let usual = self.bench.words().form.usual_hours;
        let interval = self.put(index, if first { usual } else { ["", ""] });
        dom::focus(&interval.ends[0]);
        if first {
            self.send();
        }
    }

    /// Puts an interval at the end of a day.
    fn put(self: &Rc<Week>, index: usize, span: [&str; 2]) -> Rc<Interval> {
        let words = self.bench.words();
        let title = format::weekday(index, &self.bench.locale());
        let end = |label: &str, value: &str| -> HtmlInputElement {
            let input = input("field time", &fill(label, &[("day", title)]));
            input.set_value(value);
            input.set_placeholder(words.form.usual_hours[0]);
            input.set_max_length(5);
            input
        };
        let ends = [
            end(words.form.opens, span[0]),
            end(words.form.closes, span[1]),
        ];
        let dash = dom::words("span", "unit", "–");
        let remove = dom::button("remove", "");
        let says = format!("{title} {}", span.join("–"));
        let says = fill(words.table.remove, &[("name", &says)]);
        dom::attribute(&remove, "aria-label", &says);
        let [opens, closes] = &ends;
        let element = dom::wrap("span", "interval", &[opens, &dash, closes, &remove]);
        let day = &self.days[index];
        dom::append(&day.list, &[&element]);
        let interval = Rc::new(Interval {
            element,
            ends,
            listeners: RefCell::default(),
        });
        day.intervals.borrow_mut().push(interval.clone());
        self.listen(index, &interval, &remove);
        interval
    }

    fn listen(self: &Rc<Week>, index: usize, interval: &Rc<Interval>, remove: &HtmlElement) {
        let mut listeners = interval.listeners.borrow_mut();
        for end in &interval.ends {
            let week = Rc::downgrade(self);
            listeners.on(end, "change", move |_: Event| {
                if let Some(week) = week.upgrade() {
                    week.send();
                }
            });
        }
        let (week, gone) = (Rc::downgrade(self), Rc::downgrade(interval));
        listeners.on(remove, "click", move |_: Event| {
            if let (Some(week), Some(gone)) = (week.upgrade(), gone.upgrade()) {
                week.take(index, &gone);
            }
        })
    }

    /// Takes an interval away and leaves the keyboard on its day.
    fn take(&self, index: usize, gone: &Rc<Interval>) {
        let day = &self.days[index];
        day.intervals
            .borrow_mut()
            .retain(|interval| !Rc::ptr_eq(interval, gone));
        gone.element.remove();
        let add = day.list.next_element_sibling();
        if let Some(add) = add.and_then(|add| add.dyn_into::<HtmlElement>().ok()) {
            // Where it cannot be focused it is in sight anyway.
            dom::focus(&add);
        }
        self.send();
    }
}

impl Day {
    fn value(&self) -> Vec<Plain> {
        let intervals = self.intervals.borrow();
        intervals
            .iter()
            .filter_map(|interval| interval.value())
            .collect()
    }

    fn clear(&self) {
        self.intervals.borrow_mut().clear();
        dom::empty(&self.list);
    }
}

impl Interval {
    /// Both ends; nothing of an interval that nobody has begun to type.
    fn value(&self) -> Option<Plain> {
        let typed = self.ends.each_ref().map(HtmlInputElement::value);
        let typed = typed.each_ref().map(|text| text.trim());
        (typed != ["", ""]).then(|| Plain::List(typed.map(Plain::from).to_vec()))
    }

    fn is_half(&self) -> bool {
        let [opens, closes] = self
            .ends
            .each_ref()
            .map(|end| end.value().trim().is_empty());
        opens != closes
    }
}
