//! Colours and typeface: the tokens become custom properties, and what the
//! page makes of them is read back for the canvas.

use std::fmt::Write;

use js_sys::Array;
use web_sys::{CssStyleSheet, HtmlElement, ShadowRoot};

use crate::view::locale::Locale;
use crate::view::measure::Measure;
use crate::view::picture::Weight;
use crate::view::theme::{Scheme, Theme};
use crate::web::dom::{self, Dom};
use crate::web::fonts::Fonts;
use crate::web::sheet::SHEET;

/// Device pixels per CSS pixel on paper, at least.
const PAPER: f64 = 3.0;

/// What is painted with.
pub(crate) struct Look {
    /// Colours.
    pub(crate) theme: Theme,
    /// Typeface.
    pub(crate) fonts: Fonts,
    /// Device pixels per CSS pixel.
    pub(crate) ratio: f64,
    /// Language and habits.
    pub(crate) locale: Locale,
}

impl Measure for Look {
    fn width(&self, text: &str, size: f32, weight: Weight) -> f32 {
        let bold = weight == Weight::Semibold;
        self.fonts.width(text, f64::from(size), bold) as f32
    }
}

/// The style sheets of one element.
pub(crate) struct Styles {
    tokens: CssStyleSheet,
}

impl Styles {
    /// Gives `root` its style sheets.
    pub(crate) fn adopt(root: &ShadowRoot) -> Dom<Styles> {
        let tokens = CssStyleSheet::new()?;
        let rules = CssStyleSheet::new()?;
        rules.replace_sync(SHEET)?;
        root.set_adopted_style_sheets(&Array::of2(&tokens, &rules));
        Ok(Styles { tokens })
    }

    /// Puts the scheme in force that `host` or the system asks for, and reads
    /// what the page makes of it.
    /// Paper is light and finer than a screen.
    pub(crate) fn look(&self, host: &HtmlElement, app: &HtmlElement, on_paper: bool) -> Dom<Look> {
        let scheme = match (scheme(host)?, on_paper) {
            (Scheme::Dark, true) => Scheme::Light,
            (Scheme::ContrastDark, true) => Scheme::Contrast,
            (scheme, _) => scheme,
        };
        let least_ratio = if on_paper { PAPER } else { 0.5 };
        let mut theme = Theme::new(scheme);
        self.tokens.replace_sync(&sheet(scheme, &theme))?;
        let window = dom::window();
        let refused = "the browser tells no style";
        let computed = window.get_computed_style(app)?.ok_or(refused)?;
        let fonts = Fonts::new(&computed.get_property_value("font-family")?)?;
        for (name, _) in theme.tokens() {
            let value = computed.get_property_value(&format!("--cg-{name}"))?;
            // A value that is no colour leaves the token as it was.
            theme.set(&name, &fonts.resolve(&value));
        }
        let tag = host
            .get_attribute("locale")
            .or_else(|| window.navigator().language())
            .unwrap_or_default();
        Ok(Look {
            theme,
            fonts,
            ratio: window.device_pixel_ratio().max(least_ratio),
            locale: Locale::from_tag(&tag),
        })
    }
}

fn scheme(host: &HtmlElement) -> Dom<Scheme> {
    let asks = |query: &str| -> Dom<bool> {
        let list = dom::window().match_media(query)?;
        Ok(list.is_some_and(|list| list.matches()))
    };
    let dark = asks(DARK)?;
    Ok(match host.get_attribute("theme").as_deref() {
        Some("light") => Scheme::Light,
        Some("dark") => Scheme::Dark,
        Some("contrast") if dark => Scheme::ContrastDark,
        Some("contrast") => Scheme::Contrast,
        _ => match (asks(CONTRAST)? || asks(FORCED)?, dark) {
            (false, false) => Scheme::Light,
            (false, true) => Scheme::Dark,
            (true, false) => Scheme::Contrast,
            (true, true) => Scheme::ContrastDark,
        },
    })
}

/// Dark is preferred.
pub(crate) const DARK: &str = "(prefers-color-scheme: dark)";
/// More contrast is preferred.
pub(crate) const CONTRAST: &str = "(prefers-contrast: more)";
/// The system replaces colours.
pub(crate) const FORCED: &str = "(forced-colors: active)";

/// The tokens as custom properties, each replaceable by the page.
fn sheet(scheme: Scheme, theme: &Theme) -> String {
    let ground = match scheme {
        Scheme::Light | Scheme::Contrast => "light",
        Scheme::Dark | Scheme::ContrastDark => "dark",
    };
    let mut rules = format!(":host{{color-scheme:{ground};");
    for (name, color) in theme.tokens() {
        // Writing to a string does not fail.
        let _ = write!(rules, "--cg-{name}:var(--chatgauge-{name},{color});");
    }
    rules.push('}');
    rules
}
