//! What all parts of one element share: its root, its look, its tooltip and
//! its voice.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ShadowRoot};

use crate::view::text::shell::Shell as Words;
use crate::view::text::shell::words_of;
use crate::web::dom::{self, Dom};
use crate::web::look::{Look, Styles};
use crate::web::tip::Tip;

/// The attribute of the app while it goes to paper.
pub(crate) const ON_PAPER: &str = "data-paper";

/// Where the parts of one element stand.
pub(crate) struct Stage {
    /// The `<chat-gauge>` itself.
    pub(crate) host: HtmlElement,
    /// The positioned element around everything.
    pub(crate) app: HtmlElement,
    /// The one tooltip.
    pub(crate) tip: Tip,
    voice: HtmlElement,
    styles: Styles,
    look: RefCell<Rc<Look>>,
}

impl Stage {
    /// Sets the stage inside `root`, which must be empty.
    pub(crate) fn new(host: HtmlElement, root: ShadowRoot) -> Dom<Rc<Stage>> {
        let styles = Styles::adopt(&root)?;
        let app = dom::make("div", "app");
        dom::attribute(&app, "part", "app");
        dom::append(&root, &[&app]);
        let voice = dom::make("div", "unseen");
        dom::attribute(&voice, "aria-live", "polite");
        dom::append(&app, &[&voice]);
        let tip = Tip::new(&app);
        let look = Rc::new(styles.look(&host, &app, false)?);
        Ok(Rc::new(Stage {
            host,
            app,
            tip,
            voice,
            styles,
            look: RefCell::new(look),
        }))
    }

    /// Colours, typeface, pixel ratio and language in force.
    pub(crate) fn look(&self) -> Rc<Look> {
        self.look.borrow().clone()
    }

    /// Reads them anew from the page.
    pub(crate) fn restyle(&self) -> Dom<()> {
        let on_paper = self.app.has_attribute(ON_PAPER);
        let look = self.styles.look(&self.host, &self.app, on_paper)?;
        *self.look.borrow_mut() = Rc::new(look);
        Ok(())
    }

    /// The shell's words in the language in force.
    pub(crate) fn words(&self) -> &'static Words {
        words_of(self.look().locale.language)
    }

    /// Says something to those who listen instead of looking.
    pub(crate) fn say(&self, sentence: &str) {
        dom::say(&self.voice, sentence);
    }

    /// Whether things can stand side by side.
    pub(crate) fn is_roomy(&self) -> bool {
        self.app.get_attribute("data-size").as_deref() != Some("phone")
    }

    /// An attribute of the host.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        self.host.get_attribute(name)
    }

    /// Puts a part at the end of the app, before tooltip and voice.
    pub(crate) fn add(&self, part: &Element) {
        dom::put_before(&self.app, part, Some(&self.voice));
    }

    /// Takes everything away again.
    pub(crate) fn strike(&self) {
        let root: &Element = self.app.unchecked_ref();
        root.remove();
    }
}
