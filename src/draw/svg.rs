//! A picture as an SVG document, by a backend that writes it: small enough
//! for the page, whose wasm everybody downloads.

use std::convert::Infallible;
use std::fmt::{self, Display, Write};

use plotters::prelude::DrawingBackend;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontStyle,
};

use crate::draw::Brush;
use crate::view::picture::Picture;

/// Units of the document a CSS pixel.
const SCALE: f32 = 10.0;

/// The picture as an SVG document of its own size, its summary as title.
/// `family` is the CSS `font-family` of its texts.
pub fn svg(picture: &Picture, family: &str) -> String {
    let size = |length: f32| (length * SCALE).ceil().max(1.0) as u32;
    let mut document = Document {
        text: String::new(),
        size: (size(picture.width), size(picture.height)),
        family,
    };
    let (width, height) = document.size;
    document.add(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{}\" height=\"{}\" \
         viewBox=\"0 0 {width} {height}\" style=\"font-variant-numeric:tabular-nums\">\n\
         <title>{}</title>\n",
        picture.width,
        picture.height,
        Escaped(&picture.summary),
    ));
    let brush = Brush {
        scale: SCALE,
        text_scale: f64::from(SCALE),
        // Texts stand on their baselines.
        middle: 0.0,
    };
    // Writing to a string does not fail, and nothing else is done.
    let _ = brush.paint(picture, &mut document);
    document.text.push_str("</svg>\n");
    document.text
}

/// The document in the making.
struct Document<'a> {
    text: String,
    size: (u32, u32),
    family: &'a str,
}

type Outcome = Result<(), DrawingErrorKind<Infallible>>;

impl Document<'_> {
    #[inline(never)]
    fn add(&mut self, words: fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.text.write_fmt(words);
    }

    fn add_points(&mut self, points: impl IntoIterator<Item = BackendCoord>) {
        self.text.push_str(" points=\"");
        for (x, y) in points {
            self.add(format_args!("{x},{y} "));
        }
        self.text.push_str("\"/>\n");
    }

    /// What a full colour leaves out is a fifth of the document.
    fn add_opacity(&mut self, color: BackendColor) {
        if color.alpha != 1.0 {
            self.add(format_args!(" opacity=\"{}\"", color.alpha));
        }
    }

    fn add_box(&mut self, (left, top): BackendCoord, (right, bottom): BackendCoord) {
        let (width, height) = (right - left, bottom - top);
        self.add(format_args!(
            "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\""
        ));
    }
}

impl DrawingBackend for Document<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Outcome {
        Ok(())
    }

    fn present(&mut self) -> Outcome {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Outcome {
        self.add_box((x, y), (x + 1, y + 1));
        self.add_opacity(color);
        self.add(format_args!(" fill=\"{}\"/>\n", Hex(color)));
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        lower_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Outcome {
        let color = style.color();
        self.add_box(upper_left, lower_right);
        self.add_opacity(color);
        match fill {
            true => self.add(format_args!(" fill=\"{}\"/>\n", Hex(color))),
            false => self.add(format_args!(
                " fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"/>\n",
                Hex(color),
                style.stroke_width()
            )),
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        let color = style.color();
        self.text.push_str("<polyline fill=\"none\"");
        self.add_opacity(color);
        self.add(format_args!(
            " stroke=\"{}\" stroke-width=\"{}\"",
            Hex(color),
            style.stroke_width()
        ));
        self.add_points(path);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        self.text.push_str("<polygon");
        self.add_opacity(style.color());
        self.add(format_args!(" fill=\"{}\"", Hex(style.color())));
        self.add_points(path);
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        (x, y): BackendCoord,
    ) -> Outcome {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        let family = Escaped(self.family);
        self.add(format_args!(
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" font-family=\"{family}\" \
             font-size=\"{}\"",
            style.size()
        ));
        self.add_opacity(style.color());
        self.add(format_args!(" fill=\"{}\"", Hex(style.color())));
        if matches!(style.style(), FontStyle::Bold) {
            self.text.push_str(" font-weight=\"bold\"");
        }
        self.add(format_args!(">\n{}\n</text>\n", Escaped(text)));
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        _text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        // Texts were measured when the picture was made.
        Ok((0, style.size() as u32))
    }
}

/// A colour without what can be seen through it.
struct Hex(BackendColor);

impl Display for Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (r, g, b) = self.0.rgb;
        write!(f, "#{r:02X}{g:02X}{b:02X}")
    }
}

/// A text that markup cannot mistake for some of its own. Control characters
/// have no place in a document, not even escaped.
struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&apos;")?,
                '\u{fffe}' | '\u{ffff}' => {}
                other if other.is_ascii_control() => f.write_char(' ')?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::draw::svg;
    use crate::view::color::Color;
    use crate::view::picture::{Anchor, Mark, Picture, Weight};

    #[test]
    fn no_text_is_taken_for_markup() {
        let picture = Picture {
            width: 10.0,
            height: 10.0,
            summary: "a < b & \u{1}c".to_owned(),
            marks: vec![Mark::Text {
                x: 0.0,
                y: 5.0,
                anchor: Anchor::Start,
                size: 5.0,
                weight: Weight::Regular,
                color: Color::hex(0),
                text: "</text><script>'\"".to_owned(),
            }],
            ..Picture::default()
        };
        let document = svg(&picture, "\"Segoe UI\", serif");
        assert!(document.contains("<title>a &lt; b &amp;  c</title>"));
        assert!(document.contains("\n&lt;/text&gt;&lt;script&gt;&apos;&quot;\n</text>"));
        assert!(document.contains("font-family=\"&quot;Segoe UI&quot;, serif\""));
        assert!(document.ends_with("</svg>\n"));
    }
}
