//! A link gives the screen it was taken from.

mod arranged;

use crate::base::preset::Preset;
use crate::base::time::{Bucket, DAY, Period};
use crate::filter::Filters;
use crate::report::figure::Annotation;
use crate::report::themes::{Edits, Of};
use crate::report::{Arms, Behind, Bin, Side, Sort};
use crate::view::layout::Tile;
use crate::view::state::{Arranged, Change, Choice, Picked, Retheme, State, Switched, View, fits};

fn filters(list: &[(&str, &[&str])]) -> Filters {
    let owned = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    let entries = list
        .iter()
        .map(|(key, values)| ((*key).to_owned(), owned(values)));
    entries.collect()
}

fn period(from: &str, to: &str) -> Period {
    Period {
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
    }
}

fn switched(chart: usize, switch: usize, option: usize) -> Switched {
    Switched {
        chart,
        switch,
        option,
    }
}

fn note(date: &str, text: &str) -> Annotation {
    Annotation {
        date: date.parse().unwrap(),
        hour: None,
        text: text.to_owned(),
    }
}

fn tiles(names: &[&str]) -> Vec<Tile> {
    names.iter().filter_map(|name| Tile::named(name)).collect()
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|&name| name.to_owned()).collect()
}

fn usual_columns() -> Vec<String> {
    names(&["start", "messages"])
}

fn full() -> State {
    State {
        sample: true,
        view: View::Conversations,
        period: Choice::Named(Preset::Last28Days),
        compared: false,
        bucket: Some(Bucket::Week),
        timezone: Some("America/Argentina/Buenos_Aires".to_owned()),
        arms: Some(values("variant", Some("b, or not"), None)),
        boards: first(
            None,
            vec![switched(0, 0, 1), switched(0, 1, 2), switched(3, 0, 1)],
        ),
        themes: Edits {
            names: [("0a1b".to_owned(), "Where, when".to_owned())]
                .into_iter()
                .collect(),
            merged: [("ffee".to_owned(), "0a1b".to_owned())]
                .into_iter()
                .collect(),
        },
        assumed: [Some(31_750), None, Some(420)],
        annotations: vec![note("2026-05-04", "Release 2, at last")],
        filters: filters(&[("channel", &["web", "whatsapp"]), ("topic!", &["spam"])]),
        search: "where is my order?".to_owned(),
        sort: Sort {
            column: "messages".to_owned(),
            descending: false,
        },
        behind: Some(Behind {
            metric: "csat".to_owned(),
            side: Side::Rest,
        }),
        bins: vec![Bin {
            metric: "first_response_time".to_owned(),
            bin: 7,
        }],
        theme: Some(Picked {
            of: Of::BeforeFallback,
            id: "0a1b".to_owned(),
            name: String::new(),
        }),
        within: Some((20_000 * DAY, 20_001 * DAY + 5)),
        columns: vec!["start".to_owned(), "first_question".to_owned()],
        open: Some("c17/2".to_owned()),
    }
}

fn values(by: &str, a: Option<&str>, b: Option<&str>) -> Arms {
    let [a, b] = [a, b].map(|value| value.map(str::to_owned));
    let by = by.to_owned();
    Arms::Values { by, a, b }
}

#[test]
fn what_is_compared_is_in_the_link() {
    let read = |link: &str| State::read(link, &State::default()).arms;
    let periods = Arms::Periods(
        period("2026-05-01", "2026-05-31"),
        period("2026-03-01", "2026-03-07"),
    );
    let mut state = State::default();
    state.change(Change::Arms(Some(periods.clone())));
    let link = state.write(&State::default());
    assert_eq!(link, "arms=2026-05-01..2026-05-31,2026-03-01..2026-03-07");
    assert_eq!(read(&link), Some(periods));
    let groups = values("channel", Some("web"), None);
    assert_eq!(read("arms=channel,web,"), Some(groups.clone()));
    for odd in ["arms=", "arms=web", "arms=,a,b", "arms=a,b", "arms=a,b,c,d"] {
        assert_eq!(read(odd), None, "{odd}");
    }
    state.change(Change::Arms(Some(groups.clone())));
    state.keep_known(&names(&["channel"]), &usual_columns());
    assert_eq!(state.arms, Some(groups));
    state.keep_known(&names(&["topic"]), &usual_columns());
    assert_eq!(state.arms, None);
}

fn there_and_back(state: &State) -> State {
    let usual = State::default();
    State::read(&state.write(&usual), &usual)
}

/// The first view arranged so, the others as usual.
fn first(layout: Option<Vec<Tile>>, charts: Vec<Switched>) -> [Arranged; 7] {
    let mut boards = <[Arranged; 7]>::default();
    boards[0] = Arranged { layout, charts };
    boards
}

#[test]
fn names_lead_back() {
    for view in View::ALL {
        assert_eq!(View::named(view.name()), Some(view));
    }
    assert_eq!(View::named("scorecards"), None);
}

#[test]
fn a_link_says_everything_in_readable_words() {
    assert_eq!(
        full().write(&State::default()),
        "sample&view=conversations&period=last-28-days&compare=none&bucket=week\
         &timezone=America/Argentina/Buenos_Aires&arms=variant,b%2C+or+not,&charts=1.engaged,1.topic,4.handoffs\
         &themes=name,0a1b,Where%2C+when,same,ffee,0a1b&assumed=31.75,,0.42&notes=2026-05-04,Release+2%2C+at+last&channel=web,whatsapp&topic!=spam\
         &search=where+is+my+order%3F&sort=messages,asc&behind=csat,rest\
         &bins=first_response_time.8&theme=fallback,0a1b\
         &within=2024-10-04T00:00:00Z,2024-10-05T00:00:00.005Z&columns=start,first_question\
         &open=c17/2"
    );
    assert_eq!(there_and_back(&full()), full());
}

#[test]
fn what_is_usual_goes_without_saying() {
    let usual = full();
    assert_eq!(State::default().write(&State::default()), "");
    assert_eq!(State::read("", &usual), usual);
    // The register's part is not the page's to set.
    let other = State {
        view: View::Overview,
        compared: true,
        ..State::default()
    };
    assert_eq!(
        other.write(&State {
            view: View::Conversations,
            compared: false,
            ..State::default()
        }),
        "view=overview&compare=previous"
    );
}

#[test]
fn any_text_survives_the_way() {
    for text in [
        "",
        " ",
        "+",
        "a&b=c,d",
        "100 %",
        "%41",
        "#",
        "!",
        "naïve",
        "سلام",
        "👩‍👩‍👧",
        "a\nb\t\u{0}",
        "../..",
        "\u{fffd}",
        "'\"<>`",
    ] {
        let long = text.repeat(40);
        for text in [text, &long] {
            let state = State {
                filters: filters(&[("topic", &[text, "x"]), ("plan!", &[text])]),
                search: text.to_owned(),
                ..State::default()
            };
            assert_eq!(there_and_back(&state), state, "{text:?}");
        }
    }
    let fields = [
        "wörld & co",
        "a=b",
        "sample",
        "view",
        "open",
        "attributes.channel",
        "!odd",
        "x,y",
    ];
    for field in fields {
        for key in [field.to_owned(), format!("{field}!")] {
            let state = State {
                filters: filters(&[(&key, &["1"])]),
                ..State::default()
            };
            assert_eq!(there_and_back(&state), state, "{key}");
        }
    }
}

#[test]
fn a_link_is_made_of_what_addresses_may_hold() {
    let state = State {
        filters: filters(&[("naïve key", &["<a b>\"`", "{}|\\^"])]),
        ..State::default()
    };
    let text = state.write(&State::default());
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/@!=&,+%".contains(c);
    assert!(text.chars().all(plain), "{text}");
}

#[test]
fn dates_and_presets_are_periods() {
    for choice in [
        Choice::Dates(period("2026-05-01", "2026-05-31")),
        Choice::Dates(period("2026-05-01", "2026-05-01")),
        Choice::Named(Preset::All),
    ] {
        let state = State {
            period: choice,
            ..State::default()
        };
        assert_eq!(there_and_back(&state), state);
    }
}

#[test]
fn what_is_bad_is_left_out_and_the_rest_holds() {
    let usual = State::default();
    let read = State::read(
        "#view=scorecards&period=2026-05-31..2026-05-01&period=soon&compare=perhaps&bucket=fortnight\
         &timezone=&charts=0.engaged,1.luck,2.engaged,99.topic,1,1.outcome&sort=messages&sort=messages,sideways&sort=,desc&behind=&behind=csat,above&behind=luck&behind=tickets&assumed=1,2&assumed=-1,x,9e9&bins=csat.1&bins=nps.0&bins=nps.12,nps.1\
         &within=2026-05-01T00:00:00Z&within=2026-05-02T00:00:00Z,2026-05-01T00:00:00Z&open=\
         &topic=%zz&topic=%4&topic=%ff&=x&!=x&/route&&=&search=a,b&channel=web",
        &usual,
    );
    let kept = State {
        filters: filters(&[("channel", &["web"])]),
        ..usual
    };
    assert_eq!(read, kept);
}

#[test]
fn no_value_is_a_value() {
    let read = State::read("topic=&tag!=,vip", &State::default());
    assert_eq!(
        read.filters,
        filters(&[("topic", &[""]), ("tag!", &["", "vip"])])
    );
}

#[test]
fn filters_on_fields_that_the_data_lacks_are_taken_out() {
    let mut state = State {
        filters: filters(&[
            ("channel", &["web"]),
            ("plan!", &["gold"]),
            ("attributes.plan", &["gold"]),
            ("route", &["x"]),
        ]),
        ..State::default()
    };
    state.keep_known(&names(&["channel", "plan"]), &[]);
    let keys: Vec<&String> = state.filters.keys().collect();
    assert_eq!(keys, ["attributes.plan", "channel", "plan!"]);
}

#[test]
fn an_attribute_is_not_the_field_that_has_its_name() {
    let by_attribute = State {
        filters: filters(&[("attributes.channel", &["web"])]),
        boards: first(Some(tiles(&["bars.attributes.channel"])), Vec::new()),
        ..State::default()
    };
    let mut state = by_attribute.clone();
    state.keep_known(&names(&["channel", "attributes.channel"]), &usual_columns());
    assert_eq!(state, by_attribute);
    state.keep_known(&names(&["channel"]), &usual_columns());
    assert_eq!(state, State::default());
}

#[test]
fn columns_that_the_data_lacks_are_taken_out() {
    let link = "view=conversations&sort=luck,desc&columns=luck,messages&channel=web";
    let mut state = State::read(link, &State::default());
    state.keep_known(&names(&["channel"]), &usual_columns());
    let kept = State {
        view: View::Conversations,
        filters: filters(&[("channel", &["web"])]),
        columns: names(&["messages"]),
        ..State::default()
    };
    assert_eq!(state, kept);
    // What is good stays, and without any columns there are the usual ones.
    let link = "sort=messages,asc&columns=luck";
    let mut state = State::read(link, &State::default());
    state.keep_known(&[], &usual_columns());
    assert_eq!(
        (state.sort.column.as_str(), state.sort.descending),
        ("messages", false)
    );
    assert!(state.columns.is_empty());
}

#[test]
fn steps_that_nobody_could_read_are_not_asked_for() {
    let ten_years = period("2016-01-01", "2025-12-31");
    assert!(!fits(ten_years, Bucket::Hour) && !fits(ten_years, Bucket::Day));
    assert!(fits(ten_years, Bucket::Week) && fits(ten_years, Bucket::Year));
    let month = period("2026-05-01", "2026-05-31");
    assert!(Bucket::ALL.into_iter().all(|bucket| fits(month, bucket)));
    let state = State {
        bucket: Some(Bucket::Hour),
        ..State::default()
    };
    assert_eq!(state.query(Some(month)).bucket, Some(Bucket::Hour));
    assert_eq!(state.query(Some(ten_years)).bucket, None);
}

#[test]
fn changes_that_go_together_are_one() {
    let mut state = State::default();
    let values = |list: &[&str]| list.iter().map(|value| (*value).to_owned()).collect();
    state.change(Change::Filter("topic".to_owned(), values(&["a", "b"])));
    assert_eq!(state.filters, filters(&[("topic", &["a", "b"])]));
    state.change(Change::Turn("topic".to_owned(), "topic!".to_owned()));
    assert_eq!(state.filters, filters(&[("topic!", &["a", "b"])]));
    state.change(Change::FilterMore("topic!".to_owned(), values(&[])));
    assert!(state.filters.is_empty());
    state.change(Change::Switch(switched(3, 0, 1)));
    state.change(Change::Switch(switched(0, 1, 1)));
    state.change(Change::Switch(switched(0, 1, 2)));
    assert_eq!(
        state.arranged().charts,
        [switched(0, 1, 2), switched(3, 0, 1)]
    );
    state.change(Change::Switch(switched(3, 0, 0)));
    assert_eq!(state.arranged().charts, [switched(0, 1, 2)]);
    // Hours of a period that is gone say nothing any more.
    state.change(Change::Within(Some((0, DAY))));
    state.change(Change::Period(Choice::Named(Preset::All)));
    assert_eq!(state.within, None);
    let typing = Change::Search("par".to_owned());
    assert!(typing.goes_on(&state));
    assert!(!Change::View(View::Conversations).goes_on(&state));
    state.change(typing);
    assert_eq!(state.listing(None).search, "par");
    let open = |name: Option<&str>| Change::Open(name.map(str::to_owned));
    assert!(
        !open(Some("a")).goes_on(&state),
        "from the list it is a step"
    );
    state.change(open(Some("a")));
    assert!(
        open(Some("b")).goes_on(&state),
        "from one to the next it is none"
    );
    assert!(!open(None).goes_on(&state));
}

#[test]
fn notes_come_in_time_order_and_only_with_words() {
    let state = State::read(
        "notes=2026-05-09,b,2026-05-01,a%0A+b,2026-13-01,c,2026-05-02,+,2026-05-03",
        &State::default(),
    );
    let kept = [note("2026-05-01", "a\n b"), note("2026-05-09", "b")];
    assert_eq!(state.annotations, kept);
    assert_eq!(there_and_back(&state), state);
}

#[test]
fn dragging_a_slider_is_one_step_back() {
    let mut state = State::default();
    let change = Change::Assumed([None, Some(400_000), None]);
    assert!(
        !change.goes_on(&state),
        "the first one is a step of its own"
    );
    state.change(change);
    assert!(Change::Assumed([None, Some(410_000), None]).goes_on(&state));
    assert_eq!(there_and_back(&state), state);
}

#[test]
fn themes_are_named_and_merged_and_left_again() {
    let mut state = State::default();
    let mut change = |what: Retheme| {
        state.change(Change::Themes(vec![what]));
        there_and_back(&state).themes
    };
    let id = |id: &str| id.to_owned();
    change(Retheme::Name(id("a"), "  Parcels, lost ".to_owned()));
    change(Retheme::Merge(id("b"), id("a")));
    // A theme cannot be the same as itself.
    let themes = change(Retheme::Merge(id("c"), id("c")));
    assert_eq!(
        themes.names.get(&id("a")),
        Some(&"Parcels, lost".to_owned())
    );
    assert_eq!(themes.merged.iter().count(), 1);
    // The last word counts.
    let themes = change(Retheme::Merge(id("a"), id("b")));
    assert_eq!(themes.merged.get(&id("a")), Some(&id("b")));
    assert_eq!(themes.merged.iter().count(), 1);
    change(Retheme::Part(id("a")));
    let themes = change(Retheme::Name(id("a"), " ".to_owned()));
    assert_eq!(themes, Edits::default());
}
