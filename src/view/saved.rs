//! Views that somebody saved: a name, and what a link to the screen says.
//!
//! The link holds everything that was chosen (period, filters, layout, notes)
//! and nothing of the data. It is the whole of it, so that a view means the
//! same on a page with other habits.

use crate::view::state::State;

/// A longer name would not fit anywhere.
const LONGEST: usize = 120;

/// One saved view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// What it is called; each name once.
    pub name: String,
    /// What a link to it says behind its `#`.
    pub link: String,
}

impl SavedView {
    /// A view of these; `None` where the name says nothing or the link
    /// nobody can read.
    pub fn new(name: &str, link: &str) -> Option<SavedView> {
        let name: String = name.trim().chars().take(LONGEST).collect();
        let usual = State::default();
        // Said once more, so that what cannot be read is not kept.
        let state = State::read(link, &usual);
        let readable = link.is_empty() || state != usual;
        (!name.is_empty() && readable).then(|| SavedView {
            name,
            link: link_to(&state),
        })
    }

    /// The screen it was made of.
    pub fn state(&self) -> State {
        State::read(&self.link, &State::default())
    }
}

/// What is saved of a screen: all but which data is open, and which of its
/// conversations.
pub fn link_to(state: &State) -> String {
    let state = State {
        sample: false,
        open: None,
        ..state.clone()
    };
    state.write(&State::default())
}

/// Saves a screen by a name, in place of a view of that name; `false` where
/// the name says nothing.
pub fn save(views: &mut Vec<SavedView>, name: &str, state: &State) -> bool {
    let Some(view) = SavedView::new(name, &link_to(state)) else {
        return false;
    };
    match views.iter_mut().find(|known| known.name == view.name) {
        Some(known) => *known = view,
        None => views.push(view),
    }
    true
}

/// Gives the view at a place another name, which no other has.
pub fn rename(views: &mut [SavedView], place: usize, name: &str) -> bool {
    let Some(link) = views.get(place).map(|view| view.link.clone()) else {
        return false;
    };
    let others = views.iter().enumerate();
    let taken = |name: &str| {
        let mut others = others.clone().filter(|(other, _)| *other != place);
        others.any(|(_, view)| view.name == name)
    };
    match SavedView::new(name, &link) {
        Some(view) => {
            let name = free_name(view.name, &taken);
            views[place].name = name;
            true
        }
        None => false,
    }
}

/// Adds views that were read; of an unlike view of the same name both stay,
/// the new one with a number.
pub fn add(views: &mut Vec<SavedView>, read: Vec<SavedView>) {
    for view in read {
        if views.contains(&view) {
            continue;
        }
        let taken = |name: &str| views.iter().any(|known| known.name == name);
        let name = free_name(view.name, &taken);
        views.push(SavedView { name, ..view });
    }
}

fn free_name(name: String, taken: &dyn Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number| format!("{name} ({number})"));
    let mut names = std::iter::once(name.clone()).chain(numbered);
    names.find(|name| !taken(name)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use crate::base::preset::Preset;
    use crate::view::layout::Tile;
    use crate::view::saved::{SavedView, add, rename, save};
    use crate::view::state::{Change, Choice, State};

    fn screen() -> State {
        let mut state = State::default();
        state.change(Change::Period(Choice::Named(Preset::All)));
        state.change(Change::Filter("topic".to_owned(), vec!["a & b".to_owned()]));
        let tiles = ["csat", "line.csat"].into_iter().filter_map(Tile::named);
        state.change(Change::Layout(Some(tiles.collect())));
        state
    }

    fn names(views: &[SavedView]) -> Vec<&str> {
        views.iter().map(|view| &*view.name).collect()
    }

    #[test]
    fn a_view_is_the_screen_without_its_data() {
        let mut views = Vec::new();
        let shown = State {
            sample: true,
            open: Some("c1".to_owned()),
            ..screen()
        };
        assert!(save(&mut views, "  Mondays ", &shown));
        assert_eq!(names(&views), ["Mondays"]);
        assert_eq!(views[0].state(), screen());
        assert_eq!(
            views[0].link,
            "period=all&layout=csat,line.csat&topic=a+%26+b"
        );
    }

    #[test]
    fn a_name_stands_for_one_view() {
        let mut views = Vec::new();
        assert!(save(&mut views, "a", &screen()));
        assert!(save(&mut views, "b", &screen()));
        assert!(save(&mut views, "a", &State::default()));
        assert_eq!(names(&views), ["a", "b"]);
        assert_eq!(views[0].state(), State::default());
        assert!(!save(&mut views, "  ", &screen()));
        assert!(rename(&mut views, 1, "a") && rename(&mut views, 0, "a"));
        assert_eq!(names(&views), ["a", "a (2)"]);
        assert!(!rename(&mut views, 1, "\t") && !rename(&mut views, 2, "c"));
    }

    #[test]
    fn views_that_are_read_stand_beside_those_that_were_there() {
        let mut views = Vec::new();
        save(&mut views, "a", &screen());
        let same = views[0].clone();
        let other = SavedView::new("a", "period=today").unwrap();
        add(&mut views, vec![same, other.clone(), other]);
        assert_eq!(names(&views), ["a", "a (2)", "a (3)"]);
        assert_eq!(views[1].link, "period=today");
    }

    #[test]
    fn what_is_no_view_is_none() {
        assert_eq!(SavedView::new("", "period=all"), None);
        assert_eq!(SavedView::new("x", "period=soon"), None);
        assert_eq!(SavedView::new("x", "just words"), None);
        assert_eq!(
            SavedView::new("usual", "").unwrap().state(),
            State::default()
        );
        let long = SavedView::new(&"ü".repeat(500), "").unwrap();
        assert_eq!(long.name.chars().count(), 120);
    }
}
