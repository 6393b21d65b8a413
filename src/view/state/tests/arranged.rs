//! How the views are arranged, in links and by changes.

use crate::view::layout::usual;
use crate::view::state::tests::{first, names, switched, there_and_back, tiles, usual_columns};
use crate::view::state::{Change, State, View};

#[test]
fn a_link_says_the_layout_and_where_its_switches_stand() {
    let state = State {
        boards: first(
            Some(tiles(&["csat", "line.csat", "stack", "bars.plan"])),
            vec![switched(1, 1, 1)],
        ),
        ..State::default()
    };
    let text = state.write(&State::default());
    assert_eq!(
        text,
        "layout=csat,line.csat,stack,bars.plan&charts=2.channel"
    );
    assert_eq!(there_and_back(&state), state);
    // The order of the parts does not matter.
    let turned = "charts=2.channel&layout=csat,line.csat,stack,bars.plan";
    assert_eq!(State::read(turned, &State::default()), state);
    let empty = State {
        boards: first(Some(Vec::new()), Vec::new()),
        ..State::default()
    };
    assert_eq!(empty.write(&State::default()), "layout=");
    assert_eq!(there_and_back(&empty), empty);
    // What nobody knows is left out, and nothing at all is no layout.
    let odd = State::read("layout=luck,csat,csat,pie.x", &State::default());
    assert_eq!(odd.arranged().layout, Some(tiles(&["csat"])));
    assert_eq!(
        State::read("layout=luck", &State::default())
            .arranged()
            .layout,
        None
    );
}

#[test]
fn switches_follow_their_charts() {
    let mut state = State {
        boards: first(None, vec![switched(0, 1, 1), switched(3, 0, 1)]),
        ..State::default()
    };
    let mut moved = usual(View::Overview);
    let stack = moved.remove(8);
    moved.push(stack);
    state.change(Change::Layout(Some(moved.clone())));
    assert_eq!(
        state.arranged().charts,
        [switched(2, 0, 1), switched(4, 1, 1)]
    );
    moved.retain(|tile| tile.name() != "heatmap");
    state.change(Change::Layout(Some(moved)));
    assert_eq!(state.arranged().charts, [switched(3, 1, 1)]);
    state.change(Change::Layout(None));
    assert_eq!(
        (&state.boards[0].layout, &state.boards[0].charts),
        (&None, &vec![switched(0, 1, 1)])
    );
}

#[test]
fn the_usual_layout_is_none() {
    let mut state = State::default();
    state.change(Change::Layout(Some(usual(View::Overview))));
    assert_eq!(state.arranged().layout, None);
    // Cards come first, wherever they were put.
    let mut turned = usual(View::Overview);
    turned.rotate_left(8);
    state.change(Change::Layout(Some(turned)));
    assert_eq!(state.arranged().layout, None);
}

#[test]
fn charts_of_what_the_data_lacks_are_taken_out() {
    let mut state = State {
        boards: first(
            Some(tiles(&["csat", "bars.plan", "bars.channel"])),
            Vec::new(),
        ),
        ..State::default()
    };
    state.keep_known(&names(&["channel"]), &[]);
    assert_eq!(
        state.arranged().layout,
        Some(tiles(&["csat", "bars.channel"]))
    );
    state.boards[0].layout = Some(Vec::new());
    state.keep_known(&[], &usual_columns());
    assert_eq!(state.arranged().layout, Some(Vec::new()));
}
