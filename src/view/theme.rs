//! What everything is coloured with: the tokens that the page's style sheet
//! and the canvas share, each replaceable from outside.

use crate::view::color::Color;

/// Which set of tokens to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark text on light ground.
    Light,
    /// Light text on dark ground.
    Dark,
    /// As light, with the strongest contrasts.
    Contrast,
    /// As dark, with the strongest contrasts.
    ContrastDark,
}

/// The colours of cards and charts.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Behind cards and panels.
    pub bg: Color,
    /// Of cards and panels; what parts neighbouring segments.
    pub surface: Color,
    /// Borders.
    pub line: Color,
    /// Gridlines and the tracks of bars.
    pub grid: Color,
    /// Values and names.
    pub text: Color,
    /// Units, shares, axis labels.
    pub muted: Color,
    /// What stands behind a number.
    pub faint: Color,
    /// Links and whatever is chosen.
    pub accent: Color,
    /// The ground of what is chosen.
    pub accent_soft: Color,
    /// A change for the better.
    pub good: Color,
    /// A change for the worse.
    pub bad: Color,
    /// Series, in the order they are given out; the last is "other".
    pub categories: [Color; 8],
    /// From nothing to most.
    pub heat: [Color; 7],
}

impl Theme {
    /// The tokens of a scheme.
    pub fn new(scheme: Scheme) -> Theme {
        match scheme {
            Scheme::Light => LIGHT,
            Scheme::Dark => DARK,
            Scheme::Contrast => contrast_light(),
            Scheme::ContrastDark => contrast_dark(),
        }
    }

    /// Replaces one token by a CSS colour. `name` is the custom property
    /// without its prefix: `surface`, `accent-soft`, `c1`–`c8`, `h0`–`h6`.
    /// Returns whether both were understood; if not, nothing changes.
    pub fn set(&mut self, name: &str, css_color: &str) -> bool {
        match (self.slot(name), Color::parse(css_color)) {
            (Some(slot), Some(color)) => {
                *slot = color;
                true
            }
            _ => false,
        }
    }

    /// Every token's name and colour, for a style sheet.
    pub fn tokens(&self) -> Vec<(String, Color)> {
        let single = [
            ("bg", self.bg),
            ("surface", self.surface),
            ("line", self.line),
            ("grid", self.grid),
            ("text", self.text),
            ("muted", self.muted),
            ("faint", self.faint),
            ("accent", self.accent),
            ("accent-soft", self.accent_soft),
            ("good", self.good),
            ("bad", self.bad),
        ];
        let categories = (1..)
            .map(|number| format!("c{number}"))
            .zip(self.categories);
        let heat = (0..).map(|number| format!("h{number}")).zip(self.heat);
        single
            .map(|(name, color)| (name.to_owned(), color))
            .into_iter()
            .chain(categories)
            .chain(heat)
            .collect()
    }

    /// The colour of what is still open: let through to the surface, and
    /// outlined where it is painted.
    pub fn open(&self) -> Color {
        self.categories[7].with_alpha(OPEN_ALPHA)
    }

    fn slot(&mut self, name: &str) -> Option<&mut Color> {
        Some(match name {
            "bg" => &mut self.bg,
            "surface" => &mut self.surface,
            "line" => &mut self.line,
            "grid" => &mut self.grid,
            "text" => &mut self.text,
            "muted" => &mut self.muted,
            "faint" => &mut self.faint,
            "accent" => &mut self.accent,
            "accent-soft" => &mut self.accent_soft,
            "good" => &mut self.good,
            "bad" => &mut self.bad,
            _ => return self.numbered_slot(name),
        })
    }

    fn numbered_slot(&mut self, name: &str) -> Option<&mut Color> {
        let number = |digits: &str| digits.parse::<usize>().ok();
        if let Some(digits) = name.strip_prefix('c') {
            self.categories.get_mut(number(digits)?.checked_sub(1)?)
        } else {
            self.heat.get_mut(number(name.strip_prefix('h')?)?)
        }
    }
}

/// How much of its colour an open conversation shows.
const OPEN_ALPHA: f32 = 0.55;

const LIGHT: Theme = Theme {
    bg: Color::hex(0xf6f7f9),
    surface: Color::hex(0xffffff),
    line: Color::hex(0xe4e7ec),
    grid: Color::hex(0xeef0f3),
    text: Color::hex(0x151a22),
    muted: Color::hex(0x566071),
    faint: Color::hex(0x667085),
    accent: Color::hex(0x2b59d9),
    accent_soft: Color::hex(0xe9effd),
    good: Color::hex(0x0b7a5c),
    bad: Color::hex(0xb4321f),
    categories: [
        Color::hex(0x324bce),
        Color::hex(0x1f9478),
        Color::hex(0xca8611),
        Color::hex(0xa8418f),
        Color::hex(0x4e99dc),
        Color::hex(0xc43e04),
        Color::hex(0x4d775c),
        Color::hex(0x8795ab),
    ],
    heat: [
        Color::hex(0xf2f5fa),
        Color::hex(0xd5e2fb),
        Color::hex(0xa9c4f7),
        Color::hex(0x7aa2f0),
        Color::hex(0x4a7be6),
        Color::hex(0x2b59d9),
        Color::hex(0x1b3c9c),
    ],
};

const DARK: Theme = Theme {
    bg: Color::hex(0x0f1217),
    surface: Color::hex(0x171b22),
    line: Color::hex(0x2a303a),
    grid: Color::hex(0x222831),
    text: Color::hex(0xe9ecf1),
    muted: Color::hex(0xa2acba),
    faint: Color::hex(0x8b96a6),
    accent: Color::hex(0x7aa2ff),
    accent_soft: Color::hex(0x1d2a4a),
    good: Color::hex(0x3ecf9f),
    bad: Color::hex(0xff8a73),
    categories: [
        Color::hex(0x6b93ff),
        Color::hex(0x13cda8),
        Color::hex(0xf0b72c),
        Color::hex(0xd97dcb),
        Color::hex(0x92cffe),
        Color::hex(0xe97758),
        Color::hex(0xb8c977),
        Color::hex(0x8c9199),
    ],
    heat: [
        Color::hex(0x1b212b),
        Color::hex(0x1f2f55),
        Color::hex(0x263f7d),
        Color::hex(0x3053a8),
        Color::hex(0x4470d6),
        Color::hex(0x6f97ff),
        Color::hex(0xa9c2ff),
    ],
};

fn contrast_light() -> Theme {
    Theme {
        bg: Color::hex(0xffffff),
        line: Color::hex(0x000000),
        grid: Color::hex(0xd5d9e0),
        text: Color::hex(0x000000),
        muted: Color::hex(0x1f2530),
        faint: Color::hex(0x1f2530),
        accent: Color::hex(0x0a36b0),
        good: Color::hex(0x00533d),
        bad: Color::hex(0x8a1606),
        ..LIGHT
    }
}

fn contrast_dark() -> Theme {
    Theme {
        bg: Color::hex(0x000000),
        surface: Color::hex(0x000000),
        line: Color::hex(0xffffff),
        grid: Color::hex(0x3a4250),
        text: Color::hex(0xffffff),
        muted: Color::hex(0xe6eaf0),
        faint: Color::hex(0xe6eaf0),
        accent: Color::hex(0xa9c4ff),
        good: Color::hex(0x6ff0c4),
        bad: Color::hex(0xffb3a3),
        ..DARK
    }
}

#[cfg(test)]
mod tests {
    use crate::view::color::Color;
    use crate::view::theme::{Scheme, Theme};

    #[test]
    fn every_token_can_be_set_by_its_name() {
        let mut theme = Theme::new(Scheme::Light);
        let names: Vec<String> = theme.tokens().into_iter().map(|(name, _)| name).collect();
        for name in &names {
            assert!(theme.set(name, "#123456"), "{name}");
        }
        let replaced = Color::hex(0x123456);
        assert!(theme.tokens().iter().all(|(_, color)| *color == replaced));
    }

    #[test]
    fn leaves_what_it_does_not_understand() {
        let mut theme = Theme::new(Scheme::Dark);
        for (name, color) in [
            ("c0", "#000"),
            ("c9", "#000"),
            ("h7", "#000"),
            ("text", "ink"),
        ] {
            assert!(!theme.set(name, color), "{name}: {color}");
        }
        assert_eq!(theme, Theme::new(Scheme::Dark));
    }
}
