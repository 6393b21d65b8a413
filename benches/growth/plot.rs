//! A row as a plot for the guide: both axes logarithmic, so that whatever is
//! linear rises by the same slope, which the dashed lines have.

use std::fmt::Write;

use chatgauge::view::theme::{Scheme, Theme};

use crate::rows::Row;
use crate::{PHASES, Step};

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 380.0;
/// Of the area between the axes.
const LEFT: f64 = 72.0;
const RIGHT: f64 = 696.0;
const TOP: f64 = 76.0;
const BOTTOM: f64 = 322.0;

/// What the document's parts look like; colours come from the theme.
const STYLE: &str = "\
text{font:13px system-ui,-apple-system,'Segoe UI',sans-serif;fill:var(--muted)}\
.title{font-size:16px;font-weight:600;fill:var(--text)}\
.card{fill:var(--surface);stroke:var(--line)}\
.grid{stroke:var(--grid)}\
.end{text-anchor:end}.middle{text-anchor:middle}\
polyline{fill:none;stroke-width:2;stroke-linejoin:round}\
.linear{stroke-width:1.5;stroke-dasharray:3 4;opacity:.7}";

/// What one of the axes maps.
struct Axis {
    /// Decimal logarithms of the ends.
    from: f64,
    to: f64,
    /// Where the ends lie.
    start: f64,
    end: f64,
}

impl Axis {
    fn at(&self, value: f64) -> f64 {
        let share = (value.log10() - self.from) / (self.to - self.from);
        self.start + share * (self.end - self.start)
    }
}

/// The plot as an SVG document.
pub(crate) fn plot(row: &Row, steps: &[Step]) -> String {
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else {
        return String::new();
    };
    let x = Axis {
        from: (first.count as f64).log10(),
        to: (last.count as f64).log10(),
        start: LEFT + 16.0,
        end: RIGHT - 16.0,
    };
    let seconds = || steps.iter().flat_map(|step| step.seconds);
    let y = Axis {
        from: seconds().fold(f64::INFINITY, f64::min).log10().floor(),
        to: seconds().fold(0.0, f64::max).log10().ceil(),
        start: BOTTOM,
        end: TOP,
    };
    let mut svg = head(row.title);
    write_axes(&mut svg, row, steps, (&x, &y));
    for (phase, name) in PHASES.iter().enumerate() {
        let number = phase + 1;
        let points = steps
            .iter()
            .map(|step| (x.at(step.count as f64), y.at(step.seconds[phase])));
        let points: Vec<(f64, f64)> = points.collect();
        let judged = steps.iter().find(|step| step.count >= row.from);
        if let Some(judged) = judged {
            let each = judged.seconds[phase] / judged.count as f64;
            let linear = [judged, last].map(|step| {
                let count = step.count as f64;
                (x.at(count), y.at(count * each))
            });
            push_line(&mut svg, "linear", number, &linear);
        }
        push_line(&mut svg, "measured", number, &points);
        for (x, y) in points {
            let _ = write!(
                svg,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\" fill=\"var(--c{number})\"/>"
            );
        }
        let left = 29.0 + 96.0 * phase as f64;
        let _ = writeln!(
            svg,
            "<circle cx=\"{left}\" cy=\"56\" r=\"5\" fill=\"var(--c{number})\"/>\
             <text x=\"{}\" y=\"60.5\">{name}</text>",
            left + 11.0
        );
    }
    svg.push_str("</svg>\n");
    svg
}

fn head(title: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         width=\"{WIDTH}\" height=\"{HEIGHT}\">\n<title>{title}</title>\n\
         <style>svg{{{}}}@media(prefers-color-scheme:dark){{svg{{{}}}}}{STYLE}</style>\n\
         <clipPath id=\"area\"><rect x=\"{LEFT}\" y=\"{TOP}\" width=\"{}\" height=\"{}\"/></clipPath>\n\
         <rect class=\"card\" x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" rx=\"12\"/>\n\
         <text class=\"title\" x=\"24\" y=\"34\">{title}</text>\n",
        tokens(Scheme::Light),
        tokens(Scheme::Dark),
        RIGHT - LEFT,
        BOTTOM - TOP,
        WIDTH - 1.0,
        HEIGHT - 1.0,
    )
}

/// The colours that are used, as custom properties.
fn tokens(scheme: Scheme) -> String {
    let used = ["surface", "line", "grid", "text", "muted"].map(str::to_owned);
    let series = (1..=PHASES.len()).map(|number| format!("c{number}"));
    let used: Vec<String> = used.into_iter().chain(series).collect();
    let tokens = Theme::new(scheme).tokens().into_iter();
    tokens
        .filter(|(name, _)| used.contains(name))
        .map(|(name, color)| {
            let (r, g, b) = (color.r, color.g, color.b);
            format!("--{name}:#{r:02x}{g:02x}{b:02x};")
        })
        .collect()
}

fn write_axes(svg: &mut String, row: &Row, steps: &[Step], (x, y): (&Axis, &Axis)) {
    for decade in (y.from as i32)..=(y.to as i32) {
        let at = y.at(10_f64.powi(decade));
        let _ = writeln!(
            svg,
            "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{at:.1}\" y2=\"{at:.1}\"/>\
             <text class=\"end\" x=\"{}\" y=\"{:.1}\">{}</text>",
            LEFT - 10.0,
            at + 4.5,
            time(decade)
        );
    }
    for step in steps {
        let _ = writeln!(
            svg,
            "<text class=\"middle\" x=\"{:.1}\" y=\"{}\">{}</text>",
            x.at(step.count as f64),
            BOTTOM + 22.0,
            short(step.count)
        );
    }
    let _ = writeln!(
        svg,
        "<text class=\"middle\" x=\"{}\" y=\"{}\">{}; dashed: linear</text>",
        LEFT.midpoint(RIGHT),
        BOTTOM + 44.0,
        row.unit
    );
}

fn push_line(svg: &mut String, class: &str, number: usize, points: &[(f64, f64)]) {
    let points: Vec<String> = points
        .iter()
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect();
    let _ = writeln!(
        svg,
        "<polyline class=\"{class}\" clip-path=\"url(#area)\" stroke=\"var(--c{number})\" \
         points=\"{}\"/>",
        points.join(" ")
    );
}

/// A power of ten of seconds.
fn time(decade: i32) -> String {
    match decade {
        0.. => format!("{} s", 10_u64.pow(decade.unsigned_abs())),
        -3..0 => format!("{} ms", 10_u64.pow((decade + 3).unsigned_abs())),
        _ => format!("{} µs", 10_f64.powi(decade + 6)),
    }
}

fn short(count: u64) -> String {
    match count {
        1_000_000.. => format!("{} M", count / 1_000_000),
        1_000.. => format!("{} k", count / 1_000),
        _ => count.to_string(),
    }
}
