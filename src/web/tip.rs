//! The tooltip: one for the whole element, shown beside what it explains.

use web_sys::HtmlElement;

use crate::web::dom;

/// Room kept between the tooltip, what it explains and the element's edge.
const GAP: f64 = 8.0;

/// A rectangle in the window's coordinates, as the browser reports them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot {
    /// Left edge.
    pub(crate) left: f64,
    /// Upper edge.
    pub(crate) top: f64,
    /// Right edge.
    pub(crate) right: f64,
    /// Lower edge.
    pub(crate) bottom: f64,
}

impl Spot {
    /// Where an element is.
    pub(crate) fn of(element: &HtmlElement) -> Spot {
        let rect = element.get_bounding_client_rect();
        Spot {
            left: rect.left(),
            top: rect.top(),
            right: rect.right(),
            bottom: rect.bottom(),
        }
    }
}

/// The tooltip of one element.
pub(crate) struct Tip {
    app: HtmlElement,
    panel: HtmlElement,
}

impl Tip {
    /// A hidden tooltip at the end of `app`, which must be the positioned
    /// ancestor of everything it explains.
    pub(crate) fn new(app: &HtmlElement) -> Tip {
        let panel = dom::make("div", "tip");
        panel.set_id("tip");
        dom::attribute(&panel, "role", "tooltip");
        panel.set_hidden(true);
        dom::append(app, &[&panel]);
        Tip {
            app: app.clone(),
            panel,
        }
    }

    /// Shows `content` beside `spot`: to its right or left where there is
    /// room and `aside` asks for it, else above or below.
    pub(crate) fn show(&self, content: &[HtmlElement], spot: Spot, aside: bool) {
        dom::empty(&self.panel);
        for line in content {
            dom::append(&self.panel, &[line]);
        }
        self.panel.set_hidden(false);
        let app = Spot::of(&self.app);
        let (width, height) = (
            f64::from(self.panel.offset_width()),
            f64::from(self.panel.offset_height()),
        );
        let (left, top) = place(spot, app, (width, height), aside);
        dom::style(&self.panel, "left", &format!("{left}px"));
        dom::style(&self.panel, "top", &format!("{top}px"))
    }

    /// Takes it away.
    pub(crate) fn hide(&self) {
        self.panel.set_hidden(true);
    }

    /// Whether it is to be seen.
    pub(crate) fn shown(&self) -> bool {
        !self.panel.hidden()
    }
}

/// The tooltip's left upper corner, counted from that of `app`.
fn place(spot: Spot, app: Spot, (width, height): (f64, f64), aside: bool) -> (f64, f64) {
    let inner = (app.right - app.left - width - GAP).max(GAP);
    let right = spot.right - app.left + GAP;
    let left = spot.left - app.left - GAP - width;
    let middle = (spot.top + spot.bottom) / 2.0 - app.top - height / 2.0;
    // The window's edges, so that nothing is shown where nobody looks.
    let lowest = app.bottom - app.top - height - GAP;
    let level = middle.min(lowest).max(GAP - app.top.min(0.0));
    if aside && right <= inner {
        return (right, level);
    }
    if aside && left >= GAP {
        return (left, level);
    }
    let centred = (spot.left + spot.right) / 2.0 - app.left - width / 2.0;
    let above = spot.top - app.top - GAP - height;
    let seen = spot.top - GAP - height >= 0.0;
    let below = spot.bottom - app.top + GAP;
    let top = if seen { above } else { below };
    (centred.min(inner).max(GAP), top)
}
