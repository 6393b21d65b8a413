//! Colours as CSS writes them: parsed once, blended without a canvas.

use std::fmt;

use crate::base::decimal;

/// An opaque or translucent colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Color {
    /// Red, 0–255.
    pub r: u8,
    /// Green, 0–255.
    pub g: u8,
    /// Blue, 0–255.
    pub b: u8,
    /// Opacity, 0–1.
    pub a: f32,
}

impl Color {
    /// An opaque colour from `0xrrggbb`.
    pub const fn hex(rgb: u32) -> Color {
        let [_, r, g, b] = rgb.to_be_bytes();
        Color { r, g, b, a: 1.0 }
    }

    /// The same colour with another opacity, 0–1.
    pub fn with_alpha(self, a: f32) -> Color {
        Color { a, ..self }
    }

    /// The opaque colour that comes to the eye when it lies on `ground`.
    pub fn over(self, ground: Color) -> Color {
        let blend = |top: u8, under: u8| {
            (f32::from(top) * self.a + f32::from(under) * (1.0 - self.a)).round() as u8
        };
        Color {
            r: blend(self.r, ground.r),
            g: blend(self.g, ground.g),
            b: blend(self.b, ground.b),
            a: 1.0,
        }
    }

    /// Reads `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa`, `rgb(…)` and
    /// `rgba(…)` with commas or spaces; `None` for anything else.
    pub fn parse(css: &str) -> Option<Color> {
        let css = css.trim();
        match css.strip_prefix('#') {
            Some(digits) => parse_hex(digits),
            None => parse_function(css),
        }
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Color { r, g, b, a } = self;
        if *a >= 1.0 {
            write!(f, "#{r:02x}{g:02x}{b:02x}")
        } else {
            write!(f, "rgba({r},{g},{b},{a})")
        }
    }
}

fn parse_hex(digits: &str) -> Option<Color> {
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let short = digits.len() < 6;
    let per_channel = if short { 1 } else { 2 };
    if !matches!(digits.len(), 3 | 4 | 6 | 8) {
        return None;
    }
    let channel = |index: usize| -> Option<u8> {
        let at = index * per_channel;
        let value = u8::from_str_radix(digits.get(at..at + per_channel)?, 16).ok()?;
        Some(if short { value * 17 } else { value })
    };
    Some(Color {
        r: channel(0)?,
        g: channel(1)?,
        b: channel(2)?,
        a: channel(3).map_or(1.0, |a| f32::from(a) / 255.0),
    })
}

fn parse_function(css: &str) -> Option<Color> {
    let inner = css
        .strip_prefix("rgba(")
        .or_else(|| css.strip_prefix("rgb("))?
        .strip_suffix(')')?;
    let mut parts = inner
        .split([',', '/', ' '])
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let mut channel = || part_of(parts.next()?, 255.0);
    let (r, g, b) = (channel()?, channel()?, channel()?);
    let a = match parts.next() {
        Some(part) => part_of(part, 1.0)?,
        None => 1.0,
    };
    if parts.next().is_some() {
        return None;
    }
    Some(Color {
        r: r.round() as u8,
        g: g.round() as u8,
        b: b.round() as u8,
        a,
    })
}

/// A number or a percentage of `whole`, kept within 0 and `whole`.
fn part_of(text: &str, whole: f32) -> Option<f32> {
    let value = match text.strip_suffix('%') {
        Some(percent) => decimal::read(percent)? as f32 / 100.0 * whole,
        None => decimal::read(text)? as f32,
    };
    value.is_finite().then_some(value.max(0.0).min(whole))
}

#[cfg(test)]
mod tests {
    use crate::view::color::Color;

    #[test]
    fn reads_what_css_writes() {
        let blue = Color::hex(0x2b59d9);
        assert_eq!(Color::parse(" #2b59d9 "), Some(blue));
        assert_eq!(Color::parse("rgb(43, 89, 217)"), Some(blue));
        assert_eq!(
            Color::parse("rgb(43 89 217 / 50%)"),
            Some(blue.with_alpha(0.5))
        );
        assert_eq!(
            Color::parse("rgba(43,89,217,.5)"),
            Some(blue.with_alpha(0.5))
        );
        assert_eq!(Color::parse("#fa0"), Some(Color::hex(0xffaa00)));
        assert_eq!(
            Color::parse("#fa08").map(|color| color.a),
            Some(136.0 / 255.0)
        );
    }

    #[test]
    fn refuses_what_is_no_color() {
        for css in [
            "",
            "#",
            "#12",
            "#12345",
            "#ééé",
            "blue",
            "rgb(1,2)",
            "rgb(1,2,3,4,5)",
        ] {
            assert_eq!(Color::parse(css), None, "{css}");
        }
    }

    #[test]
    fn blends_over_a_ground() {
        let gray = Color::hex(0x000000)
            .with_alpha(0.5)
            .over(Color::hex(0xffffff));
        assert_eq!(gray, Color::hex(0x808080));
        assert_eq!(gray.to_string(), "#808080");
    }
}
